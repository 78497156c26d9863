using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>A C host watches playback: block times, from edits to what is heard, what is in memory.</summary>
[Collection(nameof(NativeHost))]
public sealed class HostWatchTests
{
    /// <summary>A program's environment on a machine where the CPU's counter is not to be trusted: the system's clock is asked.</summary>
    public static (string Name, string Value) WithoutCounter => ("LD_PRELOAD", NativeHost.BuildLibrary("no_counter"));

    [Fact]
    public void So_it_does_where_time_is_asked_of_the_system() =>
        Assert.Equal("ok\n", NativeHost.Run(NativeHost.Build("host_watch"), [WithoutCounter]).Succeeded().Output);

    [Fact]
    public void A_host_sees_block_times_what_was_heard_and_what_is_in_memory() =>
        Assert.Equal("ok\n", NativeHost.Run(NativeHost.Build("host_watch")).Succeeded().Output);
}
