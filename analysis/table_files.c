/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/table_files.h"

#include <stdlib.h>
#include <string.h>

#include "sim/support/whole_file.h"

/* Opens folder/name. */
static enum status begin(struct new_file *file, const char *folder, const char *name, struct faults *faults)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (!path)
        return ERR_MEMORY;
    snprintf(path, size, "%s/%s", folder, name);
    enum status status = whole_file_begin(file, path, faults);
    free(path);
    return status;
}

enum status table_files_write(const struct table_files *self, const char *folder, struct faults *faults)
{
    struct new_file file[TABLE_FILES_MOST] = {{0}};
    bug_assert(self->count <= TABLE_FILES_MOST);
    enum status status = whole_file_make_folder(folder, faults);
    for (size_t i = 0; i < self->count && status == OK; i++) {
        status = begin(&file[i], folder, self->name[i], faults);
        if (status == OK)
            self->write(file[i].out, i, self->context);
    }
    for (size_t i = 0; i < self->count && status == OK; i++)
        status = whole_file_complete(&file[i], faults);
    for (size_t i = 0; i < self->count && status == OK; i++)
        status = whole_file_commit(&file[i], faults);
    for (size_t i = 0; i < self->count; i++)
        whole_file_abandon(&file[i]);
    return status;
}
