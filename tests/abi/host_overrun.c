/*
 * A host that does what it must not, for what watches memory (valgrind --tool=memcheck, gcc's sanitizers): each fault must be seen.
 *   host_overrun none      everything is as it should be
 *   host_overrun write     asks for more frames than its buffer holds: the library writes behind it
 *   host_overrun columns   the same with columns of a waveform
 *   host_overrun read      hands over fewer samples than it says: the library reads behind them
 *   host_overrun leak      loses 1,000 bytes of its own
 *   host_overrun freed     reads what it has given back
 *   host_overrun overflow  counts beyond an int
 */
#include "check.h"

#include <limits.h>
#include <string.h>

#define RATE 48000

static const char *mode;

static int is(const char *name) { return strcmp(mode, name) == 0; }

int main(int count, char **arguments)
{
    seam_engine *engine = NULL;
    seam_segment one;
    seam_peaks_view view;
    seam_peak *columns = malloc(10 * sizeof *columns);
    float *samples = malloc(RATE * 2 * sizeof(float));
    float *output = malloc(480 * 2 * sizeof(float));
    char *volatile lost;
    seam_peak *volatile given_back = columns; /* volatile: the compiler must not see it either */
    int i;
    CHECK(count == 2 && columns != NULL && samples != NULL && output != NULL);
    mode = arguments[1];
    for (i = 0; i < RATE * 2; i++) samples[i] = 0.5f;
    OK(seam_create(NULL, &engine));
    OK(seam_clip_set_pcm(engine, 1, samples, is("read") ? RATE + 1 : RATE, 2, RATE));
    memset(&one, 0, sizeof one);
    one.struct_size = sizeof one;
    one.clip = 1;
    one.out_seconds = 1;
    one.speed = 1;
    OK(seam_timeline_set(engine, &one, 1));
    OK(seam_play(engine));
    for (i = 0; i < 5; i++) OK(seam_render(engine, output, 480));
    CHECK(output[959] == 0.5f);
    if (is("write")) OK(seam_render(engine, output, 481));
    memset(&view, 0, sizeof view);
    view.struct_size = sizeof view;
    view.frames_per_column = 100;
    columns[0].struct_size = sizeof columns[0];
    OK(seam_peaks_timeline(engine, &view, columns, is("columns") ? 11 : 10, NULL));
    CHECK(columns[9].max == 0.5f);
    if (is("leak")) {
        lost = malloc(1000);
        CHECK(lost != NULL);
        lost = NULL;
    }
    i = INT_MAX;
    if (is("overflow")) CHECK(i + count > 0);
    OK(seam_destroy(engine));
    free(columns);
    if (is("freed")) CHECK(given_back[9].max == 0.5f);
    free(samples);
    free(output);
    puts("ok");
    return 0;
}
