using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>One value a frame made into one value a sample of stereo: <c>a b c d</c> becomes <c>a a b b</c> and <c>c c d d</c>.</summary>
/// <remarks>Thread: any, callback included. Constant shuffles only: a variable one would go through memory.</remarks>
internal static class Pairs
{
    /// <summary>Frames 0..3 of 8, each twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Low(Vector256<float> frames) =>
        Vector256.Shuffle(frames, Vector256.Create(0, 0, 1, 1, 2, 2, 3, 3));

    /// <summary>Frames 4..7 of 8, each twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> High(Vector256<float> frames) =>
        Vector256.Shuffle(frames, Vector256.Create(4, 4, 5, 5, 6, 6, 7, 7));

    /// <summary>Frames 0..1 of 4, each twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Low(Vector128<float> frames) =>
        Vector128.Shuffle(frames, Vector128.Create(0, 0, 1, 1));

    /// <summary>Frames 2..3 of 4, each twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> High(Vector128<float> frames) =>
        Vector128.Shuffle(frames, Vector128.Create(2, 2, 3, 3));
}
