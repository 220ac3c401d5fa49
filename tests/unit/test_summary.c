/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exact words on the screen, with everything there and with what may be missing. */
#include "analysis_support.h"

#include "analysis/figure.h"
#include "analysis/monthly.h"
#include "analysis/summary.h"

/* A plan of `months` months in which every figure of the summary exists. */
static struct made *whole(int months, size_t plays)
{
    struct made *made = made_new(months, plays);
    struct findings *self = &made->findings;
    made_cell(made, SERIES_REVENUE, months, 39211.3, 3910000, 1);
    for (size_t r = 0; r < plays; r++)
        made->sample.value[((size_t)SERIES_REVENUE * (size_t)(months + 1) + (size_t)months) * plays + r] =
            3100000 + (int64_t)r * 16500;
    assert_int_equal(monthly_fill(self, 1), OK);
    for (int m = 0; m < METRIC_COUNT; m++)
        self->metric[m] = figure_exact(NAN, "because");
    self->smooth_revenue = made_zeros((size_t)months + 1, sizeof *self->smooth_revenue);
    self->metric[METRIC_PLATEAU_REVENUE] = figure_exact(41200, NULL);
    self->metric[METRIC_PLATEAU_CLIENTS] = figure_exact(20.55, NULL);
    self->metric[METRIC_PLATEAU_MONTH95] = figure_exact(38, NULL);
    self->metric[METRIC_LIFETIME_MEAN] = figure_exact(12.4, NULL);
    self->metric[METRIC_LTV] = figure_exact(61300, NULL);
    self->metric[METRIC_LTV_PLAN] = figure_exact(58000, NULL);
    self->metric[METRIC_CRR_MONTH] = figure_exact(0.9171, NULL);
    self->agreement = (struct agreement){.checked = 4320, .largest = 2.13};
    return made;
}

static void assert_summary(const struct made *made, const char *want)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    summary_write(out, &made->findings);
    assert_int_equal(fclose(out), 0);
    assert_string_equal(text, want);
    free(text);
}

static void everything(void **state)
{
    struct made *made = whole(60, 101);
    (void)state;
    assert_summary(made,
                   "A small agency: 60 months, 101 plays, seed 1\n"
                   "Plateau   $41,200 a month (20.6 clients), 95 % of the way there by month 38\n"
                   "Month 60  $39,211 a month; 8 plays in 10 between $32,650 and $45,850 (luck only; inputs at their "
                   "means)\n"
                   "Clients   stay 12.4 months on average (good); worth $61,300 each; 91.7 % stay from month to month "
                   "(above the 85-90 % aim)\n"
                   "The plays agree with the exact calculation (largest gap 2.1 standard errors in 4,320 figures).\n");
    made_free(made);
}

static void exact_only(void **state)
{
    struct made *made = whole(1, 0);
    (void)state;
    made->findings.metric[METRIC_CRR_MONTH] = figure_exact(NAN, "there are no clients in the last 12 months");
    assert_summary(made,
                   "A small agency: 1 month, exact calculation only\n"
                   "Plateau   $41,200 a month (20.6 clients), 95 % of the way there by month 38, after the plan's "
                   "end\n"
                   "Month 1   $39,211 a month\n"
                   "Clients   stay 12.4 months on average (good); worth $61,300 each\n");
    made_free(made);
}

static void no_plateau(void **state)
{
    struct made *made = whole(60, 2);
    struct findings *self = &made->findings;
    const char *why = "a client's expected lifetime is infinite: some clients never leave";
    (void)state;
    self->metric[METRIC_PLATEAU_REVENUE] = figure_exact(NAN, why);
    self->metric[METRIC_LIFETIME_MEAN] = self->metric[METRIC_LTV] = figure_exact(NAN, why);
    self->agreement = (struct agreement){0};
    assert_summary(made, "A small agency: 60 months, 2 plays, seed 1\n"
                         "Plateau   none: a client's expected lifetime is infinite: some clients never leave\n"
                         "Month 60  $39,211 a month\n"
                         "Clients   stay without end on average; worth $58,000 each in their first 60 months; 91.7 % "
                         "stay from month to month (above the 85-90 % aim)\n"
                         "Too few plays or events to check them against the exact calculation.\n");
    made_free(made);
}

