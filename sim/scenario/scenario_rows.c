/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/scenario_rows.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sim/scenario/amount_parse.h"
#include "sim/scenario/csv_rows.h"
#include "sim/scenario/nearest.h"
#include "sim/support/memory.h"
#include "sim/support/text.h"

enum column { PARAMETER, VALUE, MONTH, NOTE, COLUMNS };
static const char *const column_name[COLUMNS] = {"parameter", "value", "month", "note"};
enum { NOT_THERE = CSV_ROWS_FIELDS };

struct reading {
    struct scenario_rows *rows;
    const char *path;
    size_t most; /* rows */
    struct faults *faults;
    bool has_header;
    size_t width;             /* fields of the header row */
    size_t position[COLUMNS]; /* NOT_THERE for a column the file does without */
    enum status status;       /* ERR_INPUT once a row was refused */
};

static struct place place_of(const struct reading *self, const struct csv_field *field)
{
    return (struct place){self->path, field->line, field->column};
}

static size_t column_of(const char *text)
{
    size_t c = 0;
    while (c < COLUMNS && strcasecmp(column_name[c], text) != 0)
        c++;
    return c;
}

static enum status refuse_column(struct reading *self, const struct csv_field *field)
{
    struct nearest nearest;
    char hint[NEAREST_HINT], quoted[TEXT_QUOTE];
    nearest_begin(&nearest, field->text);
    for (size_t c = 0; c < COLUMNS; c++)
        nearest_offer(&nearest, column_name[c]);
    nearest_hint(&nearest, hint);
    faults_add(self->faults, place_of(self, field), "the column %s is not known%s%s", text_quote(field->text, quoted),
               hint, *hint ? "" : "; the columns are parameter, value, month and note");
    return ERR_INPUT;
}

/* Finds the columns. Without a parameter and a value column nothing below can be understood. */
static enum status read_header(struct reading *self, const struct csv_row *row)
{
    size_t known = 0;
    self->has_header = true;
    self->width = row->count;
    for (size_t c = 0; c < COLUMNS; c++)
        self->position[c] = NOT_THERE;
    for (size_t i = 0; i < row->count; i++)
        known += column_of(row->field[i].text) < COLUMNS;
    if (known == 0) {
        faults_add(self->faults, place_of(self, &row->field[0]),
                   "the first row must name the columns: parameter,value,month,note");
        return ERR_INPUT;
    }
    for (size_t i = 0; i < row->count; i++) {
        const struct csv_field *field = &row->field[i];
        size_t c = column_of(field->text);
        if (c < COLUMNS && self->position[c] != NOT_THERE) {
            faults_add(self->faults, place_of(self, field), "the column '%s' stands twice in this row", column_name[c]);
            self->status = ERR_INPUT;
        } else if (c < COLUMNS)
            self->position[c] = i;
        else if (*field->text)
            self->status = refuse_column(self, field);
    }
    for (size_t c = PARAMETER; c <= VALUE; c++)
        if (self->position[c] == NOT_THERE && self->status == OK) {
            faults_add(self->faults, place_of(self, &row->field[0]), "there is no column '%s' in this row",
                       column_name[c]);
            self->status = ERR_INPUT;
        }
    return self->status;
}

static enum status refuse_row(struct reading *self, const struct csv_field *field, const char *message)
{
    faults_add(self->faults, place_of(self, field), "%s", message);
    self->status = ERR_INPUT;
    return OK;
}

static bool is_digits(const char *text)
{
    return *text && strspn(text, "0123456789") == strlen(text);
}

/* A field beyond the header's columns, or in one without a name: what may have happened? */
static enum status refuse_extra(struct reading *self, const struct csv_row *row, size_t extra)
{
    size_t v = self->position[VALUE];
    char message[256], quoted[TEXT_QUOTE];
    bool numbers = v + 1 < row->count && strspn(row->field[v].text, "$-+0123456789.") > 0 &&
                   strspn(row->field[v + 1].text, "0123456789") > 0;
    text_quote(row->field[extra].text, quoted);
    snprintf(message, sizeof message, "%s is a field too many, the header has %zu%s", quoted, self->width,
             numbers ? "; a decimal is written 0.5, a number with thousands commas in quotes"
                     : "; text with a comma goes in quotes");
    return refuse_row(self, &row->field[extra], message);
}

/* What cannot be a month is often the rest of a value that was cut at its comma. */
static const char *comma_hint(const char *text)
{
    size_t digits = strspn(text, "0123456789"), length = strlen(text);

    if (digits == 0 && text[0] != '-')
        return "; text with a comma goes in quotes";
    if (digits == 3 && (text[3] == '.' || (text[3] == '\0' && text[0] == '0')))
        return "; a number with thousands commas goes in quotes";
    bool fraction = digits == length ? text[0] == '0' && length > 1 : text[length - 1] == '%';
    return fraction ? " (a decimal is written 0.05, with a point)" : "";
}

/* The month cell: blank or a whole number. False, with a fault, if it is neither. */
static bool read_month(struct reading *self, const struct csv_field *field, int *month)
{
    char quoted[TEXT_QUOTE], message[200];
    const char *text = field->text;
    size_t length = strlen(text);
    *month = 1;
    if (length == 0)
        return true;
    if (is_digits(text) && length <= 4 && text[0] != '0') {
        *month = (int)strtol(text, NULL, 10);
        if (*month <= SCENARIO_LAST_MONTH)
            return true;
    }
    snprintf(message, sizeof message, "month is %s; it must be a whole number between 1 and 1,200%s",
             text_quote(text, quoted), comma_hint(text));
    refuse_row(self, field, message);
    return false;
}

