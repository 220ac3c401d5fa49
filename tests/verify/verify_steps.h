/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stepping: clients who are alike are followed month by month, and billed bill by bill, from the scenario's own values;
 * all that they pay, cost, think and bring is added to the series. No table and no code of the engines' but the reader.
 */
#ifndef PLATEAU_TESTS_VERIFY_STEPS_H
#define PLATEAU_TESTS_VERIFY_STEPS_H

#include "tests/verify/verify_influence.h"
#include "tests/verify/verify_stay.h"

/* Clients who want to come back in a month, of one piece of z, quartile and old contract. */
struct comers {
    double clients, fees, kept, kept_fees; /* kept: of these, were clients in month H - 12 */
};

struct steps {
    const struct verify *made;
    struct verify_opinions opinions;
    int months;
    bool offers; /* are made to leaving clients in some month */
    double *series[SERIES_COUNT];
    double kept_clients, kept_least, kept_now, revived;
    double *at_risk, *leaving;
    double *referred;      /* [month]: leads that sign then, before the choice of a contract */
    struct comers *comers; /* [month][piece][quartile][contract] */
};

/* Clients who are alike in all that matters, from their first bill in the plan on. */
struct people {
    struct verify_client_kind kind;
    size_t piece;   /* of z */
    double z;       /* in its middle */
    int care;       /* month in which it comes; 0: never */
    double handled; /* the share of them that is, if they are there then */
    bool saved;
    size_t contract;
    int month, tenure; /* of that bill; bills before it */
    int renewal;       /* of the book: plan month whose bill comes before a renewal; 0: by tenure */
    double clients, fee;
    double kept, kept_fee; /* share of those who came back that were clients in month H - 12, and their first fee */
    bool certain;          /* the fee is not random: in whole cents */
};

/* All zero. Free with verify_steps_free. */
struct steps verify_steps_new(const struct verify *made);
void verify_steps_free(struct steps *self);

/* Those who want to come back in a month. */
struct comers *verify_steps_comers(const struct steps *self, int month, size_t piece, int quartile, size_t contract);

/* The decision after the bill of a month; returns the share that wanted to leave. Before the plan no offers are made.
 */
double verify_steps_decide(const struct steps *self, struct stay *stay, const struct people *who, int month);

/* Follows them from who->month on; whom they bring waits in self->referred and self->comers. */
void verify_steps_live(struct steps *self, struct stay *stay, const struct people *who);

#endif
