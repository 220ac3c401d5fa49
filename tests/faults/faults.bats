#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The whole program when the machine lets it down: no room, no right to write, no memory, no time. Each time: exit 1
# with a message that says what to mend, every file wholly old or wholly new, no temporary file.

# shellcheck disable=SC2154 # run sets stderr
bats_require_minimum_version 1.5.0

tables="ltv.csv manifest.csv monthly.csv retention.csv summary.csv"

setup() {
    : "${PLATEAU:=$BATS_TEST_DIRNAME/../../plateau}"
    textbook="$(cd "$BATS_TEST_DIRNAME/../.." && pwd)/scenarios/textbook.csv"
    cd "$BATS_TEST_TMPDIR" || return
}

# Sets `apart` to a command that runs another among mounts of its own, which vanish with it; or skips.
mounts_or_skip() {
    for apart in "unshare -m" "unshare -rm"; do
        $apart sh -c 'mount -t tmpfs none /mnt' 2>/dev/null && return 0
    done
    skip "no tmpfs can be mounted here"
}

# limit_or_skip WORDS: ulimit WORDS, as long as the program starts at all with it (sanitizers need all addresses)
limit_or_skip() {
    bash -c "ulimit $* && '$PLATEAU' --version" >/dev/null 2>&1 || skip "the program cannot start under ulimit $*"
}

# fails_under LIMIT MESSAGE WORD...: `plateau run textbook WORD...` under ulimit LIMIT is exit 1 and this message
fails_under() {
    limit=$1 message=$2
    shift 2
    # What bats keeps open would count as ours.
    run --separate-stderr bash -c "exec 3>&- 4>&- 5>&- 6>&- 7>&-; ulimit $limit && exec \"\$@\"" bash \
        "$PLATEAU" run "$textbook" "$@"
    [ "$status" -eq 1 ] || { echo "status $status: $stderr"; return 1; }
    [ "$stderr" = "$message" ] || { echo "$stderr"; return 1; }
}

put_old() { # old tables in o/
    mkdir -p o
    for file in $tables; do echo old >"o/$file"; done
}

is_old() {
    [ "$(cd o && echo *)" = "$tables" ] || { ls o; return 1; }
    for file in $tables; do
        [ "$(cat "o/$file")" = old ] || { echo "$file is new"; return 1; }
    done
}

# ---- no room

