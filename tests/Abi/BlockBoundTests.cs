using System;
using System.Globalization;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>
/// The dearest block that a search finds (tests/abi/host_bound.c): random timelines within the limits, and mutations of the worst one so far,
/// with segments of a frame, seams everywhere, sixteen tracks, media that end inside segments, misses, edits and seeks before every block, and
/// both anchors; then the same with lanes of items that overlap, transitions, envelopes with a point a frame, and the limiter. SEAMLINE_BOUND_BLOCKS makes it longer than the suite has time for, SEAMLINE_BOUND_SEED another one.
/// </summary>
public sealed class BlockBoundTests
{
    private const int Frames = 64;

    /// <summary>Instructions a frame: at most twice what the longest searches found. docs/performance.md states it.</summary>
    private const long MostPerFrame = 43_000;

    // A search that no longer comes this far shows nothing: seams of sixteen tracks in a crossfade.
    private const long LeastPerFrame = 10_000;

    /// <summary>The same with lanes, transitions, envelopes and the limiter, for each region that can sound at once.</summary>
    private const long MostPerFrameAndRegion = 64_500;
    private const long LeastPerFrameAndRegion = 15_000;

    [Fact]
    public void No_block_takes_more_instructions_than_the_stated_bound() =>
        Assert.InRange(Search("200"), LeastPerFrame * Frames, MostPerFrame * Frames);

    [Fact]
    public void No_block_of_lanes_takes_more_instructions_than_the_stated_bound() =>
        Assert.InRange(Search("70", "mix"), LeastPerFrameAndRegion * Frames, MostPerFrameAndRegion * Frames);

    private static long Search(string blocks, params string[] more)
    {
        string counts = NativeHost.NewFile("bound");
        string wave = NativeHost.NewFile("bound.wav");
        Outcome outcome = InstructionBaseline.Valgrind([
            $"--callgrind-out-file={counts}", "--toggle-collect=seam_render", "--dump-before=mark", "--dump-line=no", NativeHost.Build("host_bound"), counts, wave,
            Given("SEAMLINE_BOUND_SEED", "1"), Given("SEAMLINE_BOUND_BLOCKS", blocks), .. more]);
        TestContext.Current.TestOutputHelper!.WriteLine(outcome.Output);
        return outcome["worst"];
    }

    private static string Given(string name, string otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } given ? long.Parse(given, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : otherwise;
}
