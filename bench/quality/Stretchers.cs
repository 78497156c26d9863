using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Seamline.Bench.Quality;

/// <summary>What plays sound at another speed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Play">Sound at a speed, by way of files in a folder; null where it does not.</param>
internal sealed record Stretcher(string Name, Func<float[], double, string, float[]?> Play)
{
    private const int Rate = Material.Rate;

    /// <summary>Seamline, and the others that are installed.</summary>
    public static List<Stretcher> KeepingPitch() =>
    [
        new("Seamline", static (sound, speed, _) => BySeamline(sound, speed, SpeedMode.KeepPitch)),
        new("atempo", static (sound, speed, folder) => ByFFmpeg(sound, folder, $"atempo={Text(speed)}")),
        new("scaletempo2", ByPlayer),
        new("Rubber Band R2", static (sound, speed, folder) => ByFFmpeg(sound, folder, $"rubberband=tempo={Text(speed)}")),
        new("Rubber Band R3", ByRubberBand),
    ];

    /// <summary>Those that change the pitch with the speed.</summary>
    public static List<Stretcher> Varispeed() =>
    [
        new("Seamline", static (sound, speed, _) => BySeamline(sound, speed, SpeedMode.Varispeed)),
        new("aresample", static (sound, speed, folder) => ByFFmpeg(sound, folder, $"asetrate={Text(Math.Round(Rate * speed))},aresample={Rate}")),
        new("aresample, soxr", static (sound, speed, folder) => ByFFmpeg(sound, folder, $"asetrate={Text(Math.Round(Rate * speed))},aresample={Rate}:resampler=soxr")),
    ];

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static float[] BySeamline(float[] sound, double speed, SpeedMode mode)
    {
        using Engine engine = Rig.Empty(new EngineConfig { Rate = Rate, Channels = 1 });
        Rig.Check(engine, engine.SetClipPcm(new ClipId(1), sound, 1, Rate));
        Rig.Check(engine, engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, sound.Length / (double)Rate) { Speed = speed, SpeedMode = mode }));
        var made = new float[engine.LengthFrames];
        using OfflineRender render = engine.BeginOffline();
        Rig.Check(engine, render.Render(0, made));
        return made;
    }

    private static float[]? ByFFmpeg(float[] sound, string folder, string filter)
    {
        string input = Input(sound, folder);
        string output = Path.Combine(folder, "output.raw");
        return Command.Run("ffmpeg", "-nostdin", "-v", "error", "-y", "-i", input, "-af", filter, "-f", "f32le", output) ? Command.ReadRaw(output) : null;
    }

    // mpv stretches by scaletempo2 by itself; its output goes to a file.
    private static float[]? ByPlayer(float[] sound, double speed, string folder)
    {
        string input = Input(sound, folder);
        string output = Path.Combine(folder, "output.wav");
        return Command.Run("mpv", "--no-config", "--no-video", "--really-quiet", "--no-resume-playback", $"--speed={Text(speed)}", "--af=scaletempo2", "--audio-format=float",
            "--ao=pcm", $"--ao-pcm-file={output}", input) ? Decoded(output, folder) : null;
    }

    private static float[]? ByRubberBand(float[] sound, double speed, string folder)
    {
        string input = Input(sound, folder);
        string output = Path.Combine(folder, "output.wav");
        return Command.Run("rubberband", "--fine", "--quiet", $"-T{Text(speed)}", input, output) ? Decoded(output, folder) : null;
    }

    private static string Input(float[] sound, string folder)
    {
        string file = Path.Combine(folder, "input.wav");
        Command.WriteWave(file, sound);
        return file;
    }

    private static float[]? Decoded(string file, string folder)
    {
        string output = Path.Combine(folder, "output.raw");
        return Command.Run("ffmpeg", "-nostdin", "-v", "error", "-y", "-i", file, "-f", "f32le", "-ac", "1", "-ar", Text(Rate), output) ? Command.ReadRaw(output) : null;
    }
}
