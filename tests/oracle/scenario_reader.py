# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a scenario file, and all files it stands on, into the model's Scenario.

It knows what the shipped files use and refuses the rest: it is no check of the program's messages. Quartile bounds that
no file gives are those of the spend law that the root file's own rows give month 1.

Example: a file with `base,../baseline.csv` and `cost.fixed,+=500,7` is two layers; the second adds 500 from month 7 on.
"""
from collections import namedtuple
import csv
import os
import re

from random_book import LEFT, STILL
from random_values import number
from scenario import BookClient, Row, Scenario, apply_layer, lognormal_quartiles

# One file: its own rows that may be dated, the texts that may not be, and the files it names, in order.
Layer = namedtuple("Layer", "rows settings base extra")

# What may change during the plan, by the name without its last part; `*` is a name of the user's or a quartile.
DATED = {"sales": "close", "spend": "mean cv", "quartile.*": "churn", "churn": "multiplier",
         "rep.*": "count leads ramp quit refill salary hiring_cost commission commission_months clawback churn",
         "contract.*": "term fee nonrenewal share early_exit concentration offered switch_share",
         "contract.*.share": "q1 q2 q3 q4", "qualify": "min_spend time_reused return_share return_after",
         "onboarding": "months churn activation", "service": "accounts salary bonus weight lift",
         "expansion": "yearly limit",
         "bonus": "every share", "cost": "serve fixed lead signup lost", "nps": "promoters detractors",
         "promoter": "churn", "detractor": "churn", "performance": "weight lift",
         "care": "coverage success after cost", "rescue": "share success cost", "winback": "share after cost churn",
         "referral": "leads close_ratio spend churn reward"}
SETTINGS = {"plan": "months discount_rate", "sales": "arrivals", "spend": "shape q1 q2 q3", "contract.*": "label",
            "book": "file tenure contract spend fee left renewal"}
IGNORED = ("name", "plan.currency")

FLAGS = {"yes": True, "true": True, "no": False, "false": False}
# Distribution -> (how many arguments, its mean of them).
MEANS = {"uniform": (2, lambda low, high: (low + high) / 2),
         "triangular": (3, lambda low, mode, high: (low + mode + high) / 3),
         "normal": (2, lambda mean, sd: mean), "lognormal": (2, lambda mean, sd: mean),
         "beta": (2, lambda mean, sd: mean)}


class Unreadable(Exception):
    """A file with something the reader does not know."""


class NoClientList(Exception):
    """The scenario has a book whose client list is not there."""


def _is_in(table, parameter):
    parts = parameter.split(".")
    if parts[0] in ("rep", "contract", "quartile") and len(parts) > 2:
        parts[1] = "*"
    return parts[-1] in table.get(".".join(parts[:-1]), "").split()


def _whole_if_it_is(x):
    """Counts and months are whole numbers to the model; for what is not counted it makes no difference."""
    return int(x) if x == int(x) else x


def _value(text):
    """A number, the mean of a distribution, or yes and no."""
    if text.lower() in FLAGS:
        return FLAGS[text.lower()]
    law = re.fullmatch(r"([a-z]+)\((.*)\)", text)
    if not law:
        return _whole_if_it_is(number(text))
    arguments = [number(part.strip()) for part in law[2].split(",")]
    wanted, mean = MEANS[law[1]]
    if len(arguments) != wanted:
        raise ValueError(f"{law[1]} of {len(arguments)} numbers")
    return _whole_if_it_is(mean(*arguments))


def _row(parameter, text, month):
    change = re.fullmatch(r"([-+*])=(.*)", text)
    if not change:
        return Row(parameter, "=", _value(text), month)
    value = _value(change[2].strip())
    if isinstance(value, bool):
        raise ValueError("a change by yes or no")
    return Row(parameter, "*", value, month) if change[1] == "*" else \
        Row(parameter, "+", -value if change[1] == "-" else value, month)


def _records(path):
    """(parameter, value, month) of each line, as texts. No cell of a scenario goes over several lines."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        lines = [line for line in file.read().splitlines() if line.strip() and not line.startswith("#")]
    for record in csv.DictReader(lines, strict=True):
        if None in record:
            raise Unreadable(f"{path}: a field too many: {record}")
        yield tuple((record.get(what) or "").strip() for what in ("parameter", "value", "month"))


