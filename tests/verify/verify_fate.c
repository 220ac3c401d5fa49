/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/verify/verify_fate.h"

#include <math.h>
#include <stdlib.h>

#include "tests/verify/verify_lives.h"
#include "tests/verify/verify_offers.h"
#include "tests/verify/verify_walk.h"

/* Everything about one client while its fate is worked out. */
struct life {
    const struct verify *made;
    const struct verify_opinions *opinions;
    uint64_t seed;
    struct verify_person who;
    struct verify_fate *fate;
    int months, care; /* care: month in which it comes, if the client is still there */
    bool saved;
    struct walk walk;   /* decisions as if no offers were made */
    long double before; /* its chance to have got to the plan */
    double renewed;     /* sum of M over the renewals before the plan */
    uint32_t family[2];
};

static double number(const struct life *self, enum parameter_id id, size_t item, int month)
{
    return scenario_number(&self->made->scenario, id, item, month);
}

/* ---- words ------------------------------------------------------------------------------------------------ */

/* All four words of a block. */
static void fill(const struct life *self, enum purpose purpose, uint32_t first, uint32_t second, uint32_t third,
                 uint32_t fourth, uint32_t word[WORDS])
{
    struct draw_source source = draw_keyed(&self->seed);
    struct draw_batch batch = {purpose, first, second, &self->who.replicate, &third, &fourth, 1};
    uint32_t *out[WORDS] = {&word[0], &word[1], &word[2], &word[3]};
    source.fill(source.context, &batch, out);
}

static double uniform(uint32_t word)
{
    return ((double)word + 0.5) / 4294967296.0;
}

static bool is_child(const struct verify_person *who)
{
    return who->kind.source == SOURCE_REFERRED || who->kind.source == SOURCE_WINBACK;
}

static enum purpose purpose_of(const struct verify_person *who, enum purpose rep, enum purpose returned,
                               enum purpose child)
{
    return is_child(who) ? child : who->kind.source == SOURCE_RETURNED ? returned : rep;
}

double verify_fate_word(uint64_t seed, const struct verify_person *who, int word)
{
    enum purpose purpose = purpose_of(who, PURPOSE_CLIENT, PURPOSE_RETURNED_CLIENT, PURPOSE_CHILD_CLIENT);
    struct draw_batch block = {
        purpose, (uint32_t)who->key, (uint32_t)(who->key >> 32), &who->replicate, &who->third, &who->fourth, 1};
    return verify_lives_uniform(&block, seed, word);
}

/* The word of the life itself. */
static double life_word(const struct life *self)
{
    uint32_t zero = 0;
    struct draw_batch book = {PURPOSE_BOOK, self->who.third / 4, 0, &self->who.replicate, &zero, &zero, 1};
    return self->who.kind.source == SOURCE_BOOK ? verify_lives_uniform(&book, self->seed, (int)(self->who.third % 4))
                                                : verify_fate_word(self->seed, &self->who, WORD_LIFE);
}

/* ---- what kind of client ---------------------------------------------------------------------------------- */

static struct survival_law law_of(const struct life *self)
{
    size_t g = self->who.contract;
    int m = self->who.signed_in;
    return (struct survival_law){(int)number(self, CONTRACT_TERM, g, m), number(self, CONTRACT_NONRENEWAL, g, m),
                                 number(self, CONTRACT_EARLY_EXIT, g, m), number(self, CONTRACT_CONCENTRATION, g, m)};
}

static int bill_of(const struct life *self, int month)
{
    return self->who.tenure + month - self->who.month + 1;
}

static bool is_renewal(const struct life *self, int month)
{
    int term = self->walk.law.term;
    return self->who.renewal ? (month - self->who.renewal) % term == 0 : bill_of(self, month) % term == 0;
}

/* Saved by care it is passive for good. */
static int opinion_of(const struct life *self, int month)
{
    bool helped = self->saved && self->care > 0 && month >= self->care;
    return helped ? 0 : verify_opinion(self->opinions, self->who.z, month);
}

static double influence_of(const struct life *self, int month)
{
    return verify_influence(self->made, &self->who.kind, opinion_of(self, month), month, bill_of(self, month));
}

static void walk_through_past(struct life *self)
{
    struct survival_law law = law_of(self);
    self->walk = walk_begin(&law);
    self->renewed = 0;
    for (int month = 1 - self->who.tenure; month < 1; month++) {
        walk_decide(&self->walk, is_renewal(self, month), influence_of(self, month));
        self->renewed += is_renewal(self, month) ? influence_of(self, month) : 0;
    }
    self->before = walk_alive(&self->walk);
}

static void find_care(struct life *self)
{
    self->care = verify_care_month(self->made, self->opinions, self->who.z, self->who.month, self->who.tenure);
}

