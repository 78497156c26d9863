/*
 * Seamline for C++17: RAII over seamline.h, nothing else. Header-only; needs neither exceptions nor RTTI.
 *
 *   auto made = seam::Engine::create();
 *   if (!made) return puts(made.sentence()), 1;
 *   seam::Engine engine = std::move(made).value();
 *   if (auto done = engine.set_media(1, {"voice.m4a"}); !done) puts(done.sentence());
 *
 * Conventions
 *   Functions that can fail return a seam::Result: a status, its error message, and the value, if any. Nothing is thrown, and every
 *   function is noexcept; the compiler warns about a result that is ignored. Hosts that define SEAMLINE_EXCEPTIONS can use
 *   Result::or_throw().
 *   Owners (Engine, Offline) are move-only and release what they own. A moved-from owner is empty: its calls are refused with
 *   Status::InvalidHandle.
 *   Structs are those of seamline.h with struct_size and defaults filled in, so fields that a newer header adds have the right
 *   defaults. Spans are views: nothing is kept after the call.
 *   Units, threads and errors are documented at the functions of seamline.h that each member calls; "any" unless stated here.
 */
#ifndef SEAMLINE_HPP
#define SEAMLINE_HPP

#include "seamline.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#ifdef SEAMLINE_EXCEPTIONS
#include <stdexcept>
#include <string>
#endif

namespace seam {

/* The result of a call: seam_status as a type of its own. */
enum class Status : std::int32_t {
    Ok = SEAM_OK,
    InvalidArgument = SEAM_INVALID_ARGUMENT,
    NotFound = SEAM_NOT_FOUND,
    LimitReached = SEAM_LIMIT_REACHED,
    OutOfBudget = SEAM_OUT_OF_BUDGET,
    MediaError = SEAM_MEDIA_ERROR,
    DeviceError = SEAM_DEVICE_ERROR,
    MissingLibrary = SEAM_MISSING_LIBRARY,
    TimedOut = SEAM_TIMED_OUT,
    InvalidState = SEAM_INVALID_STATE,
    Cancelled = SEAM_CANCELLED,
    InvalidHandle = SEAM_INVALID_HANDLE,
    Internal = SEAM_INTERNAL
};

/* A pointer and a count: the parts of std::span that these calls need, for C++17. Owns nothing. */
template <class T>
class Span {
public:
    constexpr Span() noexcept = default;
    constexpr Span(T *data, std::size_t size) noexcept : data_(data), size_(size) {}

    template <std::size_t N>
    constexpr Span(T (&array)[N]) noexcept : data_(array), size_(N) {}

    /* From any contiguous container: std::vector, std::array, std::span. */
    template <class Row, class = std::enable_if_t<
                             std::is_convertible<std::remove_pointer_t<decltype(std::declval<Row &>().data())> (*)[], T (*)[]>::value>>
    constexpr Span(Row &row) noexcept : data_(row.data()), size_(row.size())
    {
    }

    template <class Row, class = std::enable_if_t<
                             std::is_convertible<std::remove_pointer_t<decltype(std::declval<const Row &>().data())> (*)[], T (*)[]>::value>>
    constexpr Span(const Row &row) noexcept : data_(row.data()), size_(row.size())
    {
    }

    /* From a braced list, valid for the duration of the call that it is an argument of. */
    template <class U = T, class = std::enable_if_t<std::is_const<U>::value>>
    constexpr Span(std::initializer_list<std::remove_const_t<T>> list) noexcept
    {
        data_ = list.begin(); /* not in the initialiser: there gcc warns that the pointer outlives the list */
        size_ = list.size();
    }

    constexpr T *data() const noexcept { return data_; }
    constexpr std::size_t size() const noexcept { return size_; }
    constexpr bool empty() const noexcept { return size_ == 0; }
    constexpr T *begin() const noexcept { return data_; }
    constexpr T *end() const noexcept { return data_ + size_; }
    constexpr T &operator[](std::size_t index) const noexcept { return data_[index]; }

private:
    T *data_ = nullptr;
    std::size_t size_ = 0;
};

/* The error message of a failure. Owns its memory; if none can be allocated, holds a fixed message instead. */
class Sentence {
public:
    Sentence() noexcept = default;

    /* The message of the engine's last failure; without an engine, of the last failed call without one. */
    static Sentence last(const seam_engine *engine) noexcept
    {
        Sentence said;
        std::size_t room = seam_last_error(engine, nullptr, 0) + 1;
        said.text_.reset(static_cast<char *>(std::malloc(room)));
        if (said.text_) {
            said.text_.get()[0] = 0;
            seam_last_error(engine, said.text_.get(), room);
        }
        return said;
    }

    /* From an existing message. */
    static Sentence of(const char *text) noexcept
    {
        Sentence said;
        std::size_t room = std::strlen(text) + 1;
        said.text_.reset(static_cast<char *>(std::malloc(room)));
        if (said.text_) std::memcpy(said.text_.get(), text, room);
        return said;
    }

    /* Never null. */
    const char *c_str() const noexcept { return text_ ? text_.get() : ""; }

private:
    struct Free {
        void operator()(char *text) const noexcept { std::free(text); }
    };
    std::unique_ptr<char, Free> text_;
};

/* The result of a call, without a value. */
template <class T = void>
class Result;

template <>
class [[nodiscard]] Result<void> {
public:
    Result() noexcept = default;
    Result(Status status, Sentence sentence) noexcept : status_(status), sentence_(std::move(sentence)) {}

    bool ok() const noexcept { return status_ == Status::Ok; }
    explicit operator bool() const noexcept { return ok(); }
    Status status() const noexcept { return status_; }

    /* Empty on success. */
    const char *sentence() const noexcept { return sentence_.c_str(); }

    /* Ignores the result explicitly. */
    void ignore() const noexcept {}

#ifdef SEAMLINE_EXCEPTIONS
    void or_throw() const
    {
        if (!ok()) throw std::runtime_error(std::string(sentence()));
    }
#endif

private:
    Status status_ = Status::Ok;
    Sentence sentence_;
};

/* The result of a call, with a value on success. */
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) noexcept : value_(std::move(value)) {}
    Result(Result<void> failure) noexcept : outcome_(std::move(failure)) {}

    bool ok() const noexcept { return outcome_.ok(); }
    explicit operator bool() const noexcept { return ok(); }
    Status status() const noexcept { return outcome_.status(); }
    const char *sentence() const noexcept { return outcome_.sentence(); }
    void ignore() const noexcept {}

    /* The value; empty after a failure, so check ok() first. */
    T &value() & noexcept { return value_; }
    const T &value() const & noexcept { return value_; }
    T &&value() && noexcept { return std::move(value_); }
    T value_or(T other) && noexcept { return ok() ? std::move(value_) : std::move(other); }
    T *operator->() noexcept { return &value_; }
    const T *operator->() const noexcept { return &value_; }
    T &operator*() & noexcept { return value_; }
    T &&operator*() && noexcept { return std::move(value_); }

#ifdef SEAMLINE_EXCEPTIONS
    T or_throw() &&
    {
        outcome_.or_throw();
        return std::move(value_);
    }
#endif

private:
    T value_{};
    Result<void> outcome_;
};

