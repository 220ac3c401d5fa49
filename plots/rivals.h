/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rivals: which scenarios of a comparison a chart shows, and how it speaks of them. The base comes first, then the
 * others, best first by npv; where there are many, only the best.
 */
#ifndef PLATEAU_PLOTS_RIVALS_H
#define PLATEAU_PLOTS_RIVALS_H

#include <stdbool.h>
#include <stddef.h>

#include "analysis/comparison.h"
#include "plots/letters.h"
#include "plots/subtitle.h"

enum { RIVALS_MOST = 12 }; /* the base included */

struct rivals {
    const struct comparison *comparison; /* not owned */
    const struct contender *item[RIVALS_MOST];
    size_t count;
    size_t left_out;
};

/* Cannot fail. */
struct rivals rivals_of(const struct comparison *comparison);

/* The size of a difference: the plays' mean, the exact one where there are none. NaN where it does not exist. */
double rivals_change(const struct difference *difference);

/* Room in a title for a name; two names fit beside a sentence. */
enum { RIVALS_NAME_PIXELS = 520 };

/* “Hire another rep”, cut to so many pixels of a title's letters. Returns out. */
enum { RIVALS_QUOTED = 128 }; /* bytes: what is wide enough has far fewer */
const char *rivals_quoted(const struct contender *contender, double pixels, char out[RIVALS_QUOTED]);

/*
 * The subtitle of a chart of all: "A three-rep agency and 3 other scenarios: revenue a month"; the third line is the
 * remark, and who is left out.
 */
void rivals_subtitle(const struct rivals *self, const char *metric, const char *marks, const char *remark,
                     char out[SUBTITLE_SIZE]);

#endif
