# SPDX-License-Identifier: GPL-3.0-or-later
"""Satisfaction, care, rescue, win-back and referrals against closed forms.

p is a monthly churn, q = 1 - p; the contract is month to month unless a check says otherwise, its fee 10000, its sign-ups
1/6 a month. A client under multiplier M is billed 1 / (1 - q^M) months: 12 at M = 1.
"""
import math
from statistics import NormalDist

from scenario import BookClient
from self_test_kit import Q, contract, figures_of, make

RATE, FEE = 1 / 6, 10000.0
NOBODY = [("rep.r.count", 0)]
CLASSES = [("nps.promoters", 0.31), ("nps.detractors", 0.23)]
CHURN = [("promoter.churn", 0.63), ("detractor.churn", 1.87)]
SHARES, MULTIPLES = (0.31, 0.46, 0.23), (0.63, 1.0, 1.87)    # promoters, passives, detractors


def bills(multiplier=1.0):
    return 1 / (1 - Q ** multiplier)


def book_of(*clients):
    return [BookClient(tenure, "c", None, fee, None) for tenure, fee in clients]


def satisfaction(tap):
    """Of each class so many are there after k decisions as it had, times q^(Mk): the score drifts."""
    def drift(k, lifted=SHARES):
        there = [share * Q ** (m * k) for share, m in zip(lifted, MULTIPLES)]
        return 100 * (there[0] - there[2]) / sum(there)

    rows = contract() + CLASSES + CHURN
    series, metrics = figures_of(make(rows + NOBODY, months=20, book=book_of((0, 500.0))))
    for month in (1, 2, 20):
        tap.close(f"nps of month {month}", series["nps"][month], drift(month - 1))
    tap.close("nps.end", metrics["nps.end"], drift(19))
    tap.close("promoters of month 5", series["promoters"][5], 0.31 * Q ** (0.63 * 4))
    series, _ = figures_of(make(rows + NOBODY, months=2, book=book_of((17, 500.0))))
    tap.close("nps of a book: tenure tells", series["nps"][1], drift(17))
    series, metrics = figures_of(make(rows, months=800))
    lives = [share * bills(m) for share, m in zip(SHARES, MULTIPLES)]
    tap.close("nps in the long run", metrics["nps.end"], 100 * (lives[0] - lives[2]) / sum(lives))
    tap.close("classes: lifetime", metrics["lifetime.mean"], sum(lives))
    tap.close("classes: plateau", metrics["plateau.revenue"], RATE * FEE * sum(lives))
    lift = 1.2 * 0.37 + 0.4 * -0.21
    rows += [("service.weight", 1.2), ("service.lift", 0.37), ("performance.weight", 0.4), ("performance.lift", -0.21)]
    normal = NormalDist()
    up, down = (normal.cdf(normal.inv_cdf(share) + sign * lift) for share, sign in ((0.31, 1), (0.23, -1)))
    series, metrics = figures_of(make(rows))
    tap.close("a lift: nps of month 1", series["nps"][1], 100 * (up - down))
    lived = sum(share * bills(m) for share, m in zip((up, 1 - up - down, down), MULTIPLES))
    tap.close("a lift: lifetime", metrics["lifetime.mean"], lived)
    later = contract() + CLASSES + CHURN + [("service.lift", 0.5, 4)] + NOBODY
    series, _ = figures_of(make(later, months=6, book=book_of((0, 500.0))))
    z = [normal.inv_cdf(x) for x in (0.23, 0.69)]
    cuts = [0.0] + [normal.cdf(x) for x in (z[0] - 0.5, z[0], z[1] - 0.5, z[1])] + [1.0]
    before, after = (1.87, 1.87, 1.0, 1.0, 0.63), (1.87, 1.0, 1.0, 0.63, 0.63)
    there = [(high - low) * Q ** (3 * old + 2 * new) for low, high, old, new in zip(cuts, cuts[1:], before, after)]
    tap.close("a lift in month 4: clients of month 6", series["clients"][6], sum(there))
    tap.close("a lift in month 4: nps of month 6", series["nps"][6], 100 * (there[3] + there[4] - there[0]) / sum(there))
    series, metrics = figures_of(make(contract() + NOBODY, months=2))
    tap.equal("no promoters or detractors, no nps", (series["nps"][1:], metrics["nps.end"]), ([None, None], None))


