/*
 * Seamline: an audio timeline engine. Edits are heard in the next block, in sync to the frame, without a click.
 *
 * Conventions
 *   Every call returns a seam_status; anything but SEAM_OK changed nothing, and seam_last_error has the sentence.
 *   Structs begin with struct_size: set it to sizeof(the struct) before the call. Arrays of structs stand
 *   struct_size of their first element apart. Reserved fields are 0.
 *   Text is UTF-8. Seconds are double, frames are samples a channel at the engine's rate, ranges are [in, out).
 *   Handles are checked: NULL, destroyed and foreign ones are refused with SEAM_INVALID_HANDLE.
 *
 * Threads
 *   "any"      any thread, several at once; the engine carries out one at a time. Never an audio thread: may lock,
 *              allocate and wait.
 *   "render"   real-time safe: no lock, no allocation, no system call, no page fault, never waits.
 *
 * The x64 library needs a CPU with AVX2 (x86-64-v3: Intel since 2013, AMD since 2015). On an older one loading it writes
 * a sentence to stderr that says so, and seam_cpu_supported is the only call that does not end the process.
 */
#ifndef SEAMLINE_H
#define SEAMLINE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Rises with every change that a host built against an older header would not survive. */
#define SEAM_ABI_VERSION 0

/* How a call ended. */
typedef int32_t seam_status;
enum {
    SEAM_OK = 0,
    SEAM_INVALID_ARGUMENT = 1, /* out of range, not a number, or contradicts another */
    SEAM_NOT_FOUND = 2,        /* no such clip, segment, device or file */
    SEAM_LIMIT_REACHED = 3,    /* more than the engine takes */
    SEAM_OUT_OF_BUDGET = 4,    /* the memory budget does not allow it, or the system has no memory */
    SEAM_MEDIA_ERROR = 5,      /* a medium cannot be opened or read, or a file not written */
    SEAM_DEVICE_ERROR = 6,     /* the output device cannot be opened */
    SEAM_MISSING_LIBRARY = 7,  /* FFmpeg or SDL is missing, or of an unknown version */
    SEAM_TIMED_OUT = 8,        /* not ready within the time given */
    SEAM_INVALID_STATE = 9,    /* nothing to undo, somebody else renders, ... */
    SEAM_CANCELLED = 10,       /* the engine is being destroyed, or the host's progress said so */
    SEAM_INVALID_HANDLE = 11,  /* NULL, destroyed, of another kind, or never was a handle */
    SEAM_INTERNAL = 12         /* a fault of the engine's own */
};

/* Where the playhead goes when an edit changes the timeline under it. */
enum {
    SEAM_ANCHOR_FRAME = 0,  /* stays at its timeline frame, clamped to the end */
    SEAM_ANCHOR_CONTENT = 1 /* stays on its content, else at the start of what follows it */
};

/* What becomes of a stereo source. Mono sources are not affected. */
enum {
    SEAM_STEREO = 0,
    SEAM_MONO_LEFT = 1,
    SEAM_MONO_RIGHT = 2
};

/* What a segment with a speed other than 1 sounds like. */
enum {
    SEAM_SPEED_SILENCE = 0,
    SEAM_SPEED_VARISPEED = 1, /* refused in this version */
    SEAM_SPEED_KEEP_PITCH = 2 /* refused in this version */
};

/* What a stretch of the timeline is played from, a bit each; 0: there is nothing to load (a gap, silence, beyond the end). */
enum {
    SEAM_LOADED = 1,
    SEAM_LOADING = 2,     /* a loader is at it */
    SEAM_NOT_LOADED = 4,  /* never was in memory */
    SEAM_EVICTED = 8,     /* was in memory, and made room for what plays sooner */
    SEAM_UNREADABLE = 16  /* the medium cannot be read there, has changed, or is gone */
};

/* Samples of an exported file. */
enum {
    SEAM_F32 = 0, /* 32-bit float, not clipped */
    SEAM_S16 = 1  /* 16-bit integer: round(32768 x), clipped */
};

