/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger of one play kept in the plainest way: every client's every bill, and every seat's every month, written
 * down one by one from the scenario's own values. Nothing is differenced, merged or carried forward; slow.
 */
#ifndef PLATEAU_TESTS_VERIFY_LEDGER_H
#define PLATEAU_TESTS_VERIFY_LEDGER_H

#include "tests/verify/verify_fate.h"
#include "tests/verify/verify_lives.h"
#include "tests/verify/verify_seats.h"

struct verify_ledger {
    const struct verify *made;
    int months;
    int64_t *series[SERIES_COUNT]; /* owned: [month 0..H] */
    int64_t kept_clients, kept_least, kept_now, revived;
    int64_t *survivor; /* owned: what each client of month H pays */
    size_t survivors, room;
    int64_t cash_min;
    double top_fifth, npv; /* cents */
};

/* Empty, all zero. Free with verify_ledger_free. */
struct verify_ledger verify_ledger_new(const struct verify *made);
void verify_ledger_free(struct verify_ledger *self);
void verify_ledger_clear(struct verify_ledger *self);

/* Writes down a client's whole life. who->fee must be given: first fee (of the book: the listed one), cents. */
void verify_ledger_live(struct verify_ledger *self, const struct verify_person *who, const struct verify_fate *fate);

/* Writes down who sits in the seats of a class and what they cost. */
void verify_ledger_seat(struct verify_ledger *self, size_t rep_class, const struct verify_seats *seats);

/* When all is written down: costs at the door, profit, cash and what only the whole play tells. */
void verify_ledger_close(struct verify_ledger *self);

#endif
