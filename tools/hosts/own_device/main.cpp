/*
 * A host with a device of its own, in the manner of callback APIs such as miniaudio or PortAudio: the device calls back on its
 * own thread, period by period, and the callback pulls from the engine. No SDL.
 *   own_device [SPEED [OUT.wav [MEDIA]]]       SPEED: times real time, 1 by default; OUT.wav: what was played
 * Without a medium the recording is eight notes, one a second; 4 and 5 are deleted while 1 is playing.
 */
#include <seamline.hpp>

#include "notes.h"
#include "wav.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

namespace {

constexpr std::uint32_t rate = 48000;
constexpr std::uint32_t channels = 2;
constexpr std::uint32_t period_frames = 480;
constexpr std::uint32_t ring_periods = 3;
constexpr int recording_seconds = 8;

/* A simulated sound card: takes a period at a time from a ring that a callback keeps full. */
class Device {
public:
    /* Thread: the device's; may neither wait nor allocate. */
    using Callback = void (*)(void *user, float *interleaved, std::uint32_t frames);

    Device(Callback callback, void *user, double speed, std::size_t seconds_at_most)
        : callback_(callback), user_(user), pace_(period_frames / (rate * speed)), ring_(ring_periods * period_frames * channels),
          speaker_(seconds_at_most * rate * channels)
    {
    }
    ~Device() { stop(); }

    static constexpr std::uint32_t latency_frames() { return ring_periods * period_frames; }

    void start()
    {
        running_ = true;
        fill(ring_periods); /* never begins empty */
        audio_ = std::thread([this] { while (running_) fill(1); });
        card_ = std::thread([this] { play(); });
    }

    void stop()
    {
        running_ = false;
        if (audio_.joinable()) audio_.join();
        if (card_.joinable()) card_.join();
    }

    std::uint64_t underruns() const { return underruns_; }

    /* What the ear heard; after stop(). */
    const float *heard() const { return speaker_.data(); }
    std::uint32_t heard_frames() const { return static_cast<std::uint32_t>(heard_ / channels); }

private:
    /* The callback's thread: asks for periods as long as the ring has room. */
    void fill(std::uint32_t periods)
    {
        while (periods > 0) {
            std::uint64_t filled = filled_.load(std::memory_order_relaxed);
            if (filled - played_.load(std::memory_order_acquire) == ring_periods) {
                std::this_thread::sleep_for(pace_ / 4);
                if (!running_) return;
                continue;
            }
            callback_(user_, ring_.data() + filled % ring_periods * period_frames * channels, period_frames);
            filled_.store(filled + 1, std::memory_order_release);
            periods--;
        }
    }

    /* The card: a period each time one has passed, ready or not. */
    void play()
    {
        auto next = std::chrono::steady_clock::now();
        while (running_ && heard_ + period_frames * channels <= speaker_.size()) {
            std::uint64_t played = played_.load(std::memory_order_relaxed);
            if (played == filled_.load(std::memory_order_acquire)) {
                underruns_++;
            } else {
                const float *from = ring_.data() + played % ring_periods * period_frames * channels;
                std::copy(from, from + period_frames * channels, speaker_.begin() + static_cast<std::ptrdiff_t>(heard_));
                heard_ += period_frames * channels;
                played_.store(played + 1, std::memory_order_release);
            }
            next += std::chrono::duration_cast<std::chrono::steady_clock::duration>(pace_);
            std::this_thread::sleep_until(next);
        }
    }

    Callback callback_;
    void *user_;
    std::chrono::duration<double> pace_;
    std::vector<float> ring_;
    std::vector<float> speaker_;
    std::size_t heard_ = 0;
    alignas(64) std::atomic<std::uint64_t> filled_{0};
    alignas(64) std::atomic<std::uint64_t> played_{0};
    std::atomic<std::uint64_t> underruns_{0};
    std::atomic<bool> running_{false};
    std::thread audio_;
    std::thread card_;
};

/* All there is to do on the audio thread. */
void pull(void *user, float *interleaved, std::uint32_t frames)
{
    auto *engine = static_cast<const seam::Engine *>(user);
    if (engine->render({interleaved, frames * channels}) != seam::Status::Ok) std::fill(interleaved, interleaved + frames * channels, 0.0f);
}

template <class T>
void need(const seam::Result<T> &result)
{
    if (result) return;
    std::fprintf(stderr, "own_device: %s\n", result.sentence());
    std::exit(1);
}

void load(seam::Engine &engine, const char *media)
{
    if (media != nullptr) {
        need(engine.set_media(1, {media}));
    } else {
        float *notes = notes_make(recording_seconds);
        if (notes == nullptr) std::exit(1);
        need(engine.set_pcm(1, {notes, recording_seconds * rate * channels}, channels, rate));
        std::free(notes);
    }
    need(engine.set_timeline({{1, 0, recording_seconds}}));
    need(engine.wait_ready(rate, 10000));
}

void wait_for_playhead(const seam::Engine &engine, double seconds)
{
    for (auto now = engine.position(); now.ok() && static_cast<double>(now->playhead_frame) < seconds * rate; now = engine.position())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

} // namespace

int main(int argc, char **argv)
{
    double speed = argc > 1 ? std::atof(argv[1]) : 1;
    if (!(speed > 0 && speed <= 100)) return std::fputs("usage: own_device [SPEED [OUT.wav [MEDIA]]]\n", stderr), 2;
    auto made = seam::Engine::create();
    need(made);
    seam::Engine engine = std::move(made).value();
    load(engine, argc > 3 ? argv[3] : nullptr);

    Device device(pull, &engine, speed, recording_seconds + 2);
    need(engine.set_latency(Device::latency_frames())); /* so that the engine can tell what the ear hears */
    need(engine.play());
    device.start();
    wait_for_playhead(engine, 1);
    need(engine.ripple_delete(4, 6)); /* heard in the next block */
    auto now = engine.position();
    need(now);
    std::printf("deleted at %lld, heard %lld, latency %lld frames\n", static_cast<long long>(now->playhead_frame),
                static_cast<long long>(now->audible_frame), static_cast<long long>(now->latency_frames));
    wait_for_playhead(engine, recording_seconds - 2);
    std::this_thread::sleep_for(std::chrono::duration<double>(0.2 / speed)); /* let the ring run out */
    device.stop();

    wav_file wav;
    if (argc > 2 && (!wav_open(&wav, argv[2], rate, channels) || !wav_write(&wav, device.heard(), device.heard_frames()) || !wav_close(&wav)))
        return std::perror(argv[2]), 1;
    std::printf("%u frames heard, %llu underruns\n", device.heard_frames(), static_cast<unsigned long long>(device.underruns()));
    return 0;
}
