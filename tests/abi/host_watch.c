/*
 * What a player's panel shows: histogram of block times, from an edit to the block that plays it, what columns of the timeline
 * stand on while they are loaded and evicted.
 *   host_watch
 */
#define _POSIX_C_SOURCE 199309L
#include "check.h"

#include <string.h>
#include <time.h>

#define RATE 48000
#define COLUMNS 100

static float samples[2 * RATE * 60];
static float block[2 * 480];

static seam_segment whole(uint32_t clip, double seconds)
{
    seam_segment s;
    memset(&s, 0, sizeof s);
    s.struct_size = sizeof s;
    s.clip = clip;
    s.out_seconds = seconds;
    s.speed = 1;
    return s;
}

static int64_t bin_from(int i) { return i < 4 ? i : (int64_t)(4 + i % 4) << (i / 4 - 1); }

static void pull(seam_engine *engine, int blocks)
{
    int i;
    for (i = 0; i < blocks; i++) OK(seam_render(engine, block, 480));
}

static void check_times(seam_engine *engine)
{
    seam_block_times times;
    seam_stats stats;
    int64_t bins[SEAM_BLOCK_BINS + 2], few[8];
    int64_t blocks = 0, below_median = 0;
    int i;
    memset(&times, 0, sizeof times);
    times.struct_size = sizeof times;
    stats.struct_size = sizeof stats;
    OK(seam_reset_block_times(engine));
    OK(seam_get_block_times(engine, &times, bins, SEAM_BLOCK_BINS));
    CHECK(times.blocks == 0 && times.max_ns == 0 && times.p50_ns == 0 && times.mean_ns == 0);
    pull(engine, 1000);
    memset(bins, 0x5a, sizeof bins);
    OK(seam_get_block_times(engine, &times, bins, SEAM_BLOCK_BINS + 1));
    CHECK(bins[SEAM_BLOCK_BINS] == 0 && bins[SEAM_BLOCK_BINS + 1] == 0x5a5a5a5a5a5a5a5aLL);
    for (i = 0; i < SEAM_BLOCK_BINS; i++) {
        CHECK(bins[i] >= 0);
        blocks += bins[i];
        if (bin_from(i) < times.p50_ns) below_median += bins[i];
        if (bins[i] != 0) CHECK(bin_from(i) <= times.max_ns);
    }
    CHECK(blocks == 1000 && times.blocks == 1000 && below_median >= 500);
    CHECK(times.p50_ns > 0 && times.p50_ns <= times.p99_ns && times.p99_ns <= times.p999_ns && times.p999_ns <= times.max_ns);
    CHECK(times.mean_ns > 0 && times.mean_ns <= times.max_ns);

    /* Of few bins the last takes the rest; without a place for either it is still a good call. */
    OK(seam_get_block_times(engine, NULL, few, 8));
    CHECK(few[7] == 1000);
    OK(seam_get_block_times(engine, NULL, NULL, 0));
    OK(seam_get_stats(engine, &stats));
    CHECK(stats.block_max_ns >= times.max_ns && stats.blocks >= 1000);
    OK(seam_reset_block_times(engine));
    OK(seam_get_block_times(engine, &times, NULL, 0));
    CHECK(times.blocks == 0 && times.max_ns == 0);
    pull(engine, 1);
    OK(seam_get_block_times(engine, &times, NULL, 0));
    CHECK(times.blocks == 1 && times.max_ns > 0);
    EXPECT(SEAM_INVALID_ARGUMENT, seam_get_block_times(engine, &times, NULL, 1));
    times.struct_size = 8;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_get_block_times(engine, &times, NULL, 0));
}

static int64_t clock_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void check_heard(seam_engine *engine)
{
    seam_swap swaps[64];
    seam_stats stats;
    struct timespec ms5 = { 0, 5000000 };
    int64_t from = 0, last, began, took;
    uint32_t count = 99, i;
    swaps[0].struct_size = sizeof swaps[0];
    stats.struct_size = sizeof stats;
    OK(seam_read_swaps(engine, &from, swaps, 64, &count));
    CHECK(count >= 1 && from == count && swaps[0].published == 1); /* the first timeline, play */
    OK(seam_read_swaps(engine, &from, swaps, 64, &count));
    CHECK(count == 0);

    /* Two edits before a block: the second is heard, the first never was. */
    OK(seam_split(engine, 10, NULL));
    began = clock_ns();
    OK(seam_ripple_delete(engine, 3, 4));
    OK(seam_get_stats(engine, &stats));
    nanosleep(&ms5, NULL);
    pull(engine, 3);
    took = clock_ns() - began;
    OK(seam_read_swaps(engine, &from, swaps, 64, &count));
    CHECK(count == 1 && swaps[0].struct_size == sizeof swaps[0]);
    CHECK(swaps[0].published == 1 && swaps[0].serial == stats.published_serial);
    CHECK(swaps[0].published_block == stats.blocks && swaps[0].heard_block == stats.blocks + 1);
    /* The engine may measure by another clock than this one: they agree to a thousandth. */
    CHECK(swaps[0].heard_ns >= 4995000 && swaps[0].heard_ns <= took + took / 1000);
    CHECK(swaps[0].edit_ns > 0 && swaps[0].edit_ns < 2000000000);
    CHECK(swaps[0].output_frame == stats.frames_rendered && swaps[0].fade_frames == 720);
    pull(engine, 3);

    /* More than are kept: the newest are reported. A loop's wraps are nobody's publication. */
    OK(seam_set_loop(engine, 1, 1.05));
    OK(seam_seek(engine, 1));
    pull(engine, 1000);
    last = from;
    OK(seam_read_swaps(engine, &from, swaps, 10, &count));
    CHECK(count == 10 && from > last + 60);
    for (i = 0; i < count; i++) CHECK(swaps[i].published == 0 && swaps[i].heard_ns == 0 && swaps[i].new_frame == RATE);
    OK(seam_clear_loop(engine));
    from = -5;
    OK(seam_read_swaps(engine, &from, NULL, 0, &count));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_read_swaps(engine, NULL, swaps, 1, &count));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_read_swaps(engine, &from, swaps, 1, NULL));
    swaps[0].struct_size = 8;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_read_swaps(engine, &from, swaps, 1, &count));
}

