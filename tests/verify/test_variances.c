/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much plays differ, against closed forms: rows 2, 3, 3b, 3c and 5 of the table. A sample variance has a
 * sampling error too, sqrt((kappa4 + 2 sigma^4) / n), with kappa4 the fourth cumulant, known here as well.
 */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <stdio.h>

#include "sim/support/workers.h"

enum { REPLICATES = 60000, MONTHS = 120, CHECKS = 26 };

#define AGENCY                 \
    "sales.close,1\n"          \
    "rep.standard.count,1\n"   \
    "rep.standard.leads,1/6\n" \
    "spend.shape,fixed\n"      \
    "spend.mean,100000\n"
#define RETAINER                  \
    "contract.retainer.term,1\n"  \
    "contract.retainer.fee,10%\n" \
    "contract.retainer.nonrenewal,1/12\n"

static const double fee = 10000, q = 11.0 / 12, lambda = 1.0 / 6;

static struct verify *play(const char *rows, const char *arrivals, int months)
{
    char sets[80];
    snprintf(sets, sizeof sets, "sales.arrivals=%s;plan.months=%d", arrivals, months);
    struct verify *made = verify_new(rows, NULL, sets);
    verify_play(made, 17, REPLICATES, workers_available());
    return made;
}

static void check(double played, double variance, double kappa4, const char *what)
{
    double error = sqrt((kappa4 + 2 * variance * variance) / REPLICATES), gap = (played - variance) / error;
    print_message("# %s: sd %.7g, %.7g in the plays, %+.2f standard errors\n", what, sqrt(variance), sqrt(played), gap);
    assert_true(fabs(gap) < verify_limit(CHECKS));
}

/* Row 3: N is Poisson, so its variance is its mean (and so is its kappa4). */
static void poisson_plateau(void **state)
{
    (void)state;
    struct verify *made = play(AGENCY RETAINER, "poisson", MONTHS);
    double mean = 2 * (1 - pow(q, MONTHS));
    assert_close(fee * sqrt(mean), 14142.135623731, 1e-4); /* ten years are as good as the plateau */
    check(verify_variance(&made->sample, SERIES_CLIENTS, MONTHS), mean, mean, "clients, Poisson");
    check(verify_variance(&made->sample, SERIES_REVENUE, MONTHS), fee * fee * mean, pow(fee, 4) * mean,
          "revenue, Poisson");
    mean = 2 * (1 - pow(q, 13));
    check(verify_variance(&made->sample, SERIES_CLIENTS, 13), mean, mean, "clients, month 13");
    verify_free(made);
}

/* Row 2: clients of independent fates, variance sum of S (1 - S), its limits printed by phase. */
static void steady_cycle(void **state)
{
    static const double printed[] = {0.91556819693621, 0.95715413963721, 0.97644600568082,
                                     0.97830897765617, 0.96672246678411, 0.94493064808809};
    (void)state;
    struct verify *made = play(AGENCY RETAINER, "steady", MONTHS);
    for (int i = 0; i < 6; i++) {
        double variance = 0, kappa4 = 0;
        for (int k = i; k < MONTHS; k += 6) {
            double v = pow(q, k) * (1 - pow(q, k));
            variance += v;
            kappa4 += v * (1 - 6 * v);
        }
        assert_close(variance, printed[i], 1e-4);
        check(verify_variance(&made->sample, SERIES_CLIENTS, MONTHS - 5 + i), variance, kappa4, "clients, steady");
    }
    verify_free(made);
}

/* E[min(T, n)^power] for the geometric life. */
static double bills_within(int n, int power)
{
    double sum = pow(n, power) * pow(q, n - 1);
    for (int k = 1; k < n; k++)
        sum += pow(k, power) * pow(q, k - 1) * (1 - q);
    return sum;
}

/* Row 3c: revenue of 24 months together. */
static void cumulative_revenue(void **state)
{
    double variance = 0, kappa4 = 0;
    (void)state;
    struct verify *made = play(AGENCY RETAINER, "poisson", 24);
    for (int n = 1; n <= 24; n++) {
        variance += fee * fee * lambda * bills_within(n, 2);
        kappa4 += pow(fee, 4) * lambda * bills_within(n, 4);
    }
    assert_close(sqrt(variance), 181370.59499126, 1e-12);
    check(made->sample.quantity_covariance[QUANTITY_REVENUE_TOTAL][QUANTITY_REVENUE_TOTAL] / 1e4, variance, kappa4,
          "revenue of 24 months, Poisson");
    verify_free(made);

    made = play(AGENCY RETAINER, "steady", 24);
    variance = kappa4 = 0;
    for (int n = 6; n <= 24; n += 6) {
        double m1 = bills_within(n, 1), m2 = bills_within(n, 2), m3 = bills_within(n, 3), m4 = bills_within(n, 4);
        double v = m2 - m1 * m1, central4 = m4 - 4 * m1 * m3 + 6 * m1 * m1 * m2 - 3 * pow(m1, 4);
        variance += fee * fee * v;
        kappa4 += pow(fee, 4) * (central4 - 3 * v * v);
    }
    assert_close(sqrt(variance), 108592.52552521, 1e-12);
    check(made->sample.quantity_covariance[QUANTITY_REVENUE_TOTAL][QUANTITY_REVENUE_TOTAL] / 1e4, variance, kappa4,
          "revenue of 24 months, steady");
    verify_free(made);
}

