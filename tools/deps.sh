#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks what plateau needs and installs just what is missing.
#
#   tools/deps.sh [-n] GROUP...     groups: build charts test lint fuzz valgrind numpy coverage
#
# The check looks for the things themselves (a program, a header, a font), not for packages, so it works on
# any system, needs no network when nothing is missing, and accepts what somebody installed by hand.
# On Debian and Ubuntu the missing packages are then installed with apt; elsewhere they are named.
# -n only says what is missing (exit 1 if anything is).
set -eu

# ---- what each group needs: check, what it is, Debian package ------------------------------------------

needs_of() {
    case $1 in
    build)
        need program cc 'a C11 compiler (gcc or clang)' gcc
        need program make 'GNU make' make
        need program ar 'binutils (ar, nm)' binutils
        need header stdlib.h 'the C library headers' libc6-dev
        need header gsl/gsl_cdf.h 'the GNU Scientific Library with its headers' libgsl-dev
        need header csv.h 'libcsv 3 with its header' libcsv-dev
        need header Random123/threefry.h 'the Random123 headers' librandom123-dev
        ;;
    charts)
        need program gnuplot 'gnuplot 5.2 or later' gnuplot-nox
        need font any 'a TrueType font for the charts' fonts-dejavu-core
        ;;
    test)
        need program bats 'bats, the test runner for the command line' bats
        need header cmocka.h 'cmocka, the test library' libcmocka-dev
        need program python3 'Python 3.8 or later, for the oracle and the test runner' python3
        ;;
    lint)
        need program clang-format clang-format clang-format
        need program clang-tidy clang-tidy clang-tidy
        need program cppcheck cppcheck cppcheck
        need program python3 'Python 3.8 or later' python3
        need header cmocka.h 'cmocka, the test library' libcmocka-dev
        ;;
    fuzz)
        need program clang 'clang, for libFuzzer' clang
        need fuzzer any "clang's run-time library with libFuzzer" libclang-rt-dev
        ;;
    valgrind) need program valgrind valgrind valgrind ;;
    numpy)
        need program python3 'Python 3.8 or later' python3
        need python numpy 'NumPy' python3-numpy
        ;;
    coverage) need program gcovr gcovr gcovr ;;
    *)
        echo "tools/deps.sh: no group '$1'" >&2
        exit 2
        ;;
    esac
}

# ---- the checks ---------------------------------------------------------------------------------------

has_program() { command -v "$1" >/dev/null 2>&1; }

# Only the preprocessor runs: it finds a header wherever the compiler would (CPATH, Homebrew, ...).
# cmocka.h wants stdarg.h, stddef.h, setjmp.h and stdint.h first, but only when compiled, not here.
has_header() {
    has_program "${CC:-cc}" && echo "#include <$1>" | "${CC:-cc}" -E -x c - >/dev/null 2>&1
}

# Off Linux the system brings fonts of its own.
has_font() {
    [ "$(uname -s)" != Linux ] && return 0
    [ -n "$(find /usr/share/fonts /usr/local/share/fonts \
        \( -name '*.ttf' -o -name '*.otf' \) -print 2>/dev/null | head -n 1)" ]
}

has_fuzzer() {
    has_program clang || return 1
    trial=$(mktemp -d)
    printf '%s\n' '#include <stddef.h>' '#include <stdint.h>' \
        'int LLVMFuzzerTestOneInput(const uint8_t *d, size_t n) { return d && n > 9 ? 0 : 0; }' >"$trial/t.c"
    if clang -fsanitize=fuzzer,address,undefined -o "$trial/t" "$trial/t.c" >/dev/null 2>&1; then ok=0; else ok=1; fi
    rm -rf "$trial"
    return $ok
}

has_python() { has_program python3 && python3 -c "import $1" >/dev/null 2>&1; }

need() { # kind, name, words, package
    "has_$1" "$2" && return 0
    case " $packages " in *" $4 "*) return 0 ;; esac
    packages="$packages $4"
    words="$words
  $3"
}

# ---- main ----------------------------------------------------------------------------------------------

only_say=no
if [ "${1:-}" = -n ]; then
    only_say=yes
    shift
fi
[ $# -gt 0 ] || set -- build charts

packages=
words=
for group in "$@"; do needs_of "$group"; done
packages=${packages# }
[ -n "$packages" ] || exit 0

if [ $only_say = yes ] || ! has_program apt-get; then
    echo "missing:$words" >&2
    if has_program apt-get; then
        echo "on Debian or Ubuntu: apt-get install $packages" >&2
    else
        echo "install these with your system's package manager, then try again (Debian calls them: $packages)" >&2
    fi
    exit 1
fi

as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! has_program sudo; then
        echo "missing:$words" >&2
        echo "run this as root: apt-get update && apt-get install $packages" >&2
        exit 1
    fi
    as_root=sudo
fi

echo "installing $packages"
quiet() { # runs a command and shows what it said only if it fails
    log=$(mktemp)
    if "$@" >"$log" 2>&1; then
        rm -f "$log"
    else
        status=$?
        cat "$log" >&2
        rm -f "$log"
        return $status
    fi
}
# env rather than a prefix assignment: sudo drops variables. Recommended packages are left out (bats would
# bring GNU parallel, gnuplot a documentation tool chain); the font that charts need is named above.
# A failed update (one broken source among good ones) need not matter; the installation will tell.
quiet $as_root apt-get update -q || echo "apt-get update failed; trying with the package lists at hand" >&2
# shellcheck disable=SC2086 # a list of words on purpose
quiet $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=120 install -q -y --no-install-recommends $packages
