using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Seamline.Kernels;

/// <summary>
/// Some floats that a kernel works on at a time: <see cref="Floats8"/>, <see cref="Floats4"/> or <see cref="Floats1"/>. A kernel is written once,
/// generic in this, and run over a block by the widest first. The type arguments are structs, so every width is compiled by itself, to plain
/// instructions and direct calls.
/// </summary>
/// <remarks>Thread: any, callback included. No member rounds other than the single float does: all widths give the same bits.</remarks>
internal unsafe interface IFloats<TSelf> // fence: constrains structs alone, never a box
    where TSelf : struct, IFloats<TSelf> // fence: constrains structs alone, never a box
{
    /// <summary>Whether this build has instructions for the width.</summary>
    static abstract bool IsAccelerated { get; } // fence: resolved at compile time, as all below

    /// <summary>How many.</summary>
    static abstract nuint Count { get; } // fence: as above

    /// <summary>From memory.</summary>
    static abstract TSelf Load(float* from); // fence: as above

    /// <summary>From memory, times a gain: one instruction, where <see cref="Load"/> and a product are two.</summary>
    static abstract TSelf Scaled(float* from, TSelf gain); // fence: as above

    /// <summary>From memory, plus a value.</summary>
    static abstract TSelf Sum(float* from, TSelf value); // fence: as above

    /// <summary>The same value in each.</summary>
    static abstract TSelf Create(float value); // fence: as above

    /// <summary>Sums.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b); // fence: as above

    /// <summary>Products.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b); // fence: as above

    /// <summary>Differences.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b); // fence: as above

    /// <summary>The larger of two numbers.</summary>
    static abstract TSelf Max(TSelf a, TSelf b); // fence: as above

    /// <summary>What of <paramref name="value"/> stands where <paramref name="x"/> is above a limit; +0 elsewhere, and where it is NaN.</summary>
    static abstract TSelf WhereAbove(TSelf value, TSelf x, float limit); // fence: as above

    /// <summary>The fraction of <paramref name="x"/>, with its sign, and two to the power of its whole part, which must be in -126..127.</summary>
    static abstract TSelf Split(TSelf x, out TSelf power); // fence: as above

    /// <summary>Magnitudes.</summary>
    static abstract TSelf Abs(TSelf x); // fence: as above

    /// <summary>To memory.</summary>
    void Store(float* to);
}

/// <summary>Eight floats.</summary>
internal readonly unsafe struct Floats8(Vector256<float> value) : IFloats<Floats8> // fence: as above
{
    private readonly Vector256<float> _value = value;

    /// <summary>The vector.</summary>
    public Vector256<float> Value => _value;

    /// <inheritdoc/>
    public static bool IsAccelerated => Vector256.IsHardwareAccelerated;

    /// <inheritdoc/>
    public static nuint Count => 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats8 Load(float* from) => new(Vector256.Load(from)); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats8 Scaled(float* from, Floats8 gain) => new(gain._value * Vector256.Load(from)); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats8 Sum(float* from, Floats8 value) => new(value._value + Vector256.Load(from)); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats8 Create(float value) => new(Vector256.Create(value)); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats8 operator +(Floats8 a, Floats8 b) => new(a._value + b._value); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats8 operator -(Floats8 a, Floats8 b) => new(a._value - b._value); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats8 Max(Floats8 a, Floats8 b) => new(Vector256.MaxNative(a._value, b._value)); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats8 WhereAbove(Floats8 value, Floats8 x, float limit) =>
        new(value._value & Vector256.GreaterThan(x._value, Vector256.Create(limit))); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats8 Split(Floats8 x, out Floats8 power)
    {
        Vector256<int> whole = Vector256.ConvertToInt32Native(x._value);
        power = new(Vector256.ShiftLeft(whole + Vector256.Create(127), 23).AsSingle()); // fence: a struct
        return new(x._value - Vector256.ConvertToSingle(whole)); // fence: a struct
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats8 Abs(Floats8 x) => new(Vector256.Abs(x._value)); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats8 operator *(Floats8 a, Floats8 b) => new(a._value * b._value); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to) => _value.Store(to);
}

/// <summary>Four floats.</summary>
internal readonly unsafe struct Floats4(Vector128<float> value) : IFloats<Floats4> // fence: as above
{
    private readonly Vector128<float> _value = value;

    /// <summary>The vector.</summary>
    public Vector128<float> Value => _value;

    /// <inheritdoc/>
    public static bool IsAccelerated => Vector128.IsHardwareAccelerated;

    /// <inheritdoc/>
    public static nuint Count => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats4 Load(float* from) => new(Vector128.Load(from)); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats4 Scaled(float* from, Floats4 gain) => new(gain._value * Vector128.Load(from)); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats4 Sum(float* from, Floats4 value) => new(value._value + Vector128.Load(from)); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats4 Create(float value) => new(Vector128.Create(value)); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats4 operator +(Floats4 a, Floats4 b) => new(a._value + b._value); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats4 operator -(Floats4 a, Floats4 b) => new(a._value - b._value); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats4 Max(Floats4 a, Floats4 b) => new(Vector128.MaxNative(a._value, b._value)); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats4 WhereAbove(Floats4 value, Floats4 x, float limit) =>
        new(value._value & Vector128.GreaterThan(x._value, Vector128.Create(limit))); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats4 Split(Floats4 x, out Floats4 power)
    {
        Vector128<int> whole = Vector128.ConvertToInt32Native(x._value);
        power = new(Vector128.ShiftLeft(whole + Vector128.Create(127), 23).AsSingle()); // fence: a struct
        return new(x._value - Vector128.ConvertToSingle(whole)); // fence: a struct
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats4 Abs(Floats4 x) => new(Vector128.Abs(x._value)); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats4 operator *(Floats4 a, Floats4 b) => new(a._value * b._value); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to) => _value.Store(to);
}

/// <summary>One float.</summary>
internal readonly unsafe struct Floats1(float value) : IFloats<Floats1> // fence: as above
{
    private readonly float _value = value;

    /// <summary>The float.</summary>
    public float Value => _value;

    /// <inheritdoc/>
    public static bool IsAccelerated => true;

    /// <inheritdoc/>
    public static nuint Count => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Load(float* from) => new(*from); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Scaled(float* from, Floats1 gain) => new(gain._value * *from); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Sum(float* from, Floats1 value) => new(value._value + *from); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Create(float value) => new(value); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator +(Floats1 a, Floats1 b) => new(a._value + b._value); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator -(Floats1 a, Floats1 b) => new(a._value - b._value); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Max(Floats1 a, Floats1 b) => a._value > b._value ? a : b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 WhereAbove(Floats1 value, Floats1 x, float limit) => x._value > limit ? value : default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Split(Floats1 x, out Floats1 power)
    {
        int whole = (int)x._value;
        power = new(Vector128.CreateScalar((whole + 127) << 23).AsSingle().ToScalar()); // fence: a struct
        return new(x._value - whole); // fence: a struct
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Abs(Floats1 x) => new(Magnitude.Of(x._value)); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator *(Floats1 a, Floats1 b) => new(a._value * b._value); // fence: a struct

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to) => *to = _value;
}