namespace detail {

/* A C status with its error message. */
inline Result<void> outcome(seam_status status, const seam_engine *engine) noexcept
{
    return status == SEAM_OK ? Result<void>() : Result<void>(static_cast<Status>(status), Sentence::last(engine));
}

template <class T>
Result<T> outcome(seam_status status, const seam_engine *engine, T value) noexcept
{
    if (status == SEAM_OK) return Result<T>(std::move(value));
    return Result<T>(outcome(status, engine));
}

inline Result<void> out_of_memory() noexcept { return Result<void>(Status::OutOfBudget, Sentence()); }

} // namespace detail

/* ---- Structs: those of seamline.h, with size and defaults filled in ---- */

struct Config : seam_config {
    Config() noexcept : seam_config()
    {
        struct_size = sizeof(seam_config);
        seam_config_default(this);
    }
};

struct Mix : seam_mix {
    Mix() noexcept : seam_mix() { struct_size = sizeof(seam_mix); }
};

/* The path must stay valid until the call that takes the track returns. */
struct Track : seam_track {
    Track() noexcept : seam_track()
    {
        struct_size = sizeof(seam_track);
        stream = SEAM_BEST_STREAM;
    }
    Track(const char *file) noexcept : Track() { path = file; }

    /* One channel of the medium, from 0, on both sides. */
    Track &play_channel(std::int32_t channel) noexcept { return choose(SEAM_CHANNELS_ONE, channel, 0); }
    /* Two channels of the medium, from 0, left and right. */
    Track &play_pair(std::int32_t left, std::int32_t right) noexcept { return choose(SEAM_CHANNELS_PAIR, left, right); }
    /* The mean of all channels, on both sides. */
    Track &play_mono() noexcept { return choose(SEAM_CHANNELS_MONO, 0, 0); }

private:
    Track &choose(std::int32_t mode, std::int32_t first, std::int32_t second) noexcept
    {
        channel_mode = mode;
        first_channel = first;
        second_channel = second;
        return *this;
    }
};

struct Segment : seam_segment {
    Segment() noexcept : seam_segment()
    {
        struct_size = sizeof(seam_segment);
        speed = 1;
        speed_mode = SEAM_SPEED_KEEP_PITCH;
    }
    Segment(std::uint32_t of_clip, double in, double out) noexcept : Segment()
    {
        clip = of_clip;
        in_seconds = in;
        out_seconds = out;
    }
};

/* A clip of the engine: its number, its tracks, its length. */
struct Clip : seam_clip {
    Clip() noexcept : seam_clip() { struct_size = sizeof(seam_clip); }
};

/* What can be undone and redone, and what it is called. */
struct History : seam_history {
    History() noexcept : seam_history() { struct_size = sizeof(seam_history); }
};

struct Source : seam_source {
    Source() noexcept : seam_source() { struct_size = sizeof(seam_source); }
};

struct Stream : seam_stream {
    Stream() noexcept : seam_stream() { struct_size = sizeof(seam_stream); }
};

struct Range : seam_range {
    Range() noexcept : seam_range() { struct_size = sizeof(seam_range); }
    Range(std::int64_t first, std::int64_t end) noexcept : Range()
    {
        first_frame = first;
        end_frame = end;
    }
};

struct EditRange : seam_edit_range {
    EditRange() noexcept : seam_edit_range() { struct_size = sizeof(seam_edit_range); }
    EditRange(double in, double out) noexcept : EditRange()
    {
        in_seconds = in;
        out_seconds = out;
    }
};

/* One edit of Engine::apply_edits: what a call of Engine with the same name does. made_by(i) names the segment that edit i of the list makes. */
struct Edit : seam_edit {
    Edit() noexcept : seam_edit() { struct_size = sizeof(seam_edit); }

    /* The segment must stay valid until apply_edits returns. */
    static Edit insert(std::uint32_t at, const Segment &segment) noexcept { return of(SEAM_EDIT_INSERT, 0, 0, 0, at, &segment); }
    static Edit delete_segment(std::int64_t segment) noexcept { return of(SEAM_EDIT_DELETE, segment, 0); }
    static Edit ripple_delete(double in, double out) noexcept { return of(SEAM_EDIT_RIPPLE_DELETE, 0, in, out); }
    static Edit lift(double in, double out) noexcept { return of(SEAM_EDIT_LIFT, 0, in, out); }
    /* As insert. */
    static Edit overwrite(double seconds, const Segment &segment) noexcept { return of(SEAM_EDIT_OVERWRITE, 0, seconds, 0, 0, &segment); }
    static Edit split(double seconds) noexcept { return of(SEAM_EDIT_SPLIT, 0, seconds); }
    static Edit trim_in(std::int64_t segment, double seconds) noexcept { return of(SEAM_EDIT_TRIM_IN, segment, seconds); }
    static Edit trim_out(std::int64_t segment, double seconds) noexcept { return of(SEAM_EDIT_TRIM_OUT, segment, seconds); }
    static Edit roll_in(std::int64_t segment, double seconds) noexcept { return of(SEAM_EDIT_ROLL_IN, segment, seconds); }
    static Edit roll_out(std::int64_t segment, double seconds) noexcept { return of(SEAM_EDIT_ROLL_OUT, segment, seconds); }
    static Edit slip(std::int64_t segment, double seconds) noexcept { return of(SEAM_EDIT_SLIP, segment, seconds); }
    static Edit slide(std::int64_t segment, double seconds) noexcept { return of(SEAM_EDIT_SLIDE, segment, seconds); }
    static Edit move_segment(std::int64_t segment, std::uint32_t to) noexcept { return of(SEAM_EDIT_MOVE, segment, 0, 0, to); }
    static Edit set_gain(std::int64_t segment, double decibels) noexcept { return of(SEAM_EDIT_GAIN, segment, decibels); }
    static Edit set_muted(std::int64_t segment, bool on) noexcept
    {
        Edit edit = of(SEAM_EDIT_MUTE, segment, 0);
        edit.muted = on ? 1 : 0;
        return edit;
    }
    static Edit set_speed(std::int64_t segment, double speed) noexcept { return of(SEAM_EDIT_SPEED, segment, speed); }
    static Edit set_speed_mode(std::int64_t segment, std::int32_t mode) noexcept
    {
        return of(SEAM_EDIT_SPEED_MODE, segment, 0, 0, static_cast<std::uint32_t>(mode));
    }
    static std::int64_t made_by(std::uint32_t edit) noexcept { return -1 - static_cast<std::int64_t>(edit); }

private:
    static Edit of(std::int32_t kind, std::int64_t segment, double value, double end = 0, std::uint32_t index = 0, const seam_segment *with = nullptr) noexcept
    {
        Edit edit;
        edit.kind = kind;
        edit.segment = segment;
        edit.value = value;
        edit.end_seconds = end;
        edit.index = index;
        edit.with = with;
        return edit;
    }
};

struct Position : seam_position {
    Position() noexcept : seam_position() { struct_size = sizeof(seam_position); }
};

/* The default device of the system's default driver, in real time. */
struct Output : seam_output {
    Output() noexcept : seam_output()
    {
        struct_size = sizeof(seam_output);
        time_scale = 1;
    }
};

struct OutputInfo : seam_output_info {
    OutputInfo() noexcept : seam_output_info() { struct_size = sizeof(seam_output_info); }
};

struct Clock : seam_clock {
    Clock() noexcept : seam_clock() { struct_size = sizeof(seam_clock); }
};

struct Event : seam_event {
    Event() noexcept : seam_event() { struct_size = sizeof(seam_event); }
};

