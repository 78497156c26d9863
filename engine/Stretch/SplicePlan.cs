using System;
using System.Collections.Generic;
using System.Numerics;
using System.Threading;
using Seamline.Decode;
using Seamline.Kernels;
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
/// Thread: loaders; several at a time. Choosing a piece needs the one before it, so pieces are chosen in intervals of 256 hops that each begin 64
/// hops early, by themselves: any interval can be made first, by any thread, and is the same. After an onset both have the same pieces, and one
/// hands over to the next there. Where there is none, the next one's pieces begin shifted to the phase of those before, by half a period of a
/// tone at most, and glide to their own places.
/// </remarks>
internal sealed unsafe class SplicePlan : IDisposable
{
    /// <summary>Hops of an interval.</summary>
    public const int IntervalHops = 256;

    private const int EarlyHops = 64; // 0.7 s: gliding by half a period of 440 Hz detunes by 3 cents
    private const int ChainHops = EarlyHops + IntervalHops;
    private const int MostReach = 10; // at a speed of 0.25
    private const float Pull = 0.06f; // of the clock: cost of the farthest place, as a part of the piece's energy
    private const float JoinPull = 0.5f; // of the next interval's own pieces: the less shift, the less it detunes
    private const int SettledHops = 4; // after the first of a chain, before it may be handed over to
    private const int LatestHop = 16; // what glides begins before this
    private const double HopSeconds = 0.0107; // a piece of 21 ms, as in speech coders: longer than a pitch period, shorter than a sound

    private readonly MemoryBudget _budget;
    private readonly NativeMutex _lock = new();
    private readonly NativeList<nint> _chains;
    private readonly PlanTrack[] _tracks;
    private readonly Stack<PlanListener> _idle;
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
        _idle = new Stack<PlanListener>(readers);
        for (int i = 0; i < readers; i++) _idle.Push(new PlanListener(tracks));
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

