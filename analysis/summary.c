/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/summary.h"

#include <inttypes.h>
#include <math.h>

#include "analysis/figure.h"
#include "analysis/metrics.h"
#include "analysis/plateau.h"
#include "sim/support/text.h"

enum {
    FEWEST_FOR_RANGE = 100, /* plays: below, the 10 % points are too vague to be told */
    LABEL_WIDTH = 9,
};

static const double many_offspring = 0.5; /* clients whom a client brings */

/* "1 month", "10,000 plays". */
static void put_count(FILE *out, double count, const char *one)
{
    char number[TEXT_NUMBER];
    fprintf(out, "%s %s%s", text_grouped(count, 0, number), one, count == 1 ? "" : "s");
}

static void put_label(FILE *out, const char *label)
{
    fprintf(out, "%-*s ", LABEL_WIDTH, label);
}

static void put_money(FILE *out, const struct findings *self, double value)
{
    char money[TEXT_NUMBER];
    fputs(text_money(value, self->currency, money), out);
}

static void put_headline(FILE *out, const struct findings *self)
{
    fprintf(out, "%s: ", self->name);
    put_count(out, self->months, "month");
    fputs(", ", out);
    if (self->replicates == 0) {
        fputs("exact calculation only\n", out);
        return;
    }
    put_count(out, (double)self->replicates, "play");
    fprintf(out, ", seed %" PRIu64 "\n", self->seed);
}

static void put_plateau(FILE *out, const struct findings *self)
{
    const struct figure *revenue = &self->metric[METRIC_PLATEAU_REVENUE];
    double clients = self->metric[METRIC_PLATEAU_CLIENTS].expected;
    double month95 = self->metric[METRIC_PLATEAU_MONTH95].expected;
    char number[TEXT_NUMBER];
    put_label(out, "Plateau");
    if (isnan(revenue->expected)) {
        fprintf(out, "none: %s\n", revenue->why);
        return;
    }
    put_money(out, self, revenue->expected);
    if (clients == 0) {
        fputs(" a month: nobody signs up any more at the plan's end\n", out);
        return;
    }
    int decimals = clients < 0.1 ? 3 : clients < 1 ? 2 : 1;
    fprintf(out, " a month (%s clients), ", text_grouped(clients, decimals, number));
    if (isnan(month95) && plateau_at_start(revenue->expected, self->smooth_revenue[0]))
        fputs("where revenue starts\n", out);
    else if (isnan(month95))
        fputs("not 95 % of the way there within 1,200 months\n", out);
    else
        fprintf(out, "95 %% of the way there by month %s%s\n", text_grouped(month95, 0, number),
                month95 > self->months ? ", after the plan's end" : "");
}

/* Where clients bring many others the plateau hangs on that: it is told how many. */
static void put_offspring(FILE *out, const struct findings *self)
{
    double each = self->metric[METRIC_OFFSPRING].expected;
    char number[TEXT_NUMBER];
    if (!(each > many_offspring))
        return;
    put_label(out, "Offspring");
    fprintf(out, "each client brings %s further ones: referrals and returns\n", text_grouped(each, 2, number));
}

static void put_end(FILE *out, const struct findings *self)
{
    const struct figure *end = findings_month(self, SERIES_REVENUE, self->months);
    char label[24];
    snprintf(label, sizeof label, "Month %d", self->months);
    put_label(out, label);
    put_money(out, self, figure_value(end));
    fputs(" a month", out);
    if (self->sample && self->sample->kept >= FEWEST_FOR_RANGE) {
        fputs("; 8 plays in 10 between ", out);
        put_money(out, self, end->quantile[P10]);
        fputs(" and ", out);
        put_money(out, self, end->quantile[P90]);
        fputs(self->uncertain ? " (luck and unsure inputs)" : " (luck only; inputs at their means)", out);
    }
    fputc('\n', out);
}

/* How long the sign-ups stay and what they are worth, or why that cannot be said. */
static void put_lifetime(FILE *out, const struct findings *self)
{
    const struct figure *mean = &self->metric[METRIC_LIFETIME_MEAN];
    double within = self->metric[METRIC_LTV_PLAN].expected;
    char number[TEXT_NUMBER];
    if (!isnan(mean->expected)) {
        fprintf(out, "stay %s months on average (%s); worth ", text_grouped(mean->expected, 1, number),
                metrics_rating(self, METRIC_LIFETIME_MEAN));
        put_money(out, self, self->metric[METRIC_LTV].expected);
        fputs(" each", out);
    } else if (!isnan(within)) { /* endless lives still pay their first bills */
        fputs("stay without end on average; worth ", out);
        put_money(out, self, within);
        fputs(" each in their first ", out);
        put_count(out, self->months, "month");
    } else {
        fputs(mean->why, out);
    }
}

