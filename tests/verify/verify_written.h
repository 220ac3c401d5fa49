/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A script about one client: it signs in month 1 of each play, and nobody else does but whom it brings. It pays
 * 1,234.56 and leaves with 0.3 a month: the chances to be there are 0.7, 0.49, 0.343, ...; its life is of three bills
 * unless something keeps it. Scripts grow rule by rule.
 */
#ifndef PLATEAU_TESTS_VERIFY_WRITTEN_H
#define PLATEAU_TESTS_VERIFY_WRITTEN_H

#include "tests/verify/verify_lives.h"
#include "tests/verify/verify_script.h"

enum { WRITTEN_PLAYS = 3, WRITTEN_RULES = 16 };
enum { WRITTEN_LOW = 71, WRITTEN_HIGH = 73 }; /* the family's id of the client of month 1 */

#define WRITTEN_ROWS           \
    "plan.months,24\n"         \
    "sales.close,1\n"          \
    "rep.standard.count,1\n"   \
    "rep.standard.leads,2.3\n" \
    "spend.shape,fixed\n"      \
    "spend.mean,12345.6\n"     \
    "contract.month.term,1\n"  \
    "contract.month.fee,10%\n" \
    "contract.month.nonrenewal,0.3\n"

struct written {
    struct script_rule rule[WRITTEN_RULES];
    size_t count;
};

/* That client, who neither comes back nor brings others; those whom others bring bring nobody. */
struct written written_begin(void);

/* One more rule, with these uniforms; it holds before those given so far. */
struct script_rule *written_add(struct written *self, uint32_t purpose, double a, double b, double c, double d);

/* Its n-th offer; the rule's words may be changed. */
struct script_rule *written_offer(struct written *self, uint32_t n, double offer, double stay, double next);

/* The words of its family: how long to the first referral, and whether it wants to come back. */
struct script_rule *written_family(struct written *self, double gap, double wants);

/* Its index-th child (0: its own return): id, the word of how long to the next, and the child's own first words. */
struct script_rule *written_child(struct written *self, uint32_t index, uint32_t low, double next, double change,
                                  double life);

/* Plays of it, with the lives of all of them, in order: so many in each, the same in all. */
struct written_played {
    struct verify *made;
    struct verify_lives lives;
};

struct written_played written_play(const char *rows, const char *sets, const struct written *written, size_t clients);
void written_free(struct written_played *self);

/* Sum of a series over the plan; fails where it is not all in these months (0: none). */
int64_t written_all_in(const struct written_played *self, enum series series, int a, int b);

#endif
