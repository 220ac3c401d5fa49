# SPDX-License-Identifier: GPL-3.0-or-later
"""The smooth way to the plateau: expected revenue after the plan, arrivals at their average rate, grown fees unrounded,
promoters still referring and the lost coming back.
"""
import math
from operator import mul

from coming_back import Waiting, add_types, chosen_again, new_lives, referred_per_promoter
from model import Play, decide, totals
from paying import bill_states
from plateau import stayers
from satisfaction import PROMOTER, care_for, count_class
from signing import shape

SEARCH_MONTHS = 1200
SLACK = 1e-12      # relative; where rounding alone would decide a threshold
NOBODY = 1e-13     # share of an arrival that moves no threshold


def smooth_play(play):
    """The play with arrivals at their smooth rate and grown fees unrounded; the same one where that is no change."""
    if play.scenario.arrivals == "poisson" and not play.payments.grows:
        return play
    return Play(play.scenario, smooth=True)


class _Condenser:
    """Makes states lighter; asked in the last month of the plan or later, when only age still changes anything: whom
    nobody pays for any more is alike, and so are all levels of one class."""

    def __init__(self, play):
        self.play = play
        content, last = play.satisfaction, play.scenario.months
        classes = content.classes[last - 1] if content.known else [0]
        self.first = [classes.index(which) for which in classes]

    def types(self, types):
        found = {}
        for (level, quartile, contract), sums in types.items():
            add_types(found, {(self.first[level], quartile, contract): sums})
        return found

    def states(self, states, month, floor=0.0):
        """The states by what their later fees depend on alone, without cells of fewer clients than `floor`."""
        payments, multipliers, light = self.play.payments, self.play.multipliers, {}
        for (kind, law), group in states.items():
            asked = self.play.satisfaction.will_be_asked(kind)
            onboarded_after = multipliers.onboarded_after(kind, month)
            for place, cell in group.items():
                phase, renewed, birth, _ = place
                raw = kind.raw and month - birth + 1 <= onboarded_after
                money = payments.money(place, cell, month)
                if payments.grown_up(birth, month) and not raw and not asked:
                    birth = None
                key = (kind._replace(raw=raw, pay=None, level=self.first[kind.level]), law)
                if cell[0] > floor:
                    into = light.setdefault(key, {}).setdefault((phase, renewed, birth, None), [0.0, 0.0, 0.0, 0.0])
                    into[0] += cell[0]
                    into[1] += cell[1]
                    into[2] += money
        return light


def _ageless(states):
    return all(place[2] is None for group in states.values() for place in group)


class _Young:
    """Those who arrive after the plan from one source. But for their month they are alike, so one arrival is stepped and
    stands for all: `paid[j]` at its bill j + 1, `promoters[j]` promoter then, `lost[type]` = ([clients], [first fees])
    of which j are lost in the month of that bill. `clients` and `fees` are the arrivals of months H + 1, H + 2, ...:
    number and first fees, in units of what the one arrival is."""

    def __init__(self, way, states, clients, fees=None):
        self.way, self.month = way, way.start
        self.states = way.condenser.states(states, self.month)
        self.floor = NOBODY * totals(self.states)[0]
        self.clients, self.fees = clients, fees if fees is not None else clients
        self.paid, self.promoters, self.lost = [], [], {}

    def step(self):
        """The next bill of the one arrival, and the decision after it."""
        play, month, age = self.way.play, self.month, len(self.paid)
        self.paid.append(bill_states(self.states, month, play.payments).revenue)
        if age % 12 == 0:
            self.states = self.way.condenser.states(self.states, month, self.floor)
        care_for(self.states, play.satisfaction, month)
        self.promoters.append(count_class(self.states, play.satisfaction, PROMOTER, month))
        self.states, loss = decide(self.states, play, month)
        for which, sums in loss.types.items():
            for series, x in zip(self.lost.setdefault(which, ([], [])), sums):
                series += [0.0] * (age + 1 - len(series)) + [x]
        self.month += 1

    def __call__(self, series, rates, age):
        """What arrivals of months H + 1 .. H + age make of a series of the one arrival, in month H + age."""
        series = series[:age]
        return sum(map(mul, rates[age - len(series):age], reversed(series)))


