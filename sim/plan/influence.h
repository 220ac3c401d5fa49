/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Influences: the multiplier M of the rate of leaving, month by month: quartile x satisfaction x source or rep class x
 * churn.multiplier, and for clients who were not activated at once x onboarding.churn in their first months.
 * The one place where factors of M are put together. Source: design section 3, "Leaving", "Onboarding", "Satisfaction".
 */
#ifndef PLATEAU_PLAN_INFLUENCE_H
#define PLATEAU_PLAN_INFLUENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/plan/latent.h"
#include "sim/plan/life_table.h"
#include "sim/plan/satisfaction.h"
#include "sim/plan/source.h"
#include "sim/scenario/scenario.h"

/* True if onboarding does something in some month: then not all clients are activated at once. Cannot fail. */
bool influence_has_onboarding(const struct scenario *scenario);

/* Reads the onboarding paths into lives; call it first, where there is onboarding. Returns ERR_MEMORY. */
enum status influence_onboarding(struct life_tables *lives, const struct scenario *scenario) MUST_USE;

/* Reads the chance that offers keep who would leave into lives; nothing where none are made. Returns ERR_MEMORY. */
enum status influence_rescue(struct life_tables *lives, const struct scenario *scenario) MUST_USE;

/* Whose multipliers: */
struct influence {
    enum source source;
    size_t rep_class; /* SOURCE_NO_CLASS where no rep signed them */
    size_t quartile;  /* 0..3 */
    bool activated;   /* at once */
    bool passive;     /* care has helped: passive, whatever the interval */
    size_t interval;  /* of z */
};

/* The path of M of these clients, added to lives if it is new. Returns ERR_MEMORY. */
enum status influence_path(struct life_tables *lives, const struct scenario *scenario,
                           const struct satisfaction *satisfaction, const struct influence *who, size_t *path) MUST_USE;

/*
 * The paths of a source's clients (of reps: of a class) of all latent kinds and quartiles, paths[latent * QUARTILES +
 * quartile]: before care has helped and, of those it will save, then; cared_from is 0. Returns ERR_MEMORY.
 */
enum status influence_paths(struct life_tables *lives, const struct scenario *scenario,
                            const struct satisfaction *satisfaction, const struct latents *latents, enum source source,
                            size_t rep_class, struct life_paths *paths) MUST_USE;

#endif
