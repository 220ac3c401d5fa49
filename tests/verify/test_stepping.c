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
#include "tests/verify/verify_steps.h"

#include <math.h>

static const double tight = 1e-9;

static double number(const struct steps *self, enum parameter_id id, size_t item, int month)
{
    return scenario_number(&self->made->scenario, id, item, month);
}

static struct survival_law law_of(const struct steps *self, size_t g, int month)
{
    return (struct survival_law){
        (int)number(self, CONTRACT_TERM, g, month), number(self, CONTRACT_NONRENEWAL, g, month),
        number(self, CONTRACT_EARLY_EXIT, g, month), number(self, CONTRACT_CONCENTRATION, g, month)};
}

/* People of all kinds that sign or come back in a month: activated or not, piece by piece, saved by care or not. */
static void begin(struct steps *self, struct people who, double clients, size_t from_piece, size_t to_piece)
{
    static struct stay stay;
    double activated = number(self, ONBOARDING_ACTIVATION, 0, who.month);
    const double *below = self->opinions.below;
    struct survival_law law = law_of(self, who.contract, who.month);

    for (int slow = 0; slow < 2; slow++)
        for (who.piece = from_piece; who.piece < to_piece; who.piece++)
            for (int saved = 0; saved < 2; saved++) {
                double of_all = to_piece - from_piece == 1 ? 1 : below[who.piece + 1] - below[who.piece];
                who.z = (below[who.piece] + below[who.piece + 1]) / 2;
                who.care = verify_care_month(self->made, &self->opinions, who.z, who.month, 0);
                double coverage = who.care ? number(self, CARE_COVERAGE, 0, who.care) : 0;
                double success = who.care ? number(self, CARE_SUCCESS, 0, who.care) : 0, both = coverage * success;
                who.kind.slow = slow != 0;
                who.saved = saved != 0;
                who.handled = saved ? 1 : both < 1 ? (coverage - both) / (1 - both) : 0;
                who.clients = clients * (slow ? 1 - activated : activated) * of_all * (saved ? both : 1 - both);
                if (who.clients == 0)
                    continue;
                stay_begin(&stay, &law, self->offers);
                verify_steps_live(self, &stay, &who);
            }
}

/* Leads of a quartile that would sign in a month, by contract and kind. */
static void sign(struct steps *self, struct verify_client_kind kind, int month, double leads, double spend,
                 bool certain)
{
    for (size_t g = 0; leads > 0 && g < self->made->plan.contracts; g++) {
        double clients = leads * verify_offers_signs(self->made, kind.quartile, g, month);
        double fee = spend * number(self, CONTRACT_FEE, g, month);
        fee = certain ? round(100 * fee) / 100 : fee;
        self->series[SERIES_SIGNUPS][month] += clients;
        self->series[SERIES_REVENUE_NEW][month] += clients * fee;
        self->series[SERIES_SIGNUPS_RETURNED][month] += kind.source == SOURCE_RETURNED ? clients : 0;
        self->series[SERIES_SIGNUPS_REFERRED][month] += kind.source == SOURCE_REFERRED ? clients : 0;
        begin(self, (struct people){.kind = kind, .contract = g, .month = month, .fee = fee, .certain = certain},
              clients, 0, self->opinions.pieces);
    }
}

/* Whom clients bring in a month: by now all who bring them have been followed. */
static void step_referred(struct steps *self, int month)
{
    for (int q = 0; q < QUARTILES && self->referred[month] > 0; q++) {
        double spend = 0, share = verify_offers_referred(self->made, q, month, &spend);
        sign(self, (struct verify_client_kind){.source = SOURCE_REFERRED, .quartile = q}, month,
             self->referred[month] * share, spend, verify_offers_certain(self->made, month));
    }
}

static void step_comers(struct steps *self, int month, size_t piece, int quartile, size_t old)
{
    const struct comers *comers = verify_steps_comers(self, month, piece, quartile, old);

    for (size_t g = 0; comers->clients > 0 && g < self->made->plan.contracts; g++) {
        double clients = comers->clients * verify_offers_takes_back(self->made, quartile, old, g, month);
        struct people who = {.kind = {.source = SOURCE_WINBACK, .quartile = quartile},
                             .contract = g,
                             .month = month,
                             .fee = comers->fees / comers->clients,
                             .kept = comers->kept / comers->clients,
                             .kept_fee = comers->kept > 0 ? comers->kept_fees / comers->kept : 0};
        self->series[SERIES_WINBACKS][month] += clients;
        self->series[SERIES_REVENUE_REACTIVATED][month] += clients * who.fee;
        begin(self, who, clients, piece, piece + 1);
    }
}

