/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/book_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "sim/scenario/amount_parse.h"
#include "sim/scenario/client_list.h"
#include "sim/scenario/layers.h"
#include "sim/scenario/nearest.h"
#include "sim/support/cents.h"
#include "sim/support/memory.h"
#include "sim/support/text.h"

/* The columns, in the order of their parameters. */
enum { TENURE, CONTRACT, SPEND, FEE, LEFT, RENEWAL, COLUMNS };
_Static_assert(BOOK_RENEWAL - BOOK_TENURE == RENEWAL, "the columns follow the parameters book.*");

static const double MOST_SPEND = 1e15; /* as for any number; a tiny fee share makes a huge spend */

struct reading {
    struct scenario *scenario;
    struct faults *faults;
    const char *path;
    struct client_list_column column[COLUMNS];
    size_t room;          /* of book.client */
    size_t last_contract; /* lists are often sorted: the contract found last is tried first */
    bool faulty;
};

static const char *label_of(const struct scenario *scenario, size_t contract)
{
    const char *label = scenario_text(scenario, CONTRACT_LABEL, contract);
    return label ? label : scenario->contracts.item[contract];
}

static struct place place_of(const struct reading *self, const struct csv_field *cell)
{
    return (struct place){self->path, cell->line, cell->column};
}

/* Always false, so that a check can end with it. */
static bool refuse(struct reading *self, const struct csv_field *cell, int column, const char *must)
{
    char quoted[TEXT_QUOTE];
    const char *name = self->column[column].name;
    if (*cell->text)
        faults_add(self->faults, place_of(self, cell), "%.100s is %s; it must %s", name, text_quote(cell->text, quoted),
                   must);
    else
        faults_add(self->faults, place_of(self, cell), "%.100s is blank; it must %s", name, must);
    return false;
}

static bool is_wanted(const struct reading *self, int column)
{
    return self->column[column].name != NULL;
}

/* A plain number; no distribution. */
static bool read_number(struct reading *self, const struct csv_field *cell, int column, const char *must, double *value)
{
    struct amount amount;
    if (!*cell->text || amount_parse_begins_distribution(cell->text))
        return refuse(self, cell, column, must);
    if (!amount_parse(&amount, cell->text, self->column[column].name, place_of(self, cell), self->faults))
        return false;
    *value = amount_mean(&amount);
    return !amount.percent || refuse(self, cell, column, must);
}

static bool read_whole(struct reading *self, const struct csv_field *cell, int column, int low, int high,
                       int32_t *value)
{
    char must[80], from[TEXT_NUMBER], to[TEXT_NUMBER];
    double number = 0;
    /* Nearly every cell is a few digits: millions of rows should not wait for a message nobody reads. */
    size_t digits = strspn(cell->text, "0123456789");
    if (digits > 0 && digits <= 5 && cell->text[digits] == '\0') {
        *value = (int32_t)strtol(cell->text, NULL, 10);
        if (*value >= low && *value <= high)
            return true;
    }
    snprintf(must, sizeof must, "be a whole number between %.12s and %.12s", text_grouped(low, 0, from),
             text_grouped(high, 0, to));
    if (!read_number(self, cell, column, must, &number))
        return false;
    if (!(number >= low && number <= high && number == floor(number)))
        return refuse(self, cell, column, must);
    *value = (int32_t)number;
    return true;
}

static const char most_money[] = "lie between 0 and 1,000,000,000";

static bool read_money(struct reading *self, const struct csv_field *cell, int column, double *value)
{
    if (!read_number(self, cell, column, most_money, value))
        return false;
    return (*value >= 0 && *value <= 1e9) || refuse(self, cell, column, most_money);
}

static bool read_left(struct reading *self, const struct csv_field *cell, bool *left)
{
    static const char *const still[] = {"", "0", "no", "false"}, *const gone[] = {"1", "yes", "true"};
    *left = false;
    for (size_t i = 0; i < sizeof still / sizeof still[0]; i++)
        if (strcasecmp(cell->text, still[i]) == 0)
            return true;
    *left = true;
    for (size_t i = 0; i < sizeof gone / sizeof gone[0]; i++)
        if (strcasecmp(cell->text, gone[i]) == 0)
            return true;
    return refuse(self, cell, LEFT,
                  "be blank, 0, no or false for a client who is there, 1, yes or true for one who left");
}