static void find_traits(struct life *self)
{
    const struct verify_person *who = &self->who;
    uint32_t word[WORDS];

    fill(self, purpose_of(who, PURPOSE_TRAITS, PURPOSE_RETURNED_TRAITS, PURPOSE_CHILD_TRAITS), (uint32_t)who->key,
         (uint32_t)(who->key >> 32), who->third, who->fourth, word);
    self->who.kind.slow = uniform(word[TRAIT_ACTIVATION]) >= number(self, ONBOARDING_ACTIVATION, 0, who->month);
    if (who->kind.source != SOURCE_WINBACK)
        self->who.z = uniform(word[TRAIT_SATISFACTION]);
    find_care(self);
    if (self->care == 0)
        return;
    double coverage = number(self, CARE_COVERAGE, 0, self->care), success = number(self, CARE_SUCCESS, 0, self->care);
    self->fate->handled = uniform(word[TRAIT_CARE]) < coverage;
    self->saved = uniform(word[TRAIT_CARE]) < coverage * success;
}

/* The kinds that a client of the book may be of, in order: activated or not, piece of z, saved by care or not. */
static void try_book_kind(struct life *self, size_t slow, size_t piece, double *weight, double *coverage,
                          double *success)
{
    const double *below = self->opinions->below;
    double activated = number(self, ONBOARDING_ACTIVATION, 0, 1);

    self->who.kind.slow = slow != 0;
    self->who.z = (below[piece] + below[piece + 1]) / 2;
    self->saved = false;
    find_care(self);
    walk_through_past(self);
    *weight = (slow ? 1 - activated : activated) * (below[piece + 1] - below[piece]) * (double)self->before;
    *coverage = self->care ? number(self, CARE_COVERAGE, 0, self->care) : 0;
    *success = self->care ? number(self, CARE_SUCCESS, 0, self->care) : 0;
}

static void find_book_kind(struct life *self)
{
    double weight, coverage, success, all = 0, sum = 0;
    uint32_t word[WORDS];

    fill(self, PURPOSE_BOOK_TRAITS, self->who.third / 4, 0, 0, 0, word);
    double u = uniform(word[self->who.third % 4]);
    for (size_t slow = 0; slow < 2; slow++)
        for (size_t piece = 0; piece < self->opinions->pieces; piece++) {
            try_book_kind(self, slow, piece, &weight, &coverage, &success);
            all += weight;
        }
    for (size_t slow = 0; slow < 2; slow++)
        for (size_t piece = 0; piece < self->opinions->pieces; piece++) {
            try_book_kind(self, slow, piece, &weight, &coverage, &success);
            double here = (u * all - sum) / weight; /* where in this kind it lies; first those whom nobody saves */
            sum += weight;
            if (!(here < 1))
                continue;
            self->saved = here >= 1 - coverage * success;
            self->fate->handled = self->saved || here < coverage * (1 - success);
            walk_through_past(self);
            return;
        }
    fail_msg("a client of the book is of no kind");
}

/* ---- its life --------------------------------------------------------------------------------------------- */

/* The month at the end of which it first wants to leave; H + 1: after the plan. */
static int first_waver(struct life *self)
{
    double u = life_word(self);
    for (int month = self->who.month; month <= self->months; month++) {
        walk_decide(&self->walk, is_renewal(self, month), influence_of(self, month));
        if (u >= (double)(walk_alive(&self->walk) / self->before))
            return month;
    }
    return self->months + 1;
}

/* Log of (1 - its own nonrenewal): it never wavered until the decision of a month. */
static double own_log_stay(const struct life *self, int month, double u)
{
    int term = self->walk.law.term, done = self->who.tenure % term;
    double *value = verify_zeros((size_t)self->months + 2, sizeof *value);

    if (self->who.renewal)
        done = (term - self->who.renewal % term) % term;
    for (int m = self->who.month; m <= self->months; m++)
        value[m] = influence_of(self, m);
    double own = survival_own_log_stay(&self->walk.law, (struct survival_start){done, self->renewed, self->who.tenure},
                                       (struct multiplier_path){.value = value, .months = self->months},
                                       self->who.month, month - self->who.month + 1, u);
    free(value);
    return own;
}

/* The next month after one at the end of which it wants to leave. */
static int next_waver(const struct life *self, int month, double own, double u)
{
    double log_stay = 0;
    for (int m = month + 1; m <= self->months; m++) {
        double influence = influence_of(self, m);
        double once = is_renewal(self, m) ? own : log1p(-self->walk.law.early_exit);
        log_stay += influence == 0 || once == 0 ? 0 : influence * once;
        if (exp(log_stay) <= u)
            return m;
    }
    return self->months + 1;
}

