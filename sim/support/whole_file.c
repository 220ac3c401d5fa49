/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/support/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/support/fingerprint.h"
#include "sim/support/text.h"
#include "sim/support/unfinished.h"

enum { FIRST_READ = 64 * 1024, NAME_TRIES = 1000 };

static struct place whole(const char *path)
{
    return (struct place){.file = path};
}

/* Reads to the end into a growing buffer. *bytes is the caller's to free, also on failure. */
static enum status read_all(int fd, char **bytes, size_t *size, size_t limit, const char *name, struct faults *faults)
{
    size_t room = 0;
    for (;;) {
        if (*size + 1 >= room) {
            room = room ? room * 2 : FIRST_READ;
            if (room > limit + 2)
                room = limit + 2; /* one byte over the limit, and the NUL */
            char *grown = realloc(*bytes, room);
            if (!grown)
                return ERR_MEMORY;
            *bytes = grown;
        }
        ssize_t count = read(fd, *bytes + *size, room - *size - 1);
        if (count < 0) {
            if (errno == EINTR)
                return ERR_STOPPED;
            faults_add(faults, whole(name), "cannot be read: %s", strerror(errno));
            return ERR_FILE;
        }
        if (count == 0)
            break;
        *size += (size_t)count;
        if (*size > limit) {
            faults_add(faults, whole(name), "is larger than %zu MiB, the most that is read", limit >> 20);
            return ERR_FILE;
        }
    }
    (*bytes)[*size] = '\0';
    return OK;
}

enum status whole_file_read_at_most(struct whole_file *self, const char *path, size_t limit, struct faults *faults)
{
    bool standard = strcmp(path, "-") == 0;
    const char *name = standard ? "standard input" : path;
    struct stat about;
    enum status status = OK;
    char *bytes = NULL;
    size_t size = 0;
    *self = (struct whole_file){0};
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        faults_add(faults, whole(name), "cannot be opened: %s", strerror(errno));
        return ERR_FILE;
    }
    if (fstat(fd, &about) == 0 && S_ISDIR(about.st_mode)) {
        faults_add(faults, whole(name), "is a folder, not a file");
        status = ERR_FILE;
    }
    if (status == OK)
        status = read_all(fd, &bytes, &size, limit, name, faults);
    if (!standard)
        close(fd);
    if (status != OK) {
        free(bytes);
        return status;
    }
    *self = (struct whole_file){.bytes = bytes, .size = size, .fingerprint = fingerprint_of(bytes, size)};
    return OK;
}

enum status whole_file_read(struct whole_file *self, const char *path, struct faults *faults)
{
    return whole_file_read_at_most(self, path, WHOLE_FILE_LARGEST, faults);
}

void whole_file_free(struct whole_file *self)
{
    free(self->bytes);
    *self = (struct whole_file){0};
}

/*
 * Makes the first name "path.<pid>-<n>.tmp" that is free; rights follow the umask, as for any new file. The name is
 * listed as unfinished before the file is there: a signal may come between open's work and its return.
 */
static int open_temporary(const char *path, char *name, size_t size)
{
    for (int i = 0; i < NAME_TRIES; i++) {
        snprintf(name, size, "%s.%ld-%d.tmp", path, (long)getpid(), i);
        unfinished_add(name);
        int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        int failed = errno;
        if (fd < 0)
            unfinished_remove(name);
        errno = failed;
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

enum status whole_file_begin(struct new_file *self, const char *path, struct faults *faults)
{
    size_t size = strlen(path) + 48;
    int fd = -1;
    struct new_file fresh = {.path = text_copy(path), .temporary = malloc(size)};
    enum status status = ERR_MEMORY;
    *self = (struct new_file){0};
    if (!fresh.path || !fresh.temporary)
        goto out;
    status = ERR_FILE;
    fd = open_temporary(path, fresh.temporary, size);
    if (fd < 0) {
        faults_add(faults, whole(path), "cannot be written: %s", strerror(errno));
        goto out;
    }
    fresh.out = fdopen(fd, "w");
    if (!fresh.out) {
        close(fd);
        unlink(fresh.temporary);
        unfinished_remove(fresh.temporary);
        status = ERR_MEMORY;
        goto out;
    }
    *self = fresh;
    return OK;
out:
    free(fresh.path);
    free(fresh.temporary);
    return status;
}

/* Everything down to the disk; 0, or the errno of what failed first. */
static int flush_and_close(FILE *out)
{
    int failed = 0;
    if (fflush(out) != 0)
        failed = errno ? errno : EIO;
    else if (ferror(out))
        failed = EIO;
    else if (fsync(fileno(out)) != 0 && errno != EINVAL) /* EINVAL: a file system without fsync */
        failed = errno;
    if (fclose(out) != 0 && failed == 0)
        failed = errno;
    return failed;
}

enum status whole_file_complete(struct new_file *self, struct faults *faults)
{
    int failed = flush_and_close(self->out);
    self->out = NULL;
    if (failed == 0)
        return OK;
    faults_add(faults, whole(self->path), "cannot be written: %s", strerror(failed));
    whole_file_abandon(self);
    return ERR_FILE;
}

enum status whole_file_commit(struct new_file *self, struct faults *faults)
{
    enum status status = self->out ? whole_file_complete(self, faults) : OK;
    if (status != OK)
        return status;
    if (rename(self->temporary, self->path) != 0) {
        faults_add(faults, whole(self->path), "cannot be written: %s", strerror(errno));
        whole_file_abandon(self);
        return ERR_FILE;
    }
    unfinished_remove(self->temporary);
    free(self->path);
    free(self->temporary);
    *self = (struct new_file){0};
    return OK;
}

void whole_file_abandon(struct new_file *self)
{
    if (self->out)
        fclose(self->out);
    if (self->temporary) {
        unlink(self->temporary);
        unfinished_remove(self->temporary);
    }
    free(self->path);
    free(self->temporary);
    *self = (struct new_file){0};
}

void whole_file_on_signal(void)
{
    unfinished_unlink();
}

/* mkdir, and well if the folder is there already. 0 or errno. */
static int make_one(const char *path)
{
    struct stat about;
    if (mkdir(path, 0777) == 0)
        return 0;
    int failed = errno;
    if (stat(path, &about) == 0)
        return S_ISDIR(about.st_mode) ? 0 : ENOTDIR;
    return failed;
}

enum status whole_file_make_folder(const char *path, struct faults *faults)
{
    char *part = text_copy(path);
    int failed = 0;
    if (!part)
        return ERR_MEMORY;
    for (char *slash = part + 1; *part && failed == 0 && (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        failed = make_one(part);
        *slash = '/';
    }
    if (failed == 0)
        failed = make_one(part);
    free(part);
    if (failed == 0)
        return OK;
    faults_add(faults, whole(path), "the folder cannot be made: %s", strerror(failed));
    return ERR_FILE;
}
