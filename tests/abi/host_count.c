/*
 * Several things, each done a number of times between two marks, for a program that counts instructions from mark to mark
 * (valgrind --tool=callgrind --dump-before=mark). As many times before the first mark: caches, tables and memory are warm.
 * Host PCM only: neither FFmpeg nor a device nor loading takes part.
 *   host_count WHAT KIND TIMES [WHAT KIND TIMES ...]
 *   block KIND         unity gain mono pieces crossfade gap; a block is 480 stereo frames
 *                      limiter-idle limiter-near limiter-tone limiter-noise: at a gain, through the limiter, with nothing above the ceiling
 *                      (peaks far below it, or near), a low tone above it, or noise above it
 *                      metered: as gain, with the meters on
 *   edit SEGMENTS      a split and its undo on a timeline of so many segments
 *   long SEGMENTS      the same where the media are six times as long: must cost the same
 *   paged SECONDS      the same with a segment for every page of so much media: planted, its cost grows with length
 *   mixed SEGMENTS     the same with 8 lanes of 100 items each and a transition at every second cut
 *   compile SEGMENTS   one publication of so many segments without a change of them
 */
#define _POSIX_C_SOURCE 199309L
#include "check.h"

#include <string.h>
#include <time.h>

#define RATE 48000
#define FRAMES 480
#define PAGE_FRAMES 16384

static seam_engine *engine;
static const char *kind;

/* What is counted lies between two calls of this. */
static __attribute__((noinline)) void mark(void) { __asm__ volatile(""); }

static int is(const char *name) { return strcmp(kind, name) == 0; }

static void set_tone(uint32_t clip, int64_t frames, uint32_t channels)
{
    float *samples = malloc((size_t)frames * channels * sizeof(float));
    int64_t i;
    CHECK(samples != NULL);
    for (i = 0; i < frames * (int64_t)channels; i++) samples[i] = (float)(i % 97) / 97.0f - 0.5f;
    OK(seam_clip_set_pcm(engine, clip, samples, (uint64_t)frames, channels, RATE));
    free(samples);
}

/* A tone of 440 Hz, or noise, whose largest sample is 0.5. */
static void set_sound(uint32_t clip, int64_t frames, int noise)
{
    float *samples = malloc((size_t)frames * 2 * sizeof(float));
    uint32_t random = 1;
    int64_t i;
    double sine = 0, cosine = 0.5;
    const double step_sine = 0.05756402695956728, step_cosine = 0.9983418166140283; /* of 2 pi 440 / 48000 */
    CHECK(samples != NULL);
    for (i = 0; i < frames; i++) {
        double next = sine * step_cosine + cosine * step_sine;
        cosine = cosine * step_cosine - sine * step_sine;
        sine = next;
        random = random * 1664525u + 1013904223u;
        samples[2 * i] = samples[2 * i + 1] = noise ? (float)(random >> 8) / 16777216.0f - 0.5f : (float)sine;
    }
    OK(seam_clip_set_pcm(engine, clip, samples, (uint64_t)frames, 2, RATE));
    free(samples);
}

static void set_limiter(void)
{
    seam_master master;
    memset(&master, 0, sizeof master);
    master.struct_size = sizeof master;
    master.limiter = 1;
    master.ceiling_db = -1;
    OK(seam_set_master(engine, &master));
}

static void set_timeline(uint32_t count, double seconds, double gain)
{
    seam_segment *list = calloc(count, sizeof *list);
    uint32_t i;
    CHECK(list != NULL);
    for (i = 0; i < count; i++) {
        list[i].struct_size = sizeof list[i];
        list[i].clip = is("gap") ? 0 : 1;
        list[i].in_seconds = 0.1 * (double)(i % 7);
        list[i].out_seconds = list[i].in_seconds + seconds;
        list[i].speed = 1;
        list[i].gain_db = gain;
    }
    OK(seam_timeline_set(engine, list, count));
    free(list);
}

/* The callback takes what was published, and the loader has time to follow: a timeline that it still holds would cost the next edit
   memory for one more, by chance. */
static void settle(void)
{
    static float output[FRAMES * 2];
    struct timespec rest = {0, 2000000};
    OK(seam_render(engine, output, 1));
    nanosleep(&rest, NULL);
}

/* The timeline, a few times: what the engine keeps of memory for timelines is there before anything is counted. */
static void warm_timeline(uint32_t count)
{
    int i;
    for (i = 0; i < 5; i++) {
        set_timeline(count, 2, 0);
        settle();
    }
}

