/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one error convention. A function that can fail returns enum status; OK is 0. Results leave
 * through pointers and are empty on failure. Every struct starts as {0}, every _free accepts an
 * empty object and may be called twice. A mistake the user can mend is also described in a list of
 * faults (faults.h); only cli/ prints and exits.
 */
#ifndef PLATEAU_SUPPORT_STATUS_H
#define PLATEAU_SUPPORT_STATUS_H

enum status {
    OK = 0,
    ERR_MEMORY,  /* an allocation failed */
    ERR_FILE,    /* a file could not be read or written; the faults say which */
    ERR_INPUT,   /* a scenario or client list is wrong; the faults say where */
    ERR_USAGE,   /* the command line is wrong; the faults say how */
    ERR_CHART,   /* gnuplot is missing or failed; the faults say how */
    ERR_RANGE,   /* a number lies outside what a function accepts */
    ERR_STOPPED, /* the user asked to stop (SIGINT, SIGTERM) */
    ERR_CHECK,   /* the plays do not agree with the exact calculation */
    STATUS_COUNT
};

/* Ignoring a status is a compiler warning. */
#define MUST_USE __attribute__((warn_unused_result))

/* printf-like: argument numbers of the format text and of the first value, from 1. */
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))

/* One sentence for a status, without a full stop; static text. Cannot fail. */
const char *status_text(enum status status);

/* An impossible state: says where and aborts, in release builds too. Never for user input. */
#define bug_assert(condition) ((condition) ? (void)0 : status_bug(#condition, __FILE__, __LINE__))
_Noreturn void status_bug(const char *condition, const char *file, int line);

#endif