static void step_brought(struct steps *self, int month)
{
    step_referred(self, month);
    for (size_t piece = 0; piece < self->opinions.pieces; piece++)
        for (int q = 0; q < QUARTILES; q++)
            for (size_t g = 0; g < self->made->plan.contracts; g++)
                step_comers(self, month, piece, q, g);
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
        sign(self, (struct verify_client_kind){.source = SOURCE_REP, .rep_class = c, .quartile = q}, month,
             signups * share, spend, verify_offers_certain(self->made, month));
    }
    int quartile = verify_offers_quartile(self->made, least);
    if (back <= self->months && x > 0)
        sign(self, (struct verify_client_kind){.source = SOURCE_RETURNED, .quartile = quartile}, back,
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
static double weigh(struct steps *self, struct stay *stay, struct people *who, bool slow, size_t piece)
{
    const double *below = self->opinions.below;
    struct survival_law law = law_of(self, who->contract, 1);
    double activated = number(self, ONBOARDING_ACTIVATION, 0, 1);

    who->kind.slow = slow;
    who->piece = piece;
    who->z = (below[piece] + below[piece + 1]) / 2;
    who->care = verify_care_month(self->made, &self->opinions, who->z, 1, who->tenure);
    stay_begin(stay, &law, self->offers);
    for (int month = 1 - who->tenure; month < 1; month++) /* its last bill before the plan is that of month 0 */
        verify_steps_decide(self, stay, who, month);
    return (slow ? 1 - activated : activated) * (below[piece + 1] - below[piece]) * stay_alive(stay);
}

static void step_book(struct steps *self, const struct book_client *client)
{
    static struct stay stay;
    double all = 0;
    struct people who = {.kind = {.source = SOURCE_BOOK, .quartile = verify_offers_quartile(self->made, client->spend)},
                         .contract = client->contract,
                         .month = 1,
                         .tenure = client->tenure,
                         .renewal = client->renewal,
                         .fee = (double)client->fee / 100,
                         .certain = true};

    self->series[SERIES_CLIENTS][0] += 1;
    self->series[SERIES_REVENUE][0] += who.fee;
    for (int slow = 0; slow < 2; slow++)
        for (size_t piece = 0; piece < self->opinions.pieces; piece++)
            all += weigh(self, &stay, &who, slow, piece);
    for (int slow = 0; slow < 2; slow++)
        for (size_t piece = 0; piece < self->opinions.pieces; piece++)
            for (int saved = 0; saved < 2; saved++) {
                who.saved = false;
                double weight = weigh(self, &stay, &who, slow, piece) / all;
                double coverage = who.care ? number(self, CARE_COVERAGE, 0, who.care) : 0;
                double both = coverage * (who.care ? number(self, CARE_SUCCESS, 0, who.care) : 0);
                who.saved = saved != 0;
                who.handled = saved ? 1 : both < 1 ? (coverage - both) / (1 - both) : 0;
                who.clients = weight * (saved ? both : 1 - both);
                if (who.clients > 0)
                    verify_steps_live(self, &stay, &who);
            }
}

static void add_up(struct steps *self)
{
    double *const *s = self->series;

    for (int m = 1; m <= self->months; m++) {
        s[SERIES_SIGNUP_COST][m] = s[SERIES_SIGNUPS][m] * number(self, COST_SIGNUP, 0, m);
        s[SERIES_LOST_COST][m] = s[SERIES_LOST][m] * number(self, COST_LOST, 0, m);
        if (number(self, WINBACK_SHARE, 0, m) > 0)
            s[SERIES_WINBACK][m] = s[SERIES_LOST][m] * number(self, WINBACK_COST, 0, m);
        s[SERIES_REFERRAL][m] = s[SERIES_SIGNUPS_REFERRED][m] * number(self, REFERRAL_REWARD, 0, m);
        s[SERIES_FIXED][m] = number(self, COST_FIXED, 0, m);
        s[SERIES_PROFIT][m] = s[SERIES_REVENUE][m] + s[SERIES_CLAWBACKS][m] - s[SERIES_SALARIES][m] -
                              s[SERIES_HIRING][m] - s[SERIES_LEADS_COST][m] - s[SERIES_COMMISSIONS][m] -
                              s[SERIES_BONUSES][m] - s[SERIES_SERVICE][m] - s[SERIES_SERVING][m] -
                              s[SERIES_SIGNUP_COST][m] - s[SERIES_FIXED][m] - s[SERIES_LOST_COST][m] -
                              s[SERIES_CARE][m] - s[SERIES_RESCUE][m] - s[SERIES_WINBACK][m] - s[SERIES_REFERRAL][m];
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
    assert_close(expected->quantity[QUANTITY_REVENUE_REVIVED], self->revived, tight);
}

static void all_cases(void **state)
{
    size_t count;
    const struct verify_case *item = verify_cases(&count);
    (void)state;
    for (size_t i = 0; i < count; i++) {
        struct verify *made = verify_case_new(&item[i], NULL);
        struct steps steps = verify_steps_new(made);
        print_message("# %s\n", item[i].name);
        for (size_t c = 0; c < made->plan.classes; c++)
            step_class(&steps, c);
        for (size_t b = 0; b < made->scenario.book.count; b++)
            step_book(&steps, &made->scenario.book.client[b]);
        for (int month = 1; month <= steps.months; month++)
            step_brought(&steps, month);
        add_up(&steps);
        compare(&steps);
        verify_steps_free(&steps);
        verify_free(made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
