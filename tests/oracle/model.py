# SPDX-License-Identifier: GPL-3.0-or-later
"""The third model: expected clients, moved from state to state, month by month.

A state is all that a client's next decision depends on: its kind (quartile, source), the law it signed, how many bills
of its term are behind it (phase), and the sum of the multipliers of its renewals (renewed). In each state stands the
expected number of clients and what they pay together. A month bills every state, then lets each decide, then adds the
month's sign-ups. There is no table of lifetimes and no convolution: those belong to the program under test.

Example: term 1, nonrenewal 1/12, one sign-up worth 10000 a month: 10000, 10000 + 9166.67, ...
"""
from leaving import Multipliers, stay_at_term_end, stay_inside_term
from signing import Diary, book_states, cohort


def add_states(states, more):
    """Adds `more` into `states`, cell by cell."""
    for key, group in more.items():
        own = states.setdefault(key, {})
        for place, (clients, money) in group.items():
            cell = own.setdefault(place, [0.0, 0.0])
            cell[0] += clients
            cell[1] += money
    return states


def copy_states(states):
    return add_states({}, states)


def totals(states):
    """Clients and money of all states together."""
    clients = sum(cell[0] for group in states.values() for cell in group.values())
    money = sum(cell[1] for group in states.values() for cell in group.values())
    return clients, money


def decide(states, multipliers, month):
    """The decisions after the bills of a month. Returns the states of the next month and what was lost on the way."""
    after = {}
    lost_clients = lost_money = 0.0
    for (kind, law), group in states.items():
        multiplier = multipliers.at(kind, month)
        inside = stay_inside_term(law, multiplier)
        own = after.setdefault((kind, law), {})
        for (phase, renewed), (clients, money) in group.items():
            if phase + 1 < law.term:
                stay, place = inside, (phase + 1, renewed)
            else:
                stay = stay_at_term_end(law, multiplier, renewed)
                place = (0, renewed + multiplier if law.concentration is not None else 0.0)
            lost_clients += clients * (1.0 - stay)
            lost_money += money * (1.0 - stay)
            if stay > 0.0:
                cell = own.setdefault(place, [0.0, 0.0])
                cell[0] += clients * stay
                cell[1] += money * stay
    return after, lost_clients, lost_money


class Play:
    """The plan, stepped once.

    `series` holds a list for each monthly series, index 0 = month 0 (the book; None where month 0 has no figure).
    `states` are those billed in the last month; `signed[m]` is the cohort of month m; `year_ago` the states of month
    H - 12 (the book if H is 12), or None if the plan is shorter.
    """

    def __init__(self, scenario, smooth=False):
        self.scenario = scenario
        self.multipliers = Multipliers(scenario)
        self.diary = Diary(scenario, smooth)
        self.signed = [None]
        self.series = {name: [None] for name in
                       ("clients", "signups", "lost", "revenue", "revenue_new", "revenue_lost", "reps")}
        self.year_ago = None
        self._step_plan()

    def _note(self, **figures):
        for name, value in figures.items():
            self.series[name].append(value)

    def _step_plan(self):
        months = self.scenario.months
        states = book_states(self.scenario, self.multipliers)
        self.series["clients"][0], self.series["revenue"][0] = totals(states)
        if months == 12:
            self.year_ago = copy_states(states)
        lost = lost_money = 0.0   # everybody in the book is billed in month 1
        for month in range(1, months + 1):
            if month > 1:
                states, lost, lost_money = decide(states, self.multipliers, month - 1)
            new = cohort(self.scenario, self.multipliers, self.diary, month)
            self.signed.append(new)
            signups, fees = totals(new)
            add_states(states, new)
            clients, revenue = totals(states)
            reps = sum(self.scenario.at(f"rep.{name}.count", month) for name in self.scenario.classes)
            self._note(clients=clients, signups=signups, lost=lost, revenue=revenue, revenue_new=fees,
                       revenue_lost=lost_money, reps=float(reps))
            if month == months - 12:
                self.year_ago = copy_states(states)
        self.states = states

    def stayed_from_year_ago(self):
        """Clients of 12 months before the end and what they paid; and what is left of both now."""
        if self.year_ago is None:
            return None
        then, states = totals(self.year_ago), self.year_ago
        # The book of a 12-month plan is billed in month 1 for certain: its first decision is after that bill.
        for month in range(max(self.scenario.months - 12, 1), self.scenario.months):
            states, _, _ = decide(states, self.multipliers, month)
        return then, totals(states)
