/*
 * A machine without FFmpeg and SDL (no_libraries.c): media and devices are refused by name, host samples at the engine's rate play on.
 *   host_bare MEDIUM
 */
#include "check.h"

#include <string.h>

#define FRAMES 480

static const char *error_of(seam_engine *engine)
{
    static char text[1024];
    CHECK(seam_last_error(engine, text, sizeof text) > 0);
    return text;
}

int main(int count, char **arguments)
{
    static const float samples[2 * FRAMES] = { 0.5f, 0.5f };
    static float block[2 * FRAMES];
    seam_engine *engine;
    seam_config config;
    seam_track track = { 0 };
    seam_segment segment = { 0 };
    seam_output output = { 0 };
    CHECK(count == 2);
    config.struct_size = sizeof config;
    OK(seam_config_default(&config));
    OK(seam_create(&config, &engine));
    OK(seam_clip_set_pcm(engine, 1, samples, FRAMES, 2, 48000));
    OK(seam_clip_set_pcm(engine, 3, samples, FRAMES, 2, 44100)); /* the engine resamples by itself */

    track.struct_size = sizeof track;
    track.stream = SEAM_BEST_STREAM;
    track.path = arguments[1];
    EXPECT(SEAM_MISSING_LIBRARY, seam_clip_set_media(engine, 2, &track, 1));
    CHECK(strstr(error_of(engine), "the FFmpeg library ") != NULL);
    output.struct_size = sizeof output;
    EXPECT(SEAM_MISSING_LIBRARY, seam_output_open(engine, &output));
    CHECK(strstr(error_of(engine), "SDL") != NULL);

    segment.struct_size = sizeof segment;
    segment.clip = 1;
    segment.out_seconds = 0.01;
    segment.speed = 1;
    OK(seam_timeline_set(engine, &segment, 1));
    OK(seam_wait_ready(engine, FRAMES, 10000));
    OK(seam_play(engine));
    OK(seam_render(engine, block, FRAMES));
    OK(seam_destroy(engine));
    puts("ok");
    return 0;
}
