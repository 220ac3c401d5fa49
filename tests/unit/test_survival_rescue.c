/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Offers to leaving clients: who would leave with chance h' leaves with h' (1 - r). Where clients differ, powers of
 * F = r + (1 - r) (1 - theta)^M are expanded into powers of (1 - theta), whose means are known: all terms are positive.
 */
#include "tests/verify/verify_support.h"

#include <math.h>
#include <string.h>

#include "sim/plan/beta_law.h"

enum { MONTHS = 40 };

static double alive[MONTHS + 1], leave[MONTHS + 1], firm[MONTHS + 1], waver[MONTHS + 1];
static const struct survival_start new_client = {0};

static void fill(const struct survival_law *law, struct survival_start start, struct multiplier_path path, int first)
{
    survival_fill(alive, leave, MONTHS, law, start, path, first);
    survival_fill_waver(firm, waver, MONTHS, law, start, path, first);
    assert_true(alive[0] == 1 && leave[0] == 0 && firm[0] == 1 && waver[0] == 0);
}

/* Geometric: the rate at which they leave is h (1 - r); a life wavers 1 / (1 - r) times. */
static void geometric(void **state)
{
    static const double rate[] = {0.083, 0.41, 3e-14, 1};
    (void)state;
    for (size_t h = 0; h < 4; h++)
        for (double r = 0.07; r < 1; r += 0.31) {
            const double one[] = {NAN, 1}, rescued[] = {NAN, r};
            struct multiplier_path path = {.value = one, .months = 1, .rescued = rescued};
            struct survival_law law = {1, rate[h], 0, NAN};
            double lost = rate[h] * (1 - r), all = 0;
            fill(&law, new_client, path, 1);
            for (int k = 1; k <= MONTHS; k++) {
                assert_close(alive[k], exp(k * log1p(-lost)), 1e-13);
                assert_close(leave[k], exp((k - 1) * log1p(-lost)) * lost, 1e-13);
                assert_close(firm[k], pow(1 - rate[h], k), 1e-13);
                assert_close(waver[k], exp((k - 1) * log1p(-lost)) * rate[h], 1e-13);
                all += waver[k];
            }
            assert_close(all, -expm1(MONTHS * log1p(-lost)) / (1 - r), 1e-13);
            assert_close(survival_whole_life(&law, new_client, path, 1, 1), 1 / lost, 1e-13);
            assert_close(survival_whole_life(&law, new_client, path, 1, 0.97), 1 / (1 - 0.97 * (1 - lost)), 1e-13);
            double span = exp(6 * log1p(-lost));
            assert_close(survival_spans(&law, new_client, path, 1, 6), span / -expm1(6 * log1p(-lost)), 1e-13);
        }
}

/* Terms, early exits, multipliers, early months, offers: dated, product by product. With no offers in sight, none. */
static void dated(void **state)
{
    static const double value[] = {NAN, 1.3, 0.6, 0, 2.1, 0.9}, rescued[] = {NAN, 0, 0.27, 0.61, 1, 0.18};
    static const double churn[] = {NAN, 2.1, 1.7, 1.7, 1.4, 1.4};
    static const int early[] = {0, 2, 5, 9, 9, 9};
    struct multiplier_path path = {
        .value = value, .months = 5, .early_churn = churn, .early_months = early, .rescued = rescued, .less = 0.01};
    struct survival_law law = {4, 0.31, 0.023, NAN};
    (void)state;
    for (int first = 1; first <= 6; first++) {
        double want = 1, want_firm = 1;
        fill(&law, (struct survival_start){.phase = 1, .tenure = 1}, path, first);
        for (int k = 1; k <= MONTHS; k++) {
            int m = first + k - 1 < 5 ? first + k - 1 : 5;
            double multiplier = 0.99 * value[m] * (1 + k <= early[m] ? churn[m] : 1);
            double stay = pow((1 + k) % 4 == 0 ? 0.69 : 0.977, multiplier);
            assert_close(waver[k], want * (1 - stay), 1e-12);
            assert_close(leave[k], want * (1 - stay) * (1 - rescued[m]), 1e-12);
            want *= rescued[m] + (1 - rescued[m]) * stay;
            assert_close(alive[k], want, 1e-13);
            assert_close(firm[k], want_firm *= stay, 1e-13);
        }
    }
}

