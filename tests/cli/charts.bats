#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# Charts from the user's side: the picture, its script, and every way in which gnuplot can let us down. The fakes
# are shell scripts named gnuplot in a folder that stands first on the PATH.

bats_require_minimum_version 1.5.0

setup() {
    : "${PLATEAU:=$BATS_TEST_DIRNAME/../../plateau}"
    scenarios="$(cd "$BATS_TEST_DIRNAME/../.." && pwd)/scenarios"
    textbook="$scenarios/textbook.csv"
    baseline="$scenarios/baseline.csv"
    cd "$BATS_TEST_TMPDIR" || return
}

fake() { # the body of a gnuplot that stands before the real one
    mkdir -p bin
    printf '#!/bin/sh\n%s\n' "$1" >bin/gnuplot
    chmod +x bin/gnuplot
}

# fails MESSAGE: exit 1; tables, script and summary are there, the old chart too, no temporary file
fails() {
    mkdir -p o
    echo "old chart" >o/revenue.png
    run --separate-stderr env PATH="$PWD/bin:$PATH" "$PLATEAU" run "$textbook" -n 100 -o o
    [ "$status" -eq 1 ] || { echo "status $status"; return 1; }
    [ "$stderr" = "$1" ] || { echo "$stderr"; return 1; }
    [ "${lines[${#lines[@]} - 1]}" = "Written to o: 5 tables" ]
    [ "$(cat o/revenue.png)" = "old chart" ]
    [ "$(cd o && echo *)" = "charts ltv.csv manifest.csv monthly.csv retention.csv revenue.png summary.csv" ]
    for name in $charts; do [ -s "o/charts/$name.gp" ] || return 1; done
}

# What the textbook has: one contract, one fee and no costs, so nothing to compare, to pay or to earn beside revenue.
charts="bridge cohorts revenue survival"

number_at() { # file, offset: a big-endian number of four bytes
    od -An -tu1 -j "$2" -N 4 "$1" | { read -r a b c d; echo $(((a << 24) + (b << 16) + (c << 8) + d)); }
}

@test "--format: PNG, SVG or both, in any order" {
    for words in "png:png" "svg:svg" "png,svg:png svg" "svg,png:png svg"; do
        "$PLATEAU" run "$textbook" -n 100 -o "o-${words%:*}" --format "${words%:*}" >/dev/null
        [ "$(cd "o-${words%:*}" && echo $(ls revenue.* | sed 's/revenue.//'))" = "${words#*:}" ]
    done
    "$PLATEAU" run "$textbook" -n 100 -o o >/dev/null
    cmp o/revenue.png o-svg,png/revenue.png
    cmp o-svg/revenue.svg o-png,svg/revenue.svg
    [[ "$(head -c 300 o-svg/revenue.svg)" == *"<svg"* ]]
}

@test "the revenue chart is a PNG of 1920 x 1080" {
    "$PLATEAU" run "$textbook" -n 100 -o o >/dev/null
    [ "$(od -An -tx1 -N 8 o/revenue.png)" = " 89 50 4e 47 0d 0a 1a 0a" ]
    [ "$(number_at o/revenue.png 16)" -eq 1920 ]
    [ "$(number_at o/revenue.png 20)" -eq 1080 ]
    [ "$(wc -c <o/revenue.png)" -gt 30000 ] # with letters on it: an empty page is much smaller
}

