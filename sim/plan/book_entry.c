/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/book_entry.h"

#include <math.h>
#include <stdlib.h>

#include "sim/plan/beta_law.h"
#include "sim/plan/contract_law.h"
#include "sim/support/memory.h"

/* How many of a client's bills 1..bills came before a renewal; the next renewal is after bill tenure + to_renewal. */
static int renewals_among(int bills, const struct survival_law *law, int tenure, int to_renewal)
{
    int first = (tenure + to_renewal - 1) % law->term + 1; /* the bill before the first renewal */
    return bills < first ? 0 : (bills - first) / law->term + 1;
}

/* Where a client of one latent kind stands before its bill of month 1, and how likely it was to get there. */
struct past {
    struct survival_start start;
    double log_stayed; /* log S(tenure) */
};

/*
 * The past under the values of month 1. All decisions of one kind, early exit or renewal, have the same M but for the
 * first bills of clients who were not activated at once; the chances of renewing depend on the sum of M only.
 */
static struct past past_of(const struct book_client *client, const struct survival_law *law,
                           const struct multiplier_path *path)
{
    int tenure = client->tenure, term = law->term;
    int to_renewal = client->renewal > 0 ? client->renewal : term - tenure % term;
    int early = path->early_churn != NULL ? path->early_months[1] : 0; /* bills with another M */
    early = early < tenure ? early : tenure;
    double early_churn = early > 0 ? path->early_churn[1] : 1.0;
    int renewals = renewals_among(tenure, law, tenure, to_renewal);
    int early_renewals = renewals_among(early, law, tenure, to_renewal);
    int late_exits = tenure - early - (renewals - early_renewals);
    double renewed = path->value[1] * (early_churn * early_renewals + (renewals - early_renewals));
    double exits = path->value[1] * (early_churn * (early - early_renewals) + late_exits);
    struct past past = {.start = {.phase = (term - to_renewal) % term}};

    if (exits > 0 && law->early_exit > 0)
        past.log_stayed += exits * log1p(-law->early_exit);
    if (beta_law_applies(law)) {
        past.log_stayed += beta_law_log_stay(law, 0.0, renewed);
        past.start.renewed = renewed; /* it only matters where clients differ; else lives are to share tables */
    } else if (renewed > 0 && law->nonrenewal > 0) {
        past.log_stayed += renewed * log1p(-law->nonrenewal);
    }
    return past;
}

/* True if a client with this tenure still has decisions before it at which its kind shows. */
static bool is_still_early(const struct life_tables *lives, int tenure)
{
    for (int month = 1; month <= lives->months; month++)
        if (tenure + month <= lives->early_months[month])
            return true;
    return tenure + lives->months < lives->early_months[lives->months];
}

/* What is the same for all entries. */
struct making {
    const struct scenario *scenario;
    const struct satisfaction *satisfaction;
    const struct latents *latents;
    struct life_tables *lives;
    struct life_paths *paths; /* owned: [latent][quartile] */
    double *log_stayed;       /* owned: [latent], scratch */
};

/*
 * Weights of the latent kinds: share in month 1 x S(tenure), and of those in an interval of z the share that care will
 * save later. Where none could have stayed, the shares.
 */
static void weigh(const struct making *self, const struct book_entry *entry, double *weight)
{
    const struct latents *latents = self->latents;
    double most = -INFINITY, sum = 0.0;

    for (size_t i = 0; i < latents->count; i++)
        if (latent_traits_share(latents, i, 1) > 0 && self->log_stayed[i] > most)
            most = self->log_stayed[i];
    for (size_t i = 0; i < latents->count; i++) {
        /* Kinds that nobody is of may have stayed far better than all the others. */
        double stayed = isinf(most) ? 1.0 : exp(fmin(self->log_stayed[i] - most, 0.0));
        weight[i] = latent_traits_share(latents, i, 1) * stayed *
                    latent_saved_share(latents, self->satisfaction, i, 1, entry->tenure);
        sum += weight[i];
    }
    for (size_t i = 0; i < latents->count; i++)
        weight[i] /= sum;
}

