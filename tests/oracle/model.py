# SPDX-License-Identifier: GPL-3.0-or-later
"""The third model: expected clients, moved from state to state, month by month.

A state is all that a client's next decision and bill depend on: its kind, the law it signed, how many bills of its term
are behind it (phase), the sum of the multipliers of its renewals (renewed), and, where some rule asks for them, its
first month and first fee. In each state stands the expected number of clients and what they pay together. A month bills
every state, then lets each decide, then adds the next month's sign-ups. There is no table of lifetimes and no
convolution: those belong to the program under test.

Example: term 1, nonrenewal 1/12, one sign-up worth 10000 a month: 10000, 10000 + 9166.67, ...
"""
from collections import namedtuple

from book import book_states
from leaving import Multipliers, stay_at_term_end, stay_inside_term
from paying import Payments, bill_states
from signing import Arrivals, scaled, shape

# What is lost by the decisions of a month: clients, what they paid, and the commissions that their reps pay back.
Loss = namedtuple("Loss", "clients money clawbacks")

COSTS = ("salaries", "hiring", "leads_cost", "commissions", "bonuses", "service", "serving", "signup_cost", "fixed",
         "lost_cost")
SERIES = ("clients", "signups", "signups_returned", "lost", "revenue", "revenue_new", "revenue_expansion",
          "revenue_lost", "clawbacks", *COSTS, "profit", "cash", "reps")


def add_states(states, more):
    """Adds `more` into `states`, cell by cell."""
    for key, group in more.items():
        own = states.setdefault(key, {})
        for place, cell in group.items():
            if place in own:
                own[place] = [x + y for x, y in zip(own[place], cell)]
            else:
                own[place] = list(cell)
    return states


def copy_states(states):
    return add_states({}, states)


def totals(states):
    """Clients and what they pay, all states together."""
    clients = sum(cell[0] for group in states.values() for cell in group.values())
    money = sum(cell[2] for group in states.values() for cell in group.values())
    return clients, money


def _decide_group(kind, law, group, multipliers, month, clawback):
    """One kind under one law. Returns its states after the decision, and the loss."""
    multiplier = multipliers.settled(kind, month)
    inside = stay_inside_term(law, multiplier)
    onboarded_after = multipliers.onboarded_after(kind, month)
    own = {}
    lost_clients = lost_money = clawed = 0.0
    for (phase, renewed, birth, fee), (clients, first, money, paid) in group.items():
        m, stay = multiplier, inside
        if onboarded_after and month - birth + 1 <= onboarded_after:
            m = multipliers.at(kind, month, month - birth + 1)
            stay = stay_inside_term(law, m)
        if phase + 1 < law.term:
            place = (phase + 1, renewed, birth, fee)
        else:
            stay = stay_at_term_end(law, m, renewed)
            place = (0, renewed + m if law.concentration is not None else 0.0, birth, fee)
        lost_clients += clients * (1.0 - stay)
        lost_money += money * (1.0 - stay)
        if clawback and month - birth + 1 < clawback:
            clawed += paid * (1.0 - stay)
        if stay > 0.0:
            cell = [clients * stay, first * stay, money * stay, paid * stay]
            own[place] = [x + y for x, y in zip(own[place], cell)] if place in own else cell
    return own, Loss(lost_clients, lost_money, clawed)


def decide(states, multipliers, payments, month):
    """The decisions after the bills of a month. Returns the states of the next month and what was lost on the way."""
    after, losses = {}, []
    for (kind, law), group in states.items():
        clawback = payments.clawback(kind.pay, month + 1)
        own, loss = _decide_group(kind, law, group, multipliers, month, clawback)
        if own:
            after[kind, law] = own
        losses.append(loss)
    return after, Loss(*map(sum, zip(*losses))) if losses else Loss(0.0, 0.0, 0.0)


class Model:
    """A scenario with its rules, before anything is stepped. smooth: fees are not rounded once they have grown, and
    seats that sign evenly sign at their average rate."""

    def __init__(self, scenario, smooth=False):
        self.scenario = scenario
        self.multipliers = Multipliers(scenario)
        self.payments = Payments(scenario, rounds=not smooth)
        self.arrivals = Arrivals(scenario, smooth)


