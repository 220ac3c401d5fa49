/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a scenario's text to findings, against closed forms worked out by hand (q = 11/12, v = 1.1^(-1/12)):
 *   textbook, fact A2: plateau (1/6) 12 x 10,000 = 20,000; ltv 120,000; its first 60 bills 120,000 (1 - q^60);
 *   discounted 10,000 / (1 - q v) = 110,393.38828425; within 5 % from the first t with q^t <= 0.05: month 35.
 */
#include "analysis_support.h"

#include "sim/play/play.h"

static const char textbook[] = "parameter,value,month\nname,Textbook\nsales.arrivals,%s\nsales.close,1/6\n"
                               "rep.a.count,1\nrep.a.leads,1\nspend.shape,fixed\nspend.mean,100000\n"
                               "contract.month.term,1\ncontract.month.fee,10%%\ncontract.month.nonrenewal,%s\n%s";

/* Everything between a scenario's text and its findings. */
struct run {
    struct scenario scenario;
    struct plan plan;
    struct expected expected;
    struct sample sample;
    struct findings findings;
};

static void run_text(struct run *run, size_t replicates, size_t threads, const char *arrivals, const char *nonrenewal,
                     const char *more)
{
    char text[2048];
    struct faults faults = {0};
    *run = (struct run){0};
    int size = snprintf(text, sizeof text, textbook, arrivals, nonrenewal, more);
    assert_in_range(size, 1, sizeof text - 1);
    enum status status = scenario_read_bytes(&run->scenario, "textbook.csv", text, (size_t)size, NULL, 0, &faults);
    if (status != OK)
        fail_msg("%s", faults.total ? faults.item[0].text : "no fault told");
    assert_int_equal(plan_init(&run->plan, &run->scenario), OK);
    assert_int_equal(expected_init(&run->expected, &run->plan), OK);
    const struct play_options options = {.seed = 7, .replicates = replicates, .threads = threads};
    if (replicates)
        assert_int_equal(play_run(&run->sample, &run->plan, &options), OK);
    const struct findings_facts facts = {.name = run->scenario.name, .slug = "textbook", .seed = 7, .threads = threads};
    assert_int_equal(findings_init(&run->findings, &run->plan, &run->expected, replicates ? &run->sample : NULL, facts),
                     OK);
}

static void run_free(struct run *run)
{
    findings_free(&run->findings);
    sample_free(&run->sample);
    expected_free(&run->expected);
    plan_free(&run->plan);
    scenario_free(&run->scenario);
}

static double exact(const struct run *run, enum metric metric)
{
    return run->findings.metric[metric].expected;
}

static void the_textbook(void **state)
{
    static const char *const arrivals[] = {"steady", "poisson"};
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct run run;
        run_text(&run, 2000, 2, arrivals[i], "1/12", "");
        ASSERT_CLOSE(exact(&run, METRIC_PLATEAU_REVENUE), 20000, 1e-12);
        ASSERT_CLOSE(exact(&run, METRIC_PLATEAU_CLIENTS), 2, 1e-12);
        ASSERT_CLOSE(exact(&run, METRIC_PLATEAU_MONTH50), 8, 0);
        ASSERT_CLOSE(exact(&run, METRIC_PLATEAU_MONTH80), 19, 0);
        ASSERT_CLOSE(exact(&run, METRIC_PLATEAU_MONTH95), 35, 0);
        ASSERT_CLOSE(exact(&run, METRIC_LIFETIME_MEAN), 12, 1e-12);
        ASSERT_CLOSE(exact(&run, METRIC_LTV), 120000, 1e-12);
        ASSERT_CLOSE(exact(&run, METRIC_LTV_DISCOUNTED), 110393.38828425, 1e-12);
        ASSERT_CLOSE(exact(&run, METRIC_LTV_PLAN), 120000 * (1 - pow(11.0 / 12, 60)), 1e-12);
        ASSERT_CLOSE(exact(&run, METRIC_CRR_MONTH), 11.0 / 12, 1e-12);
        ASSERT_CLOSE(exact(&run, METRIC_CRR_12), pow(11.0 / 12, 12), 1e-12);
        ASSERT_CLOSE(run.findings.smooth_revenue[24], 20000 * (1 - pow(11.0 / 12, 24)), 1e-12);
        assert_false(run.findings.agreement.failed);
        assert_true(run.findings.agreement.checked > 300);
        /* One client every six months is 1/6 a month; contract month x quartile 1 is everybody. */
        const struct ltv_row *row = run.findings.ltv;
        assert_int_equal(run.findings.ltv_count, 10);
        ASSERT_CLOSE(row[0].signups, 1.0 / 6, 1e-12);
        ASSERT_CLOSE(row[0].mean_fee, 10000, 1e-12);
        assert_string_equal(row[0].rating, "good");
        assert_true(row[1].signups == 0 && isnan(row[1].ltv) && isnan(row[1].mean_fee));
        assert_true(row[9].contract == -1 && row[9].quartile == -1 && row[9].source == -1);
        ASSERT_CLOSE(row[9].ltv, 120000, 1e-12);
        for (size_t k = 0; k < 60; k++) /* the first curve: all sign-ups */
            ASSERT_CLOSE(run.findings.retention[k].expected, pow(11.0 / 12, (double)k), 1e-10);
        ASSERT_CLOSE(run.findings.retention[12].simulated, pow(11.0 / 12, 12), 0.05);
        run_free(&run);
    }
}