static void nobody_signs(void **state)
{
    struct made *made = whole(24, 1);
    struct findings *self = &made->findings;
    (void)state;
    self->metric[METRIC_PLATEAU_REVENUE] = figure_exact(0, NULL);
    self->metric[METRIC_PLATEAU_CLIENTS] = figure_exact(0, NULL);
    self->metric[METRIC_LTV_PLAN] = self->metric[METRIC_LIFETIME_MEAN] = figure_exact(
        NAN, "nobody signs up in the plan's last 12 months");
    self->agreement = (struct agreement){.checked = 1, .largest = 1.02};
    assert_summary(made, "A small agency: 24 months, 1 play, seed 1\n"
                         "Plateau   $0 a month: nobody signs up any more at the plan's end\n"
                         "Month 24  $39,211 a month\n"
                         "Clients   nobody signs up in the plan's last 12 months; 91.7 % stay from month to month "
                         "(above the 85-90 % aim)\n"
                         "The plays agree with the exact calculation (largest gap 1.0 standard error in 1 figure).\n");
    made_free(made);
}

static void starts_there(void **state)
{
    struct made *made = whole(60, 0);
    (void)state;
    made->findings.smooth_revenue[0] = 41200;
    made->findings.metric[METRIC_PLATEAU_MONTH95] = figure_exact(NAN, "at the plateau already");
    assert_summary(made, "A small agency: 60 months, exact calculation only\n"
                         "Plateau   $41,200 a month (20.6 clients), where revenue starts\n"
                         "Month 60  $39,211 a month\n"
                         "Clients   stay 12.4 months on average (good); worth $61,300 each; 91.7 % stay from month to "
                         "month (above the 85-90 % aim)\n");
    made_free(made);
}

static void disagreement(void **state)
{
    struct made *made = whole(60, 2);
    (void)state;
    made->findings.agreement = (struct agreement){.checked = 7,
                                                  .failed = true,
                                                  .largest = 8,
                                                  .worst = "revenue of month 17: 19,048.45 expected, 18,200.10 played"};
    made->findings.metric[METRIC_PLATEAU_MONTH95] = figure_exact(NAN, "never");
    assert_summary(made, "A small agency: 60 months, 2 plays, seed 1\n"
                         "Plateau   $41,200 a month (20.6 clients), not 95 % of the way there within 1,200 months\n"
                         "Month 60  $39,211 a month\n"
                         "Clients   stay 12.4 months on average (good); worth $61,300 each; 91.7 % stay from month to "
                         "month (above the 85-90 % aim)\n"
                         "THE PLAYS DISAGREE with the exact calculation: revenue of month 17: 19,048.45 expected, "
                         "18,200.10 played. This is a fault of the program.\n");
    made_free(made);
}

/* A plan of 24 months that costs something: profit 8,900 at the plateau; the plays' lowest cash as given. */
static struct made *with_costs(size_t plays, const double *lowest, double mean)
{
    struct made *made = whole(24, plays);
    struct figure *cash = &made->findings.metric[METRIC_CASH_MIN], *metric = made->findings.metric;
    made->findings.monthly[SERIES_FIXED * (24 + 1) + 5].expected = 1000;
    metric[METRIC_PLATEAU_PROFIT] = figure_exact(8900, NULL);
    metric[METRIC_PROFIT_TOTAL] = figure_exact(61234, NULL);
    metric[METRIC_GAIN_SIGNUPS] = figure_exact(310, NULL);
    metric[METRIC_GAIN_SIGNUPS_BOUGHT] = figure_exact(-120, NULL);
    metric[METRIC_GAIN_CHURN] = figure_exact(350, NULL);
    metric[METRIC_GAIN_FEE] = figure_exact(412, NULL);
    cash->mean = mean;
    cash->quantile[P5] = -61000;
    for (size_t r = 0; r < plays; r++)
        made->sample.quantity_value[QUANTITY_CASH_MIN * plays + r] = lowest[r % 2];
    return made;
}

/* The lines of profit and of gains alone. */
static void assert_money(struct made *made, const char *want)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    summary_write(out, &made->findings);
    assert_int_equal(fclose(out), 0);
    char *from = strstr(text, "\nProfit"), *to = strstr(text, "\nThe plays");
    assert_non_null(from);
    if (to)
        to[1] = '\0';
    assert_string_equal(from + 1, want);
    free(text);
    made_free(made);
}

#define GAINS "1 % better: sign-ups +$310 a month (-$120 where sign-ups are bought), churn +$350, fees +$412\n"

