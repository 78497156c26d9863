using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>Handles and structs that are not what they should be (tests/abi/host_handles.c).</summary>
[Collection(nameof(NativeHost))]
public sealed class HandleTests
{
    [Fact]
    public void Wrong_handles_and_structs_are_refused_with_a_sentence() =>
        Assert.Equal("ok\n", NativeHost.Run(NativeHost.Build("host_handles")).Succeeded().Output);

    [Fact]
    public void Rows_and_structs_of_other_headers_are_filled_as_far_as_they_are_known() =>
        Assert.Equal("ok\n", NativeHost.Run(NativeHost.Build("host_rows"), NativeHost.NewFile("rows.wav")).Succeeded().Output);

    [Fact]
    public void Engines_that_come_and_go_under_running_calls_crash_nothing()
    {
        Outcome outcome = NativeHost.Run(NativeHost.Build("host_race"), "2000").Succeeded();
        foreach (string kind in new[] { "engines", "rendered", "edited", "exported", "refused" })
            Assert.True(outcome[kind] > 0, $"{kind} 0");
    }
}
