#!/usr/bin/env bash
# The same twelve jobs at the shell: bash tools/player/scripts/jobs.sh SEAMLINE, in a folder as the other two scripts need it. The command
# names what it edits by times and by the places of segments; a job is one call, or an option or a setting of a call that another job needs too.
set -euo pipefail
seamline=$1

# 1 and 2. Open a recording, and cut three pauses of a second, with times of the recording.
"$seamline" edit interview.wav --ripple-delete 3..4,8..9,12..13 -o cut.otio
# 3. Take the last one back: leave it out.
"$seamline" edit interview.wav --ripple-delete 3..4,8..9 -o cut.otio --force
# 4 to 9. Reorder, trim, a transition, music on a lane of its own that fades out and is 3 dB quieter.
"$seamline" edit cut.otio --move 0 1 --ripple-delete 3..4 --transition 1 0.5 --add-item music music.wav 0 --item music last fade-out=3,gain=-3 -o talk.otio
# 10 and 11. Export to AAC at -16 LUFS; the edit was saved.
"$seamline" render talk.otio --loudness -16 -o talk.m4a
# 12. A timeline whose recording has moved.
"$seamline" edit moved.otio --media-root moved -o moved.otio --force
