# SPDX-License-Identifier: GPL-3.0-or-later
"""A scenario as the model sees it: what holds in which month.

Every dated value is a path, a list of one value per plan month; after the plan the last value goes on for ever.
A file of a scenario is a layer of rows, and `apply_layer` lays it over the paths found so far.

Example: 3 months, the rows (leads, "=", 20, 1) and (leads, "*", 1.5, 3) give the path [20, 20, 30].
"""
from collections import namedtuple
from functools import lru_cache
from statistics import NormalDist
import math

# One row of a scenario file; op is "=" (replaces), "+" (adds) or "*" (multiplies), value a number, a bool or a text.
Row = namedtuple("Row", "parameter op value month")

# One client of the book. fee and spend in money; one of them may be None; renewal is None where terms go by tenure.
BookClient = namedtuple("BookClient", "tenure contract spend fee renewal")

# The value before any row, by the last part of the name (shares by quartile are kept as share.q1 .. share.q4).
# None is a blank: all bills (commission_months), no cost (accounts), no bonus (every), no growth (limit).
DEFAULTS = {"close": 0.05, "count": 0, "leads": 0.0, "churn": 1.0, "multiplier": 1.0, "cv": 0.0,
            "q1": 1.0, "q2": 1.0, "q3": 1.0, "q4": 1.0, "early_exit": 0.0, "concentration": None,
            "offered": True, "switch_share": 0.0,
            "ramp": 0, "quit": 0.0, "refill": 0, "salary": 0.0, "hiring_cost": 0.0,
            "commission": 0.0, "commission_months": None, "clawback": 0,
            "min_spend": 0.0, "time_reused": 0.0, "return_share": 0.0, "return_after": 1,
            "months": 0, "activation": 1.0, "accounts": None, "bonus": 0.0, "yearly": 0.0, "limit": None,
            "promoters": 0.0, "detractors": 0.0, "weight": 1.0, "lift": 0.0,
            "coverage": 0.0, "success": 0.0, "after": 0, "cost": 0.0, "close_ratio": 1.0, "spend": 1.0, "reward": 0.0,
            "every": None, "share": 0.0, "serve": 0.0, "fixed": 0.0, "lead": 0.0, "signup": 0.0, "lost": 0.0}

QUARTILES = (1, 2, 3, 4)


@lru_cache(maxsize=None)
def default_of(parameter):
    """The value of a dated parameter that no row names; None where it has none."""
    return 1 if parameter == "winback.after" else DEFAULTS.get(parameter.rsplit(".", 1)[-1])


def _is_plain_share(parameter):
    return parameter.startswith("contract.") and parameter.endswith(".share")


def targets(parameter):
    """The paths a row acts on: a plain share sets all four quartiles."""
    if _is_plain_share(parameter):
        return [f"{parameter}.q{q}" for q in QUARTILES]
    return [parameter]


def apply_row(paths, row, months):
    """Lets one row act on every value of its path from its month on. A row after the plan does nothing."""
    for name in targets(row.parameter):
        path = paths.setdefault(name, [default_of(name)] * months)
        for i in range(row.month - 1, months):
            if row.op == "=":
                path[i] = row.value
            elif row.op == "+":
                path[i] = path[i] + row.value
            else:
                path[i] = path[i] * row.value


def layer_order(rows):
    """Within a layer rows act in month order, and a plain share before the share of one quartile."""
    return sorted(rows, key=lambda row: (row.month, not _is_plain_share(row.parameter)))


def apply_layer(paths, rows, months):
    for row in layer_order(rows):
        apply_row(paths, row, months)


def lognormal_quartiles(mean, cv):
    """The three quartiles of a lognormal law given by its mean and coefficient of variation."""
    sigma = math.sqrt(math.log1p(cv * cv))
    z = NormalDist().inv_cdf(0.75)
    median = mean * math.exp(-sigma * sigma / 2)
    return (median * math.exp(-sigma * z), median, median * math.exp(sigma * z))


class Scenario:
    """The inputs of the model. `bounds` are the three bounds of the spend quartiles, or None: all in quartile 1."""

    def __init__(self, months, paths, bounds=None, shape="lognormal", arrivals="poisson", discount_rate=0.10, book=()):
        self.months = months
        self.paths = paths
        self.bounds = bounds
        self.shape = shape
        self.arrivals = arrivals
        self.discount_rate = discount_rate
        self.book = list(book)
        self.classes = self._names("rep.")
        self.contracts = self._names("contract.")

    def _names(self, prefix):
        """The user's own names after a prefix, each once, in order of appearance."""
        return list(dict.fromkeys(name.split(".")[1] for name in self.paths if name.startswith(prefix)))

    def at(self, parameter, month):
        """The value in force in a month from 1 on, for ever."""
        path = self.paths.get(parameter)
        if path is None:
            return default_of(parameter)
        return path[min(month, self.months) - 1]

    def ever(self, parameter, than=0.0):
        """True if the parameter is above `than` in some month; a blank is not."""
        path = self.paths.get(parameter, (default_of(parameter),))
        return any(value is not None and value > than for value in path)

    def always(self, parameter, value):
        return all(x == value for x in self.paths.get(parameter, (default_of(parameter),)))

    def with_path(self, parameter, change):
        """The same scenario with every value of one path changed."""
        path = [change(self.at(parameter, t)) for t in range(1, self.months + 1)]
        return Scenario(self.months, {**self.paths, parameter: path}, self.bounds, self.shape, self.arrivals,
                        self.discount_rate, self.book)

    def same_path(self, parameter, other):
        """True if two parameters have equal values in every month."""
        return all(self.at(parameter, t) == self.at(other, t) for t in range(1, self.months + 1))

    def quartile(self, spend):
        """1 + the number of bounds that the spend exceeds."""
        return 1 + sum(spend > bound for bound in self.bounds) if self.bounds else 1
