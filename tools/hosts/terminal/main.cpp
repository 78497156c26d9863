/*
 * A player in a terminal: the engine owns the output (SDL 3), this program only says what to do.
 *   terminal [MEDIA...]        each medium is a segment; without one there are eight segments of two notes each
 * Commands, one a line, also from a pipe:
 *   play  pause  seek SECONDS  delete  split  undo  redo  status  list  devices  export FILE  wait SECONDS  quit
 * delete and split act on the segment under the playhead, while it plays.
 */
#include <seamline.hpp>

#include "notes.h"

#include <chrono>
#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr int rate = 48000;

double seconds(std::int64_t frames) { return static_cast<double>(frames) / rate; }

/* Says what went wrong, if anything did. */
template <class T>
bool good(const seam::Result<T> &result)
{
    if (!result) std::printf("refused: %s\n", result.sentence());
    return result.ok();
}

bool load_notes(seam::Engine &engine)
{
    constexpr int length = 16;
    float *notes = notes_make(length);
    if (notes == nullptr) return false;
    auto loaded = engine.set_pcm(1, {notes, static_cast<std::size_t>(length) * NOTES_RATE * NOTES_CHANNELS}, NOTES_CHANNELS, NOTES_RATE);
    std::free(notes);
    std::vector<seam::Segment> segments;
    for (int from = 0; from < length; from += 2) segments.push_back({1, double(from), double(from + 2)});
    return good(loaded) && good(engine.set_timeline(segments));
}

bool load_media(seam::Engine &engine, int count, char **files)
{
    std::vector<seam::Segment> segments;
    for (int i = 0; i < count; i++) {
        auto clip = static_cast<std::uint32_t>(i + 1);
        if (!good(engine.set_media(clip, {files[i]}))) return false;
        auto frames = engine.clip_frames(clip);
        if (!good(frames)) return false;
        segments.push_back({clip, 0, seconds(frames.value())});
    }
    return good(engine.set_timeline(segments));
}

void status(const seam::Engine &engine)
{
    auto position = engine.position();
    auto stats = engine.stats();
    if (!good(position) || !good(stats)) return;
    std::printf("%s at %.3f s of %.3f s, heard %.3f s, latency %lld frames, %lld segments, %lld missed, %lld underruns\n",
                position->playing ? "playing" : "paused", seconds(position->playhead_frame), seconds(position->length_frames),
                seconds(position->audible_frame), static_cast<long long>(position->latency_frames),
                static_cast<long long>(stats->segments), static_cast<long long>(stats->miss_frames),
                static_cast<long long>(stats->underruns));
}

void list(const seam::Engine &engine)
{
    auto segments = engine.timeline();
    if (!good(segments)) return;
    for (const seam::Segment &s : *segments)
        std::printf("%lld: clip %u, %.3f .. %.3f s, at %.3f s\n", static_cast<long long>(s.id), s.clip, s.in_seconds, s.out_seconds,
                    seconds(s.start_frame));
}

void devices()
{
    auto found = seam::output_devices();
    if (!good(found)) return;
    for (const seam::Device &d : *found)
        std::printf("%s (%d Hz, %d channels)\n", d.is_default ? "the system's default" : d.name, d.rate, d.channels);
}

/* The segment under the playhead. */
seam::Result<seam::Placed> here(const seam::Engine &engine)
{
    auto position = engine.position();
    return engine.segment_at(position.ok() ? position->playhead_frame : 0);
}

void export_to(seam::Engine &engine, const std::string &file)
{
    int percent = 0;
    auto done = engine.export_wav(seam::Export(file.c_str()), [&](std::int64_t frames_done, std::int64_t frames) {
        percent = static_cast<int>(frames_done * 100 / frames);
        return true;
    });
    if (good(done)) std::printf("%s: %d %%\n", file.c_str(), percent);
}

/* False to quit. */
bool obey(seam::Engine &engine, const std::string &line)
{
    std::istringstream words(line);
    std::string command;
    std::string file;
    double value = 0;
    if (!(words >> command)) return true;
    if (command == "quit") return false;
    if (command == "play") good(engine.play());
    else if (command == "pause") good(engine.pause());
    else if (command == "seek" && words >> value) good(engine.seek(value));
    else if (command == "undo") good(engine.undo());
    else if (command == "redo") good(engine.redo());
    else if (command == "status") status(engine);
    else if (command == "list") list(engine);
    else if (command == "devices") devices();
    else if (command == "export" && words >> file) export_to(engine, file);
    else if (command == "wait" && words >> value) std::this_thread::sleep_for(std::chrono::duration<double>(value));
    else if (command == "delete") {
        if (auto under = here(engine); good(under)) good(engine.delete_segment(under->segment.id));
    } else if (command == "split") {
        if (auto position = engine.position(); good(position)) good(engine.split(seconds(position->playhead_frame)));
    } else std::printf("what is '%s'?\n", line.c_str());
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    auto made = seam::Engine::create(); /* the defaults: 48,000 Hz, stereo */
    if (!good(made)) return 1;
    seam::Engine engine = std::move(made).value();
    if (!(argc > 1 ? load_media(engine, argc - 1, argv + 1) : load_notes(engine))) return 1;
    if (!good(engine.open_output())) return 1;
    if (auto output = engine.output(); good(output))
        std::printf("output %s, %s: %d Hz, a block of %d frames\n", output->driver, output->device, output->rate, output->period_frames);
    std::string line;
    while (std::getline(std::cin, line) && obey(engine, line)) std::fflush(stdout);
    return 0; /* the engine closes its output and lets go of everything */
}
