/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/scenario/scenario_check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/scenario/nearest.h"
#include "sim/support/memory.h"
#include "sim/support/text.h"

static struct place whole(const struct scenario *self)
{
    return (struct place){.file = self->files[0].path};
}

/* Where the value in force in a month was last touched; the scenario's file for a default. */
static struct place last_touch(const struct scenario *self, enum parameter_id id, size_t item, int month)
{
    const struct setting *setting = scenario_setting(self, id, item);
    if (setting && parameter_of(id)->kind == VALUE_TEXT)
        return setting_place(&setting->text_origin);
    const struct step *step = setting ? setting_step(setting, month) : NULL;
    return step && step->changes ? setting_place(&step->change[step->changes - 1].origin) : whole(self);
}

static bool is_broken(const struct scenario *self, const bool *broken, enum parameter_id id, size_t item)
{
    return broken[self->first_slot[id] + item];
}

static bool same_place(struct place a, struct place b)
{
    return a.file == b.file && a.line == b.line && a.column == b.column;
}

static void check_range(const struct scenario *self, const struct setting *setting, struct faults *faults)
{
    const struct parameter *parameter = parameter_of(setting->id);
    char name[SCENARIO_NAME], range[PARAMETER_TEXT], value[TEXT_NUMBER], when[32] = "";
    struct place said = {0};
    for (size_t i = 0; i < setting->steps; i++) {
        const struct step *step = &setting->step[i];
        struct place at = last_touch(self, setting->id, setting->item, step->month);
        /* A blank stays blank through changes only if it was never a number: infinity times 0 is none. */
        bool blank = isnan(step->value) && step->changes == 1;
        if (blank || parameter_accepts(parameter, step->value) || same_place(at, said))
            continue;
        said = at;
        if (step->month > 1)
            snprintf(when, sizeof when, " in month %d", step->month);
        faults_add(faults, at, "%s becomes %s%s; it must %s",
                   scenario_parameter_name(self, setting->id, setting->item, name),
                   isfinite(step->value) ? text_number(step->value, value) : "too large", when,
                   parameter_range(parameter, range));
    }
}

void scenario_check_ranges(const struct scenario *self, const bool *broken, struct faults *faults)
{
    for (size_t i = 0; i < self->setting_count; i++) {
        const struct setting *setting = &self->settings[i];
        enum value_kind kind = parameter_of(setting->id)->kind;
        bool number = kind != VALUE_TEXT && kind != VALUE_WORD && kind != VALUE_YES_NO;
        if (number && !is_broken(self, broken, setting->id, setting->item))
            check_range(self, setting, faults);
    }
}

/* "; did you mean 'month'?" where another contract has a name much like this one's. */
static const char *like_another(const struct names *names, size_t item, char out[NEAREST_HINT])
{
    struct nearest nearest;
    nearest_begin(&nearest, names->item[item]);
    for (size_t i = 0; i < names->count; i++)
        if (i != item)
            nearest_offer(&nearest, names->item[i]);
    return nearest_hint(&nearest, out);
}

static void check_given(const struct scenario *self, enum parameter_id id, size_t item, const bool *broken,
                        struct faults *faults)
{
    char name[SCENARIO_NAME], hint[NEAREST_HINT] = "";
    const struct setting *setting = scenario_setting(self, id, item);
    if (is_broken(self, broken, id, item) || !isnan(scenario_number(self, id, item, 1)))
        return;
    scenario_parameter_name(self, id, item, name);
    if (setting && setting->steps > 0) {
        faults_add(faults, setting_place(&setting->step[0].change[0].origin),
                   "%s has no value before month %d; give one from the start (month blank)", name,
                   setting->step[0].month);
        return;
    }
    if (parameter_of(id)->item == ITEM_CONTRACT)
        like_another(&self->contracts, item, hint);
    faults_add(faults, whole(self), "%s is missing (%s)%s", name, parameter_of(id)->meaning, hint);
}

void scenario_check_required(const struct scenario *self, const bool *broken, struct faults *faults)
{
    for (int id = 0; id < PARAMETER_COUNT; id++)
        for (size_t item = 0;
             parameter_of((enum parameter_id)id)->required && item < scenario_items(self, (enum parameter_id)id);
             item++)
            check_given(self, (enum parameter_id)id, item, broken, faults);
    if (self->contracts.count == 0)
        faults_add(faults, whole(self),
                   "there is no contract; give contract.<name>.term, contract.<name>.fee and "
                   "contract.<name>.nonrenewal, with a name of your own");
}

