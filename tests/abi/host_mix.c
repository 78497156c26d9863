/*
 * A host that mixes, as a C programmer writes one: voice on the main lane with a transition, music on a lane beside it with fades and an
 * envelope, a master with gain and limiter; loudness, silences, ranges. Every sample is compared with the sum that it must be.
 */
#include "check.h"
#include "seamline.h"

#include <math.h>
#include <string.h>

#define RATE 48000
#define SECONDS 4
#define HALF_PI 1.5707963267948966

static float voice[SECONDS * RATE];
static float music[SECONDS * RATE];
static float heard[(2 * SECONDS) * RATE * 2];

static double decibels(double gain) { return pow(10, gain / 20); }

static void near(double expected, float got, double tolerance)
{
    if (!(fabs(expected - got) <= tolerance)) fprintf(stderr, "%.9f, not %.9f\n", got, expected);
    CHECK(fabs(expected - got) <= tolerance);
}

static seam_segment segment(uint32_t clip, double in, double out)
{
    seam_segment made;
    memset(&made, 0, sizeof made);
    made.struct_size = sizeof made;
    made.clip = clip;
    made.in_seconds = in;
    made.out_seconds = out;
    made.speed = 1;
    return made;
}

static int64_t frames(seam_engine *engine)
{
    int64_t length = 0;
    OK(seam_length(engine, &length));
    OK(seam_render_range(engine, 0, heard, (uint64_t)length, 0));
    return length;
}

static seam_engine *open_engine(void)
{
    seam_config config;
    seam_engine *engine = NULL;
    int i;
    for (i = 0; i < SECONDS * RATE; i++) {
        voice[i] = (float)(0.2 * sin(i * 0.03));
        music[i] = (float)(0.1 * sin(i * 0.011));
    }

    memset(&config, 0, sizeof config);
    config.struct_size = sizeof config;
    OK(seam_config_default(&config));
    config.declick_ms = 0;
    config.mono_level = SEAM_MONO_UNITY;
    OK(seam_create(&config, &engine));
    OK(seam_clip_set_pcm(engine, 1, voice, SECONDS * RATE, 1, RATE));
    OK(seam_clip_set_pcm(engine, 2, music, SECONDS * RATE, 1, RATE));
    return engine;
}

/* Two segments that overlap by a transition of one second. */
static void transitions(seam_engine *engine)
{
    seam_segment cuts[2];
    seam_transition transition;
    uint32_t count = 0;
    int i;
    cuts[0] = segment(1, 0, 2);
    cuts[1] = segment(1, 2, 4);
    OK(seam_timeline_set(engine, cuts, 2));
    OK(seam_timeline_get(engine, cuts, 2, &count));
    CHECK(count == 2);
    OK(seam_set_transition(engine, cuts[1].id, SEAM_TRANSITION_EQUAL_POWER, 1));
    memset(&transition, 0, sizeof transition);
    transition.struct_size = sizeof transition;
    OK(seam_get_transition(engine, cuts[1].id, &transition));
    CHECK(transition.kind == SEAM_TRANSITION_EQUAL_POWER && transition.seconds == 1 && transition.overlap_seconds == 1);
    EXPECT(SEAM_INVALID_ARGUMENT, seam_set_transition(engine, cuts[0].id, SEAM_TRANSITION_LINEAR, 1));
    EXPECT(SEAM_NOT_FOUND, seam_get_transition(engine, cuts[0].id, &transition));
    CHECK(frames(engine) == 3 * RATE);
    for (i = 0; i < 3 * RATE; i++) {
        double angle = HALF_PI * (i - RATE) / RATE;
        double left = i < RATE ? 1 : i < 2 * RATE ? cos(angle) : 0;
        double right = i < RATE ? 0 : i < 2 * RATE ? sin(angle) : 1;
        near((i < 2 * RATE ? left * voice[i] : 0) + (i >= RATE ? right * voice[i + RATE] : 0), heard[2 * i], 1e-6);
    }
}

