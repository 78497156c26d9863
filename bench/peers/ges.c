/*
 * GStreamer Editing Services: a timeline with one audio track and one layer of clips of one asset, previewed by a pipeline whose
 * audio sink is an appsink that is not slowed by a clock. No proxies. Holes in the timestamps are heard as silence, as an audio
 * sink plays them. A deletion pauses, removes the clip, moves those behind it, commits, seeks accurately to the playhead and plays
 * on: done while playing, the commit restarts the sound once or twice at places of its own, some blocks later.
 */
#include "harness.h"

#include <ges/ges.h>
#include <gst/app/gstappsink.h>
#include <string.h>

/* Buffers that wait in the sink: little, as a device would take it. */
#define WAITING 2
/* Frames that timestamps in nanoseconds may be off without meaning it. */
#define ROUNDING 2
#define PATIENCE (20 * GST_SECOND)

static GESTimeline *timeline;
static GESLayer *layer;
static GESPipeline *pipeline;
static GstAppSink *sink;
static GESClip *clips[SEGMENTS];
static int clip_count;

static GstSample *sample;
static GstMapInfo map;
static gsize map_at;
static gint64 expected; /* timeline frame of the next buffer */
static gint64 silence;  /* frames to deliver before it */

static GstClockTime time_of(int64_t frame)
{
    return gst_util_uint64_scale_round((guint64)frame, GST_SECOND, RATE);
}

static void start(void)
{
    gst_init(NULL, NULL);
    if (!ges_init()) harness_fail("ges_init");
}

static const char *version(void)
{
    static char text[64];
    guint major, minor, micro, nano;
    ges_version(&major, &minor, &micro, &nano);
    g_snprintf(text, sizeof text, "%u.%u.%u", major, minor, micro);
    return text;
}

static void make_sink(void)
{
    GstCaps *caps = gst_caps_new_simple("audio/x-raw", "format", G_TYPE_STRING, "F32LE", "rate", G_TYPE_INT, RATE, "channels",
                                        G_TYPE_INT, CHANNELS, "layout", G_TYPE_STRING, "interleaved", NULL);
    GstElement *element = gst_element_factory_make("appsink", NULL);
    if (element == NULL) harness_fail("no appsink");
    sink = GST_APP_SINK(element);
    g_object_set(element, "sync", FALSE, "max-buffers", WAITING, "caps", caps, NULL);
    gst_caps_unref(caps);
    ges_pipeline_preview_set_audio_sink(pipeline, element);
}

static void make_timeline(const char *media, const struct segment *list, int count)
{
    GError *error = NULL;
    GstCaps *caps = gst_caps_new_simple("audio/x-raw", "rate", G_TYPE_INT, RATE, "channels", G_TYPE_INT, CHANNELS, NULL);
    GESTrack *track = GES_TRACK(ges_audio_track_new());
    gchar *uri = gst_filename_to_uri(media, &error);
    GESUriClipAsset *asset = uri == NULL ? NULL : ges_uri_clip_asset_request_sync(uri, &error);
    GstClockTime at = 0;
    int i;
    if (asset == NULL) harness_fail("%s: %s", media, error != NULL ? error->message : "cannot be opened");
    ges_track_set_restriction_caps(track, caps);
    gst_caps_unref(caps);
    timeline = ges_timeline_new();
    if (!ges_timeline_add_track(timeline, track)) harness_fail("no track");
    layer = ges_timeline_append_layer(timeline);
    for (i = 0; i < count; i++) {
        GstClockTime duration = time_of(list[i].out - list[i].in);
        clips[i] = ges_layer_add_asset(layer, GES_ASSET(asset), at, time_of(list[i].in), duration, GES_TRACK_TYPE_AUDIO);
        if (clips[i] == NULL) harness_fail("segment %d is refused", i);
        at += duration;
    }
    clip_count = count;
    g_free(uri);
}

static void wait_for_preroll(void)
{
    GstStateChangeReturn how = gst_element_get_state(GST_ELEMENT(pipeline), NULL, NULL, PATIENCE);
    if (how != GST_STATE_CHANGE_SUCCESS) harness_fail("does not preroll: %s", gst_element_state_change_return_get_name(how));
}

static void set_state(GstState state)
{
    if (gst_element_set_state(GST_ELEMENT(pipeline), state) == GST_STATE_CHANGE_FAILURE) harness_fail("does not change its state");
    wait_for_preroll();
}

