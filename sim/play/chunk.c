/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/chunk.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"

enum { MONTHS_A_BLOCK = WORDS, ROWS_A_BLOCK = WORDS };

/* The words of a seat for the block of four months that holds `month`, by lane. */
static uint32_t *words_of_month(const struct chunk *self, size_t rep_class, int seat, int month)
{
    size_t block = self->engine->first_seat[rep_class] + (size_t)seat;
    return self->arrival_words + (block * MONTHS_A_BLOCK + (size_t)((month - 1) % MONTHS_A_BLOCK)) * LANES;
}

enum status chunk_init(struct chunk *self, const struct engine *engine)
{
    const struct plan *plan = engine->plan;

    memset(self, 0, sizeof *self);
    self->engine = engine;
    self->arrival_words = memory_grid(engine->first_seat[plan->classes], MONTHS_A_BLOCK * LANES, sizeof(uint32_t));
    self->ends = memory_grid(QUARTILES * plan->contracts, 2 * (size_t)plan->months + 2, sizeof *self->ends);
    if (self->arrival_words == NULL || self->ends == NULL || ledger_init(&self->ledger, plan->months) != OK ||
        tally_init(&self->tally, plan->months) != OK) {
        chunk_free(self);
        return ERR_MEMORY;
    }
    self->books = (struct clients_books){.ledger = &self->ledger, .ends = self->ends};
    return OK;
}

void chunk_free(struct chunk *self)
{
    free(self->arrival_words);
    free(self->ends);
    ledger_free(&self->ledger);
    tally_free(&self->tally);
    memset(self, 0, sizeof *self);
}

/* A batch of one block for each lane: all share the counter but not the replicate. */
static void fill_lanes(const struct chunk *self, enum purpose purpose, uint64_t who, uint32_t third,
                       uint32_t *const word[WORDS], struct draw_batch *batch, uint32_t counters[3][LANES])
{
    for (size_t lane = 0; lane < LANES; lane++) {
        counters[0][lane] = (uint32_t)(self->first + lane);
        counters[1][lane] = third;
        counters[2][lane] = 0;
    }
    *batch = (struct draw_batch){.purpose = purpose,
                                 .first = (uint32_t)who,
                                 .second = (uint32_t)(who >> 32),
                                 .replicate = counters[0],
                                 .third = counters[1],
                                 .fourth = counters[2],
                                 .count = self->lanes};
    self->engine->source.fill(self->engine->source.context, batch, word);
}

/* Posts the rest of one book client's life in every lane. */
static void live_on(struct chunk *self, const struct book_entry *entry, const uint32_t *word,
                    const struct draw_batch *batch, int which)
{
    const struct lives *lives = &self->engine->lives;
    struct ledger_post *entered = self->ledger.entered, *gone = self->ledger.gone;
    const uint32_t beyond = (uint32_t)self->engine->plan->months + 1;

    for (size_t lane = 0; lane < self->lanes; lane++) {
        uint32_t bills = life_bills(lives, entry->table, word[lane]);
        if (draw_is_end(word[lane]))
            bills = life_bills_exact(lives, entry->table,
                                     draw_uniform(&self->engine->source, batch, lane, which, word[lane]));
        uint32_t end = 1 + bills < beyond ? 1 + bills : beyond;
        ledger_add(&entered[lane], entry->fee);
        ledger_add(&gone[(size_t)end * LANES + lane], entry->fee);
    }
}

static void live_book(struct chunk *self)
{
    const struct plan *plan = self->engine->plan;
    uint32_t words[WORDS][LANES] = {{0}}, *const word[WORDS] = {words[0], words[1], words[2], words[3]};
    uint32_t counters[3][LANES];
    struct draw_batch batch = {0};
    uint32_t block = UINT32_MAX;

    for (size_t i = 0; i < plan->book_count; i++) {
        uint32_t row = plan->book[i].row;
        if (row / ROWS_A_BLOCK != block) {
            block = row / ROWS_A_BLOCK;
            fill_lanes(self, PURPOSE_BOOK, block, 0, word, &batch, counters);
        }
        live_on(self, &plan->book[i], words[row % ROWS_A_BLOCK], &batch, (int)(row % ROWS_A_BLOCK));
    }
}

/* The arrival words of a class for the four months from `month` on: one block serves four months of a seat. */
static void draw_arrivals(struct chunk *self, size_t rep_class, int month)
{
    const struct seats *seats = &self->engine->plan->seats[rep_class];
    uint32_t counters[3][LANES];
    struct draw_batch batch;

    for (int seat = 0; seat < seats->most; seat++) {
        uint32_t *to = words_of_month(self, rep_class, seat, month);
        uint32_t *const word[WORDS] = {to, to + LANES, to + 2 * LANES, to + 3 * LANES};
        fill_lanes(self, PURPOSE_ARRIVALS, seats->key, clients_seat_month(seat, (month - 1) / MONTHS_A_BLOCK), word,
                   &batch, counters);
    }
}

