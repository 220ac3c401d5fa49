/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/compare_sources.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "plots/footer.h"
#include "plots/headline.h"
#include "plots/inflow.h"
#include "plots/letters.h"
#include "plots/rivals.h"
#include "plots/style.h"
#include "plots/words.h"

static const struct style_frame FRAME = {.left = 0.29, .right = 0.80, .bottom = 0.085, .top = 0.68, .labels = 0.97};
static const double PAGE_LEFT = 0.03, TALLEST = 0.085; /* of a row, on the screen */
enum { TELLING = 5 };                                  /* of 100 clients */

static void clients_of(const struct contender *contender, double clients[INFLOW_COUNT])
{
    static const enum source source[INFLOW_COUNT] = {[INFLOW_REPS] = SOURCE_REP,
                                                     [INFLOW_RETURNED] = SOURCE_RETURNED,
                                                     [INFLOW_REFERRED] = SOURCE_REFERRED,
                                                     [INFLOW_WON_BACK] = SOURCE_WINBACK};
    for (size_t i = 0; i < INFLOW_COUNT; i++)
        clients[i] = fmax(0, contender->sources[source[i]]);
}

static double total_of(const struct contender *contender)
{
    double clients[INFLOW_COUNT], sum = 0;
    clients_of(contender, clients);
    for (size_t i = 0; i < INFLOW_COUNT; i++)
        sum += clients[i];
    return sum;
}

bool compare_sources_wanted(const struct comparison *comparison)
{
    struct rivals rivals = rivals_of(comparison);
    for (size_t i = 0; i < rivals.count; i++) {
        double clients[INFLOW_COUNT];
        clients_of(rivals.item[i], clients);
        if (clients[INFLOW_RETURNED] > 0 || clients[INFLOW_REFERRED] > 0 || clients[INFLOW_WON_BACK] > 0)
            return true;
    }
    return false;
}

/* ---- words ------------------------------------------------------------------------------------------------ */

/* Of 100 new clients so many come without a rep. */
static int without_rep(const struct contender *contender)
{
    double clients[INFLOW_COUNT];
    int share[INFLOW_COUNT], sum = 0;
    clients_of(contender, clients);
    words_shares(clients, INFLOW_COUNT, share);
    for (size_t i = 0; i < INFLOW_COUNT; i++)
        sum += i == INFLOW_REPS ? 0 : share[i];
    return sum;
}

/* The scenario whose share is farthest from the base's tells the finding. */
static void headline(const struct rivals *rivals, char out[HEADLINE_SIZE])
{
    int base = without_rep(rivals->item[0]), most = 0;
    size_t far = 0;
    char name[RIVALS_QUOTED], in_base[32] = "none do";
    if (base > 0)
        snprintf(in_base, sizeof in_base, "it is %d", base);
    for (size_t i = 1; i < rivals->count; i++)
        if (abs(without_rep(rivals->item[i]) - base) > most) {
            most = abs(without_rep(rivals->item[i]) - base);
            far = i;
        }
    if (most < TELLING && base == 0)
        snprintf(out, HEADLINE_SIZE,
                 most > 0 ? "Reps sign nearly all: in no scenario more than %d of 100 come without one"
                          : "Reps sign nearly all new clients in every scenario",
                 most);
    else if (most < TELLING)
        snprintf(out, HEADLINE_SIZE,
                 "Where new clients come from hardly differs: in the base %d of 100 come without a rep", base);
    else
        snprintf(out, HEADLINE_SIZE, "Of 100 new clients of %s, %d come without a rep; in the base %s",
                 rivals_quoted(rivals->item[far], 1.5 * RIVALS_NAME_PIXELS, name), without_rep(rivals->item[far]),
                 in_base);
}

/* ---- the chart -------------------------------------------------------------------------------------------- */

static struct style_frame frame_of(const struct rivals *rivals)
{
    struct style_frame frame = FRAME;
    frame.bottom = fmax(FRAME.bottom, FRAME.top - TALLEST * (double)rivals->count);
    return frame;
}

static void data(FILE *out, const struct rivals *rivals)
{
    static const double HALF = 0.36;
    fputs("# middle, row, from, to, top, bottom, colour\n", out);
    style_data(out, "bars");
    for (size_t row = 0; row < rivals->count; row++) {
        double clients[INFLOW_COUNT], level = 0, y = (double)row;
        clients_of(rivals->item[row], clients);
        for (size_t i = 0; i < INFLOW_COUNT; i++) {
            const double cell[] = {level + clients[i] / 2, y, level, level + clients[i], y - HALF, y + HALF};
            level += clients[i];
            for (size_t c = 0; c < sizeof cell / sizeof cell[0]; c++) {
                style_number(out, cell[c]);
                putc('\t', out);
            }
            fprintf(out, "%ld\n", style_colour_number(inflow_colour((enum inflow)i)));
        }
    }
    style_data_end(out);
}