/* Says which labels there are, or the nearest one. */
static bool refuse_label(struct reading *self, const struct csv_field *cell)
{
    enum { SHOWN = 4, LABEL = 40 };
    const struct scenario *scenario = self->scenario;
    struct nearest nearest;
    char hint[NEAREST_HINT] = "", must[NEAREST_HINT + 64 + SHOWN * (LABEL + 4)];
    size_t count = scenario->contracts.count;

    if (self->faults->kept < FAULTS_SHOWN) {
        nearest_begin(&nearest, cell->text);
        for (size_t c = 0; c < count; c++)
            nearest_offer(&nearest, label_of(scenario, c));
        nearest_hint(&nearest, hint);
    }
    size_t used = (size_t)snprintf(must, sizeof must, "be the label of a contract%s", hint);
    for (size_t c = 0; hint[0] == '\0' && c < count && c < SHOWN; c++) {
        const char *label = label_of(scenario, c);
        size_t length = strlen(label) < LABEL ? strlen(label) : LABEL;
        used += (size_t)snprintf(must + used, sizeof must - used, "%s'%.*s'", c == 0 ? ": " : ", ",
                                 (int)text_utf8_prefix((const unsigned char *)label, length), label);
    }
    if (hint[0] == '\0' && count > SHOWN)
        snprintf(must + used, sizeof must - used, ", ...");
    return refuse(self, cell, CONTRACT, must);
}

static bool read_contract(struct reading *self, const struct csv_field *cell, uint32_t *contract)
{
    const struct scenario *scenario = self->scenario;
    size_t count = scenario->contracts.count;
    *contract = 0;
    if (!is_wanted(self, CONTRACT))
        return true;
    for (size_t i = 0; i < count; i++) {
        size_t c = (self->last_contract + i) % count;
        if (strcmp(cell->text, label_of(scenario, c)) != 0)
            continue;
        self->last_contract = c;
        *contract = (uint32_t)c;
        return true;
    }
    return refuse_label(self, cell);
}

/* Spend and fee, each from its column or by the contract's fee share in month 1. */
static bool read_payment(struct reading *self, const struct csv_field *cell, struct book_client *client)
{
    double share = scenario_number(self->scenario, CONTRACT_FEE, client->contract, 1);
    bool has_spend = is_wanted(self, SPEND) && *cell[SPEND].text;
    bool has_fee = is_wanted(self, FEE) && *cell[FEE].text;
    double fee = 0;
    if (!has_spend && !has_fee) {
        bool both = is_wanted(self, FEE) && is_wanted(self, SPEND);
        int column = is_wanted(self, FEE) ? FEE : SPEND;
        if (!both)
            return refuse(self, &cell[column], column, most_money);
        faults_add(self->faults, place_of(self, &cell[FEE]), "%.100s and %.100s are blank; one of them must be given",
                   self->column[FEE].name, self->column[SPEND].name);
        return false;
    }
    if (has_spend && !read_money(self, &cell[SPEND], SPEND, &client->spend))
        return false;
    if (has_fee && !read_money(self, &cell[FEE], FEE, &fee))
        return false;
    if (!has_spend && share <= 0) {
        faults_add(self->faults, place_of(self, &cell[FEE]),
                   "the ad spend of this client is unknown: contract.%s.fee is 0, so it cannot follow from the fee",
                   self->scenario->contracts.item[client->contract]);
        return false;
    }
    if (!has_spend)
        client->spend = fee / share;
    if (!(client->spend <= MOST_SPEND)) {
        faults_add(self->faults, place_of(self, &cell[FEE]), "the ad spend that follows from this fee is too large");
        return false;
    }
    /* Half a cent goes away from zero. */
    client->fee = has_fee ? cents_of(fee) : llround(100.0 * client->spend * share);
    return true;
}

