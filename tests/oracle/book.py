# SPDX-License-Identifier: GPL-3.0-or-later
"""The clients of the book as they stand before the bill of month 1, and what their past tells of them.

The past counts at the values of month 1, without care and rescue. A client that was not activated at once, or is a
detractor, is less likely to be still there, so among those who are it is rarer: each kind weighs its share x the chance
to have stayed so long.

Example: activation 60 %, month to month, nonrenewal 10 %, onboarding.churn 2 for 3 months, tenure 5: the weights are
0.6 x 0.9^5 and 0.4 x 0.9^8.
"""
import math

from leaving import beta_parameters, clients_differ, law_at, log_rise
from paying import money_in_cents


def _is_renewal(law, client, bill):
    """Whether the decision after a bill of the past was a renewal. With `renewal` r those of plan months r, r - L,
    r - 2L, ... are; the bill of plan month 0 is the client's last one so far."""
    if client.renewal is None:
        return bill % law.term == 0
    return (bill - client.tenure - client.renewal) % law.term == 0


def _log_stay(base, multiplier):
    """ln base^multiplier."""
    if multiplier == 0.0:
        return 0.0
    return multiplier * math.log(base) if base > 0.0 else -math.inf


def _past(law, client, multipliers, kind):
    """(sum of M over the renewals so far, ln of the chance to have stayed)."""
    renewed = log_stayed = 0.0
    for bill in range(1, client.tenure + 1):
        multiplier = multipliers.at(kind, 1, bill)
        if not _is_renewal(law, client, bill):
            log_stayed += _log_stay(1.0 - law.early_exit, multiplier)
        elif clients_differ(law):
            renewed += multiplier
        else:
            log_stayed += _log_stay(1.0 - law.nonrenewal, multiplier)
    if clients_differ(law):
        a, b = beta_parameters(law)
        log_stayed += log_rise(b, renewed) - log_rise(a + b, renewed)
    return renewed, log_stayed


def _weights(kinds, pasts):
    """How likely each kind is, given that the client is still there. If neither can be, the shares stand as they are."""
    logs = [math.log(share) + past[1] for (_, share), past in zip(kinds, pasts)]
    top = max(logs)
    if top == -math.inf:
        return [share for _, share in kinds]
    weights = [math.exp(x - top) for x in logs]
    return [weight / sum(weights) for weight in weights]


def book_states(scenario, multipliers, payments):
    states = {}
    for client in scenario.book:
        share = scenario.at(f"contract.{client.contract}.fee", 1)
        spend = client.spend if client.spend is not None else client.fee / share
        fee = money_in_cents(client.fee if client.fee is not None else spend * share)
        law = law_at(scenario, client.contract, 1)
        phase = client.tenure % law.term if client.renewal is None else law.term - client.renewal
        kinds = multipliers.kinds(scenario.quartile(spend), ("book",), client.contract, 1)
        pasts = [_past(law, client, multipliers, kind) for kind, _ in kinds]
        place_of = {kind: payments.place(phase, past[0], 1 - client.tenure, fee) for (kind, _), past in zip(kinds, pasts)}
        for (kind, _), weight in zip(kinds, _weights(kinds, pasts)):
            if weight > 0.0:
                group = states.setdefault((kind, law), {})
                cell = group.setdefault(place_of[kind], [0.0, 0.0, 0.0, 0.0])
                cell[0] += weight
                cell[1] += weight * fee
                cell[2] += weight * fee
    return states
