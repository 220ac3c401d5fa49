/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/plateau_level.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/plan/beta_law.h"
#include "sim/plan/offspring_steady.h"
#include "sim/support/cents.h"
#include "sim/support/memory.h"

/* ---- sign-ups ----------------------------------------------------------------------------------------------- */

struct signups {
    struct worths *worths;
    double *line;
    const char *none;
};

/* The class of clients of a kind under the plan's last values; who is saved is passive, from its care on. */
static int last_class(const struct plan *plan, size_t latent)
{
    const struct latent *kind = &plan->latents.item[latent];
    return kind->saved ? CLASS_PASSIVE : satisfaction_class(&plan->satisfaction, kind->interval, plan->months);
}

static void add_class(double *line, int class, double clients)
{
    line[SERIES_PROMOTERS] += class == CLASS_PROMOTER ? clients : 0;
    line[SERIES_DETRACTORS] += class == CLASS_DETRACTOR ? clients : 0;
}

/* Care of a cohort of a steady month. Who is saved was a detractor before. */
static void add_care(const struct signups *self, const struct cohort *cohort)
{
    const struct plan *plan = self->worths->plan;
    if (cohort->care_bill == 0)
        return;
    const double *alive = worth_alive(self->worths, cohort->table, cohort->care_bill - 1);
    self->line[SERIES_CARE] += cohort->clients * alive[cohort->care_bill - 1] * cohort->handled *
                               payments_month(&plan->payments, plan->months)->care;
    for (int k = 1; plan->latents.item[cohort->latent].saved && k < cohort->care_bill; k++)
        self->line[SERIES_DETRACTORS] += cohort->clients * alive[k - 1];
}

/* How they came: sign-ups of three sources, or clients who are back. */
static void add_source(double *line, const struct cohort *cohort)
{
    bool back = cohort->source == SOURCE_WINBACK;
    double n = cohort->clients;
    line[back ? SERIES_WINBACKS : SERIES_SIGNUPS] += n;
    line[back ? SERIES_REVENUE_REACTIVATED : SERIES_REVENUE_NEW] += n * cohort->fee;
    line[SERIES_SIGNUPS_RETURNED] += cohort->source == SOURCE_RETURNED ? n : 0;
    line[SERIES_SIGNUPS_REFERRED] += cohort->source == SOURCE_REFERRED ? n : 0;
}

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
    add_source(line, cohort);
    add_class(line, last_class(self->worths->plan, cohort->latent), n * worth->bills);
    add_care(self, cohort);
    line[SERIES_CLIENTS] += n * worth->bills;
    line[SERIES_LOST] += n;
    line[SERIES_REVENUE] += n * worth->fees;
    line[SERIES_REVENUE_LOST] += n * (cohort->fee + worth->expansion); /* at the plateau all that comes goes */
    line[SERIES_REVENUE_EXPANSION] += n * worth->expansion;
    line[SERIES_COMMISSIONS] += n * worth->commission;
    line[SERIES_CLAWBACKS] += n * worth->clawback;
    line[SERIES_BONUSES] += n * worth->bonus;
    line[SERIES_SERVICE] += n * worth->service;
    line[SERIES_SERVING] += n * worth->serving;
}

/* What is paid for each who signs or goes. Who wavers is kept with a chance r, and so wavers 1 / (1 - r) times. */
static void add_by_number(double *line, const struct plan *plan)
{
    const struct payments_of_all *all = payments_month(&plan->payments, plan->months);
    double waverings = line[SERIES_LOST] > 0 ? line[SERIES_LOST] / (1 - worth_last_rescued(plan)) : 0;
    line[SERIES_SIGNUP_COST] = all->signup * line[SERIES_SIGNUPS];
    line[SERIES_REFERRAL] = all->referral * line[SERIES_SIGNUPS_REFERRED];
    line[SERIES_LOST_COST] = all->lost * line[SERIES_LOST];
    line[SERIES_WINBACK] = all->winback * line[SERIES_LOST];
    line[SERIES_RESCUE] = all->rescue * all->rescue_share * waverings;
}

