using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Seamline.Projects;

/// <summary>Project files of every format that is read or written, by the ends of their names.</summary>
public static class ProjectFile
{
    private sealed record Format(string Extensions, string Name, Func<string, OtioReadOptions, Project>? Read, Func<CutOutput, string>? Write, bool NeedsMedium = false, bool IsBundle = false, bool HoldsLanes = false);

    private const string Otio = ".otio";
    private const string CapExtension = ".cap";

    private static readonly Format[] Formats =
    [
        new(".edl", "EDL (CMX 3600)", EdlReader.Read, EdlWriter.Write),
        new(".llc", "LosslessCut", LosslessCut.Read, LosslessCut.Write),
        new(".csv", "rows of start, end, name", CsvCuts.Read, CsvCuts.Write, NeedsMedium: true),
        new(".json .v1 .v2 .v3", "auto-editor", AutoEditor.Read, AutoEditorWriter.Write, HoldsLanes: true),
        new(".fcpxml", "FCPXML", FcpxmlReader.Read, FcpxmlWriter.Write, HoldsLanes: true),
        new(".xml", "Final Cut Pro 7 XML (xmeml)", XmemlReader.Read, XmemlWriter.Write),
        new(".mlt .kdenlive", "MLT: Shotcut, Kdenlive", MltReader.Read, MltWriter.Write),
        new(".rpp", "Reaper", ReaperReader.Read, ReaperWriter.Write, HoldsLanes: true),
        new(".labels", "Audacity labels", MarkerLists.ReadLabels, MarkerLists.WriteLabels, NeedsMedium: true),
        new(".chapters", "chapters, a time and a name a line", MarkerLists.ReadChapters, MarkerLists.WriteChapters, NeedsMedium: true),
        new(".srt", "subtitles", MarkerLists.ReadSubtitles, MarkerLists.WriteSubtitles, NeedsMedium: true),
        new(".cue", "cue sheet", MarkerLists.ReadCue, null),
        new(".otioz", "OpenTimelineIO with its media, in a zip archive", OtioBundle.ReadZip, null, IsBundle: true),
        new(".otiod", "OpenTimelineIO with its media, in a folder", OtioBundle.ReadFolder, null, IsBundle: true),
        new(CapExtension, "Cap recording", CapReader.Read, null),
    ];

    /// <summary>The formats, for help: extensions and names.</summary>
    public static IEnumerable<string> Known => Formats.Select(format => $"{format.Extensions.Replace(" ", ", ", StringComparison.Ordinal)} ({format.Name}{(format.Write is null && format.Extensions is not CapExtension && !format.IsBundle ? ", read only" : "")})").Prepend($"{Otio} (OpenTimelineIO)");

    /// <summary>Whether a file is a project by its name; a text file of labels or chapters is known by what it holds.</summary>
    public static bool IsProject(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return IsOtio(path) || Of(path) is not null;
    }

    /// <summary>Reads a project of any format.</summary>
    /// <exception cref="ProjectException">The sentence names file, line or item, and cause.</exception>
    public static Project Read(string path, OtioReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        return Of(path) is { Read: { } read } ? read(path, options) : OtioReader.Read(path, options);
    }

    /// <summary>Writes a project in the format that the name asks for; what that cannot hold, a sentence each.</summary>
    /// <exception cref="ProjectException">The format cannot hold the timeline, or the file cannot be written.</exception>
    public static IReadOnlyList<string> Write(Project project, string path, FrameRate? frameRate = null)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(path);
        if (IsOtio(path))
        {
            OtioWriter.Write(project, path);
            return [];
        }
        Format format = Of(path) ?? throw new ProjectException($"{path}: a project is written as {string.Join(", ", Known)}.");
        if (format.IsBundle)
        {
            OtioBundle.Write(project, path);
            return [];
        }
        if (format.Write is null && format.Extensions is not CapExtension)
            throw new ProjectException($"{path}: {format.Name} is not written.");
        ProjectOutputs.Refuse(project, path);
        // The markers as they lie after the edits.
        OtioDocument now = OtioReader.ReadTree(OtioWriter.Tree(project, path), path, new OtioReadOptions { RequireMedia = false, PlaysSpeeds = true });
        if (format.Extensions is CapExtension)
            return CapWriter.Write(project, now, path);
        var dropped = new List<string>();
        Project marked = project with { Markers = now.Project.Markers };
        var output = new CutOutput(format.HoldsLanes ? marked : OneLane.Of(marked, path, dropped), path, frameRate);
        output.Warnings.AddRange(dropped);
        string text = format.Write!(output);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
        return output.Warnings;
    }

    private static bool IsOtio(string path) => Path.GetExtension(path).Equals(Otio, StringComparison.OrdinalIgnoreCase);

    private static Format? Of(string path)
    {
        string extension = CapReader.Is(path) ? CapExtension : Path.GetExtension(Path.TrimEndingDirectorySeparator(path));
        if (extension.Equals(".txt", StringComparison.OrdinalIgnoreCase))
            extension = TextKind(path);
        if (extension.Equals(".xml", StringComparison.OrdinalIgnoreCase) && File.Exists(path))
            extension = ForeignFormat.XmlKind(path);
        return extension.Length == 0 ? null : Array.Find(Formats, format => format.Extensions.Split(' ').Contains(extension, StringComparer.OrdinalIgnoreCase));
    }

    // Lists of several kinds end in .txt. Labels are what is written.
    private static string TextKind(string path)
    {
        if (!File.Exists(path))
            return ".labels";
        if (ForeignFormat.IsEdl(path))
            return ".edl";
        string first = TextFile.Lines(path).Select(line => line.Text).FirstOrDefault(line => line.Trim().Length > 0) ?? "";
        return first.Contains('\t', StringComparison.Ordinal) ? ".labels" : first.Split(' ')[0] is var word && word.Contains(':', StringComparison.Ordinal) && ClockText.Parse(word) is not null ? ".chapters" : "";
    }
}
