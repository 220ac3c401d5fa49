#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# `plateau metrics`: the reference of what summary.csv holds.

bats_require_minimum_version 1.5.0

setup() {
    : "${PLATEAU:=$BATS_TEST_DIRNAME/../../plateau}"
    textbook="$(cd "$BATS_TEST_DIRNAME/../.." && pwd)/scenarios/textbook.csv"
    cd "$BATS_TEST_TMPDIR" || return
}

@test "a metric has its name, unit and definition" {
    run --separate-stderr "$PLATEAU" metrics revenue.end
    [ "$status" -eq 0 ] && [ -z "$stderr" ]
    [ "$output" = "revenue.end (money a month)
    Revenue of the plan's last month." ]
}

@test "the list is that of summary.csv, in its order" {
    "$PLATEAU" run "$textbook" -n 0 --quiet --no-charts -o out
    "$PLATEAU" metrics | grep -v '^    ' | cut -d ' ' -f 1 >listed
    tail -n +2 out/summary.csv | cut -d , -f 2 >written
    diff listed written
    [ "$(wc -l <listed)" -gt 30 ]
}

@test "as a table for a README" {
    run --separate-stderr "$PLATEAU" metrics --markdown top20
    [ "$status" -eq 0 ]
    [ "${lines[0]}" = "| metric | unit | definition |" ]
    [[ ${lines[2]} = '| `top20.share` | 1 | Share of '* ]]
    [ "${#lines[@]}" -eq 3 ]
}

@test "what is wrong" {
    run --separate-stderr "$PLATEAU" metrics nothing.like.it
    [ "$status" -eq 1 ] && [ -z "$output" ]
    [ "$stderr" = "plateau metrics: no metric has 'nothing.like.it' in its name" ]
    run --separate-stderr "$PLATEAU" metrics a b
    [ "$status" -eq 2 ] && [ "${stderr_lines[0]}" = "plateau metrics: only one WORD can be looked for" ]
    run --separate-stderr "$PLATEAU" metrics --html
    [ "$status" -eq 2 ]
}