/* Fills the lines of all new clients, if there is a steady state; stayers: promoters who never leave any more. */
static enum status sum_signups(struct plateau_level *self, struct worths *worths, double stayers)
{
    struct signups signups = {.worths = worths, .line = self->signups};
    struct offspring offspring;
    struct offspring_steady state;
    enum status status = offspring_steady_init(&offspring, worths->plan, worths->less, stayers, &state);
    if (status != OK)
        return status;
    self->none = state.none;
    self->offspring = state.per_client;
    if (!self->none) {
        status = worth_visit_steady(worths, &offspring, add_signups, &signups);
        self->none = signups.none;
    }
    if (!self->none)
        add_by_number(self->signups, worths->plan);
    offspring_free(&offspring);
    return status;
}

/* ---- those who never leave any more ------------------------------------------------------------------------- */

struct staying {
    const struct plan *plan;
    struct worths *worths;
    double *line;
    struct tariff_bill *bill;   /* owned: room for the plan's months */
    struct offspring offspring; /* owned: who comes by others, at the smooth rate */
    enum status status;
};

/* True if who is on the table long after the plan's end never leaves. */
static bool is_endless(const struct plan *plan, const struct life_table *table)
{
    struct multiplier_path path = plan_path(plan, table);
    return survival_is_endless(&table->law, multiplier_path_last(&path), multiplier_path_last_rescued(&path));
}