@test "plain gnuplot draws the kept scripts again, to the byte" {
    "$PLATEAU" run "$baseline" -n 100 -o o >/dev/null
    mkdir first
    mv o/*.png first
    (cd o && for script in charts/*.gp; do gnuplot -d "$script"; done)
    [ "$(ls first | wc -l)" -eq 8 ]
    for picture in first/*; do cmp "$picture" "o/${picture#first/}"; done
}

@test "an agency with costs and NPS has eight charts, in both formats, and the summary counts them" {
    run --separate-stderr "$PLATEAU" run "$baseline" -n 100 -o o --format svg,png
    [ "$status" -eq 0 ]
    [[ "${lines[${#lines[@]} - 1]}" == "Written to o: 8 charts, "* ]]
    [ "$(cd o && echo *.png)" = "bridge.png cohorts.png ledger.png ltv.png nps.png profit.png revenue.png survival.png" ]
    [ "$(cd o && echo *.svg)" = "bridge.svg cohorts.svg ledger.svg ltv.svg nps.svg profit.svg revenue.svg survival.svg" ]
    for picture in o/*.svg; do
        [ "$(head -c 5 "$picture")" = "<?xml" ]
        [ "$(tail -c 8 "$picture" | tr -d '\n')" = "</svg>" ]
        grep -qF 'DejaVu Sans' "$picture"
    done
}

@test "charts that are not drawn this time do not stay from last time" {
    "$PLATEAU" run "$baseline" -n 10 -o o --format png,svg >/dev/null
    echo mine >o/mine.png
    "$PLATEAU" run "$textbook" -n 10 -o o >/dev/null
    [ "$(cd o && echo *.png)" = "bridge.png cohorts.png mine.png revenue.png survival.png" ]
    [ "$(cd o && echo *.svg)" = "*.svg" ]
    [ "$(cd o/charts && echo *)" = "bridge.gp cohorts.gp revenue.gp survival.gp" ]
}

@test "the scenario's name stands under the title of every chart" {
    "$PLATEAU" run "$baseline" -n 10 -o o >/dev/null
    name="$(sed -n 's/^name,\([^,]*\),.*/\1/p' "$baseline")"
    [ "$(ls o/charts | wc -l)" -eq 8 ]
    for script in o/charts/*.gp; do grep -qF "set label '$name: " "$script"; done
}

@test "the textbook's finding stands in the title" {
    "$PLATEAU" run "$textbook" -n 100 -o o >/dev/null
    grep -qF "'Revenue settles around \$20,000 a month; 95 % of the way by month 35'" o/charts/revenue.gp
    grep -qF "'Plateau \$20,000'" o/charts/revenue.gp
}

@test "without plays there is no band, and the chart says so" {
    "$PLATEAU" run "$textbook" -n 0 -o o >/dev/null
    grep -qF "nothing was simulated (-n 0), so there is no band of luck" o/charts/revenue.gp
    run ! grep -q filledcurves o/charts/revenue.gp
    [ -s o/revenue.png ]
}

@test "no picture is drawn with --no-charts, nor is gnuplot started" {
    fake 'touch started'
    PATH="$PWD/bin:$PATH" "$PLATEAU" run "$textbook" -n 100 --no-charts -o o >/dev/null
    [ ! -e started ] && [ ! -e o/charts ] && [ ! -e o/revenue.png ]
}

@test "names and folders that look like commands are only names" {
    mkdir evil
    dir="evil/| touch PWNED1; \`touch PWNED2\` 'x' \$(touch PWNED3)"
    sed "s/^name,.*/name,\"It's \`touch PWNED4\` '; system 'touch PWNED5\"/" "$textbook" >"evil/a'b.csv"
    "$PLATEAU" run "evil/a'b.csv" -n 10 -o "$dir" --set plan.currency="'\`" >/dev/null
    [ -s "$dir/revenue.png" ]
    [ -z "$(find . -name 'PWNED?')" ]
}

@test "gnuplot is missing" {
    mkdir -p o
    echo "old chart" >o/revenue.png
    run --separate-stderr env PATH=/nonexistent "$PLATEAU" run "$textbook" -n 100 -o o
    [ "$status" -eq 1 ]
    [ "$stderr" = "error: gnuplot is not installed or not on the PATH; the tables are written. On Debian: apt install gnuplot-nox" ]
    [ "${lines[${#lines[@]} - 1]}" = "Written to o: 5 tables" ]
    [ "$(cat o/revenue.png)" = "old chart" ]
    [ -s o/charts/revenue.gp ]
}

@test "gnuplot fails and says why" {
    fake 'echo "\"/dev/stdin\" line 4: no such terminal" >&2; exit 1'
    fails "o/charts/revenue.gp: error: gnuplot failed with exit status 1: line 4: no such terminal"
}

@test "gnuplot ends well but leaves no picture" {
    fake 'exit 0'
    fails "o/charts/revenue.gp: error: gnuplot left no whole picture but 0 bytes (is the disk full?)"
}

@test "gnuplot leaves half a picture" {
    "$PLATEAU" run "$textbook" -n 100 -o whole >/dev/null
    fake "head -c 1000 '$PWD/whole/revenue.png'"
    fails "o/charts/revenue.gp: error: gnuplot left no whole picture but 1000 bytes (is the disk full?)"
}

@test "gnuplot is killed" {
    fake 'kill -KILL $$'
    fails "o/charts/revenue.gp: error: gnuplot was ended by signal 9"
}

