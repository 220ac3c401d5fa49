/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A course: a tariff laid out line by line, as shares of the first fee, so that a cohort is posted by plain
 * products with its life table. Fees that are not random are whole cents, so each such fee has a course of its own.
 * Example: fee 333.33, yearly 5 %, commission 10 % for 12 bills: growth 1 (bills 1-12), 350.00 / 333.33 (bill 13);
 * commission 0.10, 0 from bill 13 on; the clawback of a loss after bill 7 is 0.70.
 */
#ifndef PLATEAU_EXPECTED_COURSE_H
#define PLATEAU_EXPECTED_COURSE_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/plan/tariff.h"
#include "sim/support/status.h"

/* Lines are [bill 1 .. bills]; growth also has bill 0: what was paid before, 1. */
enum course_line {
    COURSE_GROWTH,       /* this bill, as a share of the first fee */
    COURSE_STEP,         /* of which it did not have at the bill before */
    COURSE_STEPS,        /* 1 where there is a step, even of less than a cent */
    COURSE_COMMISSION,   /* as a share of the first fee */
    COURSE_COMMISSIONED, /* 1 where one is paid */
    COURSE_CLAWBACK,     /* what comes back if this bill was the last, as a share of the first fee */
    COURSE_CLAWED,       /* 1 where something comes back */
    COURSE_BONUS,        /* as a share of the first fee */
    COURSE_BONUSES,      /* 1 where one is paid */
    COURSE_SERVICE,      /* money */
    COURSE_LINES
};

struct course {
    const struct payments *payments; /* not owned; likewise the client this is the course of: */
    size_t rep_class;
    int first;
    int bills;
    /* Which lines are anywhere above 0; the others are not filled. Growth is filled only where it grows. */
    bool grows, pays_commission, claws_back, pays_bonus, has_service;
    double *line[COURSE_LINES];
    double *lines;            /* owned: all of them */
    struct tariff_bill *bill; /* owned: as the tariff has it */
};

/* Room for so many bills; empty until it is filled. Returns ERR_MEMORY; then *self is empty. Free with course_free. */
enum status course_init(struct course *self, int bills) MUST_USE;
void course_free(struct course *self);

/*
 * The course of the bills 1 .. bills (at most as many as there is room for) of tariff_fill, fees not rounded. payments
 * must outlive it. Cannot fail.
 */
void course_fill(struct course *self, const struct payments *payments, size_t rep_class, int first, int tenure,
                 int bills);

/* The same for one first fee in money, a whole number of cents, whose grown fees are rounded to cents. Cannot fail. */
void course_round(struct course *self, const struct course *exact, double fee);

#endif
