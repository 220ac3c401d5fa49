/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Help for the tests of sim/support and sim/scenario: cmocka with what it needs, scenarios from text, and
 * files in a folder of their own. Include it first and alone.
 */
#ifndef PLATEAU_TESTS_SUPPORT_H
#define PLATEAU_TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/scenario/scenario.h"

/* cmocka's own works in float. Two NaN are equal; rtol is relative to the larger of the two. */
#define ASSERT_CLOSE(a, b, rtol)                                                                  \
    do {                                                                                          \
        double close_a = (a), close_b = (b);                                                      \
        bool both_nan = isnan(close_a) && isnan(close_b);                                         \
        if (!both_nan && !(fabs(close_a - close_b) <= (rtol)*fmax(fabs(close_a), fabs(close_b)))) \
            fail_msg("%s is %.17g, not %.17g", #a, close_a, close_b);                             \
    } while (0)

/* A scenario that is right as it stands; rows can follow. */
#define GOOD_ROWS                  \
    "parameter,value,month,note\n" \
    "spend.mean,41237\n"           \
    "spend.cv,0.73\n"              \
    "contract.month.term,1\n"      \
    "contract.month.fee,11%\n"     \
    "contract.month.nonrenewal,7.3%\n"

/* Reads a text that must be right. */
static inline void read_good(struct scenario *scenario, const char *text)
{
    struct faults faults = {0};
    enum status status = scenario_read_bytes(scenario, "s.csv", text, strlen(text), NULL, 0, &faults);
    if (faults.total > 0)
        print_message("%s\n", faults.item[0].text);
    assert_int_equal(status, OK);
}

/* Reads a text that must be wrong; *faults says how. */
static inline void read_bad(const char *text, struct faults *faults)
{
    struct scenario scenario;
    *faults = (struct faults){0};
    assert_int_equal(scenario_read_bytes(&scenario, "s.csv", text, strlen(text), NULL, 0, faults), ERR_INPUT);
    assert_int_equal(scenario.setting_count, 0); /* empty on failure */
    assert_true(faults->total > 0);
    scenario_free(&scenario);
}

/* Goes into a fresh folder, and out of it and deletes it: a test's setup and teardown. */
static inline int enter_folder(void **state)
{
    static char start[4096];
    char folder[] = "/tmp/plateau-test-XXXXXX";
    if (!getcwd(start, sizeof start) || !mkdtemp(folder) || chdir(folder) != 0)
        return -1;
    *state = start;
    return 0;
}

static inline int leave_folder(void **state)
{
    char here[4096], command[4200];
    if (!getcwd(here, sizeof here) || strncmp(here, "/tmp/plateau-test-", 18) != 0 || chdir(*state) != 0)
        return -1;
    snprintf(command, sizeof command, "rm -rf '%s'", here);
    return system(command); /* NOLINT(cert-env33-c): a folder this test made */
}

static inline void put_file(const char *path, const char *text)
{
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    assert_true(fputs(text, out) >= 0);
    assert_int_equal(fclose(out), 0);
}

#endif
