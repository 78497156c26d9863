using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Seamline.Isolation;

/// <summary>
/// The engine's side of a template (tools/decoder/template.c): a process that has loaded FFmpeg, opens no media, and forks workers. They are this
/// process's children, so it waits for them and ends them like those that it starts by itself; when the template ends they go on.
/// </summary>
/// <remarks>Thread: one at a time.</remarks>
internal sealed unsafe class WorkerTemplate : IDisposable
{
    private const int Rights = 1;      // SCM_RIGHTS
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int NoWait = 1;      // WNOHANG
    private const int WaitMilliseconds = 100;

    private readonly int _process;
    private readonly int _socket;
    private readonly double _seconds;

    private WorkerTemplate(int process, int socket, double seconds)
    {
        _process = process;
        _socket = socket;
        _seconds = seconds;
    }

    /// <summary>Its number.</summary>
    public int Number => _process;

    /// <summary>Starts one and waits until it is ready; null where there is none to be had.</summary>
    public static WorkerTemplate? Start(string program, IsolationSettings settings)
    {
        int* pair = stackalloc int[2];
        if (Linux.Pair(pair) != 0) return null;
        var opened = new List<int> { pair[1] };
        int handed = WorkerLaunch.Up(pair[1], opened);
        int process = handed < 0 ? 0 : WorkerLaunch.Spawn(program, ["template", WorkerLaunch.Text(WorkerLayout.Version)], [handed], settings.Environment);
        foreach (int descriptor in opened) _ = Linux.close(descriptor);
        if (process <= 0)
        {
            _ = Linux.close(pair[0]);
            return null;
        }

        var template = new WorkerTemplate(process, pair[0], settings.StartSeconds);
        if (template.TryHear(out TemplateAnswer answer) && answer.Refusal == (int)Refusal.None) return template;
        template.Dispose();
        return null;
    }

    /// <summary>Has it fork a worker. Returns its number; 0 where it does not.</summary>
    /// <param name="lanes">Lanes.</param>
    /// <param name="spillBytes">Bytes of the file for decoded samples.</param>
    /// <param name="handed">Descriptors, from <see cref="WorkerLayout.PagesDescriptor"/> on.</param>
    public int Fork(int lanes, long spillBytes, List<int> handed)
    {
        if (!TryAsk(new TemplateRequest { Lanes = lanes, SpillBytes = spillBytes }, CollectionsMarshal.AsSpan(handed))) return 0;
        if (!TryHear(out TemplateAnswer answer) || answer.Process <= 0) return 0;

        // Only what this process may wait for: a number that is no child of its own is not taken.
        int status;
        return Linux.waitpid(answer.Process, &status, NoWait) == 0 ? answer.Process : 0;
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _ = Linux.close(_socket);
        int status;
        if (Linux.waitpid(_process, &status, NoWait) != 0) return; // by itself; or the host has taken its end already
        _ = Linux.kill(_process, Linux.Kill);
        _ = Linux.waitpid(_process, &status, 0);
    }

    private bool TryAsk(TemplateRequest request, ReadOnlySpan<int> descriptors)
    {
        int controlBytes = sizeof(nuint) + (2 * sizeof(int)) + (descriptors.Length * sizeof(int));
        byte* control = stackalloc byte[controlBytes + sizeof(nuint)];
        *(nuint*)control = (nuint)controlBytes;
        ((int*)control)[2] = SocketLevel;
        ((int*)control)[3] = Rights;
        descriptors.CopyTo(new Span<int>(control + 16, descriptors.Length));
        var part = new Linux.Vector { Base = &request, Length = (nuint)sizeof(TemplateRequest) };
        var header = new Linux.Header { Vectors = &part, VectorCount = 1, Control = control, ControlLength = (nuint)((controlBytes + 7) & ~7) };
        nint sent;
        do sent = Linux.sendmsg(_socket, &header, Linux.NoSignal);
        while (sent < 0 && Marshal.GetLastSystemError() == Linux.Interrupted);
        return sent == sizeof(TemplateRequest);
    }

    private bool TryHear(out TemplateAnswer answer)
    {
        answer = default;
        for (int waits = 0; waits * WaitMilliseconds < _seconds * 1_000; waits++) // see WorkerPool.AwaitReady
        {
            Received received = LaneSocket.Receive(_socket, out answer, WaitMilliseconds);
            if (received != Received.Nothing) return received == Received.Message;
        }

        return false;
    }

    // template.c has the same.
    [StructLayout(LayoutKind.Sequential)]
    private struct TemplateRequest
    {
        public int Lanes;
        public int Reserved;
        public long SpillBytes;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TemplateAnswer
    {
        public int Process;
        public int Refusal;
    }
}
