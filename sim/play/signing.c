/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/signing.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"

/* Two streams of clients flow from a seat: those it signs, and those it turns away that sign later. */
enum stream { SIGNUPS, RETURNING, STREAMS };
static const enum purpose arrivals_of[STREAMS] = {PURPOSE_ARRIVALS, PURPOSE_RETURNED};

/* One seat in one month, for one stream. */
struct desk {
    struct signing *signing;
    const struct engine *engine;
    const struct lanes *lanes;
    const struct clients_books *books;
    const struct staff *staff;
    enum stream stream;
    size_t rep_class;
    int seat, month;
};

enum status signing_init(struct signing *self, const struct engine *engine)
{
    memset(self, 0, sizeof *self);
    self->seats = engine->first_seat[engine->plan->classes];
    self->words = memory_grid(STREAMS * self->seats, (size_t)MONTHS_A_BLOCK * LANES, sizeof(uint32_t));
    self->hired = memory_array(self->seats, sizeof *self->hired);
    if (self->words != NULL && self->hired != NULL)
        return OK;
    signing_free(self);
    return ERR_MEMORY;
}

void signing_free(struct signing *self)
{
    free(self->words);
    free(self->hired);
    self->words = NULL;
    self->hired = NULL;
}

static struct lane_counter block_of(const struct desk *self)
{
    uint64_t key = self->engine->plan->seats[self->rep_class].key;
    return lane_words_seat_block(arrivals_of[self->stream], key, self->seat, self->month);
}

/* The words of the seat for the block of four months that holds the month. */
static uint32_t *words_of(const struct desk *self)
{
    size_t seat = self->engine->first_seat[self->rep_class] + (size_t)self->seat;
    return self->signing->words + ((size_t)self->stream * self->signing->seats + seat) * MONTHS_A_BLOCK * LANES;
}

static int32_t *hired_of(const struct desk *self)
{
    return &self->signing->hired[self->engine->first_seat[self->rep_class] + (size_t)self->seat];
}

/* Who came into the seats of a class that month, by the plan. */
static void seat_reps(struct desk *self)
{
    const struct seats *seats = &self->engine->plan->seats[self->rep_class];
    for (self->seat = 0; self->seat < seats->most; self->seat++)
        *hired_of(self) = seats_hired(seats, self->seat, self->month, *hired_of(self));
}

/* The Poisson table of the seat at an age. */
static const struct arrivals *table_at(const struct desk *self, int32_t age)
{
    const struct seat_rates *rates = &self->engine->rates;
    if (age == 0)
        return &rates->arrivals[0];
    const struct seat_rate *rate = seat_rates_of(rates, self->rep_class, self->month, age);
    return &rates->arrivals[self->stream == SIGNUPS ? rate->signups : rate->returning];
}

/* The Poisson tables of the seat by lane; true if all lanes have the same one. */
static bool find_tables(const struct desk *self, const struct arrivals *table[LANES])
{
    const struct staff_seat *seat = staff_seat_of(self->staff, self->engine->plan, self->rep_class, self->seat);
    if (seat == NULL) {
        int32_t hired = *hired_of(self);
        table[0] = table_at(self, hired == 0 ? SEATS_RAMPED : self->month - hired + 1);
        return true;
    }
    const struct arrivals *of_age[SEAT_RATES_FULL + 1] = {NULL};
    int32_t full = seat_rates_full(&self->engine->rates, self->rep_class, self->month);
    for (int32_t age = 0; age <= full; age++)
        of_age[age] = table_at(self, age);
    for (size_t lane = 0; lane < LANES; lane++)
        table[lane] = of_age[seat->age[lane] < full ? seat->age[lane] : full];
    return false;
}

/* Adds the j-th client of a seat in each of these lanes; makes room first. */
static enum status sign(const struct desk *self, uint32_t ordinal, const uint32_t *lane, size_t count)
{
    struct clients *batch = &self->signing->clients;
    if (batch->count + count > BATCH && clients_live(batch, self->engine, self->books) != OK)
        return ERR_MEMORY;
    for (size_t i = 0, at = batch->count; i < count; i++, at++) {
        batch->lane[at] = lane[i];
        batch->replicate[at] = (uint32_t)self->lanes->first + lane[i];
        batch->seat_month[at] = lane_words_seat(self->seat, self->month);
        batch->ordinal[at] = ordinal;
    }
    batch->count += count;
    return OK;
}

/* Signs the lanes whose word lies in an end cell, exactly; *any tells if there were any. */
static enum status sign_ends(const struct desk *self, const struct arrivals *const table[LANES], bool same,
                             const uint32_t *word, bool *any)
{
    uint32_t ends = 0;
    for (size_t lane = 0; lane < LANES; lane++)
        ends |= draw_is_end(word[lane]);
    *any = ends != 0;
    for (uint32_t lane = 0; ends && lane < self->lanes->count; lane++) {
        if (!draw_is_end(word[lane]))
            continue;
        double u = lane_words_uniform(self->lanes, block_of(self), lane, (self->month - 1) % MONTHS_A_BLOCK,
                                      word[lane]);
        uint32_t signups = arrivals_count(table[same ? 0 : lane], u);
        for (uint32_t j = 1; j <= signups; j++)
            if (sign(self, j, &lane, 1) != OK)
                return ERR_MEMORY;
    }
    return OK;
}

