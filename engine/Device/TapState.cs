using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Threading;

namespace Seamline.Device;

/// <summary>One row a block that was delivered to the device.</summary>
/// <param name="Index">Number of the block since the output was opened.</param>
/// <param name="FirstFrame">Frames delivered before it.</param>
/// <param name="Frames">Its frames.</param>
/// <param name="DeliveredNanoseconds">When it was delivered, ns of the block clock.</param>
/// <param name="DurationNanoseconds">How long rendering and delivering took, ns.</param>
/// <param name="LateNanoseconds">How long the device had been dry by then, ns; 0 when it was not.</param>
public readonly record struct TapBlock(
    long Index, long FirstFrame, long Frames, long DeliveredNanoseconds, long DurationNanoseconds, long LateNanoseconds);

/// <summary>
/// Two rings in native memory, of frames and of block rows: the callback appends, the control thread drains.
/// What does not fit is left out whole and counted, never waited for.
/// </summary>
/// <remarks>
/// The written counters are released by the callback after the data they cover and acquired by <see cref="OutputTap"/>;
/// the read counters go the other way, released after the data was copied out, so that the callback never overwrites
/// what is being read. Each side's counters stand on lines of their own.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 384)]
internal unsafe struct TapState
{
    [FieldOffset(0)] public float* Samples;
    [FieldOffset(8)] public TapBlock* Blocks;
    [FieldOffset(16)] public long CapacityFrames;
    [FieldOffset(24)] public long CapacityBlocks;
    [FieldOffset(32)] public int Channels;

    // Written by the callback.
    [FieldOffset(128)] public long FramesWritten;
    [FieldOffset(136)] public long BlocksWritten;
    [FieldOffset(144)] public long FramesLost;
    [FieldOffset(152)] public long BlocksLost;

    // Written by the control thread.
    [FieldOffset(256)] public long FramesRead;
    [FieldOffset(264)] public long BlocksRead;

    /// <summary>Appends interleaved frames. Raw. Thread: the callback.</summary>
    public static void Append(TapState* tap, float* samples, long frames)
    {
        unchecked
        {
            long written = tap->FramesWritten;
            if (frames > tap->CapacityFrames - (written - Volatile.Read(ref tap->FramesRead))) // partner: OutputTap.ReadFrames
            {
                Volatile.Write(ref tap->FramesLost, tap->FramesLost + frames); // partner: OutputTap.FramesLost
                return;
            }

            long at = written & (tap->CapacityFrames - 1);
            long first = tap->CapacityFrames - at < frames ? tap->CapacityFrames - at : frames;
            Copy(samples, tap->Samples + (at * tap->Channels), first * tap->Channels);
            Copy(samples + (first * tap->Channels), tap->Samples, (frames - first) * tap->Channels);
            Volatile.Write(ref tap->FramesWritten, written + frames); // partner: OutputTap.FramesAvailable; release: samples before count
        }
    }

    /// <summary>Appends a row. Raw. Thread: the callback.</summary>
    public static void Append(TapState* tap, TapBlock* row)
    {
        unchecked
        {
            long written = tap->BlocksWritten;
            if (written - Volatile.Read(ref tap->BlocksRead) >= tap->CapacityBlocks) // partner: OutputTap.ReadBlocks
            {
                Volatile.Write(ref tap->BlocksLost, tap->BlocksLost + 1); // partner: OutputTap.BlocksLost
                return;
            }

            tap->Blocks[written & (tap->CapacityBlocks - 1)] = *row;
            Volatile.Write(ref tap->BlocksWritten, written + 1); // partner: OutputTap.ReadBlocks; release: row before count
        }
    }

    // Not Span.CopyTo: beyond a threshold that calls memmove through a P/Invoke with a transition.
    private static void Copy(float* from, float* to, long samples)
    {
        long i = 0;
        for (; i + Vector256<float>.Count <= samples; i += Vector256<float>.Count)
        {
            Vector256.Load(from + i).Store(to + i);
        }

        for (; i < samples; i++)
        {
            to[i] = from[i];
        }
    }
}
