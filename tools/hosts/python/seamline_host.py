#!/usr/bin/env python3
"""Seamline from Python, with nothing but ctypes: cut a recording, pull some of it, export the whole.

    seamline_host.py LIBRARY OUT.wav [MEDIA]

LIBRARY is libseamline.so.0 of the unpacked archive. Without a medium the recording is eight notes, one a second.
"""
import array
import ctypes as c
import math
import sys

RATE, CHANNELS = 48000, 2


class Track(c.Structure):
    _fields_ = [("struct_size", c.c_uint32), ("stream", c.c_int32), ("path", c.c_char_p), ("offset_seconds", c.c_double),
                ("gain_db", c.c_double), ("stereo_mode", c.c_int32), ("reserved", c.c_int32)]


class Segment(c.Structure):
    _fields_ = [("struct_size", c.c_uint32), ("clip", c.c_uint32), ("in_seconds", c.c_double), ("out_seconds", c.c_double),
                ("speed", c.c_double), ("gain_db", c.c_double), ("speed_mode", c.c_int32), ("muted", c.c_int32),
                ("id", c.c_int64), ("start_frame", c.c_int64), ("end_frame", c.c_int64), ("clip_frame", c.c_int64)]


Progress = c.CFUNCTYPE(c.c_int32, c.c_void_p, c.c_int64, c.c_int64)


class Export(c.Structure):
    _fields_ = [("struct_size", c.c_uint32), ("format", c.c_int32), ("path", c.c_char_p), ("first_frame", c.c_int64),
                ("frames", c.c_int64), ("flags", c.c_uint32), ("reserved", c.c_int32), ("progress", Progress), ("user", c.c_void_p)]


class Seamline:
    """One engine. A call that fails raises RuntimeError with the engine's sentence."""

    def __init__(self, library):
        self.seam = c.CDLL(library)
        self.seam.seam_last_error.restype = c.c_size_t
        self.engine = c.c_void_p()
        self.call("seam_create", None, c.byref(self.engine))

    def call(self, name, *arguments):
        function = getattr(self.seam, name)
        function.restype = c.c_int32
        status = function(*arguments)
        if status != 0:
            text = c.create_string_buffer(512)
            self.seam.seam_last_error(self.engine, text, c.c_size_t(len(text)))
            raise RuntimeError(f"{name}: {text.value.decode()} (status {status})")

    def on_engine(self, name, *arguments):
        self.call(name, self.engine, *arguments)

    def close(self):
        self.on_engine("seam_destroy")


def notes(seconds):
    """A note a second, each a semitone above the last, faded at both ends."""
    samples = array.array("f")
    for second in range(seconds):
        step = 2 * math.pi * 220 * 2 ** (second / 12) / RATE
        for frame in range(RATE):
            sample = 0.5 * min(1, frame / 480, (RATE - frame) / 480) * math.sin(step * frame)
            samples.extend((sample, sample))
    return samples


def main(library, output, media=None):
    seamline = Seamline(library)
    if media:
        track = Track(struct_size=c.sizeof(Track), stream=-1, path=media.encode())
        seamline.on_engine("seam_clip_set_media", c.c_uint32(1), c.byref(track), c.c_uint32(1))
    else:
        samples = notes(8)
        address, count = samples.buffer_info()
        seamline.on_engine("seam_clip_set_pcm", c.c_uint32(1), c.c_void_p(address), c.c_uint64(count // CHANNELS),
                           c.c_int32(CHANNELS), c.c_int32(RATE))
    segment = Segment(struct_size=c.sizeof(Segment), clip=1, out_seconds=8, speed=1)
    seamline.on_engine("seam_timeline_set", c.byref(segment), c.c_uint32(1))
    seamline.on_engine("seam_wait_ready", c.c_int64(RATE), c.c_int32(10000))

    # Play a little, and cut while it plays.
    block = (c.c_float * (480 * CHANNELS))()
    loudest = 0.0
    seamline.on_engine("seam_play")
    for number in range(100):
        if number == 50:
            seamline.on_engine("seam_ripple_delete", c.c_double(2), c.c_double(4))
        seamline.on_engine("seam_render", block, c.c_uint32(480))
        loudest = max(loudest, max(block))
    print(f"loudest {loudest:.3f}")

    told = []
    progress = Progress(lambda user, done, frames: told.append((done, frames)) or 0)
    wanted = Export(struct_size=c.sizeof(Export), path=output.encode(), frames=-1, progress=progress)
    seamline.on_engine("seam_export_wav", c.byref(wanted))
    print(f"exported {told[-1][0]} of {told[-1][1]} frames, told {len(told)} times")
    try:
        seamline.on_engine("seam_ripple_delete", c.c_double(4), c.c_double(3))
    except RuntimeError as refused:
        print(refused)
    seamline.close()


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
