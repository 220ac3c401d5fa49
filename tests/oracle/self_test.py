# SPDX-License-Identifier: GPL-3.0-or-later
"""The model against closed forms: what a page of algebra says, the stepped states must say too.

p is a monthly churn, q = 1 - p, S(k) the chance to be a client after k months, v the monthly discount factor.
Months of the plan count from 1, so the formulas' month t = 0 is plan month 1.
"""
import math

from forever import coming_bills
from leaving import Law
from model import Play
from plateau import steady_state
from random_scenarios import make_case
from scenario import BookClient, lognormal_quartiles
import self_test_loyalty
import self_test_rules
from self_test_kit import P, Q, V, Tap, contract, figures_of, make
from way import smooth_revenue

def textbook(tap):
    for arrivals in ("poisson", "steady"):
        series, metrics = figures_of(make(contract(), arrivals=arrivals))
        tap.close(f"textbook, {arrivals}: plateau revenue", metrics["plateau.revenue"], 20000)
        tap.close(f"textbook, {arrivals}: plateau clients", metrics["plateau.clients"], 2)
        tap.equal(f"textbook, {arrivals}: month95", metrics["plateau.month95"], 35)
        tap.equal(f"textbook, {arrivals}: month80", metrics["plateau.month80"], 19)
        tap.equal(f"textbook, {arrivals}: month50", metrics["plateau.month50"], 8)
        tap.close(f"textbook, {arrivals}: lifetime", metrics["lifetime.mean"], 12)
        tap.close(f"textbook, {arrivals}: ltv", metrics["ltv"], 120000)
        r = 1 / V - 1
        tap.close(f"textbook, {arrivals}: discounted ltv", metrics["ltv.discounted"], 10000 * (1 + r) / (r + P))
        tap.close(f"textbook, {arrivals}: ltv of 60 bills", metrics["ltv.plan"], 120000 * (1 - Q ** 60))
        tap.close(f"textbook, {arrivals}: crr.12", metrics["crr.12"], Q ** 12)
        tap.close(f"textbook, {arrivals}: crr.month", metrics["crr.month"], Q)
        for t in (0, 5, 6, 24, 59):
            m, i = divmod(t, 6)
            steady = 10000 * Q ** i * (1 - Q ** (6 * (m + 1))) / (1 - Q ** 6)
            want = steady if arrivals == "steady" else 20000 * (1 - Q ** (t + 1))
            tap.close(f"textbook, {arrivals}: revenue of month {t + 1}", series["revenue"][t + 1], want)
    tap.close("discounted ltv at 10 % a year, to 14 digits", metrics["ltv.discounted"], 110393.38828425)


def renewals(tap):
    """Renewal only: E[T] = L / c; with early exit b: (1 - (1-b)^L) / b / (1 - (1-b)^(L-1) (1-c))."""
    for term, c, month95 in ((6, 0.5, 27), (12, 0.3, 102), (12, 1.0, 12)):
        _, metrics = figures_of(make(contract(term=term, nonrenewal=c)))
        name = f"term {term}, nonrenewal {c}"
        tap.close(f"{name}: lifetime", metrics["lifetime.mean"], term / c)
        tap.close(f"{name}: plateau", metrics["plateau.revenue"], 10000 / 6 * term / c)
        want = 10000 * (1 - V ** term) / (1 - V) / (1 - (1 - c) * V ** term)
        tap.close(f"{name}: discounted ltv", metrics["ltv.discounted"], want)
        tap.equal(f"{name}: month95", metrics["plateau.month95"], month95)
    b, c, term = 0.01, 0.3, 12
    _, metrics = figures_of(make(contract(term=term, nonrenewal=c, early_exit=b)))
    g = (1 - b) ** (term - 1) * (1 - c)
    tap.close("early exit: lifetime", metrics["lifetime.mean"], (1 - (1 - b) ** term) / b / (1 - g))
    want = 10000 * sum(((1 - b) * V) ** i for i in range(term)) / (1 - g * V ** term)
    tap.close("early exit: discounted ltv", metrics["ltv.discounted"], want)
    _, metrics = figures_of(make(contract() + [("churn.multiplier", 1.7)]))
    tap.close("multiplier 1.7", metrics["lifetime.mean"], 1 / (1 - Q ** 1.7))
    _, metrics = figures_of(make(contract() + [("churn.multiplier", 1.7, 60)]))
    lived = sum((1 - Q ** k) / P + Q ** k / (1 - Q ** 1.7) for k in range(12)) / 12
    tap.close("multiplier from the last month on", metrics["lifetime.mean"], lived)
    mix = (contract("m", share=0.5) + contract("s", term=6, nonrenewal=0.3, share=0.3)
           + contract("t", term=12, nonrenewal=0.3, share=0.2))
    _, metrics = figures_of(make(mix))
    tap.close("three contracts: mean life", metrics["lifetime.mean"], 20)
    tap.close("three contracts: plateau", metrics["plateau.revenue"], 100000 / 3)


