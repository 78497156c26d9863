/*
 * Random calls with random arguments, right ones and wrong ones: handles that are stale, null or of another kind, numbers
 * beyond every limit, structs of wrong sizes full of noise. No call may end the process, every refusal has a sentence, and a
 * good call works afterwards.
 *   host_fuzz SEED SECONDS MEDIA
 * Buffers are as large as what is asked for: a library cannot know how large a host's are.
 */
#define _GNU_SOURCE
#include "check.h"

#include <math.h>
#include <string.h>
#include <time.h>

#define HANDLES 4
#define ROWS 8
#define FRAMES 2048

static uint64_t state;
static const char *media;
static seam_engine *engines[HANDLES];
static seam_offline *offlines[HANDLES];
static seam_engine *owners[HANDLES];
static int64_t ids[16];
static long refused, accepted, silent;

static uint64_t next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static uint32_t below(uint32_t end) { return (uint32_t)(next() >> 33) % end; }

static double number(void)
{
    static const double odd[] = { 0, -0.0, -1, 1e-9, 0.05, 0.25, 1, 8, 59.9, 60, 61, 1e6, 1e12, 1e300, -1e300 };
    switch (below(8)) {
    case 0: return odd[below(sizeof odd / sizeof odd[0])];
    case 1: return (double)NAN;
    case 2: return below(2) ? (double)INFINITY : -(double)INFINITY;
    default: return (double)below(4000) / 100.0;
    }
}

static int64_t integer(void)
{
    static const int64_t odd[] = { 0, -1, 1, INT64_MAX, INT64_MIN, INT32_MAX, INT32_MIN, 480, 48000 };
    return below(3) == 0 ? odd[below(sizeof odd / sizeof odd[0])] : (int64_t)below(2000000);
}

static int64_t id(void) { return below(6) == 0 ? integer() : ids[below(16)]; }

static uint32_t clip(void) { return below(8) == 0 ? (uint32_t)next() : below(6); }

/* An engine: mostly a living one; else destroyed, NULL, an offline render or a number of nobody's. */
static seam_engine *engine(void)
{
    switch (below(24)) {
    case 0: return NULL;
    case 1: return (seam_engine *)(intptr_t)next();
    case 2: return (seam_engine *)offlines[below(HANDLES)];
    default: return engines[below(HANDLES)];
    }
}

static void noise(void *to, size_t bytes)
{
    unsigned char *at = to;
    size_t i;
    for (i = 0; i < bytes; i++) at[i] = below(3) == 0 ? (unsigned char)next() : 0;
}

static uint32_t size(size_t right) { return below(6) == 0 ? (uint32_t)below((uint32_t)right + 1) : (uint32_t)right; }

#define got(of, call) note(of, call, #call)

static void note(const seam_engine *of, seam_status status, const char *call)
{
    char text[512];
    size_t length;
    if (status == SEAM_OK) {
        accepted++;
        return;
    }
    refused++;
    length = seam_last_error(of, text, sizeof text);
    if (length == 0) {
        silent++;
        fprintf(stderr, "status %d without a sentence: %s\n", (int)status, call);
    }
    CHECK(length >= sizeof text || strlen(text) == length);
}

static seam_segment segment(void)
{
    seam_segment s;
    noise(&s, sizeof s);
    s.struct_size = size(sizeof s);
    s.clip = clip();
    if (below(5) == 0) return s;
    s.in_seconds = number();
    s.out_seconds = s.in_seconds + number();
    s.speed = below(4) == 0 ? number() : 1;
    s.gain_db = below(4) == 0 ? number() : 0;
    s.speed_mode = below(8) == 0 ? (int32_t)below(5) : 0;
    return s;
}