/* No offers made is no offers known of, to the last bit. */
static void none_made(void **state)
{
    static const double value[] = {NAN, 1.3, 0.6, 0.7}, none[] = {NAN, 0, 0, 0}, past[] = {NAN, 0.3, 0, 0};
    struct survival_law laws[] = {{1, 0.083, 0, NAN}, {6, 0.31, 0.01, 4.7}};
    double other[MONTHS + 1], other_leave[MONTHS + 1];
    (void)state;
    for (int i = 0; i < 2; i++)
        for (int first = 1; first <= 5; first++) {
            struct multiplier_path unknown = {.value = value, .months = 3}, path = unknown;
            path.rescued = first > 1 ? past : none;
            survival_fill(other, other_leave, MONTHS, &laws[i], new_client, unknown, first);
            fill(&laws[i], new_client, path, first);
            assert_memory_equal(alive, other, sizeof alive);
            assert_memory_equal(leave, other_leave, sizeof leave);
            assert_memory_equal(firm, other, sizeof alive);
            assert_memory_equal(waver, other_leave, sizeof leave);
            assert_true(survival_whole_life(&laws[i], new_client, path, first, 0.99) ==
                        survival_whole_life(&laws[i], new_client, unknown, first, 0.99));
            assert_true(survival_spans(&laws[i], new_client, path, first, 5) ==
                        survival_spans(&laws[i], new_client, unknown, first, 5));
        }
}

enum { POWERS = 1024 };

/* A sum of coefficient[j] (1 - theta)^(j x unit). */
struct expansion {
    double unit;
    double coefficient[POWERS];
    int powers;
};

/* Times r + (1 - r) (1 - theta)^(power x unit). */
static void times(struct expansion *self, double r, int power)
{
    assert_true(self->powers + power <= POWERS);
    memset(self->coefficient + self->powers, 0, (size_t)power * sizeof *self->coefficient);
    self->powers += power;
    for (int j = self->powers - 1; j >= 0; j--)
        self->coefficient[j] = r * self->coefficient[j] + (j >= power ? (1 - r) * self->coefficient[j - power] : 0);
}

/* log E (1 - theta)^m: for whole m a product of (b + i) / (a + b + i), which keeps the figures of a small a. */
static double log_mean_power(const struct survival_law *law, double renewed, double m)
{
    double a = law->nonrenewal * law->concentration, b = (1 - law->nonrenewal) * law->concentration + renewed, sum = 0;
    if (m != floor(m))
        return beta_law_log_stay(law, renewed, m);
    for (int i = 0; i < (int)m; i++)
        sum -= log1p(a / (b + i));
    return sum;
}

/* The expansion's mean; and the mean of it times 1 - (1 - theta)^multiplier. Below 1e-290 doubles end. */
static double mean(const struct expansion *self, const struct survival_law *law, double renewed, double multiplier)
{
    double sum = 0;
    for (int j = 0; j < self->powers; j++) {
        if (self->coefficient[j] < 1e-290)
            continue;
        double term = self->coefficient[j] * exp(beta_law_log_stay(law, renewed, j * self->unit));
        if (multiplier > 0)
            term *= -expm1(log_mean_power(law, renewed + j * self->unit, multiplier));
        sum += term;
    }
    return sum;
}

