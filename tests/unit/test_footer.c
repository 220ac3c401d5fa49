/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Footers: where a chart's figures come from, of findings made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "plots/footer.h"

struct made {
    struct findings findings;
    struct plan plan;
    struct scenario scenario;
    char path[80];
};

static struct made *make(void)
{
    struct made *self = calloc(1, sizeof *self);
    assert_non_null(self);
    self->findings = (struct findings){.plan = &self->plan,
                                       .name = "Textbook",
                                       .slug = "textbook",
                                       .seed = 7,
                                       .replicates = 10000,
                                       .agreement = {.checked = 4320, .largest = 2.14}};
    snprintf(self->path, sizeof self->path, "scenarios/three.csv");
    self->scenario.path = self->path;
    self->plan.scenario = &self->scenario;
    return self;
}

static void expect_footer(struct made *self, const char *footer)
{
    char out[FOOTER_SIZE];
    footer_of(&self->findings, out);
    assert_string_equal(out, footer);
    free(self);
}

static void test_footers(void **state)
{
    struct made *m;
    (void)state;
    expect_footer(make(), "Textbook (three.csv) · seed 7 · 10,000 plays · plateau " PLATEAU_VERSION
                          " · plays agree with the exact calculation (4,320 figures within 2.1 standard errors)");
    m = make();
    m->findings.name = "three";
    m->findings.replicates = 0;
    expect_footer(m, "three.csv · exact calculation, no plays · plateau " PLATEAU_VERSION);
    m = make();
    snprintf(m->path, sizeof m->path, "-");
    m->findings.agreement = (struct agreement){0};
    m->findings.replicates = 1;
    expect_footer(m, "Textbook (standard input) · seed 7 · 1 play · plateau " PLATEAU_VERSION);
    m = make();
    m->findings.agreement.failed = true;
    snprintf(m->findings.agreement.worst, sizeof m->findings.agreement.worst,
             "revenue of month 2: 5 expected, 6 played");
    expect_footer(m,
                  "DO NOT USE: PLAYS AND EXACT CALCULATION DISAGREE · Textbook (three.csv) · seed 7 · 10,000 plays · "
                  "plateau " PLATEAU_VERSION " · revenue of month 2: 5 expected, 6 played");
    m = make();
    m->findings.name = "A name that somebody wrote out in full: hire two more reps in the north, drop month-to-month";
    expect_footer(
        m, "A name that somebody wrote out in full… (three.csv) · seed 7 · 10,000 plays · plateau " PLATEAU_VERSION
           " · plays agree with the exact calculation (4,320 figures within 2.1 standard errors)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_footers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
