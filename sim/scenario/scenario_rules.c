/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/scenario_rules.h"

#include <math.h>

#include "sim/scenario/scenario_place.h"
#include "sim/support/text.h"

/* True if the value in force in a month is, or may be drawn, another than this one. */
static bool can_differ(const struct scenario *self, enum parameter_id id, size_t item, int month, double from)
{
    const struct setting *setting = scenario_setting(self, id, item);
    return scenario_number(self, id, item, month) != from ||
           (setting && setting_is_unsure(setting_step(setting, month)));
}

enum { IN_MONTH = PARAMETER_TEXT + 32 };

/* "8% in month 3", "unsure (a distribution) in month 3". Returns out. */
static const char *in_month(const struct scenario *self, enum parameter_id id, size_t item, int month,
                            char out[IN_MONTH])
{
    const struct setting *setting = scenario_setting(self, id, item);
    char value[PARAMETER_TEXT] = "unsure (a distribution)";
    if (!setting || !setting_is_unsure(setting_step(setting, month)))
        parameter_value(parameter_of(id), scenario_number(self, id, item, month), value);
    snprintf(out, IN_MONTH, "%s in month %d", value, month);
    return out;
}

static void check_monthly(const struct scenario *self, size_t contract, struct faults *faults)
{
    for (int month = 1; month <= scenario_months(self); month++) {
        if (scenario_number(self, CONTRACT_TERM, contract, month) > 1 ||
            !can_differ(self, CONTRACT_EARLY_EXIT, contract, month, 0))
            continue;
        char text[IN_MONTH];
        const char *name = self->contracts.item[contract];
        faults_add(faults, scenario_place_of(self, CONTRACT_EARLY_EXIT, contract, month),
                   "contract.%s.early_exit is %s, but with a term of 1 every month ends a term; "
                   "give contract.%s.nonrenewal only",
                   name, in_month(self, CONTRACT_EARLY_EXIT, contract, month, text), name);
        return;
    }
}

/* The row that last touched any contract's share for a quartile. */
static struct place last_share(const struct scenario *self, enum parameter_id id, int month)
{
    struct place last = scenario_place_whole(self);
    int latest = 0;
    for (size_t c = 0; c < self->contracts.count; c++) {
        const struct setting *setting = scenario_setting(self, id, c);
        const struct step *step = setting ? setting_step(setting, month) : NULL;
        if (!step || step->month < latest)
            continue;
        latest = step->month;
        last = setting_place(&step->change[step->changes - 1].origin);
    }
    return last;
}

static void check_shares(const struct scenario *self, struct faults *faults)
{
    for (int month = 1; month <= scenario_months(self); month++)
        for (int q = 0; q < 4; q++) {
            enum parameter_id id = (enum parameter_id)(CONTRACT_SHARE_Q1 + q);
            double sum = 0;
            for (size_t c = 0; c < self->contracts.count; c++)
                sum += scenario_number(self, id, c, month);
            if (sum > 0)
                continue;
            faults_add(faults, last_share(self, id, month),
                       "the shares of all contracts for spend quartile %d are 0 in month %d; at least one must be "
                       "above 0",
                       q + 1, month);
            return;
        }
}

static bool is_random(const struct scenario *self)
{
    if (scenario_number(self, SPEND_SHAPE, 0, 1) != SPEND_LOGNORMAL)
        return false;
    for (int month = 1; month <= scenario_months(self); month++)
        if (can_differ(self, SPEND_CV, 0, month, 0))
            return true;
    return false;
}

/* The place where the spread of spend comes from. */
static struct place spread_place(const struct scenario *self)
{
    for (int month = 1; month <= scenario_months(self); month++)
        if (can_differ(self, SPEND_CV, 0, month, 0))
            return scenario_place_of(self, SPEND_CV, 0, month);
    return scenario_place_whole(self);
}

/* True if the three bounds are given; faults where only some are, or where they fall. */
static bool check_bounds(const struct scenario *self, struct faults *faults)
{
    double bound[3];
    int given = 0, first = -1;
    char value[TEXT_NUMBER], below[TEXT_NUMBER];
    for (int i = 0; i < 3; i++) {
        bound[i] = scenario_number(self, (enum parameter_id)(SPEND_Q1 + i), 0, 1);
        given += !isnan(bound[i]);
        if (!isnan(bound[i]) && first < 0)
            first = i;
    }
    if (given == 0)
        return false;
    if (given < 3) {
        faults_add(faults, scenario_place_of(self, (enum parameter_id)(SPEND_Q1 + first), 0, 1),
                   "spend.q1, spend.q2 and spend.q3 go together: give all three or none");
        return true;
    }
    for (int i = 1; i < 3; i++)
        if (bound[i] < bound[i - 1])
            faults_add(faults, scenario_place_of(self, (enum parameter_id)(SPEND_Q1 + i), 0, 1),
                       "spend.q%d is %s, below spend.q%d, which is %s; the bounds must not fall", i + 1,
                       text_number(bound[i], value), i, text_number(bound[i - 1], below));
    return true;
}

static void check_quartiles(const struct scenario *self, struct faults *faults)
{
    if (check_bounds(self, faults) || self->root_spend.lognormal)
        return; /* the root's law gives the bounds that are not written */
    if (is_random(self)) {
        faults_add(faults, spread_place(self),
                   "ad spend varies here, but not in the root file's own rows for month 1, whose quartiles would "
                   "count; give spend.q1, spend.q2 and spend.q3");
        return;
    }
    for (size_t q = 0; q < 4; q++)
        for (int month = 1; month <= scenario_months(self); month++) {
            if (!can_differ(self, QUARTILE_CHURN, q, month, parameter_of(QUARTILE_CHURN)->fallback))
                continue;
            faults_add(faults, scenario_place_of(self, QUARTILE_CHURN, q, month),
                       "quartile.%zu.churn needs to know the quartiles, and ad spend does not vary; give spend.q1, "
                       "spend.q2 and spend.q3",
                       q + 1);
            break;
        }
}