/* A client that stays for ever, and whose bill of month `month` was its bill number tenure + 1. */
struct stayer {
    double clients, fee;
    bool certain;
    size_t rep_class, latent;
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
    add_class(line, last_class(self->plan, stayer->latent), stayer->clients);
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

/*
 * What offers cost a month for clients who waver and are kept every time: so many of them were there at the start of
 * the table. Long after the plan what they do repeats with every term.
 */
static void add_offers(struct staying *self, const struct life_table *table, double clients)
{
    const struct plan *plan = self->plan;
    const struct payments_of_all *all = payments_month(&plan->payments, plan->months);
    struct multiplier_path path = plan_path(plan, table);
    int early = path.early_months ? path.early_months[plan->months] : 0;
    int term = table->law.term, settled = plan->months + early + path.cared_from, bills = settled + term;
    double cost = all->rescue * all->rescue_share, *firm, *waver, sum = 0;

    if (worth_last_rescued(plan) < 1 || cost == 0 || self->status != OK)
        return;
    firm = memory_grid(2, (size_t)bills + 1, sizeof *firm);
    if (!firm) {
        self->status = ERR_MEMORY;
        return;
    }
    waver = firm + bills + 1;
    worth_waver(self->worths, table, firm, waver, bills);
    for (int k = settled + 1; k <= bills; k++)
        sum += waver[k];
    self->line[SERIES_RESCUE] += clients * cost * sum / term;
    free(firm);
}

/* Visits the new clients of a month. Decisions after month H - 1 cost none of them. */
static void add_cohort(void *context, const struct cohort *cohort)
{
    struct staying *self = context;
    const struct life_table *table = cohort->table;
    int months = self->plan->months;
    if (!is_endless(self->plan, table))
        return;
    int bills = cohort->month < months ? months - cohort->month : 0;
    double alive = worth_alive(self->worths, table, bills)[bills];
    add_offers(self, table, cohort->clients);
    add_stayer(self, &(struct stayer){.clients = cohort->clients * alive,
                                      .fee = cohort->fee,
                                      .certain = cohort->certain,
                                      .rep_class = cohort->rep_class,
                                      .latent = cohort->latent,
                                      .month = cohort->month});
}

/*
 * How likely a client of the book is of a latent kind: share x S(tenure). With every M lowered, in the past as well,
 * S(tenure) is its own power, but for the renewals of clients who differ. Not yet normalised. Whom care will help is
 * not yet to be seen in it: these kinds and those whom it will not have had the same past.
 */
static double weight_of(const struct staying *self, const struct book_entry *entry, size_t latent)
{
    const struct latents *latents = &self->plan->latents;
    const struct latent *kind = &latents->item[latent];
    const struct life_table *table = &self->plan->lives.item[entry->table[latent]];
    size_t twin = latent_find(latents, kind->activated, kind->interval, !kind->saved);
    bool alone = twin == SIZE_MAX;
    double weight = entry->weight[latent], both = weight + (alone ? 0 : entry->weight[twin]);
    double share = latent_traits_share(latents, latent, 1);
    double part = 1 - self->worths->less;
    if (part == 1 || latents->count == 1 || !(weight > 0))
        return weight;
    double stayed = log(both / share), renewed = table->start.renewed;
    if (!beta_law_applies(&table->law))
        return weight / both * share * exp(part * stayed);
    double of_renewals = beta_law_log_stay(&table->law, 0, renewed);
    double less_renewals = beta_law_log_stay(&table->law, 0, part * renewed);
    return weight / both * share * exp(part * (stayed - of_renewals) + less_renewals);
}

static void add_entry(struct staying *self, const struct book_entry *entry)
{
    const struct plan *plan = self->plan;
    double sum = 0;
    for (size_t latent = 0; latent < plan->latents.count; latent++)
        sum += weight_of(self, entry, latent);
    for (size_t latent = 0; latent < plan->latents.count; latent++) {
        const struct life_table *table = &plan->lives.item[entry->table[latent]];
        if (!is_endless(plan, table))
            continue;
        double clients = weight_of(self, entry, latent) / sum;
        double alive = worth_alive(self->worths, table, plan->months - 1)[plan->months - 1];
        add_offers(self, table, clients);
        add_stayer(self, &(struct stayer){.clients = clients * alive,
                                          .fee = cents_money(entry->fee),
                                          .certain = true,
                                          .rep_class = SOURCE_NO_CLASS,
                                          .latent = latent,
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

/*
 * The last month whose new clients may stay: those of the steady state have an end, or there is none; but leads once
 * turned away, and clients of a team that is gone, may still come, refer and return when it is over.
 */
static int last_arrival(const struct plan *plan)
{
    int last = plan_last_return(plan);
    return plan->referral_rate || plan->winback || last > SEATS_MONTHS ? SEATS_MONTHS : last;
}

static enum status add_staying(struct plateau_level *self, struct worths *worths)
{
    const struct plan *plan = worths->plan;
    struct staying staying = {.plan = plan, .worths = worths, .line = self->stays};
    int last = last_arrival(plan);
    if (!somebody_stays(plan))
        return OK;
    staying.bill = memory_array((size_t)plan->months + 1, sizeof *staying.bill);
    staying.status = staying.bill ? offspring_init_smooth(&staying.offspring, plan, worths->less, last) : ERR_MEMORY;
    for (size_t i = 0; staying.status == OK && i < plan->book.count; i++)
        add_entry(&staying, &plan->book.item[i]);
    for (int month = 1; staying.status == OK && month <= last; month++)
        cohort_visit(plan, &staying.offspring, month, COHORT_SMOOTH, add_cohort, &staying);
    offspring_free(&staying.offspring);
    free(staying.bill);
    return staying.status;
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
    enum status status = sum_signups(self, worths, 0);
    if (status == OK && !self->none)
        status = add_staying(self, worths);
    if (status == OK && self->stays[SERIES_PROMOTERS] > 0 && worths->plan->referral_rate) {
        memset(self->signups, 0, sizeof self->signups); /* they refer, too */
        status = sum_signups(self, worths, self->stays[SERIES_PROMOTERS]);
    }
    add_house(self->house, worths->plan);
    return status;
}

double plateau_level_profit(const double line[SERIES_COUNT])
{
    double profit = 0;
    for (int s = 0; s < SERIES_COUNT; s++)
        if (series_info((enum series)s)->in_profit != 0) /* others may be NaN */
            profit += series_info((enum series)s)->in_profit * line[s];
    return profit;
}
