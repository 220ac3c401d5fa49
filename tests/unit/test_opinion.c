/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Promoters, detractors and the cost of care, month by month, told by hand. */
#include "play_support.h"

#include "sim/play/opinion.h"

enum { MONTHS = 12 };

/*
 * Promoters 30 % (z above 0.524), detractors 20 % (below -0.842). A lift of 0.5 in months 5 to 8: bounds 0.024, the
 * upper 49.0 %, and -1.342, the lower 9.0 %. So of all clients, ordered by z, those at 5 % are always detractors, at 15
 * % in months 1-4 and 9-12, at 40 % never anything, at 60 % promoters in months 5-8, at 90 % always.
 * Care from a client's third bill on; 12.34, from month 9 on 56.78.
 */
static const char rows[] = KIT_ROWS "plan.months,12\nnps.promoters,30%\nnps.detractors,20%\nservice.weight,1\n"
                                    "service.lift,0.5,5\nservice.lift,0,9\ncare.coverage,50%\ncare.success,40%\n"
                                    "care.after,3\ncare.cost,12.34\ncare.cost,56.78,9\n";

static void post(struct kit *kit, const struct kit_lot *lot)
{
    opinion_post(&kit->engine.opinions, &lot->lot, &kit->engine.kinds, &kit->ledger);
}

/* The client alone in a lane: '+' and '-' in the months 1, 2, ... of the plan in which it is counted. */
static void classes(const struct kit *kit, size_t lane, const char *wanted)
{
    assert_int_equal(strlen(wanted), MONTHS);
    for (int month = 0; month <= MONTHS; month++) {
        char is = month > 0 ? wanted[month - 1] : '.';
        if (kit_sum(kit, LINE_PROMOTERS, month, lane) != (is == '+') ||
            kit_sum(kit, LINE_DETRACTORS, month, lane) != (is == '-'))
            fail_msg("lane %zu in month %d: %lld promoters, %lld detractors", lane, month,
                     (long long)kit_sum(kit, LINE_PROMOTERS, month, lane),
                     (long long)kit_sum(kit, LINE_DETRACTORS, month, lane));
    }
}

/* Care cost so much in one month, and nothing in all others; month 0: nothing at all. */
static void cost(const struct kit *kit, size_t lane, int in, int64_t cents)
{
    for (int month = 0; month <= MONTHS; month++)
        if (kit_posted(kit, LINE_CARE, month, lane) != (month == in && in > 0 ? cents : 0))
            fail_msg("lane %zu, month %d: %lld", lane, month, (long long)kit_posted(kit, LINE_CARE, month, lane));
}

/* Signed in month 3, billed last in the month before `gone`. Nobody is called on. */
static void classes_change(void **state)
{
    static const struct {
        double place;
        uint32_t gone;
        const char *classes;
    } row[] = {
        {0.9, 13, "..++++++++++"}, {0.9, 7, "..++++......"}, {0.9, 4, "..+........."}, {0.6, 13, "....++++...."},
        {0.6, 8, "....+++....."},  {0.6, 6, "....+......."}, {0.6, 5, "............"}, {0.4, 13, "............"},
    };
    struct kit kit;
    struct kit_lot lot;
    (void)state;
    kit_make(&kit, rows, NULL, NULL);
    kit_lot_make(&lot, 8, 3);
    for (size_t i = 0; i < 8; i++) {
        lot.gone[i] = row[i].gone;
        lot.latent[i] = kit_kind(&kit, row[i].place, false);
    }
    post(&kit, &lot);
    for (size_t i = 0; i < 8; i++) {
        classes(&kit, i, row[i].classes);
        cost(&kit, i, 0, 0);
    }
    kit_free(&kit);
    opinion_free(&kit.engine.opinions);
}

/*
 * Signed in month 3: care would come with the third bill, in month 5, to who is always a detractor; to who is none from
 * month 5 to 8 in month 9. It comes if the client is still billed then, and counts from that month on.
 */
static void care_comes(void **state)
{
    static const struct {
        double place;
        bool saved, handled;
        uint32_t gone;
        const char *classes;
        int month;
        int64_t cents;
    } row[] = {
        {0.05, true, true, 13, "..--........", 5, 1234},  {0.05, true, true, 6, "..--........", 5, 1234},
        {0.05, true, true, 5, "..--........", 0, 0},      {0.05, true, true, 4, "..-.........", 0, 0},
        {0.05, false, true, 13, "..----------", 5, 1234}, {0.05, false, true, 6, "..---.......", 5, 1234},
        {0.05, false, true, 5, "..--........", 0, 0},     {0.05, false, false, 13, "..----------", 0, 0},
        {0.15, true, true, 13, "..--........", 9, 5678},  {0.15, true, true, 10, "..--........", 9, 5678},
        {0.15, true, true, 9, "..--........", 0, 0},      {0.15, false, true, 13, "..--....----", 9, 5678},
        {0.15, false, false, 11, "..--....--..", 0, 0},
    };
    struct kit kit;
    struct kit_lot lot;
    (void)state;
    kit_make(&kit, rows, NULL, NULL);
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        ledger_clear(&kit.ledger);
        kit_lot_make(&lot, 1, 3);
        lot.gone[0] = row[i].gone;
        lot.latent[0] = kit_kind(&kit, row[i].place, row[i].saved);
        lot.handled[0] = row[i].handled;
        post(&kit, &lot);
        classes(&kit, 0, row[i].classes);
        cost(&kit, 0, row[i].month, row[i].cents);
    }
    kit_free(&kit);
}

