using System.Runtime.CompilerServices;
using System.Threading;

namespace Seamline.Render;

/// <summary>
/// The claim to render from a <see cref="RenderState"/>: its holder is the only one inside, for two at once would share voices, scratch and
/// the reader's word, by which pages wait. A pull has it for a block, an output from its opening to its closing.
/// </summary>
/// <remarks>
/// Raw. The word outlives the state (<see cref="RenderState.Claim"/> points to it), so that a late caller finds it closed. A caller that takes it
/// has all that the one before wrote: the exchange acquires, <see cref="Release"/> releases.
/// </remarks>
internal static unsafe class RenderClaim
{
    /// <summary>Nobody renders.</summary>
    public const int Free = 0;

    /// <summary>A host pulls a block.</summary>
    public const int Pulled = 1;

    /// <summary>An output renders.</summary>
    public const int Device = 2;

    /// <summary>The engine is closed, or being closed.</summary>
    public const int Closed = 3;

    /// <summary>Takes the claim; false, at once, if it is held.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the callback's own, every block
    public static bool TryTake(int* claim, int renderer) => Interlocked.CompareExchange(ref *claim, renderer, Free) == Free; // partner: Release

    /// <summary>Gives it back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // as above
    public static void Release(int* claim) => Volatile.Write(ref *claim, Free); // partner: TryTake

    /// <summary>Closes it for good unless a pull is under way; false then. An output's goes with the output. Thread: control.</summary>
    public static bool TryClose(int* claim)
    {
        int before = Interlocked.CompareExchange(ref *claim, Closed, Free); // partner: TryTake, Release
        if (before == Device) Volatile.Write(ref *claim, Closed); // partner: TryTake
        return before != Pulled;
    }
}
