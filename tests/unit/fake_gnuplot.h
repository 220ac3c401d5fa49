/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fakes of gnuplot: shell scripts that stand before the real one on the PATH, in a folder of the running test that has
 * bin/ for the fake and run/ for the charts.
 */
#ifndef PLATEAU_TESTS_UNIT_FAKE_GNUPLOT_H
#define PLATEAU_TESTS_UNIT_FAKE_GNUPLOT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { PATH_SIZE = 600 };

/* Make and remove the folder, and give the PATH back. */
int fake_setup(void **state);
int fake_teardown(void **state);
#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, fake_setup, fake_teardown)

/* The folder; the path of something in it. */
const char *fake_folder(void);
const char *in(const char *name, char out[PATH_SIZE]);

/* From now on gnuplot is this shell script. */
void fake(const char *body);

void write_text(const char *name, const char *text);
void expect_text(const char *name, const char *text);

/* Runs a command in the folder; it must end with 0. */
void shell(const char *command);

#endif
