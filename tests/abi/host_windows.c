/*
 * What Windows does otherwise with files, as a host meets it: names of every script and length, files that are replaced or deleted while they
 * are in use here or elsewhere, and a save that is killed. Built with mingw-w64 and run under Wine (tests/Hosts/WineTests.cs).
 *   host_windows FOLDER
 */
#define _CRT_SECURE_NO_WARNINGS
#include "check.h"
#include "seamline.h"

#include <string.h>
#include <windows.h>

#define RATE 48000
#define SHARE_ALL (FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE)

static WCHAR folder[32768];

static void wide(const char *utf8, WCHAR *to, int capacity) { CHECK(MultiByteToWideChar(CP_UTF8, 0, utf8, -1, to, capacity) > 0); }

static const char *narrow(const WCHAR *from)
{
    static char text[4][32768];
    static int next;
    char *to = text[next++ % 4];
    CHECK(WideCharToMultiByte(CP_UTF8, 0, from, -1, to, sizeof text[0], NULL, NULL) > 0);
    return to;
}

/* A path in the folder. */
static const WCHAR *at(const WCHAR *name)
{
    static WCHAR paths[4][32768];
    static int next;
    WCHAR *to = paths[next++ % 4];
    wcscpy(to, folder);
    wcscat(to, L"\\");
    wcscat(to, name);
    return to;
}

/* The same for calls that take any length with the prefix alone. */
static const WCHAR *any_length(const WCHAR *path)
{
    static WCHAR to[32768];
    wcscpy(to, L"\\\\?\\");
    wcscat(to, path);
    return to;
}

static seam_engine *engine_with_noise(void)
{
    static float samples[2 * RATE];
    seam_engine *engine = NULL;
    seam_segment segment;
    int i;
    for (i = 0; i < 2 * RATE; i++) samples[i] = (float)((i * 37) % 97 - 48) / 64.0f;
    memset(&segment, 0, sizeof segment);
    segment.struct_size = sizeof segment;
    segment.clip = 1;
    segment.out_seconds = 1;
    segment.speed = 1;
    OK(seam_create(NULL, &engine));
    OK(seam_clip_set_pcm(engine, 1, samples, RATE, 2, RATE));
    OK(seam_timeline_set(engine, &segment, 1));
    return engine;
}

static seam_status export_to(seam_engine *engine, const WCHAR *path)
{
    seam_export wanted;
    memset(&wanted, 0, sizeof wanted);
    wanted.struct_size = sizeof wanted;
    wanted.path = narrow(path);
    wanted.frames = SEAM_TO_THE_END;
    return seam_export_wav(engine, &wanted);
}

static seam_status open_media(seam_engine *engine, uint32_t clip, const WCHAR *path)
{
    seam_track track;
    memset(&track, 0, sizeof track);
    track.struct_size = sizeof track;
    track.path = narrow(path);
    track.stream = SEAM_BEST_STREAM;
    return seam_clip_set_media(engine, clip, &track, 1);
}

static void has_error(seam_engine *engine, const char *part)
{
    char text[512];
    seam_last_error(engine, text, sizeof text);
    if (strstr(text, part) != NULL) return;
    fprintf(stderr, "'%s' does not say '%s'\n", text, part);
    exit(1);
}

static int64_t size_of(const WCHAR *path)
{
    WIN32_FILE_ATTRIBUTE_DATA found;
    if (!GetFileAttributesExW(path, GetFileExInfoStandard, &found)) return -1;
    return (int64_t)found.nFileSizeHigh << 32 | found.nFileSizeLow;
}

static void heard(seam_engine *engine, uint32_t clip)
{
    static float block[2 * 4800];
    seam_segment segment;
    float largest = 0;
    int i;
    memset(&segment, 0, sizeof segment);
    segment.struct_size = sizeof segment;
    segment.clip = clip;
    segment.out_seconds = 1;
    segment.speed = 1;
    OK(seam_timeline_set(engine, &segment, 1));
    OK(seam_render_range(engine, 4800, block, 4800, 0));
    for (i = 0; i < 2 * 4800; i++) largest = block[i] > largest ? block[i] : largest;
    CHECK(largest > 0.5f);
}

/* Names that are not of this machine's code page, and paths beyond 260 characters. */
static void names(seam_engine *engine)
{
    WCHAR deep[2048];
    int i;
    OK(export_to(engine, at(L"\x0441\x0442\x0443\x043a \x97f3 \xd83c\xdfb5.wav")));
    OK(open_media(engine, 2, at(L"\x0441\x0442\x0443\x043a \x97f3 \xd83c\xdfb5.wav")));
    heard(engine, 2);
    wcscpy(deep, folder);
    for (i = 0; i < 8; i++) {
        wcscat(deep, L"\\a folder with a name of fifty characters, or nearly so");
        CHECK(CreateDirectoryW(any_length(deep), NULL));
    }
    wcscat(deep, L"\\long.wav");
    CHECK(wcslen(deep) > 400);
    OK(export_to(engine, deep));
    CHECK(size_of(any_length(deep)) > 8 * RATE);
    OK(export_to(engine, deep)); /* and once more, over it */
    OK(open_media(engine, 3, deep));
    heard(engine, 3);
}

