using System;
using System.Globalization;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>
/// Three hours in 100 MiB, pulled at twenty times real time on the published library, with 200 random edits and seeks
/// (tests/abi/host_soak.c). SEAMLINE_SOAK_SECONDS makes it longer than the suite has time for.
/// </summary>
[Collection(nameof(NativeHost))]
public sealed class SoakTests
{
    private const int BudgetMib = 100;
    private const int Actions = 200;
    private const int Evicted = 1_000; // 64 MB
    private const int MostResidentKib = (BudgetMib + 48) << 10;

    [Fact]
    public void Three_hours_in_a_small_budget_are_cut_while_they_play()
    {
        double seconds = Environment.GetEnvironmentVariable("SEAMLINE_SOAK_SECONDS") is { Length: > 0 } given ? double.Parse(given, CultureInfo.InvariantCulture) : 8;
        string media = MediaFixtures.Scratch("soak.m4a");
        MediaFixtures.FFmpeg($"-stream_loop 300 -i \"{MediaFixtures.Path("aac.m4a")}\" -c copy \"{media}\"");
        Outcome outcome = NativeHost.Run(NativeHost.Build("host_soak"), media, seconds.ToString(CultureInfo.InvariantCulture), "20", $"{BudgetMib}", $"{Actions}", $"{Evicted}").Succeeded();
        TestContext.Current.TestOutputHelper!.WriteLine(outcome.Output);
        Assert.True(outcome["length_seconds"] >= 3 * 3_600, "the recording is shorter than three hours");

        // Checked by the host after every action too, and refused by the budget at every allocation.
        Assert.InRange(outcome["peak_bytes"], (long)BudgetMib << 19, outcome["budget_bytes"]);
        Assert.True(outcome["evicted"] >= Evicted, $"{outcome["evicted"]} pages were evicted: too few to tell");
        Assert.InRange(outcome["resident_kib"], BudgetMib << 10, MostResidentKib);
        Assert.Equal(0, outcome["collections"]);

        // How much was missed depends on what else the machine does: printed above. That it plays on does not.
        Assert.InRange(outcome["late_frames"], 0, outcome["played_frames"] / 4);
    }
}
