#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-3.0-or-later
# The whole program when the machine lets it down: no room, no right to write, no memory, no time. Each time: exit 1
# with a message that says what to mend, every file wholly old or wholly new, no temporary file.

# shellcheck disable=SC2154,SC2030,SC2031 # run sets stderr, output and lines
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
        mkdir disk && mount -t tmpfs -o size=256k none disk && mkdir disk/o && cd disk || exit 9
        for file in $3; do echo old >o/$file; done
        head -c 300000 /dev/zero >filler 2>/dev/null # as much as there is room for
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

# disk_of SIZE: draws the textbook's charts on a disk of this size, where revenue.png is old
disk_of() {
    # shellcheck disable=SC2016,SC2086
    run --separate-stderr $apart bash -c '
        mkdir -p disk && mount -t tmpfs -o size=$3 none disk && mkdir disk/o && cd disk || exit 9
        echo old >o/revenue.png
        "$1" run "$2" -n 0 -o o >/dev/null
        echo "exit $?"
        (cd o && echo *)
        cat o/revenue.png
        ' bash "$PLATEAU" "$textbook" "$1"
    echo "$output" "$stderr"
    [ "${#stderr_lines[@]}" -eq 1 ]
    [ "${lines[0]}" = "exit 1" ]
    [ "${lines[1]}" = "charts ${tables% summary.csv} revenue.png summary.csv" ]
    [ "${lines[2]}" = old ]
}

