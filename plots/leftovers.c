/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/leftovers.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plots/chart_file.h"
#include "plots/picture.h"
#include "plots/style.h"
#include "sim/support/text.h"

static const char ENDING[] = ".gp";

/* The length of the chart's name in the name of its script, if it is one to remove; else 0. */
static size_t name_in(const char *file, const char *const *prefix, size_t prefixes, const char *const *keep,
                      size_t kept)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    size_t length = strspn(file, letters);
    bool wanted = false;
    if (strcmp(file + length, ENDING) != 0)
        return 0;
    for (size_t i = 0; i < prefixes; i++)
        wanted = wanted || strncmp(file, prefix[i], strlen(prefix[i])) == 0;
    for (size_t i = 0; i < kept; i++)
        wanted = wanted && !(strlen(keep[i]) == length && strncmp(file, keep[i], length) == 0);
    return wanted ? length : 0;
}

/* Does the script begin as style_begin begins? */
static bool is_ours(const char *folder, const char *name)
{
    char line[sizeof STYLE_FIRST_LINE] = "";
    char *path = chart_file_path(folder, name, "gp");
    FILE *in = path ? fopen(path, "r") : NULL;
    bool ours = in && fgets(line, sizeof line, in) && strcmp(line, STYLE_FIRST_LINE) == 0;
    if (in)
        fclose(in);
    free(path);
    return ours;
}

/* The script last: as long as it is there, the pictures are known as ours. */
static enum status remove_chart(const char *folder, const char *name, struct faults *faults)
{
    enum status status = OK;
    for (int f = 0; f < PICTURE_FORMATS && status == OK; f++)
        status = chart_file_remove(folder, name, picture_name((enum picture_format)f), faults);
    return status == OK ? chart_file_remove(folder, name, "gp", faults) : status;
}

enum status leftovers_remove(const char *folder, const char *const *prefix, size_t prefixes, const char *const *keep,
                             size_t kept, struct faults *faults)
{
    char *charts = chart_file_folder(folder);
    if (!charts)
        return ERR_MEMORY;
    DIR *scripts = opendir(charts);
    enum status status = OK;
    free(charts);
    if (!scripts) /* nothing was ever drawn here */
        return OK;
    for (struct dirent *entry; status == OK && (entry = readdir(scripts)) != NULL;) {
        size_t length = name_in(entry->d_name, prefix, prefixes, keep, kept);
        if (length == 0)
            continue;
        char *name = text_copy(entry->d_name);
        if (name)
            name[length] = '\0';
        if (!name)
            status = ERR_MEMORY;
        else if (is_ours(folder, name))
            status = remove_chart(folder, name, faults);
        free(name);
    }
    closedir(scripts);
    return status;
}