@test "a full disk: the old tables stay, and with room it works" {
    mounts_or_skip
    # shellcheck disable=SC2016,SC2086 # the inner shell expands these; two words
    run --separate-stderr $apart bash -c '
        mkdir disk && mount -t tmpfs -o size=64k none disk && mkdir disk/o && cd disk || exit 9
        for file in $3; do echo old >o/$file; done
        head -c 60000 /dev/zero >filler 2>/dev/null
        "$1" run "$2" -n 0 --no-charts -o o
        echo "exit $?"
        (cd o && echo * && cat *)
        rm filler
        "$1" run "$2" -n 0 --no-charts -o o >/dev/null && ls o | wc -l && grep -c old o/*.csv
        ' bash "$PLATEAU" "$textbook" "$tables"
    echo "$output" "$stderr"
    [[ "$stderr" =~ ^o/[a-z]+\.csv:\ error:\ cannot\ be\ written:\ No\ space\ left\ on\ device$ ]]
    [ "${lines[0]}" = "exit 1" ]
    [ "${lines[1]}" = "$tables" ]
    [ "${lines[*]:2:5}" = "old old old old old" ]
    [ "${lines[7]}" = 5 ]
    [ "${lines[8]}" = "o/ltv.csv:0" ]
}

@test "a disk with room for the tables but not for the picture" {
    mounts_or_skip
    # shellcheck disable=SC2016,SC2086
    run --separate-stderr $apart bash -c '
        mkdir disk && mount -t tmpfs -o size=96k none disk && mkdir disk/o && cd disk || exit 9
        echo old >o/revenue.png
        "$1" run "$2" -n 0 -o o >/dev/null
        echo "exit $?"
        (cd o && echo *)
        cat o/revenue.png
        ' bash "$PLATEAU" "$textbook"
    echo "$output" "$stderr"
    [[ "$stderr" == "o/charts/revenue.gp: error: gnuplot "* ]] || [[ "$stderr" == *": No space left on device" ]]
    [ "${#stderr_lines[@]}" -eq 1 ]
    [ "${lines[0]}" = "exit 1" ]
    [ "${lines[1]}" = "charts ${tables% summary.csv} revenue.png summary.csv" ]
    [ "${lines[2]}" = old ]
}

@test "files that may not grow: a message, not a death by SIGXFSZ" {
    limit_or_skip -f 2
    put_old
    fails_under "-f 2" "o/monthly.csv: error: cannot be written: File too large" -n 0 --no-charts -o o
    is_old
}

# ---- no right

@test "a read-only disk" {
    mounts_or_skip
    # shellcheck disable=SC2016,SC2086
    run --separate-stderr $apart bash -c '
        mkdir disk && mount -t tmpfs -o ro none disk || exit 9
        for folder in disk disk/new; do
            "$1" run "$2" -n 0 --no-charts -o $folder
            echo "exit $?"
        done
        ls -A disk' bash "$PLATEAU" "$textbook"
    [ "$output" = "exit 1
exit 1" ] || { echo "$output"; return 1; }
    [ "$stderr" = "disk/summary.csv: error: cannot be written: Read-only file system
disk/new: error: the folder cannot be made: Read-only file system" ] || { echo "$stderr"; return 1; }
}

@test "a folder without the right to write" {
    [ "$(id -u)" -ne 0 ] || skip "root may write everywhere"
    put_old
    chmod 555 o
    fails_under "-c 0" "o/summary.csv: error: cannot be written: Permission denied" -n 0 --no-charts -o o
    chmod 755 o
    is_old
}

@test "a folder stands where a table should" {
    put_old
    rm o/summary.csv
    mkdir o/summary.csv
    fails_under "-c 0" "o/summary.csv: error: cannot be written: Is a directory" -n 0 --no-charts -o o
    rmdir o/summary.csv
    echo old >o/summary.csv
    is_old
}

# ---- no memory, no descriptors, no gnuplot

@test "too little memory, from hardly any to enough: exit 1 and a message, no crash, no half file" {
    limit_or_skip -v 1000000
    played=no
    refused=no
    for megabytes in $(seq 6 2 40) $(seq 50 10 150); do
        kib=$((megabytes * 1024))
        bash -c "ulimit -v $kib && '$PLATEAU' --version" >/dev/null 2>&1 || continue # the loader needs some
        run --separate-stderr bash -c "ulimit -v $kib && exec '$PLATEAU' run '$textbook' -n 10000 -j 2 --no-charts -o o"
        echo "$megabytes MB: $status $stderr"
        if [ "$status" -eq 0 ]; then
            played=yes
            [ "$(cd o && echo *)" = "$tables" ]
        else
            refused=yes
            [ "$status" -eq 1 ]
            [ "$stderr" = "plateau: not enough memory" ]
            [ -z "$output" ]
            [ ! -e o ]
        fi
    done
    [ $played = yes ] && [ $refused = yes ]
}

@test "the same plays with little memory as with much" {
    limit_or_skip -v 1000000
    "$PLATEAU" run "$textbook" -n 2000 -j 8 --no-charts -o much >/dev/null
    # No room for the stacks of seven more threads: those that start do the work.
    bash -c "ulimit -v 60000 && '$PLATEAU' run '$textbook' -n 2000 -j 8 --no-charts -o little" >/dev/null
    diff -r much little
}

@test "too few file descriptors" {
    limit_or_skip -n 6
    put_old
    fails_under "-n 6" "o/retention.csv: error: cannot be written: Too many open files" -n 0 --no-charts -o o
    is_old
}

@test "a gnuplot that may not be run" {
    mkdir bin
    echo "not a program" >bin/gnuplot
    run --separate-stderr env PATH="$PWD/bin" "$PLATEAU" run "$textbook" -n 0 -o o
    [ "$status" -eq 1 ]
    [ "$stderr" = "error: gnuplot cannot be started: Permission denied; the tables are written" ]
    [ "$(cd o && echo *)" = "charts $tables" ]
}

# ---- no time

@test "SIGINT at any moment: every table is whole, and the manifest is there only with all of them" {
    "$PLATEAU" run "$textbook" -n 100 --no-charts --set plan.months=600 -o whole >/dev/null
    run python3 -c '
import filecmp, os, shutil, signal, subprocess, sys, time
program, textbook, tables = sys.argv[1], sys.argv[2], sys.argv[3].split()
signal.signal(signal.SIGINT, signal.default_int_handler)  # the child must not inherit that it is ignored
words = [program, "run", textbook, "-n", "100", "--no-charts", "--set", "plan.months=600", "-o", "o"]
start = time.monotonic()
subprocess.run(words, stdout=subprocess.DEVNULL, check=True)
whole = time.monotonic() - start
early = late = 0
for i in range(60):
    shutil.rmtree("o", ignore_errors=True)
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    time.sleep(1.2 * whole * i / 60)
    child.send_signal(signal.SIGINT)
    ended = child.wait(60)
    if ended not in (0, -signal.SIGINT):
        sys.exit(f"ended with {ended}")
    early, late = early + (ended != 0), late + (ended == 0)
    left = sorted(os.listdir("o")) if os.path.exists("o") else []
    for name in left:
        if name not in tables or not filecmp.cmp("o/" + name, "whole/" + name, shallow=False):
            sys.exit(f"{name} is left, and not whole")
    if "manifest.csv" in left and left != tables:
        sys.exit(f"a manifest with {left}")
if early < 10:
    sys.exit(f"only {early} were interrupted")
' "$PLATEAU" "$textbook" "$tables"
    [ "$status" -eq 0 ] || { echo "$output"; return 1; }
}
