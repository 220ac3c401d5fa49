# SPDX-License-Identifier: GPL-3.0-or-later
"""What a client pays and what is paid for it, bill by bill.

A cell of the states is a list [clients, first, money, commissions]: expected clients, the sum of their first fees, of
what they paid last, and of the commissions paid for them so far. Its place is (phase, renewed, birth, fee): birth is
the month of its first bill (0 or less in the book) where some rule asks for a client's own bill number, else None; fee
is the first fee where grown fees are rounded to cents, else None.

Example: birth 1, yearly 5 %, limit 8 %: 100 in months 1 to 12, 105 in 13 to 24, 108 from month 25 on.
"""
import math


def round_half_away(x):
    """To a whole number, x >= 0; floor(x + 1/2) is wrong just below one half."""
    whole = math.floor(x)
    return whole + (1 if x - whole >= 0.5 else 0)


def money_in_cents(x):
    return round_half_away(100.0 * x) / 100.0


class Bills:
    """The sums of one month, or of many."""
    LINES = ("clients", "revenue", "expansion", "serving", "service", "commissions", "clawbacks", "bonuses")

    def __init__(self):
        for line in self.LINES:
            setattr(self, line, 0.0)

    def add(self, other, factor=1.0):
        for line in other.LINES:
            more = getattr(other, line)
            if more:    # 0 times infinitely many bills is 0
                setattr(self, line, getattr(self, line) + factor * more)
        return self

    def margin(self):
        """Before what is paid to the reps."""
        return self.revenue - self.serving - self.service


