'use strict';
// Seamline for Node.js and Electron, through koffi. Edits are heard in the next block, whatever JavaScript does meanwhile: the engine plays on
// threads of its own.
//
//   const { load } = require('./seamline.js');
//   const seamline = load('/where/it/was/unpacked');
//   const engine = seamline.create();
//   engine.setMedia(1, 'voice.m4a');
//   engine.setTimeline([{ clip: 1, in_seconds: 0, out_seconds: 60 }]);
//   engine.openOutput();
//   engine.play();
//   engine.rippleDelete(10, 12);
//
// A worker thread loads the same library, and takes over an engine by its number: seamline.attach(engine.number).
// Calls that may wait (media, waiting, export) have a form that does not block the event loop: await engine.exportFile(...).
const path = require('node:path');
const fs = require('node:fs');
const { constants, declare } = require('./declarations.js');

/** A call that failed; the message is the engine's sentence. */
class SeamlineError extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

const fileName = { win32: 'bin/seamline.dll', darwin: 'lib/libseamline.dylib' }[process.platform] ?? 'lib/libseamline.so.0';

/** Loads the library from the folder of an unpacked archive, or from the file itself. */
function load(place, koffi = require('koffi')) {
  const file = fs.statSync(place).isDirectory() ? path.join(place, fileName) : place;
  const library = koffi.load(file);
  const text = Buffer.alloc(512);
  if (!library.func('int32_t seam_can_start(void *text, size_t capacity)')(text, text.length)) throw new SeamlineError(constants.INTERNAL, cString(text));
  const seam = declare(koffi, library);
  return {
    constants,
    seam,
    version: seam.version(),
    create(config = {}) {
      const wanted = sized(koffi, 'seam_config', {});
      check(seam, 0, seam.config_default(wanted));
      const number = [0];
      check(seam, 0, seam.create(Object.assign(wanted, config), number));
      return new Engine(koffi, seam, number[0], wanted);
    },
    /** An engine that another thread of this process made. */
    attach: (number, config = { rate: 48000, channels: 2 }) => new Engine(koffi, seam, number, config),
  };
}

function cString(bytes) {
  return bytes.toString('utf8', 0, bytes.indexOf(0));
}

function check(seam, number, status) {
  if (status === constants.OK) return;
  const text = Buffer.alloc(1024);
  seam.last_error(number, text, text.length);
  throw new SeamlineError(status, cString(text));
}

// A struct as koffi takes it: zeros but struct_size and the fields given.
function sized(koffi, type, fields) {
  const all = {};
  for (const [name, member] of Object.entries(koffi.type(type).members)) {
    all[name] = zero(koffi, member.type);
  }
  return Object.assign(all, { struct_size: koffi.sizeof(type) }, fields);
}

function zero(koffi, type) {
  const { primitive, length } = koffi.type(type);
  if (primitive === 'Array' || primitive === 'array') return type.hint === 'String' || /char/.test(type.name ?? '') ? '' : new Array(length).fill(0);
  return /pointer|string|callback|prototype/i.test(primitive) ? null : 0;
}

class Engine {
  constructor(koffi, seam, number, config) {
    Object.assign(this, { koffi, seam, number, rate: config.rate, channels: config.channels });
  }

  /** Any function of the header whose first parameter is the engine: engine.call('split', 2.5, null). */
  call(name, ...parameters) {
    check(this.seam, this.number, this.seam[name](this.number, ...parameters));
  }

  /** The same on a thread of koffi's. */
  callAsync(name, ...parameters) {
    return new Promise((resolve, reject) => {
      this.seam[name].async(this.number, ...parameters, (error, status) => {
        try {
          if (error) throw error;
          check(this.seam, this.number, status);
          resolve();
        } catch (failure) {
          reject(failure);
        }
      });
    });
  }

  struct(type, fields = {}) {
    return sized(this.koffi, type, fields);
  }

  filled(name, type) {
    const found = this.struct(type);
    this.call(name, found);
    return found;
  }

  close() {
    this.call('destroy');
  }

  track(file, fields = {}) {
    return this.struct('seam_track', { path: path.resolve(file), stream: constants.BEST_STREAM, ...fields });
  }

  setMedia(clip, file, fields) {
    this.call('clip_set_media', clip, this.track(file, fields), 1);
  }

  setMediaAsync(clip, file, fields) {
    return this.callAsync('clip_set_media', clip, this.track(file, fields), 1);
  }

  /** A clip of interleaved samples (a Float32Array), which are copied. */
  setPcm(clip, samples, channels = this.channels, rate = this.rate) {
    this.call('clip_set_pcm', clip, samples, samples.length / channels, channels, rate);
  }

  /** Replaces the timeline; a segment has clip, in_seconds and out_seconds, and what else seam_segment has. */
  setTimeline(segments) {
    this.call('timeline_set', this.rows('seam_segment', segments.map((s) => ({ speed: 1, speed_mode: constants.SPEED_KEEP_PITCH, ...s }))), segments.length);
  }

  timeline() {
    const count = new Uint32Array(1);
    this.call('timeline_get', null, 0, count);
    const bytes = Buffer.alloc(count[0] * this.koffi.sizeof('seam_segment'));
    if (count[0] === 0) return [];
    bytes.writeUInt32LE(this.koffi.sizeof('seam_segment'), 0);
    this.call('timeline_get', bytes, count[0], count);
    return this.koffi.decode(bytes, 'seam_segment', count[0]);
  }

  rows(type, rows) {
    const size = this.koffi.sizeof(type);
    const bytes = Buffer.alloc(Math.max(1, rows.length) * size);
    rows.forEach((row, i) => this.koffi.encode(bytes, i * size, type, this.struct(type, row)));
    return bytes;
  }

  length() {
    const frames = new BigInt64Array(1);
    this.call('length', frames);
    return Number(frames[0]);
  }

  split(seconds) {
    const right = new BigInt64Array(1);
    this.call('split', seconds, right);
    return Number(right[0]);
  }

  rippleDelete(from, to) {
    this.call('ripple_delete', from, to);
  }

  deleteSegment(id) {
    this.call('delete_segment', id);
  }

  undo() {
    this.call('undo');
  }

  redo() {
    this.call('redo');
  }

  play() {
    this.call('play');
  }

  pause() {
    this.call('pause');
  }

  seek(seconds) {
    this.call('seek', seconds);
  }

  position() {
    return this.filled('get_position', 'seam_position');
  }

  stats() {
    return this.filled('get_stats', 'seam_stats');
  }

  /** Opens a device by SDL; fields are those of seam_output. */
  openOutput(fields = {}) {
    this.call('output_open', this.struct('seam_output', { time_scale: 1, ...fields }));
  }

  /** A clock in the place of a device, for tests and servers. */
  openNullOutput(blockFrames = 480, speed = 1) {
    this.call('output_open_null', blockFrames, speed);
  }

  closeOutput() {
    this.call('output_close');
  }

  waitReady(frames, timeoutMs = 10000) {
    return this.callAsync('wait_ready', frames, timeoutMs);
  }

  /** Frames of the timeline, interleaved, whatever is playing. */
  renderRange(first, frames) {
    const out = new Float32Array(frames * this.channels);
    this.call('render_range', first, out, frames, 0);
    return out;
  }

  /** Writes a file by its extension; fields are those of seam_file_export. */
  exportFile(file, fields = {}) {
    return this.callAsync('export_file', this.struct('seam_file_export', { path: path.resolve(file), ...fields }));
  }
}

module.exports = { load, SeamlineError };
