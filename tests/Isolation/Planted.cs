using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Seamline.Isolation;
using Seamline.Tests.Decode;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Isolation;

/// <summary>Workers of the shipped program that run chosen code (planted.c) when they read the medium with the mark, or lie to the engine.</summary>
internal sealed class Planted : IDisposable
{
    private static readonly Lazy<string> Compiled = new(() => Compile("planted"), LazyThreadSafetyMode.ExecutionAndPublication);
    private static readonly Lazy<string> CompiledClock = new(() => Compile("clock"), LazyThreadSafetyMode.ExecutionAndPublication);

    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-planted-").FullName;

    public Planted()
    {
        Library = Compiled.Value;
        Medium = Path.Combine(_folder, "marked.wav");
        _ = WavFile.Write(Medium, 48_000, 1, 96_000, 0.25f);
        using FileStream file = File.OpenWrite(Medium);
        file.Position = 44;
        file.Write("PLANTED!"u8);
    }

    public string Library { get; }

    /// <summary>clock.c: a wall clock that can be moved.</summary>
    public static string Clock => CompiledClock.Value;

    public string Medium { get; }

    /// <summary>Workers in a mode.</summary>
    public WorkerPool Pool(string mode, params string[] more) => Pool(mode, forks: true, more);

    /// <inheritdoc cref="Pool(string, string[])"/>
    public WorkerPool Pool(string mode, bool forks, params string[] more) => Workers.Pool(change: settings => settings with
    {
        Forks = forks,
        HangSeconds = mode is "hang" or "sleep" ? 0.5 : settings.HangSeconds,
        Environment = [$"LD_PRELOAD={Library}", $"LD_SEAMLINE_TEST={mode}", .. more],
    });

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Once a run.
    private static string Compile(string name)
    {
        string folder = Directory.CreateTempSubdirectory($"seamline-{name}-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string library = Path.Combine(folder, $"{name}.so");
        string source = Path.Combine(Repository.Root, $"tests/Isolation/{name}.c");
        (int exit, _, string errors) = ChildProcess.Run(new ProcessStartInfo("cc", ["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, source, "-ldl"]));
        Assert.True(exit == 0, errors);
        return library;
    }
}
