/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* sched_getaffinity */
#include "sim/support/workers.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "sim/support/memory.h"

/* Set from a signal handler, so it must be lock-free. */
static atomic_int stop_requested;
_Static_assert(ATOMIC_INT_LOCK_FREE == 2, "workers_stop would not be safe in a signal handler");

struct pool {
    const struct workers_job *job;
    size_t chunks;
    atomic_size_t next; /* the first chunk nobody has taken */
    pthread_mutex_t lock;
    pthread_cond_t turn; /* merged or status has changed */
    size_t merged;       /* under lock: chunks merged so far, and so the next to merge */
    enum status status;  /* under lock: the first failure */
};

struct worker {
    struct pool *pool;
    void *scratch;
    pthread_t thread;
};

/* Waits for the chunk's turn, then merges it or records its failure. Returns the pool's status. */
static enum status take_turn(struct pool *pool, const void *scratch, size_t chunk, enum status status)
{
    const struct workers_job *job = pool->job;
    pthread_mutex_lock(&pool->lock);
    /* A failure waits for its turn too: which failure is the first does not depend on the threads. */
    while (pool->merged != chunk && pool->status == OK)
        pthread_cond_wait(&pool->turn, &pool->lock);
    if (pool->status == OK && status != OK)
        pool->status = status;
    else if (pool->status == OK) {
        job->merge(job->shared, scratch, chunk);
        pool->merged++;
        if (job->progress)
            job->progress(job->shared, pool->merged, pool->chunks);
    }
    status = pool->status;
    pthread_cond_broadcast(&pool->turn);
    pthread_mutex_unlock(&pool->lock);
    return status;
}

static void note_stop(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    if (pool->status == OK)
        pool->status = ERR_STOPPED;
    pthread_cond_broadcast(&pool->turn);
    pthread_mutex_unlock(&pool->lock);
}

static void *work(void *argument)
{
    struct worker *self = argument;
    struct pool *pool = self->pool;
    enum status status = OK;
    while (status == OK) {
        if (atomic_load(&stop_requested)) {
            note_stop(pool);
            break;
        }
        size_t chunk = atomic_fetch_add(&pool->next, 1);
        if (chunk >= pool->chunks)
            break;
        status = pool->job->work(pool->job->shared, self->scratch, chunk);
        status = take_turn(pool, self->scratch, chunk, status);
    }
    return NULL;
}

enum status workers_run(const struct workers_job *job, size_t chunks, size_t threads, void *const *scratch)
{
    struct pool pool = {.job = job, .chunks = chunks};
    bug_assert(threads >= 1);
    if (threads > chunks)
        threads = chunks ? chunks : 1;
    struct worker *worker = memory_array(threads, sizeof *worker);
    if (!worker)
        return ERR_MEMORY;
    if (pthread_mutex_init(&pool.lock, NULL) != 0) {
        free(worker);
        return ERR_MEMORY;
    }
    if (pthread_cond_init(&pool.turn, NULL) != 0) {
        pthread_mutex_destroy(&pool.lock);
        free(worker);
        return ERR_MEMORY;
    }
    /* The calling thread is worker 0, so a system that gives no threads only makes it slower. */
    size_t started = 1;
    for (size_t i = 0; i < threads; i++)
        worker[i] = (struct worker){.pool = &pool, .scratch = scratch[i]};
    while (started < threads && pthread_create(&worker[started].thread, NULL, work, &worker[started]) == 0)
        started++;
    work(&worker[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(worker[i].thread, NULL);
    pthread_cond_destroy(&pool.turn);
    pthread_mutex_destroy(&pool.lock);
    free(worker);
    if (pool.status == OK && atomic_load(&stop_requested))
        return ERR_STOPPED;
    return pool.status;
}

void workers_stop(void)
{
    atomic_store(&stop_requested, 1);
}

void workers_resume(void)
{
    atomic_store(&stop_requested, 0);
}

size_t workers_available(void)
{
#ifdef __linux__
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return (size_t)CPU_COUNT(&set);
#endif
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (size_t)online : 1;
}
