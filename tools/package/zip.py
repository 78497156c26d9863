#!/usr/bin/env python3
"""zip.py EPOCH FOLDER WHAT OUT: packs FOLDER/WHAT as a zip whose bytes depend on names, contents and EPOCH alone."""
import os
import sys
import time
import zipfile


def files(folder, what):
    for where, folders, names in os.walk(os.path.join(folder, what)):
        folders.sort()
        for name in names:
            path = os.path.join(where, name)
            yield os.path.relpath(path, folder).replace(os.sep, "/"), path


def main(epoch, folder, what, out):
    moment = time.gmtime(max(int(epoch), 315532800))[:6]  # a zip's time begins in 1980
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, path in sorted(files(folder, what)):
            entry = zipfile.ZipInfo(name, moment)
            entry.create_system = 3  # Unix: the modes below are its
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            with open(path, "rb") as file:
                archive.writestr(entry, file.read(), compresslevel=9)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
