/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan that the tests of the plateau work out by hand: everybody pays 81,230.64 x 11 % = 8,935.37 (F); q = 0.927
 * stay every month. With what is found out about it, exactly and without plays.
 */
#ifndef PLATEAU_TESTS_UNIT_PLATEAU_SUPPORT_H
#define PLATEAU_TESTS_UNIT_PLATEAU_SUPPORT_H

#include "tests/verify/verify_support.h"

#include <math.h>
#include <string.h>

#include "analysis/findings.h"
#include "analysis/plateau.h"

#define ROWS                                                                     \
    "plan.months,30\nsales.close,0.31\nspend.shape,fixed\nspend.mean,81230.64\n" \
    "contract.m.term,1\ncontract.m.fee,11%\ncontract.m.nonrenewal,7.3%\n"
#define REPS "rep.a.count,2\nrep.a.leads,1.7\n"

static const double F = 8935.37, q = 0.927;

/* Findings without plays, and what they are of. */
struct found {
    struct verify *made;
    struct findings findings;
};

static inline struct found find(const char *rows, const char *book, const char *sets)
{
    struct found found = {.made = verify_new(rows, book, sets)};
    const struct findings_facts facts = {.name = "test", .slug = "test"};
    assert_int_equal(findings_init(&found.findings, &found.made->plan, &found.made->expected, NULL, facts), OK);
    return found;
}

static inline void lose(struct found *found)
{
    findings_free(&found->findings);
    verify_free(found->made);
}

static inline double exact(const struct found *found, enum metric metric)
{
    return found->findings.metric[metric].expected;
}

#endif
