/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/tics.h"

#include <math.h>
#include <stdio.h>

#include "plots/letters.h"
#include "plots/style.h"

static const double HEADROOM = 1.08;
static const double STEPS_LEAST = 3;
static const double SMALLEST_WITH_CENTS = 0.01; /* finer steps than a cent are printed as plain numbers */

/* The largest of 1, 2, 2.5, 5, 10 times a power of ten that cuts `span` into at least STEPS_LEAST steps. */
static double nice_step(double span)
{
    static const double nice[] = {10, 5, 2.5, 2, 1};
    double power = pow(10, floor(log10(span / STEPS_LEAST)));
    for (size_t i = 0; i < sizeof nice / sizeof nice[0]; i++)
        if (nice[i] * power * STEPS_LEAST <= span * (1 + 1e-9))
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

/* EUR and kr are put behind a figure: such a currency stands in the caption once, not at every tic. */
static bool stands_behind(const char *currency)
{
    char without[TEXT_NUMBER], with[TEXT_NUMBER];
    text_money(1, "", without);
    text_money(1, currency, with);
    return with[0] == without[0];
}

void tics_money(struct tics *self, double largest, const char *currency)
{
    double step = 1;
    *self = (struct tics){.high = 1, .count = 1, .bare = stands_behind(currency)};
    if (largest > 0 && isfinite(largest)) {
        step = nice_step(largest);
        self->high = largest * HEADROOM;
        self->count = (size_t)fmin(TICS_MOST, floor(self->high / step * (1 + 1e-9)) + 1);
    }
    for (;;) {
        for (size_t i = 0; i < self->count; i++) {
            self->at[i] = step * (double)i;
            money_text(self->at[i], step, self->bare ? "" : currency, self->text[i]);
        }
        if (self->bare || widest_fits(self))
            return;
        self->bare = true;
    }
}

static void add_month(struct tics *self, int month)
{
    self->at[self->count] = month;
    text_grouped(month, 0, self->text[self->count]);
    self->count++;
}

void tics_months(struct tics *self, int first, int last)
{
    static const int natural[] = {1, 2, 3, 6, 12, 24, 60, 120, 240};
    enum { STEPS = sizeof natural / sizeof natural[0], INTERVALS = 12 };
    int step = natural[STEPS - 1];
    for (int i = STEPS - 1; i >= 0; i--)
        if ((last - first + natural[i] - 1) / natural[i] <= INTERVALS)
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
