/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/layers.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sim/support/fingerprint.h"
#include "sim/support/memory.h"
#include "sim/support/text.h"

/* A file on the way from the main file to the one being read: naming it again would be a cycle. */
struct ancestor {
    dev_t device;
    ino_t inode;
    const struct ancestor *above;
    int depth; /* the main file has 1 */
};

struct reading {
    struct layers *layers;
    struct scenario *scenario;
    struct faults *faults;
    size_t files, rows;
    bool from_memory;
    bool faulty;
};

bool layers_is_file_row(const char *name)
{
    return strcmp(name, "base") == 0 || strcmp(name, "with") == 0;
}

char *layers_path(const char *path, const char *named_by)
{
    const char *slash = strrchr(named_by, '/');
    /* "./-" is a file of that name; a bare "-" would be standard input. */
    const char *folder = slash ? named_by : "./";
    size_t length = slash ? (size_t)(slash - named_by) + 1 : strcmp(path, "-") == 0 ? 2 : 0;
    if (path[0] == '/')
        length = 0;
    char *joined = malloc(length + strlen(path) + 1);
    if (!joined)
        return NULL;
    memcpy(joined, folder, length);
    memcpy(joined + length, path, strlen(path) + 1);
    return joined;
}

enum status layers_keep_file(struct scenario *scenario, const char *path, uint64_t fingerprint, const char **kept)
{
    struct input_file *grown = realloc(scenario->files, (scenario->file_count + 1) * sizeof *grown);
    if (!grown)
        return ERR_MEMORY;
    scenario->files = grown;
    struct input_file fresh = {text_copy(path), fingerprint};
    if (!fresh.path)
        return ERR_MEMORY;
    grown[scenario->file_count++] = fresh;
    *kept = fresh.path;
    return OK;
}

enum status layers_open(struct whole_file *file, const char *path, size_t limit, const char *what,
                        const struct origin *row, struct faults *faults)
{
    struct faults *own = memory_array(1, sizeof *own);
    if (!own)
        return ERR_MEMORY;
    enum status status = whole_file_read_at_most(file, path, limit, own);
    if (status == ERR_FILE) {
        const char *why = strstr(own->item[0].text, ": error: ");
        faults_add(faults, setting_place(row), "%s %s %s", what, path, why ? why + strlen(": error: ") : "");
        status = ERR_INPUT;
    }
    free(own);
    return status;
}

static enum status add_layer(struct layers *self, struct layer *layer)
{
    void *array = self->item;
    enum status status = memory_grow(&array, self->count, &self->room, sizeof *self->item);
    self->item = array;
    if (status == OK)
        self->item[self->count++] = *layer;
    return status;
}

/* A fault of a row that names a file. */
static enum status refuse(struct reading *self, const struct origin *at, const char *message)
{
    faults_add(self->faults, setting_place(at), "%s", message);
    self->faulty = true;
    return OK;
}

static enum status read_below(struct reading *self, const struct scenario_rows *rows, const char *path,
                              const struct ancestor *above, bool with_base, bool *has_base);

/* What stands in a file: the layers below it, then its own rows. */
static enum status read_content(struct reading *self, const char *path, const void *bytes, size_t size,
                                const struct ancestor *above, bool with_base, bool main)
{
    struct layer layer = {.main = main};
    enum status status = scenario_rows_read(&layer.rows, path, bytes, size, SCENARIO_ROWS_MOST - self->rows,
                                            self->faults);
    self->rows += layer.rows.count;
    if (status == ERR_INPUT) {
        self->faulty = true;
        status = OK;
    }
    bool has_base = false;
    if (status == OK)
        status = read_below(self, &layer.rows, path, above, with_base, &has_base);
    layer.root = with_base && !has_base;
    if (status == OK)
        status = add_layer(self->layers, &layer);
    if (status != OK)
        scenario_rows_free(&layer.rows);
    return status;
}

static bool is_cycle(const struct ancestor *fresh)
{
    for (const struct ancestor *a = fresh->above; a; a = a->above)
        if (a->device == fresh->device && a->inode == fresh->inode)
            return true;
    return false;
}

/* Reads the file that a row names. */
static enum status read_named(struct reading *self, const struct scenario_row *row, const char *path,
                              const struct ancestor *above, bool with_base)
{
    struct ancestor here = {.above = above, .depth = above->depth + 1};
    struct whole_file file = {0};
    struct stat about;
    const char *kept = NULL;
    if (stat(path, &about) == 0) {
        here.device = about.st_dev;
        here.inode = about.st_ino;
        if (is_cycle(&here))
            return refuse(self, &row->value_origin,
                          "this file stands on itself: the files name each other in a circle");
    }
    if (here.depth > LAYERS_DEEP)
        return refuse(self, &row->value_origin, "files stand on each other more than 16 deep");
    if (++self->files > LAYERS_MOST)
        return self->files > LAYERS_MOST + 1
                   ? OK
                   : refuse(self, &row->value_origin, "a scenario can have at most 256 files");
    enum status status = layers_open(&file, path, (size_t)LAYERS_FILE_MIB << 20,
                                     row->name[0] == 'b' ? "the base file" : "the file", &row->value_origin,
                                     self->faults);
    if (status == ERR_INPUT) {
        self->faulty = true;
        return OK;
    }
    if (status == OK)
        status = layers_keep_file(self->scenario, path, file.fingerprint, &kept);
    if (status == OK)
        status = read_content(self, kept, file.bytes, file.size, &here, with_base, false);
    whole_file_free(&file);
    return status;
}

