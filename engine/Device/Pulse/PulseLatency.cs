using System;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Seamline.Device;

/// <summary>
/// Asks a PulseAudio server how far the ear is from what this process plays on it: a connection of its own, beside SDL's, for SDL does not tell.
/// </summary>
/// <remarks>
/// The stream is found by the process that it belongs to, and by its rate and channels where there are several; then it is the newest. Thread: any but the
/// callback's, one at a time; a call waits for the server, at most <see cref="AnswerMilliseconds"/>.
/// </remarks>
internal sealed unsafe class PulseLatency : IDisposable
{
    private const int AnswerMilliseconds = 250;
    private const int StepMicroseconds = 20_000;
    private const int NoAutospawn = 1;
    private const int StateReady = 4;
    private const int OperationRunning = 0;

    private readonly PulseApi _api;
    private readonly byte[] _process = Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\0");
    private nint _loop;
    private nint _context;

    private PulseLatency(PulseApi api)
    {
        _api = api;
        _loop = api.MainloopNew();
        fixed (byte* name = "Seamline latency\0"u8)
        {
            if (_loop != 0) _context = api.ContextNew(api.MainloopGetApi(_loop), name);
        }
    }

    /// <summary>Connects to the server that SDL plays on; null where there is none, or no library.</summary>
    public static PulseLatency? TryConnect()
    {
        PulseApi? api = PulseApi.TryLoad();
        if (api == null) return null;
        var made = new PulseLatency(api);
        if (made._context != 0 && api.ContextConnect(made._context, null, NoAutospawn, 0) >= 0
            && made.Iterate(0) && api.ContextGetState(made._context) == StateReady) return made;
        made.Dispose();
        return null;
    }

    /// <summary>
    /// From now until what would be written to the stream now is heard, microseconds; false where the server does not answer, or has no such stream.
    /// </summary>
    public bool TryAsk(int rate, int channels, out double microseconds)
    {
        microseconds = 0;
        if (_context == 0 || _api.ContextGetState(_context) != StateReady) return false;
        fixed (byte* process = _process, key = "application.process.id\0"u8)
        {
            var search = new Search { PropertyOf = _api.PropertyOf, Key = key, Process = process, Rate = (uint)rate, Channels = (byte)channels };
            nint operation = _api.GetSinkInputs(_context, (nint)(delegate* unmanaged[Cdecl]<nint, PulseSinkInput*, int, void*, void>)&OnSinkInput, &search);
            if (operation == 0) return false;
            bool answered = Iterate(operation);
            if (!answered) _api.OperationCancel(operation); // it writes to the search no more
            _api.OperationUnref(operation);
            microseconds = search.Microseconds;
            return answered && search.Found != 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_context != 0)
        {
            _api.ContextDisconnect(_context);
            _api.ContextUnref(_context);
        }

        if (_loop != 0) _api.MainloopFree(_loop);
        _loop = _context = 0;
    }

    // Until an operation is over, or for 0 the connecting. No delegates: nothing is allocated while the engine plays.
    private bool Iterate(nint operation)
    {
        long began = Stopwatch.GetTimestamp();
        while (operation != 0 ? _api.OperationGetState(operation) == OperationRunning : _api.ContextGetState(_context) is > 0 and < StateReady)
        {
            if (Stopwatch.GetElapsedTime(began).TotalMilliseconds > AnswerMilliseconds) return false;
            if (_api.MainloopPrepare(_loop, StepMicroseconds) < 0 || _api.MainloopPoll(_loop) < 0 || _api.MainloopDispatch(_loop) < 0) return false;
        }

        return true;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnSinkInput(nint context, PulseSinkInput* input, int end, void* data)
    {
        if (end != 0 || input == null) return;
        var search = (Search*)data;
        byte* process = search->PropertyOf(input->Properties, search->Key);
        if (process == null || !Same(process, search->Process)) return;
        int rank = (input->Rate == search->Rate && input->Channels == search->Channels) ? 2 : 1;
        if (rank < search->Found || (rank == search->Found && input->Index < search->Index)) return;
        search->Found = rank;
        search->Index = input->Index;
        search->Microseconds = (double)input->BufferMicroseconds + input->SinkMicroseconds;
    }

    private static bool Same(byte* a, byte* b)
    {
        while (*a == *b && *a != 0)
        {
            a++;
            b++;
        }

        return *a == *b;
    }

    private struct Search
    {
        public delegate* unmanaged[Cdecl]<nint, byte*, byte*> PropertyOf;
        public byte* Key;
        public byte* Process;
        public uint Rate;
        public byte Channels;
        public int Found; // 2 for a stream of that rate and these channels
        public uint Index;
        public double Microseconds;
    }
}
