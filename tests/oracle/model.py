# SPDX-License-Identifier: GPL-3.0-or-later
"""The third model: expected clients, moved from state to state, month by month.

A state is all that a client's next decision and bill depend on: its kind, the law it signed, how many bills of its term
are behind it (phase), the sum of the multipliers of its renewals (renewed), and, where some rule asks for them, its
first month and first fee. In each state stands the expected number of clients and what they pay together. A month bills
every state, cares for the detractors, then lets each decide, then adds the next month's sign-ups, those whom promoters
brought among them, and those who come back. There is no table of lifetimes and no convolution: those belong to the
program under test.

Example: term 1, nonrenewal 1/12, one sign-up worth 10000 a month: 10000, 10000 + 9166.67, ...
"""
from collections import namedtuple

from book import book_states
from coming_back import Waiting, add_types, referred_per_promoter
from leaving import Multipliers, clients_differ, stay_at_term_end, stay_inside_term
from paying import Payments, bill_states
from satisfaction import DETRACTOR, PROMOTER, care_for, count_class
from signing import Arrivals, scaled, shape

# What the decisions of a month take away: clients, what they paid, the commissions that their reps pay back, the lost
# clients by type (as in coming_back.py; empty where nobody ever comes back), and how many wavered.
Loss = namedtuple("Loss", "clients money clawbacks types wavered")
NO_LOSS = Loss(0.0, 0.0, 0.0, {}, 0.0)

COSTS = ("salaries", "hiring", "leads_cost", "commissions", "bonuses", "service", "serving", "signup_cost", "care",
         "rescue", "winback", "referral", "fixed", "lost_cost")
SERIES = ("clients", "signups", "signups_returned", "signups_referred", "winbacks", "lost", "revenue", "revenue_new",
          "revenue_expansion", "revenue_reactivated", "revenue_lost", "clawbacks", *COSTS, "profit", "cash", "reps",
          "promoters", "detractors", "nps")


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


def _add_cell(own, place, cell, share):
    if share > 0.0:
        cell = [share * x for x in cell]
        own[place] = [x + y for x, y in zip(own[place], cell)] if place in own else cell


def _decide_group(key, group, model, month, rescued):
    """One kind under one law. Returns its states after the decision, and what is lost: (clients, first fees, money,
    commissions paid back), and how many wavered."""
    (kind, law), multipliers, term = key, model.multipliers, key[1].term
    clawback, onboarded_after = model.payments.clawback(kind.pay, month + 1), multipliers.onboarded_after(kind, month)
    settled = multipliers.settled(kind, month)
    raw = multipliers.at(kind, month, 1) if onboarded_after else settled
    parts = rescued > 0.0 and clients_differ(law)    # as in leaving.py
    sums, own = law.concentration is not None, {}
    lost_clients = lost_first = lost_money = clawed = wavered = 0.0
    for (phase, renewed, birth, fee), cell in group.items():
        m = raw if onboarded_after and month - birth + 1 <= onboarded_after else settled
        if phase + 1 < term:
            stay = stay_inside_term(law, m)
            _add_cell(own, (phase + 1, renewed, birth, fee), cell, rescued + (1.0 - rescued) * stay)
        else:
            stay = stay_at_term_end(law, m, renewed)
            if parts:
                _add_cell(own, (0, renewed, birth, fee), cell, rescued)
                _add_cell(own, (0, round(renewed + m, 11), birth, fee), cell, (1.0 - rescued) * stay)
            else:
                _add_cell(own, (0, renewed + m if sums else 0.0, birth, fee), cell, rescued + (1.0 - rescued) * stay)
        clients, first, money, paid = cell
        gone = (1.0 - rescued) * (1.0 - stay)
        wavered += clients * (1.0 - stay)
        lost_clients += clients * gone
        lost_first += first * gone
        lost_money += money * gone
        if clawback and month - birth + 1 < clawback:
            clawed += paid * gone
    return own, (lost_clients, lost_first, lost_money, clawed, wavered)


