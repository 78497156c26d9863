/*
 * What the library does to the process that loads it, printed at each step: load, first call, an engine made, played, destroyed, 50 engines made and
 * destroyed, a medium opened, its engine destroyed.
 *   host_effect LIBRARY [LOADER_THREADS [MEDIUM]]
 * A line is "STEP THING VALUE"; signals are those whose handler is another one than at the start. Nothing is linked, so that the
 * start is the host's own.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fenv.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "seamline.h"

static struct sigaction first_actions[65];
static struct rlimit first_limits[RLIM_NLIMITS];
static sigset_t first_mask;
static int first_rounding;

static long status_of(const char *name)
{
    char line[256];
    long value = -1;
    FILE *status = fopen("/proc/self/status", "r");
    if (status == NULL) exit(1);
    while (fgets(line, sizeof line, status) != NULL) {
        if (strncmp(line, name, strlen(name)) == 0) value = strtol(line + strlen(name) + 1, NULL, 10);
    }
    fclose(status);
    return value;
}

static int files_open(void)
{
    int count = 0;
    DIR *folder = opendir("/proc/self/fd");
    if (folder == NULL) exit(1);
    while (readdir(folder) != NULL) count++;
    closedir(folder);
    return count - 3; /* ., .. and the folder itself */
}

/* Child processes, of all threads. */
static int children(void)
{
    char path[300];
    int count = 0, process;
    struct dirent *entry;
    DIR *folder = opendir("/proc/self/task");
    if (folder == NULL) exit(1);
    while ((entry = readdir(folder)) != NULL) {
        FILE *list;
        snprintf(path, sizeof path, "/proc/self/task/%s/children", entry->d_name);
        list = fopen(path, "r");
        if (list == NULL) continue;
        while (fscanf(list, "%d", &process) == 1) count++;
        fclose(list);
    }
    closedir(folder);
    return count;
}

static long executable_writable_maps(void)
{
    char line[512];
    long count = 0;
    FILE *maps = fopen("/proc/self/maps", "r");
    if (maps == NULL) exit(1);
    while (fgets(line, sizeof line, maps) != NULL) {
        if (strstr(line, " rwx") != NULL) count++;
    }
    fclose(maps);
    return count;
}

static void tell_signals(const char *step)
{
    struct sigaction now;
    int number;
    printf("%s signals", step);
    for (number = 1; number <= 64; number++) {
        if (sigaction(number, NULL, &now) != 0 || now.sa_handler == first_actions[number].sa_handler) continue;
        if (number >= SIGRTMIN) printf(" SIGRTMIN+%d", number - SIGRTMIN);
        else printf(" SIG%s", sigabbrev_np(number));
        printf("%s", now.sa_handler == SIG_IGN ? ":ignored" : now.sa_flags & SA_ONSTACK ? ":handled:onstack" : ":handled");
    }
    putchar('\n');
}

static void tell(const char *step)
{
    struct rlimit limit;
    sigset_t mask;
    int number, changed = 0;
    tell_signals(step);
    for (number = 0; number < (int)RLIM_NLIMITS; number++) {
        if (getrlimit((enum __rlimit_resource)number, &limit) == 0 && memcmp(&limit, &first_limits[number], sizeof limit) != 0) changed++;
    }
    printf("%s limits_changed %d\n", step, changed);
    changed = 0;
    sigprocmask(SIG_BLOCK, NULL, &mask);
    for (number = 1; number <= 64; number++) changed += sigismember(&mask, number) != sigismember(&first_mask, number);
    printf("%s mask_changed %d\n", step, changed);
    printf("%s rounding_changed %d\n", step, fegetround() != first_rounding);
    printf("%s address_space_mb %ld\n", step, status_of("VmSize:") / 1024);
    printf("%s resident_kb %ld\n", step, status_of("VmRSS:"));
    printf("%s threads %ld\n", step, status_of("Threads:"));
    printf("%s files %d\n", step, files_open());
    printf("%s children %d\n", step, children());
    printf("%s writable_code %ld\n", step, executable_writable_maps());
}

static void find(void *library, const char *name, void *function)
{
    *(void **)function = dlsym(library, name);
    if (*(void **)function != NULL) return;
    fprintf(stderr, "no %s\n", name);
    exit(1);
}

int main(int argc, char **argv)
{
    const char *(*version)(void);
    seam_status (*create)(const seam_config *, seam_engine **);
    seam_status (*play)(seam_engine *);
    seam_status (*render)(seam_engine *, float *, uint32_t);
    seam_status (*destroy)(seam_engine *);
    seam_status (*config_default)(seam_config *);
    seam_status (*set_media)(seam_engine *, uint32_t, const seam_track *, uint32_t);
    seam_track track = {0};
    static float block[960];
    seam_config config;
    struct timespec moment = {0, 20000000};
    seam_engine *engine = NULL;
    void *library;
    int number, i;

    if (argc < 2) return 2;
    signal(SIGPIPE, SIG_DFL); /* whoever started this may have had it ignored, which is inherited */
    for (number = 1; number <= 64; number++) sigaction(number, NULL, &first_actions[number]);
    for (number = 0; number < (int)RLIM_NLIMITS; number++) getrlimit((enum __rlimit_resource)number, &first_limits[number]);
    sigprocmask(SIG_BLOCK, NULL, &first_mask);
    first_rounding = fegetround();
    tell("start");
    library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return fprintf(stderr, "%s\n", dlerror()), 1;
    find(library, "seam_version", &version);
    find(library, "seam_config_default", &config_default);
    find(library, "seam_create", &create);
    find(library, "seam_play", &play);
    find(library, "seam_render", &render);
    find(library, "seam_destroy", &destroy);
    find(library, "seam_clip_set_media", &set_media);
    tell("loaded");
    if (version() == NULL) return 1;
    tell("called");
    config.struct_size = sizeof config;
    if (config_default(&config) != SEAM_OK) return 1;
    if (argc > 2) config.loader_threads = (int32_t)strtol(argv[2], NULL, 10);
    if (create(&config, &engine) != SEAM_OK) return 1;
    tell("created");
    if (play(engine) != SEAM_OK) return 1;
    for (i = 0; i < 100; i++) {
        if (render(engine, block, 480) != SEAM_OK) return 1;
    }
    tell("played");
    if (destroy(engine) != SEAM_OK) return 1;
    nanosleep(&moment, NULL); /* a thread that has ended is gone a moment later */
    tell("destroyed");
    if (argc <= 3) return 0;
    for (i = 0; i < 50; i++) {
        if (create(&config, &engine) != SEAM_OK || destroy(engine) != SEAM_OK) return 1;
    }
    nanosleep(&moment, NULL);
    tell("repeated");
    track.struct_size = sizeof track;
    track.stream = SEAM_BEST_STREAM;
    track.path = argv[3];
    if (create(&config, &engine) != SEAM_OK || set_media(engine, 1, &track, 1) != SEAM_OK) return 1;
    tell("opened");
    if (destroy(engine) != SEAM_OK) return 1;
    nanosleep(&moment, NULL);
    tell("ended");
    return 0;
}
