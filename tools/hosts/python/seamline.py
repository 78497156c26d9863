"""Seamline for Python: ctypes and nothing else. Edits are heard in the next block.

    import seamline
    with seamline.Engine(seamline.load("/where/it/was/unpacked")) as engine:
        engine.set_media(1, "voice.m4a")
        engine.set_timeline([seamline.segment(1, 0, 60)])
        engine.ripple_delete(10, 12)
        engine.export("cut.wav")

Every function of seamline.h is there too, with its types: engine.call("seam_split", 2.5, None) checks the status and raises Error.
Calls release Python's lock, so that threads play on meanwhile. The header documents units, ranges and threads.
"""
import contextlib
import ctypes as c
import os
import sys


class Error(RuntimeError):
    """A call that failed; the text is the engine's sentence."""

    def __init__(self, status, sentence):
        super().__init__(sentence)
        self.status = status


class _Struct(c.Structure):
    """A struct of the header: struct_size is set, everything else is 0 unless given by name."""

    def __init__(self, **fields):
        super().__init__(struct_size=c.sizeof(type(self)), **fields)


# ---- declarations ----

# Written by tools/bindings.py from seamline.h, which documents every name. Do not edit.

ABI_VERSION = 0
BEST_STREAM = -1
ALL_CHANNELS = -1
PEAK_OUTSIDE = 1
PEAK_COARSE = 2
BLOCK_BINS = 144
TO_THE_END = -1
SILENCE_FOR_ERRORS = 1
DITHER = 2
QUALITY = 4
LIMITED = 8
STEM_MAIN = -1
EXACT_TIME = 1
MEASURE_LEVELS = 2
EDIT_INSERT = 1
EDIT_DELETE = 2
EDIT_RIPPLE_DELETE = 3
EDIT_LIFT = 4
EDIT_OVERWRITE = 5
EDIT_SPLIT = 6
EDIT_TRIM_IN = 7
EDIT_TRIM_OUT = 8
EDIT_ROLL_IN = 9
EDIT_ROLL_OUT = 10
EDIT_SLIP = 11
EDIT_SLIDE = 12
EDIT_MOVE = 13
EDIT_GAIN = 14
EDIT_MUTE = 15
EDIT_SPEED = 16
EDIT_SPEED_MODE = 17
OK = 0
INVALID_ARGUMENT = 1
NOT_FOUND = 2
LIMIT_REACHED = 3
OUT_OF_BUDGET = 4
MEDIA_ERROR = 5
DEVICE_ERROR = 6
MISSING_LIBRARY = 7
TIMED_OUT = 8
INVALID_STATE = 9
CANCELLED = 10
INVALID_HANDLE = 11
INTERNAL = 12
ANCHOR_FRAME = 0
ANCHOR_CONTENT = 1
STEREO = 0
MONO_LEFT = 1
MONO_RIGHT = 2
CHANNELS_DOWNMIX = 0
CHANNELS_MONO = 1
CHANNELS_ONE = 2
CHANNELS_PAIR = 3
MONO_EQUAL_POWER = 0
MONO_UNITY = 1
ISOLATION_AUTO = 0
ISOLATION_OFF = 1
ISOLATION_REQUIRED = 2
SPEED_SILENCE = 0
SPEED_VARISPEED = 1
SPEED_KEEP_PITCH = 2
LOADED = 1
LOADING = 2
NOT_LOADED = 4
EVICTED = 8
UNREADABLE = 16
F32 = 0
S16 = 1
S24 = 2
CODEC_BY_EXTENSION = 0
CODEC_WAV = 1
CODEC_FLAC = 2
CODEC_AAC = 3
CODEC_OPUS = 4
CODEC_MP3 = 5
CODEC_VORBIS = 6
FADE_EQUAL_POWER = 0
FADE_LINEAR = 1
TRANSITION_EQUAL_POWER = 0
TRANSITION_LINEAR = 1
TRANSITION_THROUGH_BLACK = 2
ENVELOPE_SEGMENT = 0
ENVELOPE_ITEM = 1
ENVELOPE_LANE = 2
ENVELOPE_MASTER = 3
STEP_NONE = 0
STEP_INSERT = 1
STEP_DELETE = 2
STEP_RIPPLE_DELETE = 3
STEP_LIFT = 4
STEP_OVERWRITE = 5
STEP_SPLIT = 6
STEP_TRIM = 7
STEP_ROLL = 8
STEP_SLIP = 9
STEP_SLIDE = 10
STEP_MOVE = 11
STEP_GAIN = 12
STEP_MUTE = 13
STEP_SPEED = 14
STEP_REMOVE_RANGES = 15
STEP_KEEP_RANGES = 16
STEP_GROUP = 17
STEP_LANE = 18
STEP_ITEM = 19
STEP_TRANSITION = 20
STEP_ENVELOPE = 21
STEP_MASTER = 22
STEP_DUCKING = 23
STEP_ROOM_TONE = 24
EVENT_DEVICE_OPENED = 1
EVENT_DEVICE_CHANGED = 2
EVENT_DEVICE_LOST = 3
EVENT_DEVICE_RETURNED = 4
EVENT_DEVICE_STALLED = 5
EVENT_UNDERRUN = 6
EVENT_MEDIA_CHANGED = 7
EVENT_MEDIA_MISSING = 8
EVENT_MEDIA_RETURNED = 9
EVENT_LOADED = 10
EVENT_DEVICES_CHANGED = 11
EVENT_LATENCY_CHANGED = 12
EVENT_DEVICE_THREAD = 13
EVENT_MEMORY_NOT_LOCKED = 14
CAUSE_UNKNOWN = 0
CAUSE_LATE_CALLBACK = 1
CAUSE_SLOW_BLOCK = 2
CAUSE_STARVED_LOADER = 3
OUTPUT_CLOSED = 0
OUTPUT_OPEN = 1
OUTPUT_CLOCK = 2
OUTPUT_SUBSTITUTE = 3
THREAD_UNKNOWN = 0
THREAD_SHARED = 1
THREAD_FIFO = 2
THREAD_ROUND_ROBIN = 3
THREAD_DEADLINE = 4

