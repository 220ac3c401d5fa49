/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/support/faults.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

/* Cuts text at the end of a whole UTF-8 character and closes it with "...". */
static void cut(char text[FAULTS_TEXT])
{
    size_t end = FAULTS_TEXT - 1 - strlen("...");
    while (end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80)
        end--;
    memcpy(text + end, "...", sizeof "...");
}

static void hide_control_characters(char *text)
{
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte < 32 || byte == 127)
            *text = '?';
        /* U+0080 to U+009F: control characters too, to many terminals. */
        if (byte == 0xC2 && (unsigned char)text[1] >= 0x80 && (unsigned char)text[1] < 0xA0)
            text[0] = text[1] = '?';
    }
}

/* "file:line:column: kind: message", with the parts of the place that are known. */
static PRINTF_LIKE(4, 0) void compose(struct fault *self, struct place at, const char *kind, const char *format,
                                      va_list values)
{
    const char *file = at.file ? at.file : "";
    char where[48] = "";
    if (at.line > 0 && at.column > 0)
        snprintf(where, sizeof where, ":%zu:%zu", at.line, at.column);
    else if (at.line > 0)
        snprintf(where, sizeof where, ":%zu", at.line);
    int used = snprintf(self->text, FAULTS_TEXT, "%s%s%s%s: ", file, where, *file ? ": " : "", kind);
    size_t start = used < 0 ? 0 : (size_t)used;
    if (start < FAULTS_TEXT) {
        int more = vsnprintf(self->text + start, FAULTS_TEXT - start, format, values);
        start += more < 0 ? 0 : (size_t)more;
    }
    if (start >= FAULTS_TEXT)
        cut(self->text);
    hide_control_characters(self->text);
    self->file_length = strlen(file) < FAULTS_TEXT ? strlen(file) : FAULTS_TEXT - 1;
    self->line = at.line;
    self->column = at.column;
}

static bool same_file(const struct fault *a, const struct fault *b)
{
    return a->file_length == b->file_length && memcmp(a->text, b->text, a->file_length) == 0;
}

static bool stands_before(const struct fault *a, const struct fault *b)
{
    return a->line != b->line ? a->line < b->line : a->column < b->column;
}

/* Files stand in the order of their first fault, faults in a file by line and column. */
static size_t position(const struct faults *self, const struct fault *fresh)
{
    size_t at = self->kept;
    while (at > 0 && !same_file(&self->item[at - 1], fresh))
        at--;
    if (at == 0)
        return self->kept;
    while (at > 0 && same_file(&self->item[at - 1], fresh) && stands_before(fresh, &self->item[at - 1]))
        at--;
    return at;
}

static PRINTF_LIKE(4, 0) void insert(struct faults *self, struct place at, const char *kind, const char *format,
                                     va_list values)
{
    struct fault fresh = {0};
    compose(&fresh, at, kind, format, values);
    self->total++;
    size_t to = position(self, &fresh);
    if (to == FAULTS_SHOWN)
        return;
    size_t moved = (self->kept < FAULTS_SHOWN ? self->kept : FAULTS_SHOWN - 1) - to;
    memmove(&self->item[to + 1], &self->item[to], moved * sizeof self->item[0]);
    self->item[to] = fresh;
    if (self->kept < FAULTS_SHOWN)
        self->kept++;
}

void faults_add(struct faults *self, struct place at, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    insert(self, at, "error", format, values);
    va_end(values);
}

void faults_note(struct faults *self, struct place at, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    insert(self, at, "note", format, values);
    va_end(values);
}

void faults_merge(struct faults *self, const struct faults *other)
{
    size_t before = self->kept;
    for (size_t i = 0; i < other->kept; i++) {
        size_t at = 0;
        while (at < before && strcmp(self->item[at].text, other->item[i].text) != 0)
            at++;
        if (at < before)
            continue;
        self->total++;
        if (self->kept < FAULTS_SHOWN)
            self->item[self->kept++] = other->item[i];
    }
    self->total += other->total - other->kept;
}

void faults_print(const struct faults *self, FILE *out)
{
    for (size_t i = 0; i < self->kept; i++)
        fprintf(out, "%s\n", self->item[i].text);
    if (self->total > self->kept)
        fprintf(out, "and %zu more\n", self->total - self->kept);
}