static void never_leaving(void **state)
{
    struct run run;
    (void)state;
    run_text(&run, 0, 1, "poisson", "0", "");
    assert_true(isnan(exact(&run, METRIC_PLATEAU_REVENUE)) && isnan(exact(&run, METRIC_PLATEAU_MONTH95)));
    assert_true(isnan(exact(&run, METRIC_LTV)) && isnan(exact(&run, METRIC_LIFETIME_MEAN)));
    assert_string_equal(run.findings.metric[METRIC_PLATEAU_MONTH95].why,
                        "a client's expected lifetime is infinite: some clients never leave");
    ASSERT_CLOSE(exact(&run, METRIC_LTV_DISCOUNTED), 10000 / (1 - pow(1.1, -1.0 / 12)), 1e-12);
    ASSERT_CLOSE(exact(&run, METRIC_LTV_PLAN), 600000, 1e-12);
    run_free(&run);

    /* Beta(0.668, 3.806), Fader and Hardie's high-end clients: a <= 1 and no mean. */
    run_text(&run, 0, 1, "poisson", "0.14930710774474743", "contract.month.concentration,4.474\n");
    assert_non_null(strstr(run.findings.metric[METRIC_PLATEAU_REVENUE].why, "nonrenewal x concentration is at most 1"));
    assert_true(isfinite(exact(&run, METRIC_LTV_DISCOUNTED)));
    run_free(&run);
    run_text(&run, 0, 1, "poisson", "0", "plan.discount_rate,0\n");
    assert_true(isnan(exact(&run, METRIC_LTV_DISCOUNTED)));
    run_free(&run);
}

static void nobody_signs(void **state)
{
    struct run run;
    (void)state;
    run_text(&run, 50, 1, "poisson", "0", "rep.a.count,0,2\nplan.months,24\n");
    /* One sixth of a client signs in month 1 and never leaves: that is the level revenue stays at. */
    ASSERT_CLOSE(exact(&run, METRIC_PLATEAU_REVENUE), 10000.0 / 6, 1e-12);
    ASSERT_CLOSE(exact(&run, METRIC_PLATEAU_CLIENTS), 1.0 / 6, 1e-12);
    assert_string_equal(run.findings.metric[METRIC_LTV].why, "nobody signs up in the plan's last 12 months");
    assert_true(run.findings.ltv[9].signups == 0);
    ASSERT_CLOSE(run.findings.metric[METRIC_CRR_MONTH].expected, 1, 0);
    run_free(&run);
}

/* Only the last 12 months count, each under its own law: multiplier 1.7 from the last month on. */
static void a_change_in_the_last_month(void **state)
{
    struct run run;
    double q = 11.0 / 12, want = 0;
    (void)state;
    run_text(&run, 0, 1, "poisson", "1/12", "churn.multiplier,1.7,60\n");
    for (int k = 0; k < 12; k++) /* k decisions at the old rate, all others at the new one */
        want += ((1 - pow(q, k)) * 12 + pow(q, k) / (1 - pow(q, 1.7))) / 12;
    ASSERT_CLOSE(exact(&run, METRIC_LIFETIME_MEAN), want, 1e-12);
    ASSERT_CLOSE(exact(&run, METRIC_PLATEAU_CLIENTS), 1 / (1 - pow(q, 1.7)) / 6, 1e-12);
    run_free(&run);
}

#define PAID                                                                                                     \
    "rep.b.count,2\nrep.b.leads,1.3\nrep.b.commission,9%\nrep.b.commission_months,14\nrep.b.clawback,4\n"        \
    "rep.a.salary,1700\nrep.b.salary,2100\nrep.b.quit,4%\nrep.b.refill,2\nrep.b.ramp,3\nrep.b.hiring_cost,900\n" \
    "cost.lead,35\ncost.fixed,1500\ncost.serve,20%\ncost.signup,300\ncost.lost,289\nservice.accounts,20\n"       \
    "service.salary,4000\nservice.bonus,15%\nbonus.every,6\nbonus.share,20%\nexpansion.yearly,6%\n"              \
    "expansion.limit,20%\nplan.months,48\n"

