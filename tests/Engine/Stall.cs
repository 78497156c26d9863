using System;
using System.Threading;
using Seamline.Decode;

namespace Seamline.Tests.EngineTests;

/// <summary>Where calls stand still until the test lets them go on.</summary>
internal sealed class Stall : IDisposable
{
    public const long Frames = 48_000 * 20;

    private readonly ManualResetEventSlim _release = new();

    /// <summary>Whether who comes by stands still.</summary>
    public bool Stalls { get; set; }

    /// <summary>Whether a call in it hears that it should stop, as one inside a demuxer does between reads.</summary>
    public bool HearsStop { get; set; }

    /// <summary>Set once a call stands still.</summary>
    public ManualResetEventSlim Entered { get; } = new();

    /// <summary>The medium that a call opened which stood still.</summary>
    public StallingSource? Opened { get; set; }

    /// <summary>The medium opened last.</summary>
    public MediaSource? Latest { get; set; }

    public void Release() => _release.Set();

    public void Dispose()
    {
        _release.Dispose();
        Entered.Dispose();
    }

    public void Enter(RunSink? stop)
    {
        if (!Stalls) return;
        Entered.Set();
        while (!_release.Wait(1))
        {
            if (HearsStop && stop?.Stop == true) return;
        }
    }
}

/// <summary>A medium that stands still in scanning and in being opened again.</summary>
internal sealed class StallingSource : MediaSource
{
    private readonly Stall _stall;
    private readonly GeneratedSource _sound = new(GeneratedShape.Staircase, 0, 48_000, 2, Stall.Frames);

    public StallingSource(Stall stall)
    {
        _stall = stall;
        stall.Latest = this;
    }

    public bool Disposed { get; private set; }

    public override SourceFormat Format => _sound.Format;

    public override string Description => "stalling";

    public override long Measure(RunSink? stop = null)
    {
        _stall.Enter(stop);
        return ExactFrames;
    }

    public override MediaSource Reopen(RunSink? stop = null)
    {
        _stall.Enter(stop);
        return new StallingSource(_stall);
    }

    public override RunDecoder OpenDecoder() => _sound.OpenDecoder();

    public override void Dispose()
    {
        Disposed = true;
        _sound.Dispose();
    }
}
