using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>A sound that begins suddenly, as a piece near it sees it: a piece with it at another place would have it heard twice.</summary>
internal struct Onset
{
    /// <summary>Where it begins.</summary>
    public long Frame;

    /// <summary>Where a piece begins that has it at its place by the clock.</summary>
    public long Start;
}

/// <summary>What a splice is looked for in, and by what. Frames are counted from <see cref="Start"/> on.</summary>
internal unsafe struct WsolaQuery
{
    /// <summary>What may come: one channel, from a hop before <see cref="Nominal"/> to two hops behind it, and four frames more on both sides.</summary>
    public float* Samples;

    /// <summary>The means of each four of them.</summary>
    public float* Quarters;

    /// <summary>The frame of the first of them; a multiple of <see cref="Wsola.Coarse"/>.</summary>
    public long Start;

    /// <summary>How the piece before goes on: a hop.</summary>
    public float* Piece;

    /// <summary>The means of each four of that.</summary>
    public float* PieceQuarters;

    /// <summary>Where the piece before goes on, frame.</summary>
    public long GoesOn;

    /// <summary>Where the next piece lies by the clock, frame. It begins at most a hop away from there.</summary>
    public long Nominal;

    /// <summary>Frames that are compared; a multiple of 32.</summary>
    public long HopFrames;

    /// <summary>Sounds that a piece might reach.</summary>
    public Onset* Onsets;

    /// <summary>How many.</summary>
    public long OnsetCount;

    /// <summary>Cost of the farthest place, as a part of the piece's energy.</summary>
    public float Pull;
}

/// <summary>
/// Finds where a piece of sound is best followed by another: the place at which what comes differs least from how the piece itself goes on. First
/// on a quarter of the samples, then sample by sample around the best.
/// </summary>
/// <remarks>
/// Thread: any, callback included. The measure is the energy of the difference, and not correlation: a click in what comes costs, so it is not
/// heard twice, and between silences the nearest place wins. Vectors add in one order on every machine.
/// </remarks>
internal static unsafe class Wsola
{
    /// <summary>Samples of which the first search takes the mean.</summary>
    public const int Coarse = 4;

    private const int Lanes = 8;
    private const float Beside = 0.02f; // what a place beside the best may cost more, as a part of the piece's energy: -17 dB
    private const float Unknown = float.PositiveInfinity;

    /// <summary>The means of each four of <c>4 * count</c> samples.</summary>
    public static void Quarter(float* samples, float* quarters, long count)
    {
        for (long i = 0; i < count; i++, samples += Coarse) quarters[i] = ((samples[0] + samples[1]) + (samples[2] + samples[3])) * 0.25f;
    }

    /// <summary>The sum of squares; <paramref name="samples"/> is a multiple of 8.</summary>
    public static float Energy(float* from, long samples)
    {
        Debug.Assert(samples % Lanes == 0);
        Vector256<float> sum = Vector256<float>.Zero;
        for (long i = 0; i < samples; i += Lanes)
        {
            Vector256<float> x = Vector256.Load(from + i);
            sum += x * x;
        }

        return Total(sum);
    }

    /// <summary>The sum of squares of the difference; <paramref name="samples"/> is a multiple of 8.</summary>
    public static float Difference(float* left, float* right, long samples)
    {
        Debug.Assert(samples % Lanes == 0);
        Vector256<float> even = Vector256<float>.Zero;
        Vector256<float> odd = Vector256<float>.Zero;
        long i = 0;
        for (; i + Lanes < samples; i += 2 * Lanes)
        {
            Vector256<float> x = Vector256.Load(left + i) - Vector256.Load(right + i);
            Vector256<float> y = Vector256.Load(left + i + Lanes) - Vector256.Load(right + i + Lanes);
            even += x * x;
            odd += y * y;
        }

        if (i < samples)
        {
            Vector256<float> x = Vector256.Load(left + i) - Vector256.Load(right + i);
            even += x * x;
        }

        return Total(even + odd);
    }

    /// <summary>Where the next piece begins.</summary>
    /// <param name="query">What it is looked for in.</param>
    /// <param name="owed">How far the pieces before lie short of where they fit between two frames, at most half a frame: paid back by the next.
    /// Without it the rounding of a tone's jumps, each the same, would shift its pitch.</param>
    public static long Next(WsolaQuery* query, float* owed)
    {
        long start = Find(query, owed, out bool found);
        if (found) return start;
        query->OnsetCount = 0; // too fast or too slow to keep clear of all
        return Find(query, owed, out found);
    }

