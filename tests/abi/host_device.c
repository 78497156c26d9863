/*
 * A host that plays on a real device, edits while it plays, and writes down what the audible clock tells. It pumps no SDL events.
 *   host_device SECONDS
 * The clip is a ramp: the value of a sample is its frame, in parts of 2^23. Lines: "c HOST_NS TIMELINE_FRAME SEGMENT LATENCY" at 200 Hz,
 * "e HOST_NS KIND TEXT", "p PLAYHEAD EDITS" at the end. Ends early with standard input.
 */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define RATE 48000
#define LENGTH 160 /* of the loop, seconds */
#define FRAMES ((LENGTH + 10) * RATE)

static float *ramp(void)
{
    float *samples = malloc(FRAMES * sizeof(float));
    int i;
    CHECK(samples != NULL);
    for (i = 0; i < FRAMES; i++) samples[i] = (float)(i + 1) / 8388608.0f;
    return samples;
}

static void events(seam_engine *engine)
{
    seam_event what;
    memset(&what, 0, sizeof what);
    what.struct_size = sizeof what;
    while (seam_next_event(engine, &what, 0) == SEAM_OK)
        printf("e %lld %d %lld %s\n", (long long)what.host_ns, (int)what.kind, (long long)what.frames, what.text);
}

static void tell(seam_engine *engine)
{
    seam_clock clock;
    int64_t now;
    clock.struct_size = sizeof clock;
    OK(seam_clock_now(engine, &now));
    if (seam_clock_at(engine, now, &clock) != SEAM_OK) return;
    printf("c %lld %.3f %lld %.0f\n", (long long)now, clock.timeline_frame, (long long)clock.segment, clock.latency_frames);
}

static int over(void)
{
    struct pollfd in = { 0, POLLIN, 0 };
    return poll(&in, 1, 5) > 0;
}

int main(int argc, char **argv)
{
    seam_engine *engine = NULL;
    seam_config config;
    seam_segment whole;
    seam_output output;
    seam_position position;
    float *samples = ramp();
    long rounds = argc > 1 ? atol(argv[1]) * 200 : 2000, round, edits = 0;
    memset(&config, 0, sizeof config);
    config.struct_size = sizeof config;
    OK(seam_config_default(&config));
    config.mono_level = SEAM_MONO_UNITY;
    OK(seam_create(&config, &engine));
    OK(seam_clip_set_pcm(engine, 1, samples, FRAMES, 1, RATE));
    free(samples);
    memset(&whole, 0, sizeof whole);
    whole.struct_size = sizeof whole;
    whole.clip = 1;
    whole.out_seconds = LENGTH + 10;
    whole.speed = 1;
    OK(seam_timeline_set(engine, &whole, 1));
    OK(seam_set_loop(engine, 0, LENGTH));
    OK(seam_wait_ready(engine, RATE * 100, 60000));
    memset(&output, 0, sizeof output);
    output.struct_size = sizeof output;
    output.time_scale = 1;
    if (seam_output_open(engine, &output) != SEAM_OK) {
        char text[512];
        seam_last_error(engine, text, sizeof text);
        fprintf(stderr, "%s\n", text);
        return 3;
    }
    OK(seam_play(engine));
    for (round = 0; round < rounds && !over(); round++) {
        tell(engine);
        events(engine);
        if (round % 40 == 20) {
            OK(seam_split(engine, 1 + (double)(round % 150), NULL));
            edits++;
        } else if (round % 40 == 30) {
            OK(seam_undo(engine));
            edits++;
        }
    }
    memset(&position, 0, sizeof position);
    position.struct_size = sizeof position;
    OK(seam_get_position(engine, &position));
    printf("p %lld %ld\n", (long long)position.playhead_frame, edits);
    OK(seam_output_close(engine));
    OK(seam_destroy(engine));
    return 0;
}
