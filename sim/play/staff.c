/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/staff.h"

#include <stdlib.h>

#include "sim/support/memory.h"
#include "sim/support/wide.h"

enum status staff_init(struct staff *self, const struct plan *plan, bool quits)
{
    size_t seats = 0;

    *self = (struct staff){.first = memory_array(plan->classes, sizeof(size_t))};
    for (size_t c = 0; self->first && c < plan->classes; c++) {
        self->first[c] = seats;
        seats += quits ? (size_t)plan->seats[c].most : 0;
    }
    self->seat = memory_array(seats, sizeof *self->seat);
    self->words = memory_grid(seats, (size_t)MONTHS_A_BLOCK * LANES, sizeof *self->words);
    if (!self->first || !self->seat || !self->words) {
        staff_free(self);
        return ERR_MEMORY;
    }
    return OK;
}

void staff_free(struct staff *self)
{
    free(self->seat);
    free(self->words);
    free(self->first);
    *self = (struct staff){0};
}

static uint32_t *words_of(const struct staff *self, size_t seat)
{
    return self->words + seat * MONTHS_A_BLOCK * LANES;
}

static void settle_in(struct staff_seat *seat, int32_t age)
{
    for (size_t lane = 0; lane < LANES; lane++) {
        seat->age[lane] = age;
        seat->wait[lane] = 0;
    }
}

/* Words below it quit. The lowest word is in an end cell: there is a 0 only where decide says so. */
static uint32_t bound_of(double quit)
{
    uint32_t bound = draw_threshold(quit);
    return bound > 0 ? bound : 1;
}

/* Who quits, as words; a word in an end cell is replaced by one that says for certain what it means. */
static void decide(uint32_t decided[LANES], const uint32_t *word, double quit, const struct lanes *lanes,
                   struct lane_counter block, int which)
{
    uint32_t ends = 0;
    for (size_t lane = 0; lane < LANES; lane++) {
        decided[lane] = word[lane];
        ends |= draw_is_end(word[lane]);
    }
    for (size_t lane = 0; ends && lane < lanes->count; lane++)
        if (draw_is_end(word[lane]))
            decided[lane] = lane_words_uniform(lanes, block, lane, which, word[lane]) < quit ? 0 : UINT32_MAX;
}

/* Whoever quits at the end of a month leaves the seat vacant for `refill` months; who stays gets a month older. */
WIDEST static void let_quit(int32_t *restrict age, int32_t *restrict wait, const uint32_t *restrict word,
                            uint32_t bound, int32_t refill)
{
    for (size_t lane = 0; lane < LANES; lane++) {
        int32_t sits = age[lane] > 0, quits = sits & (word[lane] < bound);
        int32_t older = age[lane] + (sits & (age[lane] < SEATS_RAMPED));
        age[lane] = quits ? 0 : older;
        wait[lane] = quits ? refill : wait[lane];
    }
}

/* A vacant seat whose time is over is refilled; otherwise a month of its time is over. */
WIDEST static void refill(int32_t *restrict age, int32_t *restrict wait)
{
    for (size_t lane = 0; lane < LANES; lane++) {
        int32_t vacant = age[lane] == 0, hired = vacant & (wait[lane] == 0);
        wait[lane] -= vacant & (wait[lane] > 0);
        age[lane] = hired ? 1 : age[lane];
    }
}

/* What the seats of a class do in a month, by lane. */
struct month {
    int32_t reps[LANES], hires[LANES], full[LANES]; /* occupied; in their first month; at full strength */
    int64_t leads[LANES];                           /* cents, of those in their ramp */
};

WIDEST static void count(struct month *restrict month, const int32_t *restrict age, int32_t full)
{
    for (size_t lane = 0; lane < LANES; lane++) {
        month->reps[lane] += age[lane] > 0;
        month->hires[lane] += age[lane] == 1;
        month->full[lane] += age[lane] >= full;
    }
}

/* Reps in their ramp are few: only they are looked up. */
static void count_ramp(struct month *month, const int32_t *age, const struct seat_rate *of_age, int32_t full)
{
    for (size_t lane = 0; full > 1 && lane < LANES; lane++)
        if (age[lane] > 0 && age[lane] < full)
            month->leads[lane] += of_age[age[lane] - 1].leads;
}

/* What a month costs: per occupied seat its salary and leads, per hire its cost. */
static void pay(const struct month *month, const struct engine *engine, size_t rep_class, int at, struct ledger *ledger)
{
    const struct seat_prices *price = seat_rates_prices(&engine->rates, rep_class, at);
    const int64_t leads_of_full = seat_rates_of(&engine->rates, rep_class, at, SEATS_RAMPED)->leads;
    int64_t *reps = ledger_line(ledger, LINE_REPS, at), *salaries = ledger_line(ledger, LINE_SALARIES, at);
    int64_t *hiring = ledger_line(ledger, LINE_HIRING, at), *leads = ledger_line(ledger, LINE_LEADS, at);

    for (size_t lane = 0; lane < LANES; lane++) {
        reps[lane] += month->reps[lane];
        salaries[lane] += month->reps[lane] * price->salary;
        hiring[lane] += month->hires[lane] * price->hiring;
        leads[lane] += month->full[lane] * leads_of_full + month->leads[lane];
    }
}

void staff_move(struct staff *self, const struct engine *engine, const struct lanes *lanes, size_t rep_class, int month,
                struct ledger *ledger)
{
    const struct seats *seats = &engine->plan->seats[rep_class];
    size_t first = self->first[rep_class];

    if (!seats->quits)
        return;
    const struct seat_rate *of_age = seat_rates_of(&engine->rates, rep_class, month, 1);
    const int32_t full = seat_rates_full(&engine->rates, rep_class, month);
    struct month done = {.reps = {0}};
    for (int i = 0; i < seats->count[month]; i++) {
        struct staff_seat *seat = &self->seat[first + (size_t)i];
        uint32_t *words = words_of(self, first + (size_t)i);
        bool was_there = month > 1 && i < seats->count[month - 1];
        if (was_there) {
            int at = (month - 2) % MONTHS_A_BLOCK; /* the words of the month before decide at its end */
            uint32_t word[LANES];
            decide(word, words + (size_t)at * LANES, seats->quit[month - 1], lanes,
                   lane_words_seat_block(PURPOSE_QUIT, seats->key, i, month - 1), at);
            let_quit(seat->age, seat->wait, word, bound_of(seats->quit[month - 1]), seats->refill[month - 1]);
            refill(seat->age, seat->wait);
        } else {
            settle_in(seat, month == 1 ? SEATS_RAMPED : 1);
        }
        if (!was_there || (month - 1) % MONTHS_A_BLOCK == 0)
            lane_words_fill_seat(lanes, lane_words_seat_block(PURPOSE_QUIT, seats->key, i, month), words);
        count(&done, seat->age, full);
        count_ramp(&done, seat->age, of_age, full);
    }
    pay(&done, engine, rep_class, month, ledger);
}
