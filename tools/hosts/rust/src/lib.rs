//! Seamline for Rust: a safe wrapper over the C ABI, without other crates. Edits are heard in the next block.
//!
//! [`Engine`] is shared between threads by reference or `Arc`: its calls are serialised inside. The right to render is a value of its own,
//! [`Renderer`], which one audio thread owns; rendering never locks, allocates or waits. `sys` has every function of the header.

pub mod sys;

use std::ffi::{CStr, CString};
use std::fmt;
use std::sync::Arc;

/// A call that failed: the status of the header and the engine's sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    pub status: i32,
    pub sentence: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (status {})", self.sentence, self.status)
    }
}

impl std::error::Error for Error {}

pub type Result<T> = std::result::Result<T, Error>;

/// A range of a clip on the main lane, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Segment {
    pub clip: u32,
    pub in_seconds: f64,
    pub out_seconds: f64,
    pub gain_db: f64,
    /// Of the engine; 0 for one that is not on a timeline yet.
    pub id: i64,
}

impl Segment {
    /// A segment as recorded.
    pub fn new(clip: u32, in_seconds: f64, out_seconds: f64) -> Self {
        Self { clip, in_seconds, out_seconds, gain_db: 0.0, id: 0 }
    }

    fn to_c(self) -> sys::seam_segment {
        sys::seam_segment {
            clip: self.clip,
            in_seconds: self.in_seconds,
            out_seconds: self.out_seconds,
            gain_db: self.gain_db,
            speed: 1.0,
            speed_mode: sys::SEAM_SPEED_KEEP_PITCH,
            ..Default::default()
        }
    }
}

/// Where playback is, in frames of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub playing: bool,
    pub playhead: i64,
    pub audible: i64,
    pub length: i64,
}

#[derive(Debug)]
struct Handle(*mut sys::seam_engine);

// A handle is a number; the library checks it and serialises calls.
unsafe impl Send for Handle {}
unsafe impl Sync for Handle {}

impl Drop for Handle {
    fn drop(&mut self) {
        unsafe { sys::seam_destroy(self.0) };
    }
}

/// An engine. Clones share it; the last one, and the renderer, destroy it.
#[derive(Clone, Debug)]
pub struct Engine(Arc<Handle>);

/// The right to render an engine: for the one thread that feeds the sound card.
#[derive(Debug)]
pub struct Renderer {
    handle: Arc<Handle>,
    channels: usize,
}

/// Whether the library can start here, else why not. Worth asking before anything else: on an old CPU any other call ends the process.
pub fn can_start() -> std::result::Result<(), String> {
    let mut text = [0u8; 512];
    if unsafe { sys::seam_can_start(text.as_mut_ptr().cast(), text.len()) } != 0 {
        return Ok(());
    }
    Err(sentence_in(&text))
}

fn sentence_in(text: &[u8]) -> String {
    CStr::from_bytes_until_nul(text).map(|s| s.to_string_lossy().into_owned()).unwrap_or_default()
}

fn checked(engine: *mut sys::seam_engine, status: i32) -> Result<()> {
    if status == sys::SEAM_OK {
        return Ok(());
    }
    let mut text = [0u8; 1024];
    unsafe { sys::seam_last_error(engine, text.as_mut_ptr().cast(), text.len()) };
    Err(Error { status, sentence: sentence_in(&text) })
}

fn text_of(path: &str) -> Result<CString> {
    CString::new(path).map_err(|_| Error { status: sys::SEAM_INVALID_ARGUMENT, sentence: "a path with a zero character".into() })
}

impl Engine {
    /// An engine, and the right to render it.
    pub fn new(rate: i32, channels: i32) -> Result<(Self, Renderer)> {
        let mut config = sys::seam_config::default();
        let mut engine = std::ptr::null_mut();
        checked(engine, unsafe { sys::seam_config_default(&mut config) })?;
        config.rate = rate;
        config.channels = channels;
        checked(engine, unsafe { sys::seam_create(&config, &mut engine) })?;
        let handle = Arc::new(Handle(engine));
        Ok((Self(handle.clone()), Renderer { handle, channels: channels as usize }))
    }

    /// For the calls of `sys` that have no method here.
    pub fn raw(&self) -> *mut sys::seam_engine {
        self.0 .0
    }

    fn checked(&self, status: i32) -> Result<()> {
        checked(self.raw(), status)
    }

    /// Opens a file as a clip.
    pub fn set_media(&self, clip: u32, path: &str) -> Result<()> {
        let path = text_of(path)?;
        let track = sys::seam_track { path: path.as_ptr(), stream: sys::SEAM_BEST_STREAM, ..Default::default() };
        self.checked(unsafe { sys::seam_clip_set_media(self.raw(), clip, &track, 1) })
    }