def read_layer(path):
    """One file; the files it names are not read."""
    layer = Layer([], {}, [], [])
    taken = set()
    for parameter, text, month in _records(path):
        try:
            month = int(month or 1)
            if parameter != "with" and (parameter, month) in taken:
                raise ValueError("told twice")
            taken.add((parameter, month))
            if _is_in(DATED, parameter):
                layer.rows.append(_row(parameter, text, month))
            elif month != 1:
                raise ValueError("not dated")
            elif parameter in ("base", "with"):
                (layer.base if parameter == "base" else layer.extra).append(_beside(path, text))
            elif _is_in(SETTINGS, parameter):
                layer.settings[parameter] = _beside(path, text) if parameter == "book.file" else text
            elif parameter not in IGNORED:
                raise ValueError("unknown to the model")
        except (KeyError, ValueError) as fault:
            raise Unreadable(f"{path}: {parameter},{text}: {fault}") from fault
    return layer


def _beside(path, name):
    return os.path.normpath(os.path.join(os.path.dirname(path), name))


def read_layers(path):
    """(the root, all layers from the ground up). Of a file taken in by `with` only its own rows count."""
    layer = read_layer(path)
    root, below = read_layers(layer.base[0]) if layer.base else (layer, [])
    return root, below + [read_layer(extra) for extra in layer.extra] + [layer]


def _bounds(settings, root):
    """The bounds of the spend quartiles as given, or those of the root's own law; None where that is a point."""
    given = [settings.get(f"spend.q{q}") for q in (1, 2, 3)]
    if None not in given:
        return tuple(number(text) for text in given)
    first = {row.parameter: row.value for row in root.rows if row.month == 1}
    if root.settings.get("spend.shape") == "fixed" or not first.get("spend.cv"):
        return None
    return lognormal_quartiles(first["spend.mean"], first["spend.cv"])


def _book(settings, contracts):
    """The clients of the list that are still clients."""
    path = settings.get("book.file")
    if path is None:
        return []
    if not os.path.exists(path):
        raise NoClientList(os.path.basename(path))
    column = {what: settings.get(f"book.{what}") for what in ("tenure", "contract", "spend", "fee", "left", "renewal")}
    name_of = {settings.get(f"contract.{name}.label", name): name for name in contracts}
    clients = []
    with open(path, encoding="utf-8-sig", newline="") as file:
        for record in csv.DictReader(file, strict=True):
            cell = {what: record[title].strip() for what, title in column.items() if title}
            left = cell.get("left", "").lower()
            if left not in STILL + LEFT:
                raise Unreadable(f"{path}: {left} says neither that a client left nor that it stays")
            if left in STILL:
                spend, fee = (number(cell[what]) if cell.get(what) else None for what in ("spend", "fee"))
                renewal = int(cell["renewal"]) if cell.get("renewal") else None
                clients.append(BookClient(int(cell["tenure"]), name_of[cell["contract"]], spend, fee, renewal))
    return clients


def read_scenario(path):
    """The scenario of a file. Raises Unreadable, NoClientList or OSError."""
    root, layers = read_layers(path)
    settings = {}
    for layer in layers:
        settings.update(layer.settings)
    months = int(settings.get("plan.months", "60"))
    paths = {}
    for layer in layers:
        apply_layer(paths, layer.rows, months)
    scenario = Scenario(months, paths, _bounds(settings, root), settings.get("spend.shape", "lognormal"),
                        settings.get("sales.arrivals", "poisson"), number(settings.get("plan.discount_rate", "10%")))
    scenario.book += _book(settings, scenario.contracts)
    return scenario