struct Device : seam_device {
    Device() noexcept : seam_device() { struct_size = sizeof(seam_device); }
};

struct Levels : seam_levels {
    Levels() noexcept : seam_levels() { struct_size = sizeof(seam_levels); }
};

/* Unity gain, no limiter. */
struct Master : seam_master {
    Master() noexcept : seam_master()
    {
        struct_size = sizeof(seam_master);
        ceiling_db = -1;
    }
};

struct Loudness : seam_loudness {
    Loudness() noexcept : seam_loudness() { struct_size = sizeof(seam_loudness); }
};

struct Meters : seam_meters {
    Meters() noexcept : seam_meters() { struct_size = sizeof(seam_meters); }
};

/* Pauses in speech: the defaults of seam_silence_options_default. */
struct SilenceOptions : seam_silence_options {
    SilenceOptions() noexcept : seam_silence_options()
    {
        struct_size = sizeof(seam_silence_options);
        threshold_db = -50;
        min_seconds = 0.5;
        margin_seconds = 0.1;
    }
};

/* The whole timeline, without a fade. */
struct OfflineOptions : seam_offline_options {
    OfflineOptions() noexcept : seam_offline_options()
    {
        struct_size = sizeof(seam_offline_options);
        frames = SEAM_TO_THE_END;
    }
};

/* The whole timeline, 32-bit float. The path must stay valid until the call returns; for progress see Engine::export_wav. */
struct Export : seam_export {
    Export() noexcept : seam_export()
    {
        struct_size = sizeof(seam_export);
        frames = SEAM_TO_THE_END;
    }
    explicit Export(const char *file) noexcept : Export() { path = file; }
};

/* A tag of an exported file. The texts must stay valid until the export returns. */
struct Tag : seam_tag {
    Tag() noexcept : seam_tag() { struct_size = sizeof(seam_tag); }
    Tag(const char *name, const char *text) noexcept : Tag()
    {
        key = name;
        value = text;
    }
};

/* A chapter of an exported file, from a timeline frame on. The title must stay valid until the export returns. */
struct Chapter : seam_chapter {
    Chapter() noexcept : seam_chapter() { struct_size = sizeof(seam_chapter); }
    Chapter(std::int64_t first_frame, const char *name) noexcept : Chapter()
    {
        frame = first_frame;
        title = name;
    }
};

/* The whole timeline, encoded as the extension says. The path must stay valid until the call returns; for progress see Engine::export_file. */
struct FileExport : seam_file_export {
    FileExport() noexcept : seam_file_export()
    {
        struct_size = sizeof(seam_file_export);
        frames = SEAM_TO_THE_END;
    }
    explicit FileExport(const char *file) noexcept : FileExport() { path = file; }
};

/* All channels combined. */
struct PeaksView : seam_peaks_view {
    PeaksView() noexcept : seam_peaks_view()
    {
        struct_size = sizeof(seam_peaks_view);
        channel = SEAM_ALL_CHANNELS;
        frames_per_column = 1;
    }
    PeaksView(double first, double per_column) noexcept : PeaksView()
    {
        first_frame = first;
        frames_per_column = per_column;
    }
};

struct Peak : seam_peak {
    Peak() noexcept : seam_peak() { struct_size = sizeof(seam_peak); }
};

struct BlockTimes : seam_block_times {
    BlockTimes() noexcept : seam_block_times() { struct_size = sizeof(seam_block_times); }
};

struct Lane : seam_lane {
    Lane() noexcept : seam_lane() { struct_size = sizeof(seam_lane); }
};

struct Item : seam_item {
    Item() noexcept : seam_item()
    {
        struct_size = sizeof(seam_item);
        fade_in_curve = SEAM_FADE_LINEAR;
        fade_out_curve = SEAM_FADE_LINEAR;
    }
    Item(std::int64_t on_lane, std::uint32_t of_clip, double start, double in, double out) noexcept : Item()
    {
        lane = on_lane;
        clip = of_clip;
        start_seconds = start;
        in_seconds = in;
        out_seconds = out;
    }
};

struct Transition : seam_transition {
    Transition() noexcept : seam_transition() { struct_size = sizeof(seam_transition); }
};

/* Music under speech: -12 dB from -30 dB of full scale on, 1 s hold, 0.25 s fall, 0.5 s rise. */
struct Ducking : seam_ducking {
    Ducking() noexcept : seam_ducking()
    {
        struct_size = sizeof(seam_ducking);
        amount_db = -12;
        threshold_db = -30;
        hold_seconds = 1;
        fall_seconds = 0.25;
        rise_seconds = 0.5;
    }
};

struct RoomTone : seam_room_tone {
    RoomTone() noexcept : seam_room_tone()
    {
        struct_size = sizeof(seam_room_tone);
        crossfade_seconds = 0.1;
    }
    RoomTone(std::uint32_t of_clip, double from_seconds, double to_seconds) noexcept : RoomTone()
    {
        clip = of_clip;
        in_seconds = from_seconds;
        out_seconds = to_seconds;
    }
};

struct EnvelopePoint : seam_envelope_point {
    EnvelopePoint() noexcept : seam_envelope_point() { struct_size = sizeof(seam_envelope_point); }
    EnvelopePoint(double at_seconds, double decibels) noexcept : EnvelopePoint()
    {
        seconds = at_seconds;
        gain_db = decibels;
    }
};

struct Swap : seam_swap {
    Swap() noexcept : seam_swap() { struct_size = sizeof(seam_swap); }
};

struct Stats : seam_stats {
    Stats() noexcept : seam_stats() { struct_size = sizeof(seam_stats); }
};

/* Arrays of these are passed to C unchanged. */
static_assert(sizeof(Track) == sizeof(seam_track) && sizeof(Segment) == sizeof(seam_segment) && sizeof(Device) == sizeof(seam_device)
                  && sizeof(Range) == sizeof(seam_range) && sizeof(Swap) == sizeof(seam_swap) && sizeof(Stream) == sizeof(seam_stream) && sizeof(Peak) == sizeof(seam_peak)
                  && sizeof(EditRange) == sizeof(seam_edit_range) && sizeof(Clip) == sizeof(seam_clip) && sizeof(Edit) == sizeof(seam_edit) && sizeof(Lane) == sizeof(seam_lane)
                  && sizeof(Item) == sizeof(seam_item) && sizeof(EnvelopePoint) == sizeof(seam_envelope_point),
              "the structs of C++ are those of C");

/* A segment and its index. */
struct Placed {
    Segment segment;
    std::uint32_t index = 0;
};

/* ---- Library ---- */

/* Whether the library can start in this process. Call it first: if the library cannot start, any other call ends the process. */
inline Result<> can_start() noexcept
{
    char text[256];
    if (seam_can_start(text, sizeof text) != 0) return Result<>();
    return Result<>(Status::OutOfBudget, Sentence::of(text));
}

inline std::uint32_t abi_version() noexcept { return seam_abi_version(); }
inline const char *version() noexcept { return seam_version(); }
inline int vector_bits() noexcept { return seam_vector_bits(); }
inline bool cpu_supported() noexcept { return seam_cpu_supported() != 0; }

/* Whether this header was written for the loaded library. */
inline bool abi_matches() noexcept { return seam_abi_version() == SEAM_ABI_VERSION; }

