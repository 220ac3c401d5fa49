/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What winning a client costs, and when it is earned back: one rep who signs a client a month (100 leads at 1 %), each
 * paying 10,000 x 10 % = 1,000; q = 0.9 stay every month.
 */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/findings.h"

#define ROWS                                                                                                \
    "plan.months,36\nsales.close,1%\nrep.a.count,1\nrep.a.leads,100\nspend.shape,fixed\nspend.mean,10000\n" \
    "contract.m.term,1\ncontract.m.fee,10%\ncontract.m.nonrenewal,10%\n"

/* Three figures of a plan, and why the last two are missing. */
struct figures {
    double cac, payback, ratio;
    char why_payback[160], why_ratio[160];
};

static void keep(char *out, size_t size, const struct figure *figure)
{
    assert_true(isnan(figure->expected) == (figure->why != NULL));
    snprintf(out, size, "%s", figure->why ? figure->why : "");
}

static struct figures find(const char *sets)
{
    struct verify *made = verify_new(ROWS, NULL, sets);
    struct findings findings;
    const struct findings_facts facts = {.name = "test", .slug = "test"};
    assert_int_equal(findings_init(&findings, &made->plan, &made->expected, NULL, facts), OK);
    struct figures figures = {.cac = findings.metric[METRIC_CAC].expected,
                              .payback = findings.metric[METRIC_CAC_PAYBACK].expected,
                              .ratio = findings.metric[METRIC_LTV_CAC].expected};
    keep(figures.why_payback, sizeof figures.why_payback, &findings.metric[METRIC_CAC_PAYBACK]);
    keep(figures.why_ratio, sizeof figures.why_ratio, &findings.metric[METRIC_LTV_CAC]);
    findings_free(&findings);
    verify_free(made);
    return figures;
}

static void by_hand(void **state)
{
    /* A salary of 2,700: with the third bill 1,000 (1 + 0.9 + 0.81) = 2,710 have come in; whole life 10,000. */
    struct figures figures = find("rep.a.salary=2700");
    (void)state;
    assert_close(figures.cac, 2700, 1e-12);
    assert_close(figures.payback, 3, 0);
    assert_close(figures.ratio, 10000.0 / 2700, 1e-12);
    assert_close(find("rep.a.salary=2710").payback, 3, 0); /* exactly */
    assert_close(find("rep.a.salary=2710.01").payback, 4, 0);
    /* Serving 20 % and service of 50 leave 750 of a bill; leads at 12 are 1,200. */
    figures = find("rep.a.salary=2700;cost.lead=12;cost.serve=20%;service.accounts=80;service.salary=4000");
    assert_close(figures.cac, 3900, 1e-12);
    assert_close(figures.payback, ceil(log(1 - 3900 / 7500.0) / log(0.9)), 0); /* 7,500 (1 - 0.9^n) >= 3,900: n = 7 */
    assert_close(figures.payback, 7, 0);
    assert_close(figures.ratio, 7500.0 / 3900, 1e-12);
    /* Far off: 10,000 (1 - 0.9^n) >= 9,999.999 takes ln 1e-7 / ln 0.9 = 152.98 bills, past the first two looks. */
    assert_close(find("rep.a.salary=9999.999").payback, 153, 0);
}

/* Commission is a cost of winning, and what comes back of it is none. */
static void pay(void **state)
{
    struct figures figures = find("rep.a.commission=10%;rep.a.commission_months=1;rep.a.clawback=2");
    (void)state;
    /* 36 first bills; of those of months 1 to 35 a tenth is lost at once. */
    assert_close(figures.cac, (36 * 100 - 35 * 10) / 36.0, 1e-12);
    assert_close(figures.payback, 1, 0);
}

static void only_the_last_year_counts(void **state)
{
    /* Salary 2,700 for 36 months; those who sign from month 31 on pay 500: over the last year 750 on average. */
    struct figures figures = find("rep.a.salary=2700;contract.m.fee@31=5%");
    (void)state;
    assert_close(figures.payback, 5, 0); /* 750 x 4.0951 = 3,071 with the fifth; 2,579 with the fourth */
    assert_close(figures.ratio, 7500.0 / 2700, 1e-12);
}

static void what_does_not_exist(void **state)
{
    struct figures figures = find("");
    (void)state;
    assert_close(figures.cac, 0, 0); /* winning costs nothing: it is back with the first bill */
    assert_close(figures.payback, 1, 0);
    assert_string_equal(figures.why_ratio, "winning a client costs nothing");
    figures = find("rep.a.salary=10001");
    assert_true(isnan(figures.payback));
    assert_string_equal(figures.why_payback, "what winning a client costs is not earned back in 1200 bills");
    assert_close(figures.ratio, 10000.0 / 10001, 1e-12);
    figures = find("rep.a.count=0;rep.a.salary=2700");
    assert_string_equal(figures.why_payback, "no rep signs anybody in the plan");
    assert_string_equal(figures.why_ratio, "no rep signs anybody in the plan");
    figures = find("rep.a.count@20=0;rep.a.salary=2700");
    assert_string_equal(figures.why_payback, "no rep signs anybody in the plan's last 12 months");
    figures = find("contract.m.nonrenewal=0;rep.a.salary=2700");
    assert_close(figures.payback, 3, 0);
    assert_non_null(strstr(figures.why_ratio, "some clients never leave"));
}

/* Reps turn everybody away, and all sign-ups are leads that came back: what is left of the difference is rounding. */
static void reps_sign_nobody(void **state)
{
    struct figures figures = find("qualify.min_spend=10003.7;qualify.return_share=37%;qualify.return_after=3;"
                                  "rep.a.salary=2700");
    (void)state;
    assert_true(isnan(figures.cac));
    assert_string_equal(figures.why_payback, "no rep signs anybody in the plan");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
        cmocka_unit_test(pay),
        cmocka_unit_test(only_the_last_year_counts),
        cmocka_unit_test(what_does_not_exist),
        cmocka_unit_test(reps_sign_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
