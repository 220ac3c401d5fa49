#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# plateau diff: what differs between two scenarios.
bats_require_minimum_version 1.5.0

setup() {
    program=${PLATEAU:-$PWD/plateau}
    cd "$BATS_TEST_TMPDIR"
    printf 'parameter,value,month\nname,Ours\nrep.standard.count,3\nrep.standard.leads,20\nspend.mean,40000\nspend.cv,0.8\ncontract.month.term,1\ncontract.month.fee,10%%\ncontract.month.nonrenewal,8%%\n' > a.csv
}

# What diff says behind its two lines of names.
differs() { # format of b's rows above a.csv, expected text on standard input
    cat > expected
    printf "parameter,value,month\nbase,a.csv\n$1" > b.csv
    "$program" diff a.csv b.csv > output
    tail -n +4 output | diff -u expected -
}

@test "nothing differs" {
    run -0 "$program" diff a.csv a.csv
    [ "$output" = "- Ours  a.csv
+ Ours  a.csv

Nothing differs." ]
}

@test "a value that was written another way does not differ" {
    differs 'contract.month.fee,0.1\nplan.months,60\nspend.mean,*=1\n' << 'TEXT'
Nothing differs.
TEXT
    [ "$(head -n 2 output)" = "- Ours  a.csv
+ b  b.csv" ]
}

@test "a value for the whole plan, with both origins" {
    differs 'contract.month.fee,12%%\n' << 'TEXT'
contract.month.fee
  - 10%  a.csv:8
  + 12%  b.csv:3
TEXT
}

@test "dated values: the months in which they differ" {
    differs 'rep.standard.count,+=1,7\nrep.standard.count,3,13\nsales.close,*=2,60\n' << 'TEXT'
sales.close, month 60
  - 5%  default
  + 10%  default, *= 2 b.csv:5

rep.standard.count, months 7 to 12
  - 3  a.csv:3
  + 4  = 3 a.csv:3, += 1 b.csv:3
TEXT
}

@test "words, yes and no, blanks and texts" {
    differs 'sales.arrivals,steady\ncontract.month.offered,no,2\ncontract.month.concentration,2.5\nplan.currency,EUR\n' << 'TEXT'
plan.currency
  - (blank)  default
  + EUR  b.csv:6

sales.arrivals
  - poisson  default
  + steady  b.csv:3

contract.month.concentration
  - (blank)  default
  + 2.5  b.csv:5

contract.month.offered, months 2 to 60
  - yes  default
  + no  b.csv:4
TEXT
}

@test "the same mean, but unsure" {
    differs 'spend.cv,"normal(0.8,0.1)"\n' << 'TEXT'
spend.cv
  - 0.8  a.csv:6
  + 0.8  = normal(0.8, 0.1) b.csv:3
TEXT
}

@test "pay and cost" {
    differs 'rep.standard.commission,10%%\nrep.standard.clawback,3,7\ncost.fixed,"$5,000.00"\nexpansion.yearly,5%%\nexpansion.limit,67%%\nrep.standard.commission_months,6,2\n' << 'TEXT'
rep.standard.commission
  - 0%  default
  + 10%  b.csv:3

rep.standard.commission_months, months 2 to 60
  - (blank)  default
  + 6  b.csv:8

rep.standard.clawback, months 7 to 60
  - 0  default
  + 3  b.csv:4

expansion.yearly
  - 0%  default
  + 5%  b.csv:6

expansion.limit
  - (blank)  default
  + 67%  b.csv:7

cost.fixed
  - 0  default
  + 5000  b.csv:5
TEXT
}

@test "a contract that only one has" {
    differs 'contract.year.term,12\ncontract.year.fee,6%%\ncontract.year.nonrenewal,30%%\n' << 'TEXT'
contract.year.term
  - (not there)
  + 12  b.csv:3

contract.year.fee
  - (not there)
  + 6%  b.csv:4

contract.year.nonrenewal
  - (not there)
  + 30%  b.csv:5
TEXT
}

@test "contracts are matched by name, whatever their order" {
    printf 'parameter,value\ncontract.a.term,2\ncontract.b.term,3\nspend.mean,1\ncontract.a.fee,1\ncontract.b.fee,1\ncontract.a.nonrenewal,0\ncontract.b.nonrenewal,0\n' > one.csv
    (head -n 1 one.csv; tail -n +2 one.csv | tac) > two.csv
    run -0 "$program" diff one.csv two.csv
    [ "${lines[2]}" = "Nothing differs." ]
}

@test "client lists of one name with other clients" {
    mkdir x y
    for d in x y; do printf 'parameter,value\nbase,../a.csv\nname,N\nbook.file,list.csv\nbook.tenure,t\nbook.fee,f\n' > $d/s.csv; done
    printf 't,f\n1,100\n' > x/list.csv
    printf 't,f\n1,100\n2,100\n' > y/list.csv
    run -0 "$program" diff x/s.csv y/s.csv
    [ "$output" = "- N  x/s.csv
+ N  y/s.csv

the client lists
  - 1 clients  x/list.csv
  + 2 clients  y/list.csv" ]
}

@test "--set changes both" {
    printf 'parameter,value\nbase,a.csv\nspend.cv,0.5\n' > b.csv
    run -0 "$program" diff a.csv --set spend.cv=0.7 b.csv
    [ "${lines[2]}" = "Nothing differs." ]
}

@test "faults of both scenarios are reported" {
    printf 'parameter,value\nbase,a.csv\nspend.cv,x\n' > b.csv
    printf 'parameter,value\nbase,a.csv\nspend.mean,y\n' > c.csv
    run -3 "$program" diff b.csv c.csv
    [ "${#lines[@]}" -eq 2 ]
    [[ "${lines[0]}" == "b.csv:3:10: error: spend.cv is 'x',"* ]]
    [[ "${lines[1]}" == "c.csv:3:12: error: spend.mean is 'y',"* ]]
    run -1 "$program" diff a.csv nothere.csv
}

@test "--help and wrong usage" {
    run -0 "$program" diff --help
    [ "${lines[0]}" = "Usage: plateau diff [OPTION]... A B" ]
    run -2 "$program" diff a.csv
    [ "$output" = "plateau diff: exactly two scenarios are needed
Try 'plateau diff --help'" ]
    run -2 "$program" diff a.csv a.csv --set
    [ "${lines[0]}" = "plateau diff: option '--set' needs a value" ]
    [ "${lines[1]}" = "Try 'plateau diff --help'" ]
}