static void profit(void **state)
{
    static const double falls[] = {-2200000, 12}, stays[] = {0, 12};
    struct made *made = with_costs(101, falls, -22000);
    (void)state;
    assert_money(made, "Profit    $8,900 a month at the plateau; lowest cash -$22,000 on average, 1 play in 20 below "
                       "-$61,000\n" GAINS);
    assert_money(with_costs(4, falls, -22000),
                 "Profit    $8,900 a month at the plateau; lowest cash -$22,000 on average\n" GAINS);
    assert_money(with_costs(101, stays, 500),
                 "Profit    $8,900 a month at the plateau; cash never falls below 0\n" GAINS);
    made = with_costs(101, falls, 500);
    made->findings.metric[METRIC_CASH_MIN].quantile[P5] = 3;
    assert_money(made,
                 "Profit    $8,900 a month at the plateau; cash falls below 0 in fewer than 1 play in 20\n" GAINS);
    /* Exactly: the month in which expected cash is lowest. */
    made = with_costs(0, falls, NAN);
    made->expected.series[SERIES_CASH][9] = -21234;
    made->expected.series[SERIES_CASH][8] = -20000;
    assert_money(made, "Profit    $8,900 a month at the plateau; expected cash is lowest in month 9: -$21,234\n" GAINS);
    assert_money(with_costs(0, falls, NAN),
                 "Profit    $8,900 a month at the plateau; expected cash never falls below 0\n" GAINS);
}

static void a_loss(void **state)
{
    static const double falls[] = {-2200000, 12};
    struct made *made = with_costs(101, falls, -22000);
    struct figure *metric = made->findings.metric;
    (void)state;
    metric[METRIC_PLATEAU_PROFIT] = figure_exact(-1210, NULL);
    metric[METRIC_GAIN_SIGNUPS_BOUGHT] = figure_exact(310, NULL); /* sign-ups cost nothing */
    metric[METRIC_GAIN_CHURN] = figure_exact(-3.5, NULL);         /* each client costs more than it pays */
    assert_money(made,
                 "Profit    -$1,210 a month at the plateau: a loss; lowest cash -$22,000 on average, 1 play in 20 "
                 "below -$61,000\n"
                 "1 % better: sign-ups +$310 a month, churn -$3.50, fees +$412\n");
    made = with_costs(101, falls, -22000);
    metric = made->findings.metric;
    for (int m = METRIC_GAIN_SIGNUPS; m <= METRIC_GAIN_FEE_PERCENT; m++)
        metric[m] = figure_exact(NAN, "some clients never leave");
    metric[METRIC_PLATEAU_PROFIT] = figure_exact(NAN, "some clients never leave");
    assert_money(made,
                 "Profit    $61,234 in all 24 months; lowest cash -$22,000 on average, 1 play in 20 below -$61,000\n");
}

static void unsure_inputs(void **state)
{
    struct made *made = whole(60, 101);
    (void)state;
    made->findings.uncertain = true;
    assert_summary(made,
                   "A small agency: 60 months, 101 plays, seed 1\n"
                   "Plateau   $41,200 a month (20.6 clients), 95 % of the way there by month 38\n"
                   "Month 60  $39,211 a month; 8 plays in 10 between $32,650 and $45,850 (luck and unsure inputs)\n"
                   "Clients   stay 12.4 months on average (good); worth $61,300 each; 91.7 % stay from month to month "
                   "(above the 85-90 % aim)\n"
                   "Plateau, stay, worth and 1 % better are those of the inputs' means; the rest is over inputs as "
                   "drawn.\n"
                   "The plays agree with the exact calculation (largest gap 2.1 standard errors in 4,320 figures).\n");
    made_free(made);
}

/* Where the texts of satisfaction come from: a scenario's values in its last month. */
struct asked {
    struct scenario scenario;
    struct made *made;
};

static struct asked ask(const char *rows)
{
    struct asked asked = {.made = whole(60, 0)};
    char text[1024];
    snprintf(text, sizeof text, "%s%s", GOOD_ROWS, rows);
    read_good(&asked.scenario, text);
    asked.made->plan.scenario = &asked.scenario;
    assert_int_equal(satisfaction_init(&asked.made->plan.satisfaction, &asked.scenario), OK);
    asked.made->findings.metric[METRIC_NPS_END] = figure_exact(31.4, NULL);
    return asked;
}

