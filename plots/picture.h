/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures: the formats a chart is drawn in, and whether a file is a whole picture or what a full disk left of one. */
#ifndef PLATEAU_PLOTS_PICTURE_H
#define PLATEAU_PLOTS_PICTURE_H

#include <stdbool.h>

enum picture_format { PICTURE_PNG, PICTURE_SVG, PICTURE_FORMATS };

/* "png", "svg": the ending of its files, and what a script is told. Cannot fail. */
const char *picture_name(enum picture_format format);

/* True if the file begins and ends as such a picture. *size is its size in bytes, 0 if it cannot be read. */
bool picture_is_whole(const char *path, enum picture_format format, long long *size);

#endif
