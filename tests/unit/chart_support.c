/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/chart_support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct recipe MADE_PLAIN = {.months = 60,
                                  .signups = 1.37,
                                  .fee = 413,
                                  .leave = 0.083,
                                  .contracts = 3,
                                  .quartiles = 4,
                                  .serving = 0.351,
                                  .fixed = 1270,
                                  .salaries = 3140,
                                  .replicates = 10000,
                                  .name = "A three-rep agency",
                                  .currency = "$"};

static const char *const made_names[MADE_CONTRACTS] = {"month",
                                                       "half",
                                                       "year",
                                                       "two years",
                                                       "'; system \"touch PWNED\" `id` & <b>",
                                                       "Zusammenarbeit auf unbestimmte Zeit",
                                                       "g",
                                                       "h",
                                                       "i",
                                                       "j",
                                                       "k",
                                                       "l"};

static double made_weight(const struct recipe *r, int c, int q)
{
    double all = 0;
    for (int i = 0; i < (int)r->contracts; i++)
        for (int j = 0; j < r->quartiles; j++)
            all += 1 + (i + j) % 2;
    return (1 + (c + q) % 2) / all;
}

static double made_hazard(const struct recipe *r, int c, int q)
{
    return r->leave / (1 + 0.5 * c) / (1 + q / 3.0);
}

static double made_fee(const struct recipe *r, int c, int q)
{
    return r->fee * (1 + c) * (1 + q);
}

struct made_sums made_sum(const struct recipe *r, int contract, int quartile, int age)
{
    struct made_sums s = {0};
    for (int c = 0; c < (int)r->contracts; c++)
        for (int q = 0; q < r->quartiles; q++) {
            if ((contract >= 0 && c != contract) || (quartile >= 0 && q != quartile))
                continue;
            double w = made_weight(r, c, q), h = made_hazard(r, c, q);
            s.weight += w;
            s.alive += w * pow(1 - h, age);
            s.life += w / h;
            s.worth += w * made_fee(r, c, q) / h;
            s.paid += w * made_fee(r, c, q) * (1 - pow(1 - h, r->months)) / h;
        }
    return s;
}

struct figure *made_month(struct made *self, enum series series, int month)
{
    return self->findings.monthly + (size_t)series * (size_t)(self->recipe.months + 1) + month;
}

/* The plays swing by sd round the mean. */
static void made_put(struct made *self, enum series series, int month, double mean, double sd)
{
    static const double z[QUANTILE_COUNT] = {-1.645, -1.282, -0.674, 0, 0.674, 1.282, 1.645};
    bool never_negative = series != SERIES_PROFIT && series != SERIES_CASH && series != SERIES_REVENUE_EXPANSION &&
                          series != SERIES_NPS;
    struct figure f = {.expected = mean, .mean = mean};
    for (int q = 0; q < QUANTILE_COUNT; q++)
        f.quantile[q] = never_negative ? fmax(0, mean + z[q] * sd) : mean + z[q] * sd;
    *made_month(self, series, month) = f;
}

static void made_fill_months(struct made *self)
{
    const struct recipe *r = &self->recipe;
    double clients = 0, cash = 0, revenue = r->book;
    double kind_clients[MADE_CONTRACTS][QUARTILES] = {{0}}, book = r->book;
    self->findings.smooth_revenue[0] = revenue;
    made_put(self, SERIES_REVENUE, 0, revenue, 0);
    for (int m = 1; m <= r->months; m++) {
        double before = revenue, fresh = 0, gone = book * r->leave, leavers = 0;
        book -= gone;
        for (int c = 0; c < (int)r->contracts; c++)
            for (int q = 0; q < r->quartiles; q++) {
                double left = kind_clients[c][q] * made_hazard(r, c, q), came = r->signups * made_weight(r, c, q);
                kind_clients[c][q] += came - left;
                fresh += came * made_fee(r, c, q);
                gone += left * made_fee(r, c, q);
                leavers += left;
            }
        clients += r->signups - leavers;
        revenue = before + fresh - gone + r->growth * before;
        double serving = r->serving * revenue, profit = revenue - serving - r->fixed - r->salaries;
        cash += profit;
        self->findings.smooth_revenue[m] = revenue;
        made_put(self, SERIES_CLIENTS, m, clients, sqrt(clients));
        made_put(self, SERIES_SIGNUPS, m, r->signups, sqrt(r->signups));
        made_put(self, SERIES_LOST, m, leavers, sqrt(leavers));
        made_put(self, SERIES_REVENUE, m, revenue, revenue / sqrt(1 + clients));
        made_put(self, SERIES_REVENUE_NEW, m, fresh, fresh);
        made_put(self, SERIES_REVENUE_LOST, m, gone, gone);
        made_put(self, SERIES_REVENUE_EXPANSION, m, r->growth * before, 0);
        made_put(self, SERIES_SERVING, m, serving, 0);
        made_put(self, SERIES_FIXED, m, r->fixed, 0);
        made_put(self, SERIES_SALARIES, m, r->salaries, 0);
        made_put(self, SERIES_PROFIT, m, profit, (1 - r->serving) * revenue / sqrt(1 + clients));
        made_put(self, SERIES_SIGNUPS_RETURNED, m, r->returned, sqrt(r->returned));
        made_put(self, SERIES_SIGNUPS_REFERRED, m, r->referred, sqrt(r->referred));
        made_put(self, SERIES_WINBACKS, m, r->won_back, sqrt(r->won_back));
        made_put(self, SERIES_NPS, m, 100 * (r->promoters - r->detractors) + r->drift * (1 - exp(-m / 12.0)),
                 70 / sqrt(1 + clients));
        made_put(self, SERIES_CASH, m, cash, 0.6 * m * (1 - r->serving) * revenue / sqrt(1 + clients));
    }
}