/*
 * Sifts the lanes layer by layer: the lanes with a j-th client are sifted from those with a (j - 1)-th. Lanes in an
 * end cell are taken out first and counted exactly. `same` is known where this is inlined.
 */
static inline enum status sift(const struct desk *self, const struct arrivals *const table[LANES], const bool same,
                               const uint32_t *word)
{
    uint32_t layer[LANES], count = 0, everybody = (uint32_t)self->lanes->count;
    bool any_end = false;

    for (uint32_t lane = 0; lane < everybody; lane++) {
        layer[count] = lane;
        count += word[lane] >= table[same ? 0 : lane]->bound[0];
    }
    if (sign_ends(self, table, same, word, &any_end) != OK)
        return ERR_MEMORY;
    if (any_end) {
        uint32_t others = 0;
        for (uint32_t i = 0; i < count; i++) {
            layer[others] = layer[i];
            others += !draw_is_end(word[layer[i]]);
        }
        count = others;
    }
    for (uint32_t j = 1; count > 0; j++) {
        if (sign(self, j, layer, count) != OK)
            return ERR_MEMORY;
        uint32_t next = 0;
        for (uint32_t i = 0; i < count; i++) {
            uint32_t lane = layer[i];
            layer[next] = lane;
            next += word[lane] >= table[same ? 0 : lane]->bound[j];
        }
        count = next;
    }
    return OK;
}

static enum status sign_poisson(const struct desk *self)
{
    const struct arrivals *table[LANES];
    const uint32_t *word = words_of(self) + (size_t)((self->month - 1) % MONTHS_A_BLOCK) * LANES;

    if (find_tables(self, table))
        return sift(self, table, true, word);
    return sift(self, table, false, word);
}

static enum status sign_on_schedule(const struct desk *self)
{
    const struct plan *plan = self->engine->plan;
    size_t at = (size_t)self->seat * ((size_t)plan->months + 2) + (size_t)self->month;
    int32_t due = plan->seats[self->rep_class].schedule[at];
    uint32_t all[LANES];

    for (size_t lane = 0; lane < LANES; lane++)
        all[lane] = (uint32_t)lane;
    for (int32_t j = 1; j <= due; j++)
        if (sign(self, (uint32_t)j, all, self->lanes->count) != OK)
            return ERR_MEMORY;
    return OK;
}

/* What the clients of a class and stream that month have in common; false if there are none in the plan. */
static bool kind_of(const struct desk *self, struct clients_kind *kind)
{
    const struct plan *plan = self->engine->plan;
    uint64_t key = plan->seats[self->rep_class].key;

    if (self->stream == SIGNUPS) {
        *kind = (struct clients_kind){SOURCE_REP, key, self->rep_class, plan->offer_of[self->month], self->month};
        return true;
    }
    if (plan->returning == NULL || !(plan->seats[self->rep_class].returning[self->month] > 0))
        return false;
    struct returning back = plan_returning(plan, self->month);
    *kind = (struct clients_kind){SOURCE_RETURNED, key, plan->signer_of[SOURCE_RETURNED], back.offer, back.month};
    return back.month <= plan->months;
}

/* The words of all seats of a class for the next four months: one block serves four months of a seat. */
static void draw_words(struct desk *self)
{
    const struct plan *plan = self->engine->plan;
    bool wanted = !plan->steady && (self->stream == SIGNUPS || plan->returning != NULL);

    for (self->seat = 0; wanted && self->seat < plan->seats[self->rep_class].most; self->seat++)
        lane_words_fill_seat(self->lanes, block_of(self), words_of(self));
}

/* One class, one stream. */
static enum status sign_class(struct desk *self)
{
    const struct plan *plan = self->engine->plan;
    struct clients *batch = &self->signing->clients;
    enum status status = OK;

    if (self->stream == SIGNUPS)
        seat_reps(self);
    if ((self->month - 1) % MONTHS_A_BLOCK == 0)
        draw_words(self);
    if (!kind_of(self, &batch->kind))
        return OK;
    for (self->seat = 0; status == OK && self->seat < plan->seats[self->rep_class].count[self->month]; self->seat++)
        status = plan->steady ? sign_on_schedule(self) : sign_poisson(self);
    return status == OK ? clients_live(batch, self->engine, self->books) : status;
}

enum status signing_month(struct signing *self, const struct engine *engine, const struct staff *staff,
                          const struct lanes *lanes, int month, const struct clients_books *books)
{
    struct desk desk = {
        .signing = self, .engine = engine, .lanes = lanes, .books = books, .staff = staff, .month = month};
    enum status status = OK;

    for (size_t c = 0; status == OK && c < engine->plan->classes; c++)
        for (int stream = 0; status == OK && stream < STREAMS; stream++) {
            desk.rep_class = c;
            desk.stream = (enum stream)stream;
            status = sign_class(&desk);
        }
    return status;
}
