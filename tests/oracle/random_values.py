# SPDX-License-Identifier: GPL-3.0-or-later
"""Random values of parameters, each with a text as a user might write it.

Values have high entropy (0.0837, never 0.1), so that a factor lost or used twice shows; now and then an edge (0, 1).
The number is read off the text exactly, so that the program and the model start from the same double.
"""
from fractions import Fraction

# What a parameter may be: lowest and highest legal value, and whether only whole numbers are legal.
LIMITS = {"share": (0, 1, False), "factor": (0, 1e6, False), "weight": (0, 1e6, False), "leads": (0, 1e6, False),
          "concentration": (1e-3, 1e6, False), "count": (0, 1000, True), "term": (1, 36, True),
          "money": (1e-2, 1e9, False), "cv": (0, 20, False),
          "months": (0, 120, True), "from one": (1, 1200, True), "cost": (0, 1e9, False), "accounts": (1e-2, 1e6, False),
          "lift": (-10, 10, False), "yearly": (0, 1, False), "limit": (0, 100, False), "multiple": (0, 100, False)}


def plain(rng, low, high, digits=None):
    """A decimal between two bounds, as text."""
    if digits is None:
        digits = rng.choice((3, 4, 5, 6))
    return f"{rng.uniform(low, high):.{digits}f}"


def number(text):
    """The value of a text this module has made: 0.08, 8%, 1/12, $1,234.50."""
    text = text.replace("$", "").replace(",", "")
    if text.endswith("%"):
        return float(Fraction(text[:-1]) / 100)
    return float(Fraction(text))


def share_text(rng, low, high):
    """A share in one of three spellings."""
    style = rng.randrange(4)
    if style == 0:
        return plain(rng, 100 * low, 100 * high, rng.choice((1, 2, 3))) + "%"
    if style == 1:
        bottom = rng.randint(7, 997)
        return f"{round(rng.uniform(low, high) * bottom)}/{bottom}"
    return plain(rng, low, high)


def money_text(rng, low, high):
    x = rng.uniform(low, high)
    style = rng.randrange(4)
    if style == 0:
        return f"${x:,.2f}"
    if style == 1:
        return f"{x:.0f}"
    return f"{x:.{rng.choice((2, 4))}f}"


def factor_text(rng, low, high):
    if rng.random() < 0.15:
        bottom = rng.randint(7, 97)
        return f"{max(1, round(rng.uniform(low, high) * bottom))}/{bottom}"
    return plain(rng, low, high)


def _edge(rng, texts, chance=0.06):
    return rng.choice(texts) if rng.random() < chance else None


def _any_share(rng, low, high, edges):
    return _edge(rng, edges) or share_text(rng, low, high)


