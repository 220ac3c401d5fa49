/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/tariff.h"

#include <math.h>

#include "sim/support/cents.h"

enum { YEAR = 12, THIRDS = TARIFF_SERVICE_BILLS / YEAR };

/* True if a bill is the first one after `every` more months of tenure. */
static int begins_span(int bill, int every)
{
    return every > 0 && bill > 1 && (bill - 1) % every == 0;
}

/* How many thirds of service.bonus a bill has reached. */
static int thirds(int bill)
{
    int years = (bill - 1) / YEAR;
    return years < THIRDS ? years : THIRDS;
}

void tariff_fill(struct tariff_bill *bill, int bills, const struct payments *payments, size_t rep_class, int first,
                 int tenure)
{
    double product = 1.0; /* of all anniversaries so far: growth would be this without a limit */

    for (int k = 1; k <= bills; k++) {
        const struct payments_of_all *all = payments_month(payments, first + k - 1);
        int own = tenure + k;
        if (begins_span(own, YEAR))
            product *= 1 + all->yearly;
        bill[k] = (struct tariff_bill){.growth = fmin(product, 1 + all->limit),
                                       .serving = all->serving,
                                       .service = all->service * (1 + all->service_bonus * thirds(own) / THIRDS)};
        if (rep_class != SOURCE_NO_CLASS) {
            const struct payments_of_class *class = payments_class(payments, rep_class, first + k - 1);
            bill[k].commission = own <= class->commission_months ? class->commission : 0.0;
            bill[k].bonus = begins_span(own, all->bonus_every) ? all->bonus_share : 0.0;
        }
    }
}

/* The bill from which on growth stands at its limit. */
static int growth_settles(const struct payments_of_all *all)
{
    double product = 1.0;
    int bill = 1;

    if (all->yearly == 0)
        return 1;
    while (product < 1 + all->limit && bill + YEAR <= TARIFF_LONGEST) {
        product *= 1 + all->yearly;
        bill += YEAR;
    }
    return product < 1 + all->limit ? TARIFF_LONGEST : bill;
}

int tariff_settles(const struct payments *payments, size_t rep_class)
{
    const struct payments_of_all *all = payments_month(payments, payments->months);
    int settles = growth_settles(all);

    if (all->service > 0 && all->service_bonus > 0 && settles <= TARIFF_SERVICE_BILLS)
        settles = TARIFF_SERVICE_BILLS + 1;
    if (rep_class == SOURCE_NO_CLASS)
        return settles;
    const struct payments_of_class *class = payments_class(payments, rep_class, payments->months);
    if (class->commission > 0 && class->commission_months < PAYMENTS_ALL_BILLS && settles <= class->commission_months)
        settles = class->commission_months + 1;
    return settles;
}

double tariff_expected_fee(double fee, double growth, int certain)
{
    return certain ? cents_money(tariff_fee(cents_of(fee), growth)) : fee * growth;
}
