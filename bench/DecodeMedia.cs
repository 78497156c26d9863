using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace Seamline.Bench;

/// <summary>
/// Files of 10 minutes and 3 hours in each codec, made once by the ffmpeg command: tones that come and go over pink noise, which
/// costs a decoder what music costs it.
/// </summary>
internal static class DecodeMedia
{
    public const int Seconds = 600;
    public const int LongSeconds = 18 * Seconds;

    private static readonly (string Name, int Rate, string Extension, string Encoder)[] Kinds =
    [
        ("aac44", 44_100, "m4a", "-c:a aac -b:a 160k"),
        ("aac48", 48_000, "m4a", "-c:a aac -b:a 160k"),
        ("opus", 48_000, "ogg", "-c:a libopus -b:a 128k"),
        ("vorbis", 44_100, "ogg", "-c:a libvorbis -q:a 5"),
        ("mp3", 44_100, "mp3", "-c:a libmp3lame -b:a 192k"),
        ("flac", 44_100, "flac", "-c:a flac"),
    ];

    /// <summary>The codecs asked for; all of them where none is.</summary>
    public static IEnumerable<string> Names(string[] asked) => Kinds.Select(k => k.Name).Where(n => asked.Length == 0 || asked.Contains(n));

    /// <summary>A file's rate, Hz.</summary>
    public static int Rate(string name) => Kinds.Single(k => k.Name == name).Rate;

    /// <summary>A file of 10 minutes.</summary>
    public static string Path(string name)
    {
        (_, int rate, string extension, string encoder) = Kinds.Single(k => k.Name == name);
        string path = System.IO.Path.Combine(Folder(), $"{name}-10min.{extension}");
        if (File.Exists(path)) return path;
        string noise = $"anoisesrc=color=pink:amplitude=0.25:sample_rate={rate}:duration={Seconds}";
        string tones = $"aevalsrc=0.2*sin(330*2*PI*t)*abs(sin(1.3*t))|0.2*sin(523*2*PI*t)*abs(cos(2.1*t)):s={rate}:d={Seconds}";
        Make(path, $"-f lavfi -i {noise}:seed=1 -f lavfi -i {noise}:seed=2 -f lavfi -i \"{tones}\" -filter_complex \"[0][1]join=inputs=2[n];[n][2]amix=inputs=2:normalize=0\" {encoder}");
        return path;
    }

    /// <summary>A file of 3 hours: the one of 10 minutes, 18 times over, not encoded again.</summary>
    public static string LongPath(string name)
    {
        string part = Path(name);
        string path = part.Replace("-10min", "-3h", StringComparison.Ordinal);
        if (!File.Exists(path)) Make(path, $"-stream_loop 17 -i \"{part}\" -c copy");
        return path;
    }

    // First under another name: a run that was broken off leaves no half file behind.
    private static void Make(string path, string arguments)
    {
        string extension = System.IO.Path.GetExtension(path);
        string half = System.IO.Path.ChangeExtension(path, ".half" + extension);
        using Process process = Process.Start("ffmpeg", $"-hide_banner -nostdin -v error -y {arguments} \"{half}\"");
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"the ffmpeg command could not make {path}");
        File.Move(half, path, true);
    }

    private static string Folder()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "Seamline.slnx"))) folder = System.IO.Path.GetDirectoryName(folder);
        return Directory.CreateDirectory(System.IO.Path.Combine(folder ?? Environment.CurrentDirectory, "artifacts", "bench-media")).FullName;
    }
}
