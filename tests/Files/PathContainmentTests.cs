using System;
using Seamline.Files;
using Xunit;

namespace Seamline.Tests.Files;

public sealed class PathContainmentTests
{
    [Theory]
    [InlineData("/a/b/c.wav", "c.wav")]
    [InlineData("/a/b/...and then.wav", "...and then.wav")]
    [InlineData("/a/b/..c/d.wav", "..c/d.wav")]
    [InlineData("/a/b/.../d.wav", ".../d.wav")]
    [InlineData("/a/b/x/../c.wav", "c.wav")]
    [InlineData("/a/b", ".")]
    public void What_lies_inside_has_a_relative_path(string path, string relative)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "paths of Unix");
        Assert.Equal(relative, PathContainment.Relative(path, "/a/b"));
    }

    [Theory]
    [InlineData("/a/c.wav")]
    [InlineData("/a")]
    [InlineData("/a/bc/d.wav")]
    [InlineData("/")]
    [InlineData("/a/b/../c.wav")]
    public void What_lies_outside_has_none(string path) => Assert.Null(PathContainment.Relative(path, "/a/b"));
}
