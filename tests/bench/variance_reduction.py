#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the same luck on both sides of a comparison saves, as a Markdown table.

    tests/bench/variance_reduction.py PLATEAU [REPLICATES]      run from the top

For some shipped tactics against the baseline: the variance of the difference when each side is played with luck of its
own (two runs, of two seeds: the sum of their variances) over that of `plateau compare` (the plays' own differences).
Ratio 20: unpaired plays would need 20 times as many for the same error.
"""
import csv
import os
import subprocess
import sys
import tempfile

BASE = "scenarios/baseline.csv"
TACTICS = ("hire-another-rep", "drop-month-to-month", "train-overpromiser", "save-detractors")
METRICS = ("npv", "revenue.end")


def table(path):
    with open(path, newline="") as file:
        return {row["metric"]: row for row in csv.DictReader(file)}


def main():
    plateau = sys.argv[1]
    replicates = sys.argv[2] if len(sys.argv) > 2 else "10000"

    def figures(command, name, seed, *scenarios):
        folder = os.path.join(work, command)
        subprocess.run([plateau, command, *scenarios, "-n", replicates, "-s", str(seed), "--no-charts", "-q", "-o",
                        folder], check=True, stdout=subprocess.DEVNULL)
        return table(os.path.join(folder, name))

    with tempfile.TemporaryDirectory() as work:
        base = figures("run", "summary.csv", 1, BASE)
        print("| against the baseline | " + " | ".join(METRICS) + " |")
        print("|---|" + "---:|" * len(METRICS))
        for tactic in TACTICS:
            scenario = f"scenarios/tactics/{tactic}.csv"
            own = figures("run", "summary.csv", 2, scenario)
            paired = figures("compare", "compare.csv", 1, BASE, scenario)
            cells = []
            for metric in METRICS:
                apart = float(base[metric]["mcse"]) ** 2 + float(own[metric]["mcse"]) ** 2
                cells.append(f"{apart / float(paired[metric]['mcse']) ** 2:.1f}")
            print(f"| {tactic} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