static void clips(seam_engine *e)
{
    static float samples[FRAMES * 8];
    seam_track tracks[3];
    seam_source source;
    seam_stream streams[4];
    seam_mix mix;
    uint32_t i, changed;
    int64_t frames;
    switch (below(9)) {
    case 7:
        streams[0].struct_size = size(sizeof streams[0]);
        got(e, seam_clip_streams(e, clip(), below(3), below(10) == 0 ? NULL : streams, below(5), below(10) == 0 ? NULL : &changed));
        break;
    case 0:
        noise(tracks, sizeof tracks);
        for (i = 0; i < 3; i++) {
            tracks[i].struct_size = size(sizeof tracks[i]);
            tracks[i].path = below(6) == 0 ? NULL : below(6) == 0 ? "/no/such/file" : below(12) == 0 ? "/dev/zero" : media;
            tracks[i].stream = below(4) == 0 ? (int32_t)integer() : SEAM_BEST_STREAM;
            tracks[i].offset_seconds = number();
            tracks[i].gain_db = below(2) ? 0 : number();
            tracks[i].stereo_mode = (int32_t)below(4);
        }
        got(e, seam_clip_set_media(e, clip(), below(10) == 0 ? NULL : tracks, below(4)));
        break;
    case 1:
        noise(samples, sizeof samples);
        got(e, seam_clip_set_pcm(e, clip(), below(10) == 0 ? NULL : samples, below(FRAMES), (int32_t)below(10), below(4) == 0 ? (int32_t)integer() : 48000));
        break;
    case 2: got(e, seam_clip_remove(e, clip())); break;
    case 3:
        noise(&mix, sizeof mix);
        mix.struct_size = size(sizeof mix);
        mix.offset_seconds = number();
        got(e, seam_clip_set_track_mix(e, clip(), below(3), below(10) == 0 ? NULL : &mix));
        break;
    case 4: got(e, seam_clip_frames(e, clip(), below(10) == 0 ? NULL : &frames)); break;
    case 5: got(e, seam_clip_measure(e, clip())); break;
    case 6:
        source.struct_size = size(sizeof source);
        got(e, seam_clip_source(e, clip(), below(3), below(10) == 0 ? NULL : &source));
        break;
    default:
        if (below(4) == 0) got(e, seam_clip_invalidate(e, clip()));
        else got(e, seam_media_check(e, below(2) ? 0 : clip(), below(10) == 0 ? NULL : &changed));
        break;
    }
}

static void edits_in_place(seam_engine *e)
{
    seam_edit_range ranges[ROWS];
    seam_segment row = segment();
    seam_edit list[ROWS];
    int64_t new_ids[ROWS];
    uint32_t i, count = below(ROWS + 1);
    int64_t made = 0;
    for (i = 0; i < ROWS; i++) {
        memset(&list[i], 0, sizeof list[i]);
        list[i].struct_size = sizeof list[i];
        list[i].kind = (int32_t)below(18);
        list[i].segment = below(4) == 0 ? -(int64_t)below(ROWS + 1) : id();
        list[i].value = number();
        list[i].end_seconds = list[i].value + 0.2;
        list[i].with = below(10) == 0 ? NULL : &row;
        list[i].index = below(12);
        list[i].muted = (int32_t)below(2);
        memset(&ranges[i], 0, sizeof ranges[i]);
        ranges[i].struct_size = sizeof ranges[i];
        ranges[i].in_seconds = number();
        ranges[i].out_seconds = below(2) ? number() : ranges[i].in_seconds + 0.1;
    }
    list[0].struct_size = below(10) == 0 ? size(sizeof list[0]) : (uint32_t)sizeof list[0];
    ranges[0].struct_size = below(4) == 0 ? size(sizeof ranges[0]) : (uint32_t)sizeof ranges[0];
    switch (below(12)) {
    case 10:
    case 11:
        got(e, seam_apply_edits(e, below(10) == 0 ? NULL : list, count, below(3) == 0 ? NULL : new_ids));
        return;
    case 0: got(e, seam_lift(e, number(), number())); break;
    case 1: got(e, seam_overwrite(e, number(), below(10) == 0 ? NULL : &row, below(10) == 0 ? NULL : &made)); break;
    case 2: got(e, seam_roll_in(e, id(), number())); break;
    case 3: got(e, seam_roll_out(e, id(), number())); break;
    case 4: got(e, seam_slip(e, id(), number())); break;
    case 5: got(e, seam_slide(e, id(), number())); break;
    case 6: got(e, seam_remove_ranges(e, below(10) == 0 ? NULL : ranges, count)); break;
    case 7: got(e, seam_keep_ranges(e, below(10) == 0 ? NULL : ranges, count)); break;
    case 8: got(e, seam_begin_edits(e)); break;
    default: got(e, below(3) ? seam_end_edits(e) : seam_cancel_edits(e)); break;
    }
    if (made != 0) ids[below(16)] = made;
}

