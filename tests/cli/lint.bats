#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The rules of the house catch what they are there for: each test breaks one rule in a small tree of its own.

setup() {
    house="$BATS_TEST_DIRNAME/../../tools/house.py"
    cd "$BATS_TEST_TMPDIR" || return
    mkdir -p sim/plan sim/play sim/expected sim/scenario sim/support plots cli analysis tools
    for room in sim/plan sim/play sim/expected sim/scenario sim/support plots cli analysis; do
        echo "what it is for" >"$room/README.md"
    done
    source_file sim/plan/plan.h 'int plan_months(void);'
    source_file sim/play/life.c '#include "sim/plan/plan.h"' 'int life_months(void)' '{' '    return plan_months();' '}'
}

source_file() { # path, lines...
    path=$1
    shift
    printf '%s\n' '/* SPDX-License-Identifier: GPL-3.0-or-later */' "$@" >"$path"
}

finds() { # the finding that is expected, exactly, and alone
    run python3 "$house"
    [ "$status" -eq 1 ] || { echo "status $status: $output"; return 1; }
    [ "$output" = "$1" ] || { echo "$output"; return 1; }
}

@test "a tree that keeps the rules is clean" {
    run python3 "$house"
    [ "$status" -eq 0 ]
    [ -z "$output" ]
}

@test "one engine including the other" {
    source_file sim/expected/expected.h 'int expected_months(void);'
    source_file sim/play/replicate.c '#include "sim/expected/expected.h"'
    finds "sim/play/replicate.c:2: floor: sim/play may not include sim/expected/expected.h"
}

@test "a room including one above it" {
    source_file plots/fan.h 'int fan_draw(void);'
    source_file analysis/ltv.c '#include "../plots/fan.h"'
    finds "analysis/ltv.c:2: floor: analysis may not include plots/fan.h"
}

@test "charts including an engine" {
    source_file plots/fan.c '#include "sim/plan/plan.h"'
    finds "plots/fan.c:2: floor: plots may not include sim/plan/plan.h"
}

@test "a second includer of csv.h and of Random123" {
    source_file sim/scenario/book.c '#include <csv.h>' '#include <Random123/threefry.h>'
    finds "sim/scenario/book.c:2: only: csv.h is for sim/scenario/csv_rows.c only
sim/scenario/book.c:3: only: Random123 is for sim/play/draw.c and sim/play/draw.h only"
}

@test "starting a program outside plots/gnuplot.c, but not a word in a text or comment" {
    source_file cli/run.c '/* system(x) */ const char *run_text = "popen(y)";' 'void run_it(void)' '{' '    system("gnuplot");' '}'
    finds "cli/run.c:5: only: starting a program is for plots/gnuplot.c only"
}

@test "printing outside cli/" {
    source_file analysis/ltv.c 'void ltv_say(void)' '{' '    printf("x");' '}'
    finds "analysis/ltv.c:4: quiet: printf: only cli/ prints and exits"
}

@test "a function and a file that are too long, and the exceptions for them" {
    { echo 'void fan_draw(void)' && echo '{' && yes '    ;' | head -n 58 && echo '}'; } >body
    source_file plots/fan.c "$(cat body)"
    finds "plots/fan.c:2: function-length: 61 lines; at most 60 (fan_draw)"
    echo 'function-length plots/fan.c:fan_draw one table' >tools/lint-exceptions
    run python3 "$house"
    [ "$status" -eq 0 ]
    source_file plots/fan.c "$(yes 'int x;' | head -n 400)"
    finds "plots/fan.c:1: file-length: 401 lines; at most 400
./tools/lint-exceptions: the exception 'function-length plots/fan.c:fan_draw' is no longer needed"
}

@test "an exception without a reason" {
    echo 'file-length plots/fan.c' >tools/lint-exceptions
    run python3 "$house"
    [ "$status" -eq 1 ]
    [ "$output" = "./tools/lint-exceptions: 'file-length plots/fan.c' gives no reason" ]
}

@test "a function whose name does not begin with its file's name" {
    source_file plots/fan.c 'void draw_fan(void);' 'static void free_name(void)' '{' '}' 'void draw_fan(void)' '{' \
        '    free_name();' '}'
    mkdir -p objects/plots
    cc -c -o objects/plots/fan.o plots/fan.c
    run python3 "$house" --objects objects
    [ "$status" -eq 1 ]
    [ "$output" = "plots/fan.c:1: prefix: draw_fan does not begin with fan_" ]
}

@test "no licence line, and a room without a README" {
    echo 'int fan_draw(void);' >plots/fan.h
    rm sim/plan/README.md
    finds "plots/fan.h:1: licence: the first line must be the SPDX line
sim/plan:1: readme: this room has no README.md"
}
