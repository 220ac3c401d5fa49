/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/book_entry.h"

#include "sim/plan/beta_law.h"
#include "sim/plan/contract_law.h"
#include "sim/plan/influence.h"
#include "sim/support/memory.h"

/* Where a client with this history stands before its bill of month 1. */
static struct survival_start start_of(const struct book_client *client, const struct survival_law *law,
                                      double multiplier)
{
    int term = law->term;
    int phase = client->tenure % term, renewals = client->tenure / term;

    if (client->renewal > 0) { /* the decision after the bill of plan month r renews, others whole terms before */
        phase = term - client->renewal;
        renewals = (client->tenure + client->renewal - 1) / term;
    }
    /* Past renewals only matter where clients differ; leaving them out otherwise lets lives share tables. */
    return (struct survival_start){.phase = phase, .renewed = beta_law_applies(law) ? renewals * multiplier : 0.0};
}

enum status book_entry_make(struct book_entry **entries, size_t *count, const struct scenario *scenario,
                            const double bounds[QUARTILES - 1], struct life_tables *lives)
{
    const struct book *book = &scenario->book;
    size_t path_of[QUARTILES];

    *entries = NULL;
    *count = 0;
    if (book->count == 0)
        return OK;
    *entries = memory_array(book->count, sizeof **entries);
    enum status status = *entries ? OK : ERR_MEMORY;
    for (size_t q = 0; status == OK && q < QUARTILES; q++)
        status = influence_path(lives, scenario, q, INFLUENCE_NO_CLASS, &path_of[q]);
    for (size_t i = 0; status == OK && i < book->count; i++) {
        const struct book_client *client = &book->client[i];
        struct survival_law law = contract_law(scenario, client->contract, 1);
        int quartile = offer_quartile(bounds, client->spend);
        size_t path = path_of[quartile], table = 0;
        struct survival_start start = start_of(client, &law, lives->path[path][1]);

        status = life_table_find(lives, &law, start, path, 1, &table);
        (*entries)[(*count)++] = (struct book_entry){.row = client->row,
                                                     .contract = client->contract,
                                                     .quartile = quartile,
                                                     .table = (uint32_t)table,
                                                     .fee = client->fee};
    }
    return status;
}
