/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Help for the tests of sim/play: an engine over a scenario of a few rows, and ledgers of all lines, to be filled by
 * hand. Include it first and alone: it brings verify_support.h and cmocka along.
 */
#ifndef PLATEAU_TESTS_PLAY_SUPPORT_H
#define PLATEAU_TESTS_PLAY_SUPPORT_H

#include "tests/verify/verify_support.h"

#include "sim/play/engine.h"
#include "sim/play/ledger.h"

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

#endif
