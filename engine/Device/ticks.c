/*
 * The CPU's time stamp counter, which no C# intrinsic reads, and what it showed when the library was loaded. Linked into
 * libseamline on linux-x64 (NativeLibrary.targets); CpuTicks.cs says when it is used.
 */
#define _POSIX_C_SOURCE 199309L
#include <stdint.h>
#include <time.h>
#include <x86intrin.h>

#define INTERNAL __attribute__((visibility("hidden")))

INTERNAL uint64_t seamline_ticks(void);
INTERNAL void seamline_ticks_at_load(uint64_t *ticks, int64_t *nanoseconds);

static uint64_t loaded_ticks;
static int64_t loaded_nanoseconds;

/* Not serialised: it may come some ten instructions early or late, and costs a third of the C library's clock. */
uint64_t seamline_ticks(void) { return __rdtsc(); }

void seamline_ticks_at_load(uint64_t *ticks, int64_t *nanoseconds)
{
    *ticks = loaded_ticks;
    *nanoseconds = loaded_nanoseconds;
}

__attribute__((constructor)) static void look(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) return;
    loaded_ticks = __rdtsc();
    loaded_nanoseconds = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}
