using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>Media files that change, as a C host sees it (tests/abi/host_media.c).</summary>
[Collection(nameof(NativeHost))]
public sealed class MediaTests
{
    [Fact]
    public void A_changed_file_is_told_and_loaded_anew() =>
        Assert.Equal("ok\n", NativeHost.Run(NativeHost.Build("host_media"), NativeHost.NewFile("changing.wav")).Succeeded().Output);
}
