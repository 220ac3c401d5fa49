# SPDX-License-Identifier: GPL-3.0-or-later
"""Random scenarios over everything the model supports, as files for the program and as data for the model.

A case is a stack of files (a root, up to two files above it, perhaps one taken in by `with`) and perhaps a client list.
The rows are made as data and laid over each other by `scenario.apply_layer`; the files are written from the same data
and never read back. A case that the program would have to refuse (shares that sum to 0, an early exit from a
month-to-month contract, ...) is thrown away and drawn again.
"""
import random

from random_book import draw_book
from random_rules import (choose_rules, falls_on_half_a_cent, hardly_qualifies, kinds_of_clients, lacks_what_it_needs,
                          names_of, rule_rows)
from random_values import draw, draw_change, kind_of, legal, may_be_blank
from scenario import QUARTILES, Row, Scenario, apply_layer, apply_row, layer_order, lognormal_quartiles, targets

CLASS_NAMES = ("standard", "senior", "new hire", "Überflieger", "over-promiser", "team 2, north")
CONTRACT_NAMES = ("month", "six", "twelve", "long term", "Jahresvertrag", "a;b", "2")

# How spend is laid out: at random, everybody alike ("point" by a blank cv, "fixed" by the shape) without bounds or with
# given ones, or changing from one to the other on the way.
SPEND_KINDS = {"random": 60, "point": 8, "fixed": 8, "bounded point": 8, "to a point": 8, "to random": 8}


class Refused(Exception):
    """The case drawn is not legal: draw another."""


class File:
    """One scenario file: rows for the model with their texts, and settings that are no dated rows."""

    def __init__(self, path):
        self.path = path
        self.settings = []  # (parameter, text)
        self.rows = []      # (Row, text)
        self.taken = set()  # (parameter, month): a file names each once

    def add(self, row, text):
        if (row.parameter, row.month) in self.taken:
            raise Refused("named twice")
        self.taken.add((row.parameter, row.month))
        self.rows.append((row, text))

    def give(self, rng, parameter, month=1):
        """Adds an absolute row with a value of its own; returns the value."""
        text, op, value = draw(rng, parameter)
        self.add(Row(parameter, op, value, month), text)
        return value

    def give_number(self, parameter, text, month=1):
        self.add(Row(parameter, "=", float(text), month), text)

    def model_rows(self):
        return [row for row, _ in self.rows]


class Case:
    """A scenario file with all it needs, and the model's inputs."""

    def __init__(self, files, client_list, scenario):
        self.files = files              # the last one is the file to run
        self.client_list = client_list  # (path, text) or None
        self.scenario = scenario


class Setting:
    """What a case is about, decided before any row."""

    def __init__(self, rng):
        self.months = rng.choice((rng.randint(1, 10), rng.randint(11, 14), rng.randint(15, 50), rng.randint(15, 90)))
        self.spend = rng.choices(list(SPEND_KINDS), list(SPEND_KINDS.values()))[0]
        self.shape = "lognormal"
        self.arrivals = rng.choice(("poisson", "poisson", "steady"))
        self.rules = choose_rules(rng, self.arrivals)
        self.few = False        # few kinds of clients, so that the model stays quick
        self.differ = True      # clients may differ within a contract
        if "rescue.share" in self.rules:
            # Clients that differ and are rescued have many pasts.
            self.differ = self.few = rng.random() < 0.5
        if self.few:
            self.months = min(self.months, rng.randint(12, 24))
        elif "nps.promoters" in self.rules or "winback.share" in self.rules:
            self.months = min(self.months, rng.randint(30, 50))
        self.discount = f"{rng.uniform(0, 40):.2f}%" if rng.random() < 0.4 else None
        self.classes = rng.sample(CLASS_NAMES, 1 if self.few else rng.choice((1, 1, 2, 3)))
        self.contracts = rng.sample(CONTRACT_NAMES, rng.choice((1, 2) if self.few else (1, 2, 3, 4)))
        # Everybody alike and no bounds: all are in quartile 1, and a quartile multiplier is refused.
        self.quartiles = self.spend not in ("point", "fixed") and rng.random() < (0.2 if self.few else 0.7)

    def changeable(self, rng):
        """The dated parameters that a change may name; those that matter most more than once."""
        names = ["sales.close", "churn.multiplier", "spend.mean"]
        if self.spend == "random":
            names.append("spend.cv")
        for name in self.classes:
            names += [f"rep.{name}.{what}" for what in ("count", "count", "leads", "churn")]
        for name in self.contracts:
            names += [f"contract.{name}.{what}" for what in
                      ("term", "fee", "nonrenewal", "early_exit", "concentration", "share", "offered", "switch_share",
                       f"share.q{rng.choice(QUARTILES)}") if what != "concentration" or self.differ]
        if self.quartiles:
            names += [f"quartile.{q}.churn" for q in QUARTILES]
        for parameter in self.rules:
            names += names_of(parameter, self.classes)
        return names


