/*
 * A host of another version of the header: of every struct that has grown the first version's bytes, and of every struct a later
 * version's. What both know is read and written, not a byte more. Usage: host_growth MEDIUM, a stereo file of 48 kHz with 0.25 on
 * the left and 0.5 on the right.
 */
#include "check.h"
#include "seamline.h"

#include <math.h>
#include <string.h>

#define PAINT 0x5A
#define FIRST_TRACK 40
#define FIRST_SOURCE 992
#define FIRST_STREAM 72
#define FIRST_CONFIG 48
#define MORE 32

/* Room for a struct of any version, painted, with its size set. */
typedef union room {
    uint32_t struct_size;
    seam_config config;
    seam_mix mix;
    seam_track track;
    seam_segment segment;
    seam_source source;
    seam_stream stream;
    seam_range range;
    seam_position position;
    seam_output_info info;
    seam_stats stats;
    seam_block_times times;
    seam_peaks_view view;
    unsigned char bytes[2048];
} room;

static void paint(room *to, size_t size)
{
    memset(to, PAINT, sizeof *to);
    to->struct_size = (uint32_t)size;
}

static int painted(const room *from, size_t offset)
{
    while (offset < sizeof from->bytes && from->bytes[offset] == PAINT) offset++;
    return offset == sizeof from->bytes;
}

/* Fills a painted struct of `size` bytes by `call`, of which `known` are the library's. */
#define FILLS(at, size, known, call)                                      \
    do {                                                                  \
        size_t both_ = (size) < (known) ? (size) : (known);               \
        paint(at, size);                                                  \
        OK(call);                                                         \
        CHECK((at)->struct_size == both_ && painted(at, both_));          \
        paint(at, 8);                                                     \
        EXPECT(SEAM_INVALID_ARGUMENT, call);                              \
        paint(at, 4097);                                                  \
        EXPECT(SEAM_INVALID_ARGUMENT, call);                              \
    } while (0)

static void structs_are_filled(seam_engine *engine)
{
    room at;
    uint32_t index = 0;
    FILLS(&at, FIRST_CONFIG, sizeof(seam_config), seam_config_default(&at.config));
    FILLS(&at, sizeof(seam_config) + MORE, sizeof(seam_config), seam_config_default(&at.config));
    FILLS(&at, FIRST_SOURCE, sizeof(seam_source), seam_clip_source(engine, 1, 0, &at.source));
    FILLS(&at, sizeof(seam_source), sizeof(seam_source), seam_clip_source(engine, 1, 0, &at.source));
    FILLS(&at, sizeof(seam_source) + MORE, sizeof(seam_source), seam_clip_source(engine, 1, 0, &at.source));
    FILLS(&at, sizeof(seam_position) + MORE, sizeof(seam_position), seam_get_position(engine, &at.position));
    FILLS(&at, sizeof(seam_stats) + MORE, sizeof(seam_stats), seam_get_stats(engine, &at.stats));
    FILLS(&at, sizeof(seam_output_info) + MORE, sizeof(seam_output_info), seam_get_output(engine, &at.info));
    FILLS(&at, sizeof(seam_block_times) + MORE, sizeof(seam_block_times), seam_get_block_times(engine, &at.times, NULL, 0));
    FILLS(&at, sizeof(seam_segment) + MORE, sizeof(seam_segment), seam_segment_at(engine, 0, &at.segment, &index));
}

static void streams_of(seam_engine *engine, size_t size, size_t known)
{
    unsigned char rows[3 * 256];
    uint32_t count = 0;
    size_t i;
    memset(rows, PAINT, sizeof rows);
    ((seam_stream *)(void *)rows)->struct_size = (uint32_t)size;
    OK(seam_clip_streams(engine, 1, 0, (seam_stream *)(void *)rows, 3, &count));
    CHECK(count == 1 && ((seam_stream *)(void *)rows)->struct_size == size && ((seam_stream *)(void *)rows)->channels == 2);
    for (i = size < known ? size : known; i < sizeof rows; i++) CHECK(rows[i] == PAINT);
}

/* Two segments and back, as rows of a later version. */
static void segments_of(seam_engine *engine, size_t size)
{
    unsigned char given[2 * 128], got[3 * 128];
    uint32_t count = 0, i;
    memset(given, 0, sizeof given);
    memset(got, PAINT, sizeof got);
    for (i = 0; i < 2; i++) {
        seam_segment *row = (seam_segment *)(void *)(given + i * size);
        memset(row, PAINT, size);
        memset(row, 0, sizeof *row);
        row->struct_size = (uint32_t)size;
        row->clip = 1;
        row->in_seconds = 0.25 * i;
        row->out_seconds = 0.25 * (i + 1);
        row->speed = 1;
    }

    OK(seam_timeline_set(engine, (seam_segment *)(void *)given, 2));
    ((seam_segment *)(void *)got)->struct_size = (uint32_t)size;
    OK(seam_timeline_get(engine, (seam_segment *)(void *)got, 3, &count));
    CHECK(count == 2);
    for (i = 0; i < 2; i++) {
        seam_segment *row = (seam_segment *)(void *)(got + i * size);
        CHECK(row->struct_size == size && row->start_frame == 12000 * (int64_t)i && row->out_seconds == 0.25 * (i + 1));
        if (size > sizeof *row) CHECK(got[i * size + sizeof *row] == PAINT);
    }

    OK(seam_timeline_set(engine, (seam_segment *)(void *)got, 2));
}

