using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;

namespace Seamline.Files;

/// <summary>
/// Writes to an open file straight, without buffering and from where it stands: what another process writes to the same one
/// comes before or after, as a shell's user expects of /dev/stdout.
/// </summary>
/// <param name="descriptor">Owned.</param>
internal sealed class DescriptorStream(int descriptor) : Stream
{
    private readonly bool _seeks = Posix.Seek(descriptor, 0, FromHere) >= 0 && (Posix.Control(descriptor, Posix.GetFlags, 0) & Posix.Append) == 0;
    private int _descriptor = descriptor;

    // SEEK_SET, SEEK_CUR, SEEK_END
    private const int FromStart = 0;
    private const int FromHere = 1;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <summary>Bytes written before can be written over: a regular file, not opened to append.</summary>
    public override bool CanSeek => _seeks;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => Checked(Posix.Seek(_descriptor, 0, FromHere));
        set => Checked(Posix.Seek(_descriptor, value, FromStart));
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            nint written = Posix.Write(_descriptor, ref MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written > 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            int error = Marshal.GetLastPInvokeError();
            if (error == Posix.TryAgain) Thread.Sleep(1); // another process set it so: a terminal, the other end of a socket
            else if (error != Posix.Interrupted) throw OutputException.OfLastError("/dev");
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_descriptor >= 0) _ = Posix.Close(_descriptor);
        _descriptor = -1;
        base.Dispose(disposing);
    }

    private static long Checked(long result) => result >= 0 ? result : throw OutputException.OfLastError("/dev");
}