@test "a disk with room for the tables but not for the scripts of the charts, nor for the first picture" {
    mounts_or_skip
    disk_of 120k # the tables take 104 kB, the scripts another 32
    [[ "$stderr" =~ ^o/charts/[a-z]+\.gp:\ error:\ cannot\ be\ written:\ No\ space\ left\ on\ device$ ]]
    disk_of 164k
    [[ "$stderr" == "o/charts/revenue.gp: error: gnuplot "* ]]
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
    baseline=${textbook%/*}/baseline.csv # every rule there is
    for scenario in "$textbook" "$baseline"; do
        played=no
        refused=no
        for megabytes in $(seq 6 2 40) $(seq 50 10 150) 400; do
            kib=$((megabytes * 1024))
            rm -rf o
            bash -c "ulimit -v $kib && '$PLATEAU' --version" >/dev/null 2>&1 || continue # the loader needs some
            run --separate-stderr bash -c \
                "ulimit -v $kib && exec '$PLATEAU' run '$scenario' -n 5000 -j 2 -q --no-charts -o o"
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
    done
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

@test "too few file descriptors for the charts: nothing is drawn, and what was there stays" {
    limit_or_skip -n 9
    "$PLATEAU" run "$textbook" -n 0 -o o >/dev/null
    charts=$(basename -s .png o/*.png)
    [ "$(echo "$charts" | wc -l)" -gt 2 ]
    for chart in $charts; do echo old >"o/$chart.png"; done
    run --separate-stderr bash -c "exec 3>&- 4>&- 5>&- 6>&- 7>&-; ulimit -n 9 && exec \"\$@\"" bash \
        "$PLATEAU" run "$textbook" -n 0 -o o
    echo "$stderr"
    [ "$status" -eq 1 ]
    [[ "$stderr" =~ ^o/[a-z/]+\.(png|gp):\ error:\ cannot\ be\ (written|opened):\ Too\ many\ open\ files$ ]]
    for chart in $charts; do [ "$(cat "o/$chart.png")" = old ]; done
    [ -z "$(find o -name '*.tmp')" ]
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

# A gnuplot that writes its picture in two halves, and its process id into a folder.
slow_gnuplot() {
    mkdir -p bin pids
    cat >bin/gnuplot <<'END'
#!/bin/sh
: >"$PLATEAU_PIDS/$$"
printf '\211PNG\r\n\032\n'
sleep "$PLATEAU_SLEEP"
printf '\0\0\0\0IEND\256\102\140\202'
END
    chmod +x bin/gnuplot
    export PLATEAU_PIDS=$PWD/pids PATH="$PWD/bin:$PATH"
}

# What the two tests below share: how a run is interrupted, and what must hold afterwards.
drawing='
import glob, os, signal, subprocess, sys, time
program, scenario = sys.argv[1], sys.argv[2]
signal.signal(signal.SIGINT, signal.default_int_handler)  # the child must not inherit that it is ignored
whole = b"\x89PNG\r\n\x1a\n\0\0\0\0IEND\xae\x42\x60\x82"
words = [program, "run", scenario, "-n", "0", "-o", "o", "--format", "png"]
subprocess.run(words, stdout=subprocess.DEVNULL, env={**os.environ, "PLATEAU_SLEEP": "0"}, check=True)
charts = [name[:-4] for name in os.listdir("o") if name.endswith(".png")]
if len(charts) < 3:
    sys.exit(f"only {charts}")

def begin():
    for path in glob.glob("pids/*"):
        os.remove(path)
    os.makedirs("o", exist_ok=True)
    for chart in charts:
        with open(f"o/{chart}.png", "wb") as out:
            out.write(b"old")
    return subprocess.Popen(words, stdout=subprocess.DEVNULL)

def started():
    return [int(name) for name in os.listdir("pids")]

def runs(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"  # nobody may be there to wait for it
    except FileNotFoundError:
        return False

def check(ended):
    if ended not in (0, -signal.SIGINT):
        sys.exit(f"ended with {ended}")
    new = 0
    for chart in charts:
        with open(f"o/{chart}.png", "rb") as picture:
            found = picture.read()
        if found not in (b"old", whole):
            sys.exit(f"{chart}.png is neither old nor whole")
        new += found == whole
    if ended == 0 and new < len(charts):
        sys.exit(f"done, and only {new} pictures are new")
    left = [name for name in os.listdir("o") + os.listdir("o/charts") if ".tmp" in name]
    if left:
        sys.exit(f"left: {left}")
    deadline = time.monotonic() + 5
    while any(map(runs, started())):
        if time.monotonic() > deadline:
            sys.exit("a gnuplot has survived")
        time.sleep(0.01)
    return new
'

@test "SIGINT while several gnuplots run ends them all, and no picture is touched" {
    slow_gnuplot
    [ -e /proc/self/stat ] || skip "there is no /proc"
    PLATEAU_SLEEP=30 run python3 -c "$drawing"'
child = begin()
wanted = min(len(charts), len(os.sched_getaffinity(0)))
deadline = time.monotonic() + 30
while len(started()) < wanted:
    if time.monotonic() > deadline:
        sys.exit(f"{len(started())} gnuplots were started, not {wanted}")
    time.sleep(0.01)
child.send_signal(signal.SIGINT)
ended = child.wait(20)
if ended != -signal.SIGINT or check(ended) != 0:
    sys.exit(f"ended with {ended}")
' "$PLATEAU" "$textbook"
    [ "$status" -eq 0 ] || { echo "$output"; return 1; }
}

@test "SIGINT at any moment of the drawing: every picture is whole, old or new" {
    slow_gnuplot
    [ -e /proc/self/stat ] || skip "there is no /proc"
    PLATEAU_SLEEP=0.03 run python3 -c "$drawing"'
start = time.monotonic()
check(begin().wait(60))
last = time.monotonic() - start
early = late = some = 0
for i in range(60):
    child = begin()
    time.sleep(1.1 * last * i / 60)
    child.send_signal(signal.SIGINT)
    ended = child.wait(60)
    new = check(ended)
    early, late, some = early + (ended != 0), late + (ended == 0), some + (0 < new < len(charts))
if early < 10:
    sys.exit(f"only {early} were interrupted")
print(f"{early} interrupted, {late} not; {some} with some pictures new")
' "$PLATEAU" "$textbook"
    echo "$output"
    [ "$status" -eq 0 ]
}
