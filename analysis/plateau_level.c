/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/plateau_level.h"

#include <math.h>
#include <stdlib.h>

#include "sim/plan/beta_law.h"
#include "sim/support/cents.h"
#include "sim/support/memory.h"

/* ---- sign-ups ----------------------------------------------------------------------------------------------- */

struct signups {
    double *line;
    const char *none;
};

/* A worth_visitor: the lines of one cohort of a steady month. */
static void add_signups(void *context, const struct cohort *cohort, const struct worth *worth, size_t kind)
{
    struct signups *self = context;
    double n = cohort->clients, *line = self->line;
    (void)kind;
    if (worth->endless) {
        self->none = worth->endless;
        return;
    }
    line[SERIES_CLIENTS] += n * worth->bills;
    line[SERIES_SIGNUPS] += n;
    line[SERIES_LOST] += n;
    line[SERIES_REVENUE] += n * worth->fees;
    line[SERIES_REVENUE_NEW] += n * cohort->fee;
    line[SERIES_REVENUE_LOST] += n * (cohort->fee + worth->expansion); /* at the plateau all that comes goes */
    line[SERIES_SIGNUPS_RETURNED] += cohort->source == SOURCE_RETURNED ? n : 0;
    line[SERIES_REVENUE_EXPANSION] += n * worth->expansion;
    line[SERIES_COMMISSIONS] += n * worth->commission;
    line[SERIES_CLAWBACKS] += n * worth->clawback;
    line[SERIES_BONUSES] += n * worth->bonus;
    line[SERIES_SERVICE] += n * worth->service;
    line[SERIES_SERVING] += n * worth->serving;
}

/* Fills the lines of all sign-ups; *none: why there is no steady state. */
static enum status sum_signups(double *line, const char **none, struct worths *worths)
{
    const struct payments *payments = &worths->plan->payments;
    const struct payments_of_all *all = payments_month(payments, payments->months);
    struct signups signups = {.line = line};
    enum status status = worth_visit(worths, payments->months, COHORT_STEADY, add_signups, &signups);
    line[SERIES_SIGNUP_COST] = all->signup * line[SERIES_SIGNUPS];
    line[SERIES_LOST_COST] = all->lost * line[SERIES_LOST];
    *none = signups.none;
    return status;
}

/* ---- those who never leave any more ------------------------------------------------------------------------- */

struct staying {
    const struct plan *plan;
    struct worths *worths;
    double *line;
    struct tariff_bill *bill; /* owned: room for the plan's months */
};

static bool is_endless(const struct plan *plan, const struct life_table *table)
{
    return survival_is_endless(&table->law, plan_path(plan, table).value[plan->months]);
}

/* A client that stays for ever, and whose bill of month `month` was its bill number tenure + 1. */
struct stayer {
    double clients, fee;
    bool certain;
    size_t rep_class;
    int month, tenure;
};

/* Times the first fee, when it has stopped growing: at its limit, unless nothing grows any more. */
static double final_growth(const struct staying *self, const struct stayer *stayer)
{
    const struct payments *payments = &self->plan->payments;
    const struct payments_of_all *last = payments_month(payments, self->plan->months);
    int bills = self->plan->months - stayer->month + 1;
    if (last->yearly > 0)
        return 1 + last->limit;
    if (bills < 1)
        return 1;
    tariff_fill(self->bill, bills, payments, stayer->rep_class, stayer->month, stayer->tenure);
    return self->bill[bills].growth;
}

/* Their lines in a month long after the plan's end. */
static void add_stayer(const struct staying *self, const struct stayer *stayer)
{
    const struct payments *payments = &self->plan->payments;
    const struct payments_of_all *all = payments_month(payments, self->plan->months);
    double *line = self->line, growth = final_growth(self, stayer);
    double fees = stayer->clients * tariff_expected_fee(stayer->fee, growth, stayer->certain);

    line[SERIES_CLIENTS] += stayer->clients;
    line[SERIES_REVENUE] += fees;
    line[SERIES_SERVING] += all->serving * fees;
    line[SERIES_SERVICE] += all->service * (1 + all->service_bonus) * stayer->clients;
    if (stayer->rep_class == SOURCE_NO_CLASS)
        return;
    const struct payments_of_class *class = payments_class(payments, stayer->rep_class, self->plan->months);
    if (class->commission_months >= PAYMENTS_ALL_BILLS)
        line[SERIES_COMMISSIONS] += class->commission * fees;
    if (all->bonus_every > 0)
        line[SERIES_BONUSES] += all->bonus_share * stayer->clients * stayer->fee / all->bonus_every;
}

