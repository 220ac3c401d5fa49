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
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "plots/chart_file.h"
#include "sim/support/memory.h"
#include "sim/support/whole_file.h"

extern char **environ;

enum { SAID = 400 }; /* bytes kept of what gnuplot says */

enum { RUNNING_MOST = 16 };

/* The process groups of the gnuplots that run now, 0 in a free place. */
static volatile sig_atomic_t running[RUNNING_MOST];

void gnuplot_on_signal(void)
{
    for (int i = 0; i < RUNNING_MOST; i++)
        if (running[i] > 0)
            kill(-(pid_t)running[i], SIGKILL);
}

/* Puts new_pid where old_pid stands; 0 stands for a free place. */
static void note_running(pid_t old_pid, pid_t new_pid)
{
    for (int i = 0; i < RUNNING_MOST; i++)
        if (running[i] == (sig_atomic_t)old_pid) {
            running[i] = (sig_atomic_t)new_pid;
            return;
        }
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

/* Starts gnuplot, which is told what to draw. Returns 0, or the errno. */
static int start(pid_t *pid, enum picture_format format, struct streams streams)
{
    char draws[40];
    snprintf(draws, sizeof draws, "plateau_draws = '%s'", picture_name(format));
    /* -d: without the start-up files of the system and the user, which would change charts, or run anything. */
    char *const words[] = {"gnuplot", "-d", "-e", draws, "/dev/stdin", NULL};
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

/* ---- a job: one picture ----------------------------------------------------------------------------------- */

struct job {
    enum picture_format format;
    char *script_path;        /* owned */
    struct whole_file script; /* owned */
    struct new_file picture;  /* owned */
    FILE *messages;           /* owned; NULL: they are lost */
    enum { WAITING, RUNNING, ENDED } state;
    pid_t pid;
    int pipe_end; /* -1 once all is fed, or nobody reads any more */
    size_t fed;   /* bytes of the script */
    double deadline;
    int failed; /* the errno of the start, or 0 */
    bool late;  /* it was stopped */
    int end;    /* as waitpid gave it; -1: not known */
};

static void free_job(struct job *self)
{
    whole_file_abandon(&self->picture);
    whole_file_free(&self->script);
    if (self->messages)
        fclose(self->messages);
    free(self->script_path);
    *self = (struct job){.pipe_end = -1};
}

/* Everything that can fail for want of files, before any gnuplot starts. */
static enum status prepare(struct job *self, const char *folder, struct gnuplot_picture picture, struct faults *faults)
{
    char *path = chart_file_path(folder, picture.name, picture_name(picture.format));
    *self = (struct job){.format = picture.format, .pipe_end = -1};
    self->script_path = chart_file_path(folder, picture.name, "gp");
    enum status status = path && self->script_path ? OK : ERR_MEMORY;
    if (status == OK)
        status = whole_file_read(&self->script, self->script_path, faults);
    if (status == OK)
        status = whole_file_begin(&self->picture, path, faults);
    if (status == OK)
        self->messages = tmpfile(); /* not a second pipe: two can block each other */
    free(path);
    return status;
}

/* Starts gnuplot with a pipe to its standard input. If that fails the job has ended. */
static void start_job(struct job *self, int seconds)
{
    int ends[2];
    self->deadline = now() + seconds;
    if (open_pipe(ends)) {
        struct streams streams = {ends[0], fileno(self->picture.out), self->messages ? fileno(self->messages) : -1};
        self->failed = start(&self->pid, self->format, streams);
        close(ends[0]);
        self->pipe_end = ends[1];
    } else
        self->failed = errno;
    self->state = self->failed == 0 ? RUNNING : ENDED;
    if (self->state == RUNNING)
        note_running(0, self->pid);
}

static void close_pipe(struct job *self)
{
    if (self->pipe_end >= 0)
        close(self->pipe_end);
    self->pipe_end = -1;
}

/* Writes as much of the script into the pipe as it takes. */
static void feed(struct job *self)
{
    while (self->pipe_end >= 0 && self->fed < self->script.size) {
        ssize_t written = write(self->pipe_end, self->script.bytes + self->fed, self->script.size - self->fed);
        if (written > 0)
            self->fed += (size_t)written;
        else if (errno == EAGAIN)
            return;
        else if (errno != EINTR)
            break; /* gnuplot has ended already: its exit status and its words tell why */
    }
    close_pipe(self);
}

static void has_ended(struct job *self)
{
    note_running(self->pid, 0);
    close_pipe(self);
    self->state = ENDED;
}

static void stop_job(struct job *self)
{
    kill(-self->pid, SIGKILL);
    while (waitpid(self->pid, &self->end, 0) < 0 && errno == EINTR)
        ;
    has_ended(self);
}

/* Sees whether a running job has ended, and stops it when its time is up. */
static void look_after(struct job *self)
{
    pid_t ended = waitpid(self->pid, &self->end, WNOHANG);
    if (ended < 0 && errno != EINTR) {
        self->end = -1; /* somebody else waits for our children: we cannot know how it ended */
        has_ended(self);
    } else if (ended == self->pid)
        has_ended(self);
    else if (now() > self->deadline) {
        self->late = true;
        stop_job(self);
    }
}

/* Judges a gnuplot that has ended by itself: OK, or ERR_CHART with its story. */
static enum status judge(const struct job *self, struct faults *faults)
{
    struct place at = {.file = self->script_path};
    char said[SAID];
    long long size;
    int end = self->end;
    read_messages(self->messages, said);
    const char *colon = said[0] ? ": " : "";
    if (end != -1 && WIFSIGNALED(end))
        faults_add(faults, at, "gnuplot was ended by signal %d%s%s", WTERMSIG(end), colon, said);
    else if (end != -1 && WEXITSTATUS(end) == 127 && !said[0])
        faults_add(faults, at, "gnuplot could not be run");
    else if (end != -1 && WEXITSTATUS(end) != 0)
        faults_add(faults, at, "gnuplot failed with exit status %d%s%s", WEXITSTATUS(end), colon, said);
    else if (!picture_is_whole(self->picture.temporary, self->format, &size))
        faults_add(faults, at, "gnuplot left no whole picture but %lld bytes (is the disk full?)%s%s", size, colon,
                   said);
    else
        return OK;
    return ERR_CHART;
}

/* What came of a job that has ended; puts its picture in its place. */
static enum status finish(struct job *self, int seconds, struct faults *faults)
{
    enum status status = ERR_CHART;
    if (self->failed != 0)
        status = say_not_started(self->failed, faults);
    else if (self->late)
        faults_add(faults, (struct place){.file = self->script_path},
                   "gnuplot did not finish within %d s and was stopped", seconds);
    else
        status = judge(self, faults);
    if (status == OK)
        status = whole_file_commit(&self->picture, faults);
    free_job(self);
    return status;
}

/* ---- all jobs --------------------------------------------------------------------------------------------- */

/* Feeds and watches the running ones of job[0 .. count-1] for a moment, short beside the 0.3 s of a chart. */
static void attend(struct job *job, size_t count)
{
    enum { MOMENT = 3 }; /* milliseconds */
    struct pollfd wait[RUNNING_MOST];
    nfds_t waiting = 0;
    for (size_t i = 0; i < count; i++)
        if (job[i].state == RUNNING && job[i].pipe_end >= 0 && waiting < RUNNING_MOST)
            wait[waiting++] = (struct pollfd){.fd = job[i].pipe_end, .events = POLLOUT};
    (void)poll(wait, waiting, MOMENT);
    for (size_t i = 0; i < count; i++)
        if (job[i].state == RUNNING) {
            feed(&job[i]);
            look_after(&job[i]);
        }
}

static size_t alive(const struct job *job, size_t count)
{
    size_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += job[i].state == RUNNING;
    return sum;
}

/* Starts them in order, at_once at a time, and finishes them in order: what is said of a failure hangs on no race. */
static enum status run_all(struct job *job, size_t count, int seconds, size_t at_once, size_t *drawn,
                           struct faults *faults)
{
    size_t next = 0;
    enum status status = OK;
    at_once = at_once < 1 ? 1 : at_once < RUNNING_MOST ? at_once : RUNNING_MOST;
    while (status == OK && *drawn < count) {
        while (next < count && alive(job, next) < at_once)
            start_job(&job[next++], seconds);
        attend(job + *drawn, next - *drawn);
        while (status == OK && *drawn < next && job[*drawn].state == ENDED) {
            status = finish(&job[*drawn], seconds, faults);
            *drawn += status == OK;
        }
    }
    for (size_t i = 0; i < next; i++)
        if (job[i].state == RUNNING)
            stop_job(&job[i]);
    return status;
}

enum status gnuplot_draw(const char *folder, const struct gnuplot_picture *picture, size_t count, int seconds,
                         size_t at_once, size_t *drawn, struct faults *faults)
{
    /* A gnuplot that ends early breaks the pipe: write says so, and the signal must not end us. */
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    struct job *job = memory_array(count, sizeof *job);
    enum status status = job ? OK : ERR_MEMORY;
    size_t prepared = 0;
    *drawn = 0;
    while (status == OK && prepared < count) {
        status = prepare(&job[prepared], folder, picture[prepared], faults);
        prepared++;
    }
    if (status == OK) {
        sigaction(SIGPIPE, &ignore, &before);
        status = run_all(job, count, seconds, at_once, drawn, faults);
        sigaction(SIGPIPE, &before, NULL);
    }
    for (size_t i = 0; i < prepared; i++)
        free_job(&job[i]);
    free(job);
    return status;
}
