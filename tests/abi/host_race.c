/*
 * Engines come and go while other threads render from, edit, wait for and export from handles that may be dead already:
 * every call ends with a status that fits, none crashes, and at the end everything is closed.
 *   host_race MILLISECONDS   longer, a minute at most, until each kind of call has met a living engine and a dead one
 */
#define _GNU_SOURCE
#include "check.h"
#include "seamline.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

#define RATE 48000
#define FRAMES 480
#define WORKERS 4

static seam_engine *current;      /* the newest engine, perhaps destroyed already */
static seam_offline *current_offline;
static int stop;
static long rendered, edited, exported, refused;

static seam_engine *engine_now(void) { return __atomic_load_n(&current, __ATOMIC_ACQUIRE); }

static int stopping(void) { return __atomic_load_n(&stop, __ATOMIC_ACQUIRE); }

static void count(seam_status status, seam_status also, long *done)
{
    CHECK(status == SEAM_OK || status == SEAM_INVALID_HANDLE || status == SEAM_CANCELLED || status == also);
    __atomic_add_fetch(status == SEAM_OK ? done : &refused, 1, __ATOMIC_RELAXED);
}

static void *render(void *unused)
{
    float block[FRAMES * 2];
    (void)unused;
    while (!stopping()) count(seam_render(engine_now(), block, FRAMES), SEAM_INVALID_STATE, &rendered);
    return NULL;
}

static void *edit(void *unused)
{
    seam_stats stats;
    int64_t right;
    (void)unused;
    stats.struct_size = sizeof stats;
    while (!stopping()) {
        seam_engine *engine = engine_now();
        count(seam_split(engine, 0.5, &right), SEAM_INVALID_ARGUMENT, &edited);
        count(seam_undo(engine), SEAM_INVALID_STATE, &edited);
        count(seam_get_stats(engine, &stats), SEAM_OK, &edited);
        count(seam_wait_ready(engine, RATE, 1), SEAM_TIMED_OUT, &edited);
    }
    return NULL;
}

static void *export(void *unused)
{
    float block[FRAMES * 2];
    (void)unused;
    while (!stopping()) {
        seam_offline *offline = NULL;
        seam_status status = seam_offline_open(engine_now(), 0, &offline);
        count(status, SEAM_OK, &exported);
        if (status != SEAM_OK) continue;
        count(seam_offline_render(offline, 100, block, FRAMES), SEAM_CANCELLED, &exported);
        __atomic_store_n(&current_offline, offline, __ATOMIC_RELEASE);
        count(seam_offline_close(offline), SEAM_OK, &exported);
        /* Dead for certain now, whatever became of its row. */
        EXPECT(SEAM_INVALID_HANDLE, seam_offline_render(offline, 0, block, FRAMES));
    }
    return NULL;
}

static void *meddle(void *unused)
{
    (void)unused;
    while (!stopping()) count(seam_offline_close(__atomic_load_n(&current_offline, __ATOMIC_ACQUIRE)), SEAM_OK, &exported);
    return NULL;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int met(const long *kind) { return __atomic_load_n(kind, __ATOMIC_RELAXED) > 0; }

static int met_all(void) { return met(&rendered) && met(&edited) && met(&exported) && met(&refused); }

int main(int argc, char **argv)
{
    static float samples[RATE * 2];
    void *(*const work[WORKERS])(void *) = { render, edit, export, meddle };
    pthread_t threads[WORKERS];
    seam_engine *engine = NULL;
    seam_segment segment;
    double end;
    long engines = 0;
    int i;
    CHECK(argc == 2);
    end = seconds() + atol(argv[1]) / 1000.0;
    memset(&segment, 0, sizeof segment);
    segment.struct_size = sizeof segment;
    segment.clip = 1;
    segment.out_seconds = 1;
    segment.speed = 1;
    for (i = 0; i < WORKERS; i++) CHECK(pthread_create(&threads[i], NULL, work[i], NULL) == 0);
    while (seconds() < end || (!met_all() && seconds() < end + 60)) {
        seam_config config;
        config.struct_size = sizeof config;
        OK(seam_config_default(&config));
        config.budget_bytes = 64 << 20;
        OK(seam_create(&config, &engine));
        OK(seam_clip_set_pcm(engine, 1, samples, RATE, 2, RATE));
        OK(seam_timeline_set(engine, &segment, 1));
        OK(seam_play(engine));
        __atomic_store_n(&current, engine, __ATOMIC_RELEASE);
        if (engines % 3 == 0) OK(seam_output_open_null(engine, 64, 1000));
        if (engines % 6 == 0) OK(seam_output_close(engine));
        nanosleep(&(struct timespec) { 0, 3000000 }, NULL);
        OK(seam_destroy(engine));
        EXPECT(SEAM_INVALID_HANDLE, seam_destroy(engine));
        engines++;
    }
    __atomic_store_n(&stop, 1, __ATOMIC_RELEASE);
    for (i = 0; i < WORKERS; i++) CHECK(pthread_join(threads[i], NULL) == 0);
    printf("engines %ld\nrendered %ld\nedited %ld\nexported %ld\nrefused %ld\n", engines, rendered, edited, exported, refused);
    return 0;
}
