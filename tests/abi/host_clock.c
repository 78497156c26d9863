/*
 * The audible clock and events by the C interface alone, on the null output: what they refuse, and that what is heard goes on with the host's clock
 * across seeks, edits and a pause. Other threads read the clock while the engine is destroyed.
 *   host_clock
 */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <math.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

#define RATE 48000

static float samples[RATE * 60];
static volatile int stop;

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void sleep_ms(int ms)
{
    struct timespec time;
    time.tv_sec = ms / 1000;
    time.tv_nsec = ms % 1000 * 1000000L;
    nanosleep(&time, NULL);
}

static seam_status at(seam_engine *engine, int64_t time, seam_clock *clock)
{
    memset(clock, 0, sizeof *clock);
    clock->struct_size = sizeof *clock;
    return seam_clock_at(engine, time, clock);
}

static void *read_until_gone(void *engine)
{
    seam_clock clock;
    long reads = 0;
    while (!stop) {
        seam_status status = at(engine, now_ns(), &clock);
        CHECK(status == SEAM_OK || status == SEAM_INVALID_HANDLE || status == SEAM_INVALID_STATE);
        reads += status == SEAM_OK;
    }
    return (void *)(intptr_t)reads;
}

static int32_t next(seam_engine *engine, int32_t timeout, seam_event *event)
{
    memset(event, 0, sizeof *event);
    event->struct_size = sizeof *event;
    return seam_next_event(engine, event, timeout);
}

/* Within one segment the reported frame rises with the time, and by the speed. */
static void follow(seam_engine *engine, int ms)
{
    seam_clock last, clock;
    int i;
    CHECK(at(engine, now_ns(), &last) == SEAM_OK);
    for (i = 0; i < ms; i++) {
        sleep_ms(1);
        OK(at(engine, now_ns(), &clock));
        CHECK(clock.output_frame >= last.output_frame || clock.segment != last.segment);
        if (clock.segment == last.segment && clock.speed >= 0 && last.speed >= 0) CHECK(clock.timeline_frame >= last.timeline_frame - 1e-6);
        CHECK(clock.rate > 40000 && clock.rate < 60000);
        last = clock;
    }
}

/* A host that pulls says when its blocks are heard. */
static void pull(seam_engine *engine)
{
    static float block[480 * 2];
    seam_clock clock;
    seam_position position;
    int64_t start;
    int i;
    OK(seam_clock_now(engine, &start));
    start += 2000000000;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_render_at(engine, block, 480, start, 2));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_render_at(engine, NULL, 480, start, 0));
    EXPECT(SEAM_INVALID_HANDLE, seam_render_at(NULL, block, 480, start, 0));
    EXPECT(SEAM_INVALID_STATE, at(engine, start, &clock));
    OK(seam_play(engine));
    for (i = 0; i < 100; i++) OK(seam_render_at(engine, block, 480, start + i * INT64_C(10000000), SEAM_EXACT_TIME));
    OK(at(engine, start + 900000000, &clock));
    CHECK(fabs(clock.timeline_frame - 0.9 * RATE) < 0.01 && clock.speed == 1 && fabs(clock.rate - RATE) < 1);
    memset(&position, 0, sizeof position);
    position.struct_size = sizeof position;
    OK(seam_get_position(engine, &position));
    CHECK(position.playhead_frame == RATE && position.latency_frames > RATE / 2); /* the first of it is heard in two seconds */
    EXPECT(SEAM_INVALID_STATE, seam_follow(engine, start, 0, NULL, NULL));
    OK(seam_pause(engine));
    OK(seam_seek(engine, 0));
    OK(seam_render(engine, block, 480));
}

