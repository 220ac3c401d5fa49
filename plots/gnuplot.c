/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plots/gnuplot.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sim/support/whole_file.h"

extern char **environ;

enum { SAID = 400 }; /* bytes kept of what gnuplot says */

/* The process group of the gnuplot that runs now, 0 if none does. */
static volatile sig_atomic_t running;

void gnuplot_on_signal(void)
{
    if (running > 0)
        kill(-(pid_t)running, SIGKILL);
}

/* "folder/<middle>name<ending>", which the caller frees; NULL when memory is short. */
static char *path_of(const char *folder, const char *middle, const char *name, const char *ending)
{
    size_t size = strlen(folder) + strlen(middle) + strlen(name) + strlen(ending) + 2;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/%s%s%s", folder, middle, name, ending);
    return path;
}

enum status gnuplot_save(const char *folder, const char *name, const char *script, size_t size, struct faults *faults)
{
    struct new_file file = {0};
    char *charts = path_of(folder, "charts", "", ""), *path = path_of(folder, "charts/", name, ".gp");
    enum status status = charts && path ? OK : ERR_MEMORY;
    if (status == OK)
        status = whole_file_make_folder(charts, faults);
    if (status == OK)
        status = whole_file_begin(&file, path, faults);
    if (status == OK) {
        fwrite(script, 1, size, file.out); /* commit sees what failed */
        status = whole_file_commit(&file, faults);
    }
    free(charts);
    free(path);
    return status;
}

/* ---- the child -------------------------------------------------------------------------------------------- */

/* stdin, stdout, stderr of the child; messages may be -1: they are lost then. */
struct streams {
    int script, picture, messages;
};

