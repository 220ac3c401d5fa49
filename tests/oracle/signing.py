# SPDX-License-Identifier: GPL-3.0-or-later
"""Who signs in a month: how many, with which spend, which contract.

Everything here counts in the month of signing. A cohort is a dictionary (kind, law) -> {(phase, renewed): [clients,
money]}, the form in which `model.py` steps all clients; money is what they pay a month.
"""
import math

from leaving import law_at
from scenario import QUARTILES

SLACK = 1e-6   # a steady seat signs its n-th client once it has earned n - 1 and this much more


def round_half_away(x):
    """To a whole number, x >= 0; floor(x + 1/2) is wrong just below one half."""
    whole = math.floor(x)
    return whole + (1 if x - whole >= 0.5 else 0)


def money_in_cents(x):
    return round_half_away(100.0 * x) / 100.0


def half_a_cent(x):
    """True if x lies so near half a cent that the order of two multiplications decides its cents."""
    return abs((100.0 * x) % 1.0 - 0.5) < 1e-6


def _between(low, high):
    """P(low < Z < high) of a standard normal; from the nearer tail, to keep its digits."""
    def above(z):
        return 0.5 * math.erfc(z / math.sqrt(2.0))
    return above(low) - above(high) if low > 0.0 else above(-high) - above(-low)


def _standardised(bound, mean_log, sigma):
    if bound <= 0.0:
        return -math.inf
    return (math.log(bound) - mean_log) / sigma


def spend_is_random(scenario, month):
    return scenario.shape == "lognormal" and (scenario.at("spend.cv", month) or 0.0) > 0.0


def spend_cells(scenario, month):
    """The leads of a month by quartile: a list of (quartile, share of leads, mean spend in the quartile x share)."""
    mean = scenario.at("spend.mean", month)
    if not spend_is_random(scenario, month):
        return [(scenario.quartile(mean), 1.0, mean)]
    cv = scenario.at("spend.cv", month)
    sigma = math.sqrt(math.log1p(cv * cv))
    mean_log = math.log(mean) - sigma * sigma / 2
    edges = [-math.inf] + [_standardised(b, mean_log, sigma) for b in scenario.bounds] + [math.inf]
    cells = []
    for q in QUARTILES:
        low, high = edges[q - 1], edges[q]
        # Weighting a lognormal by its value moves the normal behind it by sigma.
        cells.append((q, _between(low, high), mean * _between(low - sigma, high - sigma)))
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


def seat_rate(scenario, rep_class, month):
    """Expected sign-ups of one seat in a month, before anybody looks at a contract."""
    return scenario.at(f"rep.{rep_class}.leads", month) * scenario.at("sales.close", month)


def smooth_rate(scenario, rep_class, month):
    return scenario.at(f"rep.{rep_class}.count", month) * seat_rate(scenario, rep_class, month)


class Diary:
    """The sign-ups of every rep class in every plan month, before contracts. Steady seats keep what they have earned
    while they are away: a seat that returns goes on from there."""

    def __init__(self, scenario, smooth=False):
        self.scenario = scenario
        self.steady = {}
        if scenario.arrivals == "steady" and not smooth:
            for name in scenario.classes:
                self._keep_steady(name)

    def _keep_steady(self, name):
        earned, signed = [], []
        for month in range(1, self.scenario.months + 1):
            count = int(self.scenario.at(f"rep.{name}.count", month))
            while len(earned) < count:
                earned.append(0.0)
                signed.append(0)
            new = 0
            for seat in range(count):   # the newest seats have the highest numbers and go first
                earned[seat] += seat_rate(self.scenario, name, month)
                total = max(math.ceil(earned[seat] - SLACK), 0)
                new += total - signed[seat]
                signed[seat] = total
            self.steady[name, month] = float(new)

    def rate(self, rep_class, month):
        if (rep_class, month) in self.steady:
            return self.steady[rep_class, month]
        return smooth_rate(self.scenario, rep_class, month)


def cohort(scenario, multipliers, diary, month):
    """The expected sign-ups of a month, before their first bill."""
    signed = {}
    random_spend = spend_is_random(scenario, month)
    for quartile, share, spend in spend_cells(scenario, month):
        for name, chance in contract_odds(scenario, quartile, month).items():
            fee = spend * scenario.at(f"contract.{name}.fee", month)
            if not random_spend:
                fee = money_in_cents(fee)
            law = law_at(scenario, name, month)
            for rep_class in scenario.classes:
                rate = diary.rate(rep_class, month)
                if rate == 0.0:
                    continue
                group = signed.setdefault((multipliers.kind(quartile, rep_class), law), {})
                cell = group.setdefault((0, 0.0), [0.0, 0.0])
                cell[0] += rate * share * chance
                cell[1] += rate * chance * fee
    return signed


def book_states(scenario, multipliers):
    """The clients of the book as they stand before the bill of month 1, and what is known of them.

    With `renewal` r the decisions after the bills of months r, r - L, r - 2L, ... are renewals. The past counts at the
    values of month 1.
    """
    states = {}
    for client in scenario.book:
        share = scenario.at(f"contract.{client.contract}.fee", 1)
        spend = client.spend if client.spend is not None else client.fee / share
        fee = money_in_cents(client.fee if client.fee is not None else spend * share)
        law = law_at(scenario, client.contract, 1)
        if client.renewal is None:
            phase, renewals = client.tenure % law.term, client.tenure // law.term
        else:
            phase = law.term - client.renewal
            renewals = sum((month - client.renewal) % law.term == 0 for month in range(1 - client.tenure, 1))
        kind = multipliers.kind(scenario.quartile(spend), None)
        renewed = renewals * multipliers.at(kind, 1) if law.concentration is not None else 0.0
        group = states.setdefault((kind, law), {})
        cell = group.setdefault((phase, renewed), [0.0, 0.0])
        cell[0] += 1.0
        cell[1] += fee
    return states
