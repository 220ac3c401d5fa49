/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The courses of the clients who sign in a month, each made once: rep classes that are paid alike share one, and from
 * payments.settled on so do all months. Only a fee that is not random and may grow has a course of its own.
 */
#ifndef PLATEAU_EXPECTED_COURSE_POOL_H
#define PLATEAU_EXPECTED_COURSE_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/expected/course.h"
#include "sim/plan/plan.h"

struct pooled_course {
    size_t rep_class; /* whose pay it has */
    double fee;       /* rounded for it; 0: not rounded */
    struct course course;
};

struct course_pool {
    const struct plan *plan;    /* not owned */
    bool grows;                 /* some fee may grow within the plan */
    size_t *paid_as;            /* owned: [class, or no class]: the first one paid alike; SOURCE_NO_CLASS: nothing is */
    size_t *exact;              /* owned: likewise: its course that is not rounded, + 1 */
    struct pooled_course *item; /* owned: [count] are of the month asked for, up to `made` have room for reuse */
    size_t count, made, room;
    int month;
};

/* Empty, for a plan that must outlive it. Returns ERR_MEMORY; then *self is empty. Free with course_pool_free. */
enum status course_pool_init(struct course_pool *self, const struct plan *plan) MUST_USE;
void course_pool_free(struct course_pool *self);

/* True if indices handed out so far still hold in a month of signing. Cannot fail. */
bool course_pool_holds(const struct course_pool *self, int month);

/* Goes on to a month of signing, 1 .. H in order; unless they hold, indices handed out before are forgotten. */
void course_pool_month(struct course_pool *self, int month);

/*
 * Index in item of the course of clients signed in this month by a rep class (or SOURCE_NO_CLASS), with a first fee
 * that is certain or not. Pointers to items hold until the next call. Returns ERR_MEMORY.
 */
enum status course_pool_find(struct course_pool *self, size_t rep_class, double fee, bool certain,
                             size_t *index) MUST_USE;

#endif
