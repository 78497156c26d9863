using Seamline.Device;
using Xunit;

namespace Seamline.Tests.Device;

public sealed class DeviceNameTests
{
    [Theory]
    [InlineData("a,b", "a,b")]
    [InlineData("a,a,a", "a,a (2),a (3)")]
    [InlineData("a,b,a,b", "a,b,a (2),b (2)")]
    [InlineData("a,a (2),a", "a,a (2),a (3)")]
    [InlineData("a,a,a (2)", "a,a (3),a (2)")]
    [InlineData("", "")]
    public void Devices_of_one_name_are_told_apart(string names, string distinct) =>
        Assert.Equal(distinct.Split(','), SdlDevices.Distinct(names.Split(',')));
}
