/*
 * What a C programmer does in the first hour: structs of zeros and defaults, edits in frames, groups and names for the Undo menu, the list of
 * clips, segments that reach beyond their clips. Usage: host_hour MP4 (a file whose first stream is video)
 */
#include "check.h"
#include "seamline.h"

#include <math.h>
#include <string.h>

#define RATE 48000

static float second[RATE];
static float heard[2 * 4 * RATE];
static float twin[2 * 4 * RATE];

static seam_segment segment(uint32_t clip, double in, double out)
{
    seam_segment made;
    memset(&made, 0, sizeof made);
    made.struct_size = sizeof made;
    made.clip = clip;
    made.in_seconds = in;
    made.out_seconds = out;
    return made;
}

static seam_history history(seam_engine *engine)
{
    seam_history now;
    now.struct_size = sizeof now;
    OK(seam_get_history(engine, &now));
    CHECK(seam_can_undo(engine) == (now.undo_steps > 0 && !now.group_open) && seam_can_redo(engine) == (now.redo_steps > 0 && !now.group_open));
    return now;
}

/* A config, a track and a segment of zeros play a medium as it is. */
static void zeros(const char *mp4)
{
    seam_engine *engine = NULL;
    seam_config config;
    seam_track track;
    seam_source source;
    seam_segment one = segment(1, 0, 1), got;
    uint32_t index;
    memset(&config, 0, sizeof config);
    memset(&track, 0, sizeof track);
    config.struct_size = sizeof config;
    track.struct_size = sizeof track;
    track.path = mp4;
    OK(seam_create(&config, &engine));
    OK(seam_clip_set_media(engine, 1, &track, 1));
    source.struct_size = sizeof source;
    OK(seam_clip_source(engine, 1, 0, &source));
    CHECK(source.stream > 0); /* the video is stream 0 */
    track.stream = source.stream;
    OK(seam_clip_set_media(engine, 1, &track, 1));
    track.stream = 99;
    EXPECT(SEAM_MEDIA_ERROR, seam_clip_set_media(engine, 2, &track, 1));
    OK(seam_timeline_set(engine, &one, 1));
    got.struct_size = sizeof got;
    OK(seam_segment_at(engine, 0, &got, &index));
    CHECK(got.speed == 1 && got.gain_db == 0 && got.end_frame == RATE && got.beyond_frames == 0);
    OK(seam_destroy(engine));
}

static void clips(seam_engine *engine)
{
    seam_clip list[3];
    seam_mix mix;
    uint32_t count = 0;
    OK(seam_clip_set_pcm(engine, 7, second, RATE, 1, RATE));
    OK(seam_clip_set_pcm(engine, 3, second, RATE / 2, 1, RATE));
    OK(seam_clip_set_media(engine, 900, NULL, 0));
    OK(seam_clip_list(engine, NULL, 0, &count));
    CHECK(count == 3);
    list[0].struct_size = sizeof list[0];
    OK(seam_clip_list(engine, list, 3, &count));
    CHECK(count == 3 && list[0].clip == 3 && list[1].clip == 7 && list[2].clip == 900);
    CHECK(list[0].tracks == 1 && list[0].frames == RATE / 2 && list[0].frames_exact == 1 && list[2].tracks == 0 && list[2].frames == 0);
    OK(seam_clip_list(engine, list, 1, &count));
    CHECK(count == 3);
    mix.struct_size = sizeof mix;
    mix.offset_seconds = 0.25;
    mix.gain_db = -6;
    mix.stereo_mode = SEAM_MONO_RIGHT;
    OK(seam_clip_set_track_mix(engine, 7, 0, &mix));
    memset(&mix, 0, sizeof mix);
    mix.struct_size = sizeof mix;
    OK(seam_clip_get_track_mix(engine, 7, 0, &mix));
    CHECK(mix.offset_seconds == 0.25 && mix.gain_db == -6 && mix.stereo_mode == SEAM_MONO_RIGHT);
    EXPECT(SEAM_NOT_FOUND, seam_clip_get_track_mix(engine, 7, 1, &mix));
    mix.offset_seconds = 0;
    mix.gain_db = 0;
    mix.stereo_mode = SEAM_STEREO;
    OK(seam_clip_set_track_mix(engine, 7, 0, &mix));
}

