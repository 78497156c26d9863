using System;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.Linq;
using System.Reflection;

namespace Seamline.Cli;

/// <summary>`seamline --version`: the version, and the libraries that were found.</summary>
internal static class VersionFacts
{
    /// <summary>Puts it in place of the parser's own.</summary>
    public static void Replace(RootCommand root)
    {
        if (root.Options.OfType<VersionOption>().FirstOrDefault() is { } version) version.Action = new Print();
    }

    private sealed class Print : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            string text = typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
            (string ffmpeg, string sdl) = Engine.FindLibraries();
            Console.WriteLine($"seamline {text.Split('+')[0]}");
            Console.WriteLine($"FFmpeg, for media files: {ffmpeg}");
            Console.WriteLine($"SDL, for sound devices: {sdl}");
            return 0;
        }
    }
}
