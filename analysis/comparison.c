/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/comparison.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/comparison_metrics.h"
#include "analysis/comparison_paths.h"
#include "sim/support/memory.h"
#include "sim/support/text.h"

int comparison_sign(enum metric metric)
{
    switch (metric) {
    case METRIC_CHURN_CLIENTS:
    case METRIC_CHURN_REVENUE:
    case METRIC_CAC:
    case METRIC_KEEP_COST:
    case METRIC_TOP20_SHARE:
        return -1;
    case METRIC_PLATEAU_MONTH50:
    case METRIC_PLATEAU_MONTH80:
    case METRIC_PLATEAU_MONTH95:
    case METRIC_CAC_PAYBACK:
    case METRIC_GAIN_SIGNUPS:
    case METRIC_GAIN_SIGNUPS_PERCENT:
    case METRIC_GAIN_SIGNUPS_BOUGHT:
    case METRIC_GAIN_SIGNUPS_BOUGHT_PERCENT:
    case METRIC_GAIN_CHURN:
    case METRIC_GAIN_CHURN_PERCENT:
    case METRIC_GAIN_FEE:
    case METRIC_GAIN_FEE_PERCENT:
        return 0;
    default:
        return 1;
    }
}

int comparison_verdict(const struct difference *difference)
{
    const double errors = 1.96;   /* standard errors: 95 % */
    const double rounding = 1e-9; /* relative: what this is apart by, nobody calls a difference */
    bool played = !isnan(difference->mean);
    double value = played ? difference->mean : difference->expected;
    double open = played ? errors * difference->mcse : 0;
    open = fmax(open, rounding * fmax(fabs(difference->baseline_mean), fabs(difference->scenario_mean)));
    if (played && isnan(difference->mcse))
        return 0; /* a single play says nothing about luck */
    return value > open ? 1 : value < -open ? -1 : 0;
}

/* ---- one scenario ----------------------------------------------------------------------------------------- */

static void contender_free(struct contender *self)
{
    free(self->name);
    free(self->slug);
    free(self->revenue);
    free(self->profit);
    free(self->cash);
    free(self->nps);
    free(self->cash_difference);
    free(self->revenue_difference);
    *self = (struct contender){0};
}

/* "hire", or "hire-2" where that is taken; NULL when memory is short. */
static char *own_slug(const struct comparison *comparison, const char *slug)
{
    size_t size = strlen(slug) + 8, i = 0;
    char *own = malloc(size);
    int number = 1;
    if (own)
        snprintf(own, size, "%s", slug);
    while (own && i < comparison->count)
        if (strcmp(comparison->item[i++].slug, own) == 0) {
            snprintf(own, size, "%s-%d", slug, ++number);
            i = 0;
        }
    return own;
}

/* The scenario's name, with its slug where another one is called so too; NULL when memory is short. */
static char *own_name(const struct comparison *comparison, const char *name, const char *slug)
{
    bool taken = false;
    for (size_t i = 0; i < comparison->count; i++)
        taken = taken || strcmp(comparison->item[i].name, name) == 0;
    if (!taken)
        return text_copy(name);
    size_t size = strlen(name) + strlen(slug) + 4;
    char *own = malloc(size);
    if (own)
        snprintf(own, size, "%s (%s)", name, slug);
    return own;
}

static enum status contender_init(struct contender *self, const struct comparison *comparison,
                                  const struct findings *findings)
{
    size_t months = (size_t)findings->months + 1;
    self->slug = own_slug(comparison, findings->slug);
    self->name = self->slug ? own_name(comparison, findings->name, self->slug) : NULL;
    self->revenue = memory_array(months, sizeof *self->revenue);
    self->profit = memory_array(months, sizeof *self->profit);
    self->cash = memory_array(months, sizeof *self->cash);
    self->nps = memory_array(months, sizeof *self->nps);
    self->cash_difference = memory_array(months, sizeof *self->cash_difference);
    self->revenue_difference = memory_array(months, sizeof *self->revenue_difference);
    bool whole = self->slug && self->name && self->revenue && self->profit && self->cash && self->nps &&
                 self->cash_difference && self->revenue_difference;
    return whole ? OK : ERR_MEMORY;
}

