/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/plan/source.h"

#include "sim/support/status.h"

const char *source_name(enum source source)
{
    static const char *const names[SOURCE_COUNT] = {[SOURCE_REP] = "rep",
                                                    [SOURCE_BOOK] = "book",
                                                    [SOURCE_RETURNED] = "returned",
                                                    [SOURCE_REFERRED] = "referred",
                                                    [SOURCE_WINBACK] = "winback"};
    bug_assert(source >= 0 && source < SOURCE_COUNT);
    return names[source];
}
