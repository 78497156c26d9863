using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>A C host watches playback: block times, from edits to what is heard, what is in memory.</summary>
[Collection(nameof(NativeHost))]
public sealed class HostWatchTests
{
    [Fact]
    public void A_host_sees_block_times_what_was_heard_and_what_is_in_memory() =>
        Assert.Equal("ok\n", NativeHost.Run(NativeHost.Build("host_watch")).Succeeded().Output);
}
