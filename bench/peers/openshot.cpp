/*
 * libopenshot as OpenShot uses it: a Timeline of Clips, each with its FFmpegReader, frames pulled by number. 25 frames a second, the
 * smallest picture, no video. A deletion removes the Clip, moves those behind it, and forgets the timeline's cached frames, which
 * would be heard otherwise.
 */
#include "harness.h"

#include <OpenShot.h>

#include <cstring>
#include <string>
#include <vector>

namespace {

openshot::Timeline *timeline;
std::vector<openshot::Clip *> clips;
int64_t next_frame = 1;
int64_t last_frame;

double seconds(int64_t frame)
{
    return static_cast<double>(frame) / RATE;
}

void start() {}

const char *version()
{
    static const std::string text = openshot::GetVersion().ToString();
    return text.c_str();
}

void place(const segment *list, int count)
{
    int64_t at = 0;
    for (int i = 0; i < count; i++) {
        clips[static_cast<size_t>(i)]->Position(static_cast<float>(seconds(at)));
        at += list[i].out - list[i].in;
    }
    last_frame = at / GRID;
}

void open_media(const char *media, const char *, const segment *list, int count)
{
    timeline = new openshot::Timeline(2, 2, openshot::Fraction(25, 1), RATE, CHANNELS, openshot::LAYOUT_STEREO);
    timeline->info.has_video = false;
    for (int i = 0; i < count; i++) {
        auto *clip = new openshot::Clip(std::string(media));
        clip->Layer(1);
        clip->Start(static_cast<float>(seconds(list[i].in)));
        clip->End(static_cast<float>(seconds(list[i].out)));
        clips.push_back(clip);
    }
    place(list, count);
    for (auto *clip : clips) timeline->AddClip(clip);
    timeline->Open();
}

void seek(int64_t playhead, const segment *, int)
{
    next_frame = playhead / GRID + 1;
}

int pull(float *block)
{
    if (next_frame > last_frame) return 0;
    const auto frame = timeline->GetFrame(next_frame++);
    const int frames = frame->GetAudioSamplesCount();
    for (int channel = 0; channel < CHANNELS; channel++) {
        const float *from = frame->GetAudioSamples(channel);
        for (int i = 0; i < frames; i++) block[i * CHANNELS + channel] = from[i];
    }
    return frames;
}

void remove_segment(int index, int64_t playhead, const segment *list, int count)
{
    timeline->RemoveClip(clips[static_cast<size_t>(index)]);
    clips.erase(clips.begin() + index);
    place(list, count);
    timeline->ClearAllCache();
    seek(playhead, list, count);
}

void close_media()
{
    timeline->Close();
    delete timeline;
    for (auto *clip : clips) delete clip;
    clips.clear();
    next_frame = 1;
}

const peer openshot_peer = {"openshot", start, version, open_media, seek, pull, remove_segment, close_media, nullptr, nullptr};

} // namespace

int main(int argc, char **argv)
{
    try {
        return harness_main(argc, argv, &openshot_peer);
    } catch (const std::exception &error) {
        harness_fail("%s", error.what());
    }
}
