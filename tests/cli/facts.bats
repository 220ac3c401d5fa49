#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The table "Facts reproduced" of scenarios/README.md: its commands run, and print the figures that stand beside them.
# What the figures prove is tested in tests/verify/test_facts.c.
bats_require_minimum_version 1.5.0

setup() {
    program=${PLATEAU:-$PWD/plateau}
    root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
}

# Reads the rows "| fact | what | commands | figures | test |", commands and figures in pairs with <br> between them; a
# figure is `metric` and its value as rounded for readers. check: "figures" or "tests".
facts() {
    python3 - "$root" "$program" "$BATS_TEST_TMPDIR/out" "$1" << 'PYTHON'
import csv, re, shlex, subprocess, sys

root, program, folder, check = sys.argv[1:]
text = open(f"{root}/scenarios/README.md", encoding="utf-8").read()
table = text.split("\n## Facts reproduced\n")[1].split("\n## ")[0]
rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines()
        if re.match(r"\| [A-Z]\d", line)]
checked = 0


def summary(command, plays):
    """{metric: row} of a run; a comparison only has to come to its end."""
    options = ["-n", plays, "--no-charts", "-q", "-o", folder]
    done = subprocess.run([program, *shlex.split(command), *options], cwd=f"{root}/scenarios", capture_output=True,
                          text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{command}: exit status {done.returncode}: {done.stderr}")
    if command.startswith("compare"):
        return {}
    with open(f"{folder}/summary.csv", encoding="utf-8", newline="") as file:
        return {row["metric"]: row for row in csv.DictReader(file)}


for fact, _, commands, figures, test in rows:
    name = test.strip("`")
    if check == "tests":
        if f"cmocka_unit_test({name})" not in open(f"{root}/tests/verify/test_facts.c", encoding="utf-8").read():
            sys.exit(f"{fact}: no test {name}")
        checked += 1
        continue
    pairs = list(zip(commands.split("<br>"), figures.split("<br>"), strict=True))
    for command, shown in pairs:
        metrics = summary(command.strip("`"), "10000" if "`top20.share`" in shown else "0")
        for metric, value, percent in re.findall(r"`([a-z0-9_.]+)` \$?(-?[\d,]*\d(?:\.\d+)?)( %)?", shown):
            row = metrics[metric]
            got = float(row["expected"] or row["mean"]) * (100 if percent else 1)
            half = 0.5 * 10.0 ** -len(value.partition(".")[2])
            if not abs(got - float(value.replace(",", ""))) <= half * (1 + 1e-9):
                sys.exit(f"{fact}: {command} gives {metric} {got}, not {value}")
            checked += 1
print(checked)
PYTHON
}

@test "every command of the table gives the figures beside it" {
    run facts figures
    echo "$output"
    [ "$status" -eq 0 ]
    [ "$output" -ge 30 ]
}

@test "every row of the table names a test that there is" {
    run facts tests
    echo "$output"
    [ "$status" -eq 0 ]
    [ "$output" -eq 16 ]
}
