/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gnuplot: the only place that starts it. A chart's script is saved first, as folder/charts/name.gp; those very
 * bytes then go through a pipe to gnuplot's standard input, and the picture comes out of its standard output, which
 * is a temporary file. So what is drawn is, byte for byte, what is kept, and no path of the user's ever enters a
 * script. The picture replaces folder/name.png only when gnuplot has ended well and the file is whole; until then,
 * and after any failure or signal, the old picture stays.
 */
#ifndef PLATEAU_PLOTS_GNUPLOT_H
#define PLATEAU_PLOTS_GNUPLOT_H

#include <stddef.h>

#include "sim/support/faults.h"
#include "sim/support/status.h"

enum { GNUPLOT_SECONDS = 60 }; /* a chart takes about 0.1 s; one that takes this long hangs */

/* Saves a script of size bytes as folder/charts/name.gp. Returns ERR_FILE, ERR_MEMORY. */
enum status gnuplot_save(const char *folder, const char *name, const char *script, size_t size,
                         struct faults *faults) MUST_USE;

/*
 * Draws the saved script into folder/name.png, giving gnuplot at most `seconds`. The script must write one PNG
 * to its standard output when the variable plateau_draws exists. Returns ERR_CHART if gnuplot is missing, fails,
 * hangs or leaves no whole PNG (faults has its own words), ERR_FILE, ERR_MEMORY.
 */
enum status gnuplot_draw(const char *folder, const char *name, int seconds, struct faults *faults) MUST_USE;

/* Ends a gnuplot that is running: for a signal handler (async-signal-safe). */
void gnuplot_on_signal(void);

#endif
