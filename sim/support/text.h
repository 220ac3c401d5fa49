/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text and numbers: how a figure looks in a file, in the summary and on a chart, and small help with
 * words. Everything is in the C locale; nothing here allocates unless it says so.
 */
#ifndef PLATEAU_SUPPORT_TEXT_H
#define PLATEAU_SUPPORT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "sim/support/status.h"

enum { TEXT_NUMBER = 48 }; /* room for any number below, with currency and separators */
enum { TEXT_FAR = 256 };   /* the distance of texts that are too long to compare */

/*
 * A number for a CSV cell: at most 10 significant digits, "." decimals, whole numbers without an
 * exponent, -0 as 0; NaN and infinities as the empty text (never inf or nan in a file). Returns out.
 */
const char *text_number(double value, char out[TEXT_NUMBER]);

/* 1234567.0, 0 -> "1,234,567"; with decimals 1 -> "1,234,567.0"; negative "-1,234". Returns out. */
const char *text_grouped(double value, int decimals, char out[TEXT_NUMBER]);

/*
 * Money in whole units for reading: "$41,200", "-$22,000"; below 100 with two decimals ("$3.50").
 * currency is put in front, or behind with a blank when it is a word ("41,200 EUR"). Returns out.
 */
const char *text_money(double value, const char *currency, char out[TEXT_NUMBER]);

/* Money short enough for an axis or a label: "$950", "$41k", "$41.2k", "$1.25M". Returns out. */
const char *text_money_short(double value, const char *currency, char out[TEXT_NUMBER]);

/* 0.91667, 1 -> "91.7 %". Returns out. */
const char *text_percent(double share, int decimals, char out[TEXT_NUMBER]);

/*
 * A name for a file or folder: letters and digits lower-cased, everything else one "-", none at the
 * ends; "scenario" if nothing is left. Writes at most size bytes with the final NUL. Returns out.
 */
const char *text_slug(const char *name, char *out, size_t size);

/* Edits (insert, delete, replace, swap neighbours) from a to b; TEXT_FAR if one is over 128 bytes. */
size_t text_distance(const char *a, const char *b);

/* True if the bytes are well-formed UTF-8 (no overlong forms, no surrogates). */
bool text_is_utf8(const unsigned char *bytes, size_t count);

/* How many bytes at the start are well-formed UTF-8: count if all of them are. */
size_t text_utf8_prefix(const unsigned char *bytes, size_t count);

enum { TEXT_QUOTE = 96 };

/* The user's own words in a message: 'text' in single quotes, cut with ... if long. Returns out. */
const char *text_quote(const char *text, char out[TEXT_QUOTE]);

/* A copy the caller frees; NULL when memory is short. */
char *text_copy(const char *text);

/*
 * Writes a CSV field, quoted only where needed (comma, quote, CR, LF, blank at an end). User text
 * that a spreadsheet would take for a formula (= + - @ first) gets a leading apostrophe.
 */
void text_put_csv(FILE *out, const char *field);

#endif
