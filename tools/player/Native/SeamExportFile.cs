using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Ui.Native;

/// <summary>seam_file_export.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SeamFileExport
{
    public uint StructSize;
    public int Codec;
    public nint Path;
    public int Format;
    public uint Flags;
    public long FirstFrame;
    public long Frames;
    public long BitRate;
    public double Quality;
    public double LoudnessLufs;
    public double CeilingDb;
    public double EdgeFadeMs;
    public long Stem;
    public nint Tags;
    public nint Chapters;
    public uint TagCount;
    public uint ChapterCount;
    public delegate* unmanaged[Cdecl]<nint, long, long, int> Progress;
    public nint User;
    public SeamLevels* Levels;
}

/// <summary>seamline.h: exported files.</summary>
internal static unsafe partial class Seam
{
    /// <summary>SEAM_DITHER.</summary>
    public const uint Dither = 2;

    [LibraryImport(Library), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int seam_export_file(nint engine, SeamFileExport* wanted);
}

/// <summary>Exported files.</summary>
internal sealed unsafe partial class NativeEngine
{
    /// <summary>Writes the timeline, or a range of it, to a file; returns when it is written, cancelled or failed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">Codec, format, range and loudness; the rest is set here.</param>
    /// <param name="progress">Says how far it is, on this thread; false cancels.</param>
    /// <param name="levels">How loud it came out.</param>
    /// <param name="cancelled">Whether it ended because <paramref name="progress"/> said so.</param>
    public bool ExportFile(string path, SeamFileExport wanted, Func<long, long, bool> progress, out SeamLevels levels, out bool cancelled)
    {
        nint name = Marshal.StringToCoTaskMemUTF8(path);
        GCHandle user = GCHandle.Alloc(progress);
        var reported = new SeamLevels { StructSize = (uint)sizeof(SeamLevels) };
        try
        {
            wanted.StructSize = (uint)sizeof(SeamFileExport);
            wanted.Path = name;
            wanted.Progress = &Report;
            wanted.User = GCHandle.ToIntPtr(user);
            wanted.Levels = &reported;
            int status = Seam.seam_export_file(_handle, &wanted);
            cancelled = status == Seam.Cancelled;
            levels = reported;
            return Ok(status);
        }
        finally
        {
            user.Free();
            Marshal.FreeCoTaskMem(name);
        }
    }
}
