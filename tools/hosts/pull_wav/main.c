/*
 * A host that owns its output: one thread pulls blocks into a WAV file, another edits the timeline meanwhile.
 *   pull_wav OUT.wav [MEDIA]
 * Without a medium the recording is 16 notes, one a second (../shared/notes.h); what is heard then is
 *   0 1 2 3 4 5 8 9 10 11 12 13 14 15: notes 6 and 7 were deleted while note 1 was playing.
 */
#define _POSIX_C_SOURCE 200809L

#include <seamline.h>

#include "notes.h"
#include "wav.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define CLIP 1u
#define SECONDS 16
#define BLOCK_FRAMES 480u

/* Every call answers with a status; for anything but SEAM_OK the engine has a sentence. */
static void check(seam_engine *engine, seam_status status, const char *what)
{
    char sentence[512] = "";
    if (status == SEAM_OK) return;
    seam_last_error(engine, sentence, sizeof sentence);
    fprintf(stderr, "pull_wav: %s: %s (status %d)\n", what, sentence, (int)status);
    exit(1);
}

static void sleep_us(long microseconds)
{
    struct timespec span;
    span.tv_sec = microseconds / 1000000;
    span.tv_nsec = microseconds % 1000000 * 1000;
    nanosleep(&span, NULL);
}

static seam_position position_of(seam_engine *engine)
{
    seam_position position;
    position.struct_size = sizeof position;
    check(engine, seam_get_position(engine, &position), "position");
    return position;
}

static void wait_for(seam_engine *engine, double seconds)
{
    while ((double)position_of(engine).playhead_frame < seconds * NOTES_RATE) sleep_us(1000);
}

/* Any thread may edit; each edit is heard in the next block. */
static void *edit(void *argument)
{
    seam_engine *engine = (seam_engine *)argument;
    int64_t right = 0;
    wait_for(engine, 1);
    check(engine, seam_ripple_delete(engine, 6, 8), "ripple delete");
    wait_for(engine, 2);
    check(engine, seam_split(engine, 10, &right), "split");
    check(engine, seam_delete_segment(engine, right), "delete");
    wait_for(engine, 3);
    check(engine, seam_undo(engine), "undo");
    return NULL;
}

static void load(seam_engine *engine, const char *media)
{
    seam_segment segment = {0};
    segment.struct_size = sizeof segment;
    segment.clip = CLIP;
    segment.out_seconds = SECONDS;
    segment.speed = 1;
    if (media != NULL) {
        seam_track track = {0};
        track.struct_size = sizeof track;
        track.stream = SEAM_BEST_STREAM;
        track.path = media;
        check(engine, seam_clip_set_media(engine, CLIP, &track, 1), "open");
    } else {
        float *notes = notes_make(SECONDS);
        if (notes == NULL) exit(1);
        check(engine, seam_clip_set_pcm(engine, CLIP, notes, (uint64_t)SECONDS * NOTES_RATE, NOTES_CHANNELS, NOTES_RATE), "samples");
        free(notes); /* they were copied */
    }
    check(engine, seam_timeline_set(engine, &segment, 1), "timeline");
    check(engine, seam_wait_ready(engine, NOTES_RATE, 10000), "loading");
}

int main(int argc, char **argv)
{
    static float block[BLOCK_FRAMES * NOTES_CHANNELS];
    seam_engine *engine = NULL;
    seam_position position;
    pthread_t editor;
    wav_file wav;

    if (argc < 2 || argc > 3) {
        fputs("usage: pull_wav OUT.wav [MEDIA]\n", stderr);
        return 2;
    }
    check(NULL, seam_create(NULL, &engine), "engine"); /* the defaults: 48,000 Hz, stereo */
    load(engine, argc > 2 ? argv[2] : NULL);
    if (!wav_open(&wav, argv[1], NOTES_RATE, NOTES_CHANNELS)) return perror(argv[1]), 1;
    check(engine, seam_play(engine), "play");
    if (pthread_create(&editor, NULL, edit, engine) != 0) return 1;

    /* A device would ask for a block every 10 ms. This one is eight times as fast, and asks itself. */
    do {
        check(engine, seam_render(engine, block, BLOCK_FRAMES), "render");
        if (!wav_write(&wav, block, BLOCK_FRAMES)) return perror(argv[1]), 1;
        sleep_us(1250);
        position = position_of(engine);
    } while (position.playhead_frame < position.length_frames);

    pthread_join(editor, NULL);
    if (!wav_close(&wav)) return perror(argv[1]), 1;
    check(engine, seam_destroy(engine), "destroy");
    printf("%u frames\n", (unsigned)wav.frames);
    return 0;
}
