/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/multiplier_path.h"

bool multiplier_path_rescues(const struct multiplier_path *self, int first)
{
    if (self->rescued == NULL)
        return false;
    for (int month = first < self->months ? first : self->months; month <= self->months; month++)
        if (self->rescued[month] > 0)
            return true;
    return false;
}

/* What a client goes by in the end. */
static const double *last_values(const struct multiplier_path *self)
{
    return self->cared_from > 0 ? self->cared : self->value;
}

/* True if all is in this month as it is in the last. */
static bool is_as_last(const struct multiplier_path *self, int month)
{
    const double *value = last_values(self);
    int last = self->months;

    return value[month] == value[last] && (self->rescued == NULL || self->rescued[month] == self->rescued[last]) &&
           (self->early_churn == NULL || (self->early_churn[month] == self->early_churn[last] &&
                                          self->early_months[month] == self->early_months[last]));
}

/* The client's own bill up to which M differs from what it is later, once the months are all alike; 0: none. */
static int last_early_bill(const struct multiplier_path *self)
{
    bool matters = self->early_churn != NULL && self->early_churn[self->months] != 1;
    return matters ? self->early_months[self->months] : 0;
}

int multiplier_path_settled(const struct multiplier_path *self, int first, int tenure)
{
    int month = self->months, settled = 1, early = last_early_bill(self);

    while (month > 1 && is_as_last(self, month - 1))
        month--;
    if (month - first + 1 > settled)
        settled = month - first + 1;
    if (early - tenure + 1 > settled)
        settled = early - tenure + 1;
    return self->cared_from > settled ? self->cared_from : settled;
}

double multiplier_path_last(const struct multiplier_path *self)
{
    return last_values(self)[self->months] * (1 - self->less);
}

double multiplier_path_last_rescued(const struct multiplier_path *self)
{
    return self->rescued == NULL ? 0.0 : self->rescued[self->months];
}
