/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/compare_memo.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "analysis/compare_ranking.h"
#include "analysis/metrics.h"
#include "sim/support/text.h"

enum {
    REST = 2 * MEMO_WIDTH,
    NAME_SIZE = 4 * MEMO_WIDTH + 4,
    LEADERS = 3,
    LEADER_WIDTH = 20,
    NAME_LEAST = 10,
    MANY = 10
};

/* A line of the memo: a name that gives way, between what stands before and after it. */
static void put_line(FILE *out, const char *before, const char *name, const char *after)
{
    size_t taken = strlen(before) + strlen(after);
    size_t room = taken + NAME_LEAST < MEMO_WIDTH ? MEMO_WIDTH - taken : NAME_LEAST;
    char cut[NAME_SIZE];
    fprintf(out, "%s%s%s\n", before, compare_ranking_name(name, room, cut), after);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void put_headline(FILE *out, const struct comparison *self)
{
    char before[REST], rest[REST], months[TEXT_NUMBER], plays[TEXT_NUMBER];
    size_t others = self->count - 1;
    snprintf(before, sizeof before, "%zu scenario%s against ", others, plural(others));
    text_grouped(self->months, 0, months);
    text_grouped((double)self->replicates, 0, plays);
    if (self->replicates == 0)
        snprintf(rest, sizeof rest, ": %s month%s, exact differences only: nothing was played", months,
                 plural((size_t)self->months));
    else
        snprintf(rest, sizeof rest, ": %s month%s, %s play%s with the same luck, seed %" PRIu64, months,
                 plural((size_t)self->months), plays, plural(self->replicates), self->seed);
    put_line(out, before, self->item[0].name, rest);
}

/* The base's own figure: exact, as `run` tells it. */
static double base_figure(const struct comparison *self, enum metric metric)
{
    return self->item[0].figure[metric].expected;
}

static void put_base(FILE *out, const struct comparison *self)
{
    const struct figure *plateau = &self->item[0].figure[METRIC_PLATEAU_REVENUE];
    double nps = base_figure(self, METRIC_NPS_END);
    char money[TEXT_NUMBER];
    fprintf(out, "The base: npv %s", text_money(base_figure(self, METRIC_NPV), self->currency, money));
    if (isnan(plateau->expected))
        fputs("; no plateau", out);
    else
        fprintf(out, "; plateau %s a month", text_money(plateau->expected, self->currency, money));
    fprintf(out, "; month %d %s", self->months,
            text_money(base_figure(self, METRIC_REVENUE_END), self->currency, money));
    if (!isnan(nps))
        fprintf(out, "; NPS %s", text_grouped(nps, metrics_nps_decimals(nps), money));
    fputc('\n', out);
}

/* "It pays back in month 14; 9 plays in 10 by month 22; 3 % not within the plan." */
static void put_payoff(FILE *out, const struct payoff *payoff)
{
    char share[TEXT_NUMBER];
    if (payoff->state == PAYOFF_NONE_NEEDED)
        fputs("On average its cash is never behind the base's", out);
    else if (payoff->state == PAYOFF_LATER)
        fputs("It does not pay back within the plan", out);
    else
        fprintf(out, "It pays back in month %d", payoff->month);
    if (payoff->month90 > 0)
        fprintf(out, "; 9 plays in 10 %sby month %.0f", payoff->state == PAYOFF_NONE_NEEDED ? "have paid back " : "",
                payoff->month90);
    if (payoff->later > 0)
        fprintf(out, "; %s not within the plan", compare_ranking_share(payoff->later, share));
    fputs(".\n", out);
}

/* The best scenario, if it is better than the base beyond luck. */
static void put_best(FILE *out, const struct comparison *self)
{
    const struct contender *best = &self->item[self->by_npv[0]];
    const struct difference *npv = &best->metric[METRIC_NPV];
    char rest[REST] = ".", share[TEXT_NUMBER];
    int verdict = comparison_verdict(npv);
    bool alone = self->count == 2;
    if (verdict < 0) {
        fprintf(out, "%s worse than the base by npv.\n", alone ? "The scenario is" : "All scenarios are");
    } else if (verdict == 0) {
        fprintf(out, "%s by npv.\n",
                alone ? "No clear difference from the base" : "None is clearly better than the base");
    } else {
        if (!isnan(npv->p_better))
            snprintf(rest, sizeof rest, " is better in %s of plays with the same luck.",
                     compare_ranking_share(npv->p_better, share));
        else
            snprintf(rest, sizeof rest, " is better than the base by npv.");
        put_line(out, alone ? "" : "Best: ", best->name, rest);
        if (best->has_costs || self->item[0].has_costs)
            put_payoff(out, &best->payoff);
    }
}

/* How the rule stands to what was found. */
static const char *against(const struct thumb *thumb)
{
    if (thumb->simulated == THUMB_UNDECIDED)
        return "undecided by";
    return thumb->simulated == thumb->rule ? "agrees with" : "disagrees with";
}

static void put_thumb(FILE *out, const struct comparison *self, const struct contender *hire)
{
    const struct thumb *thumb = &hire->thumb;
    char rest[REST], cost[TEXT_NUMBER], fee[TEXT_NUMBER];
    const char *who = self->replicates ? "the plays" : "the exact npv";
    text_money(thumb->rep_cost, self->currency, cost);
    if (thumb->rule == THUMB_UNDECIDED) {
        snprintf(rest, sizeof rest, ": a rep costs %s; the base has no client to hold it against", cost);
    } else {
        text_money(thumb->fee, self->currency, fee);
        snprintf(rest, sizeof rest, ": a rep costs %s, a client pays %s: %s; %s %s", cost, fee,
                 thumb->rule == THUMB_WORTH_IT ? "worth it" : "not worth it", against(thumb), who);
    }
    put_line(out, "  ", hire->name, rest);
}

/* Fact A3, for the best of the scenarios that hire: there is not room for all. */
static void put_thumbs(FILE *out, const struct comparison *self)
{
    int shown = 0, most = self->count - 1 > MANY ? 1 : 2;
    for (size_t i = 0; i + 1 < self->count && shown < most; i++) {
        const struct contender *hire = &self->item[self->by_npv[i]];
        if (!hire->thumb.hires)
            continue;
        if (shown++ == 0)
            fputs("Rule of thumb: a rep is worth it who costs less a month than the base's average client pays\n", out);
        put_thumb(out, self, hire);
    }
}

/* Does the order by npv never put a scenario before one with a higher plateau? */
static bool plateau_agrees(const struct comparison *self)
{
    const double rounding = 1e-9;
    double before = INFINITY;
    for (size_t i = 0; i + 1 < self->count; i++) {
        double level = self->item[self->by_npv[i]].figure[METRIC_PLATEAU_REVENUE].expected;
        if (isnan(level))
            level = -INFINITY;
        if (level > before && !(level - before <= rounding * fabs(level)))
            return false;
        before = level;
    }
    return true;
}

static void put_order(FILE *out, const struct comparison *self)
{
    const struct contender *first = &self->item[self->by_plateau[0]];
    size_t others = self->count - 1;
    char cut[NAME_SIZE];
    if (others < 2 || isnan(first->figure[METRIC_PLATEAU_REVENUE].expected))
        return;
    if (plateau_agrees(self)) {
        fputs("By plateau revenue the order is the same.\n", out);
        return;
    }
    fputs("By plateau revenue the order differs: ", out);
    for (size_t i = 0; i < others && i < LEADERS; i++)
        fprintf(out, "%s%s", i ? ", " : "",
                compare_ranking_name(self->item[self->by_plateau[i]].name, LEADER_WIDTH, cut));
    fputs(others > LEADERS ? ", ...\n" : "\n", out);
}

/* What npv is, and what nobody should read into the figures. */
static void put_limits(FILE *out, const struct comparison *self)
{
    bool costs = false;
    for (size_t i = 0; i < self->count; i++)
        costs = costs || self->item[i].has_costs;
    fprintf(out, "npv: %s of the plan, discounted", costs ? "profit" : "revenue");
    if (self->replicates == 0) {
        fputs(".\nExact means: no chances and no ranges without plays. Doubt about the inputs is not in them.\n", out);
        return;
    }
    fputs("; +- is what luck leaves open of the mean (95 %). ", out);
    fputs(self->uncertain ? "Luck and the inputs given as\ndistributions are in these figures; doubt about the other "
                            "inputs is not.\n"
                          : "Luck is in these figures;\ndoubt about the inputs is not: they stand at their means "
                            "(--uncertain draws those given as distributions).\n",
          out);
}

void compare_memo_write(FILE *out, const struct comparison *comparison)
{
    put_headline(out, comparison);
    put_base(out, comparison);
    compare_ranking_write(out, comparison);
    put_best(out, comparison);
    put_thumbs(out, comparison);
    put_order(out, comparison);
    put_limits(out, comparison);
}
