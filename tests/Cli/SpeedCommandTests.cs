using System;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>Speeds of segments on the command line and in project files.</summary>
public sealed class SpeedCommandTests : IDisposable
{
    private const int Rate = 48_000;
    private readonly CommandFolder _folder = new();

    public SpeedCommandTests() => _folder.Staircase("a.wav", Rate * 4);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("keep_pitch")]
    [InlineData("varispeed")]
    [InlineData("silence")]
    public void A_speed_is_written_listed_and_rendered(string mode)
    {
        _folder.Ok("edit", "a.wav", "--split", "2", "--speed", "1", "1.6", "--speed-mode", mode, "-o", "p.otio");
        JsonNode second = JsonNode.Parse(_folder.Ok("info", "p.otio", "--json").Output)!["segments"]![1]!;
        Assert.Equal((1.6, mode, 2.0 * Rate, 3.25 * Rate), ((double)second["speed"]!, (string?)second["speed_mode"], (double)second["start_frame"]!, (double)second["end_frame"]!));
        Assert.Contains($"1.6x {mode}", _folder.Ok("info", "p.otio").Output, StringComparison.Ordinal);
        _folder.Ok("edit", "p.otio", "--split", "2.5", "-o", "q.otio");
        _folder.Ok("render", "p.otio", "-o", "p.wav", "--format", "f32", "--channels", "2");
        _folder.Ok("render", "q.otio", "-o", "q.wav", "--format", "f32", "--channels", "2");
        byte[] whole = System.IO.File.ReadAllBytes(_folder.In("p.wav"));
        Assert.Equal(whole, System.IO.File.ReadAllBytes(_folder.In("q.wav"))); // a cut leaves no trace
        Assert.Equal(mode == "silence", whole.AsSpan(^(Rate * 8 / 2)..).IndexOfAnyExcept((byte)0) < 0);
    }

    [Theory]
    [InlineData("--speed 0 9", "--speed 9: a speed is 0.25 to 8")]
    [InlineData("--speed 0 fast", "--speed fast: not a number")]
    [InlineData("--speed 0 2 --speed-mode loud", "--speed-mode loud: there are silence, varispeed, keep_pitch")]
    [InlineData("--speed 0 2 --original-times", "--speed changes what times mean")]
    public void What_is_typed_wrongly_is_reported(string options, string says)
    {
        string reported = _folder.Refused(["edit", "a.wav", .. options.Split(' '), "-o", "p.otio"]);
        Assert.Contains(says, reported, StringComparison.Ordinal);
    }
}
