/*
 * The template of the workers: seamline-decoder started as `seamline-decoder template VERSION`. It loads FFmpeg once, gives up what it can, and
 * forks a worker for each request of the engine that started it; loading takes most of what a start costs.
 *
 * It forks before the .NET runtime is started, from a process of one thread: a child goes on in the program's own main, starts its own
 * runtime and locks itself down like a worker that was started by itself (WorkerProgram.cs). No media reach the template. It is linked in by --wrap=main.
 *
 * A child is the engine's child (CLONE_PARENT): the engine waits for it, learns how it ended and needs no word from here. A request carries the
 * descriptors of one worker: pages, flags, file for decoded samples, a socket for each lane. They are closed here before the next request is taken.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "template.h"

#define FIRST 3                 /* the first descriptor that a worker finds */
#define MOST_HANDED (3 + 16)    /* WorkerLayout.MaxLanes */
#define CONTROL (FIRST + MOST_HANDED)

/* WorkerTemplate.cs has the same. */
struct request { int32_t lanes, reserved; int64_t spill; };
struct answer { int32_t process, refusal; };
enum { NONE, NO_FFMPEG, NO_FILTER, OTHER_VERSION, NOT_STARTED }; /* Refusal */

int __real_main(int count, char **arguments);
int __wrap_main(int count, char **arguments);

static char *program, *mode, *version;
static unsigned long address_bytes; /* in use before the runtime starts */
static int32_t *thread_number;      /* where the C library keeps the first thread's */

/* The newest whole set, as Loader.cs chooses; all symbols are bound here, once. Without FFmpeg the workers find that out. */
static void *load_ffmpeg(void)
{
    static const int sets[][4] = { { 59, 5, 61, 61 }, { 58, 4, 60, 60 }, { 57, 4, 59, 59 } };
    static const char *const names[] = { "avutil", "swresample", "avcodec", "avformat" };
    for (size_t set = 0; set < sizeof sets / sizeof *sets; set++) {
        void *found[4];
        int i = 0;
        for (; i < 4; i++) {
            char name[64];
            snprintf(name, sizeof name, "lib%s.so.%d", names[i], sets[set][i]);
            found[i] = dlopen(name, RTLD_NOW | RTLD_LOCAL);
            if (!found[i]) break;
        }
        if (i == 4) return found[2];
        while (i-- > 0) dlclose(found[i]);
    }
    return NULL;
}

/* Makes the tables that FFmpeg makes with the first decoder of a kind. */
static void warm_up(void *codecs)
{
    static const char *const names[] = { "aac", "mp3float", "opus", "vorbis", "flac", "alac", "pcm_s16le" };
    void *(*find)(const char *) = (void *(*)(const char *))dlsym(codecs, "avcodec_find_decoder_by_name");
    void *(*make)(const void *) = (void *(*)(const void *))dlsym(codecs, "avcodec_alloc_context3");
    int (*begin)(void *, const void *, void **) = (int (*)(void *, const void *, void **))dlsym(codecs, "avcodec_open2");
    void (*end)(void **) = (void (*)(void **))dlsym(codecs, "avcodec_free_context");
    if (!find || !make || !begin || !end) return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        void *codec = find(names[i]), *context = codec ? make(codec) : NULL;
        if (context) (void)begin(context, codec, NULL); /* refused by some, for want of headers */
        if (context) end(&context);
    }
}

/* A fork keeps the calling thread only: a library that has started others cannot be forked. */
static int has_one_thread(void)
{
    DIR *threads = opendir("/proc/self/task");
    if (!threads) return 0;
    int count = 0;
    for (struct dirent *entry; (entry = readdir(threads));) count += entry->d_name[0] != '.';
    closedir(threads);
    return count == 1;
}

static unsigned long used_address_bytes(void)
{
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file) return 0;
    if (fscanf(file, "%lu", &pages) != 1) pages = 0;
    fclose(file);
    return pages * (unsigned long)sysconf(_SC_PAGESIZE);
}

/* The runtime asks where a thread's stack is: of this one the C library reads it from a file, which is refused now. */
static void *start_runtime(void *arguments)
{
    char **list = arguments;
    int count = 0;
    while (list[count]) count++;
    _exit(__real_main(count, list));
}

