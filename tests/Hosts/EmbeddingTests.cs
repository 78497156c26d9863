using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Seamline.Tests.AbiTests;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>docs/embedding.md does what it says, and docs/api.md says what the header says.</summary>
[Collection(nameof(Hosts))]
public sealed class EmbeddingTests
{
    // What runs each piece: a name without a test is a promise nobody keeps.
    private const string Run = "c c-mix cmake cpp csharp csharp-project pkg-config python";

    private static string Rendered => $"libseamline {Package.Version} renders\n";

    [Fact]
    public void Every_piece_of_code_is_run() => Assert.Equal(Run, string.Join(' ', Embedding.Names().Order(StringComparer.Ordinal)));

    [Fact]
    public void Three_lines_of_CMake_link()
    {
        string folder = Package.NewFolder("stranger");
        Embedding.Write(folder, "c", "main.c");
        Embedding.Write(folder, "cmake", "CMakeLists.txt");
        Assert.Equal(3, Embedding.Snippet("cmake").Split("\n\n")[1].Trim().Split('\n').Length);
        string build = Package.CMake(folder);
        Assert.Equal(Rendered, NativeHost.Run(Path.Combine(build, "host")).Succeeded().Output);
    }

    // The first program loses nothing, with what the archive brings for LeakSanitizer.
    [Fact]
    public void The_first_program_is_clean_under_sanitizers()
    {
        string folder = Package.NewFolder("sanitized");
        Embedding.Write(folder, "c", "main.c");
        string program = Path.Combine(folder, "host");
        string library = Path.Combine(Package.Prefix, "lib");
        NativeHost.Tool("cc", [
            "-g", "-fsanitize=address,undefined", "-I", Path.Combine(Package.Prefix, "include"), Path.Combine(folder, "main.c"),
            "-o", program, "-L", library, "-lseamline", "-Wl,-rpath," + library]).Succeeded();
        Directory.CreateSymbolicLink(Path.Combine(folder, "share"), Path.Combine(Package.Prefix, "share", "seamline")); // a path without spaces
        string suppressions = Path.Combine(folder, "share", "lsan.supp");
        Outcome outcome = NativeHost.Run(program, [("LSAN_OPTIONS", $"suppressions={suppressions}:print_suppressions=0")]);
        Assert.Equal((Rendered, string.Empty), (outcome.Succeeded().Output, outcome.Errors));
        Assert.Contains("LeakSanitizer: detected memory leaks", NativeHost.Run(program).Errors, StringComparison.Ordinal); // what they are for
    }

    [Fact]
    public void Pkg_config_links()
    {
        // As most write it, it needs a path without spaces.
        string folder = Package.NewFolder("stranger");
        Directory.CreateSymbolicLink(Path.Combine(folder, "seamline"), Package.Prefix);
        Embedding.Write(folder, "c", "main.c");
        string[] environment = [Path.Combine(folder, "seamline", "lib", "pkgconfig"), Path.Combine(folder, "seamline", "lib")];
        NativeHost.Run("sh", [("PKG_CONFIG_PATH", environment[0])], "-ec", $"cd '{folder}'; {Embedding.Snippet("pkg-config")}").Succeeded();
        Assert.Equal(Rendered, NativeHost.Run(Path.Combine(folder, "host"), [("LD_LIBRARY_PATH", environment[1])]).Succeeded().Output);
    }

    [Fact]
    public void C_mixes()
    {
        string folder = Package.NewFolder("stranger");
        Embedding.Write(folder, "c-mix", "main.c");
        string program = Path.Combine(folder, "host");
        string library = Path.Combine(Package.Prefix, "lib");
        NativeHost.Tool("cc", [
            "-std=c99", .. Package.Strict.Split(' '), "-I", Path.Combine(Package.Prefix, "include"), Path.Combine(folder, "main.c"),
            "-o", program, "-L", library, "-lseamline", "-lm", "-Wl,-rpath," + library]).Succeeded();
        Assert.Equal("144000 frames\n", NativeHost.Run(program).Succeeded().Output);
    }

    [Fact]
    public void Cpp_says_what_was_refused()
    {
        string folder = Package.NewFolder("stranger");
        Embedding.Write(folder, "cpp", "main.cpp");
        string program = Path.Combine(folder, "host");
        string library = Path.Combine(Package.Prefix, "lib");
        NativeHost.Tool("c++", [
            "-std=c++17", .. Package.Strict.Split(' '), "-fno-exceptions", "-I", Path.Combine(Package.Prefix, "include"), Path.Combine(folder, "main.cpp"),
            "-o", program, "-L", library, "-lseamline", "-Wl,-rpath," + library]).Succeeded();
        Assert.Equal("refused: the range 0.2 s .. 0.1 s is reversed\n36000 frames\n", NativeHost.Run(program).Succeeded().Output);
    }

    [Fact]
    public void Python_loads_it()
    {
        string folder = Package.NewFolder("stranger");
        Embedding.Write(folder, "python", "host.py");
        Outcome outcome = NativeHost.Tool("python3", Path.Combine(folder, "host.py"), Package.Prefix);
        Assert.Equal($"{Package.Version} 36000 0.25\n", outcome.Succeeded().Output);
    }

    [Fact]
    public void The_reference_is_the_header()
    {
        string written = NativeHost.Tool("python3", Path.Combine(Repository.Root, "tools", "reference.py")).Succeeded().Output;
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "api.md"));
        Assert.True(page == written, "docs/api.md is out of date: python3 tools/reference.py > docs/api.md");
        Assert.Equal(
            Regex.Count(File.ReadAllText(Path.Combine(Repository.Root, "engine", "include", "seamline.h")), "Thread: ") - 1, // the heading of a group
            Regex.Count(page, "^\\* Thread: ", RegexOptions.Multiline));
    }
}
