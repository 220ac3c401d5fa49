/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays with inputs of their own (--uncertain): each play's plan is its own, and threads do not matter. */
#include "play_support.h"

#include <math.h>
#include <string.h>

#include "sim/play/play.h"
#include "sim/scenario/variant.h"

enum { PLAYS = 700 };

/* The uniform of an input in a play: 52 bits of two words at the input's own address. */
static double uniform_of(uint64_t seed, uint64_t key, uint32_t replicate)
{
    uint32_t words[WORDS], *word[WORDS] = {&words[0], &words[1], &words[2], &words[3]}, zero = 0;
    struct draw_source source = draw_keyed(&seed);
    struct draw_batch batch = {PURPOSE_INPUT, (uint32_t)key, (uint32_t)(key >> 32), &replicate, &zero, &zero, 1};
    source.fill(source.context, &batch, word);
    return ((double)(((uint64_t)words[0] << 32 | words[1]) >> 12) + 0.5) / 4503599627370496.0;
}

static const char unsure_costs[] = KIT_ROWS "plan.months,5\ncost.fixed,\"uniform(100,200)\"\n"
                                            "cost.fixed,\"*=uniform(2,3)\",3\nrep.a.salary,1000.5\n"
                                            "rep.a.salary,*=2,4\n";

/* The exact result's fixed cost of months 1 and 3, as a row of two. */
static enum status fixed_costs(void *context, const struct plan *plan, double *row)
{
    (void)context;
    row[0] = payments_month(&plan->payments, 1)->fixed;
    row[1] = payments_month(&plan->payments, 3)->fixed;
    return OK;
}

/* Fixed cost is 100 + 100 u in months 1 and 2, and (2 + v) times that from month 3 on; all else is as it was. */
static void each_play_has_a_plan_of_its_own(void **state)
{
    struct verify *made = verify_new(unsure_costs, NULL, NULL);
    struct variant variant;
    double sum[2] = {0};
    (void)state;
    verify_play_with(made, &(struct play_options){.seed = 9,
                                                  .replicates = PLAYS,
                                                  .threads = 1,
                                                  .uncertain = true,
                                                  .companion = fixed_costs,
                                                  .companion_length = 2});
    const struct sample *sample = &made->sample;
    assert_int_equal(variant_init(&variant, &made->scenario), OK);
    assert_int_equal(variant_count(&variant), 2);
    for (uint32_t r = 0; r < PLAYS; r++) {
        double u = uniform_of(9, variant_key(&variant, 0), r), v = uniform_of(9, variant_key(&variant, 1), r);
        double early = 100 + 100 * u, late = early * (2 + v);
        int64_t cents[] = {0,
                           llround(100 * early),
                           llround(100 * early),
                           llround(100 * late),
                           llround(100 * late),
                           llround(100 * late)};
        for (int month = 1; month <= 5; month++) {
            int64_t revenue = sample_values(sample, SERIES_REVENUE, month)[r];
            int64_t salary = month < 4 ? 100050 : 200100;
            assert_int_equal(sample_values(sample, SERIES_FIXED, month)[r], cents[month]);
            assert_int_equal(sample_values(sample, SERIES_SALARIES, month)[r], salary);
            assert_int_equal(sample_values(sample, SERIES_PROFIT, month)[r], revenue - salary - cents[month]);
        }
        sum[0] += early;
        sum[1] += late;
    }
    assert_close(sample->companion[0], sum[0] / PLAYS, 1e-12);
    assert_close(sample->companion[1], sum[1] / PLAYS, 1e-12);
    /* The same clients come and stay whatever the fixed cost: the same luck. */
    struct verify *sure = verify_new(unsure_costs, NULL, NULL);
    verify_play(sure, 9, PLAYS, 1);
    for (uint32_t r = 0; r < PLAYS; r++)
        assert_int_equal(verify_value(&made->sample, SERIES_REVENUE, 5, r),
                         verify_value(&sure->sample, SERIES_REVENUE, 5, r));
    assert_null(sure->sample.companion);
    variant_free(&variant);
    verify_free(made);
    verify_free(sure);
}

