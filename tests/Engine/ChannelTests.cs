using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Decode;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Media of any number of channels, with and without a layout: what is heard of them, what is chosen, and what is said.</summary>
public sealed class ChannelTests : IDisposable
{
    private const int Rate = 48_000;
    private const int Frames = 4_800;
    private const float Minus3 = 0.70710678f;

    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-channels-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Channel c of a file holds 0.01 x (c + 1); the ffmpeg command gives the same by `-ac 2`.</summary>
    [Theory]
    [InlineData(3, "2.1 and downmixed without LFE (channel 2)")]
    [InlineData(4, "4.0 and downmixed")]
    [InlineData(5, "5.0 and downmixed")]
    [InlineData(6, "5.1 and downmixed without LFE (channel 3)")]
    [InlineData(7, "6.1 and downmixed without LFE (channel 3)")]
    [InlineData(8, "7.1 and downmixed without LFE (channel 3)")]
    public void Up_to_8_channels_without_a_layout_are_mixed_as_the_ffmpeg_command_does(int channels, string said)
    {
        string path = Levels(channels);
        float[] expected = MediaFixtures.Decode(path, outputOptions: "-ac 2");
        (float[] heard, SourceInfo source) = Play(path, 2);
        Assert.Equal(expected[..2], heard);
        Assert.Equal($"{channels} channels without a layout are taken for {said}", source.Notice);
        Assert.Equal(0, source.Warnings);

        // A host's samples have the same layouts, without FFmpeg: the weights of its matrix, rounded to floats.
        (float[] host, SourceInfo pcm) = PlayPcm(channels, 2);
        for (int side = 0; side < 2; side++) Assert.Equal(expected[side], host[side], 1e-7f);
        Assert.EndsWith(said, pcm.Notice, StringComparison.Ordinal);
    }

    /// <summary>FFmpeg mixes neither: its command refuses them.</summary>
    [Theory]
    [InlineData(9, 0.05f, 0.05f)]
    [InlineData(10, 0.05f, 0.06f)]
    [InlineData(12, 0.06f, 0.07f)]
    [InlineData(16, 0.08f, 0.09f)]
    [InlineData(33, 0.17f, 0.17f)]
    [InlineData(64, 0.32f, 0.33f)]
    public void More_channels_are_heard_by_their_mean(int channels, float left, float right)
    {
        (float[] heard, SourceInfo source) = Play(Levels(channels), 2);
        Assert.Equal(left, heard[0], 1e-6f);
        Assert.Equal(right, heard[1], 1e-6f);
        Assert.Equal(channels, source.SourceChannels);
        Assert.StartsWith($"{channels} channels that FFmpeg has no downmix for are mixed by their mean: the 1st, 3rd, 5th", source.Notice, StringComparison.Ordinal);
        (float[] mono, _) = Play(Levels(channels), 1);
        Assert.Equal((heard[0] + heard[1]) / 2, mono[0]);
        (float[] all, _) = Play(Levels(channels), 8);
        Assert.All(all, sample => Assert.True(sample > 0, "a channel of the engine is silent"));
    }

    [Fact]
    public void A_mean_of_full_scale_does_not_clip()
    {
        for (int channels = 9; channels <= 64; channels += 11)
        {
            string path = WavFile.Write(Path.Combine(_folder, $"full-{channels}.wav"), Rate, channels, Frames, 1f);
            Assert.Equal([1f, 1f], Play(path, 2).Heard);
            Assert.Equal([1f], Play(path, 1).Heard);
        }
    }

