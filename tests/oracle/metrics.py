# SPDX-License-Identifier: GPL-3.0-or-later
"""The metrics of a scenario, from the stepped states. None where a figure does not exist.

"The last 12 months" of a shorter plan are all its months; what compares with 12 months before the end does not exist
there. A new cohort goes on for ever under the values of its own month of signing and the plan's last values.
"""
import math

from forever import coming_bills
from model import Play, copy_states, decide, totals
from signing import Diary, cohort

SEARCH_MONTHS = 1200
SLACK = 1e-12      # relative; where rounding alone would decide a threshold


def _ratio(top, bottom):
    return top / bottom if bottom > 0.0 else None


def _finite(x):
    return x if x is not None and math.isfinite(x) else None


def _worth(states, scenario, multipliers, v):
    """Sum over states of (clients, money) x coming bills under the plan's last values."""
    clients = money = 0.0
    for (kind, law), group in states.items():
        multiplier = multipliers.at(kind, scenario.months)
        for (phase, renewed), cell in group.items():
            if cell[0] == 0.0 and cell[1] == 0.0:
                continue
            bills = coming_bills(law, multiplier, phase, renewed, v)
            clients += cell[0] * bills
            money += cell[1] * bills if cell[1] else 0.0
    return clients, money


def _never_leaves(law, multiplier):
    return multiplier == 0.0 or (law.nonrenewal == 0.0 and (law.term == 1 or law.early_exit == 0.0))


def staying(scenario, multipliers):
    """(clients, revenue) at the plan's end of those who never leave any more under the last values."""
    clients = revenue = 0.0
    for (kind, law), group in Play(scenario, smooth=True).states.items():
        if _never_leaves(law, multipliers.at(kind, scenario.months)):
            clients += sum(cell[0] for cell in group.values())
            revenue += sum(cell[1] for cell in group.values())
    return clients, revenue


def plateau(scenario, multipliers):
    """(clients, revenue) of the steady state, or None if some sign-ups never leave on average."""
    new = cohort(scenario, multipliers, Diary(scenario, smooth=True), scenario.months)
    clients, revenue = _worth(new, scenario, multipliers, 1.0)
    if not math.isfinite(clients):
        return None
    kept = staying(scenario, multipliers)
    return clients + kept[0], revenue + kept[1]


def _prune(states, floor):
    """Drops cells that no later figure can show."""
    for group in states.values():
        for place in [place for place, cell in group.items() if cell[1] < floor]:
            del group[place]


def smooth_revenue(scenario):
    """Expected revenue of months 0 .. 1200, arrivals at their smooth rates.

    After the plan every month signs the same cohort under the same values. What those cohorts pay in month H + j is
    the sum of what one of them pays at ages 0 .. j - 1, so one of them is stepped for all.
    """
    play = Play(scenario, smooth=True)
    revenue = list(play.series["revenue"])
    months, multipliers = scenario.months, play.multipliers
    old, young, from_young = play.states, copy_states(play.signed[months]), 0.0
    floor = 1e-18 * max(max(revenue), 1e-300)
    for month in range(months + 1, SEARCH_MONTHS + 1):
        old, _, _ = decide(old, multipliers, month - 1)
        from_young += totals(young)[1]
        revenue.append(totals(old)[1] + from_young)
        young, _, _ = decide(young, multipliers, month)
        _prune(old, floor)
        _prune(young, floor)
    return revenue


def month_within(revenue, level, part):
    """The first month from which on revenue is within `part` of the way from revenue(0) to the plateau.

    None where revenue starts at its plateau: there is no way to go, and no share of it to have gone.
    """
    way = abs(level - revenue[0])
    slack = SLACK * max(abs(level), abs(revenue[0]))
    if way <= slack:
        return None
    first = None
    for month in range(len(revenue) - 1, 0, -1):
        if abs(level - revenue[month]) > part * way + slack:
            break
        first = month
    return first


