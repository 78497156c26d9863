using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Seamline.Files;

namespace Seamline.Projects;

/// <summary>
/// OpenTimelineIO's bundles: content.otio and media/, as a folder (.otiod) or a zip archive (.otioz). A zip is unpacked once, into a folder
/// for files of this kind, because media are opened as files.
/// </summary>
internal static class OtioBundle
{
    private const string Content = "content.otio";
    private const string Media = "media";
    private const string Version = "version.txt";
    private const int MaxEntries = 100_000;
    private const long MaxBytes = 256L << 30;
    private const int MaxRatio = 200;

    /// <summary>Reads a folder.</summary>
    public static Project ReadFolder(string path, OtioReadOptions options)
    {
        string content = Path.Combine(path, Content);
        return File.Exists(content) ? OtioReader.Read(content, options) : throw new ProjectException($"{path}: it is no .otiod bundle: it holds no {Content}.");
    }

    /// <summary>Reads an archive.</summary>
    public static Project ReadZip(string path, OtioReadOptions options)
    {
        try
        {
            return ReadFolder(Unpacked(path, options.BundleFolder ?? OwnFolder()), options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            throw new ProjectException($"{path}: cannot be unpacked: {Printable(error.Message)}", error);
        }
    }

    // The user's own, so that nobody else can put files there.
    private static string OwnFolder()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string cache = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } own ? own : Path.Combine(home, ".cache");
        return home.Length == 0 ? throw new IOException("the user has no home folder to unpack into") : Path.Combine(cache, "seamline", "otioz");
    }

    /// <summary>Writes a bundle; what was at the path is replaced as a whole or not at all.</summary>
    public static void Write(Project project, string path)
    {
        ProjectOutputs.Refuse(project, path);
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        bool isFolder = Path.GetExtension(full).Equals(".otiod", StringComparison.OrdinalIgnoreCase);
        if (isFolder ? File.Exists(full) || Directory.Exists(full) : Directory.Exists(full))
            throw new ProjectException($"{path}: it is there already; a bundle is written to a new name.");
        JsonObject tree = OtioWriter.Tree(project, Path.Combine(Path.GetDirectoryName(full) ?? "", Content));
        Dictionary<string, string> media = Collect(tree, Path.GetDirectoryName(full) ?? "");
        try
        {
            if (isFolder)
                WriteFolder(tree, media, full);
            else
                AtomicFile.Write(path, stream => WriteZip(tree, media, stream));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProjectException($"{path}: cannot be written: {error.Message.ReplaceLineEndings(" ")}", error);
        }
    }

    // Every medium that is there goes into the bundle, those of kept tracks too; names that two of them have get a number.
    private static Dictionary<string, string> Collect(JsonObject tree, string folder)
    {
        var media = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var pending = new Stack<JsonNode>([tree]);
        while (pending.TryPop(out JsonNode? node))
        {
            if (node is JsonObject item && item.TryText("target_url", out string? url) && url!.Length > 0 && Resolved(url, folder) is { } path && File.Exists(path))
            {
                if (!media.TryGetValue(path, out string? name))
                {
                    string stem = Path.GetFileNameWithoutExtension(path);
                    name = Path.GetFileName(path);
                    for (int i = 2; !names.Add(name); i++)
                        name = $"{stem} {i}{Path.GetExtension(path)}";
                    media.Add(path, name);
                }
                item["target_url"] = $"{Media}/{Uri.EscapeDataString(name)}";
            }
            IEnumerable<JsonNode?> children = node switch { JsonObject parent => parent.Select(field => field.Value).ToArray(), JsonArray list => list, _ => [] };
            foreach (JsonNode? child in children)
            {
                if (child is JsonObject or JsonArray)
                    pending.Push(child);
            }
        }
        return media;
    }

    private static string? Resolved(string url, string folder)
    {
        try
        {
            return MediaUrl.Resolve(url, folder, default, out _);
        }
        catch (ProjectException)
        {
            return null;
        }
    }

    private static void WriteFolder(JsonObject tree, Dictionary<string, string> media, string full)
    {
        string parts = $"{full}.{Guid.NewGuid():N}.part";
        try
        {
            Directory.CreateDirectory(Path.Combine(parts, Media));
            using (FileStream content = File.Create(Path.Combine(parts, Content)))
                WriteTree(tree, content);
            File.WriteAllText(Path.Combine(parts, Version), "1.0.0");
            foreach ((string medium, string name) in media)
                File.Copy(medium, Path.Combine(parts, Media, name));
            Directory.Move(parts, full);
        }
        catch
        {
            if (Directory.Exists(parts))
                Directory.Delete(parts, recursive: true);
            throw;
        }
    }

    private static void WriteZip(JsonObject tree, Dictionary<string, string> media, Stream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        using (Stream version = zip.CreateEntry(Version, CompressionLevel.NoCompression).Open())
            version.Write("1.0.0"u8);
        using (Stream content = zip.CreateEntry(Content, CompressionLevel.Fastest).Open())
            WriteTree(tree, content);
        foreach ((string medium, string name) in media)
        {
            // Media are packed already.
            using Stream entry = zip.CreateEntry($"{Media}/{name}", CompressionLevel.NoCompression).Open();
            using FileStream file = File.OpenRead(medium);
            file.CopyTo(entry);
        }
    }

    private static void WriteTree(JsonObject tree, Stream stream)
    {
        using var writer = new Utf8JsonWriter(stream, OtioWriter.Options);
        tree.WriteTo(writer);
    }

    // The folder that an archive is unpacked into, by where it is, how long, and of when.
    private static string Unpacked(string path, string parent)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
            throw new ProjectException($"{path}: there is no such file.");
        string key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{info.FullName}\0{info.Length}\0{info.LastWriteTimeUtc.Ticks}")))[..24];
        string folder = Path.Combine(parent, key);
        if (Directory.Exists(folder))
            return folder;
        string parts = $"{folder}.{Guid.NewGuid():N}.part";
        try
        {
            Directory.CreateDirectory(parts);
            using (ZipArchive zip = ZipFile.OpenRead(path))
                Unpack(zip, path, parts);
            if (!File.Exists(Path.Combine(parts, Content)))
                throw new ProjectException($"{path}: it is no .otioz bundle: it holds no {Content}.");
            // Another process may have been first.
            if (!Directory.Exists(folder))
                Directory.Move(parts, folder);
            return folder;
        }
        finally
        {
            if (Directory.Exists(parts))
                Directory.Delete(parts, recursive: true);
        }
    }

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private static void Unpack(ZipArchive zip, string path, string folder)
    {
        long packed = new FileInfo(path).Length;
        long left = Math.Min(MaxBytes, Math.Max(packed, 1 << 20) * MaxRatio);
        if (zip.Entries.Count > MaxEntries)
            throw new ProjectException($"{path}: it holds {zip.Entries.Count} files, more than the {MaxEntries} that a bundle may have.");
        foreach (ZipArchiveEntry entry in zip.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            bool isName = !entry.FullName.Contains('\0', StringComparison.Ordinal);
            string target = isName ? Path.GetFullPath(entry.FullName.Replace('\\', '/'), folder) : string.Empty;
            if (!isName || !PathContainment.IsInside(target, folder))
                throw new ProjectException($"{path}: it holds {Printable(entry.FullName)}, which leads out of the bundle.");
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using Stream from = entry.Open();
            using var to = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
            byte[] block = new byte[1 << 16];
            for (int read; (read = from.Read(block)) > 0; left -= read)
            {
                if (read > left)
                    throw new ProjectException($"{path}: unpacked it is longer than a bundle of {packed} bytes may be.");
                to.Write(block, 0, read);
            }
        }
    }
}