static void edits(seam_engine *e)
{
    seam_segment rows[ROWS];
    uint32_t i, count = 0, index;
    int64_t made = 0;
    switch (below(18)) {
    case 0:
        for (i = 0; i < ROWS; i++) rows[i] = segment();
        for (i = 1; i < ROWS; i++) rows[i].struct_size = rows[0].struct_size;
        got(e, seam_timeline_set(e, below(10) == 0 ? NULL : rows, below(ROWS + 1)));
        break;
    case 1:
        for (i = 0; i < ROWS; i++) rows[i].struct_size = sizeof rows[i];
        rows[0].struct_size = size(sizeof rows[0]);
        if (seam_timeline_get(e, rows, ROWS, &count) == SEAM_OK && rows[0].struct_size == sizeof rows[0])
            for (i = 0; i < count && i < ROWS; i++) ids[below(16)] = rows[i].id;
        break;
    case 2: rows[0] = segment(); got(e, seam_insert(e, below(12), below(10) == 0 ? NULL : &rows[0], below(10) == 0 ? NULL : &made)); break;
    case 3: got(e, seam_split(e, number(), &made)); break;
    case 4: got(e, seam_ripple_delete(e, number(), number())); break;
    case 5: got(e, seam_delete_segment(e, id())); break;
    case 6: got(e, seam_move_segment(e, id(), below(12))); break;
    case 7: got(e, seam_trim_in(e, id(), number())); break;
    case 8: got(e, seam_trim_out(e, id(), number())); break;
    case 9: got(e, seam_set_segment_gain(e, id(), number())); break;
    case 10: got(e, below(2) ? seam_set_segment_muted(e, id(), (int32_t)below(3)) : seam_set_segment_speed(e, id(), number())); break;
    case 11: got(e, seam_undo(e)); break;
    case 12: got(e, seam_redo(e)); break;
    case 13: case 14: case 15: case 16: edits_in_place(e); break;
    default:
        rows[0].struct_size = size(sizeof rows[0]);
        got(e, seam_segment_at(e, integer(), below(10) == 0 ? NULL : &rows[0], below(10) == 0 ? NULL : &index));
        break;
    }
    if (made != 0) ids[below(16)] = made;
}

static void transport(seam_engine *e)
{
    static float output[(FRAMES + 1) * 8];
    seam_position position;
    seam_stats stats;
    switch (below(12)) {
    case 0: got(e, seam_play(e)); break;
    case 1: got(e, seam_pause(e)); break;
    case 2: got(e, seam_seek(e, number())); break;
    case 3: got(e, seam_seek_frame(e, integer())); break;
    case 4: got(e, seam_set_loop(e, number(), number())); break;
    case 5:
        switch (below(4)) {
        case 0: got(e, seam_play_range(e, number(), number())); break;
        case 1: got(e, seam_play_around(e, number(), number(), number())); break;
        case 2: got(e, seam_scrub(e, number())); break;
        default: got(e, seam_clear_loop(e)); break;
        }
        break;
    case 6: got(e, seam_set_anchor(e, (int32_t)below(4))); break;
    case 7:
        position.struct_size = size(sizeof position);
        got(e, seam_get_position(e, below(10) == 0 ? NULL : &position));
        break;
    case 8:
        stats.struct_size = size(sizeof stats);
        got(e, seam_get_stats(e, below(10) == 0 ? NULL : &stats));
        break;
    case 9: got(e, seam_set_latency(e, integer())); break;
    case 10: got(e, seam_wait_ready(e, integer(), (int32_t)below(3))); break;
    default: /* of a real-time call nobody writes down why it was refused */
        if ((below(2) ? seam_render : seam_render_documented)(e, below(10) == 0 ? NULL : output, below(FRAMES)) == SEAM_OK) accepted++;
        else refused++;
        break;
    }
}