            int early = (int)(into - IntervalHops + EarlyHops);
            HandOver handOver = next == null ? default : HandOver.Of(next);
            starts[i] = Nominal(hop) + (next != null && early >= handOver.Hop
                ? next->Distances[early] + handOver.ShiftAt(early)
                : chain->Distances[into + EarlyHops]);
        }

        return RunEnd.Complete;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryPop(out PlanListener? listener)) listener.Dispose();
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
    private long OnsetOf(long hop, PlanListener listener)
    {
        double frames = HopFrames * _speed;
        return listener.Search.FindOnset((long)Math.Ceiling((hop + 0.5) * frames), (long)Math.Ceiling((hop + 1.5) * frames), HopFrames);
    }

    // Where a hop's piece begins that has a clip frame at its place by the clock; at most a hop from its own place.
    private long StartFor(long frame, long hop)
    {
        long nominal = Nominal(hop);
        long start = frame - ((long)Math.Round(frame / _speed, MidpointRounding.AwayFromZero) - (hop * HopFrames));
        return Math.Clamp(start, nominal - HopFrames, nominal + HopFrames);
    }

    private RunEnd Require(long interval, RunSink sink, out Chain* chain)
    {
        chain = Look(interval);
        if (chain != null) return RunEnd.Complete;
        PlanListener listener = Take();
        try
        {
            var made = default(Chain);
            RunEnd end = Choose(interval, &made, listener, sink);
            if (end == RunEnd.Complete && !TryKeep(interval, &made, out chain)) end = RunEnd.Failed;
            return end;
        }
        finally
        {
            Give(listener);
        }
    }

    // The pieces of an interval and of the hops before it.
    private RunEnd Choose(long interval, Chain* chain, PlanListener listener, RunSink sink)
    {
        long first = (interval * IntervalHops) - EarlyHops;
        int reach = (int)Math.Ceiling(2 / _speed) + 1; // hops from a piece to the onset of another that it might have
        long around = (long)((((reach + 2) * _speed) + 3) * HopFrames);
        RunEnd end = listener.Listen(Nominal(first) - around, Nominal(first + ChainHops) + around, sink);
        if (end != RunEnd.Complete) return end;
        Span<long> sounds = stackalloc long[ChainHops + (2 * MostReach)];
        for (int i = -reach; i < ChainHops + reach; i++) sounds[i + reach] = OnsetOf(first + i, listener);
        Span<Onset> near = stackalloc Onset[(2 * MostReach) + 1];
        long start = Nominal(first);
        float owed = 0;
        for (int i = 1; i < ChainHops; i++)
        {
            if ((i & 15) == 0 && sink.Stop) return RunEnd.Stopped;
            long hop = first + i;
            if (sounds[i + reach] >= 0)
            {
                start = StartFor(sounds[i + reach], hop);
                owed = 0;
            }
            else
            {
                int count = 0;
                for (int k = i; k <= i + (2 * reach); k++)
                {
                    if (sounds[k] >= 0) near[count++] = new Onset { Frame = sounds[k], Start = StartFor(sounds[k], hop) };
                }

                start = listener.Search.Next(start + HopFrames, Nominal(hop), HopFrames, near[..count], Pull, ref owed);
            }

            chain->Distances[i] = (short)(start - Nominal(hop));
        }

        chain->HandOver = -1;
        return RunEnd.Complete;
    }

    // Where and how the interval before hands over: both have pieces for the early hops.
    private RunEnd Join(Chain* before, Chain* chain, long interval, RunSink sink)
    {
        if (Volatile.Read(ref chain->HandOver) >= 0) return RunEnd.Complete; // partner: the write below; all threads write the same
        long first = (interval * IntervalHops) - EarlyHops;
        for (int i = SettledHops; i < EarlyHops; i++)
        {
            if (before->Distances[i + IntervalHops] != chain->Distances[i]) continue;
            Volatile.Write(ref chain->HandOver, new HandOver(i, 0).Bits); // partner: the read above
            return RunEnd.Complete;
        }

        PlanListener listener = Take();
        try
        {
            RunEnd end = listener.Listen(Nominal(first) - (4 * HopFrames), Nominal(first + LatestHop) + (6 * HopFrames), sink);
            if (end != RunEnd.Complete) return end;
            var best = default(HandOver);
            float least = float.PositiveInfinity;
            for (int i = SettledHops; i < LatestHop; i++)
            {
                long goesOn = Nominal(first + i - 1) + before->Distances[i - 1 + IntervalHops] + HopFrames;
                long its = Nominal(first + i) + chain->Distances[i];
                float owed = 0;
                long start = listener.Search.Next(goesOn, its, HopFrames, default, JoinPull, ref owed);
                float away = (start - its) / (float)HopFrames;
                float cost = listener.Search.Difference(goesOn, start, HopFrames) + (JoinPull * listener.Search.Energy(goesOn, HopFrames) * away * away);
                if (cost >= least) continue;
                least = cost;
                best = new HandOver(i, (int)(start - its));
            }

            Volatile.Write(ref chain->HandOver, best.Bits); // partner: the read above
            return RunEnd.Complete;
        }
        finally
        {
            Give(listener);
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

    private PlanListener Take()
    {
        using (_lock.Hold()) return _idle.Pop();
    }

    private void Give(PlanListener listener)
    {
        listener.Rest();
        using (_lock.Hold()) _idle.Push(listener);
    }

    private static long FloorDiv(long a, long b) => (a / b) - (a % b < 0 ? 1 : 0);

    // From which early hop on an interval counts, and how far that piece is shifted, for it goes on where the one before ended.
    private readonly record struct HandOver(int Hop, int ShiftFrames)
    {
        public int Bits => (Hop << 16) | unchecked((ushort)ShiftFrames);

        public static HandOver Of(Chain* chain) => new(chain->HandOver >> 16, unchecked((short)chain->HandOver));

        // The shift goes to nothing over the early hops that are left.
        public int ShiftAt(int early) => ShiftFrames * (EarlyHops - 1 - early) / (EarlyHops - 1 - Hop);
    }

    // The pieces of an interval: how far each lies from its place by the clock.
    private struct Chain
    {
        public int HandOver; // bits of one, -1 while it is not known
        public fixed short Distances[ChainHops];
    }
}
