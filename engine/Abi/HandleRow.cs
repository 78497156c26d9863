using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seamline.Device;
using Seamline.Render;

namespace Seamline.Abi;

/// <summary>What a handle stands for.</summary>
internal enum HandleKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>seam_engine.</summary>
    Engine = 1,

    /// <summary>seam_offline.</summary>
    Offline = 2,
}

/// <summary>
/// A row of the handle table, in native memory that is never given back: a stale handle finds a row that says no, whatever
/// became of its engine.
/// </summary>
/// <remarks>
/// A handle is no address but a number: generation (bits 32..62), kind (16..23), row + 1 (0..15). Fields of different
/// writers stand 128 bytes apart.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = Size)]
internal unsafe struct HandleRow
{
    /// <summary>Bytes of a row.</summary>
    public const int Size = 384;

    private const int KindShift = 16;
    private const int GenerationShift = 32;
    private const long RowMask = 0xFFFF;
    private const long KindMask = 0xFF;

    // Written at open and close.

    /// <summary>The live handle, 0 for none.</summary>
    [FieldOffset(0)] public long Handle;

    /// <summary>The engine's callback state; null for other kinds.</summary>
    [FieldOffset(8)] public RenderState* State;

    /// <summary>Measures the blocks.</summary>
    [FieldOffset(16)] public BlockClock* Clock;

    /// <summary>What is heard when, of the engine that the handle stands for: the row's own memory, kept for the next one. Null before the first.</summary>
    [FieldOffset(32)] public AudibleClock* Audible;

    /// <summary>Counts the handles this row has given.</summary>
    [FieldOffset(24)] public long Generation;

    // Written by every control call.

    /// <summary>Control calls under way.</summary>
    [FieldOffset(128)] public int Users;

    // Written by the rendering thread.

    /// <summary>The engine's claim to render, <see cref="RenderClaim"/>: the state points to it.</summary>
    [FieldOffset(256)] public int Renderer;

    /// <summary>Makes a handle.</summary>
    public static long Encode(int row, HandleKind kind, long generation) =>
        (generation << GenerationShift) | ((long)kind << KindShift) | ((long)row + 1);

    /// <summary>The kind a handle claims to be.</summary>
    public static HandleKind KindOf(long handle) => (HandleKind)((handle >> KindShift) & KindMask);

    /// <summary>The row a handle names, or null where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // the callback's own, every block
    public static HandleRow* Of(long handle)
    {
        long row = (handle & RowMask) - 1;
        HandleRow* rows = HandleTable.Rows;
        return rows == null || row < 0 || row >= Limits.MaxHandles ? null : rows + row;
    }
}

/// <summary>Where the rows are. Apart from all else, for a class with more to set up would have a constructor to check.</summary>
internal static unsafe class HandleTable
{
    /// <summary><see cref="Limits.MaxHandles"/> rows from the first open on, for as long as the process lives.</summary>
    public static HandleRow* Rows; // fence: a pointer without an initialiser has no constructor
}