#define SEAM_BEST_STREAM (-1)     /* of seam_track.stream */
#define SEAM_ALL_CHANNELS (-1)    /* of seam_peaks_view.channel */
#define SEAM_PEAK_OUTSIDE 1       /* no frame of the column lies inside the material: silence */
#define SEAM_PEAK_COARSE 2        /* the values of a longer stretch around the column, for want of finer ones in memory */
#define SEAM_BLOCK_BINS 144       /* of seam_get_block_times */
#define SEAM_TO_THE_END (-1)      /* of seam_export.frames */
#define SEAM_SILENCE_FOR_ERRORS 1 /* flag of offline renders: media that cannot be read are silence instead of an error */

/* An engine; an offline render. Numbers, not addresses. */
typedef struct seam_engine seam_engine;
typedef struct seam_offline seam_offline;

/* What an engine is made with. seam_config_default fills it. */
typedef struct seam_config {
    uint32_t struct_size;
    int32_t rate;          /* Hz, 8000..384000; default 48000 */
    int32_t channels;      /* 1..8; default 2 */
    int32_t anchor;        /* SEAM_ANCHOR_...; default SEAM_ANCHOR_FRAME */
    int64_t budget_bytes;  /* hard memory budget, from 32 MiB; default 500 MiB */
    double swap_fade_ms;   /* crossfade at edits, seeks and loop wraps, 0..100; default 15 */
    double declick_ms;     /* fade across seams, 0..100, 0 for none; default 5 */
    int32_t loader_threads; /* 0: one a core */
    int32_t reserved;
} seam_config;

/* How a track of a clip is heard. */
typedef struct seam_mix {
    uint32_t struct_size;
    int32_t stereo_mode;   /* SEAM_STEREO, ... */
    double offset_seconds; /* positive skips the head of the source, negative is leading silence */
    double gain_db;        /* at most 60; -INFINITY is mute */
} seam_mix;

/* A track of a clip: one audio stream of one media file. */
typedef struct seam_track {
    uint32_t struct_size;
    int32_t stream; /* index in the file, or SEAM_BEST_STREAM */
    const char *path;
    double offset_seconds;
    double gain_db;
    int32_t stereo_mode;
    int32_t reserved;
} seam_track;

/* A segment of the timeline: a range of a clip. The last four fields are told by the engine and ignored when given. */
typedef struct seam_segment {
    uint32_t struct_size;
    uint32_t clip;      /* 0 is a gap; a clip that the engine does not know is silence */
    double in_seconds;  /* on the clip's clock; negative is leading silence */
    double out_seconds; /* not before in_seconds */
    double speed;   /* speed, 0.25..8; 1 is as recorded */
    double gain_db;     /* at most 60; -INFINITY is mute */
    int32_t speed_mode; /* SEAM_SPEED_SILENCE */
    int32_t muted;      /* not 0: silent in its place */
    int64_t id;         /* never reused, kept over edits, undo and redo */
    int64_t start_frame;
    int64_t end_frame;
    int64_t clip_frame; /* clip frame heard at start_frame */
} seam_segment;

/* The source of a track, as it stands. Counters run since it was opened. */
typedef struct seam_source {
    uint32_t struct_size;
    int32_t rate;           /* of the medium, Hz */
    int32_t channels;       /* of the medium */
    int32_t stream;         /* index in the file; SEAM_BEST_STREAM for a host's samples */
    int64_t frames;         /* length, frames at the engine's rate */
    int32_t frames_exact;   /* 0: an estimate so far, until it is decoded to its end or seam_clip_measure */
    int32_t warnings;       /* damaged packets and holes that became silence */
    int64_t frames_decoded; /* out of the codec so far, at the medium's rate, preroll included */
    int64_t pages;          /* of 16,384 frames */
    int64_t pages_ready;    /* in memory */
    int64_t pages_loaded;
    int64_t pages_reloaded; /* of those, loaded before and evicted */
    double start_seconds;   /* of the first sample on the file's clock */
    double duration_seconds; /* by the file's header; 0 where it does not say */
    int64_t bit_rate;       /* bits a second; 0 where it is not known */
    char codec[32];         /* short name; empty for a host's samples */
    char container[96];
    char name[512];         /* path, or "host samples"; cut where it is longer */
    char error[256];        /* why it cannot be read; empty where it can */
} seam_source;

/* A stream of a media file, as the file describes it. */
typedef struct seam_stream {
    uint32_t struct_size;
    int32_t index;    /* for seam_track.stream, where it is audio */
    int32_t rate;     /* Hz; 0 unless audio */
    int32_t channels; /* 0 unless audio */
    int64_t bit_rate; /* bits a second; 0 where it is not known */
    char kind[16];    /* "audio", "video", "subtitle", "data", "attachment", "unknown" */
    char codec[32];   /* short name */
} seam_stream;