def _contract_rows(rng, root, name, differ):
    at = f"contract.{name}."
    for what in ("term", "fee", "nonrenewal"):
        root.give(rng, at + what)
    optional = {"share": 0.7, "early_exit": 0.4, "concentration": 0.35, "switch_share": 0.4, "offered": 0.15,
                "share.q1": 0.25, "share.q2": 0.15, "share.q3": 0.15, "share.q4": 0.25}
    for what, chance in optional.items():
        if rng.random() < chance and (what != "concentration" or differ):
            root.give(rng, at + what)


def _bound_rows(rng, file, mean):
    """All three bounds of the spend quartiles, now and then two of them equal."""
    bounds = sorted(mean * rng.uniform(0.2, 2.5) for _ in range(3))
    if rng.random() < 0.1:
        bounds[1] = bounds[0]
    for q, bound in zip((1, 2, 3), bounds):
        file.give_number(f"spend.q{q}", f"{bound:.2f}")


def _set_shape(file, setting, shape):
    file.settings.append(("spend.shape", shape))
    setting.shape = shape


def _spend_rows(rng, root, top, setting):
    """The spend law and its bounds in the root; what changes it on the way stands on top, or later in a lone root."""
    kind = setting.spend
    mean = root.give(rng, "spend.mean")
    if kind in ("random", "to a point"):
        root.give(rng, "spend.cv")
    if kind in ("bounded point", "to random") or kind == "random" and rng.random() < 0.3:
        _bound_rows(rng, rng.choice((root, top)), mean)
    if kind == "fixed" or kind == "bounded point" and rng.random() < 0.5:
        _set_shape(root, setting, "fixed")
    if top is root:
        later = rng.randint(1, setting.months) + 1
        if kind == "to a point":
            root.give_number("spend.cv", "0", later)
        elif kind == "to random":
            root.give(rng, "spend.cv", later)
    elif kind == "to a point":
        if rng.random() < 0.5:
            _set_shape(top, setting, "fixed")
        else:
            top.give_number("spend.cv", "0")
    elif kind == "to random":
        _set_shape(root, setting, "fixed")
        _set_shape(top, setting, "lognormal")
        top.give(rng, "spend.cv")


def _root_rows(rng, root, setting):
    root.settings.append(("plan.months", str(setting.months)))
    root.settings.append(("sales.arrivals", setting.arrivals))
    for name in setting.contracts:
        _contract_rows(rng, root, name, setting.differ)
    for name in setting.classes:
        for what, chance in (("count", 0.95), ("leads", 0.95), ("churn", 0.4)):
            if rng.random() < chance:
                root.give(rng, f"rep.{name}.{what}")
    for parameter, chance in (("sales.close", 0.8), ("churn.multiplier", 0.3)):
        if rng.random() < chance:
            root.give(rng, parameter)
    if setting.quartiles:
        for q in QUARTILES:
            if rng.random() < 0.6:
                root.give(rng, f"quartile.{q}.churn")
    rule_rows(rng, root, setting)


def _month_of_change(rng, setting, is_root):
    if rng.random() < 0.05:
        return rng.randint(setting.months + 1, 1200)   # after the plan: ignored with a note
    if not is_root and rng.random() < 0.35:
        return 1
    return rng.randint(2, setting.months) if setting.months > 1 else 2


