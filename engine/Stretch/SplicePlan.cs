using System;
using System.Collections.Generic;
using System.Numerics;
using System.Threading;
using Seamline.Decode;
using Seamline.Memory;

namespace Seamline.Stretch;

/// <summary>A track that a plan listens to.</summary>
/// <param name="Medium">Its source.</param>
/// <param name="OffsetFrames">Source frame at clip frame 0.</param>
/// <param name="Pages">Its pages in memory.</param>
internal readonly record struct PlanTrack(MediaSource Medium, long OffsetFrames, PageCopies Pages);

/// <summary>
/// Where the pieces of a clip at another speed are taken from, so that its pitch stays: WSOLA (Verhelst and Roelands, ICASSP 1993). Each hop of
/// the output begins a piece of two hops, faded over the second half of the one before; the piece lies near its place by the clock, where it
/// continues the one before best. One plan for all tracks of a clip keeps them in phase.
/// </summary>
/// <remarks>
/// Thread: loaders; several at a time. Choosing a piece needs the one before it, so pieces are chosen in intervals of 256 hops that each begin 32
/// hops early, by themselves: any interval can be made first, by any thread, and is the same. Where one interval hands over to the next, among
/// the hops of both, is chosen by the least difference.
/// </remarks>
internal sealed unsafe class SplicePlan : IDisposable
{
    /// <summary>Hops of an interval.</summary>
    public const int IntervalHops = 256;

    private const int EarlyHops = 32;
    private const int ChainHops = EarlyHops + IntervalHops;
    private const int SettledHops = 4; // after the first of a chain, before it may be handed over to
    private const double HopSeconds = 0.0107; // a piece of 21 ms, as in speech coders: longer than a pitch period, shorter than a sound
    private const int PartFrames = 8_192;

    private readonly MemoryBudget _budget;
    private readonly NativeMutex _lock = new();
    private readonly NativeList<nint> _chains;
    private readonly PlanTrack[] _tracks;
    private readonly Stack<Ears> _idle;
    private readonly double _speed;
    private readonly long _firstInterval;
    private void* _fade;
    private int _users;

    /// <summary>Makes a plan that nobody uses yet.</summary>
    /// <param name="budget">What it is counted in.</param>
    /// <param name="rate">The engine's, Hz.</param>
    /// <param name="speed">Clip frames for each frame of the output.</param>
    /// <param name="tracks">What it listens to.</param>
    /// <param name="readers">Threads that may use it at a time.</param>
    public SplicePlan(MemoryBudget budget, int rate, double speed, PlanTrack[] tracks, int readers)
    {
        _budget = budget;
        _tracks = tracks;
        _speed = speed;
        HopFrames = (int)Math.Clamp(BitOperations.RoundUpToPowerOf2((uint)(rate * HopSeconds / Math.Sqrt(2))), 32, Limits.PageFrames / 8);
        _chains = new NativeList<nint>(budget, int.MaxValue / 2);
        long lead = 0;
        foreach (PlanTrack track in tracks) lead = Math.Max(lead, track.OffsetFrames);
        _firstInterval = -(long)Math.Ceiling(lead / speed / IntervalFrames) - 1;
        _idle = new Stack<Ears>(readers);
        for (int i = 0; i < readers; i++) _idle.Push(new Ears(tracks));
        _fade = NativeBlock.Take(budget, HopFrames * sizeof(float));
        if (_fade == null) return;
        for (int i = 0; i < HopFrames; i++) Fade[i] = (float)(0.5 - (0.5 * Math.Cos(Math.PI * (i + 0.5) / HopFrames)));
    }

    /// <summary>Whether the budget had room for it.</summary>
    public bool IsValid => _fade != null;

    /// <summary>Frames from one piece to the next: a power of 2, about 10.7 ms.</summary>
    public int HopFrames { get; }

    /// <summary>The level of a piece over its first hop; the one before has the rest.</summary>
    public float* Fade => (float*)_fade;

    private long IntervalFrames => (long)IntervalHops * HopFrames;

    /// <summary>One more source is made by it.</summary>
    public void AddUser() => Interlocked.Increment(ref _users); // partner: DropUser

    /// <summary>One less; the last one frees it.</summary>
    public void DropUser()
    {
        if (Interlocked.Decrement(ref _users) == 0) Dispose(); // partner: AddUser
    }

