using System;
using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Encode;
using Seamline.Files;

namespace Seamline;

/// <summary>How samples are written to a file.</summary>
public enum SampleFormat
{
    /// <summary>32-bit float, not clipped.</summary>
    F32 = 0,

    /// <summary>16-bit integer: round(32768 x), clipped.</summary>
    S16 = 1,

    /// <summary>24-bit integer: round(8388608 x), clipped.</summary>
    S24 = 2,
}

/// <summary>
/// Writes a WAV file under a temporary name in the target's folder and renames it when it is whole, so that a failure leaves
/// nothing and an existing file stays as it was, with its mode and owner kept. Beyond 4 GiB the header becomes RF64 (EBU Tech 3306).
/// What is no regular file, such as a pipe, is written straight; where it cannot seek, the sizes in the header are unknown (all ones).
/// </summary>
/// <remarks>Thread: one at a time.</remarks>
public sealed class WavWriter : IFrameWriter
{
    // RIFF header with room for RF64's ds64, WAVE_FORMAT_EXTENSIBLE, data header.
    private const int HeaderBytes = 12 + 8 + 28 + 8 + 40 + 8;
    private const int ExtensibleTag = 0xFFFE;

    // The last 14 bytes of KSDATAFORMAT_SUBTYPE_PCM and _IEEE_FLOAT (mmreg.h); the first two are the format tag.
    private static ReadOnlySpan<byte> SubtypeTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    private readonly OutputFile _file;
    private readonly Stream _stream;
    private readonly long _start;
    private readonly SampleFormat _format;
    private readonly int _rate;
    private readonly int _channels;
    private readonly byte[] _buffer = new byte[256 * 1_024];
    private readonly bool _dithers;
    private readonly ExportText _text;
    private IntegerSamples _integers;
    private long _dataBytes;
    private long _textBytes;

    /// <summary>Creates the temporary file, or opens what is no regular file.</summary>
    /// <param name="path">Where the finished file goes.</param>
    /// <param name="format">Sample format.</param>
    /// <param name="rate">Rate, Hz.</param>
    /// <param name="channels">Channels, 1..8.</param>
    /// <exception cref="IOException">The folder is missing or cannot be written.</exception>
    public WavWriter(string path, SampleFormat format, int rate, int channels)
        : this(path, format, dithers: false, ExportText.None, rate, channels, CancellationToken.None)
    {
    }

