/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Terms: tariffs compiled for plays. A client's bill changes at few bills (an anniversary, the last commission, a dated
 * rate); between these the months are alike. A span is such a stretch of bills; all clients of a rep class and month
 * share the spans, and only their fee and the length of their lives differ. A bonus falls on a single bill.
 */
#ifndef PLATEAU_PLAY_TERMS_H
#define PLATEAU_PLAY_TERMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/plan/plan.h"

struct terms_span {
    int first; /* bill */
    double growth, commission, serving;
    int64_t service; /* cents */
};

/* A bill at which something happens: a span begins, or a bonus is paid, or both. */
struct terms_event {
    int bill;
    const struct terms_span *span; /* NULL: none begins */
    double bonus;                  /* share of the first fee; 0: none */
};

struct terms {
    struct terms_span *span; /* owned; the first begins at bill 1 */
    size_t spans;
    struct terms_event *event; /* owned, in order of bills; the first is that of bill 1 */
    size_t events;
    bool pays_bonus;
    bool grows, pays_commission, pays_serving, pays_service; /* in some span */
};

/* All terms of a plan. */
struct terms_book {
    struct terms *item; /* owned */
    size_t count;
    size_t *of_signer; /* owned: [signer][month]: signer * (months + 2) + month */
    size_t *of_tenure; /* owned: [tenure 0..most] of book clients; NULL without a book */
    int most_tenure;
};

/* Returns ERR_MEMORY; then *self is empty. */
enum status terms_init(struct terms_book *self, const struct plan *plan) MUST_USE;
void terms_free(struct terms_book *self);

/* The terms of clients signed by a signer in a month, and of a book client. Cannot fail. */
const struct terms *terms_signed(const struct terms_book *self, const struct plan *plan, size_t signer, int month);
const struct terms *terms_kept(const struct terms_book *self, int tenure);

#endif
