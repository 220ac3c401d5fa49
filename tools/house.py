#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the house, checked: who may include whom, who may use what, names, and lengths.

    tools/house.py [--root DIR] [--objects BUILD]

  floor            a file includes only from its own room and the rooms below it
  only             csv.h, Random123 and starting a program are each for one file
  quiet            only cli/ prints to standard output or error, and only cli/ exits
  prefix           a function that other files can call begins with its own file's name (asked of nm; not in tests/)
  file-length      at most 400 lines
  function-length  at most 60 lines, from its name to its closing brace
  licence          a source file begins with its SPDX line
  readme           every room has a README.md

An exception is a line "rule place reason" in tools/lint-exceptions; one that is no longer needed is an error,
so the list stays true. Prints one line for each finding, and exits 1 if there is any.
"""
import argparse
import os
import re
import subprocess
import sys

FILE_LINES, FUNCTION_LINES = 400, 60

SIM = ["sim/support", "sim/scenario", "sim/plan", "sim/expected", "sim/play"]
# What a room may include besides itself. The two engines stand side by side: neither sees the other.
BELOW = {
    "sim/support": [],
    "sim/scenario": ["sim/support"],
    "sim/plan": ["sim/support", "sim/scenario"],
    "sim/expected": ["sim/support", "sim/scenario", "sim/plan"],
    "sim/play": ["sim/support", "sim/scenario", "sim/plan"],
    "analysis": SIM,
    "plots": ["analysis", "sim/support"],
    "cli": SIM + ["analysis", "plots"],
    "tests": SIM + ["analysis", "plots", "cli"],
}

# What only some files may use: a pattern for the code, the files, and what it is.
ONLY = [
    (r"#\s*include\s*[<\"]csv\.h", ["sim/scenario/csv_rows.c"], "csv.h"),
    (r"#\s*include\s*[<\"]Random123/", ["sim/play/draw.c", "sim/play/draw.h"], "Random123"),
    (r"#\s*include\s*<spawn\.h>|\b(posix_spawnp?|popen|system|v?fork|exec[lv]p?e?)\s*\(", ["plots/gnuplot.c"],
     "starting a program"),
]
PRINTS = re.compile(r"\b(printf|puts|putchar|perror|exit|_Exit|_exit|quick_exit)\s*\(|\b(stdout|stderr)\b")

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')
COMMENT_OR_TEXT = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
NAME = re.compile(r"(\w+)\s*\(")


def room_of(path):
    """sim/play for sim/play/draw.c; the first folder otherwise."""
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] == "sim" else parts[0]


def sources(root):
    found = []
    for room in ("analysis", "cli", "plots", "sim", "tests"):
        for folder, _, names in os.walk(os.path.join(root, room)):
            found += [os.path.relpath(os.path.join(folder, n), root) for n in names if n.endswith((".c", ".h"))]
    return sorted(found)


def without_texts(code):
    """The code with comments and texts blanked out, every line where it was."""
    return COMMENT_OR_TEXT.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), code)


def check_floor(path, lines, root):
    mine = room_of(path)
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        target = match.group(1)
        if not os.path.exists(os.path.join(root, target)):
            target = os.path.normpath(os.path.join(os.path.dirname(path), target))
        theirs = room_of(target)
        if theirs in BELOW and theirs != mine and theirs not in BELOW.get(mine, []):
            yield "floor", path, number, f"{mine} may not include {target}"


def check_only(path, code):
    if path.startswith("tests/"):
        return
    for pattern, allowed, what in ONLY:
        if path in allowed:
            continue
        for match in re.finditer(pattern, code):
            yield "only", path, code.count("\n", 0, match.start()) + 1, f"{what} is for {' and '.join(allowed)} only"


def check_quiet(path, code):
    if path.startswith(("tests/", "cli/")):
        return
    for match in PRINTS.finditer(code):
        word = match.group().rstrip("( ")
        yield "quiet", path, code.count("\n", 0, match.start()) + 1, f"{word}: only cli/ prints and exits"


def check_lengths(path, lines, code):
    if len(lines) > FILE_LINES:
        yield "file-length", path, 1, f"{len(lines)} lines; at most {FILE_LINES}"
    # clang-format has put every function's braces into the first column, and its name there or just above.
    start, opened = None, None
    for number, line in enumerate(code.split("\n"), 1):
        if line.startswith("{"):
            opened = start
        elif line.startswith("}") and opened:
            length, name = number - opened[0] + 1, opened[1]
            if length > FUNCTION_LINES:
                yield "function-length", f"{path}:{name}", opened[0], f"{length} lines; at most {FUNCTION_LINES}"
            start = opened = None
        elif re.match(r"[A-Za-z_]", line) and opened is None:
            match = NAME.search(re.sub(r"__attribute__\s*\(\(.*?\)\)\s*", "", line))
            start = (number, match.group(1)) if match and not line.rstrip().endswith(";") else None


def check_prefix(path, root, objects):
    stem = os.path.splitext(os.path.basename(path))[0]
    compiled = os.path.join(root, objects, path[:-2] + ".o")
    if not os.path.exists(compiled):
        return
    out = subprocess.run(["nm", "-g", "--defined-only", compiled], check=True, capture_output=True, text=True).stdout
    for line in out.splitlines():
        name = line.split()[-1].split(".")[0]  # target_clones makes name.avx2.0 and the like
        free = name == "main" or name.startswith(("__", "LLVMFuzzer"))
        if not free and name.lower() != stem and not name.lower().startswith(stem + "_"):
            yield "prefix", f"{path}:{name}", 1, f"{name} does not begin with {stem}_"


def findings(root, objects):
    rooms = set()
    for path in sources(root):
        with open(os.path.join(root, path), encoding="utf-8") as file:
            text = file.read()
        rooms.add(room_of(path))
        lines, code = text.splitlines(), without_texts(text)
        yield from check_floor(path, lines, root)
        # An include's name is a text: blanked out in code, so includes are looked for in the lines.
        includes = "\n".join(line if re.match(r"\s*#\s*include", line) else "" for line in lines)
        yield from check_only(path, includes)
        yield from check_only(path, re.sub(r"(?m)^\s*#\s*include.*$", "", code))
        yield from check_quiet(path, code)
        yield from check_lengths(path, lines, code)
        if not lines or "SPDX-License-Identifier: GPL-3.0-or-later" not in lines[0]:
            yield "licence", path, 1, "the first line must be the SPDX line"
        if objects and path.endswith(".c") and not path.startswith("tests/"):
            yield from check_prefix(path, root, objects)
    for room in sorted(rooms):
        if not os.path.exists(os.path.join(root, room, "README.md")):
            yield "readme", room, 1, "this room has no README.md"


def read_exceptions(path):
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        rows = [line.split(None, 2) for line in file if line.strip() and not line.startswith("#")]
    for row in rows:
        if len(row) < 3:
            sys.exit(f"{path}: '{' '.join(row)}' gives no reason")
    return {(rule, place): reason for rule, place, reason in rows}


def main():
    parser = argparse.ArgumentParser(description="checks the rules of the house")
    parser.add_argument("--root", default=".", help="the top of the source tree (.)")
    parser.add_argument("--objects", help="where it was compiled; without it names are not checked")
    options = parser.parse_args()

    listed = os.path.join(options.root, "tools/lint-exceptions")
    exceptions = read_exceptions(listed)
    used, count = set(), 0
    for rule, place, line, words in findings(options.root, options.objects):
        if (rule, place) in exceptions:
            used.add((rule, place))
            continue
        count += 1
        file, _, name = place.partition(":")
        print(f"{file}:{line}: {rule}: {words}" + (f" ({name})" if name and name not in words else ""))
    for rule, place in sorted(set(exceptions) - used):
        if rule != "prefix" or options.objects:
            count += 1
            print(f"{listed}: the exception '{rule} {place}' is no longer needed")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
