/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const double LONG_NUMBERS_FROM = 1e6; /* "$1.23M" rather than "$1,230,000" */

double words_rounded(double value)
{
    char text[TEXT_NUMBER];
    if (value == 0 || !isfinite(value))
        return value;
    /* Through text, so that the result is the double nearest to what will be printed. */
    snprintf(text, sizeof text, "%.3e", value);
    /* With a leading 1, three digits would be off by up to half a percent; but "$1.235M" would be too long. */
    if (text[value < 0] != '1' || fabs(value) >= LONG_NUMBERS_FROM)
        snprintf(text, sizeof text, "%.2e", value);
    return strtod(text, NULL);
}

const char *words_minus(const char *number, char out[WORDS_SIZE])
{
    if (number[0] == '-')
        snprintf(out, WORDS_SIZE, "−%s", number + 1);
    else
        snprintf(out, WORDS_SIZE, "%s", number);
    return out;
}

const char *words_money(double value, const char *currency, char out[WORDS_SIZE])
{
    char number[TEXT_NUMBER];
    double rounded = words_rounded(value);
    if (fabs(rounded) >= LONG_NUMBERS_FROM)
        text_money_short(rounded, currency, number);
    else
        text_money(rounded, currency, number);
    return words_minus(number, out);
}

int words_percent_below(double share)
{
    /* The tiny addition keeps 0.29, which is a little less in binary, at 29. */
    return (int)floor(share * 100 + 1e-9);
}
