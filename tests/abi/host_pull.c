/*
 * A host that pulls: samples of its own, edits between blocks, every block written to a file.
 *   host_pull raw|documented OUT.f32    the script below, rendered block by block
 *   host_pull offline OUT.f32           the timeline the script leaves, rendered apart
 * tests/Abi/HostPullTests.cs plays the same script in C# and compares the bits.
 */
#include "check.h"
#include "seamline.h"

#include <stdlib.h>
#include <string.h>

#define RATE 48000
#define CHANNELS 2
#define CLIP_FRAMES (RATE * 20)

static seam_status (*render)(seam_engine *, float *, uint32_t) = seam_render;

/* A sawtooth of 97 samples a period, another one on the right: exact in f32 everywhere. */
static float *saw(int64_t frames, int seed)
{
    float *samples = malloc((size_t)frames * CHANNELS * sizeof(float));
    int64_t i;
    CHECK(samples != NULL);
    for (i = 0; i < frames; i++) {
        samples[2 * i] = (float)((i * 37 + seed) % 97 - 48) / 64.0f;
        samples[2 * i + 1] = (float)((i * 11 + seed) % 89 - 44) / 128.0f;
    }
    return samples;
}

static seam_segment segment(uint32_t clip, double in, double out)
{
    seam_segment s;
    memset(&s, 0, sizeof s);
    s.struct_size = sizeof s;
    s.clip = clip;
    s.in_seconds = in;
    s.out_seconds = out;
    s.speed = 1;
    return s;
}

static void pull(seam_engine *engine, FILE *to, uint32_t frames, int blocks)
{
    static float block[4096 * CHANNELS];
    int i;
    for (i = 0; i < blocks; i++) {
        OK(render(engine, block, frames));
        CHECK(fwrite(block, sizeof(float) * CHANNELS, frames, to) == frames);
    }
}

static void play_script(seam_engine *engine, FILE *to)
{
    int64_t right = 0;
    seam_segment list[8];
    uint32_t count = 0;

    OK(seam_wait_ready(engine, RATE * 10, 20000));
    OK(seam_play(engine));
    pull(engine, to, 480, 50);
    OK(seam_split(engine, 1.0, &right));
    CHECK(right > 0);
    pull(engine, to, 441, 30);
    OK(seam_delete_segment(engine, right));
    pull(engine, to, 480, 30);
    OK(seam_undo(engine));
    pull(engine, to, 64, 100);
    OK(seam_redo(engine));
    OK(seam_undo(engine));
    OK(seam_ripple_delete(engine, 0.6, 0.9));
    pull(engine, to, 480, 40);
    OK(seam_seek(engine, 3.25));
    pull(engine, to, 4096, 10);
    list[0].struct_size = sizeof list[0];
    OK(seam_timeline_get(engine, list, 8, &count));
    CHECK(count >= 2 && count <= 8);
    OK(seam_move_segment(engine, list[0].id, count - 1));
    pull(engine, to, 480, 20);
    OK(seam_set_segment_gain(engine, list[1].id, -6.0));
    pull(engine, to, 480, 20);
    OK(seam_set_segment_muted(engine, list[1].id, 1));
    pull(engine, to, 1, 100);
    OK(seam_set_segment_muted(engine, list[1].id, 0));
    OK(seam_trim_out(engine, list[count - 1].id, 8.5));
    pull(engine, to, 1000, 20);
    OK(seam_set_loop(engine, 0.5, 1.0));
    OK(seam_seek(engine, 0.9));
    pull(engine, to, 480, 60);
    OK(seam_clear_loop(engine));
    OK(seam_pause(engine));
    pull(engine, to, 480, 10);
}

int main(int argc, char **argv)
{
    seam_engine *engine = NULL;
    seam_segment timeline[3];
    seam_position position;
    float *one;
    float *two;
    FILE *to;

    CHECK(argc == 3);
    if (strcmp(argv[1], "documented") == 0) render = seam_render_documented;
    to = fopen(argv[2], "wb");
    CHECK(to != NULL);
    OK(seam_create(NULL, &engine));
    one = saw(CLIP_FRAMES, 1);
    two = saw(CLIP_FRAMES, 50);
    OK(seam_clip_set_pcm(engine, 1, one, CLIP_FRAMES, CHANNELS, RATE));
    OK(seam_clip_set_pcm(engine, 2, two, CLIP_FRAMES, CHANNELS, RATE));
    free(one);
    free(two);
    timeline[0] = segment(1, 0.5, 4.0);
    timeline[1] = segment(2, 2.0, 5.5);
    timeline[2] = segment(1, 7.0, 9.0);
    OK(seam_timeline_set(engine, timeline, 3));

    if (strcmp(argv[1], "offline") == 0) {
        int64_t frames = 0;
        float *all;
        OK(seam_length(engine, &frames));
        all = malloc((size_t)frames * CHANNELS * sizeof(float));
        CHECK(all != NULL);
        OK(seam_render_range(engine, 0, all, (uint64_t)frames, 0));
        CHECK(fwrite(all, sizeof(float) * CHANNELS, (size_t)frames, to) == (size_t)frames);
        free(all);
    } else {
        play_script(engine, to);
        position.struct_size = sizeof position;
        OK(seam_get_position(engine, &position));
        CHECK(!position.playing);
    }

    CHECK(fclose(to) == 0);
    OK(seam_destroy(engine));
    puts("ok");
    return 0;
}
