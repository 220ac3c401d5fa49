# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole lives of a cohort: all that it will pay and cost, and bill by bill.

A cohort is stepped month by month under the plan's dated values, then the last ones, until nothing about a state
changes with age any more (fee grown up, commission and clawback over, service bonus at its top, onboarding and care past).
What is left of such a state is closed by forever.py. Who comes back, and whom it refers, is not part of a life.
"""
from forever import coming_bills, coming_bonuses
from model import copy_states, decide, totals
from paying import Bills, bill_states, service_level
from satisfaction import PROMOTER, care_for, count_class

NOBODY = 1e-40   # share of a cohort that no figure can show


class Life(Bills):
    """Sums over whole lives: `clients` are client-months, `promoters` those of them as one, `handled` how many were
    handled by care, `discounted` is revenue x v^j of the bills j = 0, 1, ..."""
    LINES = (*Bills.LINES, "discounted", "promoters", "handled")

    def ltv_margin(self):
        return self.margin() - self.commissions + self.clawbacks - self.bonuses


def settled_rates(model, kind, clients, money, month):
    """Sums a month of settled clients, should nobody leave, but for the bonus."""
    bills, payments = Life(), model.payments
    bills.clients, bills.revenue = clients, money
    bills.promoters = clients if model.satisfaction.class_of(kind, month) == PROMOTER else 0.0
    bills.serving = payments.at("cost.serve", month) * money
    service, service_bonus = payments.service_rule(month)
    # Where the level still rises with age, a settled client is at its top.
    bills.service = service * clients * service_level(37, service_bonus)
    commission, commission_bills = payments.commission(kind.pay, month)
    if commission_bills is None:
        bills.commissions = commission * money
    return bills


def _close(model, key, place, cell, month, v):
    """The life to come of a settled cell, from its bill of this month on."""
    (kind, law), (phase, renewed, birth, _) = key, place
    payments, rescued = model.payments, model.multipliers.rescued(month)
    multiplier = model.multipliers.settled(kind, month)
    rates = settled_rates(model, kind, cell[0], payments.money(place, cell, month), month)
    life = Life().add(rates, coming_bills(law, multiplier, phase, renewed, 1.0, rescued))
    if rates.revenue and v is not None:
        life.discounted = rates.revenue * coming_bills(law, multiplier, phase, renewed, v, rescued)
    share, every = payments.bonus_rule(kind.pay, month)
    if share and cell[1]:
        wait = -(month - birth) % every
        life.bonuses = share * cell[1] * coming_bonuses(law, multiplier, phase, renewed, wait, every, rescued)
    return life


def _take_settled(model, states, month, v, floor):
    """Takes the settled cells, and those too small to matter, out of the states. Returns their life to come."""
    life = Life()
    for key in list(states):
        kind, group = key[0], states[key]
        asked = model.satisfaction.will_be_asked(kind)
        for place in list(group):
            birth = place[2]
            onboarded = birth is None or month - birth + 1 > model.multipliers.onboarded_after(kind, month)
            if onboarded and not asked and model.payments.settled(kind, birth, month):
                life.add(_close(model, key, place, group.pop(place), month, v))
            elif group[place][0] < floor:
                del group[place]
        if not group:
            del states[key]
    return life


def whole_life(play, states, month, v=None):
    """The Life of the clients of `states`, who get their next bill in `month`; `discounted` only if v is given."""
    last, content = play.scenario.months, play.satisfaction
    states, life, factor = copy_states(states), Life(), 1.0
    floor = NOBODY * totals(states)[0]
    while states:
        if month >= last:
            later = _take_settled(play, states, month, v, floor)
            later.discounted *= factor if later.discounted else 1.0
            life.add(later)
        bills = bill_states(states, month, play.payments)
        life.add(bills)
        life.discounted += factor * bills.revenue
        life.handled += care_for(states, content, month)
        life.promoters += count_class(states, content, PROMOTER, month)
        states, loss = decide(states, play, month)
        life.clawbacks += loss.clawbacks
        factor *= v if v is not None else 1.0
        month += 1
    return life


class Stream:
    """Bill after bill of a cohort: `at(n)` are the sums over its n-th bills."""

    def __init__(self, play, states, month):
        self.play = play
        self.states = copy_states(states)
        self.month = month
        self.bills = [None]

    def at(self, n):
        while len(self.bills) <= n:
            self.bills.append(bill_states(self.states, self.month, self.play.payments))
            care_for(self.states, self.play.satisfaction, self.month)
            self.states, _ = decide(self.states, self.play, self.month)
            self.month += 1
        return self.bills[n]
