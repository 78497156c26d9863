/*
 * seamline.hpp, called from end to end: every wrapper at least once, owners moved and emptied, failures with their sentences.
 *   wrapper OUT.wav
 */
#include "seamline.hpp"

#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#define CHECK(condition)                                                                      \
    do {                                                                                      \
        if (!(condition)) {                                                                   \
            std::fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition); \
            std::exit(1);                                                                     \
        }                                                                                     \
    } while (0)

namespace {

constexpr int rate = 48000;

void library()
{
    CHECK(seam::abi_matches() && seam::abi_version() == SEAM_ABI_VERSION);
    CHECK(std::strlen(seam::version()) > 0);
    CHECK(seam::cpu_supported());
    CHECK(seam::vector_bits() > 0);
    auto none = seam::output_devices("no such driver");
    CHECK(!none && std::strlen(none.sentence()) > 0);
}

void clips_and_edits(seam::Engine &engine)
{
    std::vector<float> samples(2 * rate * 10, 0.25f);
    CHECK(engine.set_pcm(1, samples, 2, rate));
    CHECK(engine.clip_frames(1).value() == 10 * rate);
    CHECK(engine.measure_clip(1) && engine.measure_clip(9).status() == seam::Status::NotFound);
    auto source = engine.clip_source(1, 0);
    CHECK(source && source->rate == rate && source->channels == 2 && source->frames == 10 * rate && source->frames_exact == 1);
    CHECK(source->stream == SEAM_BEST_STREAM && std::string(source->name).find("host samples") == 0 && source->error[0] == 0);
    CHECK(engine.clip_source(1, 1).status() == seam::Status::NotFound);
    CHECK(engine.check_media().value() == 0 && engine.check_media(9).status() == seam::Status::NotFound);
    CHECK(engine.invalidate_clip(1).status() == seam::Status::InvalidState);
    CHECK(engine.set_media(2, {"no-such-file.wav"}).status() == seam::Status::MediaError);
    CHECK(engine.set_media(2, {}));
    CHECK(engine.remove_clip(2));
    CHECK(engine.remove_clip(2).status() == seam::Status::NotFound);
    seam::Mix mix;
    mix.gain_db = -6;
    CHECK(engine.set_track_mix(1, 0, mix));
    seam::Track chosen = seam::Track("none.wav").play_pair(1, 0);
    CHECK(chosen.struct_size == sizeof(seam_track) && chosen.channel_mode == SEAM_CHANNELS_PAIR && chosen.first_channel == 1 && chosen.second_channel == 0);
    CHECK(chosen.play_channel(3).channel_mode == SEAM_CHANNELS_ONE && chosen.first_channel == 3 && chosen.play_mono().channel_mode == SEAM_CHANNELS_MONO);
    mix.gain_db = NAN;
    CHECK(!engine.set_track_mix(1, 0, mix));

    CHECK(engine.set_timeline({{1, 0, 4}, {1, 4, 8}}));
    CHECK(engine.length().value() == 8 * rate);
    auto right = engine.split(2);
    CHECK(right && engine.timeline()->size() == 3);
    CHECK(engine.move_segment(*right, 0));
    CHECK((*engine.timeline())[0].id == *right);
    CHECK(engine.set_gain(*right, -3));
    CHECK(engine.set_muted(*right, true));
    CHECK(engine.set_speed(*right, 2));
    CHECK(engine.undo() && engine.redo() && engine.undo());
    CHECK(engine.trim_in(*right, 2.5) && engine.trim_out(*right, 3.5));
    CHECK(engine.insert(3, {1, 9, 10}).value() > *right);
    CHECK(engine.ripple_delete(1, 2));
    CHECK(engine.segment_at(0)->index == 0);
    CHECK(engine.delete_segment(*right));
    auto refused = engine.delete_segment(*right);
    CHECK(refused.status() == seam::Status::NotFound);
    CHECK(std::string(refused.sentence()) == engine.last_error().c_str());
    CHECK(engine.set_timeline({{1, 0, 4}, {1, 5, 8}, {1, 0, 3}}));
    std::int64_t middle = (*engine.timeline())[1].id;
    CHECK(engine.slip(middle, 4) && engine.slide(middle, 0.5) && engine.roll_in(middle, 4.25) && engine.roll_out(middle, 6.5));
    CHECK(engine.lift(1, 2) && engine.overwrite(1.25, {1, 0, 0.5}).value() > middle);
    CHECK(engine.length().value() == 10 * rate);
    CHECK(engine.begin_edits() && engine.split(3) && engine.cancel_edits());
    CHECK(engine.begin_edits() && engine.remove_ranges({{8, 9}, {0, 1}}) && engine.end_edits());
    CHECK(engine.end_edits().status() == seam::Status::InvalidState);
    std::int64_t before = engine.length().value();
    std::int64_t made[3] = {};
    const seam::Segment extra{1, 0, 0.5};
    CHECK(engine.apply_edits({seam::Edit::split(1.5), seam::Edit::insert(0, extra), seam::Edit::set_gain(seam::Edit::made_by(0), -3)}, made));
    CHECK(made[0] > middle && made[1] > made[0] && made[2] == 0 && engine.length().value() == before + rate / 2);
    CHECK(engine.undo() && engine.length().value() == before);
    auto none = engine.apply_edits({seam::Edit::split(2.5), seam::Edit::lift(2, 1)});
    CHECK(none.status() == seam::Status::InvalidArgument && std::string(none.sentence()).find("edit 1: ") == 0);
    CHECK(engine.length().value() == before);
    CHECK(engine.keep_ranges({{1, 3}}) && engine.length().value() == 2 * rate);
    auto reversed = engine.remove_ranges({{0, 1}, {2, 1}});
    CHECK(reversed.status() == seam::Status::InvalidArgument && std::string(reversed.sentence()).find("range 1: ") == 0);
    CHECK(engine.set_timeline({}) && engine.length().value() == 0);
    CHECK(engine.set_timeline({{1, 0, 10}}));
}

void frames_and_history(seam::Engine &engine)
{
    CHECK(engine.set_timeline({{1, 0, 2}, {1, 2.5, 5}, {1, 5, 8}}));
    CHECK(!engine.can_undo() && !engine.can_redo() && engine.history()->undo_steps == 0);
    CHECK(engine.clips()->size() == 1 && (*engine.clips())[0].clip == 1 && engine.track_mix(1, 0)->gain_db == -6);
    std::int64_t middle = (*engine.timeline())[1].id;
    CHECK(engine.split_frame(rate).value() > middle && engine.can_undo());
    CHECK(engine.name_edit("cut at one") && std::string(engine.history()->undo_name) == "cut at one");
    CHECK(engine.undo() && engine.can_redo() && std::string(engine.history()->redo_name) == "cut at one");
    CHECK(engine.trim_in_frame(middle, 3 * rate) && engine.trim_out_frame(middle, 5 * rate) && engine.slip_frame(middle, 2 * rate));
    CHECK(engine.slide_frames(middle, 480) && engine.roll_in_frame(middle, 2 * rate + 480) && engine.roll_out_frame(middle, 4 * rate));
    CHECK(engine.ripple_delete_frames(0, 480) && engine.lift_frames(0, 480) && engine.overwrite_frame(480, {1, 0, 0.5}).value() > middle);
    CHECK(engine.remove_ranges_frames({{0, 100}}) && engine.keep_ranges_frames({{0, 3 * rate}}) && engine.length().value() == 3 * rate);
    CHECK(engine.set_transition_frames((*engine.timeline())[1].id, SEAM_TRANSITION_LINEAR, 2400) || engine.length().value() == 3 * rate);
    CHECK(engine.set_loop_frames(0, rate) && engine.clear_loop() && engine.play_range_frames(0, rate) && engine.play_around_frames(rate, 4800, 4800));
    CHECK(engine.scrub_frame(480) && engine.pause() && engine.snap_to_quiet_frame(rate, 480).value() >= rate - 480);
    CHECK(engine.set_timeline({{1, 0, 10}}));
}

void lanes_and_transitions(seam::Engine &engine)
{
    seam::Lane lane;
    lane.gain_db = -3;
    auto first = engine.add_lane(0, lane);
    auto second = engine.add_lane(1);
    CHECK(first && second && *second > *first && engine.move_lane(*second, 0));
    CHECK(engine.lanes()->size() == 2 && (*engine.lanes())[1].id == *first && (*engine.lanes())[1].gain_db == -3);
    lane.id = *first;
    lane.extends = 1;
    CHECK(engine.set_lane(lane));
    seam::Item item(*first, 1, 9, 0, 2);
    item.fade_in_seconds = 0.5;
    auto put = engine.add_item(item);
    CHECK(put && engine.length().value() == 11 * rate);
    item.id = *put;
    item.start_seconds = 9.5;
    CHECK(engine.set_item(item) && (*engine.items(*first))[0].end_frame == 11 * rate + rate / 2);
    CHECK(engine.items(99).status() == seam::Status::NotFound);
    CHECK(engine.set_envelope(SEAM_ENVELOPE_ITEM, *put, {{0, -6}, {1, 0}}) && engine.envelope(SEAM_ENVELOPE_ITEM, *put)->size() == 2);
    CHECK(engine.set_envelope(SEAM_ENVELOPE_MASTER, 0, {{1, 0}, {1, -6}}).status() == seam::Status::InvalidArgument);
    CHECK(engine.set_ducking(*first, seam::Ducking()) && engine.ducking(*first)->amount_db == -12);
    CHECK(engine.ducking_to_envelope(*first) && engine.ducking(*first).status() == seam::Status::NotFound && engine.undo() && engine.remove_ducking(*first));
    std::array<seam::Peak, 4> columns;
    seam::PeaksView view;
    view.frames_per_column = rate;
    CHECK(engine.lane_peaks(*first, view, columns) && engine.mix_peaks(view, columns) && !engine.lane_peaks(99, view, columns));
    CHECK(engine.set_room_tone({1, 0.5, 1.5}) && engine.room_tone()->out_seconds == 1.5 && engine.remove_room_tone());
    CHECK(engine.room_tone().status() == seam::Status::NotFound);
    CHECK(engine.remove_item(*put) && engine.remove_lane(*first) && engine.remove_lane(*second));
    auto right = engine.split(5);
    CHECK(right && engine.set_transition(*right, SEAM_TRANSITION_LINEAR, 1) && engine.length().value() == 9 * rate);
    CHECK(engine.transition(*right)->overlap_seconds == 1 && engine.remove_transition(*right));
    CHECK(engine.transition(*right).status() == seam::Status::NotFound);
    CHECK(engine.set_timeline({{1, 0, 10}}));
}

void master_and_loudness(seam::Engine &engine)
{
    seam::Master master = engine.master().value();
    CHECK(master.gain_db == 0 && master.limiter == 0);
    auto before = engine.measure_loudness();
    master.gain_db = -6;
    CHECK(before && engine.set_master(master));
    auto after = engine.measure_loudness();
    CHECK(after && std::abs(after->integrated_lufs - before->integrated_lufs + 6) < 0.01);
    CHECK(engine.estimate_loudness()->known == 1);
    master.ceiling_db = 1;
    CHECK(engine.set_master(master).status() == seam::Status::InvalidArgument);
    CHECK(engine.undo());
    CHECK(engine.set_timeline({{1, 0, 2}, {0, 0, 2}, {1, 2, 4}}));
    auto silences = engine.silences();
    CHECK(silences && silences->size() == 1 && std::abs((*silences)[0].in_seconds - 2.1) < 0.01);
    CHECK(engine.remove_ranges(*silences) && engine.length().value() < 5 * rate);
    CHECK(engine.set_timeline({{1, 0, 10}}));
}

void transport_and_output(seam::Engine &engine)
{
    std::array<float, 960> block;
    CHECK(engine.wait_ready(rate, 10000));
    auto loaded = engine.loaded_ranges();
    CHECK(loaded && loaded->size() == 1 && (*loaded)[0].first_frame == 0 && (*loaded)[0].end_frame == 10 * rate);
    std::vector<seam::Peak> columns(10);
    seam::PeaksView view(0, rate);
    CHECK(engine.track_peaks(1, 0, view, columns) && !engine.track_peaks(1, 5, view, columns));
    CHECK(engine.clip_peaks(1, view, columns) && engine.timeline_peaks(view, columns));
    CHECK(columns[0].known > 0 && columns[0].max > 0.1f && columns[0].max < 0.26f);
    CHECK(engine.peaks_changes().value() > 0);
    CHECK(engine.set_anchor(SEAM_ANCHOR_CONTENT) && !engine.set_anchor(7));
    CHECK(engine.play_range(0, 0.5) && engine.play_around(0.5, 0.1, 0.1) && engine.scrub(0.25) && engine.pause());
    CHECK(engine.set_play_speed(1.5) && engine.set_play_speed(1) && !engine.set_play_speed(2.1));
    CHECK(engine.set_volume(-6) && engine.set_volume(0) && !engine.set_volume(0.5));
    CHECK(engine.set_shuttle(-2) && engine.set_shuttle(0) && !engine.set_shuttle(9));
    CHECK(!engine.play_range(1, 0) && !engine.play_around(0, -1, 0));
    CHECK(engine.seek(1) && engine.seek_frame(0) && engine.set_loop(0, 1) && engine.clear_loop());
    CHECK(engine.play());
    CHECK(engine.render(block) == seam::Status::Ok);
    CHECK(engine.render_documented(block) == seam::Status::Ok);
    CHECK(engine.render({block.data(), 2}) == seam::Status::Ok);
    CHECK(engine.set_latency(500));
    auto position = engine.position();
    CHECK(position->playing && position->playhead_frame == 961 && position->audible_frame == 461 && position->latency_frames == 500);
    CHECK(!engine.set_latency(-1));
    CHECK(engine.render_at(block, 5000000000, SEAM_EXACT_TIME) == seam::Status::Ok && engine.render_at(block, 0, 2) == seam::Status::InvalidArgument);
    seam::Clock heard;
    CHECK(engine.clock_at(5000000000, heard) == seam::Status::Ok && heard.output_frame > 0);
    CHECK(engine.pause());
    CHECK(engine.output()->is_open == 0);
    CHECK(engine.open_null_output(480, 10));
    CHECK(engine.output()->is_open == 1 && std::string(engine.output()->driver) == "null");
    CHECK(engine.render(block) == seam::Status::InvalidState);
    CHECK(engine.close_output());
    seam::Output output;
    output.driver = "no such driver";
    CHECK(!engine.open_output(output));
    CHECK(engine.stats()->blocks > 0);
    std::int64_t bins[SEAM_BLOCK_BINS], from = 0;
    CHECK(engine.block_times(bins)->blocks > 0 && engine.block_times()->max_ns > 0);
    CHECK(engine.reset_block_times() && engine.block_times()->blocks == 0);
    seam::Swap swaps[64];
    CHECK(*engine.read_swaps(from, swaps) > 0 && swaps[0].serial > 0 && from > 0);
    std::uint8_t states[3] = {9, 9, 9};
    CHECK(engine.residency(0, 480, states) && states[0] == SEAM_LOADED && states[2] == SEAM_LOADED);
}

void renders(seam::Engine &engine, const char *file)
{
    std::vector<float> one(2000), two(2000);
    CHECK(engine.render_range(100, one));
    auto held = engine.offline();
    CHECK(held);
    seam::Offline offline = std::move(held).value();
    CHECK(engine.ripple_delete(0, 5));
    CHECK(offline.render(100, two) && one == two);
    seam::Offline moved = std::move(offline);
    CHECK(moved.get() != nullptr && offline.get() == nullptr);
    CHECK(offline.render(0, two).status() == seam::Status::InvalidHandle);
    CHECK(moved.levels() && moved.levels()->frames == 0);
    CHECK(moved.close());

    seam::OfflineOptions options;
    options.flags = SEAM_MEASURE_LEVELS;
    options.first_frame = 100;
    options.frames = 1000;
    options.edge_fade_ms = 5;
    auto faded = engine.offline(options);
    CHECK(faded && faded->render(100, two));
    CHECK(two[0] == 0 && two[1998] == 0);
    CHECK(faded->levels()->frames == 1000 && faded->levels()->peak > 0 && faded->levels()->clipped_samples == 0);
    CHECK(faded->close());

    std::int64_t reported = 0;
    std::int64_t measured = 0;
    CHECK(engine.measure_loudness(0, [&](std::int64_t done, std::int64_t frames) { measured = done; return frames == 5 * rate; }));
    CHECK(measured == 5 * rate);
    CHECK(engine.measure_loudness(0, [](std::int64_t, std::int64_t) { return false; }).status() == seam::Status::Cancelled);
    CHECK(engine.meters().status() == seam::Status::InvalidState);
    CHECK(engine.set_meters(true) && engine.meters()->channels == 2 && engine.meters()->frames == 0);
    CHECK(engine.set_meters(false));
    CHECK(engine.export_wav(seam::Export(file), [&](std::int64_t done, std::int64_t frames) { reported = done; return frames == 5 * rate; }));
    CHECK(reported == 5 * rate);
    auto cancel = [](std::int64_t, std::int64_t) { return false; };
    CHECK(engine.export_wav(seam::Export(file), cancel).status() == seam::Status::Cancelled);
    const seam::Tag tags[] = {{"title", "Episode"}, {"artist", "Host"}};
    const seam::Chapter chapters[] = {{0, "First"}, {rate, "Second"}};
    seam::FileExport encoded(file);
    encoded.codec = SEAM_CODEC_WAV;
    encoded.format = SEAM_S24;
    encoded.frames = 2 * rate;
    encoded.tags = tags;
    encoded.tag_count = 2;
    encoded.chapters = chapters;
    encoded.chapter_count = 2;
    CHECK(engine.export_file(encoded, [&](std::int64_t done, std::int64_t) { reported = done; return true; }) && reported == 2 * rate);
    CHECK(engine.export_file(encoded, cancel).status() == seam::Status::Cancelled);
    encoded.codec = 99;
    CHECK(engine.export_file(encoded).status() == seam::Status::InvalidArgument);
    seam::Export part(file);
    part.frames = 10;
    part.format = SEAM_S16;
    seam::Levels levels;
    part.levels = &levels;
    CHECK(engine.export_wav(part) && levels.frames == 10);
    CHECK(engine.set_media(9, {file}));
    CHECK(engine.export_wav(part).status() == seam::Status::InvalidArgument);
    CHECK(engine.clip_streams(9, 0)->size() == 1 && std::string((*engine.clip_streams(9, 0))[0].kind) == "audio");
}

void owners(seam::Engine &engine)
{
    seam::Engine other = std::move(engine);
    CHECK(other && !engine && engine.channels() == 0);
    CHECK(engine.play().status() == seam::Status::InvalidHandle);
    CHECK(std::string(engine.play().sentence()) == "the seam_engine is NULL");
    seam_engine *handle = other.get();
    CHECK(other.destroy());
    CHECK(other.destroy().status() == seam::Status::InvalidHandle);
    CHECK(seam_play(handle) == SEAM_INVALID_HANDLE);

    seam::Config config;
    config.rate = 1;
    auto refused = seam::Engine::create(config);
    CHECK(!refused && std::strlen(refused.sentence()) > 0 && !refused.value());
    config.rate = 44100;
    config.channels = 1;
    engine = std::move(seam::Engine::create(config)).value();
    CHECK(engine.channels() == 1 && engine.stats()->rate == 44100);
#ifdef SEAMLINE_EXCEPTIONS
    try {
        engine.undo().or_throw();
        CHECK(false);
    } catch (const std::runtime_error &error) {
        CHECK(std::string(error.what()) == "there is nothing to undo");
    }
    CHECK(engine.length().or_throw() == 0);
#endif
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) return 2;
    library();
    CHECK(seam::can_start());
    auto made = seam::Engine::create();
    CHECK(made);
    seam::Engine engine = std::move(made).value();
    clips_and_edits(engine);
    frames_and_history(engine);
    lanes_and_transitions(engine);
    master_and_loudness(engine);
    transport_and_output(engine);
    renders(engine, argv[1]);
    owners(engine);
    std::puts("ok");
}
