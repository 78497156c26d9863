using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace Seamline.Projects.Demo;

/// <summary>The demo's recording: ten minutes, two tracks, a voice in AAC and music in Opus, made once by the ffmpeg command.</summary>
public static class DemoMedia
{
    /// <summary>Length, seconds.</summary>
    public const int Seconds = 600;

    private const int Rate = 48_000;
    private const int SegmentSeconds = 30;

    /// <summary>Makes what is missing and returns the project: one recording clip in segments of 30 s.</summary>
    public static Project Make(string folder)
    {
        Directory.CreateDirectory(folder);
        string voice = Path.Combine(folder, "voice.m4a");
        string music = Path.Combine(folder, "music.opus");
        Task<string?> first = Task.Run(() => Encode(voice, 1, "-c:a aac -b:a 96k", new SpeechSynth(Rate, 1).Fill));
        Task<string?> second = Task.Run(() => Encode(music, 2, "-c:a libopus -b:a 96k", new MusicSynth(Rate, 2).Fill));
        if ((first.Result ?? second.Result) is { } error) throw new ProjectException(error);
        var clip = new ProjectClip
        {
            Id = 1,
            Name = "recording",
            Tracks = [new ProjectTrack { MediaPath = voice }, new ProjectTrack { MediaPath = music, GainDb = -6 }],
        };
        var segments = new ProjectSegment[Seconds / SegmentSeconds];
        for (int i = 0; i < segments.Length; i++)
        {
            segments[i] = new ProjectSegment
            {
                ClipId = 1,
                In = i * SegmentSeconds,
                Out = (i + 1) * SegmentSeconds,
                Name = string.Create(CultureInfo.InvariantCulture, $"part {i + 1}"),
            };
        }

        var project = new Project { Name = "Seamline demo", Clips = [clip], Segments = segments };
        OtioWriter.Write(project, Path.Combine(folder, "demo.otio"));
        return project;
    }

    private delegate void Fill(Span<float> samples);

    // Null, or the sentence that says why not. Written under another name first: an interrupted demo leaves no half file.
    private static string? Encode(string path, int channels, string codec, Fill fill)
    {
        if (File.Exists(path)) return null;
        string part = Path.Combine(Path.GetDirectoryName(path)!, "part-" + Path.GetFileName(path));
        var start = new ProcessStartInfo("ffmpeg", $"-v error -y -f f32le -ar {Rate} -ac {channels} -i - {codec} \"{part}\"")
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using Process? process = Process.Start(start);
            if (process == null) return "the ffmpeg command does not start";
            Feed(process.StandardInput.BaseStream, channels, fill);
            string said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) return $"ffmpeg could not write {path}: {said.Trim()}";
        }
        catch (Win32Exception)
        {
            return "the ffmpeg command is not installed; the demo makes its recording with it (run tools/setup.sh)";
        }
        catch (IOException error)
        {
            return $"ffmpeg could not write {path}: {error.Message}";
        }

        File.Move(part, path, overwrite: true);
        return null;
    }

    private static void Feed(Stream stream, int channels, Fill fill)
    {
        float[] second = new float[Rate * channels];
        for (int i = 0; i < Seconds; i++)
        {
            fill(second);
            stream.Write(MemoryMarshal.AsBytes<float>(second));
        }

        stream.Close();
    }
}
