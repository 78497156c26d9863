/*
 * A machine whose kernel does not say what it keeps time by, for a program that is started with this library before it (LD_PRELOAD):
 * the engine then asks the system's clock. So instructions are counted on a path that every machine has.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/types.h>

static int open_by(const char *name, const char *path, int flags, mode_t mode)
{
    int (*real)(const char *, int, ...);
    if (strstr(path, "current_clocksource") != NULL) {
        errno = ENOENT;
        return -1;
    }
    *(void **)&real = dlsym(RTLD_NEXT, name);
    return real(path, flags, mode);
}

static mode_t mode_of(int flags, va_list more) { return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0; }

int open(const char *path, int flags, ...)
{
    mode_t mode;
    va_list more;
    va_start(more, flags);
    mode = mode_of(flags, more);
    va_end(more);
    return open_by("open", path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    mode_t mode;
    va_list more;
    va_start(more, flags);
    mode = mode_of(flags, more);
    va_end(more);
    return open_by("open64", path, flags, mode);
}
