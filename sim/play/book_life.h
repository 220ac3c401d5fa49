/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The book lives on: the rest of the lives of the clients that the plan starts with, in every play of a chunk. */
#ifndef PLATEAU_PLAY_BOOK_LIFE_H
#define PLATEAU_PLAY_BOOK_LIFE_H

#include "sim/play/clients.h"
#include "sim/play/engine.h"
#include "sim/play/lane_words.h"

/* Draws and posts them. Returns ERR_MEMORY if the survivors found no room, and as waiting_add. */
enum status book_life_post(const struct engine *engine, const struct lanes *lanes,
                           const struct clients_books *books) MUST_USE;

#endif
