/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The book's paths by hand: fees that grow from what is listed, what is kept of them, and tenures that do not differ.
 */
#include "sim/expected/book_posting.h"
#include "tests/verify/verify_support.h"

#include <math.h>

static const double q = 0.927; /* stay a month */

#define LAW                                                                                             \
    "sales.close,4.7%\ncontract.month.term,1\ncontract.month.fee,10%\ncontract.month.nonrenewal,7.3%\n" \
    "rep.a.count,3\nrep.a.leads,21\nbook.file,x\nbook.tenure,t\nbook.contract,c\nbook.fee,f\n"

static double at(const struct verify *made, enum series series, int month)
{
    return made->expected.series[series][month];
}

/* The fees of the book grow from what is listed; what is kept is the lower of then and now, client by client. */
static void kept_revenue(void **state)
{
    static const char rows[] = "plan.months,36\nspend.shape,fixed\nspend.mean,37102.9\n" LAW
                               "expansion.yearly,10%\nexpansion.yearly,2%,20\nexpansion.limit,30%\n"
                               "expansion.limit,8%,30\n";
    static const char list[] = "t,c,f\n0,month,1000.03\n12,month,2000.07\n";
    struct verify *made = verify_new(rows, list, "rep.a.count=0");
    const double *quantity = made->expected.quantity;
    double stay = pow(q, 35);
    (void)state;
    /*
     * Anniversaries of the first in months 13 (10 %) and 25 (2 %), of the second in months 1, 13 (10 %) and 25 (2 %).
     * Month 24: 1.1 and 1.21. Month 36: at most 1.08, both.
     */
    double then[] = {1100.03, 2420.08}, now[] = {1080.03, 2160.08};
    assert_close(at(made, SERIES_REVENUE, 1), 1000.03 + 2200.08, 1e-14);
    assert_close(at(made, SERIES_REVENUE_EXPANSION, 1), 200.01, 1e-10);
    assert_close(at(made, SERIES_REVENUE, 24), pow(q, 23) * (then[0] + then[1]), 1e-12);
    assert_close(at(made, SERIES_REVENUE_EXPANSION, 25), pow(q, 24) * (1122.03 - then[0] + 2468.49 - then[1]), 1e-10);
    assert_close(at(made, SERIES_REVENUE_EXPANSION, 30), pow(q, 29) * (now[0] - 1122.03 + now[1] - 2468.49), 1e-10);
    assert_close(quantity[QUANTITY_CLIENTS_KEPT], 2 * stay, 1e-12);
    assert_close(quantity[QUANTITY_REVENUE_THEN], pow(q, 23) * (then[0] + then[1]), 1e-12);
    assert_close(quantity[QUANTITY_REVENUE_KEPT], stay * (now[0] + now[1]), 1e-12);
    assert_close(quantity[QUANTITY_REVENUE_GROWN], stay * (now[0] + now[1]), 1e-12);
    verify_free(made);

    made = verify_new(rows, list, "rep.a.count=0;expansion.limit@30=50%"); /* now: 1.122 and 1.2342 of the listed fee */
    assert_close(made->expected.quantity[QUANTITY_REVENUE_KEPT], stay * (then[0] + then[1]), 1e-12);
    assert_close(made->expected.quantity[QUANTITY_REVENUE_GROWN], stay * (1122.03 + 2468.49), 1e-12);
    verify_free(made);

    /* Twelve months: then is month 0, before anything grew. Month 1 grew the second by 10 %. */
    made = verify_new(rows, list, "rep.a.count=0;plan.months=12");
    assert_close(made->expected.quantity[QUANTITY_REVENUE_THEN], 3000.10, 1e-14);
    assert_close(made->expected.quantity[QUANTITY_REVENUE_KEPT], pow(q, 11) * 3000.10, 1e-12);
    assert_close(made->expected.quantity[QUANTITY_REVENUE_GROWN], pow(q, 11) * (1000.03 + 2200.08), 1e-12);
    verify_free(made);
    made = verify_new(rows, list, "rep.a.count=0;plan.months=11");
    assert_true(made->expected.quantity[QUANTITY_REVENUE_KEPT] == 0);
    verify_free(made);
}

static void tenures(void **state)
{
    (void)state;
    for (int settled = 0; settled <= 36; settled += 36)
        for (int tenure = 0; tenure < 200; tenure++) {
            int same = book_posting_tenure(tenure, settled);
            assert_true(same <= tenure && same <= settled + 12);
            assert_int_equal((tenure - same) % 12, 0);
            assert_true(same == tenure || same > settled); /* tenure 0 has no anniversary at once, 12 has */
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kept_revenue),
        cmocka_unit_test(tenures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