static void looks(seam_engine *e)
{
    seam_peaks_view view;
    seam_peak columns[ROWS];
    seam_range ranges[ROWS];
    seam_device devices[2];
    seam_output_info info;
    seam_block_times times;
    seam_swap swaps[ROWS];
    int64_t bins[SEAM_BLOCK_BINS + 8];
    uint8_t states[64];
    uint32_t i, count;
    int64_t changes;
    noise(&view, sizeof view);
    view.struct_size = size(sizeof view);
    view.channel = below(3) == 0 ? (int32_t)integer() : SEAM_ALL_CHANNELS;
    if (below(4) != 0) {
        view.first_frame = number() * 48000;
        view.frames_per_column = number() * 100;
    }
    for (i = 0; i < ROWS; i++) columns[i].struct_size = sizeof columns[i];
    for (i = 0; i < ROWS; i++) ranges[i].struct_size = sizeof ranges[i];
    devices[0].struct_size = devices[1].struct_size = sizeof devices[0];
    switch (below(12)) {
    case 7:
        swaps[0].struct_size = sizeof swaps[0];
        if (below(8) == 0) swaps[0].struct_size = below(sizeof swaps[0]);
        changes = integer();
        got(e, seam_read_swaps(e, below(10) == 0 ? NULL : &changes, below(10) == 0 ? NULL : swaps, below(ROWS + 1), below(10) == 0 ? NULL : &count));
        break;
    case 8: got(e, seam_residency(e, below(2) ? number() * 48000 : 0, number() * 1000, below(10) == 0 ? NULL : states, below(sizeof states))); break;
    case 9: case 10:
        times.struct_size = size(sizeof times);
        got(e, seam_get_block_times(e, below(6) == 0 ? NULL : &times, below(10) == 0 ? NULL : bins, below(SEAM_BLOCK_BINS + 8)));
        break;
    case 11: got(e, seam_reset_block_times(e)); break;
    case 0: got(e, seam_peaks_track(e, clip(), below(3), below(10) == 0 ? NULL : &view, columns, below(ROWS + 1), below(2) ? NULL : &changes)); break;
    case 1: got(e, seam_peaks_clip(e, clip(), &view, below(10) == 0 ? NULL : columns, below(ROWS + 1), &changes)); break;
    case 2: got(e, seam_peaks_timeline(e, &view, columns, below(ROWS + 1), &changes)); break;
    case 3: got(e, seam_peaks_changes(e, below(10) == 0 ? NULL : &changes)); break;
    case 4: got(e, seam_loaded_ranges(e, below(10) == 0 ? NULL : ranges, below(ROWS + 1), &count)); break;
    case 5:
        info.struct_size = size(sizeof info);
        got(e, seam_get_output(e, below(10) == 0 ? NULL : &info));
        break;
    default: if (below(20) == 0) got(NULL, seam_output_devices(below(2) ? "dummy" : "no such driver", devices, 2, &count)); break;
    }
}

static void offline(seam_engine *e)
{
    static float output[FRAMES * 8];
    uint32_t slot = below(HANDLES);
    seam_export wanted;
    seam_levels levels;
    switch (below(5)) {
    case 0:
        if (offlines[slot] != NULL) seam_offline_close(offlines[slot]);
        offlines[slot] = NULL;
        got(e, seam_offline_open(e, below(3), &offlines[slot]));
        owners[slot] = e;
        break;
    case 1: got(NULL, seam_offline_close(below(6) == 0 ? (seam_offline *)(intptr_t)next() : offlines[slot])); break;
    case 2: {
        /* Its sentence is its engine's, which may be gone; nobody's where the handle is refused. */
        seam_status status = seam_offline_render(offlines[slot], integer(), below(10) == 0 ? NULL : output, below(FRAMES));
        note(status == SEAM_INVALID_HANDLE ? NULL : owners[slot], status, "seam_offline_render");
        break;
    }
    case 3: got(e, seam_render_range(e, integer(), below(10) == 0 ? NULL : output, below(FRAMES), below(3))); break;
    default:
        noise(&wanted, sizeof wanted);
        wanted.struct_size = size(sizeof wanted);
        wanted.path = below(3) == 0 ? NULL : "/no/such/folder/out.wav";
        wanted.progress = NULL;
        memset(&levels, 0, sizeof levels);
        levels.struct_size = size(sizeof levels);
        wanted.levels = below(2) ? NULL : &levels;
        wanted.frames = (int64_t)below(1000);
        if (below(10) == 0) got(e, seam_export_wav(e, &wanted));
        break;
    }
}