static void made_fill_ltv(struct made *self)
{
    const struct recipe *r = &self->recipe;
    for (int c = -1; c < (int)r->contracts; c++)
        for (int q = -1; q < QUARTILES; q++) {
            struct made_sums s = made_sum(r, c, q, 0);
            bool any = s.weight > 0, endless = r->leave <= 0;
            self->findings.ltv[self->findings.ltv_count++] = (struct ltv_row){
                .contract = c,
                .quartile = q,
                .source = -1,
                .signups = r->signups * s.weight,
                .mean_fee = any ? r->fee : NAN,
                .mean_lifetime = any && !endless ? s.life / s.weight : NAN,
                .ltv = any && !endless ? s.worth / s.weight : NAN,
                .ltv_discounted = NAN,
                .ltv_plan = !any      ? NAN
                            : endless ? r->fee * r->months
                                      : s.paid / s.weight,
                .rating = ""};
        }
}

static void made_fill_retention(struct made *self)
{
    const struct recipe *r = &self->recipe;
    for (int c = -1; c < (int)r->contracts; c++)
        for (int q = -1; q < QUARTILES; q++) {
            double weight = made_sum(r, c, q, 0).weight;
            for (int k = 0; k < r->months && weight > 0; k++) {
                double share = made_sum(r, c, q, k).alive / weight;
                self->findings.retention[self->findings.retention_count++] = (struct retention_row){
                    c, q, k, share, r->replicates > 0 ? fmin(1, share * (1 + 0.01 * ((k * 7) % 5 - 2))) : NAN};
            }
        }
}

static void made_fill_cohorts(struct made *self)
{
    static const int ages[COHORT_AGES] = {0, 1, 3, 6, 9, 12, 18, 24, 36, 48, 60};
    const struct recipe *r = &self->recipe;
    struct findings *f = &self->findings;
    int span = (r->months + 5) / 6;
    while (f->cohort_ages < COHORT_AGES && ages[f->cohort_ages] < r->months) {
        f->cohort_age[f->cohort_ages] = ages[f->cohort_ages];
        f->cohort_ages++;
    }
    for (int from = 1; from <= r->months && r->signups > 0; from += span) {
        struct cohort_row row = {.from = from, .to = from + span - 1 < r->months ? from + span - 1 : r->months};
        row.signups = r->signups * (row.to - row.from + 1);
        for (size_t a = 0; a < COHORT_AGES; a++)
            row.share[a] = a < f->cohort_ages && row.to + ages[a] <= r->months ? made_sum(r, -1, -1, ages[a]).alive
                                                                               : NAN;
        f->cohorts[f->cohort_count++] = row;
    }
}

/* The steady state of a plateau: revenue is sign-ups x what one brings over its life. */
static void made_fill_plateau(struct made *self)
{
    const struct recipe *r = &self->recipe;
    struct findings *f = &self->findings;
    double revenue = r->leave > 0 && r->growth <= 0 ? r->signups * made_sum(r, -1, -1, 0).worth : NAN;
    f->metric[METRIC_PLATEAU_REVENUE].expected = revenue;
    f->metric[METRIC_PLATEAU_REVENUE].why = isfinite(revenue) ? NULL : "some clients never leave";
    f->metric[METRIC_PLATEAU_MONTH95].expected = NAN;
    for (int m = 1; m <= r->months && isnan(f->metric[METRIC_PLATEAU_MONTH95].expected); m++)
        if (fabs(f->smooth_revenue[m] - revenue) < 0.05 * fabs(revenue - r->book))
            f->metric[METRIC_PLATEAU_MONTH95].expected = m;
    double *line = f->plateau.line;
    for (int s = 0; s < SERIES_COUNT; s++)
        line[s] = isfinite(revenue) ? 0 : NAN;
    if (!isfinite(revenue))
        return;
    line[SERIES_REVENUE] = revenue;
    line[SERIES_SERVING] = r->serving * revenue;
    line[SERIES_FIXED] = r->fixed;
    line[SERIES_SALARIES] = r->salaries;
    line[SERIES_PROFIT] = revenue - line[SERIES_SERVING] - r->fixed - r->salaries;
    line[SERIES_CASH] = NAN;
}

