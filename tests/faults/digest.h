/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digests: one number for all that a stage found out, so that two results can be compared in a line. */
#ifndef PLATEAU_TESTS_DIGEST_H
#define PLATEAU_TESTS_DIGEST_H

#include <stdint.h>

#include "analysis/findings.h"
#include "sim/expected/expected.h"
#include "sim/plan/plan.h"
#include "sim/play/sample.h"
#include "sim/scenario/scenario.h"

/* Adds bytes to a digest. Start with 0. */
void digest_add(uint64_t *digest, const void *bytes, size_t size);
void digest_add_text(uint64_t *digest, const char *text); /* NULL is not the empty text */

/* Adds the whole of a file; one that is not there counts as NULL. */
void digest_add_file(uint64_t *digest, const char *path);

uint64_t digest_scenario(const struct scenario *scenario);
uint64_t digest_plan(const struct plan *plan);
uint64_t digest_expected(const struct expected *expected, size_t cells);
uint64_t digest_sample(const struct sample *sample, size_t cells);
uint64_t digest_findings(const struct findings *findings);
uint64_t digest_faults(const struct faults *faults);

#endif
