/*
 * Seamline: an audio timeline engine. Edits are heard in the next block, in sync to the frame, without a click.
 *
 * Conventions
 *   Every call returns a seam_status. A call that returns anything but SEAM_OK has changed nothing; seam_last_error has the
 *   error message. Structs begin with struct_size: set it to sizeof(the struct) before the call. The stride of an array of
 *   structs is the struct_size of its first element. Reserved fields are 0.
 *   Structs grow at their end only. A host and a library of different versions read and write the fields that both know. Fields
 *   missing from a shorter struct count as 0, which keeps the behaviour from before they were added; the library ignores the rest
 *   of a longer struct. A call that fills one struct sets struct_size to the number of bytes it filled; in arrays struct_size stays
 *   unchanged. A size below that of the struct's first version, or above 4096, is refused.
 *   Text is UTF-8. Seconds are double, frames are samples per channel at the engine's rate, ranges are [in, out).
 *   Defaults: a struct of zeros with struct_size set is the plain thing: unity gain, speed 1, no fade. A field that cannot be 0 means
 *   its default where it is 0. Structs with other defaults than zeros have a function seam_NAME_default, which fills them; the caller
 *   sets struct_size first. In C++ the constructors do.
 *   Errors of a field name it: "seam_track.stereo_mode: 7 is unknown".
 *
 * Names
 *   Calls on clips, the timeline as a whole, outputs, offline renders and peaks begin with the thing (seam_clip_, seam_timeline_, seam_output_,
 *   seam_offline_, seam_peaks_); all others with the verb: seam_set_ and seam_get_ for what there is one of, seam_add_, seam_set_ and
 *   seam_remove_ for what there are many of, seam_get_lanes and seam_get_items for lists. Every call that takes times as seconds has a twin
 *   that takes frames: the same name with _frame (one time) or _frames (a length, or a range). A call with more options ends in _with.
 *   Fields and parameters end with their unit: _seconds, _frame (a position), _frames (a length), _db, _lufs, _ms, _ns, _bytes.
 *   Structs that hold seconds need no twin: frame n is n / rate seconds, and that is exactly frame n again.
 *   Handles are checked: NULL, destroyed and foreign handles are refused with SEAM_INVALID_HANDLE.
 *
 * Threads
 *   "any"      thread-safe; calls on one engine are serialised. Do not call from an audio thread: the call may lock,
 *              allocate and wait.
 *   "render"   real-time safe: no lock, no allocation, no system call, no page fault, no waiting.
 *
 * The x64 library needs a CPU with AVX2 (x86-64-v3: Intel since 2013, AMD since 2015). On an older CPU,
 * loading the library writes an error message to stderr, and every call but seam_cpu_supported ends the process.
 */
#ifndef SEAMLINE_H
#define SEAMLINE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Increases with every change that breaks hosts built against an older header. */
#define SEAM_ABI_VERSION 0

/* The result of a call. */
typedef int32_t seam_status;
enum {
    SEAM_OK = 0,
    SEAM_INVALID_ARGUMENT = 1, /* out of range, not a number, or in conflict with another argument */
    SEAM_NOT_FOUND = 2,        /* no such clip, segment, device or file */
    SEAM_LIMIT_REACHED = 3,    /* a limit of the engine is reached */
    SEAM_OUT_OF_BUDGET = 4,    /* the memory budget is exhausted, or the system has no memory */
    SEAM_MEDIA_ERROR = 5,      /* a medium cannot be opened or read, or a file cannot be written */
    SEAM_DEVICE_ERROR = 6,     /* the output device cannot be opened */
    SEAM_MISSING_LIBRARY = 7,  /* FFmpeg or SDL is missing, or its version is not supported */
    SEAM_TIMED_OUT = 8,        /* not ready within the timeout */
    SEAM_INVALID_STATE = 9,    /* nothing to undo, another thread is rendering, ... */
    SEAM_CANCELLED = 10,       /* the engine is being destroyed, or the host's progress callback cancelled */
    SEAM_INVALID_HANDLE = 11,  /* NULL, destroyed, of another kind, or not a handle */
    SEAM_INTERNAL = 12         /* a bug in the engine */
};

/* Where the playhead goes when an edit changes the timeline under it. */
enum {
    SEAM_ANCHOR_FRAME = 0,  /* keeps its timeline frame, clamped to the end */
    SEAM_ANCHOR_CONTENT = 1 /* stays on its content; if that was removed, moves to the start of what follows */
};

/* How an engine of two channels plays a stereo source. A change decodes nothing. Mono sources are not affected. */
enum {
    SEAM_STEREO = 0,
    SEAM_MONO_LEFT = 1, /* the left channel on both sides, at unity */
    SEAM_MONO_RIGHT = 2
};

/*
 * Which channels of a medium a track plays. Channels are selected when the medium is decoded: another selection from the same
 * stream is another source with its own pages, except one channel of stereo. Selected channels keep their level (unity);
 * seam_config.mono_level applies only to media with one channel.
 *
 * The downmix: a medium with no more channels than the engine plays channel by channel. A medium with more is mixed by FFmpeg's
 * matrix, as `ffmpeg -ac 2` mixes float samples: front pair 1, centre and surrounds -3 dB, back centre -6 dB, LFE left out, not
 * scaled down. 3 to 8 channels without a layout get the usual layout for their number (2.1, 4.0, 5.0, 5.1, 6.1, 7.1).
 * Channels that FFmpeg has no matrix for (9 and more without a layout, unusual layouts) are averaged, which cannot clip: channel c
 * (from 0) goes to channel c mod n of the engine's n channels, which in stereo alternates left and right. An engine of one channel
 * plays the mean of the left and right channels of a stereo engine. seam_source.notice names the channels left out.
 */
enum {
    SEAM_CHANNELS_DOWNMIX = 0,
    SEAM_CHANNELS_MONO = 1, /* the mean of left and right, or of the stereo downmix, on both sides */
    SEAM_CHANNELS_ONE = 2,  /* first_channel on both sides */
    SEAM_CHANNELS_PAIR = 3  /* first_channel on the left, second_channel on the right; an engine of one channel plays their mean */
};

/* The level of a medium of one channel on the left and the right. An engine of one channel plays it at unity. */
enum {
    SEAM_MONO_EQUAL_POWER = 0, /* -3 dB (0.70710678), as the ffmpeg command and common pan laws */
    SEAM_MONO_UNITY = 1
};

/*
 * Where media are opened and decoded. Workers are processes of the program seamline-decoder, which lies beside the library or in
 * ../libexec/seamline; they can open no file, connect to nothing and start nothing. docs/security.md has the rest.
 */
enum {
    SEAM_ISOLATION_AUTO = 0, /* in workers where the program is found and can be locked down, else in this process; SEAMLINE_ISOLATION (auto, off, required) in the environment decides */
    SEAM_ISOLATION_OFF = 1,  /* in this process */
    SEAM_ISOLATION_REQUIRED = 2 /* in workers; without them no media are opened (SEAM_MEDIA_ERROR) */
};

/* How a segment with a speed other than 1 sounds. At speed 1 all modes are the recording itself, bit for bit. */
enum {
    SEAM_SPEED_SILENCE = 0,    /* nothing is heard at a speed other than 1 */
    SEAM_SPEED_VARISPEED = 1, /* faster is higher, as on tape: resampled, images and aliases below -90 dB */
    SEAM_SPEED_KEEP_PITCH = 2 /* faster at the same pitch: WSOLA, sounds within about 11 ms of their place */
};

/* Load state of a range of the timeline, as bits; 0: nothing to load (a gap, silence, beyond the end). */
enum {
    SEAM_LOADED = 1,
    SEAM_LOADING = 2,     /* a loader is decoding it */
    SEAM_NOT_LOADED = 4,  /* has never been in memory */
    SEAM_EVICTED = 8,     /* was in memory, and was evicted for pages that play sooner */
    SEAM_UNREADABLE = 16  /* the medium cannot be read there, has changed, or is missing */
};

/* Sample format of an exported file. */
enum {
    SEAM_F32 = 0, /* 32-bit float, not clipped */
    SEAM_S16 = 1, /* 16-bit integer: round(32768 x), clipped */
    SEAM_S24 = 2  /* 24-bit integer: round(8388608 x), clipped; of seam_export_file only */
};

/* What seam_export_file encodes. */
enum {
    SEAM_CODEC_BY_EXTENSION = 0, /* .wav, .flac, .m4a, .opus, .mp3, .ogg; another extension is refused */
    SEAM_CODEC_WAV = 1,          /* RF64 beyond 4 GiB */
    SEAM_CODEC_FLAC = 2,
    SEAM_CODEC_AAC = 3,          /* AAC-LC in MP4; not into a pipe */
    SEAM_CODEC_OPUS = 4,         /* in Ogg */
    SEAM_CODEC_MP3 = 5,          /* at most 2 channels */
    SEAM_CODEC_VORBIS = 6        /* in Ogg */
};

#define SEAM_BEST_STREAM (-1)     /* of seam_track.stream */
#define SEAM_ALL_CHANNELS (-1)    /* of seam_peaks_view.channel */
#define SEAM_PEAK_OUTSIDE 1       /* the column lies outside the material: silence */
#define SEAM_PEAK_COARSE 2        /* values of a longer range around the column, because finer ones are not in memory */
#define SEAM_BLOCK_BINS 144       /* of seam_get_block_times */
#define SEAM_TO_THE_END (-1)      /* of seam_export.frames and seam_offline_options.frames */
#define SEAM_SILENCE_FOR_ERRORS 1 /* flag of offline renders: media that cannot be read play as silence instead of failing the render */
#define SEAM_DITHER 2             /* flag of seam_file_export: TPDF dither where samples are rounded to integers */
#define SEAM_QUALITY 4            /* flag of seam_file_export: encode by quality, not by bit_rate */
#define SEAM_LIMITED 8            /* flag of seam_file_export: ceiling_db is set; else it is -1 */
#define SEAM_STEM_MAIN (-1)       /* of seam_file_export.stem */
#define SEAM_EXACT_TIME 1         /* flag of seam_render_at: the time is the device's own and does not jitter */
#define SEAM_MEASURE_LEVELS 2     /* flag of seam_offline_options: measure the levels for seam_offline_levels */

/* An engine; an offline render. Numbers, not addresses. */
typedef struct seam_engine seam_engine;
typedef struct seam_offline seam_offline;

/* Configuration of an engine. seam_config_default fills in the defaults. */
typedef struct seam_config {
    uint32_t struct_size;
    int32_t rate;          /* Hz, 8000..384000; default 48000, also for 0 */
    int32_t channels;      /* 1..8; default 2, also for 0 */
    int32_t anchor;        /* SEAM_ANCHOR_...; default SEAM_ANCHOR_FRAME */
    int64_t budget_bytes;  /* hard memory budget, from 32 MiB; default 500 MiB, also for 0 */
    double swap_fade_ms;   /* crossfade at edits, seeks and loop wraps, 0..100; default 15 */
    double declick_ms;     /* fade across seams, and where a medium begins or ends inside a segment, 0..100; 0 for none; default 5 */
    int32_t loader_threads; /* 0: one per core */
    int32_t mono_level;    /* SEAM_MONO_...; default SEAM_MONO_EQUAL_POWER */
    int32_t isolation;     /* SEAM_ISOLATION_...; default SEAM_ISOLATION_AUTO */
    int32_t lock_memory;   /* nonzero: what the callback reads is kept from being swapped out, as far as the system allows (RLIMIT_MEMLOCK; Linux); default 0 */
} seam_config;

/* Offset, gain and stereo mode of a track. */
typedef struct seam_mix {
    uint32_t struct_size;
    int32_t stereo_mode;   /* SEAM_STEREO, ... */
    double offset_seconds; /* positive skips the head of the source, negative is leading silence */
    double gain_db;        /* at most 60; -INFINITY is mute */
} seam_mix;