/* Everything at once: plays and exact results must agree, line by line, and the ledger must close. */
static void with_pay_and_costs(void **state)
{
    struct run run;
    (void)state;
    run_text(&run, 2000, 2, "poisson", "1/12", PAID);
    const struct findings *self = &run.findings;
    if (self->agreement.failed)
        fail_msg("%s", self->agreement.worst);
    assert_true(self->agreement.checked > 800);
    for (int month = 1; month <= 48; month++) {
        double profit = 0;
        for (int s = 0; s < SERIES_NPS; s++) /* which is no number without promoters */
            profit += series_info((enum series)s)->in_profit * findings_month(self, (enum series)s, month)->mean;
        ASSERT_CLOSE(findings_month(self, SERIES_PROFIT, month)->mean, profit, 1e-9);
    }
    ASSERT_CLOSE(exact(&run, METRIC_PROFIT_TOTAL), run.expected.series[SERIES_CASH][48], 1e-12);
    /* The ledger of the plateau closes too. */
    const double *line = self->plateau.line;
    double profit = 0;
    for (int s = 0; s < SERIES_CASH; s++)
        profit += series_info((enum series)s)->in_profit * line[s];
    ASSERT_CLOSE(exact(&run, METRIC_PLATEAU_PROFIT), profit, 1e-12);
    ASSERT_CLOSE(line[SERIES_REVENUE_NEW] + line[SERIES_REVENUE_EXPANSION], line[SERIES_REVENUE_LOST], 1e-12);
    for (int m = 0; m < METRIC_COUNT; m++) /* every figure exists, one way or the other */
        assert_true(m == METRIC_NPS_END || !isnan(self->metric[m].expected) || !isnan(self->metric[m].mean));
    run_free(&run);
}

/* Leads that come back are a source of their own. From month 50 on reps turn everybody away; 40 % sign later. */
static void sources(void **state)
{
    struct run run;
    (void)state;
    run_text(&run, 0, 1, "poisson", "1/12",
             "qualify.min_spend,110000,50\nqualify.return_share,40%\nqualify.return_after,3\n");
    const struct ltv_row *row = run.findings.ltv;
    assert_int_equal(run.findings.ltv_count, 4 * 3 + 1 + 4 + 2 + 1);
    assert_true(row[0].source == SOURCE_REP && row[1].source == SOURCE_RETURNED && row[2].source == -1);
    assert_true(row[2].contract == 0 && row[2].quartile == 0 && row[3].quartile == 1);
    ASSERT_CLOSE(row[0].signups, 1.0 / 6 / 12, 1e-12);     /* month 49 */
    ASSERT_CLOSE(row[1].signups, 8 * 0.4 / 6 / 12, 1e-12); /* months 53 to 60 */
    ASSERT_CLOSE(row[2].signups, (1 + 3.2) / 6 / 12, 1e-12);
    ASSERT_CLOSE(row[0].mean_fee, 10000, 1e-12);
    ASSERT_CLOSE(row[1].mean_fee, 11000, 1e-12);
    ASSERT_CLOSE(row[2].ltv, 12 * (10000 + 3.2 * 11000) / 4.2, 1e-12);
    assert_true(row[17].source == SOURCE_REP && row[17].contract == -1 && row[17].quartile == -1);
    assert_true(row[18].source == SOURCE_RETURNED && row[18].signups == row[1].signups);
    assert_true(row[19].source == -1 && row[19].signups == row[2].signups);
    run_free(&run);
}

/*
 * All are promoters and bring 0.4 leads a month, who sign at 1/6 x 5, spend 1.2 times as much and leave at half the
 * rate: q^0.5. Without an end: each brings 0.333 a month and stays for years. What one is worth exists all the same.
 */
