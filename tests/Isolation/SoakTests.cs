using System;
using System.Diagnostics;
using System.IO;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Isolation;

/// <summary>
/// The short form of tools/soak.sh: every fault at least once, and workers killed 20 times a second. SEAMLINE_SOAK_SECONDS has them take longer; 300 is
/// what the kills must stand.
/// </summary>
public sealed class SoakTests(ITestOutputHelper log)
{
    [Theory]
    [InlineData("9")]
    [InlineData("4", "kills")]
    public void NothingIsLost(string seconds, params string[] mode)
    {
        string decoder = Workers.Program;
        if (Environment.GetEnvironmentVariable("SEAMLINE_SOAK_SECONDS") is { Length: > 0 } said) seconds = said;
        using var planted = new Planted();
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string soak = Path.Combine(Repository.Root, "artifacts/bin/Seamline.Soak", configuration, "seamline-soak.dll");
        Assert.True(File.Exists(soak), $"{soak} is not built");
        var start = new ProcessStartInfo("dotnet", [soak, seconds, decoder, planted.Library, "18", .. mode]);
        start.Environment["LD_PRELOAD"] = Planted.Clock;
        (int exit, string output, string errors) = ChildProcess.Run(start);
        log.WriteLine(output);
        Assert.True(exit == 0 && output.Contains(" 0 failures", StringComparison.Ordinal), output + errors);
        Assert.DoesNotContain(output.Split('\n'), line => line.TrimStart().StartsWith("0 ", StringComparison.Ordinal));
    }
}
