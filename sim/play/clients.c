/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/clients.h"

#include "sim/play/accounts.h"

/* The two blocks of a batch's clients. */
static struct draw_batch block_of(const struct clients *self, enum purpose purpose)
{
    return (struct draw_batch){.purpose = purpose,
                               .first = (uint32_t)self->kind.key,
                               .second = (uint32_t)(self->kind.key >> 32),
                               .replicate = self->replicate,
                               .third = self->seat_month,
                               .fourth = self->ordinal,
                               .count = self->count};
}

static void fill(const struct engine *engine, const struct draw_batch *batch, uint32_t to[WORDS][BATCH])
{
    uint32_t *const word[WORDS] = {to[0], to[1], to[2], to[3]};
    engine->source.fill(engine->source.context, batch, word);
}

/* The life table of a client, by its latent kind and cell. */
static uint32_t table_of(const struct engine *engine, const uint32_t *tables, uint32_t latent, uint32_t cell)
{
    return tables[latent * (QUARTILES * engine->plan->contracts + 1) + cell];
}

/* The words decide all but the clients in an end cell; those are drawn again, exactly. Rare: 2 in 10^9. */
static void refine_ends(struct clients *self, const struct engine *engine, const struct draw_batch *batch,
                        const uint32_t *tables)
{
    const struct prospect *prospect = &engine->prospects[self->kind.offer];

    for (size_t i = 0; i < self->count; i++) {
        double u[WORDS];
        uint32_t end = 0;
        for (int w = 0; w < WORDS; w++)
            end |= draw_is_end(self->word[w][i]);
        if (!end)
            continue;
        for (int w = 0; w < WORDS; w++)
            u[w] = draw_uniform(&engine->source, batch, i, w, self->word[w][i]);
        prospect_exact(prospect, u[WORD_SPEND], u[WORD_CONTRACT], u[WORD_SWITCH], &self->cell[i], &self->fee[i]);
        uint32_t latent = engine->activated != NULL &&
                          self->trait[TRAIT_ACTIVATION][i] >= engine->activated[self->kind.month];
        self->table[i] = table_of(engine, tables, latent, self->cell[i]);
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
        self->gone[kept] = self->gone[i];
        self->fee[kept] = self->fee[i];
        kept += self->cell[i] != none;
    }
    self->count = kept;
}

/* Their life tables: by cell, and where there are latent kinds by the word that decides it. */
static void find_tables(struct clients *self, const struct engine *engine, const uint32_t *tables)
{
    if (engine->activated == NULL) {
        for (size_t i = 0; i < self->count; i++)
            self->table[i] = tables[self->cell[i]];
        return;
    }
    struct draw_batch batch = block_of(self, self->kind.traits);
    uint32_t activated = engine->activated[self->kind.month];
    fill(engine, &batch, self->trait);
    for (size_t i = 0; i < self->count; i++)
        self->table[i] = table_of(engine, tables, self->trait[TRAIT_ACTIVATION][i] >= activated, self->cell[i]);
}

/* Bills of every life, into gone[]. */
static void draw_lives(struct clients *self, const struct engine *engine)
{
    for (size_t i = 0; i < self->count; i++)
        self->gone[i] = life_bills(&engine->lives, self->table[i], self->word[WORD_LIFE][i]);
}

/* From bills to the month lost, at most H + 1; and into the counts of lives. */
static void end_lives(struct clients *self, int months, uint64_t *ends)
{
    const uint32_t beyond = (uint32_t)months + 1, row = 2 * (uint32_t)months + 2, first = (uint32_t)self->kind.month;

    for (size_t i = 0; i < self->count; i++) {
        uint32_t end = first + self->gone[i];
        end = end < beyond ? end : beyond;
        self->gone[i] = end;
        ends[(size_t)self->cell[i] * row + end - first + (end == beyond ? (uint32_t)months : 0)] += 1;
    }
}

/* Counts the leads that were once turned away. */
static void count_returned(const struct clients *self, struct ledger *ledger)
{
    int64_t *row = ledger_line(ledger, LINE_RETURNED, self->kind.month);
    for (size_t i = 0; i < self->count; i++)
        row[self->lane[i]] += 1;
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
        .fee = self->fee};

    if (self->kind.purpose == PURPOSE_RETURNED_CLIENT)
        count_returned(self, books->ledger);
    return accounts_keep(&lives, engine, books->ledger, books->survivors, self->last);
}

enum status clients_live(struct clients *self, const struct engine *engine, const struct clients_books *books)
{
    const struct prospect *prospect = &engine->prospects[self->kind.offer];
    const uint32_t *tables = engine_tables(engine, self->kind.signer, self->kind.month);
    uint32_t *const word[WORDS] = {self->word[0], self->word[1], self->word[2], self->word[3]};
    struct draw_batch batch = block_of(self, self->kind.purpose);

    if (self->count == 0)
        return OK;
    fill(engine, &batch, self->word);
    prospect_decide(prospect, word, self->count, self->cell, self->fee);
    find_tables(self, engine, tables);
    draw_lives(self, engine);
    if (any_end(self))
        refine_ends(self, engine, &batch, tables);
    if (!prospect->all_offered)
        drop_unsigned(self, prospect->none);
    end_lives(self, engine->plan->months, books->ends);
    enum status status = keep_accounts(self, engine, books);
    if (books->observe != NULL)
        books->observe(books->context, self, self->kind.signer, self->kind.month);
    self->count = 0;
    return status;
}
