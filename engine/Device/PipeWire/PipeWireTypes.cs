using System.Runtime.InteropServices;

namespace Seamline.Device;

// What crosses the border to libpipewire-0.3, on 64-bit systems: the parts of its structs that are used, at the offsets of PipeWire 0.3.50 and later.

/// <summary>struct pw_time: the stream's place in the server's graph, of one cycle.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PipeWireTime
{
    /// <summary>When the cycle began, ns of CLOCK_MONOTONIC.</summary>
    public long Now;

    /// <summary>Unit of <see cref="Ticks"/> and <see cref="Delay"/>: this many seconds, divided by <see cref="RateDenominator"/>.</summary>
    public uint RateNumerator;

    public uint RateDenominator;

    /// <summary>Time of the graph.</summary>
    public ulong Ticks;

    /// <summary>From the graph to the ear, as far as the server knows.</summary>
    public long Delay;

    /// <summary>Frames queued in the stream.</summary>
    public ulong Queued;

    /// <summary>Frames held in the stream's converter.</summary>
    public ulong Buffered;

    public uint QueuedBuffers;

    public uint AvailableBuffers;
}

/// <summary>struct pw_buffer.</summary>
internal unsafe struct PipeWireBuffer
{
    public SpaBuffer* Buffer;
    public void* UserData;
    public ulong Size;

    /// <summary>Frames that the converter needs in this cycle; 0 where it does not say.</summary>
    public ulong Requested;
}

/// <summary>struct spa_buffer.</summary>
internal unsafe struct SpaBuffer
{
    public uint MetaCount;
    public uint DataCount;
    public void* Metas;
    public SpaData* Datas;
}

/// <summary>struct spa_data.</summary>
internal unsafe struct SpaData
{
    public uint Type;
    public uint Flags;
    public long Descriptor;
    public uint MapOffset;
    public uint MaxSize;
    public byte* Data;
    public SpaChunk* Chunk;
}

/// <summary>struct spa_chunk.</summary>
internal struct SpaChunk
{
    public uint Offset;
    public uint Size;
    public int Stride;
    public int Flags;
}

/// <summary>struct spa_dict.</summary>
internal unsafe struct SpaDict
{
    public uint Flags;
    public uint Count;
    public SpaDictItem* Items;
}

/// <summary>struct spa_dict_item.</summary>
internal unsafe struct SpaDictItem
{
    public byte* Key;
    public byte* Value;
}

/// <summary>struct spa_interface: every object's first member; its methods are a table of pointers.</summary>
internal unsafe struct SpaInterface
{
    public byte* Type;
    public uint Version;
    public nint* Methods;
    public nint Data;
}

/// <summary>struct spa_hook: a listener's place in its object's list. Written by PipeWire only.</summary>
[StructLayout(LayoutKind.Sequential, Size = 48)]
internal struct SpaHook;

/// <summary>struct pw_stream_events, pw_registry_events, pw_core_events, pw_metadata_events: a version, then pointers, null where nobody listens.</summary>
[StructLayout(LayoutKind.Sequential, Size = 8 + (Most * 8))]
internal unsafe struct PipeWireEvents
{
    private const int Most = 11;

    public uint Version;
    public nint First;

    /// <summary>Sets the handler of an event by its place in the struct.</summary>
    public static void Set(PipeWireEvents* events, int place, nint handler) => (&events->First)[place] = handler;
}