/* Everybody spends 10,000 and pays a share u of a play's own: 10 % to 20 %; and reps quit, in some plays only. */
static void lives_are_of_the_plan_of_their_own(void **state)
{
    struct verify *made = verify_new("plan.months,8\nspend.shape,fixed\nspend.mean,10000\ncontract.a.term,1\n"
                                     "contract.a.fee,\"uniform(10%,20%)\"\ncontract.a.nonrenewal,0.1\nsales.close,50%\n"
                                     "rep.a.count,20\nrep.a.leads,10\nrep.a.quit,\"normal(0,20%)\"\nrep.a.refill,8\n",
                                     NULL, NULL);
    struct variant variant;
    size_t stay = 0;
    (void)state;
    assert_false(made->plan.seats[0].quits); /* at the means nobody does */
    verify_play_uncertain(made, 21, 200, 2);
    assert_int_equal(variant_init(&variant, &made->scenario), OK);
    assert_int_equal(variant_count(&variant), 2); /* by parameter: quit, then fee */
    for (uint32_t r = 0; r < 200; r++) {
        double u = uniform_of(21, variant_key(&variant, 1), r), v = uniform_of(21, variant_key(&variant, 0), r);
        int64_t signups = verify_value(&made->sample, SERIES_SIGNUPS, 3, r);
        int64_t reps = verify_value(&made->sample, SERIES_REPS, 8, r);
        assert_int_equal(verify_value(&made->sample, SERIES_REVENUE_NEW, 3, r),
                         signups * llround(100 * 10000 * (0.1 + 0.1 * u)));
        if (v <= 0.5) /* a draw below 0 is held there */
            assert_int_equal(reps, 20);
        else if (v > 0.6) /* 5 % a month and more: (0.95^7)^20 is under 0.1 % */
            assert_true(reps < 20);
        stay += reps == 20;
    }
    assert_in_range(stay, 70, 140);
    variant_free(&variant);
    verify_free(made);
}

/* Inputs that touch everything: seats, quits, spend, contracts, leaving, pay, growth, the book. */
static const char unsure_all[] = KIT_FIRM
    "plan.months,17\nspend.mean,\"lognormal(10000,3000)\"\nspend.cv,0.7\n"
    "rep.a.quit,\"uniform(0,0.2)\"\nrep.a.refill,2\nrep.a.ramp,3\nrep.a.salary,1000\nrep.a.hiring_cost,700\n"
    "rep.a.commission,\"uniform(0,0.2)\"\nrep.a.clawback,4\nchurn.multiplier,\"*=uniform(0.5,1.5)\",4\n"
    "qualify.min_spend,\"uniform(5000,9000)\"\nqualify.return_share,20%\nqualify.return_after,2\n"
    "onboarding.months,3\nonboarding.churn,2\nonboarding.activation,\"beta(0.7,0.1)\"\n"
    "expansion.yearly,\"uniform(0,0.1)\"\nexpansion.limit,12%\nbonus.every,4\nbonus.share,5%\n"
    "service.accounts,30\nservice.salary,4000\ncost.serve,\"uniform(0.05,0.2)\"\ncost.lost,289\n"
    "book.file,any\nbook.tenure,t\nbook.fee,f\nbook.contract,c\n";
static const char book[] = "t,f,c\n12,1000.02,month\n0,1113,month\n30,500,month\n5,700,month\n";

/* The whole exact result. */
static enum status exactly(void *context, const struct plan *plan, double *row)
{
    struct expected expected;
    (void)context;
    enum status status = expected_init(&expected, plan);
    if (status == OK)
        expected_flatten(&expected, plan, row);
    expected_free(&expected);
    return status;
}

static struct verify *play_all(size_t plays, size_t threads, const char *sets)
{
    struct verify *made = verify_new(unsure_all, book, sets);
    verify_play_with(made, &(struct play_options){.seed = 5,
                                                  .replicates = plays,
                                                  .threads = threads,
                                                  .uncertain = true,
                                                  .companion = exactly,
                                                  .companion_length = expected_length(&made->plan)});
    return made;
}

#define SAME_BYTES(member, count) \
    assert_memory_equal(one->sample.member, three->sample.member, (count) * sizeof *one->sample.member)