static void referred(void **state)
{
    struct run run;
    (void)state;
    run_text(&run, 0, 1, "poisson", "1/12",
             "nps.promoters,100%\nreferral.leads,0.4\nreferral.close_ratio,5\nreferral.spend,1.2\nreferral.churn,0.5\n"
             "winback.share,30%\nplan.months,24\n");
    const struct ltv_row *row = run.findings.ltv;
    double stay = 1 / (1 - pow(11.0 / 12, 0.5));
    assert_int_equal(run.findings.ltv_count, 4 * 3 + 1 + 4 + 2 + 1);
    assert_true(row[0].source == SOURCE_REP && row[1].source == SOURCE_REFERRED && row[2].source == -1);
    ASSERT_CLOSE(row[0].ltv, 120000, 1e-12);
    ASSERT_CLOSE(row[1].mean_fee, 12000, 1e-12);
    ASSERT_CLOSE(row[1].mean_lifetime, stay, 1e-12);
    ASSERT_CLOSE(row[1].ltv, 12000 * stay, 1e-12);
    double signed_by = row[0].signups, brought = row[1].signups;
    ASSERT_CLOSE(row[2].signups, signed_by + brought, 1e-12);
    ASSERT_CLOSE(exact(&run, METRIC_LIFETIME_MEAN), (signed_by * 12 + brought * stay) / (signed_by + brought), 1e-12);
    assert_true(isnan(exact(&run, METRIC_PLATEAU_REVENUE)));
    double last_year = 0; /* win-backs are in none of these */
    for (int month = 13; month <= 24; month++)
        last_year += run.expected.series[SERIES_SIGNUPS_REFERRED][month] / 12;
    ASSERT_CLOSE(brought, last_year, 1e-12);
    run_free(&run);
}

#define UNRESTED                                                                                               \
    "nps.promoters,30%\nnps.detractors,20%\npromoter.churn,0.7\ndetractor.churn,1.6\nservice.lift,0.4,9\n"     \
    "care.coverage,60%\ncare.success,50%\ncare.after,2\ncare.cost,333\nrescue.share,40%\nrescue.success,55%\n" \
    "rescue.cost,120\nwinback.share,20%\nwinback.after,2\nwinback.churn,1.4\nwinback.cost,90\n"                \
    "referral.leads,0.12\nreferral.close_ratio,2\nreferral.reward,777\n"

/* The same with everything that clients do with each other. */
static void with_satisfaction(void **state)
{
    struct run run;
    (void)state;
    run_text(&run, 2000, 2, "poisson", "1/12", PAID UNRESTED);
    const struct findings *self = &run.findings;
    if (self->agreement.failed)
        fail_msg("%s", self->agreement.worst);
    assert_true(self->agreement.checked > 900);
    const double *line = self->plateau.line;
    ASSERT_CLOSE(line[SERIES_REVENUE_NEW] + line[SERIES_REVENUE_EXPANSION] + line[SERIES_REVENUE_REACTIVATED],
                 line[SERIES_REVENUE_LOST], 1e-12);
    ASSERT_CLOSE(line[SERIES_SIGNUPS] + line[SERIES_WINBACKS], line[SERIES_LOST], 1e-12);
    for (int m = 0; m < METRIC_COUNT; m++)
        if (isnan(self->metric[m].expected) && isnan(self->metric[m].mean))
            fail_msg("metric %d: %s", m, self->metric[m].why);
    for (int month = 1; month <= 48; month++) {
        const struct figure *nps = findings_month(self, SERIES_NPS, month);
        assert_true(fabs(nps->mean - nps->expected) <= 6 * nps->mcse + 1e-9);
    }
    ASSERT_CLOSE(findings_month(self, SERIES_NPS, 48)->expected, exact(&run, METRIC_NPS_END), 1e-12);
    ASSERT_CLOSE(findings_month(self, SERIES_NPS, 48)->mean, self->metric[METRIC_NPS_END].mean, 1e-12);
    ASSERT_CLOSE(findings_month(self, SERIES_NPS, 48)->mcse, self->metric[METRIC_NPS_END].mcse, 1e-9);
    run_free(&run);
}

static void any_number_of_threads(void **state)
{
    struct run one, three;
    (void)state;
    run_text(&one, 333, 1, "poisson", "1/12", "plan.months,30\n");
    run_text(&three, 333, 3, "poisson", "1/12", "plan.months,30\n");
    for (size_t i = 0; i < SERIES_COUNT * 31; i++) {
        one.findings.monthly[i].why = three.findings.monthly[i].why;
        assert_memory_equal(&one.findings.monthly[i], &three.findings.monthly[i], sizeof(struct figure));
    }
    assert_memory_equal(&one.findings.agreement, &three.findings.agreement, sizeof(struct agreement));
    run_free(&one);
    run_free(&three);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_textbook),
        cmocka_unit_test(never_leaving),
        cmocka_unit_test(nobody_signs),
        cmocka_unit_test(a_change_in_the_last_month),
        cmocka_unit_test(any_number_of_threads),
        cmocka_unit_test(with_pay_and_costs),
        cmocka_unit_test(sources),
        cmocka_unit_test(referred),
        cmocka_unit_test(with_satisfaction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
