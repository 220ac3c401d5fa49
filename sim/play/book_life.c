/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/book_life.h"

#include <string.h>

#include "sim/play/accounts.h"
#include "sim/play/aftermath.h"
#include "sim/play/lot.h"

enum { ROWS_A_BLOCK = WORDS };

/* The words of four rows of the book, by lane. */
struct rows {
    struct lane_counter counter;
    uint32_t word[WORDS][LANES];
};

static void fill(struct rows *self, const struct lanes *lanes, enum purpose purpose, uint32_t who)
{
    uint32_t *const word[WORDS] = {self->word[0], self->word[1], self->word[2], self->word[3]};
    self->counter = (struct lane_counter){.purpose = purpose, .who = who};
    lane_words_fill(lanes, self->counter, word);
}

/* One client's life in every lane. */
struct life {
    const struct engine *engine;
    const struct lanes *lanes;
    const struct book_entry *entry;
    uint32_t lane[LANES], replicate[LANES], cell[LANES], table[LANES], gone[LANES];
    uint16_t latent[LANES];
    uint8_t handled[LANES];
    int64_t fee[LANES], last[LANES];
    struct rows family; /* filled only where something may follow */
};

/* Its kind, by lane, and what that says of its life. */
static void find_kinds(struct life *self, const struct rows *traits)
{
    const struct engine *engine = self->engine;
    const struct book_entry *entry = self->entry;
    size_t place = (size_t)(entry - engine->plan->book.item), count = self->lanes->count;

    if (engine->kinds.several) {
        kinds_decide_book(&engine->kinds, place, traits->word[entry->row % ROWS_A_BLOCK], count, self->latent,
                          self->handled);
    } else {
        memset(self->latent, 0, sizeof self->latent);
        memset(self->handled, 0, sizeof self->handled);
    }
    for (size_t lane = 0; lane < count; lane++) {
        self->table[lane] = entry->table[self->latent[lane]];
        self->cell[lane] = (uint32_t)((size_t)entry->quartile * engine->plan->contracts + entry->contract);
        self->fee[lane] = entry->fee;
    }
}

/* The month after its last bill, or of wavering where offers are made, by lane. */
static void live(struct life *self, const struct rows *rows)
{
    const struct lives *lives = &self->engine->lives;
    const int which = (int)(self->entry->row % ROWS_A_BLOCK);
    const uint32_t *word = rows->word[which];

    for (size_t lane = 0; lane < self->lanes->count; lane++) {
        uint32_t bills = life_bills(lives, self->table[lane], word[lane]);
        if (draw_is_end(word[lane]))
            bills = life_bills_exact(lives, self->table[lane],
                                     lane_words_uniform(self->lanes, rows->counter, lane, which, word[lane]));
        self->gone[lane] = 1 + bills;
    }
}

static enum status keep_accounts(struct life *self, const struct clients_books *books)
{
    struct billing_lives lives = {.count = self->lanes->count,
                                  .book = true,
                                  .month = 1,
                                  .terms = terms_kept(&self->engine->terms, self->entry->tenure),
                                  .lane = self->lane,
                                  .gone = self->gone,
                                  .fee = self->fee};

    return accounts_keep(&lives, self->engine, books->ledger, books->survivors, self->last);
}

/* Its life as drawn, and all that comes of it. */
static enum status live_on(struct life *self, const struct clients_books *books)
{
    const struct engine *engine = self->engine;
    uint32_t *const family[WORDS] = {self->family.word[0], self->family.word[1], self->family.word[2],
                                     self->family.word[3]};
    const struct lot lot = {.count = self->lanes->count,
                            .month = 1,
                            .book = true,
                            .tenure = self->entry->tenure,
                            .lane = self->lane,
                            .replicate = self->replicate,
                            .cell = self->cell,
                            .table = self->table,
                            .latent = self->latent,
                            .handled = self->handled,
                            .gone = self->gone,
                            .fee = self->fee,
                            .family = family};

    if (engine->follows)
        fill(&self->family, self->lanes, PURPOSE_BOOK_FAMILY, self->entry->row);
    aftermath_end(&lot, engine, books);
    enum status status = keep_accounts(self, books);
    return status == OK ? aftermath_bring(&lot, engine, books) : status;
}

enum status book_life_post(const struct engine *engine, const struct lanes *lanes, const struct clients_books *books)
{
    const struct plan *plan = engine->plan;
    struct rows rows = {.word = {{0}}}, traits = {.word = {{0}}};
    struct life life = {.engine = engine, .lanes = lanes};
    uint32_t block = UINT32_MAX;
    enum status status = OK;

    for (uint32_t lane = 0; lane < LANES; lane++) {
        life.lane[lane] = lane;
        life.replicate[lane] = (uint32_t)lanes->first + lane;
    }
    for (size_t i = 0; status == OK && i < plan->book.count; i++) {
        life.entry = &plan->book.item[i];
        if (life.entry->row / ROWS_A_BLOCK != block) {
            block = life.entry->row / ROWS_A_BLOCK;
            fill(&rows, lanes, PURPOSE_BOOK, block);
            if (engine->kinds.several)
                fill(&traits, lanes, PURPOSE_BOOK_TRAITS, block);
        }
        find_kinds(&life, &traits);
        live(&life, &rows);
        status = live_on(&life, books);
    }
    return status;
}