    /// <summary>Where the pieces of hops are taken from: the clip frame of the first frame of each.</summary>
    /// <param name="hop">The first; may be negative.</param>
    /// <param name="starts">Receives one for each hop.</param>
    /// <param name="sink">For whom: asked whether to stop.</param>
    public RunEnd Find(long hop, Span<long> starts, RunSink sink)
    {
        Chain* chain = null;
        Chain* next = null;
        long interval = long.MinValue;
        for (int i = 0; i < starts.Length; i++, hop++)
        {
            long its = FloorDiv(hop + 1, IntervalHops); // of the last hop before an interval the piece is always that interval's
            if (its != interval)
            {
                interval = its;
                next = null;
                RunEnd end = Require(interval, sink, out chain);
                if (end != RunEnd.Complete) return end;
            }

            long into = hop - (interval * IntervalHops);
            if (into >= IntervalHops - EarlyHops && next == null)
            {
                RunEnd end = Require(interval + 1, sink, out next);
                if (end == RunEnd.Complete) end = Join(chain, next, interval + 1, sink);
                if (end != RunEnd.Complete) return end;
            }

            bool handedOver = next != null && into - IntervalHops + EarlyHops >= next->HandOver;
            starts[i] = Nominal(hop) + (handedOver ? next->Distances[into - IntervalHops + EarlyHops] : chain->Distances[into + EarlyHops]);
        }

        return RunEnd.Complete;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryPop(out Ears? ears)) ears.Dispose();
        for (int i = 0; i < _chains.Count; i++)
        {
            void* chain = (void*)_chains[i];
            NativeBlock.Return(_budget, ref chain, sizeof(Chain));
        }

