#!/usr/bin/env python3
"""cost.py COMMAND [SECONDS [ROUNDS]]: what decoding in a worker costs against decoding in the process, for each codec.

COMMAND is artifacts/command/seamline-cli; the decoder is where it looks for it, or what SEAMLINE_DECODER names. Each round takes a long and a
short file in both ways, in turn; the difference of the two is decoding alone, without what a start costs. Printed are the quotients in process
over in a worker: 1 is the same, less is slower. Of processor time of all processes outside and inside the kernel (least of the rounds; inside,
most of it is the kernel clearing memory for pages, which varies), and of time by the clock (median).
"""
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

CODECS = {
    "aac.m4a": ["-c:a", "aac", "-b:a", "128k"],
    "mp3.mp3": ["-c:a", "libmp3lame", "-b:a", "160k"],
    "opus.webm": ["-c:a", "libopus", "-b:a", "96k"],
    "flac.flac": ["-c:a", "flac"],
    "s16.wav": ["-c:a", "pcm_s16le"],
    "f32.wav": ["-c:a", "pcm_f32le"],
}


def make(folder, name, options, seconds):
    path = os.path.join(folder, f"{seconds}-{name}")
    noise = f"anoisesrc=color=pink:r=48000:a=0.3:d={seconds},aformat=channel_layouts=stereo"
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", noise, *options, path], check=True)
    return path


def run(command, path, mode):
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([command, "silences", path, "--isolation", mode], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime, time.monotonic() - began


def main(command, seconds=1200, rounds=5):
    with tempfile.TemporaryDirectory() as folder:
        for name, options in CODECS.items():
            long, short = make(folder, name, options, seconds), make(folder, name, options, 1)
            used = {"off": [], "required": []}
            for _ in range(rounds):
                for mode, results in used.items():
                    results.append(tuple(a - b for a, b in zip(run(command, long, mode), run(command, short, mode))))
            line = []
            for what, title in enumerate(("outside", "inside")):
                least = {mode: min(result[what] for result in results) for mode, results in used.items()}
                line.append(f"{title} the kernel {least['off']:.3f} s and {least['required']:.3f} s: {least['off'] / max(0.001, least['required']):.3f}")
            clock = statistics.median(a[2] / b[2] for a, b in zip(used["off"], used["required"]))
            print(f"{name}: {'; '.join(line)}; by the clock {clock:.3f}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], *(int(argument) for argument in sys.argv[2:4]))
