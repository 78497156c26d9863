using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using FFmpeg.AutoGen;
using Seamline.Memory;

namespace Seamline.Decode;

/// <summary>Whether FFmpeg is there, found out once a process, with the sentence to show when it is not.</summary>
/// <remarks>Thread: any. The first call loads the libraries (tens of ms).</remarks>
internal static class FFmpegLibraries
{
    private static readonly string? Missing = Load();

    /// <summary>True when media can be decoded and resampled on this machine.</summary>
    public static bool Available => Missing is null;

    /// <summary>The version of libavformat in use, for `info`; empty when there is none.</summary>
    public static string Version
    {
        get
        {
            if (!Available) return "";
            uint version = ffmpeg.avformat_version();
            return $"libavformat {version >> 16}.{(version >> 8) & 255}.{version & 255}";
        }
    }

    /// <summary>The same as FFmpeg numbers it; 0 when there is none.</summary>
    internal static uint Number => Available ? ffmpeg.avformat_version() : 0;

    /// <summary>Throws unless FFmpeg can be used.</summary>
    /// <param name="what">What cannot be done without it, as the beginning of the sentence: "cannot open 'a.m4a'".</param>
    /// <exception cref="MediaException">A library is missing: says which one and what to install.</exception>
    public static void Require(string what)
    {
        if (Missing is not null) throw new MediaException(Refusal(what));
    }

    /// <summary>The sentence of a machine without it.</summary>
    public static string Refusal(string what) => $"{what}: {Missing}";

    /// <summary>The sentence about the first library of a list, by FFmpeg's own names, that this machine does not have; null if it has all.</summary>
    internal static string? FindMissing(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            string file = FileName(name, ffmpeg.LibraryVersionMap.GetValueOrDefault(name));
            if (!NativeLibrary.TryLoad(file, out _)) return Sentence(file);
        }

        return null;
    }

    private static string? Load()
    {
        ffmpeg.RootPath = BesideHost.FolderWith("avformat-61.dll", "avformat-60.dll", "avformat-59.dll") ?? "";
        if (FindMissing("avformat", "avcodec", "avutil", "swresample") is { } missing) return missing;

        // The default level writes every damaged packet to the host's stderr; a level that the host chose is left alone.
        if (ffmpeg.av_log_get_level() == ffmpeg.AV_LOG_INFO) ffmpeg.av_log_set_level(ffmpeg.AV_LOG_FATAL);
        return null;
    }

    private static string FileName(string name, int major)
    {
        string file = OperatingSystem.IsWindows() ? $"{name}-{major}.dll"
            : OperatingSystem.IsMacOS() ? $"lib{name}.{major}.dylib"
            : $"lib{name}.so.{major}";
        return Path.Combine(ffmpeg.RootPath, file);
    }

    private static string Sentence(string file)
        => $"the FFmpeg library {file} is not installed (FFmpeg 5.1, 6 or 7 with avformat, avcodec, avutil and swresample is needed; "
        + (OperatingSystem.IsWindows() ? "put its four DLLs beside the program)" : "Debian and Ubuntu: apt install ffmpeg; Fedora: ffmpeg-free; Arch and Homebrew: ffmpeg)");
}
