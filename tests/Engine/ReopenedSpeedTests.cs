using System;
using Seamline.Clips;
using Seamline.Decode;
using Seamline.Tests.Clips;
using Xunit;

namespace Seamline.Tests.EngineTests;

/// <summary>A file that plays at another speed and is opened again: until the new opening is published, what is compiled meanwhile plays the old one.</summary>
public sealed class ReopenedSpeedTests
{
    private const int Rate = EngineRig.Rate;

    // The refreshing of ducking compiles meanwhile, as any edit does: a clip whose pages at the other speed were gone was silent in it.
    [Fact]
    public void Pages_at_another_speed_stay_while_the_first_of_the_new_opening_is_awaited()
    {
        using var rig = new EngineRig(loaders: 1);
        Rendition? before = null;
        Rendition? meanwhile = null;
        bool wasAwaited = false;
        void Look()
        {
            using (rig.Engine.Lock.Hold())
            {
                Clip clip = rig.Engine.Clips.Clips.Find(1)!;
                if (wasAwaited || clip.Sources[0].Media is not Reopening { IsFirst: true }) return;
                wasAwaited = true;
                meanwhile = clip.Find(2, SpeedMode.Varispeed);
            }
        }

        rig.Clip(1, new Reopening(Look, isFirst: true));
        rig.Set(EngineRig.Segment(1, 0, 20) with { Speed = 2, SpeedMode = SpeedMode.Varispeed }, EngineRig.Segment(1, 20, 30));
        rig.Settle();
        before = rig.Engine.Clips.Clips.Find(1)!.Find(2, SpeedMode.Varispeed);
        Assert.NotNull(before);
        _ = rig.Engine.SeekFrame(10 * Rate); // into what plays at its own speed: of that the first page is awaited
        rig.Engine.Play();
        for (int i = 0; i < 10; i++) rig.Pull();
        Assert.Equal(Status.Ok, rig.Engine.Invalidate(new ClipId(1)));
        Assert.SkipWhen(!wasAwaited, "the loader began after the wait was over");
        Assert.Same(before, meanwhile);
    }

    private sealed class Reopening(Action onRun, bool isFirst) : MediaSource
    {
        private readonly WaveSource _sound = new(30L * Rate, 2, 0.2f) { OnRun = isFirst ? null : onRun };

        public bool IsFirst => isFirst;

        public override SourceFormat Format => _sound.Format;

        public override string Description => "opened again";

        public override MediaSource Reopen(RunSink? stop = null) => new Reopening(onRun, isFirst: false);

        public override RunDecoder OpenDecoder() => _sound.OpenDecoder();

        public override void Dispose() => _sound.Dispose();
    }
}
