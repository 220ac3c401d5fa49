/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Influences: the multiplier M of the rate of leaving, month by month: quartile x rep class x churn.multiplier, and for
 * clients who were not activated at once x onboarding.churn in their first months.
 * The one place where factors of M are put together. Source: design section 3, "Leaving" and "Onboarding".
 */
#ifndef PLATEAU_PLAN_INFLUENCE_H
#define PLATEAU_PLAN_INFLUENCE_H

#include <stddef.h>
#include <stdint.h>

#include "sim/plan/life_table.h"
#include "sim/plan/source.h"
#include "sim/scenario/scenario.h"

/* Latent kinds: what clients differ in that nobody sees. Plans without onboarding have the first one only. */
enum latent { LATENT_ACTIVATED, LATENT_NOT_ACTIVATED, LATENT_KINDS };

/* How many latent kinds a scenario has: 2 where onboarding does something in some month, else 1. Cannot fail. */
size_t influence_latents(const struct scenario *scenario);

/* The share of the clients signed in a month that are of a latent kind; 1 where there is only one. Cannot fail. */
double influence_latent_share(const struct scenario *scenario, size_t latents, size_t latent, int month);

/* Reads the onboarding paths into lives; call it first, where there are two latent kinds. Returns ERR_MEMORY. */
enum status influence_onboarding(struct life_tables *lives, const struct scenario *scenario) MUST_USE;

/*
 * The path of M of a quartile (0..3), rep class (or SOURCE_NO_CLASS) and latent kind, added to lives if it is new.
 * Returns ERR_MEMORY.
 */
enum status influence_path(struct life_tables *lives, const struct scenario *scenario, size_t quartile,
                           size_t rep_class, size_t latent, size_t *path) MUST_USE;

#endif
