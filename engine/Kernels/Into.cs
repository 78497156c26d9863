using System.Runtime.CompilerServices;

namespace Seamline.Kernels;

/// <summary>What a kernel does with what is there already: <see cref="Set"/> or <see cref="Add"/>.</summary>
internal unsafe interface IInto // fence: constrains structs alone, never a box
{
    /// <summary>What a sum begins with.</summary>
    static abstract T Begin<T>(float* dst, T value) // fence: resolved at compile time
        where T : struct, IFloats<T>; // fence: a struct's
}

/// <summary>Writes over it.</summary>
internal readonly unsafe struct Set : IInto // fence: as above
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Begin<T>(float* dst, T value)
        where T : struct, IFloats<T> => value; // fence: a struct's
}

/// <summary>Adds to it.</summary>
internal readonly unsafe struct Add : IInto // fence: as above
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Begin<T>(float* dst, T value)
        where T : struct, IFloats<T> => T.Sum(dst, value); // fence: a struct's
}
