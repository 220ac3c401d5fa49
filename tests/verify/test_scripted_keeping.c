/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plays whose every word is written here: offers to a client about to leave, and care. Each branch forced, with results
 * worked out by hand.
 */
#include "tests/verify/verify_written.h"

static const uint32_t HIGHEST = UINT32_MAX;

/* ---- offers ----------------------------------------------------------------------------------------------- */

static const char offers[] = WRITTEN_ROWS "rescue.share,0.5\nrescue.success,0.4\nrescue.cost,70\nrescue.cost,90,5\n";

/* The month in which the client is lost, and where offers cost something. */
static void expect_offers(const struct written *script, uint32_t gone, int first, int second, int64_t cents)
{
    struct written_played played = written_play(offers, NULL, script, 1);
    assert_int_equal(played.lives.life[0].gone, gone);
    assert_int_equal(written_all_in(&played, SERIES_RESCUE, first, second), cents);
    assert_int_equal(written_all_in(&played, SERIES_LOST, (int)gone, 0), gone <= 24);
    written_free(&played);
}

static void one_offer(void **state)
{
    (void)state;
    struct written script = written_begin(); /* wavers after bill 3 */
    written_offer(&script, 1, 0.501, 0.1, 0.5);
    expect_offers(&script, 4, 0, 0, 0); /* no offer */
    script = written_begin();
    written_offer(&script, 1, 0.499, 0.401, 0.5);
    expect_offers(&script, 4, 3, 0, 7000); /* an offer, and it leaves */
    script = written_begin();
    written_offer(&script, 1, 0.499, 0.399, 5e-4); /* stays; 0.7^21 = 5.6e-4: not within the plan again */
    expect_offers(&script, 25, 3, 0, 7000);
}

static void wavers_again(void **state)
{
    (void)state;
    struct written script = written_begin();
    written_offer(&script, 1, 0.1, 0.1, 0.6); /* 0.7 > 0.6 >= 0.49: the second decision from there, after bill 5 */
    written_offer(&script, 2, 0.7, 0.1, 0.5);
    expect_offers(&script, 6, 3, 0, 7000);
    script = written_begin();
    written_offer(&script, 1, 0.1, 0.1, 0.6);
    written_offer(&script, 2, 0.1, 0.7, 0.5);
    expect_offers(&script, 6, 3, 5, 7000 + 9000);
    script = written_begin();
    written_offer(&script, 1, 0.1, 0.1, 0.701); /* the very next decision */
    written_offer(&script, 2, 0.1, 0.1, 0.699); /* 0.7 > 0.699 */
    written_offer(&script, 3, 0.9, 0.1, 0.5);
    expect_offers(&script, 7, 3, 4, 7000 + 7000);
}

/* It wavers after the bill of the plan's last month: the offer is made, and nobody is lost within the plan. */
static void offer_in_the_last_month(void **state)
{
    (void)state;
    struct written script = written_begin();
    written_add(&script, PURPOSE_CLIENT, 0.5, 0.3, 0.5, 2.5e-4); /* 0.7^23 = 2.7e-4, 0.7^24 = 1.9e-4 */
    written_offer(&script, 1, 0.1, 0.9, 0.5);
    expect_offers(&script, 25, 24, 0, 9000);
    written_add(&script, PURPOSE_CLIENT, 0.5, 0.3, 0.5, 1.8e-4); /* after bill 25: no month of the plan */
    expect_offers(&script, 25, 0, 0, 0);
}

/*
 * Clients who differ, by Beta(0.6, 1.4): who came through one renewal and wavered at the second is Beta(1.6, 2.4). Of
 * these 1 % leave with more than 0.893 a month, 60 % with more than 0.318 and 90 % with more than 0.118: they waver
 * again where (1 - theta)^j is 0.4 at most, with the next decision, after 3 and after 8.
 */
static void own_chance_to_renew(void **state)
{
    static const double u[3] = {0.01, 0.6, 0.9};
    static const uint32_t gone[3] = {2 + 1 + 1, 2 + 3 + 1, 2 + 8 + 1};
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct written script = written_begin();
        written_add(&script, PURPOSE_CLIENT, 0.5, 0.3, 0.5, 0.68); /* S(1) = 0.7 > 0.68 > S(2) */
        written_offer(&script, 1, 0.1, 0.1, 0.4)->word[RESCUE_OWN] = script_word(u[i]);
        written_offer(&script, 2, 0.9, 0.1, 0.5);
        struct written_played played = written_play(offers, "contract.month.concentration=2", &script, 1);
        assert_int_equal(played.lives.life[0].gone, gone[i]);
        written_free(&played);
    }
}

