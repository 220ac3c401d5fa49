/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/verify/verify_steps.h"

#include <math.h>
#include <stdlib.h>

static double number(const struct steps *self, enum parameter_id id, size_t item, int month)
{
    return scenario_number(&self->made->scenario, id, item, month);
}

static bool of_rep(const struct people *who)
{
    return who->kind.source == SOURCE_REP;
}

struct comers *verify_steps_comers(const struct steps *self, int month, size_t piece, int quartile, size_t contract)
{
    size_t place = ((size_t)month * self->opinions.pieces + piece) * QUARTILES + (size_t)quartile;
    return &self->comers[place * self->made->plan.contracts + contract];
}

static int opinion_of(const struct steps *self, const struct people *who, int month)
{
    bool helped = who->saved && who->care > 0 && month >= who->care;
    return helped ? 0 : verify_opinion(&self->opinions, who->z, month);
}

/* The decision after the bill of a month; returns the share that wanted to leave. Before the plan no offers are made.
 */
double verify_steps_decide(const struct steps *self, struct stay *stay, const struct people *who, int month)
{
    int bill = who->tenure + month - who->month + 1, term = stay->walk.law.term;
    bool renewal = who->renewal ? (month - who->renewal) % term == 0 : bill % term == 0;
    double rescued = month < 1 ? 0 : number(self, RESCUE_SHARE, 0, month) * number(self, RESCUE_SUCCESS, 0, month);
    return stay_decide(stay, renewal,
                       verify_influence(self->made, &who->kind, opinion_of(self, who, month), month, bill), rescued);
}

/* What is billed in a month, given the product of all growth so far. */
static double bill_of(const struct steps *self, const struct people *who, double product, int month)
{
    double limit = number(self, EXPANSION_LIMIT, 0, month), growth = isnan(limit) ? product : fmin(product, 1 + limit);
    return who->certain ? round(round(100 * who->fee) * growth) / 100 : who->fee * growth;
}

/* What each of those billed in a month costs, but for serving. Returns the commission. */
static double pay(struct steps *self, const struct people *who, double fee, int month, double there)
{
    int bill = who->tenure + month - who->month + 1;
    double accounts = number(self, SERVICE_ACCOUNTS, 0, month), every = number(self, BONUS_EVERY, 0, month);
    double thirds = fmin(3, floor((bill - 1) / 12.0)), commission = 0;

    if (!isnan(accounts))
        self->series[SERIES_SERVICE][month] += there * number(self, SERVICE_SALARY, 0, month) / accounts *
                                               (1 + number(self, SERVICE_BONUS, 0, month) * thirds / 3);
    if (!of_rep(who))
        return 0;
    if (!isnan(every) && bill > 1 && (bill - 1) % (int)every == 0)
        self->series[SERIES_BONUSES][month] += there * who->fee * number(self, BONUS_SHARE, 0, month);
    double bills = number(self, REP_COMMISSION_MONTHS, who->kind.rep_class, month);
    if (isnan(bills) || bill <= (int)bills)
        commission = fee * number(self, REP_COMMISSION, who->kind.rep_class, month);
    self->series[SERIES_COMMISSIONS][month] += there * commission;
    return commission;
}

/* A share of those lost in a month will come back. */
static void win_back(struct steps *self, const struct people *who, int lost, double gone)
{
    double share = number(self, WINBACK_SHARE, 0, lost);
    int back = lost + (int)number(self, WINBACK_AFTER, 0, lost), then = self->months - 12;
    int came = who->kind.source == SOURCE_BOOK ? 0 : who->month;
    bool was_there = then >= 0 && came <= then && lost > then;

    if (share == 0 || back > self->months)
        return;
    struct comers *comers = verify_steps_comers(self, back, who->piece, who->kind.quartile, who->contract);
    comers->clients += share * gone;
    comers->fees += share * gone * who->fee;
    comers->kept += share * gone * (was_there ? 1 : who->kept);
    comers->kept_fees += share * gone * (was_there ? who->fee : who->kept * who->kept_fee);
}

/* Those who leave after the bill of a month are lost in the next; paid: commissions so far. */
static void lose(struct steps *self, const struct people *who, double fee, int month, double gone, double paid)
{
    self->series[SERIES_LOST][month + 1] += gone;
    self->series[SERIES_REVENUE_LOST][month + 1] += gone * fee;
    if (of_rep(who) && month - who->month + 1 < (int)number(self, REP_CLAWBACK, who->kind.rep_class, month + 1))
        self->series[SERIES_CLAWBACKS][month + 1] += gone * paid;
    win_back(self, who, month + 1, gone);
}