/* The multipliers that await an entry of a latent kind, whose past is over. */
static struct life_paths paths_ahead(const struct making *self, const struct book_entry *entry, size_t latent,
                                     bool early)
{
    const struct latent *kind = &self->latents->item[latent];
    size_t as = early ? latent : latent_find(self->latents, true, kind->interval, kind->saved);
    struct life_paths paths = self->paths[as * QUARTILES + (size_t)entry->quartile];

    if (kind->saved)
        paths.cared_from = latent_care(self->latents, self->satisfaction, latent, 1, entry->tenure).month;
    return paths;
}

static enum status make(const struct making *self, const struct book_entry *entry, const struct book_client *client,
                        uint32_t *tables, double *weight)
{
    struct survival_law law = contract_law(self->scenario, client->contract, 1);
    enum status status = OK;

    for (size_t i = 0; status == OK && i < self->latents->count; i++) {
        struct life_paths by_month_1 = {.path = self->paths[i * QUARTILES + (size_t)entry->quartile].path};
        struct multiplier_path multipliers = life_table_multipliers(self->lives, by_month_1);
        struct past past = past_of(client, &law, &multipliers);
        bool early = !self->latents->item[i].activated && is_still_early(self->lives, client->tenure);
        size_t table = 0;
        self->log_stayed[i] = past.log_stayed;
        if (early)
            past.start.tenure = client->tenure;
        status = life_table_find(self->lives, &law, past.start, paths_ahead(self, entry, i, early), 1, &table);
        tables[i] = (uint32_t)table;
    }
    if (status == OK)
        weigh(self, entry, weight);
    return status;
}

static enum status make_all(struct book_entries *self, const struct making *making, const double bounds[QUARTILES - 1])
{
    const struct book *book = &making->scenario->book;
    size_t latents = making->latents->count;
    enum status status = OK;

    for (size_t i = 0; status == OK && i < book->count; i++) {
        const struct book_client *client = &book->client[i];
        struct book_entry *entry = &self->item[self->count++];
        *entry = (struct book_entry){.row = client->row,
                                     .contract = client->contract,
                                     .quartile = offer_quartile(bounds, client->spend),
                                     .tenure = client->tenure,
                                     .fee = client->fee,
                                     .table = self->table + i * latents,
                                     .weight = self->weight + i * latents};
        status = make(making, entry, client, self->table + i * latents, self->weight + i * latents);
    }
    return status;
}

enum status book_entry_init(struct book_entries *self, const struct scenario *scenario,
                            const double bounds[QUARTILES - 1], const struct satisfaction *satisfaction,
                            const struct latents *latents, struct life_tables *lives)
{
    const struct book *book = &scenario->book;
    struct making making = {.scenario = scenario, .satisfaction = satisfaction, .latents = latents, .lives = lives};

    *self = (struct book_entries){0};
    if (book->count == 0)
        return OK;
    self->item = memory_array(book->count, sizeof *self->item);
    self->table = memory_grid(book->count, latents->count, sizeof *self->table);
    self->weight = memory_grid(book->count, latents->count, sizeof *self->weight);
    making.paths = memory_grid(latents->count, QUARTILES, sizeof *making.paths);
    making.log_stayed = memory_array(latents->count, sizeof *making.log_stayed);
    enum status status = self->item && self->table && self->weight && making.paths && making.log_stayed ? OK
                                                                                                        : ERR_MEMORY;
    if (status == OK)
        status = influence_paths(lives, scenario, satisfaction, latents, SOURCE_BOOK, SOURCE_NO_CLASS, making.paths);
    if (status == OK)
        status = make_all(self, &making, bounds);
    free(making.paths);
    free(making.log_stayed);
    if (status != OK)
        book_entry_free(self);
    return status;
}

void book_entry_free(struct book_entries *self)
{
    free(self->item);
    free(self->table);
    free(self->weight);
    *self = (struct book_entries){0};
}
