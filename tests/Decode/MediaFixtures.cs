using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using Seamline.Tests.House;

namespace Seamline.Tests.Decode;

/// <summary>
/// Media files made by the ffmpeg command when a test first asks for them, and what that command itself decodes them to.
/// One folder a test run, deleted at its end.
/// </summary>
internal static class MediaFixtures
{
    public const int Seconds = 36; // more than three runs at 44.1 and 48 kHz

    private static readonly string Folder = MakeFolder();
    private static readonly ConcurrentDictionary<string, Lazy<string>> Files = new(StringComparer.Ordinal);
    // tools/test.sh runs several test programs, which need the same files.
    private static readonly string? Shared = Environment.GetEnvironmentVariable("SEAMLINE_TEST_MEDIA") is { Length: > 0 } folder ? folder : null;

    private static readonly ConcurrentDictionary<string, Lazy<float[]>> References = new(StringComparer.Ordinal);

    // name -> input (rate, channels), encoder arguments, extension
    private static readonly Dictionary<string, (int Rate, int Channels, string Arguments)> Recipes = new(StringComparer.Ordinal)
    {
        ["aac.m4a"] = (44_100, 2, "-c:a aac -aac_pns 0 -b:a 128k"),
        ["aac48.m4a"] = (48_000, 2, "-c:a aac -aac_pns 0 -b:a 160k"),
        ["aac-pns.m4a"] = (48_000, 2, "-c:a aac -b:a 64k"),
        ["aac-fragmented.mp4"] = (48_000, 2, "-c:a aac -aac_pns 0 -movflags frag_keyframe+empty_moov+default_base_moof -frag_duration 2000000"),
        ["aac-delay-moov.mp4"] = (44_100, 2, "-c:a aac -aac_pns 0 -movflags frag_keyframe+delay_moov -frag_duration 2000000"),
        ["adts.aac"] = (44_100, 2, "-c:a aac -aac_pns 0 -b:a 128k -f adts"),
        ["aac.mkv"] = (44_100, 2, "-c:a aac -aac_pns 0 -b:a 128k"),
        ["aac-video.mp4"] = (48_000, 2, "-f lavfi -i testsrc=size=64x64:rate=10:duration=36 -c:v mpeg4 -c:a aac -aac_pns 0 -shortest"),
        ["aac-mono.m4a"] = (44_100, 1, "-c:a aac -aac_pns 0 -b:a 64k"),
        ["aac-51.m4a"] = (48_000, 6, "-c:a aac -aac_pns 0 -b:a 256k"),
        ["aac.ts"] = (48_000, 2, "-c:a aac -aac_pns 0 -b:a 128k -f mpegts"),
        ["opus.ogg"] = (48_000, 2, "-c:a libopus -b:a 128k"),
        ["opus.webm"] = (48_000, 2, "-c:a libopus -b:a 96k"),
        ["opus.mp4"] = (48_000, 2, "-c:a libopus -b:a 96k"),
        ["opus-voice.ogg"] = (48_000, 1, "-c:a libopus -b:a 16k -application voip"),
        ["vorbis.ogg"] = (44_100, 2, "-c:a libvorbis -q:a 4"),
        ["vorbis48.ogg"] = (48_000, 1, "-c:a libvorbis -q:a 3"),
        ["vorbis.webm"] = (44_100, 2, "-c:a libvorbis -q:a 4"),
        ["cbr.mp3"] = (44_100, 2, "-c:a libmp3lame -b:a 128k"),
        ["vbr.mp3"] = (48_000, 2, "-c:a libmp3lame -q:a 4"),
        ["vbr-no-xing.mp3"] = (44_100, 2, "-c:a libmp3lame -q:a 4 -write_xing 0"),
        ["low.mp3"] = (22_050, 1, "-c:a libmp3lame -b:a 32k"),
        ["music.flac"] = (44_100, 2, "-c:a flac"),
        ["flac.ogg"] = (48_000, 2, "-c:a flac -f ogg"),
        ["surround.flac"] = (48_000, 6, "-c:a flac"),
        ["alac.m4a"] = (44_100, 2, "-c:a alac"),
        ["s16.wav"] = (44_100, 2, "-c:a pcm_s16le"),
        ["f32.wav"] = (48_000, 2, "-c:a pcm_f32le"),
        ["s24.aiff"] = (48_000, 2, "-c:a pcm_s24be"),
        ["pcm.mkv"] = (48_000, 2, "-c:a pcm_s16le"),
        ["flac.mkv"] = (44_100, 2, "-c:a flac"),
        ["music.wv"] = (44_100, 2, "-c:a wavpack"),
        ["mp3.avi"] = (44_100, 2, "-c:a libmp3lame -b:a 128k"),
        ["pcm.w64"] = (48_000, 2, "-c:a pcm_f32le"),
        ["opus-60ms.webm"] = (48_000, 2, "-c:a libopus -b:a 96k -frame_duration 60"),
        ["cover.mp3"] = (44_100, 2, "-f lavfi -i testsrc=size=64x64:rate=1:duration=1 -map 0:a -map 1:v -c:v png -c:a libmp3lame -b:a 128k"),
        ["jitter.mp4"] = (48_000, 2, "-c:a aac -aac_pns 0 -b:a 160k -bsf:a setts=pts=PTS+mod(N\\,3):dts=DTS+mod(N\\,3)"),
        ["late.mkv"] = (48_000, 2, "-c:a pcm_s16le -output_ts_offset 1.5"),
        ["gap.mkv"] = (48_000, 2, "-c:a pcm_f32le -af asetnsamples=512,aselect=not(between(n\\,400\\,499))"),
        ["ac3.ac3"] = (48_000, 2, "-c:a ac3 -b:a 192k"),
        ["ac3-44100.mkv"] = (44_100, 2, "-c:a ac3 -b:a 192k"),
        ["eac3.mkv"] = (44_100, 2, "-c:a eac3 -b:a 192k"),
        ["dts.mkv"] = (44_100, 2, "-c:a dca -strict -2 -b:a 768k"),
        ["truehd.mkv"] = (44_100, 2, "-c:a truehd -strict -2"),
        ["truehd.mp4"] = (48_000, 2, "-c:a truehd -strict -2"),
        ["mlp.mlp"] = (48_000, 2, "-c:a mlp -strict -2"),
        ["alac.mkv"] = (44_100, 2, "-c:a alac"),
        ["wavpack.mkv"] = (44_100, 2, "-c:a wavpack"),
        ["ms-adpcm.wav"] = (44_100, 2, "-c:a adpcm_ms -block_size 4096"),
        ["ima-adpcm.wav"] = (22_050, 1, "-c:a adpcm_ima_wav"),
        ["ima-adpcm.mkv"] = (44_100, 2, "-c:a adpcm_ima_wav"),
        ["tta.tta"] = (44_100, 2, "-c:a tta"),
        ["wmav1.wma"] = (44_100, 2, "-c:a wmav1"),
        ["wmav2.wma"] = (44_100, 2, "-c:a wmav2"),
        ["wmav2.mkv"] = (48_000, 2, "-c:a wmav2"),
        ["swf.flv"] = (44_100, 2, "-c:a adpcm_swf"),
        ["ima.mov"] = (44_100, 2, "-c:a adpcm_ima_qt"),
        ["nelly.flv"] = (22_050, 1, "-c:a nellymoser"),
        ["yamaha.wav"] = (44_100, 2, "-c:a adpcm_yamaha"),
        ["vorbis.avi"] = (44_100, 2, "-c:a libvorbis -q:a 4"),
        ["dts.avi"] = (48_000, 2, "-c:a dca -strict -2 -b:a 768k"),
        ["dvd.mpg"] = (48_000, 2, "-c:a pcm_dvd"),
        ["ac3.mpg"] = (48_000, 2, "-c:a ac3 -b:a 192k"),
        ["pce.aac"] = (44_100, 2, "-c:a aac -aac_pns 0 -af pan=2.1|c0=c0|c1=c1|c2=c0"),
        ["pce.ts"] = (48_000, 2, "-c:a aac -aac_pns 0 -af pan=2.1|c0=c0|c1=c1|c2=c0"),
        ["voice.c2"] = (8_000, 1, "-c:a libcodec2 -mode 3200"),
        ["mp2.mp2"] = (48_000, 2, "-c:a mp2 -b:a 192k"),
    };

