/*
 * Something to hear without a media file: a note a second, each a semitone above the last (220 Hz, 233 Hz, ...), so that ears
 * and tests can tell which second of the recording is playing.
 */
#ifndef HOST_NOTES_H
#define HOST_NOTES_H

#include <math.h>
#include <stdlib.h>

#define NOTES_RATE 48000
#define NOTES_CHANNELS 2

/* Interleaved stereo, seconds * NOTES_RATE frames; free() it. NULL when there is no memory. */
static float *notes_make(int seconds)
{
    const double two_pi = 6.283185307179586;
    const double edge = 0.01 * NOTES_RATE; /* each note fades in and out, or its own ends would click */
    float *samples = (float *)malloc((size_t)seconds * NOTES_RATE * NOTES_CHANNELS * sizeof(float));
    int second, frame;
    if (samples == NULL) return NULL;
    for (second = 0; second < seconds; second++) {
        double hertz = 220 * pow(2, second / 12.0);
        for (frame = 0; frame < NOTES_RATE; frame++) {
            size_t at = ((size_t)second * NOTES_RATE + (size_t)frame) * NOTES_CHANNELS;
            double fade = fmin(1, fmin(frame, NOTES_RATE - frame) / edge);
            float sample = (float)(0.5 * fade * sin(two_pi * hertz * frame / NOTES_RATE));
            samples[at] = sample;
            samples[at + 1] = sample;
        }
    }
    return samples;
}

#endif