Progress = c.CFUNCTYPE(c.c_int32, c.c_void_p, c.c_int64, c.c_int64)


class Config(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("rate", c.c_int32),
        ("channels", c.c_int32),
        ("anchor", c.c_int32),
        ("budget_bytes", c.c_int64),
        ("swap_fade_ms", c.c_double),
        ("declick_ms", c.c_double),
        ("loader_threads", c.c_int32),
        ("mono_level", c.c_int32),
        ("isolation", c.c_int32),
        ("lock_memory", c.c_int32),
    ]


class Mix(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("stereo_mode", c.c_int32),
        ("offset_seconds", c.c_double),
        ("gain_db", c.c_double),
    ]


class Track(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("stream", c.c_int32),
        ("path", c.c_char_p),
        ("offset_seconds", c.c_double),
        ("gain_db", c.c_double),
        ("stereo_mode", c.c_int32),
        ("channel_mode", c.c_int32),
        ("first_channel", c.c_int32),
        ("second_channel", c.c_int32),
    ]


class Segment(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("clip", c.c_uint32),
        ("in_seconds", c.c_double),
        ("out_seconds", c.c_double),
        ("speed", c.c_double),
        ("gain_db", c.c_double),
        ("speed_mode", c.c_int32),
        ("muted", c.c_int32),
        ("id", c.c_int64),
        ("start_frame", c.c_int64),
        ("end_frame", c.c_int64),
        ("clip_frame", c.c_int64),
        ("beyond_frames", c.c_int64),
    ]


class Clip(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("clip", c.c_uint32),
        ("tracks", c.c_uint32),
        ("frames_exact", c.c_int32),
        ("frames", c.c_int64),
    ]


class Source(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("rate", c.c_int32),
        ("channels", c.c_int32),
        ("stream", c.c_int32),
        ("frames", c.c_int64),
        ("frames_exact", c.c_int32),
        ("warnings", c.c_int32),
        ("frames_decoded", c.c_int64),
        ("pages", c.c_int64),
        ("pages_ready", c.c_int64),
        ("pages_loaded", c.c_int64),
        ("pages_reloaded", c.c_int64),
        ("start_seconds", c.c_double),
        ("duration_seconds", c.c_double),
        ("bit_rate", c.c_int64),
        ("codec", c.c_char * 32),
        ("container", c.c_char * 96),
        ("name", c.c_char * 512),
        ("error", c.c_char * 256),
        ("notice", c.c_char * 256),
    ]


class Stream(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("index", c.c_int32),
        ("rate", c.c_int32),
        ("channels", c.c_int32),
        ("bit_rate", c.c_int64),
        ("kind", c.c_char * 16),
        ("codec", c.c_char * 32),
        ("layout", c.c_char * 64),
    ]


class Range(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("reserved", c.c_int32),
        ("first_frame", c.c_int64),
        ("end_frame", c.c_int64),
    ]


class EditRange(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("reserved", c.c_int32),
        ("in_seconds", c.c_double),
        ("out_seconds", c.c_double),
    ]


class Lane(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("items", c.c_uint32),
        ("id", c.c_int64),
        ("gain_db", c.c_double),
        ("muted", c.c_int32),
        ("solo", c.c_int32),
        ("ripples", c.c_int32),
        ("extends", c.c_int32),
    ]


class Item(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("clip", c.c_uint32),
        ("lane", c.c_int64),
        ("start_seconds", c.c_double),
        ("in_seconds", c.c_double),
        ("out_seconds", c.c_double),
        ("gain_db", c.c_double),
        ("fade_in_seconds", c.c_double),
        ("fade_out_seconds", c.c_double),
        ("loop_seconds", c.c_double),
        ("fade_in_curve", c.c_int32),
        ("fade_out_curve", c.c_int32),
        ("id", c.c_int64),
        ("start_frame", c.c_int64),
        ("end_frame", c.c_int64),
    ]


class Transition(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("kind", c.c_int32),
        ("seconds", c.c_double),
        ("overlap_seconds", c.c_double),
    ]


class Ducking(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("reserved", c.c_int32),
        ("amount_db", c.c_double),
        ("threshold_db", c.c_double),
        ("hold_seconds", c.c_double),
        ("fall_seconds", c.c_double),
        ("rise_seconds", c.c_double),
        ("known", c.c_double),
    ]


class RoomTone(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("clip", c.c_uint32),
        ("in_seconds", c.c_double),
        ("out_seconds", c.c_double),
        ("gain_db", c.c_double),
        ("crossfade_seconds", c.c_double),
    ]


class EnvelopePoint(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("reserved", c.c_int32),
        ("seconds", c.c_double),
        ("gain_db", c.c_double),
    ]


class Edit(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("kind", c.c_int32),
        ("segment", c.c_int64),
        ("value", c.c_double),
        ("end_seconds", c.c_double),
        ("with", c.POINTER(Segment)),
        ("index", c.c_uint32),
        ("muted", c.c_int32),
    ]


class History(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("undo_steps", c.c_int32),
        ("redo_steps", c.c_int32),
        ("group_open", c.c_int32),
        ("undo_kind", c.c_int32),
        ("redo_kind", c.c_int32),
        ("undo_name", c.c_char * 96),
        ("redo_name", c.c_char * 96),
    ]


class Position(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("playing", c.c_int32),
        ("playhead_frame", c.c_int64),
        ("audible_frame", c.c_int64),
        ("length_frames", c.c_int64),
        ("latency_frames", c.c_int64),
    ]