    /// <summary>The path of a fixture.</summary>
    public static string Path(string name) => Files.GetOrAdd(name, static n => new Lazy<string>(() => Make(n))).Value;

    /// <summary>The programme that fixtures are made of, as a WAV file.</summary>
    public static string Input(int rate, int channels)
        => Path(string.Create(CultureInfo.InvariantCulture, $"input-{rate}-{channels}.wav"), rate, channels);

    /// <summary>A path in the run's folder for a file that a test makes itself.</summary>
    public static string Scratch(string name) => System.IO.Path.Combine(Folder, name);

    /// <summary>What the ffmpeg command decodes it to: interleaved f32, with options for its input and its output where given.</summary>
    public static float[] Reference(string name, string input = "", string output = "")
        => References.GetOrAdd($"{name}|{input}|{output}", _ => new Lazy<float[]>(() => Decode(Path(name), input, output))).Value;

    /// <summary>Runs the ffmpeg command.</summary>
    public static void FFmpeg(string arguments)
    {
        (int exit, _, string errors) = ChildProcess.Run(new ProcessStartInfo("ffmpeg", "-hide_banner -nostdin -v error -y " + arguments));
        if (exit != 0) throw new InvalidOperationException($"ffmpeg {arguments}: {errors}");
    }

    private static string MakeFolder()
    {
        string folder = Directory.CreateTempSubdirectory("seamline-media-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, true);
        return folder;
    }

    // Several programs at once make the same file: each under a name of its own, and what has its name is whole.
    private static string Make(string name)
    {
        string made = System.IO.Path.Combine(Shared ?? Folder, name);
        if (File.Exists(made)) return made;
        string output = System.IO.Path.Combine(Shared ?? Folder, $"{Environment.ProcessId}-{name}");
        if (HeAacFixtures.Has(name))
        {
            HeAacFixtures.Make(name, output);
        }
        else
        {
            (int rate, int channels, string arguments) = Recipes[name];
            FFmpeg($"-i \"{Input(rate, channels)}\" {arguments} \"{output}\"");
        }

        File.Move(output, made, overwrite: true);
        return made;
    }

    private static string Path(string name, int rate, int channels)
        => Files.GetOrAdd(name, _ => new Lazy<string>(() => WriteInput(Scratch(name), rate, channels))).Value;

    /// <summary>What the ffmpeg command decodes a file to.</summary>
    public static float[] Decode(string path, string inputOptions = "", string outputOptions = "")
    {
        string output = Scratch(System.IO.Path.GetRandomFileName() + ".f32");
        FFmpeg($"{inputOptions} -i \"{path}\" -map 0:a:0 {outputOptions} -f f32le \"{output}\"");
        float[] samples;
        using (FileStream file = File.OpenRead(output))
        {
            samples = GC.AllocateUninitializedArray<float>((int)(file.Length / sizeof(float)));
            file.ReadExactly(MemoryMarshal.AsBytes(samples.AsSpan()));
        }

        File.Delete(output);
        return samples;
    }

    private static string WriteInput(string path, int rate, int channels)
    {
        long frames = (long)rate * Seconds;
        using var writer = new BinaryWriter(File.Create(path));
        int bytes = checked((int)(frames * channels * 4));
        writer.Write("RIFF"u8);
        writer.Write(36 + bytes);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)3);
        writer.Write((short)channels);
        writer.Write(rate);
        writer.Write(rate * channels * 4);
        writer.Write((short)(channels * 4));
        writer.Write((short)32);
        writer.Write("data"u8);
        writer.Write(bytes);
        writer.Write(MemoryMarshal.AsBytes<float>(Programme(rate, channels)));
        return path;
    }

    // Chirps, noise, clicks and silence, in turns of a second: transients make block switching, silence empties bit reservoirs.
    private static float[] Programme(int rate, int channels)
    {
        var samples = new float[(long)rate * Seconds * channels];
        uint random = 12345;
        for (long frame = 0; frame < (long)rate * Seconds; frame++)
        {
            double time = (double)frame / rate;
            double within = time % 6;
            for (int c = 0; c < channels; c++)
            {
                random = unchecked((random * 1664525) + 1013904223);
                double noise = (random >> 8) / 8388608.0 - 1;
                double value = within switch
                {
                    < 2 => 0.4 * Math.Sin(2 * Math.PI * (200 + c * 50 + 700 * within) * within),
                    < 3 => 0.15 * noise + 0.1 * Math.Sin(2 * Math.PI * 997 * time),
                    < 4 => 0,
                    < 5 => frame % (rate / 9 + c * 7) < 4 ? 0.8 : 0.05 * Math.Sin(2 * Math.PI * 330 * time),
                    _ => 0.3 * Math.Sin(2 * Math.PI * 440 * time) * Math.Exp(-8 * (within * 4 % 1)) + 0.02 * noise,
                };
                samples[frame * channels + c] = (float)value;
            }
        }

        return samples;
    }
}
