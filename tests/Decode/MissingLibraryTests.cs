using System;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>The sentence of a machine without FFmpeg. What an engine refuses there and what goes on: BareMachineTests, with the published library.</summary>
public sealed class MissingLibraryTests
{
    [Fact]
    public void It_names_the_library_and_the_package()
    {
        Assert.True(FFmpegLibraries.Available);
        Assert.Null(FFmpegLibraries.FindMissing("avutil", "avformat"));
        string sentence = FFmpegLibraries.FindMissing("avutil", "avnowhere")!;
        Assert.StartsWith("the FFmpeg library ", sentence, StringComparison.Ordinal);
        Assert.Contains("avnowhere", sentence, StringComparison.Ordinal);
        Assert.Contains("is not installed", sentence, StringComparison.Ordinal);
        Assert.Contains("apt install ffmpeg", sentence, StringComparison.Ordinal);
    }
}
