//! Written by tools/bindings.py from seamline.h, which documents every name. Do not edit.

#![allow(non_camel_case_types)]

use std::ffi::{c_char, c_void};

pub const SEAM_ABI_VERSION: i32 = 0;
pub const SEAM_BEST_STREAM: i32 = -1;
pub const SEAM_ALL_CHANNELS: i32 = -1;
pub const SEAM_PEAK_OUTSIDE: i32 = 1;
pub const SEAM_PEAK_COARSE: i32 = 2;
pub const SEAM_BLOCK_BINS: i32 = 144;
pub const SEAM_TO_THE_END: i32 = -1;
pub const SEAM_SILENCE_FOR_ERRORS: i32 = 1;
pub const SEAM_DITHER: i32 = 2;
pub const SEAM_QUALITY: i32 = 4;
pub const SEAM_LIMITED: i32 = 8;
pub const SEAM_STEM_MAIN: i32 = -1;
pub const SEAM_EXACT_TIME: i32 = 1;
pub const SEAM_MEASURE_LEVELS: i32 = 2;
pub const SEAM_EDIT_INSERT: i32 = 1;
pub const SEAM_EDIT_DELETE: i32 = 2;
pub const SEAM_EDIT_RIPPLE_DELETE: i32 = 3;
pub const SEAM_EDIT_LIFT: i32 = 4;
pub const SEAM_EDIT_OVERWRITE: i32 = 5;
pub const SEAM_EDIT_SPLIT: i32 = 6;
pub const SEAM_EDIT_TRIM_IN: i32 = 7;
pub const SEAM_EDIT_TRIM_OUT: i32 = 8;
pub const SEAM_EDIT_ROLL_IN: i32 = 9;
pub const SEAM_EDIT_ROLL_OUT: i32 = 10;
pub const SEAM_EDIT_SLIP: i32 = 11;
pub const SEAM_EDIT_SLIDE: i32 = 12;
pub const SEAM_EDIT_MOVE: i32 = 13;
pub const SEAM_EDIT_GAIN: i32 = 14;
pub const SEAM_EDIT_MUTE: i32 = 15;
pub const SEAM_EDIT_SPEED: i32 = 16;
pub const SEAM_EDIT_SPEED_MODE: i32 = 17;
pub const SEAM_OK: i32 = 0;
pub const SEAM_INVALID_ARGUMENT: i32 = 1;
pub const SEAM_NOT_FOUND: i32 = 2;
pub const SEAM_LIMIT_REACHED: i32 = 3;
pub const SEAM_OUT_OF_BUDGET: i32 = 4;
pub const SEAM_MEDIA_ERROR: i32 = 5;
pub const SEAM_DEVICE_ERROR: i32 = 6;
pub const SEAM_MISSING_LIBRARY: i32 = 7;
pub const SEAM_TIMED_OUT: i32 = 8;
pub const SEAM_INVALID_STATE: i32 = 9;
pub const SEAM_CANCELLED: i32 = 10;
pub const SEAM_INVALID_HANDLE: i32 = 11;
pub const SEAM_INTERNAL: i32 = 12;
pub const SEAM_ANCHOR_FRAME: i32 = 0;
pub const SEAM_ANCHOR_CONTENT: i32 = 1;
pub const SEAM_STEREO: i32 = 0;
pub const SEAM_MONO_LEFT: i32 = 1;
pub const SEAM_MONO_RIGHT: i32 = 2;
pub const SEAM_CHANNELS_DOWNMIX: i32 = 0;
pub const SEAM_CHANNELS_MONO: i32 = 1;
pub const SEAM_CHANNELS_ONE: i32 = 2;
pub const SEAM_CHANNELS_PAIR: i32 = 3;
pub const SEAM_MONO_EQUAL_POWER: i32 = 0;
pub const SEAM_MONO_UNITY: i32 = 1;
pub const SEAM_ISOLATION_AUTO: i32 = 0;
pub const SEAM_ISOLATION_OFF: i32 = 1;
pub const SEAM_ISOLATION_REQUIRED: i32 = 2;
pub const SEAM_SPEED_SILENCE: i32 = 0;
pub const SEAM_SPEED_VARISPEED: i32 = 1;
pub const SEAM_SPEED_KEEP_PITCH: i32 = 2;
pub const SEAM_LOADED: i32 = 1;
pub const SEAM_LOADING: i32 = 2;
pub const SEAM_NOT_LOADED: i32 = 4;
pub const SEAM_EVICTED: i32 = 8;
pub const SEAM_UNREADABLE: i32 = 16;
pub const SEAM_F32: i32 = 0;
pub const SEAM_S16: i32 = 1;
pub const SEAM_S24: i32 = 2;
pub const SEAM_CODEC_BY_EXTENSION: i32 = 0;
pub const SEAM_CODEC_WAV: i32 = 1;
pub const SEAM_CODEC_FLAC: i32 = 2;
pub const SEAM_CODEC_AAC: i32 = 3;
pub const SEAM_CODEC_OPUS: i32 = 4;
pub const SEAM_CODEC_MP3: i32 = 5;
pub const SEAM_CODEC_VORBIS: i32 = 6;
pub const SEAM_FADE_EQUAL_POWER: i32 = 0;
pub const SEAM_FADE_LINEAR: i32 = 1;
pub const SEAM_TRANSITION_EQUAL_POWER: i32 = 0;
pub const SEAM_TRANSITION_LINEAR: i32 = 1;
pub const SEAM_TRANSITION_THROUGH_BLACK: i32 = 2;
pub const SEAM_ENVELOPE_SEGMENT: i32 = 0;
pub const SEAM_ENVELOPE_ITEM: i32 = 1;
pub const SEAM_ENVELOPE_LANE: i32 = 2;
pub const SEAM_ENVELOPE_MASTER: i32 = 3;
pub const SEAM_STEP_NONE: i32 = 0;
pub const SEAM_STEP_INSERT: i32 = 1;
pub const SEAM_STEP_DELETE: i32 = 2;
pub const SEAM_STEP_RIPPLE_DELETE: i32 = 3;
pub const SEAM_STEP_LIFT: i32 = 4;
pub const SEAM_STEP_OVERWRITE: i32 = 5;
pub const SEAM_STEP_SPLIT: i32 = 6;
pub const SEAM_STEP_TRIM: i32 = 7;
pub const SEAM_STEP_ROLL: i32 = 8;
pub const SEAM_STEP_SLIP: i32 = 9;
pub const SEAM_STEP_SLIDE: i32 = 10;
pub const SEAM_STEP_MOVE: i32 = 11;
pub const SEAM_STEP_GAIN: i32 = 12;
pub const SEAM_STEP_MUTE: i32 = 13;
pub const SEAM_STEP_SPEED: i32 = 14;
pub const SEAM_STEP_REMOVE_RANGES: i32 = 15;
pub const SEAM_STEP_KEEP_RANGES: i32 = 16;
pub const SEAM_STEP_GROUP: i32 = 17;
pub const SEAM_STEP_LANE: i32 = 18;
pub const SEAM_STEP_ITEM: i32 = 19;
pub const SEAM_STEP_TRANSITION: i32 = 20;
pub const SEAM_STEP_ENVELOPE: i32 = 21;
pub const SEAM_STEP_MASTER: i32 = 22;
pub const SEAM_STEP_DUCKING: i32 = 23;
pub const SEAM_STEP_ROOM_TONE: i32 = 24;
pub const SEAM_EVENT_DEVICE_OPENED: i32 = 1;
pub const SEAM_EVENT_DEVICE_CHANGED: i32 = 2;
pub const SEAM_EVENT_DEVICE_LOST: i32 = 3;
pub const SEAM_EVENT_DEVICE_RETURNED: i32 = 4;
pub const SEAM_EVENT_DEVICE_STALLED: i32 = 5;
pub const SEAM_EVENT_UNDERRUN: i32 = 6;
pub const SEAM_EVENT_MEDIA_CHANGED: i32 = 7;
pub const SEAM_EVENT_MEDIA_MISSING: i32 = 8;
pub const SEAM_EVENT_MEDIA_RETURNED: i32 = 9;
pub const SEAM_EVENT_LOADED: i32 = 10;
pub const SEAM_EVENT_DEVICES_CHANGED: i32 = 11;
pub const SEAM_EVENT_LATENCY_CHANGED: i32 = 12;
pub const SEAM_EVENT_DEVICE_THREAD: i32 = 13;
pub const SEAM_EVENT_MEMORY_NOT_LOCKED: i32 = 14;
pub const SEAM_CAUSE_UNKNOWN: i32 = 0;
pub const SEAM_CAUSE_LATE_CALLBACK: i32 = 1;
pub const SEAM_CAUSE_SLOW_BLOCK: i32 = 2;
pub const SEAM_CAUSE_STARVED_LOADER: i32 = 3;
pub const SEAM_OUTPUT_CLOSED: i32 = 0;
pub const SEAM_OUTPUT_OPEN: i32 = 1;
pub const SEAM_OUTPUT_CLOCK: i32 = 2;
pub const SEAM_OUTPUT_SUBSTITUTE: i32 = 3;
pub const SEAM_THREAD_UNKNOWN: i32 = 0;
pub const SEAM_THREAD_SHARED: i32 = 1;
pub const SEAM_THREAD_FIFO: i32 = 2;
pub const SEAM_THREAD_ROUND_ROBIN: i32 = 3;
pub const SEAM_THREAD_DEADLINE: i32 = 4;

