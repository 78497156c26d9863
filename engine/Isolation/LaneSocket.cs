using System;
using System.Runtime.InteropServices;

namespace Seamline.Isolation;

/// <summary>What became of a wait for a message.</summary>
internal enum Received
{
    /// <summary>Nothing came in time.</summary>
    Nothing,

    /// <summary>A message.</summary>
    Message,

    /// <summary>The other side is gone.</summary>
    Closed,
}

/// <summary>One end of a lane's socket: messages of a fixed form, with a name behind it and a descriptor where a file is handed over.</summary>
/// <remarks>Thread: the lane's, one at a time. Allocates nothing.</remarks>
internal static unsafe class LaneSocket
{
    private const int Rights = 1;         // SCM_RIGHTS
    private const int SocketLevel = 1;    // SOL_SOCKET
    private const short Readable = 1;     // POLLIN
    private const short Gone = 0x38;      // POLLERR | POLLHUP | POLLNVAL

    /// <summary>Sends a message; false: the other side is gone.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="message">The message.</param>
    /// <param name="text">What follows it.</param>
    /// <param name="descriptor">A file to hand over; -1: none.</param>
    public static bool Send<T>(int socket, in T message, ReadOnlySpan<byte> text = default, int descriptor = -1)
        where T : unmanaged
    {
        fixed (T* at = &message)
        fixed (byte* rest = text)
        {
            Linux.Vector* vectors = stackalloc Linux.Vector[2];
            vectors[0] = new Linux.Vector { Base = at, Length = (nuint)sizeof(T) };
            vectors[1] = new Linux.Vector { Base = rest, Length = (nuint)text.Length };
            var header = new Linux.Header { Vectors = vectors, VectorCount = text.IsEmpty ? 1u : 2u };
            Linux.ControlHeader control;
            if (descriptor >= 0)
            {
                control = new Linux.ControlHeader { Length = 20, Level = SocketLevel, Type = Rights, Descriptor = descriptor };
                header.Control = &control;
                header.ControlLength = (nuint)sizeof(Linux.ControlHeader);
            }

            nint sent;
            do sent = Linux.sendmsg(socket, &header, Linux.NoSignal);
            while (sent < 0 && Marshal.GetLastSystemError() == Linux.Interrupted);
            return sent >= 0;
        }
    }

    /// <summary>Takes the next message.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="message">The message.</param>
    /// <param name="milliseconds">How long to wait for it; -1: for ever, 0: not at all.</param>
    public static Received Receive<T>(int socket, out T message, int milliseconds)
        where T : unmanaged
        => Receive(socket, out message, default, out _, out _, takesFile: false, milliseconds);

    /// <summary>Takes the next message, what follows it and, on a worker's side, the file that is handed over. The kernel closes what is not taken.</summary>
    public static Received Receive<T>(
        int socket, out T message, Span<byte> text, out int textBytes, out int descriptor, bool takesFile, int milliseconds)
        where T : unmanaged
    {
        message = default;
        descriptor = -1;
        textBytes = 0;
        while (true)
        {
            var poll = new Linux.Poll { Descriptor = socket, Events = Readable };
            bool waits = milliseconds < 0; // in the call that takes it
            if (!waits && Linux.poll(&poll, 1, milliseconds) <= 0) poll.Found = 0;
            nint got = poll.Found == 0 && !waits ? -1 : Take(socket, ref message, text, takesFile, ref descriptor, waits);
            if (got >= sizeof(T))
            {
                textBytes = (int)got - sizeof(T);
                return Received.Message;
            }

            if (got >= 0 || (poll.Found & Gone) != 0 || (waits && Marshal.GetLastSystemError() != Linux.Interrupted)) return Received.Closed;
            if (!waits) return Received.Nothing; // or an interruption
        }
    }

    // Its bytes; 0: the other side is gone, or this is no message of ours; below 0: nothing there.
    private static nint Take<T>(int socket, ref T message, Span<byte> text, bool takesFile, ref int descriptor, bool waits)
        where T : unmanaged
    {
        fixed (T* at = &message)
        fixed (byte* rest = text)
        {
            Linux.Vector* vectors = stackalloc Linux.Vector[2];
            vectors[0] = new Linux.Vector { Base = at, Length = (nuint)sizeof(T) };
            vectors[1] = new Linux.Vector { Base = rest, Length = (nuint)text.Length };
            Linux.ControlHeader control = default;
            var header = new Linux.Header
            {
                Vectors = vectors,
                VectorCount = 2,
                Control = takesFile ? &control : null,
                ControlLength = takesFile ? (nuint)sizeof(Linux.ControlHeader) : 0,
            };
            nint got = Linux.recvmsg(socket, &header, Linux.CloseReceived | (waits ? 0 : Linux.DoNotWait));
            if (takesFile && header.ControlLength >= 20 && control is { Level: SocketLevel, Type: Rights, Length: 20 }) descriptor = control.Descriptor;
            if (got < 0 || got >= sizeof(T)) return got;
            if (descriptor >= 0) _ = Linux.close(descriptor);
            descriptor = -1;
            return 0;
        }
    }
}
