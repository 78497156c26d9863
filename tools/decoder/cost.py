#!/usr/bin/env python3
"""cost.py COMMAND [SECONDS [ROUNDS]]: what decoding in a worker costs against decoding in the process, for each codec.

COMMAND is artifacts/command/seamline-cli; the decoder is where it looks for it, or what SEAMLINE_DECODER names. Each round takes a long and a
short file in both ways, in turn. From the least of the rounds with the long file is taken the least with the short one: what is left is decoding
alone, without what a start costs. Printed are seconds in process and in a worker, and their quotient: 1 is the same, less is slower. Of processor
time of all processes outside the kernel, inside (most of that clears memory for pages, and varies) and in all, and of time by the clock.
"""
import os
import resource
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
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    return user, system, user + system, time.monotonic() - began


def least(results, what):
    return min(result[what] for result in results)


def main(command, seconds=1200, rounds=5):
    with tempfile.TemporaryDirectory() as folder:
        for name, options in CODECS.items():
            files = {"long": make(folder, name, options, seconds), "short": make(folder, name, options, 1)}
            used = {(mode, length): [] for mode in ("off", "required") for length in files}
            for _ in range(rounds):
                for (mode, length), results in used.items():
                    results.append(run(command, files[length], mode))
            line = []
            for what, title in enumerate(("outside the kernel", "inside", "in all", "by the clock")):
                off, worker = (least(used[mode, "long"], what) - least(used[mode, "short"], what) for mode in ("off", "required"))
                line.append(f"{title} {off:.3f} s and {worker:.3f} s: {off / max(0.001, worker):.3f}")
            print(f"{name}: {'; '.join(line)}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], *(int(argument) for argument in sys.argv[2:4]))