/* Row 3b: Cov(N_s, N_t) = E N_s q^(t - s), here a year apart; its error from the variances' (Isserlis). */
static void covariance_a_year_apart(void **state)
{
    (void)state;
    struct verify *made = play(AGENCY RETAINER, "poisson", 60);
    double then = 2 * (1 - pow(q, 48)), now = 2 * (1 - pow(q, 60)), covariance = then * pow(q, 12);
    double played = made->sample.quantity_covariance[QUANTITY_REVENUE_THEN][QUANTITY_REVENUE_END] / 1e4 / fee / fee;
    double error = sqrt((covariance + then * now + covariance * covariance) / REPLICATES);
    print_message("# covariance %.4f, %.4f in the plays\n", covariance, played);
    assert_true(fabs(played - covariance) < verify_limit(CHECKS) * error);
    /* The kept clients are part of both ends: Cov(kept, then) = Var(kept), since who is kept is thinned Poisson. */
    double kept = made->sample.quantity_covariance[QUANTITY_CLIENTS_KEPT][QUANTITY_CLIENTS_KEPT];
    check(kept, covariance, covariance, "clients kept for a year");
    verify_free(made);
}

#define FEES                                                                     \
    "contract.small.term,1\ncontract.small.fee,5%\ncontract.small.share,5\n"     \
    "contract.middle.term,1\ncontract.middle.fee,10%\ncontract.middle.share,3\n" \
    "contract.large.term,1\ncontract.large.fee,25%\ncontract.large.share,2\n"

/* Row 5: lambda times the sum of w f^2 E[T], here up to month 240. */
static void compound(const char *rows, const double life[3], double printed, const char *what)
{
    static const double share[] = {0.5, 0.3, 0.2}, fees[] = {5000, 10000, 25000};
    double variance = 0, kappa4 = 0;
    struct verify *made = play(rows, "poisson", 240);
    for (int s = 0; s < 3; s++) {
        double clients = lambda * share[s] * life[s] * (1 - pow(1 - 1 / life[s], 240));
        variance += clients * pow(fees[s], 2);
        kappa4 += clients * pow(fees[s], 4);
    }
    assert_close(variance, printed, 1e-4);
    check(verify_variance(&made->sample, SERIES_REVENUE, 240), variance, kappa4, what);
    verify_free(made);
}

static void compound_poisson(void **state)
{
    (void)state;
    compound(AGENCY FEES "contract.small.nonrenewal,1/12\n"
                         "contract.middle.nonrenewal,1/12\n"
                         "contract.large.nonrenewal,1/12\n",
             (double[]){12, 12, 12}, 3.35e8, "revenue, fees apart from lives");
    compound(AGENCY FEES "contract.small.nonrenewal,1/6\n"
                         "contract.middle.nonrenewal,1/12\n"
                         "contract.large.nonrenewal,1/24\n",
             (double[]){6, 12, 24}, 5.725e8, "revenue, fees that go with lives");
}

/*
 * What clients think, offers and returns leave families of one client at most: whoever is there, is there by a chance
 * of its own, so that counts are Poisson and vary as much as their mean.
 */
static void families_of_one(void **state)
{
    static const enum series counts[] = {SERIES_CLIENTS, SERIES_PROMOTERS, SERIES_DETRACTORS, SERIES_WINBACKS,
                                         SERIES_LOST};
    (void)state;
    struct verify *made = play(AGENCY RETAINER "nps.promoters,0.4\nnps.detractors,0.3\npromoter.churn,0.6\n"
                                               "detractor.churn,1.7\ncare.coverage,0.6\ncare.success,0.5\n"
                                               "care.after,3\nrescue.share,0.5\nrescue.success,0.6\n"
                                               "winback.share,0.4\nwinback.after,2\n",
                               "poisson", MONTHS);
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        double mean = made->expected.series[counts[i]][MONTHS];
        check(verify_variance(&made->sample, counts[i], MONTHS), mean, mean, series_info(counts[i])->name);
    }
    verify_free(made);
}

/*
 * All refer: of each client of a month there are in the next Bernoulli(q) + Poisson(r) = g on average, with a variance
 * of s = q (1 - q) + r. A family of age k has g^k clients, with variance s g^(k-1) (g^k - 1) / (g - 1); families come
 * at random, so the variance of all clients is lambda times the sum of the second moments.
 */
static void families_that_grow(void **state)
{
    const double r = 0.06, g = q + r, s = q * (1 - q) + r;
    double variance = 0, mean = 0, fourth = 0, sum = 0;
    (void)state;
    struct verify *made = play(AGENCY RETAINER "nps.promoters,1\nreferral.leads,0.06\n", "poisson", MONTHS);
    for (int k = 0; k < MONTHS; k++) {
        mean += lambda * pow(g, k);
        variance += lambda * (pow(g, 2 * k) + s * pow(g, k - 1) * (pow(g, k) - 1) / (g - 1));
    }
    assert_close(made->expected.series[SERIES_CLIENTS][MONTHS], mean, 1e-9);
    for (size_t i = 0; i < made->sample.kept; i++) {
        double off = (double)verify_value(&made->sample, SERIES_CLIENTS, MONTHS, i) - mean;
        fourth += pow(off, 4) / (double)made->sample.kept;
        sum += off * off / (double)made->sample.kept;
    }
    /* The fourth cumulant, which has no short form, as the plays have it: only the error depends on it. */
    check(verify_variance(&made->sample, SERIES_CLIENTS, MONTHS), variance, fourth - 3 * sum * sum,
          "clients, referred");
    verify_free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(poisson_plateau),    cmocka_unit_test(steady_cycle),
        cmocka_unit_test(cumulative_revenue), cmocka_unit_test(covariance_a_year_apart),
        cmocka_unit_test(compound_poisson),   cmocka_unit_test(families_of_one),
        cmocka_unit_test(families_that_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
