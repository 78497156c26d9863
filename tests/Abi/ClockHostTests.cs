using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>The audible clock and events as a C host has them (tests/abi/host_clock.c).</summary>
[Collection(nameof(NativeHost))]
public sealed class ClockHostTests
{
    [Fact]
    public void A_host_hears_what_the_clock_tells_and_gets_the_events() =>
        Assert.Equal(1, NativeHost.Run(NativeHost.Build("host_clock")).Succeeded()["finished"]);
}
