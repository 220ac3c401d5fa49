/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "analysis/metrics.h"

static const double LONG_NUMBERS_FROM = 1e6; /* "$1.23M" rather than "$1,230,000" */

/*
 * The value to three significant digits, four if it begins with 1: 20372 -> 20400, 101500 -> 101500, 0.12345 -> 0.1235;
 * 0 and what is not finite stay.
 */
static double rounded_of(double value)
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
    double rounded = rounded_of(value);
    if (fabs(rounded) >= LONG_NUMBERS_FROM)
        text_money_short(rounded, currency, number);
    else
        text_money(rounded, currency, number);
    return words_minus(number, out);
}

const char *words_error(double value, char out[WORDS_SIZE])
{
    double step = value > 0 ? pow(10, floor(log10(value)) - 1) : 0;
    return words_money(step > 0 ? step * round(value / step) : 0, "", out);
}

const char *words_points(double value, char out[WORDS_SIZE])
{
    char number[TEXT_NUMBER] = "";
    if (isfinite(value))
        text_grouped(metrics_nps_decimals(value) == 0 ? round(value) + 0.0 : value, metrics_nps_decimals(value),
                     number); /* + 0.0: no minus before a 0 */
    return words_minus(number, out);
}

const char *words_change(double value, const char *currency, char out[WORDS_SIZE])
{
    char money[WORDS_SIZE];
    words_money(value, currency, money);
    snprintf(out, WORDS_SIZE, "%s%.*s", value > 0 ? "+" : "", WORDS_SIZE - 2, money);
    return out;
}

bool words_currency_behind(const char *currency)
{
    char without[TEXT_NUMBER], with[TEXT_NUMBER];
    text_money(1, "", without);
    text_money(1, currency, with);
    return with[0] == without[0];
}

struct words_scale words_scale_of(double largest)
{
    enum { DIGITS = 4 };
    static const char letters[] = "MBT";
    struct words_scale scale = {.step = 0.01, .unit = 1, .decimals = 2};
    if (!(largest > 0) || !isfinite(largest))
        return scale;
    int power = (int)floor(log10(largest) + 1e-12);
    scale.step = fmax(0.01, pow(10, power - DIGITS + 1));
    if (largest < LONG_NUMBERS_FROM) {
        scale.decimals = scale.step < 1 ? 2 : 0;
        return scale;
    }
    int group = power / 3 - 2; /* 0: millions */
    group = group > 2 ? 2 : group;
    scale.unit = pow(10, 3 * group + 6);
    scale.letter[0] = letters[group];
    scale.decimals = power - (3 * group + 6) < DIGITS - 1 ? DIGITS - 1 - (power - (3 * group + 6)) : 0;
    return scale;
}

double words_on_scale(const struct words_scale *scale, double value)
{
    return round(value / scale->step) * scale->step;
}

const char *words_scaled(const struct words_scale *scale, double value, bool change, const char *currency,
                         char out[WORDS_SIZE])
{
    char figure[TEXT_NUMBER];
    double rounded = words_on_scale(scale, value);
    const char *sign = rounded < 0 ? "−" : change && rounded > 0 ? "+" : "";
    bool none = rounded == 0;
    const char *letter = none ? "" : scale->letter;
    text_grouped(fabs(rounded) / scale->unit, none ? 0 : scale->decimals, figure);
    if (words_currency_behind(currency))
        snprintf(out, WORDS_SIZE, "%s%.36s%s%s%.8s", sign, figure, letter, currency[0] ? " " : "", currency);
    else
        snprintf(out, WORDS_SIZE, "%s%.8s%.36s%s", sign, currency, figure, letter);
    return out;
}

const char *words_times(double ratio, char out[WORDS_SIZE])
{
    char number[TEXT_NUMBER];
    bool tenths = ratio < 10 && fabs(ratio - round(ratio)) >= 0.05;
    snprintf(out, WORDS_SIZE, "%s", text_grouped(ratio, tenths ? 1 : 0, number));
    return out;
}

int words_percent_below(double share)
{
    /* The tiny addition keeps 0.29, which is a little less in binary, at 29. */
    return (int)floor(share * 100 + 1e-9);
}

int words_percent(double share)
{
    int percent = (int)round(share * 100);
    return percent == 100 && share < 1 ? 99 : percent;
}

const char *words_percent_text(double share, char out[WORDS_SIZE])
{
    int percent = words_percent(share);
    if (percent == 0 && share > 0)
        snprintf(out, WORDS_SIZE, "<1");
    else
        snprintf(out, WORDS_SIZE, "%d", percent);
    return out;
}

void words_shares(const double *part, size_t count, int *share)
{
    double sum = 0, rest[WORDS_PARTS] = {0};
    int left = 100;
    bug_assert(count <= WORDS_PARTS);
    for (size_t i = 0; i < count; i++) {
        share[i] = 0;
        sum += fmax(0, part[i]);
    }
    if (!(sum > 0))
        return;
    for (size_t i = 0; i < count; i++) {
        double exact = 100 * fmax(0, part[i]) / sum;
        share[i] = (int)floor(exact);
        rest[i] = exact - share[i];
        left -= share[i];
    }
    for (; left > 0; left--) {
        size_t most = 0;
        for (size_t i = 1; i < count; i++)
            most = rest[i] > rest[most] ? i : most;
        share[most]++;
        rest[most] = -1;
    }
}