    private static long Find(WsolaQuery* query, float* owed, out bool found)
    {
        long hop = query->HopFrames;
        Quarter(query->Piece, query->PieceQuarters, hop / Coarse);
        float energy = Energy(query->Piece, hop);
        float pull = query->Pull * (energy / ((float)hop * hop));

        Choice coarse;
        coarse.Cost = Unknown;
        coarse.Distance = 0;
        long last = FloorQuarter(query->Nominal + hop);
        for (long quarter = FloorQuarter(query->Nominal - hop) + 1; quarter <= last; quarter++)
        {
            if (Forbids(query, quarter * Coarse)) continue;
            float cost = Coarse * Difference(query->PieceQuarters, query->Quarters + (quarter - (query->Start / Coarse)), hop / Coarse);
            Offer(&coarse, cost, (quarter * Coarse) - query->Nominal, pull);
        }

        Choice best;
        best.Cost = Unknown;
        best.Distance = 0;
        Try(query, query->GoesOn, pull, &best);
        for (long i = 0; i < query->OnsetCount; i++) Try(query, query->Onsets[i].Start, pull, &best);
        if (coarse.Cost < Unknown)
        {
            long goesOn = best.Distance;
            float left;
            long refined = Refine(query, coarse.Distance, Beside * energy, *owed, &left);
            Try(query, query->Nominal + refined, pull, &best);
            if (best.Distance == refined && refined != goesOn) *owed = left;
        }

        found = best.Cost < Unknown;
        return query->Nominal + best.Distance;
    }

    // Around a place of the coarse search: the least difference, whatever the clock says, and from there to the frame that pays what is owed.
    private static long Refine(WsolaQuery* query, long coarse, float beside, float owed, float* left)
    {
        float least = Unknown;
        float below = Unknown;
        float above = Unknown;
        float last = Unknown;
        long found = coarse;
        for (long at = coarse - Coarse; at <= coarse + Coarse; at++)
        {
            float difference = Allows(query, query->Nominal + at) ? Difference(query->Piece, At(query, query->Nominal + at), query->HopFrames) : Unknown;
            if (difference < least || (difference == least && Absolute(at) < Absolute(found)))
            {
                least = difference;
                below = last;
                above = Unknown;
                found = at;
            }
            else if (at == found + 1)
            {
                above = difference;
            }

            last = difference;
        }

        *left = owed;
        below -= least;
        above -= least;
        if (!(below + above > 0) || !(below + above < Unknown)) return found;
        float wanted = (0.5f * (below - above) / (below + above)) + owed; // the vertex of the parabola through three
        long step = wanted > 0.5f ? 1 : wanted < -0.5f ? -1 : 0;
        if (step != 0 && (step > 0 ? above : below) > beside) step = 0;
        wanted -= step;
        *left = wanted > 0.5f ? 0.5f : wanted < -0.5f ? -0.5f : wanted;
        return found + step;
    }

    private static void Try(WsolaQuery* query, long start, float pull, Choice* best)
    {
        if (Allows(query, start)) Offer(best, Difference(query->Piece, At(query, start), query->HopFrames), start - query->Nominal, pull);
    }

    // The cheapest place; of several the one nearest to the clock's.
    private static void Offer(Choice* choice, float difference, long distance, float pull)
    {
        float cost = difference + (pull * distance * distance);
        if (cost > choice->Cost || (cost == choice->Cost && Absolute(distance) >= Absolute(choice->Distance))) return;
        choice->Cost = cost;
        choice->Distance = distance;
    }

    private static bool Allows(WsolaQuery* query, long start) => Absolute(start - query->Nominal) <= query->HopFrames && !Forbids(query, start);

    private static bool Forbids(WsolaQuery* query, long start)
    {
        for (long i = 0; i < query->OnsetCount; i++)
        {
            Onset* onset = query->Onsets + i;
            if (start != onset->Start && start <= onset->Frame && onset->Frame < start + (2 * query->HopFrames)) return true;
        }

        return false;
    }

    private static float* At(WsolaQuery* query, long frame) => query->Samples + (frame - query->Start);

    private static float Total(Vector256<float> sum)
    {
        Vector128<float> four = sum.GetLower() + sum.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }

    private static long FloorQuarter(long frame) => frame >> 2;

    private static long Absolute(long x) => x < 0 ? -x : x;

    private struct Choice
    {
        public float Cost;
        public long Distance;
    }
}