/* Music at half a second: a gain, a fade-in, an envelope; and what is refused. */
static void lanes(seam_engine *engine)
{
    seam_lane lane, lanes[4];
    seam_item item, items[4];
    seam_envelope_point points[2], read[4];
    static float main_lane[3 * RATE];
    int64_t lane_id = 0, item_id = 0;
    uint32_t count = 0;
    int i;
    frames(engine);
    for (i = 0; i < 3 * RATE; i++) main_lane[i] = heard[2 * i];
    memset(&lane, 0, sizeof lane);
    lane.struct_size = sizeof lane;
    lane.gain_db = -6;
    OK(seam_add_lane(engine, 0, &lane, &lane_id));
    memset(&item, 0, sizeof item);
    item.struct_size = sizeof item;
    item.clip = 2;
    item.lane = lane_id;
    item.start_seconds = 0.5;
    item.out_seconds = 2;
    item.fade_in_seconds = 0.25;
    item.fade_in_curve = item.fade_out_curve = SEAM_FADE_LINEAR;
    OK(seam_add_item(engine, &item, &item_id));
    memset(points, 0, sizeof points);
    points[0].struct_size = points[1].struct_size = sizeof points[0];
    points[1].seconds = 2;
    points[1].gain_db = -12;
    OK(seam_set_envelope(engine, SEAM_ENVELOPE_ITEM, item_id, points, 2));

    memset(lanes, 0, sizeof lanes);
    memset(items, 0, sizeof items);
    memset(read, 0, sizeof read);
    lanes[0].struct_size = sizeof lanes[0];
    items[0].struct_size = sizeof items[0];
    read[0].struct_size = sizeof read[0];
    OK(seam_get_lanes(engine, lanes, 4, &count));
    CHECK(count == 1 && lanes[0].id == lane_id && lanes[0].items == 1 && lanes[0].gain_db == -6);
    OK(seam_get_items(engine, lane_id, items, 4, &count));
    CHECK(count == 1 && items[0].id == item_id && items[0].start_frame == RATE / 2 && items[0].end_frame == RATE / 2 + 2 * RATE);
    OK(seam_get_envelope(engine, SEAM_ENVELOPE_ITEM, item_id, read, 4, &count));
    CHECK(count == 2 && read[1].seconds == 2 && read[1].gain_db == -12);
    EXPECT(SEAM_NOT_FOUND, seam_get_items(engine, 9999, items, 4, &count));
    points[1].seconds = 0;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_set_envelope(engine, SEAM_ENVELOPE_ITEM, item_id, points, 2));

    CHECK(frames(engine) == 3 * RATE);
    for (i = 0; i < 3 * RATE; i++) {
        int at = i - RATE / 2;
        double gain = at < 0 || at >= 2 * RATE ? 0 : decibels(-6) * decibels(-12.0 * at / (2.0 * RATE)) * (at < RATE / 4 ? at / (RATE / 4.0) : 1);
        near(main_lane[i] + (gain == 0 ? 0 : gain * music[at]), heard[2 * i], 2e-6);
    }

    lanes[0].muted = 1;
    OK(seam_set_lane(engine, lanes));
    frames(engine);
    for (i = 0; i < 3 * RATE; i++) near(main_lane[i], heard[2 * i], 0);
    OK(seam_undo(engine));
    OK(seam_remove_item(engine, item_id));
    OK(seam_undo(engine));
}

/* The master's gain, a limiter that holds its ceiling, and loudness that follows the gain. */
static void master(seam_engine *engine)
{
    seam_master master;
    seam_loudness quiet, loud;
    int64_t length;
    int64_t i;
    memset(&master, 0, sizeof master);
    master.struct_size = sizeof master;
    OK(seam_get_master(engine, &master));
    CHECK(master.gain_db == 0 && master.limiter == 0 && master.ceiling_db == -1);
    memset(&quiet, 0, sizeof quiet);
    quiet.struct_size = sizeof quiet;
    loud = quiet;
    OK(seam_measure_loudness(engine, 0, &quiet));
    CHECK(quiet.integrated_lufs < -10 && quiet.integrated_lufs > -40 && quiet.known == 1);
    master.gain_db = 6;
    OK(seam_set_master(engine, &master));
    OK(seam_measure_loudness(engine, 0, &loud));
    CHECK(fabs(loud.integrated_lufs - quiet.integrated_lufs - 6) < 0.01);
    master.gain_db = 24;
    master.limiter = 1;
    master.ceiling_db = -3;
    OK(seam_set_master(engine, &master));
    OK(seam_measure_loudness(engine, 0, &loud));
    CHECK(loud.true_peak_dbtp <= -3 + 0.05);
    length = frames(engine);
    for (i = 0; i < 2 * length; i++) CHECK(fabsf(heard[i]) <= (float)decibels(-3) + 1e-5f);
    master.ceiling_db = 1;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_set_master(engine, &master));
    OK(seam_undo(engine));
    OK(seam_undo(engine));
}

/* A silence in the middle is found, and removed as a range; one undo brings it back. */
static void silences(seam_engine *engine)
{
    seam_silence_options options;
    seam_edit_range found[4];
    seam_segment cuts[3];
    uint32_t count = 0;
    int64_t length = 0;
    double quietest = 0;
    cuts[0] = segment(1, 0, 1);
    cuts[1] = segment(0, 0, 2);
    cuts[2] = segment(1, 1, 2);
    OK(seam_timeline_set(engine, cuts, 3));
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    OK(seam_silence_options_default(&options));
    options.margin_seconds = 0.25;
    memset(found, 0, sizeof found);
    found[0].struct_size = sizeof found[0];
    OK(seam_find_silences(engine, &options, found, 4, &count));
    CHECK(count == 1 && fabs(found[0].in_seconds - 1.25) < 0.01 && fabs(found[0].out_seconds - 2.75) < 0.01);
    OK(seam_snap_to_quiet(engine, 0.99, 0.5, &quietest));
    CHECK(quietest > 1 && quietest < 1.5);
    OK(seam_remove_ranges(engine, found, count));
    OK(seam_length(engine, &length));
    CHECK(llabs((long long)(length - 5 * RATE / 2)) < RATE / 50);
    OK(seam_undo(engine));
    OK(seam_keep_ranges(engine, found, count));
    OK(seam_length(engine, &length));
    CHECK(llabs((long long)(length - 3 * RATE / 2)) < RATE / 50);
    OK(seam_undo(engine));
    OK(seam_length(engine, &length));
    CHECK(length == 4 * RATE);
    found[0].out_seconds = 0;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_remove_ranges(engine, found, 1));
}

int main(void)
{
    seam_engine *engine = open_engine();
    transitions(engine);
    lanes(engine);
    master(engine);
    silences(engine);
    OK(seam_destroy(engine));
    puts("ok");
    return 0;
}
