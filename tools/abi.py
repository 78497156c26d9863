#!/usr/bin/env python3
"""The ABI of seamline.h, held against that of the last release:
  abi.py check [HEADER]   compares with tests/abi/release.abi (by abidiff of abigail-tools) and release.constants; fails where a host of the
                          release would break. Functions, constants and fields at the end of structs may come; nothing may go or change
  abi.py --write          writes both descriptions again: part of a release, and of nothing else while SEAM_ABI_VERSION stays"""
import pathlib
import re
import subprocess
import sys
import tempfile

import bindings

RELEASE = bindings.ROOT / "tests" / "abi" / "release.abi"
CONSTANTS = bindings.ROOT / "tests" / "abi" / "release.constants"

# What a report may say: that functions came, and that structs grew behind their last field.
HARMLESS = [re.compile(line) for line in (
    r"$", r"(Functions|Variables) changes summary: ", r"\d+ Added functions?:", r"\[A\] 'function ", r"\d+ functions? with some indirect sub-type changes?:",
    r"\[C\] 'function .*' has some indirect sub-type changes:", r"parameter \d+ of type '.*' has sub-type changes:", r"in (pointed to|unqualified underlying) type '",
    r"underlying type '.*' changed:", r"type size hasn't changed", r"\d+ data member (insertion|change)s?:", r"type of '.*' changed:", r".* was reported earlier", r"details were reported earlier")]


def stub(text):
    """Every function with an empty body: the types are in the debug information."""
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    out = ['#include "seamline.h"']
    for kind, name, parameters in re.findall(r"^((?:const )?\w+ \*?)(seam_\w+)(\([^;]*?\));", bare, re.M):
        out.append(f"{kind}{name}{' '.join(parameters.split())} {{ return 0; }}")
    return "\n".join(out) + "\n"


def compile_stub(header, folder):
    source, library = folder / "stub.c", folder / "libstub.so"
    (folder / "seamline.h").write_text(header)
    source.write_text(stub(header))
    subprocess.run(["cc", "-std=c99", "-g", "-O0", "-shared", "-fPIC", f"-fdebug-prefix-map={folder}=.", "-I", str(folder), str(source), "-o", str(library)], check=True)
    return library


def constants(header):
    return dict(bindings.Header(header).constants)


def harms(report):
    """The lines of a report that tell of something that breaks hosts."""
    old_bits = 0
    for line in map(str.strip, report.split("\n")):
        size = re.fullmatch(r"type size changed from (\d+) to (\d+) \(in bits\)", line)
        field = re.fullmatch(r"'.*', at offset (\d+) \(in bits\)", line)
        if size:
            old_bits = int(size[1])
            if int(size[2]) < old_bits:
                yield line
        elif field:
            if int(field[1]) < old_bits:
                yield line
        elif not any(pattern.match(line) for pattern in HARMLESS):
            yield line


def check(header):
    with tempfile.TemporaryDirectory() as folder:
        library = compile_stub(header, pathlib.Path(folder))
        compared = subprocess.run(["abidiff", "--no-show-locs", str(RELEASE), str(library)], text=True, stdout=subprocess.PIPE)
    if compared.returncode & 3:
        sys.exit(f"abi: abidiff failed with {compared.returncode}")
    broken = list(harms(compared.stdout))
    now = constants(header)
    for line in CONSTANTS.read_text().split("\n"):
        name, _, value = line.partition(" ")
        if name and now.get(name) != int(value):
            broken.append(f"{name} was {value} and is {now.get(name, 'gone')}")
    for line in broken:
        print(line)
    if broken:
        sys.exit("abi: a host of the last release would break: see above. A change that cannot be avoided raises SEAM_ABI_VERSION")
    print("the ABI of the last release holds")


def write(header):
    with tempfile.TemporaryDirectory() as folder:
        library = compile_stub(header, pathlib.Path(folder))
        subprocess.run(["abidw", "--no-corpus-path", "--no-comp-dir-path", "--no-show-locs", "--type-id-style", "hash", str(library), "--out-file", str(RELEASE)], check=True)
    CONSTANTS.write_text("".join(f"{name} {value}\n" for name, value in constants(header).items()))


if __name__ == "__main__":
    if sys.argv[1:2] == ["check"] and len(sys.argv) <= 3:
        check(pathlib.Path(sys.argv[2]).read_text() if len(sys.argv) == 3 else bindings.HEADER.read_text())
    elif sys.argv[1:] == ["--write"]:
        write(bindings.HEADER.read_text())
    else:
        sys.exit(__doc__)