    internal WavWriter(string path, SampleFormat format, bool dithers, ExportText text, int rate, int channels, CancellationToken cancellation)
    {
        _format = format;
        _dithers = dithers;
        _text = text;
        _integers = new IntegerSamples(format == SampleFormat.S24 ? 24 : 16, dithers);
        _rate = rate;
        _channels = channels;
        _file = OutputFile.Create(path, cancellation);
        _stream = _file.Stream;
        try
        {
            _start = _stream.CanSeek ? _stream.Position : 0;
            WriteHeader(sizesKnown: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _file.Dispose();
            throw OutputException.Of(error, _file.Folder);
        }
    }

    /// <summary>Frames written.</summary>
    public long Frames => _dataBytes / (_channels * SampleBytes);

    private int SampleBytes => _format switch
    {
        SampleFormat.F32 => sizeof(float),
        SampleFormat.S24 => 3,
        _ => sizeof(short),
    };

    /// <summary>Appends whole frames of interleaved samples.</summary>
    public void Write(ReadOnlySpan<float> interleaved)
    {
        while (interleaved.Length > 0)
        {
            int count = Math.Min(interleaved.Length, _buffer.Length / sizeof(float));
            int bytes = Encode(interleaved[..count]);
            Put(_buffer.AsSpan(0, bytes));
            _dataBytes += bytes;
            interleaved = interleaved[count..];
        }
    }

    /// <summary>Completes the file and puts it in place.</summary>
    public void Commit()
    {
        if (_stream.CanSeek)
        {
            if (_text.Any) WriteText();
            long end = _stream.Position;
            _stream.Position = _start;
            WriteHeader(sizesKnown: true);
            _stream.Position = end;
        }

        _file.Commit();
    }

    /// <summary>Closes; without <see cref="Commit"/> nothing is left.</summary>
    public void Dispose() => _file.Dispose();

    // Where sizes are unknown, what stood behind the samples would be taken for some: there is none.
    private void WriteText()
    {
        byte[] chunks = WavText.Chunks(_text);
        if (chunks.Length == 0) return;
        bool pads = _dataBytes % 2 != 0;
        if (pads) Put([0]);
        Put(chunks);
        _textBytes = chunks.Length + (pads ? 1 : 0);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Write(bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw OutputException.Of(error, _file.Folder);
        }
    }

    private unsafe int Encode(ReadOnlySpan<float> samples)
    {
        if (_format == SampleFormat.F32)
        {
            MemoryMarshal.AsBytes(samples).CopyTo(_buffer);
            return samples.Length * sizeof(float);
        }

        if (_format == SampleFormat.S24 || _dithers) return Round(samples);
        fixed (float* from = samples)
        fixed (byte* to = _buffer)
        {
            Kernels.Convert.ToInt16((short*)to, from, (nuint)samples.Length);
        }

        return samples.Length * sizeof(short);
    }

    private int Round(ReadOnlySpan<float> samples)
    {
        int bytes = SampleBytes;
        for (int i = 0; i < samples.Length; i++)
        {
            int value = _integers.Next(samples[i]);
            for (int k = 0; k < bytes; k++) _buffer[(i * bytes) + k] = unchecked((byte)(value >> (8 * k)));
        }

        return samples.Length * bytes;
    }

    private void WriteHeader(bool sizesKnown)
    {
        Span<byte> header = _buffer.AsSpan(0, HeaderBytes);
        header.Clear();
        long riffBytes = HeaderBytes - 8 + _dataBytes + _textBytes;
        bool large = riffBytes > uint.MaxValue;
        Tag(header, large ? "RF64"u8 : "RIFF"u8, large || !sizesKnown ? uint.MaxValue : (uint)riffBytes);
        "WAVE"u8.CopyTo(header[8..]);
        Span<byte> sizes = header[12..];
        Tag(sizes, large ? "ds64"u8 : "JUNK"u8, 28); // the same room either way (EBU Tech 3306, 3.5)
        if (large)
        {
            BinaryPrimitives.WriteInt64LittleEndian(sizes[8..], riffBytes);
            BinaryPrimitives.WriteInt64LittleEndian(sizes[16..], _dataBytes);
            BinaryPrimitives.WriteInt64LittleEndian(sizes[24..], Frames);
        }

        WriteFormat(header[48..]);
        Tag(header[96..], "data"u8, large || !sizesKnown ? uint.MaxValue : (uint)_dataBytes);
        Put(header);
    }

    private void WriteFormat(Span<byte> chunk)
    {
        Tag(chunk, "fmt "u8, 40);
        ushort tag = (ushort)(_format == SampleFormat.F32 ? 3 : 1);
        ushort frameBytes = (ushort)(_channels * SampleBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk[8..], ExtensibleTag);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk[10..], (ushort)_channels);
        BinaryPrimitives.WriteInt32LittleEndian(chunk[12..], _rate);
        BinaryPrimitives.WriteInt32LittleEndian(chunk[16..], _rate * frameBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk[20..], frameBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk[22..], (ushort)(SampleBytes * 8));
        BinaryPrimitives.WriteUInt16LittleEndian(chunk[24..], 22);
        BinaryPrimitives.WriteUInt16LittleEndian(chunk[26..], (ushort)(SampleBytes * 8));
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[28..], ChannelMask(_channels));
        BinaryPrimitives.WriteUInt16LittleEndian(chunk[32..], tag);
        SubtypeTail.CopyTo(chunk[34..]);
    }

    // Speaker positions as FFmpeg's default layouts have them: mono, stereo, 2.1, 4.0, 5.0, 5.1, 6.1, 7.1.
    private static uint ChannelMask(int channels) => channels switch
    {
        1 => 0x4,
        2 => 0x3,
        3 => 0xB,
        4 => 0x107,
        5 => 0x37,
        6 => 0x3F,
        7 => 0x70F,
        8 => 0x63F,
        _ => 0,
    };

    private static void Tag(Span<byte> chunk, ReadOnlySpan<byte> name, uint bytes)
    {
        name.CopyTo(chunk);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[4..], bytes);
    }
}
