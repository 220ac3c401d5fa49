/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steady state of who is brought by clients, solved exactly. Source: design section 6, plateau. */
#ifndef PLATEAU_PLAN_OFFSPRING_STEADY_H
#define PLATEAU_PLAN_OFFSPRING_STEADY_H

#include "sim/plan/offspring.h"

/* How it comes about. */
struct offspring_steady {
    const char *none;  /* why there is none, static text: NULL if there is one */
    double per_client; /* mean number of referred and returning clients that each client brings; NaN without a state, or
                          where nobody signs */
};

/*
 * Fills month H of *self with the steady state under the plan's last values, and how it comes about. Every M is lowered
 * by the share `less`; `stayers` are the promoters who never leave any more, and refer for ever. Lives must be finite,
 * else the state is none (with the reason). Returns ERR_MEMORY; then *self is empty. Free it with offspring_free.
 */
enum status offspring_steady_init(struct offspring *self, const struct plan *plan, double less, double stayers,
                                  struct offspring_steady *state) MUST_USE;

#endif
