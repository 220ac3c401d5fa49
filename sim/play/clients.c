/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/clients.h"

/* The words decide all but the clients in an end cell; those are drawn again, exactly. Rare: 2 in 10^9. */
static void refine_ends(struct clients *self, const struct engine *engine, const struct draw_batch *batch,
                        const struct prospect *prospect, const uint32_t *table_of_cell)
{
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
        self->gone[i] = life_bills_exact(&engine->lives, table_of_cell[self->cell[i]], u[WORD_LIFE]);
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

/* Bills of every life, into gone[]. */
static void draw_lives(struct clients *self, const struct engine *engine, const uint32_t *table_of_cell)
{
    for (size_t i = 0; i < self->count; i++)
        self->gone[i] = life_bills(&engine->lives, table_of_cell[self->cell[i]], self->word[WORD_LIFE][i]);
}

static void post(struct clients *self, int months, int month, const struct clients_books *books)
{
    struct ledger_post *entered = ledger_row(books->ledger->entered, month), *gone = books->ledger->gone;
    uint64_t *ends = books->ends;
    const uint32_t beyond = (uint32_t)months + 1, row = 2 * (uint32_t)months + 2, first = (uint32_t)month;

    for (size_t i = 0; i < self->count; i++) {
        uint32_t end = first + self->gone[i], lane = self->lane[i];
        int64_t fee = self->fee[i];
        end = end < beyond ? end : beyond;
        self->gone[i] = end;
        ledger_add(&entered[lane], fee);
        ledger_add(&gone[(size_t)end * LANES + lane], fee);
        ends[(size_t)self->cell[i] * row + end - first + (end == beyond ? (uint32_t)months : 0)] += 1;
    }
}

void clients_live(struct clients *self, const struct engine *engine, size_t rep_class, int month,
                  const struct clients_books *books)
{
    const struct plan *plan = engine->plan;
    const struct prospect *prospect = &engine->prospects[plan->offer_of[month]];
    uint32_t *const word[WORDS] = {self->word[0], self->word[1], self->word[2], self->word[3]};
    uint64_t key = plan->seats[rep_class].key;
    struct draw_batch batch = {.purpose = PURPOSE_CLIENT,
                               .first = (uint32_t)key,
                               .second = (uint32_t)(key >> 32),
                               .replicate = self->replicate,
                               .third = self->seat_month,
                               .fourth = self->ordinal,
                               .count = self->count};
    /* The groups of a class are in the order of cells; so are its life tables of this month. */
    const uint32_t *table_of_cell = engine->table_of_cell + (rep_class * ((size_t)plan->months + 2) + (size_t)month) *
                                                                (QUARTILES * plan->contracts + 1);

    if (self->count == 0)
        return;
    engine->source.fill(engine->source.context, &batch, word);
    prospect_decide(prospect, word, self->count, self->cell, self->fee);
    draw_lives(self, engine, table_of_cell);
    if (any_end(self))
        refine_ends(self, engine, &batch, prospect, table_of_cell);
    if (!prospect->all_offered)
        drop_unsigned(self, prospect->none);
    post(self, plan->months, month, books);
    if (books->observe != NULL)
        books->observe(books->context, self, rep_class, month);
    self->count = 0;
}
