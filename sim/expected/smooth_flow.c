/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/expected/smooth_flow.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

static const double no_change = 1e-14; /* of a size, relative to itself: flows that have settled */

void smooth_flow_path(double *restrict to, double fees, const double *restrict alive, const double *restrict growth,
                      int n)
{
    if (growth == NULL)
        for (int i = 0; i < n; i++)
            to[i] += fees * alive[i];
    else
        for (int i = 0; i < n; i++)
            to[i] += fees * alive[i] * growth[i + 1];
}

/* The first bill after which the running sum stays what it is: everybody is gone, to rounding. */
static int reach_of(const double *sum, int bills)
{
    int reach = bills;

    while (reach > 0 && sum[reach - 1] == sum[bills - 1])
        reach--;
    return reach;
}

/* Changes of size that are due, at most one a month, so that several are added in one go over the months. */
enum { TOGETHER = 4 };
struct changes {
    double *revenue;   /* of the month of the first one on */
    int left;          /* months from there on */
    const double *sum; /* the kernel's running sum, to its reach */
    int reach;
    double change[TOGETHER]; /* of this month and the next ones */
};

/* What they come to in one month, i months after the first. */
static double change_at(const struct changes *self, int i)
{
    double total = 0.0;

    for (int c = 0; c < TOGETHER && c <= i; c++)
        total += i - c < self->reach ? self->change[c] * self->sum[i - c] : 0.0;
    return total;
}

static void add_changes(const struct changes *self)
{
    double *restrict revenue = self->revenue;
    const double *restrict sum = self->sum;
    double c0 = self->change[0], c1 = self->change[1], c2 = self->change[2], c3 = self->change[3];
    int end = self->reach + TOGETHER - 1 < self->left ? self->reach + TOGETHER - 1 : self->left;
    int whole = self->reach < self->left ? self->reach : self->left; /* to here all four are within the sum */
    int i = 0;

    for (; i < end && i < TOGETHER - 1; i++)
        revenue[i] += change_at(self, i);
    for (; i < whole; i++)
        revenue[i] += c0 * sum[i] + c1 * sum[i - 1] + c2 * sum[i - 2] + c3 * sum[i - 3];
    for (; i < end; i++)
        revenue[i] += change_at(self, i);
}

/*
 * The convolution as changes of size x the kernel's running sum: months without a change cost nothing, and past its
 * reach the sum is a constant, so that all changes together come to the size of so many months ago. After the last
 * month the size falls to 0, and that is one more change.
 */
void smooth_flow_add(double *restrict revenue, int months, const double *restrict size, int first, int last,
                     double *restrict kernel)
{
    int bills = months - first + 1, end = last < months ? last + 1 : months;

    if (first == last) {
        smooth_flow_path(revenue + first, size[first], kernel, NULL, bills);
        return;
    }
    for (int i = 1; i < bills; i++)
        kernel[i] += kernel[i - 1];
    int reach = reach_of(kernel, bills);
    double before = 0.0;
    for (int month = first; month <= end; month += TOGETHER) {
        struct changes changes = {
            .revenue = revenue + month, .left = months - month + 1, .sum = kernel, .reach = reach};
        bool some = false;
        for (int c = 0; c < TOGETHER && month + c <= end; c++) {
            double now = month + c <= last ? size[month + c] : 0.0;
            if (fabs(now - before) <= no_change * before)
                continue;
            changes.change[c] = now - before;
            before = now;
            some = true;
        }
        if (some)
            add_changes(&changes);
    }
    for (int month = first; month <= last && month + reach <= months; month++)
        revenue[month + reach] += size[month] * kernel[bills - 1];
}
