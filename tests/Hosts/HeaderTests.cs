using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Seamline.Tests.AbiTests;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>seamline.hpp: all of seamline.h, for every compiler at hand, with every warning, with and without exceptions.</summary>
[Collection(nameof(Hosts))]
public sealed class HeaderTests
{
    private static readonly string[] Clangs = ["clang++", "clang++-14", "clang++-19"];
    private static readonly string[] Options = ["-std=c++17 -fno-exceptions -fno-rtti", "-std=c++17 -DSEAMLINE_EXCEPTIONS", "-std=c++20 -O2"];
    private static readonly string Include = Path.Combine(Repository.Root, "engine", "include");

    /// <summary>The compilers of this machine; a C++ compiler is always there (tools/setup.sh).</summary>
    public static TheoryData<string, string> Compilers()
    {
        var rows = new TheoryData<string, string>();
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        IEnumerable<string> there = Clangs.Where(c => Array.Exists(path, folder => File.Exists(Path.Combine(folder, c))));
        foreach (string compiler in there.Prepend("c++"))
        {
            foreach (string options in Options) rows.Add(compiler, options);
        }

        return rows;
    }

    [Fact]
    public void Every_function_of_C_is_reached()
    {
        string c = File.ReadAllText(Path.Combine(Include, "seamline.h"));
        string cpp = Regex.Replace(File.ReadAllText(Path.Combine(Include, "seamline.hpp")), @"/\*.*?\*/", "", RegexOptions.Singleline);
        string[] functions = [.. Regex.Matches(c, @"^[a-z][\w ]*[ *](?<name>seam_\w+)\(", RegexOptions.Multiline).Select(m => m.Groups["name"].Value)];
        Assert.True(functions.Length >= 50, "the header's declarations were not found");
        // Defaults are in the constructors; FirstHourTests compares them.
        string[] forgotten = [.. functions.Where(f => !f.EndsWith("_default", StringComparison.Ordinal) && !Regex.IsMatch(cpp, $@"\b{f}\("))];
        Assert.True(forgotten.Length == 0, "not in seamline.hpp: " + string.Join(", ", forgotten));
    }

    [Theory]
    [MemberData(nameof(Compilers))]
    public void It_compiles_without_a_warning(string compiler, string options) => Compile(compiler, options, "-fsyntax-only").Succeeded();

    [Theory]
    [InlineData("engine.play();", "nodiscard|unused-result|warn_unused")]
    [InlineData("seam::Engine copy(engine);", "deleted")]
    [InlineData("seam::Span<float> writable(constant); (void)writable;", "")]
    public void What_is_wrong_does_not_compile(string line, string said)
    {
        string file = Package.NewFile("wrong.cpp");
        File.WriteAllText(file, $"#include <seamline.hpp>\nvoid wrong(seam::Engine &engine);\nvoid wrong(seam::Engine &engine) {{ const float constant[2] = {{0, 0}}; (void)constant; (void)engine; {line} }}\n");
        Outcome outcome = NativeHost.Tool("c++", ["-std=c++17", .. Package.Strict.Split(' '), "-fsyntax-only", "-I", Include, file]);
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Matches(said, outcome.Errors);
    }

    [Fact]
    public void It_does_what_it_says()
    {
        string program = Package.NewFile("wrapper");
        string library = NativeHost.LibraryFolder();
        Compile("c++", "-std=c++17 -O2 -DSEAMLINE_EXCEPTIONS", "-o", program, "-L", library, "-lseamline", "-lpthread", "-Wl,-rpath," + library).Succeeded();
        Assert.Equal("ok\n", NativeHost.Run(program, Package.NewFile("wrapper.wav")).Succeeded().Output);
    }

    private static Outcome Compile(string compiler, string options, params string[] more) =>
        NativeHost.Tool(compiler, [
            .. options.Split(' '), .. Package.Strict.Split(' '), "-Wshadow", "-Wconversion", "-I", Include,
            Path.Combine(Repository.Root, "tests", "abi", "wrapper.cpp"), .. more]);
}
