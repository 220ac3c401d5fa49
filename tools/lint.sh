#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Reads the code for mistakes: the layout, clang-tidy, cppcheck, and the rules of the house.
#
#   tools/lint.sh BUILD FLAG...      run from the top, by `make lint`, after everything is compiled into BUILD
#
# The FLAGs are those that the compiler gets. All steps run even if one finds something; exit 1 if any did.
# TIDY names the folders that clang-tidy reads (all of them if not set): it takes a second or two for a file.
set -eu

build=$1
shift
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
failed=no

list() { find analysis cli plots sim tests -name "$1" | sort; }

step() { # name, command...
    name=$1
    shift
    start=$(date +%s)
    if "$@"; then verdict=ok; else verdict=FAILED failed=yes; fi
    echo "$verdict  $name, $(($(date +%s) - start)) s"
}

layout() {
    bad=$(list '*.[ch]' | xargs clang-format --dry-run --Werror 2>&1 | sed -n 's/:.*clang-format-violations.*//p' | sort -u)
    [ -z "$bad" ] && return 0
    echo "$bad" | sed 's/$/: not as .clang-format has it; make format mends it/'
    return 1
}

# One file to a process: given several, clang-tidy 14 sees uninitialised va_lists where there are none.
# The counts of warnings in system headers that it prints are of no use.
tidy() {
    log=$(mktemp)
    # shellcheck disable=SC2016 # the inner shell expands these
    # shellcheck disable=SC2086 # the folders are words
    if find ${TIDY:-analysis cli plots sim tests} -name '*.c' | sort | xargs -P "$jobs" -I FILE sh -c 'clang-tidy --quiet FILE -- "$@"' sh "$@" >"$log" 2>&1
    then found=0; else found=1; fi
    grep -vE '^[0-9]+ warnings? (generated|treated as errors?)|^Suppressed |^$' "$log" || true
    rm -f "$log"
    return $found
}

# The whole program at once would find unused functions too; tests and future rooms use some, so it is not asked.
deeper() {
    list '*.c' | xargs cppcheck -q -j "$jobs" --std=c11 -I. --enable=warning,performance,portability \
        --inline-suppr --suppress=missingIncludeSystem --error-exitcode=1
}

step "layout (clang-format)" layout
step "clang-tidy" tidy "$@"
step "cppcheck" deeper
step "rules of the house" python3 tools/house.py --objects "$build"
[ $failed = no ]
