/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenarios that several tests share: each turns on another part of the model, with numbers of its own. */
#ifndef PLATEAU_TESTS_VERIFY_CASES_H
#define PLATEAU_TESTS_VERIFY_CASES_H

#include "tests/verify/verify_support.h"

struct verify_case {
    const char *name;
    const char *rows;
    const char *book; /* NULL: none */
};

/* All of them, those of verify_agency.h and verify_loyalty.h too; *count of them. */
const struct verify_case *verify_cases(size_t *count);

/* verify_new of a case. sets may be NULL. */
struct verify *verify_case_new(const struct verify_case *self, const char *sets);

#endif