/* Adds the j-th client of a seat in each of these lanes; makes room first. */
static void sign(struct chunk *self, size_t rep_class, int seat, int month, uint32_t ordinal, const uint32_t *lane,
                 size_t count)
{
    struct clients *batch = &self->clients;
    if (batch->count + count > BATCH)
        clients_live(batch, self->engine, rep_class, month, &self->books);
    for (size_t i = 0, at = batch->count; i < count; i++, at++) {
        batch->lane[at] = lane[i];
        batch->replicate[at] = (uint32_t)self->first + lane[i];
        batch->seat_month[at] = clients_seat_month(seat, month);
        batch->ordinal[at] = ordinal;
    }
    batch->count += count;
}

/* The exact count of a seat whose word lies in an end cell. */
static uint32_t count_exactly(const struct chunk *self, size_t rep_class, int seat, int month, size_t lane)
{
    uint64_t key = self->engine->plan->seats[rep_class].key;
    uint32_t replicate = (uint32_t)(self->first + lane), zero = 0;
    uint32_t third = clients_seat_month(seat, (month - 1) / MONTHS_A_BLOCK);
    int which = (month - 1) % MONTHS_A_BLOCK;
    uint32_t x = words_of_month(self, rep_class, seat, month)[lane];
    struct draw_batch batch = {PURPOSE_ARRIVALS, (uint32_t)key, (uint32_t)(key >> 32), &replicate, &third, &zero, 1};

    return arrivals_count(engine_arrivals(self->engine, rep_class, month),
                          draw_uniform(&self->engine->source, &batch, 0, which, x));
}

/* Signs the lanes whose word lies in an end cell, exactly; returns true if there were any. */
static bool sign_ends(struct chunk *self, size_t rep_class, int seat, int month, const uint32_t *word)
{
    uint32_t ends = 0;
    for (size_t lane = 0; lane < LANES; lane++)
        ends |= draw_is_end(word[lane]);
    for (uint32_t lane = 0; ends && lane < self->lanes; lane++) {
        uint32_t signups = draw_is_end(word[lane]) ? count_exactly(self, rep_class, seat, month, lane) : 0;
        for (uint32_t j = 1; j <= signups; j++)
            sign(self, rep_class, seat, month, j, &lane, 1);
    }
    return ends != 0;
}

/*
 * Sifts the lanes layer by layer, without a branch per lane: the lanes with a j-th client are sifted from those
 * with a (j - 1)-th. Lanes in an end cell are taken out first and counted exactly.
 */
static void sign_poisson(struct chunk *self, size_t rep_class, int seat, int month)
{
    const uint32_t *bound = engine_arrivals(self->engine, rep_class, month)->bound;
    const uint32_t *word = words_of_month(self, rep_class, seat, month);
    uint32_t layer[LANES], count = 0, everybody = (uint32_t)self->lanes;

    for (uint32_t lane = 0; lane < everybody; lane++) {
        layer[count] = lane;
        count += word[lane] >= bound[0];
    }
    if (sign_ends(self, rep_class, seat, month, word)) {
        uint32_t others = 0;
        for (uint32_t i = 0; i < count; i++) {
            layer[others] = layer[i];
            others += !draw_is_end(word[layer[i]]);
        }
        count = others;
    }
    for (uint32_t j = 1; count > 0; j++) {
        sign(self, rep_class, seat, month, j, layer, count);
        uint32_t next = 0;
        for (uint32_t i = 0; i < count; i++) {
            uint32_t lane = layer[i];
            layer[next] = lane;
            next += word[lane] >= bound[j];
        }
        count = next;
    }
}

static void sign_on_schedule(struct chunk *self, size_t rep_class, int seat, int month)
{
    const struct plan *plan = self->engine->plan;
    int32_t due = plan->seats[rep_class].schedule[(size_t)seat * ((size_t)plan->months + 2) + (size_t)month];
    uint32_t all[LANES];

    for (size_t lane = 0; lane < LANES; lane++)
        all[lane] = (uint32_t)lane;
    for (int32_t j = 1; j <= due; j++)
        sign(self, rep_class, seat, month, (uint32_t)j, all, self->lanes);
}

static void sign_month(struct chunk *self, int month)
{
    const struct plan *plan = self->engine->plan;

    for (size_t c = 0; c < plan->classes; c++) {
        if (!plan->steady && (month - 1) % MONTHS_A_BLOCK == 0)
            draw_arrivals(self, c, month);
        for (int seat = 0; seat < plan->seats[c].count[month]; seat++) {
            if (plan->steady)
                sign_on_schedule(self, c, seat, month);
            else
                sign_poisson(self, c, seat, month);
        }
        clients_live(&self->clients, self->engine, c, month, &self->books);
    }
}

void chunk_play(struct chunk *self, size_t first, size_t lanes)
{
    int months = self->engine->plan->months;

    self->first = first;
    self->lanes = lanes;
    ledger_clear(&self->ledger);
    /* Order matters: all who were there in month H - 12 are posted before those who came later. */
    live_book(self);
    if (months == 12)
        ledger_mark_kept(&self->ledger);
    for (int month = 1; month <= months; month++) {
        sign_month(self, month);
        if (month == months - 12)
            ledger_mark_kept(&self->ledger);
    }
}
