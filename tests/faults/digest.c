/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/faults/digest.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/support/fingerprint.h"

/* Fields are added one by one: the bytes between them are anybody's. */
#define ADD(digest, field)            digest_add(digest, &(field), sizeof(field))
#define ADD_ALL(digest, array, count) digest_add(digest, array, (count) * sizeof *(array))

void digest_add(uint64_t *digest, const void *bytes, size_t size)
{
    *digest = *digest * UINT64_C(0x9e3779b97f4a7c15) + fingerprint_of(size > 0 ? bytes : "", size) + size;
}

void digest_add_text(uint64_t *digest, const char *text)
{
    digest_add(digest, text ? text : "", text ? strlen(text) + 1 : 0);
}

void digest_add_file(uint64_t *digest, const char *path)
{
    char bytes[4096];
    FILE *in = fopen(path, "rb");
    if (in == NULL) {
        digest_add_text(digest, NULL);
        return;
    }
    for (size_t size; (size = fread(bytes, 1, sizeof bytes, in)) > 0;)
        digest_add(digest, bytes, size);
    fclose(in);
}

uint64_t digest_faults(const struct faults *faults)
{
    uint64_t digest = 0;
    ADD(&digest, faults->total);
    for (size_t i = 0; i < faults->kept; i++)
        digest_add_text(&digest, faults->item[i].text);
    return digest;
}

static void add_names(uint64_t *digest, const struct names *names)
{
    for (size_t i = 0; i < names->count; i++)
        digest_add_text(digest, names->item[i]);
}

uint64_t digest_scenario(const struct scenario *scenario)
{
    uint64_t digest = digest_faults(&scenario->notes);
    digest_add_text(&digest, scenario->name);
    digest_add_text(&digest, scenario->path);
    add_names(&digest, &scenario->classes);
    add_names(&digest, &scenario->contracts);
    for (int p = 0; p < PARAMETER_COUNT; p++) /* contract.share is the four quartiles' and has no value itself */
        for (size_t item = 0; p != CONTRACT_SHARE && item < scenario_items(scenario, (enum parameter_id)p); item++) {
            digest_add_text(&digest, scenario_text(scenario, (enum parameter_id)p, item));
            for (int month = 1; month <= scenario_months(scenario); month++) {
                double value = scenario_number(scenario, (enum parameter_id)p, item, month);
                value = isnan(value) ? NAN : value; /* there are many NaN */
                ADD(&digest, value);
            }
        }
    for (size_t i = 0; i < scenario->set_count; i++)
        digest_add_text(&digest, scenario->set_texts[i]);
    for (size_t i = 0; i < scenario->file_count; i++) {
        digest_add_text(&digest, scenario->files[i].path);
        ADD(&digest, scenario->files[i].fingerprint);
    }
    for (size_t i = 0; i < scenario->book.count; i++) {
        const struct book_client *client = &scenario->book.client[i];
        ADD(&digest, client->row);
        ADD(&digest, client->contract);
        ADD(&digest, client->tenure);
        ADD(&digest, client->renewal);
        ADD(&digest, client->fee);
    }
    return digest;
}

static void add_offer(uint64_t *digest, const struct offer *offer)
{
    size_t n = offer->contracts;
    ADD(digest, offer->spend.mean);
    ADD(digest, offer->below);
    ADD(digest, offer->quartile_share);
    ADD(digest, offer->quartile_spend);
    ADD_ALL(digest, offer->want, QUARTILES * n);
    ADD_ALL(digest, offer->instead, QUARTILES * n);
    ADD_ALL(digest, offer->sign, QUARTILES * n);
    ADD_ALL(digest, offer->mean_fee, QUARTILES * n);
    ADD_ALL(digest, offer->switch_share, n);
    ADD_ALL(digest, offer->fee_share, n);
    ADD_ALL(digest, offer->offered, n);
}

static void add_seats(uint64_t *digest, const struct seats *seats, int months)
{
    size_t row = (size_t)months + 1; /* month 0, and what lies beyond the plan, say nothing */
    ADD(digest, seats->key);
    ADD(digest, seats->most);
    ADD_ALL(digest, seats->count + 1, row - 1);
    ADD_ALL(digest, seats->rate + 1, row - 1);
    ADD_ALL(digest, seats->signups + 1, row - 1);
    for (size_t seat = 0; seats->schedule && seat < (size_t)seats->most; seat++)
        ADD_ALL(digest, seats->schedule + seat * (row + 1) + 1, row - 1);
}

