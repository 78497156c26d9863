using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FFmpeg.AutoGen;
using Seamline.Files;

namespace Seamline.Encode;

/// <summary>FFmpeg's output onto a stream, so that encoded files are written under the same rules as others.</summary>
internal sealed unsafe class MuxerOutput : IDisposable
{
    private const int BufferBytes = 64 * 1_024;
    private const int SizeOfFile = 0x10000; // AVSEEK_SIZE
    private const int Whence = 3;
    private const int FromHere = 1;
    private const int FromEnd = 2;

    private readonly OutputFile _file;
    private readonly long _start;
    private GCHandle _self;
    private long _length;
    private AVIOContext* _context;

    /// <summary>Makes one; the file stays its owner's.</summary>
    public MuxerOutput(OutputFile file)
    {
        _file = file;
        bool seeks = file.Stream.CanSeek;
        if (seeks) _start = file.Stream.Position; // a shell's file may hold something already
        _self = GCHandle.Alloc(this);
        delegate* unmanaged[Cdecl]<void*, byte*, int, int> write = &Write;
        delegate* unmanaged[Cdecl]<void*, long, int, long> seek = &Seek;
        _context = ffmpeg.avio_alloc_context(
            (byte*)ffmpeg.av_malloc(BufferBytes), BufferBytes, 1, (void*)GCHandle.ToIntPtr(_self), default,
            new avio_alloc_context_write_packet_func { Pointer = (nint)write }, new avio_alloc_context_seek_func { Pointer = seeks ? (nint)seek : 0 });
        if (_context is null) throw new OutputException("no memory for its encoder");
    }

    /// <summary>For the muxer.</summary>
    public AVIOContext* Context => _context;

    /// <summary>Throws what a write has met.</summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_context is null) return;
        ffmpeg.av_free(_context->buffer);
        AVIOContext* context = _context;
        ffmpeg.avio_context_free(&context);
        _context = null;
        _self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(void* self, byte* bytes, int count)
    {
        var output = (MuxerOutput)GCHandle.FromIntPtr((nint)self).Target!;
        try
        {
            if (output.Failure is not null) return ffmpeg.AVERROR(ffmpeg.EIO);
            Stream stream = output._file.Stream;
            stream.Write(new ReadOnlySpan<byte>(bytes, count));
            output._length = stream.CanSeek ? Math.Max(output._length, stream.Position - output._start) : output._length + count;
            return count;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            output.Failure = OutputException.Of(error, output._file.Folder);
            return ffmpeg.AVERROR(ffmpeg.EIO);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Seek(void* self, long offset, int whence)
    {
        var output = (MuxerOutput)GCHandle.FromIntPtr((nint)self).Target!;
        try
        {
            if ((whence & SizeOfFile) != 0) return output._length;
            Stream stream = output._file.Stream;
            long from = (whence & Whence) switch { FromHere => stream.Position - output._start, FromEnd => output._length, _ => 0 };
            stream.Position = output._start + from + offset;
            return from + offset;
        }
        catch (Exception error) when (error is IOException or NotSupportedException or ArgumentException)
        {
            return ffmpeg.AVERROR(ffmpeg.EIO);
        }
    }
}
