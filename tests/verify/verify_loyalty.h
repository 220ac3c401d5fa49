/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios that turn on satisfaction, care, offers to leaving clients, returns and referrals. */
#ifndef PLATEAU_TESTS_VERIFY_LOYALTY_H
#define PLATEAU_TESTS_VERIFY_LOYALTY_H

#include "tests/verify/verify_cases.h"

/* All of them, one after the other; *count of them. They are part of verify_cases too. */
const struct verify_case *verify_loyalty(size_t *count);

/* The one in which all of these rules are on at once, with those of the agency. */
const struct verify_case *verify_loyalty_whole(void);

#endif
