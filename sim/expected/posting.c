/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/expected/posting.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"

/* Which intervals of z make promoters or detractors; NULL stays where none does. */
static enum status find_speaking(struct posting *self)
{
    const struct satisfaction *satisfaction = &self->plan->satisfaction;

    if (!satisfaction->known)
        return OK;
    self->speaks = memory_array(satisfaction->intervals, sizeof *self->speaks);
    if (self->speaks == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < satisfaction->intervals; i++)
        for (int month = 1; month <= self->months && !self->speaks[i]; month++)
            self->speaks[i] = satisfaction_class(satisfaction, i, month) != CLASS_PASSIVE;
    return OK;
}

enum status posting_init(struct posting *self, const struct plan *plan)
{
    size_t length = (size_t)plan->months + 1, told = plan->satisfaction.known ? plan->satisfaction.intervals : 0;
    bool cares = plan->satisfaction.cares, rescues = plan->lives.rescued != NULL;

    *self = (struct posting){.plan = plan, .months = plan->months, .paths = 4 + told + cares + rescues};
    self->room = memory_grid(self->paths, length, sizeof(double));
    if (self->room == NULL || find_speaking(self) != OK) {
        posting_free(self);
        return ERR_MEMORY;
    }
    double *next = self->room;
    self->clients_alive = next;
    self->clients_leave = next += length;
    self->fees_alive = next += length;
    self->fees_leave = next += length;
    self->handled = cares ? next += length : NULL;
    self->wavers = rescues ? next += length : NULL;
    self->told = told > 0 ? next + length : NULL;
    return OK;
}

void posting_free(struct posting *self)
{
    free(self->room);
    free(self->speaks);
    *self = (struct posting){0};
}

void posting_clear(struct posting *self)
{
    memset(self->room, 0, self->paths * ((size_t)self->months + 1) * sizeof(double));
}

static double *told_of(const struct posting *self, size_t interval)
{
    return self->told + interval * ((size_t)self->months + 1);
}

/* to[i] += times x there[i], n of them; and likewise x line[i]. */
static void add(double *restrict to, double times, const double *restrict there, int n)
{
    for (int i = 0; i < n; i++)
        to[i] += times * there[i];
}

static void add_line(double *restrict to, double times, const double *restrict there, const double *restrict line,
                     int n)
{
    for (int i = 0; i < n; i++)
        to[i] += times * there[i] * line[i];
}

void posting_add(struct posting *self, const struct posting_clients *who, int bills)
{
    const struct life_table *table = who->table;
    const struct latent *latent = &self->plan->latents.item[who->latent];
    int care = who->care_bill;

    add(self->clients_alive, who->clients, table->alive, bills);
    add(self->clients_leave, who->clients, table->leave, bills);
    add(self->fees_alive, who->fees, table->alive, bills);
    add(self->fees_leave, who->fees, table->leave, bills);
    if (self->wavers != NULL && table->waver != NULL)
        add(self->wavers + 1, who->clients, table->waver + 1, bills);
    if (self->handled != NULL && care > 0 && care <= bills)
        self->handled[care - 1] += who->clients * table->alive[care - 1] * who->handled;
    if (self->speaks != NULL && self->speaks[latent->interval])
        add(told_of(self, latent->interval), who->clients, table->alive,
            latent->saved && care > 0 && care <= bills ? care - 1 : bills);
}

/* Where a posting goes. */
struct target {
    struct expected *to;
    const struct course *course;
    int month; /* of bill 1 */
    double times;
    int bills; /* in the plan; a loss after the last would lie past it */
};

/* A line of money at the bills, and how many of them have it. */
static void post_bills(const struct posting *self, const struct target *at, enum series series, enum course_line money,
                       enum course_line events)
{
    double *const *line = at->course->line;

    add_line(at->to->series[series] + at->month, at->times, self->fees_alive, line[money] + 1, at->bills);
    add_line(at->to->events[series] + at->month, at->times, self->clients_alive, line[events] + 1, at->bills);
}

static void post_revenue(const struct posting *self, const struct target *at)
{
    const double *growth = at->course->line[COURSE_GROWTH];
    double *revenue = at->to->series[SERIES_REVENUE] + at->month;
    double *lost = at->to->series[SERIES_REVENUE_LOST] + at->month + 1; /* after bill 1 */

    if (at->course->grows) {
        add_line(revenue, at->times, self->fees_alive, growth + 1, at->bills);
        add_line(lost, at->times, self->fees_leave + 1, growth + 1, at->bills - 1);
        post_bills(self, at, SERIES_REVENUE_EXPANSION, COURSE_STEP, COURSE_STEPS);
    } else {
        add(revenue, at->times, self->fees_alive, at->bills);
        add(lost, at->times, self->fees_leave + 1, at->bills - 1);
    }
}

