/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/seats_course.h"

#include <math.h>
#include <stdlib.h>

#include "sim/support/memory.h"

/* The chances of one seat's state in a month. They sum to 1 while the seat is there. */
struct chances {
    double *age; /* owned: [1..oldest]: a rep is in its j-th month; at `oldest` or older every rep is fully ramped */
    int oldest;  /* at least 1 */
    double *due; /* owned: [month % ring]: the seat is vacant until a hire in that month */
    int ring;    /* longer than the longest refill */
};

static void clear(struct chances *self)
{
    for (int age = 0; age <= self->oldest; age++)
        self->age[age] = 0.0;
    for (int i = 0; i < self->ring; i++)
        self->due[i] = 0.0;
}

static int within(const struct seats *self, int month)
{
    return month < self->months ? month : self->months;
}

/* The reps who quit at the end of a month make room for hires; the others grow a month older. */
static void end_month(struct chances *self, const struct seats *seats, int month)
{
    double quit = seats->quit[within(seats, month)], stay = 1 - quit, leaving = 0.0;
    double *due = &self->due[(month + 1 + seats->refill[within(seats, month)]) % self->ring];

    for (int age = 1; age <= self->oldest; age++)
        leaving += quit * self->age[age];
    self->age[self->oldest] = stay * (self->age[self->oldest] + (self->oldest > 1 ? self->age[self->oldest - 1] : 0.0));
    for (int age = self->oldest - 1; age >= 2; age--)
        self->age[age] = stay * self->age[age - 1];
    if (self->oldest > 1)
        self->age[1] = 0.0;
    *due += leaving;
}

/* Steps a seat with this number into a month, and says what is expected of it there. */
static struct seats_state step(struct chances *self, const struct seats *seats, int seat, int month)
{
    struct seats_state state = {0};
    bool here = seat < seats->count[within(seats, month)];
    bool was = month > 1 && seat < seats->count[within(seats, month - 1)];

    if (!here || !was)
        clear(self);
    if (!here)
        return state;
    if (month == 1) {
        self->age[self->oldest] = 1.0;
    } else if (!was) {
        self->age[1] = state.hires = 1.0;
    } else {
        end_month(self, seats, month - 1);
        state.hires = self->due[month % self->ring];
        self->due[month % self->ring] = 0.0;
        self->age[1] += state.hires;
    }
    for (int age = 1; age <= self->oldest; age++) {
        state.occupied += self->age[age];
        state.output += self->age[age] * seats_output(seats, age < self->oldest ? age : SEATS_RAMPED, month);
    }
    return state;
}

static bool close_to(struct seats_state a, struct seats_state b)
{
    static const double still = 1e-15;
    return fabs(a.occupied - b.occupied) <= still && fabs(a.output - b.output) <= still &&
           fabs(a.hires - b.hires) <= still;
}

/* Adds the course of so many seats that are all there in the months in which `seat` is. */
static void add_alike(struct seats *self, struct chances *chances, int seat, int alike)
{
    struct seats_state state = {0};
    /* Longer than anything in a state takes to come to pass: when so many months in a row are equal, all are. */
    int quiet = 0, enough = chances->oldest + chances->ring;

    for (int month = 1; month <= SEATS_MONTHS; month++) {
        if (quiet <= enough) {
            struct seats_state before = state;
            state = step(chances, self, seat, month);
            quiet = month > self->months && close_to(state, before) ? quiet + 1 : 0;
        }
        self->expected[month].occupied += alike * state.occupied;
        self->expected[month].output += alike * state.output;
        self->expected[month].hires += alike * state.hires;
    }
}

/* The next higher count above this one, or 0. */
static int next_count(const struct seats *self, int above)
{
    int next = 0;
    for (int month = 1; month <= self->months; month++)
        if (self->count[month] > above && (next == 0 || self->count[month] < next))
            next = self->count[month];
    return next;
}

/*
 * Under the last values for ever. Between two hires lie 1/quit months of a rep and `refill` of nobody; a rep is there
 * in its j-th month with chance (1 - quit)^(j-1), and works min(1, j / ramp) in it.
 */
static struct seats_state steady_state(const struct seats *self)
{
    int last = self->months, ramp = self->ramp[last];
    double count = self->count[last], quit = self->quit[last];
    if (quit == 0)
        return (struct seats_state){.occupied = count, .output = count};

    double hires = count / (1 / quit + self->refill[last]);
    double work = 0.0, there = 1.0; /* of one rep in all its months; the chance that it is there in the next one */
    for (int age = 1; age < ramp; age++, there *= 1 - quit)
        work += there * seats_output(self, age, last);
    work += there / quit;
    return (struct seats_state){.occupied = hires / quit, .output = hires * work, .hires = hires};
}

enum status seats_course(struct seats *self)
{
    struct chances chances = {.oldest = 1, .ring = 2};
    for (int month = 1; month <= self->months; month++) {
        chances.oldest = self->ramp[month] > chances.oldest ? self->ramp[month] : chances.oldest;
        chances.ring = self->refill[month] + 2 > chances.ring ? self->refill[month] + 2 : chances.ring;
    }
    chances.age = memory_array((size_t)chances.oldest + 1, sizeof *chances.age);
    chances.due = memory_array((size_t)chances.ring, sizeof *chances.due);
    self->expected = memory_array(SEATS_MONTHS + 1, sizeof *self->expected);
    enum status status = chances.age && chances.due && self->expected ? OK : ERR_MEMORY;

    for (int done = 0, next; status == OK && (next = next_count(self, done)) > 0; done = next)
        add_alike(self, &chances, done, next - done);
    if (status == OK)
        self->steady = steady_state(self);
    free(chances.age);
    free(chances.due);
    return status;
}
