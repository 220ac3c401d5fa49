/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/support/text.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS = 10, LARGEST_PLAIN_EXPONENT = 30 };

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

const char *text_number(double value, char out[TEXT_NUMBER])
{
    if (!isfinite(value)) {
        out[0] = '\0';
        return out;
    }
    if (value == 0)
        value = 0; /* no "-0" */
    snprintf(out, TEXT_NUMBER, "%.*g", DIGITS, value);
    char *e = strchr(out, 'e');
    long exponent = e ? strtol(e + 1, NULL, 10) : 0;
    if (exponent < DIGITS || exponent > LARGEST_PLAIN_EXPONENT)
        return out;
    /* "-1.2345e+12": the digits without their point, then zeros up to the exponent. */
    long decimals = 0;
    char *to = out;
    bool behind = false;
    for (const char *from = out; from < e; from++) {
        if (*from == '.') {
            behind = true;
            continue;
        }
        decimals += behind;
        *to++ = *from;
    }
    for (; decimals < exponent; decimals++)
        *to++ = '0';
    *to = '\0';
    return out;
}

/* True if a printed number has a digit other than 0. */
static bool shows_something(const char *number)
{
    return strpbrk(number, "123456789") != NULL;
}

const char *text_grouped(double value, int decimals, char out[TEXT_NUMBER])
{
    char plain[TEXT_NUMBER];
    out[0] = '\0';
    if (!isfinite(value))
        return out;
    int length = snprintf(plain, sizeof plain, "%.*f", decimals, fabs(value));
    /* Every three digits add a comma: what would not fit is no figure to read out anyway. */
    if (length < 0 || length > TEXT_NUMBER * 2 / 3) {
        snprintf(out, TEXT_NUMBER, "%.3g", value);
        return out;
    }
    size_t whole = strcspn(plain, ".");
    char *to = out;
    if (value < 0 && shows_something(plain))
        *to++ = '-';
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            *to++ = ',';
        *to++ = plain[i];
    }
    memcpy(to, plain + whole, strlen(plain + whole) + 1);
    return out;
}

/* EUR and kr stand behind the figure; $, R$ and other signs in front of it. */
static bool is_word(const char *currency)
{
    size_t length = strlen(currency);
    if (length == 0 || currency[length - 1] == '$')
        return false;
    for (size_t i = 0; i < length; i++)
        if (is_letter_or_digit(currency[i]))
            return true;
    return false;
}

/* Joins a figure that has no sign with its sign and currency. */
static const char *with_currency(bool negative, const char *figure, const char *currency, char out[TEXT_NUMBER])
{
    const char *sign = negative ? "-" : "";
    int length = is_word(currency) ? snprintf(out, TEXT_NUMBER, "%s%s %s", sign, figure, currency)
                                   : snprintf(out, TEXT_NUMBER, "%s%s%s", sign, currency, figure);
    if (length >= TEXT_NUMBER)
        snprintf(out, TEXT_NUMBER, "%s%.*s", sign, TEXT_NUMBER - 2, figure); /* a currency that long is dropped */
    return out;
}

const char *text_money(double value, const char *currency, char out[TEXT_NUMBER])
{
    char figure[TEXT_NUMBER];
    double size = fabs(value);
    out[0] = '\0';
    if (!isfinite(value))
        return out;
    text_grouped(size, size >= 0.005 && size < 99.995 ? 2 : 0, figure);
    return with_currency(value < 0 && shows_something(figure), figure, currency, out);
}

const char *text_money_short(double value, const char *currency, char out[TEXT_NUMBER])
{
    static const char *const unit[] = {"", "k", "M", "B", "T"};
    char figure[TEXT_NUMBER];
    size_t at = 0;
    double size = fabs(value);
    out[0] = '\0';
    if (!isfinite(value))
        return out;
    /* 999.5 would print as 1e+03 with three digits: it is 1k already. */
    while (size >= 999.5 && at + 1 < sizeof unit / sizeof unit[0]) {
        size /= 1000;
        at++;
    }
    if (size < 0.005)
        size = 0;
    else if (size < 1)
        size = round(size * 100) / 100;
    snprintf(figure, sizeof figure, "%.3g%s", size, unit[at]);
    return with_currency(value < 0 && size > 0, figure, currency, out);
}

