using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>What the published library shows, held against the header.</summary>
[Collection(nameof(NativeHost))]
public sealed class ExportTests
{
    private static string Header => File.ReadAllText(Path.Combine(Repository.Root, "engine", "include", "seamline.h"));

    private static string Library => Path.Combine(NativeHost.LibraryFolder(), "libseamline.so");

    [Fact]
    public void The_library_exports_what_the_header_declares_and_nothing_else()
    {
        string[] declared = [.. Declarations().Select(d => d.Groups["name"].Value).Order(StringComparer.Ordinal)];
        string[] exported = [.. NativeHost.Tool("nm", "-D", "--defined-only", Library).Succeeded().Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains(" A ", StringComparison.Ordinal)) // the version's own name
            .Select(line => line.Split(' ')[2].Split('@')[0])
            .Order(StringComparer.Ordinal)];
        Assert.True(declared.Length >= 40, "the header's declarations were not found");
        Assert.Equal(declared, exported);
    }

    [Fact]
    public void Every_function_says_what_thread_may_call_it()
    {
        string[] silent = [.. Declarations()
            .Where(d => !CommentBefore(d.Index).Contains("Thread: ", StringComparison.Ordinal))
            .Select(d => d.Groups["name"].Value)];
        Assert.True(silent.Length == 0, string.Join('\n', silent));
    }

    [Fact]
    public void The_library_has_its_name_and_binds_all_symbols_at_load()
    {
        string dynamic = NativeHost.Tool("readelf", "-d", Library).Succeeded().Output;
        Assert.Contains("soname: [libseamline.so.0]", dynamic, StringComparison.Ordinal);
        Assert.Contains("BIND_NOW", dynamic, StringComparison.Ordinal);
        string[] needed = [.. Regex.Matches(dynamic, @"NEEDED.*\[(.+)\]").Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];
        Assert.Equal(["ld-linux-x86-64.so.2", "libc.so.6", "libm.so.6"], needed);
    }

    [Fact]
    public void The_host_sees_versions_vectors_and_a_cpu_that_will_do()
    {
        Outcome outcome = NativeHost.Run(NativeHost.Build("host_facts")).Succeeded();
        string props = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props"));
        Assert.Contains($"version {Regex.Match(props, "<Version>(.+)</Version>").Groups[1].Value}\n", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(256, outcome["vector_bits"]);
        Assert.Equal(1, outcome["cpu_supported"]);
        Assert.Equal(0, outcome["abi_version"]);
    }

    [Fact]
    public void The_question_for_the_cpu_runs_on_any_x64()
    {
        Assert.DoesNotContain(CodeOf("seam_cpu_supported"), line => Vex(line));
        Assert.Contains(CodeOf("seam_set_loop"), line => Vex(line));
    }

    [Fact]
    public void The_header_is_also_cpp() =>
        NativeHost.Tool("c++", "-std=c++17", "-pedantic", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-x", "c++",
            Path.Combine(Repository.Root, "engine", "include", "seamline.h")).Succeeded();

    // The instructions that came with AVX begin with a v (verr and verw, which are older, no compiler emits).
    private static bool Vex(string line) => Regex.IsMatch(line, @"\tv\w+");

    private static string[] CodeOf(string function)
    {
        string[] row = NativeHost.Tool("nm", "-D", "-S", Library).Succeeded().Output.Split('\n')
            .Select(line => line.Split(' ')).Single(parts => parts.Length == 4 && parts[3].StartsWith(function + "@", StringComparison.Ordinal));
        long start = Convert.ToInt64(row[0], 16);
        string[] code = NativeHost.Tool(
            "objdump", "-d", "--no-show-raw-insn", $"--start-address={start}", $"--stop-address={start + Convert.ToInt64(row[1], 16)}", Library)
            .Succeeded().Output.Split('\n');
        Assert.True(code.Count(line => line.Contains('\t', StringComparison.Ordinal)) > 10, $"no code of {function}");
        return code;
    }

    private static MatchCollection Declarations() =>
        Regex.Matches(Regex.Replace(Header, @"/\*.*?\*/", m => new string(' ', m.Length), RegexOptions.Singleline),
            @"^[a-z][\w ]*[ *](?<name>seam_\w+)\(", RegexOptions.Multiline);

    private static string CommentBefore(int place)
    {
        int start = Header.LastIndexOf("/*", place, StringComparison.Ordinal);
        return Header[start..place];
    }
}
