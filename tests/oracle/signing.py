# SPDX-License-Identifier: GPL-3.0-or-later
"""Who signs in a month: how many, with which spend, which contract.

Everything here counts in the month of signing. Arrivals come from sources: ("rep", class), ("returned", spend) for leads
that were turned away and come back with just the spend that was asked, or ("referred",), whom nobody screens. The shape
of a source is what one arrival
is worth, as states of clients {(kind, law): {place: cell}} (places and cells as in paying.py).
"""
import math

from leaving import law_at
from paying import money_in_cents
from satisfaction import between
from scenario import QUARTILES
from seats import Seats, SteadySeats


def half_a_cent(x):
    """True if x lies so near half a cent that the order of two multiplications decides its cents."""
    return abs((100.0 * x) % 1.0 - 0.5) < 1e-6


def _standardised(bound, mean_log, sigma):
    if bound <= 0.0:
        return -math.inf
    return (math.log(bound) - mean_log) / sigma


def spend_is_random(scenario, month):
    return scenario.shape == "lognormal" and (scenario.at("spend.cv", month) or 0.0) > 0.0


def _normal_behind(scenario, month):
    """(mean, standard deviation) of the logarithm of spend."""
    sigma = math.sqrt(math.log1p(scenario.at("spend.cv", month) ** 2))
    return math.log(scenario.at("spend.mean", month)) - sigma * sigma / 2, sigma


def screened(scenario, month):
    """(share of leads that spend enough, share turned away); each from its own tail."""
    least = scenario.at("qualify.min_spend", month)
    if not spend_is_random(scenario, month):
        return (0.0, 1.0) if scenario.at("spend.mean", month) < least else (1.0, 0.0)
    z = _standardised(least, *_normal_behind(scenario, month))
    return between(z, math.inf), between(-math.inf, z)


def yield_of_leads(scenario, month):
    """Sign-ups of a rep for each that leads of any spend would give: time saved goes partly into other leads."""
    enough, away = screened(scenario, month)
    return enough + scenario.at("qualify.time_reused", month) * away if enough > 0.0 else 0.0


def spend_cells(scenario, month, referred=False):
    """The leads that spend enough, by quartile: a list of (quartile, share, mean spend in the quartile x share). Or all
    referred leads, who spend referral.spend times as much."""
    factor = scenario.at("referral.spend", month) if referred else 1.0
    mean = scenario.at("spend.mean", month) * factor
    enough = 1.0 if referred else screened(scenario, month)[0]
    if enough == 0.0:
        return []
    if not spend_is_random(scenario, month) or mean == 0.0:
        return [(scenario.quartile(mean), 1.0, mean)]
    mean_log, sigma = _normal_behind(scenario, month)
    mean_log += math.log(factor)
    least = -math.inf if referred else _standardised(scenario.at("qualify.min_spend", month), mean_log, sigma)
    edges = [-math.inf] + [_standardised(b, mean_log, sigma) for b in scenario.bounds] + [math.inf]
    cells = []
    for q in QUARTILES:
        low, high = max(edges[q - 1], least), edges[q]
        if low < high:
            # Weighting a lognormal by its value moves the normal behind it by sigma.
            cells.append((q, between(low, high) / enough, mean * between(low - sigma, high - sigma) / enough))
    return [cell for cell in cells if cell[1] > 0.0]


def contract_odds(scenario, quartile, month):
    """{contract: chance that a lead of this quartile signs it}; the rest of the leads does not sign."""
    share, offered = {}, {}
    for name in scenario.contracts:
        share[name] = scenario.at(f"contract.{name}.share.q{quartile}", month)
        offered[name] = scenario.at(f"contract.{name}.offered", month)
    total = sum(share.values())
    open_total = sum(share[name] for name in share if offered[name])
    # Of those who wanted a contract that is not offered, a part takes another, in proportion to the others' shares.
    moved = sum(share[name] * scenario.at(f"contract.{name}.switch_share", month)
                for name in share if not offered[name])
    return {name: (share[name] + moved * share[name] / open_total) / total
            for name in share if offered[name] and share[name] > 0.0}