/* A part of the timeline. */
typedef struct seam_range {
    uint32_t struct_size;
    int32_t reserved;
    int64_t first_frame;
    int64_t end_frame; /* the frame after the last */
} seam_range;

/* Where playback is. */
typedef struct seam_position {
    uint32_t struct_size;
    int32_t playing;
    int64_t playhead_frame; /* the next timeline frame to render */
    int64_t audible_frame;  /* what the ear hears now: what was rendered latency_frames ago, also across seeks, loops and pauses */
    int64_t length_frames;  /* of the timeline */
    int64_t latency_frames; /* rendered, but not heard yet: told by the output's clock, or to seam_set_latency */
} seam_position;

/* Which device to open. Rate and channels are the engine's; SDL converts. */
typedef struct seam_output {
    uint32_t struct_size;
    int32_t block_frames;   /* wanted period; 0 for the driver's own */
    const char *driver;     /* SDL's audio driver; NULL for the system's, "dummy" for none, "disk" for a file */
    const char *device;     /* name; NULL for the default device, followed when it changes */
    const char *disk_file;  /* where the driver "disk" writes raw samples */
    double time_scale;      /* of the drivers "dummy" and "disk": 1 is real time, 0 does not wait */
    int32_t documented_entry; /* not 0: enter through the runtime's documented transition */
    int32_t reserved;
} seam_output;

/* A device that can be opened. */
typedef struct seam_device {
    uint32_t struct_size;
    int32_t is_default; /* 1: the system's default, followed when it changes; its name is empty, as seam_output.device takes it */
    int32_t rate;       /* Hz, what an engine for it is best made with; 48000 where the driver does not know */
    int32_t channels;   /* 0 where the driver does not know */
    char name[256];     /* for seam_output.device */
} seam_device;

/* The output that is open. */
typedef struct seam_output_info {
    uint32_t struct_size;
    int32_t is_open;       /* 0: none, and the rest is 0 */
    int32_t rate;          /* of the device itself, Hz; SDL converts where the engine's is another */
    int32_t channels;      /* of the device itself */
    int32_t period_frames; /* what the device takes at a time, frames at the engine's rate */
    int32_t raw_entry;     /* 1: its thread enters the engine as seam_render does, 0: as seam_render_documented */
    char driver[32];       /* SDL's name, or "null" */
    char device[256];
} seam_output_info;

/*
 * Told now and then how far an export is, on the thread that called seam_export_wav. Not 0 cancels it. May call anything but
 * seam_destroy of this engine.
 */
typedef int32_t (*seam_progress)(void *user, int64_t frames_done, int64_t frames);

/* What seam_export_wav writes. */
typedef struct seam_export {
    uint32_t struct_size;
    int32_t format;         /* SEAM_F32, SEAM_S16 */
    const char *path;       /* an existing file is replaced once the new one is whole, and kept when it fails */
    int64_t first_frame;    /* of the timeline */
    int64_t frames;         /* how many, or SEAM_TO_THE_END; outside the timeline is silence */
    uint32_t flags;         /* 0 or SEAM_SILENCE_FOR_ERRORS */
    int32_t reserved;
    seam_progress progress; /* NULL for none */
    void *user;             /* handed to progress */
} seam_export;

/* Counters and state of the engine. Counters run since seam_create. */
typedef struct seam_stats {
    uint32_t struct_size;
    int32_t vector_bits; /* as seam_vector_bits */
    int32_t rate;        /* Hz */
    int32_t channels;
    int64_t segments;
    int64_t length_frames;
    int64_t budget_bytes;
    int64_t held_bytes;
    int64_t peak_bytes;
    int64_t pages_held;
    int64_t pages_evicted;
    int64_t miss_frames; /* frames that were silence because their page was not ready */
    int64_t underruns;   /* times the device ran dry */
    int64_t blocks;      /* rendered, by device or seam_render */
    int64_t frames_rendered;
    int64_t block_p50_ns;
    int64_t block_p999_ns;
    int64_t block_max_ns;
    int64_t edit_to_published_ns; /* of the last edit */
    int64_t collections;     /* garbage collections of the library's runtime; 0 is the promise */
    int64_t allocated_bytes; /* by its collector's heap; opening media and devices allocates, nothing else does */
    int64_t load_horizon_frames;
    int64_t load_done;
    int64_t ready_ahead_frames; /* in memory without a hole ahead of the playhead */
    int64_t published_serial;
    int64_t published_block; /* blocks begun when it was published: it is heard in the next one */
    int64_t sources;         /* in use */
    int64_t sources_changed; /* of those, whose file has another size or time than when it was opened: see seam_media_check */
    int64_t sources_missing; /* of those, whose file is gone */
    int64_t media_warnings;  /* damaged packets and holes in media that became silence */
} seam_stats;

