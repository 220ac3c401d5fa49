/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is still there of those who signed in a span of months, by hand. */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdio.h>

#include "analysis/cohorts.h"

#define ROWS                                                                                  \
    "sales.close,0.31\nrep.a.count,2\nrep.a.leads,1.7\nspend.shape,fixed\nspend.mean,41237\n" \
    "contract.m.term,1\ncontract.m.fee,11%\ncontract.m.nonrenewal,7.3%\n"

static const double q = 0.927, n = 2 * 1.7 * 0.31;

struct found {
    struct verify *made;
    struct findings findings;
};

static struct found find(const char *sets)
{
    struct found found = {.made = verify_new(ROWS, NULL, sets)};
    found.findings = (struct findings){.plan = &found.made->plan, .months = found.made->plan.months};
    assert_int_equal(cohorts_fill(&found.findings), OK);
    return found;
}

static void lose(struct found *found)
{
    findings_free(&found->findings);
    verify_free(found->made);
}

/* 24 months: spans of 3, ages 0, 1, 3, 6, 9, 12, 18. From month 8 on contracts are worse, for those who sign then. */
static void a_change(void **state)
{
    static const int ages[] = {0, 1, 3, 6, 9, 12, 18};
    struct found found = find("plan.months=24;contract.m.nonrenewal@8=13.7%");
    const struct findings *self = &found.findings;
    double worse = 0.863;
    (void)state;
    assert_int_equal(self->cohort_count, 8);
    assert_int_equal(self->cohort_ages, 7);
    for (size_t i = 0; i < COHORT_AGES; i++)
        assert_int_equal(self->cohort_age[i], i < 7 ? ages[i] : 0);
    const struct cohort_row *row = self->cohorts;
    assert_true(row[0].from == 1 && row[0].to == 3 && row[7].from == 22 && row[7].to == 24);
    for (size_t i = 0; i < 7; i++) {
        assert_close(row[0].share[i], pow(q, ages[i]), 1e-12);
        if (ages[i] <= 12)
            assert_close(row[3].share[i], pow(worse, ages[i]), 1e-12);
        else
            assert_true(isnan(row[3].share[i]));
    }
    assert_close(row[0].signups, 3 * n, 1e-12);
    /* Months 7 to 9: one of old sign-ups, two of new ones. */
    assert_close(row[2].share[3], (pow(q, 6) + 2 * pow(worse, 6)) / 3, 1e-12);
    /* Months 13 to 15 reach age 9 in month 24, not 12; months 22 to 24 only age 0. */
    assert_true(!isnan(row[4].share[4]) && isnan(row[4].share[5]));
    assert_true(row[7].share[0] == 1 && isnan(row[7].share[1]));
    assert_true(isnan(row[0].share[7]));
    lose(&found);
}

/* Who is lost and comes back signs nothing, and is lost all the same; who is referred does sign. */
static void not_who_comes_back(void **state)
{
    struct found found = find("plan.months=24;winback.share=40%;winback.after=2");
    (void)state;
    assert_close(found.findings.cohorts[3].signups, 3 * n, 1e-12);
    assert_close(found.findings.cohorts[3].share[3], pow(q, 6), 1e-12);
    lose(&found);
    found = find("plan.months=24;winback.share=40%;winback.after=2;nps.promoters=60%;referral.leads@9=0.07");
    assert_close(found.findings.cohorts[2].signups, 3 * n, 1e-12); /* months 7 to 9: leads of month 9 sign in 10 */
    assert_true(found.findings.cohorts[3].signups > 3.05 * n);
    lose(&found);
}

static void spans_without_signups(void **state)
{
    struct found found = find("plan.months=23;rep.a.count@4=0;rep.a.count@7=1");
    const struct findings *self = &found.findings;
    (void)state;
    assert_int_equal(self->cohort_count, 7); /* months 4 to 6 are left out */
    assert_true(self->cohorts[1].from == 7 && self->cohorts[1].to == 9);
    assert_close(self->cohorts[1].signups, 1.5 * n, 1e-12);
    assert_true(self->cohorts[6].from == 22 && self->cohorts[6].to == 23); /* cut short by the plan's end */
    assert_true(isnan(self->cohorts[6].share[1]));                         /* those of month 23 have no month 24 */
    lose(&found);
    found = find("rep.a.count=0");
    assert_int_equal(found.findings.cohort_count, 0);
    lose(&found);
}

/* However long the plan: few enough spans, one after the other, and ages below its length. */
static void any_length(void **state)
{
    static const struct {
        int months, span;
    } cases[] = {{1, 1},  {12, 1},  {13, 3},   {36, 3},   {37, 6},    {60, 6},
                 {72, 6}, {73, 12}, {144, 12}, {300, 36}, {1200, 120}};
    char sets[64];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        snprintf(sets, sizeof sets, "plan.months=%d", cases[i].months);
        struct found found = find(sets);
        const struct findings *self = &found.findings;
        assert_in_range(self->cohort_count, 1, COHORT_SPANS);
        assert_int_equal(self->cohort_count, (cases[i].months + cases[i].span - 1) / cases[i].span);
        assert_int_equal(self->cohorts[self->cohort_count - 1].to, cases[i].months);
        assert_in_range(self->cohort_ages, 1, COHORT_AGES);
        for (size_t age = 1; age < self->cohort_ages; age++)
            assert_in_range(self->cohort_age[age], self->cohort_age[age - 1] + 1, cases[i].months - 1);
        for (size_t row = 1; row < self->cohort_count; row++)
            assert_int_equal(self->cohorts[row].from, self->cohorts[row - 1].to + 1);
        lose(&found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change),
        cmocka_unit_test(spans_without_signups),
        cmocka_unit_test(any_length),
        cmocka_unit_test(not_who_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