/* An owned array, without exceptions, in which lists of segments or devices are returned. */
template <class T>
class Rows {
public:
    Rows() noexcept = default;
    explicit Rows(std::size_t size) noexcept : rows_(new (std::nothrow) T[size]), size_(rows_ ? size : 0) {}

    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    const T *data() const noexcept { return rows_.get(); }
    T *data() noexcept { return rows_.get(); }
    const T *begin() const noexcept { return rows_.get(); }
    const T *end() const noexcept { return rows_.get() + size_; }
    const T &operator[](std::size_t index) const noexcept { return rows_[index]; }

    /* Reduces the size to the number of elements received. */
    void shrink(std::size_t size) noexcept { size_ = size < size_ ? size : size_; }

private:
    std::unique_ptr<T[]> rows_;
    std::size_t size_ = 0;
};

namespace detail {

/* Gets the count, then the elements. The count may change in between: fewer are returned as they are, more are left for the next call. */
template <class Row, class Get>
Result<Rows<Row>> rows(const seam_engine *engine, Get get) noexcept
{
    std::uint32_t count = 0;
    seam_status status = get(nullptr, 0, &count);
    if (status != SEAM_OK) return outcome(status, engine);
    Rows<Row> found(count);
    if (found.size() != count) return out_of_memory();
    status = get(found.data(), count, &count);
    if (status != SEAM_OK) return outcome(status, engine);
    found.shrink(count);
    return found;
}

} // namespace detail

/* The devices of a driver, the default first. */
inline Result<Rows<Device>> output_devices(const char *driver = nullptr) noexcept
{
    return detail::rows<Device>(nullptr, [driver](seam_device *rows, std::uint32_t capacity, std::uint32_t *count) noexcept {
        return seam_output_devices(driver, rows, capacity, count);
    });
}

/* ---- Offline render: the timeline at the time of its creation ---- */

class Offline {
public:
    Offline() noexcept = default;
    Offline(Offline &&other) noexcept
        : engine_(std::exchange(other.engine_, nullptr)), handle_(std::exchange(other.handle_, nullptr)), channels_(other.channels_)
    {
    }
    Offline &operator=(Offline &&other) noexcept
    {
        Offline moved(std::move(other));
        std::swap(engine_, moved.engine_);
        std::swap(handle_, moved.handle_);
        std::swap(channels_, moved.channels_);
        return *this;
    }
    Offline(const Offline &) = delete;
    Offline &operator=(const Offline &) = delete;
    ~Offline()
    {
        if (handle_) seam_offline_close(handle_);
    }

    /* Renders as many whole frames as fit. One thread at a time. */
    Result<> render(std::int64_t first_frame, Span<float> interleaved) noexcept
    {
        std::uint64_t frames = channels_ > 0 ? interleaved.size() / static_cast<std::size_t>(channels_) : 0;
        return detail::outcome(seam_offline_render(handle_, first_frame, interleaved.data(), frames), handle_ ? engine_ : nullptr);
    }

    /* Levels of everything rendered so far; all zero without SEAM_MEASURE_LEVELS. */
    Result<Levels> levels() const noexcept
    {
        Levels filled;
        seam_status status = seam_offline_levels(handle_, &filled);
        if (status != SEAM_OK) return detail::outcome(status, handle_ ? engine_ : nullptr);
        return filled;
    }

    /* Releases it before the end of its lifetime. */
    Result<> close() noexcept
    {
        seam_offline *handle = std::exchange(handle_, nullptr);
        return detail::outcome(seam_offline_close(handle), nullptr);
    }

    seam_offline *get() const noexcept { return handle_; }

private:
    friend class Engine;
    Offline(seam_engine *engine, seam_offline *handle, std::int32_t channels) noexcept
        : engine_(engine), handle_(handle), channels_(channels)
    {
    }

    seam_engine *engine_ = nullptr;
    seam_offline *handle_ = nullptr;
    std::int32_t channels_ = 0;
};

/* ---- Engine ---- */

class Engine {
public:
    /* Empty; create() makes an engine. */
    Engine() noexcept = default;

    static Result<Engine> create(const Config &config = Config()) noexcept
    {
        seam_engine *handle = nullptr;
        seam_status status = seam_create(&config, &handle);
        if (status != SEAM_OK) return detail::outcome(status, nullptr);
        return Engine(handle, config.channels);
    }

    Engine(Engine &&other) noexcept : handle_(std::exchange(other.handle_, nullptr)), channels_(std::exchange(other.channels_, 0)) {}
    Engine &operator=(Engine &&other) noexcept
    {
        Engine moved(std::move(other));
        std::swap(handle_, moved.handle_);
        std::swap(channels_, moved.channels_);
        return *this;
    }
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    /* Closes the output and waits for calls and blocks in progress. */
    ~Engine()
    {
        if (handle_) seam_destroy(handle_);
    }

    Result<> destroy() noexcept
    {
        seam_engine *handle = std::exchange(handle_, nullptr);
        return detail::outcome(seam_destroy(handle), nullptr);
    }

    explicit operator bool() const noexcept { return handle_ != nullptr; }

    /* The C handle, still owned by this object. */
    seam_engine *get() const noexcept { return handle_; }

    /* Number of interleaved channels in everything that is rendered. */
    int channels() const noexcept { return channels_; }

    /* The error message of the last failed call on this engine, on any thread. */
    Sentence last_error() const noexcept { return Sentence::last(handle_); }

    /* -- Clips -- */

    Result<> set_media(std::uint32_t clip, Span<const Track> tracks) noexcept
    {
        return of(seam_clip_set_media(handle_, clip, tracks.data(), count_of(tracks)));
    }

    /* Copies whole frames of interleaved samples. */
    Result<> set_pcm(std::uint32_t clip, Span<const float> interleaved, int channels, int rate) noexcept
    {
        std::uint64_t frames = channels > 0 ? interleaved.size() / static_cast<std::size_t>(channels) : 0;
        return of(seam_clip_set_pcm(handle_, clip, interleaved.data(), frames, channels, rate));
    }

    Result<> remove_clip(std::uint32_t clip) noexcept { return of(seam_clip_remove(handle_, clip)); }

    Result<> set_track_mix(std::uint32_t clip, std::uint32_t track, const Mix &mix) noexcept
    {
        return of(seam_clip_set_track_mix(handle_, clip, track, &mix));
    }

    Result<Mix> track_mix(std::uint32_t clip, std::uint32_t track) const noexcept
    {
        Mix mix;
        seam_status status = seam_clip_get_track_mix(handle_, clip, track, &mix);
        return detail::outcome(status, handle_, mix);
    }

    /* The clips, by number. */
    Result<Rows<Clip>> clips() const noexcept
    {
        return detail::rows<Clip>(handle_, [this](seam_clip *rows, std::uint32_t capacity, std::uint32_t *count) noexcept {
            return seam_clip_list(handle_, rows, capacity, count);
        });
    }

    Result<std::int64_t> clip_frames(std::uint32_t clip) const noexcept
    {
        std::int64_t frames = 0;
        seam_status status = seam_clip_frames(handle_, clip, &frames);
        return detail::outcome(status, handle_, frames);
    }

    Result<> measure_clip(std::uint32_t clip) noexcept { return of(seam_clip_measure(handle_, clip)); }

    /* Reopens the clip's media files. */
    Result<> invalidate_clip(std::uint32_t clip) noexcept { return of(seam_clip_invalidate(handle_, clip)); }

