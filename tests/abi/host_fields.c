/*
 * Every field of every struct that a host fills, with a value that is refused: the error message names the struct and the field. Prints
 * the fields that it has tried; a test holds them against the header. Usage: host_fields
 */
#include "check.h"
#include "seamline.h"

#include <math.h>
#include <string.h>

static seam_engine *engine;
static seam_offline *offline;
static int64_t lane_id;
static uint32_t count;
static float samples[96000];

static void named(const char *name)
{
    char text[512];
    seam_last_error(engine, text, sizeof text);
    if (!strstr(text, name)) {
        fprintf(stderr, "%s is not named: %s\n", name, text);
        exit(1);
    }

    printf("%s\n", name);
}

/* A struct that is accepted, but for one field. */
#define BAD(type, field, value, call)                                    \
    do {                                                                 \
        type it = fresh_##type();                                        \
        it.field = (value);                                              \
        EXPECT(SEAM_INVALID_ARGUMENT, call);                             \
        named(#type "." #field);                                         \
    } while (0)

/* Of a size that no version has, and not there at all. */
#define SIZES(type, call)                                                \
    do {                                                                 \
        type it = fresh_##type();                                        \
        it.struct_size = 4;                                              \
        EXPECT(SEAM_INVALID_ARGUMENT, call);                             \
        named(#type ".struct_size");                                     \
    } while (0)

#define FRESH(type, ...)                                                 \
    static type fresh_##type(void)                                       \
    {                                                                    \
        type it;                                                         \
        memset(&it, 0, sizeof it);                                       \
        it.struct_size = sizeof it;                                      \
        __VA_ARGS__;                                                     \
        return it;                                                       \
    }

FRESH(seam_config, (void)0)
FRESH(seam_mix, (void)0)
FRESH(seam_track, it.path = "no-such-file.wav")
FRESH(seam_segment, it.clip = 1; it.out_seconds = 1)
FRESH(seam_edit_range, it.out_seconds = 0.5)
FRESH(seam_range, it.end_frame = 100)
FRESH(seam_edit, it.kind = SEAM_EDIT_SPLIT; it.value = 0.5)
FRESH(seam_lane, (void)0)
FRESH(seam_item, it.clip = 1; it.lane = lane_id; it.out_seconds = 1)
FRESH(seam_ducking, OK(seam_ducking_default(&it)))
FRESH(seam_room_tone, it.clip = 1; it.out_seconds = 1)
FRESH(seam_envelope_point, (void)0)
FRESH(seam_output, OK(seam_output_default(&it)); it.driver = "dummy")
FRESH(seam_master, OK(seam_master_default(&it)))
FRESH(seam_measure, (void)0)
FRESH(seam_silence_options, OK(seam_silence_options_default(&it)))
FRESH(seam_offline_options, (void)0)
FRESH(seam_export, it.path = "out.wav")
FRESH(seam_tag, it.key = "title"; it.value = "x")
FRESH(seam_chapter, it.title = "x")
FRESH(seam_levels, (void)0)
FRESH(seam_file_export, it.path = "out.wav")
FRESH(seam_peaks_view, OK(seam_peaks_view_default(&it)))
FRESH(seam_peak, (void)0)

static seam_status create(const seam_config *config)
{
    seam_engine *made = NULL;
    seam_status status = seam_create(config, &made);
    if (made) OK(seam_destroy(made));
    return status;
}

static void clips(void)
{
    SIZES(seam_mix, seam_clip_set_track_mix(engine, 1, 0, &it));
    BAD(seam_mix, stereo_mode, 7, seam_clip_set_track_mix(engine, 1, 0, &it));
    BAD(seam_mix, offset_seconds, NAN, seam_clip_set_track_mix(engine, 1, 0, &it));
    BAD(seam_mix, gain_db, 61, seam_clip_set_track_mix(engine, 1, 0, &it));
    SIZES(seam_track, seam_clip_set_media(engine, 2, &it, 1));
    BAD(seam_track, path, NULL, seam_clip_set_media(engine, 2, &it, 1));
    BAD(seam_track, offset_seconds, 1e9, seam_clip_set_media(engine, 2, &it, 1));
    BAD(seam_track, gain_db, NAN, seam_clip_set_media(engine, 2, &it, 1));
    BAD(seam_track, stereo_mode, 7, seam_clip_set_media(engine, 2, &it, 1));
    BAD(seam_track, channel_mode, -1, seam_clip_set_media(engine, 2, &it, 1));
    BAD(seam_track, first_channel, -1, (it.channel_mode = SEAM_CHANNELS_ONE, seam_clip_set_media(engine, 2, &it, 1)));
    BAD(seam_track, second_channel, -1, (it.channel_mode = SEAM_CHANNELS_PAIR, seam_clip_set_media(engine, 2, &it, 1)));
}

static void edits(void)
{
    seam_segment segment = fresh_seam_segment();
    OK(seam_segment_at(engine, 0, &segment, &count));
    SIZES(seam_segment, seam_insert(engine, 0, &it, NULL));
    BAD(seam_segment, in_seconds, NAN, seam_insert(engine, 0, &it, NULL));
    BAD(seam_segment, out_seconds, INFINITY, seam_insert(engine, 0, &it, NULL));
    BAD(seam_segment, out_seconds, -1, seam_timeline_set(engine, &it, 1));
    BAD(seam_segment, speed, 9, seam_insert(engine, 0, &it, NULL));
    BAD(seam_segment, speed_mode, 3, seam_timeline_set(engine, &it, 1));
    BAD(seam_segment, gain_db, 60.5, seam_overwrite(engine, 0, &it, NULL));
    SIZES(seam_edit_range, seam_remove_ranges(engine, &it, 1));
    BAD(seam_edit_range, in_seconds, NAN, seam_remove_ranges(engine, &it, 1));
    BAD(seam_edit_range, out_seconds, -1, seam_keep_ranges(engine, &it, 1));
    SIZES(seam_range, seam_remove_ranges_frames(engine, &it, 1));
    BAD(seam_range, end_frame, -1, seam_keep_ranges_frames(engine, &it, 1));
    SIZES(seam_edit, seam_apply_edits(engine, &it, 1, NULL));
    BAD(seam_edit, kind, 99, seam_apply_edits(engine, &it, 1, NULL));
    BAD(seam_edit, value, 61, (it.kind = SEAM_EDIT_GAIN, it.segment = 1, seam_apply_edits(engine, &it, 1, NULL)));
    BAD(seam_edit, with, NULL, (it.kind = SEAM_EDIT_INSERT, seam_apply_edits(engine, &it, 1, NULL)));
    BAD(seam_edit, index, 9, (it.kind = SEAM_EDIT_SPEED_MODE, it.segment = segment.id, seam_apply_edits(engine, &it, 1, NULL)));
    SIZES(seam_lane, seam_add_lane(engine, 0, &it, NULL));
    BAD(seam_lane, gain_db, NAN, seam_add_lane(engine, 0, &it, NULL));
    SIZES(seam_item, seam_add_item(engine, &it, NULL));
    BAD(seam_item, start_seconds, -1, seam_add_item(engine, &it, NULL));
    BAD(seam_item, in_seconds, NAN, seam_add_item(engine, &it, NULL));
    BAD(seam_item, out_seconds, -1, seam_add_item(engine, &it, NULL));
    BAD(seam_item, gain_db, 61, seam_add_item(engine, &it, NULL));
    BAD(seam_item, fade_in_seconds, -1, seam_add_item(engine, &it, NULL));
    BAD(seam_item, fade_out_seconds, NAN, seam_add_item(engine, &it, NULL));
    BAD(seam_item, loop_seconds, -1, seam_add_item(engine, &it, NULL));
    BAD(seam_item, fade_in_curve, 2, seam_add_item(engine, &it, NULL));
    BAD(seam_item, fade_out_curve, -1, seam_add_item(engine, &it, NULL));
    SIZES(seam_ducking, seam_set_ducking(engine, lane_id, &it));
    BAD(seam_ducking, amount_db, 1, seam_set_ducking(engine, lane_id, &it));
    BAD(seam_ducking, threshold_db, -97, seam_set_ducking(engine, lane_id, &it));
    BAD(seam_ducking, hold_seconds, 61, seam_set_ducking(engine, lane_id, &it));
    BAD(seam_ducking, fall_seconds, 0.001, seam_set_ducking(engine, lane_id, &it));
    BAD(seam_ducking, rise_seconds, 11, seam_set_ducking(engine, lane_id, &it));
    SIZES(seam_room_tone, seam_set_room_tone(engine, &it));
    BAD(seam_room_tone, clip, 0, seam_set_room_tone(engine, &it));
    BAD(seam_room_tone, in_seconds, NAN, seam_set_room_tone(engine, &it));
    BAD(seam_room_tone, out_seconds, 0.1, seam_set_room_tone(engine, &it));
    BAD(seam_room_tone, gain_db, 61, seam_set_room_tone(engine, &it));
    BAD(seam_room_tone, crossfade_seconds, 0.6, seam_set_room_tone(engine, &it));
    SIZES(seam_envelope_point, seam_set_envelope(engine, SEAM_ENVELOPE_MASTER, 0, &it, 1));
    BAD(seam_envelope_point, seconds, NAN, seam_set_envelope(engine, SEAM_ENVELOPE_MASTER, 0, &it, 1));
    BAD(seam_envelope_point, gain_db, 61, seam_set_envelope(engine, SEAM_ENVELOPE_MASTER, 0, &it, 1));
    SIZES(seam_master, seam_set_master(engine, &it));
    BAD(seam_master, limiter, 2, seam_set_master(engine, &it));
    BAD(seam_master, gain_db, NAN, seam_set_master(engine, &it));
    BAD(seam_master, ceiling_db, 1, seam_set_master(engine, &it));
}

static void results(void)
{
    seam_loudness loudness;
    seam_peak peak = fresh_seam_peak();
    seam_levels levels = fresh_seam_levels();
    seam_tag tag = fresh_seam_tag();
    seam_chapter chapter = fresh_seam_chapter();
    seam_file_export file = fresh_seam_file_export();
    memset(&loudness, 0, sizeof loudness);
    loudness.struct_size = sizeof loudness;
    SIZES(seam_output, seam_output_open(engine, &it));
    BAD(seam_output, block_frames, -1, seam_output_open(engine, &it));
    BAD(seam_output, time_scale, 101, seam_output_open(engine, &it));
    BAD(seam_output, reserved, 1, seam_output_open(engine, &it));
    SIZES(seam_measure, seam_measure_loudness_with(engine, &it, &loudness));
    BAD(seam_measure, flags, 2, seam_measure_loudness_with(engine, &it, &loudness));
    SIZES(seam_silence_options, seam_find_silences(engine, &it, NULL, 0, &count));
    BAD(seam_silence_options, whole_mix, 2, seam_find_silences(engine, &it, NULL, 0, &count));
    BAD(seam_silence_options, threshold_db, 1, seam_find_silences(engine, &it, NULL, 0, &count));
    BAD(seam_silence_options, min_seconds, -1, seam_find_silences(engine, &it, NULL, 0, &count));
    BAD(seam_silence_options, margin_seconds, NAN, seam_find_silences(engine, &it, NULL, 0, &count));
    SIZES(seam_offline_options, seam_offline_open_with(engine, &it, &offline));
    BAD(seam_offline_options, flags, 4, seam_offline_open_with(engine, &it, &offline));
    BAD(seam_offline_options, first_frame, INT64_MAX, seam_offline_open_with(engine, &it, &offline));
    BAD(seam_offline_options, frames, -2, seam_offline_open_with(engine, &it, &offline));
    BAD(seam_offline_options, edge_fade_ms, 1001, seam_offline_open_with(engine, &it, &offline));
    SIZES(seam_export, seam_export_wav(engine, &it));
    BAD(seam_export, format, SEAM_S24, seam_export_wav(engine, &it));
    BAD(seam_export, path, "", seam_export_wav(engine, &it));
    BAD(seam_export, first_frame, INT64_MIN, seam_export_wav(engine, &it));
    BAD(seam_export, frames, -2, seam_export_wav(engine, &it));
    BAD(seam_export, flags, 2, seam_export_wav(engine, &it));
    BAD(seam_export, reserved, 1, seam_export_wav(engine, &it));
    BAD(seam_export, edge_fade_ms, -1, seam_export_wav(engine, &it));
    SIZES(seam_levels, (levels = it, file.levels = &levels, seam_export_file(engine, &file)));
    file.levels = NULL;
    SIZES(seam_file_export, seam_export_file(engine, &it));
    BAD(seam_file_export, codec, 7, seam_export_file(engine, &it));
    BAD(seam_file_export, path, NULL, seam_export_file(engine, &it));
    BAD(seam_file_export, format, 3, seam_export_file(engine, &it));
    BAD(seam_file_export, flags, 16, seam_export_file(engine, &it));
    BAD(seam_file_export, first_frame, INT64_MAX, seam_export_file(engine, &it));
    BAD(seam_file_export, frames, -2, seam_export_file(engine, &it));
    BAD(seam_file_export, bit_rate, -1, seam_export_file(engine, &it));
    BAD(seam_file_export, quality, 11, (it.flags = SEAM_QUALITY, seam_export_file(engine, &it)));
    BAD(seam_file_export, loudness_lufs, 1, seam_export_file(engine, &it));
    BAD(seam_file_export, ceiling_db, 1, (it.flags = SEAM_LIMITED, seam_export_file(engine, &it)));
    BAD(seam_file_export, edge_fade_ms, NAN, seam_export_file(engine, &it));
    BAD(seam_file_export, tags, NULL, (it.tag_count = 1, seam_export_file(engine, &it)));
    BAD(seam_file_export, chapters, NULL, (it.chapter_count = 1, seam_export_file(engine, &it)));
    file.tags = &tag;
    file.tag_count = 1;
    SIZES(seam_tag, (tag = it, seam_export_file(engine, &file)));
    BAD(seam_tag, key, NULL, (tag = it, seam_export_file(engine, &file)));
    BAD(seam_tag, value, NULL, (tag = it, seam_export_file(engine, &file)));
    file.tag_count = 0;
    file.chapters = &chapter;
    file.chapter_count = 1;
    SIZES(seam_chapter, (chapter = it, seam_export_file(engine, &file)));
    BAD(seam_chapter, title, NULL, (chapter = it, seam_export_file(engine, &file)));
    SIZES(seam_peaks_view, seam_peaks_timeline(engine, &it, &peak, 1, NULL));
    BAD(seam_peaks_view, channel, 2, seam_peaks_timeline(engine, &it, &peak, 1, NULL));
    BAD(seam_peaks_view, first_frame, NAN, seam_peaks_timeline(engine, &it, &peak, 1, NULL));
    BAD(seam_peaks_view, frames_per_column, 0.5, seam_peaks_timeline(engine, &it, &peak, 1, NULL));
}

int main(void)
{
    seam_segment segment = fresh_seam_segment();
    seam_lane lane = fresh_seam_lane();
    SIZES(seam_config, create(&it));
    BAD(seam_config, rate, 7999, create(&it));
    BAD(seam_config, channels, 9, create(&it));
    BAD(seam_config, anchor, 2, create(&it));
    BAD(seam_config, budget_bytes, 1, create(&it));
    BAD(seam_config, swap_fade_ms, 101, create(&it));
    BAD(seam_config, declick_ms, NAN, create(&it));
    BAD(seam_config, loader_threads, -1, create(&it));
    BAD(seam_config, mono_level, 2, create(&it));
    BAD(seam_config, isolation, 3, create(&it));
    OK(seam_create(NULL, &engine));
    OK(seam_clip_set_pcm(engine, 1, samples, 96000, 1, 48000));
    OK(seam_timeline_set(engine, &segment, 1));
    OK(seam_add_lane(engine, 0, &lane, &lane_id));
    clips();
    edits();
    results();
    EXPECT(SEAM_INVALID_ARGUMENT, seam_insert(engine, 0, NULL, NULL));
    named("seam_segment: NULL");
    OK(seam_destroy(engine));
    return 0;
}
