# SPDX-License-Identifier: GPL-3.0-or-later
"""What the self tests share: scenarios of one rep class from a few rows, and TAP."""
from metrics import all_figures
from scenario import Row, Scenario, apply_layer

P, Q = 1 / 12, 11 / 12
YEARLY = 0.10
V = (1 + YEARLY) ** (-1 / 12)


def make(rows, months=60, **options):
    """A scenario of one rep class and the rows (parameter, value[, month])."""
    paths = {}
    base = [Row("rep.r.count", "=", 1, 1), Row("rep.r.leads", "=", 1 / 6, 1), Row("sales.close", "=", 1.0, 1),
            Row("spend.mean", "=", 100000.0, 1)]
    extra = [Row(row[0], "=", row[1], row[2] if len(row) > 2 else 1) for row in rows]
    apply_layer(paths, base, months)
    apply_layer(paths, extra, months)
    return Scenario(months, paths, **{"shape": "fixed", **options})


def contract(name="c", term=1, nonrenewal=P, fee=0.1, **more):
    values = {"term": term, "nonrenewal": nonrenewal, "fee": fee, **more}
    return [(f"contract.{name}.{what}", value) for what, value in values.items()]


def figures_of(scenario):
    """(series, metrics)."""
    return all_figures(scenario)[:2]


class Tap:
    """Writes TAP and remembers whether all went well."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def close(self, what, got, want, relative=1e-11):
        same = got is not None and abs(got - want) <= relative * max(abs(want), 1e-12)
        self.line(same, what, f"got {got!r}, expected {want!r}")

    def equal(self, what, got, want):
        self.line(got == want, what, f"got {got!r}, expected {want!r}")

    def line(self, good, what, complaint):
        self.count += 1
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.count} - {what}" + ("" if good else f"\n# {complaint}"))
