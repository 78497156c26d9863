/*
 * Records the monitor of a PipeWire sink with the time of every cycle of the server's graph.
 *   record_pipewire SINK SECONDS FILE
 * Writes FILE (f32, 48,000 Hz, the left channel) and FILE.cycles: a line "FIRST_FRAME FRAMES NOW_NS DELAY_NS" for each cycle; that file is made, empty,
 * with the first one. Ends with standard input. The library is loaded at run time and its structs are declared here, so that no header is needed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct chunk { uint32_t offset, size; int32_t stride, flags; };
struct data { uint32_t type, flags; int64_t fd; uint32_t mapoffset, maxsize; void *data; struct chunk *chunk; };
struct spa_buffer { uint32_t metas_count, datas_count; void *metas; struct data *datas; };
struct buffer { struct spa_buffer *buffer; void *user_data; uint64_t size, requested; };
struct pw_time { int64_t now; uint32_t num, denom; uint64_t ticks; int64_t delay; uint64_t queued, buffered; uint32_t queued_buffers, avail_buffers; };
struct events { uint32_t version; void *before[7]; void (*process)(void *); void *after[3]; };
struct cycle { long first, frames; int64_t now, delay; };

static struct events events;
static struct cycle *cycles;
static float *samples;
static long frame_count, cycle_count, most_frames, most_cycles;
static void *stream;
static struct buffer *(*dequeue)(void *);
static int (*queue)(void *, struct buffer *);
static int (*get_time)(void *, struct pw_time *, size_t);

static void process(void *unused)
{
    struct buffer *buffer;
    struct pw_time at;
    (void)unused;
    memset(&at, 0, sizeof at);
    if (get_time(stream, &at, sizeof at) < 0) at.now = 0;
    while ((buffer = dequeue(stream)) != NULL) {
        struct data *from = buffer->buffer->datas;
        const float *stereo = (const float *)(const void *)((const char *)from->data + from->chunk->offset);
        long frames = (long)(from->chunk->size / (2 * sizeof(float))), i;
        if (from->data != NULL && frame_count + frames <= most_frames && cycle_count < most_cycles && at.denom != 0) {
            struct cycle *cycle = &cycles[cycle_count++];
            cycle->first = frame_count;
            cycle->frames = frames;
            cycle->now = at.now;
            cycle->delay = (int64_t)((double)at.delay * at.num / at.denom * 1e9 + (double)at.buffered * 1e9 / 48000);
            for (i = 0; i < frames; i++) samples[frame_count + i] = stereo[2 * i];
            frame_count += frames;
        }
        queue(stream, buffer);
    }
}

static const uint32_t format[] = {
    128, 15, 0x40003, 3,
    1, 0, 4, 3, 1, 0,
    2, 0, 4, 3, 1, 0,
    0x10001, 0, 4, 3, 0x11B, 0,
    0x10003, 0, 4, 4, 48000, 0,
    0x10004, 0, 4, 4, 2, 0,
};

static void (*init)(int *, char ***);
static void *(*loop_new)(const char *, const void *);
static void *(*loop_get)(void *);
static int (*loop_start)(void *);
static void (*loop_lock)(void *), (*loop_unlock)(void *), (*loop_stop)(void *);
static void *(*properties_new)(const char *);
static void *(*stream_new)(void *, const char *, void *, const struct events *, void *);
static int (*stream_connect)(void *, int, uint32_t, uint32_t, const void **, uint32_t);

static void find(void *library, const char *name, void *function)
{
    void *found = dlsym(library, name);
    if (found == NULL) exit(5);
    memcpy(function, &found, sizeof found);
}

int main(int argc, char **argv)
{
    void *library = dlopen("libpipewire-0.3.so.0", RTLD_NOW), *loop;
    const void *parameters = format;
    char text[512], name[1024];
    FILE *file;
    long i;
    if (argc != 4 || library == NULL) return 2;
    most_frames = atol(argv[2]) * 48000;
    most_cycles = most_frames / 32;
    samples = malloc((size_t)most_frames * sizeof *samples);
    cycles = malloc((size_t)most_cycles * sizeof *cycles);
    if (samples == NULL || cycles == NULL) return 3;
    memset(samples, 0, (size_t)most_frames * sizeof *samples);
    memset(cycles, 0, (size_t)most_cycles * sizeof *cycles);
    find(library, "pw_stream_dequeue_buffer", &dequeue);
    find(library, "pw_stream_queue_buffer", &queue);
    find(library, "pw_stream_get_time_n", &get_time);
    find(library, "pw_init", &init);
    find(library, "pw_thread_loop_new", &loop_new);
    find(library, "pw_thread_loop_get_loop", &loop_get);
    find(library, "pw_thread_loop_start", &loop_start);
    find(library, "pw_thread_loop_lock", &loop_lock);
    find(library, "pw_thread_loop_unlock", &loop_unlock);
    find(library, "pw_thread_loop_stop", &loop_stop);
    find(library, "pw_properties_new_string", &properties_new);
    find(library, "pw_stream_new_simple", &stream_new);
    find(library, "pw_stream_connect", &stream_connect);
    init(NULL, NULL);
    loop = loop_new("record", NULL);
    snprintf(text, sizeof text, "{ media.type = Audio media.category = Capture media.role = Music node.name = recorder stream.capture.sink = true target.object = %s }", argv[1]);
    events.process = process;
    loop_start(loop);
    loop_lock(loop);
    stream = stream_new(loop_get(loop), "recorder", properties_new(text), &events, NULL);
    if (stream == NULL || stream_connect(stream, 0, 0xFFFFFFFFu, 1 | 4 | 16, &parameters, 1) < 0) return 4;
    loop_unlock(loop);
    for (i = 0; i < 1000 && __atomic_load_n(&cycle_count, __ATOMIC_RELAXED) == 0; i++) usleep(10000);
    snprintf(name, sizeof name, "%s.cycles", argv[3]);
    if (cycle_count == 0 || (file = fopen(name, "w")) == NULL || fclose(file) != 0) return 7;
    while (read(0, text, sizeof text) > 0) { }
    loop_stop(loop);
    if ((file = fopen(argv[3], "wb")) == NULL) return 6;
    fwrite(samples, sizeof *samples, (size_t)frame_count, file);
    if (fclose(file) != 0) return 6;
    if ((file = fopen(name, "w")) == NULL) return 7;
    for (i = 0; i < cycle_count; i++)
        fprintf(file, "%ld %ld %lld %lld\n", cycles[i].first, cycles[i].frames, (long long)cycles[i].now, (long long)cycles[i].delay);
    return fclose(file) != 0 ? 7 : 0;
}
