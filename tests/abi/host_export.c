/* Exports FLAC and AAC with tags and chapters, stems, a normalised WAV, and cancels an MP3. Arguments: what the names of its files begin with,
   and the ending of the one that is cancelled (mp3). */
#include "check.h"
#include "seamline.h"

#include <math.h>
#include <string.h>

#define RATE 48000
#define FRAMES (2 * RATE + 77)

static float samples[FRAMES];
static float quiet[FRAMES];
static char path[4096];

static const char *in(const char *prefix, const char *name)
{
    snprintf(path, sizeof path, "%s%s", prefix, name);
    return path;
}

static int32_t count_calls(void *user, int64_t done, int64_t frames)
{
    CHECK(done > 0 && done <= frames);
    ++*(int *)user;
    return 0;
}

static int32_t cancel(void *user, int64_t done, int64_t frames)
{
    (void)user;
    (void)done;
    (void)frames;
    return 1;
}

static int exists(const char *name)
{
    FILE *file = fopen(name, "rb");
    if (file) fclose(file);
    return file != NULL;
}

static void set_up(seam_engine *engine, int64_t *lane_id)
{
    seam_segment segment;
    seam_lane lane;
    seam_item item;
    int i;
    for (i = 0; i < FRAMES; i++) {
        samples[i] = 0.25f * ((float)(i % 97) / 48.5f - 1);
        quiet[i] = 0.1f * ((float)(i % 61) / 30.5f - 1);
    }
    memset(&segment, 0, sizeof segment);
    segment.struct_size = sizeof segment;
    segment.clip = 1;
    segment.out_seconds = (double)FRAMES / RATE;
    segment.speed = 1;
    memset(&lane, 0, sizeof lane);
    lane.struct_size = sizeof lane;
    memset(&item, 0, sizeof item);
    item.struct_size = sizeof item;
    item.clip = 2;
    item.start_seconds = 0.5;
    item.out_seconds = 1;
    OK(seam_clip_set_pcm(engine, 1, samples, FRAMES, 1, RATE));
    OK(seam_clip_set_pcm(engine, 2, quiet, FRAMES, 1, RATE));
    OK(seam_timeline_set(engine, &segment, 1));
    OK(seam_add_lane(engine, 0, &lane, lane_id));
    item.lane = *lane_id;
    OK(seam_add_item(engine, &item, &item.id));
}

/* Samples of a 32-bit float WAV file that the library wrote: behind 104 bytes of header. */
static float *read_wave(const char *name)
{
    static float sets[3][2 * FRAMES];
    static int next;
    float *set = sets[next++ % 3];
    FILE *file = fopen(name, "rb");
    CHECK(file != NULL && fseek(file, 104, SEEK_SET) == 0);
    CHECK(fread(set, sizeof *set, 2 * FRAMES, file) == 2 * FRAMES);
    CHECK(fgetc(file) == EOF);
    fclose(file);
    return set;
}

static void stems(seam_engine *engine, const char *prefix, int64_t lane)
{
    const int64_t which[3] = {0, SEAM_STEM_MAIN, lane};
    float *waves[3];
    int i;
    for (i = 0; i < 3; i++) {
        seam_file_export wanted;
        memset(&wanted, 0, sizeof wanted);
        wanted.struct_size = sizeof wanted;
        wanted.path = in(prefix, "stem.wav");
        wanted.stem = which[i];
        OK(seam_export_file(engine, &wanted));
        waves[i] = read_wave(path);
    }
    for (i = 0; i < 2 * FRAMES; i++) CHECK(fabs(waves[0][i] - (waves[1][i] + waves[2][i])) <= 1e-6);
    CHECK(waves[2][2 * RATE + 20] != 0 && waves[2][0] == 0 && waves[1][2000] != 0);
}

int main(int count, char **arguments)
{
    char cancelled[32];
    seam_engine *engine = NULL;
    seam_file_export wanted;
    seam_levels levels;
    seam_tag tags[2];
    seam_chapter chapters[2];
    int64_t lane = 0;
    int calls = 0;
    CHECK(count == 2 || count == 3);
    snprintf(cancelled, sizeof cancelled, "cancelled.%s", count == 3 ? arguments[2] : "mp3");
    memset(tags, 0, sizeof tags);
    memset(chapters, 0, sizeof chapters);
    tags[0].struct_size = tags[1].struct_size = sizeof tags[0];
    tags[0].key = "title";
    tags[0].value = "Episode 1";
    tags[1].key = "artist";
    tags[1].value = "A host";
    chapters[0].struct_size = chapters[1].struct_size = sizeof chapters[0];
    chapters[0].title = "Hello";
    chapters[1].frame = RATE;
    chapters[1].title = "Goodbye";
    OK(seam_create(NULL, &engine));
    set_up(engine, &lane);
    memset(&wanted, 0, sizeof wanted);
    wanted.struct_size = sizeof wanted;
    wanted.path = in(arguments[1], "out.flac");
    wanted.tags = tags;
    wanted.tag_count = 2;
    wanted.chapters = chapters;
    wanted.chapter_count = 2;
    wanted.progress = count_calls;
    wanted.user = &calls;
    memset(&levels, 0, sizeof levels);
    levels.struct_size = sizeof levels;
    wanted.levels = &levels;
    OK(seam_export_file(engine, &wanted));
    CHECK(calls >= 2 && levels.frames == FRAMES && levels.peak > 0.1 && levels.clipped_samples == 0);
    wanted.path = in(arguments[1], "out.m4a");
    wanted.bit_rate = 160000;
    OK(seam_export_file(engine, &wanted));
    wanted.path = in(arguments[1], cancelled);
    wanted.bit_rate = 0;
    wanted.progress = cancel;
    EXPECT(SEAM_CANCELLED, seam_export_file(engine, &wanted));
    CHECK(!exists(path));
    wanted.progress = NULL;
    wanted.path = in(arguments[1], "refused.aiff");
    EXPECT(SEAM_INVALID_ARGUMENT, seam_export_file(engine, &wanted));
    wanted.path = in(arguments[1], "refused.flac");
    wanted.flags = SEAM_QUALITY;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_export_file(engine, &wanted));
    wanted.flags = 0;
    wanted.stem = 77777;
    EXPECT(SEAM_NOT_FOUND, seam_export_file(engine, &wanted));
    wanted.stem = 0;
    tags[1].key = "a=b";
    EXPECT(SEAM_INVALID_ARGUMENT, seam_export_file(engine, &wanted));
    tags[1].struct_size = 3;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_export_file(engine, &wanted));
    wanted.tag_count = 1000;
    EXPECT(SEAM_LIMIT_REACHED, seam_export_file(engine, &wanted));
    wanted.tag_count = wanted.chapter_count = 0;
    EXPECT(SEAM_INVALID_ARGUMENT, seam_export_file(engine, NULL));
    CHECK(!exists(path));
    wanted.path = in(arguments[1], "loud.wav");
    wanted.loudness_lufs = -30;
    OK(seam_export_file(engine, &wanted));
    stems(engine, arguments[1], lane);
    OK(seam_destroy(engine));
    puts("ok");
    return 0;
}
