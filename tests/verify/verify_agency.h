/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios that turn on the rules of the agency: reps who come and go, qualification, growth, pay, costs, onboarding.
 */
#ifndef PLATEAU_TESTS_VERIFY_AGENCY_H
#define PLATEAU_TESTS_VERIFY_AGENCY_H

#include "tests/verify/verify_cases.h"

/* All of them, one after the other; *count of them. They are part of verify_cases too. */
const struct verify_case *verify_agency(size_t *count);

/* The one in which every rule is on at once, most of them dated. */
const struct verify_case *verify_agency_whole(void);

#endif
