/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scripted draws: words from a list instead of the generator, so that any branch can be forced. */
#ifndef PLATEAU_TESTS_VERIFY_SCRIPT_H
#define PLATEAU_TESTS_VERIFY_SCRIPT_H

#include "sim/play/draw.h"

#define SCRIPT_ANY UINT32_MAX

/* What a block holds for a purpose and, where given, a third and fourth counter word. */
struct script_rule {
    uint32_t purpose; /* enum purpose, or one plus PURPOSE_REFINE; or script_nth */
    uint32_t third, fourth;
    uint32_t word[WORDS];
};

/* The last rule that fits holds; where none does, the middle of the uniforms. */
struct script {
    const struct script_rule *rule;
    size_t count;
};

/* self must outlive it. */
struct draw_source script_source(const struct script *self);

/* Only the blocks of a purpose with this first counter word (of children and offers: the n-th). */
uint32_t script_nth(uint32_t purpose, uint32_t first);

/* The word whose uniform is nearest to u. */
uint32_t script_word(double u);

#endif