class Payments:
    """The payment rules of a scenario, and which of them are in use. rounds is False for the smooth course."""

    def __init__(self, scenario, rounds=True):
        self.scenario = scenario
        self.rounds = rounds
        ever = scenario.ever
        self.grows = ever("expansion.yearly")
        self.bonus = ever("bonus.share") and ever("bonus.every")
        self.claws = any(ever(f"rep.{name}.clawback") and ever(f"rep.{name}.commission") for name in scenario.classes)
        limited = any(ever(f"rep.{name}.commission_months", -1) for name in scenario.classes)
        onboards = ever("onboarding.months") and not scenario.always("onboarding.churn", 1.0)
        served_longer = ever("service.bonus") and ever("service.salary") and ever("service.accounts")
        waits = ever("care.coverage") and ever("care.after", 1)
        self.needs_birth = (self.grows or self.bonus or self.claws or limited or onboards or served_longer or waits)
        self.products = {}
        self.growths = {}
        self.rates = {}

    def at(self, parameter, month):
        return self.scenario.at(parameter, month)

    def place(self, phase, renewed, birth, fee):
        """The place of new clients; fee is None where it is random."""
        return (phase, renewed, birth if self.needs_birth else None, fee if self.grows else None)

    def product(self, birth, month):
        """Of 1 + yearly over the anniversaries so far; those before the plan are part of the listed fee."""
        last = birth + 12 * ((month - birth) // 12)
        if last <= birth or last < 1:
            return 1.0
        if (birth, last) not in self.products:
            self.products[birth, last] = self.product(birth, last - 1) * (1.0 + self.at("expansion.yearly", last))
        return self.products[birth, last]

    def growth(self, birth, month):
        """Fee of a month / first fee, before cents."""
        key = (birth, month)
        if key not in self.growths:
            product = self.product(birth, month)
            self.growths[key] = product if product == 1.0 else min(product, 1.0 + self.at("expansion.limit", month))
        return self.growths[key]

    def grown(self, clients, first, fee, growth):
        """What clients pay together."""
        if fee is not None and self.rounds and growth != 1.0:
            return clients * money_in_cents(fee * growth)
        return first * growth

    def money(self, place, cell, month):
        _, _, birth, fee = place
        if birth is None or not self.grows:
            return cell[2]
        return self.grown(cell[0], cell[1], fee, self.growth(birth, month))

    def final_money(self, place, cell):
        """What is paid in the end, after all growth to come, if nobody leaves."""
        _, _, birth, fee = place
        if birth is None or not self.grows:
            return cell[2]
        if self.at("expansion.yearly", self.scenario.months) == 0.0:
            return self.money(place, cell, self.scenario.months)
        return self.grown(cell[0], cell[1], fee, 1.0 + self.at("expansion.limit", self.scenario.months))

    def grown_up(self, birth, month):
        """True if the fee changes no more; asked in the last month of the plan or later."""
        if birth is None or not self.grows or self.at("expansion.yearly", month) == 0.0:
            return True
        return self.product(birth, month) >= 1.0 + self.at("expansion.limit", month)

    def commission(self, pay, month):
        """(share, number of bills or None for all)."""
        if pay is None:
            return 0.0, None
        return self.at(f"rep.{pay}.commission", month), self.at(f"rep.{pay}.commission_months", month)

    def clawback(self, pay, month):
        return self.at(f"rep.{pay}.clawback", month) if pay is not None and self.claws else 0

    def bonus_rule(self, pay, month):
        """(share of the first fee, months); (0, None) without a bonus."""
        if pay is None or not self.bonus or not self.at("bonus.every", month):
            return 0.0, None
        return self.at("bonus.share", month), self.at("bonus.every", month)

    def service_rule(self, month):
        """(cost of a client in its first year, service.bonus)."""
        accounts = self.at("service.accounts", month)
        if accounts is None:
            return 0.0, 0.0
        return self.at("service.salary", month) / accounts, self.at("service.bonus", month)

    def rates_of(self, pay, month):
        """Everything that one kind of client is billed by in a month: commission, bonus and service rules."""
        key = (pay, min(month, self.scenario.months))
        if key not in self.rates:
            self.rates[key] = (*self.commission(pay, month), *self.bonus_rule(pay, month), *self.service_rule(month))
        return self.rates[key]

    def settled(self, kind, birth, month):
        """True if from this bill on nothing about a client changes with its age; asked in the last month or later.

        A bonus every so many months may still go on.
        """
        if birth is None:
            return True
        bill = month - birth + 1
        commission, bills, bonus, _, service, service_bonus = self.rates_of(kind.pay, month)
        return (self.grown_up(birth, month)
                and (service * service_bonus == 0.0 or bill >= 37)
                and (commission == 0.0 or bills is None or bill > bills)
                and bill >= self.clawback(kind.pay, month)
                and (bill > 1 or bonus == 0.0))


def service_level(bill, bonus):
    """Cost of a client at its bill, as a multiple of that in its first year."""
    return 1.0 + bonus * min(3, (bill - 1) // 12) / 3.0


def _bill_group(kind, group, month, payments, total):
    """Bills one kind of client under one law."""
    commission, commission_bills, bonus, every, service, service_bonus = payments.rates_of(kind.pay, month)
    grows = payments.grows
    for (_, _, birth, fee), cell in group.items():
        clients = cell[0]
        total.clients += clients
        if birth is None:
            total.revenue += cell[2]
            total.service += service * clients
            total.commissions += commission * cell[2]
            continue
        bill = month - birth + 1
        if grows:
            money = payments.grown(clients, cell[1], fee, payments.growth(birth, month))
            total.expansion += money - cell[2]
            cell[2] = money
        total.revenue += cell[2]
        if service:
            total.service += service * clients * service_level(bill, service_bonus)
        if commission and (commission_bills is None or bill <= commission_bills):
            cell[3] += commission * cell[2]
            total.commissions += commission * cell[2]
        if every is not None and bill > 1 and (bill - 1) % every == 0:
            total.bonuses += bonus * cell[1]


def bill_states(states, month, payments):
    """Bills all states in a month: their cells then hold what is paid now. Returns the sums."""
    total = Bills()
    for (kind, _), group in states.items():
        _bill_group(kind, group, month, payments, total)
    total.serving = payments.at("cost.serve", month) * total.revenue
    return total