def care(tap):
    """A detractor is saved with chance c s; the others live on as they did."""
    c, s, cost = 0.81, 0.57, 137.0
    rows = contract() + CLASSES + CHURN + [("care.coverage", c), ("care.success", s), ("care.cost", cost)]
    series, metrics = figures_of(make(rows, months=400))
    saved = 0.31 * bills(0.63) + (0.46 + 0.23 * c * s) * 12 + 0.23 * (1 - c * s) * bills(1.87)
    tap.close("care: lifetime", metrics["lifetime.mean"], saved)
    tap.close("care: plateau", metrics["plateau.clients"], RATE * saved)
    tap.close("care: cost", series["care"][400], RATE * 0.23 * c * cost)
    tap.close("care: plateau profit", metrics["plateau.profit"], RATE * (FEE * saved - 0.23 * c * cost))
    tap.close("care: keep.cost", metrics["keep.cost"], 12 * RATE * 0.23 * c * cost * 400 / sum(series["clients"][1:]))
    tap.close("care: who is saved counts as passive at once", series["detractors"][1], RATE * 0.23 * (1 - c * s))
    d = Q ** 1.87
    _, metrics = figures_of(make(rows + [("care.after", 4)], months=60))
    asked = 1 + d + d ** 2 + d ** 3 * (c * s * 12 + (1 - c * s) * bills(1.87))
    tap.close("care after 4 bills: lifetime", metrics["lifetime.mean"], 0.31 * bills(0.63) + 0.46 * 12 + 0.23 * asked)
    late = [(*row, 3) for row in rows[5:]]
    series, _ = figures_of(make(rows[:5] + CHURN + late + NOBODY, months=4, book=book_of((7, 500.0))))
    weights = [share * Q ** (7 * m) for share, m in zip(SHARES, MULTIPLES)]
    left = weights[2] / sum(weights) * d ** 2
    tap.close("care from month 3: handled", series["care"][3], left * c * cost)
    tap.equal("care from month 3: not in 2, not again in 4", (series["care"][2], series["care"][4]), (0.0, 0.0))
    tap.close("care from month 3: detractors of month 4", series["detractors"][4], left * (1 - c * s) * d)
    rows += [("detractor.churn", 0.0), ("care.after", 9)] + NOBODY
    _, metrics = figures_of(make([row for row in rows if row != CHURN[1]], months=3, book=book_of((2, 500.0))))
    unhappy = 0.23 / (0.23 + 0.46 * Q ** 2 + 0.31 * Q ** (2 * 0.63))
    tap.close("care: who would never leave but is saved later leaves", metrics["plateau.clients"], unhappy * (1 - c * s))


def rescue(tap):
    """Leaving with h'(1 - r); 1 / (1 - r) waverings a life."""
    share, success, cost = 0.61, 0.43, 89.0
    r = share * success
    offers = [("rescue.share", share), ("rescue.success", success), ("rescue.cost", cost)]
    series, metrics = figures_of(make(contract() + offers + [("churn.multiplier", 1.3)], months=900))
    lived = bills(1.3) / (1 - r)
    tap.close("rescue: lifetime", metrics["lifetime.mean"], lived)
    tap.close("rescue: cost", series["rescue"][900], RATE * share * cost / (1 - r))
    tap.close("rescue: plateau profit", metrics["plateau.profit"], RATE * (FEE * lived - share * cost / (1 - r)))
    b, h, term = 0.017, 0.3, 7
    _, metrics = figures_of(make(contract(term=term, nonrenewal=h, early_exit=b) + offers))
    inner, last = 1 - b * (1 - r), 1 - h * (1 - r)
    want = (1 - inner ** term) / (1 - inner) / (1 - inner ** (term - 1) * last)
    tap.close("rescue within a term: lifetime", metrics["lifetime.mean"], want)
    _, metrics = figures_of(make(contract() + [("rescue.share", 1.0), ("rescue.success", 1.0)]))
    tap.equal("everybody is rescued: no plateau, no lifetime", (metrics["plateau.revenue"], metrics["lifetime.mean"]),
              (None, None))
    # E[1 / theta] = (a + b - 1) / (a - 1), Beta(2, 13); with M = 2 over Beta(2, 1) E[1 / (1 - y^2)] = 2 ln 2.
    _, metrics = figures_of(make(contract(nonrenewal=2 / 15, concentration=15.0) + offers, months=24))
    tap.close("rescue where clients differ: lifetime", metrics["lifetime.mean"], 14 / (1 - r))
    tap.close("rescue where clients differ: plateau profit", metrics["plateau.profit"],
              RATE * (FEE * 14 / (1 - r) - share * cost / (1 - r)))
    _, metrics = figures_of(make(contract(nonrenewal=2 / 3, concentration=3.0) + offers + [("churn.multiplier", 2.0)],
                                 months=12))
    tap.close("rescue where clients differ, M = 2: lifetime", metrics["lifetime.mean"], 2 * math.log(2) / (1 - r))
    # S(k) = E[(r + (1 - r) y)^k]: a binomial sum of Beta moments; with M = 1/2 in month 1, half a power more.
    a, b = 0.668, 3.806
    def moment(m):
        return math.exp(math.lgamma(b + m) - math.lgamma(b) + math.lgamma(a + b) - math.lgamma(a + b + m))

    def survived(first, k):
        powers = [(r, 0.0), (1 - r, first)]
        return sum(c * math.comb(k, i) * r ** (k - i) * (1 - r) ** i * moment(m + i)
                   for c, m in powers for i in range(k + 1))
    rows = contract(nonrenewal=a / (a + b), concentration=a + b) + offers + [("churn.multiplier", 0.5),
                                                                            ("churn.multiplier", 1.0, 2)]
    series, _ = figures_of(make(rows + NOBODY, months=14, book=book_of((0, 500.0))))
    for month in (2, 3, 14):
        tap.close(f"rescue of a book that differs: month {month}", series["clients"][month], survived(0.5, month - 2))
    wavered = (1 - share * success) ** -1 * (survived(0.5, 5) - survived(0.5, 6))
    tap.close("rescue of a book that differs: cost of month 7", series["rescue"][7], wavered * share * cost)


