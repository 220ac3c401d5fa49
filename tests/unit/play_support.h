/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Help for the tests of sim/play: an engine over a scenario of a few rows, and ledgers of all lines, to be filled by
 * hand. Include it first and alone: it brings verify_support.h and cmocka along.
 */
#ifndef PLATEAU_TESTS_PLAY_SUPPORT_H
#define PLATEAU_TESTS_PLAY_SUPPORT_H

#include "tests/verify/verify_support.h"

#include <math.h>

#include "sim/play/engine.h"
#include "sim/play/ledger.h"
#include "sim/play/lot.h"

/* One contract, one rep; a spend law and more rows can follow. KIT_ROWS: everybody spends 10,000 and pays a tenth. */
#define KIT_FIRM                      \
    "contract.month.term,1\n"         \
    "contract.month.fee,10%\n"        \
    "contract.month.nonrenewal,0.1\n" \
    "sales.close,7.3%\n"              \
    "rep.a.count,1\n"                 \
    "rep.a.leads,13.7\n"
#define KIT_ROWS KIT_FIRM "spend.shape,fixed\nspend.mean,10000\n"

struct kit {
    struct verify *made;
    struct engine engine;
    struct ledger ledger; /* of all lines */
    uint64_t seed;
};

/* book and source may be NULL (keyed draws). Free with kit_free. A kit must not be moved. */
static inline void kit_make(struct kit *self, const char *rows, const char *book, const struct draw_source *source)
{
    bool wanted[LEDGER_LINES];
    struct faults faults = {0};

    for (int line = 0; line < LEDGER_LINES; line++)
        wanted[line] = true;
    self->seed = 42;
    self->made = verify_new(rows, book, NULL);
    assert_int_equal(
        engine_init(&self->engine, &self->made->plan, source ? *source : draw_keyed(&self->seed), NULL, &faults), OK);
    assert_int_equal(ledger_init(&self->ledger, self->made->plan.months, wanted), OK);
}

static inline void kit_free(struct kit *self)
{
    ledger_free(&self->ledger);
    ledger_free(&self->ledger);
    engine_free(&self->engine);
    verify_free(self->made);
}

/* What stands in a line. */
static inline int64_t kit_posted(const struct kit *self, enum ledger_line line, int month, size_t lane)
{
    return ledger_line(&self->ledger, line, month)[lane];
}

/* The sum of what stands in a line up to a month. */
static inline int64_t kit_sum(const struct kit *self, enum ledger_line line, int month, size_t lane)
{
    int64_t sum = 0;
    for (int m = 0; m <= month; m++)
        sum += kit_posted(self, line, m, lane);
    return sum;
}

/* The first word that does not mean "yes" to a chance p: the smallest x with (x + 1/2) / 2^32 >= p. */
static inline uint32_t kit_first_no(double p)
{
    return (uint32_t)ceil(p * 4294967296.0 - 0.5);
}

/* The interval of satisfaction to which the client belongs whose z exceeds that of a share p of all. */
static inline size_t kit_interval(const struct kit *self, double p)
{
    size_t interval = 0;
    while (p >= self->made->plan.satisfaction.below[interval + 1])
        interval++;
    return interval;
}

/* The kind of an activated client there. */
static inline uint16_t kit_kind(const struct kit *self, double p, bool saved)
{
    size_t kind = latent_find(&self->made->plan.latents, true, kit_interval(self, p), saved);
    assert_true(kind != SIZE_MAX);
    return (uint16_t)kind;
}

/* A lot filled by hand: client i is alone in lane i, its family's id is (100 + i, 200 + i), and it wants nothing. */
enum { KIT_LIVES = 8 };
struct kit_lot {
    struct lot lot;
    uint32_t lane[KIT_LIVES], replicate[KIT_LIVES], cell[KIT_LIVES], table[KIT_LIVES], gone[KIT_LIVES];
    uint32_t words[WORDS][KIT_LIVES], *family[WORDS];
    uint16_t latent[KIT_LIVES];
    uint8_t handled[KIT_LIVES], kept[KIT_LIVES];
    int64_t fee[KIT_LIVES];
};

/* Of clients whose first bill in the plan falls in a month; add the rest, also book and kept. */
static inline void kit_lot_make(struct kit_lot *self, size_t count, int month)
{
    *self = (struct kit_lot){.lot = {.count = count, .month = month}};
    for (uint32_t i = 0; i < KIT_LIVES; i++) {
        self->lane[i] = i;
        self->replicate[i] = 1000 + i;
        self->words[FAMILY_LOW][i] = 100 + i;
        self->words[FAMILY_HIGH][i] = 200 + i;
        self->words[FAMILY_REFERRAL][i] = 1; /* u = 3.5e-10: 21.8 to the next one */
        self->words[FAMILY_RETURN][i] = UINT32_MAX;
    }
    for (size_t w = 0; w < WORDS; w++)
        self->family[w] = self->words[w];
    self->lot.lane = self->lane;
    self->lot.replicate = self->replicate;
    self->lot.cell = self->cell;
    self->lot.table = self->table;
    self->lot.latent = self->latent;
    self->lot.handled = self->handled;
    self->lot.gone = self->gone;
    self->lot.fee = self->fee;
    self->lot.family = self->family;
}

/* Words of what happens to a family again and again: entry n - from of a script is for counter word `first` = n. */
struct kit_turns {
    enum purpose purpose;
    uint32_t from, turns;
    uint32_t (*word)[KIT_LIVES][WORDS]; /* [turn][client] */
};

/* Fails the test when it is asked for anything else. */
static inline void kit_turns_fill(const void *context, const struct draw_batch *batch, uint32_t *const word[WORDS])
{
    const struct kit_turns *self = context;
    assert_int_equal(batch->purpose, self->purpose);
    assert_int_equal(batch->second, 0);
    for (size_t i = 0; i < batch->count; i++) {
        uint32_t who = batch->third[i] - 100;
        assert_true(who < KIT_LIVES && batch->fourth[i] == 200 + who && batch->replicate[i] == 1000 + who);
        assert_true(batch->first >= self->from && batch->first - self->from < self->turns);
        for (size_t w = 0; w < WORDS; w++)
            word[w][i] = self->word[batch->first - self->from][who][w];
    }
}

#endif
