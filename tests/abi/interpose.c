/*
 * Counts, on threads that asked for it (interpose_arm), calls that a real-time thread does not make: the malloc family,
 * locks, waits, mappings, sleeps. Loaded in front of the C library by LD_PRELOAD.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

static __thread int armed __attribute__((tls_model("initial-exec")));
static long hits;

void interpose_arm(int on);
long interpose_hits(void);

void interpose_arm(int on) { armed = on; }

long interpose_hits(void) { return __atomic_load_n(&hits, __ATOMIC_RELAXED); }

static void note(void)
{
    if (armed) __atomic_add_fetch(&hits, 1, __ATOMIC_RELAXED);
}

/* ISO C knows no cast from an object pointer to a function pointer, POSIX needs one. */
#define NEXT(name)                                       \
    static next_type next;                               \
    if (next == NULL) {                                  \
        void *found = dlsym(RTLD_NEXT, name);            \
        memcpy(&next, &found, sizeof found);             \
    }

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void __libc_free(void *block);
extern void *__libc_memalign(size_t alignment, size_t size);

/* By the C library's own names: dlsym itself allocates. */
void *malloc(size_t size) { note(); return __libc_malloc(size); }
void *calloc(size_t count, size_t size) { note(); return __libc_calloc(count, size); }
void *realloc(void *block, size_t size) { note(); return __libc_realloc(block, size); }
void free(void *block) { note(); __libc_free(block); }
void *memalign(size_t alignment, size_t size) { note(); return __libc_memalign(alignment, size); }
void *aligned_alloc(size_t alignment, size_t size) { note(); return __libc_memalign(alignment, size); }
int posix_memalign(void **block, size_t alignment, size_t size)
{
    note();
    *block = __libc_memalign(alignment, size);
    return *block == NULL ? 12 : 0;
}

#define FORWARD(name, parameters, arguments)    \
    int name parameters                         \
    {                                           \
        typedef int (*next_type) parameters;    \
        NEXT(#name)                             \
        note();                                 \
        return next arguments;                  \
    }

FORWARD(pthread_mutex_lock, (pthread_mutex_t *m), (m))
FORWARD(pthread_mutex_trylock, (pthread_mutex_t *m), (m))
FORWARD(pthread_mutex_unlock, (pthread_mutex_t *m), (m))
FORWARD(pthread_cond_wait, (pthread_cond_t *c, pthread_mutex_t *m), (c, m))
FORWARD(pthread_cond_signal, (pthread_cond_t *c), (c))
FORWARD(pthread_cond_broadcast, (pthread_cond_t *c), (c))
FORWARD(pthread_rwlock_rdlock, (pthread_rwlock_t *l), (l))
FORWARD(pthread_rwlock_wrlock, (pthread_rwlock_t *l), (l))
FORWARD(pthread_kill, (pthread_t t, int s), (t, s))
FORWARD(sem_wait, (sem_t *s), (s))
FORWARD(sem_post, (sem_t *s), (s))
FORWARD(munmap, (void *p, size_t n), (p, n))
FORWARD(mprotect, (void *p, size_t n, int f), (p, n, f))
FORWARD(madvise, (void *p, size_t n, int f), (p, n, f))
FORWARD(nanosleep, (const struct timespec *t, struct timespec *r), (t, r))
FORWARD(sched_yield, (void), ())