def win_back(tap):
    """Of every loss a share w comes back: w / (1 - w) returns for each sign-up."""
    w, cost = 0.37, 61.0
    rows = contract() + [("winback.share", w), ("winback.after", 3), ("winback.cost", cost), ("winback.churn", 1.7),
                         ("cost.lost", 7.0), ("cost.signup", 11.0)]
    series, metrics = figures_of(make(rows, months=600))
    again = w / (1 - w)
    clients = RATE * (12 + again * bills(1.7))
    tap.close("win-back: plateau clients", metrics["plateau.clients"], clients)
    tap.close("win-back: returns in the long run", series["winbacks"][600], RATE * again)
    tap.close("win-back: reactivated", series["revenue_reactivated"][600], RATE * again * FEE)
    tap.close("win-back: lost in the long run", series["lost"][600], RATE / (1 - w))
    tap.close("win-back: offspring", metrics["offspring"], w)
    tap.close("win-back: lifetime is of sign-ups", metrics["lifetime.mean"], 12)
    profit = clients * FEE - RATE * (11.0 + (cost + 7.0) / (1 - w))
    tap.close("win-back: plateau profit", metrics["plateau.profit"], profit)
    tap.close("win-back: gain.signups", metrics["gain.signups"], 0.01 * profit)
    there = [1.0]   # of a client of 12 months ago, and of its returns
    back, q = [0.0], Q ** 1.7
    for t in range(1, 13):
        lost = (1 - Q) * there[t - 4] + (1 - q) * back[t - 4] if t >= 4 else 0.0
        there.append(Q * there[-1])
        back.append(q * back[-1] + w * lost)
    _, metrics = figures_of(make(rows + NOBODY, months=12, book=book_of((3, 500.0))))
    # Its first decision is after the bill of month 1: 11 decisions.
    tap.close("win-back: nrr.12", metrics["nrr.12"], there[11])
    tap.close("win-back: nrr.12.reactivated", metrics["nrr.12.reactivated"], there[11] + back[11])
    _, metrics = figures_of(make(contract() + [("winback.share", 1.0)]))
    tap.equal("every lost client comes back: no plateau", metrics["plateau.revenue"], None)
    # From month 3 on nobody leaves any more: of the book's client s^2 is left, and (1 - s) / 2 + s (1 - s) / 2 came back.
    rows = contract() + NOBODY + [("winback.share", 0.5), ("churn.multiplier", 0.0, 3)]
    _, metrics = figures_of(make(rows, months=4, book=book_of((0, 500.0))))
    less = Q ** 0.99
    tap.close("win-back: who is back and never leaves", metrics["plateau.revenue"], 500 * (Q ** 2 + (1 - Q ** 2) / 2))
    tap.close("win-back: gain.churn of these", metrics["gain.churn"], 500 * (less ** 2 - Q ** 2) / 2, 1e-9)
    # Term 3, nobody renews: lost in month 4, back in 6 at its old fee under another contract, which the share decides.
    rows = (contract(term=3, nonrenewal=1.0) + contract("d", term=2, nonrenewal=1.0, share=3.0)
            + contract("e", term=1, nonrenewal=1.0, share=1.0) + NOBODY
            + [("winback.share", 0.4), ("winback.after", 2), ("contract.c.offered", False, 5),
               ("contract.c.switch_share", 0.8), ("expansion.yearly", 0.1), ("expansion.limit", 0.5)])
    series, metrics = figures_of(make(rows, months=16, book=book_of((0, 500.0))))
    tap.equal("win-back: nobody back in month 5", series["winbacks"][5], 0.0)
    tap.close("win-back: back in month 6 under another contract", series["winbacks"][6], 0.32)
    tap.close("win-back: at the old fee", series["revenue_reactivated"][6], 160.0)
    tap.close("win-back: the shorter contract lost in month 7", series["lost"][7], 0.08)
    tap.close("win-back: the longer one in month 8", series["lost"][8], 0.24)
    tap.close("win-back: of the shorter one back in month 9", series["winbacks"][9], 0.4 * 0.08)
    tap.close("win-back: the way ends at nothing", metrics["plateau.revenue"], 0.0)


