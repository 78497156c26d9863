#!/usr/bin/env python3
"""Seamline from Python: cut a recording while it plays, and export it.

    seamline_host.py ARCHIVE OUT.wav [MEDIA]

ARCHIVE is the folder that the archive was unpacked to. Without a medium the recording is eight notes, one a second.
"""
import array
import math
import os
import sys

RATE = 48000


def notes(seconds):
    """A note a second, each a semitone above the last, faded at both ends."""
    samples = array.array("f")
    for second in range(seconds):
        step = 2 * math.pi * 220 * 2 ** (second / 12) / RATE
        for frame in range(RATE):
            sample = 0.5 * min(1, frame / 480, (RATE - frame) / 480) * math.sin(step * frame)
            samples.extend((sample, sample))
    return samples


def main(archive, output, media=None):
    sys.path.insert(0, os.path.join(archive, "python"))
    import seamline

    with seamline.Engine(seamline.load(archive)) as engine:
        if media:
            engine.set_media(1, media)
        else:
            engine.set_pcm(1, notes(8))
        engine.set_timeline([seamline.segment(1, 0, 8)])
        engine.wait_ready(RATE)

        # Play a little, and cut while it plays.
        block = array.array("f", bytes(480 * engine.channels * 4))
        loudest = 0.0
        engine.play()
        for number in range(100):
            if number == 50:
                engine.ripple_delete(2, 4)
            engine.render(block)
            loudest = max(loudest, max(block))
        print(f"loudest {loudest:.3f}, {len(engine.timeline())} segments")

        reports = []
        engine.export(output, lambda done, frames: reports.append((done, frames)))
        print(f"exported {reports[-1][0]} of {reports[-1][1]} frames, {len(reports)} reports of progress")
        try:
            engine.ripple_delete(4, 3)
        except seamline.Error as refused:
            print(f"refused with {refused.status}: {refused}")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
