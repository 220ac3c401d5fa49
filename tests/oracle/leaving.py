# SPDX-License-Identifier: GPL-3.0-or-later
"""One decision of one client: does it stay?

A client under multiplier M stays with chance (1 - h)^M, h the contract's early_exit inside a term and its nonrenewal
at a term's end. With a concentration K the client's own nonrenewal is Beta(a, b), a = cK, b = (1 - c)K. A client
that has renewed through multipliers that sum to m has the posterior Beta(a, b + m), so it renews once more with chance
B(a, b + m + M) / B(a, b + m). The posterior is all the past one has to remember.

M = churn.multiplier x quartile x rep class, and x onboarding.churn for a client that was not activated at once, at the
decision after its own bill b while b is at most onboarding.months.

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


# What of a client does not change over its life, but for its law. source is a rep class or None (M has no factor for
# it); raw is True for who was not activated at once; pay is the rep class whose commission and bonus follow the client,
# None where nobody is paid for it.
Kind = namedtuple("Kind", "quartile source raw pay")


class Multipliers:
    """M of a kind of client in a month."""

    def __init__(self, scenario):
        self.scenario = scenario
        self.known = {}
        self.windows = {}
        self.twin = {name: self._twin(name, ("churn",), self._churn_does_nothing) for name in scenario.classes}
        self.pay_twin = {name: self._twin(name, ("commission", "commission_months", "clawback"), self._never_paid)
                         for name in scenario.classes}
        self.onboarding = (scenario.ever("onboarding.months") and not scenario.always("onboarding.churn", 1.0))

    def _churn_does_nothing(self, name):
        return self.scenario.always(f"rep.{name}.churn", 1.0)

    def _never_paid(self, name):
        bonus = self.scenario.ever("bonus.share") and self.scenario.ever("bonus.every")
        return not bonus and not self.scenario.ever(f"rep.{name}.commission")

    def _twin(self, name, parts, idle):
        """Classes that are alike in every month give one kind of client: fewer states to step."""
        if idle(name):
            return None
        return next(other for other in self.scenario.classes if not idle(other) and
                    all(self.scenario.same_path(f"rep.{name}.{part}", f"rep.{other}.{part}") for part in parts))

    def kinds(self, quartile, rep_class, month):
        """The kinds of a sign-up of a month, each with its share: activated at once or not."""
        source = self.twin[rep_class] if rep_class is not None else None
        pay = self.pay_twin[rep_class] if rep_class is not None else None
        activated = self.scenario.at("onboarding.activation", month) if self.onboarding else 1.0
        both = ((Kind(quartile, source, False, pay), activated), (Kind(quartile, source, True, pay), 1.0 - activated))
        return [(kind, share) for kind, share in both if share > 0.0]

    def settled(self, kind, month):
        """M after a client's onboarding, if that was all there is to it."""
        key = (kind.quartile, kind.source, min(month, self.scenario.months))
        if key not in self.known:
            at = self.scenario.at
            value = at("churn.multiplier", month) * at(f"quartile.{kind.quartile}.churn", month)
            if kind.source is not None:
                value *= at(f"rep.{kind.source}.churn", month)
            self.known[key] = value
        return self.known[key]

    def onboarded_after(self, kind, month):
        """The last bill whose decision in this month is still one of onboarding; 0 for who was activated at once."""
        if not kind.raw:
            return 0
        month = min(month, self.scenario.months)
        if month not in self.windows:
            idle = self.scenario.at("onboarding.churn", month) == 1.0
            self.windows[month] = 0 if idle else self.scenario.at("onboarding.months", month)
        return self.windows[month]

    def at(self, kind, month, bill):
        value = self.settled(kind, month)
        if bill <= self.onboarded_after(kind, month):
            value *= self.scenario.at("onboarding.churn", month)
        return value
