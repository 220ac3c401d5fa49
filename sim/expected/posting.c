/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/expected/posting.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/support/memory.h"

enum { PATHS = 4 };

enum status posting_init(struct posting *self, int months)
{
    size_t length = (size_t)months + 1;

    *self = (struct posting){.months = months, .room = memory_grid(PATHS, length, sizeof(double))};
    if (self->room == NULL)
        return ERR_MEMORY;
    self->clients_alive = self->room;
    self->clients_leave = self->room + length;
    self->fees_alive = self->room + 2 * length;
    self->fees_leave = self->room + 3 * length;
    return OK;
}

void posting_free(struct posting *self)
{
    free(self->room);
    *self = (struct posting){0};
}

void posting_clear(struct posting *self)
{
    memset(self->room, 0, PATHS * ((size_t)self->months + 1) * sizeof(double));
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

void posting_add(struct posting *self, const struct life_table *table, int bills, double clients, double fees)
{
    add(self->clients_alive, clients, table->alive, bills);
    add(self->clients_leave, clients, table->leave, bills);
    add(self->fees_alive, fees, table->alive, bills);
    add(self->fees_leave, fees, table->leave, bills);
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

void posting_post(const struct posting *self, struct expected *to, const struct course *course, int month, double times,
                  bool book)
{
    struct target at = {.to = to, .course = course, .month = month, .times = times, .bills = self->months - month + 1};
    int start = book ? 0 : month;

    to->series[book ? SERIES_CLIENTS : SERIES_SIGNUPS][start] += times * self->clients_alive[0];
    to->series[book ? SERIES_REVENUE : SERIES_REVENUE_NEW][start] += times * self->fees_alive[0];
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
    post_kept(self, &at, book);
}
