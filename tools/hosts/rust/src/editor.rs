//! An editor's playback before and after. Before: at every edit the whole timeline is rendered again into one buffer, and the sound card's
//! callback plays from that. After: the callback asks the engine for blocks, and an edit is one call.
//!     editor OUT.wav [MEDIA]
//! The callback has the shape of cpal's (`FnMut(&mut [f32])` on a thread of its own, paced by a clock); with a sound card, give the same
//! closure to `build_output_stream`. What it was given is written to OUT.wav.
use seamline::{Engine, Segment};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

const RATE: usize = 48_000;
const CHANNELS: usize = 2;
const BLOCK: usize = 480;

/// Before: the segments, and one buffer of everything that is heard.
struct Rebuilt {
    recording: Vec<f32>,
    segments: Vec<(usize, usize)>,
    buffer: Vec<f32>,
}

impl Rebuilt {
    fn rebuild(&mut self) {
        self.buffer = self.segments.iter().flat_map(|&(from, to)| self.recording[from * CHANNELS..to * CHANNELS].iter().copied()).collect();
    }

    fn delete(&mut self, index: usize) {
        self.segments.remove(index);
        self.rebuild();
    }
}

/// A sound card as cpal shows one: it calls `data` for each block, on a thread of its own, until it is dropped.
struct Stream {
    stop: Arc<AtomicBool>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Stream {
    fn build(mut data: impl FnMut(&mut [f32]) + Send + 'static) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let seen = stop.clone();
        let thread = thread::spawn(move || {
            let mut block = [0f32; BLOCK * CHANNELS];
            let mut next = Instant::now();
            while !seen.load(Ordering::Relaxed) {
                data(&mut block);
                next += Duration::from_micros(1_000_000 * BLOCK as u64 / RATE as u64 / 8); // eight times as fast as a real one
                thread::sleep(next.saturating_duration_since(Instant::now()));
            }
        });
        Self { stop, thread: Some(thread) }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.take().map(thread::JoinHandle::join);
    }
}

/// A note a second, each a semitone above the last, faded at both ends.
fn notes(seconds: usize) -> Vec<f32> {
    (0..seconds * RATE)
        .flat_map(|i| {
            let frame = (i % RATE) as f64;
            let step = std::f64::consts::TAU * 220.0 * 2f64.powf((i / RATE) as f64 / 12.0) / RATE as f64;
            let fade = (frame / 480.0).min((RATE as f64 - frame) / 480.0).min(1.0);
            [(0.5 * fade * (step * frame).sin()) as f32; CHANNELS]
        })
        .collect()
}

fn write_wav(path: &str, samples: &[f32]) -> std::io::Result<()> {
    let mut bytes = Vec::with_capacity(44 + samples.len() * 4);
    let data = samples.len() as u32 * 4;
    bytes.extend(b"RIFF");
    bytes.extend((36 + data).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16u32.to_le_bytes());
    bytes.extend(3u16.to_le_bytes()); // IEEE float
    bytes.extend((CHANNELS as u16).to_le_bytes());
    bytes.extend((RATE as u32).to_le_bytes());
    bytes.extend((RATE as u32 * CHANNELS as u32 * 4).to_le_bytes());
    bytes.extend((CHANNELS as u16 * 4).to_le_bytes());
    bytes.extend(32u16.to_le_bytes());
    bytes.extend(b"data");
    bytes.extend(data.to_le_bytes());
    bytes.extend(samples.iter().flat_map(|s| s.to_le_bytes()));
    std::fs::write(path, bytes)
}

fn run(out: &str, media: Option<&str>) -> Result<(), Box<dyn std::error::Error>> {
    seamline::can_start()?;
    let (engine, mut renderer) = Engine::new(RATE as i32, CHANNELS as i32)?;
    let recording = notes(8);
    match media {
        Some(path) => engine.set_media(1, path)?,
        None => engine.set_pcm(1, &recording, CHANNELS as i32, RATE as i32)?,
    }
    let cuts: Vec<(usize, usize)> = (0..8).map(|s| (s * RATE, (s + 1) * RATE)).collect();
    engine.set_timeline(&(0..8).map(|s| Segment::new(1, s as f64, (s + 1) as f64)).collect::<Vec<_>>())?;
    engine.wait_ready(RATE as i64, 10_000)?;

    // The same edit, before and after. Before, its price grows with the timeline, and the callback's place in the buffer means another sound.
    let mut before = Rebuilt { recording, segments: cuts, buffer: Vec::new() };
    before.rebuild();
    before.delete(6);
    println!("before: {} segments, a rebuilt buffer of {} frames", before.segments.len(), before.buffer.len() / CHANNELS);

    // After: the callback owns the renderer, and nothing that the editor does can make it wait.
    let heard = Arc::new(Mutex::new(Vec::with_capacity(8 * RATE * CHANNELS)));
    let written = heard.clone();
    engine.play()?;
    let stream = Stream::build(move |block| {
        renderer.render(block);
        // For this program's file alone; a real callback would not lock.
        written.lock().unwrap().extend_from_slice(block);
    });
    while engine.position()?.playhead < RATE as i64 {
        thread::sleep(Duration::from_millis(1));
    }
    let doomed = engine.timeline()?[6].id;
    engine.delete_segment(doomed)?;
    let at = engine.position()?;
    println!("after: {} segments, playing on: {}", engine.timeline()?.len(), at.playing);
    while engine.position()?.playing {
        thread::sleep(Duration::from_millis(1));
    }
    drop(stream);

    match engine.ripple_delete(4.0, 3.0) {
        Err(refused) => println!("refused: {refused}"),
        Ok(()) => return Err("a reversed range was taken".into()),
    }
    let samples = heard.lock().unwrap();
    println!("{} missed frames, {} collections", engine.stats()?.miss_frames, engine.stats()?.collections);
    write_wav(out, &samples)?;
    Ok(())
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.is_empty() || arguments.len() > 2 {
        eprintln!("usage: editor OUT.wav [MEDIA]");
        std::process::exit(2);
    }
    if let Err(error) = run(&arguments[0], arguments.get(1).map(String::as_str)) {
        eprintln!("editor: {error}");
        std::process::exit(1);
    }
}
