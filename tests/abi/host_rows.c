/*
 * The calls that fill rows and structs of a host's: too small ones are refused with a sentence, larger ones of a newer header are
 * filled as far as the library knows, the same rows can be given again, and no row is written beyond the capacity.
 */
#include "check.h"
#include "seamline.h"

#include <string.h>

#define PAINT 0x5A

typedef struct newer_device {
    seam_device known;
    char more[24];
} newer_device;

typedef struct newer_range {
    seam_range known;
    int64_t more;
} newer_range;

typedef struct newer_export {
    seam_export known;
    int64_t more;
} newer_export;

static int painted(const void *bytes, size_t count)
{
    const unsigned char *byte = bytes;
    while (count > 0 && *byte == PAINT) byte++, count--;
    return count == 0;
}

static void sentence_is_there(const seam_engine *engine)
{
    char text[256];
    CHECK(seam_last_error(engine, text, sizeof text) > 10);
}

static void devices(void)
{
    newer_device rows[3];
    uint32_t count = 0;
    OK(seam_output_devices("dummy", NULL, 0, &count));
    CHECK(count >= 2);
    EXPECT(SEAM_INVALID_ARGUMENT, seam_output_devices("dummy", NULL, 1, &count));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_output_devices("dummy", NULL, 0, NULL));
    sentence_is_there(NULL);
    memset(rows, PAINT, sizeof rows);
    rows[0].known.struct_size = 8;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_output_devices("dummy", &rows[0].known, 3, &count));
    rows[0].known.struct_size = sizeof rows[0];
    OK(seam_output_devices("dummy", &rows[0].known, 2, &count));
    CHECK(rows[0].known.is_default == 1 && rows[0].known.name[0] == 0 && rows[0].known.rate == 48000);
    CHECK(rows[1].known.is_default == 0 && rows[1].known.name[0] != 0);
    CHECK(rows[0].known.struct_size == sizeof rows[0] && painted(rows[0].more, sizeof rows[0].more));
    rows[1].known.name[0] = 0;
    OK(seam_output_devices("dummy", &rows[0].known, 2, &count));
    CHECK(rows[1].known.name[0] != 0 && painted(rows[1].more, sizeof rows[1].more));
    CHECK(painted(&rows[2], sizeof rows[2]));
    EXPECT(SEAM_DEVICE_ERROR, seam_output_devices("no such driver", &rows[0].known, 0, &count));
    sentence_is_there(NULL);
}

static void ranges(seam_engine *engine)
{
    newer_range rows[2];
    uint32_t count = 9;
    OK(seam_wait_ready(engine, 48000, 10000));
    memset(rows, PAINT, sizeof rows);
    EXPECT(SEAM_INVALID_ARGUMENT, seam_loaded_ranges(engine, NULL, 1, &count));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_loaded_ranges(engine, NULL, 0, NULL));
    rows[0].known.struct_size = 4;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_loaded_ranges(engine, &rows[0].known, 2, &count));
    sentence_is_there(engine);
    rows[0].known.struct_size = sizeof rows[0];
    OK(seam_loaded_ranges(engine, &rows[0].known, 2, &count));
    CHECK(count == 1 && rows[0].known.first_frame == 0 && rows[0].known.end_frame == 48000);
    CHECK(rows[0].known.struct_size == sizeof rows[0] && painted(&rows[0].more, sizeof rows[0].more));
    CHECK(painted(&rows[1], sizeof rows[1]));
}

