/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The expected engine against stepping: every sign-up of every month, class, quartile and contract, and every book
 * client, is walked on month by month from the scenario's own values, and all series, quantities and life tables
 * are added up again. Shares no table and no code with the engine but the reader of scenarios.
 */
#include "tests/verify/verify_cases.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "tests/verify/verify_walk.h"

static const double tight = 1e-9;

struct steps {
    const struct verify *made;
    int months;
    double *series[SERIES_COUNT];
    double kept_clients, kept_revenue;
    double *at_risk, *leaving;
};

static double number(const struct steps *self, enum parameter_id id, size_t item, int month)
{
    return scenario_number(&self->made->scenario, id, item, month);
}

static double bound_of(const struct steps *self, int quartile)
{
    static const double z[3] = {-0.67448975019608174, 0, 0.67448975019608174};
    const struct root_spend *root = &self->made->scenario.root_spend;
    double given = number(self, (enum parameter_id)(SPEND_Q1 + quartile), 0, 1);
    double sigma = sqrt(log(1 + root->cv * root->cv));
    return isnan(given) && root->lognormal ? root->mean * exp(sigma * z[quartile] - sigma * sigma / 2) : given;
}

/* Share of the leads of a month in a quartile, and their mean spend. */
static double quartile_share(const struct steps *self, int q, int month, double *spend)
{
    double mean = number(self, SPEND_MEAN, 0, month);
    double cv = number(self, SPEND_SHAPE, 0, 1) == SPEND_LOGNORMAL ? number(self, SPEND_CV, 0, month) : 0;
    double low = q > 0 ? bound_of(self, q - 1) : 0, high = q < 3 ? bound_of(self, q) : INFINITY;

    if (cv == 0) {
        bool above = q == 0 || mean > low, below = q == 3 || !(mean > high);
        *spend = mean;
        return above && below;
    }
    double sigma = sqrt(log(1 + cv * cv)), mu = log(mean) - sigma * sigma / 2;
    double from = q > 0 ? (log(low) - mu) / sigma : -40, to = q < 3 ? (log(high) - mu) / sigma : 40;
    double share = gsl_cdf_ugaussian_P(to) - gsl_cdf_ugaussian_P(from);
    *spend = mean * (gsl_cdf_ugaussian_P(to - sigma) - gsl_cdf_ugaussian_P(from - sigma)) / share;
    return share;
}

/* Share of the leads of a quartile who sign contract g. */
static double sign_share(const struct steps *self, int q, size_t g, int month)
{
    enum parameter_id share_id = (enum parameter_id)(CONTRACT_SHARE_Q1 + q);
    double all = 0, offered = 0, homeless = 0;

    for (size_t i = 0; i < self->made->plan.contracts; i++) {
        double share = number(self, share_id, i, month);
        bool is_offered = number(self, CONTRACT_OFFERED, i, month) != 0;
        all += share;
        offered += is_offered ? share : 0;
        homeless += is_offered ? 0 : share * number(self, CONTRACT_SWITCH_SHARE, i, month);
    }
    if (number(self, CONTRACT_OFFERED, g, month) == 0)
        return 0;
    double own = number(self, share_id, g, month);
    return own == 0 ? 0 : (own + homeless * own / offered) / all;
}

/* Sign-ups of a class in a month, before the choice of a contract. */
static double class_signups(const struct steps *self, size_t c, int month)
{
    double rate = number(self, REP_LEADS, c, month) * number(self, SALES_CLOSE, 0, month);
    double count = number(self, REP_COUNT, c, month), accumulated = 0;

    if (number(self, SALES_ARRIVALS, 0, 1) != ARRIVALS_STEADY)
        return rate * count;
    for (int m = 1; m < month; m++) /* the shared cases have steady arrivals with constant counts only */
        accumulated += number(self, REP_LEADS, c, m) * number(self, SALES_CLOSE, 0, m);
    return count * (ceil(accumulated + rate - 1e-6) - ceil(accumulated - 1e-6));
}

