/*
 * Records the monitor of a PulseAudio sink, with the time at which each part of it is heard, as the server has it.
 *   record_pulse SOURCE SECONDS FILE
 * Writes FILE (f32, 48,000 Hz, the left channel) and FILE.cycles: a line "FIRST_FRAME FRAMES NOW_NS DELAY_NS" for each part, whose end is heard DELAY_NS
 * before NOW_NS; that file is made, empty, with the first one. Ends with standard input. The library is loaded at run time and its structs are declared
 * here, so that no header is needed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct sample_spec { int format; uint32_t rate; uint8_t channels; };
struct buffer_attr { uint32_t maxlength, tlength, prebuf, minreq, fragsize; };
struct cycle { long first, frames; int64_t now, delay; };

static float *samples;
static struct cycle *cycles;
static long frame_count, cycle_count, most_frames, most_cycles;

static void *(*mainloop_new)(void);
static void *(*mainloop_get_api)(void *);
static int (*mainloop_prepare)(void *, int), (*mainloop_poll)(void *), (*mainloop_dispatch)(void *);
static void *(*context_new)(void *, const char *);
static int (*context_connect)(void *, const char *, int, const void *), (*context_get_state)(void *);
static void *(*stream_new)(void *, const char *, const struct sample_spec *, const void *);
static int (*stream_connect_record)(void *, const char *, const struct buffer_attr *, int), (*stream_get_state)(void *);
static int (*stream_peek)(void *, const void **, size_t *), (*stream_drop)(void *), (*stream_get_latency)(void *, uint64_t *, int *);
static size_t (*stream_readable_size)(void *);

static void find(void *library, const char *name, void *function)
{
    void *found = dlsym(library, name);
    if (found == NULL) exit(5);
    memcpy(function, &found, sizeof found);
}

static void read_all(void *stream)
{
    struct timespec time;
    long first = frame_count;
    uint64_t latency;
    int negative = 0;
    while (stream_readable_size(stream) > 0) {
        const void *data;
        size_t bytes = 0, i;
        if (stream_peek(stream, &data, &bytes) < 0 || bytes == 0) break;
        for (i = 0; i < bytes / 8 && frame_count < most_frames; i++) samples[frame_count++] = data == NULL ? 0 : ((const float *)data)[2 * i];
        stream_drop(stream);
    }
    if (frame_count == first || cycle_count == most_cycles) return;
    if (stream_get_latency(stream, &latency, &negative) < 0) return; /* no timing yet: the frames belong to the next line */
    clock_gettime(CLOCK_MONOTONIC, &time);
    cycles[cycle_count].first = cycle_count == 0 ? 0 : cycles[cycle_count - 1].first + cycles[cycle_count - 1].frames;
    cycles[cycle_count].frames = frame_count - cycles[cycle_count].first;
    cycles[cycle_count].now = (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
    cycles[cycle_count++].delay = (negative ? -(int64_t)latency : (int64_t)latency) * 1000;
}

int main(int argc, char **argv)
{
    void *library = dlopen("libpulse.so.0", RTLD_NOW), *loop, *context, *stream = NULL;
    struct sample_spec spec = { 5, 48000, 2 };
    struct buffer_attr attr = { UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX, 480 * 8 };
    struct pollfd in = { 0, POLLIN, 0 };
    char name[1024];
    FILE *file;
    long i;
    if (argc != 4 || library == NULL) return 2;
    most_frames = atol(argv[2]) * 48000;
    most_cycles = most_frames / 32;
    samples = calloc((size_t)most_frames, sizeof *samples);
    cycles = calloc((size_t)most_cycles, sizeof *cycles);
    if (samples == NULL || cycles == NULL) return 3;
    find(library, "pa_mainloop_new", &mainloop_new);
    find(library, "pa_mainloop_get_api", &mainloop_get_api);
    find(library, "pa_mainloop_prepare", &mainloop_prepare);
    find(library, "pa_mainloop_poll", &mainloop_poll);
    find(library, "pa_mainloop_dispatch", &mainloop_dispatch);
    find(library, "pa_context_new", &context_new);
    find(library, "pa_context_connect", &context_connect);
    find(library, "pa_context_get_state", &context_get_state);
    find(library, "pa_stream_new", &stream_new);
    find(library, "pa_stream_connect_record", &stream_connect_record);
    find(library, "pa_stream_get_state", &stream_get_state);
    find(library, "pa_stream_peek", &stream_peek);
    find(library, "pa_stream_drop", &stream_drop);
    find(library, "pa_stream_get_latency", &stream_get_latency);
    find(library, "pa_stream_readable_size", &stream_readable_size);
    loop = mainloop_new();
    context = context_new(mainloop_get_api(loop), "recorder");
    if (context_connect(context, NULL, 1, NULL) < 0) return 4;
    snprintf(name, sizeof name, "%s.cycles", argv[3]);
    while (poll(&in, 1, 0) == 0) {
        if (mainloop_prepare(loop, 10000) < 0 || mainloop_poll(loop) < 0 || mainloop_dispatch(loop) < 0) return 4;
        if (context_get_state(context) > 4) return 4;
        if (stream == NULL && context_get_state(context) == 4) {
            stream = stream_new(context, "recorder", &spec, NULL);
            /* timing asked for ten times a second and interpolated, and may go back; as little latency as the server has */
            if (stream == NULL || stream_connect_record(stream, argv[1], &attr, 2 | 4 | 8 | 0x2000) < 0) return 4;
        }
        if (stream == NULL || stream_get_state(stream) != 2) continue;
        read_all(stream);
        if (cycle_count == 1 && ((file = fopen(name, "w")) == NULL || fclose(file) != 0)) return 7;
    }
    if ((file = fopen(argv[3], "wb")) == NULL) return 6;
    fwrite(samples, sizeof *samples, (size_t)frame_count, file);
    if (fclose(file) != 0) return 6;
    if ((file = fopen(name, "w")) == NULL) return 7;
    for (i = 0; i < cycle_count; i++)
        fprintf(file, "%ld %ld %lld %lld\n", cycles[i].first, cycles[i].frames, (long long)cycles[i].now, (long long)cycles[i].delay);
    return fclose(file) != 0 ? 7 : 0;
}
