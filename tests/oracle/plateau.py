# SPDX-License-Identifier: GPL-3.0-or-later
"""The steady state under the last month's values, and what 1 % more of something does to it.

Who never leaves any more (M is 0 for ever, its law has no exit, or everybody who would leave is rescued) is no part of
the flow of sign-ups: it stands beside it with its fee at its final growth, and may bring referrals.

In the steady state every client is lost once, and every contract signed is offered: with win-back share w, of n starts
n w + n w^2 + ... come back, n w / (1 - w). A referred client and all its returns are promoters for some months in all;
times what a promoter brings in a month that is x, and as all referred clients are alike, those referred are
(what promoters among the others bring) / (1 - x).
"""
import math

from coming_back import add_types, chosen_again, new_lives, referred_per_promoter, types_of
from leaving import stay_at_term_end, stay_inside_term
from lives import Life, settled_rates, whole_life
from model import Model, Play, add_crew, totals
from satisfaction import ASKED, SAVED
from signing import shape


ROUNDS = 100000    # lives looked at for some that never end


def _never_leaves(law, multiplier, rescued):
    return multiplier == 0.0 or rescued == 1.0 or (law.nonrenewal == 0.0 and (law.term == 1 or law.early_exit == 0.0))


def _in_the_end(model, kind):
    """[(kind, share)] of clients of a kind once care has asked them, if it still will."""
    if not model.satisfaction.will_be_asked(kind):
        return [(kind, 1.0)]
    saved = model.satisfaction.saved_share(model.scenario.months)
    return [(kind._replace(care=SAVED), saved), (kind._replace(care=ASKED), 1.0 - saved)]


def _wavers(law, multiplier, renewed):
    """How often a month a client wavers whom every rescue keeps."""
    return ((law.term - 1) * (1.0 - stay_inside_term(law, multiplier))
            + 1.0 - stay_at_term_end(law, multiplier, renewed)) / law.term


class Stayers(Life):
    """The sums a month, in the end, of those who never leave any more; `wavered` is how often they are rescued."""
    LINES = (*Life.LINES, "wavered")

    def __init__(self, model, states):
        super().__init__()
        self.model = model
        self.month = model.scenario.months
        self.leaving = {}      # the types of those who do leave
        self.take(states)

    def _stays(self, kind, law):
        rescued = self.model.multipliers.rescued(self.month)
        return _never_leaves(law, self.model.multipliers.settled(kind, self.month), rescued)

    def take(self, states):
        """Adds those of the states who never leave, and notes who does."""
        for (before, law), group in states.items():
            for kind, part in _in_the_end(self.model, before) if self._stays(before, law) else [(before, 1.0)]:
                if part > 0.0 and self._stays(kind, law):
                    for place, cell in group.items():
                        self._keep(kind, law, place, cell, part)
                elif part > 0.0:
                    add_types(self.leaving, types_of({(kind, law): group}), part)

    def _keep(self, kind, law, place, cell, part):
        payments, multipliers = self.model.payments, self.model.multipliers
        self.add(settled_rates(self.model, kind, cell[0], payments.final_money(place, cell), self.month), part)
        share, every = payments.bonus_rule(kind.pay, self.month)
        if share:
            self.bonuses += part * share * cell[1] / every
        self.wavered += part * cell[0] * _wavers(law, multipliers.settled(kind, self.month), place[1])


def stayers(model, play):
    """Those of the last month of a play who never leave any more, and those who come back to stay: of who leaves later,
    or is lost by then and will be back. They pay by the rules of the model."""
    month, kept = play.scenario.months, Stayers(model, play.states)
    share = play.scenario.at("winback.share", month)
    waiting = {}
    for types in play.waiting.due.values():
        add_types(waiting, types)
    if share > 0.0:
        add_types(waiting, kept.leaving, share)
    for _ in range(ROUNDS):
        kept.leaving, before = {}, kept.clients
        kept.take(new_lives(model, chosen_again(play.scenario, waiting, month), month))
        waiting = add_types({}, kept.leaving, share) if share > 0.0 else {}
        # From the first return on all have contracts that are offered: if nobody stays now, nobody ever will.
        if not waiting or kept.clients - before <= 1e-16 * kept.clients:
            break
    return kept