    /* The number of media files of a clip, or of all clips for 0, that have changed or are missing. */
    Result<std::uint32_t> check_media(std::uint32_t clip = 0) noexcept
    {
        std::uint32_t changed = 0;
        seam_status status = seam_media_check(handle_, clip, &changed);
        return detail::outcome(status, handle_, changed);
    }

    Result<Source> clip_source(std::uint32_t clip, std::uint32_t track) const noexcept
    {
        Source source;
        seam_status status = seam_clip_source(handle_, clip, track, &source);
        return detail::outcome(status, handle_, source);
    }

    /* The streams of the file that a track belongs to; none for host samples. */
    Result<Rows<Stream>> clip_streams(std::uint32_t clip, std::uint32_t track) const noexcept
    {
        return detail::rows<Stream>(handle_, [this, clip, track](seam_stream *rows, std::uint32_t capacity, std::uint32_t *count) noexcept {
            return seam_clip_streams(handle_, clip, track, rows, capacity, count);
        });
    }

    /* -- Timeline -- */

    Result<> set_timeline(Span<const Segment> segments) noexcept
    {
        return of(seam_timeline_set(handle_, segments.data(), count_of(segments)));
    }

    Result<Rows<Segment>> timeline() const noexcept
    {
        return detail::rows<Segment>(handle_, [this](seam_segment *rows, std::uint32_t capacity, std::uint32_t *count) noexcept {
            return seam_timeline_get(handle_, rows, capacity, count);
        });
    }

    Result<Placed> segment_at(std::int64_t frame) const noexcept
    {
        Placed placed;
        seam_status status = seam_segment_at(handle_, frame, &placed.segment, &placed.index);
        return detail::outcome(status, handle_, placed);
    }

    Result<std::int64_t> length() const noexcept
    {
        std::int64_t frames = 0;
        seam_status status = seam_length(handle_, &frames);
        return detail::outcome(status, handle_, frames);
    }

    /* The new segment's identity. */
    Result<std::int64_t> insert(std::uint32_t index, const Segment &segment) noexcept
    {
        std::int64_t id = 0;
        seam_status status = seam_insert(handle_, index, &segment, &id);
        return detail::outcome(status, handle_, id);
    }

    /* The right part's identity. */
    Result<std::int64_t> split(double seconds) noexcept
    {
        std::int64_t id = 0;
        seam_status status = seam_split(handle_, seconds, &id);
        return detail::outcome(status, handle_, id);
    }

    Result<> ripple_delete(double in_seconds, double out_seconds) noexcept
    {
        return of(seam_ripple_delete(handle_, in_seconds, out_seconds));
    }

    /* -- The same in frames: of the timeline, or of the clip -- */

    Result<std::int64_t> split_frame(std::int64_t frame) noexcept
    {
        std::int64_t id = 0;
        seam_status status = seam_split_frame(handle_, frame, &id);
        return detail::outcome(status, handle_, id);
    }
    Result<> ripple_delete_frames(std::int64_t in, std::int64_t out) noexcept { return of(seam_ripple_delete_frames(handle_, in, out)); }
    Result<> trim_in_frame(std::int64_t segment, std::int64_t in) noexcept { return of(seam_trim_in_frame(handle_, segment, in)); }
    Result<> trim_out_frame(std::int64_t segment, std::int64_t out) noexcept { return of(seam_trim_out_frame(handle_, segment, out)); }
    Result<> lift_frames(std::int64_t in, std::int64_t out) noexcept { return of(seam_lift_frames(handle_, in, out)); }
    Result<std::int64_t> overwrite_frame(std::int64_t frame, const Segment &segment) noexcept
    {
        std::int64_t id = 0;
        seam_status status = seam_overwrite_frame(handle_, frame, &segment, &id);
        return detail::outcome(status, handle_, id);
    }
    Result<> roll_in_frame(std::int64_t segment, std::int64_t in) noexcept { return of(seam_roll_in_frame(handle_, segment, in)); }
    Result<> roll_out_frame(std::int64_t segment, std::int64_t out) noexcept { return of(seam_roll_out_frame(handle_, segment, out)); }
    Result<> slip_frame(std::int64_t segment, std::int64_t in) noexcept { return of(seam_slip_frame(handle_, segment, in)); }
    Result<> slide_frames(std::int64_t segment, std::int64_t frames) noexcept { return of(seam_slide_frames(handle_, segment, frames)); }
    Result<> remove_ranges_frames(Span<const Range> ranges) noexcept
    {
        return of(seam_remove_ranges_frames(handle_, ranges.data(), count_of(ranges)));
    }
    Result<> keep_ranges_frames(Span<const Range> ranges) noexcept
    {
        return of(seam_keep_ranges_frames(handle_, ranges.data(), count_of(ranges)));
    }
    Result<> set_transition_frames(std::int64_t segment, std::int32_t kind, std::int64_t frames) noexcept
    {
        return of(seam_set_transition_frames(handle_, segment, kind, frames));
    }
    Result<> set_loop_frames(std::int64_t in, std::int64_t out) noexcept { return of(seam_set_loop_frames(handle_, in, out)); }
    Result<> play_range_frames(std::int64_t in, std::int64_t out) noexcept { return of(seam_play_range_frames(handle_, in, out)); }
    Result<> play_around_frames(std::int64_t frame, std::int64_t before, std::int64_t after) noexcept
    {
        return of(seam_play_around_frames(handle_, frame, before, after));
    }
    Result<> scrub_frame(std::int64_t frame) noexcept { return of(seam_scrub_frame(handle_, frame)); }
    Result<std::int64_t> snap_to_quiet_frame(std::int64_t frame, std::int64_t within) const noexcept
    {
        std::int64_t quietest = frame;
        seam_status status = seam_snap_to_quiet_frame(handle_, frame, within, &quietest);
        return detail::outcome(status, handle_, quietest);
    }

    /* -- Edits in seconds, by segment -- */

    Result<> delete_segment(std::int64_t segment) noexcept { return of(seam_delete_segment(handle_, segment)); }
    Result<> move_segment(std::int64_t segment, std::uint32_t index) noexcept { return of(seam_move_segment(handle_, segment, index)); }
    Result<> trim_in(std::int64_t segment, double in_seconds) noexcept { return of(seam_trim_in(handle_, segment, in_seconds)); }
    Result<> trim_out(std::int64_t segment, double out_seconds) noexcept { return of(seam_trim_out(handle_, segment, out_seconds)); }
    Result<> set_gain(std::int64_t segment, double decibels) noexcept { return of(seam_set_segment_gain(handle_, segment, decibels)); }
    Result<> set_muted(std::int64_t segment, bool muted) noexcept { return of(seam_set_segment_muted(handle_, segment, muted)); }
    Result<> set_speed(std::int64_t segment, double speed) noexcept
    {
        return of(seam_set_segment_speed(handle_, segment, speed));
    }
    Result<> set_speed(std::int64_t segment, double speed, std::int32_t mode) noexcept
    {
        return of(seam_set_segment_speed_mode(handle_, segment, speed, mode));
    }
    Result<> lift(double in_seconds, double out_seconds) noexcept { return of(seam_lift(handle_, in_seconds, out_seconds)); }