class Way:
    """The smooth revenue after the plan: what is left of the clients of then, and of all who come later. `sources` are
    those of arrivals, ("referred",), and the types of who comes back."""

    def __init__(self, play):
        self.play = play
        scenario = play.scenario
        self.month = self.start = scenario.months
        self.condenser = _Condenser(play)
        self.old = self.condenser.states(play.states, self.month)
        self.floor = NOBODY * totals(self.old)[0]
        self.promoters = play.series["promoters"][self.start]
        self.brought = referred_per_promoter(scenario, self.start)
        self.waiting = Waiting(play)
        self.waiting.due = {month: self.condenser.types(types) for month, types in play.waiting.due.items()}
        self.sources = {}
        rates = {}
        for month in range(self.start + 1, SEARCH_MONTHS + 1):
            for source, rate in play.arrivals.at(month).items():
                rates.setdefault(source, [0.0] * self.length())[month - self.start - 1] = rate
        if self.brought > 0.0:
            rates["referred",] = [0.0] * self.length()
        for source, of_months in rates.items():
            states = shape(scenario, play.multipliers, play.payments, self.start, source)
            self.sources[source] = _Young(self, states, of_months)

    def length(self):
        return SEARCH_MONTHS - self.start

    def branches(self):
        return self.brought > 0.0 or bool(self.waiting.due) or self.play.scenario.at("winback.share", self.start) > 0.0

    def _take_back(self, age):
        """Those who come back in this month arrive from the source of their type."""
        back = chosen_again(self.play.scenario, self.waiting.due.pop(self.month, {}), self.month)
        for which, (clients, fees) in back.items():
            if which not in self.sources:
                states = new_lives(self.play, {which: [1.0, 1.0]}, self.start)
                self.sources[which] = _Young(self, states, [0.0] * self.length(), [0.0] * self.length())
                for _ in range(age - 1):
                    self.sources[which].step()
            self.sources[which].clients[age - 1] = clients
            self.sources[which].fees[age - 1] = fees

    def _bill_old(self, age):
        """What is left of the clients of the plan's last month: (types lost, revenue, promoters)."""
        play = self.play
        self.old, loss = decide(self.old, play, self.month - 1)
        revenue = bill_states(self.old, self.month, play.payments).revenue
        if age % 12 == 1:
            self.old = self.condenser.states(self.old, self.month, self.floor)
        care_for(self.old, play.satisfaction, self.month)
        return loss.types, revenue, count_class(self.old, play.satisfaction, PROMOTER, self.month)

    def step(self):
        """Revenue of the next month."""
        self.month += 1
        age = self.month - self.start     # an arrival of month `start` + 1 gets this bill
        if self.brought > 0.0:
            self.sources["referred",].clients[age - 1] = self.brought * self.promoters
        lost, self.old_revenue, self.promoters = self._bill_old(age)
        self._take_back(age)
        revenue, types = self.old_revenue, add_types({}, lost)
        for young in self.sources.values():
            young.step()
            revenue += young(young.paid, young.fees, age)
            if self.brought > 0.0:
                self.promoters += young(young.promoters, young.clients, age)
            for which, (clients, fees) in young.lost.items():
                add_types(types, {which: (young(clients, young.clients, age), young(fees, young.fees, age))})
        self.waiting.add(types, self.month)
        return revenue


class Bound:
    """How far from the plateau revenue can still be in any later month; None where that is not known.

    Old clients and the tails of young ones only ever pay less in sum; rates settle after a while (`settles`), and what
    they were off before is bounded by what is left to pay of those arrivals.
    """

    def __init__(self, way, steady, kept):
        self.way, self.kept = way, kept
        self.rounded_off = 0.005 * steady.clients()
        self.lives, self.off, self.settles = {}, {}, 0
        for source, young in way.sources.items():
            rates, final = young.clients, steady.rates.get(source, 0.0)
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
        return life.revenue + 0.005 * life.clients - sum(self.way.sources[source].paid[:bills])

    def now(self):
        age = self.way.month - self.way.start
        if not self.known or age <= self.settles or not _ageless(self.way.old):
            return None
        far = self.way.old_revenue - self.kept + self.rounded_off
        for source in self.way.sources:
            far += self.final.get(source, 0.0) * self._unpaid(source, age)
            far += self.off[source] * self._unpaid(source, age - self.settles)
        return far


class Calm:
    """Whether revenue may be taken to be at rest where referrals and returns leave no bound: it has been much nearer than
    asked for several times as long as the longest cycle that a term and a return make."""

    def __init__(self, way, steady):
        scenario = way.play.scenario
        self.way, self.level = way, steady.revenue()
        terms = [scenario.at(f"contract.{name}.term", t) for name in scenario.contracts for t in (1, scenario.months)]
        self.cycle = max(*terms, *(law.term for _, law in way.old)) + scenario.at("winback.after", scenario.months)
        self.window = 60 + 3 * self.cycle
        self.settles = 0
        for source, young in way.sources.items():
            if source[0] in ("rep", "returned"):
                off = [i for i, rate in enumerate(young.clients) if abs(rate - young.clients[-1]) > 1e-6 * rate]
                self.settles = max(self.settles, *off, 0)

    def now(self, revenue, near):
        age = self.way.month - self.way.start
        late = max(self.way.waiting.due, default=0) > self.way.month + self.cycle
        return (age > self.settles + self.window and not late and
                all(abs(x - self.level) <= near / 4 for x in revenue[-self.window:]))


def smooth_revenue(play, steady=None, near=0.0):
    """Expected revenue of months 0 .. 1200 of a smooth play; it may end sooner, where every later month is as near the
    steady state as `near`."""
    way, revenue = Way(play), list(play.series["revenue"])
    branches = way.branches()
    bound = Bound(way, steady, stayers(play, play).revenue) if steady and not branches else None
    calm = Calm(way, steady) if steady and branches else None
    for age in range(1, SEARCH_MONTHS - play.scenario.months + 1):
        revenue.append(way.step())
        if bound and age % 6 == 0:
            far = bound.now()
            if far is not None and far <= near:
                break
        if calm and age % 24 == 0 and calm.now(revenue, near):
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
