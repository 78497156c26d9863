using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Seamline.Loudness;

/// <summary>Sums over neighbouring steps of 100 ms, for <see cref="HopLoudness"/>: three hours are 108,000 of them.</summary>
/// <remarks>Thread: any. Allocates nothing. Vectors of four: the same bits with and without vector hardware.</remarks>
internal static class HopSums
{
    private const int Lanes = 4;
    private const int Third = HopLoudness.ShortTermHops / 3;

    // Short-term values at a time: a multiple of the vectors and of the range's steps.
    private const int Chunk = 320;

    /// <summary>Gating blocks.</summary>
    /// <param name="Mean">Mean energy of those from the gate up; NaN without any.</param>
    /// <param name="Count">How many these are.</param>
    /// <param name="Largest">Energy of the loudest of all.</param>
    public readonly record struct Gated(double Mean, long Count, double Largest);

    /// <summary>The blocks of 400 ms at every step, those below the gate left out.</summary>
    /// <param name="hops">The energies.</param>
    /// <param name="gate">Energy from which a block counts.</param>
    public static Gated Blocks(ReadOnlySpan<double> hops, double gate)
    {
        ref double first = ref MemoryMarshal.GetReference(hops);
        int blocks = hops.Length - HopLoudness.MomentaryHops + 1;
        gate *= HopLoudness.MomentaryHops;
        var gates = Vector256.Create(gate);
        Vector256<double> sums = default, largest = default;
        Vector256<long> counts = default;
        int i = 0;
        for (; i + Lanes <= blocks; i += Lanes)
        {
            nuint at = (nuint)i;
            Vector256<double> energy = Vector256.LoadUnsafe(ref first, at) + Vector256.LoadUnsafe(ref first, at + 1)
                + (Vector256.LoadUnsafe(ref first, at + 2) + Vector256.LoadUnsafe(ref first, at + 3));
            Vector256<double> counted = Vector256.GreaterThanOrEqual(energy, gates);
            sums += energy & counted;
            counts -= counted.AsInt64();
            largest = Vector256.Max(largest, energy);
        }

        double sum = Vector256.Sum(sums), most = Largest(largest);
        long count = Vector256.Sum(counts);
        for (; i < blocks; i++)
        {
            double energy = hops[i] + hops[i + 1] + (hops[i + 2] + hops[i + 3]);
            most = Math.Max(most, energy);
            if (energy < gate) continue;
            sum += energy;
            count++;
        }

        return new Gated(sum / count / HopLoudness.MomentaryHops, count, most / HopLoudness.MomentaryHops);
    }

    /// <summary>The mean energy of the loudest 3 s; 0 where there are less.</summary>
    /// <param name="hops">The energies.</param>
    /// <param name="range">Receives the mean energy of the 3 s at every <see cref="HopLoudness.RangeStep"/> steps.</param>
    public static double ShortTerm(ReadOnlySpan<double> hops, Span<double> range)
    {
        Span<double> thirds = stackalloc double[Chunk + HopLoudness.ShortTermHops];
        int windows = hops.Length - HopLoudness.ShortTermHops + 1;
        double largest = 0;
        for (int first = 0; first < windows; first += Chunk)
        {
            int count = Math.Min(Chunk, windows - first);
            Span<double> sums = thirds[..(count + (2 * Third))];
            SumThirds(hops.Slice(first, count + HopLoudness.ShortTermHops - 1), sums);
            largest = Math.Max(largest, LargestOf(sums, count));
            for (int i = 0; i < count; i += HopLoudness.RangeStep) range[(first + i) / HopLoudness.RangeStep] = Window(sums, i) / HopLoudness.ShortTermHops;
        }

        return largest / HopLoudness.ShortTermHops;
    }

    /// <summary>The value at a place of the order; values are moved so that those before it are not larger, those behind it not smaller.</summary>
    public static double Select(Span<double> values, int place)
    {
        const int rounds = 64; // three times the usual for a day; then there is a pattern against the choice of pivots
        int low = 0, high = values.Length - 1;
        for (int round = 0; low < high; round++)
        {
            if (round == rounds)
            {
                values[low..(high + 1)].Sort();
                break;
            }

            double pivot = values[low + ((high - low) / 2)];
            int from = low, to = high;
            while (from <= to)
            {
                while (values[from] < pivot) from++;
                while (values[to] > pivot) to--;
                if (from > to) break;
                (values[from], values[to]) = (values[to], values[from]);
                from++;
                to--;
            }

            if (place <= to) high = to;
            else if (place >= from) low = from;
            else break;
        }

        return values[place];
    }

    // The sums of a second at every step.
    private static void SumThirds(ReadOnlySpan<double> hops, Span<double> sums)
    {
        ref double first = ref MemoryMarshal.GetReference(hops);
        int i = 0;
        for (; i + Lanes <= sums.Length; i += Lanes)
        {
            Vector256<double> even = Vector256.LoadUnsafe(ref first, (nuint)i), odd = Vector256.LoadUnsafe(ref first, (nuint)i + 1);
            for (nuint k = 2; k < Third; k += 2)
            {
                even += Vector256.LoadUnsafe(ref first, (nuint)i + k);
                odd += Vector256.LoadUnsafe(ref first, (nuint)i + k + 1);
            }

            (even + odd).StoreUnsafe(ref MemoryMarshal.GetReference(sums), (nuint)i);
        }

        for (; i < sums.Length; i++)
        {
            double even = 0, odd = 0;
            for (int k = 0; k < Third; k += 2)
            {
                even += hops[i + k];
                odd += hops[i + k + 1];
            }

            sums[i] = even + odd;
        }
    }

    private static double LargestOf(ReadOnlySpan<double> sums, int count)
    {
        ref double first = ref MemoryMarshal.GetReference(sums);
        Vector256<double> largest = default;
        int i = 0;
        for (; i + Lanes <= count; i += Lanes)
        {
            nuint at = (nuint)i;
            Vector256<double> window = Vector256.LoadUnsafe(ref first, at) + Vector256.LoadUnsafe(ref first, at + Third) + Vector256.LoadUnsafe(ref first, at + (2 * Third));
            largest = Vector256.Max(largest, window);
        }

        double most = Largest(largest);
        for (; i < count; i++) most = Math.Max(most, Window(sums, i));
        return most;
    }

    private static double Window(ReadOnlySpan<double> sums, int at) => sums[at] + sums[at + Third] + sums[at + (2 * Third)];

    private static double Largest(Vector256<double> values) =>
        Math.Max(Math.Max(values.GetElement(0), values.GetElement(1)), Math.Max(values.GetElement(2), values.GetElement(3)));
}