static enum status keep_row(struct scenario_rows *self, const char *name, const char *value,
                            const struct scenario_row *from)
{
    size_t name_size = strlen(name) + 1, value_size = strlen(value) + 1;
    void *array = self->row;
    enum status status = memory_grow(&array, self->count, &self->room, sizeof *self->row);
    self->row = array;
    if (status != OK)
        return status;
    struct scenario_row *row = &self->row[self->count];
    *row = *from;
    row->name = malloc(name_size + value_size);
    if (!row->name)
        return ERR_MEMORY;
    memcpy(row->name, name, name_size);
    memcpy(row->name + name_size, value, value_size);
    row->value = row->name + name_size;
    self->count++;
    return OK;
}

static struct origin origin_of(const struct reading *self, const struct csv_field *field)
{
    return (struct origin){self->path, field->line, field->column};
}

static enum status read_row(struct reading *self, const struct csv_row *row)
{
    struct csv_field cell[COLUMNS];
    const struct csv_field *last = &row->field[row->count - 1];
    for (size_t c = 0; c < COLUMNS; c++)
        cell[c] = self->position[c] < row->count ? row->field[self->position[c]]
                                                 : (struct csv_field){"", last->line, last->column};
    if (!*cell[PARAMETER].text && !*cell[VALUE].text && !*cell[MONTH].text && row->count <= self->width)
        return OK; /* a remark of its own */
    if (!*cell[PARAMETER].text)
        return refuse_row(self, &row->field[0], "this row names no parameter");
    const char *amount = cell[VALUE].text;
    if (amount[0] != '\0' && strchr("+-*", amount[0]) && amount[1] == '=')
        amount += 2;
    if (amount_parse_begins_distribution(amount) && !strchr(cell[VALUE].text, ')') &&
        self->position[VALUE] + 1 < row->count)
        return refuse_row(self, &cell[VALUE], "a distribution goes in quotes, because of its commas: \"uniform(1,2)\"");
    for (size_t i = 0; i < row->count; i++) {
        bool mapped = false;
        for (size_t c = 0; c < COLUMNS; c++)
            mapped = mapped || self->position[c] == i;
        if (!mapped && *row->field[i].text)
            return refuse_extra(self, row, i);
    }
    struct scenario_row fresh = {.name_origin = origin_of(self, &cell[PARAMETER]),
                                 .value_origin = origin_of(self, &cell[VALUE]),
                                 .month_origin = origin_of(self, &cell[MONTH])};
    if (!read_month(self, &cell[MONTH], &fresh.month))
        return OK;
    for (size_t c = PARAMETER; c <= VALUE; c++)
        if (strlen(cell[c].text) > SCENARIO_ROWS_TEXT)
            return refuse_row(self, &cell[c], "this text is longer than 4,096 bytes");
    if (self->rows->count == self->most) {
        refuse_row(self, &row->field[0], "a scenario can have at most 10,000 rows");
        return ERR_INPUT;
    }
    return keep_row(self->rows, cell[PARAMETER].text, cell[VALUE].text, &fresh);
}

static enum status visit(void *context, const struct csv_row *row)
{
    struct reading *self = context;
    return self->has_header ? read_row(self, row) : read_header(self, row);
}

enum status scenario_rows_read(struct scenario_rows *self, const char *path, const void *bytes, size_t size,
                               size_t most, struct faults *faults)
{
    struct reading reading = {.rows = self, .path = path, .most = most, .faults = faults};
    struct csv_rows_options options = {.path = path, .comments = true};
    enum status status = csv_rows_read(bytes, size, &options, visit, &reading, faults);
    if (status != OK)
        return status;
    if (!reading.has_header) {
        faults_add(faults, (struct place){.file = path},
                   "the file is empty; its first row must be parameter,value,month,note");
        return ERR_INPUT;
    }
    return reading.status;
}

/* What a cell of a file could be, too. */
static bool is_plain(const char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] < 32 || text[i] == 127)
            return false;
    return text_is_utf8((const unsigned char *)text, length);
}

enum status scenario_rows_set(struct scenario_rows *self, const char *text, const char *at, struct faults *faults)
{
    struct csv_field month = {"", 0, 0};
    struct origin origin = {at, 0, 0};
    struct scenario_row fresh = {.month = 1, .name_origin = origin, .value_origin = origin, .month_origin = origin};
    struct reading reading = {.rows = self, .path = at, .faults = faults};
    const char *equals = strchr(text, '=');
    if (!equals || equals == text) {
        faults_add(faults, (struct place){.file = at}, "--set takes PARAMETER=VALUE or PARAMETER@MONTH=VALUE");
        return ERR_INPUT;
    }
    if (!is_plain(text)) {
        faults_add(faults, (struct place){.file = at}, "--set takes UTF-8 text without control characters");
        return ERR_INPUT;
    }
    /* PARAM+=1: the sign belongs to the value. */
    const char *end = strchr("+-*", equals[-1]) ? equals - 1 : equals;
    char *name = strndup(text, (size_t)(end - text));
    if (!name)
        return ERR_MEMORY;
    char *sign = strrchr(name, '@');
    if (sign && !strchr(sign, '.')) {
        *sign = '\0';
        month.text = sign + 1;
    }
    enum status status = OK;
    if (read_month(&reading, &month, &fresh.month))
        status = keep_row(self, name, end < equals ? end : equals + 1, &fresh);
    free(name);
    return status == OK ? reading.status : status;
}

void scenario_rows_free(struct scenario_rows *self)
{
    for (size_t i = 0; i < self->count; i++)
        free(self->row[i].name);
    free(self->row);
    *self = (struct scenario_rows){0};
}