static void heard(seam_engine *engine, float left, float right)
{
    float frame[2];
    seam_offline *offline = NULL;
    OK(seam_offline_open(engine, 0, &offline));
    OK(seam_offline_render(offline, 6000, frame, 1));
    CHECK(fabsf(frame[0] - left) < 1e-6f && fabsf(frame[1] - right) < 1e-6f);
    OK(seam_offline_close(offline));
}

static void track_of(seam_engine *engine, const char *medium, size_t size, int32_t mode, int32_t first, int32_t second)
{
    room at;
    paint(&at, size); /* the painted fields of a later header are not looked at, nor what lies behind an older one */
    at.track.stream = SEAM_BEST_STREAM;
    at.track.path = medium;
    at.track.offset_seconds = 0;
    at.track.gain_db = 0;
    at.track.stereo_mode = SEAM_STEREO;
    at.track.channel_mode = mode;
    if (size > FIRST_TRACK) {
        at.track.first_channel = first;
        at.track.second_channel = second;
    }

    OK(seam_clip_set_media(engine, 1, &at.track, 1));
}

int main(int argc, char **argv)
{
    room at;
    seam_engine *engine = NULL;
    seam_source source;
    CHECK(argc == 2);
    paint(&at, sizeof(seam_config) + MORE);
    OK(seam_config_default(&at.config));
    at.struct_size = sizeof(seam_config) + MORE;
    OK(seam_create(&at.config, &engine));
    track_of(engine, argv[1], FIRST_TRACK, SEAM_CHANNELS_DOWNMIX, 0, 0);
    segments_of(engine, sizeof(seam_segment));
    segments_of(engine, sizeof(seam_segment) + MORE);
    heard(engine, 0.25f, 0.5f);
    track_of(engine, argv[1], sizeof(seam_track), SEAM_CHANNELS_PAIR, 1, 0);
    heard(engine, 0.5f, 0.25f);
    track_of(engine, argv[1], sizeof(seam_track) + MORE, SEAM_CHANNELS_ONE, 1, PAINT);
    heard(engine, 0.5f, 0.5f);
    track_of(engine, argv[1], sizeof(seam_track), SEAM_CHANNELS_MONO, 0, 0);
    heard(engine, 0.375f, 0.375f);
    structs_are_filled(engine);
    streams_of(engine, FIRST_STREAM, sizeof(seam_stream));
    streams_of(engine, sizeof(seam_stream), sizeof(seam_stream));
    streams_of(engine, sizeof(seam_stream) + MORE, sizeof(seam_stream));
    paint(&at, sizeof(seam_mix) + MORE);
    at.mix.stereo_mode = SEAM_STEREO;
    at.mix.offset_seconds = 0;
    at.mix.gain_db = 0;
    OK(seam_clip_set_track_mix(engine, 1, 0, &at.mix));
    source.struct_size = sizeof source;
    OK(seam_clip_source(engine, 1, 0, &source));
    CHECK(source.notice[0] == 0 && source.channels == 2);

    /* A choice that is none, and a channel that is not there. */
    paint(&at, sizeof(seam_track));
    memset(&at.bytes[4], 0, sizeof(seam_track) - 4);
    at.track.path = argv[1];
    at.track.channel_mode = 4;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_clip_set_media(engine, 1, &at.track, 1));
    at.track.channel_mode = SEAM_CHANNELS_ONE;
    at.track.first_channel = 2;
    EXPECT(SEAM_MEDIA_ERROR, seam_clip_set_media(engine, 1, &at.track, 1));
    at.track.first_channel = -1;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_clip_set_media(engine, 1, &at.track, 1));
    OK(seam_destroy(engine));

    /* Mono at unity. */
    paint(&at, sizeof(seam_config));
    OK(seam_config_default(&at.config));
    CHECK(at.config.mono_level == SEAM_MONO_EQUAL_POWER);
    at.config.mono_level = SEAM_MONO_UNITY;
    OK(seam_create(&at.config, &engine));
    {
        static float second[48000];
        size_t i;
        for (i = 0; i < 48000; i++) second[i] = 0.5f;
        OK(seam_clip_set_pcm(engine, 1, second, 48000, 1, 48000));
    }

    segments_of(engine, sizeof(seam_segment));
    heard(engine, 0.5f, 0.5f);
    OK(seam_destroy(engine));
    puts("ok");
    return 0;
}
