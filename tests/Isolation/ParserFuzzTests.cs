using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Seamline.Decode;
using Seamline.Isolation;
using Seamline.Tests.Decode;
using Seamline.Tests.Kernels;
using Xunit;

namespace Seamline.Tests.Isolation;

/// <summary>
/// Our own parsers of what files and workers send, fed with bytes that grow towards answers not seen before: an input whose answer is new is kept and
/// changed further. None may throw, and each answer is within its limits. SEAMLINE_FUZZ_SECONDS for longer.
/// </summary>
public sealed unsafe class ParserFuzzTests
{
    private const int Rounds = 20_000;
    private const int MostKept = 500;

    private static readonly byte[][] Marks =
    [
        [0x56, 0xE0], [0x7F, 0xFE, 0x80, 0x01], [.. "wvpk"u8], [0xF8, 0x72, 0x6F, 0xBA], [0x0B, 0x77], [0xFF, 0xF1], [0xFF, 0xF8], [.. "\x01vorbis"u8], [.. "\x05vorbis"u8],
        [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0],
    ];

    private static readonly GuardedBuffer Guarded = new(16_384);

    private delegate long Parser(ReadOnlySpan<byte> bytes);

    public static TheoryData<string> Names => [.. Parsers.Keys];

    private static Dictionary<string, Parser> Parsers => new(StringComparer.Ordinal)
    {
        ["SBR"] = bytes => SbrFrame.TryRead(bytes, out SbrFrame frame) ? 1 + (frame.IsPair ? 2 : 0) + (frame.HasHeader ? 4 : 0) + Within(frame.Lead, 0, 1_000) + Within(frame.Trail, 0, 1_000) : 0,
        ["Vorbis"] = bytes => VorbisPackets.TryRead(bytes, out _) ? 1 : 0,
        ["LATM"] = bytes => StreamHeaders.Latm(bytes),
        ["DTS"] = bytes => StreamHeaders.Dts(bytes) ^ (Within(PacketHeaders.Dts(bytes, 48_000), 0, Limits.RunFrames) << 32),
        ["WavPack"] = bytes => StreamHeaders.WavPack(bytes) ^ ((long)PacketHeaders.WavPack(bytes) << 32),
        ["MLP"] = bytes => StreamHeaders.Mlp(bytes) ^ (Within(PacketHeaders.Mlp(bytes, 48_000), 0, Limits.RunFrames) << 32),
        ["AC-3"] = bytes => Within(PacketHeaders.Ac3(bytes), 0, Limits.RunFrames),
        ["ALAC"] = bytes => PacketHeaders.Alac(bytes, 4_096),
        ["AMR"] = bytes => Within(PacketHeaders.Amr(bytes, true), 0, Limits.RunFrames) ^ (Within(PacketHeaders.Amr(bytes, false), 0, Limits.RunFrames) << 32),
        ["Opus"] = bytes => Within(PacketFrames.Opus(bytes), 0, Limits.RunFrames),
        ["FLAC header"] = bytes => Within(PacketFrames.Flac(bytes), 0, 65_536) ^ ((long)StreamChange.Flac(bytes) << 32),
        ["FLAC frame"] = FlacOf,
        ["ADTS"] = bytes => StreamChange.Adts(bytes),
        ["MPEG"] = bytes => StreamChange.Mpeg(bytes),
        ["AC-3 header"] = bytes => StreamChange.Ac3(bytes),
        ["WAV of wrong sizes"] = Wave,
        ["a worker's report"] = Report,
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void NothingThrows(string name)
    {
        Parser parse = Parsers[name];
        var random = new Random(20_261_129);
        List<byte[]> kept = name switch
        {
            "a worker's report" => [Example()],
            "WAV of wrong sizes" => [Rf64("RIFF", uint.MaxValue), Rf64("RF64", uint.MaxValue)],
            _ => [new byte[64]],
        };
        var answers = new HashSet<long>();
        double seconds = double.TryParse(Environment.GetEnvironmentVariable("SEAMLINE_FUZZ_SECONDS"), out double said) ? said : 0;
        long until = Environment.TickCount64 + (long)(seconds * 1_000);
        int rounds = name == "WAV of wrong sizes" ? Rounds / 10 : Rounds;
        for (int round = 0; round < rounds || Environment.TickCount64 < until; round++)
        {
            byte[] bytes = Change(kept[random.Next(kept.Count)], random);
            if (answers.Add(parse(bytes)) && kept.Count < MostKept) kept.Add(bytes);
        }

        Assert.NotEmpty(answers);
    }

    // Found by the above: sizes that are nothing but the end of their numbers.
    [Fact]
    public void SizesThatWrapAreRefused()
    {
        byte[] pack = [.. "wvpk"u8, 0xFF, 0xFF, 0xFF, 0xFF, .. new byte[24]];
        Assert.Equal(0u, StreamHeaders.WavPack(pack));
        Assert.Equal(0, PacketHeaders.WavPack(pack));
        _ = Wave([.. "RIFF"u8, 0xFF, 0xFF, 0xFF, 0xFF, .. "WAVEjunk"u8, 0xFC, 0xFF, 0xFF, 0xFF, .. new byte[64]]);
    }

    private static long Within(long value, long least, long most)
    {
        Assert.InRange(value, least, most);
        return value;
    }

    private static long Report(ReadOnlySpan<byte> bytes)
    {
        if (SourceReport.Read(bytes.ToArray(), "a.wav") is not { } report) return 0;
        Assert.InRange(report.SourceRate, Limits.MinRate, Limits.MaxRate);
        Assert.InRange(report.Frames, 0, Limits.MaxSourceFrames);
        Assert.InRange(report.ExactFrames, -1, Limits.MaxSourceFrames);
        foreach (string text in (string[])[report.Facts.Codec, report.Facts.Container, .. report.Facts.Streams.Select(stream => stream.Codec)])
            Assert.DoesNotContain(text, char.IsControl);
        return Mix(FormattableString.Invariant($"{report.SourceRate} {report.Frames} {report.Facts.Codec} {report.Facts.Streams.Count}"));
    }

    // FNV-1a: the same in every process, so that what is found is found again.
    private static long Mix(string text) => text.Aggregate(unchecked((long)0xCBF29CE484222325), (hash, letter) => unchecked((hash ^ letter) * 0x100000001B3));

    // At the end of readable memory: a byte too far ends the test.
    private static long FlacOf(ReadOnlySpan<byte> bytes)
    {
        if (!FlacFrame.CanLook || bytes.Length > Guarded.Length * sizeof(float)) return 0;
        byte* at = (byte*)Guarded.EndingAtGuard(0) - bytes.Length;
        bytes.CopyTo(new Span<byte>(at, bytes.Length));
        bool isDamaged = FlacFrame.IsDamaged(at, bytes.Length);
        if (bytes.Length >= 16) Assert.Equal(Crc(bytes), FlacFrame.Remainder(at, bytes.Length));
        return (isDamaged ? 1 : 0) + (bytes.Length << 1);
    }

    // x^16 + x^15 + x^2 + 1, a bit at a time.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0;
        foreach (byte one in bytes)
        {
            crc ^= (uint)one << 8;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 0x8000) != 0 ? ((crc << 1) ^ 0x8005) & 0xFFFF : (crc << 1) & 0xFFFF;
        }

