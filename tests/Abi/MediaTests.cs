using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>Media files that change, as a C host sees it (tests/abi/host_media.c).</summary>
[Collection(nameof(NativeHost))]
public sealed class MediaTests
{
    [Fact]
    public void A_changed_file_is_reported_and_loaded_again() =>
        Assert.Equal("ok\n", NativeHost.Run(NativeHost.Build("host_media"), NativeHost.NewFile("changing.wav")).Succeeded().Output);

    // Three hours of MP3 on a file system that stands still while it is opened, and while it is scanned.
    [Fact]
    public void Nothing_waits_for_a_stalled_file()
    {
        string folder = System.IO.Directory.CreateDirectory(NativeHost.NewFile("stall")).FullName;
        Assert.Equal("ok\n", NativeHost.Run(NativeHost.Build("host_stall"), [("LD_PRELOAD", NativeHost.BuildLibrary("stall"))], folder).Succeeded().Output);
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
