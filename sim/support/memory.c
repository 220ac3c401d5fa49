/* SPDX-License-Identifier: GPL-3.0-or-later */
#if defined(__linux__)
#define _DEFAULT_SOURCE /* NOLINT(bugprone-reserved-identifier): glibc's switch for madvise */
#endif
#include "sim/support/memory.h"

#include <stdint.h>
#include <stdlib.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

enum { FIRST_ROOM = 8 };

void *memory_array(size_t count, size_t size)
{
    /* calloc checks the product; asking for nothing still gives a pointer that can be freed. */
    return calloc(count ? count : 1, size ? size : 1);
}

void *memory_grid(size_t rows, size_t columns, size_t size)
{
    if (columns != 0 && rows > SIZE_MAX / columns)
        return NULL;
    return memory_array(rows * columns, size);
}

void *memory_large(size_t rows, size_t columns, size_t size)
{
    static const size_t LARGE_PAGE = (size_t)2 << 20;
    size_t cells = columns != 0 && rows > SIZE_MAX / columns ? SIZE_MAX : rows * columns;

    if (cells > (SIZE_MAX - LARGE_PAGE) / (size ? size : 1))
        return NULL;
    size_t bytes = cells * size;
    if (bytes < LARGE_PAGE)
        return memory_array(cells, size);
    bytes = (bytes + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    void *block = aligned_alloc(LARGE_PAGE, bytes);
    if (block == NULL)
        return NULL;
#if defined(__linux__)
    (void)madvise(block, bytes, MADV_HUGEPAGE); /* a wish: without it the block is as good, but slower to touch */
#endif
    return block;
}

enum status memory_grow(void **array, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return OK;
    size_t wanted = *room ? *room : FIRST_ROOM / 2;
    if (size == 0 || wanted > SIZE_MAX / 2 / size)
        return ERR_MEMORY;
    wanted *= 2;
    void *grown = realloc(*array, wanted * size);
    if (!grown)
        return ERR_MEMORY;
    *array = grown;
    *room = wanted;
    return OK;
}
