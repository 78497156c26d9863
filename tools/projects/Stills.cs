using System;
using System.Collections.Generic;
using System.IO;

namespace Seamline.Projects;

/// <summary>Media that are pictures and have no sound, by the ends of their names.</summary>
internal static class Stills
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".png", ".jpg", ".jpeg", ".jpe", ".tif", ".tiff", ".bmp", ".gif", ".webp", ".heic", ".heif", ".avif", ".jp2", ".jxl",
        ".exr", ".dpx", ".cin", ".tga", ".psd", ".svg", ".hdr", ".pcx", ".ppm", ".pgm", ".pbm", ".ai", ".eps", ".pdf", ".dng", ".cr2", ".nef",
    };

    /// <summary>Whether a path or address names a picture.</summary>
    public static bool IsStill(string path) => Extensions.Contains(Path.GetExtension(path));
}