/* A track of a clip: one audio stream of one media file. */
typedef struct seam_track {
    uint32_t struct_size;
    int32_t stream; /* index in the file, or SEAM_BEST_STREAM, which 0 means too where the file's first stream is not audio */
    const char *path;       /* UTF-8; read during the call only */
    double offset_seconds;  /* positive skips the head of the source, negative is leading silence */
    double gain_db;         /* at most 60; -INFINITY is mute */
    int32_t stereo_mode;    /* SEAM_STEREO, ... */
    int32_t channel_mode;   /* SEAM_CHANNELS_...; 0 is the downmix */
    int32_t first_channel;  /* for SEAM_CHANNELS_ONE and SEAM_CHANNELS_PAIR, from 0 */
    int32_t second_channel; /* for SEAM_CHANNELS_PAIR, from 0 */
} seam_track;

/* A segment of the timeline: a range of a clip. The engine fills the last five fields and ignores them on input. */
typedef struct seam_segment {
    uint32_t struct_size;
    uint32_t clip;      /* 0 is a gap; an unknown clip is silence */
    double in_seconds;  /* on the clip's clock; negative is leading silence */
    double out_seconds; /* not before in_seconds */
    double speed;       /* 0.25..8; 1 is as recorded, and what 0 means */
    double gain_db;     /* at most 60; -INFINITY is mute */
    int32_t speed_mode; /* SEAM_SPEED_...; 0 is silence at any speed but 1; default SEAM_SPEED_KEEP_PITCH */
    int32_t muted;      /* nonzero: silent, and keeps its place */
    int64_t id;         /* never reused; kept across edits, undo and redo */
    int64_t start_frame; /* of the timeline, at which it begins */
    int64_t end_frame;  /* the frame after its last */
    int64_t clip_frame; /* clip frame heard at start_frame */
    int64_t beyond_frames; /* frames of the segment before its clip's start or after its end, which are silent; 0 for gaps and unknown clips; an estimate until the clip's length is exact */
} seam_segment;

/* A clip. */
typedef struct seam_clip {
    uint32_t struct_size;
    uint32_t clip;        /* its number */
    uint32_t tracks;
    int32_t frames_exact; /* 0: frames is an estimate, until all sources are exact */
    int64_t frames;       /* length on the clip's clock, as seam_clip_frames */
} seam_clip;

/* The current state of a track's source. Counters start when it is opened. */
typedef struct seam_source {
    uint32_t struct_size;
    int32_t rate;           /* of the medium, Hz */
    int32_t channels;       /* of the medium */
    int32_t stream;         /* index in the file; SEAM_BEST_STREAM for a host's samples */
    int64_t frames;         /* length, frames at the engine's rate */
    int32_t frames_exact;   /* 0: still an estimate, until the source is decoded to its end or measured with seam_clip_measure */
    int32_t warnings;       /* damaged packets and holes that play as silence */
    int64_t frames_decoded; /* decoded so far, at the medium's rate, preroll included */
    int64_t pages;          /* of 16,384 frames */
    int64_t pages_ready;    /* in memory */
    int64_t pages_loaded;
    int64_t pages_reloaded; /* of these, pages that had been evicted */
    double start_seconds;   /* of the first sample on the file's clock */
    double duration_seconds; /* from the file's header; 0 if unknown */
    int64_t bit_rate;       /* bits per second; 0 if unknown */
    char codec[32];         /* short name; empty for a host's samples */
    char container[96];
    char name[512];         /* path, or "host samples"; truncated to fit */
    char error[256];        /* why the source cannot be read; empty if it can */
    char notice[256];       /* which channels a downmix leaves out, or how channels without a layout are mixed; empty if there is nothing to report */
} seam_source;

/* A stream of a media file, as the file describes it. */
typedef struct seam_stream {
    uint32_t struct_size;
    int32_t index;    /* for seam_track.stream, if audio */
    int32_t rate;     /* Hz; 0 unless audio */
    int32_t channels; /* 0 unless audio */
    int64_t bit_rate; /* bits per second; 0 if unknown */
    char kind[16];    /* "audio", "video", "subtitle", "data", "attachment", "unknown" */
    char codec[32];   /* short name */
    char layout[64];  /* channel layout, by FFmpeg's name ("stereo", "5.1(side)"); "unknown" if the file does not state it, empty unless audio */
} seam_stream;

/* A part of the timeline. */
typedef struct seam_range {
    uint32_t struct_size;
    int32_t reserved;
    int64_t first_frame;
    int64_t end_frame; /* the frame after the last */
} seam_range;

/* A range of the timeline for edits. */
typedef struct seam_edit_range {
    uint32_t struct_size;
    int32_t reserved;
    double in_seconds;  /* on the timeline */
    double out_seconds; /* end of the range, exclusive */
} seam_edit_range;

/* The curve of an item's fade. */
enum {
    SEAM_FADE_EQUAL_POWER = 0, /* sine in, cosine out: unrelated sounds keep their power */
    SEAM_FADE_LINEAR = 1
};

/* How a transition goes from one segment to the next. */
enum {
    SEAM_TRANSITION_EQUAL_POWER = 0, /* cosine out, sine in */
    SEAM_TRANSITION_LINEAR = 1,
    SEAM_TRANSITION_THROUGH_BLACK = 2 /* linear to silence at half way, and back */
};

/* What an envelope belongs to, and the clock that its times are on. */
enum {
    SEAM_ENVELOPE_SEGMENT = 0, /* seconds on the clip's clock */
    SEAM_ENVELOPE_ITEM = 1,    /* seconds from the item's start */
    SEAM_ENVELOPE_LANE = 2,    /* seconds on the timeline */
    SEAM_ENVELOPE_MASTER = 3   /* seconds on the timeline; id 0 */
};

/* A lane: a row of items beside the main lane, summed into the output. The engine fills items. */
typedef struct seam_lane {
    uint32_t struct_size;
    uint32_t items;  /* number of items */
    int64_t id;      /* never reused; ignored by seam_add_lane */
    double gain_db;  /* at most 60; -INFINITY is mute */
    int32_t muted;   /* nonzero: silent */
    int32_t solo;    /* nonzero: lanes without it are silent, the main lane too */
    int32_t ripples; /* nonzero: items move with insertions and deletions on the main lane */
    int32_t extends; /* nonzero: items may make the timeline longer than the main lane; otherwise they end with it */
} seam_lane;

/* An item: a range of a clip, placed in timeline time on a lane. The engine fills the last two fields and ignores them on input. */
typedef struct seam_item {
    uint32_t struct_size;
    uint32_t clip;           /* an unknown clip is silence */
    int64_t lane;            /* the lane's id */
    double start_seconds;    /* on the timeline, not negative */
    double in_seconds;       /* on the clip's clock */
    double out_seconds;      /* end of the range, exclusive */
    double gain_db;          /* at most 60; -INFINITY is mute */
    double fade_in_seconds;  /* at most the item's length; 0: a declick as at seams */
    double fade_out_seconds; /* at most what the fade-in leaves */
    double loop_seconds;     /* repeats the range (0.05 s or longer) until this many seconds are full; 0 plays it once */
    int32_t fade_in_curve;   /* SEAM_FADE_...; default SEAM_FADE_LINEAR */
    int32_t fade_out_curve;  /* likewise */
    int64_t id;              /* never reused; ignored by seam_add_item */
    int64_t start_frame;     /* of the timeline */
    int64_t end_frame;       /* the frame after its last */
} seam_item;

/* The transition at a segment's start. */
typedef struct seam_transition {
    uint32_t struct_size;
    int32_t kind;           /* SEAM_TRANSITION_... */
    double seconds;         /* as set */
    double overlap_seconds; /* as it fits: 0 if an ordinary seam remains */
} seam_transition;

/* Ducking: how a lane becomes quieter while the main lane is loud. The engine fills known, and ignores it on input. */
typedef struct seam_ducking {
    uint32_t struct_size;
    int32_t reserved;
    double amount_db;    /* gain of the lane while the main lane is loud, -96..0; -12 is usual */
    double threshold_db; /* level from which the main lane is loud, RMS in steps of about 50 ms, dB of full scale, -96..0; -30 is usual */
    double hold_seconds; /* how long the lane stays quieter after the main lane was loud, 0..60; 1 is usual */
    double fall_seconds; /* time in which the gain falls, before the main lane becomes loud, 0.005..10; 0.25 is usual, and what 0 means */
    double rise_seconds; /* time in which the gain rises again, after the hold, 0.005..10; 0.5 is usual, and what 0 means */
    double known;        /* share of what the main lane plays whose levels are known, 0..1; what is not known yet does not count as loud */
} seam_ducking;

/* What gaps of the main lane sound like: a range of a clip, over and over. */
typedef struct seam_room_tone {
    uint32_t struct_size;
    uint32_t clip;
    double in_seconds; /* on the clip's clock */
    double out_seconds; /* at least 0.25 s after the in point */
    double gain_db; /* at most 60 */
    double crossfade_seconds; /* equal power, where the range repeats: 0.005 s to half the range; 0.1 is usual, and what 0 means */
} seam_room_tone;

/* A point of an envelope. */
typedef struct seam_envelope_point {
    uint32_t struct_size;
    int32_t reserved;
    double seconds;  /* increases from point to point */
    double gain_db;  /* at most 60; -96 and below is silence */
} seam_envelope_point;

/* What a seam_edit does: the call of the same name. */
#define SEAM_EDIT_INSERT 1
#define SEAM_EDIT_DELETE 2
#define SEAM_EDIT_RIPPLE_DELETE 3
#define SEAM_EDIT_LIFT 4
#define SEAM_EDIT_OVERWRITE 5
#define SEAM_EDIT_SPLIT 6
#define SEAM_EDIT_TRIM_IN 7
#define SEAM_EDIT_TRIM_OUT 8
#define SEAM_EDIT_ROLL_IN 9
#define SEAM_EDIT_ROLL_OUT 10
#define SEAM_EDIT_SLIP 11
#define SEAM_EDIT_SLIDE 12
#define SEAM_EDIT_MOVE 13
#define SEAM_EDIT_GAIN 14
#define SEAM_EDIT_MUTE 15
#define SEAM_EDIT_SPEED 16
#define SEAM_EDIT_SPEED_MODE 17

/* One edit of seam_apply_edits. Fields that its kind does not use are ignored. */
typedef struct seam_edit {
    uint32_t struct_size;
    int32_t kind;       /* SEAM_EDIT_... */
    int64_t segment;    /* delete, trims, rolls, slip, slide, move, gain, mute, speed, speed mode: the segment's id; -1 - i is the segment that edit i of this call makes */
    double value;       /* ripple delete, lift, overwrite, split, slide: seconds of the timeline; trims, rolls, slip: seconds on the clip's clock; gain: dB; speed */
    double end_seconds; /* ripple delete, lift: end of the range, exclusive */
    const seam_segment *with; /* insert, overwrite: the segment */
    uint32_t index;     /* insert: the segment that follows; move: the new index; speed mode: a SEAM_SPEED_ value */
    int32_t muted;      /* mute: nonzero mutes */
} seam_edit;

/* What a step of undo did, where the host gave it no name. */
enum {
    SEAM_STEP_NONE = 0,
    SEAM_STEP_INSERT = 1,
    SEAM_STEP_DELETE = 2,
    SEAM_STEP_RIPPLE_DELETE = 3,
    SEAM_STEP_LIFT = 4,
    SEAM_STEP_OVERWRITE = 5,
    SEAM_STEP_SPLIT = 6,
    SEAM_STEP_TRIM = 7,
    SEAM_STEP_ROLL = 8,
    SEAM_STEP_SLIP = 9,
    SEAM_STEP_SLIDE = 10,
    SEAM_STEP_MOVE = 11,
    SEAM_STEP_GAIN = 12,
    SEAM_STEP_MUTE = 13,
    SEAM_STEP_SPEED = 14,
    SEAM_STEP_REMOVE_RANGES = 15,
    SEAM_STEP_KEEP_RANGES = 16,
    SEAM_STEP_GROUP = 17, /* an edit group, or seam_apply_edits */
    SEAM_STEP_LANE = 18,
    SEAM_STEP_ITEM = 19,
    SEAM_STEP_TRANSITION = 20,
    SEAM_STEP_ENVELOPE = 21,
    SEAM_STEP_MASTER = 22,
    SEAM_STEP_DUCKING = 23,
    SEAM_STEP_ROOM_TONE = 24
};

