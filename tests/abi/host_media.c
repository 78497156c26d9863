/* A media file that changes under a C host: noticed when asked, and heard after it is invalidated. */
#include "check.h"
#include "seamline.h"

#include <string.h>

#define RATE 48000
#define SECONDS 5

static void put(FILE *file, uint32_t number, int bytes)
{
    for (; bytes > 0; bytes--, number >>= 8) fputc((int)(number & 255), file);
}

/* 16-bit mono, every sample alike. */
static void write_wave(const char *path, uint32_t frames, int16_t value)
{
    FILE *file = fopen(path, "wb");
    uint32_t i;
    CHECK(file != NULL);
    fputs("RIFF", file);
    put(file, 36 + 2 * frames, 4);
    fputs("WAVEfmt ", file);
    put(file, 16, 4);
    put(file, 1, 2);
    put(file, 1, 2);
    put(file, RATE, 4);
    put(file, 2 * RATE, 4);
    put(file, 2, 2);
    put(file, 16, 2);
    fputs("data", file);
    put(file, 2 * frames, 4);
    for (i = 0; i < frames; i++) put(file, (uint16_t)value, 2);
    CHECK(fclose(file) == 0);
}

static float heard(seam_engine *engine)
{
    static float block[2 * RATE];
    OK(seam_render_range(engine, RATE, block, RATE, 0));
    return block[RATE];
}

int main(int count, char **arguments)
{
    seam_engine *engine = NULL;
    seam_track track;
    seam_segment segment;
    seam_stats stats;
    float samples[64] = {0};
    uint32_t changed = 77, count_of = 77;
    seam_stream streams[2];
    float first;
    FILE *file;
    CHECK(count == 2);
    write_wave(arguments[1], RATE * SECONDS, 8192);
    memset(&track, 0, sizeof track);
    memset(&segment, 0, sizeof segment);
    track.struct_size = sizeof track;
    track.stream = SEAM_BEST_STREAM;
    track.path = arguments[1];
    segment.struct_size = sizeof segment;
    segment.clip = 1;
    segment.out_seconds = SECONDS;
    segment.speed = 1;
    stats.struct_size = sizeof stats;
    OK(seam_create(NULL, &engine));
    OK(seam_clip_set_media(engine, 1, &track, 1));
    OK(seam_clip_set_pcm(engine, 2, samples, 32, 2, RATE));
    OK(seam_timeline_set(engine, &segment, 1));
    memset(streams, 0, sizeof streams);
    streams[0].struct_size = sizeof streams[0];
    OK(seam_clip_streams(engine, 1, 0, streams, 2, &count_of));
    CHECK(count_of == 1 && streams[0].struct_size == sizeof streams[0] && streams[1].struct_size == 0);
    CHECK(streams[0].index == 0 && streams[0].rate == RATE && streams[0].channels == 1 && streams[0].bit_rate == 16 * RATE);
    CHECK(strcmp(streams[0].kind, "audio") == 0 && strcmp(streams[0].codec, "pcm_s16le") == 0);
    OK(seam_clip_streams(engine, 2, 0, NULL, 0, &count_of));
    CHECK(count_of == 0);
    EXPECT(SEAM_NOT_FOUND, seam_clip_streams(engine, 3, 0, NULL, 0, &count_of));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_clip_streams(engine, 1, 0, NULL, 1, &count_of));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_clip_streams(engine, 1, 0, streams, 1, NULL));
    first = heard(engine);
    CHECK(first > 0.17f && first < 0.18f); /* a quarter, mono to both sides */
    OK(seam_media_check(engine, 0, &changed));
    CHECK(changed == 0);

    write_wave(arguments[1], RATE * SECONDS + 1, 16384);
    OK(seam_media_check(engine, 2, &changed));
    CHECK(changed == 0);
    OK(seam_media_check(engine, 1, &changed));
    CHECK(changed == 1);
    OK(seam_get_stats(engine, &stats));
    CHECK(stats.sources == 2 && stats.sources_changed == 1 && stats.sources_missing == 0);
    OK(seam_clip_invalidate(engine, 1));
    CHECK(heard(engine) == 2 * first);
    OK(seam_media_check(engine, 0, &changed));
    CHECK(changed == 0);

    CHECK(remove(arguments[1]) == 0);
    file = fopen(arguments[1], "rb");
    if (file == NULL) {
        OK(seam_media_check(engine, 0, &changed));
        CHECK(changed == 1);
        OK(seam_get_stats(engine, &stats));
        CHECK(stats.sources_missing == 1);
        EXPECT(SEAM_MEDIA_ERROR, seam_clip_invalidate(engine, 1));
    } else fclose(file); /* Wine keeps the name until nobody has the file open */
    EXPECT(SEAM_INVALID_STATE, seam_clip_invalidate(engine, 2));
    EXPECT(SEAM_NOT_FOUND, seam_clip_invalidate(engine, 3));
    EXPECT(SEAM_NOT_FOUND, seam_media_check(engine, 3, &changed));
    EXPECT(SEAM_INVALID_ARGUMENT, seam_media_check(engine, 0, NULL));
    OK(seam_destroy(engine));
    puts("ok");
    return 0;
}
