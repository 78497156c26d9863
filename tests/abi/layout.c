/*
 * Prints sizes and offsets as a C compiler sees them, for tests/Abi/LayoutTests.cs to compare with C#, and refuses to
 * compile where a struct does not begin with its size.
 */
#include "seamline.h"

#include <stdio.h>

#define STATIC_ASSERT(name, condition) typedef char name[(condition) ? 1 : -1]
#define STRUCT(type)                                                    \
    STATIC_ASSERT(type##_begins_with_its_size, offsetof(type, struct_size) == 0); \
    STATIC_ASSERT(type##_is_of_whole_words, sizeof(type) % 8 == 0)
#define SIZE(type) printf(#type " %lu\n", (unsigned long)sizeof(type))
#define FIELD(type, field) printf(#type "." #field " %lu\n", (unsigned long)offsetof(type, field))
#define CODE(name) printf(#name " %d\n", (int)name)

STATIC_ASSERT(a_status_is_an_int, sizeof(seam_status) == 4);
STRUCT(seam_config);
STRUCT(seam_mix);
STRUCT(seam_track);
STRUCT(seam_segment);
STRUCT(seam_position);
STRUCT(seam_output);
STRUCT(seam_source);
STRUCT(seam_range);
STRUCT(seam_device);
STRUCT(seam_output_info);
STRUCT(seam_export);
STRUCT(seam_figures);
STRUCT(seam_peaks_view);
STRUCT(seam_peak);

int main(void)
{
    SIZE(seam_config);
    FIELD(seam_config, struct_size);
    FIELD(seam_config, rate);
    FIELD(seam_config, channels);
    FIELD(seam_config, anchor);
    FIELD(seam_config, budget_bytes);
    FIELD(seam_config, swap_fade_ms);
    FIELD(seam_config, declick_ms);
    FIELD(seam_config, loader_threads);
    FIELD(seam_config, reserved);
    SIZE(seam_mix);
    FIELD(seam_mix, struct_size);
    FIELD(seam_mix, stereo_mode);
    FIELD(seam_mix, offset_seconds);
    FIELD(seam_mix, gain_db);
    SIZE(seam_track);
    FIELD(seam_track, struct_size);
    FIELD(seam_track, stream);
    FIELD(seam_track, path);
    FIELD(seam_track, offset_seconds);
    FIELD(seam_track, gain_db);
    FIELD(seam_track, stereo_mode);
    FIELD(seam_track, reserved);
    SIZE(seam_segment);
    FIELD(seam_segment, struct_size);
    FIELD(seam_segment, clip);
    FIELD(seam_segment, in_seconds);
    FIELD(seam_segment, out_seconds);
    FIELD(seam_segment, timescale);
    FIELD(seam_segment, gain_db);
    FIELD(seam_segment, speed_mode);
    FIELD(seam_segment, muted);
    FIELD(seam_segment, id);
    FIELD(seam_segment, start_frame);
    FIELD(seam_segment, end_frame);
    FIELD(seam_segment, clip_frame);
    SIZE(seam_source);
    FIELD(seam_source, struct_size);
    FIELD(seam_source, rate);
    FIELD(seam_source, channels);
    FIELD(seam_source, stream);
    FIELD(seam_source, frames);
    FIELD(seam_source, frames_exact);
    FIELD(seam_source, warnings);
    FIELD(seam_source, frames_decoded);
    FIELD(seam_source, pages);
    FIELD(seam_source, pages_ready);
    FIELD(seam_source, pages_loaded);
    FIELD(seam_source, pages_reloaded);
    FIELD(seam_source, start_seconds);
    FIELD(seam_source, duration_seconds);
    FIELD(seam_source, bit_rate);
    FIELD(seam_source, codec);
    FIELD(seam_source, container);
    FIELD(seam_source, name);
    FIELD(seam_source, error);
    SIZE(seam_range);
    FIELD(seam_range, struct_size);
    FIELD(seam_range, reserved);
    FIELD(seam_range, first_frame);
    FIELD(seam_range, end_frame);
    SIZE(seam_position);
    FIELD(seam_position, struct_size);
    FIELD(seam_position, playing);
    FIELD(seam_position, playhead_frame);
    FIELD(seam_position, audible_frame);
    FIELD(seam_position, length_frames);
    FIELD(seam_position, latency_frames);
    SIZE(seam_output);
    FIELD(seam_output, struct_size);
    FIELD(seam_output, block_frames);
    FIELD(seam_output, driver);
    FIELD(seam_output, device);
    FIELD(seam_output, disk_file);
    FIELD(seam_output, time_scale);
    FIELD(seam_output, documented_entry);
    FIELD(seam_output, reserved);
    SIZE(seam_device);
    FIELD(seam_device, struct_size);
    FIELD(seam_device, is_default);
    FIELD(seam_device, rate);
    FIELD(seam_device, channels);
    FIELD(seam_device, name);
    SIZE(seam_output_info);
    FIELD(seam_output_info, struct_size);
    FIELD(seam_output_info, is_open);
    FIELD(seam_output_info, rate);
    FIELD(seam_output_info, channels);
    FIELD(seam_output_info, period_frames);
    FIELD(seam_output_info, raw_entry);
    FIELD(seam_output_info, driver);
    FIELD(seam_output_info, device);
    SIZE(seam_export);
    FIELD(seam_export, struct_size);
    FIELD(seam_export, format);
    FIELD(seam_export, path);
    FIELD(seam_export, first_frame);
    FIELD(seam_export, frames);
    FIELD(seam_export, flags);
    FIELD(seam_export, reserved);
    FIELD(seam_export, progress);
    FIELD(seam_export, user);
    SIZE(seam_figures);
    FIELD(seam_figures, struct_size);
    FIELD(seam_figures, vector_bits);
    FIELD(seam_figures, rate);
    FIELD(seam_figures, channels);
    FIELD(seam_figures, segments);
    FIELD(seam_figures, length_frames);
    FIELD(seam_figures, budget_bytes);
    FIELD(seam_figures, held_bytes);
    FIELD(seam_figures, peak_bytes);
    FIELD(seam_figures, pages_held);
    FIELD(seam_figures, pages_evicted);
    FIELD(seam_figures, miss_frames);
    FIELD(seam_figures, underruns);
    FIELD(seam_figures, blocks);
    FIELD(seam_figures, frames_rendered);
    FIELD(seam_figures, block_p50_ns);
    FIELD(seam_figures, block_p999_ns);
    FIELD(seam_figures, block_max_ns);
    FIELD(seam_figures, edit_to_published_ns);
    FIELD(seam_figures, collections);
    FIELD(seam_figures, allocated_bytes);
    FIELD(seam_figures, load_horizon_frames);
    FIELD(seam_figures, load_done);
    FIELD(seam_figures, ready_ahead_frames);
    FIELD(seam_figures, published_serial);
    FIELD(seam_figures, published_block);
    SIZE(seam_peaks_view);
    FIELD(seam_peaks_view, struct_size);
    FIELD(seam_peaks_view, channel);
    FIELD(seam_peaks_view, first_frame);
    FIELD(seam_peaks_view, frames_per_column);
    SIZE(seam_peak);
    FIELD(seam_peak, struct_size);
    FIELD(seam_peak, flags);
    FIELD(seam_peak, min);
    FIELD(seam_peak, max);
    FIELD(seam_peak, rms);
    FIELD(seam_peak, known);
    CODE(SEAM_OK);
    CODE(SEAM_INVALID_ARGUMENT);
    CODE(SEAM_NOT_FOUND);
    CODE(SEAM_LIMIT_REACHED);
    CODE(SEAM_OUT_OF_BUDGET);
    CODE(SEAM_MEDIA_ERROR);
    CODE(SEAM_DEVICE_ERROR);
    CODE(SEAM_MISSING_LIBRARY);
    CODE(SEAM_TIMED_OUT);
    CODE(SEAM_INVALID_STATE);
    CODE(SEAM_CANCELLED);
    CODE(SEAM_INVALID_HANDLE);
    CODE(SEAM_INTERNAL);
    CODE(SEAM_ANCHOR_FRAME);
    CODE(SEAM_ANCHOR_CONTENT);
    CODE(SEAM_STEREO);
    CODE(SEAM_MONO_LEFT);
    CODE(SEAM_MONO_RIGHT);
    CODE(SEAM_SPEED_SILENCE);
    CODE(SEAM_SPEED_VARISPEED);
    CODE(SEAM_SPEED_KEEP_PITCH);
    CODE(SEAM_PEAK_OUTSIDE);
    CODE(SEAM_PEAK_COARSE);
    CODE(SEAM_ALL_CHANNELS);
    CODE(SEAM_F32);
    CODE(SEAM_S16);
    CODE(SEAM_BEST_STREAM);
    CODE(SEAM_TO_THE_END);
    CODE(SEAM_SILENCE_FOR_ERRORS);
    CODE(SEAM_ABI_VERSION);
    return 0;
}