static void live(struct life *self)
{
    int month = first_waver(self);
    double own = 0;

    for (uint32_t time = 1; month <= self->months; time++) {
        uint32_t word[WORDS];
        fill(self, PURPOSE_RESCUE, time, 0, self->family[0], self->family[1], word);
        if (uniform(word[RESCUE_OFFER]) >= number(self, RESCUE_SHARE, 0, month))
            break;
        self->fate->offers[month] += 1;
        if (uniform(word[RESCUE_STAY]) >= number(self, RESCUE_SUCCESS, 0, month))
            break;
        if (time == 1)
            own = own_log_stay(self, month, uniform(word[RESCUE_OWN]));
        month = next_waver(self, month, own, uniform(word[RESCUE_NEXT]));
    }
    self->fate->gone = month + 1 < self->months + 1 ? month + 1 : self->months + 1;
}

/* ---- whom it brings --------------------------------------------------------------------------------------- */

static void bring(struct life *self, enum source source, int month, const uint32_t word[WORDS])
{
    struct verify_fate *fate = self->fate;
    if (fate->children == fate->room) {
        fate->room = 2 * fate->room + 4;
        fate->child = realloc(fate->child, fate->room * sizeof *fate->child);
        assert_non_null(fate->child);
    }
    fate->child[fate->children++] = (struct verify_child){source, word[CHILD_LOW], word[CHILD_HIGH], month};
}

/* Leads that sign come at unit rate on the clock of what it was expected to bring so far. */
static void refer(struct life *self, double first_gap)
{
    double clock = 0, next = first_gap;
    uint32_t n = 0;

    for (int month = self->who.month; month < self->fate->gone; month++) {
        clock += opinion_of(self, month) > 0 ? verify_referral_rate(self->made, month) : 0;
        while (next <= clock) {
            uint32_t word[WORDS];
            fill(self, PURPOSE_CHILD, ++n, 0, self->family[0], self->family[1], word);
            bring(self, SOURCE_REFERRED, month + 1, word);
            next -= log(uniform(word[CHILD_NEXT]));
        }
    }
}

static void come_back(struct life *self, double u)
{
    int gone = self->fate->gone, back = gone;
    uint32_t word[WORDS];

    if (gone > self->months || u >= number(self, WINBACK_SHARE, 0, gone))
        return;
    back += (int)number(self, WINBACK_AFTER, 0, gone);
    if (back > self->months)
        return;
    fill(self, PURPOSE_CHILD, 0, 0, self->family[0], self->family[1], word);
    bring(self, SOURCE_WINBACK, back, word);
}

static void note_opinions(struct life *self)
{
    struct verify_fate *fate = self->fate;
    int then = self->months - 12, came = self->who.kind.source == SOURCE_BOOK ? 0 : self->who.month;

    for (int month = self->who.month; month < fate->gone; month++)
        fate->opinion[month] = (int8_t)opinion_of(self, month);
    fate->care = self->care < fate->gone ? self->care : 0;
    fate->handled = fate->handled && fate->care > 0;
    fate->z = self->who.z;
    fate->kept = self->who.kept || (then >= 0 && came <= then && fate->gone > then);
}

struct verify_fate verify_fate_new(const struct verify *made, const struct verify_opinions *opinions, uint64_t seed,
                                   struct verify_person who)
{
    size_t row = (size_t)made->plan.months + 2;
    struct verify_fate fate = {.opinion = verify_zeros(row, 1), .offers = verify_zeros(row, 1)};
    struct life life = {made, opinions, seed, who, &fate, made->plan.months, 0, false, {{0}, 0, 0, 0, false},
                        1,    0,        {0}};
    bool book = who.kind.source == SOURCE_BOOK;
    uint32_t family[WORDS];

    if (book)
        fill(&life, PURPOSE_BOOK_FAMILY, who.third, 0, 0, 0, family);
    else
        fill(&life, purpose_of(&who, PURPOSE_FAMILY, PURPOSE_RETURNED_FAMILY, PURPOSE_CHILD_FAMILY), (uint32_t)who.key,
             (uint32_t)(who.key >> 32), who.third, who.fourth, family);
    life.family[0] = family[FAMILY_LOW];
    life.family[1] = family[FAMILY_HIGH];
    if (book) {
        find_book_kind(&life);
    } else {
        find_traits(&life);
        walk_through_past(&life);
    }
    live(&life);
    note_opinions(&life);
    refer(&life, -log(uniform(family[FAMILY_REFERRAL])));
    come_back(&life, uniform(family[FAMILY_RETURN]));
    return fate;
}

void verify_fate_free(struct verify_fate *self)
{
    free(self->opinion);
    free(self->offers);
    free(self->child);
    *self = (struct verify_fate){0};
}

struct verify_person verify_fate_of_book(const struct verify *made, size_t index, uint32_t replicate)
{
    const struct book_client *client = &made->scenario.book.client[index];
    return (struct verify_person){
        .kind = {.source = SOURCE_BOOK, .quartile = verify_offers_quartile(made, client->spend)},
        .replicate = replicate,
        .third = (uint32_t)client->row,
        .contract = client->contract,
        .month = 1,
        .tenure = client->tenure,
        .renewal = client->renewal,
        .signed_in = 1,
        .fee = client->fee};
}
