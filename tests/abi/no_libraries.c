/*
 * A machine without FFmpeg and SDL, for a program that is started with this library before it (LD_PRELOAD): whoever asks the
 * loader for one of theirs gets the error of a machine that does not have them.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

static int is_missing(const char *name)
{
    static const char *const missing[] = {"libav", "libsw", "libSDL"};
    const char *file = strrchr(name, '/');
    size_t i;
    file = file != NULL ? file + 1 : name;
    for (i = 0; i < sizeof missing / sizeof missing[0]; i++) {
        if (strncmp(file, missing[i], strlen(missing[i])) == 0) return 1;
    }
    return 0;
}

void *dlopen(const char *name, int flags)
{
    static void *(*real)(const char *, int);
    if (real == NULL) *(void **)&real = dlsym(RTLD_NEXT, "dlopen");
    /* By the real one all the same, so that dlerror has its sentence. */
    return real(name != NULL && is_missing(name) ? "/nowhere/libmissing.so.0" : name, flags);
}
