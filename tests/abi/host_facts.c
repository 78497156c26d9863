/* Prints what the library says of itself. seam_cpu_supported comes first: it must not need the runtime. */
#include "check.h"
#include "seamline.h"

int main(void)
{
    int32_t supported = seam_cpu_supported();
    printf("cpu_supported %d\n", (int)supported);
    if (!supported) return 3;
    printf("abi_version %u\n", (unsigned)seam_abi_version());
    printf("version %s\n", seam_version());
    printf("vector_bits %d\n", (int)seam_vector_bits());
    return 0;
}