/* How long blocks took, since seam_create or the last seam_reset_block_times. */
typedef struct seam_block_times {
    uint32_t struct_size;
    int32_t reserved;
    int64_t blocks;
    int64_t mean_ns;
    int64_t p50_ns; /* percentiles are rounded up by at most 1/32 */
    int64_t p99_ns;
    int64_t p999_ns;
    int64_t max_ns;
} seam_block_times;

/* A change of what sounds, as the block that carried it out tells it. */
typedef struct seam_swap {
    uint32_t struct_size;
    int32_t published;       /* 1: an edit, seek, play or pause; 0: it came by itself (the end, a loop's wrap), and four fields are 0 */
    int64_t serial;          /* of the publication: what seam_stats.published_serial was right after the call */
    int64_t published_block; /* blocks begun when it was published */
    int64_t heard_block;     /* the first block that plays it, from 1: the next one after published_block, unless a crossfade was running */
    int64_t edit_ns;         /* from the call to the publication */
    int64_t heard_ns;        /* from the publication to the beginning of heard_block; 0 where that had begun already */
    int64_t output_frame;    /* frames rendered before its first */
    int64_t old_frame;       /* the timeline frame that would have come */
    int64_t new_frame;       /* the timeline frame that came */
    int64_t fade_frames;     /* of the crossfade; 0 where none was needed */
} seam_swap;

/* What of a waveform is wanted: columns of equal lengths, one after the other. */
typedef struct seam_peaks_view {
    uint32_t struct_size;
    int32_t channel;          /* from 0; SEAM_ALL_CHANNELS takes all together */
    double first_frame;       /* column i holds frames [floor(first_frame + i x frames_per_column), floor(... (i + 1) x ...)) */
    double frames_per_column; /* from 1 up; need not be whole */
} seam_peaks_view;

/* A column of a waveform. */
typedef struct seam_peak {
    uint32_t struct_size;
    int32_t flags; /* SEAM_PEAK_OUTSIDE, SEAM_PEAK_COARSE */
    float min;     /* never above the smallest sample, full scale = 1; not a number where nothing is known */
    float max;     /* never below the largest sample; not a number where nothing is known */
    float rms;     /* root of the mean of the squares; not a number where nothing is known */
    float known;   /* share of the column that was loaded once: 0 is unknown, less than 1 will still change */
} seam_peak;

/* ---- Library. Thread: any, before everything else too. No errors. ---- */

/* SEAM_ABI_VERSION of the library. Thread: any. */
uint32_t seam_abi_version(void);

/* The library's version, "major.minor.patch"; lives as long as the library. Thread: any. */
const char *seam_version(void);

/* Bits of the widest vectors in use: 256, 128, or 0 for none. Thread: any. */
int32_t seam_vector_bits(void);

/* 1 where the CPU has what the library was built for, else 0: then call nothing else. Starts nothing. Thread: any. */
int32_t seam_cpu_supported(void);

/*
 * 1 where the library can start in this process as it is now, else 0, and text (may be NULL) becomes the sentence that says why:
 * the CPU, or no room for the 1 GiB of address space that the runtime reserves (RLIMIT_AS; all memory locked under
 * RLIMIT_MEMLOCK). Then any other call but seam_cpu_supported would end the process. To be asked before the first other call;
 * starts nothing, leaves nothing. Cut to capacity, always ended by a 0. Thread: any.
 */
int32_t seam_can_start(char *text, size_t capacity);

/*
 * Copies the sentence of the last call on this engine that failed, whatever its thread; with an engine that is refused
 * (NULL, destroyed), that of the last failed call without an engine. Cut to capacity, always ended by a 0.
 * Returns its length in bytes without the 0, whatever the capacity. Thread: any.
 */