def shape(scenario, multipliers, payments, month, source):
    """What one arrival of a source in a month becomes, on average: states before their first bill."""
    states = {}
    if source[0] == "returned":
        cells, is_random = [(scenario.quartile(source[1]), 1.0, source[1])], False
    else:
        cells, is_random = spend_cells(scenario, month, source[0] == "referred"), spend_is_random(scenario, month)
    for quartile, share, spend in cells:
        for name, chance in contract_odds(scenario, quartile, month).items():
            fee = spend * scenario.at(f"contract.{name}.fee", month)
            if not is_random:
                fee = money_in_cents(fee)
            place = payments.place(0, 0.0, month, None if is_random else fee)
            law = law_at(scenario, name, month)
            for kind, part in multipliers.kinds(quartile, source, name, month):
                cell = states.setdefault((kind, law), {}).setdefault(place, [0.0, 0.0, 0.0, 0.0])
                cell[0] += part * share * chance
                cell[1] += part * chance * fee
                cell[2] += part * chance * fee
    return states


def scaled(states, factor):
    return {key: {place: [factor * x for x in cell] for place, cell in group.items()} for key, group in states.items()}


class Arrivals:
    """Arrivals by source of every month, before contracts; smooth ones also beyond the plan."""

    def __init__(self, scenario, smooth=False):
        self.scenario = scenario
        self.seats = {name: Seats(scenario, name) for name in scenario.classes}
        self.steady = {}
        if scenario.arrivals == "steady" and not smooth:
            self.steady = {name: SteadySeats(scenario, name) for name in scenario.classes}
        self.known = [None]
        self.screens = {}       # month -> (screened, yield_of_leads)
        self.coming_back = {}   # month -> {source: rate}

    def _rate_of_full_rep(self, name, month):
        return self.scenario.at(f"rep.{name}.leads", month) * self.scenario.at("sales.close", month)

    def _step(self, month):
        found = self.coming_back.pop(month, {})
        worked = self._screen(month)[1]
        base = 0.0
        for name in self.scenario.classes:
            rate = self._rate_of_full_rep(name, month)
            unscreened = rate * self.seats[name].crew(month).output
            base += unscreened
            found["rep", name] = self.steady[name].step(month, rate * worked) if self.steady else unscreened * worked
        self._send_back(month, base)
        self.known.append({source: rate for source, rate in found.items() if rate > 0.0})

    def _screen(self, month):
        month = min(month, self.scenario.months)
        if month not in self.screens:
            self.screens[month] = (screened(self.scenario, month), yield_of_leads(self.scenario, month))
        return self.screens[month]

    def _send_back(self, month, base):
        rate = base * self._screen(month)[0][1] * self.scenario.at("qualify.return_share", month)
        if rate > 0.0:
            back = self.coming_back.setdefault(month + self.scenario.at("qualify.return_after", month), {})
            source = ("returned", self.scenario.at("qualify.min_spend", month))
            back[source] = back.get(source, 0.0) + rate

    def at(self, month):
        while len(self.known) <= month:
            self._step(len(self.known))
        return self.known[month]

    def steady_state(self):
        """{source: rate} in the long run under the last month's values."""
        month = self.scenario.months
        worked = yield_of_leads(self.scenario, month)
        found, base = {}, 0.0
        for name in self.scenario.classes:
            unscreened = self._rate_of_full_rep(name, month) * self.seats[name].steady_crew().output
            base += unscreened
            found["rep", name] = unscreened * worked
        back = base * screened(self.scenario, month)[1] * self.scenario.at("qualify.return_share", month)
        found["returned", self.scenario.at("qualify.min_spend", month)] = back
        return {source: rate for source, rate in found.items() if rate > 0.0}
