/* Prints the size of every struct of the header that it is compiled against. */
#include "seamline.h"

#include <stdio.h>

#define SIZE(type) printf(#type " %lu\n", (unsigned long)sizeof(type))

int main(void)
{
    SIZE(seam_config);
    SIZE(seam_mix);
    SIZE(seam_track);
    SIZE(seam_segment);
    SIZE(seam_position);
    SIZE(seam_output);
    SIZE(seam_source);
    SIZE(seam_range);
    SIZE(seam_device);
    SIZE(seam_output_info);
    SIZE(seam_export);
    SIZE(seam_stats);
    SIZE(seam_stream);
    SIZE(seam_block_times);
    SIZE(seam_swap);
    SIZE(seam_peaks_view);
    SIZE(seam_peak);
    return 0;
}