/* What can be undone and redone. */
typedef struct seam_history {
    uint32_t struct_size;
    int32_t undo_steps; /* 0: nothing to undo */
    int32_t redo_steps;
    int32_t group_open; /* 1: an edit group is open, and seam_undo and seam_redo are refused until it ends */
    int32_t undo_kind;  /* SEAM_STEP_... of the step that seam_undo takes back next */
    int32_t redo_kind;  /* of the step that seam_redo carries out next */
    char undo_name[96]; /* as given by seam_name_edit, else the kind in English ("ripple delete"); empty if there is no step */
    char redo_name[96];
} seam_history;

/* The position of playback. */
typedef struct seam_position {
    uint32_t struct_size;
    int32_t playing;        /* nonzero: playback is running */
    int64_t playhead_frame; /* the next timeline frame to render */
    int64_t audible_frame;  /* heard now: the frame rendered latency_frames ago, also across seeks, loops and pauses */
    int64_t length_frames;  /* of the timeline */
    int64_t latency_frames; /* rendered but not heard yet, from the output's clock or seam_set_latency */
} seam_position;

/* Which device to open. Rate and channels are the engine's; SDL converts. */
typedef struct seam_output {
    uint32_t struct_size;
    int32_t block_frames;   /* requested period; 0 for the driver's default */
    const char *driver;     /* SDL's audio driver; NULL for the system's default, "dummy" for none, "disk" for a file */
    const char *device;     /* name as in seam_device; NULL for the default device, including later changes of the default */
    const char *disk_file;  /* file to which the driver "disk" writes raw samples */
    double time_scale;      /* for the drivers "dummy" and "disk": 1 is real time, 0 does not wait */
    int32_t documented_entry; /* nonzero: enter through the runtime's documented transition */
    int32_t reserved;
} seam_output;

/* A device that can be opened. */
typedef struct seam_device {
    uint32_t struct_size;
    int32_t is_default; /* 1: the system's default, including later changes of it; its name is empty, as seam_output.device accepts it */
    int32_t rate;       /* Hz, the best rate for an engine that plays on it; 48000 if the driver does not report one */
    int32_t channels;   /* 0 if the driver does not report it */
    char name[256];     /* for seam_output.device; a second device with the same name is "name (2)" */
} seam_device;

/* The open output. */
typedef struct seam_output_info {
    uint32_t struct_size;
    int32_t is_open;       /* 0: no output is open, and the other fields are 0 */
    int32_t rate;          /* of the device itself, Hz; SDL converts if the engine's rate differs */
    int32_t channels;      /* of the device itself */
    int32_t period_frames; /* the device's period, in frames at the engine's rate */
    int32_t raw_entry;     /* 1: the device thread enters the engine as seam_render does; 0: as seam_render_documented does */
    char driver[32];       /* SDL's name, or "null" */
    char device[256];
    int32_t state;         /* SEAM_OUTPUT_... */
    int32_t reserved;
    int64_t latency_frames; /* output frames from the request for a block until it is heard */
    int32_t thread_policy; /* SEAM_THREAD_...: how the system schedules the thread that plays, asked by this call */
    int32_t thread_priority; /* of FIFO and ROUND_ROBIN 1..99, higher goes first; of SHARED the nice value, -20..19 */
} seam_output_info;

/*
 * Called repeatedly with the progress of an export or a measurement, on the thread that called for it. Return nonzero to cancel. The
 * callback may make any call except seam_destroy of this engine.
 */
typedef int32_t (*seam_progress)(void *user, int64_t frames_done, int64_t frames);

/* Levels of a render. */
typedef struct seam_levels {
    uint32_t struct_size;
    int32_t reserved;
    int64_t frames;          /* rendered */
    int64_t clipped_samples; /* samples of all channels beyond full scale: 16-bit files and most devices clip them, 32-bit float keeps them */
    double peak;             /* largest magnitude of any sample; full scale is 1 */
} seam_levels;

/* What is done to the sum of all lanes, in playback, renders and exports alike. */
typedef struct seam_master {
    uint32_t struct_size;
    int32_t limiter;   /* 1: the true-peak limiter is on; 0: it is off */
    double gain_db;    /* before the limiter, at most 60; -INFINITY is silence */
    double ceiling_db; /* of the limiter, dB true peak, -24..0; -1 at first */
} seam_master;

/* Loudness by ITU-R BS.1770-5 and EBU R 128. A value that does not exist, as for silence, is -INFINITY; range_lu is NAN then. */
typedef struct seam_loudness {
    uint32_t struct_size;
    int32_t reserved;
    double integrated_lufs;     /* gated loudness */
    double range_lu;            /* EBU Tech 3342; NAN for less than 3 s */
    double true_peak_dbtp;      /* at four times the rate */
    double sample_peak_dbfs;
    double max_momentary_lufs;  /* the loudest 400 ms, in steps of 100 ms */
    double max_short_term_lufs; /* the loudest 3 s, in steps of 100 ms */
    double known;               /* share of the timeline that was measured, 0..1 */
} seam_loudness;

/* What the meters of the output read. A value that does not exist, as for silence, is -INFINITY. "Since the start": since seam_set_meters. */
typedef struct seam_meters {
    uint32_t struct_size;
    int32_t channels;           /* of the output */
    int64_t frames;             /* metered since the start */
    double true_peak_dbtp;      /* since the start, at four times the rate */
    double sample_peak_dbfs;    /* since the start */
    double momentary_lufs;      /* of the last 400 ms, every 100 ms */
    double short_term_lufs;     /* of the last 3 s, every 100 ms */
    double integrated_lufs;     /* gated, since the start */
    double max_momentary_lufs;  /* since the start */
    double max_short_term_lufs; /* since the start */
    double peak_dbfs[8];        /* by channel: largest sample of the last 50 ms, every 10 ms */
    double rms_dbfs[8];         /* by channel: root mean square of the last 300 ms, every 10 ms; a full-scale sine has -3.01 */
} seam_meters;

/* How seam_measure_loudness_with measures; zeros measure as seam_measure_loudness does. */
typedef struct seam_measure {
    uint32_t struct_size;
    uint32_t flags;         /* 0 or SEAM_SILENCE_FOR_ERRORS */
    seam_progress progress; /* frames measured, of the timeline's; nonzero cancels; NULL for none */
    void *user;             /* passed to progress */
} seam_measure;

/* What counts as silence. seam_silence_options_default fills in the defaults. */
typedef struct seam_silence_options {
    uint32_t struct_size;
    int32_t whole_mix;     /* 1: of all lanes together; 0: of the main lane, which is what edits cut */
    double threshold_db;   /* root mean square of 256 frames of all channels together, dB of full scale, -120..0; default -50 */
    double min_seconds;    /* shortest silence, margins included; default 0.5 */
    double margin_seconds; /* how much of a silence stays beside sound, at either end; default 0.1 */
} seam_silence_options;

/* Options of an offline render. */
typedef struct seam_offline_options {
    uint32_t struct_size;
    uint32_t flags;      /* SEAM_SILENCE_FOR_ERRORS, SEAM_MEASURE_LEVELS, or both, or 0 */
    int64_t first_frame; /* timeline frame at which the fade-in begins */
    int64_t frames;      /* length of the range, at whose end the fade-out ends, or SEAM_TO_THE_END, which 0 means too */
    double edge_fade_ms; /* linear fade inside both ends of the range, 0..1000, with silence beyond them; 0 for none */
} seam_offline_options;

/* What seam_export_wav writes. */
typedef struct seam_export {
    uint32_t struct_size;
    int32_t format;         /* SEAM_F32, SEAM_S16 */
    const char *path;       /* an existing file is replaced once the new one is complete, and kept if the export fails; see seam_export_wav */
    int64_t first_frame;    /* of the timeline */
    int64_t frames;         /* number of frames, or SEAM_TO_THE_END, which 0 means too; outside the timeline is silence */
    uint32_t flags;         /* 0 or SEAM_SILENCE_FOR_ERRORS */
    int32_t reserved;
    seam_progress progress; /* NULL for none */
    void *user;             /* passed to progress */
    double edge_fade_ms;    /* linear fade at the first and the last frames of the file, 0..1000; 0 for none */
    seam_levels *levels;    /* NULL, or receives the levels of the file; the caller sets its struct_size */
} seam_export;

/* A tag of an exported file, UTF-8. */
typedef struct seam_tag {
    uint32_t struct_size;
    int32_t reserved;
    const char *key;   /* title, artist, album, date, genre, comment, track, ...; ASCII without = */
    const char *value;
} seam_tag;

/* A chapter of an exported file: it lasts until the next one, or to the end of the file. */
typedef struct seam_chapter {
    uint32_t struct_size;
    int32_t reserved;
    int64_t frame;     /* of the timeline, at which it begins; a chapter outside what is exported is left out */
    const char *title; /* UTF-8 */
} seam_chapter;

/* What seam_export_file writes. If only struct_size and path are set: the whole timeline, encoded as the path's extension says, with the codec's own settings. */
typedef struct seam_file_export {
    uint32_t struct_size;
    int32_t codec;                /* SEAM_CODEC_... */
    const char *path;             /* an existing file is replaced once the new one is complete, and kept if the export fails */
    int32_t format;               /* samples of WAV: SEAM_F32, SEAM_S16, SEAM_S24; FLAC has 16 bits with SEAM_S16, else 24 */
    uint32_t flags;               /* SEAM_SILENCE_FOR_ERRORS, SEAM_DITHER, SEAM_QUALITY, SEAM_LIMITED */
    int64_t first_frame;          /* of the timeline */
    int64_t frames;               /* number of frames, or SEAM_TO_THE_END, which 0 means too; outside the timeline is silence */
    int64_t bit_rate;             /* bits a second of AAC, Opus, MP3, Vorbis; 0: 96,000 a channel for AAC, 64,000 for Opus, by quality for the others */
    double quality;               /* with SEAM_QUALITY: MP3 0 (best) to 9, Vorbis 0 to 10 (best) */
    double loudness_lufs;         /* target for the file's integrated loudness, reached by one gain and the limiter, -70 to less than 0; 0: the loudness stays as it is */
    double ceiling_db;            /* with SEAM_LIMITED: the ceiling of that limiter, dB true peak, -24..0; else it is -1 */
    double edge_fade_ms;          /* linear fade at the first and the last frames of the file, 0..1000; 0 for none */
    int64_t stem;                 /* 0: the mix; SEAM_STEM_MAIN: the main lane with its room tone; else a lane's id */
    const seam_tag *tags;         /* NULL for none */
    const seam_chapter *chapters; /* NULL for none; in any order */
    uint32_t tag_count;           /* at most 256 */
    uint32_t chapter_count;       /* at most 10,000 */
    seam_progress progress;       /* NULL for none; with loudness_lufs, frames are counted twice: measured, then written */
    void *user;                   /* passed to progress */
    seam_levels *levels;          /* NULL, or receives the levels of the file; the caller sets its struct_size */
} seam_file_export;