/* Ten minutes in a budget that has room for three, and a gap at the end. */
static void check_residency(void)
{
    uint8_t columns[COLUMNS + 2];
    seam_segment rows[12];
    seam_config config;
    seam_engine *engine = NULL;
    double wide = (double)RATE * 12;
    int i, seen = 0, moved = 0, loaded = 0;
    config.struct_size = sizeof config;
    OK(seam_config_default(&config));
    config.budget_bytes = 64LL << 20;
    OK(seam_create(&config, &engine));
    for (i = 0; i < 10; i++) {
        OK(seam_clip_set_pcm(engine, (uint32_t)i + 1, samples, 8000 * 60, 1, 8000)); /* resampled by loaders */
        rows[i] = whole((uint32_t)i + 1, 60);
    }
    rows[10] = whole(0, 60);
    OK(seam_residency(engine, 0, wide, columns, COLUMNS));
    for (i = 0; i < COLUMNS; i++) CHECK(columns[i] == 0);
    OK(seam_timeline_set(engine, rows, 11));
    OK(seam_wait_ready(engine, RATE * 30, 60000));
    memset(columns, 0x5a, sizeof columns);
    OK(seam_residency(engine, 0, wide, columns, COLUMNS));
    CHECK(columns[0] == SEAM_LOADED && columns[1] == SEAM_LOADED);
    for (i = 50; i < COLUMNS; i++) CHECK(columns[i] == 0);
    CHECK(columns[COLUMNS] == 0x5a);
    for (i = 0; i < 50; i++) {
        CHECK(columns[i] != 0 && (columns[i] & ~(SEAM_LOADED | SEAM_LOADING | SEAM_NOT_LOADED)) == 0);
        seen |= columns[i];
    }
    CHECK(seen & SEAM_NOT_LOADED);

    /* Half a page: one page's state and no other's. */
    OK(seam_residency(engine, 100, 1, columns, COLUMNS));
    for (i = 0; i < COLUMNS; i++) CHECK(columns[i] == SEAM_LOADED);
    OK(seam_residency(engine, -50.5, 1.5, columns, COLUMNS));
    CHECK(columns[0] == 0 && columns[32] == 0 && columns[34] == SEAM_LOADED);

    /* At the other end the first minutes are given up. */
    for (i = 0; i < 100 && !moved; i++) {
        struct timespec ms50 = { 0, 50000000 };
        OK(seam_seek(engine, i % 2 ? 590 : 300));
        pull(engine, 1);
        OK(seam_wait_ready(engine, RATE * 5, 60000));
        nanosleep(&ms50, NULL);
        OK(seam_residency(engine, 0, wide, columns, COLUMNS));
        moved = (columns[0] | columns[1] | columns[2]) & SEAM_EVICTED;
    }
    CHECK(moved);
    for (i = 0; i < 50; i++) loaded += (columns[i] & SEAM_LOADED) != 0;
    CHECK(loaded > 5 && loaded < 50);
    EXPECT(SEAM_INVALID_ARGUMENT, seam_residency(engine, 0, 0.5, columns, 1));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_residency(engine, 0, 10, NULL, 1));
    OK(seam_residency(engine, 0, 10, NULL, 0));
    OK(seam_destroy(engine));
}

int main(void)
{
    seam_engine *engine = NULL;
    seam_segment row = whole(1, 60);
    seam_stats stats;
    size_t i;
    for (i = 0; i < sizeof samples / sizeof samples[0]; i++) samples[i] = (float)(i % 97) / 200;
    OK(seam_create(NULL, &engine));
    OK(seam_clip_set_pcm(engine, 1, samples, RATE * 60, 2, RATE));
    OK(seam_timeline_set(engine, &row, 1));
    OK(seam_play(engine));
    pull(engine, 10);
    check_times(engine);
    check_heard(engine);
    stats.struct_size = sizeof stats;
    OK(seam_get_stats(engine, &stats));
    CHECK(stats.collections == 0);
    OK(seam_destroy(engine));
    check_residency();
    puts("ok");
    return 0;
}
