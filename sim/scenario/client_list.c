/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/client_list.h"

#include <string.h>

#include "sim/scenario/nearest.h"
#include "sim/support/text.h"

enum { MOST_COLUMNS = 16, NOT_THERE = CSV_ROWS_FIELDS };

struct reading {
    const char *path;
    struct client_list_column *column;
    size_t columns;
    client_list_visit *visit;
    void *context;
    struct faults *faults;
    size_t width; /* fields of the header row; 0 before it */
    uint32_t row;
    enum status status; /* ERR_INPUT once a row was refused */
};

static void find_column(struct reading *self, struct client_list_column *column, const struct csv_row *header)
{
    struct nearest nearest;
    char quoted[TEXT_QUOTE], hint[NEAREST_HINT];
    nearest_begin(&nearest, column->name);
    column->position = NOT_THERE;
    for (size_t i = 0; i < header->count; i++) {
        const struct csv_field *field = &header->field[i];
        nearest_offer(&nearest, field->text);
        if (strcmp(field->text, column->name) != 0)
            continue;
        if (column->position != NOT_THERE) {
            faults_add(self->faults, (struct place){self->path, field->line, field->column},
                       "the column %s stands twice, so %s could mean either", text_quote(column->name, quoted),
                       column->parameter);
            self->status = ERR_INPUT;
            return;
        }
        column->position = i;
    }
    if (column->position != NOT_THERE)
        return;
    faults_add(self->faults, setting_place(&column->origin), "%s is %s, but %s has no such column%s", column->parameter,
               text_quote(column->name, quoted), self->path, nearest_hint(&nearest, hint));
    self->status = ERR_INPUT;
}

static enum status read_header(struct reading *self, const struct csv_row *header)
{
    self->width = header->count;
    for (size_t i = 0; i < self->columns; i++) {
        self->column[i].position = NOT_THERE;
        if (self->column[i].name)
            find_column(self, &self->column[i], header);
    }
    return self->status;
}

static enum status read_row(struct reading *self, const struct csv_row *row)
{
    struct csv_field cell[MOST_COLUMNS];
    const struct csv_field *last = &row->field[row->count - 1];
    self->row++;
    for (size_t i = self->width; i < row->count; i++)
        if (*row->field[i].text) {
            char quoted[TEXT_QUOTE];
            faults_add(self->faults, (struct place){self->path, row->field[i].line, row->field[i].column},
                       "%s is a field too many, the header has %zu; text with a comma goes in quotes",
                       text_quote(row->field[i].text, quoted), self->width);
            self->status = ERR_INPUT;
            return OK;
        }
    for (size_t i = 0; i < self->columns; i++)
        cell[i] = self->column[i].position < row->count ? row->field[self->column[i].position]
                                                        : (struct csv_field){"", last->line, last->column};
    return self->visit(self->context, self->row, cell);
}

static enum status visit_row(void *context, const struct csv_row *row)
{
    struct reading *self = context;
    return self->width == 0 ? read_header(self, row) : read_row(self, row);
}

enum status client_list_read(const char *path, const void *bytes, size_t size, struct client_list_column *column,
                             size_t columns, client_list_visit *visit, void *context, struct faults *faults)
{
    struct reading reading = {
        .path = path, .column = column, .columns = columns, .visit = visit, .context = context, .faults = faults};
    struct csv_rows_options options = {.path = path, .newline_in_quote = true};
    bug_assert(columns <= MOST_COLUMNS);
    enum status status = csv_rows_read(bytes, size, &options, visit_row, &reading, faults);
    if (status != OK)
        return status;
    if (reading.width == 0) {
        faults_add(faults, (struct place){.file = path},
                   "the client list is empty; its first row must name the columns");
        return ERR_INPUT;
    }
    return reading.status;
}
