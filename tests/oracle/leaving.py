# SPDX-License-Identifier: GPL-3.0-or-later
"""One decision of one client: does it stay?

A client under multiplier M stays with chance (1 - h)^M, h the contract's early_exit inside a term and its nonrenewal
at a term's end. With a concentration K the client's own nonrenewal is Beta(a, b), a = cK, b = (1 - c)K. A client
that has renewed through multipliers that sum to m has the posterior Beta(a, b + m), so it renews once more with chance
B(a, b + m + M) / B(a, b + m). The posterior is all the past one has to remember.

Example: a = 2, b = 13, M = 1: the first renewal has chance 13/15, the second 14/16.
"""
from collections import namedtuple
from functools import lru_cache
import math

# What a client signs, for life. concentration is None where all clients are alike.
Law = namedtuple("Law", "term nonrenewal early_exit concentration")


def law_at(scenario, contract, month):
    """The law of a contract signed in a month."""
    def value(what):
        return scenario.at(f"contract.{contract}.{what}", month)
    return Law(value("term"), value("nonrenewal"), value("early_exit"), value("concentration"))


def clients_differ(law):
    """True if nonrenewal has a law of its own. At 0 or 1 the Beta law is a single point."""
    return law.concentration is not None and 0.0 < law.nonrenewal < 1.0


def beta_parameters(law):
    return law.nonrenewal * law.concentration, (1.0 - law.nonrenewal) * law.concentration


def _stirling_rest(x):
    """ln Gamma(x) less (x - 1/2) ln x - x + ln(2 pi)/2; good to 1e-17 for x >= 20."""
    y = 1.0 / (x * x)
    return (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y / 1188)))) / x


def log_rise(x, d):
    """ln (Gamma(x + d) / Gamma(x)).

    For large x a difference of two lgamma loses digits that a product of hundreds of renewals would show; the
    difference of their Stirling series, taken term by term, does not.
    """
    if x < 20.0:
        return math.lgamma(x + d) - math.lgamma(x)
    return (d * math.log(x + d) + (x - 0.5) * math.log1p(d / x) - d
            + _stirling_rest(x + d) - _stirling_rest(x))


@lru_cache(maxsize=1 << 18)
def _renewal_of_posterior(a, b, renewed, multiplier):
    return math.exp(log_rise(b + renewed, multiplier) - log_rise(a + b + renewed, multiplier))


def stay_at_term_end(law, multiplier, renewed):
    """Chance to renew; `renewed` is the sum of the multipliers of the renewals so far."""
    if not clients_differ(law):
        return (1.0 - law.nonrenewal) ** multiplier
    a, b = beta_parameters(law)
    return _renewal_of_posterior(a, b, renewed, multiplier)


def stay_inside_term(law, multiplier):
    """Chance to stay after a bill that does not end a term."""
    return (1.0 - law.early_exit) ** multiplier


class Multipliers:
    """M of a kind of client in a month. A kind is (quartile, source), source a rep class or None (the book)."""

    def __init__(self, scenario):
        self.scenario = scenario
        self.known = {}
        self.twin = {}
        for name in scenario.classes:
            self.twin[name] = self._first_alike(name)

    def _first_alike(self, name):
        """Classes whose churn is alike in every month give one kind of client: fewer states to step."""
        path = f"rep.{name}.churn"
        if all(self.scenario.at(path, t) == 1.0 for t in range(1, self.scenario.months + 1)):
            return None
        return next(other for other in self.scenario.classes if self.scenario.same_path(path, f"rep.{other}.churn"))

    def kind(self, quartile, rep_class):
        return (quartile, self.twin[rep_class] if rep_class is not None else None)

    def at(self, kind, month):
        month = min(month, self.scenario.months)
        if (kind, month) not in self.known:
            quartile, source = kind
            value = self.scenario.at("churn.multiplier", month) * self.scenario.at(f"quartile.{quartile}.churn", month)
            if source is not None:
                value *= self.scenario.at(f"rep.{source}.churn", month)
            self.known[kind, month] = value
        return self.known[kind, month]
