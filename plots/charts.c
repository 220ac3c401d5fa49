/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/charts.h"

#include <stdio.h>
#include <stdlib.h>

#include "plots/chart_file.h"
#include "plots/cohort_map.h"
#include "plots/gnuplot.h"
#include "plots/ledger_bars.h"
#include "plots/ltv_map.h"
#include "plots/profit_fan.h"
#include "plots/revenue_bridge.h"
#include "plots/revenue_fan.h"
#include "plots/survival_steps.h"
#include "sim/support/workers.h"

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
};
enum { CHARTS = sizeof chart / sizeof chart[0], PICTURES = CHARTS * PICTURE_FORMATS };

static const unsigned format_bit[PICTURE_FORMATS] = {[PICTURE_PNG] = CHARTS_PNG, [PICTURE_SVG] = CHARTS_SVG};

static bool is_wanted(const struct chart *self, const struct findings *findings)
{
    return !self->wanted || self->wanted(findings);
}

/* Writes a chart's script into memory first: only a whole script is saved. */
static enum status save(const struct chart *self, const struct findings *findings, const char *folder,
                        struct faults *faults)
{
    char *script = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&script, &size);
    if (!out)
        return ERR_MEMORY;
    self->write(out, findings);
    bool whole = !ferror(out);
    if (fclose(out) != 0 || !whole) {
        free(script);
        return ERR_MEMORY;
    }
    enum status status = chart_file_save(folder, self->name, script, size, faults);
    free(script);
    return status;
}

/* Saves what is wanted, lists its pictures, and removes what is not wanted. */
static enum status prepare(const struct findings *findings, const char *folder, unsigned formats,
                           struct gnuplot_picture *picture, size_t *count, struct faults *faults)
{
    enum status status = OK;
    for (size_t i = 0; i < CHARTS && status == OK; i++) {
        bool wanted = is_wanted(&chart[i], findings);
        status = wanted ? save(&chart[i], findings, folder, faults)
                        : chart_file_remove(folder, chart[i].name, "gp", faults);
        for (int f = 0; f < PICTURE_FORMATS && status == OK; f++) {
            struct gnuplot_picture one = {chart[i].name, (enum picture_format)f};
            if (wanted && (formats & format_bit[f]))
                picture[(*count)++] = one;
            else
                status = chart_file_remove(folder, one.name, picture_name(one.format), faults);
        }
    }
    return status;
}

enum status charts_draw(const struct findings *findings, const char *folder, unsigned formats, size_t *drawn,
                        struct faults *faults)
{
    struct gnuplot_picture picture[PICTURES];
    size_t count = 0, pictures = 0;
    *drawn = 0;
    enum status status = prepare(findings, folder, formats, picture, &count, faults);
    if (status == OK)
        status = gnuplot_draw(folder, picture, count, GNUPLOT_SECONDS, workers_available(), &pictures, faults);
    /* A chart is drawn when the last of its pictures is. */
    for (size_t i = 0; i < pictures; i++)
        *drawn += i + 1 == count || picture[i].name != picture[i + 1].name;
    return status;
}
