/*
 * Edits, transport, positions, other openings and other engines go on while a file is stalled in opening and in being scanned, and an
 * engine is destroyed beside it. Runs with stall.c in front of the C library; the stall ends when the host says so.
 *   host_stall FOLDER
 */
#define _GNU_SOURCE
#include "check.h"
#include "seamline.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

#define RATE 48000
#define HOURS 3
#define CALLS 10000

static void (*stall_begin)(const char *path);
static void (*stall_end)(void);
static int (*stall_waiting)(void);

typedef struct {
    seam_engine *engine;
    const char *path;
    int measure;
    seam_status status;
    int done;
} job;

static void find(void *to, const char *name)
{
    void *found = dlsym(RTLD_DEFAULT, name);
    CHECK(found != NULL);
    memcpy(to, &found, sizeof found);
}

/* Frames of silence, 96 bytes and 24 ms each: mono, 48 kHz, 32 kb/s. Its length is known to who has read all of it. */
static void write_mp3(const char *path, long seconds)
{
    static const unsigned char frame[96] = { 0xFF, 0xFB, 0x14, 0xC0 };
    FILE *file = fopen(path, "wb");
    long i;
    CHECK(file != NULL);
    for (i = 0; i < seconds * 1000 / 24; i++) CHECK(fwrite(frame, sizeof frame, 1, file) == 1);
    CHECK(fclose(file) == 0);
}

static seam_status set_media(seam_engine *engine, uint32_t clip, const char *path)
{
    seam_track track;
    memset(&track, 0, sizeof track);
    track.struct_size = sizeof track;
    track.stream = SEAM_BEST_STREAM;
    track.path = path;
    return seam_clip_set_media(engine, clip, &track, 1);
}

static void *work(void *argument)
{
    job *mine = argument;
    mine->status = mine->measure ? seam_clip_measure(mine->engine, 2) : set_media(mine->engine, 2, mine->path);
    __atomic_store_n(&mine->done, 1, __ATOMIC_RELEASE);
    return NULL;
}

/* Comes back when somebody is inside the stalled file: the call, or a loader that scans it ahead, which the call then waits for. */
static pthread_t start(job *mine)
{
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, work, mine) == 0);
    while (stall_waiting() == 0) nanosleep(&(struct timespec) { 0, 1000000 }, NULL);
    return thread;
}

static int is_done(job *mine) { return __atomic_load_n(&mine->done, __ATOMIC_ACQUIRE); }

static seam_engine *make(void)
{
    static float samples[RATE * 2];
    seam_engine *engine = NULL;
    seam_segment segment;
    memset(&segment, 0, sizeof segment);
    segment.struct_size = sizeof segment;
    segment.clip = 1;
    segment.out_seconds = 1;
    segment.speed = 1;
    OK(seam_create(NULL, &engine));
    OK(seam_clip_set_pcm(engine, 1, samples, RATE, 2, RATE));
    OK(seam_timeline_set(engine, &segment, 1));
    OK(seam_play(engine));
    return engine;
}

static void edit(seam_engine *engine)
{
    float block[960];
    seam_position position;
    seam_stats stats;
    int64_t right;
    int i;
    position.struct_size = sizeof position;
    stats.struct_size = sizeof stats;
    for (i = 0; i < CALLS; i++) {
        OK(seam_split(engine, 0.5, &right));
        OK(seam_undo(engine));
        OK(seam_seek_frame(engine, i));
        OK(seam_get_position(engine, &position));
        if (i % 100 == 0) OK(seam_get_stats(engine, &stats));
        if (i % 10 == 0) OK(seam_render(engine, block, 480));
    }
}

static void go_on_beside(seam_engine *engine, seam_engine *other, const char *quick, job *mine)
{
    pthread_t thread = start(mine);
    edit(engine);
    OK(set_media(engine, 3, quick));
    OK(set_media(other, 3, quick));
    CHECK(!is_done(mine));
    stall_end();
    CHECK(pthread_join(thread, NULL) == 0);
    OK(mine->status);
}

static void destroy_beside(const char *slow)
{
    char sentence[256];
    job mine = { make(), slow, 0, SEAM_OK, 0 };
    pthread_t thread;
    stall_begin(slow);
    thread = start(&mine);
    OK(seam_destroy(mine.engine));
    CHECK(!is_done(&mine));
    stall_end();
    CHECK(pthread_join(thread, NULL) == 0);
    CHECK(mine.status == SEAM_CANCELLED);
    seam_last_error(NULL, sentence, sizeof sentence);
    CHECK(strstr(sentence, "closed") != NULL);
}

int main(int argc, char **argv)
{
    char slow[512], quick[512];
    seam_engine *engine, *other;
    job opening, scanning;
    CHECK(argc == 2);
    find(&stall_begin, "stall_begin");
    find(&stall_end, "stall_end");
    find(&stall_waiting, "stall_waiting");
    snprintf(slow, sizeof slow, "%s/slow.mp3", argv[1]);
    snprintf(quick, sizeof quick, "%s/quick.mp3", argv[1]);
    write_mp3(slow, HOURS * 3600);
    write_mp3(quick, 10);
    engine = make();
    other = make();
    opening = (job) { engine, slow, 0, SEAM_OK, 0 };
    scanning = (job) { engine, slow, 1, SEAM_OK, 0 };
    stall_begin(slow);
    go_on_beside(engine, other, quick, &opening);
    stall_begin(slow);
    go_on_beside(engine, other, quick, &scanning);
    OK(seam_destroy(other));
    OK(seam_destroy(engine));
    destroy_beside(slow);
    puts("ok");
    return 0;
}