static void open_media(const char *media, const char *folder, const struct segment *list, int count)
{
    (void)folder;
    make_timeline(media, list, count);
    pipeline = ges_pipeline_new();
    make_sink();
    if (!ges_pipeline_set_timeline(pipeline, timeline)) harness_fail("no timeline");
    if (!ges_pipeline_set_mode(pipeline, GES_PIPELINE_MODE_PREVIEW_AUDIO)) harness_fail("no preview");
    expected = 0;
    set_state(GST_STATE_PLAYING); /* waited for: an appsink that has not started says end of stream */
}

static void drop_sample(void)
{
    if (sample == NULL) return;
    gst_buffer_unmap(gst_sample_get_buffer(sample), &map);
    gst_sample_unref(sample);
    sample = NULL;
}

/* The timeline seeks in a thread of its own: what is pulled before it says that it is done is from before the seek. */
static void flush_to(int64_t playhead)
{
    GstBus *bus = gst_element_get_bus(GST_ELEMENT(pipeline));
    GstMessage *message;
    drop_sample();
    wait_for_preroll();
    gst_bus_set_flushing(bus, TRUE);
    gst_bus_set_flushing(bus, FALSE);
    if (!gst_element_seek_simple(GST_ELEMENT(pipeline), GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE,
                                 (gint64)time_of(playhead)))
        harness_fail("seek is refused");
    message = gst_bus_timed_pop_filtered(bus, PATIENCE, GST_MESSAGE_ASYNC_DONE | GST_MESSAGE_ERROR);
    if (message == NULL || GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR) harness_fail("seek is not done");
    gst_message_unref(message);
    gst_object_unref(bus);
    expected = playhead;
    silence = 0;
}

static void seek(int64_t playhead, const struct segment *list, int count)
{
    (void)list;
    (void)count;
    flush_to(playhead);
}

/* 0 at the end. */
static int next_sample(void)
{
    GstBuffer *buffer;
    gint64 frame;
    sample = gst_app_sink_try_pull_sample(sink, PATIENCE);
    if (sample == NULL) {
        if (!gst_app_sink_is_eos(sink)) harness_fail("no buffer within 20 s");
        return 0;
    }
    buffer = gst_sample_get_buffer(sample);
    if (!gst_buffer_map(buffer, &map, GST_MAP_READ)) harness_fail("no bytes");
    map_at = 0;
    frame = (gint64)gst_util_uint64_scale_round(
        gst_segment_to_stream_time(gst_sample_get_segment(sample), GST_FORMAT_TIME, GST_BUFFER_PTS(buffer)), RATE, GST_SECOND);
    silence = frame - expected > ROUNDING && frame - expected < RATE ? frame - expected : 0;
    expected = frame + (gint64)(map.size / (CHANNELS * sizeof(float)));
    return 1;
}

/* A buffer at a time, in pieces of at most BLOCK_LIMIT frames. */
static int pull(float *block)
{
    gsize bytes;
    if (sample == NULL && !next_sample()) return 0;
    if (silence > 0) {
        int frames = (int)silence;
        memset(block, 0, (gsize)frames * CHANNELS * sizeof(float));
        silence = 0;
        return frames;
    }
    bytes = map.size - map_at;
    if (bytes > BLOCK_LIMIT * CHANNELS * sizeof(float)) bytes = BLOCK_LIMIT * CHANNELS * sizeof(float);
    memcpy(block, map.data + map_at, bytes);
    map_at += bytes;
    if (map_at == map.size) drop_sample();
    return (int)(bytes / (CHANNELS * sizeof(float)));
}

static void remove_segment(int index, int64_t playhead, const struct segment *list, int count)
{
    GstClockTime at = 0;
    int i;
    drop_sample();
    set_state(GST_STATE_PAUSED);
    if (!ges_layer_remove_clip(layer, clips[index])) harness_fail("deletion is refused");
    clip_count--;
    memmove(&clips[index], &clips[index + 1], (size_t)(clip_count - index) * sizeof clips[0]);
    for (i = 0; i < count; i++) {
        GESTimelineElement *element = GES_TIMELINE_ELEMENT(clips[i]);
        if (i >= index && !ges_timeline_element_set_start(element, at)) harness_fail("move is refused");
        at += time_of(list[i].out - list[i].in);
    }
    ges_timeline_commit_sync(timeline);
    flush_to(playhead);
    wait_for_preroll();
    set_state(GST_STATE_PLAYING);
}

static void close_media(void)
{
    drop_sample();
    gst_element_set_state(GST_ELEMENT(pipeline), GST_STATE_NULL);
    gst_object_unref(pipeline);
}

static const struct peer ges = {"ges", start, version, open_media, seek, pull, remove_segment, close_media, NULL, NULL};

int main(int argc, char **argv)
{
    return harness_main(argc, argv, &ges);
}