/* The book's bills before the plan count: tenure 1 is cared for in month 2, 2 and more in month 1. */
static void the_book(void **state)
{
    static const int tenure[] = {0, 1, 2, 7};
    static const char *const saved[] = {"--..........", "-...........", "............", "............"};
    static const int comes[] = {3, 2, 1, 1};
    struct kit kit;
    struct kit_lot lot;
    (void)state;
    kit_make(&kit,
             KIT_ROWS "plan.months,12\nnps.promoters,30%\nnps.detractors,20%\ncare.coverage,50%\ncare.success,40%\n"
                      "care.after,3\ncare.cost,12.34\nbook.file,any\nbook.tenure,t\nbook.fee,f\nbook.contract,c\n",
             "t,f,c\n0,10.02,month\n1,10.02,month\n2,10.02,month\n7,10.02,month\n", NULL);
    for (size_t i = 0; i < 4; i++) {
        ledger_clear(&kit.ledger);
        kit_lot_make(&lot, 4, 1);
        lot.lot.book = true;
        lot.lot.tenure = tenure[i];
        lot.gone[0] = lot.gone[1] = lot.gone[3] = 13;
        lot.gone[2] = (uint32_t)comes[i]; /* its last bill is the one before */
        lot.latent[0] = lot.latent[2] = kit_kind(&kit, 0.1, true);
        lot.handled[0] = lot.handled[1] = lot.handled[2] = true;
        lot.latent[1] = kit_kind(&kit, 0.1, false);
        lot.latent[3] = kit_kind(&kit, 0.8, false);
        assert_int_equal(opinion_care_month(&lot.lot, &kit.engine.kinds, 0), comes[i]);
        post(&kit, &lot);
        classes(&kit, 0, saved[i]);
        classes(&kit, 1, "------------");
        classes(&kit, 2, saved[i]);
        classes(&kit, 3, "++++++++++++");
        cost(&kit, 0, comes[i], 1234);
        cost(&kit, 1, comes[i], 1234);
        cost(&kit, 2, 0, 0);
    }
    kit_free(&kit);
}

/* Care that would come after the plan: signed in month 11, the third bill would come in month 13. */
static void after_the_plan(void **state)
{
    struct kit kit;
    struct kit_lot lot;
    (void)state;
    kit_make(&kit, rows, NULL, NULL);
    kit_lot_make(&lot, 1, 11);
    lot.gone[0] = 13;
    lot.latent[0] = kit_kind(&kit, 0.05, true);
    lot.handled[0] = true;
    assert_int_equal(opinion_care_month(&lot.lot, &kit.engine.kinds, kit_interval(&kit, 0.05)), 13);
    post(&kit, &lot);
    classes(&kit, 0, "..........--");
    cost(&kit, 0, 0, 0);
    ledger_clear(&kit.ledger);
    kit_lot_make(&lot, 1, 10); /* in month 12 */
    lot.gone[0] = 13;
    lot.latent[0] = kit_kind(&kit, 0.05, true);
    lot.handled[0] = true;
    post(&kit, &lot);
    classes(&kit, 0, ".........--.");
    cost(&kit, 0, 12, 5678);
    kit_free(&kit);
}

/* Many clients in one lane add up; a ledger without these lines is left alone. */
static void sums(void **state)
{
    const bool none[LEDGER_LINES] = {false};
    struct ledger bare;
    struct kit kit;
    struct kit_lot lot;
    (void)state;
    kit_make(&kit, rows, NULL, NULL);
    kit_lot_make(&lot, 8, 1);
    for (uint32_t i = 0; i < 8; i++) {
        lot.lane[i] = 63;
        lot.gone[i] = i + 2;
        lot.latent[i] = kit_kind(&kit, i < 5 ? 0.9 : 0.05, false);
        lot.handled[i] = i == 7;
    }
    post(&kit, &lot);
    static const int64_t promoters[] = {0, 5, 4, 3, 2, 1, 0, 0, 0}, detractors[] = {0, 3, 3, 3, 3, 3, 3, 2, 1};
    for (int month = 0; month <= MONTHS; month++) {
        assert_int_equal(kit_sum(&kit, LINE_PROMOTERS, month, 63), month < 9 ? promoters[month] : 0);
        assert_int_equal(kit_sum(&kit, LINE_DETRACTORS, month, 63), month < 9 ? detractors[month] : 0);
        assert_int_equal(kit_posted(&kit, LINE_CARE, month, 63), month == 3 ? 1234 : 0);
        assert_int_equal(kit_sum(&kit, LINE_PROMOTERS, month, 62), 0);
    }
    assert_int_equal(ledger_init(&bare, MONTHS, none), OK);
    opinion_post(&kit.engine.opinions, &lot.lot, &kit.engine.kinds, &bare);
    ledger_free(&bare);
    kit_free(&kit);
    kit_make(&kit, KIT_ROWS "plan.months,12\n", NULL, NULL); /* nobody knows the NPS */
    memset(lot.latent, 0, sizeof lot.latent);
    post(&kit, &lot);
    classes(&kit, 63, "............");
    kit_free(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_change), cmocka_unit_test(care_comes), cmocka_unit_test(the_book),
        cmocka_unit_test(after_the_plan), cmocka_unit_test(sums),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
