using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>The header keeps the ABI of the last release: tools/abi.py compares types by abidiff, and constants.</summary>
public sealed class AbiGateTests
{
    private static readonly string Header = File.ReadAllText(Path.Combine(Repository.Root, "engine", "include", "seamline.h"));

    [Fact]
    public void Hosts_of_the_last_release_go_on()
    {
        Outcome outcome = Check([]);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Equal("the ABI of the last release holds\n", outcome.Output);
    }

    // What was exported is exported; that the library exports what the header declares another test says.
    [Fact]
    public void Nothing_that_was_exported_is_gone()
    {
        string[] released = [.. Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, "tests", "abi", "release.abi")), "<elf-symbol name='(?<name>seam_\\w+)'").Select(m => m.Groups["name"].Value)];
        Assert.True(released.Length > 100, $"{released.Length} names");
        Assert.All(released, name => Assert.Contains(name + "(", Header, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("^seam_status seam_undo\\(", "seam_status seam_new(seam_engine *engine);\n$&", "")] // a function comes
    [InlineData("^\\} seam_levels;", "    int64_t more;\n$&", "")] // a struct grows
    [InlineData("^seam_status seam_undo\\(.*$", "", "Removed function")]
    [InlineData("^    double offset_seconds; /\\* positive", "    double before;\n$&", "offset changed")] // a field in the middle
    [InlineData("^    double threshold_db;", "    float threshold_db;", "float")]
    [InlineData("SEAM_S24 = 2 ", "SEAM_S24 = 3 ", "SEAM_S24 was 2 and is 3")]
    public void The_gate_bites_and_lets_pass(string what, string by, string told)
    {
        string header = Regex.Replace(Header, what, by, RegexOptions.Multiline);
        Assert.False(string.Equals(Header, header, StringComparison.Ordinal), "nothing was planted");
        string file = NativeHost.NewFile("seamline.h");
        File.WriteAllText(file, header);
        Outcome outcome = Check([file]);
        Assert.True((outcome.ExitCode == 0) == (told.Length == 0), outcome.Output + outcome.Errors);
        Assert.Contains(told, outcome.Output, StringComparison.Ordinal);
    }

    private static Outcome Check(string[] header)
    {
        NativeHost.Tool("abidiff", "--version");
        return NativeHost.Tool("python3", [("PYTHONDONTWRITEBYTECODE", "1")], [Path.Combine(Repository.Root, "tools", "abi.py"), "check", .. header]);
    }
}
