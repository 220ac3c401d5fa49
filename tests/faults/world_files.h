/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files of a world: the scenarios plan.csv (which has everything: see world.h), steady.csv and wrong.csv, and a
 * gnuplot that draws tiny pictures; and what is left in a folder.
 */
#ifndef PLATEAU_TESTS_WORLD_FILES_H
#define PLATEAU_TESTS_WORLD_FILES_H

#include <stddef.h>

/* The folders that the tables and the charts of a world go into. */
#define WORLD_TABLES "tables"
#define WORLD_CHARTS "pictures"

/* cmocka set-up of a group: a folder of its own with these files; leave_folder ends it. */
int world_files_enter(void **state);

/* What is wrong with a folder and those in it: fails the test if a temporary file is left. Returns the files in it. */
size_t world_files_in(const char *folder);

/* How many file descriptors of this process are open. */
int world_files_open(void);

#endif
