/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Influences: the multiplier M of the rate of leaving, month by month: quartile x rep class x churn.multiplier.
 * The one place where factors of M are put together. Source: design section 3, "Leaving".
 */
#ifndef PLATEAU_PLAN_INFLUENCE_H
#define PLATEAU_PLAN_INFLUENCE_H

#include <stddef.h>
#include <stdint.h>

#include "sim/plan/life_table.h"
#include "sim/scenario/scenario.h"

/* In place of a rep class: clients whom no rep signed. */
#define INFLUENCE_NO_CLASS SIZE_MAX

/* The path of M of a quartile (0..3) and rep class, added to lives if it is new. Returns ERR_MEMORY. */
enum status influence_path(struct life_tables *lives, const struct scenario *scenario, size_t quartile,
                           size_t rep_class, size_t *path) MUST_USE;

#endif
