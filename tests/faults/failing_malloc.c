/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/faults/failing_malloc.h"

#include <csv.h>
#include <errno.h>
#include <gsl/gsl_integration.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The linker's --wrap sends calls of f to __wrap_f, and calls of __real_f to f.
 * NOLINTBEGIN(bugprone-reserved-identifier)
 */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t size);
void __real_free(void *block);
void __real_csv_free(struct csv_parser *parser);
FILE *__real_fdopen(int fd, const char *mode);
FILE *__real_open_memstream(char **text, size_t *size);
FILE *__real_tmpfile(void);
gsl_integration_workspace *__real_gsl_integration_workspace_alloc(size_t size);
int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument);

enum { SLOTS = 1 << 16 }; /* far more than any stage keeps at once; a power of two */

static struct {
    pthread_mutex_t lock;
    bool listing, persists;
    size_t fail_at, asked, refused, aligned;
    void *slot[SLOTS]; /* a hash table with linear probing */
    size_t live;
} state = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* ---- the list --------------------------------------------------------------------------------------------- */

static size_t home_of(const void *block)
{
    return (size_t)(((uint64_t)(uintptr_t)block * UINT64_C(0x9e3779b97f4a7c15)) >> 40) % SLOTS;
}

static void *add(void *block)
{
    pthread_mutex_lock(&state.lock);
    if (state.listing && block != NULL && state.live < SLOTS / 2) {
        size_t at = home_of(block);
        while (state.slot[at] != NULL)
            at = (at + 1) % SLOTS;
        state.slot[at] = block;
        state.live++;
    }
    pthread_mutex_unlock(&state.lock);
    return block;
}

/* Closes the gap at `hole`: those behind it that could not stand nearer to their home move up. */
static void close_gap(size_t hole)
{
    for (size_t at = (hole + 1) % SLOTS; state.slot[at] != NULL; at = (at + 1) % SLOTS)
        if ((at - home_of(state.slot[at])) % SLOTS >= (at - hole) % SLOTS) {
            state.slot[hole] = state.slot[at];
            hole = at;
        }
    state.slot[hole] = NULL;
}

static bool take_off(const void *block)
{
    bool found = false;
    pthread_mutex_lock(&state.lock);
    for (size_t at = home_of(block); block != NULL && state.slot[at] != NULL && !found; at = (at + 1) % SLOTS)
        if (state.slot[at] == block) {
            found = true;
            close_gap(at);
            state.live--;
        }
    pthread_mutex_unlock(&state.lock);
    return found;
}

/* Counts a request; true if it is to be refused. */
static bool refused(void)
{
    pthread_mutex_lock(&state.lock);
    state.asked += state.listing;
    bool refuse = state.listing && state.fail_at > 0 &&
                  (state.persists ? state.asked >= state.fail_at : state.asked == state.fail_at);
    state.refused += refuse;
    pthread_mutex_unlock(&state.lock);
    if (refuse)
        errno = ENOMEM;
    return refuse;
}

void failing_malloc_start(size_t n, bool persists)
{
    pthread_mutex_lock(&state.lock);
    state.fail_at = n;
    state.persists = persists;
    state.asked = state.refused = state.aligned = 0;
    state.listing = true;
    if (state.live > 0) /* what a failed test left behind is not the next one's */
        memset(state.slot, 0, sizeof state.slot);
    state.live = 0;
    pthread_mutex_unlock(&state.lock);
}

size_t failing_malloc_stop(void)
{
    pthread_mutex_lock(&state.lock);
    state.listing = false;
    size_t count = state.refused;
    pthread_mutex_unlock(&state.lock);
    return count;
}

size_t failing_malloc_live(void)
{
    return state.live;
}

size_t failing_malloc_asked(void)
{
    return state.asked;
}

size_t failing_malloc_aligned(void)
{
    return state.aligned;
}

/* ---- what our calls meet ---------------------------------------------------------------------------------- */

void *__wrap_malloc(size_t size)
{
    return refused() ? NULL : add(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return refused() ? NULL : add(__real_calloc(count, size));
}

void *__wrap_realloc(void *old, size_t size)
{
    if (refused())
        return NULL;
    bool listed = take_off(old); /* before: afterwards another thread may have the same address */
    void *fresh = __real_realloc(old, size);
    if (fresh == NULL && listed)
        add(old);
    return fresh ? add(fresh) : NULL;
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    state.aligned++; /* only the main thread asks for large blocks */
    return refused() ? NULL : add(__real_aligned_alloc(alignment, size));
}

char *__wrap_strdup(const char *text)
{
    return refused() ? NULL : add(__real_strdup(text));
}

char *__wrap_strndup(const char *text, size_t size)
{
    return refused() ? NULL : add(__real_strndup(text, size));
}

void __wrap_free(void *block)
{
    take_off(block);
    __real_free(block);
}

/* libcsv frees, inside, what it got from our realloc. */
void __wrap_csv_free(struct csv_parser *parser)
{
    csv_set_free_func(parser, __wrap_free);
    __real_csv_free(parser);
}

FILE *__wrap_fdopen(int fd, const char *mode)
{
    return refused() ? NULL : __real_fdopen(fd, mode);
}

FILE *__wrap_open_memstream(char **text, size_t *size)
{
    return refused() ? NULL : __real_open_memstream(text, size);
}

FILE *__wrap_tmpfile(void)
{
    return refused() ? NULL : __real_tmpfile();
}

gsl_integration_workspace *__wrap_gsl_integration_workspace_alloc(size_t size)
{
    return refused() ? NULL : __real_gsl_integration_workspace_alloc(size);
}

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
    return refused() ? EAGAIN : __real_pthread_create(thread, attributes, start, argument);
}
/* NOLINTEND(bugprone-reserved-identifier) */
