/*
 * The commands ffmpeg and sox, which have no timeline to edit: an editor that is built on one rewrites the graph from the
 * playhead on, starts the command and reads its output. So it is done here, and starting the process counts.
 *   peer-ffmpeg          one input, sought to the playhead's source frame; asplit, atrim for each segment, concat
 *   peer-ffmpeg-decode   no timeline: decodes on from the first in point, and renders the whole file (the floor)
 *   peer-sox             reads neither AAC nor Opus: ffmpeg converts the file to WAV once, at open; then trim with all in and out points
 */
#define _GNU_SOURCE
#include "harness.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define READ_FRAMES 480
#define ARGUMENTS (2 * SEGMENTS + 32)
#define PIPE_BYTES (1 << 20)

extern char **environ;

static const char *media;
static char wave[4096];
static pid_t child;
static int output = -1;

/* Words and text of the command line being written. */
static char *words[ARGUMENTS];
static int word_count;
static char text[32768];
static size_t text_length;

static void begin(void)
{
    word_count = 0;
    text_length = 0;
}

/* Adds to the last word. */
static void append(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    text_length += (size_t)vsnprintf(text + text_length, sizeof text - text_length, format, list);
    va_end(list);
    if (text_length + 1 >= sizeof text) harness_fail("command line too long");
}

/* Begins a word. The words stand in one text, each ended by a 0. */
static void word(void)
{
    if (word_count > 0) text_length++;
    if (word_count + 1 >= ARGUMENTS) harness_fail("too many words");
    words[word_count++] = text + text_length;
    words[word_count] = NULL;
    text[text_length] = 0;
}

static void all(const char *line)
{
    const char *at = line;
    while (*at != 0) {
        size_t length = strcspn(at, " ");
        word();
        append("%.*s", (int)length, at);
        at += length + strspn(at + length, " ");
    }
}

/* Ends a command that is no longer wanted as an editor would: at once. */
static void stop(void)
{
    if (child <= 0) return;
    close(output);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    child = 0;
}

static void run(void)
{
    posix_spawn_file_actions_t actions;
    int ends[2], error;
    stop();
    if (pipe2(ends, O_CLOEXEC) != 0) harness_fail("pipe: %s", strerror(errno));
    fcntl(ends[0], F_SETPIPE_SZ, PIPE_BYTES);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    error = posix_spawnp(&child, words[0], &actions, NULL, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) harness_fail("%s: %s", words[0], strerror(error));
    close(ends[1]);
    output = ends[0];
}

static int pull(float *block)
{
    char *bytes = (char *)block;
    size_t wanted = READ_FRAMES * CHANNELS * sizeof(float), have = 0;
    while (have < wanted) {
        ssize_t got = read(output, bytes + have, wanted - have);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        have += (size_t)got;
    }
    return (int)(have / (CHANNELS * sizeof(float)));
}

/* The segment that plays at a timeline frame, and how far into it. */
static int find(int64_t playhead, const struct segment *list, int count, int64_t *into)
{
    int i;
    for (i = 0; i < count; i++) {
        int64_t frames = list[i].out - list[i].in;
        if (playhead < frames) break;
        playhead -= frames;
    }
    if (i == count) harness_fail("playhead behind the end");
    *into = playhead;
    return i;
}

static void ffmpeg_input(int64_t source_frame)
{
    begin();
    all("ffmpeg -nostdin -v error -ss");
    word();
    append("%.6f", (double)source_frame / RATE);
    all("-i");
    word();
    append("%s", media);
}

static void ffmpeg_output(void)
{
    all("-f f32le -c:a pcm_f32le -ac 2 -ar 48000 -");
    run();
}

