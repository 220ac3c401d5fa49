/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/inflow.h"

#include <stdbool.h>
#include <stdio.h>

#include "plots/style.h"
#include "plots/words.h"
#include "sim/support/status.h"

static const struct {
    const char *name, *colour;
    const char *one, *many; /* "1 is referred", "25 are referred" */
} parts[INFLOW_COUNT] = {
    [INFLOW_REPS] = {"Reps", STYLE_BAR, "comes from reps", "come from reps"},
    [INFLOW_RETURNED] = {"Returned leads", STYLE_PURPLE, "is a lead who returns", "are leads who return"},
    [INFLOW_REFERRED] = {"Referred", STYLE_BLUE, "is referred", "are referred"},
    [INFLOW_WON_BACK] = {"Won back", STYLE_GREEN, "is won back", "are won back"},
};

const char *inflow_name(enum inflow inflow)
{
    bug_assert(inflow >= 0 && inflow < INFLOW_COUNT);
    return parts[inflow].name;
}

const char *inflow_colour(enum inflow inflow)
{
    bug_assert(inflow >= 0 && inflow < INFLOW_COUNT);
    return parts[inflow].colour;
}

size_t inflow_present(const double clients[INFLOW_COUNT])
{
    size_t count = 0;
    for (size_t i = 0; i < INFLOW_COUNT; i++)
        count += clients[i] > 0;
    return count;
}

const char *inflow_of_100(const double clients[INFLOW_COUNT], char out[INFLOW_WORDS])
{
    int share[INFLOW_COUNT];
    size_t count = 0, said = 0, used = 0;
    words_shares(clients, INFLOW_COUNT, share);
    for (size_t i = 0; i < INFLOW_COUNT; i++)
        count += share[i] > 0;
    out[0] = '\0';
    for (size_t i = 0; i < INFLOW_COUNT; i++) {
        if (share[i] == 0)
            continue;
        const char *join = said == 0 ? "" : said + 1 == count ? " and " : ", ";
        int wrote = snprintf(out + used, INFLOW_WORDS - used, "%s%d %s", join, share[i],
                             share[i] == 1 ? parts[i].one : parts[i].many);
        used += wrote > 0 ? (size_t)wrote : 0;
        said++;
    }
    return out;
}

const char *inflow_clients(double count, char out[TEXT_NUMBER])
{
    return text_grouped(count, count < 0.995 && count > 0 ? 2 : count < 99.95 ? 1 : 0, out);
}
