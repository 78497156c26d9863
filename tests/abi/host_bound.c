/*
 * Looks for the dearest block: corners, random timelines within the limits, and mutations of the worst one so far. Runs under a program that counts
 * instructions from mark to mark (valgrind --tool=callgrind --toggle-collect=seam_render --dump-before=mark --callgrind-out-file=COUNTS)
 * and reads each count as it is written.
 *   host_bound COUNTS WAVE SEED BLOCKS [mix]   WAVE: a file to write media to. At least so many blocks of 64 stereo frames are counted.
 * With "mix" timelines have lanes of items, transitions, envelopes and the limiter too, and counts are for each region that can sound at once and,
 * of what the limiter renders to begin elsewhere, for each frame of it.
 * Prints "name value" lines: the largest count for 64 frames, the blocks, and what made the largest.
 */
#define _POSIX_C_SOURCE 199309L
#include "check.h"

#include <math.h>
#include <string.h>
#include <time.h>

#define RATE 48000
#define FRAMES 64
#define MOST_ROWS 20000
#define CLIPS 7 /* 0: a gap */
#define MEDIA_SECONDS 20
#define LANE_ITEMS 100
#define LIMITER_FRAMES (61 * 16 + 12 + 16 * 16 + 12 + 16) /* around a block that goes on from no other: 20 ms before, 5 ms behind */

enum { LENGTH, UNEVEN, ROWS, STEP, FIRST, CLIP, VARIETY, GAIN, PLACE, BEFORE, ANCHOR, LANES, ITEM, FADES, OVERLAP, ENVELOPES, TRANSITIONS, LIMITER, GENES };
static const char *const names[GENES] = { "length", "uneven", "rows", "step", "first", "clip", "variety", "gain", "place", "before", "anchor",
                                          "lanes", "item", "fades", "overlap", "envelopes", "transitions", "limiter" };

/* What a gene can be: frames of a segment, rows, seconds, decibels, edits and seeks before a block. */
static const int lengths[] = { 1, 2, 3, 4, 6, 8, 12, 20, 40, 100, 240, 479, 480, 481, 3000, 40000 };
#define LENGTHS ((int)(sizeof lengths / sizeof lengths[0]))
static const int rows[] = { 1, 2, 10, 100, 200, 400, 1000, MOST_ROWS };
enum { NOTHING, SEEK, SPLIT, CUT, RANGES, REPLACE, BEFORES };

typedef struct candidate {
    int gene[GENES];
    long cost;
} candidate;

static seam_engine *engine;
static int genes = LANES; /* that are varied: all of them with "mix" */
static uint64_t random_state;
static const char *counts;
static long marks, blocks;
static float output[2 * FRAMES * 2];

static __attribute__((noinline)) void mark(void) { __asm__ volatile(""); }

static uint32_t below(uint32_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)(random_state >> 33) % limit;
}

/* Instructions of what was collected since the last mark. */
static long counted(void)
{
    char name[4096], line[512];
    long count = -1;
    FILE *file;
    mark();
    CHECK(snprintf(name, sizeof name, "%s.%ld", counts, ++marks) < (int)sizeof name);
    file = fopen(name, "r");
    CHECK(file != NULL);
    while (fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "summary: %ld", &count) == 1 || sscanf(line, "totals: %ld", &count) == 1) break;
    }
    fclose(file);
    remove(name);
    CHECK(count >= 0);
    return count;
}

static long block(void)
{
    OK(seam_render(engine, output, FRAMES));
    blocks++;
    return counted();
}

static void put32(FILE *file, uint32_t value) { CHECK(fwrite(&value, 4, 1, file) == 1); }

static void write_wave(const char *path)
{
    uint32_t frames = RATE * MEDIA_SECONDS, i;
    FILE *file = fopen(path, "wb");
    CHECK(file != NULL);
    CHECK(fwrite("RIFF", 4, 1, file) == 1);
    put32(file, 36 + 2 * frames);
    CHECK(fwrite("WAVEfmt ", 8, 1, file) == 1);
    put32(file, 16);
    put32(file, 1 | 1 << 16);
    put32(file, RATE);
    put32(file, 2 * RATE);
    put32(file, 2 | 16 << 16);
    CHECK(fwrite("data", 4, 1, file) == 1);
    put32(file, 2 * frames);
    for (i = 0; i < frames / 2; i++) put32(file, i % 9973 * 4099);
    CHECK(fclose(file) == 0);
}

