/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/clients.h"

#include <string.h>

#include "sim/play/accounts.h"
#include "sim/play/aftermath.h"
#include "sim/play/lot.h"

/* The purposes of the three blocks of a client: what it wants, what nobody sees of it, what follows from it. */
enum block { BLOCK_CLIENT, BLOCK_TRAITS, BLOCK_FAMILY, BLOCKS };
static const enum purpose purposes[SOURCE_COUNT][BLOCKS] = {
    [SOURCE_REP] = {PURPOSE_CLIENT, PURPOSE_TRAITS, PURPOSE_FAMILY},
    [SOURCE_RETURNED] = {PURPOSE_RETURNED_CLIENT, PURPOSE_RETURNED_TRAITS, PURPOSE_RETURNED_FAMILY},
    [SOURCE_REFERRED] = {PURPOSE_CHILD_CLIENT, PURPOSE_CHILD_TRAITS, PURPOSE_CHILD_FAMILY},
    [SOURCE_WINBACK] = {PURPOSE_CHILD_CLIENT, PURPOSE_CHILD_TRAITS, PURPOSE_CHILD_FAMILY},
};

static struct draw_batch block_of(const struct clients *self, enum block block)
{
    return (struct draw_batch){.purpose = purposes[self->kind.source][block],
                               .first = (uint32_t)self->kind.key,
                               .second = (uint32_t)(self->kind.key >> 32),
                               .replicate = self->replicate,
                               .third = self->seat_month,
                               .fourth = self->ordinal,
                               .count = self->count};
}

static void fill(const struct clients *self, const struct engine *engine, enum block block, uint32_t to[WORDS][BATCH])
{
    uint32_t *const word[WORDS] = {to[0], to[1], to[2], to[3]};
    struct draw_batch batch = block_of(self, block);
    engine->source.fill(engine->source.context, &batch, word);
}

/* The life table of a client, by its latent kind and cell. */
static uint32_t table_of(const struct engine *engine, const uint32_t *tables, uint32_t latent, uint32_t cell)
{
    return tables[latent * (QUARTILES * engine->plan->contracts + 1) + cell];
}

/* Who comes back takes the old contract; where that is not offered another one, or none (see struct prospect). */
static void take_back(struct clients *self, const struct prospect *prospect)
{
    const size_t contracts = prospect->contracts;

    for (size_t i = 0; i < self->count; i++) {
        size_t old = self->cell[i], contract = 0;
        if (prospect->offer->offered[old % contracts])
            continue;
        while (contract < contracts && self->word[WORD_SWITCH][i] >= prospect->instead[old * contracts + contract])
            contract++;
        self->cell[i] = contract < contracts ? (uint32_t)(old - old % contracts + contract) : prospect->none;
    }
}

/* The words decide all but the clients in an end cell; those are drawn again, exactly. Rare: 2 in 10^9. */
static void refine_ends(struct clients *self, const struct engine *engine)
{
    const struct prospect *prospect = &engine->prospects[self->kind.offer];
    const uint32_t *tables = engine_tables(engine, self->kind.signer, self->kind.month);
    struct draw_batch batch = block_of(self, BLOCK_CLIENT);

    for (size_t i = 0; i < self->count; i++) {
        double u[WORDS];
        uint32_t end = 0;
        for (int w = 0; w < WORDS; w++)
            end |= draw_is_end(self->word[w][i]);
        if (!end)
            continue;
        for (int w = 0; w < WORDS; w++)
            u[w] = draw_uniform(&engine->source, &batch, i, w, self->word[w][i]);
        if (self->kind.source != SOURCE_WINBACK)
            prospect_exact(prospect, u[WORD_SPEND], u[WORD_CONTRACT], u[WORD_SWITCH], &self->cell[i], &self->fee[i]);
        self->table[i] = table_of(engine, tables, self->latent[i], self->cell[i]);
        self->gone[i] = life_bills_exact(&engine->lives, self->table[i], u[WORD_LIFE]);
    }
}

static int any_end(const struct clients *self)
{
    uint32_t ends = 0;
    for (int w = 0; w < WORDS; w++)
        for (size_t i = 0; i < self->count; i++)
            ends |= draw_is_end(self->word[w][i]);
    return ends != 0;
}

/* Who signed nothing never was a client. */
static void drop_unsigned(struct clients *self, uint32_t none)
{
    size_t kept = 0;
    for (size_t i = 0; i < self->count; i++) {
        self->lane[kept] = self->lane[i];
        self->replicate[kept] = self->replicate[i];
        self->seat_month[kept] = self->seat_month[i];
        self->ordinal[kept] = self->ordinal[i];
        self->cell[kept] = self->cell[i];
        self->table[kept] = self->table[i];
        self->gone[kept] = self->gone[i];
        self->fee[kept] = self->fee[i];
        self->latent[kept] = self->latent[i];
        self->handled[kept] = self->handled[i];
        self->kept[kept] = self->kept[i];
        kept += self->cell[i] != none;
    }
    self->count = kept;
}

/* Their kinds: where there are several, by the words that decide them. */
static void find_kinds(struct clients *self, const struct engine *engine)
{
    const uint16_t *fixed = self->kind.source == SOURCE_WINBACK ? self->interval : NULL;
    uint32_t *const trait[WORDS] = {self->trait[0], self->trait[1], self->trait[2], self->trait[3]};

    if (!engine->kinds.several) {
        memset(self->latent, 0, self->count * sizeof *self->latent);
        memset(self->handled, 0, self->count * sizeof *self->handled);
        return;
    }
    fill(self, engine, BLOCK_TRAITS, self->trait);
    kinds_decide(&engine->kinds, self->kind.month, trait, fixed, self->count, self->latent, self->handled);
}

