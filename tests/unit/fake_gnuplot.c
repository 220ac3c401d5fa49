/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/fake_gnuplot.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/support/whole_file.h"

static char folder[200]; /* of the running test: folder/bin has the fakes, folder/run the charts */
static char real_path[4000];

const char *fake_folder(void)
{
    return folder;
}

const char *in(const char *name, char out[PATH_SIZE])
{
    snprintf(out, PATH_SIZE, "%s/%s", folder, name);
    return out;
}

void write_text(const char *name, const char *text)
{
    char path[PATH_SIZE];
    FILE *out = fopen(in(name, path), "w");
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
}

void expect_text(const char *name, const char *text)
{
    struct whole_file file;
    struct faults faults = {0};
    char path[PATH_SIZE];
    assert_int_equal(whole_file_read(&file, in(name, path), &faults), OK);
    assert_string_equal(file.bytes, text);
    whole_file_free(&file);
}

void shell(const char *command)
{
    char line[2 * PATH_SIZE];
    snprintf(line, sizeof line, "cd '%s' && %s", folder, command);
    assert_int_equal(system(line), 0);
}

int fake_setup(void **state)
{
    (void)state;
    const char *root = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/plateau-gnuplot-XXXXXX", root ? root : "/tmp");
    if (!mkdtemp(folder))
        return -1;
    snprintf(real_path, sizeof real_path, "%s", getenv("PATH"));
    shell("mkdir bin run");
    return 0;
}

int fake_teardown(void **state)
{
    (void)state;
    setenv("PATH", real_path, 1);
    shell("rm -rf bin run PWNED*");
    return rmdir(folder);
}

void fake(const char *body)
{
    char path[PATH_SIZE], text[2000], paths[5000];
    snprintf(text, sizeof text, "#!/bin/sh\n%s\n", body);
    write_text("bin/gnuplot", text);
    assert_int_equal(chmod(in("bin/gnuplot", path), 0755), 0);
    snprintf(paths, sizeof paths, "%s:%s", in("bin", path), real_path);
    setenv("PATH", paths, 1);
}
