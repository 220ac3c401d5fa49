/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/scenario_notes.h"

#include <string.h>

#include "sim/scenario/nearest.h"
#include "sim/scenario/scenario_place.h"
#include "sim/support/text.h"

/* The first step that some row made another than this value, or unsure; NULL if there is none. */
static const struct step *first_other(const struct scenario *self, enum parameter_id id, size_t item, double value)
{
    const struct setting *setting = scenario_setting(self, id, item);
    for (size_t i = 0; setting && i < setting->steps; i++) {
        const struct step *step = &setting->step[i];
        bool blank = step->value != step->value;
        if (setting_is_unsure(step) || (!blank && step->value != value))
            return step;
    }
    return NULL;
}

static bool ever(const struct scenario *self, enum parameter_id id, size_t item)
{
    return first_other(self, id, item, 0) != NULL;
}

static void note_classes(struct scenario *self)
{
    for (size_t r = 0; r < self->classes.count; r++) {
        bool count = ever(self, REP_COUNT, r), leads = ever(self, REP_LEADS, r);
        char hint[NEAREST_HINT];
        if (count == leads)
            continue;
        faults_note(&self->notes, scenario_place_whole(self), "rep.%s.%s%s", self->classes.item[r],
                    count ? "leads is 0 in every month: its reps have nothing to work"
                          : "count is 0 in every month: nobody works its leads",
                    nearest_name(&self->classes, r, hint));
    }
}

/* Says so when nobody can sign: no rep class and no book, or months in which no contract is offered. */
static void note_nobody_signs(struct scenario *self)
{
    int months = scenario_months(self);

    if (self->classes.count == 0 && !scenario_text(self, BOOK_FILE, 0))
        faults_note(&self->notes, scenario_place_whole(self),
                    "there is no rep class (rep.<class>.count and .leads): nobody signs");
    for (int month = 1; month <= months && self->classes.count > 0; month++) {
        bool offered = false;
        for (size_t c = 0; c < self->contracts.count; c++)
            offered = offered || scenario_number(self, CONTRACT_OFFERED, c, month) != 0;
        if (offered)
            continue;
        faults_note(&self->notes, scenario_place_whole(self), "no contract is offered in month %d: nobody signs then",
                    month);
        return;
    }
}

/* Rows that do nothing without others: a value above 0 (of a factor of churn: not 1) needs one above 0 of the other. */
static const struct {
    enum parameter_id row, needs;
} pair[] = {
    {REP_REFILL, REP_QUIT},
    {REP_COMMISSION_MONTHS, REP_COMMISSION},
    {REP_CLAWBACK, REP_COMMISSION},
    {QUALIFY_TIME_REUSED, QUALIFY_MIN_SPEND},
    {QUALIFY_RETURN_SHARE, QUALIFY_MIN_SPEND},
    {QUALIFY_RETURN_AFTER, QUALIFY_RETURN_SHARE},
    {SERVICE_ACCOUNTS, SERVICE_SALARY},
    {SERVICE_SALARY, SERVICE_ACCOUNTS},
    {SERVICE_BONUS, SERVICE_SALARY},
    {EXPANSION_LIMIT, EXPANSION_YEARLY},
    {BONUS_EVERY, BONUS_SHARE},
    {BONUS_SHARE, BONUS_EVERY},
    {PROMOTER_CHURN, NPS_PROMOTERS},
    {DETRACTOR_CHURN, NPS_DETRACTORS},
    {CARE_COVERAGE, NPS_DETRACTORS},
    {CARE_SUCCESS, CARE_COVERAGE},
    {CARE_AFTER, CARE_COVERAGE},
    {CARE_COST, CARE_COVERAGE},
    {RESCUE_SUCCESS, RESCUE_SHARE},
    {RESCUE_COST, RESCUE_SHARE},
    {WINBACK_AFTER, WINBACK_SHARE},
    {WINBACK_COST, WINBACK_SHARE},
    {WINBACK_CHURN, WINBACK_SHARE},
    {REFERRAL_LEADS, NPS_PROMOTERS},
    {REFERRAL_CLOSE_RATIO, REFERRAL_LEADS},
    {REFERRAL_SPEND, REFERRAL_LEADS},
    {REFERRAL_CHURN, REFERRAL_LEADS},
    {REFERRAL_REWARD, REFERRAL_LEADS},
};

static void note_idle_rows(struct scenario *self)
{
    char name[SCENARIO_NAME], needed[SCENARIO_NAME];
    for (size_t p = 0; p < sizeof pair / sizeof pair[0]; p++)
        for (size_t item = 0; item < scenario_items(self, pair[p].row); item++) {
            double neutral = parameter_of(pair[p].row)->kind == VALUE_FACTOR ? parameter_of(pair[p].row)->fallback : 0;
            const struct step *step = first_other(self, pair[p].row, item, neutral);
            if (!step || ever(self, pair[p].needs, item))
                continue;
            faults_note(&self->notes, scenario_place_of(self, pair[p].row, item, step->month),
                        "%s does nothing without %s", scenario_parameter_name(self, pair[p].row, item, name),
                        scenario_parameter_name(self, pair[p].needs, item, needed));
        }
}

