using System;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using Seamline.Memory;

namespace Seamline.Abi;

/// <summary>What an engine's handle stands for.</summary>
/// <param name="engine">The engine.</param>
internal sealed class EngineDesk(Engine engine)
{
    /// <summary>The engine.</summary>
    public Engine Engine { get; } = engine;

    /// <summary>Ends what waits when the engine is destroyed.</summary>
    public CancellationTokenSource Closing { get; } = new();

    /// <summary>Held while an output is opened or closed, with the claim on the renderer that goes with it.</summary>
    public Gate OutputGate { get; } = new();
}

/// <summary>What an offline render's handle stands for.</summary>
/// <param name="Owner">The engine's handle.</param>
/// <param name="Desk">The engine.</param>
/// <param name="Render">The render.</param>
internal sealed record OfflineDesk(long Owner, EngineDesk Desk, OfflineRender Render)
{
    /// <summary>Ends a render under way.</summary>
    public CancellationTokenSource Closing { get; } = CancellationTokenSource.CreateLinkedTokenSource(Desk.Closing.Token);

    /// <summary>One render at a time.</summary>
    public Gate Gate { get; } = new();
}

/// <summary>A call on an engine: its handle looked up, the engine kept alive until the call ends.</summary>
internal readonly ref struct EngineCall
{
    private readonly long _handle;

    private EngineCall(long handle)
    {
        _handle = handle;
        Desk = (EngineDesk)Handles.Enter(handle, HandleKind.Engine)!;
    }

    /// <summary>The engine and what goes with it; null when the handle is refused.</summary>
    public EngineDesk Desk { get; }

    /// <summary>The engine; only when <see cref="IsRefused"/> is not.</summary>
    public Engine Engine => Desk.Engine;

    /// <summary>There is no such engine.</summary>
    public bool IsRefused => Desk == null;

    /// <summary>Looks the handle up.</summary>
    public static EngineCall Of(nint handle) => new(handle);

    /// <summary>The status of a refused handle.</summary>
    public Status Refuse() => Handles.Refuse(_handle, HandleKind.Engine);

    /// <summary>Ends the call.</summary>
    public void Dispose()
    {
        if (!IsRefused) Handles.Leave(_handle);
    }
}

/// <summary>Small things that every export needs.</summary>
internal static unsafe class Border
{
    /// <summary>An exception ends here: its sentence is kept, its kind becomes a status.</summary>
    public static Status Failed(nint engine, Exception e)
    {
        bool memory = e is OutOfMemoryException;
        Status status = memory ? Status.OutOfBudget : Status.Internal;
        try
        {
            string sentence = memory ? "the system has no memory left for this" : e.Message;
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? Handles.Fail(status, sentence) : call.Engine.Refuse(status, sentence);
        }
        catch (Exception)
        {
            return status; // not even memory for a sentence
        }
    }

    // Beyond it struct_size was not set, but is whatever the memory held.
    private const uint MaxStructBytes = 4_096;

    /// <summary>Whether a struct, or each of an array, can have so many bytes: those of the header's first version at least.</summary>
    public static bool IsSize<T>(uint size)
        where T : unmanaged => size >= FirstSizes.Of<T>() && size <= MaxStructBytes;

    /// <summary>
    /// Reads a struct of which the caller's header may know less or more: the fields that both know. Those that only we know are zero, which
    /// means what the engine did before they were there; those that only the caller knows are not looked at.
    /// </summary>
    /// <param name="from">Begins with its size in bytes.</param>
    /// <param name="value">What was read.</param>
    /// <returns>False for null, and for a size that no header has.</returns>
    public static bool TryRead<T>(T* from, out T value)
        where T : unmanaged
    {
        value = default;
        if (from == null) return false;
        uint size = *(uint*)from;
        if (!IsSize<T>(size)) return false;
        fixed (T* to = &value) Buffer.MemoryCopy(from, to, sizeof(T), Math.Min(size, (uint)sizeof(T)));
        return true;
    }

    /// <summary>Writes a struct: the fields that both know. The caller learns by its size how many bytes those are.</summary>
    public static bool TryWrite<T>(T* to, ref T value)
        where T : unmanaged
    {
        if (to == null || !IsSize<T>(*(uint*)to)) return false;
        WriteRow(to, *(uint*)to, ref value);
        *(uint*)to = Math.Min(*(uint*)to, (uint)sizeof(T));
        return true;
    }

    /// <summary>Writes a struct of an array: as <see cref="TryWrite"/>, but its size stays the distance to the next one.</summary>
    /// <param name="to">Room for <paramref name="size"/> bytes.</param>
    /// <param name="size">What <see cref="IsSize"/> has said yes to.</param>
    /// <param name="value">What is written.</param>
    public static void WriteRow<T>(T* to, uint size, ref T value)
        where T : unmanaged
    {
        fixed (T* from = &value)
        {
            *(uint*)from = size;
            Buffer.MemoryCopy(from, to, size, Math.Min(size, (uint)sizeof(T)));
        }
    }

    /// <summary>A C string, or null for null and for empty.</summary>
    public static string? Text(byte* utf8) => utf8 == null || *utf8 == 0 ? null : Marshal.PtrToStringUTF8((nint)utf8);

    /// <summary>Copies text as a C string, cut where it does not fit; returns its whole length without the final 0.</summary>
    public static int Copy(string text, Span<byte> to) => ErrorText.Copy(Encoding.UTF8.GetBytes(text), to);
}