# How the text of each parameter is drawn, by the last part of its name.
DRAWS = {
    "close": lambda r: _any_share(r, 0.01, 0.6, ("0", "1", "100%")),
    "count": lambda r: str(r.choice((0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 7))),
    "leads": lambda r: _edge(r, ("0", "1/6")) or plain(r, 0.2, r.choice((3, 40))),
    "churn": lambda r: _edge(r, ("0", "6.5")) or factor_text(r, 0.3, 2.5),
    "multiplier": lambda r: _edge(r, ("0", "4.75")) or factor_text(r, 0.4, 1.9),
    "mean": lambda r: money_text(r, 800, r.choice((5000, 60000))),
    "ramp": lambda r: str(r.choice((0, 1, 2, 3, 5, 6, 9))),
    "quit": lambda r: _any_share(r, 0.005, r.choice((0.05, 0.3)), ("0", "0%", "1")),
    "refill": lambda r: str(r.choice((0, 0, 1, 2, 3, 6))),
    "salary": lambda r: _edge(r, ("0",)) or money_text(r, 500, 9000),
    "hiring_cost": lambda r: _edge(r, ("0",)) or money_text(r, 100, 15000),
    "commission": lambda r: _any_share(r, 0.01, 0.4, ("0", "1")),
    "commission_months": lambda r: str(r.choice((0, 1, 3, 6, 12, 24, r.randint(2, 40)))),
    "clawback": lambda r: str(r.choice((0, 1, 2, 4, 7, 13, r.randint(2, 30)))),
    "min_spend": lambda r: _edge(r, ("0",)) or money_text(r, 300, r.choice((3000, 20000))),
    "time_reused": lambda r: _any_share(r, 0.05, 0.95, ("0", "1")),
    "return_share": lambda r: _any_share(r, 0.05, 0.95, ("0", "1")),
    "return_after": lambda r: str(r.choice((1, 2, 3, 6, 12, r.randint(1, 30)))),
    "months": lambda r: str(r.choice((0, 1, 2, 3, 3, 6, 11, 20))),
    "onboarding.churn": lambda r: _edge(r, ("0", "1")) or factor_text(r, 0.5, 4.0),
    "activation": lambda r: _any_share(r, 0.05, 0.95, ("0", "1")),
    "accounts": lambda r: plain(r, 3, 40, 2),
    "bonus": lambda r: _any_share(r, 0.01, 0.3, ("0", "1")),
    "yearly": lambda r: _edge(r, ("0",)) or plain(r, 3, 40, 6) + "%",
    "limit": lambda r: _edge(r, ("0",)) or plain(r, 0.02, r.choice((0.4, 1.3)), 8),
    "every": lambda r: str(r.choice((1, 3, 5, 6, 6, 9, 12, 18))),
    "bonus.share": lambda r: _edge(r, ("0", "1")) or plain(r, 0.02, 0.9),
    "serve": lambda r: _any_share(r, 0.02, 0.5, ("0", "1")),
    "fixed": lambda r: money_text(r, 100, 8000),
    "lead": lambda r: money_text(r, 1, 300),
    "signup": lambda r: money_text(r, 10, 2000),
    "lost": lambda r: money_text(r, 10, 900),
    "promoters": lambda r: _any_share(r, 0.05, 0.5, ("0",)),
    "detractors": lambda r: _any_share(r, 0.05, 0.4, ("0",)),
    "weight": lambda r: _edge(r, ("0",)) or factor_text(r, 0.2, 1.8),
    "lift": lambda r: plain(r, -0.6, 0.9),
    "coverage": lambda r: _any_share(r, 0.1, 0.95, ("0", "1")),
    "success": lambda r: _any_share(r, 0.1, 0.95, ("0", "1")),
    "after": lambda r: str(r.choice((0, 1, 2, 3, 6, r.randint(2, 20)))),
    "cost": lambda r: money_text(r, 5, 900),
    "rescue.share": lambda r: _any_share(r, 0.05, 0.9, ("0", "1")),
    "winback.share": lambda r: _any_share(r, 0.02, 0.6, ("0", "1")),
    "winback.after": lambda r: str(r.choice((1, 1, 2, 3, 6, 12, r.randint(1, 30)))),
    "referral.leads": lambda r: _edge(r, ("0",)) or plain(r, 0.01, r.choice((0.1, 0.7))),
    "close_ratio": lambda r: _edge(r, ("0",)) or factor_text(r, 0.4, 5.0),
    "referral.spend": lambda r: factor_text(r, 0.4, 2.5),
    "reward": lambda r: money_text(r, 10, 2000),
    "cv": lambda r: plain(r, 0.1, 2.3),
    "term": lambda r: str(r.choice((1, 2, 3, 6, 7, 12, 24, r.randint(2, 36)))),
    "fee": lambda r: _edge(r, ("0", "0%"), 0.02) or share_text(r, 0.01, 0.3),
    "nonrenewal": lambda r: _any_share(r, 0.01, 0.9, ("0", "1", "100%")),
    "early_exit": lambda r: _any_share(r, 0.001, r.choice((0.03, 0.3)), ("0", "0%", "1")),
    "concentration": lambda r: plain(r, 0.6, r.choice((4, 15, 300))),
    "share": lambda r: _edge(r, ("0",), 0.15) or plain(r, 0.05, 3),
    "offered": lambda r: r.choice(("no", "no", "yes")),
    "switch_share": lambda r: _any_share(r, 0.05, 0.95, ("0", "1")),
}