static void work(const struct request *request)
{
    char lanes[16], spill[32], bytes[32];
    strncpy(mode, "worker", strlen(mode)); /* in the list of processes */
    snprintf(lanes, sizeof lanes, "%d", request->lanes);
    snprintf(spill, sizeof spill, "%lld", (long long)request->spill);
    snprintf(bytes, sizeof bytes, "%lu", address_bytes);
    char *arguments[] = { program, version, lanes, spill, bytes, NULL };
    pthread_t thread;
    if (pthread_create(&thread, NULL, start_runtime, arguments) != 0) _exit(1);
    pthread_join(thread, NULL);
    _exit(1);
}

/* Takes a request and its descriptors. Returns how many there are; below 0: the engine is gone. */
static int take(struct request *request)
{
    union { char room[CMSG_SPACE(sizeof(int) * (MOST_HANDED + 1))]; struct cmsghdr aligned; } control;
    struct iovec part = { request, sizeof *request };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control };
    ssize_t got;
    do got = recvmsg(CONTROL, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    if (got <= 0) return -1;
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    if (got != sizeof *request || !rights || rights->cmsg_level != SOL_SOCKET || rights->cmsg_type != SCM_RIGHTS) return 0;
    int count = (int)((rights->cmsg_len - CMSG_LEN(0)) / sizeof(int)), handed[MOST_HANDED + 1];
    if (count > MOST_HANDED || (message.msg_flags & MSG_CTRUNC)) return 0;
    memcpy(handed, CMSG_DATA(rights), sizeof(int) * (size_t)count);
    for (int i = 0; i < count; i++) if (handed[i] != FIRST + i) return 0; /* the lowest are free: they come in their order */
    return count;
}

static int answer(int32_t process, int32_t refusal)
{
    struct answer what = { process, refusal };
    struct iovec part = { &what, sizeof what };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
    ssize_t sent;
    do sent = sendmsg(CONTROL, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == sizeof what;
}

static int refuse(int32_t refusal)
{
    (void)answer(0, refusal);
    return 1;
}

static void serve(void)
{
    if (!answer(0, NONE)) _exit(1);
    for (;;) {
        struct request request;
        int count = take(&request);
        if (count < 0) _exit(0);
        long process = -1;
        if (count == request.lanes + 3 && count > 3) process = syscall(SYS_clone, (long)TEMPLATE_FORK, 0L, 0L, (long)thread_number, 0L);
        if (process == 0) {
            close(CONTROL);
            work(&request);
        }
        (void)syscall(SYS_close_range, FIRST, CONTROL - 1, 0);
        if (!answer(process > 0 ? (int32_t)process : 0, process > 0 ? NONE : NOT_STARTED)) _exit(0);
    }
}

static int begin(void)
{
    /* Its socket above those that a worker finds, whatever the host left open closed, and those places kept from what libraries open. */
    if (dup3(FIRST, CONTROL, O_CLOEXEC) != CONTROL) return 1;
    (void)syscall(SYS_close_range, CONTROL + 1, ~0U, 0);
    for (int i = FIRST; i < CONTROL; i++) if (dup3(0, i, O_CLOEXEC) != i) return 1;
    void *codecs = load_ffmpeg();
    if (!codecs) return refuse(NO_FFMPEG);
    warm_up(codecs);
    (void)syscall(SYS_close_range, FIRST, CONTROL - 1, 0);
    address_bytes = used_address_bytes();
    if (address_bytes == 0 || !has_one_thread()) return refuse(NOT_STARTED);
    if (prctl(PR_GET_TID_ADDRESS, &thread_number, 0, 0, 0) != 0) return refuse(NOT_STARTED);
    struct rlimit none = { 0, 0 };
    (void)setrlimit(RLIMIT_CORE, &none);
    if (!template_lock_down()) return refuse(NO_FILTER);
    serve();
    return 1;
}

int __wrap_main(int count, char **arguments)
{
    if (count != 3 || strcmp(arguments[1], "template") != 0) return __real_main(count, arguments);
    program = arguments[0];
    mode = arguments[1];
    version = arguments[2];
    return begin();
}
