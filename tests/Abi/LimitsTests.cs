using System.Globalization;
using System.IO;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>Hosts whose address space is limited, or that lock their memory: the library plays, or says why it does not.</summary>
[Collection(nameof(NativeHost))]
public sealed class LimitsTests
{
    // docs/embedding.md names it: 1 GiB of the runtime's, 128 MiB besides, 128 MiB that the C library reserves for a moment when a thread first
    // allocates, and what a small host has itself.
    private const int SmallestMebibytes = 1_344;

    [Fact]
    public void A_host_of_limited_address_space_plays() => Assert.Equal(1, Live("as", SmallestMebibytes).Succeeded()["played"]);

    [Theory]
    [InlineData(64)]
    [InlineData(1_024)]
    [InlineData(1_100)]
    public void With_less_the_library_says_that_it_cannot_start(int mebibytes)
    {
        Outcome outcome = Live("as", mebibytes).Succeeded();
        Assert.Equal(0, outcome["started"]);
        AssertSaid(outcome, "there is no room for the 1 GiB of address space that the runtime reserves (RLIMIT_AS?)");
    }

    [Fact]
    public void A_host_that_locks_its_memory_plays() => Assert.Equal(1, Able(Live("locked", -1).Succeeded())["played"]);

    [Fact]
    public void Under_a_limit_of_locked_memory_the_library_says_that_it_cannot_start()
    {
        Outcome outcome = Able(Live("locked", 16).Succeeded());
        Assert.Equal(0, outcome["started"]);
        AssertSaid(outcome, "this process locks all its memory under a limit (RLIMIT_MEMLOCK): there is no room for the 1 GiB of address space that the runtime reserves");
    }

    [Fact]
    public void An_engine_that_finds_no_memory_is_refused_with_a_sentence()
    {
        Outcome outcome = Live("as_late", 12).Succeeded();
        Assert.Equal((long)Status.OutOfBudget, outcome["refused"]);
        Assert.Equal(1, outcome["sentence"]);
        Assert.Contains("the system has no memory left for this", outcome.Errors, System.StringComparison.Ordinal);
        Assert.Equal(1, Live("as_late", 96).Succeeded()["played"]);
    }

    // Once when it is loaded, for hosts that do not ask, and once for one that does.
    private static void AssertSaid(Outcome outcome, string why) =>
        Assert.Equal($"libseamline: {why}. Calls into it will end the process; call seam_can_start() first.\n{why}\n", outcome.Errors);

    private static Outcome Able(Outcome outcome)
    {
        if (outcome.Output.Contains("unable 1", System.StringComparison.Ordinal)) Assert.Skip("this machine does not let memory be locked");
        return outcome;
    }

    private static Outcome Live(string what, int mebibytes) => NativeHost.Run(
        NativeHost.BuildAlone("host_limits"), Path.Combine(NativeHost.LibraryFolder(), "libseamline.so"), what, mebibytes.ToString(CultureInfo.InvariantCulture));
}