/* New clients over the plan. The book is none. */
static void fill_sources(struct contender *self)
{
    const double *ledger = self->ledger;
    self->sources[SOURCE_RETURNED] = ledger[SERIES_SIGNUPS_RETURNED];
    self->sources[SOURCE_REFERRED] = ledger[SERIES_SIGNUPS_REFERRED];
    self->sources[SOURCE_WINBACK] = ledger[SERIES_WINBACKS];
    double reps = ledger[SERIES_SIGNUPS] - ledger[SERIES_SIGNUPS_RETURNED] - ledger[SERIES_SIGNUPS_REFERRED];
    const double slack = 1e-9; /* of the sign-ups: what rounding leaves where no rep signs anybody */
    self->sources[SOURCE_REP] = reps > slack * ledger[SERIES_SIGNUPS] ? reps : 0;
}

static void fill_expected(struct contender *self, const struct findings *findings)
{
    self->has_costs = findings_have_costs(findings);
    self->has_nps = findings->plan->satisfaction.known;
    for (int month = 0; month <= findings->months; month++) {
        self->revenue[month] = findings_month(findings, SERIES_REVENUE, month)->expected;
        self->profit[month] = findings_month(findings, SERIES_PROFIT, month)->expected;
        self->cash[month] = findings_month(findings, SERIES_CASH, month)->expected;
        self->nps[month] = self->has_nps ? findings_month(findings, SERIES_NPS, month)->expected : (double)NAN;
    }
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int month = 1; month <= findings->months; month++)
            self->ledger[s] += findings_month(findings, (enum series)s, month)->expected;
    self->ledger[SERIES_CASH] = self->ledger[SERIES_NPS] = NAN; /* sums of these mean nothing */
    fill_sources(self);
    memcpy(self->figure, findings->metric, sizeof self->figure);
}

/* ---- all of them ------------------------------------------------------------------------------------------ */

enum status comparison_begin(struct comparison *self, const struct findings *base, size_t most)
{
    *self = (struct comparison){
        .currency = base->currency,
        .months = base->months,
        .replicates = base->replicates,
        .kept = base->sample ? base->sample->kept : 0,
        .seed = base->seed,
        .item = memory_array(most, sizeof *self->item),
        .by_npv = memory_array(most, sizeof *self->by_npv),
        .by_plateau = memory_array(most, sizeof *self->by_plateau),
    };
    enum status status = self->item && self->by_npv && self->by_plateau ? OK : ERR_MEMORY;
    if (status == OK)
        status = comparison_add(self, base, base);
    if (status != OK)
        comparison_free(self);
    return status;
}

enum status comparison_add(struct comparison *self, const struct findings *base, const struct findings *other)
{
    struct contender *contender = &self->item[self->count];
    enum status status = contender_init(contender, self, other);
    if (status == OK)
        status = comparison_metrics_fill(contender->metric, base, other);
    if (status == OK)
        status = comparison_paths_fill(contender, base, other);
    if (status != OK) {
        contender_free(contender);
        return status;
    }
    fill_expected(contender, other);
    contender->thumb = thumb_of(base, other, &contender->metric[METRIC_NPV]);
    self->uncertain = self->uncertain || other->uncertain;
    self->count++;
    return OK;
}

/* Sorts the others by a value of theirs, the largest first, those without one last, equal ones as given. */
static void rank(const struct comparison *self, size_t *order, double (*value)(const struct contender *))
{
    for (size_t i = 1; i < self->count; i++) {
        double own = value(&self->item[i]);
        size_t at = i - 1;
        for (; at > 0; at--) {
            double before = value(&self->item[order[at - 1]]);
            if (isnan(own) || before >= own)
                break;
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
}

static double npv_of(const struct contender *self)
{
    const struct difference *npv = &self->metric[METRIC_NPV];
    return isnan(npv->mean) ? npv->expected : npv->mean;
}

static double plateau_of(const struct contender *self)
{
    return self->figure[METRIC_PLATEAU_REVENUE].expected;
}

enum status comparison_end(struct comparison *self)
{
    rank(self, self->by_npv, npv_of);
    rank(self, self->by_plateau, plateau_of);
    return OK;
}

void comparison_free(struct comparison *self)
{
    for (size_t i = 0; self->item && i < self->count; i++)
        contender_free(&self->item[i]);
    free(self->item);
    free(self->by_npv);
    free(self->by_plateau);
    *self = (struct comparison){0};
}