    [Fact]
    public void Channels_beyond_what_can_be_converted_are_refused_by_number()
    {
        string path = WavFile.Write(Path.Combine(_folder, "65.wav"), Rate, 65, 480, 0.5f);
        var refusal = Assert.Throws<MediaException>(() => FFmpegSource.Open(path, -1, Rate, 2));
        Assert.Contains("65 channels; at most 64", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_known_layout_says_what_its_downmix_leaves_out()
    {
        string path = Path.Combine(_folder, "side.wav");
        MediaFixtures.FFmpeg($"-f lavfi -i \"aevalsrc=0.01|0.02|0.03|0.04|0.05|0.06:s={Rate}:d=0.1:c=5.1(side)\" -c:a pcm_f32le \"{path}\"");
        (float[] heard, SourceInfo source) = Play(path, 2);
        Assert.Equal(MediaFixtures.Decode(path, outputOptions: "-ac 2")[..2], heard);
        Assert.Equal("5.1(side) is downmixed without LFE (channel 3)", source.Notice);
        Assert.Null(Play(path, 6).Source.Notice);
        Assert.Null(Play(path, 2, ChannelChoice.One(3)).Source.Notice);
        using FFmpegSource opened = FFmpegSource.Open(path, -1, Rate, 2);
        Assert.Equal("5.1(side)", opened.Facts.Streams[0].Layout);
        using FFmpegSource unknown = FFmpegSource.Open(Levels(6), -1, Rate, 2);
        Assert.Equal("unknown", unknown.Facts.Streams[0].Layout);
    }

    /// <summary>Integer samples through the ffmpeg command have the mean too; its float samples are 3 dB louder, and clip.</summary>
    [Theory]
    [InlineData("pcm_s16le")]
    [InlineData("pcm_f32le")]
    [InlineData("flac")]
    public void Stereo_to_mono_is_the_mean(string codec)
    {
        string path = Path.Combine(_folder, codec + ".mka");
        MediaFixtures.FFmpeg($"-f lavfi -i \"aevalsrc=0.9|0.9:s={Rate}:d=0.1\" -c:a {codec} \"{path}\"");
        Assert.Equal(0.9f, Play(path, 1).Heard[0], 4e-5f);
        (float[] pcm, _) = PlayPcm([0.9f, 0.9f], 1);
        Assert.Equal(0.9f, pcm[0]);
        (float[] apart, _) = PlayPcm([0.5f, -0.25f], 1);
        Assert.Equal(0.125f, apart[0]);
    }

    [Fact]
    public void One_channel_is_the_mean_of_what_a_stereo_engine_plays()
    {
        for (int channels = 2; channels <= 8; channels++)
        {
            float[] stereo = Play(Levels(channels), 2).Heard;
            Assert.Equal((stereo[0] + stereo[1]) * 0.5f, Play(Levels(channels), 1).Heard[0]);
            stereo = PlayPcm(channels, 2).Heard;
            Assert.Equal((stereo[0] + stereo[1]) * 0.5f, PlayPcm(channels, 1).Heard[0]);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(12)]
    public void Any_channel_can_be_chosen_and_keeps_its_bits(int channels)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            float level = Level(channel);
            Assert.Equal([level, level], Play(Levels(channels), 2, ChannelChoice.One(channel)).Heard);
            Assert.Equal([level], Play(Levels(channels), 1, ChannelChoice.One(channel)).Heard);
            Assert.Equal([level, level, 0, 0], Play(Levels(channels), 4, ChannelChoice.One(channel)).Heard);
            int other = channels - 1 - channel;
            Assert.Equal([level, Level(other)], Play(Levels(channels), 2, ChannelChoice.Pair(channel, other)).Heard);
            Assert.Equal([(level + Level(other)) * 0.5f], Play(Levels(channels), 1, ChannelChoice.Pair(channel, other)).Heard);
            Assert.Equal([level, Level(other), 0], Play(Levels(channels), 3, ChannelChoice.Pair(channel, other)).Heard);
        }

        float mean = Play(Levels(channels), 1).Heard[0];
        Assert.Equal([mean, mean], Play(Levels(channels), 2, ChannelChoice.Mono).Heard);
    }

    [Fact]
    public void A_channel_that_the_medium_does_not_have_is_refused()
    {
        using var rig = new EngineRig();
        foreach (ChannelChoice choice in (ReadOnlySpan<ChannelChoice>)[ChannelChoice.One(2), ChannelChoice.Pair(0, 7), ChannelChoice.One(-1), ChannelChoice.Pair(-2, 1)])
        {
            Assert.NotEqual(Status.Ok, rig.Engine.SetClip(new ClipId(1), new TrackSpec(Levels(2)) { Channels = choice }));
            Assert.Contains("channel", rig.Engine.LastError, StringComparison.Ordinal);
        }

        Assert.Equal(Status.Ok, rig.Engine.SetClip(new ClipId(1), new TrackSpec(Levels(2)) { Channels = ChannelChoice.One(1) }));
        Assert.NotEqual(Status.Ok, rig.Engine.SetClip(new ClipId(2), new TrackSpec(Levels(2)) { Channels = ChannelChoice.One(2) }));
    }

    /// <summary>Another choice is other pages; the same choice, and one channel of stereo, are not.</summary>
    [Fact]
    public void Sources_are_shared_by_what_their_pages_hold()
    {
        using var rig = new EngineRig();
        string six = Levels(6);
        string two = Levels(2);
        TrackSpec[] tracks =
        [
            new(six), new(six) { Channels = ChannelChoice.One(4) }, new(six) { Channels = ChannelChoice.One(4) }, new(six) { Channels = ChannelChoice.Pair(4, 5) },
            new(six) { Channels = ChannelChoice.Mono }, new(six), new(two) { Channels = ChannelChoice.One(1) }, new(two), new(two) { Channels = ChannelChoice.One(0) },
        ];
        Assert.Equal(Status.Ok, rig.Engine.SetClip(new ClipId(1), tracks));
        IReadOnlyList<SourceInfo> sources = rig.Engine.GetSources();
        Assert.Equal(5, sources.Count);
        Assert.Equal("; channel 4; channels 4 and 5; mono; ", string.Join("; ", sources.Select(source => source.Choice.ToString())));
        float[] heard = Heard(rig, 2);
        float[] mix = Play(six, 2).Heard;
        float mono = (mix[0] + mix[1]) * 0.5f;
        Assert.Equal((2 * mix[0]) + (3 * Level(4)) + mono + (2 * Level(0)) + Level(1), heard[0], 1e-6f);
        Assert.Equal((2 * mix[1]) + (2 * Level(4)) + Level(5) + mono + (2 * Level(1)) + Level(0), heard[1], 1e-6f);
    }

    [Fact]
    public void A_changed_file_without_the_channel_that_was_chosen_is_refused_and_another_is_taken()
    {
        using var rig = new EngineRig();
        string path = WavFile.Age(Levels(2, "changing.wav"));
        Assert.Equal(Status.Ok, rig.Engine.SetClip(new ClipId(1), new TrackSpec(path) { Channels = ChannelChoice.One(1) }));
        Levels(6, "changing.wav");
        Assert.Equal(Status.MediaError, rig.Engine.Invalidate(new ClipId(1)));
        Assert.Contains("6 channels now", rig.Engine.LastError, StringComparison.Ordinal);
        Assert.Equal(Status.Ok, rig.Engine.SetClip(new ClipId(1), new TrackSpec(path) { Channels = ChannelChoice.One(5) }));
        Assert.Equal([Level(5), Level(5)], Heard(rig, 2));
        WavFile.Age(path);
        Levels(8, "changing.wav");
        Assert.Equal(Status.Ok, rig.Engine.Invalidate(new ClipId(1)));
        Assert.Equal([Level(5), Level(5)], Heard(rig, 2));
    }

    [Fact]
    public void Mono_is_3_dB_down_on_both_sides_or_at_unity_by_the_engines_choice()
    {
        string mono = Levels(1);
        Assert.Equal([Level(0) * Minus3, Level(0) * Minus3], Play(mono, 2).Heard);
        Assert.Equal([Level(0), Level(0)], Play(mono, 2, level: MonoLevel.Unity).Heard);
        Assert.Equal([Level(0), Level(0), 0], Play(mono, 3, level: MonoLevel.Unity).Heard);
        Assert.Equal([Level(0)], Play(mono, 1, level: MonoLevel.Unity).Heard);
        foreach (ChannelChoice same in (ReadOnlySpan<ChannelChoice>)[ChannelChoice.Mono, ChannelChoice.One(0), ChannelChoice.Pair(0, 0)])
            Assert.Equal([Level(0) * Minus3, Level(0) * Minus3], Play(mono, 2, same).Heard);
        Assert.NotEqual(Status.Ok, Engine.Create(new EngineConfig { MonoLevel = (MonoLevel)2 }, out _, out string error));
        Assert.Contains("mono", error, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The weights of a host's samples are those of FFmpeg's matrix for every pair of counts.</summary>
    [Fact]
    public void A_hosts_samples_are_mixed_as_a_file_of_them()
    {
        for (int channels = 3; channels <= 8; channels++)
        {
            for (int engine = 1; engine <= 8; engine++)
            {
                float[] file = Play(Levels(channels), engine).Heard;
                float[] host = PlayPcm(channels, engine).Heard;
                for (int c = 0; c < engine; c++) Assert.True(Math.Abs(file[c] - host[c]) < 1e-7f, $"{channels} to {engine}, channel {c}: {file[c]} and {host[c]}");
            }
        }
    }

    private static float Level(int channel) => 0.01f * (channel + 1);

    private static float[] LevelFrames(int channels) => [.. Enumerable.Range(0, Frames * channels).Select(i => Level(i % channels))];

    private static (float[] Heard, SourceInfo Source) Play(string path, int channels, ChannelChoice choice = default, MonoLevel level = MonoLevel.EqualPower)
    {
        Assert.Equal(Status.Ok, Engine.Create(new EngineConfig { Channels = channels, MonoLevel = level, BudgetBytes = 64 << 20, LoaderThreads = 1 }, out Engine? engine, out _));
        using (engine)
        {
            Status status = engine!.SetClip(new ClipId(1), new TrackSpec(path) { Channels = choice });
            Assert.True(status == Status.Ok, engine.LastError);
            return (Heard(engine, channels), engine.GetSources()[0]);
        }
    }

    private static (float[] Heard, SourceInfo Source) PlayPcm(int channels, int engineChannels) => PlayPcm([.. Enumerable.Range(0, channels).Select(Level)], engineChannels);

    private static (float[] Heard, SourceInfo Source) PlayPcm(float[] levels, int engineChannels)
    {
        float[] samples = [.. Enumerable.Repeat(levels, Frames).SelectMany(frame => frame)];
        Assert.Equal(Status.Ok, Engine.Create(new EngineConfig { Channels = engineChannels, BudgetBytes = 64 << 20, LoaderThreads = 1 }, out Engine? engine, out _));
        using (engine)
        {
            Assert.Equal(Status.Ok, engine!.SetClipPcm(new ClipId(1), samples, levels.Length, Rate));
            return (Heard(engine, engineChannels), engine.GetSources()[0]);
        }
    }

    private static float[] Heard(EngineRig rig, int channels) => Heard(rig.Engine, channels);

    // A frame from the middle of the clip, which sounds the same all through.
    private static float[] Heard(Engine engine, int channels)
    {
        Assert.Equal(Status.Ok, engine.SetTimeline(new SegmentSpec(new ClipId(1), 0, (double)Frames / Rate)));
        using OfflineRender render = engine.BeginOffline();
        var frame = new float[channels];
        Status status = render.Render(Frames / 2, frame, TestContext.Current.CancellationToken);
        Assert.True(status == Status.Ok, render.LastError);
        return frame;
    }

    private string Levels(int channels, string? name = null)
    {
        string path = Path.Combine(_folder, name ?? $"levels-{channels}.wav");
        return name == null && File.Exists(path) ? path : WavFile.Write(path, Rate, channels, LevelFrames(channels));
    }
}
