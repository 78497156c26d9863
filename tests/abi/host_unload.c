/*
 * A host that loads the library, calls it on a thread, unloads it, and lets the thread end: as koffi does at the end of a Node process, and
 * hosts of plug-ins do. The library stays mapped, and what it leaves at the end of a thread finds its code.
 *   host_unload LIBRARY
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#ifdef _WIN32
#include <windows.h>
#define OPEN(path) ((void *)LoadLibraryA(path))
#define FIND(library, name) ((void *)GetProcAddress((HMODULE)(library), name))
#define UNLOAD(library) (FreeLibrary((HMODULE)(library)) ? 0 : 1)
#else
#include <dlfcn.h>
#define OPEN(path) dlopen(path, RTLD_NOW)
#define FIND(library, name) dlsym(library, name)
#define UNLOAD(library) dlclose(library)
#endif
#include <pthread.h>

typedef int32_t (*create_call)(const void *, void **);
typedef int32_t (*destroy_call)(void *);

static create_call create;
static destroy_call destroy;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int called, unloaded;

static void require(int holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "host_unload: %s\n", what);
    exit(1);
}

static void *call(void *unused)
{
    void *engine = NULL;
    (void)unused;
    require(create(NULL, &engine) == 0 && destroy(engine) == 0, "an engine was not made");
    pthread_mutex_lock(&turn);
    called = 1;
    pthread_cond_broadcast(&changed);
    while (!unloaded) pthread_cond_wait(&changed, &turn);
    pthread_mutex_unlock(&turn);
    return NULL; /* here the runtime's thread-local part is taken down */
}

int main(int count, char **arguments)
{
    int round;
    require(count == 2, "usage: host_unload LIBRARY");
    for (round = 0; round < 3; round++) {
        pthread_t thread;
        void *library = OPEN(arguments[1]);
        require(library != NULL, "the library does not load");
        *(void **)&create = FIND(library, "seam_create");
        *(void **)&destroy = FIND(library, "seam_destroy");
        require(create != NULL && destroy != NULL, "a function is missing");
        called = unloaded = 0;
        require(pthread_create(&thread, NULL, call, NULL) == 0, "no thread");
        pthread_mutex_lock(&turn);
        while (!called) pthread_cond_wait(&changed, &turn);
        require(UNLOAD(library) == 0, "the library does not unload");
        unloaded = 1;
        pthread_cond_broadcast(&changed);
        pthread_mutex_unlock(&turn);
        pthread_join(thread, NULL);
    }
    puts("ok");
    return 0;
}
