/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Faults: what is wrong with what the user gave us, in words, each with its place. All faults of a
 * file are collected before anything is said; the first FAULTS_SHOWN in file order are kept, the others
 * counted.
 */
#ifndef PLATEAU_SUPPORT_FAULTS_H
#define PLATEAU_SUPPORT_FAULTS_H

#include <stddef.h>
#include <stdio.h>

#include "sim/support/status.h"

enum { FAULTS_SHOWN = 20, FAULTS_TEXT = 640 };

/* Where a fault is. file "" = nowhere in a file; line 0 = the whole file; column in bytes from 1. */
struct place {
    const char *file; /* not owned; must outlive the call only */
    size_t line, column;
};

struct fault {
    char text[FAULTS_TEXT]; /* "file:line:column: error: message", ready to print, no newline */
    size_t file_length;     /* bytes of text that are the file's name */
    size_t line, column;
};

struct faults {
    struct fault item[FAULTS_SHOWN]; /* files in the order of their first fault, each by line and column */
    size_t kept;                     /* how many of item are filled */
    size_t total;                    /* how many were reported */
};

/*
 * Adds one fault. A text that is too long is cut at a character's end and closed with "...".
 * Control characters in it become '?': a file's bytes cannot drive the terminal. Cannot fail.
 */
void faults_add(struct faults *self, struct place at, const char *format, ...) PRINTF_LIKE(3, 4);

/* Like faults_add, for advice that does not stop the run: "file:line:column: note: message". */
void faults_note(struct faults *self, struct place at, const char *format, ...) PRINTF_LIKE(3, 4);

/* Adds those of another list that do not stand in this one yet, behind its own: first come, first shown. Cannot fail.
 */
void faults_merge(struct faults *self, const struct faults *other);

/* Writes every kept fault on a line of its own, and how many more there are. */
void faults_print(const struct faults *self, FILE *out);

#endif
