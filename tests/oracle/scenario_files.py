# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a random case as the files that the program reads: header, rows in any order, now and then a comment."""
import csv
import io
import os


def _lines(rng, file):
    """(parameter, text, month, note) of every row of a file, shuffled: only months give rows an order."""
    rows = [(name, text, "", "") for name, text in file.settings]
    for row, text in file.rows:
        month = rng.choice(("", "1")) if row.month == 1 else str(row.month)
        rows.append((row.parameter, text, month, rng.choice(("", "", "a note, with a comma"))))
    rng.shuffle(rows)
    return rows


def file_text(rng, file):
    columns = ["parameter", "value", "month", "note"]
    if rng.random() < 0.2:
        rng.shuffle(columns)
    place = [("parameter", "value", "month", "note").index(what) for what in columns]
    text = io.StringIO()
    end = rng.choice(("\n", "\n", "\r\n"))
    writer = csv.writer(text, lineterminator=end)
    writer.writerow(columns)
    for line in _lines(rng, file):
        if rng.random() < 0.05:
            text.write(f"# a comment, \"unbalanced{end}")
        writer.writerow([line[i] for i in place])
    return ("\ufeff" if rng.random() < 0.1 else "") + text.getvalue()


def write_case(rng, case, folder):
    """Writes all files of a case below a folder; returns the path of the one to run."""
    texts = [(file.path, file_text(rng, file)) for file in case.files]
    if case.client_list:
        texts.append(case.client_list)
    for path, text in texts:
        whole = os.path.join(folder, path)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "w", encoding="utf-8", newline="") as out:
            out.write(text)
    return os.path.join(folder, case.files[-1].path)
