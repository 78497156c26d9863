#define _GNU_SOURCE
#include "harness.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

/*
 * Pulled at the pace of a clock before an edit, as fast as it comes right after it, and then at the clock's pace again: an engine
 * that loads ahead and never makes its caller wait is not asked for more than a device would ask for.
 */
#define FRAMES_BEFORE (8 * GRID)
#define FRAMES_FAST (RATE / 10)
#define FRAMES_AFTER (5 * GRID)
#define CAPTURE_LIMIT (FRAMES_BEFORE + FRAMES_FAST + FRAMES_AFTER + 2 * BLOCK_LIMIT)
#define BLOCKS_LIMIT 8192
#define WHOLE_SECONDS 600
/* Blocks from before an edit are reported as of then. */
#define LONG_AGO_MS 1e6
/* Between closing and opening again, as an editor rests. */
#define REST_MS 100

/* What was delivered around one event. */
static struct {
    float *samples;
    int64_t frames;
    int64_t cut; /* frames of it from before the edit */
    int blocks;
    int block_frames[BLOCKS_LIMIT];
    double block_ms[BLOCKS_LIMIT]; /* since the event began; below 0 before it */
} capture;

static const struct peer *peer;
static const char *folder;
static FILE *events;
static FILE *rendered;
static int64_t rendered_frames;
static struct segment segments[SEGMENTS];
static int count;

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

/* Sleeps, less than a second. */
static void rest(double ms)
{
    struct timespec t = {0, (long)(ms * 1e6)};
    if (ms > 0) nanosleep(&t, NULL);
}

void harness_fail(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    fprintf(stderr, "%s: ", peer != NULL ? peer->name : "harness");
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
    va_end(list);
    exit(1);
}

static FILE *create(const char *name)
{
    char path[4096];
    FILE *file;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "wb");
    if (file == NULL) harness_fail("%s: %s", path, strerror(errno));
    return file;
}

/* Twenty pieces of a 10-minute recording in order, of unequal lengths, with something left out between any two. */
static void make_timeline(void)
{
    int i;
    count = SEGMENTS;
    for (i = 0; i < SEGMENTS; i++) {
        segments[i].in = (int64_t)i * 30 * RATE + (30 + (i * 37) % 50) * GRID;
        segments[i].out = segments[i].in + (int64_t)25 * RATE + (i * 53) % 50 * GRID;
    }
}

static void leave_out(int index)
{
    memmove(&segments[index], &segments[index + 1], (size_t)(count - index - 1) * sizeof segments[0]);
    count--;
}

static int64_t start_of(int index)
{
    int64_t start = 0;
    int i;
    for (i = 0; i < index; i++) start += segments[i].out - segments[i].in;
    return start;
}

static int64_t pull_one(double since)
{
    int64_t frames;
    if (capture.blocks == BLOCKS_LIMIT || capture.frames + BLOCK_LIMIT > CAPTURE_LIMIT) return 0;
    frames = peer->pull(capture.samples + capture.frames * CHANNELS);
    if (frames <= 0) return 0;
    capture.block_ms[capture.blocks] = now_ms() - since;
    capture.block_frames[capture.blocks++] = (int)frames;
    capture.frames += frames;
    return frames;
}

static void pull_fast(double since, int64_t frames)
{
    int64_t end = capture.frames + frames;
    while (capture.frames < end && pull_one(since) > 0) {}
}

/* Until the capture has so many frames. */
static void pull_paced(double since, int64_t until)
{
    double begin = now_ms();
    int64_t first = capture.frames;
    while (capture.frames < until) {
        rest(begin + (double)(capture.frames - first) * 1e3 / RATE - now_ms());
        if (pull_one(since) == 0) harness_fail("nothing comes in the middle of the timeline");
    }
}

static void forget(void)
{
    capture.frames = 0;
    capture.cut = 0;
    capture.blocks = 0;
}

/* A line of JSON for the event and a file of what was heard; written at once, so that a crash later on loses nothing. */
static void tell(const char *name, int64_t position, double call_ms)
{
    char file_name[64];
    FILE *file;
    int i;
    if (capture.frames > 0) {
        snprintf(file_name, sizeof file_name, "%s.f32", name);
        file = create(file_name);
        fwrite(capture.samples, sizeof(float) * CHANNELS, (size_t)capture.frames, file);
        fclose(file);
    }
    fprintf(events, "{\"event\":\"%s\",\"position\":%lld,\"cut\":%lld,\"call_ms\":%.4f,\"segments\":[", name,
            (long long)position, (long long)capture.cut, call_ms);
    for (i = 0; i < count; i++)
        fprintf(events, "%s[%lld,%lld]", i ? "," : "", (long long)segments[i].in, (long long)segments[i].out);
    fprintf(events, "],\"blocks\":[");
    for (i = 0; i < capture.blocks; i++) fprintf(events, "%s[%.4f,%d]", i ? "," : "", capture.block_ms[i], capture.block_frames[i]);
    fprintf(events, "]}\n");
    fflush(events);
}

