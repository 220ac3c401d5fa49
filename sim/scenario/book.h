/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The book: clients the agency already has when the plan starts, read from the user's own client
 * list. Source: design section 3, "A book of existing clients".
 */
#ifndef PLATEAU_SCENARIO_BOOK_H
#define PLATEAU_SCENARIO_BOOK_H

#include <stddef.h>
#include <stdint.h>

/* One client who is still there. */
struct book_client {
    uint32_t row;      /* data row in the list, from 1, leavers counted too: its identity in every scenario */
    uint32_t contract; /* index of the contract */
    int32_t tenure;    /* months billed before the plan, 0 or more */
    int32_t renewal;   /* r in 1..term: the decision after the bill of plan month r is a renewal; 0 = by tenure */
    double spend;      /* ad spend a month; fee / fee share of month 1 where the list has only fees */
    int64_t fee;       /* what it pays now, cents a month */
};

struct book {
    struct book_client *client; /* owned */
    size_t count;
    size_t left; /* rows that say the client has left */
};

void book_free(struct book *self);

#endif
