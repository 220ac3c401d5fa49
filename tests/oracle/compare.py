#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares `plateau run -n 0` with the model on random or shipped scenarios, figure by figure. Writes TAP; exit status
0 or 1.

    python3 tests/oracle/compare.py --plateau ./plateau --count 200 --seed 1
    python3 tests/oracle/compare.py --plateau ./plateau --shipped
    python3 tests/oracle/compare.py --plateau ./plateau --only 37 --seed 1 --keep /some/folder
    python3 tests/oracle/compare.py --self-test

Scenario K of a seed is the same whatever --count is, so a failure is repeated alone with --only K --keep DIR.
"""
import argparse
import csv
import functools
import glob
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True   # a test leaves no files beside its sources

from metrics import all_figures
from random_scenarios import make_case
from scenario_files import write_case
from scenario_reader import NoClientList, Unreadable, read_scenario
import self_test

RELATIVE = 1e-9     # the files carry 10 significant digits
FLOOR = 1e-12       # of the largest figure of its kind: what rounding leaves of differences of larger numbers
SHOWN = 6           # differences shown per scenario
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHIPPED = ("scenarios/*.csv", "scenarios/tactics/*.csv", "tests/scenarios/*.csv")
COUNTS = ("clients", "signups", "signups_returned", "signups_referred", "winbacks", "lost", "reps", "promoters",
          "detractors")


class Disagreement(Exception):
    """The program did not give figures at all."""


def run_program(plateau, scenario, folder):
    """Runs the program; returns its monthly and summary tables as lists of dictionaries."""
    command = [plateau, "run", scenario, "-n", "0", "--no-charts", "--quiet", "-o", folder]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise Disagreement(str(fault)) from fault
    if done.returncode != 0:
        raise Disagreement(f"exit status {done.returncode}: {done.stderr.strip()}")
    tables = []
    for name in ("monthly.csv", "summary.csv"):
        try:
            with open(os.path.join(folder, name), encoding="utf-8", newline="") as table:
                tables.append(list(csv.DictReader(table)))
        except OSError as fault:
            raise Disagreement(str(fault)) from fault
    return tables


def number(cell):
    """The figure in a cell, None if it is empty."""
    return None if cell == "" else float(cell)


def differs(got, want, scale):
    """True if two figures are not the same one; both may be None."""
    if got is None or want is None:
        return got is not want
    return not abs(got - want) <= max(RELATIVE * abs(want), FLOOR * scale)


def collect(rows, keys):
    """{key: expected} of a table. A figure told twice is a fault of its own."""
    found = {}
    for row in rows:
        key = tuple(row[k] for k in keys)
        if key in found:
            raise Disagreement(f"two rows for {key}")
        try:
            found[key] = number(row["expected"])
        except (TypeError, ValueError):
            raise Disagreement(f"{key}: {row['expected']!r} is no figure") from None
    return found


def scale_of_series(series):
    """{series: the largest number its figures may be differences of}; cash adds up all months, nps is of 100."""
    scale = {"nps": 100.0}
    money = [name for name in series if name not in COUNTS and name not in ("cash", "nps")]
    for names in (COUNTS, money):
        scale.update(dict.fromkeys(names, max(abs(x) for name in names for x in series[name] if x is not None)))
    scale["cash"] = sum(abs(x) for name in money for x in series[name] if x is not None)
    return scale


def compare_series(rows, series, months):
    """The complaints about monthly.csv."""
    found = collect([row for row in rows if row["series"] in series], ("series", "month"))
    scale = scale_of_series(series)
    complaints = []
    for name, values in series.items():
        for month in range(months + 1):
            got = found.pop((name, str(month)), "no row")
            want = values[month]
            if got == "no row":
                if month > 0 or want is not None:
                    complaints.append(f"{name} of month {month}: no row, model {want!r}")
            elif month == 0 and want is None:
                complaints.append(f"{name} of month 0: there is none")
            elif differs(got, want, scale[name]):
                complaints.append(f"{name} of month {month}: program {got!r}, model {want!r}")
    return complaints + [f"{name} of month {month}: no such month" for name, month in found]


def compare_metrics(rows, metrics, sizes):
    """The complaints about summary.csv."""
    found = collect([row for row in rows if row["metric"] in metrics], ("metric",))
    complaints = []
    for name, want in metrics.items():
        if (name,) not in found:
            complaints.append(f"{name}: no row, model {want!r}")
            continue
        got = found[name,]
        exact = name.startswith("plateau.month") or name == "cac.payback"
        if got != want if exact else differs(got, want, sizes.get(name, 1.0)):
            complaints.append(f"{name}: program {got!r}, model {want!r}")
    return complaints


def complaints_of(plateau, path, scenario, folder):
    """Everything in which program and model differ on one scenario."""
    try:
        monthly, summary = run_program(plateau, path, os.path.join(folder, "out"))
        series, metrics, sizes = all_figures(scenario)
        return compare_metrics(summary, metrics, sizes) + compare_series(monthly, series, scenario.months)
    except Disagreement as fault:
        return [str(fault)]


def compare_random(options, k, folder):
    seed = f"{options.seed}:{k}"
    case = make_case(seed)
    path = write_case(random.Random(f"files {seed}"), case, folder)
    return complaints_of(options.plateau, path, case.scenario, folder)


def compare_shipped(options, name, folder):
    path = os.path.join(ROOT, name)
    try:
        return complaints_of(options.plateau, path, read_scenario(path), folder)
    except (Unreadable, OSError) as fault:
        return [str(fault)]


def shipped_scenarios():
    """The scenarios that come with the program, and those that only tests play; relative to the project."""
    return sorted(os.path.relpath(path, ROOT) for shape in SHIPPED for path in glob.glob(os.path.join(ROOT, shape)))


def compare_one(options, name, compare):
    """The complaints about one scenario, by `compare`; its files are left behind if the user wants to keep them."""
    if options.keep:
        folder = os.path.join(options.keep, os.path.splitext(str(name))[0])
        os.makedirs(folder, exist_ok=True)
        return compare(options, name, folder)
    with tempfile.TemporaryDirectory() as folder:
        return compare(options, name, folder)


def judge(options, compare, name):
    """(complaints, what is missing to judge at all or None)."""
    try:
        return compare_one(options, name, compare), None
    except NoClientList as fault:
        return [f"the client list {fault} is not there"], fault


def compare_all(options, wanted, compare):
    """Writes TAP for all wanted scenarios, judged on all cores. Returns the exit status."""
    failed = 0
    with multiprocessing.Pool() as pool:
        judged = pool.imap(functools.partial(judge, options, compare), wanted)
        for count, (name, (complaints, missing)) in enumerate(zip(wanted, judged), 1):
            # Only what tests play may lean on a list that is not part of the project.
            if missing and str(name).startswith("tests/"):
                print(f"ok {count} - scenario {name} # SKIP {missing} is not there", flush=True)
                continue
            failed += bool(complaints)
            say(count, name, complaints)
    print(f"1..{len(wanted)}")
    return 1 if failed or not wanted else 0


def say(count, name, complaints):
    print(f"{'not ok' if complaints else 'ok'} {count} - scenario {name}")
    for complaint in complaints[:SHOWN]:
        print("# " + complaint.replace("\n", "\n# "))
    if len(complaints) > SHOWN:
        print(f"# and {len(complaints) - SHOWN} more")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description="Compares plateau's expected figures with a model in plain Python.")
    parser.add_argument("--plateau", default="./plateau", help="the program (default ./plateau)")
    parser.add_argument("--count", type=int, default=200, help="random scenarios (default 200)")
    parser.add_argument("--seed", type=int, default=1, help="which set of scenarios (default 1)")
    parser.add_argument("--only", type=int, help="this scenario of the set alone")
    parser.add_argument("--shipped", action="store_true", help="the scenarios of this project in place of random ones")
    parser.add_argument("--keep", metavar="DIR", help="leave scenarios and results in DIR")
    parser.add_argument("--self-test", action="store_true", help="compare the model with closed forms instead")
    options = parser.parse_args()
    if options.self_test:
        return self_test.run()
    options.plateau = os.path.abspath(options.plateau)
    if options.shipped:
        return compare_all(options, shipped_scenarios(), compare_shipped)
    wanted = [options.only] if options.only is not None else range(1, options.count + 1)
    return compare_all(options, wanted, compare_random)


if __name__ == "__main__":
    sys.exit(main())