/* Plays from a frame in segment `playing` for a while, then deletes segment `index`. */
static void edit(const char *name, int playing, int index, int repetition)
{
    int64_t playhead = start_of(playing) + (int64_t)(75 + 13 * repetition) * GRID;
    double begin, called;
    forget();
    peer->seek(playhead, segments, count);
    pull_paced(now_ms() + LONG_AGO_MS, FRAMES_BEFORE);
    capture.cut = capture.frames;
    playhead += capture.frames;
    leave_out(index);
    begin = now_ms();
    peer->remove(index, playhead, segments, count);
    called = now_ms() - begin;
    pull_fast(begin, FRAMES_FAST);
    rest((double)FRAMES_FAST * 1e3 / RATE - (now_ms() - begin));
    pull_paced(begin, capture.cut + FRAMES_AFTER);
    tell(name, playhead, called);
}

static void tell_start(double start_ms)
{
    fprintf(events, "{\"event\":\"start\",\"version\":\"%s\",\"start_ms\":%.3f}\n", peer->version(), start_ms);
    fflush(events);
}

/* Closed before, so that the memory of a command, which ends then, is known. */
static void tell_end(void)
{
    struct rusage self, children;
    peer->close();
    getrusage(RUSAGE_SELF, &self);
    getrusage(RUSAGE_CHILDREN, &children);
    fprintf(events, "{\"event\":\"end\",\"peak_kb\":%ld}\n", self.ru_maxrss > children.ru_maxrss ? self.ru_maxrss : children.ru_maxrss);
    fflush(events);
}

static void open_once(const char *name, const char *media)
{
    double begin, called;
    forget();
    begin = now_ms();
    peer->open(media, folder, segments, count);
    called = now_ms() - begin;
    pull_fast(begin, FRAMES_FAST);
    tell(name, 0, called);
}

/* Opened twice: the first time a process opens anything, and again as an editor does that has been running. */
static void live(const char *media, int repetition)
{
    open_once("first", media);
    peer->close();
    rest(REST_MS);
    open_once("open", media);
    if (peer->remove != NULL) {
        edit("ahead", 4, 6, repetition);
        edit("under", 9, 9, repetition);
    }
    if (peer->settle != NULL) peer->settle();
    tell_end();
}

void harness_sink(const float *interleaved, int64_t frames)
{
    if (fwrite(interleaved, sizeof(float) * CHANNELS, (size_t)frames, rendered) != (size_t)frames) harness_fail("cannot write the render");
    rendered_frames += frames;
}

static void render(const char *media)
{
    double begin, took;
    if (peer->remove != NULL) {
        leave_out(6);
        leave_out(9);
    } else {
        count = 1;
        segments[0].in = 0;
        segments[0].out = (int64_t)WHOLE_SECONDS * RATE;
    }
    rendered = create("render.f32");
    begin = now_ms();
    peer->open(media, folder, segments, count);
    if (peer->render != NULL) {
        peer->render();
    } else {
        int frames;
        while ((frames = peer->pull(capture.samples)) > 0) harness_sink(capture.samples, frames);
    }
    if (fclose(rendered) != 0) harness_fail("cannot write the render");
    took = now_ms() - begin;
    forget();
    tell("render", 0, took);
    tell_end();
}

int harness_main(int argc, char **argv, const struct peer *subject)
{
    double begin, start_ms;
    int rendering;
    peer = subject;
    if (argc != 5) harness_fail("usage: %s live|render MEDIA OUT_FOLDER REPETITION", argv[0]);
    rendering = strcmp(argv[1], "render") == 0;
    folder = argv[3];
    capture.samples = (float *)calloc((size_t)CAPTURE_LIMIT * CHANNELS, sizeof(float));
    if (capture.samples == NULL) harness_fail("no memory");
    make_timeline();
    events = create(rendering ? "render.jsonl" : "live.jsonl");
    begin = now_ms();
    peer->start();
    start_ms = now_ms() - begin;
    tell_start(start_ms);
    if (rendering) render(argv[2]);
    else live(argv[2], atoi(argv[4]));
    fclose(events);
    /* Without the libraries' ends: what was measured is written, and tearing down is no part of it. */
    fflush(NULL);
    _Exit(0);
}
