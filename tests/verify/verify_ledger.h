/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ledger of one play kept in the plainest way: every client's every bill, and every seat's every month, written
 * down one by one from the scenario's own values. Nothing is differenced, merged or carried forward; slow.
 */
#ifndef PLATEAU_TESTS_VERIFY_LEDGER_H
#define PLATEAU_TESTS_VERIFY_LEDGER_H

#include "tests/verify/verify_lives.h"
#include "tests/verify/verify_seats.h"

struct verify_ledger {
    const struct verify *made;
    int months;
    int64_t *series[SERIES_COUNT]; /* owned: [month 0..H] */
    int64_t kept_clients, kept_least, kept_now;
    int64_t *survivor; /* owned: what each client of month H pays */
    size_t survivors, room;
    int64_t cash_min;
    double top_fifth, npv; /* cents */
};

/* A client of a play. */
struct verify_ledger_client {
    int month;        /* of its first bill in the plan; of the book: 1 */
    int tenure;       /* bills before; a new client: 0 */
    bool book;        /* was a client in month 0 */
    bool returned;    /* a lead once turned away */
    size_t rep_class; /* who signed it; SIZE_MAX: nobody */
    uint32_t gone;    /* month lost, at most H + 1 */
    int64_t fee;      /* first fee (of the book: the listed one), cents */
};

/* Empty, all zero. Free with verify_ledger_free. */
struct verify_ledger verify_ledger_new(const struct verify *made);
void verify_ledger_free(struct verify_ledger *self);
void verify_ledger_clear(struct verify_ledger *self);

/* Writes down a client's whole life. */
void verify_ledger_live(struct verify_ledger *self, const struct verify_ledger_client *client);

/* Writes down who sits in the seats of a class and what they cost. */
void verify_ledger_seat(struct verify_ledger *self, size_t rep_class, const struct verify_seats *seats);

/* When all is written down: costs at the door, profit, cash and what only the whole play tells. */
void verify_ledger_close(struct verify_ledger *self);

#endif