KINDS = {"close": "share", "count": "count", "leads": "leads", "churn": "factor", "multiplier": "factor",
         "mean": "money", "cv": "cv", "term": "term", "fee": "share", "nonrenewal": "share", "early_exit": "share",
         "concentration": "concentration", "share": "weight", "offered": "flag", "switch_share": "share",
         "ramp": "months", "quit": "share", "refill": "months", "salary": "cost", "hiring_cost": "cost",
         "commission": "share", "commission_months": "months", "clawback": "months", "min_spend": "cost",
         "time_reused": "share", "return_share": "share", "return_after": "from one", "months": "months",
         "onboarding.churn": "factor", "activation": "share", "accounts": "accounts", "bonus": "share",
         "yearly": "yearly", "limit": "limit", "every": "from one", "bonus.share": "multiple", "serve": "share",
         "promoters": "share", "detractors": "share", "weight": "multiple", "lift": "lift", "coverage": "share",
         "success": "share", "after": "months", "cost": "cost", "rescue.share": "share", "winback.share": "share",
         "winback.after": "from one", "referral.leads": "leads", "close_ratio": "factor", "referral.spend": "factor",
         "reward": "cost", "fixed": "cost", "lead": "cost", "signup": "cost", "lost": "cost"}

# What may be blank, and then cannot be changed by a relative row.
BLANKABLE = ("concentration", "commission_months", "accounts", "limit", "every")


def last_part(parameter):
    """The part that says what a parameter is; share.q3 is a share."""
    parts = parameter.split(".")
    if parts[0] == "spend" and parts[1].startswith("q"):
        return "mean"   # a bound of the spend quartiles
    if parameter in DRAWS:
        return parameter
    return "share" if len(parts) == 4 else parts[-1]


def may_be_blank(parameter):
    return last_part(parameter) in BLANKABLE


def kind_of(parameter):
    return KINDS[last_part(parameter)]


def legal(parameter, value):
    """True if the program must take the value."""
    kind = kind_of(parameter)
    if kind == "flag" or value is None:
        return kind == "flag" or may_be_blank(parameter)
    low, high, whole = LIMITS[kind]
    return low <= value <= high and (not whole or value == int(value))


def draw(rng, parameter):
    """(text, op, value) of an absolute row."""
    text = DRAWS[last_part(parameter)](rng)
    if kind_of(parameter) == "flag":
        return text, "=", text == "yes"
    value = number(text)
    return text, "=", int(value) if LIMITS[kind_of(parameter)][2] else value


def draw_change(rng, parameter):
    """(text, op, value) of a relative row: +=, -= or *=."""
    kind = kind_of(parameter)
    if kind in ("count", "term", "months", "from one"):
        step = rng.choice((1, 1, 2, 3))
        sign = rng.choice("+-")
        return f"{sign}={step}", "+", step if sign == "+" else -step
    spans = {"share": 0.05, "factor": 0.4, "weight": 0.5, "leads": 2.0, "money": 900.0, "cv": 0.2, "cost": 400.0,
             "multiple": 0.3, "lift": 0.5}
    if kind not in spans or rng.random() < 0.5:
        text = plain(rng, 50, 170, 2) + "%" if rng.random() < 0.2 else plain(rng, 0.5, 1.7)
        return f"*={text}", "*", number(text)
    text = share_text(rng, 0.002, 0.05) if kind == "share" else plain(rng, 0.01, spans[kind])
    sign = rng.choice("+-")
    return f"{sign}={text}", "+", number(text) if sign == "+" else -number(text)
