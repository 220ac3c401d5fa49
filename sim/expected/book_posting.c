/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/expected/book_posting.h"

#include <stdbool.h>

#include "sim/expected/course.h"
#include "sim/expected/posting.h"
#include "sim/support/cents.h"

enum { YEAR = 12 };

int book_posting_tenure(int tenure, int settled)
{
    return tenure <= settled ? tenure : settled + 1 + (tenure - settled - 1) % YEAR;
}

struct book_walk {
    struct expected *to;
    const struct plan *plan;
    bool grows, service_grows; /* what makes tenure matter */
    struct posting posting;    /* scratch, likewise: */
    struct course exact, rounded;
};

static int tenure_of(const struct book_walk *self, size_t entry)
{
    int settled = self->service_grows ? TARIFF_SERVICE_BILLS : 0;

    return self->grows || self->service_grows ? book_posting_tenure(self->plan->book.item[entry].tenure, settled) : 0;
}

/* A client, by the chances of its latent kinds. */
static void add_client(struct book_walk *self, const struct book_entry *entry)
{
    const struct plan *plan = self->plan;

    for (size_t latent = 0; latent < plan->latents.count; latent++) {
        if (!(entry->weight[latent] > 0))
            continue;
        struct latent_care care = plan_book_care(plan, entry, latent);
        struct posting_clients who = {
            .table = &plan->lives.item[entry->table[latent]],
            .latent = latent,
            .clients = entry->weight[latent],
            .fees = entry->weight[latent] * cents_money(entry->fee),
            .care_bill = care.month, /* bills of its tables are plan months */
            .handled = care.handled,
        };
        posting_add(&self->posting, &who, plan->months);
    }
}

static void post_tenure(struct book_walk *self, int tenure)
{
    const struct plan *plan = self->plan;

    course_fill(&self->exact, &plan->payments, SOURCE_NO_CLASS, 1, tenure, plan->months);
    posting_clear(&self->posting);
    for (size_t i = 0; i < plan->book.count; i++) {
        if (tenure_of(self, i) != tenure)
            continue;
        add_client(self, &plan->book.item[i]);
        if (!self->exact.grows)
            continue;
        course_round(&self->rounded, &self->exact, cents_money(plan->book.item[i].fee));
        posting_post(&self->posting, self->to, &self->rounded, 1, 1.0, SOURCE_BOOK);
        posting_clear(&self->posting);
    }
    if (!self->exact.grows)
        posting_post(&self->posting, self->to, &self->exact, 1, 1.0, SOURCE_BOOK);
}

enum status book_posting_add(struct expected *to, const struct plan *plan)
{
    if (plan->book.count == 0)
        return OK;
    struct book_walk self = {
        .to = to,
        .plan = plan,
        .grows = payments_fees_grow(&plan->payments),
        .service_grows = payments_service_grows(&plan->payments),
    };
    enum status status = posting_init(&self.posting, plan);
    bool asked[TARIFF_SERVICE_BILLS + YEAR + 1] = {false};

    if (status == OK)
        status = course_init(&self.exact, plan->months);
    if (status == OK)
        status = course_init(&self.rounded, plan->months);
    for (size_t i = 0; status == OK && i < plan->book.count; i++) {
        int tenure = tenure_of(&self, i);
        if (!asked[tenure])
            post_tenure(&self, tenure);
        asked[tenure] = true;
    }
    course_free(&self.exact);
    course_free(&self.rounded);
    posting_free(&self.posting);
    return status;
}
