using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Ui.Native;

/// <summary>What became of a dialog: the files, none where it was cancelled, null where the system has no dialog.</summary>
internal sealed record DialogResult(int Dialog, IReadOnlyList<string>? Files);

/// <summary>
/// The system's file dialogs, through SDL: the desktop's portal or zenity on Linux. Answers come from any thread and wait in a queue.
/// Thread: the window's.
/// </summary>
internal static unsafe partial class SystemDialog
{
    private static readonly ConcurrentQueue<DialogResult> Results = new();

    /// <summary>The next answer; false where none waits.</summary>
    public static bool TryTake(out DialogResult? result) => Results.TryDequeue(out result);

    /// <summary>Asks for files that are there.</summary>
    /// <param name="dialog">Comes back with the answer.</param>
    /// <param name="window">SDL's window.</param>
    /// <param name="name">What files are wanted, in words.</param>
    /// <param name="extensions">Their extensions.</param>
    /// <param name="folder">Where to begin; null for anywhere.</param>
    public static void Open(int dialog, IntPtr window, string name, IEnumerable<string> extensions, string? folder)
    {
        // SDL reads the filters until the answer comes; a dialog is rare, and a few hundred bytes each are left to the process.
        var filters = (Filter*)NativeMemory.Alloc(2, (nuint)sizeof(Filter));
        filters[0] = new Filter(Marshal.StringToCoTaskMemUTF8(name), Marshal.StringToCoTaskMemUTF8(string.Join(';', extensions)));
        filters[1] = new Filter(Marshal.StringToCoTaskMemUTF8("All files"), Marshal.StringToCoTaskMemUTF8("*"));
        SDL_ShowOpenFileDialog(&Answer, dialog, window, filters, 2, folder == null ? null : folder.TrimEnd('/') + "/", 1);
    }

    /// <summary>Asks for a file to write.</summary>
    public static void Save(int dialog, IntPtr window, string path) => SDL_ShowSaveFileDialog(&Answer, dialog, window, null, 0, path);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Answer(nint dialog, nint* files, int filter)
    {
        List<string>? all = files == null ? null : [];
        for (int i = 0; all != null && files[i] != 0; i++) all.Add(Marshal.PtrToStringUTF8(files[i]) ?? "");
        Results.Enqueue(new DialogResult((int)dialog, all));
    }

    [LibraryImport("SDL3", StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial void SDL_ShowOpenFileDialog(delegate* unmanaged[Cdecl]<nint, nint*, int, void> callback, nint user, IntPtr window, Filter* filters, int count, string? location, byte many);

    [LibraryImport("SDL3", StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial void SDL_ShowSaveFileDialog(delegate* unmanaged[Cdecl]<nint, nint*, int, void> callback, nint user, IntPtr window, Filter* filters, int count, string? location);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Filter(nint name, nint pattern)
    {
        public readonly nint Name = name;
        public readonly nint Pattern = pattern;
    }
}
