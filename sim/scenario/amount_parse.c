/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/amount_parse.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sim/support/text.h"

enum { NUMBER_LENGTH = 64 };
static const double LARGEST = 1e15; /* products of a few amounts stay far from overflow */

/* What is being read, for messages. */
struct reading {
    const char *text, *subject;
    struct place at;
    struct faults *faults;
};

static PRINTF_LIKE(2, 3) bool refuse(const struct reading *self, const char *format, ...)
{
    char why[FAULTS_TEXT], quoted[TEXT_QUOTE];
    va_list values;
    va_start(values, format);
    vsnprintf(why, sizeof why, format, values);
    va_end(values);
    faults_add(self->faults, self->at, "%s is %s, %s", self->subject, text_quote(self->text, quoted), why);
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *skip_blanks(const char *text)
{
    while (*text == ' ' || *text == '\t')
        text++;
    return text;
}

static size_t count_digits(const char *text)
{
    size_t count = 0;
    while (is_digit(text[count]))
        count++;
    return count;
}

/* Behind a currency sign, if one stands here. */
static const char *skip_currency(const char *text)
{
    static const char *const sign[] = {"$", "\xE2\x82\xAC" /* euro */, "\xC2\xA3" /* pound */, "\xC2\xA5" /* yen */};
    for (size_t i = 0; i < sizeof sign / sizeof sign[0]; i++)
        if (strncmp(text, sign[i], strlen(sign[i])) == 0)
            return skip_blanks(text + strlen(sign[i]));
    return text;
}

/* Copies digits with their thousands commas left out; returns where they end, NULL if commas stand elsewhere. */
static const char *copy_whole_part(const char *from, char **to)
{
    size_t first = count_digits(from);
    memcpy(*to, from, first);
    *to += first;
    from += first;
    if (*from == ',' && (first == 0 || first > 3 || from[-(ptrdiff_t)first] == '0'))
        return NULL;
    while (*from == ',') {
        if (count_digits(from + 1) != 3)
            return NULL;
        memcpy(*to, from + 1, 3);
        *to += 3;
        from += 4;
    }
    return from;
}

/*
 * Reads one number at *text and moves behind it; false if there is none. Only what is written here is
 * let through to strtod, which would also take hex, inf and nan.
 */
static bool take_number(const char **text, double *value, bool *percent)
{
    char plain[NUMBER_LENGTH + 8], *to = plain;
    const char *from = skip_blanks(*text);
    if (strnlen(from, NUMBER_LENGTH + 1) > NUMBER_LENGTH)
        return false;
    from = skip_currency(from);
    if (*from == '-' || *from == '+')
        *to++ = *from++;
    from = skip_currency(skip_blanks(from));
    const char *digits = from;
    from = copy_whole_part(from, &to);
    if (!from)
        return false;
    size_t behind = 0;
    if (*from == '.') {
        behind = count_digits(from + 1);
        memcpy(to, from, behind + 1);
        to += behind + 1;
        from += behind + 1;
    }
    if (!is_digit(*digits) && behind == 0)
        return false;
    if (*from == 'e' || *from == 'E') {
        size_t sign = from[1] == '+' || from[1] == '-';
        size_t power = count_digits(from + 1 + sign);
        if (power == 0)
            return false;
        memcpy(to, from, 1 + sign + power);
        to += 1 + sign + power;
        from += 1 + sign + power;
    }
    *to = '\0';
    *value = strtod(plain, NULL);
    from = skip_blanks(from);
    *percent = *from == '%';
    if (*percent) {
        *value /= 100;
        from = skip_blanks(from + 1);
    }
    *text = from;
    return true;
}

/* 0,5 and 1.234,56 and 7,5%: digits, one comma, digits, and no number as we write them. */
static bool has_decimal_comma(const char *text)
{
    const char *comma = strrchr(text, ',');
    return comma && comma > text && is_digit(comma[-1]) && is_digit(comma[1]) &&
           strspn(text, "0123456789.,-+% ") == strlen(text);
}

static bool no_number(const struct reading *self)
{
    if (strlen(self->text) > NUMBER_LENGTH)
        return refuse(self, "which is too long for a number");
    if (has_decimal_comma(self->text))
        return refuse(self, "which has a decimal comma; write a point: 0.5, not 0,5");
    return refuse(self, "which is not a number; write for example 12, 1/6, 8%% or \"$10,000.00\"");
}

/* A number or a fraction; the whole text. */
static bool parse_number(struct amount *self, const struct reading *reading)
{
    const char *rest = reading->text;
    double value = 0, below = 1;
    bool percent = false, percent_below = false;
    if (!take_number(&rest, &value, &percent))
        return no_number(reading);
    if (*rest == '/' && !percent) {
        rest++;
        if (!take_number(&rest, &below, &percent_below) || percent_below || *rest)
            return refuse(reading, "which is not a fraction of two numbers such as 1/6");
        if (below == 0)
            return refuse(reading, "which divides by zero");
        value /= below;
    }
    if (*rest)
        return no_number(reading);
    if (!(fabs(value) <= LARGEST))
        return refuse(reading, "which is too large; numbers go up to 1e15");
    *self = (struct amount){.argument = {value}, .percent = percent};
    return true;
}

/* The distribution whose name and "(" begin text; EXACTLY if there is none. *arguments is behind the "(". */
static enum distribution find_distribution(const char *text, const char **arguments)
{
    bool letter = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z');
    for (int d = UNIFORM; letter && d <= BETA; d++) {
        const char *name = amount_distribution_name((enum distribution)d);
        if (strncasecmp(text, name, strlen(name)) != 0)
            continue;
        const char *open = skip_blanks(text + strlen(name));
        if (*open != '(')
            continue;
        if (arguments)
            *arguments = open + 1;
        return (enum distribution)d;
    }
    return EXACTLY;
}

bool amount_parse_begins_distribution(const char *text)
{
    return find_distribution(text, NULL) != EXACTLY;
}

/* The arguments must make a distribution. */
static bool check_arguments(const struct amount *self, const struct reading *reading)
{
    const double *a = self->argument;
    for (int i = 0; i < amount_arguments(self->distribution); i++)
        if (!(fabs(a[i]) <= LARGEST))
            return refuse(reading, "which has a number that is too large; numbers go up to 1e15");
    switch (self->distribution) {
    case EXACTLY:
        break;
    case UNIFORM:
        return a[0] < a[1] || refuse(reading, "whose first number must be below its second: uniform(low,high)");
    case TRIANGULAR:
        return (a[0] <= a[1] && a[1] <= a[2] && a[0] < a[2]) ||
               refuse(reading, "whose numbers must rise: triangular(low,mode,high)");
    case NORMAL:
        return a[1] > 0 || refuse(reading, "whose standard deviation must be above 0: normal(mean,sd)");
    case LOGNORMAL:
        return (a[0] > 0 && a[1] > 0) ||
               refuse(reading, "whose mean and standard deviation must be above 0: lognormal(mean,sd)");
    case BETA:
        if (!(a[0] > 0 && a[0] < 1 && a[1] > 0))
            return refuse(reading, "whose mean must lie between 0 and 1 and whose standard deviation above 0: "
                                   "beta(mean,sd)");
        return a[1] * a[1] < a[0] * (1 - a[0]) ||
               refuse(reading, "whose standard deviation is too large for a beta with this mean; it must be below %.4g",
                      sqrt(a[0] * (1 - a[0])));
    }
    return true;
}

static bool parse_distribution(struct amount *self, enum distribution distribution, const char *rest,
                               const struct reading *reading)
{
    const char *name = amount_distribution_name(distribution);
    int wanted = amount_arguments(distribution), count = 0;
    struct amount fresh = {.distribution = distribution};
    for (;; rest++) {
        /* An argument ends at its comma, so none is read as a thousands separator. */
        char part[NUMBER_LENGTH + 1];
        size_t length = strcspn(rest, ",)");
        const char *at = part;
        double value = 0;
        bool percent = false;
        if (length > NUMBER_LENGTH)
            return refuse(reading, "which has an argument that is too long for a number");
        memcpy(part, rest, length);
        part[length] = '\0';
        if (!take_number(&at, &value, &percent) || *at)
            return refuse(reading, "where '%s' is not a number", part);
        if (count < wanted)
            fresh.argument[count] = value;
        fresh.percent = fresh.percent || percent;
        count++;
        rest += length;
        if (*rest != ',')
            break;
    }
    if (*rest != ')')
        return refuse(reading, "which has no closing parenthesis");
    if (*skip_blanks(rest + 1))
        return refuse(reading, "which goes on after the closing parenthesis");
    if (count != wanted)
        return refuse(reading, "but %s takes %d numbers, not %d (write thousands without commas)", name, wanted, count);
    if (!check_arguments(&fresh, reading))
        return false;
    *self = fresh;
    return true;
}

bool amount_parse(struct amount *self, const char *text, const char *subject, struct place at, struct faults *faults)
{
    const struct reading reading = {text, subject, at, faults};
    const char *arguments = NULL;
    enum distribution distribution = find_distribution(text, &arguments);
    if (distribution != EXACTLY)
        return parse_distribution(self, distribution, arguments, &reading);
    return parse_number(self, &reading);
}
