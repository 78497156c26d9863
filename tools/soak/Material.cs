using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace Seamline.Soak;

/// <summary>Media of low tones, whose largest step is known: a pristine copy of each for the model, and one that faults are done to.</summary>
internal sealed class Material
{
    /// <summary>Seconds of each.</summary>
    public const int Seconds = 40;

    private static readonly (string Name, string Codec)[] Kinds =
        [("a.wav", "pcm_f32le"), ("b.flac", "flac"), ("c.m4a", "aac"), ("d.ogg", "libvorbis"), ("e.mp3", "libmp3lame"), ("f.webm", "libopus")];

    private readonly string _folder;

    public Material(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(Path.Combine(folder, "model"));
        Directory.CreateDirectory(Path.Combine(folder, "faulty"));
        for (int i = 0; i < Kinds.Length; i++)
        {
            string path = Model(i);
            string tone = string.Create(CultureInfo.InvariantCulture, $"aevalsrc='0.05*sin(2*PI*{60 + (17 * i)}*t)|0.04*sin(2*PI*{71 + (13 * i)}*t)':s=48000:d={Seconds}");
            using var ffmpeg = Process.Start("ffmpeg", ["-v", "error", "-y", "-f", "lavfi", "-i", tone, "-c:a", Kinds[i].Codec, path]);
            ffmpeg.WaitForExit();
            if (ffmpeg.ExitCode != 0) throw new InvalidOperationException($"{path} could not be made");
            File.Copy(path, Faulty(i));
        }
    }

    /// <summary>How many.</summary>
    public static int Count => Kinds.Length;

    /// <summary>The pristine copy.</summary>
    public string Model(int i) => Path.Combine(_folder, "model", Kinds[i].Name);

    /// <summary>The one that faults are done to.</summary>
    public string Faulty(int i) => Path.Combine(_folder, "faulty", Kinds[i].Name);

    /// <summary>Does something to a file; what a host's user, a sync program or a drive may do.</summary>
    public void Break(int i, string how)
    {
        string path = Faulty(i);
        switch (how)
        {
            case "file deleted":
                File.Delete(path);
                break;
            case "file truncated":
                using (FileStream file = File.OpenWrite(path)) file.SetLength(file.Length / 3);
                break;
            case "file replaced":
                File.Copy(Model((i + 1) % Count), path + ".new", overwrite: true);
                File.Move(path + ".new", path, overwrite: true);
                break;
            case "file changed":
                using (FileStream file = File.OpenWrite(path))
                {
                    file.Position = file.Length / 2;
                    file.Write(new byte[65_536]);
                }

                break;
            default: // "read errors": the mark that planted.c looks for
                File.SetLastAccessTimeUtc(path, new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(1_111_111));
                break;
        }
    }

    /// <summary>Puts the pristine content back.</summary>
    public void Restore(int i)
    {
        File.Copy(Model(i), Faulty(i) + ".new", overwrite: true);
        File.Move(Faulty(i) + ".new", Faulty(i), overwrite: true);
    }
}