        _chains.Dispose();
        NativeBlock.Return(_budget, ref _fade, HopFrames * sizeof(float));
    }

    // Where a hop's piece lies by the clock: its middle on the middle of what it is heard for.
    private long Nominal(long hop) => (long)Math.Round((hop + 1) * (HopFrames * _speed), MidpointRounding.AwayFromZero) - HopFrames;

    // The sound that begins in the middle of a hop's piece, -1 for none: its piece is placed by it.
    private long OnsetOf(long hop, Ears ears)
    {
        double frames = HopFrames * _speed;
        return ears.Search.FindOnset((long)Math.Ceiling((hop + 0.5) * frames), (long)Math.Ceiling((hop + 1.5) * frames), HopFrames);
    }

    // Where a hop's piece begins that has a clip frame at its place by the clock; at most a hop from its own place.
    private long StartFor(long frame, long hop)
    {
        long nominal = Nominal(hop);
        long start = frame - ((long)Math.Round(frame / _speed, MidpointRounding.AwayFromZero) - (hop * HopFrames));
        return Math.Clamp(start, nominal - HopFrames, nominal + HopFrames);
    }

    private Onset Keep(long frame, long hop) => frame < 0 ? default : new Onset(true, frame, StartFor(frame, hop));

    private RunEnd Require(long interval, RunSink sink, out Chain* chain)
    {
        chain = Look(interval);
        if (chain != null) return RunEnd.Complete;
        Ears ears = Take();
        try
        {
            var made = default(Chain);
            RunEnd end = Choose(interval, &made, ears, sink);
            if (end == RunEnd.Complete && !TryKeep(interval, &made, out chain)) end = RunEnd.Failed;
            return end;
        }
        finally
        {
            Give(ears);
        }
    }

    // The pieces of an interval and of the hops before it.
    private RunEnd Choose(long interval, Chain* chain, Ears ears, RunSink sink)
    {
        long first = (interval * IntervalHops) - EarlyHops;
        long around = (long)(HopFrames * (2 * _speed)) + (2 * HopFrames);
        RunEnd end = ears.Listen(Nominal(first) - around, Nominal(first + ChainHops) + around + (2 * HopFrames), sink);
        if (end != RunEnd.Complete) return end;
        long start = Nominal(first);
        long before = OnsetOf(first, ears);
        long here = OnsetOf(first + 1, ears);
        for (int i = 1; i < ChainHops; i++)
        {
            if ((i & 15) == 0 && sink.Stop) return RunEnd.Stopped;
            long hop = first + i;
            long nominal = Nominal(hop);
            long behind = OnsetOf(hop + 1, ears);
            start = here >= 0 ? StartFor(here, hop) : ears.Search.Next(start + HopFrames, nominal, HopFrames, Keep(before, hop), Keep(behind, hop));
            chain->Distances[i] = (short)(start - nominal);
            (before, here) = (here, behind);
        }

        chain->HandOver = -1;
        return RunEnd.Complete;
    }

    // Where the interval before hands over: both have pieces for the early hops.
    private RunEnd Join(Chain* before, Chain* chain, long interval, RunSink sink)
    {
        if (Volatile.Read(ref chain->HandOver) >= 0) return RunEnd.Complete; // partner: the write below; all threads write the same
        Ears ears = Take();
        try
        {
            long first = (interval * IntervalHops) - EarlyHops;
            RunEnd end = ears.Listen(Nominal(first) - (2 * HopFrames), Nominal(first + EarlyHops) + (4 * HopFrames), sink);
            if (end != RunEnd.Complete) return end;
            int best = EarlyHops - 1;
            float least = float.PositiveInfinity;
            for (int i = SettledHops; i < EarlyHops; i++)
            {
                long goesOn = Nominal(first + i - 1) + before->Distances[i - 1 + IntervalHops] + HopFrames;
                float difference = ears.Search.Difference(goesOn, Nominal(first + i) + chain->Distances[i], HopFrames);
                if (difference >= least) continue;
                least = difference;
                best = i;
            }

            Volatile.Write(ref chain->HandOver, best); // partner: the read above
            return RunEnd.Complete;
        }
        finally
        {
            Give(ears);
        }
    }

    private Chain* Look(long interval)
    {
        using (_lock.Hold())
        {
            long row = interval - _firstInterval;
            return row >= 0 && row < _chains.Count ? (Chain*)_chains[(int)row] : null;
        }
    }

    private bool TryKeep(long interval, Chain* made, out Chain* chain)
    {
        using (_lock.Hold())
        {
            chain = null;
            int row = checked((int)Math.Max(0, interval - _firstInterval));
            int count = _chains.Count;
            if (row >= count)
            {
                if (!_chains.TryResize(row + 1)) return false;
                _chains.Span[count..].Clear();
            }

            if (_chains[row] == 0)
            {
                var kept = (Chain*)NativeBlock.Take(_budget, sizeof(Chain));
                if (kept == null) return false;
                *kept = *made;
                _chains[row] = (nint)kept;
            }

            chain = (Chain*)_chains[row]; // another thread's is the same
            return true;
        }
    }

    private Ears Take()
    {
        using (_lock.Hold()) return _idle.Pop();
    }

    private void Give(Ears ears)
    {
        ears.Rest();
        using (_lock.Hold()) _idle.Push(ears);
    }

    private static long FloorDiv(long a, long b) => (a / b) - (a % b < 0 ? 1 : 0);

    // The pieces of an interval: how far each lies from its place by the clock.
    private struct Chain
    {
        public int HandOver; // the early hop from which on this interval counts, -1 while that is not known
        public fixed short Distances[ChainHops];
    }

    // Hears the clip as one channel: channels and tracks at levels that differ, so that none cancels its inverse.
    private sealed class Ears : IDisposable
    {
        private const float Less = 0.8f;

        private readonly SourceReader[] _readers;
        private readonly PlanTrack[] _tracks;
        private NativeFloats _part;
        private SpliceSearch _search;

        public Ears(PlanTrack[] tracks)
        {
            _tracks = tracks;
            _readers = new SourceReader[tracks.Length];
            for (int i = 0; i < tracks.Length; i++) _readers[i] = new SourceReader(tracks[i].Medium, tracks[i].Pages);
        }

        public ref SpliceSearch Search => ref _search;

        public RunEnd Listen(long from, long to, RunSink sink)
        {
            from = FloorDiv(from, 4) * 4;
            long count = (to - from + 3) / 4 * 4;
            float* sum = _search.Begin(from, count);
            float level = 1;
            for (int t = 0; t < _tracks.Length; t++)
            {
                int channels = _readers[t].Channels;
                float* part = _part.Reserve(PartFrames * channels);
                for (long at = 0; at < count; at += PartFrames)
                {
                    if (sink.Stop) return RunEnd.Stopped;
                    int frames = (int)Math.Min(PartFrames, count - at);
                    RunEnd end = _readers[t].Read(from + at + _tracks[t].OffsetFrames, frames, part, sink);
                    if (end != RunEnd.Complete) return end;
                    float its = level;
                    for (int c = 0; c < channels; c++, its *= Less) Add(sum + at, part + c, channels, its, frames);
                }

                for (int c = 0; c < channels; c++) level *= Less;
            }

            _search.Ready();
            return RunEnd.Complete;
        }

        public void Rest()
        {
            foreach (SourceReader reader in _readers) reader.Rest();
        }

        public void Dispose()
        {
            foreach (SourceReader reader in _readers) reader.Dispose();
            _part.Free();
            _search.Free();
        }

        private static void Add(float* to, float* from, int step, float level, int frames)
        {
            for (int i = 0; i < frames; i++, from += step) to[i] += *from * level;
        }
    }
}