static void check_book(const struct scenario *self, struct faults *faults)
{
    bool file = scenario_text(self, BOOK_FILE, 0) != NULL;
    struct place at = scenario_place_of(self, BOOK_FILE, 0, 1);
    char name[SCENARIO_NAME];
    for (int id = BOOK_FILE + 1; id <= BOOK_RENEWAL && !file; id++)
        if (scenario_text(self, (enum parameter_id)id, 0))
            faults_add(faults, scenario_place_of(self, (enum parameter_id)id, 0, 1),
                       "%s needs book.file, the client list",
                       scenario_parameter_name(self, (enum parameter_id)id, 0, name));
    if (!file)
        return;
    if (!scenario_text(self, BOOK_TENURE, 0))
        faults_add(faults, at, "book.file needs book.tenure (%s)", parameter_of(BOOK_TENURE)->meaning);
    if (!scenario_text(self, BOOK_SPEND, 0) && !scenario_text(self, BOOK_FEE, 0))
        faults_add(faults, at, "book.file needs book.fee (%s) or book.spend (%s)", parameter_of(BOOK_FEE)->meaning,
                   parameter_of(BOOK_SPEND)->meaning);
    if (!scenario_text(self, BOOK_CONTRACT, 0) && self->contracts.count > 1)
        faults_add(faults, at, "book.file needs book.contract (%s), since there is more than one contract",
                   parameter_of(BOOK_CONTRACT)->meaning);
}

/* The first month in which the value is, or may be drawn, above 0; 0 if there is none. */
static int first_month(const struct scenario *self, enum parameter_id id, size_t item)
{
    for (int month = 1; month <= scenario_months(self); month++)
        if (can_differ(self, id, item, month, 0))
            return month;
    return 0;
}

/* Steady sign-ups follow from what is expected, so nothing on their way may be left to chance. */
static void check_steady(const struct scenario *self, struct faults *faults)
{
    char text[IN_MONTH];
    if (scenario_number(self, SALES_ARRIVALS, 0, 1) != ARRIVALS_STEADY)
        return;
    for (size_t r = 0; r < self->classes.count; r++) {
        int month = first_month(self, REP_QUIT, r);
        if (month > 0)
            faults_add(faults, scenario_place_of(self, REP_QUIT, r, month),
                       "rep.%s.quit is %s, but with sales.arrivals steady no rep may quit; use poisson",
                       self->classes.item[r], in_month(self, REP_QUIT, r, month, text));
    }
    int month = first_month(self, QUALIFY_RETURN_SHARE, 0);
    if (month > 0)
        faults_add(faults, scenario_place_of(self, QUALIFY_RETURN_SHARE, 0, month),
                   "qualify.return_share is %s, but with sales.arrivals steady nobody may come back; use poisson",
                   in_month(self, QUALIFY_RETURN_SHARE, 0, month, text));
}

static void check_expansion(const struct scenario *self, struct faults *faults)
{
    char text[IN_MONTH];
    int grows = first_month(self, EXPANSION_YEARLY, 0);
    for (int month = 1; grows > 0 && month <= scenario_months(self); month++) {
        if (!isnan(scenario_number(self, EXPANSION_LIMIT, 0, month)))
            continue;
        faults_add(faults, scenario_place_of(self, EXPANSION_YEARLY, 0, grows),
                   "expansion.yearly is %s, so expansion.limit must have a value in every month, and has none in "
                   "month %d (100%% lets a fee grow to twice the first one)",
                   in_month(self, EXPANSION_YEARLY, 0, grows, text), month);
        return;
    }
}

/* The month since which the value in force in a month holds; 0 for the default. */
static int since(const struct scenario *self, enum parameter_id id, int month)
{
    const struct setting *setting = scenario_setting(self, id, 0);
    const struct step *step = setting ? setting_step(setting, month) : NULL;
    return step ? step->month : 0;
}

/* Shares at the means: what is drawn is held within bounds (variant.h). */
static void check_satisfaction(const struct scenario *self, struct faults *faults)
{
    static const double rounding = 1e-12;
    char promoters[PARAMETER_TEXT], detractors[PARAMETER_TEXT];
    for (int month = 1; month <= scenario_months(self); month++) {
        double above = scenario_number(self, NPS_PROMOTERS, 0, month);
        double below = scenario_number(self, NPS_DETRACTORS, 0, month);
        if (above + below <= 1 + rounding)
            continue;
        bool is_above = since(self, NPS_PROMOTERS, month) > since(self, NPS_DETRACTORS, month);
        faults_add(faults, scenario_place_of(self, is_above ? NPS_PROMOTERS : NPS_DETRACTORS, 0, month),
                   "nps.promoters is %s and nps.detractors is %s in month %d; together they must be at most 100%% (the "
                   "rest is passive)",
                   parameter_value(parameter_of(NPS_PROMOTERS), above, promoters),
                   parameter_value(parameter_of(NPS_DETRACTORS), below, detractors), month);
        return;
    }
}

void scenario_rules(const struct scenario *self, struct faults *faults)
{
    for (size_t c = 0; c < self->contracts.count; c++)
        check_monthly(self, c, faults);
    check_shares(self, faults);
    check_quartiles(self, faults);
    check_steady(self, faults);
    check_expansion(self, faults);
    check_satisfaction(self, faults);
    check_book(self, faults);
}
