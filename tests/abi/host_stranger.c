/*
 * What a stranger writes first: opens a medium, pulls two seconds, deletes a second while it plays, pulls on, and keeps what was heard.
 *   host_stranger MEDIUM OUT.f32
 */
#include <seamline.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RATE 48000

static seam_engine *engine;

static void check(seam_status status, const char *what)
{
    char sentence[512] = "";
    if (status == SEAM_OK) return;
    seam_last_error(engine, sentence, sizeof sentence);
    fprintf(stderr, "%s: %s\n", what, sentence);
    exit(1);
}

int main(int argc, char **argv)
{
    static float block[480 * 2];
    seam_track track;
    seam_segment segment;
    FILE *out;
    int i;
    if (argc != 3) return 2;
    memset(&track, 0, sizeof track);
    track.struct_size = sizeof track;
    track.stream = SEAM_BEST_STREAM;
    track.path = argv[1];
    memset(&segment, 0, sizeof segment);
    segment.struct_size = sizeof segment;
    segment.clip = 1;
    segment.out_seconds = 4;
    segment.speed = 1;
    check(seam_create(NULL, &engine), "create");
    check(seam_clip_set_media(engine, 1, &track, 1), "open");
    check(seam_timeline_set(engine, &segment, 1), "timeline");
    check(seam_wait_ready(engine, 4 * RATE, 20000), "loading");
    check(seam_play(engine), "play");
    out = fopen(argv[2], "wb");
    if (out == NULL) return 1;
    for (i = 0; i < 250; i++) {
        if (i == 50) check(seam_ripple_delete(engine, 0.25, 1.25), "delete");
        check(seam_render(engine, block, 480), "render");
        if (fwrite(block, sizeof block, 1, out) != 1) return 1;
    }
    fclose(out);
    check(seam_destroy(engine), "destroy");
    return 0;
}