static void put_clients(FILE *out, const struct findings *self)
{
    const struct figure *crr = &self->metric[METRIC_CRR_MONTH];
    char number[TEXT_NUMBER];
    put_label(out, "Clients");
    put_lifetime(out, self);
    if (!isnan(figure_value(crr)))
        fprintf(out, "; %s stay from month to month (%s)", text_percent(figure_value(crr), 1, number),
                metrics_rating(self, METRIC_CRR_MONTH));
    fputc('\n', out);
}

/* The lift in force in the plan's last month; 0 where its weight lets it do nothing. */
static double lift_of(const struct findings *self, enum parameter_id weight, enum parameter_id lift)
{
    const struct scenario *scenario = self->plan->scenario;
    double strength = scenario_number(scenario, weight, 0, self->months);
    return strength != 0 ? scenario_number(scenario, lift, 0, self->months) : 0;
}

/* ", 28 with the service lift of 0.5": what lifts do is told in points, since nobody can picture deviations of z. */
static void put_lifts(FILE *out, const struct findings *self)
{
    double service = lift_of(self, SERVICE_WEIGHT, SERVICE_LIFT);
    double performance = lift_of(self, PERFORMANCE_WEIGHT, PERFORMANCE_LIFT);
    char number[TEXT_NUMBER];
    if (service == 0 && performance == 0)
        return;
    fprintf(out, ", %s with ", text_grouped(satisfaction_nps(&self->plan->satisfaction, self->months), 0, number));
    if (service != 0 && performance != 0)
        fprintf(out, "both lifts (%.3g and %.3g)", service, performance);
    else if (service != 0)
        fprintf(out, "the service lift of %.3g", service);
    else
        fprintf(out, "the performance lift of %.3g", performance);
}

static void put_nps(FILE *out, const struct findings *self)
{
    const struct scenario *scenario = self->plan->scenario;
    double end = figure_value(&self->metric[METRIC_NPS_END]);
    char number[TEXT_NUMBER];
    if (!self->plan->satisfaction.known)
        return;
    put_label(out, "NPS");
    if (!isnan(end))
        fprintf(out, "%s among clients in month %d (%s); ", text_grouped(end, metrics_nps_decimals(end), number),
                self->months, metrics_rating(self, METRIC_NPS_END));
    double plain = 100 * (scenario_number(scenario, NPS_PROMOTERS, 0, self->months) -
                          scenario_number(scenario, NPS_DETRACTORS, 0, self->months));
    fprintf(out, "%s among new ones", text_grouped(plain, 0, number));
    put_lifts(out, self);
    fputc('\n', out);
}

/* Sum of a series over the plan:. */
static double sum_of(const struct findings *self, enum series series)
{
    double sum = 0;
    for (int month = 1; month <= self->months; month++)
        sum += self->expected->series[series][month];
    return sum;
}

/* Where the plan's new clients come from, if not from reps alone. */
static void put_sources(FILE *out, const struct findings *self)
{
    double referred = sum_of(self, SERIES_SIGNUPS_REFERRED), back = sum_of(self, SERIES_WINBACKS);
    double signups = sum_of(self, SERIES_SIGNUPS), returned = sum_of(self, SERIES_SIGNUPS_RETURNED);
    const double least = 0.0005, small = 0.0995; /* a share worth a word; one that needs a decimal */
    const struct {
        double clients;
        const char *how;
    } source[] = {{signups - returned - referred, "signed by reps"},
                  {returned, "returning leads"},
                  {referred, "referred"},
                  {back, "won back"}};
    const char *between = "";
    int decimals = 0;
    char number[TEXT_NUMBER];
    if (!(referred + back > 0))
        return;
    for (size_t i = 0; i < sizeof source / sizeof source[0]; i++) /* all alike, so that they are seen to add up */
        if (source[i].clients >= least * (signups + back) && source[i].clients < small * (signups + back))
            decimals = 1;
    put_label(out, "Sources");
    fputs("of all new clients ", out);
    for (size_t i = 0; i < sizeof source / sizeof source[0]; i++) {
        double share = source[i].clients / (signups + back);
        if (share < least)
            continue;
        fprintf(out, "%s%s %s", between, text_percent(share, decimals, number), source[i].how);
        between = ", ";
    }
    fputc('\n', out);
}

