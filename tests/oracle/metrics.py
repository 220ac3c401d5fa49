# SPDX-License-Identifier: GPL-3.0-or-later
"""The metrics of a scenario, from the stepped states. None where a figure does not exist.

"The last 12 months" of a shorter plan are all its months; what compares with 12 months before the end does not exist
there. A new cohort goes on for ever under the values of its own month of signing and the plan's last values.
"""
import math

from lives import Life, Stream, whole_life
from model import COSTS, Play, totals
from plateau import gains, steady_state
from way import month_within, smooth_play, smooth_revenue, way_to_go

PAYBACK_BILLS = 1200
PARTS = {"plateau.month50": 0.50, "plateau.month80": 0.20, "plateau.month95": 0.05}
PLATEAU = ("plateau.revenue", "plateau.clients", "plateau.profit", "offspring", *PARTS)
GAINS = tuple(f"gain.{what}{unit}" for what in ("signups", "signups_bought", "churn", "fee")
              for unit in ("", ".percent"))
LIFE = ("lifetime.mean", "ltv", "ltv.margin", "ltv.discounted", "ltv.plan")


def _ratio(top, bottom):
    return top / bottom if bottom > 0.0 else None


def _finite(x):
    return x if x is not None and math.isfinite(x) else None


def last_year(scenario):
    """The plan's last 12 months, or all of a shorter plan."""
    return range(max(scenario.months - 11, 1), scenario.months + 1)


class LastYear:
    """The lives of the sign-ups of the last 12 months, those by reps apart."""

    def __init__(self, scenario, play):
        self.scenario = scenario
        by_whom = ("rep", "returned", "referred")
        self.signups = dict.fromkeys(by_whom, 0.0)
        self.lives = {by: Life() for by in by_whom}
        self.streams = {by: [] for by in by_whom}
        v = (1.0 + scenario.discount_rate) ** (-1.0 / 12.0)
        for month in last_year(scenario):
            for by, states in play.signed[month].items():
                n = totals(states)[0]
                if n > 0.0:
                    self.signups[by] += n
                    self.lives[by].add(whole_life(play, states, month, v))
                    self.streams[by].append(Stream(play, states, month))

    def values(self):
        """lifetime.mean and the ltv over all sign-ups."""
        signups = sum(self.signups.values())
        if signups == 0.0:
            return dict.fromkeys(LIFE)
        life = Life()
        for some in self.lives.values():
            life.add(some)
        endless = not math.isfinite(life.clients)   # a fee of 0 for ever is no lifetime value either
        first = sum(stream.at(n).revenue for by in self.streams for stream in self.streams[by]
                    for n in range(1, self.scenario.months + 1))
        return {"lifetime.mean": None if endless else life.clients / signups,
                "ltv": None if endless else life.revenue / signups,
                "ltv.margin": None if endless else life.ltv_margin() / signups,
                "ltv.discounted": _finite(life.discounted / signups),
                "ltv.plan": first / signups}

    def margin_of_reps(self):
        """What a rep's sign-up leaves before sales pay, whole life; None where there is none, or it has no end."""
        life = self.lives["rep"]
        if self.signups["rep"] == 0.0 or not math.isfinite(life.clients):
            return None
        return life.margin() / self.signups["rep"]

    def payback(self, cac):
        """The first bill at which a rep's average sign-up has brought in what it cost; None if never."""
        signups, life = self.signups["rep"], self.lives["rep"]
        if cac is None or signups == 0.0:
            return None
        reached, paid, goal = 0.0, 0.0, cac * signups
        for n in range(1, PAYBACK_BILLS + 1):
            for stream in self.streams["rep"]:
                bills = stream.at(n)
                reached += bills.margin()
                paid += bills.revenue
            if reached >= goal:
                return n
            # Not even if every fee still to come were pure gain.
            to_come = life.revenue - paid if math.isfinite(life.clients) else math.inf
            if reached + to_come < (1.0 - 1e-9) * goal:
                return None
        return None


def acquisition(play):
    """cac: what a sign-up by a rep costs, whole plan."""
    total = {name: sum(play.series[name][1:]) for name in (*COSTS, "clawbacks")}
    spent = (total["salaries"] + total["hiring"] + total["leads_cost"] + total["commissions"] - total["clawbacks"]
             + total["bonuses"])
    signed = sum(totals(new["rep"])[0] for new in play.signed[1:])
    return _ratio(spent, signed)