static void graph_from(int64_t playhead, const struct segment *list, int count)
{
    int64_t into, source;
    int first = find(playhead, list, count, &into), i;
    source = list[first].in + into;
    ffmpeg_input(source);
    all("-filter_complex");
    word();
    append("[0:a]asplit=%d", count - first);
    for (i = first; i < count; i++) append("[a%d]", i);
    for (i = first; i < count; i++)
        append(";[a%d]atrim=start=%.6f:end=%.6f,asetpts=PTS-STARTPTS[b%d]", i,
               i == first ? 0.0 : (double)(list[i].in - source) / RATE, (double)(list[i].out - source) / RATE, i);
    append(";");
    for (i = first; i < count; i++) append("[b%d]", i);
    append("concat=n=%d:v=0:a=1[out]", count - first);
    all("-map [out]");
    ffmpeg_output();
}

static void graph_open(const char *path, const char *folder, const struct segment *list, int count)
{
    (void)folder;
    media = path;
    graph_from(0, list, count);
}

static void graph_remove(int index, int64_t playhead, const struct segment *list, int count)
{
    (void)index;
    graph_from(playhead, list, count);
}

static void decode_open(const char *path, const char *folder, const struct segment *list, int count)
{
    (void)folder;
    (void)count;
    media = path;
    ffmpeg_input(list[0].in);
    ffmpeg_output();
}

static void sox_from(int64_t playhead, const struct segment *list, int count)
{
    int64_t into;
    int first = find(playhead, list, count, &into), i;
    begin();
    all("sox -V1");
    word();
    append("%s", wave);
    all("-t f32 - trim");
    for (i = first; i < count; i++) {
        word();
        append("=%llds", (long long)(list[i].in + (i == first ? into : 0)));
        word();
        append("=%llds", (long long)list[i].out);
    }
    run();
}

static void sox_open(const char *path, const char *folder, const struct segment *list, int count)
{
    int status;
    media = path;
    snprintf(wave, sizeof wave, "%s/sox.wav", folder);
    begin();
    all("ffmpeg -nostdin -v error -y -i");
    word();
    append("%s", media);
    all("-c:a pcm_f32le -ac 2 -ar 48000");
    word();
    append("%s", wave);
    run();
    if (waitpid(child, &status, 0) != child || status != 0) harness_fail("ffmpeg could not convert %s", media);
    child = 0;
    close(output);
    sox_from(0, list, count);
}

static void sox_remove(int index, int64_t playhead, const struct segment *list, int count)
{
    (void)index;
    sox_from(playhead, list, count);
}

static void sox_close(void)
{
    stop();
    remove(wave);
}

static void start(void) {}

/* The last word that begins with a digit of the first line that the command prints. */
static const char *version_of(const char *command)
{
    static char line[256], answer[64];
    char *at;
    FILE *from = popen(command, "r");
    if (from == NULL || fgets(line, sizeof line, from) == NULL) line[0] = 0;
    if (from != NULL) pclose(from);
    for (at = strtok(line, " v\n"); at != NULL; at = strtok(NULL, " v\n")) {
        if (*at < '0' || *at > '9') continue;
        snprintf(answer, sizeof answer, "%s", at);
        break;
    }
    return answer;
}

static const char *ffmpeg_version(void)
{
    return version_of("ffmpeg -version");
}

static const char *sox_version(void)
{
    return version_of("sox --version");
}

static const struct peer peers[] = {
    {"ffmpeg", start, ffmpeg_version, graph_open, graph_from, pull, graph_remove, stop, NULL, NULL},
    {"ffmpeg-decode", start, ffmpeg_version, decode_open, NULL, pull, NULL, stop, NULL, NULL},
    {"sox", start, sox_version, sox_open, sox_from, pull, sox_remove, sox_close, NULL, NULL},
};

int main(int argc, char **argv)
{
    const char *name = strrchr(argv[0], '/');
    size_t i;
    name = name != NULL ? name + 1 : argv[0];
    for (i = 0; i < sizeof peers / sizeof peers[0]; i++)
        if (strncmp(name, "peer-", 5) == 0 && strcmp(name + 5, peers[i].name) == 0) return harness_main(argc, argv, &peers[i]);
    harness_fail("call it as peer-ffmpeg, peer-ffmpeg-decode or peer-sox");
}
