/*
 * Whether the library can run here, in C for the baseline of all x64: every C# function may begin with an AVX instruction, before
 * the runtime could look at the CPU; and a runtime that finds no room for its heap ends the process. Linked into libseamline on
 * linux-x64 and win-x64 (NativeLibrary.targets).
 */
#define _DEFAULT_SOURCE
#include <cpuid.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#else
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

int32_t seam_cpu_supported(void);
int32_t seam_can_start(char *text, size_t capacity);

/* SSE3, SSSE3, FMA, SSE4.1, SSE4.2, MOVBE, POPCNT, OSXSAVE, AVX, F16C */
static const unsigned leaf_1_ecx = 1u << 0 | 1u << 9 | 1u << 12 | 1u << 19 | 1u << 20 | 1u << 22 | 1u << 23 | 1u << 27 | 1u << 28 | 1u << 29;
/* BMI1, AVX2, BMI2 */
static const unsigned leaf_7_ebx = 1u << 3 | 1u << 5 | 1u << 8;
/* LZCNT */
static const unsigned extended_1_ecx = 1u << 5;
/* XMM and YMM registers kept by the system */
static const unsigned kept_registers = 6;

int32_t seam_cpu_supported(void)
{
    unsigned a, b, c, d, kept, high;
    if (!__get_cpuid(1, &a, &b, &c, &d) || (c & leaf_1_ecx) != leaf_1_ecx) return 0;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || (b & leaf_7_ebx) != leaf_7_ebx) return 0;
    if (!__get_cpuid(0x80000001, &a, &b, &c, &d) || (c & extended_1_ecx) != extended_1_ecx) return 0;
    __asm__ volatile("xgetbv" : "=a"(kept), "=d"(high) : "c"(0));
    return (kept & kept_registers) == kept_registers;
}

/* The heap's range (System.GC.RegionRange of NativeLibrary.targets), and what goes with it: tables, stacks, the C library's own. */
static const size_t heap_bytes = (size_t)1 << 30;
static const size_t more_bytes = (size_t)128 << 20;

static const char *const old_cpu = "this CPU lacks AVX2 (x86-64-v3), which this build needs";

/* NULL, or why a call would end the process. What is asked for is given back at once: nothing is touched. */
#ifdef _WIN32
static const char *hindrance(void)
{
    void *heap, *more;
    if (!seam_cpu_supported()) return old_cpu;
    heap = VirtualAlloc(NULL, heap_bytes, MEM_RESERVE, PAGE_NOACCESS);
    more = heap == NULL ? NULL : VirtualAlloc(NULL, more_bytes, MEM_RESERVE, PAGE_NOACCESS);
    if (heap != NULL) VirtualFree(heap, 0, MEM_RELEASE);
    if (more != NULL) VirtualFree(more, 0, MEM_RELEASE);
    return more != NULL ? NULL : "there is no room for the 1 GiB of address space that the runtime reserves";
}
#else
static const char *hindrance(void)
{
    void *heap, *more;
    int error;
    if (!seam_cpu_supported()) return old_cpu;
    heap = mmap(NULL, heap_bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    error = errno;
    more = heap == MAP_FAILED ? MAP_FAILED : mmap(NULL, more_bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (heap != MAP_FAILED && more == MAP_FAILED) error = errno;
    if (heap != MAP_FAILED) munmap(heap, heap_bytes);
    if (more != MAP_FAILED) munmap(more, more_bytes);
    if (more != MAP_FAILED) return NULL;
    return error == EAGAIN
        ? "this process locks all its memory under a limit (RLIMIT_MEMLOCK): there is no room for the 1 GiB of address space that the "
          "runtime reserves"
        : "there is no room for the 1 GiB of address space that the runtime reserves (RLIMIT_AS?)";
}
#endif

int32_t seam_can_start(char *text, size_t capacity)
{
    const char *why = hindrance();
    size_t length = why == NULL ? 0 : strlen(why);
    if (text != NULL && capacity > 0) {
        if (length > capacity - 1) length = capacity - 1;
        if (length > 0) memcpy(text, why, length);
        text[length] = 0;
    }
    return why == NULL;
}

#ifdef _WIN32
static void say(const char *text)
{
    DWORD written;
    WriteFile(GetStdHandle(STD_ERROR_HANDLE), text, (DWORD)strlen(text), &written, NULL);
}

#define AT_LOAD
#else
static void say(const char *text)
{
    if (write(STDERR_FILENO, text, strlen(text)) < 0) return;
}

#define AT_LOAD __attribute__((constructor, visibility("hidden")))
#endif

/* A host that did not ask gets the reason before the process ends. On Windows the library's entry calls it (tools/package/win-x64/runtime.c). */
AT_LOAD void seamline_say_hindrance(void);
void seamline_say_hindrance(void)
{
    const char *why = hindrance();
    if (why == NULL) return;
    say("libseamline: ");
    say(why);
    say(". Calls into it will end the process; call seam_can_start() first.\n");
}
