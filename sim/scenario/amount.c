/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/amount.h"

#include <stdio.h>

#include "sim/support/status.h"
#include "sim/support/text.h"

static const struct {
    const char *name;
    int arguments;
} kind[] = {
    [EXACTLY] = {"", 1},      [UNIFORM] = {"uniform", 2},     [TRIANGULAR] = {"triangular", 3},
    [NORMAL] = {"normal", 2}, [LOGNORMAL] = {"lognormal", 2}, [BETA] = {"beta", 2},
};

double amount_mean(const struct amount *self)
{
    const double *a = self->argument;
    switch (self->distribution) {
    case UNIFORM:
        return (a[0] + a[1]) / 2;
    case TRIANGULAR:
        return (a[0] + a[1] + a[2]) / 3;
    case EXACTLY:
    case NORMAL:
    case LOGNORMAL:
    case BETA:
        break;
    }
    return a[0];
}

static const char *one_number(double value, bool percent, char out[TEXT_NUMBER])
{
    char digits[TEXT_NUMBER];
    text_number(percent ? value * 100 : value, digits);
    snprintf(out, TEXT_NUMBER, "%.40s%s", digits, percent ? "%" : "");
    return out;
}

const char *amount_text(const struct amount *self, char out[AMOUNT_TEXT])
{
    char number[3][TEXT_NUMBER] = {"", "", ""};
    if (self->distribution == EXACTLY && !(self->argument[0] == self->argument[0])) {
        out[0] = '\0';
        return out;
    }
    int count = amount_arguments(self->distribution);
    for (int i = 0; i < count; i++)
        one_number(self->argument[i], self->percent, number[i]);
    if (self->distribution == EXACTLY)
        snprintf(out, AMOUNT_TEXT, "%s", number[0]);
    else
        snprintf(out, AMOUNT_TEXT, "%s(%s, %s%s%s)", amount_distribution_name(self->distribution), number[0], number[1],
                 count > 2 ? ", " : "", number[2]);
    return out;
}

const char *amount_distribution_name(enum distribution distribution)
{
    bug_assert((unsigned)distribution <= BETA);
    return kind[distribution].name;
}

int amount_arguments(enum distribution distribution)
{
    bug_assert((unsigned)distribution <= BETA);
    return kind[distribution].arguments;
}