static void live(struct steps *self, struct walk *walk, const double *multiplier, int month, int bills_before,
                 int renews, double clients, double fee, double *at_risk, double *leaving)
{
    long double start = walk_alive(walk), before = 1;
    int term = walk->law.term;

    for (int m = month; m <= self->months; m++) {
        int bill = m - month + 1 + bills_before;
        self->series[SERIES_CLIENTS][m] += clients * (double)before;
        self->series[SERIES_REVENUE][m] += clients * fee * (double)before;
        if (month <= self->months - 12 || at_risk == NULL) {
            self->kept_clients += m == self->months ? clients * (double)before : 0;
            self->kept_revenue += m == self->months ? clients * fee * (double)before : 0;
        }
        walk_decide(walk, renews ? (m - renews) % term == 0 : bill % term == 0, multiplier[m]);
        long double after = walk_alive(walk) / start;
        if (m == self->months)
            break;
        self->series[SERIES_LOST][m + 1] += clients * (double)(before - after);
        self->series[SERIES_REVENUE_LOST][m + 1] += clients * fee * (double)(before - after);
        if (at_risk != NULL) {
            at_risk[m - month + 1] += clients * (double)before;
            leaving[m - month + 1] += clients * (double)(before - after);
        }
        before = after;
    }
}

static struct survival_law law_of(const struct steps *self, size_t g, int month)
{
    return (struct survival_law){
        (int)number(self, CONTRACT_TERM, g, month), number(self, CONTRACT_NONRENEWAL, g, month),
        number(self, CONTRACT_EARLY_EXIT, g, month), number(self, CONTRACT_CONCENTRATION, g, month)};
}

/* c: the rep class, or -1 for the book. */
static void fill_multipliers(const struct steps *self, double *multiplier, int c, int q)
{
    for (int m = 1; m <= self->months; m++)
        multiplier[m] = number(self, CHURN_MULTIPLIER, 0, m) * number(self, QUARTILE_CHURN, (size_t)q, m) *
                        (c >= 0 ? number(self, REP_CHURN, (size_t)c, m) : 1);
}

static void step_signups(struct steps *self, size_t c, int q)
{
    double *multiplier = verify_zeros((size_t)self->months + 1, sizeof *multiplier);
    fill_multipliers(self, multiplier, (int)c, q);
    for (int month = 1; month <= self->months; month++)
        for (size_t g = 0; g < self->made->plan.contracts; g++) {
            double spend = 0, share = quartile_share(self, q, month, &spend);
            double clients = class_signups(self, c, month) * share * sign_share(self, q, g, month);
            double fee = spend * number(self, CONTRACT_FEE, g, month);
            if (number(self, SPEND_SHAPE, 0, 1) != SPEND_LOGNORMAL || number(self, SPEND_CV, 0, month) == 0)
                fee = round(100 * fee) / 100;
            struct survival_law law = law_of(self, g, month);
            struct walk walk = walk_begin(&law);
            size_t cell = ((size_t)q * self->made->plan.contracts + g) * ((size_t)self->months + 1);
            self->series[SERIES_SIGNUPS][month] += clients;
            self->series[SERIES_REVENUE_NEW][month] += clients * fee;
            live(self, &walk, multiplier, month, 0, 0, clients, fee, self->at_risk + cell, self->leaving + cell);
        }
    free(multiplier);
}

/* A book client walks through its past first, under the values of month 1. */
static void step_book(struct steps *self, const struct book_client *client)
{
    double *multiplier = verify_zeros((size_t)self->months + 1, sizeof *multiplier);
    struct survival_law law = law_of(self, client->contract, 1);
    struct walk walk = walk_begin(&law);
    int q = (client->spend > bound_of(self, 0)) + (client->spend > bound_of(self, 1)) +
            (client->spend > bound_of(self, 2));
    double fee = (double)client->fee / 100;

    fill_multipliers(self, multiplier, -1, q);
    for (int bill = 1; bill <= client->tenure; bill++) {
        int month = bill - client->tenure; /* its last bill before the plan is that of month 0 */
        bool renewal = client->renewal ? (client->renewal - month) % law.term == 0 : bill % law.term == 0;
        walk_decide(&walk, renewal, multiplier[1]);
    }
    self->series[SERIES_CLIENTS][0] += 1;
    self->series[SERIES_REVENUE][0] += fee;
    live(self, &walk, multiplier, 1, client->tenure, client->renewal, 1, fee, NULL, NULL);
    free(multiplier);
}