def decide(states, model, month):
    """The decisions after the bills of a month. Returns the states of the next month and what was lost on the way."""
    after, losses, types = {}, [], {}
    rescued, returning = model.multipliers.rescued(month), model.multipliers.returning
    for key, group in states.items():
        own, loss = _decide_group(key, group, model, month, rescued)
        if own:
            after[key] = own
        if returning:
            kind = key[0]
            add_types(types, {(kind.level, kind.quartile, kind.contract): loss[:2]})
        losses.append(loss)
    clients, _, money, clawed, wavered = map(sum, zip(*losses)) if losses else (0.0,) * 5
    return after, Loss(clients, money, clawed, types, wavered)


class Model:
    """A scenario with its rules, before anything is stepped. smooth: fees are not rounded once they have grown, and
    seats that sign evenly sign at their average rate."""

    def __init__(self, scenario, smooth=False):
        self.scenario = scenario
        self.multipliers = Multipliers(scenario)
        self.satisfaction = self.multipliers.satisfaction
        self.payments = Payments(scenario, rounds=not smooth)
        self.arrivals = Arrivals(scenario, smooth)


class Play(Model):
    """The plan, stepped once.

    `series` holds a list for each monthly series, index 0 = month 0 (the book; None where month 0 has no figure).
    `states` are those billed in the last month, after its care; `waiting` who is lost by then and will be back; `after`
    and `loss` what the last month's decisions leave and take; `signed[m]` is {"rep": states, "returned": states,
    "referred": states}, the sign-ups of month m before their first bill; `year_ago` the states of month H - 12 before
    its care (the book if H is 12), or None if the plan is shorter.
    """

    def __init__(self, scenario, smooth=False):
        super().__init__(scenario, smooth)
        self.signed = [None]
        self.series = {name: [None] for name in SERIES}
        self.year_ago = None
        self.waiting = Waiting(self)
        self._step_plan()

    def _note(self, **figures):
        for name, value in figures.items():
            self.series[name].append(value)

    def _cohort(self, month):
        """The expected sign-ups of a month, before their first bill."""
        new = {"rep": {}, "returned": {}, "referred": {}}
        rates = dict(self.arrivals.at(month))
        brought = referred_per_promoter(self.scenario, month - 1) * self.series["promoters"][-1] if month > 1 else 0.0
        if brought > 0.0:
            rates["referred",] = brought
        for source, rate in rates.items():
            one = shape(self.scenario, self.multipliers, self.payments, month, source)
            add_states(new[source[0]], scaled(one, rate))
        return new

    def _note_reps(self, month):
        crew_pay = {"salaries": 0.0, "hiring": 0.0, "leads_cost": 0.0, "reps": 0.0}
        for name in self.scenario.classes:
            add_crew(crew_pay, self.scenario, name, self.arrivals.seats[name].crew(month), month)
        self._note(**crew_pay)

    def _note_content(self, states, clients, month):
        content = self.satisfaction
        promoters, detractors = (count_class(states, content, which, month) if content.known else 0.0
                                 for which in (PROMOTER, DETRACTOR))
        asked = content.known and clients > 0.0
        self._note(promoters=promoters, detractors=detractors,
                   nps=100.0 * (promoters - detractors) / clients if asked else None)

    def _note_month(self, month, bills, loss, new, back):
        """The ledger of a month whose states are billed. loss are those lost in this month, back who came back."""
        def at(name):
            return self.scenario.at(name, month)
        came = {by: totals(states) for by, states in new.items()}
        signups, fees = (sum(part[i] for part in came.values()) for i in (0, 1))
        returns = totals(back)
        self._note(clients=bills.clients, signups=signups, signups_returned=came["returned"][0],
                   signups_referred=came["referred"][0], winbacks=returns[0], lost=loss.clients, revenue=bills.revenue,
                   revenue_new=fees, revenue_expansion=bills.expansion, revenue_reactivated=returns[1],
                   revenue_lost=loss.money, clawbacks=loss.clawbacks, commissions=bills.commissions,
                   bonuses=bills.bonuses, service=bills.service, serving=bills.serving,
                   signup_cost=at("cost.signup") * signups, fixed=at("cost.fixed"),
                   lost_cost=at("cost.lost") * loss.clients, referral=at("referral.reward") * came["referred"][0],
                   winback=at("winback.cost") * loss.clients if at("winback.share") > 0.0 else 0.0)
        self._note_reps(month)

    def _note_profit(self, month):
        series = self.series
        profit = series["revenue"][month] + series["clawbacks"][month] - sum(series[name][month] for name in COSTS)
        self._note(profit=profit, cash=(series["cash"][month - 1] or 0.0) + profit)

    def _step_plan(self):
        scenario = self.scenario
        states = book_states(scenario, self.multipliers, self.payments)
        self.series["clients"][0], self.series["revenue"][0] = totals(states)
        if scenario.months == 12:
            self.year_ago = copy_states(states)
        loss = NO_LOSS   # everybody in the book is billed in month 1
        for month in range(1, scenario.months + 1):
            self.waiting.add(loss.types, month)
            new, back = self._cohort(month), self.waiting.back(month)
            self.signed.append(new)
            for more in (*new.values(), back):
                add_states(states, more)
            bills = bill_states(states, month, self.payments)
            self._note_month(month, bills, loss, new, back)
            if month == scenario.months - 12:
                self.year_ago = copy_states(states)
            handled = care_for(states, self.satisfaction, month)
            self._note_content(states, bills.clients, month)
            self.states = states
            states, loss = decide(states, self, month)
            self._note(care=scenario.at("care.cost", month) * handled,
                       rescue=scenario.at("rescue.share", month) * scenario.at("rescue.cost", month) * loss.wavered)
            self._note_profit(month)
        self.after, self.loss = states, loss

    def _paid_in(self, month, place, cell):
        """What the clients of a cell of now paid in an earlier month: in month 0 of a book the listed fee."""
        return self.payments.money(place, cell, month) if month > 0 else cell[1]

    def _money_now(self, states):
        return sum(self.payments.money(place, cell, self.scenario.months)
                   for group in states.values() for place, cell in group.items())

    def stayed_from_year_ago(self):
        """Of the clients of 12 months before the end (clients then, money then) and what is left of them (clients now,
        money now, money that is no more than each paid then, money now of those who were lost and are back)."""
        if self.year_ago is None:
            return None
        months = self.scenario.months
        then, states = totals(self.year_ago), copy_states(self.year_ago)
        back, waiting = {}, Waiting(self)
        # The book of a 12-month plan is billed in month 1 for certain: its first decision is after that bill.
        for month in range(max(months - 12, 1), months):
            for some in (states, back):
                care_for(some, self.satisfaction, month)
            states, loss = decide(states, self, month)
            back, lost_again = decide(back, self, month)
            for types in (loss.types, lost_again.types):
                waiting.add(types, month + 1)
            add_states(back, waiting.back(month + 1))
        kept = sum(min(self.payments.money(place, cell, months), self._paid_in(months - 12, place, cell))
                   for group in states.values() for place, cell in group.items())
        return then, (totals(states)[0], self._money_now(states), kept, self._money_now(back))


def add_crew(sums, scenario, name, crew, month):
    """Adds what a class of reps costs in a month."""
    def at(what):
        return scenario.at(f"rep.{name}.{what}", month)
    sums["salaries"] += at("salary") * crew.occupied
    sums["hiring"] += at("hiring_cost") * crew.hires
    sums["leads_cost"] += scenario.at("cost.lead", month) * at("leads") * crew.output
    sums["reps"] += crew.occupied
