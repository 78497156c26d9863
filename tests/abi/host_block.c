/*
 * What a block costs, beside the same block in C and beside memcpy: one process, one after the other in turns of a few blocks, so
 * that whatever else the machine does meets all of them alike. Every one reads the same minute of stereo and writes the same block.
 * "cold" plays on through memory of its own that nobody has read for 70 MB, as playback does: no seek, no loader at work.
 *   host_block PASSES           prints "name value" lines: ns a block, with what asking for the time costs taken off
 *   host_block BLOCKS count     so many blocks of the engine between two calls of mark(), then of C, for a program that counts instructions
 * "loop" is what any engine must do: find the span, find the page, copy or scale or fade. "block" does besides what this engine
 * promises: one renderer at a time, a reader that a loader can wait for, edits that are taken by one exchange, every block measured.
 */
#define _POSIX_C_SOURCE 200112L
#include "check.h"

#include <cpuid.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <x86intrin.h>

#define RATE 48000
#define FRAMES 480
#define SECONDS 60
#define PAGE 16384
#define PAGES (RATE * SECONDS / PAGE + 1)
#define TURN 4
#define RAMP 240
#define FADE 4800 /* the longest there is: all of a turn lies in it */
#define BACK 24000
#define SAMPLES ((size_t)RATE * SECONDS * 2)

/* A track of a clip, a piece of the timeline, a position in it: what the engine's rows hold. */
typedef struct track {
    float *const *pages;
    int64_t offset, frames;
    float gain;
    int32_t channels;
} track;

typedef struct span {
    int64_t start, end, clip_frame;
    track *tracks;
    int32_t track_count, seam_frames;
    float gain;
} span;

typedef struct voice {
    span *spans;
    int64_t frame, length, loop_end;
    int32_t span_count, hint, sounding;
} voice;

static float *pages[PAGES + 1];
static track stereo = { pages, 0, (int64_t)RATE * SECONDS, 1, 2 };
static span one = { 0, (int64_t)RATE * SECONDS, 0, &stereo, 1, 0, 1 };
static float *whole, *twin;
static float *output, *scratch;
static seam_engine *engine;
static voice now = { &one, 0, (int64_t)RATE * SECONDS, 0, 1, 0, 1 }, before = { &one, 0, (int64_t)RATE * SECONDS, 0, 1, 0, 1 };
static int64_t fade_frame, fade_frames, misses;

/* What the engine keeps in lines of its own. */
static struct {
    char apart0[128];
    int64_t renderer;
    char apart1[128];
    int64_t reader, blocks, playhead, sounding;
    char apart2[128];
    void *mailbox;
    char apart3[128];
    int64_t counted, total, longest, buckets[1056];
} shared;

/* ---- In C ---- */

static __attribute__((noinline)) void copy(float *restrict to, const float *restrict from, size_t samples)
{
    size_t i;
    for (i = 0; i < samples; i++) to[i] = from[i];
}

static __attribute__((noinline)) void scale(float *restrict to, const float *restrict from, float gain, size_t samples)
{
    size_t i;
    for (i = 0; i < samples; i++) to[i] = from[i] * gain;
}

static __attribute__((noinline)) void crossfade(float *to, const float *old, int64_t k, int64_t frames, size_t count)
{
    size_t i;
    float length = (float)frames;
    int32_t first = (int32_t)(frames - k);
    for (i = 0; i < count; i++) {
        float g = (float)(first - (int32_t)i) / length;
        float a = to[2 * i], b = to[2 * i + 1];
        to[2 * i] = a - (a - old[2 * i]) * g;
        to[2 * i + 1] = b - (b - old[2 * i + 1]) * g;
    }
}