/* Statistics of an engine. Counters start at seam_create. */
typedef struct seam_stats {
    uint32_t struct_size;
    int32_t vector_bits; /* as seam_vector_bits */
    int32_t rate;        /* Hz */
    int32_t channels;
    int64_t segments;      /* on the timeline */
    int64_t length_frames; /* of the timeline */
    int64_t budget_bytes;
    int64_t held_bytes;    /* of the budget, now */
    int64_t peak_bytes;    /* the most ever held */
    int64_t pages_held;    /* in memory now */
    int64_t pages_evicted;
    int64_t miss_frames; /* frames that were silent because their page was not ready */
    int64_t underruns;   /* times the device ran dry */
    int64_t blocks;      /* blocks rendered, by a device or seam_render */
    int64_t frames_rendered;
    int64_t block_p50_ns;  /* render time of a block: the median, */
    int64_t block_p999_ns; /* the time that 999 of 1,000 blocks stay within, */
    int64_t block_max_ns;  /* and the longest */
    int64_t edit_to_published_ns; /* of the last edit, from the call to its publication */
    int64_t collections;     /* garbage collections of the library's runtime; guaranteed to stay 0 */
    int64_t allocated_bytes; /* on its GC heap; only opening media and devices allocates there */
    int64_t load_horizon_frames; /* how far around the playhead loading has come: 20 s, 40 s, 80 s, ... */
    int64_t load_done; /* 1: everything that the timeline plays is loaded, or the budget is used up by what is nearest */
    int64_t ready_ahead_frames; /* frames in memory ahead of the playhead, without a hole */
    int64_t published_serial; /* of the newest publication: each edit, seek, play and pause makes one */
    int64_t published_block; /* blocks begun at the time of that publication, which is heard in the next block */
    int64_t sources;         /* in use */
    int64_t sources_changed; /* of these, sources whose file has changed in size or time since it was opened; see seam_media_check */
    int64_t sources_missing; /* of these, sources whose file is missing */
    int64_t media_warnings;  /* damaged packets and holes in media that play as silence */
    int64_t workers;          /* worker processes started so far, those shared with other engines included; 0: none, or media are decoded in this process */
    int64_t underrun_frames; /* frames that the device could have played while it was dry */
    int64_t locked_bytes;    /* kept from being swapped out; 0 without seam_config.lock_memory */
    int64_t lock_refused_bytes; /* that the system has refused to lock, in all; SEAM_EVENT_MEMORY_NOT_LOCKED has the reason */
} seam_stats;

/* What an event reports. */
enum {
    SEAM_EVENT_DEVICE_OPENED = 1,   /* a call opened an output; text: the device */
    SEAM_EVENT_DEVICE_CHANGED = 2,  /* the system moved the output to another device, or changed the device's format; text: the device */
    SEAM_EVENT_DEVICE_LOST = 3,     /* the device is gone, and playback continues silently by a clock; text: why */
    SEAM_EVENT_DEVICE_RETURNED = 4, /* a device plays again; text: the device */
    SEAM_EVENT_DEVICE_STALLED = 5,  /* the system does not return from opening a device; playback continues by the clock */
    SEAM_EVENT_UNDERRUN = 6,        /* frames were not heard; cause says why */
    SEAM_EVENT_MEDIA_CHANGED = 7,   /* a medium has changed since it was opened; text: its name */
    SEAM_EVENT_MEDIA_MISSING = 8,   /* a medium is gone; text: its name */
    SEAM_EVENT_MEDIA_RETURNED = 9,  /* a medium is again the one that was opened; text: its name */
    SEAM_EVENT_LOADED = 10,         /* everything that the timeline plays is loaded, or the budget is used up by what is nearest */
    SEAM_EVENT_DEVICES_CHANGED = 11,/* the system's list of devices, or its default, has changed; text: the default, where the system says it */
    SEAM_EVENT_LATENCY_CHANGED = 12,/* the output latency has changed by more than 5 ms; frames: the latency now */
    SEAM_EVENT_DEVICE_THREAD = 13,  /* how the system schedules the thread that plays is known, or has changed; text: how */
    SEAM_EVENT_MEMORY_NOT_LOCKED = 14 /* the system has refused to lock memory (seam_config.lock_memory); text: why; once */
};

/* Why frames were not heard, as far as the times of the blocks show. */
enum {
    SEAM_CAUSE_UNKNOWN = 0,
    SEAM_CAUSE_LATE_CALLBACK = 1, /* the system called too late; the blocks themselves were fast enough */
    SEAM_CAUSE_SLOW_BLOCK = 2,    /* rendering took longer than the device had left */
    SEAM_CAUSE_STARVED_LOADER = 3 /* pages were not ready: misses */
};

/* What plays on an output. */
enum {
    SEAM_OUTPUT_CLOSED = 0,
    SEAM_OUTPUT_OPEN = 1,
    SEAM_OUTPUT_CLOCK = 2,     /* the device is lost: playback continues silently by a clock until a device is back */
    SEAM_OUTPUT_SUBSTITUTE = 3 /* the requested device is gone: the system's default plays in its place until it is back */
};

/* How the system schedules the thread that plays. */
enum {
    SEAM_THREAD_UNKNOWN = 0,     /* no block yet, no output, or another system than Linux */
    SEAM_THREAD_SHARED = 1,      /* no real time: SCHED_OTHER, SCHED_BATCH, SCHED_IDLE */
    SEAM_THREAD_FIFO = 2,        /* real time: SCHED_FIFO */
    SEAM_THREAD_ROUND_ROBIN = 3, /* real time: SCHED_RR, as rtkit grants it */
    SEAM_THREAD_DEADLINE = 4     /* real time: SCHED_DEADLINE */
};

/* Something that has happened. */
typedef struct seam_event {
    uint32_t struct_size;
    int32_t kind;           /* SEAM_EVENT_... */
    int32_t cause;          /* of underruns: SEAM_CAUSE_... */
    uint32_t dropped;       /* events lost before this one, because the host did not take them in time */
    int64_t host_ns;        /* when, on the clock of seam_clock_now */
    int64_t playhead_frame; /* the playhead at that time */
    int64_t frames;         /* of underruns: frames that were not heard; of LATENCY_CHANGED: the latency */
    int64_t count;          /* of underruns: how many this event stands for */
    char text[256];         /* empty if there is nothing to say */
} seam_event;

/* What is heard at a host time. */
typedef struct seam_clock {
    uint32_t struct_size;
    int32_t reserved;
    int64_t host_ns;       /* the time asked for */
    double timeline_frame; /* in the timeline of publication serial */
    double output_frame;   /* counted since seam_create; pauses count too */
    double speed;          /* timeline frames for each output frame: 1, 0 while nothing moves, or the shuttle's */
    double rate;           /* output frames a second of the host's clock, as measured */
    double latency_frames; /* output frames from the request for a block until it is heard; 0 with seam_render_at */
    int64_t segment;       /* a stretch of the clock in which a later time never has an earlier frame; a seek, a loop, an edit that moves what is heard, and another device begin a new one */
    int64_t serial;        /* of the newest publication that plays, as seam_stats.published_serial */
} seam_clock;

/* Render times of blocks since seam_create or the last seam_reset_block_times. */
typedef struct seam_block_times {
    uint32_t struct_size;
    int32_t reserved;
    int64_t blocks; /* counted */
    int64_t mean_ns;
    int64_t p50_ns; /* percentiles are rounded up by at most 1/32 */
    int64_t p99_ns;
    int64_t p999_ns;
    int64_t max_ns;
} seam_block_times;

/* A change of what plays, recorded by the block that performed it. */
typedef struct seam_swap {
    uint32_t struct_size;
    int32_t published;       /* 1: an edit, seek, play or pause; 0: an automatic change (the end, a loop wrap), and four fields are 0 */
    int64_t serial;          /* of the publication: the value of seam_stats.published_serial right after the call */
    int64_t published_block; /* blocks begun at the time of the publication */
    int64_t heard_block;     /* the first block that plays it, from 1: the next one after published_block, unless a crossfade was running */
    int64_t edit_ns;         /* from the call to the publication */
    int64_t heard_ns;        /* from the publication to the beginning of heard_block; 0 if that block had already begun */
    int64_t output_frame;    /* frames rendered before the first frame of the change */
    int64_t old_frame;       /* the timeline frame that would have played */
    int64_t new_frame;       /* the timeline frame that played */
    int64_t fade_frames;     /* length of the crossfade; 0 if none was needed */
} seam_swap;

/* The part of a waveform to read: consecutive columns of equal length. */
typedef struct seam_peaks_view {
    uint32_t struct_size;
    int32_t channel;          /* from 0; SEAM_ALL_CHANNELS combines all channels */
    double first_frame;       /* column i covers frames [floor(first_frame + i x frames_per_column), floor(... (i + 1) x ...)) */
    double frames_per_column; /* at least 1; need not be an integer */
} seam_peaks_view;

/* A column of a waveform. */
typedef struct seam_peak {
    uint32_t struct_size;
    int32_t flags; /* SEAM_PEAK_OUTSIDE, SEAM_PEAK_COARSE */
    float min;     /* never above the smallest sample; full scale is 1; NaN if nothing is known */
    float max;     /* never below the largest sample; NaN if nothing is known */
    float rms;     /* root mean square; NaN if nothing is known */
    float known;   /* share of the column that has been loaded at least once: 0 is unknown, below 1 may still change */
} seam_peak;

/* ---- Library. Thread: any, before any other call too. No errors. ---- */

/* SEAM_ABI_VERSION of the library. Thread: any. */
uint32_t seam_abi_version(void);

/* The library's version, "major.minor.patch". The string stays valid as long as the library is loaded. Thread: any. */
const char *seam_version(void);

/* Width in bits of the widest vectors in use: 256, 128, or 0 for none. Thread: any. */
int32_t seam_vector_bits(void);

/* Returns 1 if the CPU has the instructions that the library was built for, else 0: then make no other call. Does not start the runtime. Thread: any. */
int32_t seam_cpu_supported(void);

/*
 * Returns 1 if the library can start in this process as it is now. Else returns 0 and copies the reason to text (may be NULL):
 * the CPU, or no room for the 1 GiB of address space that the runtime reserves (RLIMIT_AS; all memory locked under
 * RLIMIT_MEMLOCK). Then any other call but seam_cpu_supported would end the process. Call it before any other function; it does
 * not start the runtime and leaves nothing behind. The text is truncated to capacity and always 0-terminated. Thread: any.
 */
int32_t seam_can_start(char *text, size_t capacity);

/*
 * Copies the error message of the last failed call on this engine, on any thread. For a handle that is refused (NULL, destroyed),
 * copies the message of the last failed call without a valid engine. The text is truncated to capacity and always 0-terminated.
 * Returns the full length in bytes without the 0, regardless of capacity. Thread: any.
 */
size_t seam_last_error(const seam_engine *engine, char *text, size_t capacity);

/* ---- Engine ---- */

/* Fills in the default configuration. Errors: SEAM_INVALID_ARGUMENT (NULL, struct_size not set). Thread: any. */
seam_status seam_config_default(seam_config *config);

/*
 * ---- Defaults of other structs: like seam_config_default. The caller sets struct_size; nothing else of the struct has to be set. The
 * defaults of all other structs are zeros. ----
 */

/* The best audio stream, all channels. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_track_default(seam_track *track);

/* Speed 1; at other speeds, set later, the pitch is kept. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_segment_default(seam_segment *segment);

/* Linear fades, of no length. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_item_default(seam_item *item);

/* Music under speech: the usual values. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_ducking_default(seam_ducking *ducking);

/* A crossfade of 0.1 s. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_room_tone_default(seam_room_tone *tone);

/* The system's default device; the drivers "dummy" and "disk" in real time. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_output_default(seam_output *output);

/* Unity gain, no limiter, a ceiling of -1 dB. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_master_default(seam_master *master);

/* Pauses in speech. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_silence_options_default(seam_silence_options *options);

/* The whole timeline, without fades and levels. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_offline_options_default(seam_offline_options *options);

/* The whole timeline, 32-bit float. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_export_default(seam_export *wanted);

/* The whole timeline, by the extension of the path. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_file_export_default(seam_file_export *wanted);

/* All channels combined, one frame a column. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_peaks_view_default(seam_peaks_view *view);

/* ---- Creating and destroying ---- */

/*
 * Creates an engine with an empty timeline. Pass NULL as config for the defaults. Takes milliseconds.
 * Errors: SEAM_INVALID_ARGUMENT, SEAM_LIMIT_REACHED (256 handles), SEAM_OUT_OF_BUDGET. Thread: any.
 */
seam_status seam_create(const seam_config *config, seam_engine **engine);

