using System;
using System.Diagnostics;
using System.IO;
using Seamline.Isolation;
using Seamline.Tests.Decode;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Isolation;

/// <summary>Workers of the shipped program that run chosen code (planted.c) when they read the medium with the mark, or lie to the engine.</summary>
internal sealed class Planted : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-planted-").FullName;

    public Planted()
    {
        Library = Path.Combine(_folder, "planted.so");
        string source = Path.Combine(Repository.Root, "tests/Isolation/planted.c");
        (int exit, _, string errors) = ChildProcess.Run(new ProcessStartInfo("cc", ["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", Library, source, "-ldl"]));
        Assert.True(exit == 0, errors);
        Medium = Path.Combine(_folder, "marked.wav");
        _ = WavFile.Write(Medium, 48_000, 1, 96_000, 0.25f);
        using FileStream file = File.OpenWrite(Medium);
        file.Position = 44;
        file.Write("PLANTED!"u8);
    }

    public string Library { get; }

    public string Medium { get; }

    /// <summary>Workers in a mode.</summary>
    public WorkerPool Pool(string mode, params string[] more) => Workers.Pool(change: settings => settings with
    {
        HangSeconds = 0.5,
        Environment = [$"LD_PRELOAD={Library}", $"LD_SEAMLINE_TEST={mode}", .. more],
    });

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
