using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Seamline.Device;

/// <summary>What PipeWire's data thread reaches of an output, in native memory. Set up before the stream is connected; the lower part is the callback's own.</summary>
internal unsafe struct PipeWireState
{
    public DeviceState* Device;
    public nint Stream;

    /// <summary>The three functions, or methods that call them (<see cref="RawCode"/>), and their addresses, which each takes as its last argument.</summary>
    public delegate*<nint, nint, PipeWireBuffer*> Dequeue;
    public delegate*<nint, PipeWireBuffer*, nint, int> Queue;
    public delegate*<nint, PipeWireTime*, nuint, nint, int> GetTime;
    public nint DequeueFunction;
    public nint QueueFunction;
    public nint GetTimeFunction;

    public int FrameBytes;
    public int PeriodFrames; // where the server does not say how much it wants
    public double Rate;

    /// <summary>Where the next frames go, and where the buffer ends.</summary>
    public byte* Cursor;
    public byte* End;
}

/// <summary>
/// The callback that PipeWire's data thread calls for a stream, once a cycle: fills one buffer and takes over the cycle's times. Raw code, as
/// <see cref="DeviceCallback"/>; the three functions of the library that it calls are real-time safe by its contract.
/// </summary>
internal static unsafe class PipeWireCallback
{
    /// <summary>Fills the next buffer. Raw.</summary>
    /// <param name="data">The <see cref="PipeWireState"/>.</param>
    public static void Process(nint data)
    {
        var state = (PipeWireState*)data;
        PipeWireBuffer* buffer = state->Dequeue(state->Stream, state->DequeueFunction);
        if (buffer == null) return;
        unchecked
        {
            SpaData* to = buffer->Buffer->Datas;
            uint room = to->Data == null ? 0 : to->MaxSize / (uint)state->FrameBytes;
            uint frames = buffer->Requested != 0 ? (uint)buffer->Requested : (uint)state->PeriodFrames;
            frames = frames < room ? frames : room;
            state->Cursor = to->Data;
            state->End = to->Data + (frames * (uint)state->FrameBytes);
            TakeTimes(state);
            DeviceCallback.Fill((nint)state->Device, data, (int)(frames * (uint)state->FrameBytes), 0);
            for (; state->Cursor < state->End; state->Cursor += sizeof(float)) *(float*)state->Cursor = 0; // of an output that closes
            to->Chunk->Offset = 0;
            to->Chunk->Stride = state->FrameBytes;
            to->Chunk->Size = frames * (uint)state->FrameBytes;
            buffer->Size = frames;
        }

        _ = state->Queue(state->Stream, buffer, state->QueueFunction);
    }

    /// <summary>The documented entry to <see cref="Process"/>.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void ProcessWithTransition(nint data) => Process(data);

    /// <summary>Puts rendered frames into the buffer, as <see cref="DeviceSetup.Put"/> does.</summary>
    public static byte Put(nint data, void* samples, int bytes, nint function)
    {
        var state = (PipeWireState*)data;
        unchecked
        {
            long room = state->End - state->Cursor;
            long count = (bytes < room ? bytes : room) / sizeof(float);
            float* from = (float*)samples;
            float* to = (float*)state->Cursor;
            for (long i = 0; i < count; i++) to[i] = from[i];
            state->Cursor += count * sizeof(float);
            return bytes <= room ? (byte)1 : (byte)0;
        }
    }

    /// <summary>The documented call of pw_stream_dequeue_buffer.</summary>
    public static PipeWireBuffer* Dequeue(nint stream, nint function) =>
        ((delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, PipeWireBuffer*>)function)(stream);

    /// <summary>The documented call of pw_stream_queue_buffer.</summary>
    public static int Queue(nint stream, PipeWireBuffer* buffer, nint function) =>
        ((delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, PipeWireBuffer*, int>)function)(stream, buffer);

    /// <summary>The documented call of pw_stream_get_time_n.</summary>
    public static int GetTime(nint stream, PipeWireTime* time, nuint size, nint function) =>
        ((delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, PipeWireTime*, nuint, int>)function)(stream, time, size);

    // The cycle's beginning, which the server keeps free of jitter, and what lies between this block and the ear: delay + queued + buffered.
    private static void TakeTimes(PipeWireState* state)
    {
        PipeWireTime time = default;
        if (state->GetTime(state->Stream, &time, (nuint)sizeof(PipeWireTime), state->GetTimeFunction) < 0 || time.RateDenominator == 0 || time.Now <= 0)
        {
            state->Device->CycleNanoseconds = 0;
            return;
        }

        double delay = time.Delay * (double)time.RateNumerator / time.RateDenominator * state->Rate;
        double latency = delay + (long)time.Queued + (long)time.Buffered;
        Volatile.Write(ref state->Device->CycleLatencyFrames, latency < 0 ? 0 : latency); // partner: AudioOutput.LatencyFrames
        state->Device->CycleNanoseconds = time.Now;
    }
}