/* Coloured squares and what they mean, over the bars. */
static void key(FILE *out, const struct rivals *rivals)
{
    const struct letters_face face = {.points = STYLE_LABEL, .bold = true};
    static const double SQUARE = 30, BETWEEN = 44; /* pixels */
    double x = FRAME.left;
    for (size_t i = 0; i < INFLOW_COUNT; i++) {
        bool any = false;
        const char *name = inflow_name((enum inflow)i);
        for (size_t row = 0; row < rivals->count; row++) {
            double clients[INFLOW_COUNT];
            clients_of(rivals->item[row], clients);
            any = any || clients[i] > 0;
        }
        if (!any)
            continue;
        double y = FRAME.top + 0.6 * style_line(STYLE_LABEL);
        style_label_at(out, x, y, "left", "■", STYLE_LABEL, true, inflow_colour((enum inflow)i));
        x += SQUARE / STYLE_WIDTH;
        style_label_at(out, x, y, "left", name, STYLE_LABEL, true,
                       i == INFLOW_REPS ? STYLE_MUTED : inflow_colour((enum inflow)i));
        x += (letters_width(name, face) + BETWEEN) / STYLE_WIDTH;
    }
}

/* A part's number in it, where it is wide enough. */
static void number_inside(FILE *out, double from, double to, double y, size_t part, double clients)
{
    const struct letters_face face = {.points = STYLE_SMALL, .bold = true};
    char number[TEXT_NUMBER];
    inflow_clients(clients, number);
    if ((to - from) * STYLE_WIDTH > letters_width(number, face) + 12)
        style_label_at(out, (from + to) / 2, y, "center", number, STYLE_SMALL, true,
                       part == INFLOW_REPS ? STYLE_INK : "#ffffff");
}

static void labels(FILE *out, const struct rivals *rivals, const struct style_frame *frame, double most)
{
    const struct letters_face face = {.points = STYLE_TEXT, .bold = true};
    double tall = (frame->top - frame->bottom) / (double)rivals->count;
    for (size_t row = 0; row < rivals->count; row++) {
        const struct contender *contender = rivals->item[row];
        double clients[INFLOW_COUNT], level = 0, y = frame->top - ((double)row + 0.5) * tall;
        double wide = (frame->right - frame->left) / most;
        char name[LETTERS_LINE], number[TEXT_NUMBER], text[TEXT_NUMBER + 24];
        clients_of(contender, clients);
        letters_cut(contender->name, (frame->left - 0.012 - PAGE_LEFT) * STYLE_WIDTH, face, name);
        style_label_at(out, frame->left - 0.012, y, "right", name, STYLE_TEXT, row == 0, STYLE_INK);
        for (size_t i = 0; i < INFLOW_COUNT; i++) {
            number_inside(out, frame->left + wide * level, frame->left + wide * (level + clients[i]), y, i, clients[i]);
            level += clients[i];
        }
        snprintf(text, sizeof text, "%s%s", inflow_clients(level, number), row == 0 ? " new clients" : "");
        style_label_at(out, frame->left + wide * level + 0.008, y, "left", text, STYLE_TEXT, true, STYLE_INK);
    }
}

void compare_sources_write(FILE *out, const struct comparison *comparison)
{
    struct rivals rivals = rivals_of(comparison);
    struct style_frame frame = frame_of(&rivals);
    double most = 0;
    char title[HEADLINE_SIZE], marks[160], under[SUBTITLE_SIZE], foot[FOOTER_SIZE], to[TEXT_NUMBER];
    for (size_t i = 0; i < rivals.count; i++)
        most = fmax(most, total_of(rivals.item[i]));
    headline(&rivals, title);
    snprintf(marks, sizeof marks, "Clients who sign or come back within the plan's %d month%s; %s", comparison->months,
             comparison->months == 1 ? "" : "s", subtitle_exact(comparison->uncertain));
    rivals_subtitle(&rivals, "where new clients come from", marks, NULL, under);
    footer_of_comparison(comparison, foot);
    style_begin(out, "compare-sources");
    data(out, &rivals);
    style_titles(out, title, under, foot, false);
    style_margins(out, &frame);
    fprintf(out, "unset xtics\nunset ytics\nset xrange [0:%s]\nset yrange [%zu.5:-0.5]\n", text_number(most, to),
            rivals.count - 1);
    key(out, &rivals);
    labels(out, &rivals, &frame, most);
    fputs("plot $bars using 1:2:3:4:5:6:7 with boxxyerror fillcolor rgb variable fillstyle solid 1.0 noborder\n", out);
    style_end(out);
}
