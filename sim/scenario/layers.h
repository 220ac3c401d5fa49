/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Layers: the rows of a scenario's files from the ground up. A file stands on its base (with all that
 * one stands on), then on each of its `with` files in order, then come its own rows. Of a `with` file
 * its own `with` files are read, its base is not. Paths are relative to the file that names them.
 */
#ifndef PLATEAU_SCENARIO_LAYERS_H
#define PLATEAU_SCENARIO_LAYERS_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/scenario/scenario.h"
#include "sim/scenario/scenario_rows.h"
#include "sim/support/whole_file.h"

enum { LAYERS_DEEP = 16, LAYERS_MOST = 256, LAYERS_FILE_MIB = 16 };

struct layer {
    struct scenario_rows rows;
    bool root; /* the base file that has no base itself */
    bool main; /* the file given on the command line: its name row counts */
};

struct layers {
    struct layer *item; /* owned; from the ground up */
    size_t count, room;
};

/*
 * Reads the file at path and all it stands on. Files are added to scenario->files, which their rows'
 * origins point into. Goes on after faults, to find all of them. ERR_FILE if path itself cannot be
 * read; ERR_INPUT if anything else was wrong; ERR_MEMORY, ERR_STOPPED. Free in any case.
 */
enum status layers_read(struct layers *self, struct scenario *scenario, const char *path,
                        struct faults *faults) MUST_USE;

/* As layers_read, for bytes in memory; base and with rows are faults. */
enum status layers_read_bytes(struct layers *self, struct scenario *scenario, const char *name, const void *bytes,
                              size_t size, struct faults *faults) MUST_USE;

/* Adds the layer of --set options on top. Their texts are kept in scenario->set_texts. */
enum status layers_add_sets(struct layers *self, struct scenario *scenario, const char *const *sets, size_t count,
                            struct faults *faults) MUST_USE;

void layers_free(struct layers *self);

/* True for the rows that name files. */
bool layers_is_file_row(const char *name);

/* path as seen from the file that names it; owned by the caller, NULL when memory is short. */
char *layers_path(const char *path, const char *named_by);

/* Adds a file to the scenario's list, which keeps a copy of path: *kept. */
enum status layers_keep_file(struct scenario *scenario, const char *path, uint64_t fingerprint,
                             const char **kept) MUST_USE;

/*
 * Reads a file that a row names. A failure is a fault of that row, and ERR_INPUT. what: "the base file".
 */
enum status layers_open(struct whole_file *file, const char *path, size_t limit, const char *what,
                        const struct origin *row, struct faults *faults) MUST_USE;

#endif
