# SPDX-License-Identifier: GPL-3.0-or-later
"""The steady state under the last month's values, what 1 % more of something does to it, and the way there.

Who never leaves any more (M is 0 for ever, or its law has no exit) is no part of the flow of sign-ups: it stands beside
it with its fee at its final growth.
"""
import math
from operator import mul

from leaving import Kind
from lives import Life, settled_rates, whole_life
from model import Model, Play, add_crew, decide, totals
from paying import bill_states
from signing import shape

SEARCH_MONTHS = 1200
SLACK = 1e-12      # relative; where rounding alone would decide a threshold


def _never_leaves(law, multiplier):
    return multiplier == 0.0 or (law.nonrenewal == 0.0 and (law.term == 1 or law.early_exit == 0.0))


def stayers(model, states):
    """The sums a month, in the end, of those in the states who never leave any more."""
    payments, month, kept = model.payments, model.scenario.months, Life()
    for (kind, law), group in states.items():
        if not _never_leaves(law, model.multipliers.settled(kind, month)):
            continue
        for place, cell in group.items():
            kept.add(settled_rates(payments, kind, cell[0], payments.final_money(place, cell), month))
            share, every = payments.bonus_rule(kind.pay, month)
            if share:
                kept.bonuses += share * cell[1] / every
    return kept


class Steady:
    """The steady state: the flow of sign-ups and lives, who stays for ever, and the reps. `exists` is False if some
    sign-ups never leave on average."""

    def __init__(self, model, kept):
        self.model = model
        self.kept = kept
        scenario = model.scenario
        self.month = scenario.months
        self.rates = model.arrivals.steady_state()
        self.lives, self.flow, self.signups = {}, Life(), 0.0
        for source, rate in self.rates.items():
            self.lives[source] = self.life_of(source)
            self.flow.add(self.lives[source], rate)
            self.signups += rate * totals(self._shape(source))[0]
        self.exists = math.isfinite(self.flow.clients)
        self.crew = {"salaries": 0.0, "hiring": 0.0, "leads_cost": 0.0, "reps": 0.0}
        for name in scenario.classes:
            add_crew(self.crew, scenario, name, model.arrivals.seats[name].steady_crew(), self.month)

    def _shape(self, source):
        model = self.model
        return shape(model.scenario, model.multipliers, model.payments, self.month, source)

    def life_of(self, source):
        """The whole life that one arrival of a source brings."""
        return whole_life(self.model, self._shape(source), self.month)

    def clients(self):
        return self.flow.clients + self.kept.clients

    def revenue(self):
        return self.flow.revenue + self.kept.revenue

    def _at(self, parameter):
        return self.model.scenario.at(parameter, self.month)

    def sales_pay(self):
        return self.crew["salaries"] + self.crew["hiring"] + self.crew["leads_cost"]

    def flow_profit(self):
        """What steady sign-ups bring a month, before the reps' salaries, hiring and leads."""
        return self.flow.ltv_margin() - (self._at("cost.signup") + self._at("cost.lost")) * self.signups

    def profit(self):
        return self.flow_profit() + self.kept.ltv_margin() - self.sales_pay() - self._at("cost.fixed")

    def fees_kept(self):
        """Revenue less what is paid as a share of it."""
        return sum(part.revenue - part.serving - part.commissions + part.clawbacks - part.bonuses
                   for part in (self.flow, self.kept))

    def turnover(self):
        """All that flows in and out a month: what differences are to be judged by."""
        flows = sum(abs(getattr(part, line)) for part in (self.flow, self.kept) for line in
                    ("revenue", "serving", "service", "commissions", "clawbacks", "bonuses"))
        return (flows + (self._at("cost.signup") + self._at("cost.lost")) * self.signups + self.sales_pay()
                + self._at("cost.fixed"))


def smooth_play(play):
    """The play with arrivals at their smooth rate and grown fees unrounded; the same one where that is no change."""
    if play.scenario.arrivals == "poisson" and not play.payments.grows:
        return play
    return Play(play.scenario, smooth=True)


def steady_state(scenario, play):
    """The Steady of a scenario; play is its own stepped plan."""
    kept = stayers(play, play.states)
    if kept.clients > 0.0 and play.scenario.arrivals == "steady":
        kept = stayers(play, Play(scenario, smooth=True).states)
    return Steady(play, kept)


def churn_gain(scenario, steady):
    """Plateau profit with every M x 0.99, in all months, less plateau profit."""
    less = scenario.with_path("churn.multiplier", lambda m: 0.99 * m)
    if steady.kept.clients > 0.0:
        return steady_state(less, Play(less)).profit() - steady.profit()
    return Steady(Model(less), Life()).profit() - steady.profit()


def gains(scenario, steady):
    """{name: change of plateau profit}; each also as a share of it."""
    found = {"gain.signups": 0.01 * steady.flow_profit(),
             "gain.signups_bought": 0.01 * (steady.flow_profit() - steady.sales_pay()),
             "gain.churn": churn_gain(scenario, steady),
             "gain.fee": 0.01 * steady.fees_kept()}
    profit = abs(steady.profit())
    found.update({f"{name}.percent": gain / profit if profit > 0.0 else None for name, gain in found.items()})
    return found


