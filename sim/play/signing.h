/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signing: the clients that the seats of a chunk's plays sign in a month, and of the leads they turn away those that
 * will sign later. Client j of a seat and month exists where the seat's word reaches bound j: lanes are sifted layer
 * by layer, without a branch per lane.
 */
#ifndef PLATEAU_PLAY_SIGNING_H
#define PLATEAU_PLAY_SIGNING_H

#include <stdint.h>

#include "sim/play/clients.h"
#include "sim/play/engine.h"
#include "sim/play/lane_words.h"
#include "sim/play/staff.h"

struct signing {
    struct clients clients; /* the batch being filled */
    int32_t *hired;         /* owned: [seat of any class]: month of hire; where reps quit staff.h knows better */
    uint32_t *words;        /* owned: [signups, returning][seat of any class][month of four][lane] */
    size_t seats;
};

/* Returns ERR_MEMORY; then *self is empty. */
enum status signing_init(struct signing *self, const struct engine *engine) MUST_USE;
void signing_free(struct signing *self);

/* Signs, and posts the lives of, all clients of a month (call for every month from 1 on). Returns ERR_MEMORY. */
enum status signing_month(struct signing *self, const struct engine *engine, const struct staff *staff,
                          const struct lanes *lanes, int month, const struct clients_books *books) MUST_USE;

#endif
