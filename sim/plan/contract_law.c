/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/contract_law.h"

struct survival_law contract_law(const struct scenario *scenario, size_t contract, int month)
{
    return (struct survival_law){.term = (int)scenario_number(scenario, CONTRACT_TERM, contract, month),
                                 .nonrenewal = scenario_number(scenario, CONTRACT_NONRENEWAL, contract, month),
                                 .early_exit = scenario_number(scenario, CONTRACT_EARLY_EXIT, contract, month),
                                 .concentration = scenario_number(scenario, CONTRACT_CONCENTRATION, contract, month)};
}
