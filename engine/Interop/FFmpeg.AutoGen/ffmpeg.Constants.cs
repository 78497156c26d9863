using System;
using System.Collections.Generic;

namespace FFmpeg.AutoGen;

/// <summary>
/// The project's own subset of the package FFmpeg.AutoGen: same namespace, names and signatures, written from the public C headers.
/// One binary takes FFmpeg 5.1, 6 or 7, whichever is installed (the newest first).
/// </summary>
public static unsafe partial class ffmpeg
{
    public const int AV_TIME_BASE = 1_000_000;
    public const int AVSEEK_FLAG_BACKWARD = 1;
    public const int AVINDEX_KEYFRAME = 1;
    public const int AVFMT_GENERIC_INDEX = 0x0100;
    public const int AV_PKT_FLAG_KEY = 1;
    public const int AV_DISPOSITION_ATTACHED_PIC = 1 << 10;
    public const int AV_LOG_QUIET = -8;
    public const int AV_LOG_FATAL = 8;
    public const int AV_LOG_INFO = 32;
    public const int AV_ERROR_MAX_STRING_SIZE = 64;
    public const int EIO = 5;
    public const int ENOSPC = 28;
    public const int ENOMEM = 12;
    public const int EINVAL = 22;

    public static readonly int EAGAIN = OperatingSystem.IsMacOS() ? 35 : 11;
    public static readonly long AV_NOPTS_VALUE = long.MinValue;
    public static readonly int AVERROR_EOF = -541478725;
    public static readonly int AVERROR_EXIT = -1414092869;
    public static readonly int AVERROR_INVALIDDATA = -1094995529;

    /// <summary>Folder of the libraries; empty means the system's search path. Set it before the first call.</summary>
    public static string RootPath { get; set; } = "";

    /// <summary>Library name to soname major. Here it is found, not set: the newest whole set installed.</summary>
    public static Dictionary<string, int> LibraryVersionMap => Loader.Map;

    public static int AVERROR(int error) => -error;
}
