/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/play/billing.h"

#include <string.h>

#include "sim/support/cents.h"

/* What every client of the batch is billed at the moment, and who is still there. */
struct desk {
    const struct billing_lives *lives;
    struct ledger *ledger;
    int64_t *fee;              /* this is what billing_post hands back */
    int64_t commission[BATCH]; /* of the bill */
    int64_t serving[BATCH];
    int64_t service[BATCH];
    uint16_t there[BATCH];
    size_t count; /* of those there */
};

bool billing_needed(const struct terms *terms, const struct ledger *ledger)
{
    return ledger->line[LINE_EXPANSION] != NULL || terms->pays_commission || terms->pays_serving ||
           terms->pays_service || terms->pays_bonus;
}

/* Those still billed in a month. */
static size_t sift(const uint32_t *restrict gone, uint32_t month, uint16_t *restrict there, size_t count)
{
    size_t kept = 0;
    for (size_t n = 0; n < count; n++) {
        uint16_t i = there[n];
        there[kept] = i;
        kept += gone[i] > month;
    }
    return kept;
}

/* New fees, and what they grew by. */
static void grow(struct desk *self, double growth, int month)
{
    int64_t *row = ledger_line(self->ledger, LINE_EXPANSION, month);
    const struct billing_lives *lives = self->lives;

    for (size_t n = 0, count = self->count; n < count; n++) {
        size_t i = self->there[n];
        int64_t fee = tariff_fee(lives->fee[i], growth);
        row[lives->lane[i]] += fee - self->fee[i];
        self->fee[i] = fee;
    }
}

/* A line that is a share of the bill, at its first bill. */
static void open_charge(const struct desk *self, enum ledger_line line, int64_t *restrict amount, double share,
                        int month)
{
    const int64_t *restrict fee = self->fee;
    const uint32_t *restrict lane = self->lives->lane;
    int64_t *restrict row = ledger_line(self->ledger, line, month);

    for (size_t i = 0, count = self->count; i < count; i++) {
        amount[i] = cents_times(fee[i], share);
        row[lane[i]] += amount[i];
    }
}

/* The same at a later bill: posts by how much its amount a month changes. */
static void charge(const struct desk *self, enum ledger_line line, int64_t *restrict amount, double share, int month)
{
    const int64_t *restrict fee = self->fee;
    const uint32_t *restrict lane = self->lives->lane;
    const uint16_t *restrict there = self->there;
    int64_t *restrict row = ledger_line(self->ledger, line, month);

    for (size_t n = 0, count = self->count; n < count; n++) {
        size_t i = there[n];
        int64_t now = cents_times(fee[i], share);
        row[lane[i]] += now - amount[i];
        amount[i] = now;
    }
}

/* A line that is the same for all of them. */
static void serve(struct desk *self, int64_t service, int month)
{
    const uint32_t *restrict lane = self->lives->lane;
    const uint16_t *restrict there = self->there;
    int64_t *restrict row = ledger_line(self->ledger, LINE_SERVICE, month);

    for (size_t n = 0, count = self->count; n < count; n++) {
        size_t i = there[n];
        row[lane[i]] += service - self->service[i];
        self->service[i] = service;
    }
}

static void pay_bonuses(const struct desk *self, double share, int month)
{
    const int64_t *restrict fee = self->lives->fee;
    const uint32_t *restrict lane = self->lives->lane;
    const uint16_t *restrict there = self->there;
    int64_t *restrict row = ledger_line(self->ledger, LINE_BONUSES, month);

    for (size_t n = 0, count = self->count; n < count; n++)
        row[lane[there[n]]] += cents_times(fee[there[n]], share);
}

/* The first bill: every client is there. */
static void open_accounts(struct desk *self, const int64_t *first_fee)
{
    const struct terms *terms = self->lives->terms;
    const struct terms_span *span = terms->span;
    int month = self->lives->month;

    self->count = self->lives->count;
    for (size_t i = 0; i < self->count; i++)
        self->there[i] = (uint16_t)i;
    memcpy(self->fee, first_fee, self->count * sizeof *first_fee);
    if (span->growth != 1) /* of the book: an anniversary in month 1 */
        grow(self, span->growth, month);
    if (terms->pays_commission)
        open_charge(self, LINE_COMMISSIONS, self->commission, span->commission, month);
    if (terms->pays_serving)
        open_charge(self, LINE_SERVING, self->serving, span->serving, month);
    if (terms->pays_service) {
        memset(self->service, 0, self->count * sizeof *self->service);
        serve(self, span->service, month);
    }
    if (terms->event->bonus > 0)
        pay_bonuses(self, terms->event->bonus, month);
}

