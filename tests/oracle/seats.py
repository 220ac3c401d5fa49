# SPDX-License-Identifier: GPL-3.0-or-later
"""The seats of a rep class: who sits on them, how much of a full rep's work is done, how many are hired.

A seat is in one state: 0 a fully ramped rep, j > 0 a rep in its j-th month, -k vacant for k more months, this one
included. The chances of these states are moved month by month. Seats that came in the same month are alike.

Example: ramp 0, refill 0, quit 0.1: always occupied, 0.1 hires a month. Refill 5: occupied 10 months of 15 in the long
run.
"""
from collections import namedtuple
import math

# occupied: expected occupied seats; output: in fully ramped reps; hires: expected hires of the month.
Crew = namedtuple("Crew", "occupied output hires")


def worked_share(age, ramp):
    """What a rep in its age-th month does of a full rep's work; age 0 is a ramped one."""
    return 1.0 if age == 0 or ramp == 0 else min(1.0, age / ramp)


def same_chances(chances, others):
    """True if only rounding tells them apart."""
    return chances.keys() == others.keys() and all(abs(chances[state] - others[state]) <= 2e-16 for state in chances)


class Seats:
    """Crews of months 1, 2, ... as far as asked, beyond the plan too."""

    def __init__(self, scenario, rep_class):
        self.scenario = scenario
        self.name = rep_class
        self.longest_ramp = max(self.at("ramp", t) for t in range(1, scenario.months + 1))
        self.blocks = []        # [number of seats, {state: chance}], the oldest first
        self.crews = [None]
        self.at_rest = False    # nothing changes any more

    def at(self, what, month):
        return self.scenario.at(f"rep.{self.name}.{what}", month)

    def _older(self, age):
        """The state of a rep in its age-th month; who is past every ramp works like the first ones."""
        return age if age <= self.longest_ramp else 0

    def _advance(self, chances, month):
        """From a month to the next. Returns the chances and the chance of a hire in the next month."""
        quits, refill = self.at("quit", month), self.at("refill", month)
        after, hired = {}, 0.0

        def put(state, chance):
            if chance > 0.0:
                after[state] = after.get(state, 0.0) + chance

        for state, chance in chances.items():
            if state == -1:
                hired += chance
            elif state < 0:
                put(state + 1, chance)
            else:
                put(0 if state == 0 else self._older(state + 1), chance * (1.0 - quits))
                if refill == 0:
                    hired += chance * quits
                else:
                    put(-refill, chance * quits)
        put(self._older(1), hired)
        return after, hired

    def _remove(self, number):
        """The newest seats go first."""
        while number > 0:
            gone = min(number, self.blocks[-1][0])
            self.blocks[-1][0] -= gone
            number -= gone
            if self.blocks[-1][0] == 0:
                self.blocks.pop()

    def _step(self, month):
        count = int(self.at("count", month))
        if month == 1:
            self.blocks = [[count, {0: 1.0}]] if count else []
            hires = 0.0
        else:
            there = sum(block[0] for block in self.blocks)
            self._remove(max(there - count, 0))
            hires = 0.0
            self.at_rest = month > self.scenario.months + 1
            for block in self.blocks:
                after, hired = self._advance(block[1], month - 1)
                self.at_rest = self.at_rest and same_chances(block[1], after)
                block[1] = after
                hires += block[0] * hired
            if count > there:
                self.blocks.append([count - there, {self._older(1): 1.0}])
                hires += count - there
        ramp = self.at("ramp", month)
        occupied = output = 0.0
        for number, chances in self.blocks:
            for state, chance in chances.items():
                if state >= 0:
                    occupied += number * chance
                    output += number * chance * worked_share(state, ramp)
        self.crews.append(Crew(occupied, output, hires))

    def crew(self, month):
        while len(self.crews) <= month and not self.at_rest:
            self._step(len(self.crews))
        return self.crews[min(month, len(self.crews) - 1)]

    def steady_crew(self):
        """The long run under the last month's values: cycles of one rep and one vacancy."""
        month = self.scenario.months
        count, quits = float(self.at("count", month)), self.at("quit", month)
        ramp, refill = self.at("ramp", month), self.at("refill", month)
        if quits == 0.0:
            return Crew(count, count, 0.0)
        cycle = 1.0 / quits + refill
        learning = max(ramp - 1, 0)    # months in which a rep is still below full work
        worked = sum((1.0 - quits) ** (j - 1) * j / ramp for j in range(1, learning + 1))
        worked += (1.0 - quits) ** learning / quits
        return Crew(count / quits / cycle, count * worked / cycle, count / cycle)


class SteadySeats:
    """The sign-ups of a class whose seats sign evenly: the n-th in the first month in which the seat has earned more
    than n - 1. Nobody quits here. A seat keeps what it has earned while it is away: if it returns it goes on from
    there, with a new rep."""

    SLACK = 1e-6

    def __init__(self, scenario, rep_class):
        self.scenario = scenario
        self.name = rep_class
        self.earned = []
        self.signed = []
        self.age = []        # of the rep on each seat that is there; 0 is a ramped one

    def step(self, month, rate_of_full_rep):
        """Sign-ups of the month; months must be asked in order."""
        count = int(self.scenario.at(f"rep.{self.name}.count", month))
        ramp = self.scenario.at(f"rep.{self.name}.ramp", month)
        self.age = [age + 1 if age else 0 for age in self.age[:count]]
        self.age += [1 if month > 1 else 0] * (count - len(self.age))
        self.earned += [0.0] * (count - len(self.earned))
        self.signed += [0] * (count - len(self.signed))
        new = 0
        for seat in range(count):
            self.earned[seat] += rate_of_full_rep * worked_share(self.age[seat], ramp)
            total = max(math.ceil(self.earned[seat] - self.SLACK), 0)
            new += total - self.signed[seat]
            self.signed[seat] = total
        return float(new)
