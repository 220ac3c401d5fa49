/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agencies of several segments (contracts with shares) against closed forms: rows 5, 5a, 5b and 8c of the table. */
#include "sim/plan/cohort.h"
#include "tests/verify/verify_support.h"

#include <math.h>

#define POISSON_SIXTH          \
    "plan.months,1200\n"       \
    "sales.close,1\n"          \
    "rep.standard.count,1\n"   \
    "rep.standard.leads,1/6\n" \
    "spend.shape,fixed\n"      \
    "spend.mean,100000\n"

#define FEES                                                                     \
    "contract.small.term,1\ncontract.small.fee,5%\ncontract.small.share,5\n"     \
    "contract.middle.term,1\ncontract.middle.fee,10%\ncontract.middle.share,3\n" \
    "contract.large.term,1\ncontract.large.fee,25%\ncontract.large.share,2\n"

static const double tight = 1e-9;

/* Sign-ups of a month by contract. */
struct signups {
    double of[3];
};

static void count_signups(void *context, const struct cohort *cohort)
{
    struct signups *self = context;
    self->of[cohort->contract] += cohort->clients;
}

/* Share of contract g among the clients of the plateau: sign-ups times mean life, of all of them. */
static double plateau_share(const struct verify *made, size_t g)
{
    struct signups signups = {{0}};
    double all = 0, own = 0;
    cohort_visit(&made->plan, NULL, 1200, COHORT_STEADY, count_signups, &signups);
    for (size_t i = 0; i < made->plan.contracts; i++) {
        double clients = signups.of[i] * verify_whole_life(made, i, 1200, 1.0);
        all += clients;
        own += i == g ? clients : 0;
    }
    return own / all;
}

/* Row 5: fees of 5, 10 and 25 thousand, all lives 12 months: lambda E[T] E[F] = 21,000. */
static void fees_apart_from_lives(void **state)
{
    (void)state;
    struct verify *made = verify_new(POISSON_SIXTH FEES "contract.small.nonrenewal,1/12\n"
                                                        "contract.middle.nonrenewal,1/12\n"
                                                        "contract.large.nonrenewal,1/12\n",
                                     NULL, NULL);
    const double *revenue = made->expected.series[SERIES_REVENUE];
    assert_close(revenue[1200], 21000, tight);
    assert_close(revenue[13], 10500 * 2 * (1 - pow(11.0 / 12, 13)), tight);
    assert_close(made->expected.series[SERIES_REVENUE_NEW][700] / made->expected.series[SERIES_SIGNUPS][700], 10500,
                 tight);
    assert_close(plateau_share(made, 2), 0.2, tight);
    verify_free(made);
}

/* Rows 5a and 5b: lives of 6, 12 and 24 months: 28,500 a month, 8/19 of the clients in the large segment. */
static void fees_that_go_with_lives(void **state)
{
    (void)state;
    struct verify *made = verify_new(POISSON_SIXTH FEES "contract.small.nonrenewal,1/6\n"
                                                        "contract.middle.nonrenewal,1/12\n"
                                                        "contract.large.nonrenewal,1/24\n",
                                     NULL, NULL);
    assert_close(made->expected.series[SERIES_REVENUE][1200], 28500, tight);
    assert_close(made->expected.series[SERIES_REVENUE][1200] / made->expected.series[SERIES_CLIENTS][1200], 15000,
                 tight);
    assert_close(plateau_share(made, 0), 3.0 / 11.4, tight); /* 0.5 x 6 of 11.4 months */
    assert_close(plateau_share(made, 2), 8.0 / 19, tight);
    verify_free(made);
}

/* Row 8c: 50 / 30 / 20 % on terms of 1, 6 and 12 months, lives 12, 20 and 40: a mean life of 20, 33,333 a month. */
static void terms(void **state)
{
    (void)state;
    struct verify *made = verify_new(
        POISSON_SIXTH "contract.m.term,1\ncontract.m.fee,10%\ncontract.m.nonrenewal,1/12\ncontract.m.share,50\n"
                      "contract.h.term,6\ncontract.h.fee,10%\ncontract.h.nonrenewal,0.3\ncontract.h.share,30\n"
                      "contract.y.term,12\ncontract.y.fee,10%\ncontract.y.nonrenewal,0.3\ncontract.y.share,20\n",
        NULL, NULL);
    assert_close(made->expected.series[SERIES_CLIENTS][1200], 20.0 / 6, tight);
    assert_close(made->expected.series[SERIES_REVENUE][1200], 33333.333333333, tight);
    assert_close(plateau_share(made, 0), 0.3, tight);
    assert_close(plateau_share(made, 1), 0.3, tight);
    assert_close(plateau_share(made, 2), 0.4, tight);
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fees_apart_from_lives),
        cmocka_unit_test(fees_that_go_with_lives),
        cmocka_unit_test(terms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
