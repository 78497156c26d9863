using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>
/// How far a fade of N frames is at each frame of a block, 0..1, rising <c>(float)k / (float)N</c> or falling
/// <c>(float)(N - k) / (float)N</c> with <c>k = k0 + i</c>, held at its end values outside 0..N.
/// </summary>
/// <remarks>
/// Thread: any, callback included. The value is a function of k and N alone, with one rounding for each conversion and
/// one for the division, in all widths: no block split and no machine changes a bit. Nothing is summed along the way but whole numbers.
/// </remarks>
internal readonly struct FadeProgress
{
    // Up to here the counter fits the 32-bit lanes with room to spare (6 hours at 48 kHz); beyond, the scalar column runs.
    private const long MaxLaneFrames = 1L << 30;

    private readonly long _first;
    private readonly long _fadeFrames;
    private readonly int _step;

    private FadeProgress(long first, long fadeFrames, int step)
    {
        Debug.Assert(fadeFrames > 0);
        _first = first;
        _fadeFrames = fadeFrames;
        _step = step;
    }

    /// <summary>0 at k = 0, 1 at k = N.</summary>
    public static FadeProgress Rising(long k0, long fadeFrames) => new(k0, fadeFrames, 1); // fence: a struct

    /// <summary>1 at k = 0, 0 at k = N.</summary>
    public static FadeProgress Falling(long k0, long fadeFrames) => new(fadeFrames - k0, fadeFrames, -1); // fence: a struct

    /// <summary>How many of a block's frames the vector columns may do: all, or none where counters outgrow 32 bits.</summary>
    public nuint LaneFrames(nuint frames) =>
        _fadeFrames <= MaxLaneFrames && _first is > -MaxLaneFrames and < MaxLaneFrames && frames < (nuint)MaxLaneFrames / 2 ? frames : 0;

    /// <summary>Counters of the block's first 8 frames, whole numbers: add <see cref="Turn256"/> for the next 8.</summary>
    public Vector256<int> Lanes256
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(unchecked((int)_first)) + (Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7) * _step);
    }

    /// <summary>From 8 frames to the next 8.</summary>
    public Vector256<int> Turn256
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(8 * _step);
    }

    /// <summary>The fade's frames, for <see cref="At256(Vector256{int}, Vector256{int}, Vector256{float})"/>.</summary>
    public Vector256<int> Whole256
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(unchecked((int)_fadeFrames)); // no longer fade has frames for the vector columns
    }

    /// <summary>The 8 frames of some counters, where the fade's frames are in registers already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> At256(Vector256<int> lanes, Vector256<int> whole, Vector256<float> divisor) =>
        Vector256.ConvertToSingle(Vector256.Min(Vector256.Max(lanes, Vector256<int>.Zero), whole)) / divisor;

    /// <summary>The 8 frames of some counters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> At256(Vector256<int> lanes)
    {
        lanes = Vector256.Min(Vector256.Max(lanes, Vector256<int>.Zero), Vector256.Create((int)_fadeFrames));
        return Vector256.ConvertToSingle(lanes) / Vector256.Create((float)_fadeFrames);
    }

    /// <summary>Frames i .. i + 3 of the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> At128(nuint i)
    {
        Vector128<int> lanes = Vector128.Create(0, 1, 2, 3) * _step;
        Vector128<int> m = Vector128.Create((int)_first + (_step * (int)i)) + lanes;
        m = Vector128.Min(Vector128.Max(m, Vector128<int>.Zero), Vector128.Create((int)_fadeFrames));
        return Vector128.ConvertToSingle(m) / Vector128.Create((float)_fadeFrames);
    }

    /// <summary>Frame i of the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float At(nuint i)
    {
        long m = _first + (_step * (long)i);
        m = m < 0 ? 0 : m > _fadeFrames ? _fadeFrames : m;
        return (float)m / (float)_fadeFrames;
    }
}
