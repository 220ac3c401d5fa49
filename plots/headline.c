/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/headline.h"

#include <math.h>
#include <stdio.h>

#include "plots/words.h"

static const double SETTLED = 0.95;        /* of the way: there (as plateau.month95) */
static const double HOLDS = 0.05;          /* start and plateau this near to each other: no trend to speak of */
static const double HOLDS_WITH_LUCK = 0.1; /* and this near, if the plays' band covers the start as well */
static const double CYCLE = 0.01;

/* What the sentences are made of; money a month. */
struct course {
    const char *currency;
    int months;
    int month95;       /* 0 if it is not known */
    double start, end; /* smooth, months 0 and H */
    double plateau;    /* NaN: there is none */
    double share;      /* of the way from start to plateau at the end of the plan */
    double highest, lowest;
    int month_highest, month_lowest;
    bool cycles;
    bool only_book; /* nobody signs up in the whole plan */
};

/* The same share above the smooth course in every month is no swing: unsure inputs move the mean of the months. */
bool headline_cycles(const struct findings *findings)
{
    int last = findings->months, first = last > 12 ? last - 12 : 1;
    double level = 0;
    for (int month = first; month <= last && findings->uncertain; month++) {
        double smooth = findings->smooth_revenue[month];
        double above = findings_month(findings, SERIES_REVENUE, month)->expected - smooth;
        level += smooth > 0 ? above / smooth / (last - first + 1) : 0;
    }
    for (int month = first; month <= last; month++) {
        double smooth = findings->smooth_revenue[month] * (1 + level);
        if (fabs(findings_month(findings, SERIES_REVENUE, month)->expected - smooth) > CYCLE * fabs(smooth))
            return true;
    }
    return false;
}

static struct course course_of(const struct findings *f)
{
    const double *smooth = f->smooth_revenue;
    double month95 = f->metric[METRIC_PLATEAU_MONTH95].expected;
    struct course c = {.currency = f->currency,
                       .months = f->months,
                       .month95 = isfinite(month95) ? (int)month95 : 0,
                       .start = smooth[0],
                       .end = smooth[f->months],
                       .plateau = f->metric[METRIC_PLATEAU_REVENUE].expected,
                       .highest = smooth[0],
                       .lowest = smooth[0],
                       .cycles = headline_cycles(f),
                       .only_book = true};
    c.share = (c.end - c.start) / (c.plateau - c.start);
    for (int month = 1; month <= f->months; month++) {
        c.only_book = c.only_book && !(findings_month(f, SERIES_SIGNUPS, month)->expected > 0);
        if (smooth[month] > c.highest) {
            c.highest = smooth[month];
            c.month_highest = month;
        }
        if (smooth[month] < c.lowest) {
            c.lowest = smooth[month];
            c.month_lowest = month;
        }
    }
    return c;
}

bool headline_holds(const struct findings *findings)
{
    struct course c = course_of(findings);
    const struct figure *end = findings_month(findings, SERIES_REVENUE, findings->months);
    double distance = fmax(c.highest - c.plateau, c.plateau - c.lowest);
    bool within_luck = end->quantile[P10] <= c.start && c.start <= end->quantile[P90];
    return c.plateau > 0 && (distance <= HOLDS * c.plateau || (within_luck && distance <= HOLDS_WITH_LUCK * c.plateau));
}

static void without_plateau(const struct course *c, char out[HEADLINE_SIZE])
{
    char money[WORDS_SIZE];
    const char *trend = c->end > c->start ? "grows to" : c->end < c->start ? "falls to" : "stays at";
    snprintf(out, HEADLINE_SIZE, "Revenue %s %s%s a month by month %d and has no plateau", trend,
             c->cycles ? "about " : "", words_money(c->end, c->currency, money), c->months);
}

/* What is no mere ripple: a part of the way, and of the plateau. */
static double margin(const struct course *c)
{
    return fmax((1 - SETTLED) * fabs(c->plateau - c->start), HOLDS * c->plateau);
}