size_t seam_last_error(const seam_engine *engine, char *text, size_t capacity);

/* ---- Engine ---- */

/* Fills in the defaults. Errors: SEAM_INVALID_ARGUMENT (NULL, struct_size not set). Thread: any. */
seam_status seam_config_default(seam_config *config);

/*
 * Makes an engine with an empty timeline. config NULL: the defaults. Milliseconds.
 * Errors: SEAM_INVALID_ARGUMENT, SEAM_LIMIT_REACHED (256 handles), SEAM_OUT_OF_BUDGET. Thread: any.
 */
seam_status seam_create(const seam_config *config, seam_engine **engine);

/*
 * Ends it: its output is closed, its offline renders too, calls under way are let out first (a seam_wait_ready by its
 * time-out). The handle is refused from the beginning of this call on. Errors: SEAM_INVALID_HANDLE, also for the second
 * of two. Thread: any.
 */
seam_status seam_destroy(seam_engine *engine);

/* ---- Clips: recordings, by a number of the host's, 1..UINT32_MAX ---- */

/*
 * Opens media and makes a clip of them; a clip of that number is replaced. At most 16 tracks, summed; none is silence.
 * Errors: SEAM_INVALID_ARGUMENT, SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET, SEAM_MEDIA_ERROR (names file and cause).
 * Thread: any. Milliseconds at any length; decoding follows in the background, nearest the playhead first.
 */
seam_status seam_clip_set_media(seam_engine *engine, uint32_t clip, const seam_track *tracks, uint32_t count);

/*
 * Makes a clip of a host's samples, which are copied and count in the budget.
 * interleaved: frames x channels samples; channels 1..8; rate 8000..384000 Hz, converted to the engine's.
 * Errors: SEAM_INVALID_ARGUMENT, SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET, SEAM_MEDIA_ERROR. Thread: any.
 */
seam_status seam_clip_set_pcm(seam_engine *engine, uint32_t clip, const float *interleaved, uint64_t frames,
                              int32_t channels, int32_t rate);

/* Takes a clip out; its segments stay, as silence. Errors: SEAM_NOT_FOUND. Thread: any. */
seam_status seam_clip_remove(seam_engine *engine, uint32_t clip);

/* Changes offset, gain and stereo mode of a track, from 0. Decodes nothing. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_clip_set_track_mix(seam_engine *engine, uint32_t clip, uint32_t track, const seam_mix *mix);

/* Length of a clip, frames; an estimate until its media are known to the frame. Errors: SEAM_NOT_FOUND. Thread: any. */
seam_status seam_clip_frames(seam_engine *engine, uint32_t clip, int64_t *frames);

/*
 * Learns the exact length of a clip's media now: a look through each file without decoding, milliseconds to a second.
 * Errors: SEAM_NOT_FOUND, SEAM_MEDIA_ERROR. Thread: any.
 */
seam_status seam_clip_measure(seam_engine *engine, uint32_t clip);

/* The source of a track, from 0, as it stands. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_clip_source(seam_engine *engine, uint32_t clip, uint32_t track, seam_source *source);

/*
 * Tells every stream of the media file that a track, from 0, is of, in the file's order, at most capacity; *count becomes how many
 * there are, 0 for a host's samples. streams[0].struct_size is set by the caller. NULL and 0 ask for the count only.
 * Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_clip_streams(seam_engine *engine, uint32_t clip, uint32_t track, seam_stream *streams, uint32_t capacity, uint32_t *count);

/*
 * Opens a clip's media files anew, changed or not, for every clip that uses them; nothing else is loaded again. Segments
 * keep their in and out points. While playing it is heard by the crossfade of every edit, at the playhead; at most 100 ms
 * are waited for its first sound.
 * Errors, and nothing changes then: SEAM_NOT_FOUND, SEAM_MEDIA_ERROR (names file and cause), SEAM_OUT_OF_BUDGET,
 * SEAM_INVALID_STATE (a clip of host samples). Thread: any.
 */
seam_status seam_clip_invalidate(seam_engine *engine, uint32_t clip);

/*
 * Looks at the size and time of modification of a clip's media files; clip 0: of all clips. *changed becomes how many are not
 * what was opened: changed or gone. Loading looks by itself: nothing of a changed file is loaded any more, what is in memory
 * plays on, the rest is silence; offline renders of it are refused, and name it. A file that is back the same is loaded on.
 * Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. 2 us a file, more over a network. Thread: any.
 */