        return crc;
    }

    // Read from a file, which is said to have more bytes than it has.
    private static long Wave(ReadOnlySpan<byte> bytes)
    {
        string path = Path.Combine(Path.GetTempPath(), $"seamline-fuzz-{Environment.ProcessId}.wav");
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite, FileOptions.DeleteOnClose);
        RandomAccess.Write(file, bytes, 0);
        RawWave? found = RawWave.Find(file, bytes.Length);
        RawWave? beyond = RawWave.Find(file, 5L << 30);
        foreach (RawWave? one in (RawWave?[])[found, beyond])
        {
            if (one is not null) Assert.InRange(long.Parse(one.Start, CultureInfo.InvariantCulture), 12, (64 * ((long)uint.MaxValue + 9)) + 20);
        }

        return Mix($"{found} {beyond}");
    }

    private static byte[] Rf64(string kind, uint size)
    {
        var bytes = new List<byte>();
        bytes.AddRange([.. Encoding.ASCII.GetBytes(kind), .. BitConverter.GetBytes(size), .. "WAVE"u8]);
        bytes.AddRange([.. "ds64"u8, 28, 0, 0, 0, .. new byte[28]]);
        bytes.AddRange([.. "fmt "u8, 16, 0, 0, 0, 3, 0, 2, 0, 0x80, 0xBB, 0, 0, 0, 0xDC, 5, 0, 8, 0, 32, 0]);
        bytes.AddRange([.. "data"u8, .. BitConverter.GetBytes(size), .. new byte[64]]);
        return [.. bytes];
    }

    private static byte[] Example()
    {
        using FFmpegSource source = FFmpegSource.Open(MediaFixtures.Path("aac-video.mp4"), -1, 48_000, 2);
        return SourceReport.Of(source).ToBytes();
    }

    private static byte[] Change(byte[] from, Random random)
    {
        byte[] bytes = random.Next(8) == 0 ? from[..random.Next(from.Length + 1)] : random.Next(8) == 0 ? [.. from, .. new byte[random.Next(64)]] : (byte[])from.Clone();
        for (int times = random.Next(1, 5); times > 0 && bytes.Length > 0; times--)
        {
            byte[] mark = random.Next(3) == 0 ? Marks[random.Next(Marks.Length)] : [(byte)random.Next(256)];
            int at = random.Next(4) == 0 ? 0 : random.Next(bytes.Length);
            mark.AsSpan(0, Math.Min(mark.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }
}