/*
 * Destroys the engine: waits for the current block to finish and for an open device to close. Calls that are waiting or opening
 * something end with SEAM_CANCELLED, and so do exports and offline renders. If the system blocks a call or a loader in a file read
 * or in opening a device, seam_destroy waits for it for at most half a second; it ends, and its memory is released, when the system
 * call returns. The handle is refused from the beginning of this call on. Errors: SEAM_INVALID_HANDLE, also for a second
 * destroy. Thread: any.
 */
seam_status seam_destroy(seam_engine *engine);

/* ---- Clips: recordings, identified by a number that the host chooses, 1..UINT32_MAX ---- */

/*
 * Opens media as a clip; replaces an existing clip of that number. At most 16 tracks, which are summed; a clip without tracks is silence.
 * Errors: SEAM_INVALID_ARGUMENT, SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET, SEAM_MEDIA_ERROR (names file and cause),
 * SEAM_CANCELLED (a later call has set or removed the clip, or the engine was destroyed).
 * Thread: any. May wait for the file system, as a rule milliseconds at any length. It does not block other calls, including other
 * calls that open media. Decoding follows in the background, nearest the playhead first.
 */
seam_status seam_clip_set_media(seam_engine *engine, uint32_t clip, const seam_track *tracks, uint32_t count);

/*
 * Makes a clip of samples from the host, which are copied and count against the budget.
 * interleaved: frames x channels samples; channels 1..8, in the usual layout for their number; rate 8000..384000 Hz, converted to the engine's.
 * Errors: SEAM_INVALID_ARGUMENT, SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET, SEAM_MEDIA_ERROR, SEAM_CANCELLED (as
 * seam_clip_set_media). Thread: any. Takes as long as the copy and does not block other calls.
 */
seam_status seam_clip_set_pcm(seam_engine *engine, uint32_t clip, const float *interleaved, uint64_t frames,
                              int32_t channels, int32_t rate);

/*
 * Removes a clip; its segments stay, as silence. A call that is still opening media for it ends with SEAM_CANCELLED.
 * Errors: SEAM_NOT_FOUND. Thread: any.
 */
seam_status seam_clip_remove(seam_engine *engine, uint32_t clip);

/* Changes offset, gain and stereo mode of a track (index from 0). Decodes nothing. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_clip_set_track_mix(seam_engine *engine, uint32_t clip, uint32_t track, const seam_mix *mix);

/* Gets offset, gain and stereo mode of a track (index from 0). Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_clip_get_track_mix(seam_engine *engine, uint32_t clip, uint32_t track, seam_mix *mix);

/*
 * Lists the clips by number, at most capacity of them; seam_clip_source describes the tracks of each. *count receives the number of clips. The
 * stride is clips[0].struct_size. Pass NULL and 0 to get the count only. Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_clip_list(seam_engine *engine, seam_clip *clips, uint32_t capacity, uint32_t *count);

/* Gets the length of a clip in frames, an estimate until the lengths of its media are exact. Errors: SEAM_NOT_FOUND. Thread: any. */
seam_status seam_clip_frames(seam_engine *engine, uint32_t clip, int64_t *frames);

/*
 * Measures the exact length of a clip's media: scans each file without decoding, which takes milliseconds to a second.
 * Errors: SEAM_NOT_FOUND, SEAM_MEDIA_ERROR, SEAM_CANCELLED (the clip was set or removed, or the engine destroyed).
 * Thread: any. May wait for the file system; does not block other calls.
 */
seam_status seam_clip_measure(seam_engine *engine, uint32_t clip);

/* Gets the current state of a track's source (track index from 0). Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_clip_source(seam_engine *engine, uint32_t clip, uint32_t track, seam_source *source);

/*
 * Lists the streams of the media file that a track (index from 0) belongs to, in file order, at most capacity of them. *count
 * receives the number of streams, 0 for host samples. The caller sets streams[0].struct_size. Pass NULL and 0 to get the count only.
 * Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_clip_streams(seam_engine *engine, uint32_t clip, uint32_t track, seam_stream *streams, uint32_t capacity, uint32_t *count);

/*
 * Reopens a clip's media files, changed or not, for every clip that uses them; nothing else is reloaded. Segments keep their in
 * and out points. During playback the new media start at the playhead with the usual crossfade; the call waits up to 100 ms for
 * the first page.
 * Errors, without any change: SEAM_NOT_FOUND, SEAM_MEDIA_ERROR (names file and cause), SEAM_OUT_OF_BUDGET,
 * SEAM_INVALID_STATE (a clip of host samples), SEAM_CANCELLED (a later call set, removed or reopened the clip, or the
 * engine was destroyed). Thread: any. May wait for the file system; does not block other calls.
 */
seam_status seam_clip_invalidate(seam_engine *engine, uint32_t clip);

/*
 * Checks the size and modification time of a clip's media files, or of all clips for clip 0. *changed receives the number of files
 * that have changed or are missing. Loaders check too: they load nothing more from a changed file. Pages in memory continue to
 * play, the rest is silence, and offline renders fail with an error that names the file. If the original file is back, loading
 * resumes. Takes 2 us per file, more over a network. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_media_check(seam_engine *engine, uint32_t clip, uint32_t *changed);

/* ---- Timeline: segments end to end. Every edit is heard in the next block and can be undone. ---- */

/*
 * Replaces the whole timeline and clears the undo history. At most 65,536 segments.
 * Errors: SEAM_INVALID_ARGUMENT (names the segment), SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET. Thread: any.
 */
seam_status seam_timeline_set(seam_engine *engine, const seam_segment *segments, uint32_t count);

/*
 * Copies the segments in order, at most capacity of them. *count receives the number of segments. The caller sets
 * segments[0].struct_size. Pass NULL and 0 to get the count only. Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_timeline_get(seam_engine *engine, seam_segment *segments, uint32_t capacity, uint32_t *count);

/* Gets the segment that plays at a timeline frame, and its index. Errors: SEAM_NOT_FOUND. Thread: any. */
seam_status seam_segment_at(seam_engine *engine, int64_t frame, seam_segment *segment, uint32_t *index);

/* Gets the length of the timeline in frames. Thread: any. */
seam_status seam_length(seam_engine *engine, int64_t *frames);

/* Inserts a segment before the one at index; an index equal to the number of segments appends. *id (may be NULL) receives the new segment's id. Errors: SEAM_INVALID_ARGUMENT, SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET. Thread: any. */
seam_status seam_insert(seam_engine *engine, uint32_t index, const seam_segment *segment, int64_t *id);

/* Splits the segment at a time. *right_id (may be NULL) receives the id of the right part. Errors: SEAM_INVALID_ARGUMENT, SEAM_LIMIT_REACHED. Thread: any. */
seam_status seam_split(seam_engine *engine, double seconds, int64_t *right_id);

/* As seam_split, at a timeline frame. Errors as seam_split. Thread: any. */
seam_status seam_split_frame(seam_engine *engine, int64_t frame, int64_t *right_id);

/* Removes [in, out) seconds across segments and closes the gap. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_ripple_delete(seam_engine *engine, double in_seconds, double out_seconds);

/* As seam_ripple_delete, of the timeline frames [in, out). Errors as seam_ripple_delete. Thread: any. */
seam_status seam_ripple_delete_frames(seam_engine *engine, int64_t in_frame, int64_t out_frame);

/* Removes a segment and closes the gap. Errors: SEAM_NOT_FOUND. Thread: any. */
seam_status seam_delete_segment(seam_engine *engine, int64_t segment);

/* Moves a segment to another index. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_move_segment(seam_engine *engine, int64_t segment, uint32_t index);

/* Sets a segment's in point, in seconds on the clip's clock; later segments move with the edge. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_trim_in(seam_engine *engine, int64_t segment, double in_seconds);

/* As seam_trim_in, to a frame of the clip. Errors as seam_trim_in. Thread: any. */
seam_status seam_trim_in_frame(seam_engine *engine, int64_t segment, int64_t in_frame);

/* Sets a segment's out point, in seconds on the clip's clock; later segments move with the edge. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_trim_out(seam_engine *engine, int64_t segment, double out_seconds);

/* As seam_trim_out, to a frame of the clip. Errors as seam_trim_out. Thread: any. */
seam_status seam_trim_out_frame(seam_engine *engine, int64_t segment, int64_t out_frame);

/* Sets a segment's gain in dB. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_set_segment_gain(seam_engine *engine, int64_t segment, double decibels);

/* Mutes (nonzero) or unmutes (0) a segment, which keeps its place. Errors: SEAM_NOT_FOUND. Thread: any. */
seam_status seam_set_segment_muted(seam_engine *engine, int64_t segment, int32_t muted);

/*
 * Sets a segment's speed, 0.25..8. Its speed mode says how it sounds; a segment of zeros has the mode of silence. The playhead stays on its
 * content. A clip at another speed has pages of its own, made from the clip's pages; during playback the old sound continues until the first of
 * them is ready, for at most 50 ms. Memory for a clip at another speed is taken when a segment first needs it. Errors: SEAM_NOT_FOUND,
 * SEAM_INVALID_ARGUMENT, SEAM_OUT_OF_BUDGET. Thread: any.
 */
seam_status seam_set_segment_speed(seam_engine *engine, int64_t segment, double speed);

/* Sets a segment's speed and its mode (a SEAM_SPEED_ value) in one step. Errors: as seam_set_segment_speed. Thread: any. */
seam_status seam_set_segment_speed_mode(seam_engine *engine, int64_t segment, double speed, int32_t mode);

/* Undoes the last edit. Errors: SEAM_INVALID_STATE. Thread: any. */
seam_status seam_undo(seam_engine *engine);

/* Redoes the last undone edit. Errors: SEAM_INVALID_STATE. Thread: any. */
seam_status seam_redo(seam_engine *engine);

/*
 * ---- Edits in place, edits of many ranges, and edit groups ----
 *
 * Times are seconds of the current timeline, or on the clip's clock where stated. When a segment is cut, its first piece keeps the
 * id; a second piece, a gap and a new segment get new ids. Pieces of a segment continue each other to the sample. A cut inside a
 * segment with another speed takes that speed into account.
 */

/*
 * Replaces [in, out) of the timeline with one gap of exactly that length; later segments stay in place.
 * Errors: SEAM_INVALID_ARGUMENT, SEAM_LIMIT_REACHED. Thread: any.
 */
seam_status seam_lift(seam_engine *engine, double in_seconds, double out_seconds);

/* As seam_lift, of the timeline frames [in, out). Errors as seam_lift. Thread: any. */
seam_status seam_lift_frames(seam_engine *engine, int64_t in_frame, int64_t out_frame);

/*
 * Overwrites the timeline with a segment from a given time on, for the segment's length; later segments stay in place. At the end of
 * the timeline it appends; a segment that reaches past the end extends the timeline. *id (may be NULL) receives the new segment's id.
 * Errors: SEAM_INVALID_ARGUMENT (also a time outside the timeline), SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET. Thread: any.
 */
seam_status seam_overwrite(seam_engine *engine, double seconds, const seam_segment *segment, int64_t *id);

/* As seam_overwrite, from a timeline frame on. Errors as seam_overwrite. Thread: any. */
seam_status seam_overwrite_frame(seam_engine *engine, int64_t frame, const seam_segment *segment, int64_t *id);

/*
 * Moves the seam before a segment: its in point becomes in_seconds on the clip's clock, and the previous segment ends earlier or
 * later by the same amount; nothing else moves. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT (it is the first segment, or either
 * would end before it begins). Thread: any.
 */
seam_status seam_roll_in(seam_engine *engine, int64_t segment, double in_seconds);

/* As seam_roll_in, to a frame of the clip. Errors as seam_roll_in. Thread: any. */
seam_status seam_roll_in_frame(seam_engine *engine, int64_t segment, int64_t in_frame);

/* Moves the seam after a segment: its out point becomes out_seconds on the clip's clock, and the next segment begins earlier or later by the same amount; nothing else moves. Errors as seam_roll_in. Thread: any. */
seam_status seam_roll_out(seam_engine *engine, int64_t segment, double out_seconds);