/* What those there in a month think, whom they bring, and what is done for them. */
static void please(struct steps *self, const struct people *who, int month, double there)
{
    int opinion = opinion_of(self, who, month);

    if (opinion != 0)
        self->series[opinion > 0 ? SERIES_PROMOTERS : SERIES_DETRACTORS][month] += there;
    if (opinion > 0 && month < self->months)
        self->referred[month + 1] += there * verify_referral_rate(self->made, month);
    if (month == who->care)
        self->series[SERIES_CARE][month] += there * who->handled * number(self, CARE_COST, 0, month);
}

/* Who is there in the last month. */
static void end(struct steps *self, const struct people *who, double fee, double then, double there)
{
    bool was_there = self->months >= 12 && (who->kind.source == SOURCE_BOOK ? 0 : who->month) <= self->months - 12;

    if (was_there) {
        self->kept_clients += there;
        self->kept_now += there * fee;
        self->kept_least += there * fmin(fee, then);
    }
    self->revived += there * who->kept * who->kept_fee * fee / who->fee;
}

void verify_steps_live(struct steps *self, struct stay *stay, const struct people *who)
{
    size_t cell = ((size_t)who->kind.quartile * self->made->plan.contracts + who->contract) *
                  ((size_t)self->months + 1);
    double before = 1, product = 1, last = who->fee, paid = 0, then = who->fee;
    bool signup = who->kind.source != SOURCE_BOOK && who->kind.source != SOURCE_WINBACK;

    stay_start(stay);
    for (int m = who->month; m <= self->months; m++) {
        int bill = who->tenure + m - who->month + 1;
        if (bill > 1 && (bill - 1) % 12 == 0)
            product *= 1 + number(self, EXPANSION_YEARLY, 0, m);
        double fee = bill_of(self, who, product, m), there = who->clients * before;
        self->series[SERIES_CLIENTS][m] += there;
        self->series[SERIES_REVENUE][m] += there * fee;
        self->series[SERIES_REVENUE_EXPANSION][m] += there * (fee - last);
        self->series[SERIES_SERVING][m] += there * fee * number(self, COST_SERVE, 0, m);
        paid += pay(self, who, fee, m, there);
        please(self, who, m, there);
        last = fee;
        then = m == self->months - 12 ? fee : then;
        if (m == self->months)
            end(self, who, fee, then, there);
        double wanted = who->clients * verify_steps_decide(self, stay, who, m), after = stay_alive(stay);
        self->series[SERIES_RESCUE][m] += wanted * number(self, RESCUE_SHARE, 0, m) * number(self, RESCUE_COST, 0, m);
        if (m == self->months)
            break;
        lose(self, who, fee, m, who->clients * (before - after), paid);
        if (signup) {
            self->at_risk[cell + (size_t)(m - who->month + 1)] += there;
            self->leaving[cell + (size_t)(m - who->month + 1)] += who->clients * (before - after);
        }
        before = after;
    }
}

struct steps verify_steps_new(const struct verify *made)
{
    struct steps steps = {.made = made, .months = made->plan.months, .opinions = verify_opinions_new(made)};
    size_t row = (size_t)steps.months + 1, lives = QUARTILES * made->plan.contracts * row;

    for (int s = 0; s < SERIES_COUNT; s++)
        steps.series[s] = verify_zeros(row, sizeof(double));
    steps.at_risk = verify_zeros(lives, sizeof(double));
    steps.leaving = verify_zeros(lives, sizeof(double));
    steps.referred = verify_zeros(row, sizeof(double));
    steps.comers = verify_zeros(lives * steps.opinions.pieces, sizeof *steps.comers);
    for (int month = 1; month <= steps.months; month++)
        steps.offers = steps.offers || number(&steps, RESCUE_SHARE, 0, month) > 0;
    return steps;
}

void verify_steps_free(struct steps *self)
{
    for (int s = 0; s < SERIES_COUNT; s++)
        free(self->series[s]);
    free(self->at_risk);
    free(self->leaving);
    free(self->referred);
    free(self->comers);
    verify_opinions_free(&self->opinions);
}
