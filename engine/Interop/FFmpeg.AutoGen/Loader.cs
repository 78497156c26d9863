using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace FFmpeg.AutoGen;

/// <summary>
/// Finds the FFmpeg libraries by their versioned names, the newest whole set first, once a process.
/// A set is whole when all four libraries of one FFmpeg major load: mixing majors would mix struct layouts.
/// </summary>
internal static class Loader
{
    // FFmpeg 7, 6, 5.1: avformat, avcodec, avutil, swresample.
    private static readonly int[][] Sets = [[61, 61, 59, 5], [60, 60, 58, 4], [59, 59, 57, 4]];
    private static readonly string[] Names = ["avformat", "avcodec", "avutil", "swresample"];
    private static readonly nint[] Handles = new nint[4];

    /// <summary>Library name to soname major of the set in use; the newest set when none is installed.</summary>
    internal static readonly Dictionary<string, int> Map = Detect();

    /// <summary>Major of libavformat in use: 59, 60 or 61. Picks the struct layouts.</summary>
    internal static int Major => Map["avformat"];

    /// <summary>Address of a function.</summary>
    /// <exception cref="DllNotFoundException">No whole set of FFmpeg libraries is installed.</exception>
    /// <exception cref="EntryPointNotFoundException">The library lacks the function.</exception>
    internal static nint Resolve(string library, string function)
    {
        int index = Array.IndexOf(Names, library);
        if (Map.Count == 0 || Handles[index] == 0)
        {
            throw new DllNotFoundException(
                $"The FFmpeg library {FileName(library, Map[library])} was not found (nor a whole set of FFmpeg 5.1, 6 or 7).");
        }

        return NativeLibrary.GetExport(Handles[index], function);
    }

    private static Dictionary<string, int> Detect()
    {
        foreach (int[] set in Sets)
        {
            if (TryLoadSet(set)) return ToMap(set);
        }

        return ToMap(Sets[0]);
    }

    // Dependencies first, so that a RootPath outside the system's search path still satisfies them.
    private static bool TryLoadSet(int[] set)
    {
        var handles = new nint[4];
        foreach (int index in (ReadOnlySpan<int>)[2, 3, 1, 0])
        {
            if (!NativeLibrary.TryLoad(FileName(Names[index], set[index]), out handles[index]))
            {
                foreach (nint handle in handles)
                {
                    if (handle != 0) NativeLibrary.Free(handle);
                }

                return false;
            }
        }

        handles.CopyTo(Handles, 0);
        return true;
    }

    private static Dictionary<string, int> ToMap(int[] set)
    {
        var map = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < Names.Length; i++) map[Names[i]] = set[i];
        return map;
    }

    private static string FileName(string library, int major)
    {
        string file = OperatingSystem.IsWindows() ? $"{library}-{major}.dll"
            : OperatingSystem.IsMacOS() ? $"lib{library}.{major}.dylib"
            : $"lib{library}.so.{major}";
        return string.IsNullOrEmpty(ffmpeg.RootPath) ? file : System.IO.Path.Combine(ffmpeg.RootPath, file);
    }
}
