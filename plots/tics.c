/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/tics.h"

#include <math.h>
#include <stdio.h>

#include "plots/letters.h"
#include "plots/style.h"

static const double HEADROOM = 0.08; /* of the data's span */
static const double STEPS_LEAST = 3;
static const double SMALLEST_WITH_CENTS = 0.01; /* finer steps than a cent are printed as plain numbers */

/* The largest of 1, 2, 2.5, 5, 10 times a power of ten that cuts `span` into at least so many steps. */
static double nice_step(double span, double least)
{
    static const double nice[] = {10, 5, 2.5, 2, 1};
    double power = pow(10, floor(log10(span / least)));
    for (size_t i = 0; i < sizeof nice / sizeof nice[0]; i++)
        if (nice[i] * power * least <= span * (1 + 1e-9))
            return nice[i] * power;
    return power;
}

static void money_text(double value, double step, const char *currency, char out[WORDS_SIZE])
{
    char number[TEXT_NUMBER];
    if (value == 0 || step >= 1)
        text_money_short(value, currency, number);
    else if (step >= SMALLEST_WITH_CENTS)
        text_money(value, currency, number);
    else
        text_number(value, number);
    words_minus(number, out);
}

static bool widest_fits(const struct tics *self)
{
    struct letters_face face = {.points = STYLE_TEXT};
    for (size_t i = 0; i < self->count; i++)
        if (letters_width(self->text[i], face) > STYLE_TIC_PIXELS)
            return false;
    return true;
}

/* Tics at the multiples of a step within the axis; their number. */
static size_t place(struct tics *self, double step)
{
    double first = ceil(self->low / step - 1e-9) + 0.0, last = floor(self->high / step + 1e-9);
    self->count = (size_t)fmin(TICS_MOST, last - first + 1);
    for (size_t i = 0; i < self->count; i++)
        self->at[i] = step * (first + (double)i);
    return self->count;
}

void tics_few_money(struct tics *self, double lowest, double largest, size_t most, const char *currency)
{
    double step = 1, span = fmax(largest, 0) - fmin(lowest, 0);
    *self = (struct tics){.high = 1, .count = 1, .bare = words_currency_behind(currency)};
    if (span > 0 && isfinite(span)) {
        double least = STEPS_LEAST;
        self->high = fmax(largest, 0) + (largest > 0 ? HEADROOM * span : 0);
        self->low = fmin(lowest, 0) - (lowest < 0 ? HEADROOM * span : 0);
        step = nice_step(span, least);
        while (place(self, step) > most && least > 1) {
            least /= 1.5;
            step = nice_step(span, least);
        }
    }
    for (;;) {
        for (size_t i = 0; i < self->count; i++)
            money_text(self->at[i], step, self->bare ? "" : currency, self->text[i]);
        if (self->bare || widest_fits(self))
            return;
        self->bare = true; /* EUR and kr, or a long sign: in the caption once, not at every tic */
    }
}

void tics_money(struct tics *self, double lowest, double largest, const char *currency)
{
    tics_few_money(self, lowest, largest, TICS_MOST, currency);
}

void tics_share(struct tics *self)
{
    *self = (struct tics){.high = 1, .count = 5};
    for (size_t i = 0; i < self->count; i++) {
        self->at[i] = 0.25 * (double)i;
        snprintf(self->text[i], sizeof self->text[i], "%d %%", 25 * (int)i);
    }
}

static void add_month(struct tics *self, int month)
{
    self->at[self->count] = month;
    text_grouped(month, 0, self->text[self->count]);
    self->count++;
}

void tics_months(struct tics *self, int first, int last, int most)
{
    static const int natural[] = {1, 2, 3, 6, 12, 24, 60, 120, 240};
    enum { STEPS = sizeof natural / sizeof natural[0] };
    int step = natural[STEPS - 1];
    for (int i = STEPS - 1; i >= 0; i--)
        if ((last - first + natural[i] - 1) / natural[i] <= most)
            step = natural[i];
    *self = (struct tics){.low = first, .high = last};
    add_month(self, first);
    for (int month = (first / step + 1) * step; month < last && self->count + 1 < TICS_MOST; month += step)
        /* Nearer than half a step to an end, the end alone is named. */
        if (2 * (month - first) >= step && 2 * (last - month) >= step)
            add_month(self, month);
    if (last > first)
        add_month(self, last);
}
