using System.Threading;
using Seamline.Decode;

namespace Seamline;

/// <summary>Why a preparation ends early.</summary>
internal enum PreparationEnd
{
    /// <summary>It goes on.</summary>
    None,

    /// <summary>A later call has set or removed the clip.</summary>
    Superseded,

    /// <summary>The engine is being closed.</summary>
    Closed,
}

/// <summary>
/// A call that opens, scans or reopens a clip's media outside the edit lock. The engine lists it until it ends, so that a later call on the
/// same clip, or closing the engine, can end it: between two packets, and inside a demuxer's call before its next read of the file.
/// </summary>
/// <param name="clip">The clip it is for.</param>
/// <param name="order">Calls are numbered as they begin; of two the later one wins.</param>
/// <param name="cancellation">The caller's own way to end it.</param>
internal sealed class ClipPreparation(ClipId clip, long order, CancellationToken cancellation) : RunSink
{
    private int _end;

    /// <summary>The clip it is for.</summary>
    public ClipId Clip => clip;

    /// <summary>Its number.</summary>
    public long Order => order;

    /// <summary>Why it ends early, or <see cref="PreparationEnd.None"/>.</summary>
    public PreparationEnd Ended => (PreparationEnd)Volatile.Read(ref _end); // partner: End

    /// <inheritdoc/>
    public override bool Stop => Ended != PreparationEnd.None || cancellation.IsCancellationRequested;

    /// <summary>Ends it early; the first reason stays. Thread: any.</summary>
    public void End(PreparationEnd reason) => Interlocked.CompareExchange(ref _end, (int)reason, (int)PreparationEnd.None); // partner: Ended

    /// <inheritdoc/>
    public override unsafe void Write(float* interleaved, int frames)
    {
    }
}
