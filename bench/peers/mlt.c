/*
 * MLT as editors on it use it: one producer of the file (with the loader's normalisers), a playlist of cuts of it, frames pulled
 * in process. 25 frames a second, the default profile; an edit is made under the playlist's lock, and playback goes on by a seek.
 */
#include "harness.h"

#include <framework/mlt.h>
#include <string.h>

static mlt_profile profile;
static mlt_producer producer;
static mlt_playlist playlist;
static mlt_position next; /* the playlist's own stops before its end */

static void start(void)
{
    if (mlt_factory_init(NULL) == NULL) harness_fail("mlt_factory_init");
    mlt_log_set_level(MLT_LOG_ERROR);
}

static const char *version(void)
{
    return mlt_version_get_string();
}

static void open_media(const char *media, const char *folder, const struct segment *list, int count)
{
    int i;
    (void)folder;
    profile = mlt_profile_init("dv_pal");
    producer = mlt_factory_producer(profile, NULL, media);
    if (producer == NULL) harness_fail("%s cannot be opened", media);
    playlist = mlt_playlist_new(profile);
    for (i = 0; i < count; i++)
        if (mlt_playlist_append_io(playlist, producer, (mlt_position)(list[i].in / GRID), (mlt_position)(list[i].out / GRID - 1)) != 0)
            harness_fail("segment %d is refused", i);
    next = 0;
}

static void seek(int64_t playhead, const struct segment *list, int count)
{
    (void)list;
    (void)count;
    next = (mlt_position)(playhead / GRID);
    mlt_producer_seek(MLT_PLAYLIST_PRODUCER(playlist), next);
}

static int pull(float *block)
{
    mlt_frame frame = NULL;
    mlt_audio_format format = mlt_audio_f32le;
    int rate = RATE, channels = CHANNELS;
    int frames = mlt_audio_calculate_frame_samples((float)mlt_profile_fps(profile), RATE, next);
    void *samples = NULL;
    if (next++ >= mlt_producer_get_playtime(MLT_PLAYLIST_PRODUCER(playlist))) return 0;
    if (mlt_service_get_frame(MLT_PLAYLIST_SERVICE(playlist), &frame, 0) != 0) harness_fail("no frame");
    if (mlt_frame_get_audio(frame, &samples, &format, &rate, &channels, &frames) != 0 || samples == NULL) harness_fail("no audio");
    if (format != mlt_audio_f32le || rate != RATE || channels != CHANNELS) harness_fail("another format than asked for");
    memcpy(block, samples, (size_t)frames * CHANNELS * sizeof(float));
    mlt_frame_close(frame);
    return frames;
}

static void remove_segment(int index, int64_t playhead, const struct segment *list, int count)
{
    mlt_service_lock(MLT_PLAYLIST_SERVICE(playlist));
    mlt_playlist_remove(playlist, index);
    mlt_service_unlock(MLT_PLAYLIST_SERVICE(playlist));
    if (mlt_producer_position(MLT_PLAYLIST_PRODUCER(playlist)) != next) seek(playhead, list, count);
}

static void close_media(void)
{
    mlt_playlist_close(playlist);
    mlt_producer_close(producer);
    mlt_profile_close(profile);
}

static const struct peer mlt = {"mlt", start, version, open_media, seek, pull, remove_segment, close_media, NULL, NULL};

int main(int argc, char **argv)
{
    return harness_main(argc, argv, &mlt);
}