static int64_t beyond(seam_engine *engine, const seam_segment *one)
{
    seam_segment got;
    uint32_t index;
    got.struct_size = sizeof got;
    OK(seam_timeline_set(engine, one, 1));
    OK(seam_segment_at(engine, 0, &got, &index));
    return got.beyond_frames;
}

/* Silence before a clip's start and behind its end is reported, of any segment but gaps and those of unknown clips. */
static void reach(seam_engine *engine)
{
    seam_segment one = segment(7, 0.25, 1);
    CHECK(beyond(engine, &one) == 0);
    one.out_seconds = 1.5;
    CHECK(beyond(engine, &one) == RATE / 2);
    one.in_seconds = -0.25;
    CHECK(beyond(engine, &one) == RATE / 2 + RATE / 4);
    one.speed = 2;
    one.speed_mode = SEAM_SPEED_VARISPEED;
    CHECK(beyond(engine, &one) == RATE / 4 + RATE / 8);
    one.out_seconds = 1;
    one.in_seconds = 0;
    CHECK(beyond(engine, &one) == 0);
    one = segment(7, 2, 3);
    CHECK(beyond(engine, &one) == RATE);
    one.clip = 8;
    CHECK(beyond(engine, &one) == 0);
    one.clip = 0;
    CHECK(beyond(engine, &one) == 0);
}

static void name_of(seam_engine *engine, const char *undo, const char *redo)
{
    seam_history now = history(engine);
    if (strcmp(now.undo_name, undo) != 0 || strcmp(now.redo_name, redo) != 0) {
        fprintf(stderr, "undo \"%s\", not \"%s\"; redo \"%s\", not \"%s\"\n", now.undo_name, undo, now.redo_name, redo);
        exit(1);
    }
}

