using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>A C host draws waveforms.</summary>
[Collection(nameof(NativeHost))]
public sealed class HostPeaksTests
{
    [Fact]
    public void A_host_sees_its_samples_at_every_zoom() =>
        Assert.Equal("ok\n", NativeHost.Run(NativeHost.Build("host_peaks")).Succeeded().Output);
}