/* As seam_roll_out, to a frame of the clip. Errors as seam_roll_in. Thread: any. */
seam_status seam_roll_out_frame(seam_engine *engine, int64_t segment, int64_t out_frame);

/* Slips a segment: plays other material of the clip at the same place and length, with the in point at in_seconds on the clip's clock. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_slip(seam_engine *engine, int64_t segment, double in_seconds);

/* As seam_slip, to a frame of the clip. Errors as seam_slip. Thread: any. */
seam_status seam_slip_frame(seam_engine *engine, int64_t segment, int64_t in_frame);

/*
 * Slides a segment by seconds of the timeline; negative values move it earlier. The previous segment ends, and the next one begins,
 * later by the same amount; nothing else moves. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT (a neighbour is missing or too
 * short). Thread: any.
 */
seam_status seam_slide(seam_engine *engine, int64_t segment, double seconds);

/* As seam_slide, by frames of the timeline. Errors as seam_slide. Thread: any. */
seam_status seam_slide_frames(seam_engine *engine, int64_t segment, int64_t frames);

/*
 * Removes ranges of the timeline and closes the gaps. All ranges refer to the timeline before the call: the result is that of
 * seam_ripple_delete for each range, the last one first. Ranges may be in any order; ranges that overlap or touch count as one; an
 * empty list changes nothing. All ranges are removed or none, as one undo step and one publication. The time is linear in segments
 * and ranges: 10,000 cuts take some milliseconds. The stride is ranges[0].struct_size; at most 65,536 ranges.
 * Errors: SEAM_INVALID_ARGUMENT (names the range by its index: reversed, not a time, or entirely outside the timeline), SEAM_LIMIT_REACHED,
 * SEAM_OUT_OF_BUDGET. Thread: any.
 */
seam_status seam_remove_ranges(seam_engine *engine, const seam_edit_range *ranges, uint32_t count);

/*
 * Removes everything outside the given ranges of the timeline, the complement of seam_remove_ranges. The ranges stay in timeline order, each once; at
 * least one is required. Errors as seam_remove_ranges. Thread: any.
 */
seam_status seam_keep_ranges(seam_engine *engine, const seam_edit_range *ranges, uint32_t count);

/* As seam_remove_ranges, of ranges in timeline frames, such as seam_loaded_ranges gives. Errors as seam_remove_ranges. Thread: any. */
seam_status seam_remove_ranges_frames(seam_engine *engine, const seam_range *ranges, uint32_t count);

/* As seam_keep_ranges, of ranges in timeline frames. Errors as seam_remove_ranges. Thread: any. */
seam_status seam_keep_ranges_frames(seam_engine *engine, const seam_range *ranges, uint32_t count);

/*
 * Applies edits in order, as one undo step and one publication: the result is that of the single calls. All edits are applied or none:
 * if one is refused, the timeline and the undo history are as before the call, and the error message begins with its index ("edit 3: ...").
 * A later edit can name the segment that edit i makes as -1 - i. Inside an edit group the edits join the group. The stride is
 * edits[0].struct_size; at most 65,536 edits; an empty list changes nothing. new_ids (may be NULL; count entries) receives the id of the
 * segment that each insert, overwrite and split made, 0 for other kinds; it is untouched if the call fails.
 * Errors: those of the single calls, SEAM_LIMIT_REACHED (also a step that is too large for the undo history), SEAM_OUT_OF_BUDGET. Thread: any.
 */
seam_status seam_apply_edits(seam_engine *engine, const seam_edit *edits, uint32_t count, int64_t *new_ids);

/*
 * Begins an edit group: all edits until seam_end_edits form one undo step and one publication, and are not heard before. Meanwhile
 * seam_timeline_get, seam_segment_at and seam_length show the edited timeline. Until the group ends, seam_undo, seam_redo,
 * seam_timeline_set and calls that change clips are refused with SEAM_INVALID_STATE; edits by other threads join the group. Groups do not
 * nest: a second one is refused, and the first stays open. An edit that is refused inside the group changes nothing, and the group stays
 * open with what it has; seam_cancel_edits takes that back. A group without edits leaves no step.
 * Errors: SEAM_INVALID_STATE (a group is open), SEAM_OUT_OF_BUDGET. Thread: any.
 */
seam_status seam_begin_edits(seam_engine *engine);

/* Ends the edit group and publishes its edits. Errors: SEAM_INVALID_STATE (no group is open), SEAM_OUT_OF_BUDGET (the group stays open). Thread: any. */
seam_status seam_end_edits(seam_engine *engine);

/* Ends the edit group and discards its edits; the undo history is as before the group. Errors: SEAM_INVALID_STATE (no group is open). Thread: any. */
seam_status seam_cancel_edits(seam_engine *engine);

/* Returns 1 if seam_undo would take a step back, else 0: nothing to undo, an edit group is open, or the handle is refused. Thread: any. */
int32_t seam_can_undo(seam_engine *engine);

/* Returns 1 if seam_redo would carry a step out, else 0. Thread: any. */
int32_t seam_can_redo(seam_engine *engine);

/* Gets what can be undone and redone, and what it is called. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_get_history(seam_engine *engine, seam_history *history);

/*
 * Names the last edit, or the open edit group, for seam_get_history: "delete of interview". Undo and redo keep the name with the step; what
 * does not fit into 96 bytes is cut. Another thread's edit may come between an edit and its name; a group keeps others from being
 * named instead. Errors: SEAM_INVALID_ARGUMENT (NULL), SEAM_INVALID_STATE (nothing to undo), SEAM_OUT_OF_BUDGET. Thread: any.
 */
seam_status seam_name_edit(seam_engine *engine, const char *name);

/*
 * ---- Lanes, transitions, envelopes: edits like those above, with undo and groups; heard in the next block, nothing is decoded again ----
 */

/*
 * Adds a lane before the one at index; an index equal to the number of lanes appends. At most 64. *id (may be NULL) receives its id.
 * Errors: SEAM_INVALID_ARGUMENT, SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET. Thread: any.
 */
seam_status seam_add_lane(seam_engine *engine, uint32_t index, const seam_lane *lane, int64_t *id);

/* Changes gain and flags of the lane with lane->id. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_set_lane(seam_engine *engine, const seam_lane *lane);

/* Moves a lane to another index; lanes are summed in order. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_move_lane(seam_engine *engine, int64_t lane, uint32_t index);

/* Removes a lane with its items and their envelopes. Errors: SEAM_NOT_FOUND. Thread: any. */
seam_status seam_remove_lane(seam_engine *engine, int64_t lane);

/* Copies the lanes in order, at most capacity of them. *count receives the number of lanes. The stride is lanes[0].struct_size. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_get_lanes(seam_engine *engine, seam_lane *lanes, uint32_t capacity, uint32_t *count);

/*
 * Puts an item on a lane. At most 65,536 items in all, at most eight of a lane at one instant, where they are summed. An edge without a fade
 * gets the declick of a seam; items that touch and continue one recording at the same gain play as one. *id (may be NULL) receives its id.
 * Errors: SEAM_NOT_FOUND (no such lane), SEAM_INVALID_ARGUMENT, SEAM_LIMIT_REACHED (also: more than 65,536 repetitions of all loops
 * together), SEAM_OUT_OF_BUDGET. Thread: any.
 */
seam_status seam_add_item(seam_engine *engine, const seam_item *item, int64_t *id);

/* Changes the item with item->id: its lane and start too. Errors as seam_add_item. Thread: any. */
seam_status seam_set_item(seam_engine *engine, const seam_item *item);

/* Removes an item with its envelope. Errors: SEAM_NOT_FOUND. Thread: any. */
seam_status seam_remove_item(seam_engine *engine, int64_t item);

/* Copies the items of a lane by start, at most capacity of them. *count receives the number of items. The stride is items[0].struct_size. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_get_items(seam_engine *engine, int64_t lane, seam_item *items, uint32_t capacity, uint32_t *count);

/*
 * Joins a segment to the previous one by a transition, or changes the one there. The two overlap by its length, at least 0.05 s and at
 * most half the shorter of them, and the timeline becomes shorter by the overlap; if half the shorter is less than 0.05 s, an ordinary seam
 * remains. A transition has no declick. It stays while both edges stay: trims, rolls, slips and slides keep it, at the length that then
 * fits; a deletion, insertion or move that separates the edges removes it, and undo restores it. At a time inside it, edits act on the
 * right segment. seam_split refuses a place where a piece would be too short for its transition.
 * Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT (it is the first segment, or kind or length are invalid). Thread: any.
 */
seam_status seam_set_transition(seam_engine *engine, int64_t segment, int32_t kind, double seconds);

/* As seam_set_transition, with a length in frames. Errors as seam_set_transition. Thread: any. */
seam_status seam_set_transition_frames(seam_engine *engine, int64_t segment, int32_t kind, int64_t frames);

/* Turns a transition into an ordinary seam. Errors: SEAM_NOT_FOUND. Thread: any. */
seam_status seam_remove_transition(seam_engine *engine, int64_t segment);

/* Gets the transition at a segment's start. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_get_transition(seam_engine *engine, int64_t segment, seam_transition *transition);

/*
 * Sets the envelope of a segment, item, lane or the master (id 0); a count of 0 removes it. Between points the gain is linear in dB; before
 * the first and after the last it is constant. It multiplies the other gains. Pieces of a split segment keep the points under them.
 * The stride is points[0].struct_size; at most 1,000,000 points in all.
 * Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT (names the point), SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET. Thread: any.
 */
seam_status seam_set_envelope(seam_engine *engine, int32_t owner, int64_t id, const seam_envelope_point *points, uint32_t count);

/* Copies the points of an envelope, at most capacity of them. *count receives their number, 0 if there is no envelope. The stride is points[0].struct_size. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_get_envelope(seam_engine *engine, int32_t owner, int64_t id, seam_envelope_point *points, uint32_t capacity, uint32_t *count);

/*
 * Sets the ducking of a lane: it becomes quieter while the main lane is loud. NULL removes it. The gain is derived from the levels of the material
 * that the main lane plays, with the gains of tracks and segments, without fades and envelopes; it multiplies the lane's envelope. It follows
 * every edit in the next block as far as levels are known (of everything that was loaded once), and is refined while more is loaded; an offline
 * render first loads what it needs. Between two loud places that are less than hold, rise and fall apart, the lane stays quieter.
 * Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT, SEAM_OUT_OF_BUDGET. Thread: any.
 */
seam_status seam_set_ducking(seam_engine *engine, int64_t lane, const seam_ducking *ducking);

/* Gets the ducking of a lane. Errors: SEAM_NOT_FOUND (no such lane, or it has none), SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_get_ducking(seam_engine *engine, int64_t lane, seam_ducking *ducking);

/*
 * Turns the ducking of a lane, as it stands, into points of the lane's envelope, and removes it: sounds the same to the bit, and can be edited.
 * Errors: SEAM_NOT_FOUND (no such lane, or it has none), SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET. Thread: any.
 */
seam_status seam_ducking_to_envelope(seam_engine *engine, int64_t lane);

/*
 * Sets what gaps of the main lane sound like; NULL: silence, as at first. Each gap begins with the in point and repeats the range to its end;
 * gaps that touch are one. It fades with the seams and transitions of the gap, and has the gap's gain. Muted gaps stay silent, and so does the
 * part of the timeline after the end of the main lane. It does not count as loud for ducking, nor as sound for seam_find_silences.
 * Errors: SEAM_INVALID_ARGUMENT, SEAM_OUT_OF_BUDGET. Thread: any.
 */
seam_status seam_set_room_tone(seam_engine *engine, const seam_room_tone *tone);

/* Gets the room tone. Errors: SEAM_NOT_FOUND (gaps are silent), SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_get_room_tone(seam_engine *engine, seam_room_tone *tone);

/* ---- Transport: takes effect at the start of the next block ---- */

/* Starts playback at the playhead. Thread: any. */
seam_status seam_play(seam_engine *engine);

/* Pauses playback at the playhead, with a fade of 5 ms. Thread: any. */
seam_status seam_pause(seam_engine *engine);

