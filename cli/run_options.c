/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run_options.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/options.h"
#include "plots/charts.h"
#include "sim/support/text.h"
#include "sim/support/workers.h"

enum { WRONG_SIZE = 600 };

enum { OPTION_SET = OPTIONS_LONG, OPTION_FORMAT, OPTION_NO_CHARTS, OPTION_UNCERTAIN };

static const struct option long_options[] = {
    {"output", required_argument, NULL, 'o'},
    {"replicates", required_argument, NULL, 'n'},
    {"seed", required_argument, NULL, 's'},
    {"jobs", required_argument, NULL, 'j'},
    {"set", required_argument, NULL, OPTION_SET},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"no-charts", no_argument, NULL, OPTION_NO_CHARTS},
    {"uncertain", no_argument, NULL, OPTION_UNCERTAIN},
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static PRINTF_LIKE(2, 3) enum status wrong(const char *program, const char *format, ...)
{
    char message[WRONG_SIZE];
    va_list values;
    va_start(values, format);
    vsnprintf(message, sizeof message, format, values);
    va_end(values);
    command_misused(program, message);
    return ERR_USAGE;
}

/* A whole number in digits alone ("10000"), or in hexadecimal ("0x1f") where allowed; false if it is none. */
static bool read_whole(const char *text, bool hexadecimal, uint64_t *value)
{
    bool hex = hexadecimal && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    unsigned base = hex ? 16 : 10;
    const char *digit = hex ? text + 2 : text;
    *value = 0;
    if (!*digit)
        return false;
    for (; *digit; digit++) {
        const char *digits = "0123456789abcdef", *found;
        char lower = *digit >= 'A' && *digit <= 'F' ? (char)(*digit - 'A' + 'a') : *digit;
        found = strchr(digits, lower);
        if (!found || (unsigned)(found - digits) >= base)
            return false;
        uint64_t next = (uint64_t)(found - digits);
        if (*value > (UINT64_MAX - next) / base)
            return false;
        *value = *value * base + next;
    }
    return true;
}

static enum status read_count(const char *program, const char *option, const char *text, size_t low, size_t high,
                              size_t *count)
{
    char from[TEXT_NUMBER], to[TEXT_NUMBER];
    uint64_t value;
    if (read_whole(text, false, &value) && value >= low && value <= high) {
        *count = (size_t)value;
        return OK;
    }
    return wrong(program, "%s is '%s'; it must be a whole number from %s to %s", option, text,
                 text_grouped((double)low, 0, from), text_grouped((double)high, 0, to));
}

static enum status read_seed(const char *program, const char *text, uint64_t *seed)
{
    if (read_whole(text, true, seed))
        return OK;
    return wrong(program, "--seed is '%s'; it must be a whole number from 0 to %" PRIu64 ", or hexadecimal (0x1f)",
                 text, UINT64_MAX);
}

/* "png", "svg", "svg,png": each name adds its format. */
static enum status read_format(const char *program, const char *text, unsigned *formats)
{
    static const struct {
        const char *name;
        unsigned format;
    } known[] = {{"png", CHARTS_PNG}, {"svg", CHARTS_SVG}};
    const char *name = text;
    *formats = 0;
    for (;; name++) {
        size_t length = strcspn(name, ","), i = 0;
        while (i < 2 && (strlen(known[i].name) != length || strncmp(known[i].name, name, length) != 0))
            i++;
        if (i == 2)
            return wrong(program, "--format is '%s'; it must be png, svg or png,svg", text);
        *formats |= known[i].format;
        name += length;
        if (!*name)
            return OK;
    }
}

static enum status read_option(struct run_options *self, const char *program, int option)
{
    switch (option) {
    case 'o':
        self->output = optarg;
        return *optarg ? OK : wrong(program, "--output is empty; it must name a folder");
    case 'n':
        return read_count(program, "--replicates", optarg, 0, RUN_REPLICATES_MOST, &self->replicates);
    case 's':
        return read_seed(program, optarg, &self->seed);
    case 'j':
        return read_count(program, "--jobs", optarg, 1, RUN_JOBS_MOST, &self->jobs);
    case 'q':
        self->quiet = true;
        return OK;
    case 'h':
        self->help = true;
        return OK;
    case OPTION_SET:
        return command_sets_add(&self->sets, optarg);
    case OPTION_FORMAT:
        return read_format(program, optarg, &self->formats);
    case OPTION_NO_CHARTS:
        self->charts = false;
        return OK;
    case OPTION_UNCERTAIN:
        self->uncertain = true;
        return OK;
    default:
        return ERR_USAGE; /* said already */
    }
}

/* What is left are the scenarios. */
static enum status read_scenarios(struct run_options *self, int argc, char **argv, const struct run_wants *wants)
{
    size_t given = (size_t)(argc - optind), from_input = 0;
    self->scenario = argv + optind;
    self->scenario_count = given;
    if (given == 0)
        return wrong(argv[0], "no scenario is given");
    if (given < wants->least)
        return wrong(argv[0], "'%s' is the only scenario; %s", self->scenario[0], wants->too_few);
    if (given > wants->most)
        return wrong(argv[0], "'%s' is one scenario too many; %s", self->scenario[wants->most], wants->too_many);
    for (size_t i = 0; i < given; i++)
        from_input += strcmp(self->scenario[i], "-") == 0;
    return from_input > 1 ? wrong(argv[0], "'-' is given twice; standard input can be read once") : OK;
}

enum status run_options_read(struct run_options *self, int argc, char **argv, const struct run_wants *wants)
{
    enum status status = OK;
    int option;
    *self = (struct run_options){
        .replicates = RUN_REPLICATES, .seed = 1, .jobs = workers_available(), .charts = true, .formats = CHARTS_PNG};
    if (self->jobs > RUN_JOBS_MOST)
        self->jobs = RUN_JOBS_MOST;
    options_begin();
    while (status == OK && !self->help &&
           (option = options_next(argc, argv, ":o:n:s:j:qh", long_options)) != OPTIONS_END)
        status = read_option(self, argv[0], option);
    if (status == OK && !self->help)
        status = read_scenarios(self, argc, argv, wants);
    if (status == OK && self->uncertain && self->replicates == 0 && !self->help)
        status = wrong(argv[0], "--uncertain draws inputs anew in every play, and -n 0 plays none");
    if (status != OK)
        run_options_free(self);
    return status;
}

void run_options_free(struct run_options *self)
{
    command_sets_free(&self->sets);
    *self = (struct run_options){0};
}