def never(tap):
    """Where nobody ever leaves, and where the mean of a power law is infinite, there is no plateau."""
    for name, rows in (("nonrenewal 0", contract(nonrenewal=0.0)),
                       ("multiplier 0", contract() + [("churn.multiplier", 0.0)]),
                       ("Beta(0.668, 3.806)", contract(nonrenewal=0.668 / 4.474, concentration=4.474))):
        _, metrics = figures_of(make(rows))
        for figure in ("plateau.revenue", "plateau.clients", "plateau.month95", "lifetime.mean", "ltv"):
            tap.equal(f"{name}: no {figure}", metrics[figure], None)
        tap.line(metrics["ltv.discounted"] is not None, f"{name}: a discounted ltv exists", "it does not")
    _, metrics = figures_of(make(contract(nonrenewal=0.0) + [("rep.r.count", 0)]))
    tap.equal("nobody signs: the plateau is 0", metrics["plateau.revenue"], 0.0)
    tap.equal("nobody signs: no lifetime", metrics["lifetime.mean"], None)
    tap.equal("nobody signs: no way to go, no month95", metrics["plateau.month95"], None)


def differing_clients(tap):
    """The shifted beta-geometric law: S(k) = B(a, b + k) / B(a, b), E[T] = (a + b - 1) / (a - 1)."""
    def survival(a, b, m):
        return math.exp(math.lgamma(b + m) + math.lgamma(a + b) - math.lgamma(b) - math.lgamma(a + b + m))

    _, metrics = figures_of(make(contract(nonrenewal=2 / 15, concentration=15.0)))
    tap.close("Beta(2, 13): lifetime", metrics["lifetime.mean"], 14)
    a, b = 0.668, 3.806
    series, metrics = figures_of(make(contract(nonrenewal=a / (a + b), concentration=a + b), months=12,
                                       discount_rate=1.1 ** 12 - 1))
    tap.close("Beta(0.668, 3.806): discounted bills at 10 % a month", metrics["ltv.discounted"], 59225.964076128)
    tap.close("Beta(0.668, 3.806): S(11) by the revenue it leaves",
              series["revenue"][12] - series["revenue"][11], 10000 / 6 * survival(a, b, 11), 1e-10)
    # E[1 / (1 - y^M)] over y ~ Beta(1, 2): density 2 (1 - y), so 2 ln 2 for M = 2 and 10/3 for M = 1/2.
    law = Law(1, 2 / 3, 0.0, 3.0)
    tap.close("Beta(2, 1), M = 2", coming_bills(law, 2.0, 0, 0.0), 2 * math.log(2))
    tap.close("Beta(2, 1), M = 1/2", coming_bills(law, 0.5, 0, 0.0), 10 / 3)
    a = 1.07   # barely finite: the mean comes from clients that stay for ages
    law = Law(1, a / 6.3, 0.0, 6.3)
    tap.close("Beta(1.07, 5.23)", coming_bills(law, 1.0, 0, 0.0), (6.3 - 1) / (a - 1))
    law = Law(1, 0.31, 0.0, 941.0)
    tap.close("Beta of concentration 941", coming_bills(law, 1.0, 0, 0.0), 940 / (0.31 * 941 - 1))
    for law, multiplier, phase, renewed in ((Law(7, 0.23, 0.013, 5.9), 1.37, 3, 2.74),
                                            (Law(2, 0.81, 0.4, 0.7), 0.21, 0, 0.0)):
        a, b = law.nonrenewal * law.concentration, (1 - law.nonrenewal) * law.concentration + renewed
        stay = (1 - law.early_exit) ** multiplier
        bills = [k for k in range(4000)]
        terms = [(phase + k) // law.term for k in bills]
        plain = math.fsum(0.97 ** k * stay ** (k - j) * survival(a, b, j * multiplier) for k, j in zip(bills, terms))
        tap.close(f"{law}: sum of 4000 bills", coming_bills(law, multiplier, phase, renewed, 0.97), plain)


def spend(tap):
    bounds = lognormal_quartiles(5000.0, 1.3)
    rows = contract(fee=0.08) + [("spend.mean", 5000.0), ("spend.cv", 1.3)]
    options = {"bounds": bounds, "shape": "lognormal"}
    _, metrics = figures_of(make(rows, **options))
    tap.close("quartiles that differ in nothing: plateau", metrics["plateau.revenue"], 5000 * 0.08 * 2)
    lives = [1 / (1 - Q ** m) for m in (2.0, 1.5, 1.2, 1.0)]
    churn = [(f"quartile.{q}.churn", m) for q, m in zip((1, 2, 3, 4), (2.0, 1.5, 1.2, 1.0))]
    _, metrics = figures_of(make(rows + churn, **options))
    tap.close("quartile multipliers: clients, a quarter each", metrics["plateau.clients"], sum(lives) / 24)
    _, metrics = figures_of(make(rows + [("contract.c.fee", 0.123456, 60)], **options, months=60))
    tap.close("lognormal fees are not rounded", metrics["revenue.end"], 400 / 6 * (1 - Q ** 59) * Q / P + 617.28 / 6)
    _, metrics = figures_of(make(contract(fee=0.0123456) + [("spend.mean", 1234.5)]))
    tap.close("a fixed fee is rounded to cents", metrics["ltv"], 15.24 * 12)
    gone = contract("a", share=3.0, switch_share=0.6, offered=False)
    series, _ = figures_of(make(gone + contract("b", share=1.0) + contract("d", share=2.0)))
    tap.close("a contract not offered: 1 - 0.4 x 3/6 sign", series["signups"][1], 0.8 / 6)


def book(tap):
    """A client of tenure 5 in a 12-month term decides after its 12th bill, in plan month 7; lost in month 8."""
    nobody = [("rep.r.count", 0)]
    series, metrics = figures_of(make(contract(term=12, nonrenewal=0.3) + nobody, months=24,
                                       book=[BookClient(5, "c", None, 777.77, None)]))
    tap.equal("book: revenue(0)", series["revenue"][0], 777.77)
    tap.close("book: clients in month 7", series["clients"][7], 1.0)
    tap.close("book: lost in month 8", series["lost"][8], 0.3)
    tap.close("book: lost in month 20", series["lost"][20], 0.7 * 0.3)
    tap.close("book: crr.12", metrics["crr.12"], 0.7)
    tap.equal("book: nobody signs, no ltv", metrics["ltv"], None)
    series, _ = figures_of(make(contract(term=12, nonrenewal=0.3) + nobody,
                                 book=[BookClient(5, "c", 1000.0, None, 3)]))
    tap.close("book: a renewal in month 3", series["lost"][4], 0.3)
    a, b = 2.3, 6.1
    differ = contract(nonrenewal=a / (a + b), concentration=a + b)
    series, _ = figures_of(make(differ + nobody, book=[BookClient(9, "c", 1000.0, None, None)]))
    tap.close("book: who has renewed 9 times is likelier to", series["lost"][2], a / (a + b + 9))
    _, metrics = figures_of(make(differ + nobody, months=12, book=[BookClient(9, "c", 1000.0, None, None)]))
    want = math.prod((b + 9 + j) / (a + b + 9 + j) for j in range(11))
    tap.close("book: a 12-month plan compares with the book", metrics["crr.12"], want)
    _, metrics = figures_of(make(contract(), months=11))
    tap.equal("an 11-month plan has no crr.12", metrics["crr.12"], None)


def unclosed_months(series):
    """The months in which clients or revenue are not those of the month before, plus what came, less what went."""
    found = []
    for total, came, lost in (("clients", ("signups", "winbacks"), "lost"),
                              ("revenue", ("revenue_new", "revenue_expansion", "revenue_reactivated"), "revenue_lost")):
        for t in range(1, len(series[total])):
            gap = series[total][t - 1] + sum(series[name][t] for name in came) - series[lost][t] - series[total][t]
            found += [t] * (abs(gap) > 1e-12 * max(series[total]))
    return found


def random_plans(tap):
    """What must hold in any plan: the bridge closes; and where revenue comes to rest within 1200 stepped months, it
    rests at the plateau, which no stepping has made. Where clients differ it hardly ever comes to rest."""
    unclosed, off, rested = [], [], 0
    for k in range(80):
        scenario = make_case(f"self {k}").scenario
        play = Play(scenario)
        unclosed += [(k, t) for t in unclosed_months(play.series)]
        differ = any(name.endswith(".concentration") for name in scenario.paths)
        steady = None if differ else steady_state(scenario, play)
        if steady and steady.exists and steady.revenue() > 0.0:
            tail = smooth_revenue(Play(scenario, smooth=True))[-100:]
            if max(tail) - min(tail) <= 1e-12 * max(tail):
                rested += 1
                half_cents = 0.005 * steady.clients() if play.payments.grows else 0.0
                off += [k] * (abs(tail[-1] - steady.revenue()) > 1e-11 * tail[-1] + half_cents)
    tap.equal("80 random plans: the bridge closes in every month", unclosed, [])
    tap.equal("80 random plans: revenue rests at the plateau", off, [])
    tap.line(rested >= 10, "80 random plans: an eighth comes to rest", f"only {rested}")


def run():
    """All checks as TAP; returns the exit status."""
    tap = Tap()
    for check in (textbook, renewals, never, differing_clients, spend, book, random_plans):
        check(tap)
    self_test_rules.run(tap)
    self_test_loyalty.run(tap)
    print(f"1..{tap.count}")
    return 1 if tap.failed else 0
