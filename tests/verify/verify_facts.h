/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A shipped scenario, read from its file with some --set, and all that the program finds out about it: what a user sees
 * who types the command beside a fact in scenarios/README.md. Tests run in the project's folder.
 */
#ifndef PLATEAU_TESTS_VERIFY_FACTS_H
#define PLATEAU_TESTS_VERIFY_FACTS_H

#include "tests/verify/verify_support.h"

#include "analysis/findings.h"

struct verify_shown {
    struct scenario scenario;
    struct plan plan;
    struct expected expected;
    struct sample sample; /* empty without plays */
    struct findings findings;
};

/*
 * file: below scenarios/, such as "tactics/move-upmarket.csv". sets: as --set, several separated by ';', or NULL.
 * plays: 0 for the exact figures alone, else with seed 1. Fails the test with the reader's message. Free with
 * verify_shown_free.
 */
struct verify_shown *verify_show(const char *file, const char *sets, size_t plays);
void verify_shown_free(struct verify_shown *self);

/* A metric's exact value; the figure must exist. */
double verify_metric(const struct verify_shown *self, enum metric metric);

/* The exact value of a metric of a file with some --set, in one line. */
double verify_metric_of(const char *file, const char *sets, enum metric metric);

/* Sum of a series over months from..to (exact). */
double verify_sum(const struct verify_shown *self, enum series series, int from, int to);

/* The row of ltv.csv; contract by name or NULL for all, quartile 1..4 or 0 for all, source or -1 for all. */
const struct ltv_row *verify_ltv(const struct verify_shown *self, const char *contract, int quartile, int source);

#endif