uint64_t digest_plan(const struct plan *plan)
{
    uint64_t digest = 0;
    size_t row = (size_t)plan->months + 2;
    ADD(&digest, plan->months);
    ADD(&digest, plan->monthly_discount);
    for (size_t i = 0; i < plan->offer_count; i++)
        add_offer(&digest, &plan->offers[i]);
    ADD_ALL(&digest, plan->offer_of + 1, (size_t)plan->months);
    for (size_t i = 0; i < plan->lives.count; i++) {
        const struct life_table *table = &plan->lives.item[i];
        ADD(&digest, table->first);
        ADD(&digest, table->path);
        ADD_ALL(&digest, table->alive, (size_t)table->months + 1);
        ADD_ALL(&digest, table->leave + 1, (size_t)table->months);
    }
    for (size_t i = 0; i < plan->lives.path_count; i++)
        ADD_ALL(&digest, plan->lives.path[i] + 1, (size_t)plan->months);
    for (size_t g = 0; g < plan->group_count; g++)
        ADD_ALL(&digest, plan->table_of + g * row + 1, (size_t)plan->months);
    for (size_t c = 0; c < plan->classes; c++)
        add_seats(&digest, &plan->seats[c], plan->months);
    for (size_t i = 0; i < plan->book_count; i++) {
        ADD(&digest, plan->book[i].row);
        ADD(&digest, plan->book[i].contract);
        ADD(&digest, plan->book[i].table);
        ADD(&digest, plan->book[i].fee);
    }
    return digest;
}

uint64_t digest_expected(const struct expected *expected, size_t cells)
{
    uint64_t digest = 0;
    size_t row = (size_t)expected->months + 1;
    for (int s = 0; s < SERIES_COUNT; s++)
        ADD_ALL(&digest, expected->series[s], row);
    ADD(&digest, expected->quantity);
    ADD_ALL(&digest, expected->at_risk, cells * row);
    ADD_ALL(&digest, expected->leaving, cells * row);
    return digest;
}

uint64_t digest_sample(const struct sample *sample, size_t cells)
{
    uint64_t digest = 0;
    size_t row = (size_t)sample->months + 1;
    ADD(&digest, sample->replicates);
    ADD_ALL(&digest, sample->mean, SERIES_COUNT * row);
    ADD_ALL(&digest, sample->variance, SERIES_COUNT * row);
    ADD_ALL(&digest, sample->value, SERIES_COUNT * row * sample->kept);
    ADD(&digest, sample->quantity_mean);
    ADD(&digest, sample->quantity_covariance);
    ADD_ALL(&digest, sample->quantity_value, QUANTITY_COUNT * sample->kept);
    ADD_ALL(&digest, sample->at_risk, cells * row);
    ADD_ALL(&digest, sample->leaving, cells * row);
    return digest;
}

static void add_number(uint64_t *digest, double value)
{
    value = isnan(value) ? NAN : value;
    ADD(digest, value);
}

static void add_figure(uint64_t *digest, const struct figure *figure)
{
    add_number(digest, figure->expected);
    add_number(digest, figure->mean);
    add_number(digest, figure->mcse);
    for (int q = 0; q < QUANTILE_COUNT; q++)
        add_number(digest, figure->quantile[q]);
    digest_add_text(digest, figure->why);
}

uint64_t digest_findings(const struct findings *findings)
{
    uint64_t digest = 0;
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int month = 0; month <= findings->months; month++)
            add_figure(&digest, findings_month(findings, (enum series)s, month));
    for (int m = 0; m < METRIC_COUNT; m++)
        add_figure(&digest, &findings->metric[m]);
    for (int month = 0; month <= findings->months; month++)
        add_number(&digest, findings->smooth_revenue[month]);
    for (size_t i = 0; i < findings->ltv_count; i++) {
        const struct ltv_row *row = &findings->ltv[i];
        ADD(&digest, row->contract);
        ADD(&digest, row->quartile);
        add_number(&digest, row->mean_fee);
        add_number(&digest, row->mean_lifetime);
        add_number(&digest, row->ltv);
        add_number(&digest, row->ltv_discounted);
        add_number(&digest, row->ltv_plan);
        digest_add_text(&digest, row->rating);
    }
    for (size_t i = 0; i < findings->retention_count; i++) {
        ADD(&digest, findings->retention[i].month);
        add_number(&digest, findings->retention[i].expected);
        add_number(&digest, findings->retention[i].simulated);
    }
    ADD(&digest, findings->agreement.checked);
    add_number(&digest, findings->agreement.largest);
    digest_add_text(&digest, findings->agreement.worst);
    return digest;
}
