/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/compare_ranking.h"

#include <math.h>
#include <string.h>

#include "sim/support/text.h"

enum { CELL = 2 * TEXT_NUMBER + 16, NAME_LEAST = 12, GAP = 2, RANK_WIDTH = 3 };

/* The columns behind the name. */
enum column { NPV, LUCK, PLATEAU, MONTH, NINE, LATE, COLUMNS };

static const char *const headings[2][COLUMNS] = {
    {"npv against", "plays with", "plateau", "pays back", "9 in 10", "not in"},
    {"the base", "the same luck", "a month", "in month", "by month", "the plan"},
};

struct ranking {
    const struct comparison *comparison;
    bool shown[COLUMNS];
    const char *heading[2][COLUMNS];
    size_t rows, width[COLUMNS], name;
    char cell[RANKING_MOST][COLUMNS][CELL];
};

/* ---- words ------------------------------------------------------------------------------------------------ */

/* Characters of UTF-8 text. */
static size_t letters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

const char *compare_ranking_name(const char *name, size_t width, char *out)
{
    static const char dots[] = "...";
    bool cut = letters(name) > width;
    size_t left = cut ? width - 3 : width, bytes = 0;
    while (name[bytes]) {
        size_t next = bytes + 1;
        while (((unsigned char)name[next] & 0xC0) == 0x80)
            next++;
        if (left-- == 0)
            break;
        bytes = next;
    }
    while (cut && bytes > 0 && name[bytes - 1] == ' ')
        bytes--;
    memcpy(out, name, bytes);
    strcpy(out + bytes, cut ? dots : "");
    return out;
}

const char *compare_ranking_change(double value, const char *currency, char *out)
{
    const double short_from = 1e6;
    char money[TEXT_NUMBER];
    if (fabs(value) >= short_from)
        text_money_short(value, currency, money);
    else
        text_money(fabs(value) < 0.005 ? 0 : value, currency, money);
    sprintf(out, "%s%s", value >= 0.005 ? "+" : "", money);
    return out;
}

const char *compare_ranking_share(double share, char *out)
{
    const double half = 0.005;
    if (share > 0 && share < half)
        return strcpy(out, "under 1 %");
    if (share < 1 && share >= 1 - half)
        return strcpy(out, "over 99 %");
    return text_percent(share, 0, out);
}

/* ---- cells ------------------------------------------------------------------------------------------------ */

static void put_npv(char cell[CELL], const struct difference *npv, const char *currency)
{
    bool played = !isnan(npv->mean);
    char open[TEXT_NUMBER];
    compare_ranking_change(played ? npv->mean : npv->expected, currency, cell);
    double half = 1.96 * npv->mcse;
    if (!played || !(half >= 0.005)) /* one play; or the same difference in all */
        return;
    size_t used = strlen(cell);
    snprintf(cell + used, CELL - used, " +- %s",
             half >= 1e6 ? text_money_short(half, currency, open) : text_money(half, currency, open));
}

/* In how many plays it is better; or that there is nothing to tell. */
static void put_luck(char cell[CELL], const struct difference *npv)
{
    char share[TEXT_NUMBER], same[TEXT_NUMBER];
    int verdict = comparison_verdict(npv);
    if (isnan(npv->mean))
        snprintf(cell, CELL, "%s", verdict > 0 ? "better" : verdict < 0 ? "worse" : "no difference");
    else if (verdict == 0)
        snprintf(cell, CELL, "no clear difference");
    else if (npv->p_equal >= 0.005)
        snprintf(cell, CELL, "better in %s, equal in %s", compare_ranking_share(npv->p_better, share),
                 compare_ranking_share(npv->p_equal, same));
    else
        snprintf(cell, CELL, "better in %s", compare_ranking_share(npv->p_better, share));
}

static void put_plateau(char cell[CELL], const struct difference *plateau, const char *currency)
{
    if (isnan(plateau->scenario_mean))
        snprintf(cell, CELL, "none");
    else if (isnan(plateau->baseline_mean))
        snprintf(cell, CELL, "-");
    else
        compare_ranking_change(plateau->expected, currency, cell);
}

/* Where no play is any different there is nothing to pay back. */
static bool is_same(const struct difference *npv)
{
    return npv->expected == 0 && (isnan(npv->p_equal) || npv->p_equal == 1);
}