/* Where offers are made the word tells the first wavering: refined just as well. */
static void wavering_in_the_end_cells(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct written script = written_begin();
        written_add(&script, PURPOSE_CLIENT, 0.5, 0.3, 0.5, 0);
        written_add(&script, PURPOSE_CLIENT + PURPOSE_REFINE, 0.5, 0.5, 0.5, i == 0 ? 0.499 : 0.5);
        written_offer(&script, 1, 0.9, 0.9, 0.5);
        struct written_played played = written_play(offers, "contract.month.nonrenewal=0.7", &script, 1);
        assert_int_equal(played.lives.life[0].gone, i == 0 ? 21 : 20);
        written_free(&played);
    }
}

/* The outermost words of offers: the surest yes and no. */
static void outermost_offers(void **state)
{
    (void)state;
    struct written script = written_begin();
    struct script_rule *rule = written_offer(&script, 1, 0, 0, 0);
    struct written_played played = written_play(offers, "rescue.share=1e-9;rescue.success=1e-9", &script, 1);
    assert_int_equal(played.lives.life[0].gone, 25); /* kept, and for long */
    written_free(&played);
    for (int w = 0; w < WORDS; w++)
        rule->word[w] = HIGHEST;
    rule->third = rule->fourth = SCRIPT_ANY;
    rule->purpose = PURPOSE_RESCUE;
    played = written_play(offers, "rescue.share=0.999999999;rescue.success=0.999999999", &script, 1);
    assert_int_equal(played.lives.life[0].gone, 4);
    written_free(&played);
}

/* ---- care ------------------------------------------------------------------------------------------------- */

static const char cared[] = WRITTEN_ROWS "nps.detractors,0.4\nnps.promoters,0.3\ncare.coverage,0.5\ncare.success,0.6\n"
                                         "care.cost,80\ncare.after,2\n";

/* Months in which the client, there for three bills, is a promoter and a detractor; what care costs in month 2. */
static void expect_care(double satisfaction, double word, const char *sets, int promoter, int detractor, int64_t cents)
{
    struct written script = written_begin();
    written_add(&script, PURPOSE_TRAITS, 0.5, satisfaction, word, 0.5);
    struct written_played played = written_play(cared, sets, &script, 1);
    const struct sample *sample = &played.made->sample;
    int months[2] = {0};
    for (int month = 1; month <= 24; month++) {
        months[0] += (int)verify_value(sample, SERIES_PROMOTERS, month, 0);
        months[1] += (int)verify_value(sample, SERIES_DETRACTORS, month, 0);
    }
    assert_int_equal(months[0], promoter);
    assert_int_equal(months[1], detractor);
    assert_int_equal(written_all_in(&played, SERIES_CARE, 2, 0), cents);
    assert_int_equal(played.lives.life[0].gone, 4);
    written_free(&played);
}

static void who_is_called_on(void **state)
{
    (void)state;
    expect_care(0.399, 0.29, NULL, 0, 1, 8000);                /* saved in month 2, below 0.5 x 0.6 */
    expect_care(0.399, 0.31, NULL, 0, 3, 8000);                /* handled, but not saved */
    expect_care(0.399, 0.49, NULL, 0, 3, 8000);                /* likewise */
    expect_care(0.399, 0.51, NULL, 0, 3, 0);                   /* missed */
    expect_care(0.401, 0.1, NULL, 0, 0, 0);                    /* passive */
    expect_care(0.699, 0.1, NULL, 0, 0, 0);                    /* likewise */
    expect_care(0.701, 0.1, NULL, 3, 0, 0);                    /* a promoter */
    expect_care(0.399, 0.1, "care.after=4", 0, 3, 0);          /* gone before its fourth bill */
    expect_care(0.399, 0.1, "care.coverage@2=0", 0, 3, 0);     /* nobody calls any more */
    expect_care(0.701, 0.1, "nps.promoters@3=0.2", 2, 0, 0);   /* a promoter until month 2 */
    expect_care(0.35, 0.1, "nps.detractors@2=0.3", 0, 1, 0);   /* a detractor in month 1 only */
    expect_care(0.3, 0.29, "nps.promoters@3=0.6", 0, 1, 8000); /* saved, and passive for good */
    expect_care(0.5, 0.29, "nps.promoters@3=0.6", 1, 0, 0);    /* passive until month 2 */
    expect_care(0.39, 0.29, "service.lift@2=0.3", 0, 1, 0);    /* lifted over the bound before anybody calls */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_offer),
        cmocka_unit_test(wavers_again),
        cmocka_unit_test(offer_in_the_last_month),
        cmocka_unit_test(own_chance_to_renew),
        cmocka_unit_test(wavering_in_the_end_cells),
        cmocka_unit_test(outermost_offers),
        cmocka_unit_test(who_is_called_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
