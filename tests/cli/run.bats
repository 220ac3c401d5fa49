#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The front door and `plateau run`: output, messages and exit codes, word for word.

bats_require_minimum_version 1.5.0

setup() {
    : "${PLATEAU:=$BATS_TEST_DIRNAME/../../plateau}"
    textbook="$(cd "$BATS_TEST_DIRNAME/../.." && pwd)/scenarios/textbook.csv"
    cd "$BATS_TEST_TMPDIR" || return
}

# misused MESSAGE WORD...: exit 2, nothing on stdout, and this message with a hint on stderr
misused() {
    message=$1
    shift
    run --separate-stderr "$PLATEAU" "$@"
    [ "$status" -eq 2 ] || { echo "status $status"; return 1; }
    [ -z "$output" ]
    [ "$stderr" = "$message
Try 'plateau${1:+$([ "$1" = run ] && echo ' run')} --help'" ] || { echo "$stderr"; return 1; }
}

play() { # a quick run without charts
    "$PLATEAU" run --no-charts -n 100 "$@"
}

# ---- the front door

@test "version and help go to standard output, with exit 0" {
    version=$(cat "$BATS_TEST_DIRNAME/../../VERSION")
    run --separate-stderr "$PLATEAU" --version
    [ "$status" -eq 0 ] && [ "$output" = "plateau $version" ] && [ -z "$stderr" ]
    for words in --help -h help; do
        run --separate-stderr "$PLATEAU" $words
        [ "$status" -eq 0 ] && [ "${lines[0]}" = "Usage: plateau COMMAND [options]" ] && [ -z "$stderr" ]
    done
}

@test "no command: the help on standard error, exit 2" {
    run --separate-stderr "$PLATEAU"
    [ "$status" -eq 2 ]
    [ -z "$output" ]
    [ "${stderr_lines[0]}" = "Usage: plateau COMMAND [options]" ]
}

@test "help on a command is that command's own help" {
    "$PLATEAU" help run >a
    "$PLATEAU" run --help >b
    cmp a b
    [ "$(head -n 1 a)" = "Usage: plateau run SCENARIO.csv [options]" ]
    for command in compare explain diff parameters metrics; do
        "$PLATEAU" help $command >/dev/null
    done
}

@test "help fits an 80 x 40 screen, near enough" {
    for words in --help "run --help"; do
        "$PLATEAU" $words >help
        [ "$(wc -l <help)" -le 40 ]
        [ "$(wc -L <help)" -le 92 ]
    done
}

@test "unknown commands and options" {
    misused "plateau: there is no command 'rum'; did you mean 'run'?" rum
    misused "plateau: there is no command 'xyzzy'" xyzzy
    misused "plateau: there is no option '--frobnicate'" --frobnicate
    misused "plateau: there is no command ''" ""
}

@test "commands of later versions are refused by name" {
    for command in fit sweep sensitivity solve check; do
        run --separate-stderr "$PLATEAU" $command x.csv
        [ "$status" -eq 2 ]
        [ "$stderr" = "plateau: plateau $command is not in this version yet" ]
    done
}

# ---- options of run

@test "run: wrong usage" {
    misused "plateau run: no scenario is given" run
    misused "plateau run: 'b.csv' is one scenario too many; one is run at a time" run a.csv b.csv
    misused "plateau run: --output is empty; it must name a folder" run a.csv -o ""
    misused "plateau run: option '-o' needs a value" run a.csv -o
    misused "plateau run: option '--seed' needs a value" run a.csv --seed
    misused "plateau run: option '--quiet' takes no value" run a.csv --quiet=3
    misused "plateau run: there is no option '-x'" run --quiet -xq a.csv
    misused "plateau run: there is no option '--nope'" run a.csv --nope
    misused "plateau run: option '--s' could be several" run a.csv --s 1
    misused "plateau run: option '--no' takes no value" run a.csv --no=1
    misused "plateau run: there is no option '--replicate5'; did you mean '--replicates'?" run a.csv --replicate5=9
    misused "plateau run: option '--uncertain' takes no value" run a.csv --uncertain=yes
    misused "plateau run: --uncertain draws inputs anew in every play, and -n 0 plays none" run a.csv --uncertain -n 0
    for format in jpg PNG png, ,svg png,,svg "png svg" png,svg,pdf ""; do
        misused "plateau run: --format is '$format'; it must be png, svg or png,svg" run a.csv --format "$format"
    done
}

@test "run: numbers are whole and in their range" {
    for n in abc 100000001 -3 "" 1e3 " 5" +5 0x10 10,000 1.0 99999999999999999999; do
        misused "plateau run: --replicates is '$n'; it must be a whole number from 0 to 100,000,000" run a.csv -n "$n"
    done
    for j in 0 1025 x; do
        misused "plateau run: --jobs is '$j'; it must be a whole number from 1 to 1,024" run a.csv --jobs="$j"
    done
    for s in -1 18446744073709551616 0x 0xfg 0x10000000000000000; do
        misused "plateau run: --seed is '$s'; it must be a whole number from 0 to 18446744073709551615, or hexadecimal (0x1f)" \
            run a.csv -s "$s"
    done
}

@test "run: a seed in hexadecimal is the same seed" {
    play "$textbook" -s 0xFFFFFFFFFFFFFFFF -o a >/dev/null
    play "$textbook" -s 18446744073709551615 -o b >/dev/null
    play "$textbook" -s 1 -o c >/dev/null
    diff -r a b
    run ! cmp -s a/monthly.csv c/monthly.csv
}

@test "run: options anywhere, -- ends them" {
    cp "$textbook" ./-odd.csv
    play -o a -- -odd.csv >/dev/null
    play "$textbook" -q -o b >/dev/null
    cmp a/monthly.csv b/monthly.csv || [ -s b/monthly.csv ]
}

# ---- what run does

@test "run: the textbook, word for word" {
    run --separate-stderr "$PLATEAU" run "$textbook" -n 0 --no-charts
    [ "$status" -eq 0 ]
    [ -z "$stderr" ]
    [ "${lines[0]}" = "The textbook agency: 60 months, exact calculation only" ]
    [ "${lines[1]}" = "Plateau   \$20,000 a month (2.0 clients), 95 % of the way there by month 35" ]
    [ "${lines[${#lines[@]} - 1]}" = "Written to out/textbook: 5 tables" ]
    [ "$(ls out/textbook)" = "ltv.csv
manifest.csv
monthly.csv
retention.csv
summary.csv" ]
}

@test "run: plays agree with the exact calculation, and charts are counted" {
    run "$PLATEAU" run "$textbook" -n 1000 -o here
    [ "$status" -eq 0 ]
    [[ "$output" == *"The plays agree with the exact calculation (largest gap "* ]]
    [ "${lines[${#lines[@]} - 1]}" = "Written to here: $(ls here/*.png | wc -l) charts, 5 tables" ]
    [ -s here/revenue.png ] && [ -s here/charts/revenue.gp ]
}

@test "run: the default folder is a slug of the file's name" {
    cp "$textbook" "My Plan (2).csv"
    run play "My Plan (2).csv"
    [ "${lines[${#lines[@]} - 1]}" = "Written to out/my-plan-2: 5 tables" ]
    run play - <"$textbook"
    [ "${lines[${#lines[@]} - 1]}" = "Written to out/scenario: 5 tables" ]
}

@test "run: every shipped scenario runs, and its plays agree with the exact calculation" {
    count=0
    for file in "${textbook%/*}"/*.csv "${textbook%/*}"/tactics/*.csv; do
        run "$PLATEAU" run "$file" -n 1000 --no-charts -o "out/$((count += 1))"
        [ "$status" -eq 0 ] && [[ "$output" == *"The plays agree"* ]] || { echo "$file: $status, $output"; return 1; }
    done
    [ "$count" -gt 2 ] # and no pattern has found nothing
}

@test "run: the same bytes for any number of threads, charts included" {
    "$PLATEAU" run "$textbook" -n 2000 -j 1 -o a >a.txt
    "$PLATEAU" run "$textbook" -n 2000 -j 3 -o b >b.txt
    diff -r a b
    diff <(sed 's/Written to a/Written to b/' a.txt) b.txt
}

@test "run: --set changes the plan" {
    run "$PLATEAU" run "$textbook" -n 0 --no-charts --set rep.standard.count=2 --set rep.standard.count@13=3
    [ "$status" -eq 0 ]
    [[ "${lines[1]}" == "Plateau   \$60,000 a month "* ]]
}

@test "run: the manifest tells every --set, so that a run can be repeated" {
    play "$textbook" --set sales.close=0.1 --set plan.months=13 -o out
    grep -qx 'set,sales.close=0.1' out/manifest.csv
    grep -qx 'set,plan.months=13' out/manifest.csv
}

@test "run: plans too large to be played say what is too large" {
    run --separate-stderr "$PLATEAU" run "$textbook" --no-charts --set sales.arrivals=poisson --set rep.standard.leads=1e6 -o out
    [ "$status" -eq 3 ]
    [ "$stderr" = "$textbook: error: the clients expected in one play number 60,000,000, and at most 2,097,152 can be played; -n 0 gives the exact means without plays" ]
    [ ! -e out ]
    "$PLATEAU" run "$textbook" --no-charts --set sales.arrivals=poisson --set rep.standard.leads=1e6 -o out -n 0
}

@test "run: clients who bring more than can be counted are refused, without plays too" {
    # Every lead signs, and half of them bring 100 a month: about 51 times as many every month, 1e2048 in the end.
    for plays in 0 10; do
        run --separate-stderr "$PLATEAU" run "$textbook" --no-charts -n $plays --set plan.months=1200 --set nps.promoters=50% \
            --set referral.leads=100 -o out
        [ "$status" -eq 3 ]
        [ -z "$output" ]
        [ "$stderr" = "$textbook: error: clients bring so many others within the plan that they cannot be counted (more than 1e200 in a month); lower referral.leads, referral.close_ratio or winback.share, or shorten the plan" ]
        [ ! -e out ]
    done
}

@test "run: a bonus of a hundred fees a month counts among what is too large" {
    # 9,600 sign-ups who pay $1,000,000,000 a month: 2^61 cents / 1,200 months / 9,600 clients are $2,001,633,168 a bill.
    local large="--set plan.months=1200 --set rep.standard.leads=8 --set spend.mean=1e9 --set contract.retainer.fee=1"
    run --separate-stderr "$PLATEAU" run "$textbook" --no-charts -n 10 $large --set bonus.every=1 --set bonus.share=2 -o out
    [ "$status" -eq 0 ]
    run --separate-stderr "$PLATEAU" run "$textbook" --no-charts -n 10 $large --set bonus.every=1 --set bonus.share=100 -o no
    [ "$status" -eq 3 ]
    [ "$stderr" = "$textbook: error: a client of this plan could pay or cost as much a month as 100,000,000,000, and at most 2,001,599,834 can be played; -n 0 gives the exact means without plays" ]
}

@test "run: skewed spend is played, and the check asks for more events before it judges money" {
    for seed in 1 2 3 4 5 6 7 8; do
        "$PLATEAU" run "$textbook" --no-charts --set spend.shape=lognormal --set spend.cv=8 --set sales.arrivals=poisson \
            --set spend.q1=1 --set spend.q2=2 --set spend.q3=3 --set rep.standard.leads=10 -n 60 -s $seed -o out
    done
}

@test "run: a mistake in --set or in the file is exit 3 and writes nothing" {
    run --separate-stderr "$PLATEAU" run "$textbook" --set nonsense=1 -o a
    [ "$status" -eq 3 ]
    [ -z "$output" ]
    [[ "$stderr" == *"'nonsense' is not a parameter"* ]]
    [ ! -e a ]
}

@test "run: notes go to standard error, and --quiet keeps them" {
    run --separate-stderr play "$textbook" --set rep.standard.count@100=2 -o a
    [ "$status" -eq 0 ]
    [[ "$stderr" == *"note: "* ]]
    run --separate-stderr play -q "$textbook" --set rep.standard.count@100=2 -o a
    [ "$status" -eq 0 ]
    [ -z "$stderr" ]
}

@test "run: what is unsure is used at its mean, or drawn with --uncertain" {
    unsure=(--set 'sales.close=uniform(80%,100%)' --set 'churn.multiplier@7=normal(1,0.1)')
    run --separate-stderr play "$textbook" "${unsure[@]}" -o a
    [ "$stderr" = "$textbook: note: 2 inputs are unsure (distributions): their means are used" ]
    run --separate-stderr play "$textbook" "${unsure[@]}" --uncertain -o b
    [ "$status" -eq 0 ]
    [ "$stderr" = "$textbook: note: 2 inputs are unsure (distributions): they are drawn in every play" ]
    run ! cmp -s a/monthly.csv b/monthly.csv
    run --separate-stderr play "$textbook" --set "${unsure[1]}" --uncertain -o c
    [ "$stderr" = "$textbook: note: 1 input is unsure (a distribution): it is drawn in every play" ]
}

@test "run: --uncertain where nothing is unsure changes nothing, and says so" {
    run --separate-stderr play "$textbook" --uncertain -o a
    [ "$status" -eq 0 ]
    [ "$stderr" = "$textbook: note: nothing is unsure here: --uncertain changes nothing" ]
    run --separate-stderr play "$textbook" --uncertain -q -o a
    [ -z "$stderr" ]
    play "$textbook" -o b >/dev/null
    cmp a/monthly.csv b/monthly.csv
}

# ---- files and streams

@test "run: no such scenario" {
    run --separate-stderr "$PLATEAU" run nowhere.csv
    [ "$status" -eq 1 ]
    [ -z "$output" ]
    [ "$stderr" = "nowhere.csv: error: cannot be opened: No such file or directory" ]
}

@test "run: a folder that cannot be made" {
    touch file
    run --separate-stderr play "$textbook" -o file/inside
    [ "$status" -eq 1 ]
    [ "$stderr" = "file/inside: error: the folder cannot be made: Not a directory" ]
}

@test "a full disk behind standard output is a failure" {
    [ -c /dev/full ] || skip "no /dev/full here"
    for words in --version --help "run $textbook -n 0 --no-charts"; do
        run --separate-stderr sh -c "'$PLATEAU' $words >/dev/full"
        [ "$status" -eq 1 ]
        [ "$stderr" = "plateau: standard output cannot be written: No space left on device" ]
    done
}

@test "a closed standard output is a failure, a reader who has gone is not" {
    run --separate-stderr sh -c "'$PLATEAU' --version >&-"
    [ "$status" -eq 1 ]
    [ "$stderr" = "plateau: standard output cannot be written: Bad file descriptor" ]
    # The reader of the pipe has gone before anything is written.
    run --separate-stderr bash -c "{ sleep 0.3; '$PLATEAU' parameters; echo \"exit \$?\" >&2; } | true"
    [ "$stderr" = "exit 0" ]
}

@test "SIGTERM and SIGINT end a run with 128 + the signal and leave no file" {
    for signal in TERM:143 INT:130; do
        # Background jobs of a script ignore SIGINT; python starts this one as a terminal would.
        run python3 -c '
import os, signal, subprocess, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
child = subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL)
time.sleep(0.5)
child.send_signal(getattr(signal, "SIG" + sys.argv[1]))
print(128 - child.wait(60))
' "${signal%:*}" "$PLATEAU" run "$textbook" -n 100000000 -o a
        [ "$output" = "${signal#*:}" ]
        [ ! -e a ]
    done
}

@test "a signal that is ignored at the start stays ignored" {
    run bash -c "trap '' TERM; '$PLATEAU' run '$textbook' -n 300000 --no-charts -o a & sleep 0.1; kill -TERM \$!; wait \$!"
    [ "$status" -eq 0 ]
    [ -s a/summary.csv ]
}
