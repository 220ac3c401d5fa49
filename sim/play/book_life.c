/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/book_life.h"

#include "sim/play/accounts.h"

enum { ROWS_A_BLOCK = WORDS };

/* The words of four rows of the book, by lane. */
struct rows {
    struct lane_counter counter;
    uint32_t word[WORDS][LANES];
};

static void fill(struct rows *self, const struct lanes *lanes, enum purpose purpose, uint32_t block)
{
    uint32_t *const word[WORDS] = {self->word[0], self->word[1], self->word[2], self->word[3]};
    self->counter = (struct lane_counter){.purpose = purpose, .who = block};
    lane_words_fill(lanes, self->counter, word);
}

/* One client's life in every lane. */
struct life {
    uint32_t lane[LANES], gone[LANES];
    int64_t fee[LANES], last[LANES];
};

/* Which life table in a lane: the only one, or that of the kind its word says. */
static uint32_t table_of(const struct engine *engine, const struct book_entry *entry, const struct rows *traits,
                         size_t lane)
{
    if (engine->plan->latents == 1)
        return entry->table[0];
    uint32_t bound = draw_threshold(entry->weight[LATENT_ACTIVATED]);
    return entry
        ->table[traits->word[entry->row % ROWS_A_BLOCK][lane] < bound ? LATENT_ACTIVATED : LATENT_NOT_ACTIVATED];
}

/* The month in which it is lost, by lane. */
static void live(struct life *self, const struct engine *engine, const struct lanes *lanes,
                 const struct book_entry *entry, const struct rows *rows, const struct rows *traits)
{
    const struct lives *lives = &engine->lives;
    const int which = (int)(entry->row % ROWS_A_BLOCK);
    const uint32_t beyond = (uint32_t)engine->plan->months + 1, *word = rows->word[which];

    for (size_t lane = 0; lane < lanes->count; lane++) {
        uint32_t table = table_of(engine, entry, traits, lane);
        uint32_t bills = life_bills(lives, table, word[lane]);
        if (draw_is_end(word[lane]))
            bills = life_bills_exact(lives, table, lane_words_uniform(lanes, rows->counter, lane, which, word[lane]));
        self->gone[lane] = 1 + bills < beyond ? 1 + bills : beyond;
    }
}

static enum status account(struct life *self, const struct engine *engine, const struct lanes *lanes,
                           const struct book_entry *entry, struct ledger *ledger, struct survivors *survivors)
{
    struct billing_lives lives = {.count = lanes->count,
                                  .book = true,
                                  .month = 1,
                                  .terms = terms_kept(&engine->terms, entry->tenure),
                                  .lane = self->lane,
                                  .gone = self->gone,
                                  .fee = self->fee};

    for (size_t lane = 0; lane < lanes->count; lane++)
        self->fee[lane] = entry->fee;
    return accounts_keep(&lives, engine, ledger, survivors, self->last);
}

enum status book_life_post(const struct engine *engine, const struct lanes *lanes, struct ledger *ledger,
                           struct survivors *survivors)
{
    const struct plan *plan = engine->plan;
    struct rows rows = {.word = {{0}}}, traits = {.word = {{0}}};
    struct life life = {.lane = {0}};
    uint32_t block = UINT32_MAX;
    enum status status = OK;

    for (uint32_t lane = 0; lane < LANES; lane++)
        life.lane[lane] = lane;
    for (size_t i = 0; status == OK && i < plan->book_count; i++) {
        const struct book_entry *entry = &plan->book[i];
        if (entry->row / ROWS_A_BLOCK != block) {
            block = entry->row / ROWS_A_BLOCK;
            fill(&rows, lanes, PURPOSE_BOOK, block);
            if (plan->latents > 1)
                fill(&traits, lanes, PURPOSE_BOOK_TRAITS, block);
        }
        live(&life, engine, lanes, entry, &rows, &traits);
        status = account(&life, engine, lanes, entry, ledger, survivors);
    }
    return status;
}
