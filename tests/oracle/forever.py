# SPDX-License-Identifier: GPL-3.0-or-later
"""What a client is still worth once nothing changes any more: the sum of v^j over its coming bills, j = 0, 1, ...

With its own nonrenewal t fixed, a client lives in terms, and every further term is worth z y^M times the one before,
y = 1 - t and z = (stay inside)^(L-1) v^L: a geometric series. Where clients differ, the series is averaged over the
posterior Beta law of t, on the axis u = ln(y / (1 - y)), where the trapezoid rule converges faster than any power of
its step. No sum over months is cut off anywhere.

Example: nonrenewal 1/12, term 1, M = 1, v = 1: 12 bills. Beta(2, 13): (2 + 13 - 1) / (2 - 1) = 14 bills.
"""
from functools import lru_cache
import math

from leaving import beta_parameters, clients_differ, stay_inside_term


def _softplus(u):
    """ln(1 + e^u), also for large |u|."""
    return max(u, 0.0) + math.log1p(math.exp(-abs(u)))


def _log_one_minus(x):
    """ln(1 - e^x) for x < 0."""
    return math.log(-math.expm1(x))


def _log_worth(log_z, multiplier, u):
    """ln of y^M / (1 - z y^M) at y = 1 / (1 + e^-u)."""
    log_y = -_softplus(-u)
    if log_z == 0.0 and u > 600.0:   # 1 - y^M is M e^-u long before e^-u leaves the numbers
        return u - math.log(multiplier)
    return multiplier * log_y - _log_one_minus(log_z + multiplier * log_y)


def _walk(log_density, log_worth, start, step):
    """Sums weight and weight x worth from `start` outwards until both are below 1e-19 of their sums."""
    weight_sum = worth_sum = 0.0
    peak = log_density(start)
    u = start
    while True:
        weight = math.exp(log_density(u) - peak)
        worth = math.exp(log_density(u) - peak + log_worth(u))
        weight_sum += weight
        worth_sum += worth
        if weight < 1e-19 * weight_sum and worth < 1e-19 * worth_sum:
            return weight_sum, worth_sum
        u += step


@lru_cache(maxsize=1 << 16)
def _mean_over_beta(a, b, multiplier, log_z):
    """E[y^M / (1 - z y^M)], 1 - y ~ Beta(a, b). Infinite if z = 1 and a <= 1."""
    if log_z == 0.0 and a <= 1.0:
        return math.inf

    def log_density(u):
        return -b * _softplus(-u) - a * _softplus(u)

    def log_worth(u):
        return _log_worth(log_z, multiplier, u)

    # Half a standard deviation of u resolves the peak; 0.2 keeps clear of the poles, at least pi/2 off the axis.
    step = min(0.2, 0.5 * math.sqrt(1 / a + 1 / b))
    start = math.log(b / a)
    right = _walk(log_density, log_worth, start, step)
    left = _walk(log_density, log_worth, start - step, -step)
    # Each walk is relative to its own start.
    shift = math.exp(log_density(start - step) - log_density(start))
    return (right[1] + shift * left[1]) / (right[0] + shift * left[0])


def _worth_of_later_terms(law, multiplier, renewed, log_z):
    """E[y^M / (1 - z y^M)] over what is known of the client."""
    if multiplier == 0.0 or not clients_differ(law):
        stays = law.nonrenewal < 1.0 or multiplier == 0.0
        if not stays:
            return 0.0
        log_renewal = multiplier * math.log1p(-law.nonrenewal) if multiplier else 0.0
        if log_z + log_renewal == 0.0:
            return math.inf
        return math.exp(log_renewal - _log_one_minus(log_z + log_renewal))
    a, b = beta_parameters(law)
    return _mean_over_beta(a, b + renewed, multiplier, log_z)


def coming_bills(law, multiplier, phase, renewed, v=1.0):
    """Expected sum of v^j over the coming bills, the next one (j = 0) included, for a client with `phase` bills of its
    term behind it. May be infinite."""
    stay = stay_inside_term(law, multiplier)
    left = law.term - phase
    this_term = sum((stay * v) ** i for i in range(left))
    reach = stay ** (left - 1) * v ** left   # 0 ** 0 is 1: a term of one bill has no inner decision
    if reach == 0.0:
        return this_term
    if stay == 0.0 and law.term > 1:         # one more term of a single bill, then gone
        log_z = -math.inf
    else:
        log_z = ((law.term - 1) * math.log(stay) if law.term > 1 and stay < 1.0 else 0.0) + law.term * math.log(v)
    term_worth = sum((stay * v) ** i for i in range(law.term))
    return this_term + reach * term_worth * _worth_of_later_terms(law, multiplier, renewed, log_z)