/* Clients who differ, month to month, under the same M and the same offers: nothing but binomial sums. */
static void check_spread(double k, double nonrenewal, double r, double multiplier, double renewed)
{
    const double value[] = {NAN, multiplier}, rescued[] = {NAN, r};
    struct multiplier_path path = {.value = value, .months = 1, .rescued = rescued};
    struct survival_law law = {1, nonrenewal, 0, k};
    struct expansion expansion = {.unit = multiplier, .coefficient = {1}, .powers = 1};
    /* Where M is not whole the reference for rare wavering has an error of some 1e-14 itself. */
    double own_error = multiplier == floor(multiplier) ? 0 : 5e-14;

    fill(&law, (struct survival_start){.renewed = renewed}, path, 1);
    for (int i = 1; i <= MONTHS; i++) {
        double there = mean(&expansion, &law, renewed, 0), wavers = mean(&expansion, &law, renewed, multiplier);
        double tolerance = 1e-11 * wavers + own_error * there;
        assert_near(waver[i], wavers, tolerance);
        assert_near(leave[i], wavers * (1 - r), tolerance * (1 - r));
        times(&expansion, r, 1);
        there = mean(&expansion, &law, renewed, 0);
        if (there < 1e-25)
            break;
        assert_close(alive[i], there, 1e-11);
        assert_close(firm[i], exp(beta_law_log_stay(&law, renewed, i * multiplier)), 1e-11);
    }
}

static void spread(void **state)
{
    static const double nonrenewal[] = {1e-6, 0.0173, 0.31, 0.88, 1 - 1e-6}, offers[] = {1e-6, 0.137, 0.71, 1 - 1e-6};
    static const double multiplier[] = {0.013, 2.9, 1, 4, 17};
    (void)state;
    for (double k = 1e-3; k < 2e8; k *= 13.7)
        for (size_t c = 0; c < 5; c++)
            for (size_t r = 0; r < 4; r++)
                for (size_t m = 0; m < 5; m++)
                    check_spread(k, nonrenewal[c], offers[r], multiplier[m], m % 2 ? 6.3 : 0);
}

/* The same with M and offers that change, terms and early exits: products of different factors, all in powers of half.
 */
static void spread_and_dated(void **state)
{
    static const double value[] = {NAN, 1.5, 0.5, 2, 0.5, 1}, rescued[] = {NAN, 0, 0.27, 0.61, 1, 0.18};
    struct multiplier_path path = {.value = value, .months = 5, .rescued = rescued};
    (void)state;
    for (int term = 1; term <= 5; term += 2)
        for (int first = 1; first <= 6; first++)
            for (double k = 0.37; k < 5000; k *= 9.1) {
                struct survival_law law = {term, 0.29, term > 1 ? 0.017 : 0, k};
                struct survival_start start = {.phase = term / 2, .renewed = 1.7};
                struct expansion expansion = {.unit = 0.5, .coefficient = {1}, .powers = 1};
                double early = 1, firm_early = 1, sum_m = 0;
                fill(&law, start, path, first);
                for (int i = 1; i <= MONTHS; i++) {
                    int m = first + i - 1 < 5 ? first + i - 1 : 5;
                    double stay = pow(0.983, value[m]), r = rescued[m];
                    if ((start.phase + i) % term != 0) {
                        assert_close(waver[i], early * mean(&expansion, &law, 1.7, 0) * (1 - stay), 1e-11);
                        early *= r + (1 - r) * stay;
                        firm_early *= stay;
                    } else {
                        assert_close(waver[i], early * mean(&expansion, &law, 1.7, value[m]), 1e-11);
                        times(&expansion, r, (int)(2 * value[m]));
                        sum_m += value[m];
                    }
                    assert_near(leave[i], waver[i] * (1 - r), 1e-16);
                    assert_close(alive[i], early * mean(&expansion, &law, 1.7, 0), 1e-11);
                    assert_close(firm[i], firm_early * exp(beta_law_log_stay(&law, 1.7, sum_m)), 1e-12);
                }
            }
}

/*
 * Whole lives, month to month: 1 / (1 - g F) = 1 / (1 - g r) x 1 / (1 - g' (1 - theta)^M) with g' = g (1 - r) / (1 - g
 * r), which beta_law_blocks has; for g = 1 too, where it is infinite unless a > 1.
 */