static void post_commissions(const struct posting *self, const struct target *at)
{
    double *const *line = at->course->line;
    double *clawbacks = at->to->series[SERIES_CLAWBACKS] + at->month + 1; /* after bill 1 */
    double *clawed = at->to->events[SERIES_CLAWBACKS] + at->month + 1;

    post_bills(self, at, SERIES_COMMISSIONS, COURSE_COMMISSION, COURSE_COMMISSIONED);
    if (at->course->claws_back) {
        add_line(clawbacks, at->times, self->fees_leave + 1, line[COURSE_CLAWBACK] + 1, at->bills - 1);
        add_line(clawed, at->times, self->clients_leave + 1, line[COURSE_CLAWED] + 1, at->bills - 1);
    }
}

/* Promoters and detractors, by runs of months in which an interval of z is of one class. */
static void post_interval(const struct posting *self, const struct target *at, size_t interval)
{
    const struct satisfaction *satisfaction = &self->plan->satisfaction;
    const double *told = told_of(self, interval);

    for (int i = 0, end; i < at->bills; i = end) {
        int class = satisfaction_class(satisfaction, interval, at->month + i);
        for (end = i + 1; end < at->bills; end++)
            if (satisfaction_class(satisfaction, interval, at->month + end) != class)
                break;
        if (class != CLASS_PASSIVE)
            add(at->to->series[class == CLASS_PROMOTER ? SERIES_PROMOTERS : SERIES_DETRACTORS] + at->month + i,
                at->times, told + i, end - i);
    }
}

static void post_satisfaction(const struct posting *self, const struct target *at)
{
    if (self->wavers != NULL)
        add(at->to->events[SERIES_RESCUE] + at->month, at->times, self->wavers + 1, at->bills);
    if (self->handled != NULL)
        add(at->to->events[SERIES_CARE] + at->month, at->times, self->handled, at->bills);
    for (size_t i = 0; self->speaks != NULL && i < self->plan->satisfaction.intervals; i++)
        if (self->speaks[i])
            post_interval(self, at, i);
}

/* Those who were clients in month H - 12 and still are in month H: what each pays now, and at most paid then. */
static void post_kept(const struct posting *self, const struct target *at, bool book)
{
    int then = at->bills - 12; /* bill; 0: what a book client paid before the plan */
    double *quantity = at->to->quantity, grown = 1.0, kept = 1.0;

    if (self->months < 12 || then < (book ? 0 : 1))
        return;
    if (at->course->grows) {
        grown = at->course->line[COURSE_GROWTH][at->bills];
        kept = fmin(at->course->line[COURSE_GROWTH][then], grown);
    }
    double fees = at->times * self->fees_alive[at->bills - 1];
    quantity[QUANTITY_CLIENTS_KEPT] += at->times * self->clients_alive[at->bills - 1];
    quantity[QUANTITY_REVENUE_KEPT] += fees * kept;
    quantity[QUANTITY_REVENUE_GROWN] += fees * grown;
}

/* The series in which clients of a source come in, and their first fees; the book: of month 0. */
static enum series coming(enum source source)
{
    return source == SOURCE_BOOK ? SERIES_CLIENTS : source == SOURCE_WINBACK ? SERIES_WINBACKS : SERIES_SIGNUPS;
}

static enum series coming_fees(enum source source)
{
    return source == SOURCE_BOOK      ? SERIES_REVENUE
           : source == SOURCE_WINBACK ? SERIES_REVENUE_REACTIVATED
                                      : SERIES_REVENUE_NEW;
}

void posting_post(const struct posting *self, struct expected *to, const struct course *course, int month, double times,
                  enum source source)
{
    struct target at = {.to = to, .course = course, .month = month, .times = times, .bills = self->months - month + 1};
    bool book = source == SOURCE_BOOK;
    int start = book ? 0 : month;

    to->series[coming(source)][start] += times * self->clients_alive[0];
    to->series[coming_fees(source)][start] += times * self->fees_alive[0];
    add(to->series[SERIES_CLIENTS] + month, times, self->clients_alive, at.bills);
    add(to->series[SERIES_LOST] + month + 1, times, self->clients_leave + 1, at.bills - 1);
    post_revenue(self, &at);
    if (course->pays_commission)
        post_commissions(self, &at);
    if (course->pays_bonus)
        post_bills(self, &at, SERIES_BONUSES, COURSE_BONUS, COURSE_BONUSES);
    if (course->has_service)
        add_line(to->series[SERIES_SERVICE] + month, times, self->clients_alive, course->line[COURSE_SERVICE] + 1,
                 at.bills);
    post_satisfaction(self, &at);
    post_kept(self, &at, book);
}