static void compare(const struct steps *self)
{
    const struct expected *expected = &self->made->expected;
    size_t lives = QUARTILES * self->made->plan.contracts * ((size_t)self->months + 1);

    for (int s = 0; s < SERIES_REPS; s++)
        for (int m = 0; m <= self->months; m++)
            assert_close(expected->series[s][m], self->series[s][m], tight);
    for (size_t i = 0; i < lives; i++) {
        assert_close(expected->at_risk[i], self->at_risk[i], tight);
        assert_close(expected->leaving[i], self->leaving[i], tight);
    }
    double kept = self->months < 12 ? 0 : 1;
    assert_close(expected->quantity[QUANTITY_CLIENTS_KEPT], kept * self->kept_clients, tight);
    assert_close(expected->quantity[QUANTITY_REVENUE_KEPT], kept * self->kept_revenue, tight);
    assert_close(expected->quantity[QUANTITY_REVENUE_GROWN], kept * self->kept_revenue, tight);
}

static void all_cases(void **state)
{
    size_t count;
    const struct verify_case *item = verify_cases(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct verify *made = verify_case_new(&item[i], NULL);
        struct steps steps = {.made = made, .months = made->plan.months};
        size_t row = (size_t)steps.months + 1, lives = QUARTILES * made->plan.contracts * row;
        print_message("# %s\n", item[i].name);
        for (int s = 0; s < SERIES_COUNT; s++)
            steps.series[s] = verify_zeros(row, sizeof(double));
        steps.at_risk = verify_zeros(lives, sizeof(double));
        steps.leaving = verify_zeros(lives, sizeof(double));
        for (size_t c = 0; c < made->plan.classes; c++)
            for (int q = 0; q < QUARTILES; q++)
                step_signups(&steps, c, q);
        for (size_t b = 0; b < made->scenario.book.count; b++)
            step_book(&steps, &made->scenario.book.client[b]);
        compare(&steps);
        for (int s = 0; s < SERIES_COUNT; s++)
            free(steps.series[s]);
        free(steps.at_risk);
        free(steps.leaving);
        verify_free(made);
    }
}

/* The quantities that are sums of series, by their definitions, for plans shorter, as long as and longer than a year.
 */
static void quantities(void **state)
{
    size_t count;
    const struct verify_case *item = verify_cases(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct verify *made = verify_case_new(&item[i], NULL);
        double *const *series = made->expected.series, want[QUANTITY_COUNT] = {0};
        int end = made->plan.months, first = end > 12 ? end - 11 : 1;
        for (int t = first; t <= end; t++) {
            want[QUANTITY_LOST_12] += series[SERIES_LOST][t];
            want[QUANTITY_CLIENTS_BEFORE_12] += series[SERIES_CLIENTS][t - 1];
            want[QUANTITY_REVENUE_LOST_12] += series[SERIES_REVENUE_LOST][t];
            want[QUANTITY_REVENUE_BEFORE_12] += series[SERIES_REVENUE][t - 1];
            want[QUANTITY_REVENUE_GAINED_12] += series[SERIES_REVENUE_NEW][t];
        }
        for (int t = 1; t <= end; t++)
            want[QUANTITY_REVENUE_TOTAL] += series[SERIES_REVENUE][t];
        want[QUANTITY_REVENUE_END] = series[SERIES_REVENUE][end];
        want[QUANTITY_CLIENTS_THEN] = end >= 12 ? series[SERIES_CLIENTS][end - 12] : 0;
        want[QUANTITY_REVENUE_THEN] = end >= 12 ? series[SERIES_REVENUE][end - 12] : 0;
        for (int q = 0; q < QUANTITY_COUNT; q++)
            if (!quantity_window((enum quantity)q, end).by_lives)
                assert_close(made->expected.quantity[q], want[q], 1e-12);
        verify_free(made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_cases),
        cmocka_unit_test(quantities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
