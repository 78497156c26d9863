/*
 * A file system that stalls: reads of one file stand still while that is asked for. Loaded in front of the C library by LD_PRELOAD.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void stall_begin(const char *path);
void stall_end(void);
int stall_waiting(void);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t over = PTHREAD_COND_INITIALIZER;
static char stalled[PATH_MAX]; /* empty: none */
static int waiting;

void stall_begin(const char *path)
{
    pthread_mutex_lock(&lock);
    snprintf(stalled, sizeof stalled, "%s", path);
    pthread_mutex_unlock(&lock);
}

void stall_end(void)
{
    pthread_mutex_lock(&lock);
    stalled[0] = '\0';
    pthread_cond_broadcast(&over);
    pthread_mutex_unlock(&lock);
}

int stall_waiting(void)
{
    int count;
    pthread_mutex_lock(&lock);
    count = waiting;
    pthread_mutex_unlock(&lock);
    return count;
}

static int is_stalled(const char *path) { return stalled[0] != '\0' && strcmp(stalled, path) == 0; }

static void wait_while_stalled(int file)
{
    char name[64], path[PATH_MAX];
    ssize_t length;
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    length = readlink(name, path, sizeof path - 1);
    if (length <= 0) return;
    path[length] = '\0';
    pthread_mutex_lock(&lock);
    while (is_stalled(path)) {
        waiting++;
        pthread_cond_wait(&over, &lock);
        waiting--;
    }
    pthread_mutex_unlock(&lock);
}

ssize_t read(int file, void *buffer, size_t size)
{
    static ssize_t (*next)(int, void *, size_t);
    if (next == NULL) {
        void *found = dlsym(RTLD_NEXT, "read");
        memcpy(&next, &found, sizeof found);
    }
    wait_while_stalled(file);
    return next(file, buffer, size);
}

ssize_t pread64(int file, void *buffer, size_t size, off64_t offset)
{
    static ssize_t (*next)(int, void *, size_t, off64_t);
    if (next == NULL) {
        void *found = dlsym(RTLD_NEXT, "pread64");
        memcpy(&next, &found, sizeof found);
    }
    wait_while_stalled(file);
    return next(file, buffer, size, offset);
}
