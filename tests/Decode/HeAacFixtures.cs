using System;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Seamline.Tests.Decode;

/// <summary>How a container tells of SBR, beyond what is in the packets.</summary>
internal enum SbrSignal
{
    /// <summary>It does not: decoding shows it.</summary>
    Implicit,

    /// <summary>It does not, and comes in fragments.</summary>
    Fragments,

    /// <summary>Not even its clock does, which counts the core's samples.</summary>
    CoreClock,

    /// <summary>The AudioSpecificConfig names it.</summary>
    Explicit,
}

/// <summary>HE-AAC files: the ffmpeg command encodes the core, SBR is added, and the ffmpeg command puts it into containers.</summary>
internal static class HeAacFixtures
{
    private static readonly Dictionary<string, (int CoreRate, SbrPlan Plan, SbrSignal Signal)> Recipes = new(StringComparer.Ordinal)
    {
        ["heaac.aac"] = (24_000, new(2, 12), SbrSignal.Implicit),
        ["heaac-sparse.aac"] = (24_000, new(2, 45), SbrSignal.Implicit), // 1.9 s: beyond any preroll
        ["heaac-once.aac"] = (22_050, new(2, 0, Moving: true), SbrSignal.Implicit),
        ["heaac.m4a"] = (22_050, new(2, 11, AloneEvery: 9, Moving: true, Padded: true), SbrSignal.Implicit),
        ["heaac-once.m4a"] = (24_000, new(2, 0), SbrSignal.Implicit),
        ["heaac-once.mkv"] = (22_050, new(2, 0), SbrSignal.Implicit),
        ["heaac-once.ts"] = (24_000, new(2, 0, Padded: true), SbrSignal.Implicit),
        ["heaac-core-clock.m4a"] = (24_000, new(2, 45), SbrSignal.CoreClock),
        ["heaac-explicit.m4a"] = (24_000, new(2, 0, AloneEvery: 70), SbrSignal.Explicit),
        ["heaac44-explicit.m4a"] = (22_050, new(2, 45), SbrSignal.Explicit),
        ["heaac-mono.m4a"] = (24_000, new(1, 45), SbrSignal.Explicit),
        ["heaac-mono.aac"] = (24_000, new(1, 45), SbrSignal.Implicit),
        ["heaac-v2.aac"] = (24_000, new(1, 45, Stereo: true), SbrSignal.Implicit),
        ["heaac-v2.m4a"] = (22_050, new(1, 0, Stereo: true, Moving: true), SbrSignal.Implicit),
        ["heaac-v2-explicit.m4a"] = (24_000, new(1, 0, Stereo: true), SbrSignal.Explicit),
        ["heaac-fragmented.mp4"] = (24_000, new(2, 12, Moving: true), SbrSignal.Fragments),
        ["heaac-late.aac"] = (24_000, new(2, 45, From: 20), SbrSignal.Implicit), // a second without it, then it sets in
        ["heaac-late.m4a"] = (22_050, new(2, 45, From: 20), SbrSignal.Implicit),
    };

    private static readonly ConcurrentDictionary<(int Rate, int Channels), Lazy<byte[]>> Cores = new();

    /// <summary>Whether a fixture is one of these.</summary>
    public static bool Has(string name) => Recipes.ContainsKey(name);

    /// <summary>What one was given.</summary>
    public static SbrPlan PlanOf(string name) => Recipes[name].Plan;

