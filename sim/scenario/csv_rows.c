/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/csv_rows.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"
#include "sim/support/text.h"

enum { BUFFER_STEP = 1024 };

/* A field of the row that is being read: its text is at an offset, since the buffer may move. */
struct spot {
    size_t offset, line, column;
};

struct reader {
    const struct csv_rows_options *options;
    struct faults *faults;
    csv_rows_visit *visit;
    void *context;
    struct csv_parser parser;

    size_t line, column;             /* of the byte that is being read */
    size_t field_line, field_column; /* of the field's first byte that is no blank */
    bool in_field;                   /* such a byte was seen */
    bool line_is_blank;              /* only blanks since the line began */
    bool in_comment;
    bool row_ended; /* by this byte */
    size_t rows;

    char *text; /* the row's fields, each with its NUL */
    size_t text_used, text_room;
    struct spot *spot;
    size_t spots, spot_room;
    struct csv_field *field;
    size_t field_room;
    enum status status; /* callbacks cannot stop libcsv: the first failure is kept here */
};

static enum status refuse(struct reader *self, size_t line, size_t column, const char *message)
{
    faults_add(self->faults, (struct place){self->options->path, line, column}, "%s", message);
    return ERR_INPUT;
}

static void *capped_realloc(void *old, size_t size)
{
    return size > CSV_ROWS_FIELD + BUFFER_STEP ? NULL : realloc(old, size);
}

static enum status keep_text(struct reader *self, const char *text, size_t size)
{
    size_t needed = self->text_used + size + 1;
    if (needed > self->text_room) {
        size_t room = needed * 2;
        char *grown = realloc(self->text, room);
        if (!grown)
            return ERR_MEMORY;
        self->text = grown;
        self->text_room = room;
    }
    if (size > 0)
        memcpy(self->text + self->text_used, text, size);
    self->text[self->text_used + size] = '\0';
    self->text_used = needed;
    return OK;
}

static void on_field(void *text, size_t size, void *context)
{
    struct reader *self = context;
    if (self->status != OK)
        return;
    struct spot spot = {self->text_used, self->line, self->column};
    if (self->in_field) {
        spot.line = self->field_line;
        spot.column = self->field_column;
    }
    self->in_field = false;
    if (self->spots == CSV_ROWS_FIELDS) {
        self->status = refuse(self, spot.line, spot.column, "this row has more than 1,000 fields");
        return;
    }
    void *array = self->spot;
    self->status = memory_grow(&array, self->spots, &self->spot_room, sizeof *self->spot);
    self->spot = array;
    if (self->status == OK)
        self->status = keep_text(self, text, text ? size : 0);
    if (self->status == OK)
        self->spot[self->spots++] = spot;
}

/* The first row is one long field when columns are not parted by commas. */
static enum status check_separator(struct reader *self, const struct csv_row *row)
{
    if (self->rows > 0 || row->count > 1)
        return OK;
    if (strchr(row->field[0].text, ';'))
        return refuse(self, row->field[0].line, row->field[0].column,
                      "the columns are parted by semicolons; save the file as CSV with commas");
    if (strchr(row->field[0].text, '\t'))
        return refuse(self, row->field[0].line, row->field[0].column,
                      "the columns are parted by tabs; save the file as CSV with commas");
    return OK;
}

static enum status visit_row(struct reader *self)
{
    bool blank = true;
    if (self->spots > self->field_room) {
        struct csv_field *grown = realloc(self->field, self->spot_room * sizeof *grown);
        if (!grown)
            return ERR_MEMORY;
        self->field = grown;
        self->field_room = self->spot_room;
    }
    for (size_t i = 0; i < self->spots; i++) {
        const struct spot *spot = &self->spot[i];
        self->field[i] = (struct csv_field){self->text + spot->offset, spot->line, spot->column};
        blank = blank && self->text[spot->offset] == '\0';
    }
    if (blank)
        return OK;
    struct csv_row row = {self->field, self->spots};
    enum status status = check_separator(self, &row);
    self->rows++;
    return status == OK ? self->visit(self->context, &row) : status;
}

static void on_row(int terminator, void *context)
{
    struct reader *self = context;
    (void)terminator;
    if (self->status == OK)
        self->status = visit_row(self);
    self->row_ended = true;
    self->in_field = false;
    self->spots = self->text_used = 0;
}

/* Why libcsv stopped at byte. */
static enum status parse_fault(struct reader *self, unsigned char byte)
{
    if (csv_error(&self->parser) != CSV_EPARSE && csv_get_buffer_size(&self->parser) < CSV_ROWS_FIELD)
        return ERR_MEMORY; /* not our cap, but the system's */
    if (csv_error(&self->parser) != CSV_EPARSE)
        return refuse(self, self->field_line, self->field_column, "this field is longer than 64 KiB");
    if (self->parser.quoted && self->rows == 0 && byte == ';')
        return refuse(self, self->line, self->column,
                      "the columns are parted by semicolons; save the file as CSV with commas");
    if (self->parser.quoted)
        return refuse(self, self->line, self->column,
                      "text after a closing quote; a quote inside a quoted field is written twice: \"\"");
    return refuse(self, self->line, self->column,
                  "a quote inside a field that does not begin with one; put the whole field in quotes, "
                  "and write the quote inside it twice: \"\"");
}

