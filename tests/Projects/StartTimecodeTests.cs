using System;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>Source times that count from the start timecode of their medium, where the reference says no available range.</summary>
public sealed class StartTimecodeTests : IDisposable
{
    private readonly ProjectFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_broadcast_wave_says_where_its_clock_begins()
    {
        // Ten seconds that began at 10:00:00.
        Wave("a.wav", 36_000UL * 48_000, 10 * 48_000);
        Project project = _folder.Read(OtioShape.Timeline(OtioShape.Audio(Clip("a.wav", 36_002, 3), Clip("a.wav", 2, 3), Clip("a.wav", 35_990, 3))));
        Assert.Equal([(2.0, 5.0), (2.0, 5.0), (35_990.0, 35_993.0)], project.Segments.Select(segment => (segment.In, segment.Out)));
        // What is written says it to other tools too.
        OtioWriter.Write(project, _folder.Path("again.otio"));
        File.Delete(_folder.Path("a.wav"));
        Project again = OtioReader.Read(_folder.Path("again.otio"), requireMedia: false);
        Assert.Equal([(2.0, 5.0), (2.0, 5.0), (35_990.0, 35_993.0)], again.Segments.Select(segment => (segment.In, segment.Out)));
        JsonObject item = OtioShape.Items(File.ReadAllText(_folder.Path("again.otio")))[0];
        Assert.Equal((36_002, 3), OtioShape.Seconds(item));
    }

    [Fact]
    public void So_does_a_QuickTime_file()
    {
        QuickTime("a.mov", frame: 86_400, units: 24_000, frameUnits: 1_001, seconds: 10);
        JsonObject clip = OtioShape.Clip("a.mov", 0, 0, OtioShape.External("a.mov"));
        clip["source_range"] = OtioShape.Make("TimeRange.1", ("start_time", OtioShape.Time(86_424, 24_000 / 1_001.0)), ("duration", OtioShape.Time(48, 24_000 / 1_001.0)));
        Project project = _folder.Read(OtioShape.Timeline(OtioShape.Audio(clip)));
        Assert.Equal((24 * 1_001 / 24_000.0, 72 * 1_001 / 24_000.0), (Math.Round(project.Segments[0].In, 9), Math.Round(project.Segments[0].Out, 9)));
    }

    [Fact]
    public void So_an_EDL_of_such_media_is_read()
    {
        Wave("a.wav", 36_000UL * 48_000, 10 * 48_000);
        File.WriteAllText(_folder.Path("p.edl"), "001 a.wav A C 10:00:02:00 10:00:05:00 01:00:00:00 01:00:03:00\n");
        Project project = ProjectFile.Read(_folder.Path("p.edl"), new OtioReadOptions { FrameRate = new FrameRate(25, 1) });
        Assert.Equal((2.0, 5.0), (project.Segments[0].In, project.Segments[0].Out));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(40)]
    [InlineData(400)]
    public void Damaged_media_have_no_clock(int bytes)
    {
        Wave("a.wav", 1, 100);
        byte[] whole = File.ReadAllBytes(_folder.Path("a.wav"));
        File.WriteAllBytes(_folder.Path("a.wav"), whole[..Math.Min(bytes, whole.Length)]);
        Assert.Null(StartTimecode.Of(_folder.Path("a.wav")));
        QuickTime("a.mov", 1, 24, 1, 1);
        whole = File.ReadAllBytes(_folder.Path("a.mov"));
        for (int at = 0; at < whole.Length; at += 3)
        {
            byte[] damaged = (byte[])whole.Clone();
            damaged[at] ^= 0xFF;
            File.WriteAllBytes(_folder.Path("b.mov"), at % 2 == 0 ? damaged : damaged[..at]);
            _ = StartTimecode.Of(_folder.Path("b.mov"));
        }
        Assert.Null(StartTimecode.Of(_folder.Path("none.wav")));
    }

    private static JsonObject Clip(string medium, double start, double seconds) => OtioShape.Clip(medium, start * 24, seconds * 24, OtioShape.External(medium));

    private void Wave(string name, ulong reference, int frames)
    {
        using var writer = new BinaryWriter(File.Create(_folder.Path(name)));
        writer.Write("RIFF"u8);
        writer.Write(0);
        writer.Write("WAVEbext"u8);
        writer.Write(602);
        writer.Write(new byte[338]);
        writer.Write(reference);
        writer.Write(new byte[602 - 346]);
        writer.Write("fmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(48_000);
        writer.Write(96_000);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(frames * 2);
        writer.Write(new byte[frames * 2]);
    }

    private void QuickTime(string name, int frame, int units, int frameUnits, int seconds)
    {
        byte[] handler = [.. Big(0), .. "mhlr"u8, .. "tmcd"u8, .. new byte[12]];
        byte[] description = [.. Big(0), .. Big(1), .. Big(34), .. "tmcd"u8, .. new byte[6], 0, 1, .. Big(0), .. Big(0), .. Big(units), .. Big(frameUnits), 24, 0];
        byte[] Table(int offset) => Box("stbl", [.. Box("stsd", description), .. Box("stco", [.. Big(0), .. Big(1), .. Big(offset)])]);
        byte[] Movie(int offset) => Box("moov", [.. Box("mvhd", [.. Big(0), .. Big(0), .. Big(0), .. Big(600), .. Big(600 * seconds), .. new byte[80]]),
            .. Box("trak", Box("mdia", [.. Box("hdlr", [.. Big(0), .. "mhlr"u8, .. "soun"u8, .. new byte[12]])])), .. Box("trak", Box("mdia", [.. Box("hdlr", handler), .. Box("minf", Table(offset))]))]);
        byte[] head = Box("ftyp", [.. "qt  "u8, .. Big(0)]);
        File.WriteAllBytes(_folder.Path(name), [.. head, .. Movie(head.Length + Movie(0).Length + 8), .. Box("mdat", Big(frame))]);
    }

    private static byte[] Box(string name, byte[] inner) => [.. Big(inner.Length + 8), .. System.Text.Encoding.ASCII.GetBytes(name), .. inner];

    private static byte[] Big(int value) => [(byte)((value >> 24) & 255), (byte)((value >> 16) & 255), (byte)((value >> 8) & 255), (byte)(value & 255)];
}
