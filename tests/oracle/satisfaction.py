# SPDX-License-Identifier: GPL-3.0-or-later
"""How content a client is, and what care does to the discontent.

A client keeps its z ~ N(0, 1) for life. Its level in a month is z + service.weight x service.lift + performance.weight
x performance.lift; it is a promoter if that lies in the top nps.promoters of the standard normal, a detractor if in the
bottom nps.detractors. Over the whole plan these thresholds cut the z axis into intervals: all clients of one interval
are in the same class in every month, so a kind of client carries the number of its interval, its `level`.

Care asks a client once: in the first month in which it is a detractor, care.coverage is above 0 and care.after bills
are behind it. Handled with success it is passive from that month on; else, and if it was missed, it is as before.

Example: 30 % promoters, 20 % detractors, no lift: levels 0, 1, 2 with shares 0.2, 0.5, 0.3. A lift of 0.1 from month 7
on moves both cuts down: five levels.
"""
from statistics import NormalDist
import math

PROMOTER, PASSIVE, DETRACTOR = 1, 0, -1

# What care has done for a client.
UNASKED, SAVED, ASKED = 0, 1, 2

HAIR = 1e-13   # thresholds nearer than this are one


def between(low, high):
    """P(low < Z < high) of a standard normal; from the nearer tail, to keep its digits."""
    def above(z):
        return 0.5 * math.erfc(z / math.sqrt(2.0))
    return above(low) - above(high) if low > 0.0 else above(-high) - above(-low)


def _quantile(share):
    """z with P(Z < z) = share; infinite at 0 and 1."""
    if share <= 0.0:
        return -math.inf
    return NormalDist().inv_cdf(share) if share < 1.0 else math.inf


class Satisfaction:
    """Levels and classes of a scenario."""

    def __init__(self, scenario):
        self.scenario = scenario
        self.known = scenario.ever("nps.promoters") or scenario.ever("nps.detractors")
        self.cares = scenario.ever("care.coverage")
        months = range(1, scenario.months + 1)
        bounds = [self._thresholds(month) for month in months] if self.known else []
        edges = [-math.inf]
        for edge in sorted({edge for both in bounds for edge in both if math.isfinite(edge)}) + [math.inf]:
            if edge > edges[-1] + HAIR:
                edges.append(edge)
        parts = list(zip(edges, edges[1:]))
        # Shares smaller than rounding are nobody.
        self.parts = [part for part in parts if between(*part) > 1e-16]
        self.shares = [(level, between(*part)) for level, part in enumerate(self.parts)]
        self.classes = [[self._class_of(part, *both) for part in self.parts] for both in bounds]

    def lift(self, month):
        at = self.scenario.at
        return (at("service.weight", month) * at("service.lift", month)
                + at("performance.weight", month) * at("performance.lift", month))

    def _thresholds(self, month):
        """z below the first is a detractor, z above the second a promoter."""
        at, lift = self.scenario.at, self.lift(month)
        return _quantile(at("nps.detractors", month)) - lift, -_quantile(at("nps.promoters", month)) - lift

    @staticmethod
    def _class_of(part, detractor_below, promoter_above):
        if part[0] >= promoter_above - 2 * HAIR:
            return PROMOTER
        return DETRACTOR if part[1] <= detractor_below + 2 * HAIR else PASSIVE

    def class_of(self, kind, month):
        if not self.known or kind.care == SAVED:
            return PASSIVE
        return self.classes[min(month, self.scenario.months) - 1][kind.level]

    def may_be_asked(self, kind, month):
        """True if care asks clients of this kind in this month, once they have been billed long enough."""
        return (self.cares and kind.care == UNASKED and self.class_of(kind, month) == DETRACTOR
                and self.scenario.at("care.coverage", month) > 0.0)

    def will_be_asked(self, kind):
        """True if care still comes to clients of this kind under the last month's values."""
        return self.may_be_asked(kind, self.scenario.months)

    def saved_share(self, month):
        return self.scenario.at("care.coverage", month) * self.scenario.at("care.success", month)


def care_for(states, satisfaction, month):
    """Care of a month, after its bills and before its decisions, in the states themselves. Returns how many were
    handled."""
    after, coverage = (satisfaction.scenario.at(f"care.{what}", month) for what in ("after", "coverage"))
    saved, handled = satisfaction.saved_share(month), 0.0
    for kind, law in [key for key in states if satisfaction.may_be_asked(key[0], month)]:
        group = states[kind, law]
        # A state without a first month stands where care never waits.
        asked = {place: cell for place, cell in group.items() if place[2] is None or month - place[2] + 1 >= after}
        for place in asked:
            del group[place]
        if not group:
            del states[kind, law]
        handled += coverage * sum(cell[0] for cell in asked.values())
        for care, share in ((SAVED, saved), (ASKED, 1.0 - saved)):
            if share > 0.0 and asked:
                into = states.setdefault((kind._replace(care=care), law), {})
                for place, cell in asked.items():
                    cell = [share * x for x in cell]
                    into[place] = [x + y for x, y in zip(into[place], cell)] if place in into else cell
    return handled


def count_class(states, satisfaction, wanted, month):
    """Clients of one class in a month."""
    return sum(cell[0] for (kind, _), group in states.items() if satisfaction.class_of(kind, month) == wanted
               for cell in group.values())