/* Three intervals, of the same class in every month. */
static void made_fill_satisfaction(struct made *self)
{
    const struct recipe *r = &self->recipe;
    size_t row = (size_t)r->months + 2;
    const double below[4] = {0, r->detractors, 1 - r->promoters, 1};
    self->class_of = malloc(3 * row);
    assert_non_null(self->class_of);
    for (size_t i = 0; i < 3; i++)
        memset(self->class_of + i * row, (int)i - 1, row);
    memcpy(self->below, below, sizeof below);
    self->plan.satisfaction = (struct satisfaction){.months = r->months,
                                                    .known = r->promoters > 0 || r->detractors > 0,
                                                    .intervals = 3,
                                                    .below = self->below,
                                                    .class_of = self->class_of};
}

struct made *made_agency(struct recipe recipe)
{
    struct made *self = calloc(1, sizeof *self);
    assert_non_null(self);
    struct findings *f = &self->findings;
    size_t months = (size_t)recipe.months + 1, rows = (recipe.contracts + 1) * (QUARTILES + 1);
    self->recipe = recipe;
    *f = (struct findings){.plan = &self->plan,
                           .name = recipe.name,
                           .slug = "made",
                           .currency = recipe.currency,
                           .seed = 7,
                           .replicates = recipe.replicates,
                           .months = recipe.months};
    if (recipe.replicates > 0)
        f->agreement = (struct agreement){.checked = 4320, .largest = 2.14};
    snprintf(self->path, sizeof self->path, "scenarios/three.csv");
    self->scenario.path = self->path;
    self->scenario.contracts = (struct names){self->contract, recipe.contracts};
    for (size_t c = 0; c < recipe.contracts; c++) {
        self->contract[c] = malloc(strlen(made_names[c]) + 1);
        assert_non_null(self->contract[c]);
        strcpy(self->contract[c], made_names[c]);
    }
    self->plan.scenario = &self->scenario;
    self->plan.contracts = recipe.contracts;
    f->monthly = calloc(SERIES_COUNT * months, sizeof *f->monthly);
    f->smooth_revenue = calloc(months, sizeof *f->smooth_revenue);
    f->ltv = calloc(rows, sizeof *f->ltv);
    f->retention = calloc(rows * months, sizeof *f->retention);
    f->cohorts = calloc(COHORT_SPANS, sizeof *f->cohorts);
    assert_true(f->monthly && f->smooth_revenue && f->ltv && f->retention && f->cohorts);
    made_fill_satisfaction(self);
    made_fill_months(self);
    if (recipe.signups > 0) {
        made_fill_ltv(self);
        made_fill_retention(self);
    }
    made_fill_cohorts(self);
    made_fill_plateau(self);
    f->metric[METRIC_CASH_MIN] = (struct figure){
        .expected = NAN, .mean = -22345, .quantile = {-61234, 0, 0, 0, 0, 0, 0}};
    return self;
}

void made_free(struct made *self)
{
    for (size_t c = 0; c < self->recipe.contracts; c++)
        free(self->contract[c]);
    free(self->class_of);
    free(self->findings.monthly);
    free(self->findings.smooth_revenue);
    free(self->findings.ltv);
    free(self->findings.retention);
    free(self->findings.cohorts);
    free(self);
}

char *made_script(void (*write)(FILE *, const struct findings *), const struct findings *findings)
{
    char *script = NULL;
    size_t size;
    FILE *out = open_memstream(&script, &size);
    assert_non_null(out);
    write(out, findings);
    assert_int_equal(fclose(out), 0);
    return script;
}

void expect_in(const char *script, const char *part, int times)
{
    int found = 0;
    for (const char *at = script; (at = strstr(at, part)); at++)
        found++;
    if (found != times)
        fail_msg("%d times instead of %d: %s\n%s", found, times, part, script);
}

void expect_script_title(const char *script, const char *title)
{
    static const char label[] = "set label '", font[] = "font 'DejaVu Sans Bold,32'";
    char joined[1000] = "";
    for (const char *at = script; (at = strstr(at, label)); at++) {
        const char *text = at + strlen(label), *end = strstr(text, "' at "), *line = strchr(text, '\n');
        const char *big = strstr(text, font);
        if (end && line && big && big < line)
            snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%s%.*s", joined[0] ? " " : "",
                     (int)(end - text), text);
    }
    if (strcmp(joined, title) != 0)
        fail_msg("the title is\n%s, not\n%s", joined, title);
}

void expect_title(void (*write)(FILE *, const struct findings *), const struct made *made, const char *title)
{
    char *script = made_script(write, &made->findings);
    expect_script_title(script, title);
    free(script);
}
