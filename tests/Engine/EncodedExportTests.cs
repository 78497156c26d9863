using System;
using System.IO;
using System.Linq;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>
/// Encoded exports, as the ffmpeg command decodes them and as the engine does: the length of the timeline, in its place, at its level.
/// The material is noise in bursts, so that a shift of a frame is found by correlation.
/// </summary>
public sealed class EncodedExportTests : IDisposable
{
    private const int Frames = (3 * EngineRig.Rate) + 777; // no encoder's frame divides it

    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-encoded-").FullName;
    private readonly float[] _samples = Bursts();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("x.flac", ExportCodec.ByExtension, SampleFormat.F32, 1.0 / (1 << 23))]
    [InlineData("x.FLAC", ExportCodec.ByExtension, SampleFormat.S16, 1.0 / (1 << 15))]
    [InlineData("s16.wav", ExportCodec.ByExtension, SampleFormat.S16, 1.0 / (1 << 15))]
    [InlineData("s24.wav", ExportCodec.ByExtension, SampleFormat.S24, 1.0 / (1 << 23))]
    [InlineData("named.bin", ExportCodec.Wav, SampleFormat.F32, 0)]
    [InlineData("named.dat", ExportCodec.Flac, SampleFormat.S24, 1.0 / (1 << 23))]
    public void Lossless_files_are_the_timeline_rounded(string name, ExportCodec codec, SampleFormat format, double step)
    {
        float[] got = Decoded(Export(new FileExport(Target(name)) { Codec = codec, Format = format }));
        Assert.Equal(_samples.Length, got.Length);
        Assert.True(Enumerable.Range(0, got.Length).Max(i => Math.Abs((double)got[i] - _samples[i])) <= step / 2 + 1e-9);
    }

    [Theory]
    [InlineData("x.m4a", 0, -1)]
    [InlineData("rate.m4a", 256_000, -1)]
    [InlineData("x.opus", 0, -1)]
    [InlineData("rate.opus", 192_000, -1)]
    [InlineData("x.mp3", 0, -1)]
    [InlineData("rate.mp3", 192_000, -1)]
    [InlineData("quality.mp3", 0, 0)]
    [InlineData("x.ogg", 0, -1)]
    [InlineData("quality.ogg", 0, 9)]
    public void Lossy_files_have_its_length_place_and_level(string name, long bitRate, double quality)
    {
        string path = Export(new FileExport(Target(name)) { BitRate = bitRate, Quality = quality });
        float[] got = Decoded(path);
        using EngineRig rig = new(loaders: 1);
        Assert.Equal(Status.Ok, rig.Engine.SetClip(new ClipId(1), new TrackSpec(path)));
        Assert.Equal(Status.Ok, rig.Engine.MeasureClip(new ClipId(1)));
        Assert.Equal(Status.Ok, rig.Engine.GetClipFrames(new ClipId(1), out long frames));
        Assert.Equal(Frames, frames);
        rig.Set(EngineRig.Segment(1, 0, (double)Frames / EngineRig.Rate));
        using OfflineRender render = rig.Engine.BeginOffline();
        float[] own = new float[_samples.Length];
        Assert.Equal(Status.Ok, render.Render(0, own, TestContext.Current.CancellationToken));
        Check(own);

        // The ffmpeg command does not cut the end of MP4's last frame off: what is there is the same.
        Assert.InRange(got.Length / 2, Frames, name.EndsWith(".m4a", StringComparison.Ordinal) ? Frames + 1_024 : Frames);
        Check(got);
    }

    [Fact]
    public void Dither_keeps_what_lies_below_the_last_bit()
    {
        float[] quiet = new float[_samples.Length];
        for (int i = 0; i < quiet.Length; i++) quiet[i] = (float)(0.3 / 32768 * Math.Sin(2 * Math.PI * 1_000 * (i / 2) / EngineRig.Rate));
        float[] plain = Decoded(Export(new FileExport(Target("plain.wav")) { Format = SampleFormat.S16 }, quiet));
        Assert.All(plain, sample => Assert.Equal(0, sample));
        float[] dithered = Decoded(Export(new FileExport(Target("dither.wav")) { Format = SampleFormat.S16, Dithers = true }, quiet));
        Assert.InRange(Tone(dithered) * 32768, 0.29, 0.31);
        Assert.InRange(dithered.Max() * 32768, 1, 2);

        // The error's power is a quarter of a step squared (1/12 of rounding and 2/12 of dither), whatever the signal is.
        double power = Enumerable.Range(0, quiet.Length).Average(i => Math.Pow((dithered[i] - quiet[i]) * 32768.0, 2));
        Assert.InRange(power, 0.24, 0.26);
        Assert.Equal(dithered, Decoded(Export(new FileExport(Target("again.wav")) { Format = SampleFormat.S16, Dithers = true }, quiet)));
    }

    [Theory]
    [InlineData("x.aiff", 48_000, 2, ".aiff is no format that can be written (.wav, .flac, .m4a, .opus, .mp3, .ogg)")]
    [InlineData("bare", 48_000, 2, "a name without an extension is no format that can be written (.wav, .flac, .m4a, .opus, .mp3, .ogg)")]
    [InlineData("x.opus", 44_100, 2, "Opus has no sample rate of 44100 Hz (it has 8000, 12000, 16000, 24000, 48000)")]
    [InlineData("x.mp3", 48_000, 6, "MP3 holds at most 2 channels, not 6")]
    public void What_a_codec_cannot_hold_is_refused_by_name(string name, int rate, int channels, string cause)
    {
        Assert.Equal(Status.Ok, Engine.Create(new EngineConfig { Rate = rate, Channels = channels }, out Engine? engine, out _));
        using (engine)
        {
            Assert.Equal(Status.Ok, engine!.SetClipPcm(new ClipId(1), _samples, 2, rate));
            Assert.Equal(Status.Ok, engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, 1)));
            Assert.Equal(Status.InvalidArgument, engine.Export(new FileExport(Target(name)), TestContext.Current.CancellationToken));
            Assert.Equal($"cannot write '{Target(name)}': {cause}", engine.LastError);
        }

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_cancelled_one_leaves_the_old_file()
    {
        foreach (string name in new[] { "old.flac", "old.m4a", "old.opus", "old.mp3", "old.ogg" })
        {
            File.WriteAllText(Target(name), "before");
            using Engine engine = Make(_samples);
            Assert.Equal(Status.Cancelled, engine.Export(new FileExport(Target(name)) { Progress = (_, _) => false }, TestContext.Current.CancellationToken));
            Assert.Equal("before", File.ReadAllText(Target(name)));
        }

        Assert.Equal(5, Directory.GetFiles(_folder).Length);
    }

    private static float[] Bursts()
    {
        float[] samples = new float[2 * Frames];
        uint random = 1;
        double smooth = 0;
        for (int i = 0; i < Frames; i++)
        {
            random = unchecked((random * 1_664_525) + 1_013_904_223);
            smooth += ((random / 4_294_967_296.0) - 0.5 - smooth) * 0.1; // most of it below 1 kHz
            double level = i / 4_800 % 3 == 0 ? 0.05 : 0.6;
            samples[2 * i] = (float)(2 * smooth * level);
            samples[(2 * i) + 1] = (float)(2 * smooth * level * 0.8);
        }

        return samples;
    }

    // The level of the left channel at 1 kHz.
    private static double Tone(float[] samples)
    {
        (double re, double im) = (0, 0);
        int frames = samples.Length / 2 / 48 * 48;
        for (int i = 0; i < frames; i++)
        {
            re += samples[2 * i] * Math.Cos(2 * Math.PI * i / 48);
            im += samples[2 * i] * Math.Sin(2 * Math.PI * i / 48);
        }

        return 2 * Math.Sqrt((re * re) + (im * im)) / frames;
    }

    private static float[] Decoded(string path)
    {
        string raw = path + ".f32";
        MediaFixtures.FFmpeg($"-i \"{path}\" -f f32le -c:a pcm_f32le \"{raw}\"");
        byte[] bytes = File.ReadAllBytes(raw);
        File.Delete(raw);
        float[] samples = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, samples, 0, bytes.Length);
        return samples;
    }

    private static Engine Make(float[] samples)
    {
        Assert.Equal(Status.Ok, Engine.Create(new EngineConfig(), out Engine? engine, out _));
        Assert.Equal(Status.Ok, engine!.SetClipPcm(new ClipId(1), samples, 2, EngineRig.Rate));
        Assert.Equal(Status.Ok, engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, (double)(samples.Length / 2) / EngineRig.Rate)));
        return engine;
    }

    private string Target(string name) => Path.Combine(_folder, name);

    private string Export(in FileExport wanted, float[]? samples = null)
    {
        using Engine engine = Make(samples ?? _samples);
        Status status = engine.Export(wanted, TestContext.Current.CancellationToken);
        Assert.Equal((Status.Ok, ""), (status, status == Status.Ok ? "" : engine.LastError));
        return wanted.Path;
    }

    // The shift at which the two are most alike is none, and there they are as loud.
    private void Check(float[] got)
    {
        double Correlate(int shift)
        {
            double sum = 0;
            for (int i = 4_800; i < Frames - 4_800; i++) sum += (double)_samples[2 * i] * got[2 * (i + shift)];
            return sum;
        }

        double best = Correlate(0);
        double own = 0;
        for (int i = 4_800; i < Frames - 4_800; i++) own += (double)_samples[2 * i] * _samples[2 * i];
        Assert.InRange(best / own, 0.93, 1.03);
        for (int shift = 1; shift <= 1_200; shift += shift < 8 ? 1 : 61)
        {
            Assert.True(Correlate(shift) < best, $"as like {shift} frames later");
            Assert.True(Correlate(-shift) < best, $"as like {shift} frames before");
        }
    }
}
