/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/charts.h"

#include <stdio.h>

#include "plots/cohort_map.h"
#include "plots/ledger_bars.h"
#include "plots/ltv_map.h"
#include "plots/nps_fan.h"
#include "plots/profit_fan.h"
#include "plots/revenue_bridge.h"
#include "plots/revenue_fan.h"
#include "plots/signup_bars.h"
#include "plots/survival_steps.h"

static const struct chart {
    const char *name; /* of its files; letters, digits and "-" only */
    void (*write)(FILE *out, const struct findings *findings);
    bool (*wanted)(const struct findings *findings); /* is there anything to draw? NULL: always */
} chart[] = {
    {"revenue", revenue_fan_write, NULL},
    {"bridge", revenue_bridge_write, revenue_bridge_wanted},
    {"profit", profit_fan_write, profit_fan_wanted},
    {"survival", survival_steps_write, survival_steps_wanted},
    {"ltv", ltv_map_write, ltv_map_wanted},
    {"cohorts", cohort_map_write, cohort_map_wanted},
    {"ledger", ledger_bars_write, ledger_bars_wanted},
    {"nps", nps_fan_write, nps_fan_wanted},
    {"signups", signup_bars_write, signup_bars_wanted},
};
enum { CHARTS = sizeof chart / sizeof chart[0] };

static const char *name_of(const void *subject, size_t i)
{
    (void)subject;
    return chart[i].name;
}

static bool is_wanted(const void *findings, size_t i)
{
    return !chart[i].wanted || chart[i].wanted(findings);
}

static void write_one(FILE *out, const void *findings, size_t i)
{
    chart[i].write(out, findings);
}

enum status charts_draw(const struct findings *findings, const char *folder, unsigned formats, size_t *drawn,
                        struct faults *faults)
{
    const struct chart_set set = {
        .count = CHARTS, .name = name_of, .wanted = is_wanted, .write = write_one, .subject = findings};
    return chart_set_draw(&set, folder, formats, drawn, faults);
}