static void life(void)
{
    uint32_t slot = below(HANDLES);
    seam_config config;
    seam_output output;
    switch (below(4)) {
    case 0: got(NULL, seam_destroy(engines[slot])); break; /* also the second time */
    case 1:
        seam_destroy(engines[slot]);
        noise(&config, sizeof config);
        config.struct_size = sizeof config;
        if (below(3) != 0) OK(seam_config_default(&config));
        config.struct_size = size(sizeof config);
        if (config.budget_bytes > (64LL << 20) || config.budget_bytes <= 0) config.budget_bytes = 32LL << 20;
        if (config.loader_threads > 4) config.loader_threads = 2;
        engines[slot] = NULL;
        got(NULL, seam_create(below(10) == 0 ? NULL : &config, &engines[slot]));
        break;
    case 2:
        noise(&output, sizeof output);
        output.struct_size = size(sizeof output);
        output.driver = below(3) == 0 ? "no such driver" : "dummy";
        output.device = below(3) == 0 ? "no such device" : NULL;
        output.disk_file = NULL;
        output.time_scale = number();
        if (below(2)) got(engines[slot], seam_output_open(engines[slot], &output));
        else got(engines[slot], seam_output_open_null(engines[slot], below(5000), number()));
        break;
    default: got(engines[slot], seam_output_close(engines[slot])); break;
    }
}

int main(int count, char **arguments)
{
    static float samples[48000 * 2];
    static float output[480 * 2];
    seam_segment one;
    time_t end;
    long calls = 0;
    int i;
    CHECK(count == 4);
    state = strtoull(arguments[1], NULL, 10) * 2654435761u + 88172645463325252ULL;
    media = arguments[3];
    end = time(NULL) + atol(arguments[2]);
    while (time(NULL) < end) {
        for (i = 0; i < 200; i++, calls++) {
            switch (below(16)) {
            case 0: case 1: clips(engine()); break;
            case 2: case 3: case 4: case 5: case 6: edits(engine()); break;
            case 7: case 8: case 9: case 10: transport(engine()); break;
            case 11: case 12: looks(engine()); break;
            case 13: offline(engine()); break;
            case 14: if (below(20) == 0) life(); break;
            default: if (engines[below(HANDLES)] == NULL) life(); break;
            }
        }
    }

    for (i = 0; i < HANDLES; i++) {
        if (offlines[i] != NULL) seam_offline_close(offlines[i]);
        if (engines[i] != NULL) seam_destroy(engines[i]);
    }

    /* After all that a good host is served. */
    OK(seam_create(NULL, &engines[0]));
    for (i = 0; i < 48000 * 2; i++) samples[i] = 0.5f;
    OK(seam_clip_set_pcm(engines[0], 1, samples, 48000, 2, 48000));
    memset(&one, 0, sizeof one);
    one.struct_size = sizeof one;
    one.clip = 1;
    one.out_seconds = 1;
    one.speed = 1;
    OK(seam_timeline_set(engines[0], &one, 1));
    OK(seam_play(engines[0]));
    for (i = 0; i < 10; i++) OK(seam_render(engines[0], output, 480));
    CHECK(output[0] == 0.5f && output[959] == 0.5f);
    OK(seam_destroy(engines[0]));
    printf("calls %ld\naccepted %ld\nrefused %ld\nsilent %ld\n", calls, accepted, refused, silent);
    return 0;
}