/* How deep cash falls in the plays. */
static void put_cash_of_plays(FILE *out, const struct findings *self)
{
    const struct figure *lowest = &self->metric[METRIC_CASH_MIN];
    const double *value = &self->sample->quantity_value[QUANTITY_CASH_MIN * self->sample->kept];
    bool many = self->sample->kept >= FEWEST_FOR_RANGE, falls = false;
    for (size_t r = 0; r < self->sample->kept; r++)
        falls = falls || value[r] < 0;
    if (!falls) {
        fputs("cash never falls below 0", out);
    } else if (many && lowest->quantile[P5] >= 0) {
        fputs("cash falls below 0 in fewer than 1 play in 20", out);
    } else {
        fputs("lowest cash ", out);
        put_money(out, self, lowest->mean);
        fputs(" on average", out);
        if (many) {
            fputs(", 1 play in 20 below ", out);
            put_money(out, self, lowest->quantile[P5]);
        }
    }
}

/* The same of expected cash, where nothing was played. */
static void put_expected_cash(FILE *out, const struct findings *self)
{
    const double *cash = self->expected->series[SERIES_CASH];
    int lowest = 1;
    for (int month = 2; month <= self->months; month++)
        if (cash[month] < cash[lowest])
            lowest = month;
    if (cash[lowest] >= 0) {
        fputs("expected cash never falls below 0", out);
        return;
    }
    fputs("expected cash is lowest in month ", out);
    fprintf(out, "%d: ", lowest);
    put_money(out, self, cash[lowest]);
}

static void put_profit(FILE *out, const struct findings *self)
{
    double profit = self->metric[METRIC_PLATEAU_PROFIT].expected;
    if (!findings_have_costs(self))
        return;
    put_label(out, "Profit");
    if (isnan(profit)) {
        put_money(out, self, figure_value(&self->metric[METRIC_PROFIT_TOTAL]));
        fputs(" in all ", out);
        put_count(out, self->months, "month");
    } else {
        put_money(out, self, profit);
        fputs(profit < 0 ? " a month at the plateau: a loss" : " a month at the plateau", out);
    }
    fputs("; ", out);
    if (self->sample)
        put_cash_of_plays(out, self);
    else
        put_expected_cash(out, self);
    fputc('\n', out);
}

/* "+$310", "-$12". */
static void put_change(FILE *out, const struct findings *self, double value)
{
    if (!(value < 0))
        fputc('+', out);
    put_money(out, self, value);
}

/*
 * What 1 % better is worth. Fact B1 holds only where sign-ups cost money, so there it is told what bought ones bring.
 */
static void put_gains(FILE *out, const struct findings *self)
{
    const struct figure *metric = self->metric;
    double signups = metric[METRIC_GAIN_SIGNUPS].expected, bought = metric[METRIC_GAIN_SIGNUPS_BOUGHT].expected;
    if (isnan(signups) || metric[METRIC_PLATEAU_CLIENTS].expected == 0)
        return;
    fputs("1 % better: sign-ups ", out);
    put_change(out, self, signups);
    fputs(" a month", out);
    if (fabs(signups - bought) > 0.005) {
        fputs(" (", out);
        put_change(out, self, bought);
        fputs(" where sign-ups are bought)", out);
    }
    fputs(", churn ", out);
    put_change(out, self, metric[METRIC_GAIN_CHURN].expected);
    fputs(", fees ", out);
    put_change(out, self, metric[METRIC_GAIN_FEE].expected);
    fputc('\n', out);
}

static void put_agreement(FILE *out, const struct findings *self)
{
    const struct agreement *agreement = &self->agreement;
    if (self->replicates == 0)
        return;
    if (agreement->checked == 0) {
        fputs("Too few plays or events to check them against the exact calculation.\n", out);
        return;
    }
    if (agreement->failed) {
        fprintf(out, "THE PLAYS DISAGREE with the exact calculation: %s. This is a fault of the program.\n",
                agreement->worst);
        return;
    }
    fprintf(out, "The plays agree with the exact calculation (largest gap %.1f standard error%s in ",
            agreement->largest, fabs(agreement->largest - 1) < 0.05 ? "" : "s");
    put_count(out, (double)agreement->checked, "figure");
    fputs(").\n", out);
}

void summary_write(FILE *out, const struct findings *findings)
{
    put_headline(out, findings);
    put_plateau(out, findings);
    put_offspring(out, findings);
    put_end(out, findings);
    put_clients(out, findings);
    put_nps(out, findings);
    put_sources(out, findings);
    put_profit(out, findings);
    put_gains(out, findings);
    if (findings->uncertain)
        fputs("Plateau, stay, worth and 1 % better are those of the inputs' means; the rest is over inputs as drawn.\n",
              out);
    put_agreement(out, findings);
}
