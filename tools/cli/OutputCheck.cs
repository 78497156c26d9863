using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using Seamline.Files;
using Seamline.Projects;

namespace Seamline.Cli;

/// <summary>What a command may write to: never a file that it reads.</summary>
internal static class OutputCheck
{
    /// <summary>"-": the standard output.</summary>
    public const string Standard = "-";

    private const string StandardPath = "/dev/stdout";

    /// <summary>The path that an argument means.</summary>
    /// <exception cref="CommandException">There is no standard output to write to.</exception>
    public static string PathOf(string output)
    {
        if (output != Standard) return output;
        if (OperatingSystem.IsWindows()) throw new CommandException("-o -: writing to the standard output is not supported on Windows; name a file");
        if (!Console.IsOutputRedirected) throw new CommandException("-o -: the standard output is a terminal; pipe it into a program, or name a file");
        return StandardPath;
    }

    /// <summary>Refuses an output that is one of the files that the user named, by whatever name. Before they are opened.</summary>
    public static void RefuseInput(IReadOnlyList<string> inputs, string output)
    {
        FileIdentity target = FileIdentity.Of(output);
        if (target.Exists && inputs.FirstOrDefault(input => FileIdentity.Of(input) == target) is { } same)
            throw new CommandException($"{output}: is the input {same}; writing there would destroy it: choose another name");
    }

    /// <summary>Refuses an output that is a medium of a project, by whatever name.</summary>
    public static void RefuseMedium(Project project, string output)
    {
        if (ProjectOutputs.MediumAt(project, output) is { } medium)
            throw new CommandException($"{output}: is the medium {medium} of this project; writing there would destroy it: choose another name");
    }

    /// <summary>What an output is written as: by its extension; pipes and devices without a known one as WAV.</summary>
    /// <param name="output">The path.</param>
    /// <param name="type">What --type says, or null.</param>
    public static ExportCodec CodecOf(string output, string? type)
    {
        if (type != null) return Types[Array.FindIndex(Types, one => one.Name == type)].Codec;
        if (IsRegular(output)) return ExportCodec.ByExtension;
        string extension = Path.GetExtension(output).TrimStart('.').ToLowerInvariant();
        return Array.Find(Types, one => one.Name == extension) is { Name: not null } known ? known.Codec : ExportCodec.Wav;
    }

    /// <summary>It is written as WAV.</summary>
    public static bool IsWav(string output, string? type) => (type ?? Path.GetExtension(output).TrimStart('.')).Equals("wav", StringComparison.OrdinalIgnoreCase);

    /// <summary>What --type takes, as extensions are.</summary>
    public static readonly (string Name, ExportCodec Codec)[] Types =
    [
        ("wav", ExportCodec.Wav), ("flac", ExportCodec.Flac), ("m4a", ExportCodec.Aac), ("opus", ExportCodec.Opus), ("mp3", ExportCodec.Mp3), ("ogg", ExportCodec.Vorbis),
    ];

    /// <summary>It is a file, or will be one: no pipe, no device, not the standard output.</summary>
    public static bool IsRegular(string output) => output != StandardPath && FileIdentity.Of(output).Kind != OutputKind.Special;

    /// <summary>--force.</summary>
    public static Option<bool> Force() => new("--force") { Description = "Replace an existing file without asking; where there is no terminal to ask on, it is not replaced without this." };

    /// <summary>Asks whether an existing file may be replaced; where there is no terminal to answer on, it may not.</summary>
    /// <exception cref="CommandException">It may not.</exception>
    public static void AskToReplace(string path, bool force)
    {
        if (force || !IsRegular(path) || !File.Exists(path)) return;
        if (Console.IsInputRedirected || Console.IsErrorRedirected) throw new CommandException($"{path}: exists already; --force replaces it");
        Console.Error.Write($"{path} exists; replace it? [y/N] ");
        if (Console.ReadLine()?.Trim() is not ("y" or "Y" or "yes")) throw new CommandException($"{path}: stays as it is (--force replaces it without asking)");
    }

    /// <summary>Writes a text file, whole or not at all.</summary>
    public static void WriteText(string path, string text)
    {
        try
        {
            using OutputFile file = OutputFile.Create(path);
            file.Stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            file.Commit();
        }
        catch (IOException error)
        {
            throw new CommandException($"{path}: cannot be written: {OutputException.Of(error, Path.GetDirectoryName(Path.GetFullPath(path)) ?? "").Message}");
        }
    }
}