static void set_pcm(uint32_t clip, uint32_t frames, uint32_t channels, double offset, double gain_db)
{
    float *samples = malloc((size_t)frames * channels * sizeof(float));
    seam_mix mix;
    uint32_t i;
    CHECK(samples != NULL);
    for (i = 0; i < frames * channels; i++) samples[i] = (float)(i % 97) / 97.0f - 0.5f;
    OK(seam_clip_set_pcm(engine, clip, samples, frames, channels, RATE));
    free(samples);
    memset(&mix, 0, sizeof mix);
    mix.struct_size = sizeof mix;
    mix.offset_seconds = offset;
    mix.gain_db = gain_db;
    OK(seam_clip_set_track_mix(engine, clip, 0, &mix));
}

/* Sixteen tracks, the most there can be: all alike, or each with another offset, so that pages end apart. */
static void set_tracks(uint32_t clip, const char *path, double apart)
{
    seam_track tracks[16];
    int i;
    memset(tracks, 0, sizeof tracks);
    for (i = 0; i < 16; i++) {
        tracks[i].struct_size = sizeof tracks[i];
        tracks[i].stream = SEAM_BEST_STREAM;
        tracks[i].path = path;
        tracks[i].offset_seconds = apart * i;
        tracks[i].gain_db = -1 - i;
    }
    OK(seam_clip_set_media(engine, clip, tracks, 16));
}

static void set_timeline(const candidate *c)
{
    static seam_segment list[MOST_ROWS];
    int i, count = rows[c->gene[ROWS]];
    double at = c->gene[FIRST] * MEDIA_SECONDS / 16.0;
    memset(list, 0, sizeof list[0] * (size_t)count);
    for (i = 0; i < count; i++) {
        int length = lengths[c->gene[LENGTH]];
        if (c->gene[UNEVEN] != 0) length += (i * 7) % (c->gene[UNEVEN] + 1);
        list[i].struct_size = sizeof list[i];
        list[i].clip = (uint32_t)(c->gene[CLIP] + i % (1 + c->gene[VARIETY])) % CLIPS;
        list[i].in_seconds = at;
        list[i].out_seconds = at + (double)length / RATE;
        list[i].speed = 1;
        list[i].gain_db = c->gene[GAIN] == 0 ? 0 : -i % 3;
        /* A step of 0 goes on where the last one ended: no seam. */
        at = c->gene[STEP] == 0 ? list[i].out_seconds : fmod(at + 0.0031 * c->gene[STEP] * c->gene[STEP], MEDIA_SECONDS);
    }
    OK(seam_timeline_set(engine, list, (uint32_t)count));
}

static void set_envelope(int32_t owner, int64_t id, double seconds, uint32_t count)
{
    static seam_envelope_point points[200];
    uint32_t i;
    memset(points, 0, sizeof points);
    for (i = 0; i < count; i++) {
        points[i].struct_size = sizeof points[i];
        points[i].seconds = seconds + (double)i / RATE;
        points[i].gain_db = -(double)(i % 13);
    }
    OK(seam_set_envelope(engine, owner, id, points, count));
}

/* Items of a lane from `seconds` on, touching; every second one over the two before it where they overlap. */
static void add_items(const candidate *c, int64_t lane, double seconds)
{
    double length = (double)lengths[c->gene[ITEM]] / RATE;
    int64_t id;
    seam_item item;
    int i, row;
    memset(&item, 0, sizeof item);
    item.struct_size = sizeof item;
    item.lane = lane;
    for (row = 0; row <= c->gene[OVERLAP]; row++) {
        for (i = 0; i < LANE_ITEMS; i++) {
            item.clip = (uint32_t)(c->gene[CLIP] + i % (1 + c->gene[VARIETY])) % CLIPS;
            item.start_seconds = seconds + i * length;
            item.in_seconds = fmod(0.37 * i + row, MEDIA_SECONDS / 2);
            item.out_seconds = item.in_seconds + length;
            item.gain_db = -i % 3;
            item.fade_in_seconds = c->gene[FADES] == 1 ? length / 2 : 0;
            item.fade_out_seconds = c->gene[FADES] == 0 ? 0 : length / 2;
            item.fade_in_curve = item.fade_out_curve = i % 2;
            if (seam_add_item(engine, &item, &id) != SEAM_OK) return; /* more at once than there may be: rounding */
            if (c->gene[ENVELOPES] == 2) set_envelope(SEAM_ENVELOPE_ITEM, id, 0, 5);
        }
    }
}