/* A later bill at which something happens, to those who are still there. */
static void settle(struct desk *self, const struct terms_event *event, int month)
{
    const struct terms *terms = self->lives->terms;
    const struct terms_span *span = event->span;

    if (event->bonus > 0)
        pay_bonuses(self, event->bonus, month);
    if (span == NULL)
        return;
    if (span->growth != span[-1].growth)
        grow(self, span->growth, month);
    if (terms->pays_commission)
        charge(self, LINE_COMMISSIONS, self->commission, span->commission, month);
    if (terms->pays_serving)
        charge(self, LINE_SERVING, self->serving, span->serving, month);
    if (terms->pays_service && span->service != span[-1].service)
        serve(self, span->service, month);
}

/* Takes what is charged a month off a line where clients are gone; those beyond the plan end in a row nobody reads. */
static void take_off(const struct billing_lives *lives, int64_t *restrict line, const int64_t *restrict amount)
{
    const uint32_t *restrict gone = lives->gone, *restrict lane = lives->lane;
    for (size_t i = 0, count = lives->count; i < count; i++)
        line[(size_t)gone[i] * LANES + lane[i]] -= amount[i];
}

/* The commissions on all bills of a client that is lost: few are, before their clawback ends. */
static int64_t commissions_of(const struct billing_lives *lives, size_t i)
{
    const struct terms *terms = lives->terms;
    int bills = (int)lives->gone[i] - lives->month;
    int64_t sum = 0;

    for (size_t s = 0; s < terms->spans && terms->span[s].first <= bills; s++) {
        const struct terms_span *span = &terms->span[s];
        int last = s + 1 < terms->spans && span[1].first - 1 < bills ? span[1].first - 1 : bills;
        sum += cents_times(tariff_fee(lives->fee[i], span->growth), span->commission) * (last - span->first + 1);
    }
    return sum;
}

/* Who is lost too soon costs the rep its commissions. */
static void claw_back(const struct billing_lives *lives, const struct engine *engine, int64_t *line)
{
    const struct seat_prices *price = seat_rates_prices(&engine->rates, lives->signer, 0);
    const int month = lives->month;

    for (size_t i = 0, count = lives->count; i < count; i++) {
        int gone = (int)lives->gone[i]; /* past the plan the class has no clawback */
        if (gone - month < price[gone].clawback)
            line[(size_t)gone * LANES + lives->lane[i]] += commissions_of(lives, i);
    }
}

static void close_accounts(const struct desk *self, const struct engine *engine)
{
    const struct terms *terms = self->lives->terms;
    int64_t *const *line = self->ledger->line;

    if (terms->pays_commission)
        take_off(self->lives, line[LINE_COMMISSIONS], self->commission);
    if (terms->pays_serving)
        take_off(self->lives, line[LINE_SERVING], self->serving);
    if (terms->pays_service)
        take_off(self->lives, line[LINE_SERVICE], self->service);
    if (terms->pays_commission && line[LINE_CLAWBACKS] != NULL)
        claw_back(self->lives, engine, line[LINE_CLAWBACKS]);
}

/* Of who is still there at the end, and was a year before: the smaller of the two bills. */
static void note_kept(const struct desk *self)
{
    const struct billing_lives *lives = self->lives;
    int year_ago = self->ledger->months - 12 - lives->month + 1; /* the bill of month H - 12; 0: the book's own */
    const struct terms_span *span = lives->terms->span;
    size_t at = lives->terms->spans;

    if (year_ago < 0 || (year_ago == 0 && !lives->book))
        return;
    while (at > 1 && span[at - 1].first > year_ago)
        at--;
    double growth = year_ago == 0 ? 1.0 : span[at - 1].growth;
    for (size_t i = 0; i < lives->count; i++) {
        if (lives->gone[i] <= (uint32_t)self->ledger->months)
            continue;
        int64_t then = tariff_fee(lives->fee[i], growth), now = self->fee[i];
        self->ledger->kept_least[lives->lane[i]] += then < now ? then : now;
    }
}

void billing_post(const struct billing_lives *lives, const struct engine *engine, struct ledger *ledger, int64_t *last)
{
    const struct terms *terms = lives->terms;
    struct desk self; /* 13 kB: every client's place is written before it is read */

    self.lives = lives;
    self.ledger = ledger;
    self.fee = last;
    open_accounts(&self, lives->fee);
    for (size_t e = 1; e < terms->events; e++) {
        int month = lives->month + terms->event[e].bill - 1;
        if (month > ledger->months)
            break;
        self.count = sift(lives->gone, (uint32_t)month, self.there, self.count);
        if (self.count == 0)
            break;
        settle(&self, &terms->event[e], month);
    }
    close_accounts(&self, engine);
    if (ledger->line[LINE_EXPANSION] != NULL)
        note_kept(&self);
}
