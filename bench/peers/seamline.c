/* Seamline through its C ABI: pull mode, default configuration. */
#include "harness.h"
#include "seamline.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK 480
#define OFFLINE_BLOCK 16384
#define CLIP 1
/* What must be in memory before an editor lets it play: 100 ms. */
#define READY (RATE / 10)
#define TIMEOUT_MS 20000

static seam_engine *engine;
static int64_t length;

static void ok(seam_status status, const char *call)
{
    char sentence[512];
    if (status == SEAM_OK) return;
    seam_last_error(engine, sentence, sizeof sentence);
    harness_fail("%s: %d: %s", call, (int)status, sentence);
}

#define OK(call) ok(call, #call)

static void start(void)
{
    OK(seam_create(NULL, &engine));
}

static const char *version(void)
{
    return seam_version();
}

static void open_media(const char *media, const char *folder, const struct segment *list, int count)
{
    seam_segment rows[SEGMENTS];
    seam_track track;
    int i;
    (void)folder;
    memset(&track, 0, sizeof track);
    track.struct_size = sizeof track;
    track.stream = SEAM_BEST_STREAM;
    track.path = media;
    memset(rows, 0, sizeof rows);
    for (i = 0; i < count; i++) {
        rows[i].struct_size = sizeof rows[i];
        rows[i].clip = CLIP;
        rows[i].in_seconds = (double)list[i].in / RATE;
        rows[i].out_seconds = (double)list[i].out / RATE;
        rows[i].speed = 1;
    }
    OK(seam_clip_set_media(engine, CLIP, &track, 1));
    OK(seam_timeline_set(engine, rows, (uint32_t)count));
    OK(seam_length(engine, &length));
    OK(seam_wait_ready(engine, READY, TIMEOUT_MS));
    OK(seam_play(engine));
}

static void seek(int64_t playhead, const struct segment *list, int count)
{
    (void)list;
    (void)count;
    OK(seam_seek_frame(engine, playhead));
    OK(seam_wait_ready(engine, READY, TIMEOUT_MS));
}

static int pull(float *block)
{
    OK(seam_render(engine, block, BLOCK));
    return BLOCK;
}

/* The wait is part of what is timed: it returns at once where what follows is in memory. */
static void remove_segment(int index, int64_t playhead, const struct segment *list, int count)
{
    seam_segment rows[SEGMENTS];
    uint32_t known = 0;
    (void)playhead;
    (void)list;
    (void)count;
    rows[0].struct_size = sizeof rows[0];
    OK(seam_timeline_get(engine, rows, SEGMENTS, &known));
    OK(seam_delete_segment(engine, rows[index].id));
    OK(seam_wait_ready(engine, READY, TIMEOUT_MS));
}

/* The engine stays, as it does in an editor; of the file nothing does. */
static void close_media(void)
{
    seam_stats stats;
    OK(seam_pause(engine));
    OK(seam_timeline_set(engine, NULL, 0));
    OK(seam_clip_remove(engine, CLIP));
    memset(&stats, 0, sizeof stats);
    stats.struct_size = sizeof stats;
    OK(seam_get_stats(engine, &stats));
    if (stats.sources != 0) harness_fail("a source is kept");
    OK(seam_seek_frame(engine, 0));
}

static void settle(void)
{
    seam_stats stats;
    int tries;
    for (tries = 0; tries < 2000; tries++) {
        memset(&stats, 0, sizeof stats);
        stats.struct_size = sizeof stats;
        OK(seam_get_stats(engine, &stats));
        if (stats.load_done) return;
        usleep(10000);
    }
}

static void render(void)
{
    static float block[OFFLINE_BLOCK * CHANNELS];
    seam_offline *offline;
    int64_t frame;
    OK(seam_offline_open(engine, 0, &offline));
    for (frame = 0; frame < length; frame += OFFLINE_BLOCK) {
        int64_t frames = length - frame < OFFLINE_BLOCK ? length - frame : OFFLINE_BLOCK;
        OK(seam_offline_render(offline, frame, block, (uint64_t)frames));
        harness_sink(block, frames);
    }
    OK(seam_offline_close(offline));
}

static const struct peer seamline = {"seamline", start, version, open_media, seek, pull, remove_segment, close_media, settle, render};

int main(int argc, char **argv)
{
    return harness_main(argc, argv, &seamline);
}
