using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>
/// HE-AAC: a core at half the rate, and what to make of it for the upper half. A decoder that begins in the middle knows nothing of that until
/// a header comes by, and its noise is another one; here it is what the ffmpeg command decodes in one go, as for every other codec.
/// </summary>
public sealed class HeAacTests
{
    [Theory]
    [InlineData("heaac.aac")]
    [InlineData("heaac-sparse.aac")]
    [InlineData("heaac-once.aac")]
    [InlineData("heaac.m4a")]
    [InlineData("heaac-once.m4a")]
    [InlineData("heaac-once.mkv")]
    [InlineData("heaac-once.ts")]
    [InlineData("heaac-core-clock.m4a")]
    [InlineData("heaac-explicit.m4a")]
    [InlineData("heaac44-explicit.m4a")]
    [InlineData("heaac-mono.m4a")]
    [InlineData("heaac-mono.aac")]
    [InlineData("heaac-v2.aac")]
    [InlineData("heaac-v2.m4a")]
    [InlineData("heaac-v2-explicit.m4a")]
    public void Every_run_in_any_order_equals_the_linear_decode(string name) => LinearEqualityTests.Check(name, 0);
}
