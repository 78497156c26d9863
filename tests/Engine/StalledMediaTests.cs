using System;
using System.Threading;
using System.Threading.Tasks;
using Seamline.Decode;
using Seamline.Tests.Clips;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>
/// Files that keep a call: while one is stalled in opening, scanning or reopening its media, everything else goes on, and what other calls
/// do to its clip meanwhile has a defined outcome. The stall ends when the test says so, so no clock decides.
/// </summary>
public sealed class StalledMediaTests : IDisposable
{
    private const int Rate = EngineRig.Rate;
    private const int Calls = 10_000;

    private readonly Stall _stall = new();
    private readonly EngineRig _rig;

    public StalledMediaTests()
    {
        _rig = new EngineRig(loaders: 1, openMedia: Open);
        _rig.Staircase(1, 60);
        _rig.Set(EngineRig.Segment(1, 0, 60));
    }

    public static TheoryData<string> Stalls => ["opening", "scanning", "reopening"];

    [Theory]
    [MemberData(nameof(Stalls))]
    public async Task Edits_seeks_and_positions_do_not_wait_for_a_stalled_file(string what)
    {
        Assert.Equal(Status.Ok, _rig.Engine.SetClip(new ClipId(2), new TrackSpec("quick")));
        Task<Status> stalled = Start(what);
        _rig.Engine.Play();
        for (int i = 0; i < Calls; i++)
        {
            Assert.Equal(Status.Ok, _rig.Engine.Split(1 + (i % 50), out SegmentId right));
            Assert.Equal(Status.Ok, _rig.Engine.Undo());
            Assert.Equal(Status.Ok, _rig.Engine.SeekFrame(i));
            Assert.Equal(60 * Rate, _rig.Engine.GetPosition().LengthFrames);
            Assert.NotEqual(0, right.Value);
            if (i % 100 == 0) Assert.Equal(1, _rig.Engine.GetStatus().Segments);
        }

        Assert.False(stalled.IsCompleted, "the stall was over before the edits were");
        _stall.Release();
        Assert.Equal(Status.Ok, await stalled);
    }

    [Fact]
    public async Task Openings_do_not_wait_for_each_other()
    {
        Task<Status> stalled = Start("opening");
        using var other = new EngineRig(loaders: 1, openMedia: Open);
        for (uint clip = 10; clip < 20; clip++)
        {
            Assert.Equal(Status.Ok, _rig.Engine.SetClip(new ClipId(clip), new TrackSpec($"quick{clip}")));
            Assert.Equal(Status.Ok, other.Engine.SetClip(new ClipId(clip), new TrackSpec("quick")));
        }

        Assert.False(stalled.IsCompleted);
        _stall.Release();
        Assert.Equal(Status.Ok, await stalled);
    }

    // The later call wins, whichever file is there first.
    [Theory]
    [InlineData("set")]
    [InlineData("samples")]
    [InlineData("removed")]
    public async Task A_clip_that_was_set_or_removed_meanwhile_stays_so(string how)
    {
        Task<Status> stalled = Start("opening");
        switch (how)
        {
            case "set": Assert.Equal(Status.Ok, _rig.Engine.SetClip(new ClipId(2), new TrackSpec("quick"))); break;
            case "samples": Assert.Equal(Status.Ok, _rig.Engine.SetClipPcm(new ClipId(2), new float[200], 2, Rate)); break;
            default: Assert.Equal(Status.Ok, _rig.Engine.RemoveClip(new ClipId(2))); break;
        }

        Status status = _rig.Engine.GetClipFrames(new ClipId(2), out long frames);
        _stall.Release();
        Assert.Equal(Status.Cancelled, await stalled);
        Assert.Contains("clip 2", _rig.Engine.LastError, StringComparison.Ordinal);
        Assert.Equal((status, frames), (_rig.Engine.GetClipFrames(new ClipId(2), out long later), later));
        Assert.Equal(how == "removed" ? Status.NotFound : Status.Ok, status);
        Assert.True(_stall.Opened!.Disposed || Settled(() => _stall.Opened.Disposed), "what was opened in vain is left open");
    }

    // A later call that fails has changed nothing, so the earlier one is still wanted.
    [Fact]
    public async Task A_later_call_that_fails_does_not_end_an_earlier_one()
    {
        Task<Status> stalled = Start("opening");
        Assert.Equal(Status.MediaError, _rig.Engine.SetClip(new ClipId(2), new TrackSpec("bad")));
        _stall.Release();
        Assert.Equal(Status.Ok, await stalled);
        Assert.Equal(Status.Ok, _rig.Engine.GetClipFrames(new ClipId(2), out long frames));
        Assert.Equal(Stall.Frames, frames);
    }

