/*
 * Whether this CPU can run the library, in C for the baseline of all x64: every C# function may begin with an AVX
 * instruction, before the runtime could look at the CPU. Linked into libseamline on linux-x64 (NativeLibrary.targets).
 */
#include <cpuid.h>
#include <stdint.h>
#include <unistd.h>

int32_t seam_cpu_supported(void);

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

/* A host that did not ask is told why it is about to end. */
__attribute__((constructor)) static void say_so(void)
{
    static const char text[] =
        "libseamline: this CPU lacks AVX2 (x86-64-v3), which this build needs. Calls into it will end the process; "
        "seam_cpu_supported() tells before.\n";
    if (!seam_cpu_supported() && write(STDERR_FILENO, text, sizeof text - 1) < 0) return;
}
