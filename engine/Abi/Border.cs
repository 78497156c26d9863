using System;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using Seamline.Memory;

namespace Seamline.Abi;

/// <summary>What an engine's handle stands for.</summary>
/// <param name="engine">The engine.</param>
internal sealed class EngineTarget(Engine engine)
{
    /// <summary>The engine.</summary>
    public Engine Engine { get; } = engine;

    /// <summary>Ends exports and renders when the engine is destroyed.</summary>
    public CancellationTokenSource Closing { get; } = new();
}

/// <summary>What an offline render's handle stands for.</summary>
/// <param name="Owner">The engine's handle.</param>
/// <param name="Target">The engine.</param>
/// <param name="Render">The render.</param>
internal sealed record OfflineTarget(long Owner, EngineTarget Target, OfflineRender Render)
{
    /// <summary>Ends a render under way.</summary>
    public CancellationTokenSource Closing { get; } = CancellationTokenSource.CreateLinkedTokenSource(Target.Closing.Token);

    /// <summary>One render at a time.</summary>
    public NativeMutex Mutex { get; } = new();
}

/// <summary>A call on an engine: its handle looked up, the engine kept alive until the call ends.</summary>
internal readonly ref struct EngineCall
{
    private readonly long _handle;

    private EngineCall(long handle)
    {
        _handle = handle;
        Target = (EngineTarget)Handles.Enter(handle, HandleKind.Engine)!;
    }

    /// <summary>The engine and what goes with it; null when the handle is refused.</summary>
    public EngineTarget Target { get; }

    /// <summary>The engine; only when <see cref="IsRefused"/> is not.</summary>
    public Engine Engine => Target.Engine;

    /// <summary>There is no such engine.</summary>
    public bool IsRefused => Target == null;

    /// <summary>
    /// Looks the handle up for a call that waits for files, devices or loaders: it does not keep the engine from being destroyed, which ends
    /// it. The engine object itself says whether it is closed.
    /// </summary>
    public static bool TryTarget(nint handle, out EngineTarget target, out Status refused)
    {
        using EngineCall call = Of(handle);
        target = call.Target;
        refused = call.IsRefused ? call.Refuse() : Status.Ok;
        return !call.IsRefused;
    }

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

/// <summary>An export on an engine: what it was given, and what it does. A struct, so that each is compiled for itself and nothing is allocated.</summary>
internal interface IEngineCall
{
    /// <summary>Does it.</summary>
    Status Run(EngineTarget at);
}

/// <summary>Rows that an export writes to a caller's array.</summary>
internal interface IRowList<T>
    where T : unmanaged
{
    /// <summary>How many there are.</summary>
    Status Count(Engine engine, out uint count);

    /// <summary>One of them.</summary>
    Status Read(Engine engine, uint index, out T row);
}

/// <summary>An export on an offline render.</summary>
internal interface IOfflineCall
{
    /// <summary>Does it.</summary>
    Status Run(OfflineTarget at);
}

/// <summary>An export that belongs to no engine.</summary>
internal interface IFreeCall
{
    /// <summary>Does it.</summary>
    Status Run();
}

/// <summary>Runs exports, and the small things that they need.</summary>
internal static unsafe class Border
{
    /// <summary>Runs an export on an engine, which stays alive until it ends.</summary>
    public static Status Run<TCall>(nint engine, TCall export)
        where TCall : struct, IEngineCall
    {
        try
        {
            using var call = EngineCall.Of(engine);
            return call.IsRefused ? call.Refuse() : export.Run(call.Target);
        }
        catch (Exception e)
        {
            return Failed(engine, e);
        }
    }

    /// <summary>
    /// Runs an export that waits for files, devices or loaders: destroying the engine does not wait for it, but ends it. Where that has happened
    /// meanwhile the sentence is found with NULL.
    /// </summary>
    public static Status RunUnheld<TCall>(nint engine, TCall export)
        where TCall : struct, IEngineCall
    {
        try
        {
            if (!EngineCall.TryTarget(engine, out EngineTarget target, out Status refused)) return refused;
            Status status = export.Run(target);
            if (status == Status.Ok || !target.Engine.IsClosed) return status;
            return status == Status.InvalidState ? Handles.Refuse(engine, HandleKind.Engine) : Handles.Fail(status, target.Engine.LastError);
        }
        catch (Exception e)
        {
            return Failed(engine, e);
        }
    }

    /// <summary>Runs an export on an offline render, which stays open until it ends.</summary>
    public static Status RunOffline<TCall>(nint offline, TCall export)
        where TCall : struct, IOfflineCall
    {
        try
        {
            var target = (OfflineTarget?)Handles.Enter(offline, HandleKind.Offline);
            if (target == null) return Handles.Refuse(offline, HandleKind.Offline);
            try
            {
                return export.Run(target);
            }
            finally
            {
                Handles.Leave(offline);
            }
        }
        catch (Exception e)
        {
            return Failed(0, e);
        }
    }

    /// <summary>Runs an export that belongs to no engine.</summary>
    public static Status RunFree<TCall>(TCall export)
        where TCall : struct, IFreeCall
    {
        try
        {
            return export.Run();
        }
        catch (Exception e)
        {
            return Failed(0, e);
        }
    }

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

    /// <summary>Beyond it struct_size was not set, but is whatever the memory held.</summary>
    public const uint MaxStructBytes = 4_096;

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
        if (size >= sizeof(T))
        {
            value = *from; // timelines have many
            return true;
        }

        fixed (T* to = &value) Buffer.MemoryCopy(from, to, sizeof(T), size);
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
            if (size >= sizeof(T)) *to = *from;
            else Buffer.MemoryCopy(from, to, size, size);
        }
    }

    /// <summary>Refuses a struct that could be neither read nor written: it is NULL, or its size is none.</summary>
    public static Status RefuseStruct<T>(Engine engine, string name, T* given, int row = -1, string what = "")
        where T : unmanaged => given == null ? engine.RefuseNull(name) : engine.RefuseSize(name, *(uint*)given, row, what);

    /// <summary>As <see cref="RefuseStruct"/>, without an engine.</summary>
    public static Status RefuseFree<T>(string name, T* given)
        where T : unmanaged => Handles.Fail(Status.InvalidArgument, given == null
            ? $"{name}: NULL" : $"{name}.struct_size: {*(uint*)given} is no size of this struct; set it to its sizeof");

    /// <summary>A time of the caller's, in frames; what is no time is refused where the seconds would be.</summary>
    public static double Seconds(EngineTarget at, long frame) => frame / (double)at.Engine.Config.Rate;

    /// <summary>Writes rows to an array whose stride is the size that its first struct gives; at most <paramref name="capacity"/>.</summary>
    /// <param name="list">The rows.</param>
    /// <param name="to">The array; may be null with a capacity of 0.</param>
    /// <param name="capacity">Structs of the array.</param>
    /// <param name="count">Receives the number of rows.</param>
    /// <param name="at">The engine; its lock is held, so that all rows are of one document.</param>
    /// <param name="name">What the struct is called.</param>
    public static Status WriteList<TList, T>(TList list, T* to, uint capacity, uint* count, EngineTarget at, string name)
        where TList : struct, IRowList<T>
        where T : unmanaged
    {
        uint size = to == null ? 0 : *(uint*)to;
        if (count == null) return at.Engine.RefuseNull("count");
        if (capacity != 0 && !IsSize<T>(size)) return RefuseStruct(at.Engine, name, to);
        using (at.Engine.Lock.Hold())
        {
            Status status = list.Count(at.Engine, out uint all);
            if (status != Status.Ok) return status;
            *count = all;
            for (uint i = 0; i < Math.Min(all, capacity) && status == Status.Ok; i++)
            {
                status = list.Read(at.Engine, i, out T row);
                if (status == Status.Ok) WriteRow((T*)((byte*)to + ((nuint)i * size)), size, ref row);
            }

            return status;
        }
    }

    /// <summary>A C string, or null for null and for empty.</summary>
    public static string? Text(byte* utf8) => utf8 == null || *utf8 == 0 ? null : Marshal.PtrToStringUTF8((nint)utf8);

    /// <summary>Copies text as a C string, cut where it does not fit; returns its whole length without the final 0.</summary>
    public static int Copy(string text, Span<byte> to) => ErrorText.Copy(Encoding.UTF8.GetBytes(text), to);
}
