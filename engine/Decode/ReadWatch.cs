using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FFmpeg.AutoGen;

namespace Seamline.Decode;

/// <summary>
/// Ends a demuxer's call that goes on and on: hours of video behind the last sound, gigabytes of zeros in search of a
/// header. FFmpeg asks before every read of the file; what lasts 5 ms or longer is ended when the sink gives it up.
/// </summary>
/// <remarks>
/// Thread: one at a time, the one inside the demuxer. A demuxer that was interrupted knows no longer where it is: it must be closed.
/// </remarks>
internal sealed unsafe class ReadWatch
{
    // Calls are a thousand times shorter as a rule, and a loader has 20 ms to hear a stop.
    private const double PatienceSeconds = 0.005;

    private GCHandle _self;
    private bool _opening;
    private RunSink? _sink;
    private long _began;

    /// <summary>
    /// How long opening a file may take, s. Milliseconds as a rule; but FFmpeg goes through a file with a known ending for as long as it
    /// takes to find something it understands: a minute for some GB of zeros called .mp3. A sink may say otherwise.
    /// </summary>
    public const double OpeningSeconds = 10;

    /// <summary>A call was ended.</summary>
    public bool Tripped { get; private set; }

    /// <summary>What FFmpeg calls; valid until <see cref="Free"/>.</summary>
    public AVIOInterruptCB Callback()
    {
        if (!_self.IsAllocated) _self = GCHandle.Alloc(this); // of the runtime's table, not of its heap
        return new AVIOInterruptCB
        {
            callback = new AVIOInterruptCB_callback_func { Pointer = (nint)(delegate* unmanaged[Cdecl]<void*, int>)&Ask },
            opaque = (void*)GCHandle.ToIntPtr(_self),
        };
    }

    /// <summary>Asks this sink from now on; null: nothing ends a call.</summary>
    public void Ask(RunSink? sink)
    {
        _sink = sink;
        Tripped = false;
    }

    /// <summary>Asks the sink that another one asks.</summary>
    public void Ask(ReadWatch other) => Ask(other._sink);

    /// <summary>A call begins.</summary>
    public void Begin(bool opening = false)
    {
        _opening = opening;
        _began = Stopwatch.GetTimestamp();
    }

    /// <summary>The demuxer is closed.</summary>
    public void Free()
    {
        if (_self.IsAllocated) _self.Free();
    }

    /// <summary>Whether the call, or a wait for its turn, should end now.</summary>
    public bool IsOver()
    {
        double seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        Tripped |= _opening && seconds > (_sink?.OpeningSeconds ?? OpeningSeconds);
        if (!Tripped && _sink is not null && seconds > PatienceSeconds) Tripped = _sink.GiveUp;
        return Tripped;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Ask(void* watch) => ((ReadWatch)GCHandle.FromIntPtr((nint)watch).Target!).IsOver() ? 1 : 0;
}