def _change_rows(rng, file, setting, paths, number, is_root):
    """Adds changes to a file, absolute or relative; those that would make a value illegal are left out."""
    for _ in range(number):
        month = _month_of_change(rng, setting, is_root)
        parameter = rng.choice(setting.changeable(rng))
        relative = kind_of(parameter) != "flag" and rng.random() < 0.5
        text, op, value = (draw_change if relative else draw)(rng, parameter)
        row = Row(parameter, op, value, month)
        if (parameter, month) not in file.taken and _stays_legal(paths, file.model_rows() + [row], setting.months):
            file.add(row, text)


def _stays_legal(paths, rows, months):
    """True if every value stays legal while a layer of rows is laid over the paths, row by row."""
    trial = {name: list(path) for name, path in paths.items()}
    for row in layer_order(rows):
        known = [trial.get(name) for name in targets(row.parameter)]
        if row.op != "=" and may_be_blank(row.parameter) and (known[0] is None or None in known[0]):
            return False   # nothing to change
        apply_row(trial, row, months)
        if not all(legal(name, x) for name in targets(row.parameter) for x in trial[name]):
            return False
    return True


def _check(scenario, rows):
    """Refuses what the program refuses."""
    if lacks_what_it_needs(scenario, rows):
        raise Refused("promoters or detractors")
    months = range(1, scenario.months + 1)
    for name in scenario.contracts:
        given = any(row.parameter == f"contract.{name}.early_exit" for row in rows)
        if given and any(scenario.at(f"contract.{name}.term", t) == 1 for t in months):
            raise Refused("early exit from a term of 1")
    for t in months:
        for q in QUARTILES:
            if sum(scenario.at(f"contract.{c}.share.q{q}", t) for c in scenario.contracts) <= 0.0:
                raise Refused("shares sum to 0")


def _bounds(paths, setting, root):
    """The given bounds, or the quartiles of the root's law in month 1, or None."""
    if "spend.q1" in paths:
        return tuple(paths[f"spend.q{q}"][0] for q in (1, 2, 3))
    if setting.spend in ("point", "fixed"):
        return None
    first = {row.parameter: row.value for row in root.model_rows() if row.month == 1}
    return lognormal_quartiles(first["spend.mean"], first["spend.cv"])


def _stack(rng):
    """Empty files, the root first: layer by layer, the one to run last."""
    depth = rng.choice((1, 1, 2, 2, 3))
    folder = rng.choice(("", "", "below/"))
    names = {1: ["scenario.csv"], 2: [folder + "root.csv", "scenario.csv"],
             3: [folder + "root.csv", "middle.csv", "scenario.csv"]}[depth]
    files = [File(name) for name in names]
    for lower, upper in zip(files, files[1:]):
        upper.settings.append(("base", lower.path))
    if depth > 1 and rng.random() < 0.3:
        files.insert(-1, File(folder + "extra.csv"))
        files[-1].settings.append(("with", files[-2].path))
    return files


def _try_case(rng):
    setting = Setting(rng)
    files = _stack(rng)
    root, top = files[0], files[-1]
    _root_rows(rng, root, setting)
    _spend_rows(rng, root, top, setting)
    paths = {}
    for file in files:
        number = rng.choice((0, 3, 8, 15)) if file is root else rng.randint(1, 12)
        _change_rows(rng, file, setting, paths, number, file is root)
        apply_layer(paths, file.model_rows(), setting.months)
    discount = 0.10
    if setting.discount:
        rng.choice(files).settings.append(("plan.discount_rate", setting.discount))
        discount = float(setting.discount[:-1]) / 100
    scenario = Scenario(setting.months, paths, _bounds(paths, setting, root), setting.shape, setting.arrivals, discount)
    _check(scenario, [row for file in files for row in file.model_rows()])
    if kinds_of_clients(scenario) > (30 if setting.few else 130):
        raise Refused("the model would take long")
    client_list = draw_book(rng, scenario, rng.choice(files)) if rng.random() < 0.5 else None
    # No part of the law: which way half a cent goes, and the last digits of a tail.
    if falls_on_half_a_cent(scenario) or hardly_qualifies(scenario):
        raise Refused("rounding would decide")
    return Case(files, client_list, scenario)


def make_case(seed):
    """The case of a seed (any text): the same one in every run."""
    rng = random.Random(seed)
    while True:
        try:
            return _try_case(rng)
        except Refused:
            continue
