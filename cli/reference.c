/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/reference.h"

#include <stdio.h>

#include "cli/command.h"
#include "cli/options.h"

int reference_main(const struct reference *self, int argc, char **argv)
{
    enum { MARKDOWN = OPTIONS_LONG };
    static const struct option list[] = {
        {"markdown", no_argument, NULL, MARKDOWN}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    bool markdown = false;
    int option;
    options_begin();
    while ((option = options_next(argc, argv, ":h", list)) != OPTIONS_END) {
        if (option == 'h') {
            fputs(self->help, stdout);
            return EXIT_DONE;
        }
        if (option == OPTIONS_WRONG)
            return EXIT_USAGE;
        markdown = true;
    }
    if (argc - optind > 1)
        return command_misused(argv[0], "only one WORD can be looked for");
    if (self->put(argc > optind ? argv[optind] : "", markdown) > 0)
        return EXIT_DONE;
    fprintf(stderr, "%s: no %s has '%s' in its name\n", argv[0], self->thing, argv[optind]);
    return EXIT_FAILED;
}