/* Moves the playhead to a time in seconds, clamped to the timeline. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_seek(seam_engine *engine, double seconds);

/* Moves the playhead to a frame, clamped to the timeline. Thread: any. */
seam_status seam_seek_frame(seam_engine *engine, int64_t frame);

/* Loops [in, out) seconds during playback, at least 50 ms. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_set_loop(seam_engine *engine, double in_seconds, double out_seconds);

/* As seam_set_loop, of the timeline frames [in, out). Errors as seam_set_loop. Thread: any. */
seam_status seam_set_loop_frames(seam_engine *engine, int64_t in_frame, int64_t out_frame);

/* Clears the loop; playback continues past its end. Thread: any. */
seam_status seam_clear_loop(seam_engine *engine);

/*
 * Plays [in, out) seconds, at least 50 ms, then stops at its end; nothing beyond the timeline's end is played. A loop takes no effect
 * until then. seam_play, seam_pause and seam_seek cancel the range; an edit leaves both ends at their times.
 * Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_play_range(seam_engine *engine, double in_seconds, double out_seconds);

/* As seam_play_range, of the timeline frames [in, out). Errors as seam_play_range. Thread: any. */
seam_status seam_play_range_frames(seam_engine *engine, int64_t in_frame, int64_t out_frame);

/* Plays from before_seconds (preroll, 0..60) before a cut to after_seconds (postroll, 0..60) after it, as far as the timeline reaches, then
 * stops on the cut. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_play_around(seam_engine *engine, double seconds, double before_seconds, double after_seconds);

/* As seam_play_around, in frames. Errors as seam_play_around. Thread: any. */
seam_status seam_play_around_frames(seam_engine *engine, int64_t frame, int64_t before_frames, int64_t after_frames);

/* Moves the playhead to a time, clamped to the timeline, and plays the 80 ms from there on; a window that still plays crossfades into it.
 * For a pointer that moves over the timeline: call it each time the pointer moves. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_scrub(seam_engine *engine, double seconds);

/* As seam_scrub, to a timeline frame. Errors as seam_scrub. Thread: any. */
seam_status seam_scrub_frame(seam_engine *engine, int64_t frame);

/*
 * Plays from the playhead at a speed of -8 to 8, negative backwards, audibly; 0 holds, as seam_pause does. From 0.25 to 2, either way, the pitch is
 * kept; slower and faster it follows the speed, as on tape. A change of speed crossfades. Loops and played ranges take no effect; playback stops
 * at the timeline's end, or its start. Edits are heard as in playback. seam_play, seam_pause and played ranges end the shuttle; after a seek it
 * continues from there. What lies in the direction of travel is loaded first. As on tape, a block renders all frames of the timeline that it passes:
 * at 8 it takes eight times as long. With the pitch kept it renders twice its frames, and every 10.7 ms, where a piece begins, another 43 ms.
 * Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_set_shuttle(seam_engine *engine, double speed);

/*
 * Sets the speed of playback, 0.25 to 2, at the original pitch; 1 at first. The document does not change: times and the playhead stay those of the
 * timeline. It applies to seam_play and played ranges, loops and stops included, and to what plays now, with a crossfade; not to the shuttle,
 * scrubbing and renders.
 * Blocks take longer: see seam_set_shuttle. Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_set_play_speed(seam_engine *engine, double speed);

/*
 * Sets the listener's volume in dB: 0 at first and at most, -INFINITY for silence. It changes no document and makes no undo step; seam_render,
 * exports, meters and levels do not include it. A change is complete within 20 ms, without a click, and applies to outputs that are opened later
 * too. Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_set_volume(seam_engine *engine, double decibels);

/* Sets where the playhead goes at later edits. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_set_anchor(seam_engine *engine, int32_t anchor);

/* Gets the position of playback. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_get_position(seam_engine *engine, seam_position *position);

/* ---- Output ---- */

/*
 * Opens an SDL device and starts it; closes an open output first. From the beginning of this call, and while the output is open, the
 * output renders and seam_render is refused. If the device is lost later (removed, silent, at a wrong pace), it is opened again as soon as
 * possible, or the default device in its place, and playback continues silently by a clock until then; events report it. The host need not pump
 * SDL events for this.
 * Errors: SEAM_DEVICE_ERROR (also: the system has not come back from opening it within 10 s), SEAM_MISSING_LIBRARY,
 * SEAM_INVALID_ARGUMENT, SEAM_INVALID_STATE (a host has kept rendering with seam_render for a second), SEAM_CANCELLED (the
 * engine was destroyed). Thread: any. Waits for the system's audio, and for another call that opens or closes this
 * engine's output; does not block other calls.
 */
seam_status seam_output_open(seam_engine *engine, const seam_output *output);

/*
 * Opens a null output, which renders at the pace of a clock and discards the audio, without SDL: block_frames 1..48000, speed 0.01..1000 (1 is
 * real time). Errors as seam_output_open. Thread: any.
 */
seam_status seam_output_open_null(seam_engine *engine, uint32_t block_frames, double speed);

/* Closes the output, if one is open; safe during playback. Thread: any. */
seam_status seam_output_close(seam_engine *engine);

/* Gets the open output. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_get_output(seam_engine *engine, seam_output_info *info);

/*
 * Lists the devices of a driver (as in seam_output.driver; NULL for the system's default), the default device first, at most
 * capacity of them. *count receives the number of devices. The caller sets devices[0].struct_size. Pass NULL and 0 to get the count
 * only. Needs no engine; for the error message pass NULL to seam_last_error.
 * Errors: SEAM_MISSING_LIBRARY, SEAM_DEVICE_ERROR (no such driver, or another one is in use), SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_output_devices(const char *driver, seam_device *devices, uint32_t capacity, uint32_t *count);

/*
 * Sets the host device's output latency, in frames, 0..960000. seam_position uses it while no output is open. Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_set_latency(seam_engine *engine, int64_t frames);

/*
 * Sets the output's latency: the frames from a device's request for a block until it is heard, 0..960000, where the host knows better than the
 * device, for instance with a wireless speaker; negative: what the device reports, as at first. Applies to devices opened later too. Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_set_output_latency(seam_engine *engine, int64_t frames);

/*
 * ---- The audible clock, and events ----
 */

/*
 * Gets what is heard at a host time, which may lie in the last half second or in the near future, for instance when the next picture is shown. The
 * device's clock is estimated from the times at which it requests blocks; the result is right across seeks, loops, edits and changes of speed, and
 * continuous while one device plays.
 * Errors, without an error message, *clock untouched: SEAM_INVALID_STATE (no output has asked for a block yet, and seam_render_at has rendered none), SEAM_INVALID_HANDLE,
 * SEAM_INVALID_ARGUMENT (NULL, or struct_size is below this struct's). Thread: render, any number at a time.
 */
seam_status seam_clock_at(seam_engine *engine, int64_t host_ns, seam_clock *clock);

/*
 * Gets the time of the host's clock, ns: CLOCK_MONOTONIC, on Windows the performance counter. Errors, without an error message: SEAM_INVALID_HANDLE,
 * SEAM_INVALID_ARGUMENT (NULL). Thread: render, any number at a time.
 */
seam_status seam_clock_now(seam_engine *engine, int64_t *host_ns);

/*
 * Makes playback follow a clock of the host's: timeline_frame is to be heard at host_ns, a time in the last half second. Call it as often as you like,
 * for instance with each picture. An error of up to 40 ms is corrected by changing the pace by at most 0.125 %; with a larger one playback jumps, with
 * a crossfade. After two seconds without a call playback returns to the device's own pace. While nothing plays, the call does nothing.
 * *error_seconds receives how far playback is ahead, filtered over a second, *trim the change of the pace; either may be NULL.
 * Errors: SEAM_INVALID_STATE (no output plays, or a host pulls), SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_follow(seam_engine *engine, int64_t host_ns, double timeline_frame, double *error_seconds, double *trim);

/* Stops following the host's clock: playback returns to the device's own pace. Thread: any. */
seam_status seam_end_follow(seam_engine *engine);

/*
 * Takes the oldest event, or waits for one, at most timeout_ms (0: does not wait). Up to 128 events are kept; beyond that the oldest are dropped, and
 * the field dropped of the next event counts them. Consecutive underruns of one cause become one event. Errors: SEAM_TIMED_OUT (there is none; no
 * error message), SEAM_CANCELLED (the engine was destroyed), SEAM_INVALID_ARGUMENT. Thread: any. Blocks no other call.
 */
seam_status seam_next_event(seam_engine *engine, seam_event *event, int32_t timeout_ms);

/* ---- Rendering ---- */

/*
 * Renders the next frames for a host that owns the device: f32 interleaved, not clipped; output holds frames x channels samples.
 * Any number of frames, including 0. Renders silence while paused, after the end, and where a page is not ready (a counted miss).
 * Errors, without an error message, output untouched: SEAM_INVALID_HANDLE, SEAM_INVALID_ARGUMENT (output is NULL), SEAM_INVALID_STATE
 * (another thread is rendering, or an output is open). Thread: render, any one at a time; needs no preparation.
 */
seam_status seam_render(seam_engine *engine, float *output, uint32_t frames);

/*
 * As seam_render, of a host that says when the block will be heard: its first frame at heard_ns, on the clock of seam_clock_now. seam_clock_at and
 * seam_position are then right for the host's own device, across seeks, loops, edits and speeds, if every block is rendered so. Give the device's own time where it
 * has one (mHostTime of Core Audio's output time stamp, the cycle time of JACK plus the port's latency, IAudioClock plus what is queued), with
 * SEAM_EXACT_TIME: it is taken as it is, and one that is off by more than 0.3 ms begins a segment. Without it the time may be late now and then, but not
 * early, as the present plus a latency is: the times are filtered, and an error above 100 ms begins a segment. seam_follow is refused: such a host paces itself.
 * flags: 0 or SEAM_EXACT_TIME. Errors as seam_render. Thread: render, any one at a time; needs no preparation.
 */
seam_status seam_render_at(seam_engine *engine, float *output, uint32_t frames, int64_t heard_ns, uint32_t flags);

/*
 * Renders the same bits through the runtime's documented entry, for comparison and for platforms where seam_render uses that entry
 * too. The first call of a thread allocates and makes system calls, and each call waits while the library's runtime collects
 * garbage. Thread: any one at a time.
 */
seam_status seam_render_documented(seam_engine *engine, float *output, uint32_t frames);

/*
 * Renders timeline frames [first_frame, first_frame + frames) independently of playback, and waits for decoding. The bits equal those
 * of playback, except for the fades that playback adds where it starts, pauses, seeks, wraps or takes an edit. The first and the last
 * frame are the timeline's own; seam_offline_open_with can fade them. Outside the timeline is silence.
 * flags: 0 or SEAM_SILENCE_FOR_ERRORS.
 * Errors: SEAM_MEDIA_ERROR, SEAM_INVALID_ARGUMENT, SEAM_CANCELLED. Thread: any; edits and playback continue meanwhile.
 */
seam_status seam_render_range(seam_engine *engine, int64_t first_frame, float *output, uint64_t frames, uint32_t flags);

/*
 * Like seam_offline_open, with a fade at both ends of the rendered range, or with level measurement.
 * Errors: SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET, SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_offline_open_with(seam_engine *engine, const seam_offline_options *options, seam_offline **offline);

/*
 * Gets the levels of everything rendered so far; frames rendered twice count twice. All zero without SEAM_MEASURE_LEVELS.
 * Errors: SEAM_INVALID_HANDLE, SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_offline_levels(seam_offline *offline, seam_levels *levels);

/* Captures the current timeline for offline rendering; later edits do not affect it. Errors: SEAM_LIMIT_REACHED, SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_offline_open(seam_engine *engine, uint32_t flags, seam_offline **offline);

/* Like seam_render_range, for the captured timeline; the engine's seam_last_error has the error message. Thread: any, one at a time. */
seam_status seam_offline_render(seam_offline *offline, int64_t first_frame, float *output, uint64_t frames);