seam_status seam_media_check(seam_engine *engine, uint32_t clip, uint32_t *changed);

/* ---- Timeline: segments end to end. Every edit is heard in the next block and can be undone. ---- */

/*
 * Replaces the whole timeline; undo begins anew. At most 65,536 segments.
 * Errors: SEAM_INVALID_ARGUMENT (names the segment), SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET. Thread: any.
 */
seam_status seam_timeline_set(seam_engine *engine, const seam_segment *segments, uint32_t count);

/*
 * Tells the segments in order, at most capacity; *count becomes how many there are. segments[0].struct_size is set by
 * the caller. NULL and 0 ask for the count only. Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_timeline_get(seam_engine *engine, seam_segment *segments, uint32_t capacity, uint32_t *count);

/* The segment that plays at a timeline frame, and its place in the order. Errors: SEAM_NOT_FOUND. Thread: any. */
seam_status seam_segment_at(seam_engine *engine, int64_t frame, seam_segment *segment, uint32_t *index);

/* Length of the timeline, frames. Thread: any. */
seam_status seam_length(seam_engine *engine, int64_t *frames);

/* Inserts before the segment at index; the count appends. *id (may be NULL) becomes its identity. Errors: SEAM_INVALID_ARGUMENT, SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET. Thread: any. */
seam_status seam_insert(seam_engine *engine, uint32_t index, const seam_segment *segment, int64_t *id);

/* Cuts the segment under a time in two. *right_id (may be NULL) becomes the right part's identity. Errors: SEAM_INVALID_ARGUMENT, SEAM_LIMIT_REACHED. Thread: any. */
seam_status seam_split(seam_engine *engine, double seconds, int64_t *right_id);

/* Removes [in, out) seconds across segments and closes the gap. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_ripple_delete(seam_engine *engine, double in_seconds, double out_seconds);

/* Removes a segment and closes the gap. Errors: SEAM_NOT_FOUND. Thread: any. */
seam_status seam_delete_segment(seam_engine *engine, int64_t segment);

/* Moves a segment to another place in the order. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_move_segment(seam_engine *engine, int64_t segment, uint32_t index);

/* Moves the in point, seconds on the clip's clock; what follows moves along. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_trim_in(seam_engine *engine, int64_t segment, double in_seconds);

/* Moves the out point, seconds on the clip's clock; what follows moves along. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_trim_out(seam_engine *engine, int64_t segment, double out_seconds);

/* Sets a segment's gain, dB. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_set_segment_gain(seam_engine *engine, int64_t segment, double decibels);

/* Silences a segment in its place (not 0), or lets it sound (0). Errors: SEAM_NOT_FOUND. Thread: any. */
seam_status seam_set_segment_muted(seam_engine *engine, int64_t segment, int32_t muted);

/* Sets a segment's speed, 0.25..8; other than 1 it is silent in this version. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_set_segment_speed(seam_engine *engine, int64_t segment, double speed);

/* Takes the last edit back. Errors: SEAM_INVALID_STATE. Thread: any. */
seam_status seam_undo(seam_engine *engine);

/* Does the last undone edit again. Errors: SEAM_INVALID_STATE. Thread: any. */
seam_status seam_redo(seam_engine *engine);

/* ---- Transport: carried out at the start of the next block ---- */

/* Plays from the playhead. Thread: any. */
seam_status seam_play(seam_engine *engine);

/* Stops where it is, with a fade of 5 ms. Thread: any. */
seam_status seam_pause(seam_engine *engine);

/* Moves the playhead, seconds; clamped to the timeline. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_seek(seam_engine *engine, double seconds);

/* Moves the playhead to a frame; clamped to the timeline. Thread: any. */
seam_status seam_seek_frame(seam_engine *engine, int64_t frame);

/* Loops [in, out) seconds while playing, at least 50 ms. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_set_loop(seam_engine *engine, double in_seconds, double out_seconds);

/* Ends the loop; playback goes on through its end. Thread: any. */
seam_status seam_clear_loop(seam_engine *engine);

/* Sets where the playhead goes at edits from now on. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_set_anchor(seam_engine *engine, int32_t anchor);

/* Where playback is. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_get_position(seam_engine *engine, seam_position *position);

/* ---- Output ---- */

