/*
 * What every peer is put through, and what it must be able to do for it. Each peer is a program of its own: a `struct peer` and
 * `main` calling harness_main. The harness times the calls, keeps every frame that was delivered, and judges nothing: what was
 * heard is compared with the truth afterwards, by the same code for all (Peer*.cs).
 *
 *   PROGRAM live MEDIA OUT_FOLDER REPETITION     open, delete ahead of the playhead, delete under the playhead
 *   PROGRAM render MEDIA OUT_FOLDER REPETITION   the timeline those edits leave, as fast as it goes, into OUT_FOLDER/render.f32
 */
#ifndef HARNESS_H
#define HARNESS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RATE 48000
#define CHANNELS 2
/* 40 ms: the frame of a 25 Hz video. Every cut and every seek lies on it, so that peers that count in video frames can be exact. */
#define GRID (RATE / 25)
#define SEGMENTS 20
/* The most that one pull may deliver. */
#define BLOCK_LIMIT 65536

/* [in, out) of the recording, frames at RATE. */
struct segment {
    int64_t in;
    int64_t out;
};

struct peer {
    const char *name;

    /* Loads what a process loads once (registries, plug-ins). Timed apart. */
    void (*start)(void);

    /* For the table; after start. */
    const char *(*version)(void);

    /* From nothing known of the file to a timeline with the playhead at its start, playing. folder is for what must be written. */
    void (*open)(const char *media, const char *folder, const struct segment *list, int count);

    /* Plays on from a timeline frame. */
    void (*seek)(int64_t playhead, const struct segment *list, int count);

    /* The next frames, interleaved, as many as the peer delivers at a time; waits for them. 0 at the end. */
    int (*pull)(float *block);

    /*
     * Deletes segment index and plays on at playhead, the frame after the last that was pulled. list and count are what is left.
     * NULL: the peer has no timeline, and renders the whole file.
     */
    void (*remove)(int index, int64_t playhead, const struct segment *list, int count);

    /* Ends what open made, so that open can be called again. Not timed. */
    void (*close)(void);

    /* NULL, or: waits until all background work is done, so that memory is counted at its most. */
    void (*settle)(void);

    /* NULL for pulling to the end; else delivers the whole timeline to harness_sink. */
    void (*render)(void);
};

/* Takes frames of a render. */
void harness_sink(const float *interleaved, int64_t frames);

/* Ends the program with a sentence; the table says `failed`. */
void harness_fail(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

int harness_main(int argc, char **argv, const struct peer *peer);

#ifdef __cplusplus
}
#endif

#endif
