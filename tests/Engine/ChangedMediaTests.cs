using System;
using System.IO;
using System.Linq;
using System.Threading;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>Files that change under an engine: noticed, not mixed, and loaded again when that is asked for.</summary>
public sealed class ChangedMediaTests : IDisposable
{
    private const int Rate = EngineRig.Rate;
    private const float Before = 0.25f;
    private const float After = 0.5f;

    private readonly string _path = MediaFixtures.Scratch($"changing-{Guid.NewGuid():N}.wav");
    private readonly string _other = MediaFixtures.Scratch($"steady-{Guid.NewGuid():N}.wav");
    private readonly EngineRig _rig = new(loaders: 2);

    public static TheoryData<string, MediaState> Changes => new()
    {
        { "rewritten", MediaState.Changed },
        { "grown", MediaState.Changed },
        { "truncated", MediaState.Changed },
        { "replaced", MediaState.Changed },
        { "touched", MediaState.Changed },
        { "a folder now", MediaState.Changed },
        { "deleted", MediaState.Missing },
        { "renamed", MediaState.Missing },
        { "not at all", MediaState.Same },
        { "read", MediaState.Same },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_is_reported_by_file(string change, MediaState expected)
    {
        SetUp(seconds: 10, play: 5);
        Assert.Equal(0, _rig.Engine.CheckMedia());
        Change(change);
        int changed = expected == MediaState.Same ? 0 : 1;
        Assert.Equal(changed, _rig.Engine.CheckMedia());
        Assert.Equal(Status.Ok, _rig.Engine.CheckMedia(new ClipId(1), out int ofOne));
        Assert.Equal(Status.Ok, _rig.Engine.CheckMedia(new ClipId(2), out int ofTwo));
        Assert.Equal((changed, 0), (ofOne, ofTwo));
        SourceInfo source = Source(_path);
        Assert.Equal(expected, source.State);
        Assert.Equal(expected != MediaState.Same, source.Error?.StartsWith(_path, StringComparison.Ordinal) == true);
        Assert.Equal((MediaState.Same, null), (Source(_other).State, Source(_other).Error));
        EngineStatus status = _rig.Engine.GetStatus();
        Assert.Equal(2, status.Sources);
        Assert.Equal(expected == MediaState.Changed ? 1 : 0, status.SourcesChanged);
        Assert.Equal(expected == MediaState.Missing ? 1 : 0, status.SourcesMissing);
        Assert.Equal(Status.NotFound, _rig.Engine.CheckMedia(new ClipId(9), out _));
    }

    // Nobody checks: the loader itself must notice, keep what it has, and bring nothing more.
    [Theory]
    [InlineData("rewritten")]
    [InlineData("replaced")]
    [InlineData("truncated")]
    [InlineData("deleted")]
    public void Nothing_more_is_loaded_of_a_changed_file_and_what_is_loaded_plays_on(string change)
    {
        SetUp(seconds: 60, play: 5);
        long loaded = Source(_path).PagesLoaded;
        Assert.InRange(loaded, 15, 64);
        Change(change);
        Assert.Equal(Status.Ok, _rig.Engine.Insert(0, EngineRig.Segment(1, 40, 45), out _));
        _rig.Settle();
        SourceInfo source = Source(_path);
        Assert.NotEqual(MediaState.Same, source.State);
        Assert.Equal(loaded, source.PagesLoaded);
        _rig.Ready(5); // what cannot come is not waited for
        Assert.Equal(0f, Sample(2));
        Assert.Equal(Before, Sample(7));
        using OfflineRender render = _rig.Engine.BeginOffline();
        float[] second = new float[2 * Rate];
        Assert.Equal(Status.MediaError, render.Render(2 * Rate, second, TestContext.Current.CancellationToken));
        Assert.Contains(_path, render.LastError, StringComparison.Ordinal);
        Assert.Equal(Status.Ok, render.Render(7 * Rate, second, TestContext.Current.CancellationToken));
        Assert.Equal(Before, second[Rate]);
    }

    [Fact]
    public void A_file_that_is_back_is_loaded_on()
    {
        SetUp(seconds: 60, play: 5);
        Change("renamed");
        Assert.Equal(Status.Ok, _rig.Engine.Insert(0, EngineRig.Segment(1, 40, 45), out _));
        _rig.Settle();
        Assert.Equal(MediaState.Missing, Source(_path).State);
        Assert.Equal(0f, Sample(2));
        File.Move(_path + ".away", _path);
        Assert.Equal(0, _rig.Engine.CheckMedia());
        _rig.Ready(5);
        Assert.Equal(Before, Sample(2));
    }

    [Fact]
    public void Invalidating_while_playing_crossfades_to_the_new_content_in_place()
    {
        SetUp(seconds: 60, play: 30);
        SourceInfo other = Source(_other);
        _rig.Engine.Play();
        for (int i = 0; i < 100; i++) _rig.Pull();
        Change("rewritten");
        long frame = _rig.Engine.GetPosition().PlayheadFrame;
        long published = _rig.Engine.GetStatus().Blocks;
        Assert.Equal(Status.Ok, _rig.Engine.Invalidate(new ClipId(1)));
        float last = Before;
        for (int block = 0; block < 20; block++)
        {
            Assert.Equal(frame + (block * EngineRig.Block), _rig.Engine.GetPosition().PlayheadFrame);
            _rig.Pull();
            for (int i = 0; i < EngineRig.Block; i++)
            {
                // 15 ms are 720 frames: a straight line, then the new sound.
                long at = (block * EngineRig.Block) + i;
                float expected = at >= 720 ? After : After + ((Before - After) * (1 - (at / 720f)));
                Assert.Equal(expected, _rig.Output[2 * i], 1e-5f);
                Assert.InRange(_rig.Output[2 * i] - last, -1e-6f, ((After - Before) / 720) + 1e-5f);
                last = _rig.Output[2 * i];
            }
        }

        Assert.Equal(0, _rig.Engine.GetStatus().MissFrames);
        Assert.Equal(published + 20, _rig.Engine.GetStatus().Blocks);
        _rig.Settle();
        Assert.Equal(Counters(other), Counters(Source(_other)));
        Assert.Equal(MediaState.Same, Source(_path).State);
        Assert.Equal(0, Source(_path).PagesReloaded);
    }

    [Fact]
    public void Every_clip_that_uses_the_file_gets_the_new_one_and_the_old_one_goes()
    {
        SetUp(seconds: 20, play: 10);
        Assert.Equal(Status.Ok, _rig.Engine.SetClip(new ClipId(3), new TrackSpec(_other), new TrackSpec(_path) { Mix = new TrackMix { GainDb = -6 } }));
        _rig.Set(EngineRig.Segment(1, 0, 10), EngineRig.Segment(3, 0, 10));
        _rig.Settle();
        long held = _rig.Engine.GetStatus().PagesHeld;
        float both = Sample(12);
        Assert.Equal(Before + (Before * MathF.Pow(10, -0.3f)), both, 1e-4f);
        Change("replaced");
        Assert.Equal(Status.Ok, _rig.Engine.Invalidate(new ClipId(1)));
        Assert.Equal(2, _rig.Engine.GetSources().Count);
        _rig.Settle();
        Assert.Equal(After, Sample(2));
        Assert.Equal(Before + (After * MathF.Pow(10, -0.3f)), Sample(12), 1e-4f); // gain and place are the track's
        // The callback lets go of the old one, and the loader that was studying it while idle.
        for (int i = 0; i < 1_000 && _rig.Engine.GetStatus().PagesHeld != held; i++)
        {
            _rig.Pull();
            Thread.Sleep(5);
        }

        Assert.Equal(held, _rig.Engine.GetStatus().PagesHeld);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    public void Segments_keep_their_points_whatever_the_length_now(int seconds)
    {
        SetUp(seconds: 10, play: 10);
        Assert.Equal(Status.Ok, _rig.Engine.Split(5, out _));
        SegmentInfo[] segments = Segments();
        long length = _rig.Engine.LengthFrames;
        WavFile.Write(_path, Rate, 2, seconds * Rate, After);
        Assert.Equal(Status.Ok, _rig.Engine.Invalidate(new ClipId(1)));
        _rig.Settle();
        Assert.Equal(segments, Array.ConvertAll(Segments(), segment => segment with { BeyondFrames = 0 }));
        Assert.Equal(Math.Max(0, 10L - seconds) * Rate, Segments().Sum(segment => segment.BeyondFrames)); // all of the clip is played, and no more
        Assert.Equal(length, _rig.Engine.LengthFrames);
        Assert.Equal(Status.Ok, _rig.Engine.GetClipFrames(new ClipId(1), out long frames));
        Assert.Equal((long)seconds * Rate, frames);
        Assert.Equal(After, Sample(2));
        Assert.Equal(seconds > 8 ? After : 0, Sample(8));
        Assert.Equal(Status.Ok, _rig.Engine.Undo()); // the history is the timeline's, not the media's
        Assert.Equal(2, _rig.Engine.SegmentCount);
    }

    [Fact]
    public void What_cannot_be_opened_changes_nothing()
    {
        SetUp(seconds: 10, play: 10);
        SourceInfo[] sources = [.. _rig.Engine.GetSources()];
        Change("deleted");
        Assert.Equal(Status.MediaError, _rig.Engine.Invalidate(new ClipId(1)));
        Assert.Contains(_path, _rig.Engine.LastError, StringComparison.Ordinal);
        Assert.Contains("does not exist", _rig.Engine.LastError, StringComparison.Ordinal);
        File.WriteAllText(_path, "no sound at all");
        Assert.Equal(Status.MediaError, _rig.Engine.Invalidate(new ClipId(1)));
        Assert.Contains("not a media file", _rig.Engine.LastError, StringComparison.Ordinal);
        // Whether an idle loader has seen by now that the file is another one is not what this is about.
        Assert.Equal(sources, _rig.Engine.GetSources().Select(s => s with { State = MediaState.Same, Error = null }));
        Assert.Equal(Before, Sample(2));
    }

    // Of two files of a clip the second cannot be opened: the first is not exchanged either.
    [Fact]
    public void All_files_of_a_clip_or_none()
    {
        SetUp(seconds: 10, play: 10);
        Assert.Equal(Status.Ok, _rig.Engine.SetClip(new ClipId(3), new TrackSpec(_other), new TrackSpec(_path)));
        SourceInfo other = Source(_other);
        Change("deleted");
        Assert.Equal(Status.MediaError, _rig.Engine.Invalidate(new ClipId(3)));
        Assert.Equal(Counters(other), Counters(Source(_other)));
        Assert.Equal(2, _rig.Engine.GetSources().Count);
    }

    [Fact]
    public void Host_samples_and_unknown_clips_are_refused()
    {
        Assert.Equal(Status.Ok, _rig.Engine.SetClipPcm(new ClipId(5), new float[2_000], 2, Rate, "take 1"));
        Assert.Equal(Status.InvalidState, _rig.Engine.Invalidate(new ClipId(5)));
        Assert.Contains("take 1", _rig.Engine.LastError, StringComparison.Ordinal);
        Assert.Contains("not read from a file", _rig.Engine.LastError, StringComparison.Ordinal);
        Assert.Equal(Status.NotFound, _rig.Engine.Invalidate(new ClipId(6)));
        Assert.Equal(0, _rig.Engine.CheckMedia());
    }

    [Fact]
    public void A_clip_set_after_the_change_gets_what_is_there_now()
    {
        SetUp(seconds: 10, play: 10);
        Change("rewritten");
        Assert.Equal(Status.Ok, _rig.Engine.SetClip(new ClipId(3), new TrackSpec(_path)));
        _rig.Set(EngineRig.Segment(1, 0, 5), EngineRig.Segment(3, 0, 5));
        _rig.Settle();
        Assert.Equal(Before, Sample(2));
        Assert.Equal(After, Sample(7));
    }

    public void Dispose()
    {
        _rig.Dispose();
        if (File.Exists(_path)) File.Delete(_path);
        File.Delete(_other);
    }

    private void SetUp(int seconds, int play)
    {
        WavFile.Age(WavFile.Write(_path, Rate, 2, seconds * Rate, Before));
        WavFile.Age(WavFile.Write(_other, Rate, 2, seconds * Rate, Before));
        Assert.Equal(Status.Ok, _rig.Engine.SetClip(new ClipId(1), new TrackSpec(_path)));
        Assert.Equal(Status.Ok, _rig.Engine.SetClip(new ClipId(2), new TrackSpec(_other)));
        _rig.Set(EngineRig.Segment(1, 0, play), EngineRig.Segment(2, 0, play));
        _rig.Ready(play);
        _rig.Settle();
    }

    private void Change(string how)
    {
        long seconds = new FileInfo(_path).Length / (8 * Rate);
        switch (how)
        {
            case "rewritten": WavFile.Write(_path, Rate, 2, seconds * Rate, After); break;
            case "grown": File.AppendAllText(_path, "more"); break;
            case "truncated": File.WriteAllBytes(_path, File.ReadAllBytes(_path)[..^100_000]); break;
            case "replaced": File.Move(WavFile.Write(_path + ".new", Rate, 2, seconds * Rate, After), _path, true); break;
            case "touched": File.SetLastWriteTimeUtc(_path, DateTime.UtcNow); break;
            case "deleted": File.Delete(_path); break;
            case "renamed": File.Move(_path, _path + ".away"); break;
            case "a folder now":
                File.Delete(_path);
                Directory.CreateDirectory(_path);
                break;
            case "read": _ = File.ReadAllBytes(_path); break;
            default: Thread.Sleep(1); break;
        }
    }

    private SourceInfo Source(string path) => _rig.Engine.GetSources().Single(s => s.Name == path);

    private static (long, long, long, long) Counters(in SourceInfo source) =>
        (source.FramesDecoded, source.PagesLoaded, source.PagesReloaded, source.PagesReady);

    private SegmentInfo[] Segments()
    {
        var all = new SegmentInfo[_rig.Engine.SegmentCount];
        for (int i = 0; i < all.Length; i++) Assert.Equal(Status.Ok, _rig.Engine.GetSegment(i, out all[i]));
        return all;
    }

    // What is heard there, behind every fade.
    private float Sample(double seconds)
    {
        _rig.Engine.Pause();
        for (int i = 0; i < 4; i++) _rig.Pull();
        _rig.Engine.Seek(seconds);
        _rig.Engine.Play();
        for (int i = 0; i < 8; i++) _rig.Pull();
        return _rig.Output[0];
    }
}
