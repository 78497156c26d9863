using System;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Threading;

namespace Seamline.Device;

/// <summary>
/// Captures what the callback delivered, to the bit, for "what was heard" files and tests. Owned by the control thread, which
/// drains it and disposes it after the output it was given to is closed.
/// </summary>
public sealed unsafe class OutputTap : IDisposable
{
    private TapState* _state;

    /// <summary>Makes a tap. Thread: control.</summary>
    /// <param name="channels">Channels of the output, 1..8.</param>
    /// <param name="capacityFrames">Frames held before they must be drained; rounded up to a power of two.</param>
    /// <param name="capacityBlocks">Block rows held likewise.</param>
    public OutputTap(int channels, int capacityFrames, int capacityBlocks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, Limits.MaxChannels);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacityFrames, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacityBlocks, 1);
        long frames = (long)BitOperations.RoundUpToPowerOf2((uint)capacityFrames);
        long blocks = (long)BitOperations.RoundUpToPowerOf2((uint)capacityBlocks);
        _state = (TapState*)Cleared(sizeof(TapState));
        _state->Channels = channels;
        _state->CapacityFrames = frames;
        _state->CapacityBlocks = blocks;
        // Cleared, which also touches it: the callback must not meet a page for the first time.
        _state->Samples = (float*)Cleared(frames * channels * sizeof(float));
        _state->Blocks = (TapBlock*)Cleared(blocks * sizeof(TapBlock));
    }

    /// <summary>Channels of the captured frames.</summary>
    public int Channels => _state->Channels;

    /// <summary>Frames waiting to be read.</summary>
    public long FramesAvailable => Volatile.Read(ref _state->FramesWritten) - _state->FramesRead; // partner: TapState.Append; acquire: the samples before their count

    /// <summary>Frames captured in all.</summary>
    public long FramesCaptured => Volatile.Read(ref _state->FramesWritten); // partner: TapState.Append

    /// <summary>Frames left out because the ring was full.</summary>
    public long FramesLost => Volatile.Read(ref _state->FramesLost); // partner: TapState.Append

    /// <summary>Block rows left out because the ring was full.</summary>
    public long BlocksLost => Volatile.Read(ref _state->BlocksLost); // partner: TapState.Append

    /// <summary>For the callback.</summary>
    internal TapState* State => _state;

    /// <summary>Takes frames out, oldest first, as many whole ones as fit; returns how many. Thread: control.</summary>
    public int ReadFrames(Span<float> interleaved)
    {
        TapState* tap = _state;
        long read = tap->FramesRead;
        int frames = (int)long.Min(FramesAvailable, interleaved.Length / tap->Channels);
        int done = 0;
        while (done < frames)
        {
            long at = (read + done) & (tap->CapacityFrames - 1);
            int run = (int)long.Min(frames - done, tap->CapacityFrames - at);
            var source = new ReadOnlySpan<float>(tap->Samples + (at * tap->Channels), run * tap->Channels);
            source.CopyTo(interleaved[(done * tap->Channels)..]);
            done += run;
        }

        Volatile.Write(ref tap->FramesRead, read + frames); // partner: TapState.Append; release: copied out before the room is free
        return frames;
    }

    /// <summary>Takes block rows out, oldest first; returns how many. Thread: control.</summary>
    public int ReadBlocks(Span<TapBlock> rows)
    {
        TapState* tap = _state;
        long read = tap->BlocksRead;
        int count = (int)long.Min(Volatile.Read(ref tap->BlocksWritten) - read, rows.Length); // partner: TapState.Append
        for (int i = 0; i < count; i++)
        {
            rows[i] = tap->Blocks[(read + i) & (tap->CapacityBlocks - 1)];
        }

        Volatile.Write(ref tap->BlocksRead, read + count); // partner: TapState.Append
        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_state != null)
        {
            NativeMemory.AlignedFree(_state->Samples);
            NativeMemory.AlignedFree(_state->Blocks);
            NativeMemory.AlignedFree(_state);
            _state = null;
        }
    }

    private static void* Cleared(long bytes)
    {
        void* block = NativeMemory.AlignedAlloc((nuint)bytes, 128);
        NativeMemory.Clear(block, (nuint)bytes);
        return block;
    }
}
