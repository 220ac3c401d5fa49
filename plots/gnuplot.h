/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gnuplot: the only place that starts it. A chart's script is saved first (chart_file.h); those very
 * bytes then go through a pipe to gnuplot's standard input, and the picture comes out of its standard output, which
 * is a temporary file. So what is drawn is, byte for byte, what is kept, and no path of the user's ever enters a
 * script. The picture replaces folder/name.png (or .svg) only when gnuplot has ended well and the file is whole; until
 * then, and after any failure or signal, the old picture stays.
 */
#ifndef PLATEAU_PLOTS_GNUPLOT_H
#define PLATEAU_PLOTS_GNUPLOT_H

#include <stddef.h>

#include "plots/picture.h"
#include "sim/support/faults.h"
#include "sim/support/status.h"

enum { GNUPLOT_SECONDS = 60 }; /* a chart takes about 0.3 s; one that takes this long hangs */

/* One picture: which script draws it, and as what. */
struct gnuplot_picture {
    const char *name; /* letters, digits and "-" only. Not owned */
    enum picture_format format;
};

/*
 * Draws `count` pictures by saved scripts, up to at_once (at least 1) gnuplots at a time, giving each at most
 * `seconds`. A script must write one picture to its standard output, of the format that the variable plateau_draws
 * names. The pictures replace the old ones in their order, whichever is ready first; the first failure, in that order,
 * ends the drawing, and no gnuplot runs when this returns. *drawn pictures, the first ones, are new. Returns ERR_CHART
 * if gnuplot is missing, fails, hangs or leaves no whole picture (faults has its own words), ERR_FILE, ERR_MEMORY.
 */
enum status gnuplot_draw(const char *folder, const struct gnuplot_picture *picture, size_t count, int seconds,
                         size_t at_once, size_t *drawn, struct faults *faults) MUST_USE;

/* Ends all gnuplots that are running: for a signal handler (async-signal-safe). */
void gnuplot_on_signal(void);

#endif
