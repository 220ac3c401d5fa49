/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The course of the seats: expected reps, output and hires of a class, month by month to SEATS_MONTHS and for ever.
 * Exact: the chances of one seat's state (age of its rep, or months until its refill) are stepped from month to month;
 * seats that are there in the same months are in the same state, and 300 of them cost as much as one.
 * Under values that stay a seat is a renewal process: a rep stays 1/quit months on average, then nobody for `refill`.
 * Example: quit 5 %, refill 2: a seat is occupied 20 months of 22 and hires 1/22 times a month.
 * Source: design section 3, "Reps".
 */
#ifndef PLATEAU_PLAN_SEATS_COURSE_H
#define PLATEAU_PLAN_SEATS_COURSE_H

#include "sim/plan/seats.h"

/* Fills expected and steady from count, ramp, refill and quit. Returns ERR_MEMORY; self is the caller's to free. */
enum status seats_course(struct seats *self) MUST_USE;

#endif
