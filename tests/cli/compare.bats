#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# plateau compare: what is written, what is said, and what is refused.

bats_require_minimum_version 1.5.0

setup() {
    : "${PLATEAU:=$BATS_TEST_DIRNAME/../../plateau}"
    top=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
    cd "$BATS_TEST_TMPDIR" || return
    cat >base.csv <<'CSV'
parameter,value,month
name,Two reps
plan.months,30
sales.close,7%
rep.standard.count,2
rep.standard.leads,21
rep.standard.quit,3%
rep.standard.refill,2
rep.standard.salary,3100
rep.standard.hiring_cost,900
spend.mean,23000
spend.cv,0.9
contract.month.term,1
contract.month.fee,9%
contract.month.nonrenewal,8.3%
CSV
    printf 'parameter,value,month\nbase,base.csv\nname,Three reps\nrep.standard.count,+=1,5\n' >hire.csv
    printf 'parameter,value,month\nbase,base.csv\nname,Less churn\nchurn.multiplier,0.8\ncost.fixed,137\n' >care.csv
}

# misused MESSAGE WORD...: exit 2, nothing on stdout, and this message with a hint on stderr
misused() {
    message=$1
    shift
    run --separate-stderr "$PLATEAU" compare "$@"
    [ "$status" -eq 2 ] || { echo "status $status"; return 1; }
    [ -z "$output" ]
    [ "$stderr" = "plateau compare: $message
Try 'plateau compare --help'" ] || { echo "$stderr"; return 1; }
}

quick() { # a quick comparison without charts
    "$PLATEAU" compare --no-charts -q -n 200 "$@"
}

# ---- the command line

@test "compare: wrong usage" {
    misused "no scenario is given"
    misused "'a.csv' is the only scenario; compare needs a base and at least one other" a.csv
    misused "'-' is given twice; standard input can be read once" - base.csv -
    misused "--uncertain draws inputs anew in every play, and -n 0 plays none" a.csv b.csv --uncertain -n 0
    misused "--format is 'jpg'; it must be png, svg or png,svg" a.csv b.csv --format jpg
    misused "there is no option '--sead'; did you mean '--seed'?" a.csv b.csv --sead 3
    many=()
    for i in $(seq 64); do many+=(base.csv); done
    misused "'last.csv' is one scenario too many; at most 64 are compared" "${many[@]}" last.csv
    run -0 quick -n 0 "${many[@]}" -o many
    [ "$(grep -c ',npv,' many/compare.csv)" -eq 63 ]
    grep -q '^base-64,base,npv,' many/compare.csv
}

@test "compare: help fits an 80 x 40 screen, near enough" {
    "$PLATEAU" compare --help >help
    [ "$(head -n 1 help)" = "Usage: plateau compare BASE.csv OTHER.csv... [options]" ]
    [ "$(wc -l <help)" -le 40 ]
    [ "$(wc -L <help)" -le 92 ]
}

# ---- what is written

@test "compare: files, folder and the memo's last line" {
    run --separate-stderr quick base.csv hire.csv care.csv
    [ "$status" -eq 0 ] && [ -z "$stderr" ]
    [ "${lines[0]}" = "2 scenarios against Two reps: 30 months, 200 plays with the same luck, seed 1" ]
    [ "${lines[-1]}" = "Written to out/compare-base: 2 tables" ]
    [ "$(ls out/compare-base)" = "compare.csv
manifest.csv" ]
    [ "$(cut -d, -f1 out/compare-base/compare.csv | uniq)" = "scenario
hire
care" ]
    [ "$(sed -n '/^input [0-9]*,/s/.*,//p' out/compare-base/manifest.csv)" = "base.csv
hire.csv
care.csv" ]
    quick - care.csv <base.csv >memo
    [ "$(tail -n 1 memo)" = "Written to out/compare-scenario: 2 tables" ]
}

# The same plays as two runs of the same seed: their means differ by what compare says, to the digits in the files.
@test "compare: differences are those of two runs" {
    quick base.csv hire.csv -s 11 -o c >/dev/null
    "$PLATEAU" run --no-charts -q -n 200 -s 11 base.csv -o a >/dev/null
    "$PLATEAU" run --no-charts -q -n 200 -s 11 hire.csv -o b >/dev/null
    python3 - <<'END'
import csv
def table(path):
    return {row["metric"]: row for row in csv.DictReader(open(path))}
a, b, c = table("a/summary.csv"), table("b/summary.csv"), table("c/compare.csv")
number = lambda text: float(text) if text else None
checked = 0
for name, row in c.items():
    for column, of in (("difference", "mean"), ("expected_difference", "expected")):
        before, after, found = number(a[name][of]), number(b[name][of]), number(row[column])
        if before is None or after is None:
            assert found is None, (name, column)
            continue
        size = max(abs(before), abs(after))
        assert abs(after - before - found) <= 2e-9 * size, (name, column, before, after, found)
        checked += 1
    if row["difference"]:
        assert number(row["baseline_mean"]) == number(a[name]["mean"]), name
        assert number(row["scenario_mean"]) == number(b[name]["mean"]), name
        assert 0 <= float(row["p_better"]) <= 1 and 0 <= float(row["p_equal"]) <= 1
    elif row["baseline_mean"]:
        assert number(row["baseline_mean"]) == number(a[name]["expected"]), name
assert checked > 40, checked
# What summary.csv has, compare.csv has, in the same order.
assert list(c) == [m for m in a if any(x[m][k] for x in (a, b) for k in ("mean", "expected"))], list(c)
# The same luck: the error of the difference is well below that of two plays of their own.
for name in ("npv", "revenue.end"):
    apart = (float(a[name]["mcse"]) ** 2 + float(b[name]["mcse"]) ** 2) ** 0.5
    assert float(c[name]["mcse"]) < 0.8 * apart, (name, c[name]["mcse"], apart)
END
}

@test "compare: a scenario with itself" {
    quick base.csv base.csv -o c >memo
    awk -F, 'NR > 1 && $2 == "base" {
        rows++
        if ($1 != "base-2") { print "slug " $1; bad = 1 }
        for (i = 7; i <= 12; i++) if ($i != "" && $i != 0) { print; bad = 1 }
        if ($8 != "" && ($13 != 0 || $14 != 1)) { print; bad = 1 }
    } END { exit bad || rows < 20 }' c/compare.csv
    grep -q '^ 1 Two reps (base-2)  *\$0  *no clear difference  \$0  *-  *-  *-$' memo
    grep -qx 'No clear difference from the base by npv.' memo
}

@test "compare: -n 0 gives the exact differences, and says so" {
    run -0 quick -n 0 base.csv care.csv -o c
    [ "${lines[0]}" = "1 scenario against Two reps: 30 months, exact differences only: nothing was played" ]
    [[ "$output" == *"Less churn is better than the base by npv."* ]]
    [[ "$output" == *"Exact means: no chances and no ranges without plays."* ]]
    awk -F, '$3 == "npv" { found = $7 > 0 && $8 $9 $10 $11 $12 $13 $14 == "" && $15 == "exact: nothing was played" }
        END { exit !found }' c/compare.csv
    [ "$(grep -c cash.min c/compare.csv)" -eq 0 ]
}

@test "compare: the same bytes on any number of threads" {
    quick base.csv hire.csv care.csv -j 1 -o a | sed '$d' >a.txt
    quick base.csv hire.csv care.csv -j 3 -o b | sed '$d' >b.txt
    diff -r a b
    cmp a.txt b.txt
}

@test "compare: the seed counts" {
    quick base.csv hire.csv -o a >/dev/null
    quick base.csv hire.csv -s 2 -o b >/dev/null
    ! cmp -s a/compare.csv b/compare.csv
}

@test "compare: --set is for all of them" {
    quick base.csv care.csv --set churn.multiplier=0.9 --set cost.fixed@3=12 -o c >/dev/null
    # What is left of care.csv are its own fixed costs of months 1 and 2, with the same luck.
    awk -F, '$3 == "profit.total" { found = $7 == -274 && $8 == -274 && $9 == 0 } END { exit !found }' c/compare.csv
    [ "$(grep -c '^set,' c/manifest.csv)" -eq 2 ]
}

@test "compare: unsure inputs are drawn alike on both sides" {
    printf 'parameter,value\nbase,base.csv\nname,Unsure\nchurn.multiplier,"uniform(0.7,1.3)"\n' >unsure.csv
    printf 'parameter,value\nbase,unsure.csv\nname,Unsure and dear\ncost.fixed,100\n' >dear.csv
    run --separate-stderr "$PLATEAU" compare --no-charts -n 100 unsure.csv dear.csv --uncertain -o c
    [ "$status" -eq 0 ]
    [ "$stderr" = "unsure.csv: note: 1 input is unsure (a distribution): it is drawn in every play" ] # said once
    [[ "$output" == *"Luck and the inputs given as"* ]]
    awk -F, '$3 == "npv" { sure = $9 == 0 } $3 == "profit.total" { found = $8 == -3000 && $9 == 0 && $13 == 0 } END { exit !found || !sure }' c/compare.csv
    grep -qx 'uncertain,yes' c/manifest.csv
}

@test "compare: the memo of all shipped tactics is short" {
    quick -n 50 "$top"/scenarios/baseline.csv "$top"/scenarios/tactics/*.csv -o c >memo
    [ "$(wc -l <memo)" -lt 25 ]
    [ "$(wc -L <memo)" -le 110 ]
}

@test "compare: charts are counted" {
    command -v gnuplot >/dev/null || skip "no gnuplot"
    run -0 "$PLATEAU" compare -q -n 100 base.csv hire.csv -o c
    [ "${lines[-1]}" = "Written to c: $(ls c/*.png | wc -l) charts, 2 tables" ]
    [ -s c/scoreboard.png ]
}

# ---- what is refused

refused() { # MESSAGES WORD...: exit 3, nothing on stdout, these lines on stderr, and no folder
    message=$1
    shift
    run --separate-stderr "$PLATEAU" compare --no-charts "$@"
    [ "$status" -eq 3 ] || { echo "status $status: $stderr"; return 1; }
    [ -z "$output" ]
    [ "$stderr" = "$message" ] || { echo "$stderr"; return 1; }
    [ ! -e out ]
}

@test "compare: months and money must be the same" {
    printf 'parameter,value\nbase,base.csv\nplan.months,36\nplan.currency,EUR\n' >other.csv
    printf 'parameter,value\nbase,base.csv\nplan.months,12\n' >short.csv
    refused "other.csv: error: plan.months is 36, and 30 in base.csv; what is compared needs equal months
other.csv: error: plan.currency is 'EUR', and '\$' in base.csv; what is compared needs the same money
short.csv: error: plan.months is 12, and 30 in base.csv; what is compared needs equal months" \
        base.csv other.csv hire.csv short.csv
    run -0 quick base.csv short.csv --set plan.months=10
}

@test "compare: everything that is wrong in any file, once" {
    printf 'parameter,value\nbase,base.csv\nchurn.multiplyer,0.8\n' >a.csv
    printf 'parameter,value\nbase,a.csv\nsales.close,140%%\n' >b.csv
    run --separate-stderr "$PLATEAU" compare base.csv a.csv missing.csv b.csv
    [ "$status" -ne 0 ] && [ -z "$output" ]
    [ "$(grep -c "^a.csv:3:1: error: .*did you mean 'churn.multiplier'" <<<"$stderr")" -eq 1 ]
    grep -q '^missing.csv: error: ' <<<"$stderr"
    grep -q '^b.csv:3:13: error: ' <<<"$stderr"
    [ "${#stderr_lines[@]}" -eq 3 ]
    [ ! -e out ]
    refused "$("$PLATEAU" run a.csv 2>&1)" base.csv a.csv
}

@test "compare: a plan too large to be played is named" {
    printf 'parameter,value\nbase,base.csv\nname,Huge\nrep.standard.leads,1000000\nrep.standard.count,1000\nsales.close,100%%\n' >huge.csv
    run --separate-stderr "$PLATEAU" compare --no-charts -n 10 base.csv huge.csv
    [ "$status" -eq 3 ] && [ -z "$output" ]
    [[ "$stderr" == "huge.csv: error: "*"-n 0 gives the exact means without plays" ]]
    run -0 quick -n 0 base.csv huge.csv
}

@test "compare: a folder that cannot be written is a failure" {
    echo taken >file
    run --separate-stderr "$PLATEAU" compare --no-charts -n 10 base.csv hire.csv -o file/here
    [ "$status" -eq 1 ] && [ -z "$output" ]
    [[ "$stderr" == *"file"* ]]
}