static void names(seam_engine *engine)
{
    seam_segment cuts[3];
    seam_history now;
    char longest[200];
    int i;
    cuts[0] = cuts[1] = cuts[2] = segment(7, 0, 1);
    OK(seam_timeline_set(engine, cuts, 3));
    name_of(engine, "", "");
    EXPECT(SEAM_INVALID_STATE, seam_name_edit(engine, "nothing"));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_name_edit(engine, NULL));
    OK(seam_split(engine, 0.5, NULL));
    name_of(engine, "split", "");
    OK(seam_ripple_delete(engine, 0, 0.5));
    OK(seam_name_edit(engine, "delete of interview"));
    now = history(engine);
    CHECK(now.undo_steps == 2 && now.undo_kind == SEAM_STEP_RIPPLE_DELETE && now.redo_steps == 0 && now.redo_kind == SEAM_STEP_NONE);
    name_of(engine, "delete of interview", "");
    OK(seam_undo(engine));
    name_of(engine, "split", "delete of interview");
    OK(seam_redo(engine));
    name_of(engine, "delete of interview", "");
    OK(seam_name_edit(engine, "renamed"));
    OK(seam_undo(engine));
    name_of(engine, "split", "renamed");

    /* A cancelled group leaves what can be redone, with its name. */
    OK(seam_begin_edits(engine));
    OK(seam_name_edit(engine, "a group"));
    EXPECT(SEAM_INVALID_STATE, seam_begin_edits(engine));
    EXPECT(SEAM_INVALID_STATE, seam_undo(engine));
    OK(seam_split(engine, 0.75, NULL));
    CHECK(history(engine).group_open == 1);
    EXPECT(SEAM_INVALID_ARGUMENT, seam_split(engine, 77, NULL)); /* and the group goes on */
    OK(seam_cancel_edits(engine));
    name_of(engine, "split", "renamed");
    CHECK(history(engine).group_open == 0);

    /* A group is one step, which takes the place of what could be redone and not its name. */
    OK(seam_begin_edits(engine));
    OK(seam_split(engine, 0.25, NULL));
    OK(seam_split(engine, 0.75, NULL));
    OK(seam_end_edits(engine));
    now = history(engine);
    CHECK(now.undo_steps == 2 && now.undo_kind == SEAM_STEP_GROUP && now.redo_steps == 0);
    name_of(engine, "edits", "");
    OK(seam_undo(engine));
    name_of(engine, "split", "edits");

    /* What is too long is cut, not in the middle of a character. */
    OK(seam_split(engine, 0.25, NULL));
    memset(longest, 'x', sizeof longest);
    memcpy(longest + 94, "\xc3\xa4", 2);
    longest[sizeof longest - 1] = 0;
    OK(seam_name_edit(engine, longest));
    CHECK(strlen(history(engine).undo_name) == 94);

    /* Names stay with their steps while the oldest are forgotten. */
    OK(seam_timeline_set(engine, cuts, 3));
    for (i = 0; i < 3000; i++) {
        char name[32];
        OK(seam_seek_frame(engine, i));
        now = history(engine);
        OK(i % 2 ? seam_undo(engine) : seam_split_frame(engine, 100 + i, NULL));
        sprintf(name, "cut %d", i);
        if (i % 2 == 0) {
            OK(seam_name_edit(engine, name));
            name_of(engine, name, "");
        } else {
            sprintf(name, "cut %d", i - 1);
            name_of(engine, "", name);
        }
    }
    for (i = 0; i < 2500; i++) {
        char name[32];
        sprintf(name, "gain %d", i);
        OK(seam_segment_at(engine, 0, &cuts[0], &(uint32_t){0}));
        OK(seam_set_segment_gain(engine, cuts[0].id, -(i % 7) - 1.0));
        if (i % 3) OK(seam_name_edit(engine, name));
    }
    now = history(engine);
    CHECK(now.undo_steps >= 512);
    for (i = 2499; i > 2499 - now.undo_steps; i--) {
        char name[32];
        sprintf(name, i % 3 ? "gain %d" : "gain", i);
        name_of(engine, name, history(engine).redo_name);
        OK(seam_undo(engine));
    }
}

static void render(seam_engine *engine, float *to)
{
    int64_t length = 0;
    OK(seam_length(engine, &length));
    memset(to, 0, sizeof heard);
    CHECK(length <= 4 * RATE);
    OK(seam_render_range(engine, 0, to, (uint64_t)length, 0));
}

/* The same edit by seconds and by frames leaves the same timeline, bit for bit. */
#define TWINS(by_seconds, by_frames)                                                \
    do {                                                                            \
        seam_segment a[8], b[8];                                                    \
        uint32_t counts[2];                                                         \
        memset(a, 0, sizeof a);                                                     \
        memset(b, 0, sizeof b);                                                     \
        OK(seam_timeline_set(engine, cuts, 3));                                     \
        a[0].struct_size = b[0].struct_size = sizeof a[0];                          \
        OK(seam_timeline_get(engine, a, 8, &counts[0]));                            \
        id = a[1].id;                                                               \
        OK(by_seconds);                                                             \
        OK(seam_timeline_get(engine, a, 8, &counts[0]));                            \
        render(engine, heard);                                                      \
        OK(seam_undo(engine));                                                      \
        OK(by_frames);                                                              \
        OK(seam_timeline_get(engine, b, 8, &counts[1]));                            \
        render(engine, twin);                                                       \
        CHECK(counts[0] == counts[1] && memcmp(heard, twin, sizeof heard) == 0);    \
        for (i = 0; i < counts[0]; i++)                                             \
            CHECK(a[i].start_frame == b[i].start_frame && a[i].end_frame == b[i].end_frame && a[i].clip_frame == b[i].clip_frame); \
    } while (0)

