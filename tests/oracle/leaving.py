# SPDX-License-Identifier: GPL-3.0-or-later
"""One decision of one client: does it stay?

A client under multiplier M stays with chance (1 - h)^M, h the contract's early_exit inside a term and its nonrenewal
at a term's end. With a concentration K the client's own nonrenewal is Beta(a, b), a = cK, b = (1 - c)K. A client
that has renewed through multipliers that sum to m has the posterior Beta(a, b + m), so it renews once more with chance
B(a, b + m + M) / B(a, b + m). The posterior is all the past one has to remember.

M = churn.multiplier x quartile x source (rep class, referral or winback) x promoter or detractor, and x onboarding.churn
for a client that was not activated at once, at the decision after its own bill b while b is at most onboarding.months.

Rescue: of the clients that would leave a share r = rescue.share x rescue.success stays. One may as well say: at each
decision a chance r keeps a client whatever it would do, and only the others decide. Of who was kept in this way nothing is
learnt, of who decided to stay as much as ever: so where clients differ, those who renew part in two states, a share r
with the posterior they had, and the others with one renewal more behind them. No law of "wavered and was rescued" is
needed.

Example: a = 2, b = 13, M = 1: the first renewal has chance 13/15, the second 14/16. With r = 1/5 the first has chance
1/5 + 4/5 x 13/15 = 67/75, the second (1/5 x 67/75 + 4/5 x 13/15 x (1/5 + 4/5 x 14/16)) / (67/75).
"""
from collections import namedtuple
from functools import lru_cache
import math

from satisfaction import PASSIVE, PROMOTER, UNASKED, Satisfaction
from scenario import QUARTILES

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


# What of a client does not change over its life, but for its law (and care). source is the parameter of its source's churn
# or None (M has no factor for it); raw is True for who was not activated at once; pay is the rep class whose commission
# and bonus follow the client, None where nobody is paid for it; level and care as in satisfaction.py; contract is the
# contract's name where lost clients may come back to it, else None.
Kind = namedtuple("Kind", "quartile source raw pay level care contract")

SOURCES = {"returned": None, "book": None, "referred": "referral.churn", "winback": "winback.churn"}


class Multipliers:
    """M of a kind of client in a month."""

    def __init__(self, scenario):
        self.scenario = scenario
        self.satisfaction = Satisfaction(scenario)
        self.known = {}
        self.windows = {}
        self.twin = {name: self._twin(name, ("churn",), self._churn_does_nothing) for name in scenario.classes}
        self.pay_twin = {name: self._twin(name, ("commission", "commission_months", "clawback"), self._never_paid)
                         for name in scenario.classes}
        self.onboarding = (scenario.ever("onboarding.months") and not scenario.always("onboarding.churn", 1.0))
        self.returning = scenario.ever("winback.share")
        self.quartile_twin = {q: self._quartile_twin(q) for q in QUARTILES}
        self.found = {}

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

    def _quartile_twin(self, q):
        """The first quartile whose clients do as those of this one do, and would choose as they would on their return."""
        parts = ["quartile.{}.churn"]
        if self.returning and not all(self.scenario.always(f"contract.{c}.offered", True) for c in self.scenario.contracts):
            parts += [f"contract.{c}.share.q{{}}" for c in self.scenario.contracts]
        return next(other for other in QUARTILES
                    if all(self.scenario.same_path(part.format(q), part.format(other)) for part in parts))

    def _source(self, by):
        """(parameter of the source's churn or None, rep class that is paid or None); by is a source without its
        details, or ("rep", class)."""
        if by[0] == "rep":
            twin = self.twin[by[1]]
            return (f"rep.{twin}.churn" if twin is not None else None), self.pay_twin[by[1]]
        parameter = SOURCES[by[0]]
        return (None if parameter is None or self.scenario.always(parameter, 1.0) else parameter), None

    def kinds(self, quartile, by, contract, month, level=None):
        """The kinds of a client that starts in a month, each with its share: of each level, or of one that is known;
        activated at once or not."""
        key = (quartile, by[:2] if by[0] == "rep" else by[0], contract, min(month, self.scenario.months), level)
        if key not in self.found:
            source, pay = self._source(by)
            activated = self.scenario.at("onboarding.activation", month) if self.onboarding else 1.0
            levels = self.satisfaction.shares if level is None else [(level, 1.0)]
            twin, contract = self.quartile_twin[quartile], contract if self.returning else None
            both = [(Kind(twin, source, raw, pay, z, UNASKED, contract), z_share * share)
                    for z, z_share in levels for raw, share in ((False, activated), (True, 1.0 - activated))]
            self.found[key] = [(kind, share) for kind, share in both if share > 0.0]
        return self.found[key]

    def settled(self, kind, month):
        """M after a client's onboarding, if that was all there is to it."""
        month = min(month, self.scenario.months)
        key = (kind.quartile, kind.source, kind.level, kind.care, month)
        if key not in self.known:
            at = self.scenario.at
            value = at("churn.multiplier", month) * at(f"quartile.{kind.quartile}.churn", month)
            if kind.source is not None:
                value *= at(kind.source, month)
            content = self.satisfaction.class_of(kind, month)
            if content != PASSIVE:
                value *= at("promoter.churn" if content == PROMOTER else "detractor.churn", month)
            self.known[key] = value
        return self.known[key]

    def rescued(self, month):
        """Share of those who would leave that stay."""
        return self.scenario.at("rescue.share", month) * self.scenario.at("rescue.success", month)

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
