/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The expected engine against stepping: every sign-up of every month, class, kind, quartile and contract, and every
 * book client, is walked on month by month and billed bill by bill from the scenario's own values; every seat's reps
 * are followed from their hires; and all series, quantities and life tables are added up again. Shares no table and
 * no code with the engine but the reader of scenarios.
 */
#include "tests/verify/verify_cases.h"
#include "tests/verify/verify_offers.h"
#include "tests/verify/verify_seats.h"

#include <math.h>
#include <stdlib.h>

#include "tests/verify/verify_walk.h"

static const double tight = 1e-9;

enum { BOOK = -1, RETURNED = -2 }; /* in place of a class */

struct steps {
    const struct verify *made;
    int months;
    double *series[SERIES_COUNT];
    double kept_clients, kept_least, kept_now;
    double *at_risk, *leaving;
};

/* Clients who are alike in all that matters, from their first bill in the plan on. */
struct people {
    int rep_class; /* or BOOK, RETURNED */
    bool slow;     /* not activated at once */
    int quartile;
    size_t contract;
    int month, tenure; /* of that bill; bills before it */
    int renewal;       /* of the book: plan month whose bill comes before a renewal; 0: by tenure */
    double clients, fee;
    bool certain; /* the fee is not random: in whole cents */
};

static double number(const struct steps *self, enum parameter_id id, size_t item, int month)
{
    return scenario_number(&self->made->scenario, id, item, month);
}

/* M at the decision after a client's own bill; months before the plan are as month 1. */
static double multiplier(const struct steps *self, const struct people *who, int month, int bill)
{
    int m = month < 1 ? 1 : month;
    double by_rep = who->rep_class >= 0 ? number(self, REP_CHURN, (size_t)who->rep_class, m) : 1;
    bool early = who->slow && bill <= (int)number(self, ONBOARDING_MONTHS, 0, m);
    return number(self, CHURN_MULTIPLIER, 0, m) * number(self, QUARTILE_CHURN, (size_t)who->quartile, m) * by_rep *
           (early ? number(self, ONBOARDING_CHURN, 0, m) : 1);
}

/* The decision after the bill of a month. */
static void decide(const struct steps *self, struct walk *walk, const struct people *who, int month)
{
    int bill = who->tenure + month - who->month + 1, term = walk->law.term;
    bool renewal = who->renewal ? (month - who->renewal) % term == 0 : bill % term == 0;
    walk_decide(walk, renewal, multiplier(self, who, month, bill));
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
    if (who->rep_class < 0)
        return 0;
    if (!isnan(every) && bill > 1 && (bill - 1) % (int)every == 0)
        self->series[SERIES_BONUSES][month] += there * who->fee * number(self, BONUS_SHARE, 0, month);
    double bills = number(self, REP_COMMISSION_MONTHS, (size_t)who->rep_class, month);
    if (isnan(bills) || bill <= (int)bills)
        commission = fee * number(self, REP_COMMISSION, (size_t)who->rep_class, month);
    self->series[SERIES_COMMISSIONS][month] += there * commission;
    return commission;
}

/* Those who leave after the bill of a month are lost in the next; paid: commissions so far. */
static void lose(struct steps *self, const struct people *who, double fee, int month, double gone, double paid)
{
    self->series[SERIES_LOST][month + 1] += gone;
    self->series[SERIES_REVENUE_LOST][month + 1] += gone * fee;
    if (who->rep_class >= 0 &&
        month - who->month + 1 < (int)number(self, REP_CLAWBACK, (size_t)who->rep_class, month + 1))
        self->series[SERIES_CLAWBACKS][month + 1] += gone * paid;
}

static void live(struct steps *self, struct walk *walk, const struct people *who)
{
    long double start = walk_alive(walk), before = 1;
    size_t cell = ((size_t)who->quartile * self->made->plan.contracts + who->contract) * ((size_t)self->months + 1);
    double product = 1, last = who->fee, paid = 0, then = who->fee;
    bool was_there = self->months >= 12 && (who->rep_class == BOOK ? 0 : who->month) <= self->months - 12;

    for (int m = who->month; m <= self->months; m++) {
        int bill = who->tenure + m - who->month + 1;
        if (bill > 1 && (bill - 1) % 12 == 0)
            product *= 1 + number(self, EXPANSION_YEARLY, 0, m);
        double fee = bill_of(self, who, product, m), there = who->clients * (double)before;
        self->series[SERIES_CLIENTS][m] += there;
        self->series[SERIES_REVENUE][m] += there * fee;
        self->series[SERIES_REVENUE_EXPANSION][m] += there * (fee - last);
        self->series[SERIES_SERVING][m] += there * fee * number(self, COST_SERVE, 0, m);
        paid += pay(self, who, fee, m, there);
        last = fee;
        then = m == self->months - 12 ? fee : then;
        if (m == self->months && was_there) {
            self->kept_clients += there;
            self->kept_now += there * fee;
            self->kept_least += there * fmin(fee, then);
        }
        decide(self, walk, who, m);
        long double after = walk_alive(walk) / start;
        if (m == self->months)
            break;
        lose(self, who, fee, m, who->clients * (double)(before - after), paid);
        if (who->rep_class != BOOK) {
            self->at_risk[cell + (size_t)(m - who->month + 1)] += there;
            self->leaving[cell + (size_t)(m - who->month + 1)] += who->clients * (double)(before - after);
        }
        before = after;
    }
}

