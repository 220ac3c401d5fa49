/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/support/unfinished.h"

#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum { SLOTS = 64, NAME = 4096 };
enum { FREE, CLAIMED, LISTED };

/* A name is written while its slot is CLAIMED: a handler reads LISTED slots only. */
static struct {
    atomic_int state;
    char name[NAME];
} slot[SLOTS];

void unfinished_add(const char *name)
{
    size_t size = strlen(name) + 1;
    if (size > NAME)
        return;
    for (int i = 0; i < SLOTS; i++) {
        int expected = FREE;
        if (!atomic_compare_exchange_strong(&slot[i].state, &expected, CLAIMED))
            continue;
        memcpy(slot[i].name, name, size);
        atomic_store(&slot[i].state, LISTED);
        return;
    }
}

void unfinished_remove(const char *name)
{
    for (int i = 0; i < SLOTS; i++)
        if (atomic_load(&slot[i].state) == LISTED && strcmp(slot[i].name, name) == 0) {
            atomic_store(&slot[i].state, FREE);
            return;
        }
}

void unfinished_unlink(void)
{
    for (int i = 0; i < SLOTS; i++)
        if (atomic_load(&slot[i].state) == LISTED)
            unlink(slot[i].name);
}