def _condensed(model, states, month):
    """The states by what their later fees depend on alone; asked in the last month of the plan or later."""
    payments, light = model.payments, {}
    for (kind, law), group in states.items():
        for place, cell in group.items():
            phase, renewed, birth, _ = place
            raw = kind.raw and month - birth + 1 <= model.multipliers.onboarded_after(kind, month)
            money = payments.money(place, cell, month)
            if payments.grown_up(birth, month) and not raw:
                birth = None
            own = light.setdefault((Kind(kind.quartile, kind.source, raw, None), law), {})
            into = own.setdefault((phase, renewed, birth, None), [0.0, 0.0, 0.0, 0.0])
            into[0] += cell[0]
            into[1] += cell[1]
            into[2] += money
    return light


def _ageless(states):
    return all(place[2] is None for group in states.values() for place in group)


class Way:
    """The smooth revenue after the plan: what is left of the clients of then, and of all who sign later.

    Later arrivals of one source are alike but for their month, so one arrival is stepped (`paid[j]` at its bill j + 1)
    and stands for all.
    """

    def __init__(self, play):
        self.play = play
        self.month = self.start = play.scenario.months
        self.old = _condensed(play, play.states, self.month)
        self.rates = {}     # source -> rates of the months after the plan
        for month in range(self.start + 1, SEARCH_MONTHS + 1):
            for source, rate in play.arrivals.at(month).items():
                self.rates.setdefault(source, [0.0] * (SEARCH_MONTHS - self.start))[month - self.start - 1] = rate
        self.young = {source: _condensed(play, shape(play.scenario, play.multipliers, play.payments, self.start, source),
                                         self.start) for source in self.rates}
        self.paid = {source: [] for source in self.rates}

    def _after_bill(self, states, age):
        """Drops what ageing has settled, now and then."""
        return _condensed(self.play, states, self.start + age) if age % 12 == 1 and not _ageless(states) else states

    def step(self):
        """Revenue of the next month."""
        play = self.play
        self.old, _ = decide(self.old, play.multipliers, play.payments, self.month)
        self.month += 1
        age = self.month - self.start     # an arrival of month `start` + 1 gets this bill
        old = bill_states(self.old, self.month, play.payments).revenue
        self.old = self._after_bill(self.old, age)
        new = 0.0
        for source, rates in self.rates.items():
            month = self.start + age - 1   # the one that is stepped signed in the plan's last month
            self.paid[source].append(bill_states(self.young[source], month, play.payments).revenue)
            self.young[source] = self._after_bill(self.young[source], age - 1)
            self.young[source], _ = decide(self.young[source], play.multipliers, play.payments, month)
            new += sum(map(mul, rates[:age], reversed(self.paid[source])))
        self.old_revenue = old
        return old + new


class Bound:
    """How far from the plateau revenue can still be in any later month; None where that is not known.

    Old clients and the tails of young ones only ever pay less in sum; rates settle after a while (`settles`), and what
    they were off before is bounded by what is left to pay of those arrivals.
    """

    def __init__(self, way, steady, kept):
        self.way, self.kept = way, kept
        self.rounded_off = 0.005 * steady.clients()
        self.lives, self.off, self.settles = {}, {}, 0
        for source, rates in way.rates.items():
            final = steady.rates.get(source, 0.0)
            self.lives[source] = steady.lives[source] if source in steady.lives else steady.life_of(source)
            off = [abs(rate - final) for rate in rates]
            hair = 1e-14 * max(final, *rates)
            late = max((i for i, x in enumerate(off) if x > hair), default=-1) + 1
            self.settles = max(self.settles, late)
            self.off[source] = sum(off[:late])
        self.final = steady.rates
        self.known = all(math.isfinite(life.clients) for life in self.lives.values())

    def _unpaid(self, source, bills):
        """What one arrival still pays after so many bills, unrounded: at most half a cent a bill off."""
        life = self.lives[source]
        return life.revenue + 0.005 * life.clients - sum(self.way.paid[source][:bills])

    def now(self):
        age = self.way.month - self.way.start
        if not self.known or age <= self.settles or not _ageless(self.way.old):
            return None
        far = self.way.old_revenue - self.kept + self.rounded_off
        for source in self.way.rates:
            far += self.final.get(source, 0.0) * self._unpaid(source, age)
            far += self.off[source] * self._unpaid(source, age - self.settles)
        return far


def smooth_revenue(play, steady=None, near=0.0):
    """Expected revenue of months 0 .. 1200 of a smooth play; it may end sooner, where every later month is as near the
    steady state as `near`."""
    way, revenue = Way(play), list(play.series["revenue"])
    bound = Bound(way, steady, stayers(play, play.states).revenue) if steady else None
    for age in range(1, SEARCH_MONTHS - play.scenario.months + 1):
        revenue.append(way.step())
        if bound and age % 6 == 0:
            far = bound.now()
            if far is not None and far <= near:
                break
    return revenue


def way_to_go(level, start):
    """How far the plateau is from revenue(0); None where revenue starts at its plateau."""
    way = abs(level - start)
    return way if way > SLACK * max(abs(level), abs(start)) else None


def month_within(revenue, level, part):
    """The first month from which on revenue is within `part` of the way from revenue(0) to the plateau; None where there
    is no way to go, and no share of it to have gone."""
    way = way_to_go(level, revenue[0])
    if way is None:
        return None
    slack = SLACK * max(abs(level), abs(revenue[0]))
    first = None
    for month in range(len(revenue) - 1, 0, -1):
        if abs(level - revenue[month]) > part * way + slack:
            break
        first = month
    return first
