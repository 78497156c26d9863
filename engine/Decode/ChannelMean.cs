using System;
using System.Diagnostics;

namespace Seamline.Decode;

/// <summary>
/// Fewer channels out of many by the mean, which never clips what did not: channel c goes to channel c mod n, so that of two the left one
/// has the 1st, 3rd, 5th ... and the right one the 2nd, 4th, 6th ..., as consoles route their busses. One channel is the mean of those two.
/// </summary>
internal static unsafe class ChannelMean
{
    /// <summary>
    /// <c>to[k][i]</c> = the mean of <c>from[c][i]</c> over all c with c mod n = k, n being <paramref name="kept"/>; for one channel the mean
    /// of the two that n = 2 gives.
    /// </summary>
    /// <param name="from">Channels of equal length.</param>
    /// <param name="channels">How many, more than <paramref name="kept"/>.</param>
    /// <param name="to">Where to; two of one channel, the second for what it is made of.</param>
    /// <param name="kept">Channels wanted, 1..8.</param>
    /// <param name="frames">Frames.</param>
    public static void Run(float** from, int channels, in Planes to, int kept, int frames)
    {
        Debug.Assert(channels > kept, "nothing to mix");
        int sides = Math.Max(2, kept);
        for (int side = 0; side < sides; side++)
        {
            float* sum = to[side];
            new ReadOnlySpan<float>(from[side], frames).CopyTo(new Span<float>(sum, frames));
            int count = 1;
            for (int c = side + sides; c < channels; c += sides, count++)
            {
                for (int i = 0; i < frames; i++) sum[i] += from[c][i];
            }

            if (count == 1) continue;
            for (int i = 0; i < frames; i++) sum[i] /= count; // not times 1 / count, which may round up beyond full scale
        }

        if (kept > 1) return;
        for (int i = 0; i < frames; i++) to[0][i] = (to[0][i] + to[1][i]) * Downmix.MonoWeight;
    }
}
