using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Seamline.Projects;

/// <summary>Project files of other programs, known by what they begin with or by their names, and refused as what they are.</summary>
public static class ForeignFormat
{
    /// <summary>Bytes that such a file is known by.</summary>
    internal const int HeadBytes = 4_096;

    private static readonly Dictionary<string, string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        [".edl"] = "an EDL (edit decision list)",
        [".fcpxml"] = "an FCPXML project (Final Cut Pro)",
        [".fcpxmld"] = "an FCPXML project (Final Cut Pro)",
        [".aaf"] = "an AAF file",
        [".omf"] = "an OMF file",
        [".otioz"] = "an .otioz bundle (OpenTimelineIO in a zip archive)",
        [".otiod"] = "an .otiod bundle (OpenTimelineIO in a folder)",
        [".mlt"] = "an MLT project (Shotcut)",
        [".kdenlive"] = "a Kdenlive project (MLT)",
        [".llc"] = "a LosslessCut project",
        [".rpp"] = "a Reaper project",
        [".prproj"] = "a Premiere Pro project",
        [".drp"] = "a DaVinci Resolve project",
        [".aup"] = "an Audacity project",
        [".aup3"] = "an Audacity project",
        [".sesx"] = "an Audition session",
        [".als"] = "an Ableton Live set",
        [".ptx"] = "a Pro Tools session",
        [".veg"] = "a Vegas project",
        [".ardour"] = "an Ardour session",
        [".xges"] = "a GStreamer Editing Services project",
        [".osp"] = "an OpenShot project",
        [".cap"] = "a Cap recording",
        [".cue"] = "a cue sheet",
        [".srt"] = "a file of subtitles (SRT)",
        [".vtt"] = "a file of subtitles (WebVTT)",
    };

    private static readonly (string Element, string Name)[] Elements =
    [
        ("<fcpxml", "an FCPXML project (Final Cut Pro)"),
        ("<xmeml", "a Final Cut Pro 7 XML project (xmeml)"),
        ("<mlt", "an MLT project (Kdenlive, Shotcut)"),
        ("<ges", "a GStreamer Editing Services project"),
        ("<PremiereData", "a Premiere Pro project"),
        ("<sesx", "an Audition session"),
        ("<Session", "an Ardour session"),
        ("<audacityproject", "an Audacity project"),
    ];

    /// <summary>What a file on the disk is, where it is a project of another program or none that can be read; else null.</summary>
    public static string? Name(string path)
    {
        if (Directory.Exists(path))
            return Extensions.GetValueOrDefault(Path.GetExtension(Path.TrimEndingDirectorySeparator(path)));
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] head = new byte[HeadBytes];
            return Name(path, head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Opening it as what it was taken for says why it cannot be read.
            return null;
        }
    }

    /// <summary>The refusal.</summary>
    public static string Sentence(string path, string name)
    {
        foreach ((string extension, string known) in Extensions)
        {
            if (known == name && ProjectFile.IsProject(extension))
                return $"{path}: this is {name}; give it a name that ends in {extension}.";
        }
        return $"{path}: this is {name}, which is not supported; a timeline is an .otio file.";
    }

    /// <summary>The extension of the format that an .xml file is of.</summary>
    internal static string XmlKind(string path)
    {
        string? name = Name(path);
        return name is null ? ".xml" : name.StartsWith("an FCPXML", StringComparison.Ordinal) ? ".fcpxml" : name.StartsWith("an MLT", StringComparison.Ordinal) ? ".mlt" : ".xml";
    }

    /// <summary>Whether a file begins as an EDL does.</summary>
    internal static bool IsEdl(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] head = new byte[HeadBytes];
        int read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return IsEdlText(Encoding.Latin1.GetString(head, 0, read).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n'));
    }

    /// <summary>The same of the bytes that a file begins with.</summary>
    internal static string? Name(string path, ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, HeadBytes)];
        if (head.StartsWith("PK\u0003\u0004"u8))
            return head.IndexOf("content.otio"u8) >= 0 ? Extensions[".otioz"] : Extensions.GetValueOrDefault(Path.GetExtension(path)) ?? "a zip archive";
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return head.IndexOf("AAFB"u8) >= 0 || !IsKnown(path) ? Extensions[".aaf"] : Extensions[Path.GetExtension(path)];
        string text = Encoding.Latin1.GetString(head).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        if (text.StartsWith('<'))
            return OfXml(text, path);
        if (IsEdlText(text))
            return Extensions[".edl"];
        return IsKnown(path) ? Extensions[Path.GetExtension(path)] : null;
    }

    private static bool IsKnown(string path) => Extensions.ContainsKey(Path.GetExtension(path));

    private static string? OfXml(string text, string path)
    {
        if (text.StartsWith("<REAPER_PROJECT", StringComparison.Ordinal))
            return Extensions[".rpp"];
        foreach ((string element, string name) in Elements)
        {
            if (text.Contains(element, StringComparison.Ordinal))
                return name;
        }
        return Extensions.GetValueOrDefault(Path.GetExtension(path))
            ?? (text.StartsWith("<?xml", StringComparison.Ordinal) ? "an XML file of a kind that is not known" : null);
    }

    /// <summary>CMX 3600: a title or a line on drop frames, or events that begin with their number.</summary>
    private static bool IsEdlText(string text)
    {
        if (text.StartsWith("TITLE:", StringComparison.Ordinal) || text.StartsWith("FCM:", StringComparison.Ordinal))
            return true;
        string[] words = text.Split('\n', 2)[0].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length >= 8 && words[0].Length is 3 or 6 && int.TryParse(words[0], out _) && words[3] is "C" or "D" && words[^1].Contains(':', StringComparison.Ordinal);
    }
}