static void frames(seam_engine *engine)
{
    seam_segment cuts[3], one = segment(3, 0, 0.25);
    seam_edit_range range;
    seam_range frame_range;
    int64_t id, at, quietest;
    double quiet;
    uint32_t i;
    memset(&range, 0, sizeof range);
    memset(&frame_range, 0, sizeof frame_range);
    range.struct_size = sizeof range;
    frame_range.struct_size = sizeof frame_range;
    frame_range.first_frame = 4801;
    frame_range.end_frame = 33333;
    range.in_seconds = 4801.0 / RATE;
    range.out_seconds = 33333.0 / RATE;
    cuts[0] = segment(7, 0, 1);
    cuts[1] = segment(7, 0.25, 0.75);
    cuts[2] = segment(7, 0.1, 0.9);
    TWINS(seam_split(engine, 12345.0 / RATE, NULL), seam_split_frame(engine, 12345, NULL));
    TWINS(seam_ripple_delete(engine, 7.0 / RATE, 50001.0 / RATE), seam_ripple_delete_frames(engine, 7, 50001));
    TWINS(seam_lift(engine, 7.0 / RATE, 50001.0 / RATE), seam_lift_frames(engine, 7, 50001));
    TWINS(seam_trim_in(engine, id, 13001.0 / RATE), seam_trim_in_frame(engine, id, 13001));
    TWINS(seam_trim_out(engine, id, 33001.0 / RATE), seam_trim_out_frame(engine, id, 33001));
    TWINS(seam_overwrite(engine, 1001.0 / RATE, &one, NULL), seam_overwrite_frame(engine, 1001, &one, NULL));
    TWINS(seam_roll_in(engine, id, 13001.0 / RATE), seam_roll_in_frame(engine, id, 13001));
    TWINS(seam_roll_out(engine, id, 33001.0 / RATE), seam_roll_out_frame(engine, id, 33001));
    TWINS(seam_slip(engine, id, 333.0 / RATE), seam_slip_frame(engine, id, 333));
    TWINS(seam_slide(engine, id, -777.0 / RATE), seam_slide_frames(engine, id, -777));
    TWINS(seam_remove_ranges(engine, &range, 1), seam_remove_ranges_frames(engine, &frame_range, 1));
    TWINS(seam_keep_ranges(engine, &range, 1), seam_keep_ranges_frames(engine, &frame_range, 1));
    TWINS(seam_set_transition(engine, id, SEAM_TRANSITION_LINEAR, 9601.0 / RATE), seam_set_transition_frames(engine, id, SEAM_TRANSITION_LINEAR, 9601));
    OK(seam_set_loop_frames(engine, 480, 48000));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_set_loop_frames(engine, 480, 490));
    OK(seam_clear_loop(engine));
    OK(seam_play_range_frames(engine, 480, 48000));
    OK(seam_play_around_frames(engine, 24000, 12000, 12000));
    OK(seam_scrub_frame(engine, 5000));
    OK(seam_pause(engine));
    OK(seam_snap_to_quiet(engine, 12000.0 / RATE, 0.1, &quiet));
    OK(seam_snap_to_quiet_frame(engine, 12000, 4800, &quietest));
    CHECK((int64_t)floor(quiet * RATE + 0.5) == quietest);
    EXPECT(SEAM_INVALID_ARGUMENT, seam_split_frame(engine, INT64_MIN, NULL));

    /* A frame's time in seconds is exactly that frame, at odd rates too. */
    for (at = 1; at < 40000000000; at = at * 3 + 1) {
        CHECK((int64_t)floor((double)at / 44100 * 44100 + 0.5) == at && (int64_t)floor((double)at / RATE * RATE + 0.5) == at);
    }
}

int main(int argc, char **argv)
{
    seam_engine *engine = NULL;
    int i;
    CHECK(argc == 2);
    for (i = 0; i < RATE; i++) second[i] = (float)sin(i * 0.05) * (float)(i % 4801) / 4801;
    zeros(argv[1]);
    OK(seam_create(NULL, &engine));
    clips(engine);
    reach(engine);
    names(engine);
    frames(engine);
    OK(seam_destroy(engine));
    CHECK(seam_can_undo(engine) == 0 && seam_can_redo(NULL) == 0);
    puts("ok");
    return 0;
}