/* Everything beside the segments, as one step; the place is where the playhead will be. */
static void set_mix(const candidate *c, int64_t place)
{
    static seam_segment list[16];
    static seam_lane lanes[64];
    seam_master master;
    seam_lane lane;
    int64_t id;
    double seconds = (double)place / RATE;
    uint32_t i, count;
    if (genes == LANES) return;
    OK(seam_begin_edits(engine));
    lanes[0].struct_size = sizeof lanes[0];
    OK(seam_get_lanes(engine, lanes, 64, &count));
    for (i = 0; i < count; i++) OK(seam_remove_lane(engine, lanes[i].id));
    list[0].struct_size = sizeof list[0];
    OK(seam_timeline_get(engine, list, 16, &count));
    if (count > 16) count = 16;
    for (i = 1; i < count && c->gene[TRANSITIONS] != 0; i++) OK(seam_set_transition(engine, list[i].id, (int32_t)i % 3, 0.05));
    for (i = 0; i < count && c->gene[ENVELOPES] == 2; i++) set_envelope(SEAM_ENVELOPE_SEGMENT, list[i].id, list[i].in_seconds, 200);
    set_envelope(SEAM_ENVELOPE_MASTER, 0, seconds, c->gene[ENVELOPES] == 0 ? 0 : 200);
    memset(&lane, 0, sizeof lane);
    lane.struct_size = sizeof lane;
    lane.gain_db = -1;
    lane.extends = 1;
    for (i = 0; i < (uint32_t)c->gene[LANES]; i++) {
        OK(seam_add_lane(engine, i, &lane, &id));
        if (c->gene[ENVELOPES] != 0) set_envelope(SEAM_ENVELOPE_LANE, id, seconds, 200);
        add_items(c, id, seconds < 0.001 ? 0 : seconds - 0.001);
    }
    OK(seam_end_edits(engine));
    memset(&master, 0, sizeof master);
    master.struct_size = sizeof master;
    master.limiter = c->gene[LIMITER];
    master.gain_db = c->gene[LIMITER] != 0 ? 20 : 0;
    master.ceiling_db = -1;
    OK(seam_set_master(engine, &master));
}

/* The count as if one region sounded at a time, on 64 frames: what the bound is stated for. */
static long for_one(const candidate *c, long cost)
{
    long frames = FRAMES + (c->gene[LIMITER] != 0 ? LIMITER_FRAMES : 0);
    return cost * FRAMES / frames / (1 + c->gene[LANES] * (1 + c->gene[OVERLAP]));
}

static void before(const candidate *c, int64_t length, int64_t place)
{
    seam_edit_range ranges[8];
    double seconds = (double)length / RATE;
    int i;
    switch (c->gene[BEFORE]) {
    case SEEK: OK(seam_seek_frame(engine, c->gene[LANES] != 0 ? place + (int64_t)below(FRAMES) : length * below(16) / 16)); break;
    case SPLIT: (void)seam_split(engine, seconds * c->gene[PLACE] / 16.1, NULL); break;
    case CUT: (void)seam_ripple_delete(engine, seconds * 0.01, seconds * 0.02); break;
    case RANGES:
        memset(ranges, 0, sizeof ranges);
        for (i = 0; i < 8; i++) {
            ranges[i].struct_size = sizeof ranges[i];
            ranges[i].in_seconds = seconds * i / 9;
            ranges[i].out_seconds = seconds * i / 9 + seconds / 50;
        }
        (void)seam_remove_ranges(engine, ranges, 8);
        break;
    case REPLACE:
        set_timeline(c);
        set_mix(c, place);
        break;
    default: break;
    }
}

