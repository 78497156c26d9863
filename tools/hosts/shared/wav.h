/* A WAV file of 32-bit float samples, written as it comes. For little-endian machines, below 4 GiB. */
#ifndef HOST_WAV_H
#define HOST_WAV_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct wav_file {
    FILE *file;
    uint32_t rate;
    uint32_t channels;
    uint32_t frames;
    int whole; /* everything was written so far */
} wav_file;

static void wav_put(wav_file *wav, const void *bytes, size_t count)
{
    wav->whole &= fwrite(bytes, count, 1, wav->file) == 1;
}

static int wav_header(wav_file *wav)
{
    uint32_t data_bytes = wav->frames * wav->channels * 4;
    uint32_t riff_bytes = 4 + (8 + 18) + (8 + 4) + 8 + data_bytes;
    uint32_t format_bytes = 18;
    uint16_t float_format = 3;
    uint16_t channels = (uint16_t)wav->channels;
    uint32_t byte_rate = wav->rate * wav->channels * 4;
    uint16_t frame_bytes = (uint16_t)(wav->channels * 4);
    uint16_t sample_bits = 32;
    uint16_t extension_bytes = 0;
    uint32_t fact_bytes = 4;
    rewind(wav->file);
    wav_put(wav, "RIFF", 4);
    wav_put(wav, &riff_bytes, 4);
    wav_put(wav, "WAVEfmt ", 8);
    wav_put(wav, &format_bytes, 4);
    wav_put(wav, &float_format, 2);
    wav_put(wav, &channels, 2);
    wav_put(wav, &wav->rate, 4);
    wav_put(wav, &byte_rate, 4);
    wav_put(wav, &frame_bytes, 2);
    wav_put(wav, &sample_bits, 2);
    wav_put(wav, &extension_bytes, 2);
    wav_put(wav, "fact", 4);
    wav_put(wav, &fact_bytes, 4);
    wav_put(wav, &wav->frames, 4);
    wav_put(wav, "data", 4);
    wav_put(wav, &data_bytes, 4);
    return wav->whole;
}

/* 1 when it went well, as all of these. */
static int wav_open(wav_file *wav, const char *path, int rate, int channels)
{
    memset(wav, 0, sizeof *wav);
    wav->rate = (uint32_t)rate;
    wav->channels = (uint32_t)channels;
    wav->whole = 1;
    wav->file = fopen(path, "wb");
    return wav->file != NULL && wav_header(wav);
}

static int wav_write(wav_file *wav, const float *interleaved, uint32_t frames)
{
    wav->frames += frames;
    if (frames > 0) wav_put(wav, interleaved, (size_t)frames * wav->channels * 4);
    return wav->whole;
}

static int wav_close(wav_file *wav)
{
    int whole = wav_header(wav); /* again, now that the length is known */
    return fclose(wav->file) == 0 && whole;
}

#endif