static void blocks(long times)
{
    static float output[FRAMES * 2];
    long i;
    if (strncmp(kind, "limiter", 7) == 0) {
        set_sound(1, RATE * 20, is("limiter-noise"));
        set_limiter();
    } else set_tone(1, RATE * 20, is("mono") ? 1 : 2);
    if (is("pieces")) set_timeline(2000, 0.005, 0); /* each block crosses two cuts, declicked */
    else set_timeline(1, 15, is("gain") || is("metered") || is("limiter-idle") ? -3 : is("limiter-near") ? 3 : strncmp(kind, "limiter", 7) == 0 ? 9 : 0);
    if (is("metered")) OK(seam_set_meters(engine, 1));
    OK(seam_play(engine));
    for (i = 0; i < 20; i++) OK(seam_render(engine, output, FRAMES)); /* the start's fade is over */
    for (i = 0; i < 2 * times; i++) {
        if (i == times) mark();
        /* A seek a block: each begins a crossfade of 15 ms, a block is 10. */
        if (is("crossfade")) OK(seam_seek_frame(engine, RATE + (i % 100) * FRAMES));
        else if (i % 500 == 0) OK(seam_seek_frame(engine, RATE));
        OK(seam_render(engine, output, FRAMES));
    }
}

/* As one step of undo and one publication. */
static void add_mix(uint32_t segments)
{
    seam_segment *list = calloc(segments, sizeof *list);
    seam_lane lane_spec;
    seam_item item;
    uint32_t i, found;
    int64_t lane = 0;
    CHECK(list != NULL);
    list[0].struct_size = sizeof *list;
    OK(seam_timeline_get(engine, list, segments, &found));
    OK(seam_begin_edits(engine));
    for (i = 1; i < segments; i += 2) OK(seam_set_transition(engine, list[i].id, SEAM_TRANSITION_EQUAL_POWER, 0.1));
    memset(&lane_spec, 0, sizeof lane_spec);
    lane_spec.struct_size = sizeof lane_spec;
    memset(&item, 0, sizeof item);
    item.struct_size = sizeof item;
    item.clip = 1;
    item.out_seconds = 0.1;
    for (i = 0; i < 800; i++) {
        if (i % 100 == 0) OK(seam_add_lane(engine, i / 100, &lane_spec, &lane));
        item.lane = lane;
        item.start_seconds = 0.3 * (i % 100);
        OK(seam_add_item(engine, &item, NULL));
    }
    OK(seam_end_edits(engine));
    free(list);
}

static void edits(long times, int64_t media_seconds, uint32_t segments, int mixed)
{
    int64_t right;
    long i;
    set_tone(1, RATE * media_seconds, 2);
    warm_timeline(segments);
    if (mixed) add_mix(segments);
    for (i = 0; i < 2 * times; i++) {
        if (i == times) mark();
        OK(seam_split(engine, 1.0, &right));
        settle();
        OK(seam_undo(engine));
        settle();
    }
}

static void compiles(long times)
{
    seam_mix mix;
    long i;
    memset(&mix, 0, sizeof mix);
    mix.struct_size = sizeof mix;
    set_tone(1, RATE * 20, 2);
    warm_timeline((uint32_t)atol(kind));
    for (i = 0; i < 2 * times; i++) {
        if (i == times) mark();
        OK(seam_clip_set_track_mix(engine, 1, 0, &mix));
        settle();
    }
}

static void count(const char *what, long times)
{
    seam_config config;
    memset(&config, 0, sizeof config);
    config.struct_size = sizeof config;
    OK(seam_config_default(&config));
    config.loader_threads = 1;
    OK(seam_create(&config, &engine));
    if (strcmp(what, "block") == 0) blocks(times);
    else if (strcmp(what, "compile") == 0) compiles(times);
    else if (strcmp(what, "long") == 0) edits(times, 120, (uint32_t)atol(kind), 0);
    else if (strcmp(what, "paged") == 0) edits(times, atol(kind), (uint32_t)(atol(kind) * RATE / PAGE_FRAMES), 0);
    else edits(times, 20, (uint32_t)atol(kind), strcmp(what, "mixed") == 0);
    mark();
    OK(seam_destroy(engine));
}

int main(int arguments, char **argument)
{
    int i;
    CHECK(arguments > 1 && arguments % 3 == 1);
    for (i = 1; i < arguments; i += 3) {
        kind = argument[i + 1];
        count(argument[i], atol(argument[i + 2]));
    }
    return 0;
}
