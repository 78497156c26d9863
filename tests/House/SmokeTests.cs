using Xunit;

namespace Seamline.Tests.House;

public sealed class SmokeTests
{
    [Fact]
    public void Page_is_64_KiB_a_channel() => Assert.Equal(65_536, Limits.PageChannelBytes);
}