static void put_payoff(char cell[COLUMNS][CELL], const struct contender *contender)
{
    const struct payoff *payoff = &contender->payoff;
    if (is_same(&contender->metric[METRIC_NPV])) {
        snprintf(cell[MONTH], CELL, "-");
        snprintf(cell[NINE], CELL, "-");
        snprintf(cell[LATE], CELL, "-");
        return;
    }
    if (payoff->state == PAYOFF_MONTH)
        snprintf(cell[MONTH], CELL, "%d", payoff->month);
    else
        snprintf(cell[MONTH], CELL, "%s", payoff->state == PAYOFF_LATER ? "later" : "at once");
    if (payoff->month90 > 0)
        snprintf(cell[NINE], CELL, "%.0f", payoff->month90);
    else
        snprintf(cell[NINE], CELL, "%s", payoff->month90 == 0 ? "at once" : "later");
    if (!isnan(payoff->later))
        compare_ranking_share(payoff->later, cell[LATE]);
}

/* ---- the table -------------------------------------------------------------------------------------------- */

static const struct contender *contender_of(const struct ranking *self, size_t row)
{
    return &self->comparison->item[self->comparison->by_npv[row]];
}

static void fill(struct ranking *self)
{
    const struct comparison *comparison = self->comparison;
    size_t others = comparison->count - 1;
    bool costs = false, played = comparison->replicates > 0;
    for (size_t i = 0; i < comparison->count; i++)
        costs = costs || comparison->item[i].has_costs;
    memcpy(self->heading, headings, sizeof headings);
    if (!played)
        self->heading[0][LUCK] = self->heading[1][LUCK] = "";
    self->shown[NPV] = self->shown[LUCK] = self->shown[PLATEAU] = true;
    self->shown[MONTH] = costs;
    self->shown[NINE] = self->shown[LATE] = costs && played;
    self->rows = others > RANKING_MOST ? RANKING_MOST - 1 : others; /* one line says how many are left out */
    for (size_t row = 0; row < self->rows; row++) {
        const struct contender *contender = contender_of(self, row);
        put_npv(self->cell[row][NPV], &contender->metric[METRIC_NPV], comparison->currency);
        put_luck(self->cell[row][LUCK], &contender->metric[METRIC_NPV]);
        put_plateau(self->cell[row][PLATEAU], &contender->metric[METRIC_PLATEAU_REVENUE], comparison->currency);
        put_payoff(self->cell[row], contender);
    }
}

/* As wide as the widest cell; the name has the rest, and no more than it needs. */
static void measure(struct ranking *self)
{
    size_t used = RANK_WIDTH, longest = NAME_LEAST;
    for (int c = 0; c < COLUMNS; c++) {
        for (int line = 0; line < 2; line++)
            if (letters(self->heading[line][c]) > self->width[c])
                self->width[c] = letters(self->heading[line][c]);
        for (size_t row = 0; row < self->rows; row++)
            if (letters(self->cell[row][c]) > self->width[c])
                self->width[c] = letters(self->cell[row][c]);
        used += self->shown[c] ? GAP + self->width[c] : 0;
    }
    for (size_t row = 0; row < self->rows; row++)
        if (letters(contender_of(self, row)->name) > longest)
            longest = letters(contender_of(self, row)->name);
    size_t room = used + NAME_LEAST < MEMO_WIDTH ? MEMO_WIDTH - used : NAME_LEAST;
    self->name = longest < room ? longest : room;
}

static void put_cells(FILE *out, const struct ranking *self, const char *rank, const char *name,
                      const char *const *cell)
{
    char line[4 * MEMO_WIDTH + COLUMNS * CELL], *end = line;
    end += sprintf(end, "%*s %s", RANK_WIDTH - 1, rank, name);
    size_t blanks = self->name - letters(name);
    for (int c = 0; c < COLUMNS; c++) {
        if (!self->shown[c])
            continue;
        end += sprintf(end, "%*s%s", (int)(blanks + GAP), "", cell[c]);
        blanks = self->width[c] - letters(cell[c]);
    }
    while (end > line && end[-1] == ' ')
        end--;
    fprintf(out, "%.*s\n", (int)(end - line), line);
}

void compare_ranking_write(FILE *out, const struct comparison *comparison)
{
    struct ranking self = {.comparison = comparison};
    char name[4 * MEMO_WIDTH + 4], rank[TEXT_NUMBER];
    fill(&self);
    measure(&self);
    put_cells(out, &self, "", "", self.heading[0]);
    put_cells(out, &self, "", "Scenario", self.heading[1]);
    for (size_t row = 0; row < self.rows; row++) {
        const char *cell[COLUMNS];
        for (int c = 0; c < COLUMNS; c++)
            cell[c] = self.cell[row][c];
        snprintf(rank, sizeof rank, "%zu", row + 1);
        put_cells(out, &self, rank, compare_ranking_name(contender_of(&self, row)->name, self.name, name), cell);
    }
    if (self.rows < comparison->count - 1)
        fprintf(out, "   and %zu more, in compare.csv\n", comparison->count - 1 - self.rows);
}
