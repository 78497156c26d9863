using System.Threading;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Loaders with nothing to load look through the files, so that a far seek finds its way and the length is known.</summary>
public sealed class StudyTests
{
    [Theory]
    [InlineData(1)] // the loader for playback itself, when it is done
    [InlineData(2)]
    public void The_exact_length_is_known_long_before_all_is_decoded(int loaders)
    {
        string media = MediaFixtures.Scratch($"study-{loaders}.mp3");
        MediaFixtures.FFmpeg($"-stream_loop 39 -i \"{MediaFixtures.Path("cbr.mp3")}\" -c copy \"{media}\"");
        using var rig = new EngineRig(32L << 20, loaders);
        Assert.Equal(Status.Ok, rig.Engine.SetClip(new ClipId(1), new TrackSpec(media)));
        rig.Set(EngineRig.Segment(1, 0, 1_000));
        rig.Settle();
        Assert.True(SpinWait.SpinUntil(() => rig.Engine.GetSources()[0].FramesExact, 10_000), "the length is not known");
        SourceInfo source = rig.Engine.GetSources()[0];
        Assert.InRange(source.Frames, 1_000L * EngineRig.Rate, 2_000L * EngineRig.Rate);
        Assert.True(source.FramesDecoded < source.Frames / 4, $"{source.FramesDecoded} of {source.Frames} frames were decoded for it");

        // What it learned is what decoding finds.
        rig.Engine.Seek(source.Frames / (double)EngineRig.Rate - 1);
        rig.Settle();
        Assert.Equal(source.Frames, rig.Engine.GetSources()[0].Frames);
    }
}
