/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/verify/verify_seats.h"

#include <math.h>
#include <stdlib.h>

static double number(const struct verify *self, enum parameter_id id, size_t rep_class, int month)
{
    return scenario_number(&self->scenario, id, rep_class, month);
}

static bool is_there(const struct verify *self, size_t rep_class, int seat, int month)
{
    return month >= 1 && seat < (int)number(self, REP_COUNT, rep_class, month);
}

static int most_seats(const struct verify *self, size_t rep_class)
{
    double most = 0;
    for (int month = 1; month <= self->plan.months; month++)
        most = fmax(most, number(self, REP_COUNT, rep_class, month));
    return (int)most;
}

/* Does the rep in a seat quit at the end of a month, where it sits there? */
static bool quits(const struct verify *self, size_t rep_class, int seat, int month, const struct draw_source *draws,
                  uint32_t replicate)
{
    uint64_t key = self->plan.seats[rep_class].key;
    uint32_t third = (uint32_t)seat << 11 | (uint32_t)(month - 1) / 4, zero = 0, block[WORDS];
    uint32_t *word[WORDS] = {&block[0], &block[1], &block[2], &block[3]};
    struct draw_batch batch = {PURPOSE_QUIT, (uint32_t)key, (uint32_t)(key >> 32), &replicate, &third, &zero, 1};

    if (number(self, REP_QUIT, rep_class, month) == 0)
        return false;
    draws->fill(draws->context, &batch, word);
    double u = draw_uniform(draws, &batch, 0, (month - 1) % 4, block[(month - 1) % 4]);
    return u < number(self, REP_QUIT, rep_class, month);
}

struct verify_seats verify_seats_played(const struct verify *self, size_t rep_class, const struct draw_source *draws,
                                        uint32_t replicate)
{
    struct verify_seats seats = {.months = self->plan.months, .most = most_seats(self, rep_class)};
    seats.age = verify_zeros((size_t)seats.most * ((size_t)seats.months + 1), sizeof *seats.age);

    for (int seat = 0; seat < seats.most; seat++) {
        int *age = seats.age + seat * (seats.months + 1), hire = 0; /* the next hire's month */
        for (int month = 1; month <= seats.months; month++) {
            if (!is_there(self, rep_class, seat, month))
                continue;
            if (month == 1)
                age[month] = VERIFY_OLD_HAND;
            else if (!is_there(self, rep_class, seat, month - 1))
                age[month] = 1;
            else if (age[month - 1] > 0 && quits(self, rep_class, seat, month - 1, draws, replicate))
                hire = month + (int)number(self, REP_REFILL, rep_class, month - 1);
            else if (age[month - 1] > 0)
                age[month] = age[month - 1] + (age[month - 1] < VERIFY_OLD_HAND);
            if (age[month] == 0 && month == hire)
                age[month] = 1;
        }
    }
    return seats;
}

void verify_seats_free(struct verify_seats *self)
{
    free(self->age);
    *self = (struct verify_seats){0};
}

int verify_seats_age(const struct verify_seats *self, int seat, int month)
{
    return self->age[seat * (self->months + 1) + month];
}

double verify_seats_output(const struct verify *self, size_t rep_class, int age, int month)
{
    double ramp = number(self, REP_RAMP, rep_class, month);
    return age == 0 ? 0 : ramp == 0 ? 1 : fmin(1, age / ramp);
}

/* A rep who is hired with this chance in a month (of month 1: was there before), and whom its quitting makes room for.
 */
static void follow(const struct verify *self, size_t rep_class, int seat, int from, double chance, double *hire,
                   struct verify_staff *staff)
{
    for (int month = from; month <= self->plan.months && is_there(self, rep_class, seat, month); month++) {
        int age = from == 1 ? VERIFY_OLD_HAND : month - from + 1;
        double quit = number(self, REP_QUIT, rep_class, month);
        int next = month + (int)number(self, REP_REFILL, rep_class, month) + 1;
        staff->occupied[month] += chance;
        staff->output[month] += chance * verify_seats_output(self, rep_class, age, month);
        if (next <= self->plan.months)
            hire[next] += chance * quit;
        chance *= 1 - quit;
    }
}

struct verify_staff verify_seats_expected(const struct verify *self, size_t rep_class)
{
    size_t row = (size_t)self->plan.months + 1;
    struct verify_staff staff = {.occupied = verify_zeros(row, sizeof(double)),
                                 .output = verify_zeros(row, sizeof(double)),
                                 .hires = verify_zeros(row, sizeof(double))};
    double *hire = verify_zeros(row, sizeof *hire); /* of the seat, while it is there */

    for (int seat = 0; seat < most_seats(self, rep_class); seat++)
        for (int month = 1; month <= self->plan.months; month++) {
            bool was = is_there(self, rep_class, seat, month - 1);
            double chance = hire[month];
            if (!was || month == 1) /* what was due to a seat that is gone is not made up for */
                for (size_t m = 0; m < row; m++)
                    hire[m] = 0;
            if (!is_there(self, rep_class, seat, month))
                continue;
            if (!was)
                chance = 1;
            staff.hires[month] += month > 1 ? chance : 0;
            follow(self, rep_class, seat, month, chance, hire, &staff);
        }
    free(hire);
    return staff;
}

void verify_staff_free(struct verify_staff *self)
{
    free(self->occupied);
    free(self->output);
    free(self->hires);
    *self = (struct verify_staff){0};
}