    /// <summary>Makes one.</summary>
    public static void Make(string name, string output)
    {
        (int coreRate, SbrPlan plan, SbrSignal signal) = Recipes[name];
        string core = MediaFixtures.Scratch(string.Create(CultureInfo.InvariantCulture, $"core-of-{name}.aac"));
        File.WriteAllBytes(core, HeAacStream.AddSbr(Cores.GetOrAdd((coreRate, plan.Channels), at => new Lazy<byte[]>(() => Core(at.Rate, at.Channels))).Value, plan));
        if (signal == SbrSignal.Fragments)
        {
            string whole = MediaFixtures.Scratch($"whole-{name}");
            MediaFixtures.FFmpeg($"-i \"{core}\" -c copy \"{whole}\"");
            MediaFixtures.FFmpeg($"-i \"{whole}\" -c copy -movflags frag_keyframe+empty_moov+default_base_moof -frag_duration 2000000 \"{output}\"");
            File.Delete(whole);
        }
        else
        {
            MediaFixtures.FFmpeg($"-i \"{core}\" -c copy \"{output}\"");
        }

        File.Delete(core);
        if (signal == SbrSignal.Explicit) File.WriteAllBytes(output, WithConfig(File.ReadAllBytes(output), Config(coreRate, plan)));
        if (signal == SbrSignal.CoreClock) File.WriteAllBytes(output, WithHalfClock(File.ReadAllBytes(output)));
    }

    // What most of them have in common, encoded once.
    private static byte[] Core(int rate, int channels)
    {
        string core = MediaFixtures.Scratch(string.Create(CultureInfo.InvariantCulture, $"core-{rate}-{channels}.aac"));
        MediaFixtures.FFmpeg($"-i \"{MediaFixtures.Input(rate, channels)}\" -c:a aac -aac_pns 0 -b:a {32 * channels}k -f adts \"{core}\"");
        byte[] bytes = File.ReadAllBytes(core);
        File.Delete(core);
        return bytes;
    }

    // ISO/IEC 14496-3, 1.6.2.1: object type 5 (SBR) or 29 (PS), rate of the core, its channels, the rate that comes out; then the core's: 2 (LC).
    private static byte[] Config(int coreRate, SbrPlan plan)
    {
        int rateIndex = coreRate == 24_000 ? 6 : 7;
        var config = new BitWriter();
        config.Put(plan.Stereo ? 29 : 5, 5);
        config.Put(rateIndex, 4);
        config.Put(plan.Channels, 4);
        config.Put(rateIndex - 3, 4);
        config.Put(2, 5);
        config.Put(0, 3);
        return config.ToArray();
    }

    // The config is a descriptor (5) in a descriptor (4) in one (3), each with its length in four bytes of seven bits; boxes around.
    private static byte[] WithConfig(byte[] file, byte[] config)
    {
        int place = Descriptor(file, 5);
        int grown = config.Length - file[place];
        byte[] made = [.. file.AsSpan(0, place + 1), .. config, .. file.AsSpan(place + 1 + file[place])];
        for (byte tag = 3; tag <= 5; tag++) made[Descriptor(file, tag)] += (byte)grown;
        foreach (string box in (string[])["moov", "trak", "mdia", "minf", "stbl", "stsd", "mp4a", "esds"])
        {
            Span<byte> size = made.AsSpan(BoxOf(file, box) - 4, 4);
            BinaryPrimitives.WriteInt32BigEndian(size, BinaryPrimitives.ReadInt32BigEndian(size) + grown);
        }

        return made;
    }

    // The last byte of its length.
    private static int Descriptor(byte[] file, byte tag)
    {
        int esds = BoxOf(file, "esds");
        return esds + file.AsSpan(esds).IndexOf((ReadOnlySpan<byte>)[tag, 0x80, 0x80, 0x80]) + 4;
    }

    // The track's clock, its length, and that of its packets.
    private static byte[] WithHalfClock(byte[] file)
    {
        int header = BoxOf(file, "mdhd") + 4 + 4 + 8;
        int times = BoxOf(file, "stts") + 4 + 4;
        int entries = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(times));
        Halve(file, header);
        Halve(file, header + 4);
        for (int i = 0; i < entries; i++) Halve(file, times + 4 + (8 * i) + 4);
        return file;
    }

    private static void Halve(byte[] file, int at)
        => BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(at), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at)) / 2);

    // Where a box's name stands; the movie's header is behind the sound.
    private static int BoxOf(byte[] file, string name) => file.AsSpan().LastIndexOf(System.Text.Encoding.ASCII.GetBytes(name));
}
