/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names of files that are not whole yet, kept where a signal handler can reach them: fixed
 * memory, no locks. Only whole_file.c uses it. At most 64 at a time; further ones, and names over
 * 4 KiB, are simply not removed by a signal.
 */
#ifndef PLATEAU_SUPPORT_UNFINISHED_H
#define PLATEAU_SUPPORT_UNFINISHED_H

void unfinished_add(const char *name);
void unfinished_remove(const char *name);

/* Unlinks all of them. Async-signal-safe. */
void unfinished_unlink(void);

#endif
