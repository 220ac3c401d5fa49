/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/book_entry.h"

#include <math.h>

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

/* Weights of the latent kinds: share in month 1 x S(tenure). Where none could have stayed, the shares. */
static void weigh(struct book_entry *entry, const struct scenario *scenario, const double *log_stayed, size_t latents)
{
    double most = log_stayed[0], sum = 0.0;

    for (size_t i = 1; i < latents; i++)
        most = log_stayed[i] > most ? log_stayed[i] : most;
    for (size_t i = 0; i < latents; i++) {
        double stayed = isinf(most) ? 1.0 : exp(log_stayed[i] - most);
        entry->weight[i] = influence_latent_share(scenario, latents, i, 1) * stayed;
        sum += entry->weight[i];
    }
    for (size_t i = 0; i < latents; i++)
        entry->weight[i] = sum > 0 ? entry->weight[i] / sum : influence_latent_share(scenario, latents, i, 1);
}

static enum status make(struct book_entry *entry, const struct book_client *client, const struct scenario *scenario,
                        struct life_tables *lives, size_t paths[QUARTILES][LATENT_KINDS], size_t latents)
{
    struct survival_law law = contract_law(scenario, client->contract, 1);
    double log_stayed[LATENT_KINDS] = {0};
    enum status status = OK;

    for (size_t i = 0; status == OK && i < latents; i++) {
        size_t path = paths[entry->quartile][i], table = 0;
        struct multiplier_path multipliers = life_table_multipliers(lives, path);
        struct past past = past_of(client, &law, &multipliers);
        log_stayed[i] = past.log_stayed;
        if (i == LATENT_NOT_ACTIVATED && is_still_early(lives, client->tenure))
            past.start.tenure = client->tenure;
        else
            path = paths[entry->quartile][LATENT_ACTIVATED];
        status = life_table_find(lives, &law, past.start, path, 1, &table);
        entry->table[i] = (uint32_t)table;
    }
    weigh(entry, scenario, log_stayed, latents);
    return status;
}

enum status book_entry_make(struct book_entry **entries, size_t *count, const struct scenario *scenario,
                            const double bounds[QUARTILES - 1], struct life_tables *lives)
{
    const struct book *book = &scenario->book;
    size_t latents = influence_latents(scenario);
    size_t paths[QUARTILES][LATENT_KINDS] = {{0}};

    *entries = NULL;
    *count = 0;
    if (book->count == 0)
        return OK;
    *entries = memory_array(book->count, sizeof **entries);
    enum status status = *entries ? OK : ERR_MEMORY;
    for (size_t q = 0; status == OK && q < QUARTILES; q++)
        for (size_t i = 0; status == OK && i < latents; i++)
            status = influence_path(lives, scenario, q, SOURCE_NO_CLASS, i, &paths[q][i]);
    for (size_t i = 0; status == OK && i < book->count; i++) {
        const struct book_client *client = &book->client[i];
        struct book_entry *entry = &(*entries)[(*count)++];
        *entry = (struct book_entry){.row = client->row,
                                     .contract = client->contract,
                                     .quartile = offer_quartile(bounds, client->spend),
                                     .tenure = client->tenure,
                                     .fee = client->fee};
        status = make(entry, client, scenario, lives, paths, latents);
    }
    return status;
}