static void whole_spread(void **state)
{
    static const double discount[] = {1, 0.999, 0.97}, offers[] = {1e-6, 0.137, 0.71, 0.98};
    static const double multiplier[] = {0.47, 1, 2.9};
    (void)state;
    for (double k = 0.0031; k < 2e5; k *= 3.7)
        for (double c = 0.0173; c < 1; c += 0.217)
            for (size_t d = 0; d < 3; d++)
                for (size_t r = 0; r < 4; r++)
                    for (size_t m = 0; m < 3; m++) {
                        const double value[] = {NAN, multiplier[m]}, rescued[] = {NAN, offers[r]};
                        struct multiplier_path path = {.value = value, .months = 1, .rescued = rescued};
                        struct survival_law law = {1, c, 0, k};
                        double other = 1 - discount[d] * offers[r], want = INFINITY;
                        if (d > 0 || c * k > 1)
                            want = beta_law_blocks(&law, 6.1, multiplier[m],
                                                   d == 0 ? 0 : log1p(-(1 - discount[d]) / other)) /
                                   other;
                        double got = survival_whole_life(&law, (struct survival_start){.renewed = 6.1}, path, 1,
                                                         discount[d]);
                        if (isinf(want))
                            assert_true(isinf(got));
                        else
                            assert_close(got, want, 1e-11);
                    }
}

/* a just above 1: the mean of 1 / theta, (a + b - 1) / (a - 1), is nearly all there is. After offers that ended, too.
 */
static void barely_finite(void **state)
{
    static const double one[] = {NAN, 1, 1, 1}, rescued[] = {NAN, 0.31, 0.31, 0.31}, then[] = {NAN, 0.31, 0, 0.64};
    struct multiplier_path path = {.value = one, .months = 3, .rescued = rescued};
    (void)state;
    for (double over = 1e-9; over < 0.3; over *= 17) {
        struct survival_law law = {1, (1 + over) / 7, 0, 7};
        double a = law.nonrenewal * 7, mean_inverse = 6 / (a - 1);
        assert_close(survival_whole_life(&law, new_client, path, 1, 1), mean_inverse / 0.69, 1e-11);
        /*
         * Two decisions with offers like these, then 0.64: with q = 1 - theta, F = 0.31 + 0.69 q, the life is
         * 1 + F + F q / (0.36 theta), and F q / theta = 1 / theta - 1.69 + 0.69 theta.
         */
        path.rescued = then;
        double want = 1 + (1 - 0.69 * a / 7) + (mean_inverse - 1.69 + 0.69 * a / 7) / 0.36;
        assert_close(survival_whole_life(&law, new_client, path, 1, 1), want, 1e-11);
        path.rescued = rescued;
    }
}

enum { FAR = 60000 };

static double far_alive[FAR + 1], far_leave[FAR + 1];

/* S(every) + S(2 every) + ... of the table. */
static double every_so_many(int every)
{
    double sum = 0;
    for (int k = FAR / every * every; k > 0; k -= every)
        sum += far_alive[k];
    return sum;
}

/* Terms with early exits, changing M and offers: the closed forms against tables so long that nobody is left. */
static void added_up(void **state)
{
    static const double value[] = {NAN, 1.5, 0.5, 2, 0.5, 1.2}, rescued[] = {NAN, 0, 0.27, 0.61, 1, 0.18};
    struct multiplier_path path = {.value = value, .months = 5, .rescued = rescued};
    static const int every[] = {1, 5, 6, 12, 13};
    (void)state;
    for (int alike = 0; alike < 2; alike++)
        for (int term = 2; term <= 12; term += 5)
            for (int first = 1; first <= 6; first++) {
                struct survival_law law = {term, 0.29, 0.017, alike ? NAN : 2.3};
                struct survival_start start = {.phase = term / 2, .renewed = 1.7};
                survival_fill(far_alive, far_leave, FAR, &law, start, path, first);
                double sum = 0, discounted = 0;
                for (int k = FAR; k >= 0; k--) {
                    sum += far_alive[k];
                    discounted = discounted * 0.98 + far_alive[k];
                }
                assert_close(survival_whole_life(&law, start, path, first, 1), sum, 1e-11);
                assert_close(survival_whole_life(&law, start, path, first, 0.98), discounted, 1e-11);
                for (size_t e = 0; e < sizeof every / sizeof *every; e++) {
                    double spans = every_so_many(every[e]);
                    assert_close(survival_spans(&law, start, path, first, every[e]), spans, 1e-11);
                }
            }
}

