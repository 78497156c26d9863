/*
 * Where media are opened on a system that has no workers: in the process by default, and the statistics count no worker; nowhere where workers are
 * required, and the error says why. Without FFmpeg the default fails for that reason instead.
 *   host_isolation MEDIUM
 */
#include "check.h"
#include "seamline.h"

#include <string.h>

static seam_engine *engine;

static int32_t open_with(int32_t isolation, const char *medium, char *error, uint32_t capacity)
{
    seam_config config;
    seam_track track;
    int32_t status;
    memset(&config, 0, sizeof config);
    config.struct_size = sizeof config;
    OK(seam_config_default(&config));
    config.isolation = isolation;
    OK(seam_create(&config, &engine));
    memset(&track, 0, sizeof track);
    track.struct_size = sizeof track;
    track.path = medium;
    track.stream = SEAM_BEST_STREAM;
    status = seam_clip_set_media(engine, 1, &track, 1);
    seam_last_error(engine, error, capacity);
    return status;
}

static void no_worker(void)
{
    seam_stats stats;
    memset(&stats, 0, sizeof stats);
    stats.struct_size = sizeof stats;
    OK(seam_get_stats(engine, &stats));
    CHECK(stats.workers == 0);
    OK(seam_destroy(engine));
}

int main(int count, char **arguments)
{
    char error[512], here[512];
    int32_t status, off;
    CHECK(count == 2);
    off = open_with(SEAM_ISOLATION_OFF, arguments[1], here, sizeof here);
    no_worker();
    status = open_with(SEAM_ISOLATION_AUTO, arguments[1], error, sizeof error);
    no_worker();
    CHECK(status == off && (status == SEAM_OK || strcmp(error, here) == 0));
    EXPECT(SEAM_MEDIA_ERROR, open_with(SEAM_ISOLATION_REQUIRED, arguments[1], error, sizeof error));
    no_worker();
    printf("auto %d, required: %s\n", (int)status, error);
    return 0;
}
