/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leftovers: charts that an earlier comparison left in a folder, of scenarios that are not in this one. Nothing is
 * removed but what this program made: the pictures of which the script is there, under charts/, with our first line,
 * and the script.
 */
#ifndef PLATEAU_PLOTS_LEFTOVERS_H
#define PLATEAU_PLOTS_LEFTOVERS_H

#include <stddef.h>

#include "sim/support/faults.h"
#include "sim/support/status.h"

/*
 * Removes the charts whose names begin with one of the prefixes and are not among the names to keep. Returns ERR_FILE,
 * ERR_MEMORY, with the story in faults.
 */
enum status leftovers_remove(const char *folder, const char *const *prefix, size_t prefixes, const char *const *keep,
                             size_t kept, struct faults *faults) MUST_USE;

#endif
