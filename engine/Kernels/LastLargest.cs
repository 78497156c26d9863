using System.Diagnostics;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>Where the largest of a row of integers stands; the last of equals.</summary>
/// <remarks>Thread: any, callback included. No alignment needed.</remarks>
internal static unsafe class LastLargest
{
    /// <summary>Its index; <paramref name="count"/> is at least 1.</summary>
    public static int Find(int* values, int count)
    {
        Debug.Assert(values != null && count > 0);
        int largest = Largest(values, count);
        int i = count;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i >= 8; i -= 8)
            {
                uint equal = Vector256.Equals(Vector256.Load(values + i - 8), Vector256.Create(largest)).ExtractMostSignificantBits();
                if (equal != 0) return i - 8 + BitOperations.Log2(equal);
            }
        }

        for (; values[i - 1] != largest; i--) { }
        return i - 1;
    }

    private static int Largest(int* values, int count)
    {
        int largest = values[0];
        int i = 0;
        if (Vector256.IsHardwareAccelerated && count >= 8)
        {
            Vector256<int> most = Vector256.Load(values);
            for (i = 8; i + 8 <= count; i += 8) most = Vector256.Max(Vector256.Load(values + i), most);
            Vector128<int> half = Vector128.Max(most.GetLower(), most.GetUpper());
            half = Vector128.Max(half, Vector128.Shuffle(half, Vector128.Create(2, 3, 2, 3)));
            largest = Vector128.Max(half, Vector128.Shuffle(half, Vector128.Create(1, 1, 1, 1))).ToScalar();
        }

        for (; i < count; i++) largest = values[i] > largest ? values[i] : largest;
        return largest;
    }
}
