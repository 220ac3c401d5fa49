/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * plateau: the front door. Finds the command, sees to signals and to standard output, and ends with the command's
 * exit status: 0 done, 1 failure, 2 wrong usage, 3 invalid input, 4 an expectation failed.
 */
#include <errno.h>
#include <fcntl.h>
#include <gsl/gsl_errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "plots/gnuplot.h"
#include "sim/scenario/nearest.h"
#include "sim/support/whole_file.h"
#include "sim/support/workers.h"

static const struct command commands[] = {
    {"run", "play one scenario: summary, tables and charts", run_main},
    {"compare", "what scenarios are worth against a base, with the same luck", compare_main},
    {"explain", "every effective value of a scenario and where it came from", explain_main},
    {"diff", "what differs between two scenarios", diff_main},
    {"parameters", "the reference of all parameters", parameters_main},
    {"metrics", "the reference of all metrics", metrics_main},
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

/* Announced, and refused by name until they are there. */
static const char *const later[] = {"fit", "sweep", "sensitivity", "solve", "check"};
enum { LATER = sizeof later / sizeof later[0] };

static void put_help(FILE *out)
{
    fputs("Usage: plateau COMMAND [options]\n"
          "\n"
          "What a growth decision is worth before it is taken: plays the plan of a firm that lives on\n"
          "retainers, a small CSV file, and calculates it exactly as well.\n"
          "\n",
          out);
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(out, "  %-11s %s\n", commands[i].name, commands[i].summary);
    fputs("\n"
          "  plateau COMMAND --help    the options of a command\n"
          "  plateau --version         the program's version\n"
          "\n"
          "Start with: plateau run scenarios/baseline.csv\n",
          out);
}

/* ---- choosing the command --------------------------------------------------------------------------------- */

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static int no_such_command(const char *name)
{
    for (size_t i = 0; i < LATER; i++)
        if (strcmp(later[i], name) == 0) {
            fprintf(stderr, "plateau: plateau %s is not in this version yet\n", name);
            return EXIT_USAGE;
        }
    struct nearest nearest;
    char hint[NEAREST_HINT];
    bool option = name[0] == '-';
    nearest_begin(&nearest, name);
    for (size_t i = 0; !option && i < COMMANDS + LATER; i++)
        nearest_offer(&nearest, i < COMMANDS ? commands[i].name : later[i - COMMANDS]);
    fprintf(stderr, "plateau: there is no %s '%s'%s\n", option ? "option" : "command", name,
            nearest_hint(&nearest, hint));
    return command_misused("plateau", NULL);
}

/* Runs a command with words[1], words[2], ... as its words; words[0] becomes what its messages begin with. */
static int start(const struct command *command, int count, char **words)
{
    char program[64];
    snprintf(program, sizeof program, "plateau %s", command->name);
    words[0] = program;
    return command->run(count, words);
}

static int help_on(const char *name)
{
    char help[] = "--help";
    char *words[] = {NULL, help, NULL};
    const struct command *command = find_command(name);
    return command ? start(command, 2, words) : no_such_command(name);
}

static int choose(int argc, char **argv)
{
    if (argc < 2) {
        put_help(stderr);
        return EXIT_USAGE;
    }
    const char *word = argv[1];
    bool asks_help = strcmp(word, "help") == 0;
    if (asks_help && argc > 2)
        return help_on(argv[2]);
    if (asks_help || strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        put_help(stdout);
    else if (strcmp(word, "--version") == 0)
        puts("plateau " PLATEAU_VERSION);
    else {
        const struct command *command = find_command(word);
        return command ? start(command, argc - 1, argv + 1) : no_such_command(word);
    }
    return EXIT_DONE;
}

/* ---- the process ------------------------------------------------------------------------------------------ */

/* Leaves no half file and no child behind, then ends as if the signal had not been caught: a shell sees 128 + it. */
static void on_signal(int number)
{
    workers_stop();
    gnuplot_on_signal();
    whole_file_on_signal();
    signal(number, SIG_DFL);
    raise(number); /* delivered when this handler returns */
}

static void watch_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = on_signal}, before;
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) /* nohup stays nohup */
            sigaction(numbers[i], &action, NULL);
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error like any other: see end_output */
    signal(SIGXFSZ, SIG_IGN); /* a file-size limit too: the write fails, and the old file stays */
}

/* A stream that the caller closed must not become the next file we open. What is written to it fails. */
static void keep_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) != fd)
            _exit(EXIT_FAILED);
}

/* True if nobody reads what we print any more (`plateau ... | head`). */
static bool reader_has_gone(int error)
{
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return error == EPIPE || (poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0);
}

/* A full disk must not pass unseen; a reader who has had enough may. */
static int end_output(int status)
{
    errno = 0;
    bool failed = fflush(stdout) != 0;
    int error = errno;
    if ((!failed && !ferror(stdout)) || reader_has_gone(error))
        return status;
    fprintf(stderr, "plateau: standard output cannot be written: %s\n",
            error ? strerror(error) : "an earlier write failed");
    return status == EXIT_DONE ? EXIT_FAILED : status;
}

int main(int argc, char **argv)
{
    keep_standard_streams();
    watch_signals();
    gsl_set_error_handler_off(); /* its default aborts; we look at results instead */
    return end_output(choose(argc, argv));
}
