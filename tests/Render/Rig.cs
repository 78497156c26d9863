using System;
using System.IO;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>An engine without a device: the test is the callback.</summary>
internal sealed unsafe class Rig : IDisposable
{
    public Rig(int channels = 1, int rate = 48_000, double swap = 15, double declick = 5, Anchor anchor = Anchor.Frame)
    {
        var config = new EngineConfig
        {
            Channels = channels,
            Rate = rate,
            SwapFadeMilliseconds = swap,
            DeclickMilliseconds = declick,
            Anchor = anchor,
            LoaderThreads = 1,
        };
        Assert.Equal(Status.Ok, Engine.Create(config, out Engine? engine, out string error));
        Assert.Equal(string.Empty, error);
        Engine = engine!;
    }

    public Engine Engine { get; }

    public int Channels => Engine.Config.Channels;

    public int Rate => Engine.Config.Rate;

    public long Playhead => Engine.GetPosition().PlayheadFrame;

    public bool Playing => Engine.GetPosition().Playing;

    /// <summary>A clip of samples that need no loading.</summary>
    public void Pcm(uint id, float[] interleaved, int channels = 1) =>
        Ok(Engine.SetClipPcm(new ClipId(id), interleaved, channels, Rate, "pcm"));

    /// <summary>A clip of generated material, through pages and loader.</summary>
    public void Generated(uint id, GeneratedShape shape, double parameter, int channels, long frames, string? path = null) =>
        Ok(Engine.SetClipSource(new ClipId(id), new GeneratedSource(shape, parameter, Rate, channels, frames), path == null ? $"generated {id}" : Path.GetFullPath(path)));

    public void Set(params SegmentSpec[] segments) => Ok(Engine.SetTimeline(segments));

    public SegmentInfo Segment(int index)
    {
        Ok(Engine.GetSegment(index, out SegmentInfo info));
        return info;
    }

    /// <summary>The next frames, in blocks of the given sizes, over and over.</summary>
    public float[] Pull(int frames, params int[] blocks)
    {
        var heard = new float[frames * Channels];
        fixed (float* to = heard)
        {
            for (int done = 0, i = 0; done < frames; i++)
            {
                int count = Math.Min(blocks.Length == 0 ? 480 : blocks[i % blocks.Length], frames - done);
                Engine.Pull(to + (done * Channels), (uint)count);
                done += count;
            }
        }

        return heard;
    }

    /// <summary>Frames of the timeline as it stands, apart from playback.</summary>
    public float[] Offline(long frame, long frames)
    {
        var output = new float[frames * Channels];
        using OfflineRender render = Engine.BeginOffline();
        Ok(render.Render(frame, output, TestContext.Current.CancellationToken));
        return output;
    }

    /// <summary>The whole timeline.</summary>
    public float[] Offline() => Offline(0, Engine.LengthFrames);

    /// <summary>Plays from the start until the start ramp is over, and returns what was heard.</summary>
    public float[] Start(int frames)
    {
        Ok(Engine.Play());
        return Pull(frames);
    }

    public static void Ok(Status status) => Assert.Equal(Status.Ok, status);

    public void Dispose() => Engine.Dispose();
}