class Output(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("block_frames", c.c_int32),
        ("driver", c.c_char_p),
        ("device", c.c_char_p),
        ("disk_file", c.c_char_p),
        ("time_scale", c.c_double),
        ("documented_entry", c.c_int32),
        ("reserved", c.c_int32),
    ]


class Device(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("is_default", c.c_int32),
        ("rate", c.c_int32),
        ("channels", c.c_int32),
        ("name", c.c_char * 256),
    ]


class OutputInfo(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("is_open", c.c_int32),
        ("rate", c.c_int32),
        ("channels", c.c_int32),
        ("period_frames", c.c_int32),
        ("raw_entry", c.c_int32),
        ("driver", c.c_char * 32),
        ("device", c.c_char * 256),
        ("state", c.c_int32),
        ("reserved", c.c_int32),
        ("latency_frames", c.c_int64),
        ("thread_policy", c.c_int32),
        ("thread_priority", c.c_int32),
    ]


class Levels(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("reserved", c.c_int32),
        ("frames", c.c_int64),
        ("clipped_samples", c.c_int64),
        ("peak", c.c_double),
    ]


class Master(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("limiter", c.c_int32),
        ("gain_db", c.c_double),
        ("ceiling_db", c.c_double),
    ]


class Loudness(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("reserved", c.c_int32),
        ("integrated_lufs", c.c_double),
        ("range_lu", c.c_double),
        ("true_peak_dbtp", c.c_double),
        ("sample_peak_dbfs", c.c_double),
        ("max_momentary_lufs", c.c_double),
        ("max_short_term_lufs", c.c_double),
        ("known", c.c_double),
    ]


class Meters(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("channels", c.c_int32),
        ("frames", c.c_int64),
        ("true_peak_dbtp", c.c_double),
        ("sample_peak_dbfs", c.c_double),
        ("momentary_lufs", c.c_double),
        ("short_term_lufs", c.c_double),
        ("integrated_lufs", c.c_double),
        ("max_momentary_lufs", c.c_double),
        ("max_short_term_lufs", c.c_double),
        ("peak_dbfs", c.c_double * 8),
        ("rms_dbfs", c.c_double * 8),
    ]


class Measure(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("flags", c.c_uint32),
        ("progress", Progress),
        ("user", c.c_void_p),
    ]


class SilenceOptions(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("whole_mix", c.c_int32),
        ("threshold_db", c.c_double),
        ("min_seconds", c.c_double),
        ("margin_seconds", c.c_double),
    ]


class OfflineOptions(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("flags", c.c_uint32),
        ("first_frame", c.c_int64),
        ("frames", c.c_int64),
        ("edge_fade_ms", c.c_double),
    ]


class Export(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("format", c.c_int32),
        ("path", c.c_char_p),
        ("first_frame", c.c_int64),
        ("frames", c.c_int64),
        ("flags", c.c_uint32),
        ("reserved", c.c_int32),
        ("progress", Progress),
        ("user", c.c_void_p),
        ("edge_fade_ms", c.c_double),
        ("levels", c.POINTER(Levels)),
    ]


class Tag(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("reserved", c.c_int32),
        ("key", c.c_char_p),
        ("value", c.c_char_p),
    ]


class Chapter(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("reserved", c.c_int32),
        ("frame", c.c_int64),
        ("title", c.c_char_p),
    ]


class FileExport(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("codec", c.c_int32),
        ("path", c.c_char_p),
        ("format", c.c_int32),
        ("flags", c.c_uint32),
        ("first_frame", c.c_int64),
        ("frames", c.c_int64),
        ("bit_rate", c.c_int64),
        ("quality", c.c_double),
        ("loudness_lufs", c.c_double),
        ("ceiling_db", c.c_double),
        ("edge_fade_ms", c.c_double),
        ("stem", c.c_int64),
        ("tags", c.POINTER(Tag)),
        ("chapters", c.POINTER(Chapter)),
        ("tag_count", c.c_uint32),
        ("chapter_count", c.c_uint32),
        ("progress", Progress),
        ("user", c.c_void_p),
        ("levels", c.POINTER(Levels)),
    ]


class Stats(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("vector_bits", c.c_int32),
        ("rate", c.c_int32),
        ("channels", c.c_int32),
        ("segments", c.c_int64),
        ("length_frames", c.c_int64),
        ("budget_bytes", c.c_int64),
        ("held_bytes", c.c_int64),
        ("peak_bytes", c.c_int64),
        ("pages_held", c.c_int64),
        ("pages_evicted", c.c_int64),
        ("miss_frames", c.c_int64),
        ("underruns", c.c_int64),
        ("blocks", c.c_int64),
        ("frames_rendered", c.c_int64),
        ("block_p50_ns", c.c_int64),
        ("block_p999_ns", c.c_int64),
        ("block_max_ns", c.c_int64),
        ("edit_to_published_ns", c.c_int64),
        ("collections", c.c_int64),
        ("allocated_bytes", c.c_int64),
        ("load_horizon_frames", c.c_int64),
        ("load_done", c.c_int64),
        ("ready_ahead_frames", c.c_int64),
        ("published_serial", c.c_int64),
        ("published_block", c.c_int64),
        ("sources", c.c_int64),
        ("sources_changed", c.c_int64),
        ("sources_missing", c.c_int64),
        ("media_warnings", c.c_int64),
        ("workers", c.c_int64),
        ("underrun_frames", c.c_int64),
        ("locked_bytes", c.c_int64),
        ("lock_refused_bytes", c.c_int64),
    ]


class Event(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("kind", c.c_int32),
        ("cause", c.c_int32),
        ("dropped", c.c_uint32),
        ("host_ns", c.c_int64),
        ("playhead_frame", c.c_int64),
        ("frames", c.c_int64),
        ("count", c.c_int64),
        ("text", c.c_char * 256),
    ]


