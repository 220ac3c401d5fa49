/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/contract_pick.h"

#include <math.h>

const struct ltv_row *contract_pick_row(const struct findings *findings, int contract, int quartile)
{
    const struct ltv_row *found = NULL;
    for (size_t i = 0; i < findings->ltv_count; i++) {
        const struct ltv_row *row = &findings->ltv[i];
        if (row->contract == contract && row->quartile == quartile && (!found || row->source < found->source))
            found = row; /* -1, all sources, comes before any single one */
    }
    return found;
}

/* How much there is of a contract: its sign-ups; next to nothing if it is signed, but not in the last year; or 0. */
static double weight(const struct findings *findings, int contract)
{
    static const double NOT_NOW = 1e-12;
    const struct ltv_row *row = contract_pick_row(findings, contract, -1);
    if (row && row->signups > 0)
        return row->signups;
    for (size_t i = 0; i < findings->retention_count; i++) {
        const struct retention_row *life = &findings->retention[i];
        if (life->contract == contract && life->quartile == -1 && life->month == 0)
            return isfinite(life->expected) ? NOT_NOW : 0;
    }
    return 0;
}

size_t contract_pick(const struct findings *findings, size_t most, int *contract, size_t *all)
{
    int contracts = 0;
    size_t count = 0;
    *all = 0;
    for (size_t i = 0; i < findings->retention_count; i++)
        contracts = findings->retention[i].contract >= contracts ? findings->retention[i].contract + 1 : contracts;
    for (size_t i = 0; i < findings->ltv_count; i++)
        contracts = findings->ltv[i].contract >= contracts ? findings->ltv[i].contract + 1 : contracts;
    for (int c = 0; c < contracts; c++) {
        double mine = weight(findings, c);
        size_t heavier = 0; /* contracts that come before it */
        *all += mine > 0;
        for (int other = 0; other < contracts; other++) {
            double theirs = weight(findings, other);
            heavier += theirs > mine || (other < c && !(theirs < mine));
        }
        if (mine > 0 && heavier < most)
            contract[count++] = c;
    }
    return count;
}

const char *contract_pick_name(const struct findings *findings, int contract)
{
    const struct scenario *scenario = findings->plan ? findings->plan->scenario : NULL;
    return scenario && (size_t)contract < scenario->contracts.count ? scenario->contracts.item[contract] : "?";
}