static void try(candidate *c)
{
    struct timespec rest = { 0, 200000 };
    int64_t length, place;
    long cost;
    int i;
    OK(seam_set_anchor(engine, c->gene[ANCHOR] != 0 ? SEAM_ANCHOR_CONTENT : SEAM_ANCHOR_FRAME));
    set_timeline(c);
    OK(seam_length(engine, &length));
    place = length * c->gene[PLACE] / 16;
    set_mix(c, place);
    OK(seam_seek_frame(engine, place));
    OK(seam_play(engine)); /* the end of the last one has stopped it */
    OK(seam_render(engine, output, 2 * FRAMES)); /* the crossfade from the last one is none of this one's */
    (void)counted();
    nanosleep(&rest, NULL); /* the loader catches up */
    c->cost = 0;
    for (i = 0; i < 4; i++) {
        before(c, length, place);
        cost = for_one(c, block());
        if (cost > c->cost) c->cost = cost;
    }
}

static int random_gene(int gene)
{
    switch (gene) {
    case LENGTH: return (int)below((uint32_t)LENGTHS);
    case ROWS: return (int)below(below(16) == 0 ? sizeof rows / sizeof rows[0] : sizeof rows / sizeof rows[0] - 1);
    case CLIP: return (int)below(CLIPS);
    case VARIETY: return (int)below(3);
    case LANES: return (int)below(4);
    case ITEM: return (int)below((uint32_t)LENGTHS);
    case FADES:
    case OVERLAP:
    case ENVELOPES: return (int)below(3);
    case TRANSITIONS:
    case LIMITER:
    case GAIN:
    case ANCHOR: return (int)below(2);
    case BEFORE: return (int)below(BEFORES);
    default: return (int)below(16);
    }
}

int main(int count, char **arguments)
{
    candidate worst, c;
    seam_config config;
    long wanted;
    int i, corner = 0;
    CHECK(count == 5 || (count == 6 && strcmp(arguments[5], "mix") == 0));
    if (count == 6) genes = GENES;
    counts = arguments[1];
    random_state = strtoull(arguments[3], NULL, 10) * 2 + 1;
    wanted = atol(arguments[4]);
    write_wave(arguments[2]);
    memset(&config, 0, sizeof config);
    config.struct_size = sizeof config;
    OK(seam_config_default(&config));
    config.loader_threads = 1;
    config.swap_fade_ms = 1000.0 * FRAMES / RATE; /* a crossfade is a block: what it costs a frame does not depend on its length */
    OK(seam_create(&config, &engine));
    set_pcm(1, RATE * MEDIA_SECONDS, 2, 0, 0);
    set_pcm(2, RATE * MEDIA_SECONDS, 1, 0, -3);
    set_pcm(3, 700, 2, -0.5, -3); /* begins and ends inside segments */
    set_tracks(4, arguments[2], 0);
    set_tracks(5, arguments[2], 0.01);
    set_pcm(6, RATE, 6, 0, 0);
    OK(seam_play(engine));
    memset(&worst, 0, sizeof worst);
    counted(); /* what came before */
    while (blocks < wanted) {
        c = worst;
        if (corner < 2 * LENGTHS) {
            /* First what looks dear: sixteen tracks and a seek a block, seams at every distance. */
            memset(&c, 0, sizeof c);
            c.gene[LENGTH] = corner % LENGTHS;
            c.gene[ROWS] = 5;
            c.gene[STEP] = 5;
            c.gene[CLIP] = 4 + corner / LENGTHS;
            c.gene[GAIN] = c.gene[ANCHOR] = 1;
            c.gene[BEFORE] = SEEK;
            if (genes == GENES) {
                c.gene[LANES] = 1 + corner % 3;
                c.gene[ITEM] = corner % LENGTHS;
                c.gene[FADES] = corner % 3;
                c.gene[ENVELOPES] = 2;
                c.gene[OVERLAP] = corner / 3 % 2;
                c.gene[LIMITER] = corner / 5 % 2;
            }
            corner++;
        } else {
            int changes = below(6) == 0 ? genes : 1 + (int)below(3);
            for (i = 0; i < changes; i++) {
                int gene = changes == genes ? i : (int)below((uint32_t)genes);
                c.gene[gene] = random_gene(gene);
            }
        }
        try(&c);
        if (c.cost > worst.cost) worst = c;
    }
    printf("worst %ld\nblocks %ld\n", worst.cost, blocks);
    for (i = 0; i < genes; i++) printf("%s %d\n", names[i], worst.gene[i]);
    OK(seam_destroy(engine));
    return 0;
}