static void sources(seam_engine *engine)
{
    seam_source source;
    memset(&source, PAINT, sizeof source);
    source.struct_size = 100;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_clip_source(engine, 1, 0, &source));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_clip_source(engine, 1, 0, NULL));
    source.struct_size = sizeof source;
    OK(seam_clip_source(engine, 1, 0, &source));
    CHECK(source.rate == 48000 && source.channels == 1 && source.frames == 48000 && source.frames_exact == 1 && source.stream == SEAM_BEST_STREAM);
    CHECK(source.codec[0] == 0 && source.error[0] == 0 && strstr(source.name, "host samples") != NULL);
    EXPECT(SEAM_NOT_FOUND, seam_clip_source(engine, 2, 0, &source));
    EXPECT(SEAM_NOT_FOUND, seam_clip_source(engine, 1, UINT32_MAX, &source));
    OK(seam_clip_measure(engine, 1));
    EXPECT(SEAM_NOT_FOUND, seam_clip_measure(engine, 2));
}

static int32_t stop(void *user, int64_t frames_done, int64_t frames)
{
    int *calls = user;
    CHECK(frames_done > 0 && frames_done <= frames);
    ++*calls;
    return 1;
}

static void exports(seam_engine *engine, const char *path)
{
    newer_export wanted;
    int calls = 0;
    FILE *left;
    memset(&wanted, 0, sizeof wanted);
    wanted.known.struct_size = sizeof wanted;
    wanted.known.path = path;
    wanted.known.frames = SEAM_TO_THE_END;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_export_wav(engine, NULL));
    wanted.more = 1; /* something that this library does not know, and does not look at */
    wanted.known.format = 9;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_export_wav(engine, &wanted.known));
    wanted.known.format = SEAM_S16;
    wanted.known.flags = 2;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_export_wav(engine, &wanted.known));
    wanted.known.flags = 0;
#ifdef SEAM_MEASURE_LEVELS /* not in the first header */
    wanted.known.edge_fade_ms = -1;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_export_wav(engine, &wanted.known));
    wanted.known.edge_fade_ms = 0;
#endif
    wanted.known.progress = stop;
    wanted.known.user = &calls;
    EXPECT(SEAM_CANCELLED, seam_export_wav(engine, &wanted.known));
    sentence_is_there(engine);
    left = fopen(path, "rb");
    CHECK(calls == 1 && left == NULL);
    wanted.known.progress = NULL;
    OK(seam_export_wav(engine, &wanted.known));
    left = fopen(path, "rb");
    CHECK(left != NULL && fclose(left) == 0);

#ifdef SEAM_MEASURE_LEVELS
    /* A host of the first header, whose struct ends before the fade. */
    wanted.known.struct_size = offsetof(seam_export, edge_fade_ms);
    wanted.known.edge_fade_ms = -1;
    OK(seam_export_wav(engine, &wanted.known));
    wanted.known.struct_size--;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_export_wav(engine, &wanted.known));
#endif
}

static void outputs(seam_engine *engine)
{
    seam_output_info info;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_get_output(engine, NULL));
    info.struct_size = 4;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_get_output(engine, &info));
    info.struct_size = sizeof info;
    OK(seam_get_output(engine, &info));
    CHECK(info.is_open == 0 && info.driver[0] == 0);
    OK(seam_output_open_null(engine, 480, 1));
    OK(seam_get_output(engine, &info));
    CHECK(info.is_open == 1 && strcmp(info.driver, "null") == 0 && info.period_frames == 480 && info.rate == 48000);
    OK(seam_output_close(engine));
    OK(seam_set_latency(engine, 960000));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_set_latency(engine, 960001));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_set_latency(engine, -1));
    sentence_is_there(engine);
}

int main(int argc, char **argv)
{
    static float second[48000];
    seam_engine *engine = NULL;
    seam_segment segment;
    CHECK(argc == 2);
    OK(seam_create(NULL, &engine));
    memset(&segment, 0, sizeof segment);
    segment.struct_size = sizeof segment;
    segment.clip = 1;
    segment.out_seconds = 1;
    segment.speed = 1;
    OK(seam_clip_set_pcm(engine, 1, second, 48000, 1, 48000));
    OK(seam_timeline_set(engine, &segment, 1));
    devices();
    ranges(engine);
    sources(engine);
    exports(engine, argv[1]);
    outputs(engine);
    OK(seam_destroy(engine));
    puts("ok");
    return 0;
}
