/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leads meet in a month, straight from the rules and the scenario's own values: quartiles, contracts, who
 * qualifies. */
#ifndef PLATEAU_TESTS_VERIFY_OFFERS_H
#define PLATEAU_TESTS_VERIFY_OFFERS_H

#include "tests/verify/verify_support.h"

/* The quartile (0..3) of a spend. */
int verify_offers_quartile(const struct verify *self, double spend);

/* Share of all leads of a month that spend less than the minimum. */
double verify_offers_turned_away(const struct verify *self, int month);

/* Share of those who qualify in a month that are in a quartile, and their mean spend. */
double verify_offers_share(const struct verify *self, int quartile, int month, double *spend);

/* The same of leads that promoters refer: nobody is turned away, and all spend referral.spend times as much. */
double verify_offers_referred(const struct verify *self, int quartile, int month, double *spend);

/* True if spend is not random in a month. */
bool verify_offers_certain(const struct verify *self, int month);

/* Share of the leads of a quartile who sign a contract. */
double verify_offers_signs(const struct verify *self, int quartile, size_t contract, int month);

/* Share of those of a quartile who had an old contract and want to come back who sign a contract. */
double verify_offers_takes_back(const struct verify *self, int quartile, size_t old, size_t contract, int month);

#endif
