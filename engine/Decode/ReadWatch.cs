using System;
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
/// A call that was ended for a sink is made again by the next one, from its beginning: with seeks or edits faster than a slow drive or a busy machine
/// opens a file, none would ever come to its end. So the next may last twice as long as the one that was given up, 2.5 s at most, and many short ones
/// in a row bring 5 ms back. Thread: one at a time, the one inside the demuxer. A demuxer that was interrupted knows no longer where it is: it must be closed.
/// </remarks>
internal sealed unsafe class ReadWatch
{
    // Calls are a thousand times shorter as a rule, and a loader has 20 ms to hear a stop.
    private const double PatienceSeconds = 0.005;
    private const double LongestPatienceSeconds = 2.5;
    private const int ShortCalls = 64; // a second or two of sound

    private GCHandle _self;
    private bool _opening;
    private RunSink? _sink;
    private long _began;
    private double _patience = PatienceSeconds;
    private bool _isLong;
    private int _short;

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
        _short = _isLong ? 0 : _short + 1;
        if (_short == ShortCalls) _patience = PatienceSeconds;
        _isLong = false;
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
        _isLong |= seconds > PatienceSeconds;
        if (!Tripped && _sink is not null && seconds > _patience && _sink.GiveUp)
        {
            Tripped = true;
            _patience = Math.Min(2 * seconds, LongestPatienceSeconds);
        }

        return Tripped;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Ask(void* watch) => ((ReadWatch)GCHandle.FromIntPtr((nint)watch).Target!).IsOver() ? 1 : 0;
}