def last_year(scenario):
    """The plan's last 12 months, or all of a shorter plan."""
    return range(max(scenario.months - 11, 1), scenario.months + 1)


def _life_of_cohort(scenario, play, month, v):
    """(clients, money) x discounted bills of one cohort: stepped through the plan, in closed form beyond."""
    states, clients, money, factor = play.signed[month], 0.0, 0.0, 1.0
    for t in range(month, scenario.months):
        n, fees = totals(states)
        clients += factor * n
        money += factor * fees
        factor *= v
        states, _, _ = decide(states, play.multipliers, t)
    n, fees = _worth(states, scenario, play.multipliers, v)
    return clients + factor * n, money + factor * fees


def _first_bills_of_cohort(scenario, play, month):
    """What a cohort pays in its first plan.months bills."""
    states, money = copy_states(play.signed[month]), 0.0
    for t in range(month, month + scenario.months):
        money += totals(states)[1]
        states, _, _ = decide(states, play.multipliers, t)
    return money


def lifetime_values(scenario, play):
    """lifetime.mean and the three ltv over the sign-ups of the last 12 months."""
    v = (1.0 + scenario.discount_rate) ** (-1.0 / 12.0)
    signups = bills = paid = discounted = first_bills = 0.0
    for month in last_year(scenario):
        n = play.series["signups"][month]
        if n == 0.0:
            continue
        signups += n
        lived = _life_of_cohort(scenario, play, month, 1.0)
        bills += lived[0]
        paid += lived[1]
        discounted += _life_of_cohort(scenario, play, month, v)[1]
        first_bills += _first_bills_of_cohort(scenario, play, month)
    if signups == 0.0:
        return dict.fromkeys(("lifetime.mean", "ltv", "ltv.discounted", "ltv.plan"))
    endless = not math.isfinite(bills)   # a fee of 0 for ever is no lifetime value either
    return {"lifetime.mean": None if endless else bills / signups,
            "ltv": None if endless else paid / signups,
            "ltv.discounted": _finite(discounted / signups),
            "ltv.plan": first_bills / signups}


def retention_of_last_year(scenario, play):
    months, series = last_year(scenario), play.series

    def total(name, back=0):
        return sum(series[name][t - back] for t in months)

    churn = _ratio(total("lost"), total("clients", 1))
    figures = {"churn.clients": churn,
               "crr.month": None if churn is None else 1.0 - churn,
               "churn.revenue": _ratio(total("revenue_lost"), total("revenue", 1)),
               "quick_ratio.12": _ratio(total("revenue_new"), total("revenue_lost")),
               "crr.12": None, "grr.12": None}
    stayed = play.stayed_from_year_ago()
    if stayed is not None:
        (clients_then, money_then), (clients_now, money_now) = stayed
        figures["crr.12"] = _ratio(clients_now, clients_then)
        figures["grr.12"] = _ratio(money_now, money_then)
    figures["nrr.12"] = figures["grr.12"]   # nothing in this scope makes a client pay more
    return figures


def plateau_figures(scenario, play):
    names = ("plateau.revenue", "plateau.clients", "plateau.month50", "plateau.month80", "plateau.month95")
    level = plateau(scenario, play.multipliers)
    if level is None:
        return dict.fromkeys(names)
    revenue = smooth_revenue(scenario)
    near = [month_within(revenue, level[1], part) for part in (0.50, 0.20, 0.05)]
    return dict(zip(names, (level[1], level[0], *near)))


def all_figures(scenario):
    """(series, metrics) of a scenario, as the program reports them under `expected`."""
    play = Play(scenario)
    metrics = plateau_figures(scenario, play)
    metrics.update(lifetime_values(scenario, play))
    metrics.update(retention_of_last_year(scenario, play))
    metrics["revenue.end"] = play.series["revenue"][scenario.months]
    metrics["revenue.total"] = sum(play.series["revenue"][1:])
    return play.series, metrics
