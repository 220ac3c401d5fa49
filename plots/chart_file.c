/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/chart_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/support/whole_file.h"

static const char SCRIPTS[] = "charts";

/* "a/b", which the caller frees, or NULL. */
static char *join(const char *a, const char *b)
{
    size_t size = strlen(a) + strlen(b) + 2;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/%s", a, b);
    return path;
}

char *chart_file_folder(const char *folder)
{
    return join(folder, SCRIPTS);
}

char *chart_file_path(const char *folder, const char *name, const char *ending)
{
    enum { ROOM = 4 };
    const char *below = strcmp(ending, "gp") == 0 ? SCRIPTS : "";
    size_t size = strlen(folder) + strlen(below) + strlen(name) + strlen(ending) + ROOM;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/%s%s%s.%s", folder, below, below[0] ? "/" : "", name, ending);
    return path;
}

enum status chart_file_save(const char *folder, const char *name, const char *script, size_t size,
                            struct faults *faults)
{
    struct new_file file = {0};
    char *charts = chart_file_folder(folder), *path = chart_file_path(folder, name, "gp");
    enum status status = charts && path ? OK : ERR_MEMORY;
    if (status == OK)
        status = whole_file_make_folder(charts, faults);
    if (status == OK)
        status = whole_file_begin(&file, path, faults);
    if (status == OK && fwrite(script, 1, size, file.out) != size) { /* commit would see that it failed, but not why */
        faults_add(faults, (struct place){.file = path}, "cannot be written: %s", strerror(errno));
        whole_file_abandon(&file);
        status = ERR_FILE;
    }
    if (status == OK)
        status = whole_file_commit(&file, faults);
    free(charts);
    free(path);
    return status;
}

enum status chart_file_remove(const char *folder, const char *name, const char *ending, struct faults *faults)
{
    char *path = chart_file_path(folder, name, ending);
    enum status status = path ? OK : ERR_MEMORY;
    if (status == OK && unlink(path) != 0 && errno != ENOENT) {
        faults_add(faults, (struct place){.file = path}, "is of an earlier run and cannot be removed: %s",
                   strerror(errno));
        status = ERR_FILE;
    }
    free(path);
    return status;
}
