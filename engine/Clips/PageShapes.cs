using System;
using System.Threading;
using Seamline.Kernels;
using Seamline.Memory;

namespace Seamline.Clips;

/// <summary>
/// The largest sample and the largest second difference of each page, for as long as its source lives: from these the limiter tells that nothing
/// near a playhead can be above its ceiling.
/// </summary>
/// <remarks>Thread: a page's loader, before it hands the page over; read by the callback. A page's values are written once.</remarks>
internal static unsafe class PageShapes
{
    // 0 is unknown: silence has this.
    private const float Least = 1e-30f;

    /// <summary>Measures a page, unless that was done when it was loaded before.</summary>
    public static void Put(PageTable* table, long page, float* samples, int frames)
    {
        PageChunk* chunk = PageTable.ChunkOf(table, page);
        int row = (int)(page % PageTable.ChunkPages);
        if (chunk == null || frames < 2 || Volatile.Read(ref chunk->Largest[row]) != 0) return; // partner: below
        int channels = table->Channels;
        CurvatureValue value;
        Curvature.Run(samples + (2 * channels), channels, (nuint)(frames - 2), &value);
        float first = Magnitude.Largest(samples, (nuint)(2 * channels));
        chunk->Bends[row] = value.Bend;
        Volatile.Write(ref chunk->Largest[row], Math.Max(Math.Max(first, value.Largest), Least)); // partner: LimiterHeadroom, which reads it first
    }
}
