using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using TerraFX.Interop.Windows;
using static TerraFX.Interop.Windows.Windows;

namespace Seamline.Files;

/// <summary>A medium's file on Windows, by the system's own calls: .NET makes an object on the garbage collected heap for each opening, and demuxers are opened while the engine plays.</summary>
/// <remarks>Thread: as its demuxer. Allocates nothing on the GC heap.</remarks>
[SupportedOSPlatform("windows6.1")]
internal static unsafe class WindowsInput
{
    /// <summary>No file.</summary>
    public const nint None = -1; // HANDLE.INVALID_VALUE

    // A recording may be renamed or deleted while it is open here.
    private const uint ShareAll = FILE.FILE_SHARE_READ | FILE.FILE_SHARE_WRITE | FILE.FILE_SHARE_DELETE;

    /// <summary>Opens a file to read it; <see cref="None"/> where that is refused.</summary>
    /// <param name="systemPath">The path in UTF-16, with its end.</param>
    public static nint Open(byte[] systemPath)
    {
        fixed (byte* path = systemPath)
            return (nint)CreateFileW((char*)path, GENERIC.GENERIC_READ, ShareAll, null, OPEN.OPEN_EXISTING, SECURITY.SECURITY_SQOS_PRESENT, HANDLE.NULL).Value;
    }

    /// <summary>Reads from a place; 0: there the file ends.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static int Read(nint file, Span<byte> bytes, long position)
    {
        uint got = 0;
        var place = default(OVERLAPPED);
        place.Offset = (uint)position;
        place.OffsetHigh = (uint)(position >> 32);
        fixed (byte* at = bytes)
        {
            if (ReadFile(new HANDLE((void*)file), at, (uint)bytes.Length, &got, &place)) return (int)got;
        }

        return Marshal.GetLastSystemError() == ERROR.ERROR_HANDLE_EOF ? 0 : throw new IOException("a file cannot be read");
    }

    /// <summary>Its length.</summary>
    /// <exception cref="IOException">It is not known.</exception>
    public static long Size(nint file)
    {
        LARGE_INTEGER size;
        return GetFileSizeEx(new HANDLE((void*)file), &size) ? size.QuadPart : throw new IOException("a file's length is not known");
    }

    /// <summary>Closes it.</summary>
    public static void Close(nint file) => _ = CloseHandle(new HANDLE((void*)file));
}
