/*
 * An afternoon of cutting in a minute: a long recording in a small budget, pulled at a multiple of its speed by a thread of
 * its own while this one seeks and edits at random.
 *   host_soak MEDIA SECONDS SPEED BUDGET_MIB ACTIONS EVICTED
 * ACTIONS in SECONDS; then more, each ACTIONS of them in twice the time, until EVICTED pages have made room for others, four times at most: on a
 * machine with so much else to do that loaders finish nothing between two actions.
 * With SOAK_LOG in the environment every miss is printed on standard error. Linux. Prints "name value" lines:
 *   early_miss_us   most audio missed in the first tenth of a second after one action, as time at the pulled speed
 *   early_misses    actions after which some audio was missed in that tenth
 *   late_frames     frames missed later than that
 *   played_frames   what was asked for meanwhile
 *   peak_bytes, budget_bytes, resident_kib (the most there ever was), length_seconds, evicted, lag_us (of the pulling thread)
 */
#define _GNU_SOURCE
#include "check.h"

#include <math.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

#define RATE 48000
#define BLOCK 480
#define EARLY_NS 100000000LL /* at most; two thirds of the time between two actions where that is less */

static seam_engine *engine;
static double speed;
static volatile int finished; /* the control thread writes, the pulling thread reads; no order needed */
static long long worst_lag;

static long long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void sleep_until(long long at)
{
    struct timespec t;
    t.tv_sec = at / 1000000000LL;
    t.tv_nsec = at % 1000000000LL;
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL);
}

static void *pull(void *unused)
{
    static float output[BLOCK * 2];
    long long next = now();
    long long step = (long long)(1e9 * BLOCK / RATE / speed);
    (void)unused;
    while (!finished) {
        long long lag;
        OK(seam_render(engine, output, BLOCK));
        next += step;
        lag = now() - next;
        if (lag > worst_lag) worst_lag = lag;
        if (lag > 5000000) next += lag; /* a preempted device does not ask for the past */
        sleep_until(next);
    }
    return NULL;
}

static unsigned long long seed = 88172645463325252ULL;

static double random_below(double end)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (double)(seed >> 11) / 9007199254740992.0 * end;
}

static seam_stats stats(void)
{
    seam_stats f;
    memset(&f, 0, sizeof f);
    f.struct_size = sizeof f;
    OK(seam_get_stats(engine, &f));
    CHECK(f.held_bytes <= f.budget_bytes && f.peak_bytes <= f.budget_bytes);
    return f;
}

static void build(double seconds)
{
    seam_segment list[36];
    double piece = seconds / 36;
    int i;
    memset(list, 0, sizeof list);
    for (i = 0; i < 36; i++) {
        list[i].struct_size = sizeof list[i];
        list[i].clip = 1;
        list[i].in_seconds = i * piece;
        list[i].out_seconds = (i + 1) * piece;
        list[i].speed = 1;
    }
    OK(seam_timeline_set(engine, list, 36));
}

static void act(long number, double length, double seconds)
{
    seam_segment s;
    uint32_t index;
    int64_t id;
    double at = random_below(length);
    memset(&s, 0, sizeof s);
    s.struct_size = sizeof s;
    switch (number % 8) {
    case 0: case 3: case 6: OK(seam_seek(engine, at)); break;
    case 1: OK(seam_ripple_delete(engine, at, at + 1 + random_below(30))); break;
    case 2: OK(seam_split(engine, at, &id)); break;
    case 4:
        OK(seam_segment_at(engine, (int64_t)(at * RATE), &s, &index));
        OK(seam_move_segment(engine, s.id, (uint32_t)random_below(30)));
        break;
    case 5: OK(seam_undo(engine)); break;
    default:
        if (length < seconds / 2) build(seconds);
        else OK(seam_ripple_delete(engine, at, at + random_below(2)));
        break;
    }
}

static long resident_kib(void)
{
    char line[256];
    long kib = -1;
    FILE *file = fopen("/proc/self/status", "r");
    CHECK(file != NULL);
    while (fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "VmHWM:", 6) == 0) kib = strtol(line + 6, NULL, 10);
    }
    fclose(file);
    return kib;
}

int main(int count, char **arguments)
{
    seam_config config;
    seam_track track;
    pthread_t thread;
    int64_t frames = 0, evicted;
    double seconds, worst = 0;
    long actions, i, misses = 0, late = 0;
    long long begin, step, early_ns;

    CHECK(count == 7);
    speed = atof(arguments[3]);
    actions = atol(arguments[5]);
    memset(&config, 0, sizeof config);
    config.struct_size = sizeof config;
    OK(seam_config_default(&config));
    config.budget_bytes = atoll(arguments[4]) << 20;
    OK(seam_create(&config, &engine));
    memset(&track, 0, sizeof track);
    track.struct_size = sizeof track;
    track.path = arguments[1];
    track.stream = SEAM_BEST_STREAM;
    OK(seam_clip_set_media(engine, 1, &track, 1));
    OK(seam_clip_frames(engine, 1, &frames));
    seconds = (double)frames / RATE;
    build(seconds);
    OK(seam_play(engine));
    OK(seam_wait_ready(engine, RATE, 10000));
    CHECK(pthread_create(&thread, NULL, pull, NULL) == 0);

    sleep_until(now() + 1000000000LL); /* the look through the file has its time: a person is not quicker */
    begin = now();
    step = (long long)(atof(arguments[2]) * 1e9 / (double)actions);
    early_ns = step * 2 / 3 < EARLY_NS ? step * 2 / 3 : EARLY_NS;
    for (i = 0; i < actions || (i < 5 * actions && stats().pages_evicted < atoll(arguments[6])); i++) {
        int64_t length, before, early, after;
        double missed;
        if (i > 0 && i % actions == 0) step *= 2;
        OK(seam_length(engine, &length));
        before = stats().miss_frames;
        act(i, (double)length / RATE, seconds);
        sleep_until(begin + early_ns);
        early = stats().miss_frames;
        begin += step;
        sleep_until(begin);
        after = stats().miss_frames;
        late += (long)(after - early);
        missed = (double)(early - before) / RATE / speed;
        if (missed > 0) misses++;
        if (missed > worst) worst = missed;
        if (getenv("SOAK_LOG") != NULL && after != before)
            fprintf(stderr, "action %ld (kind %ld): %ld frames early, %ld late\n", i, i % 8, (long)(early - before), (long)(after - early));
    }

    finished = 1;
    pthread_join(thread, NULL);
    evicted = stats().pages_evicted;
    printf("early_miss_us %ld\nearly_misses %ld\nlate_frames %ld\n", (long)(worst * 1e6), misses, late);
    printf("played_frames %lld\n", (long long)stats().blocks * BLOCK);
    printf("peak_bytes %lld\nbudget_bytes %lld\n", (long long)stats().peak_bytes, (long long)stats().budget_bytes);
    printf("resident_kib %ld\nlength_seconds %ld\nevicted %lld\n", resident_kib(), (long)seconds, (long long)evicted);
    printf("lag_us %lld\ncollections %lld\n", worst_lag / 1000, (long long)stats().collections);
    OK(seam_destroy(engine));
    return 0;
}