/* One track into the output; what another has put there is added to by the engine, and not measured here. */
static void mix(const track *t, const span *s, int64_t frame, int64_t frames, float *to)
{
    int64_t end = frame + frames, wanted_end = s->clip_frame + (s->end - s->start) + t->offset;
    float gain = t->gain * s->gain;
    if (wanted_end > t->frames) wanted_end = t->frames;
    while (frame < end) {
        int64_t page = frame >> 14, page_end = (page + 1) * PAGE, count = end - frame;
        const float *samples;
        if (frame < 0 || frame >= t->frames) {
            if (frame < 0 && count > -frame) count = -frame;
            memset(to, 0, (size_t)count * 2 * sizeof(float));
        } else {
            if (count > page_end - frame) count = page_end - frame;
            if (count > t->frames - frame) count = t->frames - frame;
            samples = __atomic_load_n(&t->pages[page], __ATOMIC_ACQUIRE);
            if (samples == NULL || (page_end < wanted_end && frame + count + RAMP > page_end
                                    && __atomic_load_n(&t->pages[page + 1], __ATOMIC_ACQUIRE) == NULL)) {
                misses += count;
                memset(to, 0, (size_t)count * 2 * sizeof(float));
            } else if (gain == 1) {
                copy(to, samples + (frame & (PAGE - 1)) * t->channels, (size_t)count * 2);
            } else {
                scale(to, samples + (frame & (PAGE - 1)) * t->channels, gain, (size_t)count * 2);
            }
        }
        to += 2 * count;
        frame += count;
    }
}

static void sound(voice *v, float *to, int64_t frames)
{
    int64_t frame = v->frame, end = frame + frames;
    while (frame < end) {
        int64_t count = end - frame;
        int32_t i;
        span *s;
        while (frame >= v->spans[v->hint].end) v->hint++;
        while (frame < v->spans[v->hint].start) v->hint--;
        s = v->spans + v->hint;
        if (count > s->end - s->seam_frames / 2 - frame) count = s->end - s->seam_frames / 2 - frame;
        if (s->track_count == 0) memset(to, 0, (size_t)count * 2 * sizeof(float));
        for (i = 0; i < s->track_count; i++) mix(s->tracks + i, s, s->clip_frame + (frame - s->start) + s->tracks[i].offset, count, to);
        to += 2 * count;
        frame += count;
    }
}

/* Frames until the voice has to do something by itself: the timeline's end, or a loop's. */
static int64_t distance(const voice *v)
{
    int64_t end = v->loop_end != 0 && v->loop_end <= v->length && v->frame <= v->loop_end ? v->loop_end : v->length;
    return end - RAMP - v->frame;
}

static __attribute__((noinline)) void c_loop(float *to, uint32_t frames)
{
    while (frames > 0) {
        int64_t count = frames;
        if (fade_frames != 0) {
            if (count > fade_frames - fade_frame) count = fade_frames - fade_frame;
        } else if (now.sounding) {
            int64_t left = distance(&now);
            if (left > 0 && count > left) count = left;
        }
        sound(&now, to, count);
        now.frame += count;
        if (fade_frames != 0) {
            sound(&before, scratch, count);
            before.frame += count;
            crossfade(to, scratch, fade_frame, fade_frames, (size_t)count);
            fade_frame += count;
            if (fade_frame == fade_frames) fade_frames = 0;
        }
        to += 2 * count;
        frames -= (uint32_t)count;
    }
}

static int64_t clock_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

__extension__ typedef unsigned __int128 wide;

/* The CPU's counter as ns, where the kernel keeps time by it: what the engine measures its blocks by. Else the clock. */
static uint64_t first_ticks, ns_a_tick;
static int64_t first_ns;

static int64_t block_clock(void)
{
    if (ns_a_tick == 0) return clock_ns();
    return first_ns + (int64_t)((wide)(__rdtsc() - first_ticks) * ns_a_tick >> 64);
}