static void threads_do_not_matter(void **state)
{
    enum { MANY = 1040 }; /* three stretches */
    struct verify *one = play_all(MANY, 1, NULL), *three = play_all(MANY, 3, NULL);
    size_t cells = SERIES_COUNT * 18, lives = 4 * 18;
    (void)state;
    SAME_BYTES(mean, cells);
    SAME_BYTES(variance, cells);
    SAME_BYTES(value, cells * MANY);
    SAME_BYTES(quantity_value, QUANTITY_COUNT * MANY);
    SAME_BYTES(at_risk, lives);
    SAME_BYTES(leaving, lives);
    SAME_BYTES(companion, expected_length(&one->plan));
    assert_memory_equal(one->sample.quantity_mean, three->sample.quantity_mean, sizeof one->sample.quantity_mean);
    assert_memory_equal(one->sample.quantity_covariance, three->sample.quantity_covariance,
                        sizeof one->sample.quantity_covariance);
    verify_free(one);
    verify_free(three);
}

/* What a play is does not hang on how many others there are, nor on which chunk it is in. */
static void plays_do_not_depend_on_their_number(void **state)
{
    static const char law[] = "spend.cv=uniform(0.4,0.9)"; /* a spend table of its own in every play */
    struct verify *few = play_all(3, 1, law), *more = play_all(80, 2, law);
    (void)state;
    verify_same_values(&few->sample, &more->sample, 3);
    verify_free(few);
    verify_free(more);
}

/* A companion's failure is the run's. */
static enum status fails_in_the_fifth(void *context, const struct plan *plan, double *row)
{
    int *calls = context;
    (void)plan;
    row[0] = 1;
    return ++*calls == 5 ? ERR_STOPPED : OK;
}

static void a_companion_that_fails(void **state)
{
    struct verify *made = verify_new(unsure_costs, NULL, NULL);
    int calls = 0;
    struct play_options options = {.seed = 1,
                                   .replicates = 20,
                                   .threads = 1,
                                   .uncertain = true,
                                   .companion = fails_in_the_fifth,
                                   .companion_context = &calls,
                                   .companion_length = 1};
    (void)state;
    assert_int_equal(play_run(&made->sample, &made->plan, &options), ERR_STOPPED);
    assert_int_equal(calls, 5);
    assert_null(made->sample.mean);
    assert_null(made->sample.companion);
    verify_free(made);
}

/* At the means 1,800,000 clients sign, in a play up to 2,400,000; more than 2^21 are too many. */
static void a_draw_that_is_too_large(void **state)
{
    struct faults faults = {0};
    struct verify *made = verify_new(
        "plan.months,6\nspend.mean,10000\ncontract.month.term,1\ncontract.month.fee,10%\n"
        "contract.month.nonrenewal,100%\nsales.close,0.5\nrep.a.count,1000\nrep.a.leads,\"uniform(400,800)\"\n",
        NULL, NULL);
    struct play_options options = {.seed = 1, .replicates = 20, .threads = 1, .uncertain = true, .faults = &faults};
    (void)state;
    assert_int_equal(play_run(&made->sample, &made->plan, &options), ERR_RANGE);
    assert_int_equal(faults.total, 1);
    assert_non_null(strstr(faults.item[0].text, "the inputs drawn for some play make the plan too large"));
    assert_null(made->sample.mean);
    verify_free(made);
}

/* Nothing is unsure: every play has the same plan, and gives what it gives without. */
static void nothing_is_unsure(void **state)
{
    struct verify *drawn = verify_new(KIT_ROWS "plan.months,5\nrep.a.quit,10%\n", NULL, NULL);
    struct verify *plain = verify_new(KIT_ROWS "plan.months,5\nrep.a.quit,10%\n", NULL, NULL);
    (void)state;
    verify_play_uncertain(drawn, 3, 100, 2);
    verify_play(plain, 3, 100, 2);
    verify_same_values(&drawn->sample, &plain->sample, 100);
    verify_free(drawn);
    verify_free(plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_play_has_a_plan_of_its_own),
        cmocka_unit_test(lives_are_of_the_plan_of_their_own),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(plays_do_not_depend_on_their_number),
        cmocka_unit_test(a_companion_that_fails),
        cmocka_unit_test(a_draw_that_is_too_large),
        cmocka_unit_test(nothing_is_unsure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