/* An export over a file that others have open. */
static void replaced_while_read(seam_engine *engine)
{
    const WCHAR *path = at(L"read.wav");
    char head[4];
    DWORD got;
    HANDLE reader;
    OK(export_to(engine, path));
    reader = CreateFileW(path, GENERIC_READ, SHARE_ALL, NULL, OPEN_EXISTING, 0, NULL);
    CHECK(reader != INVALID_HANDLE_VALUE);
    OK(export_to(engine, path));
    CHECK(ReadFile(reader, head, 4, &got, NULL) && got == 4 && memcmp(head, "RIFF", 4) == 0); /* the old one, to its end */
    CloseHandle(reader);
    CHECK(size_of(path) > 8 * RATE);

    reader = CreateFileW(path, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    CHECK(reader != INVALID_HANDLE_VALUE);
    EXPECT(SEAM_MEDIA_ERROR, export_to(engine, path));
    has_error(engine, "another program has the file open");
    CloseHandle(reader);
    CHECK(size_of(path) > 8 * RATE);

    CHECK(SetFileAttributesW(path, FILE_ATTRIBUTE_READONLY));
    EXPECT(SEAM_MEDIA_ERROR, export_to(engine, path));
    has_error(engine, "write-protected");
    CHECK(SetFileAttributesW(path, FILE_ATTRIBUTE_NORMAL));
    EXPECT(SEAM_MEDIA_ERROR, export_to(engine, at(L"NUL")));
}

/* A host replaces, renames and deletes a recording that the engine has open. */
static void changed_while_open(seam_engine *engine)
{
    const WCHAR *path = at(L"open.wav");
    uint32_t changed = 0;
    OK(export_to(engine, path));
    OK(export_to(engine, at(L"other.wav")));
    OK(open_media(engine, 4, path));
    heard(engine, 4);
    CHECK(MoveFileExW(path, at(L"renamed.wav"), 0));
    OK(seam_media_check(engine, 4, &changed));
    CHECK(changed == 1);
    CHECK(MoveFileExW(at(L"other.wav"), path, 0));
    OK(seam_media_check(engine, 4, &changed));
    CHECK(changed == 1);
    OK(seam_clip_invalidate(engine, 4));
    heard(engine, 4);
    EXPECT(SEAM_INVALID_ARGUMENT, export_to(engine, path)); /* over the medium of this timeline */
    has_error(engine, "choose another name");
    CHECK(DeleteFileW(path));
    OK(seam_media_check(engine, 4, &changed));
    CHECK(changed == (size_of(path) < 0)); /* Wine keeps the name until nobody has the file open */
}

static int save_for_ever(void)
{
    seam_engine *engine = engine_with_noise();
    while (export_to(engine, at(L"killed.wav")) == SEAM_OK) continue;
    return 1;
}

/* Whenever a save is killed, what stands under the name is a whole file. */
static void killed_while_saving(seam_engine *engine)
{
    WCHAR program[MAX_PATH], command[40000];
    int64_t whole;
    int round;
    OK(export_to(engine, at(L"killed.wav")));
    whole = size_of(at(L"killed.wav"));
    GetModuleFileNameW(NULL, program, MAX_PATH);
    wsprintfW(command, L"\"%s\" \"%s\" save", program, folder);
    for (round = 0; round < 12; round++) {
        STARTUPINFOW how;
        PROCESS_INFORMATION what;
        memset(&how, 0, sizeof how);
        how.cb = sizeof how;
        CHECK(CreateProcessW(program, command, NULL, NULL, FALSE, 0, NULL, NULL, &how, &what));
        Sleep(300 + 17 * round);
        CHECK(TerminateProcess(what.hProcess, 3));
        WaitForSingleObject(what.hProcess, INFINITE);
        CloseHandle(what.hProcess);
        CloseHandle(what.hThread);
        CHECK(size_of(at(L"killed.wav")) == whole);
    }
}

int main(int count, char **arguments)
{
    seam_engine *engine;
    char why[256];
    CHECK(count >= 2);
    wide(arguments[1], folder, 32768);
    if (count == 3 && strcmp(arguments[2], "save") == 0) return save_for_ever();
    CHECK(seam_cpu_supported() == 1 && seam_can_start(why, sizeof why) == 1 && why[0] == 0);
    engine = engine_with_noise();
    if (count == 2 || strcmp(arguments[2], "names") == 0) names(engine);
    if (count == 2 || strcmp(arguments[2], "replace") == 0) replaced_while_read(engine);
    if (count == 2 || strcmp(arguments[2], "open") == 0) changed_while_open(engine);
    if (count == 2 || strcmp(arguments[2], "kill") == 0) killed_while_saving(engine);
    OK(seam_destroy(engine));
    puts("ok");
    return 0;
}