static enum status feed(struct reader *self, unsigned char byte)
{
    bool newline = byte == '\n' || byte == '\r';
    if (!self->in_field && !newline && byte != ' ' && byte != '\t' && byte != ',') {
        self->in_field = true;
        self->field_line = self->line;
        self->field_column = self->column;
    }
    self->row_ended = false;
    if (csv_parse(&self->parser, &byte, 1, on_field, on_row, self) != 1)
        return self->status != OK ? self->status : parse_fault(self, byte);
    if (self->status != OK)
        return self->status;
    if (newline && !self->row_ended && self->parser.quoted && !self->options->newline_in_quote)
        return refuse(self, self->field_line, self->field_column, "this quote is not closed on its line");
    return OK;
}

/* What no text file has: NUL and other control characters, and line ends of a lone CR. */
static enum status check_byte(struct reader *self, unsigned char byte, unsigned char next)
{
    char message[64];
    if (byte == '\r' && next != '\n')
        return refuse(self, self->line, self->column,
                      "a carriage return without a newline; save the file with ordinary line ends");
    if (byte == 0)
        return refuse(self, self->line, self->column, "a NUL byte; this is not a text file");
    bool second = byte == 0xC2 && next < 0xA0; /* U+0080 to U+009F in UTF-8 */
    if ((byte >= 32 && byte != 127 && !second) || byte == '\t' || byte == '\n' || byte == '\r')
        return OK;
    if (second)
        byte = next;
    snprintf(message, sizeof message, "a control character (byte 0x%02X) does not belong here", byte);
    return refuse(self, self->line, self->column, message);
}

static enum status read_bytes(struct reader *self, const unsigned char *bytes, size_t size)
{
    enum status status = OK;
    for (size_t i = 0; i < size && status == OK; i++) {
        unsigned char byte = bytes[i];
        status = check_byte(self, byte, i + 1 < size ? bytes[i + 1] : 0);
        if (status != OK)
            break;
        if (self->options->comments && self->line_is_blank && !self->parser.quoted && byte == '#')
            self->in_comment = true;
        if (!self->in_comment)
            status = feed(self, byte);
        self->column++;
        self->line_is_blank = self->line_is_blank && (byte == ' ' || byte == '\t');
        if (byte == '\n') {
            self->line++;
            self->column = 1;
            self->line_is_blank = true;
            self->in_comment = false;
        }
    }
    if (status != OK)
        return status;
    if (csv_fini(&self->parser, on_field, on_row, self) != 0)
        return refuse(self, self->field_line, self->field_column, "this quote is never closed");
    return self->status;
}

/* Says where the first byte stands that is not UTF-8. */
static enum status check_encoding(struct reader *self, const unsigned char *bytes, size_t size)
{
    bool marked = size >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF));
    bool unmarked = size >= 2 && (bytes[0] == 0) != (bytes[1] == 0);
    if (marked || unmarked)
        return refuse(self, 0, 0, "this file is UTF-16; save it as \"CSV UTF-8\"");
    size_t good = text_utf8_prefix(bytes, size);
    if (good == size)
        return OK;
    size_t line = 1, start = 0;
    for (size_t i = 0; i < good; i++)
        if (bytes[i] == '\n') {
            line++;
            start = i + 1;
        }
    char message[112];
    snprintf(message, sizeof message,
             "byte 0x%02X is not UTF-8 (an accent in an older encoding?); save the file as \"CSV UTF-8\"", bytes[good]);
    return refuse(self, line, good - start + 1, message);
}

enum status csv_rows_read(const void *bytes, size_t size, const struct csv_rows_options *options, csv_rows_visit *visit,
                          void *context, struct faults *faults)
{
    struct reader self = {.options = options, .faults = faults, .visit = visit, .context = context};
    enum status status = check_encoding(&self, bytes, size);
    if (status != OK)
        return status;
    unsigned char flags = CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL;
    if (csv_init(&self.parser, flags) != 0)
        return ERR_MEMORY;
    csv_set_realloc_func(&self.parser, capped_realloc);
    csv_set_blk_size(&self.parser, BUFFER_STEP);
    self.line = self.column = 1;
    self.line_is_blank = true;
    if (size == 0)
        bytes = "";
    size_t mark = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    status = read_bytes(&self, (const unsigned char *)bytes + mark, size - mark);
    csv_free(&self.parser);
    free(self.text);
    free(self.spot);
    free(self.field);
    return status;
}
