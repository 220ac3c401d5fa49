# SPDX-License-Identifier: GPL-3.0-or-later
"""What a client is still worth once nothing changes any more: the sum of v^j over its coming bills, j = 0, 1, ...

With its own nonrenewal t fixed, a client lives in terms, and every further term is worth z s times the one before,
s = r + (1 - r) y^M, y = 1 - t, r the rescued share and z = (stay inside)^(L-1) v^L: a geometric series. Where clients
differ, the series is averaged over the posterior Beta law of t, on the axis u = ln(y / (1 - y)), where the trapezoid
rule converges faster than any power of its step. No sum over months is cut off anywhere.

A bonus every E bills falls on the same bills of a term again after lcm(L, E) bills: n terms, so the bonuses of all later
cycles are (z s)^n times those of the one before, and the sum is a polynomial in s over 1 - z^n s^n.

Example: nonrenewal 1/12, term 1, M = 1, v = 1: 12 bills. Beta(2, 13): (2 + 13 - 1) / (2 - 1) = 14 bills.
A bonus every 6 bills from bill 7 on, asked at bill 1: (11/12)^6 / (1 - (11/12)^6).
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


class _Renewal:
    """The chance s = r + (1 - r) y^M to renew, y = 1 / (1 + e^-u), r the share of who would leave that is rescued."""

    def __init__(self, multiplier, rescued):
        self.multiplier = multiplier
        self.rescued = rescued

    def log(self, u):
        """ln s."""
        if self.rescued == 0.0:
            return -self.multiplier * _softplus(-u)
        return math.log1p(-math.exp(self.log_leave(u)))

    def log_leave(self, u):
        """ln(1 - s)."""
        if u > 600.0:   # 1 - y^M is M e^-u long before e^-u leaves the numbers
            return math.log1p(-self.rescued) + math.log(self.multiplier) - u
        return math.log1p(-self.rescued) + _log_one_minus(-self.multiplier * _softplus(-u))

    def log_one_minus(self, log_z, terms, u):
        """ln(1 - z s^terms)."""
        if log_z == 0.0 and u > 600.0:
            return math.log(terms) + self.log_leave(u)
        if log_z == 0.0 and terms == 1:
            return self.log_leave(u)
        return _log_one_minus(log_z + terms * self.log(u))

    def power(self):
        """s is like y to this power where y is small."""
        return self.multiplier if self.rescued == 0.0 else 0.0

    def straight_from(self, terms, log_z):
        """The |u| from which on weight and worth are powers of e^u to more digits than a double has."""
        far = 45.0 + math.log1p(self.multiplier * terms) - (math.log(min(1.0, -log_z)) if log_z < 0.0 else 0.0)
        return far if self.rescued == 0.0 else max(far, (45.0 - math.log(self.rescued)) / self.multiplier)


def _walk(log_density, log_worth, start, step, straight, falls):
    """Sums weight and weight x worth from `start` outwards until both are below 1e-19 of their sums, or until they fall
    by a constant factor a step, e^-falls of a unit of u: then the rest is a geometric series."""
    weight_sum = worth_sum = 0.0
    peak = log_density(start)
    u = start
    while True:
        log_weight = log_density(u) - peak
        weight, worth = math.exp(log_weight), math.exp(log_weight + log_worth(u))
        weight_sum += weight
        worth_sum += worth
        if weight < 1e-19 * weight_sum and worth < 1e-19 * worth_sum:
            return weight_sum, worth_sum
        if abs(u) > straight and u * step > 0.0:
            weight_fall, worth_fall = (fall * abs(step) for fall in falls)
            return weight_sum + weight / math.expm1(weight_fall), worth_sum + worth / math.expm1(worth_fall)
        u += step


def _mean(a, b, log_worth, straight, power, level):
    """E[exp(log_worth(u))], 1 - y ~ Beta(a, b). The worth is like y^power where y is small; where y is near 1 it is like
    1 / (1 - y), or, with `level`, a constant."""
    def log_density(u):
        return -b * _softplus(-u) - a * _softplus(u)

    # Half a standard deviation of u resolves the peak; 0.2 keeps clear of the poles, at least pi/2 off the axis.
    step = min(0.2, 0.5 * math.sqrt(1 / a + 1 / b))
    start = math.log(b / a)
    right = _walk(log_density, log_worth, start, step, straight, (a, a if level else a - 1.0))
    left = _walk(log_density, log_worth, start - step, -step, straight, (b, b + power))
    # Each walk is relative to its own start.
    shift = math.exp(log_density(start - step) - log_density(start))
    return (right[1] + shift * left[1]) / (right[0] + shift * left[0])


@lru_cache(maxsize=1 << 16)
def _mean_over_beta(a, b, multiplier, rescued, log_z):
    """E[s / (1 - z s)], 1 - y ~ Beta(a, b). Infinite if z = 1 and a <= 1."""
    if log_z == 0.0 and a <= 1.0:
        return math.inf
    renewal = _Renewal(multiplier, rescued)
    return _mean(a, b, lambda u: renewal.log(u) - renewal.log_one_minus(log_z, 1, u), renewal.straight_from(1, log_z),
                 renewal.power(), log_z < 0.0)


def _stay(law, multiplier, rescued):
    """Chance to stay after a bill that ends no term."""
    return rescued + (1.0 - rescued) * stay_inside_term(law, multiplier)


def _log_renewal(law, multiplier, rescued):
    """ln of the chance to renew, where all are alike."""
    if multiplier == 0.0 or rescued == 1.0:
        return 0.0
    if law.nonrenewal == 1.0:
        return math.log(rescued) if rescued else -math.inf
    log_plain = multiplier * math.log1p(-law.nonrenewal)
    return math.log1p((1.0 - rescued) * math.expm1(log_plain)) if rescued else log_plain


def _all_alike(law, multiplier, rescued):
    return multiplier == 0.0 or rescued == 1.0 or not clients_differ(law)


def _worth_of_later_terms(law, multiplier, rescued, renewed, log_z):
    """E[s / (1 - z s)] over what is known of the client."""
    if _all_alike(law, multiplier, rescued):
        log_renewal = _log_renewal(law, multiplier, rescued)
        if log_renewal == -math.inf:
            return 0.0
        if log_z + log_renewal == 0.0:
            return math.inf
        return math.exp(log_renewal - _log_one_minus(log_z + log_renewal))
    a, b = beta_parameters(law)
    return _mean_over_beta(a, b + renewed, multiplier, rescued, log_z)


def coming_bills(law, multiplier, phase, renewed, v=1.0, rescued=0.0):
    """Expected sum of v^j over the coming bills, the next one (j = 0) included, for a client with `phase` bills of its
    term behind it. May be infinite."""
    stay = _stay(law, multiplier, rescued)
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
    return this_term + reach * term_worth * _worth_of_later_terms(law, multiplier, rescued, renewed, log_z)


def _bonus_renewals(law, stay, phase, wait, every):
    """({renewals before it: chance to have stayed within terms} of the bonus bills of one cycle, terms of a cycle)."""
    cycle = math.lcm(law.term, every)
    found = {}
    for bill in range(wait, wait + cycle, every):
        renewals = (phase + bill) // law.term
        found[renewals] = found.get(renewals, 0.0) + stay ** (bill - renewals)
    return {r: c for r, c in found.items() if c > 0.0}, cycle // law.term


@lru_cache(maxsize=1 << 16)
def _bonuses_over_beta(a, b, multiplier, rescued, log_z, terms, parts):
    """E[sum of c s^r over parts / (1 - z s^n)], n terms, z for all n. Infinite if z = 1 and a <= 1."""
    if log_z == 0.0 and a <= 1.0:
        return math.inf
    renewal = _Renewal(multiplier, rescued)
    least = min(r for r, _ in parts)

    def log_worth(u):
        log_s = renewal.log(u)
        top = least * log_s + math.log(sum(c * math.exp((r - least) * log_s) for r, c in parts))
        return top - renewal.log_one_minus(log_z, terms, u)

    return _mean(a, b, log_worth, renewal.straight_from(terms, log_z), renewal.power() * least, log_z < 0.0)


def coming_bonuses(law, multiplier, phase, renewed, wait, every, rescued=0.0):
    """Expected number of bonus bills to come for a client with `phase` bills of its term behind it: the coming bill
    number `wait` (0 is the next one) and every `every`-th after it. May be infinite."""
    stay = _stay(law, multiplier, rescued)
    parts, terms = _bonus_renewals(law, stay, phase, wait, every)
    inner = terms * (law.term - 1)
    if not parts:
        return 0.0
    log_inner = 0.0 if inner == 0 or stay == 1.0 else inner * math.log(stay) if stay > 0.0 else -math.inf
    if _all_alike(law, multiplier, rescued):
        log_renewal = _log_renewal(law, multiplier, rescued)
        if log_renewal == 0.0 and log_inner == 0.0:
            return math.inf
        # 1 - stay^inner x renewal^terms keeps its digits where clients hardly ever leave.
        once = sum(c * math.exp(r * log_renewal) if r else c for r, c in parts.items())
        return once / -math.expm1(log_inner + terms * log_renewal)
    a, b = beta_parameters(law)
    return _bonuses_over_beta(a, b + renewed, multiplier, rescued, log_inner, terms, tuple(sorted(parts.items())))