/*
 * Opens an SDL device and starts it; an open one is closed first. While an output is open it renders, and seam_render is
 * refused. Errors: SEAM_DEVICE_ERROR, SEAM_MISSING_LIBRARY, SEAM_INVALID_ARGUMENT, SEAM_INVALID_STATE (a host has been
 * inside seam_render for a second). Thread: any.
 */
seam_status seam_output_open(seam_engine *engine, const seam_output *output);

/* Plays to nowhere at the pace of a clock, without SDL: block_frames 1..48000, speed 0.01..1000 (1 is real time). Errors as seam_output_open. Thread: any. */
seam_status seam_output_open_null(seam_engine *engine, uint32_t block_frames, double speed);

/* Closes the output, if one is open; safe while it plays. Thread: any. */
seam_status seam_output_close(seam_engine *engine);

/* The output that is open. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_get_output(seam_engine *engine, seam_output_info *info);

/*
 * Lists the devices of a driver (as in seam_output.driver; NULL for the system's), the default first, at most capacity;
 * *count becomes how many there are. devices[0].struct_size is set by the caller. NULL and 0 ask for the count only. Needs no
 * engine; the sentence of an error is seam_last_error's without one.
 * Errors: SEAM_MISSING_LIBRARY, SEAM_DEVICE_ERROR (no such driver, or another one is in use), SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_output_devices(const char *driver, seam_device *devices, uint32_t capacity, uint32_t *count);

/*
 * Tells how many frames lie between seam_render and the ear in a host's own device, 0..960000: seam_position counts them while
 * no output is open. Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_set_latency(seam_engine *engine, int64_t frames);

/* ---- Rendering ---- */

/*
 * Renders the next frames for a host that owns the device: f32 interleaved, not clipped, room for frames x channels.
 * Any number of frames, 0 too. Silence while paused, after the end, and where a page is not ready (counted).
 * Errors, without a sentence, output untouched: SEAM_INVALID_HANDLE, SEAM_INVALID_ARGUMENT (no room), SEAM_INVALID_STATE
 * (another thread is inside, or an output is open). Thread: render, any one at a time; needs no preparation.
 */
seam_status seam_render(seam_engine *engine, float *output, uint32_t frames);

/*
 * The same bits through the runtime's documented entry, for comparison and for platforms where seam_render is that
 * anyway: the first call of a thread allocates and makes system calls, and each waits while the library's runtime
 * collects garbage. Thread: any one at a time.
 */
seam_status seam_render_documented(seam_engine *engine, float *output, uint32_t frames);

/*
 * Renders timeline frames [first_frame, first_frame + frames) apart from playback, waiting for decoding: the same bits
 * that playback gives. Outside the timeline is silence. flags: 0 or SEAM_SILENCE_FOR_ERRORS.
 * Errors: SEAM_MEDIA_ERROR, SEAM_INVALID_ARGUMENT, SEAM_CANCELLED. Thread: any; edits and playback go on beside it.
 */
seam_status seam_render_range(seam_engine *engine, int64_t first_frame, float *output, uint64_t frames, uint32_t flags);

/* Holds the timeline as it stands now for rendering, whatever is edited meanwhile. Errors: SEAM_LIMIT_REACHED, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_offline_open(seam_engine *engine, uint32_t flags, seam_offline **offline);

/* As seam_render_range, of the timeline that is held; the sentence of an error is the engine's. Thread: any, one at a time. */
seam_status seam_offline_render(seam_offline *offline, int64_t first_frame, float *output, uint64_t frames);

/* Lets go of it; a render under way ends with SEAM_CANCELLED. Errors: SEAM_INVALID_HANDLE. Thread: any. */
seam_status seam_offline_close(seam_offline *offline);

/*
 * Writes the timeline as it stands now to a WAV file (RF64 beyond 4 GiB), with the bits that playback gives, and returns when
 * it is written. Errors: SEAM_MEDIA_ERROR (a medium cannot be read, or the file not written), SEAM_INVALID_ARGUMENT,
 * SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET, SEAM_CANCELLED; then no file is left. Thread: any; edits and playback go on beside it.
 */
seam_status seam_export_wav(seam_engine *engine, const seam_export *wanted);