/* Visits the sign-ups of a month. Decisions after month H - 1 cost none of them. */
static void add_cohort(void *context, const struct cohort *cohort)
{
    const struct staying *self = context;
    const struct life_table *table = cohort->table;
    int months = self->plan->months;
    if (!is_endless(self->plan, table))
        return;
    int bills = cohort->month < months ? months - cohort->month : 0;
    double alive = worth_alive(self->worths, table, bills)[bills];
    add_stayer(self, &(struct stayer){.clients = cohort->clients * alive,
                                      .fee = cohort->fee,
                                      .certain = cohort->certain,
                                      .rep_class = cohort->rep_class,
                                      .month = cohort->month});
}

/*
 * How likely a client of the book is of a latent kind: share x S(tenure). With every M lowered, in the past as well,
 * S(tenure) is its own power, but for the renewals of clients who differ. Not yet normalised.
 */
static double weight_of(const struct staying *self, const struct book_entry *entry, size_t latent)
{
    const struct life_table *table = &self->plan->lives.item[entry->table[latent]];
    double weight = entry->weight[latent], part = 1 - self->worths->less;
    double share = influence_latent_share(self->plan->scenario, self->plan->latents, latent, 1);
    if (part == 1 || self->plan->latents == 1 || !(weight > 0))
        return weight;
    double stayed = log(weight / share), renewed = table->start.renewed;
    if (!beta_law_applies(&table->law))
        return share * exp(part * stayed);
    double of_renewals = beta_law_log_stay(&table->law, 0, renewed);
    return share * exp(part * (stayed - of_renewals) + beta_law_log_stay(&table->law, 0, part * renewed));
}

static void add_entry(const struct staying *self, const struct book_entry *entry)
{
    const struct plan *plan = self->plan;
    double weight[LATENT_KINDS], sum = 0;
    for (size_t latent = 0; latent < plan->latents; latent++)
        sum += weight[latent] = weight_of(self, entry, latent);
    for (size_t latent = 0; latent < plan->latents; latent++) {
        const struct life_table *table = &plan->lives.item[entry->table[latent]];
        if (!is_endless(plan, table))
            continue;
        double alive = worth_alive(self->worths, table, plan->months - 1)[plan->months - 1];
        add_stayer(self, &(struct stayer){.clients = weight[latent] / sum * alive,
                                          .fee = cents_money(entry->fee),
                                          .certain = true,
                                          .rep_class = SOURCE_NO_CLASS,
                                          .month = 1,
                                          .tenure = entry->tenure});
    }
}

static bool somebody_stays(const struct plan *plan)
{
    for (size_t i = 0; i < plan->lives.count; i++)
        if (is_endless(plan, &plan->lives.item[i]))
            return true;
    return false;
}

static enum status add_staying(struct plateau_level *self, struct worths *worths)
{
    const struct plan *plan = worths->plan;
    struct staying staying = {.plan = plan, .worths = worths, .line = self->stays};
    int last = plan_last_return(plan);
    if (!somebody_stays(plan))
        return OK;
    staying.bill = memory_array((size_t)plan->months + 1, sizeof *staying.bill);
    if (!staying.bill)
        return ERR_MEMORY;
    for (size_t i = 0; i < plan->book_count; i++)
        add_entry(&staying, &plan->book[i]);
    for (int month = 1; month <= last && month <= SEATS_MONTHS; month++)
        cohort_visit(plan, month, COHORT_SMOOTH, add_cohort, &staying);
    free(staying.bill);
    return OK;
}

/* ---- the house, and all --------------------------------------------------------------------------------------- */

static void add_house(double *line, const struct plan *plan)
{
    const struct payments_of_all *all = payments_month(&plan->payments, plan->months);
    for (size_t c = 0; c < plan->classes; c++) {
        const struct seats *seats = &plan->seats[c];
        const struct payments_of_class *class = payments_class(&plan->payments, c, plan->months);
        line[SERIES_REPS] += seats->steady.occupied;
        line[SERIES_SALARIES] += seats->steady.occupied * class->salary;
        line[SERIES_HIRING] += seats->steady.hires * class->hiring_cost;
        line[SERIES_LEADS_COST] += seats->steady.output * seats->leads[plan->months] * all->lead;
    }
    line[SERIES_FIXED] = all->fixed;
}

enum status plateau_level_fill(struct plateau_level *self, struct worths *worths)
{
    *self = (struct plateau_level){0};
    enum status status = sum_signups(self->signups, &self->none, worths);
    if (status == OK)
        status = add_staying(self, worths);
    add_house(self->house, worths->plan);
    return status;
}

double plateau_level_profit(const double line[SERIES_COUNT])
{
    double profit = 0;
    for (int s = 0; s < SERIES_COUNT; s++)
        profit += series_info((enum series)s)->in_profit * line[s];
    return profit;
}