    /// Makes a clip of interleaved samples, which are copied.
    pub fn set_pcm(&self, clip: u32, interleaved: &[f32], channels: i32, rate: i32) -> Result<()> {
        let frames = interleaved.len() as u64 / channels.max(1) as u64;
        self.checked(unsafe { sys::seam_clip_set_pcm(self.raw(), clip, interleaved.as_ptr(), frames, channels, rate) })
    }

    /// Replaces the timeline by segments, end to end.
    pub fn set_timeline(&self, segments: &[Segment]) -> Result<()> {
        let rows: Vec<_> = segments.iter().map(|s| s.to_c()).collect();
        self.checked(unsafe { sys::seam_timeline_set(self.raw(), rows.as_ptr(), rows.len() as u32) })
    }

    /// The segments in order.
    pub fn timeline(&self) -> Result<Vec<Segment>> {
        let mut count = 0;
        self.checked(unsafe { sys::seam_timeline_get(self.raw(), std::ptr::null_mut(), 0, &mut count) })?;
        let mut rows = vec![sys::seam_segment::default(); count as usize];
        if count > 0 {
            self.checked(unsafe { sys::seam_timeline_get(self.raw(), rows.as_mut_ptr(), count, &mut count) })?;
        }
        rows.truncate(count as usize); // another thread may have edited between the calls
        Ok(rows
            .iter()
            .map(|r| Segment { clip: r.clip, in_seconds: r.in_seconds, out_seconds: r.out_seconds, gain_db: r.gain_db, id: r.id })
            .collect())
    }

    /// Splits a segment; the id of the right part.
    pub fn split(&self, seconds: f64) -> Result<i64> {
        let mut right = 0;
        self.checked(unsafe { sys::seam_split(self.raw(), seconds, &mut right) })?;
        Ok(right)
    }

    /// Removes a segment and closes the gap.
    pub fn delete_segment(&self, id: i64) -> Result<()> {
        self.checked(unsafe { sys::seam_delete_segment(self.raw(), id) })
    }

    /// Removes a range of the timeline and closes the gap.
    pub fn ripple_delete(&self, in_seconds: f64, out_seconds: f64) -> Result<()> {
        self.checked(unsafe { sys::seam_ripple_delete(self.raw(), in_seconds, out_seconds) })
    }

    /// Takes the last edit back.
    pub fn undo(&self) -> Result<()> {
        self.checked(unsafe { sys::seam_undo(self.raw()) })
    }

    /// Waits until this many frames behind the playhead are in memory.
    pub fn wait_ready(&self, frames: i64, timeout_ms: i32) -> Result<()> {
        self.checked(unsafe { sys::seam_wait_ready(self.raw(), frames, timeout_ms) })
    }

    pub fn play(&self) -> Result<()> {
        self.checked(unsafe { sys::seam_play(self.raw()) })
    }

    pub fn pause(&self) -> Result<()> {
        self.checked(unsafe { sys::seam_pause(self.raw()) })
    }

    pub fn seek(&self, seconds: f64) -> Result<()> {
        self.checked(unsafe { sys::seam_seek(self.raw(), seconds) })
    }

    /// Frames between a render and the ear, for [`Position::audible`].
    pub fn set_latency(&self, frames: i64) -> Result<()> {
        self.checked(unsafe { sys::seam_set_latency(self.raw(), frames) })
    }

    pub fn position(&self) -> Result<Position> {
        let mut p = sys::seam_position::default();
        self.checked(unsafe { sys::seam_get_position(self.raw(), &mut p) })?;
        Ok(Position { playing: p.playing != 0, playhead: p.playhead_frame, audible: p.audible_frame, length: p.length_frames })
    }

    pub fn stats(&self) -> Result<sys::seam_stats> {
        let mut found = sys::seam_stats::default();
        self.checked(unsafe { sys::seam_get_stats(self.raw(), &mut found) })?;
        Ok(found)
    }

    /// Writes the timeline to a file, by its extension.
    pub fn export(&self, path: &str) -> Result<()> {
        let path = text_of(path)?;
        let wanted = sys::seam_file_export { path: path.as_ptr(), ..Default::default() };
        self.checked(unsafe { sys::seam_export_file(self.raw(), &wanted) })
    }
}

impl Renderer {
    /// Fills a block with the next frames. Real-time safe: no lock, allocation, system call or wait. On an error the block is silence.
    pub fn render(&mut self, block: &mut [f32]) -> i32 {
        let frames = block.len() / self.channels;
        let status = unsafe { sys::seam_render(self.handle.0, block.as_mut_ptr(), frames as u32) };
        if status != sys::SEAM_OK {
            block.fill(0.0);
        }
        status
    }
}
