/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a client list, for a scenario that uses every column: read or refused, never a crash. */
#include <stdint.h>
#include <string.h>

#include "sim/scenario/book_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char around[] = "parameter,value\n"
                             "spend.mean,40000\n"
                             "contract.month.term,1\n"
                             "contract.month.fee,10%\n"
                             "contract.month.nonrenewal,8%\n"
                             "contract.year.term,12\n"
                             "contract.year.fee,6%\n"
                             "contract.year.nonrenewal,30%\n"
                             "contract.year.label,A year\n"
                             "contract.free.term,3\n"
                             "contract.free.fee,0\n"
                             "contract.free.nonrenewal,10%\n"
                             "book.file,list.csv\n"
                             "book.tenure,tenure\n"
                             "book.contract,contract\n"
                             "book.spend,spend\n"
                             "book.fee,fee\n"
                             "book.left,left\n"
                             "book.renewal,renewal\n";

static void check(const struct scenario *self)
{
    for (size_t i = 0; i < self->book.count; i++) {
        const struct book_client *client = &self->book.client[i];
        bug_assert(client->row >= 1 && client->contract < self->contracts.count);
        bug_assert(client->tenure >= 0 && client->tenure <= BOOK_LONGEST_TENURE && client->fee >= 0);
        bug_assert(client->spend >= 0 && client->spend <= 1e15);
        bug_assert(client->renewal >= 0 &&
                   client->renewal <= scenario_number(self, CONTRACT_TERM, client->contract, 1));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct scenario scenario;
    static struct faults faults;
    faults = (struct faults){0};
    enum status status = scenario_read_bytes(&scenario, "fuzz.csv", around, strlen(around), NULL, 0, &faults);
    bug_assert(status == OK);
    status = book_read_bytes(&scenario, "list.csv", bytes, size, &faults);
    bug_assert((status == OK) == (faults.total == 0));
    if (status == OK)
        check(&scenario);
    scenario_free(&scenario);
    return 0;
}
