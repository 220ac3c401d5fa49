/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a client came from. Append only: the order is the order of the files. */
#ifndef PLATEAU_PLAN_SOURCE_H
#define PLATEAU_PLAN_SOURCE_H

#include <stdint.h>

/* In place of a rep class: clients whom no rep signed. Nobody is paid for them. */
#define SOURCE_NO_CLASS SIZE_MAX

enum source {
    SOURCE_REP,
    SOURCE_BOOK,
    SOURCE_RETURNED, /* a lead once turned away for its small spend that came back when it had grown */
    SOURCE_REFERRED, /* brought by a promoter */
    SOURCE_WINBACK,  /* a lost client that came back: a new life, but no sign-up */
    SOURCE_COUNT
};

/* The name of a source in files: "rep", "book", "returned", "referred", "winback". Cannot fail. */
const char *source_name(enum source source);

#endif
