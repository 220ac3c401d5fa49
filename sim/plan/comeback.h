/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comebacks: what lost clients who want to return in a month sign: their own contract, if it is offered then; else some
 * take another. Source: design section 3, "Win-back".
 */
#ifndef PLATEAU_PLAN_COMEBACK_H
#define PLATEAU_PLAN_COMEBACK_H

#include "sim/plan/plan.h"

/* Who is lost and comes back alike: clients of one interval of z, quartile and contract (the old or the new one). */
struct comeback_type {
    size_t interval, quartile, contract;
};

/* How many there are in a plan; their order: by interval, then quartile, then contract. Cannot fail. */
size_t comeback_types(const struct plan *plan);
size_t comeback_type_index(const struct plan *plan, struct comeback_type type);
struct comeback_type comeback_type_at(const struct plan *plan, size_t index);

/* Clients of a type who sign its contract. */
struct comeback {
    double clients, fees;   /* fees: their first fees together, money a month */
    double kept, kept_fees; /* of these, who were clients in month H - 12 */
};

/* Of a month to which offspring is filled. Cannot fail. */
struct comeback comeback_of(const struct plan *plan, const struct offspring *offspring, struct comeback_type type,
                            int month);

#endif