static int add_streams(posix_spawn_file_actions_t *actions, struct streams streams)
{
    int failed = posix_spawn_file_actions_adddup2(actions, streams.script, STDIN_FILENO);
    if (failed == 0)
        failed = posix_spawn_file_actions_adddup2(actions, streams.picture, STDOUT_FILENO);
    if (failed == 0 && streams.messages >= 0)
        failed = posix_spawn_file_actions_adddup2(actions, streams.messages, STDERR_FILENO);
    else if (failed == 0)
        failed = posix_spawn_file_actions_addopen(actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    return failed;
}

/*
 * A process group of its own, so that a wrapper script and the gnuplot it started can be ended together; and
 * SIGPIPE as programs expect it, which we ignore.
 */
static int set_attributes(posix_spawnattr_t *attributes)
{
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    int failed = posix_spawnattr_setsigdefault(attributes, &broken_pipe);
    if (failed == 0)
        failed = posix_spawnattr_setpgroup(attributes, 0);
    if (failed == 0)
        failed = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    return failed;
}

/* Starts gnuplot. Returns 0, or the errno. */
static int start(pid_t *pid, struct streams streams)
{
    /* -d: without the start-up files of the system and the user, which would change charts, or run anything. */
    static char *const words[] = {"gnuplot", "-d", "-e", "plateau_draws = 1", "/dev/stdin", NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int failed = posix_spawn_file_actions_init(&actions);
    if (failed != 0)
        return failed;
    failed = posix_spawnattr_init(&attributes);
    if (failed == 0) {
        failed = add_streams(&actions, streams);
        if (failed == 0)
            failed = set_attributes(&attributes);
        if (failed == 0)
            failed = posix_spawnp(pid, words[0], &actions, &attributes, words, environ);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- the pipe --------------------------------------------------------------------------------------------- */

/* Both ends close on exec (an inherited writing end would keep gnuplot waiting for ever); writing never blocks. */
static bool open_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        return false;
    if (fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 &&
        fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0)
        return true;
    close(ends[0]);
    close(ends[1]);
    return false;
}

/* Writes the script into the pipe until all is in, nobody reads any more, or the time is up. */
static void feed(int pipe_end, const struct whole_file *script, double deadline)
{
    for (size_t at = 0; at < script->size && now() < deadline;) {
        ssize_t written = write(pipe_end, script->bytes + at, script->size - at);
        if (written > 0)
            at += (size_t)written;
        else if (errno == EAGAIN)
            (void)poll(&(struct pollfd){.fd = pipe_end, .events = POLLOUT}, 1, 100);
        else if (errno != EINTR)
            return; /* gnuplot has ended already: its exit status and its words tell why */
    }
}

/* Waits for the child's end until the deadline; then ends it. Returns true if it ended by itself. */
static bool wait_for(pid_t pid, double deadline, int *end)
{
    const struct timespec nap = {.tv_nsec = 3 * 1000 * 1000}; /* short beside the 0.1 s of a chart */
    for (;;) {
        pid_t ended = waitpid(pid, end, WNOHANG);
        if (ended == pid)
            return true;
        if (ended < 0 && errno != EINTR) {
            *end = -1; /* somebody else waits for our children: we cannot know how it ended */
            return true;
        }
        if (now() > deadline)
            break;
        nanosleep(&nap, NULL);
    }
    kill(-pid, SIGKILL);
    while (waitpid(pid, end, 0) < 0 && errno == EINTR)
        ;
    return false;
}

/* ---- what came of it -------------------------------------------------------------------------------------- */

/* The first lines of what gnuplot said, as one line: without empty ones, and without the name /dev/stdin. */
static void read_messages(FILE *messages, char said[SAID])
{
    enum { LINES = 3 };
    char line[SAID];
    size_t used = 0;
    said[0] = '\0';
    if (!messages)
        return;
    rewind(messages);
    for (int lines = 0; lines < LINES && fgets(line, sizeof line, messages);) {
        const char *from = line;
        if (strncmp(from, "\"/dev/stdin\"", 12) == 0)
            from += strcspn(from, " ");
        from += strspn(from, " \t,^");
        size_t length = strcspn(from, "\r\n");
        if (length == 0)
            continue;
        int added = snprintf(said + used, SAID - used, "%s%.*s", lines ? "; " : "", (int)length, from);
        used += added < 0 ? 0 : (size_t)added;
        if (used >= SAID)
            return;
        lines++;
    }
}

/* True if the file begins as a PNG and ends as one. *size is its size in bytes. */
static bool is_whole_png(const char *path, long long *size)
{
    static const unsigned char first[8] = "\x89PNG\r\n\x1a\n", last[12] = "\0\0\0\0IEND\xae\x42\x60\x82";
    unsigned char head[sizeof first], tail[sizeof last];
    struct stat about;
    bool whole = false;
    *size = 0;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    if (fstat(fd, &about) == 0) {
        *size = (long long)about.st_size;
        whole = about.st_size >= (off_t)(sizeof head + sizeof tail) &&
                pread(fd, head, sizeof head, 0) == (ssize_t)sizeof head &&
                pread(fd, tail, sizeof tail, about.st_size - (off_t)sizeof tail) == (ssize_t)sizeof tail &&
                memcmp(head, first, sizeof first) == 0 && memcmp(tail, last, sizeof last) == 0;
    }
    close(fd);
    return whole;
}

static enum status say_not_started(int failed, struct faults *faults)
{
    if (failed == ENOENT)
        faults_add(faults, (struct place){0},
                   "gnuplot is not installed or not on the PATH; the tables are written. "
                   "On Debian: apt install gnuplot-nox");
    else
        faults_add(faults, (struct place){0}, "gnuplot cannot be started: %s; the tables are written",
                   strerror(failed));
    return ERR_CHART;
}

/* Judges a gnuplot that has ended: OK, or ERR_CHART with its story. */
static enum status judge(int end, const char *picture, const char *script, FILE *messages, struct faults *faults)
{
    struct place at = {.file = script};
    char said[SAID];
    long long size;
    read_messages(messages, said);
    const char *colon = said[0] ? ": " : "";
    if (end != -1 && WIFSIGNALED(end))
        faults_add(faults, at, "gnuplot was ended by signal %d%s%s", WTERMSIG(end), colon, said);
    else if (end != -1 && WEXITSTATUS(end) == 127 && !said[0])
        faults_add(faults, at, "gnuplot could not be run");
    else if (end != -1 && WEXITSTATUS(end) != 0)
        faults_add(faults, at, "gnuplot failed with exit status %d%s%s", WEXITSTATUS(end), colon, said);
    else if (!is_whole_png(picture, &size))
        faults_add(faults, at, "gnuplot left no whole picture but %lld bytes (is the disk full?)%s%s", size, colon,
                   said);
    else
        return OK;
    return ERR_CHART;
}

/* Starts gnuplot with a pipe to its standard input, feeds it, and waits. Returns 0 or the errno of the start. */
static int play_script(const struct whole_file *script, struct streams streams, int seconds, bool *ended, int *end)
{
    int ends[2];
    pid_t pid;
    double deadline = now() + seconds;

    if (!open_pipe(ends))
        return errno;
    streams.script = ends[0];
    int failed = start(&pid, streams);
    close(ends[0]);
    if (failed == 0) {
        running = (sig_atomic_t)pid;
        feed(ends[1], script, deadline);
    }
    close(ends[1]);
    if (failed == 0) {
        *ended = wait_for(pid, deadline, end);
        running = 0;
    }
    return failed;
}

/* Runs gnuplot on the script read from `path` and judges what it left in picture. */
static enum status run(const struct whole_file *script, const char *path, struct new_file *picture, int seconds,
                       struct faults *faults)
{
    /* A gnuplot that ends early breaks the pipe: write says so, and the signal must not end us. */
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    FILE *messages = tmpfile(); /* not a second pipe: two can block each other */
    struct streams streams = {-1, fileno(picture->out), messages ? fileno(messages) : -1};
    bool ended = true;
    int end = 0;
    enum status status;

    sigaction(SIGPIPE, &ignore, &before);
    int failed = play_script(script, streams, seconds, &ended, &end);
    sigaction(SIGPIPE, &before, NULL);
    if (failed != 0)
        status = say_not_started(failed, faults);
    else if (ended)
        status = judge(end, picture->temporary, path, messages, faults);
    else {
        faults_add(faults, (struct place){.file = path}, "gnuplot did not finish within %d s and was stopped", seconds);
        status = ERR_CHART;
    }
    if (messages)
        fclose(messages);
    return status;
}

enum status gnuplot_draw(const char *folder, const char *name, int seconds, struct faults *faults)
{
    struct new_file picture = {0};
    struct whole_file script = {0};
    char *script_path = path_of(folder, "charts/", name, ".gp"), *path = path_of(folder, "", name, ".png");
    enum status status = script_path && path ? OK : ERR_MEMORY;
    if (status == OK)
        status = whole_file_read(&script, script_path, faults);
    if (status == OK)
        status = whole_file_begin(&picture, path, faults);
    if (status == OK)
        status = run(&script, script_path, &picture, seconds, faults);
    if (status == OK)
        status = whole_file_commit(&picture, faults);
    whole_file_abandon(&picture);
    whole_file_free(&script);
    free(script_path);
    free(path);
    return status;
}
