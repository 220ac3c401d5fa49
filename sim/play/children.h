/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Children: the clients whom other clients brought and whose month has come: off the waiting lists, into new lives. */
#ifndef PLATEAU_PLAY_CHILDREN_H
#define PLATEAU_PLAY_CHILDREN_H

#include "sim/play/clients.h"
#include "sim/play/engine.h"

/* Signs all who wait for a month, with an empty batch as scratch. first: replicate of lane 0. Returns as clients_live.
 */
enum status children_sign(struct clients *batch, const struct engine *engine, size_t first, int month,
                          const struct clients_books *books) MUST_USE;

#endif