/* Releases the offline render; a render in progress ends with SEAM_CANCELLED. Errors: SEAM_INVALID_HANDLE. Thread: any. */
seam_status seam_offline_close(seam_offline *offline);

/*
 * Writes the current timeline to a WAV file (RF64 beyond 4 GiB), with the bits of seam_render_range, and returns when the file is
 * complete. Symbolic links are followed and stay; mode and owner of an existing file stay; other hard links keep the old content.
 * Anything but a regular file, such as a named pipe or /dev/stdout, is written directly, with unknown sizes if it cannot seek.
 * A path that leads to a medium of any clip, under any name, is refused; so is a timeline whose media cannot be decoded at all.
 * Errors: SEAM_MEDIA_ERROR (a medium cannot be read, or the file cannot be written), SEAM_INVALID_ARGUMENT,
 * SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET, SEAM_CANCELLED; then no file is left. Thread: any; edits and playback continue meanwhile.
 */
seam_status seam_export_wav(seam_engine *engine, const seam_export *wanted);

/*
 * Writes the current timeline to a file as its extension says: WAV, FLAC, AAC (.m4a), Opus, MP3 or Vorbis (.ogg), with tags and chapters.
 * What is decoded has the timeline's length and begins at its first frame, where the container can say so: all of them but MP3 in a pipe. A
 * file is complete or not there, as with seam_export_wav; so are paths, links, media and pipes, except that AAC is refused in a pipe. Tags
 * that a container has no name for are left out; WAV has chapters as cue points with labels, and in a pipe neither these nor tags.
 * loudness_lufs and stem change the file alone, not the timeline. A stem is a lane as it sounds in the mix, without the limiter: stems of all
 * lanes have the length of the mix and add up to what enters the limiter. Encoders are those of the installed FFmpeg.
 * Errors: SEAM_MEDIA_ERROR (a medium cannot be read, or the file cannot be written or encoded), SEAM_INVALID_ARGUMENT (the codec cannot hold
 * the engine's rate or channels, or does not know an option), SEAM_MISSING_LIBRARY (no FFmpeg), SEAM_NOT_FOUND (no such stem),
 * SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET, SEAM_CANCELLED (progress returned nonzero, or the engine was destroyed); then no file is left.
 * Thread: any; edits and playback continue meanwhile. May block: it waits for decoding, encoding and the disk.
 */
seam_status seam_export_file(seam_engine *engine, const seam_file_export *wanted);

/*
 * ---- The master: gain and true-peak limiter ----
 */

/* Gets the master's settings: at first unity gain, no limiter, a ceiling of -1 dB. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_get_master(seam_engine *engine, seam_master *master);

/*
 * Sets gain and limiter: an edit like others, heard in the next block and undone like them. The limiter looks 5 ms ahead in the timeline, which
 * adds no latency. Its gain falls over the 5 ms before a peak, holds for 15 ms after it and rises again over 5 ms. A frame depends on
 * the timeline from 20 ms before it to 5 ms after it, so playback, renders and exports have the same bits, after a seek too; where nothing
 * is above the ceiling, no bit changes. Errors: SEAM_INVALID_ARGUMENT, SEAM_OUT_OF_BUDGET. Thread: any.
 */
seam_status seam_set_master(seam_engine *engine, const seam_master *master);

/*
 * ---- Live meters of the output ----
 */

/*
 * Turns the meters on (1), with all values reset, or off (0). They are off at first, and cost nothing then. They measure what blocks deliver, to
 * a device or by seam_render, while paused too. A block takes at most 100 instructions a stereo frame more while they are on. Errors: SEAM_OUT_OF_BUDGET,
 * SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_set_meters(seam_engine *engine, int32_t on);

/*
 * Reads the meters. Takes no lock of the engine and never waits: a host can call it for every picture that it draws. Errors: SEAM_INVALID_STATE (they
 * are off), SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_get_meters(seam_engine *engine, seam_meters *meters);

/*
 * ---- Loudness and silences ----
 */

/*
 * Measures the loudness of the current timeline, as rendered by seam_render_range: waits for decoding and measures every frame. flags: 0 or
 * SEAM_SILENCE_FOR_ERRORS. Errors: SEAM_MEDIA_ERROR, SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET, SEAM_CANCELLED, SEAM_INVALID_ARGUMENT.
 * Thread: any; edits and playback continue meanwhile.
 */
seam_status seam_measure_loudness(seam_engine *engine, uint32_t flags, seam_loudness *loudness);

/*
 * As seam_measure_loudness, with progress, about once for every second of the timeline, on the calling thread, where it may also be cancelled.
 * Errors: as seam_measure_loudness. Thread: any; edits and playback continue meanwhile.
 */
seam_status seam_measure_loudness_with(seam_engine *engine, const seam_measure *measure, seam_loudness *loudness);

/*
 * Estimates the loudness of the current timeline at once, from energies that seam_measure_loudness has stored for the material that it measured:
 * within 0.1 LU after any cuts, moves and gains of such material. Fades and the limiter are left out; tracks that play together
 * are assumed to be uncorrelated. true_peak_dbtp is NAN, and known is the share of what is heard that is known. Loads nothing and blocks no edit.
 * Errors: SEAM_OUT_OF_BUDGET, SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_estimate_loudness(seam_engine *engine, seam_loudness *loudness);

/*
 * Finds the silences of the main lane, or of all lanes together, in order, as ranges for seam_remove_ranges. Gaps and muted segments are silent,
 * media that cannot be read are not. Waits for material that has never been loaded; the rest is known from its peaks. ranges: capacity elements,
 * with a stride of ranges[0].struct_size; NULL with a capacity of 0. *count receives the number of all silences, which may be larger.
 * Errors: SEAM_INVALID_ARGUMENT, SEAM_LIMIT_REACHED, SEAM_OUT_OF_BUDGET, SEAM_CANCELLED. Thread: any; edits and playback continue meanwhile.
 */
seam_status seam_find_silences(seam_engine *engine, const seam_silence_options *options, seam_edit_range *ranges, uint32_t capacity,
                               uint32_t *count);

/*
 * Finds the quietest place for a cut of the main lane within within_seconds (0..10) of a timeline time: the middle of the 5 ms with the least
 * energy. Loads nothing; where nothing is known, *quietest is the time given. Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_snap_to_quiet(seam_engine *engine, double seconds, double within_seconds, double *quietest);

/* As seam_snap_to_quiet, in timeline frames. Errors as seam_snap_to_quiet. Thread: any. */
seam_status seam_snap_to_quiet_frame(seam_engine *engine, int64_t frame, int64_t within_frames, int64_t *quietest_frame);

/*
 * ---- Peaks: waveforms of everything that has been loaded at least once, even if evicted since, at any zoom ----
 *
 * Reading peaks loads nothing and never blocks an edit: it locks the engine for less than a microsecond at the start. A column
 * costs tens to some hundreds of nanoseconds, regardless of its length. Columns of up to 4,095 frames are exact to the frame where
 * their pages are in memory, and otherwise widened to multiples of 256 frames; longer columns reach at most a sixteenth of their
 * length beyond either end. Peaks take at most a sixteenth of the memory budget; when that is used up they become coarser.
 *
 * columns: an array of count elements, with a stride of columns[0].struct_size. *changes (may be NULL) receives the number of
 * changes of the material that was read: if it equals the number from the last read, there is nothing new to draw.
 */

/*
 * Reads the peaks of a track's material (track index from 0), before offset, gain and stereo mode, in the source's frames and channels.
 * Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_peaks_track(seam_engine *engine, uint32_t clip, uint32_t track, const seam_peaks_view *view,
                             seam_peak *columns, uint32_t count, int64_t *changes);

/*
 * Reads the peaks of a clip as heard, in clip frames and the engine's channels. For one track this is its own waveform. For several
 * tracks it is the sum of their ranges, which encloses the mix, and the RMS of uncorrelated signals. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_peaks_clip(seam_engine *engine, uint32_t clip, const seam_peaks_view *view, seam_peak *columns,
                            uint32_t count, int64_t *changes);

/*
 * Reads the peaks of the main lane, in timeline frames and the engine's channels, with segment gains. Gaps, muted segments and
 * speeds in the mode of silence are silence; fades at seams are not applied. Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_peaks_timeline(seam_engine *engine, const seam_peaks_view *view, seam_peak *columns, uint32_t count, int64_t *changes);

/*
 * As seam_peaks_timeline, of a lane beside the main one: items with their gains and loops; overlapping items as tracks of a clip. The lane's own
 * gain and mute, fades, envelopes and ducking are left out. Errors: SEAM_NOT_FOUND, SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_peaks_lane(seam_engine *engine, int64_t lane, const seam_peaks_view *view, seam_peak *columns, uint32_t count, int64_t *changes);

/*
 * As seam_peaks_timeline, of everything that is heard, room tone too: with the gains of lanes and master, without what is muted; lanes together
 * as tracks of a clip. Fades, envelopes, ducking and the limiter are left out. Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_peaks_mix(seam_engine *engine, const seam_peaks_view *view, seam_peak *columns, uint32_t count, int64_t *changes);

/* Gets the number of changes of any peaks since seam_create; takes no lock of the engine. Errors: SEAM_INVALID_ARGUMENT (NULL). Thread: any. */
seam_status seam_peaks_changes(seam_engine *engine, int64_t *changes);

/* ---- Waiting, statistics ---- */

/*
 * Waits until the next frames from the playhead on are in memory. If nothing of a clip has been decoded yet, the calling thread decodes
 * the page under the playhead itself (a millisecond), which is faster than waiting for a loader. Errors: SEAM_TIMED_OUT,
 * SEAM_INVALID_ARGUMENT (negative). Thread: any.
 */
seam_status seam_wait_ready(seam_engine *engine, int64_t frames, int32_t timeout_ms);

/*
 * Lists the ranges of the timeline that are in memory, in order, at most capacity of them. *count receives the number of ranges. The
 * caller sets ranges[0].struct_size. Pass NULL and 0 to get the count only. Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_loaded_ranges(seam_engine *engine, seam_range *ranges, uint32_t capacity, uint32_t *count);

/*
 * Gets the load state for drawing: columns[i] receives SEAM_LOADED, SEAM_LOADING, ... of all pages that timeline frames
 * [floor(first_frame + i x frames_per_column), floor(... (i + 1) x ...)) play from, as in seam_peaks_view. frames_per_column is at
 * least 1. Never blocks an edit and allocates nothing; takes some tens of nanoseconds per page (16,384 frames of a track) in view.
 * Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_residency(seam_engine *engine, double first_frame, double frames_per_column, uint8_t *columns, uint32_t count);

/*
 * Gets the render times of blocks, for a device or seam_render. times may be NULL. bins (NULL and 0 for none) receives the histogram:
 * bins[i] counts blocks from B(i) up to B(i + 1) ns, with B(i) = i below 4, else (4 + i % 4) << (i / 4 - 1): four bins per octave,
 * SEAM_BLOCK_BINS in all; with fewer bins the last one includes all longer blocks. The render thread counts without locks.
 * Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_get_block_times(seam_engine *engine, seam_block_times *times, int64_t *bins, uint32_t count);

/* Resets the statistics of seam_get_block_times, but not those of seam_stats. Thread: any. */
seam_status seam_reset_block_times(seam_engine *engine);

/*
 * Reads the changes of what plays since number *from (initially 0), oldest first, at most capacity of them. *count receives the number
 * of changes read, *from the number to continue with. The caller sets swaps[0].struct_size. The last 63 changes are kept. A
 * publication that a newer one replaced before the next block is not included. Errors: SEAM_INVALID_ARGUMENT. Thread: any.
 */
seam_status seam_read_swaps(seam_engine *engine, int64_t *from, seam_swap *swaps, uint32_t capacity, uint32_t *count);

/* Gets the engine's statistics. Errors: SEAM_INVALID_ARGUMENT. Thread: any. */
seam_status seam_get_stats(seam_engine *engine, seam_stats *stats);

#ifdef __cplusplus
}
#endif

#endif