def referral(tap):
    """x = (referred a promoter a month) x (promoter-months of a life): plateau B L / (1 - x)."""
    leads, close, ratio, reward = 0.13, 0.2, 2.3, 77.0
    rows = contract() + CLASSES + CHURN + [("referral.leads", leads), ("sales.close", close), ("rep.r.leads", RATE / close),
                                           ("referral.close_ratio", ratio), ("referral.reward", reward)]
    lives = sum(share * bills(m) for share, m in zip(SHARES, MULTIPLES))
    x = leads * close * ratio * 0.31 * bills(0.63)
    series, metrics = figures_of(make(rows, months=900))
    tap.close("referral: plateau", metrics["plateau.clients"], RATE * lives / (1 - x))
    tap.close("referral: clients in the long run", series["clients"][900], RATE * lives / (1 - x))
    tap.close("referral: referred in the long run", series["signups_referred"][900], RATE * x / (1 - x))
    tap.close("referral: offspring", metrics["offspring"], x)
    tap.close("referral: cost", series["referral"][900], RATE * x / (1 - x) * reward)
    tap.close("referral: plateau profit", metrics["plateau.profit"], RATE / (1 - x) * (FEE * lives - x * reward))
    tap.close("referral: month 2", series["signups_referred"][2], RATE * 0.31 * leads * close * ratio)
    tap.equal("referral: nobody in month 1", series["signups_referred"][1], 0.0)
    # Referred clients spend 1.4 times as much, leave at 0.8 of the rate and come back as others do.
    w = 0.23
    more = rows + [("referral.spend", 1.4), ("referral.churn", 0.8), ("winback.share", w), ("winback.churn", 1.3)]
    _, metrics = figures_of(make(more, months=60))

    def promoter_months(factor):
        return 0.31 * bills(0.63 * factor)

    def billed(factor):
        return sum(share * bills(m * factor) for share, m in zip(SHARES, MULTIPLES))
    again, per_month = w / (1 - w), leads * close * ratio
    own, back = (per_month * (promoter_months(f) + again * promoter_months(1.3)) for f in (1.0, 0.8))
    referred = RATE * own / (1 - back)
    want = RATE * (billed(1.0) + again * billed(1.3)) + 1.4 * referred * (billed(0.8) + again * billed(1.3))
    tap.close("referral and win-back: plateau revenue", metrics["plateau.revenue"], FEE * want)
    starts = (RATE + referred) / (1 - w)
    tap.close("referral and win-back: offspring", metrics["offspring"], 1 - RATE / starts)
    capped = [row for row in rows if row[0] != "referral.close_ratio"] + [("referral.close_ratio", 9.0)]
    series, _ = figures_of(make(capped, months=2))
    tap.close("referral: nobody signs more than once", series["signups_referred"][2], RATE * 0.31 * leads)
    _, metrics = figures_of(make(rows + [("referral.leads", leads / x, 2)], months=40))
    tap.equal("referral: one for one has no plateau", metrics["plateau.revenue"], None)
    tap.line(metrics["ltv"] is not None, "referral: an ltv exists all the same", "it does not")
    # Promoters who never leave bring others for ever.
    _, metrics = figures_of(make(rows + NOBODY, months=2, book=book_of((0, 500.0))))
    tap.equal("referral: a book that dies out leaves nothing", metrics["plateau.revenue"], 0.0)
    _, metrics = figures_of(make(rows + NOBODY + [("promoter.churn", 0.0)], months=2, book=book_of((0, 500.0))))
    tap.equal("referral: referred promoters never leave either", metrics["plateau.revenue"], None)
    rows += NOBODY + [("quartile.4.churn", 0.0)]
    options = {"bounds": (1.0, 2.0, 3.0), "months": 2, "book": [BookClient(0, "c", 1000000.0, 500.0, None)]}
    _, metrics = figures_of(make(rows + [("referral.spend", 0.00001)], **options))
    # The book's client is in quartile 4 and stays; whom it brings spend 1 and leave.
    tap.close("referral: who never leaves brings others for ever", metrics["plateau.clients"],
              1 + 0.31 * per_month * lives / (1 - x))


def run(tap):
    for check in (satisfaction, care, rescue, win_back, referral):
        check(tap)