int main(void)
{
    seam_engine *engine = NULL;
    seam_segment whole;
    seam_clock clock;
    seam_event event;
    seam_output_info info;
    pthread_t readers[2];
    int64_t reported, before;
    double frame;
    int i;
    void *reads;
    OK(seam_create(NULL, &engine));
    OK(seam_clip_set_pcm(engine, 1, samples, RATE * 60, 1, RATE));
    memset(&whole, 0, sizeof whole);
    whole.struct_size = sizeof whole;
    whole.clip = 1;
    whole.out_seconds = 60;
    whole.speed = 1;
    OK(seam_timeline_set(engine, &whole, 1));
    OK(seam_wait_ready(engine, RATE, 20000));

    EXPECT(SEAM_INVALID_STATE, at(engine, now_ns(), &clock));
    EXPECT(SEAM_INVALID_HANDLE, at(NULL, now_ns(), &clock));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_clock_at(engine, 0, NULL));
    clock.struct_size = sizeof clock - 8;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_clock_at(engine, 0, &clock));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_clock_now(engine, NULL));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_next_event(engine, NULL, 0));
    EXPECT(SEAM_INVALID_ARGUMENT, next(engine, -1, &event));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_set_output_latency(engine, 960001));
    before = now_ns();
    OK(seam_clock_now(engine, &reported));
    CHECK(reported >= before && reported <= now_ns());

    pull(engine);

    OK(seam_output_open_null(engine, 480, 1));
    EXPECT(SEAM_INVALID_STATE, seam_render_at(engine, samples, 0, reported, 0));
    do OK(next(engine, 10000, &event));
    while (event.kind != SEAM_EVENT_DEVICE_OPENED);
    CHECK(strcmp(event.text, "no device") == 0 && event.host_ns >= before && event.dropped == 0);
    OK(seam_play(engine));
    sleep_ms(300);
    follow(engine, 200);
    OK(at(engine, now_ns(), &clock));
    CHECK(clock.speed == 1 && clock.latency_frames == 480);
    memset(&info, 0, sizeof info);
    info.struct_size = sizeof info;
    OK(seam_get_output(engine, &info));
    CHECK(info.state == SEAM_OUTPUT_OPEN && info.latency_frames == 480);
#ifdef __linux__
    CHECK(info.thread_policy != SEAM_THREAD_UNKNOWN);
#else
    CHECK(info.thread_policy == SEAM_THREAD_UNKNOWN);
#endif

    /* A seek is heard later, and begins a segment; an edit behind what is heard moves the reported place at once. */
    frame = clock.timeline_frame;
    reported = clock.segment;
    OK(seam_seek(engine, 30));
    for (i = 0; i < 500; i++) {
        sleep_ms(1);
        OK(at(engine, now_ns(), &clock));
        if (clock.segment != reported) break;
        CHECK(clock.timeline_frame < 30.0 * RATE && clock.timeline_frame >= frame - 1e-6);
    }
    CHECK(clock.segment != reported && clock.timeline_frame >= 30.0 * RATE - 1);
    OK(seam_ripple_delete(engine, 1, 2));
    sleep_ms(100);
    follow(engine, 50);
    OK(seam_pause(engine));
    sleep_ms(300);
    OK(at(engine, now_ns(), &clock));
    CHECK(clock.speed == 0);
    frame = clock.timeline_frame;
    sleep_ms(30);
    OK(at(engine, now_ns(), &clock));
    CHECK(fabs(clock.timeline_frame - frame) < 1e-6);
    OK(seam_set_shuttle(engine, -2));
    sleep_ms(300);
    OK(at(engine, now_ns(), &clock));
    CHECK(clock.speed == -2 && clock.timeline_frame < frame);

    OK(seam_set_output_latency(engine, 4800));
    sleep_ms(100);
    OK(at(engine, now_ns(), &clock));
    CHECK(clock.latency_frames == 4800);
    /* On a busy machine an underrun may come at any time; there is a moment in which none does. */
    for (i = 0; i < 200 && next(engine, 1, &event) != SEAM_TIMED_OUT; i++) {
        CHECK(event.kind >= SEAM_EVENT_DEVICE_OPENED && event.kind <= SEAM_EVENT_MEMORY_NOT_LOCKED);
    }
    CHECK(i < 200);

    /* Nobody is kept from destroying it, and nobody reads what is gone. */
    for (i = 0; i < 2; i++) CHECK(pthread_create(&readers[i], NULL, read_until_gone, engine) == 0);
    sleep_ms(50);
    OK(seam_destroy(engine));
    sleep_ms(10);
    stop = 1;
    for (i = 0; i < 2; i++) {
        CHECK(pthread_join(readers[i], &reads) == 0);
        CHECK((intptr_t)reads > 100);
    }
    EXPECT(SEAM_INVALID_HANDLE, at(engine, now_ns(), &clock));
    EXPECT(SEAM_INVALID_HANDLE, next(engine, 0, &event));
    printf("finished 1\n");
    return 0;
}
