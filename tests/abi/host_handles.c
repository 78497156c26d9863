/* Wrong handles and wrong structs: each is refused with a code and a sentence, none crashes. */
#include "check.h"
#include "seamline.h"

#include <string.h>

#define RATE 48000

static void says(const seam_engine *engine, const char *part)
{
    char text[300];
    size_t length = seam_last_error(engine, text, sizeof text);
    if (strstr(text, part) == NULL || length != strlen(text)) {
        fprintf(stderr, "'%s' is not in '%s' (%lu)\n", part, text, (unsigned long)length);
        exit(1);
    }
}

static void refuse_all(seam_engine *engine)
{
    float block[64];
    int64_t number = 0;
    uint32_t count = 0;
    seam_segment segment;
    seam_position position;
    seam_stats stats;
    seam_offline *offline = NULL;
    seam_output output;
    seam_peaks_view view;
    seam_peak peak;
    memset(&view, 0, sizeof view);
    view.struct_size = sizeof view;
    peak.struct_size = sizeof peak;
    memset(&segment, 0, sizeof segment);
    memset(&output, 0, sizeof output);
    segment.struct_size = sizeof segment;
    position.struct_size = sizeof position;
    stats.struct_size = sizeof stats;
    output.struct_size = sizeof output;
    EXPECT(SEAM_INVALID_HANDLE, seam_render(engine, block, 8));
    EXPECT(SEAM_INVALID_HANDLE, seam_render_documented(engine, block, 8));
    EXPECT(SEAM_INVALID_HANDLE, seam_play(engine));
    EXPECT(SEAM_INVALID_HANDLE, seam_pause(engine));
    EXPECT(SEAM_INVALID_HANDLE, seam_seek(engine, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_seek_frame(engine, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_set_loop(engine, 0, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_play_range(engine, 0, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_play_around(engine, 1, 1, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_scrub(engine, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_clear_loop(engine));
    EXPECT(SEAM_INVALID_HANDLE, seam_set_anchor(engine, SEAM_ANCHOR_CONTENT));
    EXPECT(SEAM_INVALID_HANDLE, seam_get_position(engine, &position));
    EXPECT(SEAM_INVALID_HANDLE, seam_get_stats(engine, &stats));
    EXPECT(SEAM_INVALID_HANDLE, seam_wait_ready(engine, 1, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_clip_invalidate(engine, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_media_check(engine, 0, &count));
    EXPECT(SEAM_INVALID_HANDLE, seam_timeline_set(engine, &segment, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_timeline_get(engine, &segment, 1, &count));
    EXPECT(SEAM_INVALID_HANDLE, seam_segment_at(engine, 0, &segment, &count));
    EXPECT(SEAM_INVALID_HANDLE, seam_length(engine, &number));
    EXPECT(SEAM_INVALID_HANDLE, seam_insert(engine, 0, &segment, &number));
    EXPECT(SEAM_INVALID_HANDLE, seam_split(engine, 1, &number));
    EXPECT(SEAM_INVALID_HANDLE, seam_ripple_delete(engine, 0, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_delete_segment(engine, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_move_segment(engine, 1, 0));
    EXPECT(SEAM_INVALID_HANDLE, seam_trim_in(engine, 1, 0));
    EXPECT(SEAM_INVALID_HANDLE, seam_trim_out(engine, 1, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_set_segment_gain(engine, 1, 0));
    EXPECT(SEAM_INVALID_HANDLE, seam_set_segment_muted(engine, 1, 0));
    EXPECT(SEAM_INVALID_HANDLE, seam_set_segment_speed(engine, 1, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_lift(engine, 0, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_overwrite(engine, 0, &segment, &number));
    EXPECT(SEAM_INVALID_HANDLE, seam_roll_in(engine, 1, 0));
    EXPECT(SEAM_INVALID_HANDLE, seam_roll_out(engine, 1, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_slip(engine, 1, 0));
    EXPECT(SEAM_INVALID_HANDLE, seam_slide(engine, 1, 0));
    EXPECT(SEAM_INVALID_HANDLE, seam_remove_ranges(engine, NULL, 0));
    EXPECT(SEAM_INVALID_HANDLE, seam_keep_ranges(engine, NULL, 0));
    EXPECT(SEAM_INVALID_HANDLE, seam_apply_edits(engine, NULL, 0, NULL));
    EXPECT(SEAM_INVALID_HANDLE, seam_begin_edits(engine));
    EXPECT(SEAM_INVALID_HANDLE, seam_end_edits(engine));
    EXPECT(SEAM_INVALID_HANDLE, seam_cancel_edits(engine));
    EXPECT(SEAM_INVALID_HANDLE, seam_undo(engine));
    EXPECT(SEAM_INVALID_HANDLE, seam_redo(engine));
    EXPECT(SEAM_INVALID_HANDLE, seam_clip_set_media(engine, 1, NULL, 0));
    EXPECT(SEAM_INVALID_HANDLE, seam_clip_set_pcm(engine, 1, block, 8, 2, RATE));
    EXPECT(SEAM_INVALID_HANDLE, seam_clip_remove(engine, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_clip_set_track_mix(engine, 1, 0, NULL));
    EXPECT(SEAM_INVALID_HANDLE, seam_clip_frames(engine, 1, &number));
    EXPECT(SEAM_INVALID_HANDLE, seam_output_open(engine, &output));
    EXPECT(SEAM_INVALID_HANDLE, seam_output_open_null(engine, 480, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_output_close(engine));
    EXPECT(SEAM_INVALID_HANDLE, seam_get_output(engine, NULL));
    EXPECT(SEAM_INVALID_HANDLE, seam_set_latency(engine, 0));
    EXPECT(SEAM_INVALID_HANDLE, seam_clip_measure(engine, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_clip_source(engine, 1, 0, NULL));
    EXPECT(SEAM_INVALID_HANDLE, seam_loaded_ranges(engine, NULL, 0, &count));
    EXPECT(SEAM_INVALID_HANDLE, seam_export_wav(engine, NULL));
    EXPECT(SEAM_INVALID_HANDLE, seam_export_file(engine, NULL));
    EXPECT(SEAM_INVALID_HANDLE, seam_render_range(engine, 0, block, 8, 0));
    EXPECT(SEAM_INVALID_HANDLE, seam_offline_open(engine, 0, &offline));
    EXPECT(SEAM_INVALID_HANDLE, seam_peaks_track(engine, 1, 0, &view, &peak, 1, &number));
    EXPECT(SEAM_INVALID_HANDLE, seam_peaks_clip(engine, 1, &view, &peak, 1, &number));
    EXPECT(SEAM_INVALID_HANDLE, seam_peaks_timeline(engine, &view, &peak, 1, &number));
    EXPECT(SEAM_INVALID_HANDLE, seam_peaks_lane(engine, 1, &view, &peak, 1, &number));
    EXPECT(SEAM_INVALID_HANDLE, seam_peaks_mix(engine, &view, &peak, 1, &number));
    EXPECT(SEAM_INVALID_HANDLE, seam_peaks_changes(engine, &number));
    EXPECT(SEAM_INVALID_HANDLE, seam_set_ducking(engine, 1, NULL));
    EXPECT(SEAM_INVALID_HANDLE, seam_get_ducking(engine, 1, NULL));
    EXPECT(SEAM_INVALID_HANDLE, seam_ducking_to_envelope(engine, 1));
    EXPECT(SEAM_INVALID_HANDLE, seam_set_room_tone(engine, NULL));
    EXPECT(SEAM_INVALID_HANDLE, seam_get_room_tone(engine, NULL));
    EXPECT(SEAM_INVALID_HANDLE, seam_destroy(engine));
    CHECK(offline == NULL);
}

static void refuse_structs(seam_engine *engine)
{
    struct { seam_segment known; int64_t later; } longer;
    seam_config config;
    seam_position position;
    seam_engine *none = (seam_engine *)&config;
    int64_t id = 0;
    memset(&config, 0, sizeof config);
    EXPECT(SEAM_INVALID_ARGUMENT, seam_config_default(NULL));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_config_default(&config));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_create(&config, &none));
    CHECK(none == NULL);
    says(NULL, "seam_config");
    EXPECT(SEAM_INVALID_ARGUMENT, seam_create(NULL, NULL));
    config.struct_size = sizeof config;
    OK(seam_config_default(&config));
    CHECK(config.rate == 48000 && config.channels == 2 && config.swap_fade_ms == 15 && config.struct_size == sizeof config);
    config.rate = 1;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_create(&config, &none));
    says(NULL, "seam_config.rate: 1 ");
    position.struct_size = 4;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_get_position(engine, &position));
    says(engine, "seam_position");

    /* A newer host's struct: what the library does not know is not looked at. */
    memset(&longer, 0, sizeof longer);
    longer.known.struct_size = sizeof longer;
    longer.known.speed = 1;
    longer.known.out_seconds = 1;
    OK(seam_insert(engine, 0, &longer.known, &id));
    OK(seam_delete_segment(engine, id));
    longer.later = 1;
    OK(seam_insert(engine, 0, &longer.known, &id));
    longer.known.struct_size = sizeof longer.known;
    longer.known.out_seconds = -1;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_insert(engine, 0, &longer.known, NULL));
    OK(seam_delete_segment(engine, id));
    EXPECT(SEAM_NOT_FOUND, seam_delete_segment(engine, id));
    EXPECT(SEAM_NOT_FOUND, seam_clip_remove(engine, 77));
    says(engine, "77");
    EXPECT(SEAM_INVALID_ARGUMENT, seam_set_anchor(engine, 9));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_render(engine, NULL, 8));
    OK(seam_render(engine, NULL, 0));
}

static void refuse_media(seam_engine *engine)
{
    seam_track track;
    memset(&track, 0, sizeof track);
    track.struct_size = sizeof track;
    track.stream = SEAM_BEST_STREAM;
    track.path = "/nowhere/none.wav";
    EXPECT(SEAM_MEDIA_ERROR, seam_clip_set_media(engine, 1, &track, 1));
    says(engine, "/nowhere/none.wav");
    track.stereo_mode = 5;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_clip_set_media(engine, 1, &track, 1));
}

static void check_offline(seam_engine *engine)
{
    float block[64];
    seam_offline *offline = NULL;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_offline_open(engine, 0, NULL));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_offline_open(engine, 6, &offline));
    OK(seam_offline_open(engine, 0, &offline));
    OK(seam_offline_render(offline, 0, block, 8));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_offline_render(offline, 0, NULL, 8));
    refuse_all((seam_engine *)offline);
    EXPECT(SEAM_INVALID_HANDLE, seam_destroy((seam_engine *)offline));
    says(NULL, "seam_offline, not a seam_engine");
    EXPECT(SEAM_INVALID_HANDLE, seam_offline_render((seam_offline *)engine, 0, block, 8));
    OK(seam_offline_close(offline));
    EXPECT(SEAM_INVALID_HANDLE, seam_offline_close(offline));
    EXPECT(SEAM_INVALID_HANDLE, seam_offline_render(offline, 0, block, 8));
    says(NULL, "destroyed");
}

static void check_one_renderer(seam_engine *engine)
{
    float block[64];
    seam_output output;
    OK(seam_output_open_null(engine, 480, 100));
    EXPECT(SEAM_INVALID_STATE, seam_render(engine, block, 8));
    OK(seam_output_open_null(engine, 480, 100));
    OK(seam_output_close(engine));
    OK(seam_output_close(engine));
    OK(seam_render(engine, block, 8));
    EXPECT(SEAM_DEVICE_ERROR, seam_output_open_null(engine, 0, 1));
    OK(seam_render(engine, block, 8));
    memset(&output, 0, sizeof output);
    output.struct_size = sizeof output;
    output.driver = "no such driver";
    EXPECT(SEAM_DEVICE_ERROR, seam_output_open(engine, &output));
    OK(seam_render(engine, block, 8));
    OK(seam_output_open_null(engine, 480, 100));
}

static void check_limit(void)
{
    static seam_offline *many[300];
    seam_engine *engine = NULL;
    int opened = 0;
    seam_status status = SEAM_OK;
    OK(seam_create(NULL, &engine));
    while (opened < 300 && (status = seam_offline_open(engine, 0, &many[opened])) == SEAM_OK) opened++;
    CHECK(opened > 0 && opened < 300 && status != SEAM_OK);
    /* The engine takes its offline renders along. */
    OK(seam_destroy(engine));
    EXPECT(SEAM_INVALID_HANDLE, seam_offline_close(many[0]));
}

int main(void)
{
    seam_engine *engine = NULL;
    seam_engine *again = NULL;
    int round;
    refuse_all(NULL);
    says(NULL, "NULL");
    refuse_all((seam_engine *)(intptr_t)-1);
    refuse_all((seam_engine *)(intptr_t)0x10001);
    OK(seam_create(NULL, &engine));
    refuse_all(NULL);
    refuse_all((seam_engine *)(intptr_t)-1);
    refuse_all((seam_engine *)(intptr_t)0x7fffffff00000000);
    refuse_all((seam_engine *)((intptr_t)engine + 1));
    refuse_structs(engine);
    refuse_media(engine);
    check_offline(engine);
    check_one_renderer(engine);
    OK(seam_destroy(engine));
    refuse_all(engine);
    says(engine, "destroyed");
    /* The row is used again, the old handle is not. */
    for (round = 0; round < 3; round++) {
        OK(seam_create(NULL, &again));
        CHECK(again != engine);
        refuse_all(engine);
        OK(seam_play(again));
        OK(seam_destroy(again));
    }
    check_limit();
    puts("ok");
    return 0;
}
