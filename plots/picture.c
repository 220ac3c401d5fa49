/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/picture.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/support/status.h"

enum { END_MOST = 12 };

/* How a format's files begin (in one of two ways) and end. gnuplot ends an SVG with an empty line. */
static const struct format {
    const char *name;
    struct {
        const char *bytes;
        size_t size;
    } first[2], last[2];
} formats[PICTURE_FORMATS] = {
    [PICTURE_PNG] = {"png", {{"\x89PNG\r\n\x1a\n", 8}}, {{"\0\0\0\0IEND\xae\x42\x60\x82", 12}}},
    [PICTURE_SVG] = {"svg", {{"<?xml ", 6}, {"<svg", 4}}, {{"</svg>\n\n", 8}, {"</svg>\n", 7}}},
};

const char *picture_name(enum picture_format format)
{
    bug_assert(format >= 0 && format < PICTURE_FORMATS);
    return formats[format].name;
}

static bool is_at(int fd, off_t at, const char *bytes, size_t size)
{
    char found[END_MOST];
    return bytes && at >= 0 && pread(fd, found, size, at) == (ssize_t)size && memcmp(found, bytes, size) == 0;
}

bool picture_is_whole(const char *path, enum picture_format format, long long *size)
{
    const struct format *like = &formats[format];
    struct stat about;
    bool begins = false, ends = false;
    *size = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    if (fstat(fd, &about) == 0) {
        *size = (long long)about.st_size;
        for (int i = 0; i < 2; i++) {
            begins = begins || is_at(fd, 0, like->first[i].bytes, like->first[i].size);
            ends = ends ||
                   is_at(fd, about.st_size - (off_t)like->last[i].size, like->last[i].bytes, like->last[i].size);
        }
    }
    close(fd);
    return begins && ends;
}
