/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/rescue.h"

#include <math.h>
#include <stdlib.h>

#include "sim/plan/beta_law.h"
#include "sim/support/cents.h"
#include "sim/support/memory.h"

enum status rescue_init(struct rescue *self, const struct plan *plan)
{
    size_t row = (size_t)plan->months + 2;

    *self = (struct rescue){.plan = plan};
    if (plan->lives.rescued == NULL)
        return OK;
    self->offer = memory_array(row, sizeof *self->offer);
    self->stay = memory_array(row, sizeof *self->stay);
    self->cost = memory_array(row, sizeof *self->cost);
    if (self->offer == NULL || self->stay == NULL || self->cost == NULL) {
        rescue_free(self);
        return ERR_MEMORY;
    }
    for (int month = 1; month <= plan->months; month++) {
        const struct payments_of_all *paid = payments_month(&plan->payments, month);
        double share = paid->rescue_share;
        self->offer[month] = draw_threshold(share);
        self->stay[month] = share > 0 ? draw_threshold(plan->lives.rescued[month] / share) : 0;
        self->cost[month] = cents_of(paid->rescue);
    }
    for (size_t i = 0; i < plan->lives.count; i++)
        self->differ = self->differ || beta_law_applies(&plan->lives.item[i].law);
    return OK;
}

void rescue_free(struct rescue *self)
{
    free(self->offer);
    free(self->stay);
    free(self->cost);
    *self = (struct rescue){0};
}

/* A round of offers: who is being asked, and what is known of those asked before. */
struct asked {
    uint16_t at[BATCH]; /* places in the lot */
    size_t count;
    bool first;        /* nobody was asked before */
    double own[BATCH]; /* by place: log of (1 - own nonrenewal), once the client was kept */
    uint32_t word[WORDS][BATCH];
};

/* Who wavers in a month of the plan. */
static void find_wavering(struct asked *self, const struct lot *lot, int months)
{
    self->count = 0;
    for (size_t i = 0; i < lot->count; i++) {
        self->at[self->count] = (uint16_t)i;
        self->count += lot->gone[i] <= (uint32_t)months + 1; /* decides in month gone - 1 */
    }
}

/* The uniform of a word that no further word refines. */
static double uniform(uint32_t word)
{
    return ((double)word + 0.5) * 0x1p-32;
}

/* Log of (1 - own nonrenewal) of a client kept at its first decision to leave: see survival_own_log_stay. */
static double own_log_stay(const struct life_table *table, struct multiplier_path path, int from, int decision,
                           double u, struct own_memo *memo)
{
    const struct survival_law *law = &table->law;

    if (memo->entry == NULL || !beta_law_applies(law))
        return survival_own_log_stay(law, table->start, path, from, decision, u);
    return own_memo_draw(memo, survival_past(law, table->start, path, from, decision), u);
}

/* The month in which a client that is kept after its bill of month `gone - 1` wavers again, plus 1. */
static uint32_t waver_again(const struct rescue *self, const struct lot *lot, struct asked *asked, size_t n,
                            struct own_memo *memo)
{
    size_t i = asked->at[n];
    const struct life_table *table = &self->plan->lives.item[lot->table[i]];
    struct multiplier_path path = plan_path(self->plan, table);
    int decision = (int)lot->gone[i] - lot->month, most = self->plan->months + 1 - lot->month;
    /* A table that stays serves later months of signing too; else it is of this month. */
    int from = table->settled ? table->first : lot->month;

    if (asked->first)
        asked->own[i] = own_log_stay(table, path, from, decision, uniform(asked->word[RESCUE_OWN][n]), memo);
    int next = survival_wavers_again(&table->law, table->start, path, from, decision, asked->own[i],
                                     uniform(asked->word[RESCUE_NEXT][n]), most);
    return (uint32_t)(lot->month + next);
}

/* One round of offers; those who stay and waver again within the plan remain to be asked. */
static void ask(const struct rescue *self, const struct lot *lot, struct asked *asked, struct own_memo *memo,
                struct ledger *ledger)
{
    const uint32_t beyond = (uint32_t)self->plan->months + 1;
    size_t left = 0;

    for (size_t n = 0; n < asked->count; n++) {
        size_t i = asked->at[n];
        int month = (int)lot->gone[i] - 1;
        if (asked->word[RESCUE_OFFER][n] >= self->offer[month])
            continue;
        if (ledger->line[LINE_RESCUE] != NULL)
            ledger_line(ledger, LINE_RESCUE, month)[lot->lane[i]] += self->cost[month];
        if (asked->word[RESCUE_STAY][n] >= self->stay[month])
            continue;
        lot->gone[i] = waver_again(self, lot, asked, n, memo);
        if (lot->gone[i] <= beyond)
            asked->at[left++] = (uint16_t)i;
    }
    asked->count = left;
}

void rescue_keep(const struct rescue *self, const struct lot *lot, const struct draw_source *source,
                 struct own_memo *memo, struct ledger *ledger)
{
    struct asked asked; /* 13 kB: every place is written before it is read */
    /* cppcheck-suppress uninitvar ; addresses, not values */
    uint32_t *const word[WORDS] = {asked.word[0], asked.word[1], asked.word[2], asked.word[3]};
    const uint32_t beyond = (uint32_t)self->plan->months + 1;

    find_wavering(&asked, lot, self->plan->months);
    for (uint32_t time = 1; asked.count > 0; time++) {
        lot_fill_family(lot, source, PURPOSE_RESCUE, time, asked.at, asked.count, word);
        asked.first = time == 1;
        ask(self, lot, &asked, memo, ledger);
    }
    for (size_t i = 0; i < lot->count; i++)
        lot->gone[i] = lot->gone[i] < beyond ? lot->gone[i] : beyond;
}
