/*
 * A wall clock that jumps while a process runs, loaded by LD_PRELOAD: as when a network sets it, or a person. seamline_move_clock moves what this process
 * reads, and only that: whoever waited for a time of the wall clock would wait for days, or not at all.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <sys/time.h>
#include <time.h>

static atomic_llong moved;
static int (*real_clock_gettime)(clockid_t, struct timespec *);
static int (*real_gettimeofday)(struct timeval *, void *);
static time_t (*real_time)(time_t *);

__attribute__((constructor)) static void begin(void)
{
    real_clock_gettime = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    real_gettimeofday = (int (*)(struct timeval *, void *))dlsym(RTLD_NEXT, "gettimeofday");
    real_time = (time_t (*)(time_t *))dlsym(RTLD_NEXT, "time");
}

void seamline_move_clock(long long seconds) { atomic_fetch_add(&moved, seconds); }

int clock_gettime(clockid_t clock, struct timespec *now)
{
    if (!real_clock_gettime) begin(); /* another library's constructor */
    int result = real_clock_gettime(clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += (time_t)atomic_load(&moved);
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    if (!real_gettimeofday) begin();
    int result = real_gettimeofday(now, zone);
    if (result == 0) now->tv_sec += (time_t)atomic_load(&moved);
    return result;
}

time_t time(time_t *to)
{
    if (!real_time) begin();
    time_t now = real_time(NULL) + (time_t)atomic_load(&moved);
    if (to) *to = now;
    return now;
}
