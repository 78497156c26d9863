using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Decode;

namespace Seamline.Tests.Clips;

/// <summary>
/// A medium that does what tests need of one: slow packets, lengths that its header does not know, failures. Every sample
/// tells its frame and channel like <see cref="GeneratedShape.Staircase"/>.
/// </summary>
internal sealed unsafe class TestSource : MediaSource
{
    public const int PacketFrames = 1_024;

    private readonly int _channels;
    private long _exact = -1;

    public TestSource(long headerFrames, int channels = 2, long? realFrames = null)
    {
        RealFrames = realFrames ?? headerFrames;
        _channels = channels;
        Format = new SourceFormat(48_000, channels, channels, headerFrames, realFrames == null);
    }

    public long RealFrames { get; }

    /// <summary>Slept for each packet, ms.</summary>
    public int PacketMilliseconds { get; init; }

    /// <summary>The run that cannot be decoded, -1 for none.</summary>
    public int FailingRun { get; init; } = -1;

    /// <summary>It says that it is better looked through soon.</summary>
    public bool IsLarge { get; init; }

    /// <summary>Decoding throws what nobody expects.</summary>
    public bool Throws { get; init; }

    public bool FailsToOpen { get; init; }

    /// <summary>Every sample, where it is not the staircase.</summary>
    public float? Constant { get; init; }

    /// <summary>Decoding stands still here until a test sets it farther.</summary>
    public long HoldFrame = long.MaxValue;

    /// <summary>The runs whose decoding was begun, in order. Off where a test counts allocations.</summary>
    public ConcurrentQueue<int>? Begun { get; init; } = new();

    /// <summary>The threads that began them.</summary>
    public ConcurrentQueue<int> BegunBy { get; } = new();

    /// <summary>Packets that decoders have delivered.</summary>
    public long Packets;

    /// <summary>Decodings that the sink stopped.</summary>
    public long Stops;

    /// <summary><see cref="Packets"/> when a decoder was last stopped.</summary>
    public long PacketsAtStop;

    /// <summary>When packets came to an end of their own.</summary>
    public long LastPacket;

    /// <summary>When somebody first looked through it; 0 never.</summary>
    public long FirstStudied;

    /// <summary>When its first run was begun; 0 never.</summary>
    public long FirstBegun;

    public bool Disposed { get; private set; }

    public override SourceFormat Format { get; }

    public override long ExactFrames => Format.FramesExact ? Format.Frames : Volatile.Read(ref _exact);

    public override string Description => "test";

    public static float Sample(long frame, int channel) => ((frame + 7919L * channel) & 0x7FFFFF) * (1f / 0x800000);

    public override RunDecoder OpenDecoder() => FailsToOpen ? throw new MediaException("broken.wav: cannot be opened") : new Decoder(this);

    public override bool StudiesEarly => IsLarge;

    public override bool Study(RunSink slice)
    {
        Interlocked.CompareExchange(ref FirstStudied, Stopwatch.GetTimestamp(), 0); // partner: tests that wait for it
        return true;
    }

    public override void Dispose() => Disposed = true;

    private sealed class Decoder(TestSource source) : RunDecoder
    {
        private readonly float* _packet = (float*)NativeMemory.Alloc(PacketFrames * (nuint)source._channels, sizeof(float));

        public override RunResult Decode(int run, RunSink sink)
        {
            source.Begun?.Enqueue(run);
            if (source.Begun != null) source.BegunBy.Enqueue(Environment.CurrentManagedThreadId);
            Interlocked.CompareExchange(ref source.FirstBegun, Stopwatch.GetTimestamp(), 0); // partner: tests that look once it is studied
            if (run == source.FailingRun) return new RunResult(RunEnd.Failed, -1, 0, 0, -5);
            if (source.Throws) throw new InvalidOperationException("nobody expects this");
            long at = (long)run * Limits.RunFrames;
            long end = Math.Min(at + Limits.RunFrames, source.RealFrames);
            long decoded = 0;
            for (; at < end; at += PacketFrames)
            {
                while (at + PacketFrames > Volatile.Read(ref source.HoldFrame) && !sink.Stop) Thread.Sleep(1);
                if (sink.Stop)
                {
                    source.PacketsAtStop = Volatile.Read(ref source.Packets); // partner: the increment below
                    Interlocked.Increment(ref source.Stops); // partner: tests that wait for a stop; the count above before it
                    return new RunResult(RunEnd.Stopped, source.ExactFrames, decoded, 0, 0);
                }

                if (source.PacketMilliseconds > 0) Thread.Sleep(source.PacketMilliseconds);
                int frames = (int)Math.Min(PacketFrames, end - at);
                for (int i = 0; i < frames * source._channels; i++) _packet[i] = source.Constant ?? Sample(at + (i / source._channels), i % source._channels);
                sink.Write(_packet, frames);
                decoded += frames;
                Interlocked.Increment(ref source.Packets); // partner: tests that count them
                source.LastPacket = Stopwatch.GetTimestamp();
            }

            if (decoded == Limits.RunFrames) return new RunResult(RunEnd.Complete, source.ExactFrames, decoded, 0, 0);
            Interlocked.CompareExchange(ref source._exact, source.RealFrames, -1);
            return new RunResult(RunEnd.EndOfSource, source.RealFrames, decoded, 0, 0);
        }

        public override void Dispose() => NativeMemory.Free(_packet);
    }
}
