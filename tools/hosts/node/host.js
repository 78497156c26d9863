'use strict';
// An editor's two threads in Node.js or Electron: this one plays, a worker edits, and the event loop of neither matters to the sound.
//   node host.js ARCHIVE OUT.wav [MEDIA]
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');
const { load, SeamlineError } = require('./seamline.js');

const RATE = 48000;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// A note a second, each a semitone above the last, faded at both ends.
function notes(seconds) {
  const samples = new Float32Array(seconds * RATE * 2);
  for (let i = 0; i < seconds * RATE; i++) {
    const frame = i % RATE;
    const step = (2 * Math.PI * 220 * 2 ** (Math.floor(i / RATE) / 12)) / RATE;
    samples[2 * i] = samples[2 * i + 1] = 0.5 * Math.min(1, frame / 480, (RATE - frame) / 480) * Math.sin(step * frame);
  }
  return samples;
}

async function main([archive, output, media]) {
  const seamline = load(archive);
  const engine = seamline.create();
  if (media) await engine.setMediaAsync(1, media);
  else engine.setPcm(1, notes(8));
  engine.setTimeline([{ clip: 1, in_seconds: 0, out_seconds: 8 }]);
  await engine.waitReady(RATE);
  engine.openNullOutput(480, 4);
  engine.play();

  const worker = new Worker(__filename, { workerData: { archive, number: engine.number } });
  const edited = new Promise((resolve, reject) => worker.on('message', resolve).on('error', reject));
  // This thread does nothing else for a while, as JavaScript does at times: the sound goes on.
  const began = Date.now();
  while (Date.now() - began < 200);
  console.log(`the worker ${await edited}, playing on: ${engine.position().playing === 1}`);
  while (engine.position().playing) await sleep(5);
  const { miss_frames: missed, collections } = engine.stats();
  console.log(`${missed} missed frames, ${collections} collections`);

  await engine.exportFile(output);
  console.log(`exported ${engine.length()} frames of ${engine.timeline().length} segments`);
  try {
    engine.rippleDelete(4, 3);
  } catch (refused) {
    if (!(refused instanceof SeamlineError)) throw refused;
    console.log(`refused with ${refused.status}: ${refused.message}`);
  }
  engine.close();

}

function edit({ archive, number }) {
  const engine = load(archive).attach(number);
  engine.rippleDelete(6, 7);
  engine.deleteSegment(engine.split(5));
  engine.undo();
  parentPort.postMessage(`left ${engine.timeline().length} segments`);
}

if (!isMainThread) edit(workerData);
else if (process.argv.length < 4 || process.argv.length > 5) {
  console.error('usage: node host.js ARCHIVE OUT.wav [MEDIA]');
  process.exitCode = 2;
} else {
  main(process.argv.slice(2)).catch((error) => {
    console.error(`host.js: ${error.message}`);
    process.exitCode = 1;
  });
}