/* Without early exits, a = 9: the tail falls like k^-9. Every 1 is the life without its first bill. */
static void spans_of_years(void **state)
{
    static const double value[] = {NAN, 0.8, 1.1}, rescued[] = {NAN, 0.4, 0.23};
    struct multiplier_path path = {.value = value, .months = 2, .rescued = rescued};
    struct survival_law law = {3, 0.3, 0, 30};
    (void)state;
    assert_close(survival_spans(&law, new_client, path, 1, 1), survival_whole_life(&law, new_client, path, 1, 1) - 1,
                 1e-11);
    survival_fill(far_alive, far_leave, FAR, &law, new_client, path, 1);
    for (int every = 2; every <= 7; every += 5) {
        double spans = every_so_many(every);
        assert_close(survival_spans(&law, new_client, path, 1, every), spans, 1e-11);
    }
}

static void edges(void **state)
{
    static const double one[] = {NAN, 1, 1}, none[] = {NAN, 1, 0}, ever[] = {NAN, 0.3, 1}, some[] = {NAN, 0.3, 0.3};
    struct survival_law law = {1, 0.1, 0, NAN}, spread_law = {1, 0.4, 0, 9}, loyal = {1, 0.1, 0, 4};
    struct survival_law all = {1, 1, 0, NAN}, soon = {12, 0.2, 1, 2.0};
    struct multiplier_path path = {.value = one, .months = 2, .rescued = ever};
    (void)state;
    assert_false(survival_is_endless(&law, 1, 0.99));
    assert_true(survival_is_endless(&law, 1, 1) && survival_is_endless(&all, 1.7, 1));
    assert_true(survival_is_endless(&law, 0, 0.3));

    assert_true(isinf(survival_whole_life(&law, new_client, path, 1, 1))); /* from month 2 on everybody is kept */
    assert_true(isinf(survival_whole_life(&spread_law, new_client, path, 1, 1)));
    assert_true(isinf(survival_spans(&law, new_client, path, 1, 6)));
    assert_true(isinf(survival_spans(&spread_law, new_client, path, 1, 6)));
    assert_close(survival_whole_life(&law, new_client, path, 1, 0.9), 1 + 0.9 * 0.93 * 10, 1e-13);
    assert_close(survival_whole_life(&spread_law, new_client, path, 1, 0.9), 1 + 0.9 * (1 - 0.7 * 0.4) * 10, 1e-12);
    fill(&all, new_client, path, 1);
    assert_close(alive[1], 0.3, 1e-14);
    assert_true(alive[2] == alive[1] && leave[2] == 0 && waver[2] == alive[1] && firm[1] == 0);

    path.rescued = some;
    assert_true(isinf(survival_whole_life(&loyal, new_client, path, 1, 1)));
    assert_true(isinf(survival_spans(&loyal, new_client, path, 1, 6)));
    /* All would exit at once from a term, three in ten stay: 0.3 a month within the term. */
    assert_close(survival_spans(&soon, new_client, path, 1, 3), 0.027 * (1 + 0.027 + 0.027 * 0.027), 1e-4);
    path.value = none; /* nobody leaves any more */
    assert_true(isinf(survival_whole_life(&spread_law, new_client, path, 1, 1)));
    assert_close(survival_whole_life(&spread_law, new_client, path, 1, 0.9), 1 + 0.9 * (1 - 0.7 * 0.4) * 10, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(geometric),        cmocka_unit_test(dated),
        cmocka_unit_test(none_made),        cmocka_unit_test(spread),
        cmocka_unit_test(spread_and_dated), cmocka_unit_test(whole_spread),
        cmocka_unit_test(barely_finite),    cmocka_unit_test(added_up),
        cmocka_unit_test(spans_of_years),   cmocka_unit_test(edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
