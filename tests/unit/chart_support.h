/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings made by hand, for the tests of charts: an agency whose every figure follows from a few numbers, by formulas
 * that stand here; no engine is asked. Clients sign at an even rate, `signups` a month, spread over the contracts and
 * quartiles as weight (1, 2, 1, 2, ...) says; client kind (c, q) leaves after each month with the hazard
 * leave / (1 + c / 2) / (1 + q / 3), and pays fee x (1 + c) x (1 + q). The book leaves at `leave`.
 */
#ifndef PLATEAU_TESTS_UNIT_CHART_SUPPORT_H
#define PLATEAU_TESTS_UNIT_CHART_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "analysis/findings.h"

enum { MADE_CONTRACTS = 12 };

/* What an agency is made of. */
struct recipe {
    int months;
    double signups, fee, leave, book; /* a month; money; hazard; money a month */
    double growth;                    /* of revenue a month */
    size_t contracts;                 /* 1 to MADE_CONTRACTS */
    int quartiles;                    /* 1 or 4 */
    double serving, fixed, salaries;  /* share of revenue; money a month; money a month */
    size_t replicates;
    const char *name, *currency;
    double promoters, detractors;        /* shares of new clients; both 0: no NPS */
    double drift;                        /* points of NPS that the clients gain on the new ones in the long run */
    double returned, referred, won_back; /* clients a month; the first two are of the sign-ups. Nobody leaves more */
};

extern const struct recipe MADE_PLAIN; /* three contracts, four quartiles, 60 months, an early dip of cash */

struct made {
    struct recipe recipe;
    struct findings findings;
    struct plan plan;
    struct scenario scenario;
    char *contract[MADE_CONTRACTS];
    double below[4];  /* of the satisfaction: detractors, passives, promoters */
    int8_t *class_of; /* owned */
    char path[80];
};

/* An agency by a recipe. Free with made_free. */
struct made *made_agency(struct recipe recipe);
void made_free(struct made *self);

/* The figure of a series in a month, to be changed. */
struct figure *made_month(struct made *self, enum series series, int month);

/* Sums over the kinds of clients of a scope (-1: all). A kind's weight is its share of the sign-ups. */
struct made_sums {
    double weight; /* of sign-ups */
    double alive;  /* weight x share still there at an age */
    double life;   /* weight x mean lifetime */
    double worth;  /* weight x fees over a life */
    double paid;   /* weight x fees of the plan's number of bills */
};
struct made_sums made_sum(const struct recipe *recipe, int contract, int quartile, int age);

/* The script that a chart's function writes; the caller frees it. */
char *made_script(void (*write)(FILE *, const struct findings *), const struct findings *findings);

/* Fails unless the title, its lines put together, is `title`. */
void expect_title(void (*write)(FILE *, const struct findings *), const struct made *made, const char *title);

/* The same of a script. */
void expect_script_title(const char *script, const char *title);

/* Fails unless part occurs so many times in the script. */
void expect_in(const char *script, const char *part, int times);

#endif