static void check_monthly(const struct scenario *self, size_t contract, struct faults *faults)
{
    for (int month = 1; month <= scenario_months(self); month++) {
        double exit = scenario_number(self, CONTRACT_EARLY_EXIT, contract, month);
        if (scenario_number(self, CONTRACT_TERM, contract, month) > 1 || exit <= 0)
            continue;
        char value[PARAMETER_TEXT];
        const char *name = self->contracts.item[contract];
        faults_add(faults, last_touch(self, CONTRACT_EARLY_EXIT, contract, month),
                   "contract.%s.early_exit is %s in month %d, but with a term of 1 every month ends a term; "
                   "give contract.%s.nonrenewal only",
                   name, parameter_value(parameter_of(CONTRACT_EARLY_EXIT), exit, value), month, name);
        return;
    }
}

/* The row that last touched any contract's share for a quartile. */
static struct place last_share(const struct scenario *self, enum parameter_id id, int month)
{
    struct place last = whole(self);
    int latest = 0;
    for (size_t c = 0; c < self->contracts.count; c++) {
        const struct setting *setting = scenario_setting(self, id, c);
        const struct step *step = setting ? setting_step(setting, month) : NULL;
        if (!step || step->month < latest)
            continue;
        latest = step->month;
        last = setting_place(&step->change[step->changes - 1].origin);
    }
    return last;
}

static void check_shares(const struct scenario *self, struct faults *faults)
{
    for (int month = 1; month <= scenario_months(self); month++)
        for (int q = 0; q < 4; q++) {
            enum parameter_id id = (enum parameter_id)(CONTRACT_SHARE_Q1 + q);
            double sum = 0;
            for (size_t c = 0; c < self->contracts.count; c++)
                sum += scenario_number(self, id, c, month);
            if (sum > 0)
                continue;
            faults_add(faults, last_share(self, id, month),
                       "the shares of all contracts for spend quartile %d are 0 in month %d; at least one must be "
                       "above 0",
                       q + 1, month);
            return;
        }
}

static bool is_random(const struct scenario *self)
{
    if (scenario_number(self, SPEND_SHAPE, 0, 1) != SPEND_LOGNORMAL)
        return false;
    for (int month = 1; month <= scenario_months(self); month++)
        if (scenario_number(self, SPEND_CV, 0, month) > 0)
            return true;
    return false;
}

/* The place where the spread of spend comes from. */
static struct place spread_place(const struct scenario *self)
{
    for (int month = 1; month <= scenario_months(self); month++)
        if (scenario_number(self, SPEND_CV, 0, month) > 0)
            return last_touch(self, SPEND_CV, 0, month);
    return whole(self);
}

/* True if the three bounds are given; faults where only some are, or where they fall. */
static bool check_bounds(const struct scenario *self, struct faults *faults)
{
    double bound[3];
    int given = 0, first = -1;
    char value[TEXT_NUMBER], below[TEXT_NUMBER];
    for (int i = 0; i < 3; i++) {
        bound[i] = scenario_number(self, (enum parameter_id)(SPEND_Q1 + i), 0, 1);
        given += !isnan(bound[i]);
        if (!isnan(bound[i]) && first < 0)
            first = i;
    }
    if (given == 0)
        return false;
    if (given < 3) {
        faults_add(faults, last_touch(self, (enum parameter_id)(SPEND_Q1 + first), 0, 1),
                   "spend.q1, spend.q2 and spend.q3 go together: give all three or none");
        return true;
    }
    for (int i = 1; i < 3; i++)
        if (bound[i] < bound[i - 1])
            faults_add(faults, last_touch(self, (enum parameter_id)(SPEND_Q1 + i), 0, 1),
                       "spend.q%d is %s, below spend.q%d, which is %s; the bounds must not fall", i + 1,
                       text_number(bound[i], value), i, text_number(bound[i - 1], below));
    return true;
}

static void check_quartiles(const struct scenario *self, struct faults *faults)
{
    if (check_bounds(self, faults) || self->root_spend.lognormal)
        return; /* the root's law gives the bounds that are not written */
    if (is_random(self)) {
        faults_add(faults, spread_place(self),
                   "ad spend varies here, but not in the root file's own rows for month 1, whose quartiles would "
                   "count; give spend.q1, spend.q2 and spend.q3");
        return;
    }
    for (size_t q = 0; q < 4; q++)
        for (int month = 1; month <= scenario_months(self); month++) {
            if (scenario_number(self, QUARTILE_CHURN, q, month) == parameter_of(QUARTILE_CHURN)->fallback)
                continue;
            faults_add(faults, last_touch(self, QUARTILE_CHURN, q, month),
                       "quartile.%zu.churn needs to know the quartiles, and ad spend does not vary; give spend.q1, "
                       "spend.q2 and spend.q3",
                       q + 1);
            break;
        }
}