class Clock(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("reserved", c.c_int32),
        ("host_ns", c.c_int64),
        ("timeline_frame", c.c_double),
        ("output_frame", c.c_double),
        ("speed", c.c_double),
        ("rate", c.c_double),
        ("latency_frames", c.c_double),
        ("segment", c.c_int64),
        ("serial", c.c_int64),
    ]


class BlockTimes(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("reserved", c.c_int32),
        ("blocks", c.c_int64),
        ("mean_ns", c.c_int64),
        ("p50_ns", c.c_int64),
        ("p99_ns", c.c_int64),
        ("p999_ns", c.c_int64),
        ("max_ns", c.c_int64),
    ]


class Swap(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("published", c.c_int32),
        ("serial", c.c_int64),
        ("published_block", c.c_int64),
        ("heard_block", c.c_int64),
        ("edit_ns", c.c_int64),
        ("heard_ns", c.c_int64),
        ("output_frame", c.c_int64),
        ("old_frame", c.c_int64),
        ("new_frame", c.c_int64),
        ("fade_frames", c.c_int64),
    ]


class PeaksView(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("channel", c.c_int32),
        ("first_frame", c.c_double),
        ("frames_per_column", c.c_double),
    ]


class Peak(_Struct):
    _fields_ = [
        ("struct_size", c.c_uint32),
        ("flags", c.c_int32),
        ("min", c.c_float),
        ("max", c.c_float),
        ("rms", c.c_float),
        ("known", c.c_float),
    ]


