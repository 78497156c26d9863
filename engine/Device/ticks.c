/*
 * The CPU's time stamp counter, which no C# intrinsic reads: whether it may be trusted, and what it showed when the library was
 * loaded. Linked into libseamline on linux-x64 (NativeLibrary.targets); called by CpuTicks.cs.
 */
#define _POSIX_C_SOURCE 200809L
#include <cpuid.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <x86intrin.h>

#define INTERNAL __attribute__((visibility("hidden")))

INTERNAL uint64_t seamline_ticks(void);
INTERNAL int32_t seamline_ticks_trusted(void);
INTERNAL void seamline_ticks_at_load(uint64_t *ticks, int64_t *nanoseconds);

static const unsigned power_leaf = 0x80000007, invariant = 1u << 8;

/* What the kernel itself keeps time by. It gives the counter up where it has seen it drift, or differ between CPUs. */
static const char source[] = "/sys/devices/system/clocksource/clocksource0/current_clocksource";

static uint64_t loaded_ticks;
static int64_t loaded_nanoseconds;

/* Not serialised: it may come some ten instructions early or late, and costs less than half of the C library's clock. */
uint64_t seamline_ticks(void) { return __rdtsc(); }

int32_t seamline_ticks_trusted(void)
{
    unsigned a, b, c, d;
    char name[5];
    ssize_t length;
    int file;
    if (!__get_cpuid(power_leaf, &a, &b, &c, &d) || (d & invariant) == 0) return 0;
    file = open(source, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    length = read(file, name, sizeof name);
    close(file);
    return length == 4 && memcmp(name, "tsc\n", 4) == 0;
}

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
