using System;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Threading;
using Seamline.Tests.AbiTests;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>
/// What tools/package.sh made (SEAMLINE_PACKAGE_DIR, else artifacts/package), unpacked where nobody expected it, and the hosts of
/// tools/hosts built against it. Once a run.
/// </summary>
internal static class Package
{
    /// <summary>What a careful stranger compiles with.</summary>
    public const string Strict = "-Wall -Wextra -Werror -pedantic";

    private static readonly string Folder = NewRoot();
    private static readonly Lazy<string> Unpacked = new(Unpack, LazyThreadSafetyMode.ExecutionAndPublication);
    private static readonly Lazy<string> Built = new(Build, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>The version that is built.</summary>
    public static string Version { get; } =
        Regex.Match(File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props")), "<Version>(.+)</Version>").Groups[1].Value;

    /// <summary>include, lib and share are in here.</summary>
    public static string Prefix => Unpacked.Value;

    /// <summary>The archive.</summary>
    public static string Archive => Path.Combine(Made(), $"seamline-{Version}-linux-x64.tar.gz");

    /// <summary>The folder with the NuGet package.</summary>
    public static string Feed => Made();

    /// <summary>A host of tools/hosts.</summary>
    public static string Host(string name) => Path.Combine(Built.Value, name, name);

    /// <summary>A new empty folder, gone when the run ends.</summary>
    public static string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(Folder, $"{Guid.NewGuid():N}-{name}")).FullName;

    /// <summary>A file for a host to write.</summary>
    public static string NewFile(string name) => Path.Combine(NewFolder("file"), name);

    /// <summary>Configures and builds a CMake project against the package, warnings being errors.</summary>
    public static string CMake(string source, params string[] options)
    {
        string build = NewFolder("build");
        NativeHost.Tool("cmake", [
            "-S", source, "-B", build, "-DCMAKE_PREFIX_PATH=" + Prefix, "-DCMAKE_BUILD_TYPE=Release",
            "-DCMAKE_C_FLAGS=" + Strict, "-DCMAKE_CXX_FLAGS=" + Strict, .. options]).Succeeded();
        NativeHost.Tool("cmake", "--build", build).Succeeded();
        return build;
    }

    private static string Build() => CMake(Path.Combine(Repository.Root, "tools", "hosts"));

    // Skips the test where nothing was made and nobody said that something would be.
    private static string Made()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            Assert.Skip("the package is tested on linux-x64");
        string? given = Environment.GetEnvironmentVariable("SEAMLINE_PACKAGE_DIR");
        string folder = string.IsNullOrEmpty(given) ? Path.Combine(Repository.Root, "artifacts", "package") : Path.GetFullPath(given);
        bool there = File.Exists(Path.Combine(folder, $"seamline-{Version}-linux-x64.tar.gz")) && File.Exists(Path.Combine(folder, $"Seamline.{Version}.nupkg"));
        if (!there && string.IsNullOrEmpty(given)) Assert.Skip("no package: run tools/package.sh");
        Assert.True(there, $"SEAMLINE_PACKAGE_DIR holds no package of version {Version}: {folder}");
        return folder;
    }

    private static string Unpack()
    {
        string folder = NewFolder("a place with spaces");
        using var packed = new GZipStream(File.OpenRead(Archive), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(packed, folder, overwriteFiles: false);
        return Path.Combine(folder, $"seamline-{Version}-linux-x64");
    }

    private static string NewRoot()
    {
        string root = Directory.CreateTempSubdirectory("seamline-hosts-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(root, recursive: true);
        return root;
    }
}
