/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Satisfaction: every client has a z ~ N(0, 1) for life; with the lifts in force in a month it is a promoter, passive
 * or a detractor then. Clients whose z lies in the same interval are of the same class in every month, so intervals of
 * z are all that is needed: three where nothing changes, two more for each dated change.
 * Care: the first month in which a client is a detractor, somebody calls on detractors and the client has been billed
 * often enough, it may be handled, and if that succeeds it is passive for good.
 * Example: promoters 30 %, detractors 20 %, a lift of 0.5 from month 7: bounds of z at -0.84 - 0.5, -0.84, 0.52 - 0.5
 * and 0.52, so five intervals; the second is of detractors until month 6 and of passives from then on.
 * Source: design section 3, "Satisfaction" and "Care"; facts A11, A13, A14.
 */
#ifndef PLATEAU_PLAN_SATISFACTION_H
#define PLATEAU_PLAN_SATISFACTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/scenario/scenario.h"
#include "sim/support/status.h"

enum satisfaction_class { CLASS_DETRACTOR = -1, CLASS_PASSIVE = 0, CLASS_PROMOTER = 1 };

/* Calling on detractors in a month. */
struct satisfaction_care {
    double coverage, success;
    int after; /* bills before a client can be called on */
};

struct satisfaction {
    int months; /* H */
    bool known; /* some may be promoters or detractors; else all are passive and there is one interval */
    bool cares; /* some detractor may be handled, within the plan or after it */
    size_t intervals;
    double *below;    /* owned: [0..intervals]: chance that z lies below an interval's lower end: 0, ..., 1; rising */
    int8_t *class_of; /* owned: [interval][month 0..H+1]: see satisfaction_class */
    struct satisfaction_care *care; /* owned: [month 1..H] */
    int *calls; /* owned: [interval][month 0..H+1]: the next month, from this one to H, in which care calls on it; 0 */
};

/* Returns ERR_MEMORY; then *self is empty. */
enum status satisfaction_init(struct satisfaction *self, const struct scenario *scenario) MUST_USE;
void satisfaction_free(struct satisfaction *self);

/* The class of an interval in a month >= 1, past the plan as in its last. Without care. */
static inline int satisfaction_class(const struct satisfaction *self, size_t interval, int month)
{
    int m = month < self->months ? month : self->months;
    return self->class_of[interval * ((size_t)self->months + 2) + (size_t)m];
}

/* Calling on detractors in a month >= 1, past the plan as in its last. */
static inline const struct satisfaction_care *satisfaction_care(const struct satisfaction *self, int month)
{
    return &self->care[month < self->months ? month : self->months];
}

/*
 * The month in which care comes to a client of an interval (handled or missed), whose bill of plan month `first` is its
 * bill tenure + 1; it may lie past the plan. 0: never. Cannot fail.
 */
int satisfaction_care_month(const struct satisfaction *self, size_t interval, int first, int tenure);

/* NPS (points) of new clients in a month: shares of promoters less detractors, with that month's lifts. Cannot fail. */
double satisfaction_nps(const struct satisfaction *self, int month);

#endif
