/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fingerprints: FNV-1a, 64 bits. They tell whether a file changed; they do not resist an attacker.
 * Example: no bytes give cbf29ce484222325, the letter a gives af63dc4c8601ec8c.
 */
#ifndef PLATEAU_SUPPORT_FINGERPRINT_H
#define PLATEAU_SUPPORT_FINGERPRINT_H

#include <stddef.h>
#include <stdint.h>

/* The fingerprint of size bytes. Cannot fail. */
uint64_t fingerprint_of(const void *bytes, size_t size);

#endif