    [Fact]
    public async Task Of_two_reopenings_the_later_one_stays()
    {
        Assert.Equal(Status.Ok, _rig.Engine.SetClip(new ClipId(2), new TrackSpec("quick")));
        Task<Status> first = Start("reopening");
        _stall.Stalls = false;
        Assert.Equal(Status.Ok, _rig.Engine.Invalidate(new ClipId(2)));
        MediaSource latest = _stall.Latest!;
        _stall.Release();
        Assert.Equal(Status.Cancelled, await first);
        Assert.Same(latest, _rig.Engine.Clips.Clips.Find(2)!.Sources[0].Media);
    }

    [Theory]
    [InlineData("opening")]
    [InlineData("scanning")]
    [InlineData("reopening")]
    public async Task Closing_does_not_wait_for_a_stalled_file(string what)
    {
        using var rig = new EngineRig(loaders: 1, openMedia: Open);
        Assert.Equal(Status.Ok, rig.Engine.SetClip(new ClipId(2), new TrackSpec("quick")));
        Task<Status> stalled = StartOn(what, rig.Engine);
        rig.Engine.Dispose();
        Assert.False(stalled.IsCompleted, "closing waited for the stall");
        Assert.Equal(Status.InvalidState, rig.Engine.SetClip(new ClipId(3), new TrackSpec("quick")));
        _stall.Release();
        Assert.Equal(Status.Cancelled, await stalled);
        Assert.Contains("closed", rig.Engine.LastError, StringComparison.Ordinal);
        rig.Engine.WaitReleased();
        Assert.Equal(0, rig.Engine.HeldAtClose);
        Assert.True(_stall.Opened?.Disposed != false, "what was opened in vain is left open");
    }

    [Theory]
    [InlineData("opening")]
    [InlineData("scanning")]
    public async Task A_call_can_be_cancelled(string what)
    {
        Assert.Equal(Status.Ok, _rig.Engine.SetClip(new ClipId(2), new TrackSpec("quick")));
        using var cancel = new CancellationTokenSource();
        _stall.HearsStop = true;
        Task<Status> stalled = Begin(what, _rig.Engine, cancel.Token);
        await cancel.CancelAsync();
        Assert.Equal(Status.Cancelled, await stalled);
        Assert.Contains("cancelled", _rig.Engine.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_for_sound_ends_with_the_engine()
    {
        using var rig = new EngineRig(loaders: 1);
        rig.Clip(1, new TestSource(60L * Rate) { HoldFrame = 0 });
        rig.Set(EngineRig.Segment(1, 0, 60));
        Task<Status> waits = Task.Run(() => rig.Engine.WaitReady(Rate, 600_000), TestContext.Current.CancellationToken);
        while (!waits.IsCompleted && waits.Status != TaskStatus.Running) Thread.Sleep(1);
        rig.Engine.Dispose();
        Assert.Contains(await waits, new[] { Status.Cancelled, Status.InvalidState });
    }

    public void Dispose()
    {
        _stall.Release();
        _rig.Dispose();
        _stall.Dispose();
    }

    private Task<Status> Start(string what) => Begin(what, _rig.Engine, CancellationToken.None);

    private Task<Status> StartOn(string what, Engine engine) => Begin(what, engine, CancellationToken.None);

    // Comes back when the call is inside the stall.
    private Task<Status> Begin(string what, Engine engine, CancellationToken cancellation)
    {
        _stall.Stalls = true;
        Task<Status> call = Task.Factory.StartNew(
            () => what switch
            {
                "opening" => engine.OpenClip(new ClipId(2), new TrackSpec[] { new("slow") }, cancellation),
                "scanning" => engine.ScanClip(new ClipId(2), cancellation),
                _ => engine.Invalidate(new ClipId(2)),
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _stall.Entered.Wait(TestContext.Current.CancellationToken);
        return call;
    }

    private StallingSource Open(string path, int streamIndex, int rate, int channels, ChannelChoice wantedChannels, RunSink stop)
    {
        if (path.EndsWith("bad", StringComparison.Ordinal)) throw new MediaException($"cannot open '{path}': it is bad");
        if (!path.EndsWith("slow", StringComparison.Ordinal)) return new StallingSource(_stall);
        _stall.Enter(stop);
        return _stall.Opened = new StallingSource(_stall);
    }

    // What was released is freed with the next edits, when loaders have taken note.
    private bool Settled(Func<bool> done)
    {
        while (!done())
        {
            _ = _rig.Engine.GetStatus();
            Thread.Sleep(1);
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        return true;
    }
}
