/*
 * What comes and goes by the thousand, and that nothing of it stays.
 *   host_life LIBRARY engines|clips|threads TIMES   the library is loaded late, by dlopen; prints resident KiB after a tenth
 *                                                   of the times and at the end
 *   host_life LIBRARY leave 0                       ends with engines playing, an offline render open and loaders at work
 * Linux.
 */
#define _GNU_SOURCE
#include "check.h"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>

#define RATE 48000
#define FRAMES 480

static void *library;
static seam_engine *engine;
static float samples[RATE];
static seam_status (*render)(seam_engine *, float *, uint32_t);

/* ISO C knows no cast from an object pointer to a function pointer, POSIX needs one. */
#define FIND(variable, name)                          \
    do {                                              \
        void *found_ = dlsym(library, name);          \
        CHECK(found_ != NULL);                        \
        memcpy(&(variable), &found_, sizeof found_);  \
    } while (0)

static seam_status (*create)(const seam_config *, seam_engine **);
static seam_status (*destroy)(seam_engine *);
static seam_status (*config_default)(seam_config *);
static seam_status (*set_pcm)(seam_engine *, uint32_t, const float *, uint64_t, int32_t, int32_t);
static seam_status (*set_timeline)(seam_engine *, const seam_segment *, uint32_t);
static seam_status (*clip_remove)(seam_engine *, uint32_t);
static seam_status (*play)(seam_engine *);
static seam_status (*offline_open)(seam_engine *, uint32_t, seam_offline **);

static long resident_kib(void)
{
    char line[256];
    long kib = -1;
    FILE *file = fopen("/proc/self/status", "r");
    CHECK(file != NULL);
    while (fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "VmRSS:", 6) == 0) kib = strtol(line + 6, NULL, 10);
    }
    fclose(file);
    return kib;
}

static seam_engine *make(void)
{
    seam_engine *made = NULL;
    seam_config config;
    memset(&config, 0, sizeof config);
    config.struct_size = sizeof config;
    OK(config_default(&config));
    config.budget_bytes = 32LL << 20;
    OK(create(&config, &made));
    return made;
}

static void set(seam_engine *on, uint32_t clip)
{
    seam_segment one;
    memset(&one, 0, sizeof one);
    one.struct_size = sizeof one;
    one.clip = clip;
    one.out_seconds = 0.1;
    one.speed = 1;
    OK(set_pcm(on, clip, samples, RATE / 10, 2, RATE));
    OK(set_timeline(on, &one, 1));
}

static void one_engine(long time)
{
    static float output[FRAMES * 2];
    seam_engine *made = make();
    set(made, 1);
    OK(play(made));
    OK(render(made, output, FRAMES));
    OK(render(made, output, FRAMES));
    CHECK(output[FRAMES * 2 - 1] == 0.5f);
    OK(destroy(made));
    (void)time;
}

static void one_clip(long time)
{
    static float output[FRAMES * 2];
    uint32_t clip = 1 + (uint32_t)(time % 100);
    set(engine, clip);
    OK(render(engine, output, FRAMES));
    if (time % 2) OK(clip_remove(engine, clip));
}

static void *render_once(void *unused)
{
    float output[FRAMES * 2];
    (void)unused;
    OK(render(engine, output, FRAMES));
    return NULL;
}

static void one_thread(long time)
{
    pthread_t thread;
    (void)time;
    CHECK(pthread_create(&thread, NULL, render_once, NULL) == 0);
    CHECK(pthread_join(thread, NULL) == 0);
}

int main(int count, char **arguments)
{
    void (*once)(long);
    sigset_t all;
    long times, i, early = 0;
    CHECK(count == 4);
    times = atol(arguments[3]);
    for (i = 0; i < RATE; i++) samples[i] = 0.5f;

    /* A host that takes its signals elsewhere. */
    sigfillset(&all);
    CHECK(pthread_sigmask(SIG_BLOCK, &all, NULL) == 0);
    library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
    CHECK(library != NULL);
    FIND(create, "seam_create");
    FIND(destroy, "seam_destroy");
    FIND(config_default, "seam_config_default");
    FIND(set_pcm, "seam_clip_set_pcm");
    FIND(set_timeline, "seam_timeline_set");
    FIND(clip_remove, "seam_clip_remove");
    FIND(play, "seam_play");
    FIND(offline_open, "seam_offline_open");
    FIND(render, "seam_render");
    engine = make();
    set(engine, 1);
    OK(play(engine));
    if (strcmp(arguments[2], "leave") == 0) {
        seam_offline *offline = NULL;
        OK(offline_open(engine, 0, &offline));
        engine = make();
        set(engine, 2);
        printf("left 1\n");
        return 0;
    }

    once = strcmp(arguments[2], "engines") == 0 ? one_engine : strcmp(arguments[2], "clips") == 0 ? one_clip : one_thread;
    for (i = 0; i < times; i++) {
        once(i);
        if (i == times / 10) early = resident_kib();
    }

    OK(destroy(engine));
    printf("early_kib %ld\nlate_kib %ld\n", early, resident_kib());
    return 0;
}
