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

    [Fact]
    public void Functions_and_fields_at_the_end_may_come()
    {
        Outcome outcome = Check([Planted(
            ("^seam_status seam_undo\\(", "seam_status seam_new(seam_engine *engine);\n$&"), ("^\\} seam_levels;", "    int64_t more;\n$&"), ("SEAM_S24 = 2 ", "SEAM_S20 = 3,\n    $&"))]);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
    }

    [Fact]
    public void What_goes_moves_or_changes_is_reported()
    {
        Outcome outcome = Check([Planted(
            ("^seam_status seam_undo\\(.*$", ""), ("^    double offset_seconds; /\\* positive", "    double before;\n$&"), ("^    double threshold_db;", "    float threshold_db;"),
            ("^    int32_t second_channel;", ""), ("^seam_status seam_play\\(seam_engine \\*engine", "$&, int32_t now"), ("SEAM_S24 = 2 ", "SEAM_S24 = 3 "))]);
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.All(
            ["'function seam_status seam_undo(seam_engine*)'", "'double offset_seconds' offset changed", "changed from 'double' to 'float'", "data member deletion", "was added", "SEAM_S24 was 2 and is 3"],
            reported => Assert.Contains(reported, outcome.Output, StringComparison.Ordinal));
    }

    private static string Planted(params (string What, string By)[] changes)
    {
        string header = Header;
        foreach ((string what, string by) in changes)
        {
            string before = header;
            header = Regex.Replace(header, what, by, RegexOptions.Multiline);
            Assert.False(string.Equals(before, header, StringComparison.Ordinal), $"nothing was planted: {what}");
        }

        string file = NativeHost.NewFile("seamline.h");
        File.WriteAllText(file, header);
        return file;
    }

    private static Outcome Check(string[] header)
    {
        NativeHost.Tool("abidiff", "--version");
        return NativeHost.Tool("python3", [("PYTHONDONTWRITEBYTECODE", "1")], [Path.Combine(Repository.Root, "tools", "abi.py"), "check", .. header]);
    }
}
