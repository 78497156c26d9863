using System;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>
/// The real-time promise, watched by the kernel while other threads edit, seek and load (tests/abi/host_realtime.c); and
/// each watch seen to bite.
/// </summary>
[Collection(nameof(NativeHost))]
public sealed class RealTimeTests
{
    private const int Blocks = 100_000;
    private const int ManyBlocks = 200_000;

    // Six minutes: more than the budget holds.
    private static readonly Lazy<string> LongMedia = new(() =>
    {
        string media = MediaFixtures.Scratch("realtime.m4a");
        MediaFixtures.FFmpeg($"-stream_loop 11 -i \"{MediaFixtures.Path("aac.m4a")}\" -c copy \"{media}\"");
        return media;
    });

    [Fact]
    public void Rendering_makes_no_system_call()
    {
        Outcome outcome = Run("raw", Blocks).Succeeded();
        AssertWorked(outcome);
        Assert.Equal(0, outcome["collections"]);
        Assert.Equal(0, outcome["allocated"]);
    }

    [Fact]
    public void Opening_seeking_loading_and_evicting_do_not_reach_the_render_thread()
    {
        Outcome outcome = NativeHost.Run(NativeHost.Build("host_realtime"), "raw", $"{ManyBlocks}", LongMedia.Value, MediaFixtures.Path("opus-voice.ogg")).Succeeded();
        AssertWorked(outcome);
        Assert.True(outcome["evicted"] > ManyBlocks / 1_000, $"{outcome["evicted"]} pages were evicted");
        Assert.Equal(0, outcome["collections"]);
    }

    [Fact]
    public void Nor_do_garbage_collections()
    {
        // A first generation of 256 KiB, in hexadecimal as the runtime reads it: opening media again and again collects.
        Outcome outcome = NativeHost.Run(
            NativeHost.Build("host_realtime"), [("DOTNET_GCgen0size", "40000")], "raw", $"{Blocks}", LongMedia.Value, MediaFixtures.Path("opus-voice.ogg")).Succeeded();
        AssertWorked(outcome);
        Assert.True(outcome["collections"] > 0, "no collection, nothing proven");
    }

    [Theory]
    [InlineData("documented")]
    [InlineData("yield")]
    [InlineData("sleep")]
    [InlineData("wait")]
    public void A_system_call_ends_the_process(string mode) =>
        Assert.Equal(Outcome.KilledForSystemCall, Run(mode, 1_000).ExitCode);

    [Fact]
    public void Rendering_meets_no_page_fault_and_never_waits()
    {
        Outcome outcome = Run("faults", Blocks).Succeeded();
        AssertWorked(outcome);
        Assert.Equal(0, outcome["minor_faults"]);
        Assert.Equal(0, outcome["major_faults"]);
        Assert.Equal(0, outcome["waits"]);
    }

    [Fact]
    public void Rendering_calls_neither_the_allocator_nor_a_lock()
    {
        Outcome outcome = Interposed("calls", Blocks).Succeeded();
        AssertWorked(outcome);
        Assert.Equal(0, outcome["hits"]);
    }

    [Fact]
    public void A_planted_first_touch_is_counted() => Assert.True(Run("touch", 1_000).Succeeded()["minor_faults"] > 0);

    [Theory]
    [InlineData("malloc", 2)] // and its free
    [InlineData("lock", 2)] // and its unlock
    public void Planted_calls_are_counted(string mode, int calls) => Assert.Equal(calls, Interposed(mode, 1_000).Succeeded()["hits"]);

    private static Outcome Run(string mode, int blocks) => NativeHost.Run(NativeHost.Build("host_realtime"), mode, $"{blocks}");

    private static Outcome Interposed(string mode, int blocks) =>
        NativeHost.Run(NativeHost.Build("host_realtime"), [("LD_PRELOAD", NativeHost.BuildLibrary("interpose"))], mode, $"{blocks}");

    private static void AssertWorked(Outcome outcome)
    {
        Assert.Equal(1, outcome["finished"]);
        Assert.Equal(1, outcome["audible"]);
        Assert.Equal(256, outcome["vector_bits"]);
        Assert.True(outcome["blocks"] >= Blocks, $"{outcome["blocks"]} blocks");
        Assert.True(outcome["edits"] >= 2_000, $"{outcome["edits"]} rounds of edits");
    }
}
