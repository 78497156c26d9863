using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>
/// The published library (SEAMLINE_NATIVE_DIR, else artifacts/native as tools/publish.sh leaves it) and C programs that use it.
/// </summary>
internal static class NativeHost
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, string> Built = new(StringComparer.Ordinal);
    private static readonly string Folder = NewFolder();

    /// <summary>Where the library, its symbols and its object file are. Skips the test where there is none to be had.</summary>
    public static string LibraryFolder()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            Assert.Skip("the native library is tested on linux-x64");
        string? given = Environment.GetEnvironmentVariable("SEAMLINE_NATIVE_DIR");
        string folder = string.IsNullOrEmpty(given) ? Path.Combine(Repository.Root, "artifacts", "native") : Path.GetFullPath(given);
        bool there = File.Exists(Path.Combine(folder, "libseamline.so"));
        if (!there && string.IsNullOrEmpty(given)) Assert.Skip("no native library: run tools/publish.sh");
        Assert.True(there, $"SEAMLINE_NATIVE_DIR holds no libseamline.so: {folder}");
        return folder;
    }

    private static string NewFolder()
    {
        string folder = Directory.CreateTempSubdirectory("seamline-abi-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    /// <summary>A file for a host to write.</summary>
    public static string NewFile(string name) => Path.Combine(Folder, $"{Guid.NewGuid():N}-{name}");

    /// <summary>Compiles tests/abi/<paramref name="name"/>.c against the library; once a run.</summary>
    public static string Build(string name)
    {
        string library = LibraryFolder();
        string program = Path.Combine(Folder, name);
        return Compile(name, program, "-L", library, "-Wl,-rpath," + library, "-o", program, "-lseamline", "-lpthread", "-lm");
    }

    /// <summary>Compiles tests/abi/<paramref name="name"/> as C++ against the library.</summary>
    public static string BuildCpp(string name)
    {
        string program = NewFile(Path.GetFileNameWithoutExtension(name));
        string library = LibraryFolder();
        Tool(
            "c++", "-std=c++17", "-pedantic", "-Wall", "-Wextra", "-Werror", "-I", Path.Combine(Repository.Root, "engine", "include"),
            Path.Combine(Repository.Root, "tests", "abi", name), "-o", program, "-L", library, "-lseamline", "-Wl,-rpath," + library).Succeeded();
        return program;
    }

    /// <summary>Compiles tests/abi/<paramref name="name"/>.c against the first version of the header (tests/abi/first), to run on the library of today.</summary>
    public static string BuildFirst(string name)
    {
        string library = LibraryFolder();
        string program = Path.Combine(Folder, "first-" + name);
        lock (Gate)
        {
            if (Built.TryGetValue(program, out string? built)) return built;
            string tests = Path.Combine(Repository.Root, "tests", "abi");
            Outcome outcome = Tool("cc", [
                "-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-O2", "-I", Path.Combine(tests, "first"), Path.Combine(tests, name + ".c"),
                "-L", library, "-Wl,-rpath," + library, "-o", program, "-lseamline", "-lpthread"]);
            Assert.True(outcome.ExitCode == 0, $"{name}.c does not compile against the first header:\n{outcome.Errors}");
            return Built[program] = program;
        }
    }

    /// <summary>
    /// Compiles tests/abi/<paramref name="name"/>.c against the library as fast code for CPUs such as the library is built for, so that
    /// what it does can be held against what the library does: loops stay loops, nothing is fused.
    /// </summary>
    public static string BuildFast(string name)
    {
        string library = LibraryFolder();
        string program = Path.Combine(Folder, name);
        return Compile(name, program, "-O3", "-mavx2", "-falign-loops=64", "-falign-functions=64", "-ffp-contract=off", "-fno-tree-loop-distribute-patterns",
            "-L", library, "-Wl,-rpath," + library, "-o", program, "-lseamline");
    }

    /// <summary>Compiles tests/abi/<paramref name="name"/> (.c, or .cpp as C++17) against the library with gcc's sanitizers.</summary>
    public static string BuildSanitized(string name, string sanitizers = "address,undefined")
    {
        string library = LibraryFolder();
        string program = Path.Combine(Folder, $"{sanitizers}-{Path.GetFileNameWithoutExtension(name)}");
        lock (Gate)
        {
            if (Built.TryGetValue(program, out string? built)) return built;
            (string compiler, string standard) = name.EndsWith(".cpp", StringComparison.Ordinal) ? ("c++", "-std=c++17") : ("cc", "-std=c99");
            Outcome outcome = Tool(compiler,
            [
                standard, "-pedantic", "-Wall", "-Wextra", "-g", "-O1", "-fsanitize=" + sanitizers, "-fno-sanitize-recover=all",
                "-I", Path.Combine(Repository.Root, "engine", "include"), Path.Combine(Repository.Root, "tests", "abi", name),
                "-L", library, "-Wl,-rpath," + library, "-o", program, "-lseamline", "-lpthread",
            ]);
            if (outcome.Errors.Contains("cannot find", StringComparison.Ordinal)) Assert.Skip("this compiler has no sanitizers: " + outcome.Errors);
            Assert.True(outcome.ExitCode == 0, $"{name} does not compile:\n{outcome.Errors}");
            return Built[program] = program;
        }
    }

    /// <summary>Compiles tests/abi/<paramref name="name"/>.c without the library, which it may load itself.</summary>
    public static string BuildAlone(string name)
    {
        string program = Path.Combine(Folder, name);
        return Compile(name, program, "-o", program, "-ldl", "-lm");
    }

    /// <summary>Compiles tests/abi/<paramref name="name"/>.c as a library of its own.</summary>
    public static string BuildLibrary(string name)
    {
        string library = Path.Combine(Folder, $"lib{name}.so");
        return Compile(name, library, "-shared", "-fPIC", "-o", library, "-ldl");
    }

    /// <summary>The library without its debug symbols beside it: valgrind 3.19 does not read those, and refuses the library then.</summary>
    public static string BareFolder()
    {
        string bare = Path.Combine(Folder, "bare");
        lock (Gate)
        {
            if (Directory.Exists(bare)) return bare;
            Directory.CreateDirectory(bare);
            foreach (string name in (ReadOnlySpan<string>)["libseamline.so", "libseamline.so.0"])
                File.Copy(Path.Combine(LibraryFolder(), "libseamline.so"), Path.Combine(bare, name));
            return bare;
        }
    }

    /// <summary>What a host under valgrind needs around it; the collected heap's address space is more than valgrind gives.</summary>
    /// <param name="preloads">Libraries to load before the host's.</param>
    public static (string Name, string Value)[] UnderValgrind(params string[] preloads)
    {
        bool hasTimer = File.ReadAllText("/proc/cpuinfo").Contains("rdtscp", StringComparison.Ordinal);
        string before = string.Join(':', hasTimer ? preloads : [.. preloads, BuildLibrary("no_timer")]);
        return [("LD_LIBRARY_PATH", BareFolder()), ("DOTNET_GCHeapHardLimit", "10000000"), ("LD_PRELOAD", before)];
    }

    /// <summary>Runs a program to its end.</summary>
    public static Outcome Run(string program, params string[] arguments) => Run(program, [], arguments);

    /// <summary>Runs a program to its end, with more in its environment.</summary>
    public static Outcome Run(string program, (string Name, string Value)[] environment, params string[] arguments) =>
        RunWith(input: "", environment, program, arguments);

    /// <summary>Runs a program to its end, with text to read and more in its environment.</summary>
    public static Outcome RunWith(string input, (string Name, string Value)[] environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments);
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        (int exit, string output, string errors) = ChildProcess.Run(start, input);
        return new Outcome(exit, output, errors);
    }

    private static string Compile(string name, string target, params string[] options)
    {
        lock (Gate)
        {
            if (Built.TryGetValue(name, out string? built)) return built;
            string source = Path.Combine(Repository.Root, "tests", "abi", name + ".c");
            Outcome outcome = Tool("cc", [
                "-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-O2", "-I", Path.Combine(Repository.Root, "engine", "include"), source, .. options]);
            Assert.True(outcome.ExitCode == 0, $"{name}.c does not compile:\n{outcome.Errors}");
            Built[name] = target;
            return target;
        }
    }

    /// <summary>Runs a tool of the machine; skips the test where it is not installed.</summary>
    public static Outcome Tool(string name, params string[] arguments) => Tool(name, [], arguments);

    /// <inheritdoc cref="Tool(string, string[])"/>
    public static Outcome Tool(string name, (string Name, string Value)[] environment, string[] arguments)
    {
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!path.Any(folder => File.Exists(Path.Combine(folder, name)))) Assert.Skip($"this machine has no '{name}'");
        return Run(name, environment, arguments);
    }
}

/// <summary>How a program ended.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Errors)
{
    /// <summary>128 + SIGSYS: the kernel ended it for a system call.</summary>
    public const int KilledForSystemCall = 159;

    /// <summary>The number after a name in lines of "name value".</summary>
    public long this[string name]
    {
        get
        {
            string? line = Output.Split('\n').FirstOrDefault(l => l.StartsWith(name + " ", StringComparison.Ordinal));
            Assert.True(line != null, $"no line '{name}' in:\n{Output}{Errors}");
            return long.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>It ended well.</summary>
    public Outcome Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}{Errors}");
        return this;
    }
}