const char *text_percent(double share, int decimals, char out[TEXT_NUMBER])
{
    char figure[TEXT_NUMBER];
    out[0] = '\0';
    if (!isfinite(share))
        return out;
    text_grouped(share * 100, decimals, figure);
    if (snprintf(out, TEXT_NUMBER, "%s %%", figure) >= TEXT_NUMBER)
        snprintf(out, TEXT_NUMBER, "%.3g %%", share * 100);
    return out;
}

const char *text_slug(const char *name, char *out, size_t size)
{
    size_t used = 0;
    if (size == 0)
        return out;
    for (; *name && used + 1 < size; name++) {
        if (is_letter_or_digit(*name))
            out[used++] = (char)tolower((unsigned char)*name);
        else if (used > 0 && out[used - 1] != '-')
            out[used++] = '-';
    }
    while (used > 0 && out[used - 1] == '-')
        used--;
    out[used] = '\0';
    if (used == 0)
        snprintf(out, size, "%s", "scenario");
    return out;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t text_distance(const char *a, const char *b)
{
    size_t na = strlen(a), nb = strlen(b);
    if (na > TEXT_FAR / 2 || nb > TEXT_FAR / 2)
        return TEXT_FAR;
    /* Three rows of the table of edits: two back (for a swap), one back, and the current one. */
    size_t row[3][TEXT_FAR / 2 + 1];
    for (size_t j = 0; j <= nb; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            now[j] = smaller(smaller(last[j] + 1, now[j - 1] + 1), last[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = smaller(now[j], before[j - 2] + 1);
        }
    }
    return row[na % 3][nb];
}

/* Bytes of the UTF-8 character at the start of bytes, 0 if it is not well formed. */
static size_t character_length(const unsigned char *bytes, size_t count)
{
    static const uint32_t smallest[5] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = bytes[0];
    size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 0;
    if (length <= 1)
        return length;
    if (first > 0xF4 || length > count)
        return 0;
    uint32_t code = first & (0xFFU >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (bytes[i] & 0x3FU);
    }
    bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return code < smallest[length] || code > 0x10FFFF || surrogate ? 0 : length;
}

size_t text_utf8_prefix(const unsigned char *bytes, size_t count)
{
    size_t at = 0;
    while (at < count) {
        size_t length = character_length(bytes + at, count - at);
        if (length == 0)
            break;
        at += length;
    }
    return at;
}

bool text_is_utf8(const unsigned char *bytes, size_t count)
{
    return text_utf8_prefix(bytes, count) == count;
}

const char *text_quote(const char *text, char out[TEXT_QUOTE])
{
    size_t most = TEXT_QUOTE - sizeof "'...'";
    size_t length = strlen(text);
    if (length <= most) {
        snprintf(out, TEXT_QUOTE, "'%s'", text);
        return out;
    }
    while (most > 0 && ((unsigned char)text[most] & 0xC0) == 0x80)
        most--; /* not in the middle of a character */
    snprintf(out, TEXT_QUOTE, "'%.*s...'", (int)most, text);
    return out;
}

char *text_copy(const char *text)
{
    return strdup(text);
}

void text_put_csv(FILE *out, const char *field)
{
    size_t length = strlen(field);
    bool formula = length > 0 && strchr("=+-@", field[0]) != NULL;
    bool blank_end = length > 0 && (strchr(" \t", field[0]) || strchr(" \t", field[length - 1]));
    bool quoted = blank_end || strpbrk(field, ",\"\r\n") != NULL;
    if (quoted)
        putc('"', out);
    if (formula)
        putc('\'', out);
    for (; *field; field++) {
        if (*field == '"')
            putc('"', out);
        putc(*field, out);
    }
    if (quoted)
        putc('"', out);
}