    /* The new segment's identity. */
    Result<std::int64_t> overwrite(double seconds, const Segment &segment) noexcept
    {
        std::int64_t id = 0;
        seam_status status = seam_overwrite(handle_, seconds, &segment, &id);
        return detail::outcome(status, handle_, id);
    }

    Result<> roll_in(std::int64_t segment, double in_seconds) noexcept { return of(seam_roll_in(handle_, segment, in_seconds)); }
    Result<> roll_out(std::int64_t segment, double out_seconds) noexcept { return of(seam_roll_out(handle_, segment, out_seconds)); }
    Result<> slip(std::int64_t segment, double in_seconds) noexcept { return of(seam_slip(handle_, segment, in_seconds)); }
    Result<> slide(std::int64_t segment, double seconds) noexcept { return of(seam_slide(handle_, segment, seconds)); }
    Result<> remove_ranges(Span<const EditRange> ranges) noexcept
    {
        return of(seam_remove_ranges(handle_, ranges.data(), count_of(ranges)));
    }
    Result<> keep_ranges(Span<const EditRange> ranges) noexcept { return of(seam_keep_ranges(handle_, ranges.data(), count_of(ranges))); }

    /* Edits in order, as one undo step and one publication; all or none. */
    Result<> apply_edits(Span<const Edit> edits) noexcept { return of(seam_apply_edits(handle_, edits.data(), count_of(edits), nullptr)); }

    /* The same; new_ids has room for one id per edit and receives the identity of each new segment, 0 where an edit makes none. */
    Result<> apply_edits(Span<const Edit> edits, std::int64_t *new_ids) noexcept
    {
        return of(seam_apply_edits(handle_, edits.data(), count_of(edits), new_ids));
    }

    /* Edits until end_edits form one undo step and one publication. */
    Result<> begin_edits() noexcept { return of(seam_begin_edits(handle_)); }
    Result<> end_edits() noexcept { return of(seam_end_edits(handle_)); }
    Result<> cancel_edits() noexcept { return of(seam_cancel_edits(handle_)); }

    bool can_undo() const noexcept { return seam_can_undo(handle_) != 0; }
    bool can_redo() const noexcept { return seam_can_redo(handle_) != 0; }
    Result<History> history() const noexcept
    {
        History now;
        seam_status status = seam_get_history(handle_, &now);
        return detail::outcome(status, handle_, now);
    }

    /* Names the last edit, or the open edit group, for history(). */
    Result<> name_edit(const char *name) noexcept { return of(seam_name_edit(handle_, name)); }

    /* -- Lanes, transitions, envelopes -- */

    /* The new lane's identity. */
    Result<std::int64_t> add_lane(std::uint32_t index, const Lane &lane = Lane()) noexcept
    {
        std::int64_t id = 0;
        seam_status status = seam_add_lane(handle_, index, &lane, &id);
        return detail::outcome(status, handle_, id);
    }
    Result<> set_lane(const Lane &lane) noexcept { return of(seam_set_lane(handle_, &lane)); }
    Result<> move_lane(std::int64_t lane, std::uint32_t index) noexcept { return of(seam_move_lane(handle_, lane, index)); }
    Result<> remove_lane(std::int64_t lane) noexcept { return of(seam_remove_lane(handle_, lane)); }
    Result<Rows<Lane>> lanes() const noexcept
    {
        return detail::rows<Lane>(handle_, [this](seam_lane *rows, std::uint32_t capacity, std::uint32_t *count) noexcept {
            return seam_get_lanes(handle_, rows, capacity, count);
        });
    }

    /* The new item's identity. */
    Result<std::int64_t> add_item(const Item &item) noexcept
    {
        std::int64_t id = 0;
        seam_status status = seam_add_item(handle_, &item, &id);
        return detail::outcome(status, handle_, id);
    }
    Result<> set_item(const Item &item) noexcept { return of(seam_set_item(handle_, &item)); }
    Result<> remove_item(std::int64_t item) noexcept { return of(seam_remove_item(handle_, item)); }
    Result<Rows<Item>> items(std::int64_t lane) const noexcept
    {
        return detail::rows<Item>(handle_, [this, lane](seam_item *rows, std::uint32_t capacity, std::uint32_t *count) noexcept {
            return seam_get_items(handle_, lane, rows, capacity, count);
        });
    }

    Result<> set_transition(std::int64_t segment, std::int32_t kind, double seconds) noexcept
    {
        return of(seam_set_transition(handle_, segment, kind, seconds));
    }
    Result<> remove_transition(std::int64_t segment) noexcept { return of(seam_remove_transition(handle_, segment)); }
    Result<Transition> transition(std::int64_t segment) const noexcept
    {
        Transition found;
        seam_status status = seam_get_transition(handle_, segment, &found);
        return detail::outcome(status, handle_, found);
    }

    Result<> set_envelope(std::int32_t owner, std::int64_t id, Span<const EnvelopePoint> points) noexcept
    {
        return of(seam_set_envelope(handle_, owner, id, points.data(), count_of(points)));
    }
    Result<Rows<EnvelopePoint>> envelope(std::int32_t owner, std::int64_t id) const noexcept
    {
        return detail::rows<EnvelopePoint>(handle_, [this, owner, id](seam_envelope_point *rows, std::uint32_t capacity, std::uint32_t *count) noexcept {
            return seam_get_envelope(handle_, owner, id, rows, capacity, count);
        });
    }

    Result<> set_ducking(std::int64_t lane, const Ducking &ducking) noexcept { return of(seam_set_ducking(handle_, lane, &ducking)); }
    Result<> remove_ducking(std::int64_t lane) noexcept { return of(seam_set_ducking(handle_, lane, nullptr)); }
    Result<Ducking> ducking(std::int64_t lane) const noexcept
    {
        Ducking found;
        seam_status status = seam_get_ducking(handle_, lane, &found);
        return detail::outcome(status, handle_, found);
    }
    Result<> ducking_to_envelope(std::int64_t lane) noexcept { return of(seam_ducking_to_envelope(handle_, lane)); }

    Result<> set_room_tone(const RoomTone &tone) noexcept { return of(seam_set_room_tone(handle_, &tone)); }
    Result<> remove_room_tone() noexcept { return of(seam_set_room_tone(handle_, nullptr)); }
    Result<RoomTone> room_tone() const noexcept
    {
        RoomTone found;
        seam_status status = seam_get_room_tone(handle_, &found);
        return detail::outcome(status, handle_, found);
    }

    Result<> undo() noexcept { return of(seam_undo(handle_)); }
    Result<> redo() noexcept { return of(seam_redo(handle_)); }

    /* -- Transport -- */

    Result<> play() noexcept { return of(seam_play(handle_)); }
    Result<> pause() noexcept { return of(seam_pause(handle_)); }
    Result<> seek(double seconds) noexcept { return of(seam_seek(handle_, seconds)); }
    Result<> seek_frame(std::int64_t frame) noexcept { return of(seam_seek_frame(handle_, frame)); }
    Result<> set_loop(double in_seconds, double out_seconds) noexcept { return of(seam_set_loop(handle_, in_seconds, out_seconds)); }
    Result<> clear_loop() noexcept { return of(seam_clear_loop(handle_)); }
    Result<> play_range(double in_seconds, double out_seconds) noexcept { return of(seam_play_range(handle_, in_seconds, out_seconds)); }
    Result<> play_around(double seconds, double before_seconds, double after_seconds) noexcept
    {
        return of(seam_play_around(handle_, seconds, before_seconds, after_seconds));
    }
    Result<> scrub(double seconds) noexcept { return of(seam_scrub(handle_, seconds)); }
    Result<> set_play_speed(double speed) noexcept { return of(seam_set_play_speed(handle_, speed)); }
    Result<> set_volume(double decibels) noexcept { return of(seam_set_volume(handle_, decibels)); }
    Result<> set_shuttle(double speed) noexcept { return of(seam_set_shuttle(handle_, speed)); }

