using System;
using System.IO;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>The published library used wrongly, and used often: random calls, thousands of engines, clips and threads, an early end.</summary>
[Collection(nameof(NativeHost))]
public sealed class LifeTests
{
    private const long MostGrowthKib = 16_384;

    /// <summary>SEAMLINE_FUZZ_SECONDS makes it longer, SEAMLINE_FUZZ_SEED another.</summary>
    [Fact]
    public void Random_calls_end_nothing_and_are_refused_with_a_sentence()
    {
        string seconds = Environment.GetEnvironmentVariable("SEAMLINE_FUZZ_SECONDS") is { Length: > 0 } given ? given : "6";
        string seed = Environment.GetEnvironmentVariable("SEAMLINE_FUZZ_SEED") is { Length: > 0 } other ? other : "1";
        Outcome outcome = NativeHost.Run(NativeHost.Build("host_fuzz"), seed, seconds, MediaFixtures.Path("aac.m4a")).Succeeded();
        Assert.True(outcome["silent"] == 0, outcome.Errors);
        Assert.True(outcome["accepted"] > 100 && outcome["refused"] > 100, outcome.Output);
    }

    [Theory]
    [InlineData("engines", 1_000)]
    [InlineData("clips", 10_000)]
    [InlineData("threads", 3_000)]
    public void Nothing_grows(string what, int times)
    {
        Outcome outcome = Live(what, times).Succeeded();
        Assert.True(outcome["late_kib"] - outcome["early_kib"] < MostGrowthKib, $"{what}: {outcome["early_kib"]} KiB after a tenth, {outcome["late_kib"]} at the end");
    }

    [Fact]
    public void A_host_may_end_with_engines_open() => Assert.Equal(1, Live("leave", 0).Succeeded()["left"]);

    // A small first generation, in hexadecimal as the runtime reads it: garbage does not pass for a leak.
    private static Outcome Live(string what, int times) =>
        NativeHost.Run(NativeHost.Build("host_life"), [("DOTNET_GCgen0size", "400000")], Path.Combine(NativeHost.LibraryFolder(), "libseamline.so"), what, $"{times}");
}
