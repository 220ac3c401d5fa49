/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Help for the tests of the engines: a scenario from its rows in one line, with its plan and its exact means; plays
 * of it; and the gaps between the two, in standard errors.
 * Include it after nothing else: it brings cmocka along.
 */
#ifndef PLATEAU_TESTS_VERIFY_SUPPORT_H
#define PLATEAU_TESTS_VERIFY_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>

#include "sim/expected/expected.h"
#include "sim/plan/plan.h"
#include "sim/play/play.h"

/* Everything about one scenario. sample is empty until verify_play. */
struct verify {
    struct scenario scenario;
    struct plan plan;
    struct expected expected;
    struct sample sample;
};

/*
 * A scenario from its rows ("parameter,value" or "parameter,value,month", one a line, no header), compiled, with its
 * exact means. book: the client list as text, or NULL; it is read with the book.* rows, whose book.file must be
 * given with any name. sets: as --set, several separated by ';', or NULL.
 * A scenario that cannot be read fails the test with the reader's message. Free with verify_free.
 */
struct verify *verify_new(const char *rows, const char *book, const char *sets);
void verify_free(struct verify *self);

/* Plays it; what was played before is freed. options.seed, replicates and threads must be set. */
void verify_play_with(struct verify *self, const struct play_options *options);
void verify_play(struct verify *self, uint64_t seed, size_t replicates, size_t threads);

/* The same with its unsure inputs drawn anew in every play. */
void verify_play_uncertain(struct verify *self, uint64_t seed, size_t replicates, size_t threads);

/* One play's value of a series and month, whether plays differ in it or not. Money in cents. */
int64_t verify_value(const struct sample *sample, enum series series, int month, size_t replicate);

/* Fails the test unless the first plays of both are equal in every series and month. */
void verify_same_values(const struct sample *a, const struct sample *b, size_t replicates);

/* Mean and variance of one play in a series' month, in whole units of money. */
double verify_mean(const struct sample *sample, enum series series, int month);
double verify_variance(const struct sample *sample, enum series series, int month);

/* The law and the future of the clients of a contract who sign in a month, with class 0's multipliers of quartile 1. */
double verify_whole_life(const struct verify *self, size_t contract, int month, double discount);

/* Gaps in standard errors; the widest of those compared so far. Starts as {0}. */
struct verify_gaps {
    size_t checked;
    double widest;
    size_t random;                  /* of those checked, how many differ from play to play */
    double squares;                 /* sum of their squared gaps */
    size_t of_series[SERIES_COUNT]; /* of those checked, how many are a month of this series */
    double widest_of[SERIES_COUNT]; /* the widest among these */
    char where[160];
};

/* False for quantities that have no expectation. */
bool verify_is_expected(enum quantity quantity);

/*
 * Compares every series and month 1..H, and every quantity, that has at least 100 expected events in all plays (profit
 * and cash: each of their lines). Half a cent an event is allowed for rounding in the plays; where plays do not differ,
 * any gap beyond that is infinite. What has no events must not have happened. what: for the message.
 */
void verify_compare(struct verify_gaps *gaps, const struct verify *exact, const struct sample *sample,
                    const char *what);

/* The same against other exact figures than the scenario's own. */
void verify_compare_with(struct verify_gaps *gaps, const struct expected *expected, const struct sample *sample,
                         const char *what);

/*
 * Compares the life tables of the sign-ups: at risk and leaving by cell and bill. Sign-ups are Poisson, so these
 * counts are too; with steady arrivals they vary less, and the check is the milder for it. Those whom clients refer
 * come in families and vary more: plans with referrals are left out.
 */
void verify_compare_lives(struct verify_gaps *gaps, const struct verify *exact, const struct sample *sample,
                          const char *what);

/* The gap that one of so many checks passes by chance with probability 0.1 % in all (Bonferroni, two-sided). */
double verify_limit(size_t checks);

/* cmocka's own works in float. Relative to the larger of the two. */
#define assert_close(a, b, rtol) verify_assert_close((a), (b), (rtol), #a, __FILE__, __LINE__)
void verify_assert_close(double a, double b, double rtol, const char *what, const char *file, int line);

/* The same with an absolute tolerance. */
#define assert_near(a, b, tolerance) verify_assert_near((a), (b), (tolerance), #a, __FILE__, __LINE__)
void verify_assert_near(double a, double b, double tolerance, const char *what, const char *file, int line);

/* An array of zeros; fails the test when memory is short. */
void *verify_zeros(size_t count, size_t size);

/* True if `make verify` asks for the long form (PLATEAU_VERIFY=long). */
bool verify_long(void);

#endif
