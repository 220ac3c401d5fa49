/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life table of every group and month of a plan: see plan_place. */
#ifndef PLATEAU_PLAN_PLAN_TABLES_H
#define PLATEAU_PLAN_PLAN_TABLES_H

#include "sim/plan/plan.h"

/* Fills table_of and lives of a plan that has its offers, signers and latent kinds. Returns ERR_MEMORY. */
enum status plan_tables_make(struct plan *self) MUST_USE;

#endif