class Steady:
    """The steady state: the flow of sign-ups and lives, who stays for ever, and the reps. `exists` is False if some
    sign-ups never leave on average, or come back and bring others without end."""

    def __init__(self, model, kept):
        self.model = model
        self.kept = kept
        scenario = model.scenario
        self.month = scenario.months
        self.rates = model.arrivals.steady_state()
        self.lives, self.flow, self.signups, self.referred, self.returns = {}, Life(), 0.0, 0.0, 0.0
        self.exists = self._at("winback.share") < 1.0   # else every lost client comes back
        types = {}
        for source, rate in self.rates.items():
            states = self._shape(source)
            self.lives[source] = self.life_of(source)
            self.flow.add(self.lives[source], rate)
            self.signups += rate * totals(states)[0]
            add_types(types, types_of(states), rate)
        if self.exists:
            self._add_returns(types)
            self._add_referred()
        self.exists = self.exists and math.isfinite(self.flow.clients)
        self.crew = {"salaries": 0.0, "hiring": 0.0, "leads_cost": 0.0, "reps": 0.0}
        for name in scenario.classes:
            add_crew(self.crew, scenario, name, model.arrivals.seats[name].steady_crew(), self.month)

    def _shape(self, source):
        model = self.model
        return shape(model.scenario, model.multipliers, model.payments, self.month, source)

    def life_of(self, source):
        """The whole life that one arrival of a source brings, without its returns."""
        return whole_life(self.model, self._shape(source), self.month)

    def _returns(self, types):
        """(number, Life) of all returns of those who start as these types."""
        share = self._at("winback.share")
        if share == 0.0 or not types:
            return 0.0, Life()
        states = new_lives(self.model, add_types({}, types, share / (1.0 - share)), self.month)
        return totals(states)[0], whole_life(self.model, states, self.month)

    def _add_returns(self, types):
        self.returns, life = self._returns(types)
        self.flow.add(life)

    def _add_referred(self):
        brought = referred_per_promoter(self.model.scenario, self.month)
        if brought == 0.0:
            return
        states = self._shape(("referred",))
        returns, life = self._returns(types_of(states))
        life.add(whole_life(self.model, states, self.month))
        offspring = brought * life.promoters
        if offspring >= 1.0 or not math.isfinite(life.clients):
            self.exists = False
            return
        rate = brought * (self.flow.promoters + self.kept.promoters) / (1.0 - offspring)
        if rate > 0.0:
            self.flow.add(life, rate)
            self.returns += rate * returns
            self.referred = rate * totals(states)[0]
            self.signups += self.referred

    def offspring(self):
        """What part of all new lives are referrals or returns: how many of these each life brings."""
        starts = self.signups + self.returns
        return (self.referred + self.returns) / starts if starts > 0.0 else None

    def clients(self):
        return self.flow.clients + self.kept.clients

    def revenue(self):
        return self.flow.revenue + self.kept.revenue

    def _at(self, parameter):
        return self.model.scenario.at(parameter, self.month)

    def sales_pay(self):
        return self.crew["salaries"] + self.crew["hiring"] + self.crew["leads_cost"]

    def _offers(self, wavered):
        return self._at("rescue.cost") * self._at("rescue.share") * wavered

    def costs_per_life(self):
        """What starts, ends and the efforts to prevent the end cost a month. Of those who waver 1 - r leave."""
        lost = self.signups + self.returns
        rescued = self.model.multipliers.rescued(self.month)
        wavered = lost / (1.0 - rescued) if lost > 0.0 else 0.0
        return (self._at("cost.signup") * self.signups + self._at("referral.reward") * self.referred
                + self._at("cost.lost") * lost + (self._at("winback.cost") * lost if self._at("winback.share") else 0.0)
                + self._at("care.cost") * self.flow.handled + self._offers(wavered))

    def flow_profit(self):
        """What steady sign-ups bring a month, before the reps' salaries, hiring and leads."""
        return self.flow.ltv_margin() - self.costs_per_life()

    def profit(self):
        return (self.flow_profit() + self.kept.ltv_margin() - self._offers(self.kept.wavered) - self.sales_pay()
                - self._at("cost.fixed"))

    def fees_kept(self):
        """Revenue less what is paid as a share of it."""
        return sum(part.revenue - part.serving - part.commissions + part.clawbacks - part.bonuses
                   for part in (self.flow, self.kept))

    def turnover(self):
        """All that flows in and out a month: what differences are to be judged by."""
        flows = sum(abs(getattr(part, line)) for part in (self.flow, self.kept) for line in
                    ("revenue", "serving", "service", "commissions", "clawbacks", "bonuses"))
        return (flows + self.costs_per_life() + self._offers(self.kept.wavered) + self.sales_pay()
                + self._at("cost.fixed"))


def steady_state(scenario, play):
    """The Steady of a scenario; play is its own stepped plan."""
    kept = stayers(play, play)
    if kept.clients > 0.0 and play.scenario.arrivals == "steady":
        kept = stayers(play, Play(scenario, smooth=True))
    return Steady(play, kept)


def churn_gain(scenario, steady):
    """Plateau profit with every M x 0.99, in all months, less plateau profit; None where that has no plateau."""
    less = scenario.with_path("churn.multiplier", lambda m: 0.99 * m)
    if steady.kept.clients > 0.0:
        fewer = steady_state(less, Play(less))
    else:
        fewer = Steady(Model(less), Stayers(Model(less), {}))
    return fewer.profit() - steady.profit() if fewer.exists else None


def gains(scenario, steady):
    """{name: change of plateau profit}; each also as a share of it."""
    found = {"gain.signups": 0.01 * steady.flow_profit(),
             "gain.signups_bought": 0.01 * (steady.flow_profit() - steady.sales_pay()),
             "gain.churn": churn_gain(scenario, steady),
             "gain.fee": 0.01 * steady.fees_kept()}
    profit = abs(steady.profit())
    found.update({f"{name}.percent": gain / profit if profit > 0.0 and gain is not None else None
                  for name, gain in found.items()})
    return found