_FUNCTIONS = {
    "seam_abi_version": (c.c_uint32, []),
    "seam_version": (c.c_char_p, []),
    "seam_vector_bits": (c.c_int32, []),
    "seam_cpu_supported": (c.c_int32, []),
    "seam_can_start": (c.c_int32, [c.c_char_p, c.c_size_t]),
    "seam_last_error": (c.c_size_t, [c.c_void_p, c.c_char_p, c.c_size_t]),
    "seam_config_default": (c.c_int32, [c.POINTER(Config)]),
    "seam_track_default": (c.c_int32, [c.POINTER(Track)]),
    "seam_segment_default": (c.c_int32, [c.POINTER(Segment)]),
    "seam_item_default": (c.c_int32, [c.POINTER(Item)]),
    "seam_ducking_default": (c.c_int32, [c.POINTER(Ducking)]),
    "seam_room_tone_default": (c.c_int32, [c.POINTER(RoomTone)]),
    "seam_output_default": (c.c_int32, [c.POINTER(Output)]),
    "seam_master_default": (c.c_int32, [c.POINTER(Master)]),
    "seam_silence_options_default": (c.c_int32, [c.POINTER(SilenceOptions)]),
    "seam_offline_options_default": (c.c_int32, [c.POINTER(OfflineOptions)]),
    "seam_export_default": (c.c_int32, [c.POINTER(Export)]),
    "seam_file_export_default": (c.c_int32, [c.POINTER(FileExport)]),
    "seam_peaks_view_default": (c.c_int32, [c.POINTER(PeaksView)]),
    "seam_create": (c.c_int32, [c.POINTER(Config), c.POINTER(c.c_void_p)]),
    "seam_destroy": (c.c_int32, [c.c_void_p]),
    "seam_clip_set_media": (c.c_int32, [c.c_void_p, c.c_uint32, c.POINTER(Track), c.c_uint32]),
    "seam_clip_set_pcm": (c.c_int32, [c.c_void_p, c.c_uint32, c.POINTER(c.c_float), c.c_uint64, c.c_int32, c.c_int32]),
    "seam_clip_remove": (c.c_int32, [c.c_void_p, c.c_uint32]),
    "seam_clip_set_track_mix": (c.c_int32, [c.c_void_p, c.c_uint32, c.c_uint32, c.POINTER(Mix)]),
    "seam_clip_get_track_mix": (c.c_int32, [c.c_void_p, c.c_uint32, c.c_uint32, c.POINTER(Mix)]),
    "seam_clip_list": (c.c_int32, [c.c_void_p, c.POINTER(Clip), c.c_uint32, c.POINTER(c.c_uint32)]),
    "seam_clip_frames": (c.c_int32, [c.c_void_p, c.c_uint32, c.POINTER(c.c_int64)]),
    "seam_clip_measure": (c.c_int32, [c.c_void_p, c.c_uint32]),
    "seam_clip_source": (c.c_int32, [c.c_void_p, c.c_uint32, c.c_uint32, c.POINTER(Source)]),
    "seam_clip_streams": (c.c_int32, [c.c_void_p, c.c_uint32, c.c_uint32, c.POINTER(Stream), c.c_uint32, c.POINTER(c.c_uint32)]),
    "seam_clip_invalidate": (c.c_int32, [c.c_void_p, c.c_uint32]),
    "seam_media_check": (c.c_int32, [c.c_void_p, c.c_uint32, c.POINTER(c.c_uint32)]),
    "seam_timeline_set": (c.c_int32, [c.c_void_p, c.POINTER(Segment), c.c_uint32]),
    "seam_timeline_get": (c.c_int32, [c.c_void_p, c.POINTER(Segment), c.c_uint32, c.POINTER(c.c_uint32)]),
    "seam_segment_at": (c.c_int32, [c.c_void_p, c.c_int64, c.POINTER(Segment), c.POINTER(c.c_uint32)]),
    "seam_length": (c.c_int32, [c.c_void_p, c.POINTER(c.c_int64)]),
    "seam_insert": (c.c_int32, [c.c_void_p, c.c_uint32, c.POINTER(Segment), c.POINTER(c.c_int64)]),
    "seam_split": (c.c_int32, [c.c_void_p, c.c_double, c.POINTER(c.c_int64)]),
    "seam_split_frame": (c.c_int32, [c.c_void_p, c.c_int64, c.POINTER(c.c_int64)]),
    "seam_ripple_delete": (c.c_int32, [c.c_void_p, c.c_double, c.c_double]),
    "seam_ripple_delete_frames": (c.c_int32, [c.c_void_p, c.c_int64, c.c_int64]),
    "seam_delete_segment": (c.c_int32, [c.c_void_p, c.c_int64]),
    "seam_move_segment": (c.c_int32, [c.c_void_p, c.c_int64, c.c_uint32]),
    "seam_trim_in": (c.c_int32, [c.c_void_p, c.c_int64, c.c_double]),
    "seam_trim_in_frame": (c.c_int32, [c.c_void_p, c.c_int64, c.c_int64]),
    "seam_trim_out": (c.c_int32, [c.c_void_p, c.c_int64, c.c_double]),
    "seam_trim_out_frame": (c.c_int32, [c.c_void_p, c.c_int64, c.c_int64]),
    "seam_set_segment_gain": (c.c_int32, [c.c_void_p, c.c_int64, c.c_double]),
    "seam_set_segment_muted": (c.c_int32, [c.c_void_p, c.c_int64, c.c_int32]),
    "seam_set_segment_speed": (c.c_int32, [c.c_void_p, c.c_int64, c.c_double]),
    "seam_set_segment_speed_mode": (c.c_int32, [c.c_void_p, c.c_int64, c.c_double, c.c_int32]),
    "seam_undo": (c.c_int32, [c.c_void_p]),
    "seam_redo": (c.c_int32, [c.c_void_p]),
    "seam_lift": (c.c_int32, [c.c_void_p, c.c_double, c.c_double]),
    "seam_lift_frames": (c.c_int32, [c.c_void_p, c.c_int64, c.c_int64]),
    "seam_overwrite": (c.c_int32, [c.c_void_p, c.c_double, c.POINTER(Segment), c.POINTER(c.c_int64)]),
    "seam_overwrite_frame": (c.c_int32, [c.c_void_p, c.c_int64, c.POINTER(Segment), c.POINTER(c.c_int64)]),
    "seam_roll_in": (c.c_int32, [c.c_void_p, c.c_int64, c.c_double]),
    "seam_roll_in_frame": (c.c_int32, [c.c_void_p, c.c_int64, c.c_int64]),
    "seam_roll_out": (c.c_int32, [c.c_void_p, c.c_int64, c.c_double]),
    "seam_roll_out_frame": (c.c_int32, [c.c_void_p, c.c_int64, c.c_int64]),
    "seam_slip": (c.c_int32, [c.c_void_p, c.c_int64, c.c_double]),
    "seam_slip_frame": (c.c_int32, [c.c_void_p, c.c_int64, c.c_int64]),
    "seam_slide": (c.c_int32, [c.c_void_p, c.c_int64, c.c_double]),
    "seam_slide_frames": (c.c_int32, [c.c_void_p, c.c_int64, c.c_int64]),
    "seam_remove_ranges": (c.c_int32, [c.c_void_p, c.POINTER(EditRange), c.c_uint32]),
    "seam_keep_ranges": (c.c_int32, [c.c_void_p, c.POINTER(EditRange), c.c_uint32]),
    "seam_remove_ranges_frames": (c.c_int32, [c.c_void_p, c.POINTER(Range), c.c_uint32]),
    "seam_keep_ranges_frames": (c.c_int32, [c.c_void_p, c.POINTER(Range), c.c_uint32]),
    "seam_apply_edits": (c.c_int32, [c.c_void_p, c.POINTER(Edit), c.c_uint32, c.POINTER(c.c_int64)]),
    "seam_begin_edits": (c.c_int32, [c.c_void_p]),
    "seam_end_edits": (c.c_int32, [c.c_void_p]),
    "seam_cancel_edits": (c.c_int32, [c.c_void_p]),
    "seam_can_undo": (c.c_int32, [c.c_void_p]),
    "seam_can_redo": (c.c_int32, [c.c_void_p]),
    "seam_get_history": (c.c_int32, [c.c_void_p, c.POINTER(History)]),
    "seam_name_edit": (c.c_int32, [c.c_void_p, c.c_char_p]),
    "seam_add_lane": (c.c_int32, [c.c_void_p, c.c_uint32, c.POINTER(Lane), c.POINTER(c.c_int64)]),
    "seam_set_lane": (c.c_int32, [c.c_void_p, c.POINTER(Lane)]),
    "seam_move_lane": (c.c_int32, [c.c_void_p, c.c_int64, c.c_uint32]),
    "seam_remove_lane": (c.c_int32, [c.c_void_p, c.c_int64]),
    "seam_get_lanes": (c.c_int32, [c.c_void_p, c.POINTER(Lane), c.c_uint32, c.POINTER(c.c_uint32)]),
    "seam_add_item": (c.c_int32, [c.c_void_p, c.POINTER(Item), c.POINTER(c.c_int64)]),
    "seam_set_item": (c.c_int32, [c.c_void_p, c.POINTER(Item)]),
    "seam_remove_item": (c.c_int32, [c.c_void_p, c.c_int64]),
    "seam_get_items": (c.c_int32, [c.c_void_p, c.c_int64, c.POINTER(Item), c.c_uint32, c.POINTER(c.c_uint32)]),
    "seam_set_transition": (c.c_int32, [c.c_void_p, c.c_int64, c.c_int32, c.c_double]),
    "seam_set_transition_frames": (c.c_int32, [c.c_void_p, c.c_int64, c.c_int32, c.c_int64]),
    "seam_remove_transition": (c.c_int32, [c.c_void_p, c.c_int64]),
    "seam_get_transition": (c.c_int32, [c.c_void_p, c.c_int64, c.POINTER(Transition)]),
    "seam_set_envelope": (c.c_int32, [c.c_void_p, c.c_int32, c.c_int64, c.POINTER(EnvelopePoint), c.c_uint32]),
    "seam_get_envelope": (c.c_int32, [c.c_void_p, c.c_int32, c.c_int64, c.POINTER(EnvelopePoint), c.c_uint32, c.POINTER(c.c_uint32)]),
    "seam_set_ducking": (c.c_int32, [c.c_void_p, c.c_int64, c.POINTER(Ducking)]),
    "seam_get_ducking": (c.c_int32, [c.c_void_p, c.c_int64, c.POINTER(Ducking)]),
    "seam_ducking_to_envelope": (c.c_int32, [c.c_void_p, c.c_int64]),
    "seam_set_room_tone": (c.c_int32, [c.c_void_p, c.POINTER(RoomTone)]),
    "seam_get_room_tone": (c.c_int32, [c.c_void_p, c.POINTER(RoomTone)]),
    "seam_play": (c.c_int32, [c.c_void_p]),
    "seam_pause": (c.c_int32, [c.c_void_p]),
    "seam_seek": (c.c_int32, [c.c_void_p, c.c_double]),
    "seam_seek_frame": (c.c_int32, [c.c_void_p, c.c_int64]),
    "seam_set_loop": (c.c_int32, [c.c_void_p, c.c_double, c.c_double]),
    "seam_set_loop_frames": (c.c_int32, [c.c_void_p, c.c_int64, c.c_int64]),
    "seam_clear_loop": (c.c_int32, [c.c_void_p]),
    "seam_play_range": (c.c_int32, [c.c_void_p, c.c_double, c.c_double]),
    "seam_play_range_frames": (c.c_int32, [c.c_void_p, c.c_int64, c.c_int64]),
    "seam_play_around": (c.c_int32, [c.c_void_p, c.c_double, c.c_double, c.c_double]),
    "seam_play_around_frames": (c.c_int32, [c.c_void_p, c.c_int64, c.c_int64, c.c_int64]),
    "seam_scrub": (c.c_int32, [c.c_void_p, c.c_double]),
    "seam_scrub_frame": (c.c_int32, [c.c_void_p, c.c_int64]),
    "seam_set_shuttle": (c.c_int32, [c.c_void_p, c.c_double]),
    "seam_set_play_speed": (c.c_int32, [c.c_void_p, c.c_double]),
    "seam_set_volume": (c.c_int32, [c.c_void_p, c.c_double]),
    "seam_set_anchor": (c.c_int32, [c.c_void_p, c.c_int32]),
    "seam_get_position": (c.c_int32, [c.c_void_p, c.POINTER(Position)]),
    "seam_output_open": (c.c_int32, [c.c_void_p, c.POINTER(Output)]),
    "seam_output_open_null": (c.c_int32, [c.c_void_p, c.c_uint32, c.c_double]),
    "seam_output_close": (c.c_int32, [c.c_void_p]),
    "seam_get_output": (c.c_int32, [c.c_void_p, c.POINTER(OutputInfo)]),
    "seam_output_devices": (c.c_int32, [c.c_char_p, c.POINTER(Device), c.c_uint32, c.POINTER(c.c_uint32)]),
    "seam_set_latency": (c.c_int32, [c.c_void_p, c.c_int64]),
    "seam_set_output_latency": (c.c_int32, [c.c_void_p, c.c_int64]),
    "seam_clock_at": (c.c_int32, [c.c_void_p, c.c_int64, c.POINTER(Clock)]),
    "seam_clock_now": (c.c_int32, [c.c_void_p, c.POINTER(c.c_int64)]),
    "seam_follow": (c.c_int32, [c.c_void_p, c.c_int64, c.c_double, c.POINTER(c.c_double), c.POINTER(c.c_double)]),
    "seam_end_follow": (c.c_int32, [c.c_void_p]),
    "seam_next_event": (c.c_int32, [c.c_void_p, c.POINTER(Event), c.c_int32]),
    "seam_render": (c.c_int32, [c.c_void_p, c.POINTER(c.c_float), c.c_uint32]),
    "seam_render_at": (c.c_int32, [c.c_void_p, c.POINTER(c.c_float), c.c_uint32, c.c_int64, c.c_uint32]),
    "seam_render_documented": (c.c_int32, [c.c_void_p, c.POINTER(c.c_float), c.c_uint32]),
    "seam_render_range": (c.c_int32, [c.c_void_p, c.c_int64, c.POINTER(c.c_float), c.c_uint64, c.c_uint32]),
    "seam_offline_open_with": (c.c_int32, [c.c_void_p, c.POINTER(OfflineOptions), c.POINTER(c.c_void_p)]),
    "seam_offline_levels": (c.c_int32, [c.c_void_p, c.POINTER(Levels)]),
    "seam_offline_open": (c.c_int32, [c.c_void_p, c.c_uint32, c.POINTER(c.c_void_p)]),
    "seam_offline_render": (c.c_int32, [c.c_void_p, c.c_int64, c.POINTER(c.c_float), c.c_uint64]),
    "seam_offline_close": (c.c_int32, [c.c_void_p]),
    "seam_export_wav": (c.c_int32, [c.c_void_p, c.POINTER(Export)]),
    "seam_export_file": (c.c_int32, [c.c_void_p, c.POINTER(FileExport)]),
    "seam_get_master": (c.c_int32, [c.c_void_p, c.POINTER(Master)]),
    "seam_set_master": (c.c_int32, [c.c_void_p, c.POINTER(Master)]),
    "seam_set_meters": (c.c_int32, [c.c_void_p, c.c_int32]),
    "seam_get_meters": (c.c_int32, [c.c_void_p, c.POINTER(Meters)]),
    "seam_measure_loudness": (c.c_int32, [c.c_void_p, c.c_uint32, c.POINTER(Loudness)]),
    "seam_measure_loudness_with": (c.c_int32, [c.c_void_p, c.POINTER(Measure), c.POINTER(Loudness)]),
    "seam_estimate_loudness": (c.c_int32, [c.c_void_p, c.POINTER(Loudness)]),
    "seam_find_silences": (c.c_int32, [c.c_void_p, c.POINTER(SilenceOptions), c.POINTER(EditRange), c.c_uint32, c.POINTER(c.c_uint32)]),
    "seam_snap_to_quiet": (c.c_int32, [c.c_void_p, c.c_double, c.c_double, c.POINTER(c.c_double)]),
    "seam_snap_to_quiet_frame": (c.c_int32, [c.c_void_p, c.c_int64, c.c_int64, c.POINTER(c.c_int64)]),
    "seam_peaks_track": (c.c_int32, [c.c_void_p, c.c_uint32, c.c_uint32, c.POINTER(PeaksView), c.POINTER(Peak), c.c_uint32, c.POINTER(c.c_int64)]),
    "seam_peaks_clip": (c.c_int32, [c.c_void_p, c.c_uint32, c.POINTER(PeaksView), c.POINTER(Peak), c.c_uint32, c.POINTER(c.c_int64)]),
    "seam_peaks_timeline": (c.c_int32, [c.c_void_p, c.POINTER(PeaksView), c.POINTER(Peak), c.c_uint32, c.POINTER(c.c_int64)]),
    "seam_peaks_lane": (c.c_int32, [c.c_void_p, c.c_int64, c.POINTER(PeaksView), c.POINTER(Peak), c.c_uint32, c.POINTER(c.c_int64)]),
    "seam_peaks_mix": (c.c_int32, [c.c_void_p, c.POINTER(PeaksView), c.POINTER(Peak), c.c_uint32, c.POINTER(c.c_int64)]),
    "seam_peaks_changes": (c.c_int32, [c.c_void_p, c.POINTER(c.c_int64)]),
    "seam_wait_ready": (c.c_int32, [c.c_void_p, c.c_int64, c.c_int32]),
    "seam_loaded_ranges": (c.c_int32, [c.c_void_p, c.POINTER(Range), c.c_uint32, c.POINTER(c.c_uint32)]),
    "seam_residency": (c.c_int32, [c.c_void_p, c.c_double, c.c_double, c.POINTER(c.c_uint8), c.c_uint32]),
    "seam_get_block_times": (c.c_int32, [c.c_void_p, c.POINTER(BlockTimes), c.POINTER(c.c_int64), c.c_uint32]),
    "seam_reset_block_times": (c.c_int32, [c.c_void_p]),
    "seam_read_swaps": (c.c_int32, [c.c_void_p, c.POINTER(c.c_int64), c.POINTER(Swap), c.c_uint32, c.POINTER(c.c_uint32)]),
    "seam_get_stats": (c.c_int32, [c.c_void_p, c.POINTER(Stats)]),
}