static struct survival_law law_of(const struct steps *self, size_t g, int month)
{
    return (struct survival_law){
        (int)number(self, CONTRACT_TERM, g, month), number(self, CONTRACT_NONRENEWAL, g, month),
        number(self, CONTRACT_EARLY_EXIT, g, month), number(self, CONTRACT_CONCENTRATION, g, month)};
}

/* Leads of a quartile that would sign in a month, by contract and kind. */
static void sign(struct steps *self, int rep_class, int month, int quartile, double leads, double spend, bool certain)
{
    double activated = number(self, ONBOARDING_ACTIVATION, 0, month);

    for (size_t g = 0; leads > 0 && g < self->made->plan.contracts; g++) {
        double clients = leads * verify_offers_signs(self->made, quartile, g, month);
        double fee = spend * number(self, CONTRACT_FEE, g, month);
        fee = certain ? round(100 * fee) / 100 : fee;
        self->series[SERIES_SIGNUPS][month] += clients;
        self->series[SERIES_REVENUE_NEW][month] += clients * fee;
        self->series[SERIES_SIGNUPS_RETURNED][month] += rep_class == RETURNED ? clients : 0;
        for (int slow = 0; slow < 2; slow++) {
            struct survival_law law = law_of(self, g, month);
            struct walk walk = walk_begin(&law);
            live(self, &walk,
                 &(struct people){.rep_class = rep_class,
                                  .slow = slow,
                                  .quartile = quartile,
                                  .contract = g,
                                  .month = month,
                                  .clients = clients * (slow ? 1 - activated : activated),
                                  .fee = fee,
                                  .certain = certain});
        }
    }
}

/* Steady arrivals: what falls due in a month at a seat that has accumulated so much. */
static double due(double accumulated, double more)
{
    double so_far = fmax(0, ceil(accumulated - 1e-6));
    return fmax(0, ceil(accumulated + more - 1e-6) - so_far);
}

/* What each seat of a class brings in a month if a fully ramped rep brings `rate`: all in their hires' months. */
static double steady_signups(const struct steps *self, size_t c, int month)
{
    struct draw_source nobody = {0}; /* no words are needed: with steady arrivals nobody quits */
    struct verify_seats seats = verify_seats_played(self->made, c, &nobody, 0);
    double signups = 0;

    for (int seat = 0; seat < seats.most; seat++) {
        double accumulated = 0;
        for (int m = 1; m <= month; m++) {
            double x = verify_offers_turned_away(self->made, m);
            double worked = x < 1 ? 1 - x + number(self, QUALIFY_TIME_REUSED, 0, m) * x : 0;
            double more = number(self, REP_LEADS, c, m) * number(self, SALES_CLOSE, 0, m) * worked *
                          verify_seats_output(self->made, c, verify_seats_age(&seats, seat, m), m);
            signups += m == month ? due(accumulated, more) : 0;
            accumulated += more;
        }
    }
    verify_seats_free(&seats);
    return signups;
}

static void step_month(struct steps *self, size_t c, int month, double output)
{
    double base = number(self, REP_LEADS, c, month) * number(self, SALES_CLOSE, 0, month) * output;
    double x = verify_offers_turned_away(self->made, month), least = number(self, QUALIFY_MIN_SPEND, 0, month);
    double signups = x < 1 ? base * (1 - x + number(self, QUALIFY_TIME_REUSED, 0, month) * x) : 0;
    int back = month + (int)number(self, QUALIFY_RETURN_AFTER, 0, month);

    if (self->made->plan.steady)
        signups = steady_signups(self, c, month);
    for (int q = 0; q < QUARTILES && signups > 0; q++) {
        double spend = 0, share = verify_offers_share(self->made, q, month, &spend);
        sign(self, (int)c, month, q, signups * share, spend, verify_offers_certain(self->made, month));
    }
    if (back <= self->months && x > 0)
        sign(self, RETURNED, back, verify_offers_quartile(self->made, least),
             base * x * number(self, QUALIFY_RETURN_SHARE, 0, month), least, true);
}

static void step_class(struct steps *self, size_t c)
{
    struct verify_staff staff = verify_seats_expected(self->made, c);

    for (int m = 1; m <= self->months; m++) {
        self->series[SERIES_REPS][m] += staff.occupied[m];
        self->series[SERIES_SALARIES][m] += staff.occupied[m] * number(self, REP_SALARY, c, m);
        self->series[SERIES_HIRING][m] += staff.hires[m] * number(self, REP_HIRING_COST, c, m);
        self->series[SERIES_LEADS_COST][m] += staff.output[m] * number(self, REP_LEADS, c, m) *
                                              number(self, COST_LEAD, 0, m);
        step_month(self, c, m, staff.output[m]);
    }
    verify_staff_free(&staff);
}