/* Their life tables, by kind and cell, and bills of every life, into gone[]. */
static void draw_lives(struct clients *self, const struct engine *engine)
{
    const uint32_t *tables = engine_tables(engine, self->kind.signer, self->kind.month);

    if (engine->kinds.several)
        for (size_t i = 0; i < self->count; i++)
            self->table[i] = table_of(engine, tables, self->latent[i], self->cell[i]);
    else
        for (size_t i = 0; i < self->count; i++)
            self->table[i] = tables[self->cell[i]];
    for (size_t i = 0; i < self->count; i++)
        self->gone[i] = life_bills(&engine->lives, self->table[i], self->word[WORD_LIFE][i]);
}

/* From bills to the month after the last one, or of wavering where offers are made. */
static void date_lives(struct clients *self)
{
    for (size_t i = 0; i < self->count; i++)
        self->gone[i] += (uint32_t)self->kind.month;
}

/* Takes the sign-ups' lives into the counts of lives. */
static void count_lives(const struct clients *self, int months, uint64_t *ends)
{
    const uint32_t beyond = (uint32_t)months + 1, row = 2 * (uint32_t)months + 2, first = (uint32_t)self->kind.month;

    for (size_t i = 0; self->kind.source != SOURCE_WINBACK && i < self->count; i++) {
        uint32_t end = self->gone[i];
        ends[(size_t)self->cell[i] * row + end - first + (end == beyond ? (uint32_t)months : 0)] += 1;
    }
}

/* One each, on a line of this month. */
static void count_on(const struct clients *self, struct ledger *ledger, enum ledger_line line)
{
    int64_t *row = ledger_line(ledger, line, self->kind.month);
    for (size_t i = 0; i < self->count; i++)
        row[self->lane[i]] += 1;
}

/* Where they came from, for all but the reps' own. */
static void note_source(const struct clients *self, struct ledger *ledger)
{
    if (self->kind.source == SOURCE_RETURNED)
        count_on(self, ledger, LINE_RETURNED);
    if (self->kind.source == SOURCE_REFERRED)
        count_on(self, ledger, LINE_REFERRED);
    if (self->kind.source != SOURCE_WINBACK)
        return;
    count_on(self, ledger, LINE_WINBACKS);
    int64_t *row = ledger_line(ledger, LINE_REACTIVATED, self->kind.month);
    for (size_t i = 0; i < self->count; i++)
        row[self->lane[i]] += self->fee[i];
}

static enum status keep_accounts(struct clients *self, const struct engine *engine, const struct clients_books *books)
{
    struct billing_lives lives = {
        .count = self->count,
        .signer = self->kind.signer,
        .month = self->kind.month,
        .terms = terms_signed(&engine->terms, engine->plan, self->kind.signer, self->kind.month),
        .lane = self->lane,
        .gone = self->gone,
        .fee = self->fee,
        .kept = self->kind.source == SOURCE_WINBACK ? self->kept : NULL};

    note_source(self, books->ledger);
    return accounts_keep(&lives, engine, books->ledger, books->survivors, self->last);
}

/* Lives as drawn, and all that comes of them. */
static enum status live_on(struct clients *self, const struct engine *engine, const struct clients_books *books)
{
    uint32_t *const family[WORDS] = {self->family[0], self->family[1], self->family[2], self->family[3]};
    const struct lot lot = {.count = self->count,
                            .month = self->kind.month,
                            .lane = self->lane,
                            .replicate = self->replicate,
                            .cell = self->cell,
                            .table = self->table,
                            .latent = self->latent,
                            .handled = self->handled,
                            .kept = self->kind.source == SOURCE_WINBACK ? self->kept : NULL,
                            .gone = self->gone,
                            .fee = self->fee,
                            .family = family};

    date_lives(self);
    if (engine->follows)
        fill(self, engine, BLOCK_FAMILY, self->family);
    aftermath_end(&lot, engine, books);
    count_lives(self, engine->plan->months, books->ends);
    enum status status = keep_accounts(self, engine, books);
    return status == OK ? aftermath_bring(&lot, engine, books) : status;
}

enum status clients_live(struct clients *self, const struct engine *engine, const struct clients_books *books)
{
    const struct prospect *prospect = &engine->prospects[self->kind.offer];
    uint32_t *const word[WORDS] = {self->word[0], self->word[1], self->word[2], self->word[3]};

    if (self->count == 0)
        return OK;
    fill(self, engine, BLOCK_CLIENT, self->word);
    if (self->kind.source == SOURCE_WINBACK)
        take_back(self, prospect);
    else
        prospect_decide(prospect, word, self->count, self->cell, self->fee);
    find_kinds(self, engine);
    draw_lives(self, engine);
    if (any_end(self))
        refine_ends(self, engine);
    if (!prospect->all_offered)
        drop_unsigned(self, prospect->none);
    enum status status = live_on(self, engine, books);
    if (books->observe != NULL)
        books->observe(books->context, self, self->kind.signer, self->kind.month);
    self->count = 0;
    return status;
}
