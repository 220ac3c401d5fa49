/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/survival.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "sim/plan/beta_law.h"

struct survival_past survival_past(const struct survival_law *law, struct survival_start start,
                                   struct multiplier_path path, int first, int k)
{
    bool at_renewal = (start.phase + k) % law->term == 0;
    double multiplier = at_renewal ? multiplier_path_at(&path, first, start.tenure, k) : -1;
    struct survival_past past = {law->nonrenewal, law->concentration, start.renewed, 0.0, multiplier};

    for (int j = law->term - start.phase; j < k; j += law->term)
        past.renewed += multiplier_path_at(&path, first, start.tenure, j);
    return past;
}

/* It never wavered before k, at renewals with chance (1 - theta)^renewed; at k it did, perhaps within a term. */
int survival_past_nodes(struct survival_past past, double *log_stay, double *so_far)
{
    struct survival_law law = {.term = 1, .nonrenewal = past.nonrenewal, .concentration = past.concentration};
    struct beta_nodes nodes;
    double sum = 0.0;

    beta_law_nodes(&nodes, &law, past.before);
    for (int i = 0; i < nodes.count; i++) {
        if (past.renewed > 0)
            nodes.weight[i] *= exp(past.renewed * nodes.log_stay[i]);
        if (past.multiplier >= 0)
            nodes.weight[i] *= -expm1(past.multiplier * nodes.log_stay[i]);
        sum += nodes.weight[i];
        so_far[i] = sum;
    }
    memcpy(log_stay, nodes.log_stay, (size_t)nodes.count * sizeof *log_stay);
    return nodes.count;
}

double survival_past_own(int count, const double *log_stay, const double *so_far, double u)
{
    double wanted = u * so_far[count - 1];
    int low = 0, high = count - 1; /* the first with more is from low to high, or there is none */

    while (low < high) {
        int middle = (low + high) / 2;
        if (so_far[middle] > wanted)
            high = middle;
        else
            low = middle + 1;
    }
    return log_stay[low];
}