/* The plan ends before revenue is 95 % of the way; or there is no way, as it starts and ends up at the same level. */
static void underway(const struct course *c, char out[HEADLINE_SIZE])
{
    char plateau[WORDS_SIZE], end[WORDS_SIZE], turn[WORDS_SIZE];
    words_money(c->plateau, c->currency, plateau);
    words_money(c->end, c->currency, end);
    if (c->only_book && c->plateau <= 0 && c->end < c->start)
        snprintf(out, HEADLINE_SIZE, "Nobody new signs: revenue falls to %s a month by month %d", end, c->months);
    else if (c->share >= 0 && c->share < SETTLED)
        snprintf(out, HEADLINE_SIZE, "By month %d revenue is %d %% of the way %sto its %s plateau", c->months,
                 words_percent_below(c->share), c->plateau < c->start ? "down " : "", plateau);
    else if (c->highest > fmax(c->start, c->end) + margin(c))
        snprintf(out, HEADLINE_SIZE, "Revenue peaks at %s in month %d and ends the plan at %s",
                 words_money(c->highest, c->currency, turn), c->month_highest, end);
    else if (c->lowest < fmin(c->start, c->end) - margin(c))
        snprintf(out, HEADLINE_SIZE, "Revenue dips to %s in month %d and ends the plan at %s",
                 words_money(c->lowest, c->currency, turn), c->month_lowest, end);
    else
        snprintf(out, HEADLINE_SIZE, "Revenue ends the plan at %s a month; its plateau is %s", end, plateau);
}

/* It is there within the plan: straight, or after a peak or a dip that goes well beyond both ends. */
static void settled(const struct course *c, char out[HEADLINE_SIZE])
{
    char plateau[WORDS_SIZE], turn[WORDS_SIZE], end[64] = "";
    words_money(c->plateau, c->currency, plateau);
    const char *at = c->cycles ? "around" : "at";
    if (c->month95 > 0)
        snprintf(end, sizeof end, "; 95 %% of the way by month %d", c->month95);
    if (c->highest > fmax(c->plateau, c->start) + margin(c))
        snprintf(out, HEADLINE_SIZE, "Revenue peaks at %s in month %d, then settles %s %s",
                 words_money(c->highest, c->currency, turn), c->month_highest, at, plateau);
    else if (c->lowest < fmin(c->plateau, c->start) - margin(c))
        snprintf(out, HEADLINE_SIZE, "Revenue dips to %s in month %d, then settles %s %s",
                 words_money(c->lowest, c->currency, turn), c->month_lowest, at, plateau);
    else if (c->plateau <= 0 && c->month95 > 0)
        snprintf(out, HEADLINE_SIZE, "Revenue runs off to nothing; 95 %% of it is gone by month %d", c->month95);
    else if (c->plateau < c->start)
        snprintf(out, HEADLINE_SIZE, "Revenue falls to %s%s a month%s", c->cycles ? "around " : "", plateau, end);
    else
        snprintf(out, HEADLINE_SIZE, "Revenue %s %s %s a month%s", c->cycles ? "settles" : "flattens", at, plateau,
                 end);
}

void headline_revenue(const struct findings *findings, char out[HEADLINE_SIZE])
{
    struct course c = course_of(findings);
    char plateau[WORDS_SIZE], end[WORDS_SIZE];
    words_money(c.plateau, c.currency, plateau);
    words_money(findings_month(findings, SERIES_REVENUE, findings->months)->expected, c.currency, end);
    if (!(c.highest > 0) && !(c.plateau > 0))
        snprintf(out, HEADLINE_SIZE, "No revenue in any month of the plan");
    else if (!isfinite(c.plateau))
        without_plateau(&c, out);
    else if (c.months == 1)
        snprintf(out, HEADLINE_SIZE, "Month 1 brings %s; the plateau is %s a month", end, plateau);
    else if (headline_holds(findings))
        snprintf(out, HEADLINE_SIZE, "Revenue holds at about %s a month", plateau);
    else if (c.month95 == 0 || c.month95 > c.months)
        underway(&c, out);
    else
        settled(&c, out);
}
