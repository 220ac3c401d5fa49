/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/footer.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plots/letters.h"
#include "plots/style.h"
#include "sim/support/text.h"

enum { FILE_MOST = 360, NAME_LEAST = 160 }; /* pixels */

enum { SCENARIO_SIZE = 2 * LETTERS_LINE + 4, REST_SIZE = 360 };

static const char *file_of(const struct findings *findings)
{
    const char *path = findings->plan && findings->plan->scenario ? findings->plan->scenario->path : NULL;
    if (!path)
        return "";
    if (strcmp(path, "-") == 0)
        return "standard input";
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

/* "Name (file.csv)" in so many pixels, or the file alone where the name is the file's. */
static void scenario_of(const struct findings *findings, double pixels, char out[SCENARIO_SIZE])
{
    const struct letters_face face = {.points = STYLE_SMALL};
    const char *whole = file_of(findings);
    char name[LETTERS_LINE], file[LETTERS_LINE];
    size_t length = strlen(findings->name);
    letters_cut(whole, FILE_MOST, face, file);
    letters_cut(findings->name, fmax(NAME_LEAST, pixels - letters_width(file, face) - letters_width(" ()", face)), face,
                name);
    if (strncmp(whole, findings->name, length) == 0 && strcmp(whole + length, ".csv") == 0)
        snprintf(out, SCENARIO_SIZE, "%s", file);
    else if (file[0])
        snprintf(out, SCENARIO_SIZE, "%s (%s)", name, file);
    else
        snprintf(out, SCENARIO_SIZE, "%s", name);
}

/* What follows the scenario. */
static void rest_of(const struct findings *findings, char out[REST_SIZE])
{
    const struct agreement *agreement = &findings->agreement;
    char plays[TEXT_NUMBER], checked[TEXT_NUMBER];
    if (findings->replicates == 0) {
        snprintf(out, REST_SIZE, " · exact calculation, no plays · plateau %s", PLATEAU_VERSION);
        return;
    }
    int used = snprintf(out, REST_SIZE, " · seed %" PRIu64 " · %s %s · plateau %s", findings->seed,
                        text_grouped((double)findings->replicates, 0, plays),
                        findings->replicates == 1 ? "play" : "plays", PLATEAU_VERSION);
    if (used < 0 || used >= REST_SIZE)
        return;
    if (agreement->failed)
        snprintf(out + used, REST_SIZE - (size_t)used, " · %s", agreement->worst);
    else if (agreement->checked > 0)
        snprintf(out + used, REST_SIZE - (size_t)used,
                 " · plays agree with the exact calculation (%s figures within %.1f standard errors)",
                 text_grouped((double)agreement->checked, 0, checked), agreement->largest);
}

void footer_of(const struct findings *findings, char out[FOOTER_SIZE])
{
    const struct letters_face face = {.points = STYLE_SMALL};
    const char *alarm = findings->agreement.failed ? "DO NOT USE: PLAYS AND EXACT CALCULATION DISAGREE · " : "";
    char scenario[SCENARIO_SIZE], rest[REST_SIZE];
    rest_of(findings, rest);
    scenario_of(findings, style_page_pixels() - letters_width(alarm, face) - letters_width(rest, face), scenario);
    snprintf(out, FOOTER_SIZE, "%s%s%s", alarm, scenario, rest);
}

void footer_of_comparison(const struct comparison *comparison, char out[FOOTER_SIZE])
{
    const struct letters_face face = {.points = STYLE_SMALL};
    char plays[TEXT_NUMBER], rest[REST_SIZE], name[LETTERS_LINE];
    if (comparison->replicates == 0)
        snprintf(rest, sizeof rest, " · exact calculation, no plays · plateau %s", PLATEAU_VERSION);
    else
        snprintf(rest, sizeof rest, " · seed %" PRIu64 " · %s %s of each scenario, with the same luck · plateau %s",
                 comparison->seed, text_grouped((double)comparison->replicates, 0, plays),
                 comparison->replicates == 1 ? "play" : "plays", PLATEAU_VERSION);
    double room = style_page_pixels() - letters_width(rest, face) - letters_width("The base: ", face);
    snprintf(out, FOOTER_SIZE, "The base: %s%s",
             letters_cut(comparison->item[0].name, fmax(NAME_LEAST, room), face, name), rest);
}
