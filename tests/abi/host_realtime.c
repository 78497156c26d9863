/*
 * The promise of seam_render, watched by the kernel: a thread renders while this program edits, seeks and loads as fast
 * as it can.
 *   host_realtime raw BLOCKS          the thread may make no system call at all: any one kills the process (SIGSYS).
 *                                     No warm-up: the first call on a fresh thread counts.
 *   host_realtime documented BLOCKS   the same through the documented entry: must be killed, for it attaches the thread
 *   host_realtime yield BLOCKS        the same with a sched_yield planted: must be killed
 *   host_realtime sleep BLOCKS        the same with a sleep planted: must be killed
 *   host_realtime wait BLOCKS         the same with a lock planted that the editing thread holds: must be killed
 *   host_realtime faults BLOCKS       no filter; counts the page faults of the thread after a warm-up
 *   host_realtime touch BLOCKS        the same with a first touch of a fresh page planted: must be counted
 *   host_realtime calls BLOCKS        no filter; the interposer (interpose.c, by LD_PRELOAD) counts the thread's calls
 *   host_realtime malloc BLOCKS       the same with a malloc planted: must be counted
 *   host_realtime lock BLOCKS         the same with a lock planted that nobody else wants: must be counted
 * Optional arguments: a media file, longer than a budget of 96 MiB holds, which seeks load and evict all the time; and another
 * that is opened and closed again and again meanwhile.
 * Linux on x64. Prints "name value" lines.
 */
#define _GNU_SOURCE
#include "check.h"
#include "seamline.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define RATE 48000
#define CHANNELS 2
#define FRAMES 256
#define MIN_EDITS 2000
#define MAX_BLOCKS 200000000L

/* Of the interposer; absent without it. */
__attribute__((weak)) void interpose_arm(int on);
__attribute__((weak)) long interpose_hits(void);

static seam_engine *engine;
static const char *mode;
static long wanted_blocks;
static volatile long edits_done;   /* the editing thread writes, the rendering thread reads; no order needed */
static volatile long blocks_done;
static volatile int finished;
static struct rusage before, after;
static float output[FRAMES * CHANNELS];
static volatile double loudest;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static char *fresh; /* a page that nobody has touched */
static int64_t media_frames;

static int is(const char *name) { return strcmp(mode, name) == 0; }

static void forbid_system_calls(void)
{
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
    };
    struct sock_fprog program;
    program.len = sizeof filter / sizeof filter[0];
    program.filter = filter;
    CHECK(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
    CHECK(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0);
}

/* The faults that must be seen. */
static void plant(void)
{
    struct timespec shortly = { 0, 1000 };
    if (is("yield")) sched_yield();
    if (is("sleep")) nanosleep(&shortly, NULL);
    if (is("malloc")) {
        void *volatile block = malloc(100); /* volatile: a compiler may leave out what nobody looks at */
        free(block);
    }
    if (is("touch")) { /* in the warm-up one page, then the next */
        *(volatile char *)fresh = 1;
        fresh += 4096;
    }
    if (is("lock") || is("wait")) {
        pthread_mutex_lock(&mutex);
        pthread_mutex_unlock(&mutex);
    }
}

/* Renders until enough blocks and edits are through; no call but the engine's. Returns 0 or the status that failed. */
static int render_blocks(long blocks)
{
    seam_status (*render)(seam_engine *, float *, uint32_t) = is("documented") ? seam_render_documented : seam_render;
    double loud = 0;
    long done;
    int i;
    for (done = 0; (done < blocks || edits_done < MIN_EDITS) && done < MAX_BLOCKS; done++) {
        /* Every second one as by a host that says when it is heard. */
        seam_status status = done % 2 == 0 || is("documented") ? render(engine, output, FRAMES)
            : seam_render_at(engine, output, FRAMES, done * 5333333, done % 4 == 1 ? SEAM_EXACT_TIME : 0);
        if (status != SEAM_OK) return status;
        for (i = 0; i < FRAMES * CHANNELS; i += 64) loud = output[i] > loud ? output[i] : loud;
        if (done == blocks / 2) plant();
        blocks_done = done;
        /* Not as fast as it goes: the editor shall get between the blocks. */
        for (i = 0; i < 500; i++) __asm__ volatile("pause");
    }
    loudest = loud;
    return 0;
}

static void *render_thread(void *unused)
{
    int status;
    (void)unused;
    if (is("faults") || is("touch")) {
        CHECK(render_blocks(5000) == 0);
        getrusage(RUSAGE_THREAD, &before);
        status = render_blocks(wanted_blocks);
        getrusage(RUSAGE_THREAD, &after);
    } else if (is("calls") || is("malloc") || is("lock")) {
        interpose_arm(1);
        status = render_blocks(wanted_blocks);
        interpose_arm(0);
    } else {
        forbid_system_calls();
        status = render_blocks(wanted_blocks);
    }
    __atomic_store_n(&finished, status == 0 ? 1 : -status, __ATOMIC_RELEASE);
    /* Past the C library, which would make system calls of its own. */
    syscall(SYS_exit, 0);
    return NULL;
}

static seam_segment segment(uint32_t clip, double in, double out)
{
    seam_segment s;
    memset(&s, 0, sizeof s);
    s.struct_size = sizeof s;
    s.clip = clip;
    s.in_seconds = in;
    s.out_seconds = out;
    s.speed = 1;
    return s;
}

