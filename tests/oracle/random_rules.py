# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the agency that a random scenario has beside its reps, spend and contracts: each often there, often not.

A rule that is there has most of its parameters from the start; those that are not given at first may come with a dated
change, and so may the rule itself.
"""
from leaving import Multipliers
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
    "nps": {"nps.promoters": 0.95, "nps.detractors": 0.95, "promoter.churn": 0.7, "detractor.churn": 0.8,
            "service.weight": 0.4, "service.lift": 0.5, "performance.weight": 0.4, "performance.lift": 0.4},
    "care": {"care.coverage": 0.8, "care.success": 0.9, "care.after": 0.5, "care.cost": 0.7},
    "rescue": {"rescue.share": 0.9, "rescue.success": 0.9, "rescue.cost": 0.7},
    "winback": {"winback.share": 0.9, "winback.after": 0.6, "winback.cost": 0.7, "winback.churn": 0.6},
    "referral": {"referral.leads": 0.9, "referral.close_ratio": 0.6, "referral.spend": 0.5, "referral.churn": 0.6,
                 "referral.reward": 0.6},
}
CHANCES = {"care": 0.7, "rescue": 0.35, "winback": 0.4, "referral": 0.7}    # the others: 1/2
NEEDS_NPS = ("care", "referral")    # an error where nobody is ever a promoter, or a detractor
NEEDED = {"care.": "nps.detractors", "detractor.": "nps.detractors", "referral.": "nps.promoters",
          "promoter.": "nps.promoters"}
NOT_STEADY = ("rep.*.quit", "qualify.return_share")   # an error where seats sign evenly


def choose_rules(rng, arrivals):
    """The parameters that the case may name: {parameter with `*`: chance to be given in the root}."""
    chosen = {}
    for rule, parameters in RULES.items():
        if rng.random() < CHANCES.get(rule, 0.5) and (rule not in NEEDS_NPS or "nps.promoters" in chosen):
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


def lacks_what_it_needs(scenario, rows):
    """True if a row is about a class that no client is ever in, or if the classes overlap."""
    def share(which, month):
        return scenario.at(f"nps.{which}", month)
    if any(share("promoters", t) + share("detractors", t) > 1.0 for t in range(1, scenario.months + 1)):
        return True
    return any(row.parameter.startswith(start) and not scenario.ever(needed)
               for row in rows for start, needed in NEEDED.items())


def kinds_of_clients(scenario):
    """About how many the model tells apart: what its time goes by."""
    multipliers, ever = Multipliers(scenario), scenario.ever
    content = multipliers.satisfaction
    sources = (len(set(multipliers.twin.values())) + ever("winback.share") + ever("referral.leads")
               + ever("qualify.return_share"))
    quartiles = len(set(multipliers.quartile_twin.values())) if scenario.bounds else 1
    return (len(content.shares) * (1.5 if content.cares else 1) * quartiles * len(scenario.contracts) * sources
            * (2 if multipliers.onboarding else 1))


def hardly_qualifies(scenario):
    """True if so few leads qualify in some month that their share is a matter of the last digits of a tail."""
    return any(spend_is_random(scenario, t) and screened(scenario, t)[0] < 1e-6 for t in range(1, scenario.months + 1))


def _certain_fees(scenario):
    """Every first fee that is not random, before cents, of sign-ups of the plan."""
    months = range(1, scenario.months + 1)
    asked = {scenario.at("qualify.min_spend", t) for t in months} if scenario.ever("qualify.return_share") else set()
    for t in months:
        mean = scenario.at("spend.mean", t)
        spends = asked if spend_is_random(scenario, t) else asked | {mean, mean * scenario.at("referral.spend", t)}
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