    /* SEAM_ANCHOR_FRAME or SEAM_ANCHOR_CONTENT. */
    Result<> set_anchor(std::int32_t anchor) noexcept { return of(seam_set_anchor(handle_, anchor)); }

    Result<Position> position() const noexcept
    {
        Position now;
        seam_status status = seam_get_position(handle_, &now);
        return detail::outcome(status, handle_, now);
    }

    /* -- Output -- */

    Result<> open_output(const Output &output = Output()) noexcept { return of(seam_output_open(handle_, &output)); }
    Result<> open_null_output(std::uint32_t block_frames, double speed) noexcept
    {
        return of(seam_output_open_null(handle_, block_frames, speed));
    }
    Result<> close_output() noexcept { return of(seam_output_close(handle_)); }

    Result<OutputInfo> output() const noexcept
    {
        OutputInfo info;
        seam_status status = seam_get_output(handle_, &info);
        return detail::outcome(status, handle_, info);
    }

    Result<> set_latency(std::int64_t frames) noexcept { return of(seam_set_latency(handle_, frames)); }
    Result<> set_output_latency(std::int64_t frames) noexcept { return of(seam_set_output_latency(handle_, frames)); }

    /* -- The audible clock, and events -- */

    /* What is heard at a host time. Real-time safe, any thread: no Result, whose message would allocate. */
    Status clock_at(std::int64_t host_ns, Clock &clock) const noexcept
    {
        clock.struct_size = sizeof(seam_clock);
        return static_cast<Status>(seam_clock_at(handle_, host_ns, &clock));
    }

    /* The host's clock, ns. Real-time safe, any thread. */
    Status clock_now(std::int64_t &host_ns) const noexcept { return static_cast<Status>(seam_clock_now(handle_, &host_ns)); }

    /* A clock of the host's is at a timeline frame: playback follows it. How far what is heard is ahead of it, s. */
    Result<double> follow(std::int64_t host_ns, double timeline_frame) noexcept
    {
        double error = 0;
        seam_status status = seam_follow(handle_, host_ns, timeline_frame, &error, nullptr);
        return detail::outcome(status, handle_, error);
    }

    Result<> end_follow() noexcept { return of(seam_end_follow(handle_)); }

    /* The oldest event; Status::TimedOut if there is none in time. */
    Result<Event> next_event(std::int32_t timeout_ms = 0) noexcept
    {
        Event event;
        seam_status status = seam_next_event(handle_, &event, timeout_ms);
        return detail::outcome(status, handle_, event);
    }

    /* -- Rendering -- */

    /*
     * Renders as many whole frames as fit. Thread: render, any one at a time; real-time safe. Returns a bare status, without an
     * error message.
     */
    Status render(Span<float> interleaved) const noexcept
    {
        std::size_t frames = channels_ > 0 ? interleaved.size() / static_cast<std::size_t>(channels_) : 0;
        return static_cast<Status>(seam_render(handle_, interleaved.data(), static_cast<std::uint32_t>(frames)));
    }

    /* As render, and the first frame will be heard at a time of the host's clock. flags: 0 or SEAM_EXACT_TIME. Real-time safe. */
    Status render_at(Span<float> interleaved, std::int64_t heard_ns, std::uint32_t flags = 0) const noexcept
    {
        std::size_t frames = channels_ > 0 ? interleaved.size() / static_cast<std::size_t>(channels_) : 0;
        return static_cast<Status>(seam_render_at(handle_, interleaved.data(), static_cast<std::uint32_t>(frames), heard_ns, flags));
    }

    /* Renders the same bits through the runtime's documented entry; not real-time safe. */
    Status render_documented(Span<float> interleaved) const noexcept
    {
        std::size_t frames = channels_ > 0 ? interleaved.size() / static_cast<std::size_t>(channels_) : 0;
        return static_cast<Status>(seam_render_documented(handle_, interleaved.data(), static_cast<std::uint32_t>(frames)));
    }

    /* Renders as many whole frames as fit, independently of playback. flags: 0 or SEAM_SILENCE_FOR_ERRORS. */
    Result<> render_range(std::int64_t first_frame, Span<float> interleaved, std::uint32_t flags = 0) noexcept
    {
        std::uint64_t frames = channels_ > 0 ? interleaved.size() / static_cast<std::size_t>(channels_) : 0;
        return of(seam_render_range(handle_, first_frame, interleaved.data(), frames, flags));
    }

    /* Captures the current timeline for offline rendering. Ends with the engine at the latest. */
    Result<Offline> offline(std::uint32_t flags = 0) noexcept
    {
        seam_offline *made = nullptr;
        seam_status status = seam_offline_open(handle_, flags, &made);
        if (status != SEAM_OK) return failed(status);
        return Offline(handle_, made, channels_);
    }

    /* The same, with a fade at both ends of the rendered range, or with level measurement. */
    Result<Offline> offline(const OfflineOptions &options) noexcept
    {
        seam_offline *made = nullptr;
        seam_status status = seam_offline_open_with(handle_, &options, &made);
        if (status != SEAM_OK) return failed(status);
        return Offline(handle_, made, channels_);
    }

    Result<> export_wav(const Export &wanted) noexcept { return of(seam_export_wav(handle_, &wanted)); }

    /* progress(frames_done, frames) returns whether to continue; it is called on this thread and must not throw. */
    template <class Progress>
    Result<> export_wav(Export wanted, Progress &&progress) noexcept
    {
        using Called = std::remove_reference_t<Progress>;
        wanted.user = const_cast<void *>(static_cast<const volatile void *>(std::addressof(progress)));
        wanted.progress = [](void *user, std::int64_t done, std::int64_t frames) noexcept -> std::int32_t {
            return (*static_cast<Called *>(user))(done, frames) ? 0 : 1;
        };
        return of(seam_export_wav(handle_, &wanted));
    }

    Result<> export_file(const FileExport &wanted) noexcept { return of(seam_export_file(handle_, &wanted)); }

    /* progress(frames_done, frames) returns whether to continue; it is called on this thread and must not throw. */
    template <class Progress>
    Result<> export_file(FileExport wanted, Progress &&progress) noexcept
    {
        using Called = std::remove_reference_t<Progress>;
        wanted.user = const_cast<void *>(static_cast<const volatile void *>(std::addressof(progress)));
        wanted.progress = [](void *user, std::int64_t done, std::int64_t frames) noexcept -> std::int32_t {
            return (*static_cast<Called *>(user))(done, frames) ? 0 : 1;
        };
        return of(seam_export_file(handle_, &wanted));
    }

    /* -- The master -- */

    Result<Master> master() const noexcept
    {
        Master now;
        seam_status status = seam_get_master(handle_, &now);
        return detail::outcome(status, handle_, now);
    }

    Result<> set_master(const Master &master) noexcept { return of(seam_set_master(handle_, &master)); }

    /* -- Live meters of the output -- */