/* Onboarding is three parameters, and each leaves the other two without effect where it is neutral. */
static void note_onboarding(struct scenario *self)
{
    static const enum parameter_id id[] = {ONBOARDING_MONTHS, ONBOARDING_CHURN, ONBOARDING_ACTIVATION};
    const struct step *step[3];
    char missing[2 * SCENARIO_NAME] = "";
    size_t given = 0;
    for (size_t i = 0; i < 3; i++) {
        step[i] = first_other(self, id[i], 0, parameter_of(id[i])->fallback);
        given += step[i] != NULL;
        if (!step[i])
            snprintf(missing + strlen(missing), sizeof missing - strlen(missing), "%s%s", *missing ? " and " : "",
                     parameter_of(id[i])->pattern);
    }
    for (size_t i = 0; i < 3 && given < 3; i++)
        if (step[i])
            faults_note(&self->notes, scenario_place_of(self, id[i], 0, step[i]->month), "%s does nothing without %s",
                        parameter_of(id[i])->pattern, missing);
}

/* What somebody is tried with and never succeeds costs money only: the row of success is likely forgotten. */
static void note_no_success(struct scenario *self)
{
    static const struct {
        enum parameter_id tried, success;
        const char *so;
    } trial[] = {
        {CARE_COVERAGE, CARE_SUCCESS, "no detractor is made content"},
        {RESCUE_SHARE, RESCUE_SUCCESS, "no offer keeps a client"},
    };
    for (size_t t = 0; t < sizeof trial / sizeof trial[0]; t++) {
        const struct step *step = first_other(self, trial[t].tried, 0, 0);
        if (step && !ever(self, trial[t].success, 0))
            faults_note(&self->notes, scenario_place_of(self, trial[t].tried, 0, step->month),
                        "%s is 0 in every month: %s", parameter_of(trial[t].success)->pattern, trial[t].so);
    }
}

/* Lifts move clients between the classes, of which there must be two. */
static void note_lifts(struct scenario *self)
{
    static const enum parameter_id id[] = {SERVICE_LIFT, PERFORMANCE_LIFT};
    for (size_t i = 0; i < 2; i++) {
        const struct step *step = first_other(self, id[i], 0, 0);
        if (step && !ever(self, NPS_PROMOTERS, 0) && !ever(self, NPS_DETRACTORS, 0))
            faults_note(&self->notes, scenario_place_of(self, id[i], 0, step->month),
                        "%s does nothing without nps.promoters or nps.detractors", parameter_of(id[i])->pattern);
    }
}

/* Where all leads spend the same, a minimum above it leaves none. */
static void note_nobody_qualifies(struct scenario *self)
{
    char spend[PARAMETER_TEXT], least[PARAMETER_TEXT];
    for (int month = 1; month <= scenario_months(self); month++) {
        double mean = scenario_number(self, SPEND_MEAN, 0, month);
        double minimum = scenario_number(self, QUALIFY_MIN_SPEND, 0, month);
        bool fixed = scenario_number(self, SPEND_SHAPE, 0, 1) == SPEND_FIXED ||
                     scenario_number(self, SPEND_CV, 0, month) == 0;
        if (!fixed || mean >= minimum)
            continue;
        faults_note(&self->notes, scenario_place_of(self, QUALIFY_MIN_SPEND, 0, month),
                    "nobody qualifies in month %d, so no rep signs anybody: every lead spends %s, and "
                    "qualify.min_spend is %s",
                    month, parameter_value(parameter_of(SPEND_MEAN), mean, spend),
                    parameter_value(parameter_of(QUALIFY_MIN_SPEND), minimum, least));
        return;
    }
}

void scenario_notes(struct scenario *self)
{
    note_classes(self);
    note_nobody_signs(self);
    note_nobody_qualifies(self);
    note_idle_rows(self);
    note_no_success(self);
    note_lifts(self);
    note_onboarding(self);
}

void scenario_notes_unsure(struct scenario *self, bool drawn)
{
    struct place at = scenario_place_whole(self);
    if (self->unsure == 0 && drawn)
        faults_note(&self->notes, at, "nothing is unsure here: --uncertain changes nothing");
    else if (self->unsure == 1)
        faults_note(&self->notes, at, "1 input is unsure (a distribution): %s",
                    drawn ? "it is drawn in every play" : "its mean is used");
    else if (self->unsure > 1)
        faults_note(&self->notes, at, "%zu inputs are unsure (distributions): %s", self->unsure,
                    drawn ? "they are drawn in every play" : "their means are used");
}
