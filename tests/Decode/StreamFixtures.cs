using System;
using System.IO;

namespace Seamline.Tests.Decode;

/// <summary>Streams that change on the way: parts encoded by the ffmpeg command and joined byte by byte.</summary>
internal static class StreamFixtures
{
    /// <summary>Encodes parts and joins them.</summary>
    /// <param name="name">File name; its extension chooses the container.</param>
    /// <param name="parts">For each its rate, channels, seconds and encoder options.</param>
    public static string Join(string name, params (int Rate, int Channels, double Seconds, string Options)[] parts)
    {
        string path = MediaFixtures.Scratch(name);
        if (File.Exists(path)) return path;
        using var whole = new MemoryStream();
        for (int i = 0; i < parts.Length; i++)
        {
            string part = MediaFixtures.Scratch($"part{i}-{name}");
            MediaFixtures.FFmpeg(FormattableString.Invariant(
                $"-f lavfi -i \"sine=frequency=1000:sample_rate={parts[i].Rate}:duration={parts[i].Seconds},volume=8*0.4\" -ac {parts[i].Channels} -ar {parts[i].Rate} {parts[i].Options} \"{part}\""));
            whole.Write(File.ReadAllBytes(part));
        }

        File.WriteAllBytes(path, whole.ToArray());
        return path;
    }
}