/* A base or with row: checks it, then reads its file. */
static enum status follow(struct reading *self, const struct scenario_row *row, const char *path,
                          const struct ancestor *above, bool with_base)
{
    if (row->month > 1)
        return refuse(self, &row->month_origin, "a row that names a file takes no month");
    if (!*row->value)
        return refuse(self, &row->value_origin, "this row names no file");
    if (self->from_memory)
        return refuse(self, &row->value_origin, "other files cannot be named here");
    char *full = layers_path(row->value, path);
    if (!full)
        return ERR_MEMORY;
    enum status status = read_named(self, row, full, above, with_base);
    free(full);
    return status;
}

static enum status read_below(struct reading *self, const struct scenario_rows *rows, const char *path,
                              const struct ancestor *above, bool with_base, bool *has_base)
{
    enum status status = OK;
    for (size_t i = 0; i < rows->count && with_base && status == OK; i++) {
        const struct scenario_row *row = &rows->row[i];
        if (strcmp(row->name, "base") != 0)
            continue;
        if (*has_base)
            status = refuse(self, &row->name_origin, "a file can have only one base");
        else
            status = follow(self, row, path, above, true);
        *has_base = true;
    }
    for (size_t i = 0; i < rows->count && status == OK; i++)
        if (strcmp(rows->row[i].name, "with") == 0)
            status = follow(self, &rows->row[i], path, above, false);
    return status;
}

static enum status finish(const struct reading *self, enum status status)
{
    return status == OK && self->faulty ? ERR_INPUT : status;
}

enum status layers_read(struct layers *self, struct scenario *scenario, const char *path, struct faults *faults)
{
    struct reading reading = {.layers = self, .scenario = scenario, .faults = faults, .files = 1};
    struct ancestor here = {.depth = 1};
    struct whole_file file = {0};
    struct stat about;
    bool standard = strcmp(path, "-") == 0;
    const char *kept = NULL;
    enum status status = whole_file_read_at_most(&file, path, (size_t)LAYERS_FILE_MIB << 20, faults);
    if (status != OK)
        return status;
    if (!standard && stat(path, &about) == 0) {
        here.device = about.st_dev;
        here.inode = about.st_ino;
    }
    status = layers_keep_file(scenario, standard ? "standard input" : path, file.fingerprint, &kept);
    if (status == OK)
        status = read_content(&reading, kept, file.bytes, file.size, &here, true, true);
    whole_file_free(&file);
    return finish(&reading, status);
}

enum status layers_read_bytes(struct layers *self, struct scenario *scenario, const char *name, const void *bytes,
                              size_t size, struct faults *faults)
{
    struct reading reading = {.layers = self, .scenario = scenario, .faults = faults, .files = 1, .from_memory = true};
    struct ancestor here = {.depth = 1};
    const char *kept = NULL;
    enum status status = layers_keep_file(scenario, name, fingerprint_of(bytes, size), &kept);
    if (status == OK)
        status = read_content(&reading, kept, bytes, size, &here, true, true);
    return finish(&reading, status);
}

enum status layers_add_sets(struct layers *self, struct scenario *scenario, const char *const *sets, size_t count,
                            struct faults *faults)
{
    struct layer layer = {0};
    enum status status = OK;
    bool faulty = false;
    scenario->set_texts = memory_array(count, sizeof *scenario->set_texts);
    if (!scenario->set_texts)
        return ERR_MEMORY;
    for (size_t i = 0; i < count && status == OK; i++) {
        size_t size = strlen(sets[i]) + sizeof "--set ";
        char *at = malloc(size);
        if (!at)
            status = ERR_MEMORY;
        else {
            snprintf(at, size, "--set %s", sets[i]);
            scenario->set_texts[scenario->set_count++] = at;
            status = scenario_rows_set(&layer.rows, sets[i], at, faults);
        }
        faulty = faulty || status == ERR_INPUT;
        status = status == ERR_INPUT ? OK : status;
    }
    if (status == OK)
        status = add_layer(self, &layer);
    if (status != OK)
        scenario_rows_free(&layer.rows);
    return status == OK && faulty ? ERR_INPUT : status;
}

void layers_free(struct layers *self)
{
    for (size_t i = 0; i < self->count; i++)
        scenario_rows_free(&self->item[i].rows);
    free(self->item);
    *self = (struct layers){0};
}