@test "one chart fails: those before it are new, it and those after it are not" {
    "$PLATEAU" run "$textbook" -n 100 -o whole >/dev/null
    # The second chart's script is known by its datablock.
    fake "cat >script.\$\$; grep -q '^\$bars' script.\$\$ && exit 4; cat '$PWD/whole/revenue.png'"
    mkdir o
    for name in $charts; do echo "old chart" >"o/$name.png"; done
    run --separate-stderr env PATH="$PWD/bin:$PATH" "$PLATEAU" run "$textbook" -n 100 -o o
    [ "$status" -eq 1 ]
    [ "$stderr" = "o/charts/bridge.gp: error: gnuplot failed with exit status 4" ]
    [[ "${lines[${#lines[@]} - 1]}" == "Written to o: 1 chart, "* ]]
    cmp o/revenue.png whole/revenue.png
    for name in bridge cohorts survival; do [ "$(cat "o/$name.png")" = "old chart" ]; done
}

@test "a start-up file of the user's cannot touch the charts" {
    mkdir home
    echo "set terminal dumb; print 'hello'" >home/.gnuplot
    "$PLATEAU" run "$textbook" -n 100 -o a >/dev/null
    HOME="$PWD/home" "$PLATEAU" run "$textbook" -n 100 -o b >/dev/null
    cmp a/revenue.png b/revenue.png
}

@test "SIGTERM while gnuplot hangs ends all of them and leaves no temporary file" {
    fake 'touch started.$$; sleep 3; touch survived.$$'
    PATH="$PWD/bin:$PATH" "$PLATEAU" run "$textbook" -n 100 -o o 3>&- >/dev/null &
    plateau=$!
    for _ in $(seq 100); do
        [ "$(ls | grep -c ^started)" -ge "$(nproc)" ] || [ "$(ls | grep -c ^started)" -eq 4 ] && break
        sleep 0.1
    done
    ls o/revenue.png.*.tmp
    kill -TERM $plateau
    ended=0
    wait $plateau || ended=$?
    [ "$ended" -eq 143 ]
    [ "$(cd o && echo *)" = "charts ltv.csv manifest.csv monthly.csv retention.csv summary.csv" ]
    sleep 4
    [ "$(echo survived*)" = "survived*" ]
}

@test "a comparison has charts of all scenarios and two of each; those of scenarios no longer compared go" {
    tactics="$scenarios/tactics"
    "$PLATEAU" compare "$baseline" "$tactics/hire-another-rep.csv" "$tactics/save-detractors.csv" -n 50 -o o >/dev/null
    all="compare-nps.png compare-revenue.png"
    hire="difference-hire-another-rep.png"
    [ "$(cd o && echo *.png)" = "$all $hire difference-save-detractors.png scoreboard.png \
waterfall-hire-another-rep.png waterfall-save-detractors.png" ]
    [ "$(ls o/charts | wc -l)" -eq 7 ]
    echo mine >o/waterfall-mine.png
    "$PLATEAU" compare "$baseline" "$tactics/hire-another-rep.csv" -n 50 -o o --format svg,png >/dev/null
    [ "$(cd o && echo *.png)" = "$all $hire scoreboard.png waterfall-hire-another-rep.png waterfall-mine.png" ]
    [ "$(cd o && echo *.svg)" = "${all//png/svg} ${hire/png/svg} scoreboard.svg waterfall-hire-another-rep.svg" ]
    grep -qF "Hire another rep: cumulative profit less the base’s" o/charts/difference-hire-another-rep.gp
}

@test "a scenario compared with itself: no difference, in every chart" {
    "$PLATEAU" compare "$baseline" "$baseline" -n 50 -o o >/dev/null
    grep -qF "'No clear difference: " o/charts/compare-revenue.gp
    grep -qF "'No clear difference in value " o/charts/scoreboard.gp
    grep -qF "the same profit as" o/charts/difference-baseline-2.gp
    grep -qF "the same profit as" o/charts/waterfall-baseline-2.gp
}

@test "a comparison without plays has charts without bands" {
    "$PLATEAU" compare "$baseline" "$scenarios/tactics/hire-another-rep.csv" -n 0 -o o >/dev/null
    run ! grep -q "filledcurves\|with vectors" o/charts/*.gp
    [ -s o/scoreboard.png ] && [ -s o/difference-hire-another-rep.png ]
}