/* The one line that begins so; "" if there is none. */
static void assert_line(const struct asked *asked, const char *begin, const char *want)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    summary_write(out, &asked->made->findings);
    assert_int_equal(fclose(out), 0);
    char *from = strstr(text, begin), *to = from ? strchr(from, '\n') : NULL;
    if (to)
        *to = '\0';
    assert_string_equal(from ? from : "", want);
    assert_true(strlen(want) <= 110);
    free(text);
}

static void leave(struct asked *asked)
{
    satisfaction_free(&asked->made->plan.satisfaction);
    made_free(asked->made);
    scenario_free(&asked->scenario);
}

/* 33 % promoters and 23 % detractors. With a lift d of z: P(z > 0.43991 - d) - P(z < -0.73885 - d), by tables. */
#define ASKED "nps.promoters,33%\nnps.detractors,23%\n"

static void nps(void **state)
{
    struct asked asked = ask(ASKED);
    (void)state;
    assert_line(&asked, "NPS", "NPS       31 among clients in month 60 (unicorn); 10 among new ones");
    asked.made->findings.metric[METRIC_NPS_END] = figure_exact(19.85, NULL); /* 20 would be good */
    assert_line(&asked, "NPS", "NPS       19.9 among clients in month 60 (needs work); 10 among new ones");
    asked.made->findings.metric[METRIC_NPS_END] = figure_exact(NAN, "there are no clients");
    assert_line(&asked, "NPS", "NPS       10 among new ones");
    leave(&asked);
    asked = ask(ASKED "service.lift,0.5,7\n"); /* P(z > -0.06009) - P(z < -1.23885) = 0.5240 - 0.1077 */
    assert_line(&asked, "NPS",
                "NPS       31 among clients in month 60 (unicorn); 10 among new ones, 42 with the service lift of 0.5");
    leave(&asked);
    asked = ask(ASKED "performance.lift,-0.25\nperformance.weight,0.5\n"); /* 0.565: 28.6 %; -0.614: 27.0 % */
    asked.made->findings.metric[METRIC_NPS_END] = figure_exact(-4.7, NULL);
    assert_line(
        &asked, "NPS",
        "NPS       -5 among clients in month 60 (bad); 10 among new ones, 2 with the performance lift of -0.25");
    leave(&asked);
    asked = ask(ASKED "performance.lift,0.25\nservice.lift,0.25\n");
    assert_line(
        &asked, "NPS",
        "NPS       31 among clients in month 60 (unicorn); 10 among new ones, 42 with both lifts (0.25 and 0.25)");
    leave(&asked);
    asked = ask(ASKED "service.lift,0.5\nservice.weight,0\n"); /* a lift that nobody feels */
    assert_line(&asked, "NPS", "NPS       31 among clients in month 60 (unicorn); 10 among new ones");
    leave(&asked);
    asked = ask("");
    assert_line(&asked, "NPS", "");
    leave(&asked);
}

static void sources(void **state)
{
    struct asked asked = ask("");
    double *const *series = asked.made->expected.series;
    (void)state;
    assert_line(&asked, "Sources", "");
    series[SERIES_SIGNUPS][7] = 80;
    series[SERIES_SIGNUPS][9] = 10;
    series[SERIES_SIGNUPS_REFERRED][9] = 4;
    series[SERIES_WINBACKS][60] = 10;
    assert_line(&asked, "Sources",
                "Sources   of all new clients 86.0 % signed by reps, 4.0 % referred, 10.0 % won back");
    series[SERIES_SIGNUPS_RETURNED][7] = 20;
    assert_line(
        &asked, "Sources",
        "Sources   of all new clients 66.0 % signed by reps, 20.0 % returning leads, 4.0 % referred, 10.0 % won back");
    leave(&asked);
}

static void offspring(void **state)
{
    struct asked asked = ask("");
    (void)state;
    asked.made->findings.metric[METRIC_OFFSPRING] = figure_exact(0.5, NULL);
    assert_line(&asked, "Offspring", "");
    asked.made->findings.metric[METRIC_OFFSPRING] = figure_exact(0.6163, NULL);
    assert_line(&asked, "Offspring", "Offspring each client brings 0.62 further ones: referrals and returns");
    leave(&asked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything),   cmocka_unit_test(exact_only),   cmocka_unit_test(no_plateau),
        cmocka_unit_test(nobody_signs), cmocka_unit_test(disagreement), cmocka_unit_test(starts_there),
        cmocka_unit_test(profit),       cmocka_unit_test(a_loss),       cmocka_unit_test(unsure_inputs),
        cmocka_unit_test(nps),          cmocka_unit_test(sources),      cmocka_unit_test(offspring),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