class Play(Model):
    """The plan, stepped once.

    `series` holds a list for each monthly series, index 0 = month 0 (the book; None where month 0 has no figure).
    `states` are those billed in the last month; `signed[m]` is {"rep": states, "returned": states}, the sign-ups of
    month m before their first bill; `year_ago` the states of month H - 12 (the book if H is 12), or None if the plan is
    shorter.
    """

    def __init__(self, scenario, smooth=False):
        super().__init__(scenario, smooth)
        self.signed = [None]
        self.series = {name: [None] for name in SERIES}
        self.year_ago = None
        self._step_plan()

    def _note(self, **figures):
        for name, value in figures.items():
            self.series[name].append(value)

    def _cohort(self, month):
        """The expected sign-ups of a month, before their first bill."""
        new = {"rep": {}, "returned": {}}
        for source, rate in self.arrivals.at(month).items():
            one = shape(self.scenario, self.multipliers, self.payments, month, source)
            add_states(new[source[0]], scaled(one, rate))
        return new

    def _note_reps(self, month):
        crew_pay = {"salaries": 0.0, "hiring": 0.0, "leads_cost": 0.0, "reps": 0.0}
        for name in self.scenario.classes:
            add_crew(crew_pay, self.scenario, name, self.arrivals.seats[name].crew(month), month)
        self._note(**crew_pay)

    def _note_month(self, month, bills, loss, new):
        """The ledger of a month whose states are billed."""
        at = self.scenario.at
        of_reps, back = totals(new["rep"]), totals(new["returned"])
        self._note(clients=bills.clients, signups=of_reps[0] + back[0], signups_returned=back[0], lost=loss.clients,
                   revenue=bills.revenue, revenue_new=of_reps[1] + back[1], revenue_expansion=bills.expansion,
                   revenue_lost=loss.money, clawbacks=loss.clawbacks, commissions=bills.commissions,
                   bonuses=bills.bonuses, service=bills.service, serving=bills.serving,
                   signup_cost=at("cost.signup", month) * (of_reps[0] + back[0]), fixed=at("cost.fixed", month),
                   lost_cost=at("cost.lost", month) * loss.clients)
        self._note_reps(month)
        series = self.series
        profit = series["revenue"][month] + series["clawbacks"][month] - sum(series[name][month] for name in COSTS)
        self._note(profit=profit, cash=(series["cash"][month - 1] or 0.0) + profit)

    def _step_plan(self):
        months = self.scenario.months
        states = book_states(self.scenario, self.multipliers, self.payments)
        self.series["clients"][0], self.series["revenue"][0] = totals(states)
        if months == 12:
            self.year_ago = copy_states(states)
        loss = Loss(0.0, 0.0, 0.0)   # everybody in the book is billed in month 1
        for month in range(1, months + 1):
            if month > 1:
                states, loss = decide(states, self.multipliers, self.payments, month - 1)
            new = self._cohort(month)
            self.signed.append(new)
            add_states(states, new["rep"])
            add_states(states, new["returned"])
            bills = bill_states(states, month, self.payments)
            self._note_month(month, bills, loss, new)
            if month == months - 12:
                self.year_ago = copy_states(states)
        self.states = states

    def _paid_in(self, month, place, cell):
        """What the clients of a cell of now paid in an earlier month: in month 0 of a book the listed fee."""
        return self.payments.money(place, cell, month) if month > 0 else cell[1]

    def stayed_from_year_ago(self):
        """Of the clients of 12 months before the end (clients then, money then) and what is left of them (clients now,
        money now, money that is no more than each paid then)."""
        if self.year_ago is None:
            return None
        months = self.scenario.months
        then, states = totals(self.year_ago), copy_states(self.year_ago)
        # The book of a 12-month plan is billed in month 1 for certain: its first decision is after that bill.
        for month in range(max(months - 12, 1), months):
            states, _ = decide(states, self.multipliers, self.payments, month)
        now = kept = 0.0
        for group in states.values():
            for place, cell in group.items():
                money = self.payments.money(place, cell, months)
                now += money
                kept += min(money, self._paid_in(months - 12, place, cell))
        return then, (totals(states)[0], now, kept)


def add_crew(sums, scenario, name, crew, month):
    """Adds what a class of reps costs in a month."""
    def at(what):
        return scenario.at(f"rep.{name}.{what}", month)
    sums["salaries"] += at("salary") * crew.occupied
    sums["hiring"] += at("hiring_cost") * crew.hires
    sums["leads_cost"] += scenario.at("cost.lead", month) * at("leads") * crew.output
    sums["reps"] += crew.occupied
