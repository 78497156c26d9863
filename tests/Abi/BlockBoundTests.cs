using System;
using System.Globalization;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>
/// The dearest block that a search finds (tests/abi/host_bound.c): random timelines within the limits, and mutations of the worst one so far,
/// with segments of a frame, seams everywhere, sixteen tracks, media that end inside segments, misses, edits and seeks before every block, and
/// both anchors. SEAMLINE_BOUND_BLOCKS makes it longer than the suite has time for, SEAMLINE_BOUND_SEED another one.
/// </summary>
public sealed class BlockBoundTests
{
    private const int Frames = 64;

    /// <summary>Instructions a frame: at most twice what the longest searches found. docs/performance.md states it.</summary>
    private const long MostPerFrame = 43_000;

    // A search that no longer comes this far shows nothing: seams of sixteen tracks in a crossfade.
    private const long LeastPerFrame = 10_000;

    [Fact]
    public void No_block_takes_more_instructions_than_the_stated_bound()
    {
        string counts = NativeHost.NewFile("bound");
        string wave = NativeHost.NewFile("bound.wav");
        Outcome outcome = InstructionBaseline.Valgrind([
            $"--callgrind-out-file={counts}", "--toggle-collect=seam_render", "--dump-before=mark", "--dump-line=no", NativeHost.Build("host_bound"), counts, wave,
            Given("SEAMLINE_BOUND_SEED", "1"), Given("SEAMLINE_BOUND_BLOCKS", "300")]);
        TestContext.Current.TestOutputHelper!.WriteLine(outcome.Output);
        Assert.InRange(outcome["worst"], LeastPerFrame * Frames, MostPerFrame * Frames);
    }

    private static string Given(string name, string otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } told ? long.Parse(told, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : otherwise;
}
