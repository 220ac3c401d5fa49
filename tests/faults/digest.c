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

static void add_number(uint64_t *digest, double value)
{
    value = isnan(value) ? NAN : value; /* there are many NaN */
    ADD(digest, value);
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
                add_number(&digest, scenario_number(scenario, (enum parameter_id)p, item, month));
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

static void add_seats(uint64_t *digest, const struct seats *seats)
{
    size_t row = (size_t)seats->months; /* month 0, and what lies beyond the plan, say nothing */
    ADD(digest, seats->key);
    ADD(digest, seats->most);
    ADD(digest, seats->quits);
    ADD_ALL(digest, seats->count + 1, row);
    ADD_ALL(digest, seats->ramp + 1, row);
    ADD_ALL(digest, seats->refill + 1, row);
    ADD_ALL(digest, seats->quit + 1, row);
    ADD_ALL(digest, seats->leads + 1, row);
    ADD_ALL(digest, seats->rate + 1, row);
    ADD_ALL(digest, seats->returning + 1, row);
    ADD_ALL(digest, seats->signups + 1, row);
    ADD_ALL(digest, seats->expected + 1, SEATS_MONTHS);
    ADD(digest, seats->steady);
    for (size_t seat = 0; seats->schedule && seat < (size_t)seats->most; seat++)
        ADD_ALL(digest, seats->schedule + seat * (row + 2) + 1, row);
}

static void add_payments(uint64_t *digest, const struct payments *payments)
{
    for (int month = 1; month <= payments->months; month++) {
        const struct payments_of_all *all = payments_month(payments, month);
        const double of_all[] = {all->lead,    all->fixed,         all->signup,      all->lost,   all->serving,
                                 all->service, all->service_bonus, all->bonus_share, all->yearly, all->limit};
        const double of_loyalty[] = {all->care, all->rescue, all->rescue_share, all->winback, all->referral};
        ADD(digest, of_all);
        ADD(digest, of_loyalty);
        ADD(digest, all->bonus_every);
        for (size_t c = 0; c < payments->classes; c++) {
            const struct payments_of_class *own = payments_class(payments, c, month);
            const double of_class[] = {own->salary, own->hiring_cost, own->commission, own->commission_months,
                                       own->clawback};
            ADD(digest, of_class);
        }
    }
    ADD(digest, payments->settled);
}

static void add_lives(uint64_t *digest, const struct life_tables *lives)
{
    for (size_t i = 0; i < lives->count; i++) {
        const struct life_table *table = &lives->item[i];
        ADD(digest, table->first);
        ADD(digest, table->path);
        ADD_ALL(digest, table->alive, (size_t)table->months + 1);
        ADD_ALL(digest, table->leave + 1, (size_t)table->months);
        ADD(digest, table->cared);
        ADD(digest, table->cared_from);
        if (table->firm != NULL)
            ADD_ALL(digest, table->firm, (size_t)table->months + 1);
        if (table->waver != NULL)
            ADD_ALL(digest, table->waver, (size_t)table->months + 1);
    }
    for (size_t i = 0; i < lives->path_count; i++) {
        ADD_ALL(digest, lives->path[i].value + 1, (size_t)lives->months);
        ADD(digest, lives->path[i].early);
    }
    if (lives->rescued != NULL)
        ADD_ALL(digest, lives->rescued + 1, (size_t)lives->months);
}

static void add_returning(uint64_t *digest, const struct plan *plan)
{
    for (int month = 1; month <= plan->months; month++) {
        ADD(digest, plan->qualification[month].worked);
        ADD(digest, plan->qualification[month].returning);
        if (plan->returning == NULL)
            continue;
        ADD(digest, plan->returning[month].month);
        ADD(digest, plan->returning[month].offer);
    }
}

static void add_book(uint64_t *digest, const struct plan *plan)
{
    for (size_t i = 0; i < plan->book.count; i++) {
        const struct book_entry *entry = &plan->book.item[i];
        ADD(digest, entry->row);
        ADD(digest, entry->contract);
        ADD(digest, entry->tenure);
        ADD_ALL(digest, entry->table, plan->latents.count);
        ADD_ALL(digest, entry->weight, plan->latents.count);
        ADD(digest, entry->fee);
    }
}

static void add_satisfaction(uint64_t *digest, const struct satisfaction *satisfaction)
{
    size_t row = (size_t)satisfaction->months + 2;
    ADD(digest, satisfaction->known);
    ADD(digest, satisfaction->cares);
    ADD_ALL(digest, satisfaction->below, satisfaction->intervals + 1);
    for (int month = 1; month <= satisfaction->months; month++) {
        const struct satisfaction_care *care = &satisfaction->care[month];
        const double of_care[] = {care->coverage, care->success, care->after};
        ADD(digest, of_care);
        for (size_t i = 0; i < satisfaction->intervals; i++) {
            ADD(digest, satisfaction->class_of[i * row + (size_t)month]);
            ADD(digest, satisfaction->calls[i * row + (size_t)month]);
        }
    }
}

static void add_latents(uint64_t *digest, const struct latents *latents)
{
    size_t row = (size_t)latents->months + 2;
    ADD(digest, latents->onboarding);
    for (size_t i = 0; i < latents->count; i++) {
        ADD(digest, latents->item[i].activated);
        ADD(digest, latents->item[i].interval);
        ADD(digest, latents->item[i].saved);
        ADD_ALL(digest, latents->share + i * row + 1, (size_t)latents->months);
    }
}

static void add_offspring(uint64_t *digest, const struct plan *plan)
{
    const struct offspring *offspring = &plan->offspring;
    size_t row = (size_t)offspring->months + 1, types = plan->satisfaction.intervals * QUARTILES * plan->contracts;
    const double *const by_type[] = {offspring->returns, offspring->return_fees, offspring->kept, offspring->kept_fees};

    ADD(digest, offspring->months);
    if (offspring->referred != NULL)
        ADD_ALL(digest, offspring->referred + 1, row - 1);
    for (size_t i = 0; i < sizeof by_type / sizeof by_type[0]; i++)
        for (size_t type = 0; by_type[i] != NULL && type < types; type++)
            ADD_ALL(digest, by_type[i] + type * row + 1, row - 1);
}

static void add_brought(uint64_t *digest, const struct plan *plan)
{
    for (size_t i = 0; i < SOURCE_COUNT; i++)
        ADD(digest, plan->signer_of[i]);
    for (int month = 1; month <= plan->months; month++) {
        double rate = plan_referral_rate(plan, month);
        struct winback winback = plan_winback(plan, month);
        ADD(digest, rate);
        ADD(digest, winback.share);
        ADD(digest, winback.after);
        if (plan->referred_offer_of != NULL)
            ADD(digest, plan->referred_offer_of[month]);
    }
}

uint64_t digest_plan(const struct plan *plan)
{
    uint64_t digest = 0;
    size_t row = (size_t)plan->months + 2, groups = plan->signers * plan->latents.count * QUARTILES * plan->contracts;
    ADD(&digest, plan->months);
    ADD(&digest, plan->monthly_discount);
    for (size_t i = 0; i < plan->offer_count; i++)
        add_offer(&digest, &plan->offers[i]);
    ADD_ALL(&digest, plan->offer_of + 1, (size_t)plan->months);
    add_lives(&digest, &plan->lives);
    for (size_t g = 0; g < groups; g++)
        ADD_ALL(&digest, plan->table_of + g * row + 1, (size_t)plan->months);
    add_satisfaction(&digest, &plan->satisfaction);
    add_latents(&digest, &plan->latents);
    for (size_t c = 0; c < plan->classes; c++)
        add_seats(&digest, &plan->seats[c]);
    add_payments(&digest, &plan->payments);
    add_returning(&digest, plan);
    add_book(&digest, plan);
    add_brought(&digest, plan);
    add_offspring(&digest, plan);
    return digest;
}

uint64_t digest_expected(const struct expected *expected, size_t cells)
{
    uint64_t digest = 0;
    size_t row = (size_t)expected->months + 1;
    for (int s = 0; s < SERIES_COUNT; s++) {
        ADD_ALL(&digest, expected->series[s], row);
        ADD_ALL(&digest, expected->events[s], row);
    }
    for (int q = 0; q < QUANTITY_COUNT; q++)
        add_number(&digest, expected->quantity[q]);
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
    for (int s = 0; s < SERIES_COUNT; s++)
        for (int month = 0; month <= sample->months && sample_values(sample, (enum series)s, month); month++)
            ADD_ALL(&digest, sample_values(sample, (enum series)s, month), sample->kept);
    ADD(&digest, sample->quantity_mean);
    ADD(&digest, sample->quantity_covariance);
    ADD_ALL(&digest, sample->quantity_value, QUANTITY_COUNT * sample->kept);
    ADD_ALL(&digest, sample->at_risk, cells * row);
    ADD_ALL(&digest, sample->leaving, cells * row);
    return digest;
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
        ADD(&digest, row->source);
        digest_add_text(&digest, row->rating);
    }
    for (size_t i = 0; i < findings->retention_count; i++) {
        ADD(&digest, findings->retention[i].month);
        add_number(&digest, findings->retention[i].expected);
        add_number(&digest, findings->retention[i].simulated);
    }
    for (size_t i = 0; i < findings->cohort_count; i++)
        for (size_t age = 0; age < findings->cohort_ages; age++)
            add_number(&digest, findings->cohorts[i].share[age]);
    for (int s = 0; s < SERIES_COUNT; s++)
        add_number(&digest, findings->plateau.line[s]);
    ADD(&digest, findings->agreement.checked);
    add_number(&digest, findings->agreement.largest);
    digest_add_text(&digest, findings->agreement.worst);
    return digest;
}