/* A book client walks through its past first, under the values of month 1; how it came through says what kind it is. */
static void step_book(struct steps *self, const struct book_client *client)
{
    struct survival_law law = law_of(self, client->contract, 1);
    struct walk walk[2] = {walk_begin(&law), walk_begin(&law)};
    double activated = number(self, ONBOARDING_ACTIVATION, 0, 1), weight[2];
    struct people who = {.rep_class = BOOK,
                         .quartile = verify_offers_quartile(self->made, client->spend),
                         .contract = client->contract,
                         .month = 1,
                         .tenure = client->tenure,
                         .renewal = client->renewal,
                         .fee = (double)client->fee / 100,
                         .certain = true};

    for (int slow = 0; slow < 2; slow++) {
        who.slow = slow;
        for (int month = 1 - client->tenure; month < 1; month++) /* its last bill before the plan is that of month 0 */
            decide(self, &walk[slow], &who, month);
        weight[slow] = (slow ? 1 - activated : activated) * (double)walk_alive(&walk[slow]);
    }
    self->series[SERIES_CLIENTS][0] += 1;
    self->series[SERIES_REVENUE][0] += who.fee;
    for (int slow = 0; slow < 2; slow++) {
        who.slow = slow;
        who.clients = weight[slow] / (weight[0] + weight[1]);
        live(self, &walk[slow], &who);
    }
}

static void add_up(struct steps *self)
{
    double *const *s = self->series;

    for (int m = 1; m <= self->months; m++) {
        s[SERIES_SIGNUP_COST][m] = s[SERIES_SIGNUPS][m] * number(self, COST_SIGNUP, 0, m);
        s[SERIES_LOST_COST][m] = s[SERIES_LOST][m] * number(self, COST_LOST, 0, m);
        s[SERIES_FIXED][m] = number(self, COST_FIXED, 0, m);
        s[SERIES_PROFIT][m] = s[SERIES_REVENUE][m] + s[SERIES_CLAWBACKS][m] - s[SERIES_SALARIES][m] -
                              s[SERIES_HIRING][m] - s[SERIES_LEADS_COST][m] - s[SERIES_COMMISSIONS][m] -
                              s[SERIES_BONUSES][m] - s[SERIES_SERVICE][m] - s[SERIES_SERVING][m] -
                              s[SERIES_SIGNUP_COST][m] - s[SERIES_FIXED][m] - s[SERIES_LOST_COST][m];
        s[SERIES_CASH][m] = s[SERIES_CASH][m - 1] + s[SERIES_PROFIT][m];
    }
}

static void compare(const struct steps *self)
{
    const struct expected *expected = &self->made->expected;
    size_t lives = QUARTILES * self->made->plan.contracts * ((size_t)self->months + 1);

    for (int s = 0; s < SERIES_COUNT; s++)
        for (int m = 0; m <= self->months; m++) {
            bool balance = s == SERIES_PROFIT || s == SERIES_CASH || s == SERIES_REVENUE_EXPANSION;
            double scale = balance ? fabs(self->series[SERIES_REVENUE][m]) + self->series[SERIES_SALARIES][m] : 0;
            scale = fmax(fabs(self->series[s][m]), scale);
            if (!(fabs(expected->series[s][m] - self->series[s][m]) <= tight * scale))
                fail_msg("%s of month %d: %.12g, not %.12g", series_info((enum series)s)->name, m,
                         expected->series[s][m], self->series[s][m]);
        }
    for (size_t i = 0; i < lives; i++) {
        assert_close(expected->at_risk[i], self->at_risk[i], tight);
        assert_close(expected->leaving[i], self->leaving[i], tight);
    }
    assert_close(expected->quantity[QUANTITY_CLIENTS_KEPT], self->kept_clients, tight);
    assert_close(expected->quantity[QUANTITY_REVENUE_KEPT], self->kept_least, tight);
    assert_close(expected->quantity[QUANTITY_REVENUE_GROWN], self->kept_now, tight);
}

static void all_cases(void **state)
{
    size_t count;
    const struct verify_case *item = verify_cases(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct verify *made = verify_case_new(&item[i], NULL);
        struct steps steps = {.made = made, .months = made->plan.months};
        size_t row = (size_t)steps.months + 1, lives = QUARTILES * made->plan.contracts * row;
        print_message("# %s\n", item[i].name);
        for (int s = 0; s < SERIES_COUNT; s++)
            steps.series[s] = verify_zeros(row, sizeof(double));
        steps.at_risk = verify_zeros(lives, sizeof(double));
        steps.leaving = verify_zeros(lives, sizeof(double));
        for (size_t c = 0; c < made->plan.classes; c++)
            step_class(&steps, c);
        for (size_t b = 0; b < made->scenario.book.count; b++)
            step_book(&steps, &made->scenario.book.client[b]);
        add_up(&steps);
        compare(&steps);
        for (int s = 0; s < SERIES_COUNT; s++)
            free(steps.series[s]);
        free(steps.at_risk);
        free(steps.leaving);
        verify_free(made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