/*
 * ---- Peaks: waveforms of everything that was loaded once, in memory still or not, at any zoom ----
 *
 * Nothing is loaded for them, and no edit waits for them: the engine is locked for less than a microsecond at the start.
 * A column costs tens to some hundreds of nanoseconds, whatever its length. Up to 4,095 frames a column is exact to the frame
 * where its pages are in memory, and else widened to multiples of 256; longer ones reach at most a sixteenth of their length
 * beyond either end. Peaks hold at most a sixteenth of the memory budget; where that is used up they become coarser.
 *
 * columns: count of them, columns[0].struct_size apart. *changes (may be NULL) counts the changes of what was looked at: a
 * drawer that gets the number it has seen has nothing new to draw.
 */

/*
 * The material of a track, from 0, before offset, gain and stereo mode: frames and channels are the source's.
 * Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_peaks_track(seam_engine *engine, uint32_t clip, uint32_t track, const seam_peaks_view *view,
                             seam_peak *columns, uint32_t count, int64_t *changes);

/*
 * A clip as it is heard: clip frames, the engine's channels. Of one track it is its own waveform; of several the sum of their
 * ranges, which encloses what is heard, and the rms of unrelated sounds. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_peaks_clip(seam_engine *engine, uint32_t clip, const seam_peaks_view *view, seam_peak *columns,
                            uint32_t count, int64_t *changes);

/*
 * The timeline as it stands: timeline frames, the engine's channels, segments' gains included; gaps, muted segments and
 * speeds other than 1 are silence, fades at seams are left out. Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_peaks_timeline(seam_engine *engine, const seam_peaks_view *view, seam_peak *columns, uint32_t count, int64_t *changes);

/* Changes of any peaks, counted since seam_create; takes no lock of the engine. Errors: SEAM_INVALID_ARGUMENT (NULL). Thread: any. */
seam_status seam_peaks_changes(seam_engine *engine, int64_t *changes);

/* ---- Waiting, statistics ---- */

/*
 * Waits until the next frames from the playhead on are in memory. Where nothing of a clip has been decoded yet, the thread that waits
 * decodes the page under the playhead itself (a millisecond), which is sooner than a loader. Errors: SEAM_TIMED_OUT,
 * SEAM_INVALID_ARGUMENT (below 0). Thread: any.
 */
seam_status seam_wait_ready(seam_engine *engine, int64_t frames, int32_t timeout_ms);

/*
 * Tells the parts of the timeline that are in memory, in order, at most capacity; *count becomes how many there are.
 * ranges[0].struct_size is set by the caller. NULL and 0 ask for the count only. Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_loaded_ranges(seam_engine *engine, seam_range *ranges, uint32_t capacity, uint32_t *count);

/*
 * The same for drawing: columns[i] becomes the SEAM_LOADED, SEAM_LOADING, ... of all pages that frames [floor(first_frame +
 * i x frames_per_column), floor(... (i + 1) x ...)) of the timeline are played from, as in seam_peaks_view; frames_per_column
 * from 1 up. No edit waits for it, nothing is allocated; some tens of nanoseconds a page (16,384 frames of a track) in view.
 * Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_residency(seam_engine *engine, double first_frame, double frames_per_column, uint8_t *columns, uint32_t count);

/*
 * How long blocks took, whoever asked for them. times may be NULL. bins (NULL and 0 for none) becomes the histogram: bins[i] is
 * how many took from B(i) up to B(i + 1) ns, B(i) = i below 4, else (4 + i % 4) << (i / 4 - 1): four bins an octave,
 * SEAM_BLOCK_BINS in all; of fewer the last takes what is longer. The render thread counts without locks, this reads.
 * Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_get_block_times(seam_engine *engine, seam_block_times *times, int64_t *bins, uint32_t count);

/* Lets seam_get_block_times begin anew; seam_stats does not. Thread: any. */
seam_status seam_reset_block_times(seam_engine *engine);

/*
 * Tells the changes of what sounds since number *from (0 at first), oldest first, at most capacity; *count becomes how many were
 * told, *from the number to go on with. swaps[0].struct_size is set by the caller. The last 63 are kept. A publication that a
 * newer one replaced before any block came is not among them. Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_read_swaps(seam_engine *engine, int64_t *from, seam_swap *swaps, uint32_t capacity, uint32_t *count);

/* Counters and state of the engine. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_get_stats(seam_engine *engine, seam_stats *stats);

#ifdef __cplusplus
}
#endif

#endif