    /* Turns the meters on, from nothing, or off. */
    Result<> set_meters(bool on) noexcept { return of(seam_set_meters(handle_, on)); }

    /* Reads them: any thread, no lock. */
    Result<Meters> meters() const noexcept
    {
        Meters now;
        seam_status status = seam_get_meters(handle_, &now);
        return detail::outcome(status, handle_, now);
    }

    /* -- Loudness, silences -- */

    /* Measures the timeline; flags: 0 or SEAM_SILENCE_FOR_ERRORS. */
    Result<Loudness> measure_loudness(std::uint32_t flags = 0) noexcept
    {
        Loudness measured;
        seam_status status = seam_measure_loudness(handle_, flags, &measured);
        return detail::outcome(status, handle_, measured);
    }

    /* progress(frames_done, frames) returns whether to continue; it is called on this thread and must not throw. */
    template <class Progress>
    Result<Loudness> measure_loudness(std::uint32_t flags, Progress &&progress) noexcept
    {
        using Called = std::remove_reference_t<Progress>;
        seam_measure wanted{};
        wanted.struct_size = sizeof(seam_measure);
        wanted.flags = flags;
        wanted.user = const_cast<void *>(static_cast<const volatile void *>(std::addressof(progress)));
        wanted.progress = [](void *user, std::int64_t done, std::int64_t frames) noexcept -> std::int32_t {
            return (*static_cast<Called *>(user))(done, frames) ? 0 : 1;
        };
        Loudness measured;
        seam_status status = seam_measure_loudness_with(handle_, &wanted, &measured);
        return detail::outcome(status, handle_, measured);
    }

    /* Estimates the loudness at once, from what measure_loudness has been over. */
    Result<Loudness> estimate_loudness() const noexcept
    {
        Loudness estimated;
        seam_status status = seam_estimate_loudness(handle_, &estimated);
        return detail::outcome(status, handle_, estimated);
    }

    /* The silences of the timeline: what remove_ranges takes. */
    Result<Rows<EditRange>> silences(const SilenceOptions &options = SilenceOptions()) noexcept
    {
        return detail::rows<EditRange>(handle_, [this, &options](seam_edit_range *rows, std::uint32_t capacity, std::uint32_t *count) noexcept {
            return seam_find_silences(handle_, &options, rows, capacity, count);
        });
    }

    /* The quietest place for a cut near a time, seconds. */
    Result<double> snap_to_quiet(double seconds, double within_seconds) const noexcept
    {
        double quietest = seconds;
        seam_status status = seam_snap_to_quiet(handle_, seconds, within_seconds, &quietest);
        return detail::outcome(status, handle_, quietest);
    }

    /* -- Peaks: fill the columns; the value is the number of changes of the material that was read -- */

    Result<std::int64_t> track_peaks(std::uint32_t clip, std::uint32_t track, const PeaksView &view, Span<Peak> columns) const noexcept
    {
        std::int64_t changes = 0;
        seam_status status = seam_peaks_track(handle_, clip, track, &view, columns.data(), count_of(columns), &changes);
        return detail::outcome(status, handle_, changes);
    }

    Result<std::int64_t> clip_peaks(std::uint32_t clip, const PeaksView &view, Span<Peak> columns) const noexcept
    {
        std::int64_t changes = 0;
        seam_status status = seam_peaks_clip(handle_, clip, &view, columns.data(), count_of(columns), &changes);
        return detail::outcome(status, handle_, changes);
    }

    Result<std::int64_t> timeline_peaks(const PeaksView &view, Span<Peak> columns) const noexcept
    {
        std::int64_t changes = 0;
        seam_status status = seam_peaks_timeline(handle_, &view, columns.data(), count_of(columns), &changes);
        return detail::outcome(status, handle_, changes);
    }

    Result<std::int64_t> lane_peaks(std::int64_t lane, const PeaksView &view, Span<Peak> columns) const noexcept
    {
        std::int64_t changes = 0;
        seam_status status = seam_peaks_lane(handle_, lane, &view, columns.data(), count_of(columns), &changes);
        return detail::outcome(status, handle_, changes);
    }
    Result<std::int64_t> mix_peaks(const PeaksView &view, Span<Peak> columns) const noexcept
    {
        std::int64_t changes = 0;
        seam_status status = seam_peaks_mix(handle_, &view, columns.data(), count_of(columns), &changes);
        return detail::outcome(status, handle_, changes);
    }

    /* The number of changes of any peaks; takes no lock of the engine. */
    Result<std::int64_t> peaks_changes() const noexcept
    {
        std::int64_t changes = 0;
        seam_status status = seam_peaks_changes(handle_, &changes);
        return detail::outcome(status, handle_, changes);
    }

    /* -- Waiting, statistics -- */

    Result<> wait_ready(std::int64_t frames, int timeout_ms) noexcept { return of(seam_wait_ready(handle_, frames, timeout_ms)); }

    /* The ranges of the timeline that are in memory. */
    Result<Rows<Range>> loaded_ranges() const noexcept
    {
        return detail::rows<Range>(handle_, [this](seam_range *rows, std::uint32_t capacity, std::uint32_t *count) noexcept {
            return seam_loaded_ranges(handle_, rows, capacity, count);
        });
    }

    /* The load state of each column of the timeline: SEAM_LOADED, ... */
    Result<> residency(double first_frame, double frames_per_column, Span<std::uint8_t> columns) const noexcept
    {
        return of(seam_residency(handle_, first_frame, frames_per_column, columns.data(), count_of(columns)));
    }

    /* Render times of blocks; bins receives the histogram. */
    Result<BlockTimes> block_times(Span<std::int64_t> bins = {}) const noexcept
    {
        BlockTimes times;
        seam_status status = seam_get_block_times(handle_, &times, bins.data(), count_of(bins));
        return detail::outcome(status, handle_, times);
    }

    Result<> reset_block_times() noexcept { return of(seam_reset_block_times(handle_)); }

    /* Changes of what plays since number `from` (initially 0), which is advanced; the value is the number of swaps filled. */
    Result<std::uint32_t> read_swaps(std::int64_t &from, Span<Swap> swaps) const noexcept
    {
        std::uint32_t count = 0;
        seam_status status = seam_read_swaps(handle_, &from, swaps.data(), count_of(swaps), &count);
        return detail::outcome(status, handle_, count);
    }

    Result<Stats> stats() const noexcept
    {
        Stats now;
        seam_status status = seam_get_stats(handle_, &now);
        return detail::outcome(status, handle_, now);
    }

private:
    Engine(seam_engine *handle, std::int32_t channels) noexcept : handle_(handle), channels_(channels) {}

    template <class T>
    static std::uint32_t count_of(Span<T> rows) noexcept
    {
        return rows.size() > UINT32_MAX ? UINT32_MAX : static_cast<std::uint32_t>(rows.size());
    }

    Result<> of(seam_status status) const noexcept { return detail::outcome(status, handle_); }
    Result<void> failed(seam_status status) const noexcept { return detail::outcome(status, handle_); }

    seam_engine *handle_ = nullptr;
    std::int32_t channels_ = 0;
};

static_assert(!std::is_copy_constructible<Engine>::value && std::is_nothrow_move_constructible<Engine>::value, "an owner");
static_assert(!std::is_copy_constructible<Offline>::value && std::is_nothrow_move_constructible<Offline>::value, "an owner");

} // namespace seam

#endif