# ---- end of the declarations ----


def _file_name():
    if sys.platform == "win32":
        return os.path.join("bin", "seamline.dll")
    return os.path.join("lib", "libseamline.dylib" if sys.platform == "darwin" else "libseamline.so.0")


def load(place=None):
    """Loads the library: from the unpacked archive at place, from the file place, or from the archive that this module is in."""
    if place is None:
        place = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    path = os.path.join(place, _file_name()) if os.path.isdir(place) else place
    library = c.CDLL(path)
    library.seam_can_start.restype, library.seam_can_start.argtypes = _FUNCTIONS["seam_can_start"]
    why = c.create_string_buffer(512)
    if not library.seam_can_start(why, len(why)):
        raise Error(INTERNAL, why.value.decode())
    for name, (result, parameters) in _FUNCTIONS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, parameters
    return library


def segment(clip, in_seconds, out_seconds, **fields):
    """A segment at speed 1; at another speed it keeps its pitch."""
    return Segment(clip=clip, in_seconds=in_seconds, out_seconds=out_seconds, **{"speed": 1, "speed_mode": SPEED_KEEP_PITCH, **fields})


def _array(kind, rows):
    rows = list(rows)
    return (kind * max(1, len(rows)))(*rows), len(rows)


def _floats(samples):
    """A pointer to the samples of anything with a buffer of floats (array.array, NumPy, ctypes), and how many there are."""
    if isinstance(samples, c.Array):
        return samples, len(samples)
    view = memoryview(samples).cast("B")
    if view.readonly:
        return (c.c_float * (len(view) // 4)).from_buffer_copy(view), len(view) // 4
    return (c.c_float * (len(view) // 4)).from_buffer(view), len(view) // 4


class Engine:
    """One engine. Methods may be called from any thread, and raise Error; render() belongs to one thread."""

    def __init__(self, library=None, **config):
        self.seam = library if library is not None else load()
        self._engine = c.c_void_p()
        wanted = Config()
        self._check(self.seam.seam_config_default(c.byref(wanted)))
        for name, value in config.items():
            setattr(wanted, name, value)
        self._check(self.seam.seam_create(c.byref(wanted), c.byref(self._engine)))
        self.rate, self.channels = wanted.rate, wanted.channels

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Destroys the engine. Calls after that raise Error."""
        engine, self._engine = self._engine, c.c_void_p()
        if engine:
            self._check(self.seam.seam_destroy(engine))

    def _check(self, status):
        if status == OK:
            return
        text = c.create_string_buffer(1024)
        self.seam.seam_last_error(self._engine, text, len(text))
        raise Error(status, text.value.decode("utf-8", "replace"))

    def call(self, name, *arguments):
        """Any function of the header whose first parameter is the engine."""
        self._check(getattr(self.seam, name)(self._engine, *arguments))

    # Clips

    def set_media(self, clip, *paths, **fields):
        """Opens files as a clip, a track each; fields are those of seam_track."""
        tracks, count = _array(Track, (Track(path=os.fsencode(p), **{"stream": BEST_STREAM, **fields}) for p in paths))
        self.call("seam_clip_set_media", clip, tracks, count)

    def set_pcm(self, clip, samples, channels=None, rate=None):
        """Makes a clip of interleaved floats, which are copied."""
        channels = channels or self.channels
        pointer, count = _floats(samples)
        self.call("seam_clip_set_pcm", clip, pointer, count // channels, channels, rate or self.rate)

    # The timeline

    def set_timeline(self, segments):
        """Replaces the timeline by segments, end to end."""
        rows, count = _array(Segment, segments)
        self.call("seam_timeline_set", rows, count)

    def timeline(self):
        """The segments in order."""
        count = c.c_uint32()
        self.call("seam_timeline_get", None, 0, c.byref(count))
        rows = (Segment * max(1, count.value))(Segment())
        self.call("seam_timeline_get", rows, count.value, c.byref(count))
        return list(rows[: count.value])

    def length(self):
        """Frames of the timeline."""
        frames = c.c_int64()
        self.call("seam_length", c.byref(frames))
        return frames.value

    def ripple_delete(self, in_seconds, out_seconds):
        """Removes a range of the timeline and closes the gap."""
        self.call("seam_ripple_delete", in_seconds, out_seconds)

    def split(self, seconds):
        """Splits a segment; returns the id of the right part."""
        right = c.c_int64()
        self.call("seam_split", seconds, c.byref(right))
        return right.value

    def delete(self, segment_id):
        """Removes a segment and closes the gap."""
        self.call("seam_delete_segment", segment_id)

    def keep(self, ranges):
        """Keeps these ranges, as (in, out) in seconds, and removes everything else, as one edit."""
        rows, count = _array(EditRange, (EditRange(in_seconds=a, out_seconds=b) for a, b in ranges))
        self.call("seam_keep_ranges", rows, count)

    def undo(self):
        """Takes the last edit back."""
        self.call("seam_undo")

    def redo(self):
        """Makes it again."""
        self.call("seam_redo")

    def history(self):
        """What can be undone and redone: (undo name, redo name), each None where there is nothing."""
        now = History()
        self.call("seam_get_history", c.byref(now))
        return (now.undo_name.decode() if now.undo_steps else None, now.redo_name.decode() if now.redo_steps else None)

    def name_edit(self, name):
        """Names the last edit, or the open group, for history()."""
        self.call("seam_name_edit", name.encode())

    @contextlib.contextmanager
    def edits(self, name=None):
        """with engine.edits("tidy up"): all edits inside are one undo step, or none of them is kept if one raises."""
        self.call("seam_begin_edits")
        try:
            if name is not None:
                self.name_edit(name)
            yield self
        except BaseException:
            self.call("seam_cancel_edits")
            raise
        self.call("seam_end_edits")

    def clips(self):
        """The clips by number."""
        count = c.c_uint32()
        self.call("seam_clip_list", None, 0, c.byref(count))
        rows = (Clip * max(1, count.value))(Clip())
        self.call("seam_clip_list", rows, count.value, c.byref(count))
        return list(rows[: count.value])

    # Playback

    def play(self):
        """Plays from the playhead."""
        self.call("seam_play")

    def pause(self):
        """Pauses."""
        self.call("seam_pause")

    def seek(self, seconds):
        """Moves the playhead."""
        self.call("seam_seek", seconds)

    def position(self):
        """Where playback is."""
        found = Position()
        self.call("seam_get_position", c.byref(found))
        return found

    def stats(self):
        """Statistics of the engine."""
        found = Stats()
        self.call("seam_get_stats", c.byref(found))
        return found

    def open_output(self, **fields):
        """Opens a device by SDL; fields are those of seam_output, without any the default device."""
        self.call("seam_output_open", c.byref(Output(**{"time_scale": 1, **fields})))

    def close_output(self):
        """Closes the device."""
        self.call("seam_output_close")

    def wait_ready(self, frames, timeout_ms=10_000):
        """Waits until the first frames behind the playhead are in memory."""
        self.call("seam_wait_ready", frames, timeout_ms)

    def render(self, block):
        """Fills a writable buffer of floats with the next frames: what a host with a device of its own calls for each block."""
        pointer, count = _floats(block)
        self.call("seam_render", pointer, count // self.channels)

    # Results

    def render_range(self, first_frame, frames):
        """Frames of the timeline as an array of interleaved floats, whatever is playing."""
        out = (c.c_float * (frames * self.channels))()
        self.call("seam_render_range", first_frame, out, frames, 0)
        return out

    def export(self, path, progress=None, **fields):
        """Writes a file by its extension; progress(done, frames) may return True to cancel. Fields are those of seam_file_export."""
        report = Progress(lambda user, done, frames: 1 if progress(done, frames) else 0) if progress else Progress()
        self.call("seam_export_file", c.byref(FileExport(path=os.fsencode(path), progress=report, **fields)))

    def silences(self, **fields):
        """Ranges of the timeline that are silent, as (in, out) in seconds; fields are those of seam_silence_options."""
        options = SilenceOptions()
        self._check(self.seam.seam_silence_options_default(c.byref(options)))
        for name, value in fields.items():
            setattr(options, name, value)
        count = c.c_uint32()
        self.call("seam_find_silences", c.byref(options), None, 0, c.byref(count))
        rows = (EditRange * max(1, count.value))(EditRange())
        self.call("seam_find_silences", c.byref(options), rows, count.value, c.byref(count))
        return [(r.in_seconds, r.out_seconds) for r in rows[: count.value]]

    def loudness(self):
        """Loudness of the timeline, measured."""
        found = Loudness()
        self.call("seam_measure_loudness", 0, c.byref(found))
        return found
