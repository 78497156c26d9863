using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Isolation;

/// <summary>How the published files are linked, and what the archive says that they are made of.</summary>
public sealed class HardeningTests
{
    public static TheoryData<string, string> Files => new()
    {
        { "SEAMLINE_NATIVE_DIR", "libseamline.so" },
        { "SEAMLINE_TEST_DECODER", "" },
        { "SEAMLINE_CLI", "" },
        { "SEAMLINE_PLAYER", "" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void PositionIndependentReadOnlyAndNotExecutableWhereItIsWritten(string variable, string name)
    {
        string? said = Environment.GetEnvironmentVariable(variable);
        Assert.SkipWhen(string.IsNullOrEmpty(said), $"{variable} names nothing that was published");
        string path = Path.Combine(said, name).TrimEnd('/');
        string header = Read("-h", path);
        Assert.Matches(@"Type:\s+DYN ", header);
        string[] segments = Read("-lW", path).Split('\n');
        Assert.Contains(segments, line => line.Contains("GNU_RELRO", StringComparison.Ordinal));
        Assert.Matches(@"\bRW\s+0x", Assert.Single(segments, line => line.Contains("GNU_STACK", StringComparison.Ordinal)));
        Assert.DoesNotContain(segments, line => line.Contains(" RWE ", StringComparison.Ordinal));
        string dynamic = Read("-dW", path);
        Assert.Matches(@"BIND_NOW|\bNOW\b", dynamic);
        Assert.DoesNotContain("TEXTREL", dynamic, StringComparison.Ordinal);
        Assert.DoesNotContain("RPATH", dynamic, StringComparison.Ordinal);
        Assert.DoesNotContain("RUNPATH", dynamic, StringComparison.Ordinal);
    }

    [Fact]
    public void TheArchiveListsItsParts()
    {
        string? folder = Environment.GetEnvironmentVariable("SEAMLINE_PACKAGE_DIR");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "SEAMLINE_PACKAGE_DIR names no packages");
        string list = Assert.Single(Directory.GetFiles(folder, "sbom.spdx.json", SearchOption.AllDirectories));
        using JsonDocument parsed = JsonDocument.Parse(File.ReadAllText(list));
        string[] names = [.. parsed.RootElement.GetProperty("packages").EnumerateArray().Select(part => part.GetProperty("name").GetString()!)];
        Assert.Equal(["seamline", "Microsoft.NETCore.App.Runtime.NativeAOT", "FFmpeg", "SDL"], names);
        Assert.DoesNotContain("@", File.ReadAllText(list).Replace("ILCompiler@", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string Read(string what, string path)
    {
        (int exit, string output, string errors) = ChildProcess.Run(new ProcessStartInfo("readelf", [what, path]));
        Assert.True(exit == 0, errors);
        return output;
    }
}