def money_figures(scenario, play):
    """Figures of the whole plan."""
    series, months = play.series, range(1, scenario.months + 1)
    clients = sum(series["clients"][1:])
    return {"revenue.end": series["revenue"][scenario.months],
            "revenue.total": sum(series["revenue"][1:]),
            "profit.total": sum(series["profit"][1:]),
            "npv": sum(series["profit"][m] * (1.0 + scenario.discount_rate) ** (-(m - 1) / 12.0) for m in months),
            "nps.end": series["nps"][scenario.months],
            "keep.cost": _ratio(12.0 * sum(sum(series[name][1:]) for name in ("service", "care", "rescue")), clients)}


def retention_of_last_year(scenario, play):
    months, series = last_year(scenario), play.series

    def total(name, back=0):
        return sum(series[name][t - back] for t in months)

    churn = _ratio(total("lost"), total("clients", 1))
    figures = {"churn.clients": churn,
               "crr.month": None if churn is None else 1.0 - churn,
               "churn.revenue": _ratio(total("revenue_lost"), total("revenue", 1)),
               "quick_ratio.12": _ratio(total("revenue_new") + total("revenue_expansion") + total("revenue_reactivated"),
                                        total("revenue_lost")),
               "crr.12": None, "nrr.12": None, "nrr.12.reactivated": None, "grr.12": None}
    stayed = play.stayed_from_year_ago()
    if stayed is not None:
        (clients_then, money_then), (clients_now, money_now, money_kept, money_back) = stayed
        figures["crr.12"] = _ratio(clients_now, clients_then)
        figures["nrr.12"] = _ratio(money_now, money_then)
        figures["nrr.12.reactivated"] = _ratio(money_now + money_back, money_then)
        figures["grr.12"] = _ratio(money_kept, money_then)
    return figures


def plateau_figures(scenario, play, steady):
    if not steady.exists:
        return dict.fromkeys((*PLATEAU, *GAINS))
    figures = {"plateau.revenue": steady.revenue(), "plateau.clients": steady.clients(),
               "plateau.profit": steady.profit(), "offspring": steady.offspring(), **gains(scenario, steady)}
    level = steady.revenue()
    way = way_to_go(level, play.series["revenue"][0])
    if way is None:
        return {**dict.fromkeys(PARTS), **figures}
    # A hair less than 5 % of the way: nothing later than that can matter.
    revenue = smooth_revenue(smooth_play(play), steady, 0.0499 * way)
    figures.update({name: month_within(revenue, level, part) for name, part in PARTS.items()})
    return figures


def _sizes_of_gains(steady):
    """{metric: size} of the plateau's profit and of what 1 % does to it."""
    turnover, profit = steady.turnover(), abs(steady.profit())
    found = dict.fromkeys(("plateau.profit", *GAINS), turnover)
    for name in GAINS:
        if name.endswith(".percent") and profit > 0.0:
            # profit itself may be a small difference
            found[name] = turnover / profit * max(1.0, turnover / profit)
    return found


def sizes(play, steady, metrics):
    """{metric: the largest number it is a difference of}, where that is not itself."""
    series = play.series
    flows = sum(sum(abs(x) for x in series[name][1:]) for name in ("revenue", "clawbacks", *COSTS))
    found = dict.fromkeys(("profit.total", "npv", "revenue.total"), flows)
    found.update(dict.fromkeys(("revenue.end", "plateau.revenue"), max(series["revenue"])))
    found["ltv.margin"] = metrics["ltv"] or 1.0
    if metrics["cac"]:
        found["ltv_cac"] = (metrics["ltv"] or 0.0) / metrics["cac"] + 1.0
    if steady.exists:
        found.update(_sizes_of_gains(steady))
    return found


def all_figures(scenario):
    """(series, metrics, sizes) of a scenario, as the program reports them under `expected`; sizes are for judging
    differences only."""
    play = Play(scenario)
    steady = steady_state(scenario, play)
    year = LastYear(scenario, play)
    cac, margin = acquisition(play), year.margin_of_reps()
    metrics = plateau_figures(scenario, play, steady)
    metrics.update(year.values())
    metrics.update(retention_of_last_year(scenario, play))
    metrics.update(money_figures(scenario, play))
    metrics.update({"cac": cac, "cac.payback": year.payback(cac),
                    "ltv_cac": margin / cac if margin is not None and cac is not None and cac > 0.0 else None})
    metrics.update(dict.fromkeys(("top20.share", "cash.min")))
    return play.series, metrics, sizes(play, steady, metrics)
