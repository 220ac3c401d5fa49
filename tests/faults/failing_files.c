/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/faults/failing_files.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* As in failing_malloc.c. NOLINTBEGIN(bugprone-reserved-identifier) */
int __real_open(const char *path, int flags, ...);
int __real_fflush(FILE *file);
int __real_fsync(int fd);
int __real_fclose(FILE *file);
int __real_rename(const char *from, const char *to);
int __real_mkdir(const char *path, mode_t mode);
ssize_t __real_read(int fd, void *bytes, size_t size);

static struct {
    enum file_call call;
    size_t fail_at, asked, failed;
    int error;
    int signal; /* 0: the call fails; else it succeeds and this is raised */
} state;

void failing_files_start(enum file_call call, size_t n, int error)
{
    state.call = call;
    state.fail_at = n;
    state.error = error;
    state.signal = 0;
    state.asked = state.failed = 0;
}

void failing_files_signal(enum file_call call, size_t n, int signal)
{
    failing_files_start(call, n, 0);
    state.signal = signal;
}

size_t failing_files_stop(void)
{
    state.fail_at = 0;
    return state.failed;
}

const char *failing_files_name(enum file_call call)
{
    static const char *const names[CALL_COUNT] = {"open", "fflush", "fsync", "fclose", "rename", "mkdir", "read"};
    return names[call];
}

void failing_files_limit(size_t bytes)
{
    struct rlimit limit;
    signal(SIGXFSZ, SIG_IGN); /* its default ends the process; ignored, write fails with EFBIG */
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes == SIZE_MAX ? limit.rlim_max : (rlim_t)bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
}

/* Is this the call? Then it has its turn. */
static bool chosen(enum file_call call)
{
    if (state.fail_at == 0 || call != state.call || ++state.asked != state.fail_at)
        return false;
    state.failed++;
    return true;
}

/* True if the call fails. Asked once before a call is made, */
static bool fails(enum file_call call)
{
    if (state.signal != 0 || !chosen(call))
        return false;
    errno = state.error;
    return true;
}

/* and this once after it: the result goes through. */
static int signalled(enum file_call call, int result)
{
    if (state.signal != 0 && chosen(call))
        raise(state.signal);
    return result;
}

int __wrap_open(const char *path, int flags, ...)
{
    va_list rest;
    if ((flags & O_CREAT) == 0)
        return __real_open(path, flags);
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return fails(CALL_OPEN) ? -1 : signalled(CALL_OPEN, __real_open(path, flags, mode));
}

int __wrap_fflush(FILE *file)
{
    return fails(CALL_FFLUSH) ? EOF : signalled(CALL_FFLUSH, __real_fflush(file));
}

int __wrap_fsync(int fd)
{
    return fails(CALL_FSYNC) ? -1 : signalled(CALL_FSYNC, __real_fsync(fd));
}

/* A file is closed even when fclose fails. */
int __wrap_fclose(FILE *file)
{
    int closed = __real_fclose(file);
    return fails(CALL_FCLOSE) ? EOF : signalled(CALL_FCLOSE, closed);
}

int __wrap_rename(const char *from, const char *to)
{
    return fails(CALL_RENAME) ? -1 : signalled(CALL_RENAME, __real_rename(from, to));
}

int __wrap_mkdir(const char *path, mode_t mode)
{
    return fails(CALL_MKDIR) ? -1 : signalled(CALL_MKDIR, __real_mkdir(path, mode));
}

ssize_t __wrap_read(int fd, void *bytes, size_t size)
{
    return fails(CALL_READ) ? -1 : __real_read(fd, bytes, size);
}
/* NOLINTEND(bugprone-reserved-identifier) */