static void set_timeline(void)
{
    seam_segment list[20];
    double seconds = (double)media_frames / RATE;
    int i;
    for (i = 0; i < 20; i++) list[i] = segment(1 + (uint32_t)(i % 2), i * 2.0, i * 2.0 + 1.7);
    /* Far apart: what the budget holds of it changes with every seek. */
    for (i = 1; media_frames > 0 && i < 20; i += 2) list[i] = segment(3, seconds * i / 20, seconds * i / 20 + seconds / 20);
    OK(seam_timeline_set(engine, list, 20));
}

static void open_media(const char *media, uint32_t clip)
{
    seam_track track;
    memset(&track, 0, sizeof track);
    track.struct_size = sizeof track;
    track.stream = SEAM_BEST_STREAM;
    track.path = media;
    OK(seam_clip_set_media(engine, clip, &track, 1));
}

/* One round of what an editor does. Every call is undone or set again, so that it can go on for ever. */
static void edit(long round, const char *media)
{
    int64_t right = 0;
    OK(seam_split(engine, 1.05 + (double)(round % 17), &right));
    OK(seam_set_segment_gain(engine, right, -3.0));
    OK(seam_delete_segment(engine, right));
    OK(seam_undo(engine));
    OK(seam_undo(engine));
    OK(seam_undo(engine));
    OK(seam_ripple_delete(engine, 0.5 + (double)(round % 5), 1.5 + (double)(round % 5)));
    OK(seam_undo(engine));
    if (media == NULL && round % 3 == 0) OK(seam_seek(engine, (double)(round % 30)));
    if (media != NULL) {
        /* Time for loaders to bring something before it is no longer wanted. */
        static const struct timespec shortly = { 0, 100000 };
        nanosleep(&shortly, NULL);
        if (round % 50 == 0) OK(seam_seek(engine, (double)(round * 7 % (20 + media_frames / RATE / 2))));
    }
    if (round % 7 == 0) OK(seam_pause(engine));
    if (round % 7 == 1) OK(seam_play(engine));
    if (round % 100 == 50) set_timeline();
    if (media != NULL && round % 50 == 0) open_media(media, 4);
    if (media != NULL && round % 50 == 25) OK(seam_clip_remove(engine, 4)); /* nobody else's: the file is closed */
    edits_done++;
}

static void set_noise(uint32_t clip, int64_t frames)
{
    float *samples = malloc((size_t)frames * CHANNELS * sizeof(float));
    uint32_t state = clip;
    int64_t i;
    CHECK(samples != NULL);
    for (i = 0; i < frames * CHANNELS; i++) {
        state = state * 1664525u + 1013904223u;
        samples[i] = (float)(state >> 8) / 16777216.0f - 0.5f;
    }
    OK(seam_clip_set_pcm(engine, clip, samples, (uint64_t)frames, CHANNELS, RATE));
    free(samples);
}

static void report(const seam_stats *first, const seam_stats *last)
{
    printf("blocks %ld\n", (long)last->blocks);
    printf("edits %ld\n", edits_done);
    printf("audible %d\n", loudest > 0.1);
    printf("vector_bits %d\n", (int)last->vector_bits);
    printf("collections %ld\n", (long)last->collections);
    printf("allocated %ld\n", (long)(last->allocated_bytes - first->allocated_bytes));
    printf("block_p50_ns %ld\n", (long)last->block_p50_ns);
    printf("block_p999_ns %ld\n", (long)last->block_p999_ns);
    printf("minor_faults %ld\n", after.ru_minflt - before.ru_minflt);
    printf("major_faults %ld\n", after.ru_majflt - before.ru_majflt);
    printf("waits %ld\n", after.ru_nvcsw - before.ru_nvcsw);
    printf("evicted %ld\n", (long)last->pages_evicted);
    printf("hits %ld\n", interpose_hits != NULL ? interpose_hits() : -1L);
    printf("finished %d\n", finished);
}

int main(int argc, char **argv)
{
    static seam_stats first, last;
    seam_config config;
    pthread_t thread;
    long round;
    CHECK(argc == 3 || argc == 5);
    mode = argv[1];
    wanted_blocks = atol(argv[2]);
    CHECK((!is("calls") && !is("malloc") && !is("lock")) || interpose_arm != NULL);

    memset(&config, 0, sizeof config);
    config.struct_size = sizeof config;
    OK(seam_config_default(&config));
    if (argc == 5) config.budget_bytes = 96LL << 20; /* 46 MB of it is host PCM */
    OK(seam_create(&config, &engine));
    fresh = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(fresh != MAP_FAILED);
    set_noise(1, RATE * 60);
    set_noise(2, RATE * 60);
    if (argc == 5) {
        open_media(argv[3], 3);
        OK(seam_clip_frames(engine, 3, &media_frames));
    }
    set_timeline();
    if (is("wait")) CHECK(pthread_mutex_lock(&mutex) == 0);
    OK(seam_wait_ready(engine, RATE * 3, 30000));
    OK(seam_play(engine));
    edit(0, argc == 5 ? argv[4] : NULL);
    first.struct_size = sizeof first;
    last.struct_size = sizeof last;
    OK(seam_get_stats(engine, &first));

    CHECK(pthread_create(&thread, NULL, render_thread, NULL) == 0);
    for (round = 1; __atomic_load_n(&finished, __ATOMIC_ACQUIRE) == 0; round++) {
        edit(round, argc == 5 ? argv[4] : NULL);
        /* What a first call sets up is behind us. */
        if (round == 200) OK(seam_get_stats(engine, &first));
    }
    OK(seam_get_stats(engine, &last));
    report(&first, &last);
    fflush(stdout);
    /* Not by exit: the thread is gone without the C library's knowledge. */
    _exit(finished == 1 ? 0 : 1);
}
