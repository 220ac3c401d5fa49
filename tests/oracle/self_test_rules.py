# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the agency against closed forms: seats, qualification, onboarding, growth, pay and costs.

p is a monthly churn, q = 1 - p, S(k) = q^k the chance to be a client after k months. The contract is month to month
unless a check says otherwise, its fee 10000, its sign-ups 1/6 a month for each full rep.
"""
import math

from forever import coming_bonuses
from leaving import Law
from scenario import BookClient
from self_test_kit import P, Q, contract, figures_of, make

RATE, FEE = 1 / 6, 10000.0


def book_of(*clients):
    return [BookClient(tenure, "c", None, fee, None) for tenure, fee in clients]


def quitting(tap):
    """Occupied 1/f of 1/f + r months, f the chance to quit, r the vacancy; ramp R: month j of a rep works min(1, j/R)."""
    f, r, ramp = 0.137, 3, 4
    rows = contract() + [("rep.r.quit", f), ("rep.r.refill", r), ("rep.r.ramp", ramp), ("rep.r.salary", 777.0),
                         ("rep.r.hiring_cost", 313.0), ("cost.lead", 11.0), ("rep.r.count", 2)]
    series, metrics = figures_of(make(rows, months=400))
    cycle = 1 / f + r
    worked = sum((1 - f) ** (j - 1) * min(1, j / ramp) for j in range(1, 2000)) / cycle
    tap.close("quit: occupied seats", series["reps"][400], 2 / f / cycle)
    tap.close("quit: hiring", series["hiring"][400], 2 / cycle * 313.0)
    tap.close("quit: salaries", series["salaries"][400], 2 / f / cycle * 777.0)
    tap.close("quit: leads cost", series["leads_cost"][400], 2 * worked * RATE * 11.0)
    tap.close("quit: sign-ups", series["signups"][400], 2 * worked * RATE)
    tap.close("quit: plateau", metrics["plateau.revenue"], 2 * worked * RATE * FEE * 12)
    tap.close("quit: occupied in month 2", series["reps"][2], 2 * (1 - f))
    tap.close("quit: occupied in month 5, first refill", series["reps"][5], 2 * ((1 - f) ** 4 + f))
    series, metrics = figures_of(make(contract() + [("rep.r.quit", 1.0), ("rep.r.refill", 2)], months=9))
    tap.equal("quit 1, refill 2: every third month", series["reps"][1:], [1.0, 0, 0] * 3)
    tap.close("quit 1, refill 2: plateau a third", metrics["plateau.revenue"], RATE / 3 * FEE * 12)
    rows = contract() + [("rep.r.count", 3, 4), ("rep.r.count", 2, 6), ("rep.r.count", 3, 9), ("rep.r.ramp", 4),
                         ("rep.r.hiring_cost", 100.0), ("rep.r.hiring_cost", 250.0, 9)]
    for arrivals in ("poisson", "steady"):
        series, _ = figures_of(make(rows, months=12, arrivals=arrivals))
        tap.equal(f"{arrivals}: hired twice in 4, once more in 9", series["hiring"][1:], [0, 0, 0, 200.0] + [0] * 4 +
                  [250.0, 0, 0, 0])
        if arrivals == "poisson":
            tap.close("ramp: month 5", series["signups"][5], RATE * (1 + 2 * 2 / 4))
            tap.close("ramp: month 9, a new rep on the third seat", series["signups"][9], RATE * (1 + 1 + 1 / 4))
        else:
            # Both hires sign in month 4; six months of work later, 1.5 of them while learning, the one who stayed again.
            signed = [month for month in range(1, 13) if series["signups"][month]]
            tap.equal("steady: months of sign-ups", signed, [1, 4, 7, 11])


def qualification(tap):
    """x of the leads spend less than asked. Lognormal, cv 1.3, asked the median m: x = 1/2."""
    mean, cv, reused, share = 5000.0, 1.3, 0.37, 0.23
    sigma = math.sqrt(math.log1p(cv * cv))
    median = mean * math.exp(-sigma * sigma / 2)
    rows = contract() + [("spend.mean", mean), ("spend.cv", cv), ("qualify.min_spend", median),
                         ("qualify.time_reused", reused), ("qualify.return_share", share), ("qualify.return_after", 5)]
    series, metrics = figures_of(make(rows, bounds=(0.5 * median, median, 2 * median), shape="lognormal", months=30))
    signed, back = RATE * (0.5 + reused * 0.5), RATE * 0.5 * share
    asked_fee = math.floor(100 * 0.1 * median + 0.5) / 100
    # The mean above the median is mean x Phi(sigma) / (1/2).
    above = mean * 0.5 * math.erfc(-sigma / math.sqrt(2)) / 0.5
    tap.close("qualify: sign-ups of month 1", series["signups"][1], signed)
    tap.equal("qualify: nobody back before month 6", series["signups_returned"][5], 0.0)
    tap.close("qualify: back in month 6", series["signups_returned"][6], back)
    tap.close("qualify: new revenue", series["revenue_new"][30], signed * 0.1 * above + back * asked_fee)
    tap.close("qualify: plateau", metrics["plateau.revenue"], 12 * (signed * 0.1 * above + back * asked_fee))
    tap.close("qualify: plateau clients", metrics["plateau.clients"], 12 * (signed + back))
    series, metrics = figures_of(make(contract() + [("qualify.min_spend", 100000.01), ("qualify.return_share", share)]))
    tap.close("qualify: nobody but who returns", metrics["plateau.revenue"], 12 * RATE * share * 10000.0)
    tap.equal("qualify: no reps' sign-ups, no cac", metrics["cac"], None)
    series, _ = figures_of(make(contract() + [("qualify.min_spend", 100000.0)]))
    tap.close("qualify: spending just enough is enough", series["signups"][1], RATE)


def onboarding(tap):
    """A client that is not activated leaves by 1 - q^2 in its first 3 months: bills 1 + q^2 + q^4 + q^6 / p."""
    rows = contract() + [("onboarding.activation", 0.6), ("onboarding.churn", 2.0), ("onboarding.months", 3)]
    slow = 1 + Q ** 2 + Q ** 4 + Q ** 6 * 12
    _, metrics = figures_of(make(rows))
    tap.close("onboarding: lifetime", metrics["lifetime.mean"], 0.6 * 12 + 0.4 * slow)
    nobody = [("rep.r.count", 0)]
    series, _ = figures_of(make(rows + nobody, book=book_of((2, 500.0))))
    raw = 0.4 * Q ** 4 / (0.6 * Q ** 2 + 0.4 * Q ** 4)
    tap.close("onboarding: the book's tenure says who is activated", series["clients"][2], (1 - raw) * Q + raw * Q ** 2)
    a, b = 2.3, 6.1
    differ = contract(nonrenewal=a / (a + b), concentration=a + b)
    series, _ = figures_of(make(differ + rows[3:] + nobody, book=book_of((5, 500.0))))

    def beta(x, y):
        return math.gamma(x) * math.gamma(y) / math.gamma(x + y)
    likely = (0.6 * beta(a, b + 5), 0.4 * beta(a, b + 8))
    later = (0.6 * beta(a, b + 6), 0.4 * beta(a, b + 9))
    tap.close("onboarding: the book where clients differ", series["clients"][2], sum(later) / sum(likely))


def growth(tap):
    """5 % a year up to 8 %: 100, 105, 108 % of the first fee."""
    rows = contract() + [("expansion.yearly", 0.05), ("expansion.limit", 0.08)]
    s12, s24 = Q ** 12, Q ** 24
    worth = 12 * FEE * (1 - s12 + 1.05 * (s12 - s24) + 1.08 * s24)
    series, metrics = figures_of(make(rows, months=120))
    tap.close("growth: plateau", metrics["plateau.revenue"], RATE * worth)
    tap.close("growth: ltv", metrics["ltv"], worth)
    tap.close("growth: expansion of month 25", series["revenue_expansion"][25],
              RATE * FEE * (0.05 * s12 + 0.03 * s24))
    nobody = [("rep.r.count", 0)]
    series, metrics = figures_of(make(rows + nobody, months=30, book=book_of((12, 33.33), (11, 50.0))))
    tap.close("growth: the book's tenure of 12 grows in month 1", series["revenue_expansion"][1], 35.0 - 33.33)
    tap.close("growth: fees are rounded from the first one", series["revenue_expansion"][13], (36.0 - 35.0) * s12)
    tap.close("growth: lost is what was paid last", series["revenue_lost"][14], P * s12 * (36.0 + 52.5))
    low = rows + [("expansion.limit", 0.02, 25)] + nobody
    series, metrics = figures_of(make(low, months=30, book=book_of((0, 1000.0))))
    tap.close("growth: a falling limit", series["revenue_expansion"][25], Q ** 24 * (1020.0 - 1050.0))
    tap.close("growth: nrr.12", metrics["nrr.12"], s12 * 1020.0 / 1050.0)
    tap.close("growth: grr.12", metrics["grr.12"], s12 * 1020.0 / 1050.0)
    series, metrics = figures_of(make(rows + nobody, months=12, book=book_of((5, 1000.0))))
    tap.close("growth: nrr.12 against the book", metrics["nrr.12"], Q ** 11 * 1.05)
    tap.close("growth: grr.12 counts no growth", metrics["grr.12"], Q ** 11)
    rows = contract(nonrenewal=0.0) + nobody + rows[3:]
    _, metrics = figures_of(make(rows, months=3, book=book_of((5, 1000.0))))
    tap.close("growth: who never leaves ends at the limit", metrics["plateau.revenue"], 1080.0)


def sales_pay(tap):
    """Commission over n bills, clawback below tenure w, a bonus after every E months."""
    c, n, w, g, e = 0.21, 5, 4, 0.31, 6
    rows = contract() + [("rep.r.commission", c), ("rep.r.commission_months", n), ("rep.r.clawback", w),
                         ("bonus.share", g), ("bonus.every", e), ("cost.signup", 200.0), ("cost.lost", 50.0)]
    paid = c * FEE * (1 - Q ** n) / P
    clawed = sum(P * Q ** (t - 1) * c * FEE * min(t, n) for t in range(1, w))
    bonus = g * FEE * Q ** e / (1 - Q ** e)
    series, metrics = figures_of(make(rows, months=400))
    tap.close("pay: commissions", series["commissions"][400], RATE * paid)
    tap.close("pay: clawbacks", series["clawbacks"][400], RATE * clawed)
    tap.close("pay: bonuses", series["bonuses"][400], RATE * bonus)
    net = 12 * FEE - paid + clawed - bonus
    tap.close("pay: ltv.margin", metrics["ltv.margin"], net)
    tap.close("pay: plateau profit", metrics["plateau.profit"], RATE * (net - 250.0))
    tap.close("pay: profit of month 400", series["profit"][400], RATE * (net - 250.0))
    tap.close("pay: gain.signups", metrics["gain.signups"], 0.01 * RATE * (net - 250.0))
    tap.close("pay: gain.fee", metrics["gain.fee"], 0.01 * RATE * net)
    _, metrics = figures_of(make(contract() + [("rep.r.commission", c)]))
    tap.close("pay: commission on all bills", metrics["ltv.margin"], 12 * FEE * (1 - c))
    lives = 1 / (1 - Q ** 0.99)
    tap.close("pay: gain.churn", metrics["gain.churn"], RATE * FEE * (1 - c) * (lives - 12))
    tap.close("pay: gain.churn.percent", metrics["gain.churn.percent"], lives / 12 - 1)


def bonus_sums(tap):
    """The sum over bonus bills of the chance to be there, plainly over 6000 of them."""
    def survival(a, b, m):
        return math.exp(math.lgamma(b + m) + math.lgamma(a + b) - math.lgamma(b) - math.lgamma(a + b + m))

    for law, multiplier, phase, renewed, wait, every in (
            (Law(7, 0.23, 0.013, 5.9), 1.37, 3, 2.74, 2, 6), (Law(2, 0.81, 0.4, 0.7), 0.21, 0, 0.0, 0, 5),
            (Law(12, 0.31, 0.004, None), 1.1, 5, 0.0, 4, 9), (Law(3, 0.2, 1.0, 4.0), 0.7, 1, 1.4, 1, 2)):
        a, b = (law.nonrenewal * law.concentration, (1 - law.nonrenewal) * law.concentration + renewed) \
            if law.concentration else (None, None)
        stay, plain = (1 - law.early_exit) ** multiplier, []
        for bill in range(wait, wait + every * 6000, every):
            j = (phase + bill) // law.term
            own = survival(a, b, j * multiplier) if a else (1 - law.nonrenewal) ** (j * multiplier)
            plain.append(stay ** (bill - j) * own)
        tap.close(f"bonus of {law}: sum of 6000", coming_bonuses(law, multiplier, phase, renewed, wait, every),
                  math.fsum(plain), 1e-10)
    # One bonus a bill from the next on is all bills: (a + b - 1) / (a - 1).
    tap.close("bonus at every bill", coming_bonuses(Law(1, 0.3, 0.0, 7.0), 1.0, 0, 0.0, 0, 1), 6 / 1.1)
    # E[1 / (1 - y^2)], y ~ Beta(1, 2): density 2 (1 - y), so 2 ln 2.
    tap.close("bonus at every other bill", coming_bonuses(Law(1, 2 / 3, 0.0, 3.0), 1.0, 0, 0.0, 0, 2), 2 * math.log(2))


def costs(tap):
    """serve share of fees; a service rep for 10 clients, one third of the bonus more after each of three years."""
    rows = contract() + [("cost.serve", 0.11), ("service.accounts", 10.0), ("service.salary", 3000.0),
                         ("service.bonus", 0.15), ("rep.r.salary", 4000.0), ("cost.fixed", 123.0)]
    level = 12 * (1 + 0.05 * (Q ** 12 + Q ** 24 + Q ** 36))
    series, metrics = figures_of(make(rows, months=400))
    tap.close("service in the long run", series["service"][400], RATE * 300.0 * level)
    tap.close("serving in the long run", series["serving"][400], RATE * 12 * FEE * 0.11)
    margin = 12 * FEE * 0.89 - 300.0 * level
    profit = RATE * margin - 4123.0
    tap.close("plateau profit", metrics["plateau.profit"], profit)
    tap.close("gain.signups_bought", metrics["gain.signups_bought"], 0.01 * (RATE * margin - 4000.0))
    tap.close("gain.signups.percent", metrics["gain.signups.percent"], 0.01 * RATE * margin / profit)
    tap.close("cac", metrics["cac"], 4000.0 * 6)
    tap.close("ltv_cac", metrics["ltv_cac"], margin / 24000.0)
    # 8600 a bill: 8600 x (1 - q^n) / p reaches 24000 first at n = 4 (30379; 23747 after 3).
    tap.equal("cac.payback", metrics["cac.payback"], 4)
    series, metrics = figures_of(make(rows, months=1, discount_rate=0.5))
    tap.close("profit of month 1", metrics["profit.total"], RATE * (8900.0 - 300.0) - 4123.0)
    series, metrics = figures_of(make(rows, months=13, discount_rate=0.5))
    tap.close("npv is profit discounted", metrics["npv"], sum(x / 1.5 ** (i / 12)
                                                              for i, x in enumerate(series["profit"][1:])))
    tap.close("cash of month 13", series["cash"][13], metrics["profit.total"])
    tap.close("keep.cost", metrics["keep.cost"], 12 * sum(series["service"][1:]) / sum(series["clients"][1:]))


def run(tap):
    for check in (quitting, qualification, onboarding, growth, sales_pay, bonus_sums, costs):
        check(tap)