static void check_book(const struct scenario *self, struct faults *faults)
{
    bool file = scenario_text(self, BOOK_FILE, 0) != NULL;
    struct place at = last_touch(self, BOOK_FILE, 0, 1);
    char name[SCENARIO_NAME];
    for (int id = BOOK_FILE + 1; id <= BOOK_RENEWAL && !file; id++)
        if (scenario_text(self, (enum parameter_id)id, 0))
            faults_add(faults, last_touch(self, (enum parameter_id)id, 0, 1), "%s needs book.file, the client list",
                       scenario_parameter_name(self, (enum parameter_id)id, 0, name));
    if (!file)
        return;
    if (!scenario_text(self, BOOK_TENURE, 0))
        faults_add(faults, at, "book.file needs book.tenure (%s)", parameter_of(BOOK_TENURE)->meaning);
    if (!scenario_text(self, BOOK_SPEND, 0) && !scenario_text(self, BOOK_FEE, 0))
        faults_add(faults, at, "book.file needs book.fee (%s) or book.spend (%s)", parameter_of(BOOK_FEE)->meaning,
                   parameter_of(BOOK_SPEND)->meaning);
    if (!scenario_text(self, BOOK_CONTRACT, 0) && self->contracts.count > 1)
        faults_add(faults, at, "book.file needs book.contract (%s), since there is more than one contract",
                   parameter_of(BOOK_CONTRACT)->meaning);
}

void scenario_check_together(const struct scenario *self, struct faults *faults)
{
    for (size_t c = 0; c < self->contracts.count; c++)
        check_monthly(self, c, faults);
    check_shares(self, faults);
    check_quartiles(self, faults);
    check_book(self, faults);
}

/* True if a value is above 0 in some month. */
static bool ever(const struct scenario *self, enum parameter_id id, size_t item)
{
    const struct setting *setting = scenario_setting(self, id, item);
    for (size_t i = 0; setting && i < setting->steps; i++)
        if (setting->step[i].value > 0)
            return true;
    return false;
}

static void note_classes(struct scenario *self)
{
    for (size_t r = 0; r < self->classes.count; r++) {
        bool count = ever(self, REP_COUNT, r), leads = ever(self, REP_LEADS, r);
        char hint[NEAREST_HINT];
        if (count == leads)
            continue;
        faults_note(&self->notes, whole(self), "rep.%s.%s%s", self->classes.item[r],
                    count ? "leads is 0 in every month: its reps have nothing to work"
                          : "count is 0 in every month: nobody works its leads",
                    like_another(&self->classes, r, hint));
    }
}

/* Says so when nobody can sign: no rep class and no book, or months in which no contract is offered. */
static void note_nobody_signs(struct scenario *self)
{
    int months = scenario_months(self);

    if (self->classes.count == 0 && self->book.count == 0)
        faults_note(&self->notes, whole(self), "there is no rep class (rep.<class>.count and .leads): nobody signs");
    for (int month = 1; month <= months && self->classes.count > 0; month++) {
        bool offered = false;
        for (size_t c = 0; c < self->contracts.count; c++)
            offered = offered || scenario_number(self, CONTRACT_OFFERED, c, month) != 0;
        if (offered)
            continue;
        faults_note(&self->notes, whole(self), "no contract is offered in month %d: nobody signs then", month);
        return;
    }
}

static int compare_origins(const void *left, const void *right)
{
    const struct origin *a = *(const struct origin *const *)left, *b = *(const struct origin *const *)right;
    int by_file = strcmp(a->file, b->file);
    if (by_file != 0)
        return by_file;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->column < b->column ? -1 : a->column > b->column;
}

/* Lists the origins of distributions that are still part of some value; how many there are. */
static size_t list_unsure(const struct scenario *self, const struct origin **list)
{
    size_t count = 0;
    for (size_t i = 0; i < self->setting_count; i++)
        for (size_t s = 0; s < self->settings[i].steps; s++)
            for (size_t c = 0; c < self->settings[i].step[s].changes; c++) {
                const struct change *change = &self->settings[i].step[s].change[c];
                if (change->amount.distribution == EXACTLY)
                    continue;
                if (list)
                    list[count] = &change->origin;
                count++;
            }
    return count;
}

/* One row may be part of many values (share, and every later month): it counts once. */
static enum status note_unsure(struct scenario *self)
{
    size_t all = list_unsure(self, NULL), count = 0;
    if (all == 0)
        return OK;
    const struct origin **list = memory_array(all, sizeof *list);
    if (!list)
        return ERR_MEMORY;
    list_unsure(self, list);
    qsort(list, all, sizeof *list, compare_origins);
    for (size_t i = 0; i < all; i++)
        count += i == 0 || compare_origins(&list[i - 1], &list[i]) != 0;
    free(list);
    if (count == 1)
        faults_note(&self->notes, whole(self), "1 input is unsure (a distribution): its mean is used");
    else
        faults_note(&self->notes, whole(self), "%zu inputs are unsure (distributions): their means are used", count);
    return OK;
}

enum status scenario_check_notes(struct scenario *self)
{
    note_classes(self);
    note_nobody_signs(self);
    return note_unsure(self);
}
