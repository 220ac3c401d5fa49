#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# A real client list as the book: 7,043 customers of the public Telco file, carried forward. The list is no part of
# this project; it is looked for at ../shared/data, and the tests are skipped where it is missing.

setup() {
    : "${PLATEAU:=$BATS_TEST_DIRNAME/../../plateau}"
    root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
    list=$root/../shared/data/telco-customer-churn.csv
    scenario=$root/tests/scenarios/telco.csv
    [ -r "$list" ] || skip "../shared/data/telco-customer-churn.csv is not there"
    cd "$BATS_TEST_TMPDIR" || return
}

# figure FILE ROW-PREFIX COLUMN: one cell of a table
figure() {
    grep "^$2" "$1" | cut -d, -f "$3"
}

@test "telco: all 7,043 customers and their \$456,116.60 are the book" {
    "$PLATEAU" run "$scenario" -n 0 --no-charts -o out
    [ "$(figure out/monthly.csv telco,0,clients, 5)" = 7043 ]
    [ "$(figure out/monthly.csv telco,0,revenue, 5)" = 456116.6 ]
    [ "$(figure out/monthly.csv telco,1,clients, 5)" = 7043 ] # billed in month 1 for certain
}

@test "telco: expected and played agree, and the book only shrinks" {
    run "$PLATEAU" run "$scenario" -n 300 --no-charts -o out
    [ "$status" -eq 0 ]
    [[ "$output" == *"The plays agree with the exact calculation"* ]]
    awk -F, '$3 == "clients" { if ($2 > 0 && $5 > last) bad = 1; last = $5 } END { exit bad }' out/monthly.csv
    [ "$(figure out/summary.csv telco,plateau.revenue 4)" = 0 ]
}

@test "telco: the headline says that the book only shrinks" {
    "$PLATEAU" run "$scenario" -n 100 -o out
    grep -q "Nobody new signs: revenue falls to \$342,000 a month by month 60" out/charts/revenue.gp
}

@test "telco: the column Churn says who has left: 5,174 stay" {
    cp "$scenario" here.csv
    sed -i "s#^book.file,.*#book.file,$list#" here.csv
    echo "book.left,Churn" >>here.csv
    "$PLATEAU" run here.csv -n 0 --no-charts -o out
    [ "$(figure out/monthly.csv here,0,clients, 5)" = 5174 ]
}

@test "telco: a contract name that is not mapped is named with its line" {
    sed "s#^book.file,.*#book.file,$list#; /label,Two year/d" "$scenario" >here.csv
    run "$PLATEAU" run here.csv -n 0 --no-charts -o out
    [ "$status" -eq 3 ]
    [[ "$output" == *"telco-customer-churn.csv:13:"*"'Two year'"* ]]
}
