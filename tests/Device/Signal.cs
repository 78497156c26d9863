using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Seamline.Device;
using Seamline.Render;

namespace Seamline.Tests.Device;

/// <summary>Native state of the tests' own renderer: a ramp whose every sample is an exact, distinct, non-zero number.</summary>
internal unsafe struct SignalState
{
    public const int MaxCalls = 4_096;

    public long NextFrame;
    public long Calls;
    public int Channels;
    public double DelayMilliseconds;
    public fixed long AllocatedBytes[MaxCalls];

    public static float Sample(long frame, int channel) => (((frame * 8) + channel) & 0x3FFFFF) + 1;

    public static void Render(RenderState* state, float* output, uint frames)
    {
        var signal = (SignalState*)state;
        signal->AllocatedBytes[signal->Calls++ & (MaxCalls - 1)] = GC.GetAllocatedBytesForCurrentThread();
        for (uint i = 0; i < frames; i++)
        {
            for (int c = 0; c < signal->Channels; c++)
            {
                output[(i * signal->Channels) + c] = Sample(signal->NextFrame + i, c);
            }
        }

        signal->NextFrame += frames;
        if (signal->DelayMilliseconds > 0)
        {
            long until = Stopwatch.GetTimestamp() + (long)(signal->DelayMilliseconds * Stopwatch.Frequency / 1_000);
            while (Stopwatch.GetTimestamp() < until)
            {
            }
        }
    }
}

/// <summary>A renderer, a clock and a tap for one test.</summary>
internal sealed unsafe class Signal : IDisposable
{
    private BlockClock* _clock = BlockClock.Create();

    public Signal(int channels = 2, bool tapped = false, int tapFrames = 1 << 20)
    {
        State = (SignalState*)NativeMemory.AllocZeroed((nuint)sizeof(SignalState));
        State->Channels = channels;
        Tap = tapped ? new OutputTap(channels, tapFrames, 4_096) : null;
    }

    public SignalState* State { get; private set; }

    public BlockClock* Clock => _clock;

    public OutputTap? Tap { get; }

    public OutputSource Source => new((RenderState*)State, _clock, Tap, &SignalState.Render);

    /// <summary>Waits until <paramref name="done"/>; false after ten seconds.</summary>
    public static bool Wait(Func<bool> done)
    {
        var watch = Stopwatch.StartNew();
        while (!done())
        {
            if (watch.Elapsed.TotalSeconds > 10)
            {
                return false;
            }

            System.Threading.Thread.Sleep(2);
        }

        return true;
    }

    public void Dispose()
    {
        Tap?.Dispose();
        BlockClock.Free(ref _clock);
        NativeMemory.Free(State);
        State = null;
    }
}
