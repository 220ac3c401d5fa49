/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/latent.h"

#include <stdint.h>
#include <stdlib.h>

#include "sim/plan/influence.h"
#include "sim/support/memory.h"

static int within(const struct latents *self, int month)
{
    return month < self->months ? month : self->months;
}

/* True if care may help some client of an interval in some month. */
static bool may_be_saved(const struct satisfaction *satisfaction, size_t interval)
{
    for (int month = 1; satisfaction->cares && month <= satisfaction->months; month++) {
        const struct satisfaction_care *care = &satisfaction->care[month];
        if (care->coverage * care->success > 0 && satisfaction_class(satisfaction, interval, month) == CLASS_DETRACTOR)
            return true;
    }
    return false;
}

static void list_kinds(struct latents *self, const struct satisfaction *satisfaction, bool onboarding)
{
    for (int not_activated = 0; not_activated <= (onboarding ? 1 : 0); not_activated++)
        for (size_t i = 0; i < satisfaction->intervals; i++) {
            self->item[self->count++] = (struct latent){.activated = !not_activated, .interval = i};
            if (may_be_saved(satisfaction, i))
                self->item[self->count++] = (struct latent){.activated = !not_activated, .interval = i, .saved = true};
        }
}

/* Of the clients of an interval to whom care comes in a month (0: never), the share it saves. */
static double saved_share(const struct satisfaction *satisfaction, int month)
{
    if (month == 0)
        return 0.0;
    const struct satisfaction_care *care = satisfaction_care(satisfaction, month);
    return care->coverage * care->success;
}

static double share_of(const struct latents *self, const struct scenario *scenario,
                       const struct satisfaction *satisfaction, size_t latent, int month)
{
    const struct latent *kind = &self->item[latent];
    double share = satisfaction->below[kind->interval + 1] - satisfaction->below[kind->interval];

    if (self->onboarding) {
        double activated = scenario_number(scenario, ONBOARDING_ACTIVATION, 0, month);
        share *= kind->activated ? activated : 1 - activated;
    }
    return share * latent_saved_share(self, satisfaction, latent, month, 0);
}

enum status latent_init(struct latents *self, const struct scenario *scenario, const struct satisfaction *satisfaction)
{
    *self = (struct latents){.months = scenario_months(scenario), .onboarding = influence_has_onboarding(scenario)};
    self->item = memory_array(4 * satisfaction->intervals, sizeof *self->item);
    if (self->item == NULL)
        return ERR_MEMORY;
    list_kinds(self, satisfaction, self->onboarding);
    self->share = memory_grid(self->count, (size_t)self->months + 2, sizeof *self->share);
    if (self->share == NULL) {
        latent_free(self);
        return ERR_MEMORY;
    }
    for (size_t i = 0; i < self->count; i++)
        for (int month = 1; month <= self->months; month++)
            self->share[i * ((size_t)self->months + 2) + (size_t)month] = share_of(self, scenario, satisfaction, i,
                                                                                   month);
    return OK;
}

void latent_free(struct latents *self)
{
    free(self->item);
    free(self->share);
    *self = (struct latents){0};
}

double latent_share(const struct latents *self, size_t latent, int month)
{
    return self->share[latent * ((size_t)self->months + 2) + (size_t)within(self, month)];
}

size_t latent_find(const struct latents *self, bool activated, size_t interval, bool saved)
{
    for (size_t i = 0; i < self->count; i++) {
        const struct latent *kind = &self->item[i];
        if (kind->activated == activated && kind->interval == interval && kind->saved == saved)
            return i;
    }
    return SIZE_MAX;
}

double latent_traits_share(const struct latents *self, size_t latent, int month)
{
    const struct latent *kind = &self->item[latent];
    size_t other = latent_find(self, kind->activated, kind->interval, !kind->saved);

    return latent_share(self, latent, month) + (other == SIZE_MAX ? 0.0 : latent_share(self, other, month));
}

double latent_saved_share(const struct latents *self, const struct satisfaction *satisfaction, size_t latent, int first,
                          int tenure)
{
    const struct latent *kind = &self->item[latent];
    if (!satisfaction->cares)
        return 1.0;
    double saved = saved_share(satisfaction, satisfaction_care_month(satisfaction, kind->interval, first, tenure));
    return kind->saved ? saved : 1 - saved;
}

struct latent_care latent_care(const struct latents *self, const struct satisfaction *satisfaction, size_t latent,
                               int first, int tenure)
{
    const struct latent *kind = &self->item[latent];
    struct latent_care care = {0};

    if (!satisfaction->cares)
        return care;
    care.month = satisfaction_care_month(satisfaction, kind->interval, first, tenure);
    if (care.month == 0)
        return care;
    const struct satisfaction_care *calls = satisfaction_care(satisfaction, care.month);
    double missed = 1 - calls->coverage, failed = calls->coverage * (1 - calls->success);
    care.handled = kind->saved ? 1.0 : missed + failed > 0 ? failed / (missed + failed) : 0.0;
    return care;
}
