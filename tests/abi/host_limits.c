/*
 * A host with limits: of its address space, or of the memory that it may lock, while it locks all it has and will have.
 *   host_limits LIBRARY as MIB       RLIMIT_AS, set before the library is loaded
 *   host_limits LIBRARY locked MIB   mlockall of all that is and will be under RLIMIT_MEMLOCK (-1: none), before it is loaded
 *   host_limits LIBRARY as_late MIB  so much more than there is, once the library runs, before an engine is made
 * Prints "started 0" where the library says that it cannot start, "refused STATUS" where a call is refused, "sentence 1" where
 * it says why, the sentence on stderr, or "played 1"; "unable 1" where the machine does not let it be tried. Linux.
 */
#define _GNU_SOURCE
#include "check.h"

#include <dlfcn.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define RATE 48000

static void *library;
static float samples[RATE * 4];

#define FIND(variable, name)                         \
    do {                                             \
        void *found_ = dlsym(library, name);         \
        CHECK(found_ != NULL);                       \
        memcpy(&(variable), &found_, sizeof found_); \
    } while (0)

static size_t (*last_error)(const seam_engine *, char *, size_t);

/* The limit of locked memory is not for who may lock without. */
static void drop_privilege(void)
{
    struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
    struct __user_cap_data_struct data[2];
    CHECK(syscall(SYS_capget, &header, data) == 0);
    data[0].effective &= ~(1u << CAP_IPC_LOCK);
    data[0].permitted &= ~(1u << CAP_IPC_LOCK);
    data[0].inheritable &= ~(1u << CAP_IPC_LOCK);
    CHECK(syscall(SYS_capset, &header, data) == 0);
}

static long kib(const char *field)
{
    char line[256];
    long found = -1;
    FILE *file = fopen("/proc/self/status", "r");
    CHECK(file != NULL);
    while (fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, field, strlen(field)) == 0) found = strtol(line + strlen(field), NULL, 10);
    fclose(file);
    return found;
}

/* What this machine does not let be tried is no subject of this test. */
static void unable(void)
{
    puts("unable 1");
    exit(0);
}

static void limit(int which, rlim_t bytes)
{
    struct rlimit to;
    to.rlim_cur = to.rlim_max = bytes;
    if (setrlimit(which, &to) != 0) unable();
}

static void apply(const char *what, long mib, int late)
{
    if (strncmp(what, "as", 2) == 0) {
        limit(RLIMIT_AS, ((rlim_t)mib << 20) + (late ? (rlim_t)kib("VmSize:") << 10 : 0));
        return;
    }
    if (mib < 0) {
        if (mlockall(MCL_CURRENT | MCL_FUTURE) != 0) unable();
        return;
    }
    drop_privilege();
    limit(RLIMIT_MEMLOCK, (rlim_t)mib << 20);
    if (mlockall(MCL_CURRENT | MCL_FUTURE) != 0) unable(); /* what is there already is more */
}

static int refused(seam_engine *engine, seam_status status)
{
    char text[512];
    if (status == SEAM_OK) return 0;
    text[0] = 0;
    last_error(engine, text, sizeof text);
    printf("sentence %d\n", text[0] != 0);
    fprintf(stderr, "%s\n", text);
    printf("refused %d\n", (int)status);
    return 1;
}

static int play(void)
{
    seam_status (*create)(const seam_config *, seam_engine **);
    seam_status (*destroy)(seam_engine *);
    seam_status (*config_default)(seam_config *);
    seam_status (*set_pcm)(seam_engine *, uint32_t, const float *, uint64_t, int32_t, int32_t);
    seam_status (*set_timeline)(seam_engine *, const seam_segment *, uint32_t);
    seam_status (*wait_ready)(seam_engine *, int64_t, int32_t);
    seam_status (*start)(seam_engine *);
    seam_status (*render)(seam_engine *, float *, uint32_t);
    static float output[2 * 480];
    seam_engine *engine = NULL;
    seam_config config;
    seam_segment one;
    int i;
    FIND(create, "seam_create");
    FIND(destroy, "seam_destroy");
    FIND(config_default, "seam_config_default");
    FIND(set_pcm, "seam_clip_set_pcm");
    FIND(set_timeline, "seam_timeline_set");
    FIND(wait_ready, "seam_wait_ready");
    FIND(start, "seam_play");
    FIND(render, "seam_render");
    memset(&config, 0, sizeof config);
    config.struct_size = sizeof config;
    if (refused(NULL, config_default(&config))) return 0;
    config.budget_bytes = 64LL << 20;
    if (refused(NULL, create(&config, &engine))) return 0;
    
    if (refused(engine, set_pcm(engine, 1, samples, RATE * 2, 2, RATE))) return 0;
    memset(&one, 0, sizeof one);
    one.struct_size = sizeof one;
    one.clip = 1;
    one.out_seconds = 2;
    one.speed = 1;
    if (refused(engine, set_timeline(engine, &one, 1)) || refused(engine, wait_ready(engine, RATE, 5000))) return 0;
    OK(start(engine));
    for (i = 0; i < 20; i++) OK(render(engine, output, 480));
    CHECK(output[959] > 0.49f && output[959] < 0.51f);
    OK(destroy(engine));
    puts("played 1");
    return 0;
}

int main(int count, char **arguments)
{
    const char *(*version)(void);
    int32_t (*can_start)(char *, size_t);
    char text[256];
    int late, i;
    long mib;
    CHECK(count == 4);
    late = strstr(arguments[2], "_late") != NULL;
    mib = atol(arguments[3]);
    setvbuf(stdout, NULL, _IONBF, 0);
    for (i = 0; i < RATE * 4; i++) samples[i] = 0.5f;
    if (!late) apply(arguments[2], mib, 0);
    library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        puts("loaded 0");
        return 0;
    }
    FIND(last_error, "seam_last_error");
    FIND(can_start, "seam_can_start");
    CHECK(can_start(NULL, 0) == can_start(text, sizeof text) && (can_start(text, 5) || strlen(text) == 4));
    if (!can_start(text, sizeof text)) {
        CHECK(text[0] != 0);
        fprintf(stderr, "%s\n", text);
        puts("started 0");
        return 0;
    }
    CHECK(text[0] == 0);
    if (late) {
        FIND(version, "seam_version");
        CHECK(version() != NULL);
        apply(arguments[2], mib, 1);
    }
    return play();
}
