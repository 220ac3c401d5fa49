#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bench scenario as a good analyst would write it in NumPy: no Python loop over clients or replicates.

3 reps, in all one sign-up a month (Poisson), 60 months; lognormal ad spend; three contracts by size of spend; churn by
quartile of spend; commission on the first year's bills, with a clawback, and a longevity bonus. From 10,000 replicates:
clients, signups, lost, revenue, revenue_new, revenue_lost, commissions, clawbacks, bonuses, profit and cash in every
month, each with its mean, Monte Carlo standard error and 5, 25, 50, 75 and 95 % points. One thread. Prints

    numpy ns_per_client 304.1

the best of three runs, by clients signed.
"""
import argparse
import os
import sys
import time

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

try:
    import numpy as np
except ImportError:
    print("numpy: missing, comparison skipped")
    sys.exit(0)

MONTHS = 60
REPS = 3
SIGNUPS_PER_REP = 1 / 3                       # a month
SPEND_MEAN, SPEND_CV = 20000.0, 1.0
# By contract: month to month, six months, twelve months.
TERM = np.array([1, 6, 12])
FEE = np.array([0.10, 0.08, 0.06])            # share of ad spend
NONRENEWAL = np.array([0.10, 0.30, 0.35])
# By quartile of spend: shares of the three contracts, and the churn multiplier.
SHARE = np.array([[0.70, 0.20, 0.10], [0.50, 0.30, 0.20], [0.30, 0.40, 0.30], [0.10, 0.30, 0.60]])
CHURN = np.array([1.40, 1.15, 0.90, 0.70])
COMMISSION, COMMISSION_MONTHS, CLAWBACK = 0.10, 12, 3
BONUS_SHARE, BONUS_EVERY = 0.25, 6
PERCENTS = (5, 25, 50, 75, 95)
UPPER_QUARTILE = 0.6744897501960817           # of a standard normal


def play(rng, replicates):
    """The number of clients, and the ledger of all replicates: clients and fees (in cents) that start and end in each
    plan month, commissions that begin and end, what of them comes back, and bonuses, all [month][replicate]. Who leaves
    after the plan is counted in one month more, which is not returned."""
    rate = REPS * SIGNUPS_PER_REP             # a sum of Poisson counts is a Poisson count
    count = rng.poisson(rate, size=MONTHS * replicates)
    start = np.repeat(np.arange(MONTHS * replicates), count)   # month x replicates + replicate of each client
    clients = start.size

    sigma = np.sqrt(np.log1p(SPEND_CV ** 2))
    z = rng.standard_normal(clients)
    spend = np.exp(np.log(SPEND_MEAN) - sigma ** 2 / 2 + sigma * z)
    quartile = (z > -UPPER_QUARTILE).astype(np.intp) + (z > 0.0) + (z > UPPER_QUARTILE)

    wish = rng.random(clients)
    bounds = np.cumsum(SHARE, axis=1)
    contract = (wish > bounds[quartile, 0]).astype(np.intp) + (wish > bounds[quartile, 1])
    fee = np.rint(100.0 * spend * FEE[contract])

    # Terms lived are geometric; with exponent M on the chance to renew they are so still.
    rate_of_leaving = -np.log1p(-NONRENEWAL)[contract] * CHURN[quartile]
    terms = np.floor(rng.standard_exponential(clients) / rate_of_leaving).astype(np.intp) + 1
    month, replicate = np.divmod(start, replicates)
    bills = TERM[contract] * terms
    end = np.minimum(month + bills, MONTHS) * replicates + replicate
    commission = np.rint(COMMISSION * fee)
    unpaid = np.minimum(month + np.minimum(bills, COMMISSION_MONTHS), MONTHS) * replicates + replicate
    clawed = bills < CLAWBACK

    size = (MONTHS + 1) * replicates
    shape = (MONTHS + 1, replicates)
    new = np.bincount(start, minlength=size).reshape(shape)
    lost = np.bincount(end, minlength=size).reshape(shape)
    new_fees = np.bincount(start, weights=fee, minlength=size).reshape(shape)
    lost_fees = np.bincount(end, weights=fee, minlength=size).reshape(shape)
    begun = np.bincount(start, weights=commission, minlength=size).reshape(shape)
    ended = np.bincount(unpaid, weights=commission, minlength=size).reshape(shape)
    back = np.bincount(end[clawed], weights=(commission * bills)[clawed], minlength=size).reshape(shape)
    bonus = np.zeros(shape)
    for span in range(BONUS_EVERY, MONTHS, BONUS_EVERY):
        paid = (bills > span) & (month + span < MONTHS)
        bonus += np.bincount(start[paid] + span * replicates, weights=np.rint(BONUS_SHARE * fee[paid]),
                             minlength=size).reshape(shape)
    return (clients,) + tuple(part[:MONTHS] for part in (new, lost, new_fees, lost_fees, begun - ended, back, bonus))


def summarise(series):
    """(means, standard errors, percentiles) of a series [month][replicate]."""
    return (series.mean(axis=1), series.std(axis=1, ddof=1) / np.sqrt(series.shape[1]),
            np.percentile(series, PERCENTS, axis=1))


def run(seed, replicates):
    """One whole run: the number of clients, and each series summarised (money in cents)."""
    signed, new, lost, new_fees, lost_fees, more_commission, back, bonus = play(np.random.default_rng(seed), replicates)
    revenue, commissions = np.cumsum(new_fees - lost_fees, axis=0), np.cumsum(more_commission, axis=0)
    profit = revenue - commissions + back - bonus
    ledger = {"clients": np.cumsum(new - lost, axis=0), "signups": new, "lost": lost,
              "revenue": revenue, "revenue_new": new_fees, "revenue_lost": lost_fees, "commissions": commissions,
              "clawbacks": back, "bonuses": bonus, "profit": profit, "cash": np.cumsum(profit, axis=0)}
    return signed, {name: summarise(series) for name, series in ledger.items()}


def main():
    parser = argparse.ArgumentParser(description="Times the bench scenario in vectorised NumPy.")
    parser.add_argument("--replicates", type=int, default=10000, help="default 10000")
    options = parser.parse_args()
    if options.replicates < 2:
        parser.error("--replicates must be at least 2")
    best = None
    for seed in (1, 2, 3):
        begin = time.perf_counter()
        clients, _ = run(seed, options.replicates)
        each = (time.perf_counter() - begin) * 1e9 / max(clients, 1)
        best = each if best is None else min(best, each)
    print(f"numpy ns_per_client {best:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