static void set_block_clock(void)
{
    unsigned a, b, c, d;
    uint64_t ticks = __rdtsc();
    int64_t began = clock_ns();
    char source[4] = "";
    int file = open("/sys/devices/system/clocksource/clocksource0/current_clocksource", O_RDONLY);
    if (file < 0) return;
    if (read(file, source, 4) != 4) source[0] = 0;
    close(file);
    if (memcmp(source, "tsc\n", 4) != 0) return;
    if (!__get_cpuid(0x80000007, &a, &b, &c, &d) || (d & 1u << 8) == 0) return;
    while (clock_ns() - began < 1000000) {}
    first_ns = clock_ns();
    first_ticks = __rdtsc();
    ns_a_tick = (uint64_t)(((wide)(uint64_t)(first_ns - began) << 64) / (first_ticks - ticks));
}

static int bucket(int64_t ns)
{
    int octave;
    if (ns < 32) return ns < 0 ? 0 : (int)ns;
    octave = 63 - __builtin_clzll((unsigned long long)ns);
    return ((octave - 4) << 5) + (int)((ns >> (octave - 5)) & 31);
}

/* Not static: its name is looked for. */
int c_block(float *to, uint32_t frames);
__attribute__((noinline)) int c_block(float *to, uint32_t frames)
{
    int64_t free = 0, took, began;
    void *taken;
    if (!__atomic_compare_exchange_n(&shared.renderer, &free, 1, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) return SEAM_INVALID_STATE;
    began = block_clock();
    __atomic_fetch_add(&shared.reader, 1, __ATOMIC_SEQ_CST);
    shared.blocks++;
    if (__atomic_load_n(&shared.mailbox, __ATOMIC_ACQUIRE) != NULL) {
        taken = __atomic_exchange_n(&shared.mailbox, NULL, __ATOMIC_SEQ_CST);
        if (taken != NULL) shared.sounding = 1;
    }
    c_loop(to, frames);
    __atomic_store_n(&shared.playhead, now.frame, __ATOMIC_RELEASE);
    __atomic_store_n(&shared.sounding, 1, __ATOMIC_RELEASE);
    __atomic_store_n(&shared.reader, shared.reader + 1, __ATOMIC_RELEASE);
    took = block_clock() - began;
    shared.buckets[bucket(took)]++;
    shared.total += took;
    if (took > shared.longest) shared.longest = took;
    __atomic_store_n(&shared.counted, shared.counted + 1, __ATOMIC_RELEASE);
    __atomic_store_n(&shared.renderer, 0, __ATOMIC_RELEASE);
    return SEAM_OK;
}

/* ---- Who is measured ---- */

enum { WARM, COLD, FADES };
enum { MEMCPY, LOOP, BLOCK, RAW, DOCUMENTED, NOTHING, WHO };
static const char *const names[WHO] = { "memcpy", "loop", "block", "engine", "documented", "nothing" };

static int64_t place;

static void run(int who)
{
    switch (who) {
    case MEMCPY:
        memcpy(output, whole + 2 * place, FRAMES * 2 * sizeof(float));
        place += FRAMES;
        break;
    case LOOP: c_loop(output, FRAMES); break;
    case BLOCK: c_block(output, FRAMES); break;
    case RAW: OK(seam_render(engine, output, FRAMES)); break;
    case DOCUMENTED: OK(seam_render_documented(engine, output, FRAMES)); break;
    default: break;
    }
}

static void seek(int who, int64_t frame)
{
    place = now.frame = frame;
    if (who == RAW || who == DOCUMENTED) OK(seam_seek_frame(engine, frame));
}

/* Everyone at the same place, so many blocks behind a seek to `frame` that its crossfade is over. */
static void go_to(int who, int64_t frame)
{
    int i;
    seek(who, frame);
    for (i = 0; i < FADE / FRAMES; i++) run(who);
}

/* The next block is the first of a crossfade to `frame`, from where one has led before. */
static void begin_fade(int who, int64_t frame)
{
    if (who == RAW || who == DOCUMENTED) {
        OK(seam_render(engine, output, FADE)); /* one that is under way ends first */
        OK(seam_seek_frame(engine, frame - BACK));
        OK(seam_render(engine, output, FADE));
    }
    seek(who, frame);
    before.frame = frame - BACK + FADE;
    fade_frames = FADE;
    fade_frame = 0;
    shared.mailbox = &now;
}

/* Goes on where its last turn ended; from the end back to the start, and on when the loaders have looked at that. */
static void play_on(int who)
{
    static int64_t places[WHO];
    if (places[who] == 0 || places[who] + (TURN + 1) * FRAMES > (SECONDS - 1) * RATE) {
        struct timespec pause = { 0, 2000000 };
        go_to(who, RATE);
        nanosleep(&pause, NULL);
        places[who] = RATE + FADE;
    }
    place = now.frame = places[who];
    places[who] += TURN * FRAMES;
}

/* What is to be measured is in the cache for everybody: it has been run once already. */
static void prepare(int who, int64_t frame, int kind)
{
    int i;
    if (kind == COLD) {
        play_on(who);
        return;
    }
    if (kind == FADES) begin_fade(who, frame);
    else go_to(who, frame);
    for (i = 0; i < TURN; i++) run(who);
    if (kind == FADES) {
        fade_frames = 0;
        begin_fade(who, frame);
    } else {
        go_to(who, frame);
    }
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* Every block by itself, for the longest; and turns as a whole, a finer measure than the clock has, for the medians. */
typedef struct stats {
    int64_t *times;
    long count;
} stats;

static stats block_times[WHO], turn_times[WHO];

static int64_t at(const stats *of, double fraction)
{
    long i = (long)(fraction * (double)of->count);
    return of->times[i < of->count ? i : of->count - 1];
}

/* Picoseconds a block; what asking for the time costs is taken off. */
static int64_t median(int who) { return (at(&turn_times[who], 0.5) - at(&turn_times[NOTHING], 0.5)) * 1000 / TURN; }

static void print(const char *kind)
{
    static const int compared[] = { BLOCK, LOOP, MEMCPY };
    int64_t timer;
    size_t i;
    int who, cold = block_times[LOOP].count == 0;
    for (who = 0; who < WHO; who++) {
        qsort(block_times[who].times, (size_t)block_times[who].count, sizeof(int64_t), by_size);
        qsort(turn_times[who].times, (size_t)turn_times[who].count, sizeof(int64_t), by_size);
    }
    timer = at(&block_times[NOTHING], 0.5);
    for (who = 0; who < NOTHING; who++) {
        if (block_times[who].count == 0) continue;
        printf("%s_%s_p50 %ld\n%s_%s_p999 %ld\n%s_%s_max %ld\n", kind, names[who], (long)((median(who) + 500) / 1000), kind, names[who],
               (long)(at(&block_times[who], 0.999) - timer), kind, names[who], (long)(at(&block_times[who], 1) - timer));
    }
    for (i = 0; i < sizeof compared / sizeof compared[0]; i++) {
        if (cold && compared[i] == LOOP) continue;
        printf("%s_percent_of_%s %ld\n", kind, names[compared[i]], (long)(100 * median(RAW) / (median(compared[i]) > 0 ? median(compared[i]) : 1)));
    }
}

static void set_gain(double gain_db, float linear)
{
    seam_segment segment;
    memset(&segment, 0, sizeof segment);
    segment.struct_size = sizeof segment;
    segment.clip = 1;
    segment.out_seconds = SECONDS;
    segment.speed = 1;
    segment.gain_db = gain_db;
    OK(seam_timeline_set(engine, &segment, 1));
    OK(seam_render(engine, output, FADE)); /* a fade that is under way, and the edit's own */
    OK(seam_render(engine, output, FADE));
    one.gain = linear;
}

/* The C block is the engine's block, to the bit. */
static void compare(int kind)
{
    static float mine[FRAMES * 2];
    prepare(BLOCK, 50000, kind);
    run(BLOCK);
    memcpy(mine, output, sizeof mine);
    fade_frames = 0;
    prepare(RAW, 50000, kind);
    run(RAW);
    fade_frames = 0;
    CHECK(memcmp(mine, output, sizeof mine) == 0);
}

static void run_timed(int who)
{
    int64_t first = clock_ns(), began = first;
    int i;
    for (i = 0; i < TURN; i++) {
        int64_t ended;
        run(who);
        ended = clock_ns();
        block_times[who].times[block_times[who].count++] = ended - began;
        began = ended;
    }
}

static void run_turn(int who)
{
    int64_t began = clock_ns();
    int i;
    for (i = 0; i < TURN; i++) run(who);
    turn_times[who].times[turn_times[who].count++] = clock_ns() - began;
}

static void measure(const char *name, int kind, long passes)
{
    long pass;
    int who;
    compare(kind);
    for (who = 0; who < WHO; who++) {
        CHECK((block_times[who].times = malloc((size_t)passes * TURN * sizeof(int64_t))) != NULL);
        CHECK((turn_times[who].times = malloc((size_t)passes * sizeof(int64_t))) != NULL);
        block_times[who].count = turn_times[who].count = 0;
    }
    for (pass = 0; pass < 2 * passes; pass++) {
        for (who = 0; who < WHO; who++) {
            int next = (int)((who + pass) % WHO); /* nobody always comes first */
            int64_t frame = RATE + pass * 19997 % (RATE * (SECONDS - 4));
            if (kind == COLD && (next == LOOP || next == DOCUMENTED)) continue; /* they read what another has read */
            prepare(next, frame, kind);
            (pass % 2 ? run_timed : run_turn)(next);
            fade_frames = 0;
        }
    }
    print(name);
    for (who = 0; who < WHO; who++) {
        free(block_times[who].times);
        free(turn_times[who].times);
    }
}

/* What is counted lies between two calls of this. */
static __attribute__((noinline)) void mark(void) { __asm__ volatile(""); }

static void count_blocks(int who, long blocks)
{
    long i;
    seek(who, RATE);
    for (i = 0; i < 2 * blocks; i++) {
        if (i == blocks) mark();
        run(who);
    }
    mark();
}

static float *floats(size_t count)
{
    void *memory = NULL;
    CHECK(posix_memalign(&memory, 4096, count * sizeof(float)) == 0);
    memset(memory, 0, count * sizeof(float));
    return memory;
}

int main(int count, char **arguments)
{
    size_t i;
    long passes;
    seam_config config;
    CHECK(count == 2 || count == 3);
    passes = atol(arguments[1]);
    CHECK(passes > 0);
    set_block_clock();
    whole = floats(SAMPLES);
    twin = floats((size_t)PAGES * PAGE * 2);
    output = floats(FADE * 2);
    scratch = floats(FADE * 2);
    for (i = 0; i < SAMPLES; i++) twin[i] = whole[i] = (float)(i % 97) / 97.0f - 0.5f;
    for (i = 0; i < PAGES; i++) pages[i] = twin + i * PAGE * 2;
    memset(&config, 0, sizeof config);
    config.struct_size = sizeof config;
    OK(seam_config_default(&config));
    config.swap_fade_ms = 100;
    OK(seam_create(&config, &engine));
    OK(seam_clip_set_pcm(engine, 1, whole, RATE * SECONDS, 2, RATE));
    OK(seam_play(engine));
    set_gain(0, 1);
    if (count == 3) {
        count_blocks(RAW, passes);
        count_blocks(BLOCK, passes);
        OK(seam_destroy(engine));
        return 0;
    }
    measure("unity", WARM, passes);
    measure("cold", COLD, passes);
    measure("crossfade", FADES, passes);
    set_gain(-3, 0.70794578438413791f);
    measure("gain", WARM, passes);
    OK(seam_destroy(engine));
    printf("ok 1\n");
    return 0;
}
