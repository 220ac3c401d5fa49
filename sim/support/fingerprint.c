/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/support/fingerprint.h"

uint64_t fingerprint_of(const void *bytes, size_t size)
{
    const unsigned char *byte = bytes;
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ byte[i]) * UINT64_C(0x100000001b3);
    return hash;
}
