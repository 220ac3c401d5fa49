# SPDX-License-Identifier: GPL-3.0-or-later
"""Who comes back, and whom promoters bring.

A lost client is remembered by its type (level, quartile, contract): all that its next life depends on but its first
fee, which it keeps. Of a type stand together [clients, sum of their first fees].

Example: win-back share 20 %, after 3 months: of 10 clients lost in month 7, paying 500 each, [2, 1000] stand for month 10.
"""
from leaving import law_at


def add_types(types, more, factor=1.0):
    """Adds `more` into `types`."""
    for kind_of_lost, (clients, first) in more.items():
        into = types.setdefault(kind_of_lost, [0.0, 0.0])
        into[0] += factor * clients
        into[1] += factor * first
    return types


def types_of(states):
    """The clients of the states by their type, as if all were lost."""
    types = {}
    for (kind, _), group in states.items():
        into = types.setdefault((kind.level, kind.quartile, kind.contract), [0.0, 0.0])
        for cell in group.values():
            into[0] += cell[0]
            into[1] += cell[1]
    return types


def contract_again(scenario, quartile, contract, month):
    """{contract: chance} of a client that comes back in a month: its own one, or another in proportion to the shares."""
    at = scenario.at
    if at(f"contract.{contract}.offered", month):
        return {contract: 1.0}
    share = {name: at(f"contract.{name}.share.q{quartile}", month) for name in scenario.contracts
             if at(f"contract.{name}.offered", month)}
    total, switch = sum(share.values()), at(f"contract.{contract}.switch_share", month)
    return {name: switch * x / total for name, x in share.items() if switch * x > 0.0}


def chosen_again(scenario, types, month):
    """The types with the contract that they sign on their return in a month."""
    found = {}
    for (level, quartile, contract), sums in types.items():
        for name, chance in contract_again(scenario, quartile, contract, month).items():
            add_types(found, {(level, quartile, name): sums}, chance)
    return found


def new_lives(model, types, month):
    """The states of clients that come back in a month, before their first bill; their contract is chosen."""
    states = {}
    for (level, quartile, contract), sums in types.items():
        law = law_at(model.scenario, contract, month)
        place = model.payments.place(0, 0.0, month, None)
        for kind, part in model.multipliers.kinds(quartile, ("winback",), contract, month, level):
            cell = states.setdefault((kind, law), {}).setdefault(place, [0.0, 0.0, 0.0, 0.0])
            for i, x in enumerate((sums[0], sums[1], sums[1])):
                cell[i] += part * x
    return states


class Waiting:
    """Those who were lost and will be back, by the month of their return."""

    def __init__(self, model):
        self.model = model
        self.due = {}

    def add(self, types, month):
        """Some are lost in this month."""
        at = self.model.scenario.at
        share = at("winback.share", month)
        if share > 0.0:
            add_types(self.due.setdefault(month + at("winback.after", month), {}), types, share)

    def back(self, month):
        """Their new lives; who finds no contract stays away."""
        return new_lives(self.model, chosen_again(self.model.scenario, self.due.pop(month, {}), month), month)


def referred_per_promoter(scenario, month):
    """Would-be sign-ups of the next month for each promoter billed in this one."""
    at = scenario.at
    leads = at("referral.leads", month)
    return leads * min(1.0, at("sales.close", month + 1) * at("referral.close_ratio", month + 1)) if leads else 0.0
