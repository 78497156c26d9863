/* Waveforms of a host's samples: every scope, a longer struct, what is refused. */
#include "check.h"
#include "seamline.h"

#include <math.h>
#include <string.h>

#define RATE 48000
#define FRAMES (20 * RATE)
#define COLUMNS 1000

static float samples[2 * FRAMES];

/* A later header's column: ours must stand that far apart. */
typedef struct longer {
    seam_peak known;
    double later;
} longer;

static void check_columns(seam_engine *engine)
{
    static seam_peak columns[COLUMNS];
    static longer apart[COLUMNS];
    seam_peaks_view view;
    int64_t changes = -1;
    int64_t all = -1;
    int i;
    memset(&view, 0, sizeof view);
    view.struct_size = sizeof view;
    view.channel = SEAM_ALL_CHANNELS;
    view.frames_per_column = (double)FRAMES / COLUMNS;
    columns[0].struct_size = sizeof columns[0];
    OK(seam_peaks_track(engine, 1, 0, &view, columns, COLUMNS, &changes));
    OK(seam_peaks_changes(engine, &all));
    CHECK(changes > 0 && all == changes);
    for (i = 0; i < COLUMNS; i++) {
        /* The ramp: each column begins about where the one before ended. */
        float from = samples[2 * (FRAMES / COLUMNS) * i];
        CHECK(columns[i].struct_size == sizeof columns[0] && columns[i].flags == 0 && columns[i].known == 1);
        CHECK(columns[i].min <= from && columns[i].min > from - 0.001f);
        CHECK(columns[i].max >= from + 0.0009f && columns[i].max < from + 0.002f);
        CHECK(columns[i].rms >= columns[i].min && columns[i].rms <= columns[i].max);
    }

    memset(apart, 0x5a, sizeof apart);
    apart[0].known.struct_size = sizeof apart[0];
    OK(seam_peaks_clip(engine, 1, &view, &apart[0].known, COLUMNS, NULL));
    for (i = 0; i < COLUMNS; i++) {
        CHECK(apart[i].known.struct_size == sizeof apart[0] && apart[i].known.min == columns[i].min);
        CHECK(memcmp(&apart[i].later, "\x5a\x5a\x5a\x5a\x5a\x5a\x5a\x5a", 8) == 0);
    }

    OK(seam_peaks_timeline(engine, &view, columns, COLUMNS, NULL));
    CHECK(columns[600].flags == SEAM_PEAK_OUTSIDE && columns[600].max == 0 && columns[600].known == 1);
    CHECK(columns[10].flags == 0 && columns[10].max == apart[10].known.max);
    view.frames_per_column = 1;
    view.first_frame = 4321;
    OK(seam_peaks_track(engine, 1, 0, &view, columns, 1, NULL));
    CHECK(columns[0].min == samples[2 * 4321] && columns[0].max == samples[2 * 4321]);
    OK(seam_peaks_track(engine, 1, 0, &view, NULL, 0, NULL));
}

static void check_unknown(seam_engine *engine)
{
    seam_peaks_view view;
    seam_peak column;
    memset(&view, 0, sizeof view);
    view.struct_size = sizeof view;
    view.frames_per_column = 100;
    column.struct_size = sizeof column;
    /* At another rate nothing is known before it is loaded. */
    OK(seam_clip_set_pcm(engine, 2, samples, FRAMES, 2, 24000));
    OK(seam_peaks_track(engine, 2, 0, &view, &column, 1, NULL));
    CHECK(column.known == 0 && isnan(column.min) && isnan(column.max) && isnan(column.rms));
}

static void check_refusals(seam_engine *engine)
{
    seam_peaks_view view;
    seam_peak column;
    memset(&view, 0, sizeof view);
    view.struct_size = sizeof view;
    view.frames_per_column = 100;
    column.struct_size = sizeof column;
    EXPECT(SEAM_NOT_FOUND, seam_peaks_track(engine, 7, 0, &view, &column, 1, NULL));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_peaks_track(engine, 1, 1, &view, &column, 1, NULL));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_peaks_track(engine, 1, UINT32_MAX, &view, &column, 1, NULL));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_peaks_clip(engine, 1, NULL, &column, 1, NULL));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_peaks_clip(engine, 1, &view, NULL, 1, NULL));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_peaks_changes(engine, NULL));
    column.struct_size = 8;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_peaks_clip(engine, 1, &view, &column, 1, NULL));
    column.struct_size = sizeof column;
    view.frames_per_column = 0.5;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_peaks_timeline(engine, &view, &column, 1, NULL));
    view.frames_per_column = 1;
    view.channel = 2;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_peaks_timeline(engine, &view, &column, 1, NULL));
}

int main(void)
{
    seam_engine *engine = NULL;
    seam_segment segment;
    seam_stats stats;
    int i;
    for (i = 0; i < 2 * FRAMES; i++) samples[i] = (float)(i / 2) / FRAMES;
    OK(seam_create(NULL, &engine));
    OK(seam_clip_set_pcm(engine, 1, samples, FRAMES, 2, RATE));
    memset(&segment, 0, sizeof segment);
    segment.struct_size = sizeof segment;
    segment.clip = 1;
    segment.out_seconds = 10;
    segment.speed = 1;
    OK(seam_timeline_set(engine, &segment, 1));
    check_columns(engine);
    check_unknown(engine);
    check_refusals(engine);
    stats.struct_size = sizeof stats;
    OK(seam_get_stats(engine, &stats));
    CHECK(stats.collections == 0);
    OK(seam_destroy(engine));
    puts("ok");
    return 0;
}