pub type Progress = Option<unsafe extern "C" fn(user: *mut c_void, frames_done: i64, frames: i64) -> i32>;

#[repr(C)]
pub struct seam_engine {
    _private: [u8; 0],
}

#[repr(C)]
pub struct seam_offline {
    _private: [u8; 0],
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_config {
    pub struct_size: u32,
    pub rate: i32,
    pub channels: i32,
    pub anchor: i32,
    pub budget_bytes: i64,
    pub swap_fade_ms: f64,
    pub declick_ms: f64,
    pub loader_threads: i32,
    pub mono_level: i32,
    pub isolation: i32,
    pub lock_memory: i32,
}

impl Default for seam_config {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_mix {
    pub struct_size: u32,
    pub stereo_mode: i32,
    pub offset_seconds: f64,
    pub gain_db: f64,
}

impl Default for seam_mix {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_track {
    pub struct_size: u32,
    pub stream: i32,
    pub path: *const c_char,
    pub offset_seconds: f64,
    pub gain_db: f64,
    pub stereo_mode: i32,
    pub channel_mode: i32,
    pub first_channel: i32,
    pub second_channel: i32,
}

impl Default for seam_track {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_segment {
    pub struct_size: u32,
    pub clip: u32,
    pub in_seconds: f64,
    pub out_seconds: f64,
    pub speed: f64,
    pub gain_db: f64,
    pub speed_mode: i32,
    pub muted: i32,
    pub id: i64,
    pub start_frame: i64,
    pub end_frame: i64,
    pub clip_frame: i64,
    pub beyond_frames: i64,
}

impl Default for seam_segment {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_clip {
    pub struct_size: u32,
    pub clip: u32,
    pub tracks: u32,
    pub frames_exact: i32,
    pub frames: i64,
}

impl Default for seam_clip {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_source {
    pub struct_size: u32,
    pub rate: i32,
    pub channels: i32,
    pub stream: i32,
    pub frames: i64,
    pub frames_exact: i32,
    pub warnings: i32,
    pub frames_decoded: i64,
    pub pages: i64,
    pub pages_ready: i64,
    pub pages_loaded: i64,
    pub pages_reloaded: i64,
    pub start_seconds: f64,
    pub duration_seconds: f64,
    pub bit_rate: i64,
    pub codec: [c_char; 32],
    pub container: [c_char; 96],
    pub name: [c_char; 512],
    pub error: [c_char; 256],
    pub notice: [c_char; 256],
}

impl Default for seam_source {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_stream {
    pub struct_size: u32,
    pub index: i32,
    pub rate: i32,
    pub channels: i32,
    pub bit_rate: i64,
    pub kind: [c_char; 16],
    pub codec: [c_char; 32],
    pub layout: [c_char; 64],
}

impl Default for seam_stream {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_range {
    pub struct_size: u32,
    pub reserved: i32,
    pub first_frame: i64,
    pub end_frame: i64,
}

impl Default for seam_range {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_edit_range {
    pub struct_size: u32,
    pub reserved: i32,
    pub in_seconds: f64,
    pub out_seconds: f64,
}

impl Default for seam_edit_range {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_lane {
    pub struct_size: u32,
    pub items: u32,
    pub id: i64,
    pub gain_db: f64,
    pub muted: i32,
    pub solo: i32,
    pub ripples: i32,
    pub extends: i32,
}

impl Default for seam_lane {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_item {
    pub struct_size: u32,
    pub clip: u32,
    pub lane: i64,
    pub start_seconds: f64,
    pub in_seconds: f64,
    pub out_seconds: f64,
    pub gain_db: f64,
    pub fade_in_seconds: f64,
    pub fade_out_seconds: f64,
    pub loop_seconds: f64,
    pub fade_in_curve: i32,
    pub fade_out_curve: i32,
    pub id: i64,
    pub start_frame: i64,
    pub end_frame: i64,
}

impl Default for seam_item {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_transition {
    pub struct_size: u32,
    pub kind: i32,
    pub seconds: f64,
    pub overlap_seconds: f64,
}

impl Default for seam_transition {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_ducking {
    pub struct_size: u32,
    pub reserved: i32,
    pub amount_db: f64,
    pub threshold_db: f64,
    pub hold_seconds: f64,
    pub fall_seconds: f64,
    pub rise_seconds: f64,
    pub known: f64,
}

impl Default for seam_ducking {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_room_tone {
    pub struct_size: u32,
    pub clip: u32,
    pub in_seconds: f64,
    pub out_seconds: f64,
    pub gain_db: f64,
    pub crossfade_seconds: f64,
}

impl Default for seam_room_tone {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_envelope_point {
    pub struct_size: u32,
    pub reserved: i32,
    pub seconds: f64,
    pub gain_db: f64,
}

impl Default for seam_envelope_point {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_edit {
    pub struct_size: u32,
    pub kind: i32,
    pub segment: i64,
    pub value: f64,
    pub end_seconds: f64,
    pub with: *const seam_segment,
    pub index: u32,
    pub muted: i32,
}

impl Default for seam_edit {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_history {
    pub struct_size: u32,
    pub undo_steps: i32,
    pub redo_steps: i32,
    pub group_open: i32,
    pub undo_kind: i32,
    pub redo_kind: i32,
    pub undo_name: [c_char; 96],
    pub redo_name: [c_char; 96],
}

impl Default for seam_history {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_position {
    pub struct_size: u32,
    pub playing: i32,
    pub playhead_frame: i64,
    pub audible_frame: i64,
    pub length_frames: i64,
    pub latency_frames: i64,
}

impl Default for seam_position {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_output {
    pub struct_size: u32,
    pub block_frames: i32,
    pub driver: *const c_char,
    pub device: *const c_char,
    pub disk_file: *const c_char,
    pub time_scale: f64,
    pub documented_entry: i32,
    pub reserved: i32,
}

impl Default for seam_output {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_device {
    pub struct_size: u32,
    pub is_default: i32,
    pub rate: i32,
    pub channels: i32,
    pub name: [c_char; 256],
}

impl Default for seam_device {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_output_info {
    pub struct_size: u32,
    pub is_open: i32,
    pub rate: i32,
    pub channels: i32,
    pub period_frames: i32,
    pub raw_entry: i32,
    pub driver: [c_char; 32],
    pub device: [c_char; 256],
    pub state: i32,
    pub reserved: i32,
    pub latency_frames: i64,
    pub thread_policy: i32,
    pub thread_priority: i32,
}

impl Default for seam_output_info {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_levels {
    pub struct_size: u32,
    pub reserved: i32,
    pub frames: i64,
    pub clipped_samples: i64,
    pub peak: f64,
}

impl Default for seam_levels {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_master {
    pub struct_size: u32,
    pub limiter: i32,
    pub gain_db: f64,
    pub ceiling_db: f64,
}

impl Default for seam_master {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_loudness {
    pub struct_size: u32,
    pub reserved: i32,
    pub integrated_lufs: f64,
    pub range_lu: f64,
    pub true_peak_dbtp: f64,
    pub sample_peak_dbfs: f64,
    pub max_momentary_lufs: f64,
    pub max_short_term_lufs: f64,
    pub known: f64,
}

impl Default for seam_loudness {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_meters {
    pub struct_size: u32,
    pub channels: i32,
    pub frames: i64,
    pub true_peak_dbtp: f64,
    pub sample_peak_dbfs: f64,
    pub momentary_lufs: f64,
    pub short_term_lufs: f64,
    pub integrated_lufs: f64,
    pub max_momentary_lufs: f64,
    pub max_short_term_lufs: f64,
    pub peak_dbfs: [f64; 8],
    pub rms_dbfs: [f64; 8],
}

impl Default for seam_meters {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_measure {
    pub struct_size: u32,
    pub flags: u32,
    pub progress: Progress,
    pub user: *mut c_void,
}

impl Default for seam_measure {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_silence_options {
    pub struct_size: u32,
    pub whole_mix: i32,
    pub threshold_db: f64,
    pub min_seconds: f64,
    pub margin_seconds: f64,
}

impl Default for seam_silence_options {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_offline_options {
    pub struct_size: u32,
    pub flags: u32,
    pub first_frame: i64,
    pub frames: i64,
    pub edge_fade_ms: f64,
}

impl Default for seam_offline_options {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_export {
    pub struct_size: u32,
    pub format: i32,
    pub path: *const c_char,
    pub first_frame: i64,
    pub frames: i64,
    pub flags: u32,
    pub reserved: i32,
    pub progress: Progress,
    pub user: *mut c_void,
    pub edge_fade_ms: f64,
    pub levels: *mut seam_levels,
}

impl Default for seam_export {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_tag {
    pub struct_size: u32,
    pub reserved: i32,
    pub key: *const c_char,
    pub value: *const c_char,
}

impl Default for seam_tag {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_chapter {
    pub struct_size: u32,
    pub reserved: i32,
    pub frame: i64,
    pub title: *const c_char,
}

impl Default for seam_chapter {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_file_export {
    pub struct_size: u32,
    pub codec: i32,
    pub path: *const c_char,
    pub format: i32,
    pub flags: u32,
    pub first_frame: i64,
    pub frames: i64,
    pub bit_rate: i64,
    pub quality: f64,
    pub loudness_lufs: f64,
    pub ceiling_db: f64,
    pub edge_fade_ms: f64,
    pub stem: i64,
    pub tags: *const seam_tag,
    pub chapters: *const seam_chapter,
    pub tag_count: u32,
    pub chapter_count: u32,
    pub progress: Progress,
    pub user: *mut c_void,
    pub levels: *mut seam_levels,
}

impl Default for seam_file_export {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_stats {
    pub struct_size: u32,
    pub vector_bits: i32,
    pub rate: i32,
    pub channels: i32,
    pub segments: i64,
    pub length_frames: i64,
    pub budget_bytes: i64,
    pub held_bytes: i64,
    pub peak_bytes: i64,
    pub pages_held: i64,
    pub pages_evicted: i64,
    pub miss_frames: i64,
    pub underruns: i64,
    pub blocks: i64,
    pub frames_rendered: i64,
    pub block_p50_ns: i64,
    pub block_p999_ns: i64,
    pub block_max_ns: i64,
    pub edit_to_published_ns: i64,
    pub collections: i64,
    pub allocated_bytes: i64,
    pub load_horizon_frames: i64,
    pub load_done: i64,
    pub ready_ahead_frames: i64,
    pub published_serial: i64,
    pub published_block: i64,
    pub sources: i64,
    pub sources_changed: i64,
    pub sources_missing: i64,
    pub media_warnings: i64,
    pub workers: i64,
    pub underrun_frames: i64,
    pub locked_bytes: i64,
    pub lock_refused_bytes: i64,
}

impl Default for seam_stats {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_event {
    pub struct_size: u32,
    pub kind: i32,
    pub cause: i32,
    pub dropped: u32,
    pub host_ns: i64,
    pub playhead_frame: i64,
    pub frames: i64,
    pub count: i64,
    pub text: [c_char; 256],
}

impl Default for seam_event {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_clock {
    pub struct_size: u32,
    pub reserved: i32,
    pub host_ns: i64,
    pub timeline_frame: f64,
    pub output_frame: f64,
    pub speed: f64,
    pub rate: f64,
    pub latency_frames: f64,
    pub segment: i64,
    pub serial: i64,
}

impl Default for seam_clock {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_block_times {
    pub struct_size: u32,
    pub reserved: i32,
    pub blocks: i64,
    pub mean_ns: i64,
    pub p50_ns: i64,
    pub p99_ns: i64,
    pub p999_ns: i64,
    pub max_ns: i64,
}

impl Default for seam_block_times {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_swap {
    pub struct_size: u32,
    pub published: i32,
    pub serial: i64,
    pub published_block: i64,
    pub heard_block: i64,
    pub edit_ns: i64,
    pub heard_ns: i64,
    pub output_frame: i64,
    pub old_frame: i64,
    pub new_frame: i64,
    pub fade_frames: i64,
}

impl Default for seam_swap {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_peaks_view {
    pub struct_size: u32,
    pub channel: i32,
    pub first_frame: f64,
    pub frames_per_column: f64,
}

impl Default for seam_peaks_view {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct seam_peak {
    pub struct_size: u32,
    pub flags: i32,
    pub min: f32,
    pub max: f32,
    pub rms: f32,
    pub known: f32,
}

impl Default for seam_peak {
    /// All zeros but `struct_size`.
    fn default() -> Self {
        let mut all: Self = unsafe { std::mem::zeroed() };
        all.struct_size = std::mem::size_of::<Self>() as u32;
        all
    }
}

extern "C" {
    pub fn seam_abi_version() -> u32;
    pub fn seam_version() -> *const c_char;
    pub fn seam_vector_bits() -> i32;
    pub fn seam_cpu_supported() -> i32;
    pub fn seam_can_start(text: *mut c_char, capacity: usize) -> i32;
    pub fn seam_last_error(engine: *const seam_engine, text: *mut c_char, capacity: usize) -> usize;
    pub fn seam_config_default(config: *mut seam_config) -> i32;
    pub fn seam_track_default(track: *mut seam_track) -> i32;
    pub fn seam_segment_default(segment: *mut seam_segment) -> i32;
    pub fn seam_item_default(item: *mut seam_item) -> i32;
    pub fn seam_ducking_default(ducking: *mut seam_ducking) -> i32;
    pub fn seam_room_tone_default(tone: *mut seam_room_tone) -> i32;
    pub fn seam_output_default(output: *mut seam_output) -> i32;
    pub fn seam_master_default(master: *mut seam_master) -> i32;
    pub fn seam_silence_options_default(options: *mut seam_silence_options) -> i32;
    pub fn seam_offline_options_default(options: *mut seam_offline_options) -> i32;
    pub fn seam_export_default(wanted: *mut seam_export) -> i32;
    pub fn seam_file_export_default(wanted: *mut seam_file_export) -> i32;
    pub fn seam_peaks_view_default(view: *mut seam_peaks_view) -> i32;
    pub fn seam_create(config: *const seam_config, engine: *mut *mut seam_engine) -> i32;
    pub fn seam_destroy(engine: *mut seam_engine) -> i32;
    pub fn seam_clip_set_media(engine: *mut seam_engine, clip: u32, tracks: *const seam_track, count: u32) -> i32;
    pub fn seam_clip_set_pcm(engine: *mut seam_engine, clip: u32, interleaved: *const f32, frames: u64, channels: i32, rate: i32) -> i32;
    pub fn seam_clip_remove(engine: *mut seam_engine, clip: u32) -> i32;
    pub fn seam_clip_set_track_mix(engine: *mut seam_engine, clip: u32, track: u32, mix: *const seam_mix) -> i32;
    pub fn seam_clip_get_track_mix(engine: *mut seam_engine, clip: u32, track: u32, mix: *mut seam_mix) -> i32;
    pub fn seam_clip_list(engine: *mut seam_engine, clips: *mut seam_clip, capacity: u32, count: *mut u32) -> i32;
    pub fn seam_clip_frames(engine: *mut seam_engine, clip: u32, frames: *mut i64) -> i32;
    pub fn seam_clip_measure(engine: *mut seam_engine, clip: u32) -> i32;
    pub fn seam_clip_source(engine: *mut seam_engine, clip: u32, track: u32, source: *mut seam_source) -> i32;
    pub fn seam_clip_streams(engine: *mut seam_engine, clip: u32, track: u32, streams: *mut seam_stream, capacity: u32, count: *mut u32) -> i32;
    pub fn seam_clip_invalidate(engine: *mut seam_engine, clip: u32) -> i32;
    pub fn seam_media_check(engine: *mut seam_engine, clip: u32, changed: *mut u32) -> i32;
    pub fn seam_timeline_set(engine: *mut seam_engine, segments: *const seam_segment, count: u32) -> i32;
    pub fn seam_timeline_get(engine: *mut seam_engine, segments: *mut seam_segment, capacity: u32, count: *mut u32) -> i32;
    pub fn seam_segment_at(engine: *mut seam_engine, frame: i64, segment: *mut seam_segment, index: *mut u32) -> i32;
    pub fn seam_length(engine: *mut seam_engine, frames: *mut i64) -> i32;
    pub fn seam_insert(engine: *mut seam_engine, index: u32, segment: *const seam_segment, id: *mut i64) -> i32;
    pub fn seam_split(engine: *mut seam_engine, seconds: f64, right_id: *mut i64) -> i32;
    pub fn seam_split_frame(engine: *mut seam_engine, frame: i64, right_id: *mut i64) -> i32;
    pub fn seam_ripple_delete(engine: *mut seam_engine, in_seconds: f64, out_seconds: f64) -> i32;
    pub fn seam_ripple_delete_frames(engine: *mut seam_engine, in_frame: i64, out_frame: i64) -> i32;
    pub fn seam_delete_segment(engine: *mut seam_engine, segment: i64) -> i32;
    pub fn seam_move_segment(engine: *mut seam_engine, segment: i64, index: u32) -> i32;
    pub fn seam_trim_in(engine: *mut seam_engine, segment: i64, in_seconds: f64) -> i32;
    pub fn seam_trim_in_frame(engine: *mut seam_engine, segment: i64, in_frame: i64) -> i32;
    pub fn seam_trim_out(engine: *mut seam_engine, segment: i64, out_seconds: f64) -> i32;
    pub fn seam_trim_out_frame(engine: *mut seam_engine, segment: i64, out_frame: i64) -> i32;
    pub fn seam_set_segment_gain(engine: *mut seam_engine, segment: i64, decibels: f64) -> i32;
    pub fn seam_set_segment_muted(engine: *mut seam_engine, segment: i64, muted: i32) -> i32;
    pub fn seam_set_segment_speed(engine: *mut seam_engine, segment: i64, speed: f64) -> i32;
    pub fn seam_set_segment_speed_mode(engine: *mut seam_engine, segment: i64, speed: f64, mode: i32) -> i32;
    pub fn seam_undo(engine: *mut seam_engine) -> i32;
    pub fn seam_redo(engine: *mut seam_engine) -> i32;
    pub fn seam_lift(engine: *mut seam_engine, in_seconds: f64, out_seconds: f64) -> i32;
    pub fn seam_lift_frames(engine: *mut seam_engine, in_frame: i64, out_frame: i64) -> i32;
    pub fn seam_overwrite(engine: *mut seam_engine, seconds: f64, segment: *const seam_segment, id: *mut i64) -> i32;
    pub fn seam_overwrite_frame(engine: *mut seam_engine, frame: i64, segment: *const seam_segment, id: *mut i64) -> i32;
    pub fn seam_roll_in(engine: *mut seam_engine, segment: i64, in_seconds: f64) -> i32;
    pub fn seam_roll_in_frame(engine: *mut seam_engine, segment: i64, in_frame: i64) -> i32;
    pub fn seam_roll_out(engine: *mut seam_engine, segment: i64, out_seconds: f64) -> i32;
    pub fn seam_roll_out_frame(engine: *mut seam_engine, segment: i64, out_frame: i64) -> i32;
    pub fn seam_slip(engine: *mut seam_engine, segment: i64, in_seconds: f64) -> i32;
    pub fn seam_slip_frame(engine: *mut seam_engine, segment: i64, in_frame: i64) -> i32;
    pub fn seam_slide(engine: *mut seam_engine, segment: i64, seconds: f64) -> i32;
    pub fn seam_slide_frames(engine: *mut seam_engine, segment: i64, frames: i64) -> i32;
    pub fn seam_remove_ranges(engine: *mut seam_engine, ranges: *const seam_edit_range, count: u32) -> i32;
    pub fn seam_keep_ranges(engine: *mut seam_engine, ranges: *const seam_edit_range, count: u32) -> i32;
    pub fn seam_remove_ranges_frames(engine: *mut seam_engine, ranges: *const seam_range, count: u32) -> i32;
    pub fn seam_keep_ranges_frames(engine: *mut seam_engine, ranges: *const seam_range, count: u32) -> i32;
    pub fn seam_apply_edits(engine: *mut seam_engine, edits: *const seam_edit, count: u32, new_ids: *mut i64) -> i32;
    pub fn seam_begin_edits(engine: *mut seam_engine) -> i32;
    pub fn seam_end_edits(engine: *mut seam_engine) -> i32;
    pub fn seam_cancel_edits(engine: *mut seam_engine) -> i32;
    pub fn seam_can_undo(engine: *mut seam_engine) -> i32;
    pub fn seam_can_redo(engine: *mut seam_engine) -> i32;
    pub fn seam_get_history(engine: *mut seam_engine, history: *mut seam_history) -> i32;
    pub fn seam_name_edit(engine: *mut seam_engine, name: *const c_char) -> i32;
    pub fn seam_add_lane(engine: *mut seam_engine, index: u32, lane: *const seam_lane, id: *mut i64) -> i32;
    pub fn seam_set_lane(engine: *mut seam_engine, lane: *const seam_lane) -> i32;
    pub fn seam_move_lane(engine: *mut seam_engine, lane: i64, index: u32) -> i32;
    pub fn seam_remove_lane(engine: *mut seam_engine, lane: i64) -> i32;
    pub fn seam_get_lanes(engine: *mut seam_engine, lanes: *mut seam_lane, capacity: u32, count: *mut u32) -> i32;
    pub fn seam_add_item(engine: *mut seam_engine, item: *const seam_item, id: *mut i64) -> i32;
    pub fn seam_set_item(engine: *mut seam_engine, item: *const seam_item) -> i32;
    pub fn seam_remove_item(engine: *mut seam_engine, item: i64) -> i32;
    pub fn seam_get_items(engine: *mut seam_engine, lane: i64, items: *mut seam_item, capacity: u32, count: *mut u32) -> i32;
    pub fn seam_set_transition(engine: *mut seam_engine, segment: i64, kind: i32, seconds: f64) -> i32;
    pub fn seam_set_transition_frames(engine: *mut seam_engine, segment: i64, kind: i32, frames: i64) -> i32;
    pub fn seam_remove_transition(engine: *mut seam_engine, segment: i64) -> i32;
    pub fn seam_get_transition(engine: *mut seam_engine, segment: i64, transition: *mut seam_transition) -> i32;
    pub fn seam_set_envelope(engine: *mut seam_engine, owner: i32, id: i64, points: *const seam_envelope_point, count: u32) -> i32;
    pub fn seam_get_envelope(engine: *mut seam_engine, owner: i32, id: i64, points: *mut seam_envelope_point, capacity: u32, count: *mut u32) -> i32;
    pub fn seam_set_ducking(engine: *mut seam_engine, lane: i64, ducking: *const seam_ducking) -> i32;
    pub fn seam_get_ducking(engine: *mut seam_engine, lane: i64, ducking: *mut seam_ducking) -> i32;
    pub fn seam_ducking_to_envelope(engine: *mut seam_engine, lane: i64) -> i32;
    pub fn seam_set_room_tone(engine: *mut seam_engine, tone: *const seam_room_tone) -> i32;
    pub fn seam_get_room_tone(engine: *mut seam_engine, tone: *mut seam_room_tone) -> i32;
    pub fn seam_play(engine: *mut seam_engine) -> i32;
    pub fn seam_pause(engine: *mut seam_engine) -> i32;
    pub fn seam_seek(engine: *mut seam_engine, seconds: f64) -> i32;
    pub fn seam_seek_frame(engine: *mut seam_engine, frame: i64) -> i32;
    pub fn seam_set_loop(engine: *mut seam_engine, in_seconds: f64, out_seconds: f64) -> i32;
    pub fn seam_set_loop_frames(engine: *mut seam_engine, in_frame: i64, out_frame: i64) -> i32;
    pub fn seam_clear_loop(engine: *mut seam_engine) -> i32;
    pub fn seam_play_range(engine: *mut seam_engine, in_seconds: f64, out_seconds: f64) -> i32;
    pub fn seam_play_range_frames(engine: *mut seam_engine, in_frame: i64, out_frame: i64) -> i32;
    pub fn seam_play_around(engine: *mut seam_engine, seconds: f64, before_seconds: f64, after_seconds: f64) -> i32;
    pub fn seam_play_around_frames(engine: *mut seam_engine, frame: i64, before_frames: i64, after_frames: i64) -> i32;
    pub fn seam_scrub(engine: *mut seam_engine, seconds: f64) -> i32;
    pub fn seam_scrub_frame(engine: *mut seam_engine, frame: i64) -> i32;
    pub fn seam_set_shuttle(engine: *mut seam_engine, speed: f64) -> i32;
    pub fn seam_set_play_speed(engine: *mut seam_engine, speed: f64) -> i32;
    pub fn seam_set_volume(engine: *mut seam_engine, decibels: f64) -> i32;
    pub fn seam_set_anchor(engine: *mut seam_engine, anchor: i32) -> i32;
    pub fn seam_get_position(engine: *mut seam_engine, position: *mut seam_position) -> i32;
    pub fn seam_output_open(engine: *mut seam_engine, output: *const seam_output) -> i32;
    pub fn seam_output_open_null(engine: *mut seam_engine, block_frames: u32, speed: f64) -> i32;
    pub fn seam_output_close(engine: *mut seam_engine) -> i32;
    pub fn seam_get_output(engine: *mut seam_engine, info: *mut seam_output_info) -> i32;
    pub fn seam_output_devices(driver: *const c_char, devices: *mut seam_device, capacity: u32, count: *mut u32) -> i32;
    pub fn seam_set_latency(engine: *mut seam_engine, frames: i64) -> i32;
    pub fn seam_set_output_latency(engine: *mut seam_engine, frames: i64) -> i32;
    pub fn seam_clock_at(engine: *mut seam_engine, host_ns: i64, clock: *mut seam_clock) -> i32;
    pub fn seam_clock_now(engine: *mut seam_engine, host_ns: *mut i64) -> i32;
    pub fn seam_follow(engine: *mut seam_engine, host_ns: i64, timeline_frame: f64, error_seconds: *mut f64, trim: *mut f64) -> i32;
    pub fn seam_end_follow(engine: *mut seam_engine) -> i32;
    pub fn seam_next_event(engine: *mut seam_engine, event: *mut seam_event, timeout_ms: i32) -> i32;
    pub fn seam_render(engine: *mut seam_engine, output: *mut f32, frames: u32) -> i32;
    pub fn seam_render_at(engine: *mut seam_engine, output: *mut f32, frames: u32, heard_ns: i64, flags: u32) -> i32;
    pub fn seam_render_documented(engine: *mut seam_engine, output: *mut f32, frames: u32) -> i32;
    pub fn seam_render_range(engine: *mut seam_engine, first_frame: i64, output: *mut f32, frames: u64, flags: u32) -> i32;
    pub fn seam_offline_open_with(engine: *mut seam_engine, options: *const seam_offline_options, offline: *mut *mut seam_offline) -> i32;
    pub fn seam_offline_levels(offline: *mut seam_offline, levels: *mut seam_levels) -> i32;
    pub fn seam_offline_open(engine: *mut seam_engine, flags: u32, offline: *mut *mut seam_offline) -> i32;
    pub fn seam_offline_render(offline: *mut seam_offline, first_frame: i64, output: *mut f32, frames: u64) -> i32;
    pub fn seam_offline_close(offline: *mut seam_offline) -> i32;
    pub fn seam_export_wav(engine: *mut seam_engine, wanted: *const seam_export) -> i32;
    pub fn seam_export_file(engine: *mut seam_engine, wanted: *const seam_file_export) -> i32;
    pub fn seam_get_master(engine: *mut seam_engine, master: *mut seam_master) -> i32;
    pub fn seam_set_master(engine: *mut seam_engine, master: *const seam_master) -> i32;
    pub fn seam_set_meters(engine: *mut seam_engine, on: i32) -> i32;
    pub fn seam_get_meters(engine: *mut seam_engine, meters: *mut seam_meters) -> i32;
    pub fn seam_measure_loudness(engine: *mut seam_engine, flags: u32, loudness: *mut seam_loudness) -> i32;
    pub fn seam_measure_loudness_with(engine: *mut seam_engine, measure: *const seam_measure, loudness: *mut seam_loudness) -> i32;
    pub fn seam_estimate_loudness(engine: *mut seam_engine, loudness: *mut seam_loudness) -> i32;
    pub fn seam_find_silences(engine: *mut seam_engine, options: *const seam_silence_options, ranges: *mut seam_edit_range, capacity: u32, count: *mut u32) -> i32;
    pub fn seam_snap_to_quiet(engine: *mut seam_engine, seconds: f64, within_seconds: f64, quietest: *mut f64) -> i32;
    pub fn seam_snap_to_quiet_frame(engine: *mut seam_engine, frame: i64, within_frames: i64, quietest_frame: *mut i64) -> i32;
    pub fn seam_peaks_track(engine: *mut seam_engine, clip: u32, track: u32, view: *const seam_peaks_view, columns: *mut seam_peak, count: u32, changes: *mut i64) -> i32;
    pub fn seam_peaks_clip(engine: *mut seam_engine, clip: u32, view: *const seam_peaks_view, columns: *mut seam_peak, count: u32, changes: *mut i64) -> i32;
    pub fn seam_peaks_timeline(engine: *mut seam_engine, view: *const seam_peaks_view, columns: *mut seam_peak, count: u32, changes: *mut i64) -> i32;
    pub fn seam_peaks_lane(engine: *mut seam_engine, lane: i64, view: *const seam_peaks_view, columns: *mut seam_peak, count: u32, changes: *mut i64) -> i32;
    pub fn seam_peaks_mix(engine: *mut seam_engine, view: *const seam_peaks_view, columns: *mut seam_peak, count: u32, changes: *mut i64) -> i32;
    pub fn seam_peaks_changes(engine: *mut seam_engine, changes: *mut i64) -> i32;
    pub fn seam_wait_ready(engine: *mut seam_engine, frames: i64, timeout_ms: i32) -> i32;
    pub fn seam_loaded_ranges(engine: *mut seam_engine, ranges: *mut seam_range, capacity: u32, count: *mut u32) -> i32;
    pub fn seam_residency(engine: *mut seam_engine, first_frame: f64, frames_per_column: f64, columns: *mut u8, count: u32) -> i32;
    pub fn seam_get_block_times(engine: *mut seam_engine, times: *mut seam_block_times, bins: *mut i64, count: u32) -> i32;
    pub fn seam_reset_block_times(engine: *mut seam_engine) -> i32;
    pub fn seam_read_swaps(engine: *mut seam_engine, from: *mut i64, swaps: *mut seam_swap, capacity: u32, count: *mut u32) -> i32;
    pub fn seam_get_stats(engine: *mut seam_engine, stats: *mut seam_stats) -> i32;
}
