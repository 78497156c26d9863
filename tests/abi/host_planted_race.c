/* A host with a race of its own beside calls of the library: what ThreadSanitizer must see. */
#include "check.h"

#include <pthread.h>

static seam_engine *engine;
static int shared;

static void *run(void *unused)
{
    static float block[960];
    int i;
    (void)unused;
    for (i = 0; i < 1000; i++) {
        OK(seam_render(engine, block, 480));
        shared++;
    }

    return NULL;
}

int main(void)
{
    pthread_t thread;
    int i;
    OK(seam_create(NULL, &engine));
    CHECK(pthread_create(&thread, NULL, run, NULL) == 0);
    for (i = 0; i < 1000; i++) {
        OK(seam_set_anchor(engine, SEAM_ANCHOR_FRAME));
        shared++;
    }

    pthread_join(thread, NULL);
    OK(seam_destroy(engine));
    printf("%d\n", shared);
    return 0;
}
