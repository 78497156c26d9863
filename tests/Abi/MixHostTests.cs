using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>A C host that mixes (tests/abi/host_mix.c): every sample is the sum that it must be.</summary>
[Collection(nameof(NativeHost))]
public sealed class MixHostTests
{
    [Fact]
    public void Transitions_lanes_envelopes_master_loudness_silences_and_ranges() =>
        Assert.Equal("ok\n", NativeHost.Run(NativeHost.Build("host_mix")).Succeeded().Output);
}
