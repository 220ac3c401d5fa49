# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the agency that a random scenario has beside its reps, spend and contracts: each often there, often not.

A rule that is there has most of its parameters from the start; those that are not given at first may come with a dated
change, and so may the rule itself.
"""
from paying import Payments, money_in_cents
from signing import half_a_cent, screened, spend_is_random

# rule -> {parameter, without the class: chance to be given in the root}. `*` stands for each rep class.
RULES = {
    "seats": {"rep.*.ramp": 0.7, "rep.*.quit": 0.75, "rep.*.refill": 0.6},
    "seat pay": {"rep.*.salary": 0.8, "rep.*.hiring_cost": 0.7, "cost.lead": 0.6},
    "commission": {"rep.*.commission": 0.8, "rep.*.commission_months": 0.5, "rep.*.clawback": 0.6},
    "qualify": {"qualify.min_spend": 0.9, "qualify.time_reused": 0.6, "qualify.return_share": 0.9,
                "qualify.return_after": 0.6},
    "onboarding": {"onboarding.months": 0.9, "onboarding.churn": 0.9, "onboarding.activation": 0.9},
    "service": {"service.accounts": 0.9, "service.salary": 0.9, "service.bonus": 0.6},
    "expansion": {"expansion.yearly": 0.85, "expansion.limit": 1.0},
    "bonus": {"bonus.every": 0.9, "bonus.share": 0.9},
    "costs": {"cost.serve": 0.7, "cost.fixed": 0.7, "cost.signup": 0.7, "cost.lost": 0.7},
}
NOT_STEADY = ("rep.*.quit", "qualify.return_share")   # an error where seats sign evenly


def choose_rules(rng, arrivals):
    """The parameters that the case may name: {parameter with `*`: chance to be given in the root}."""
    chosen = {}
    for parameters in RULES.values():
        if rng.random() < 0.5:
            chosen.update(parameters)
    if arrivals == "steady":
        chosen = {name: chance for name, chance in chosen.items() if name not in NOT_STEADY}
    return chosen


def names_of(parameter, classes):
    """The parameters behind one with a `*`."""
    return [parameter.replace("*", name) for name in classes] if "*" in parameter else [parameter]


def rule_rows(rng, root, setting):
    for parameter, chance in setting.rules.items():
        for name in names_of(parameter, setting.classes):
            if rng.random() < chance:
                root.give(rng, name)


def hardly_qualifies(scenario):
    """True if so few leads qualify in some month that their share is a matter of the last digits of a tail."""
    return any(spend_is_random(scenario, t) and screened(scenario, t)[0] < 1e-6 for t in range(1, scenario.months + 1))


def _certain_fees(scenario):
    """Every first fee that is not random, before cents, of sign-ups of the plan."""
    months = range(1, scenario.months + 1)
    asked = {scenario.at("qualify.min_spend", t) for t in months} if scenario.ever("qualify.return_share") else set()
    for t in months:
        spends = asked if spend_is_random(scenario, t) else asked | {scenario.at("spend.mean", t)}
        for name in scenario.contracts:
            yield from (spend * scenario.at(f"contract.{name}.fee", t) for spend in spends)


def _growths(scenario):
    """Every factor by which some fee may have grown."""
    payments = Payments(scenario)
    months = range(1, scenario.months + 1)
    found = {1.0 + scenario.at("expansion.limit", t) for t in months}
    top = max(found)
    for birth in [1 - client.tenure for client in scenario.book] + list(months):
        for anniversary in range(birth + 12, 2400, 12):
            if anniversary >= 1:
                product = payments.product(birth, anniversary)
                found.add(product)
                at_rest = anniversary > scenario.months and scenario.at("expansion.yearly", anniversary) == 0.0
                if product > top or at_rest:
                    break
    return found


def falls_on_half_a_cent(scenario):
    """True if a fee, first or grown, lies where the order of two multiplications would decide its cents."""
    first = set(_certain_fees(scenario))
    if any(half_a_cent(fee) for fee in first):
        return True
    if not Payments(scenario).grows:
        return False
    first |= {client.fee if client.fee is not None else client.spend * scenario.at(f"contract.{client.contract}.fee", 1)
              for client in scenario.book}
    fees = {money_in_cents(fee) for fee in first}
    return any(half_a_cent(fee * growth) for growth in _growths(scenario) for fee in fees)
