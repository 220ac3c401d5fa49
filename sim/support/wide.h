/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * WIDEST: compile a function for several vector widths and take the widest that the machine at hand has. Only for
 * loops whose results do not depend on the width: integers, and doubles summed in fixed lanes without fused
 * multiply-add (-ffp-contract=off).
 * Sanitizers cannot follow the resolver that picks the version, and clang 14 has no such attribute for C.
 */
#ifndef PLATEAU_SUPPORT_WIDE_H
#define PLATEAU_SUPPORT_WIDE_H

#if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
#define WIDEST __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define WIDEST
#endif

#endif