static bool read_client(struct reading *self, const struct csv_field *cell, struct book_client *client)
{
    bool good = read_whole(self, &cell[TENURE], TENURE, 0, BOOK_LONGEST_TENURE, &client->tenure);
    if (!read_contract(self, &cell[CONTRACT], &client->contract))
        return false; /* what is left depends on the contract */
    if (is_wanted(self, RENEWAL) && *cell[RENEWAL].text) {
        int term = (int)scenario_number(self->scenario, CONTRACT_TERM, client->contract, 1);
        good = read_whole(self, &cell[RENEWAL], RENEWAL, 1, term, &client->renewal) && good;
    }
    return read_payment(self, cell, client) && good;
}

static enum status visit(void *context, uint32_t row, const struct csv_field *cell)
{
    struct reading *self = context;
    struct book *book = &self->scenario->book;
    struct book_client client = {.row = row};
    bool left = false;
    if (is_wanted(self, LEFT) && !read_left(self, &cell[LEFT], &left)) {
        self->faulty = true;
        return OK;
    }
    if (left) {
        book->left++;
        return OK;
    }
    if (!read_client(self, cell, &client)) {
        self->faulty = true;
        return OK;
    }
    void *array = book->client;
    enum status status = memory_grow(&array, book->count, &self->room, sizeof *book->client);
    book->client = array;
    if (status == OK)
        book->client[book->count++] = client;
    return status;
}

/* Two contracts of one label could not be told apart. */
static bool check_labels(struct reading *self)
{
    const struct scenario *scenario = self->scenario;
    size_t before = self->faults->total;
    for (size_t b = 1; b < scenario->contracts.count && is_wanted(self, CONTRACT); b++)
        for (size_t a = 0; a < b; a++) {
            if (strcmp(label_of(scenario, a), label_of(scenario, b)) != 0)
                continue;
            const struct setting *label = scenario_setting(scenario, CONTRACT_LABEL, b);
            if (!label || !label->text)
                label = scenario_setting(scenario, CONTRACT_LABEL, a);
            faults_add(self->faults, setting_place(&label->text_origin),
                       "the contracts %s and %s have the same label in the client list", scenario->contracts.item[a],
                       scenario->contracts.item[b]);
        }
    return self->faults->total == before;
}

enum status book_read_bytes(struct scenario *scenario, const char *path, const void *bytes, size_t size,
                            struct faults *faults)
{
    static const char *const parameter[COLUMNS] = {"book.tenure", "book.contract", "book.spend",
                                                   "book.fee",    "book.left",     "book.renewal"};
    struct reading reading = {.scenario = scenario, .faults = faults, .path = path};
    for (int i = 0; i < COLUMNS; i++) {
        const struct setting *setting = scenario_setting(scenario, (enum parameter_id)(BOOK_TENURE + i), 0);
        reading.column[i].parameter = parameter[i];
        if (!setting || !setting->text)
            continue;
        reading.column[i].name = setting->text;
        reading.column[i].origin = setting->text_origin;
    }
    if (!check_labels(&reading))
        return ERR_INPUT;
    enum status status = client_list_read(path, bytes, size, reading.column, COLUMNS, visit, &reading, faults);
    return status == OK && reading.faulty ? ERR_INPUT : status;
}

enum status book_read(struct scenario *scenario, struct faults *faults)
{
    const struct setting *setting = scenario_setting(scenario, BOOK_FILE, 0);
    struct whole_file file = {0};
    const char *kept = NULL;
    if (!setting || !setting->text)
        return OK;
    const struct origin *row = &setting->text_origin;
    char *path = layers_path(setting->text, row->line > 0 ? row->file : "");
    if (!path)
        return ERR_MEMORY;
    enum status status = layers_open(&file, path, (size_t)BOOK_FILE_MIB << 20, "the client list", row, faults);
    if (status == OK)
        status = layers_keep_file(scenario, path, file.fingerprint, &kept);
    if (status == OK)
        status = book_read_bytes(scenario, kept, file.bytes, file.size, faults);
    whole_file_free(&file);
    free(path);
    return status;
}
