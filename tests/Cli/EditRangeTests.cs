using System;
using System.Linq;
using System.Text.Json;
using Seamline.Cli.Commands;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>Ranges of `seamline edit`: kept, removed, open, beyond the end, and on the timeline as it was given.</summary>
public sealed class EditRangeTests : IDisposable
{
    private const int Rate = 48_000;
    private readonly CommandFolder _folder = new();

    public EditRangeTests() => _folder.Staircase("a.wav", 10 * Rate);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keep_removes_everything_else()
    {
        Assert.Equal([.. Part(1, 2), .. Part(4, 5), .. Part(8, 10)], Edited("--keep", "4..5", "--keep", "1..2", "--keep", "8.."));
        Assert.Equal(Part(0, 3), Edited("--keep", "..3"));
        Assert.Equal([.. Part(1, 3)], Edited("--keep", "1..2", "--keep", "1.5..3"));
    }

    [Fact]
    public void Ranges_may_be_open()
    {
        Assert.Equal(Part(2, 7), Edited("--ripple-delete", "7..", "--ripple-delete", "..2"));
        Assert.Equal(Part(0, 9), Edited("--ripple-delete", "9..", "--split", "1h0m0s".Replace("1h0m0s", "3s", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_range_beyond_the_end_ends_there_with_a_note()
    {
        (string output, string error) = _folder.Ok("edit", "a.wav", "--ripple-delete", "8..1:00", "-o", "o.otio");
        Assert.Equal("seamline: note: --ripple-delete 8..1:00: the timeline ends at 0:10.000; the range ends there\n", error);
        Assert.Equal("o.otio: 0:08.000, 0:02.000 shorter; 1 segment\n", output);
    }

    [Fact]
    public void Times_count_on_the_timeline_as_it_stands_or_as_it_was_given()
    {
        // As it stands: 1..2 goes, then 3..4 of what is left, which is 4..5 of the file.
        Assert.Equal([.. Part(0, 1), .. Part(2, 4), .. Part(5, 10)], Edited("--ripple-delete", "1..2", "--ripple-delete", "3..4"));
        Assert.Equal([.. Part(0, 1), .. Part(2, 3), .. Part(4, 10)], Edited("--ripple-delete", "1..2", "--ripple-delete", "3..4", "--original-times"));
        Assert.Equal([.. Part(0, 1), .. Part(4, 8)], Edited("--original-times", "--ripple-delete", "2..4", "--ripple-delete", "1..3", "--ripple-delete", "8..", "--ripple-delete", "2.5..3.5"));
        Assert.Equal([.. Part(2, 3), .. Part(7, 9)], Edited("--original-times", "--ripple-delete", "3..5", "--keep", "2..4", "--keep", "7..9"));
        string error = _folder.Refused("edit", "a.wav", "--ripple-delete", "1..9", "--ripple-delete", "8..9", "-o", "o.otio");
        Assert.Contains("--ripple-delete 8..9: lies after the end (0:02.000); times count on the timeline as edits before have left it, unless --original-times is given", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Ranges_of_one_option_count_on_one_timeline()
    {
        Assert.Equal([.. Part(0, 1), .. Part(2, 3), .. Part(4, 7)], Edited("--ripple-delete", "3..4,1..2,7.."));
        Assert.Equal([.. Part(0, 1), .. Part(3, 5), .. Part(6, 10)], Edited("--ripple-delete", "1..2.5,2..3", "--ripple-delete", "3..4"));
        Assert.Equal([.. Part(0, 1), .. Part(2, 3), .. Part(4, 5), .. Part(6, 10)], Edited("--original-times", "--ripple-delete", "1..2,3..4", "--ripple-delete", "5..6"));
        Assert.Equal([.. Part(1, 2), .. Part(4, 5)], Edited("--keep", "4..5,1..2"));
        string error = _folder.Refused("edit", "a.wav", "--ripple-delete", "1..2,3-4", "-o", "o.otio");
        Assert.Contains("--ripple-delete 3-4: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_by_original_time_finds_its_place()
    {
        _folder.Ok("edit", "a.wav", "--original-times", "--ripple-delete", "1..2", "--split", "5", "-o", "o.otio");
        JsonElement[] segments = [.. JsonDocument.Parse(_folder.Ok("info", "o.otio", "--json").Output).RootElement.GetProperty("segments").EnumerateArray()];
        Assert.Equal([0, Rate, 4 * Rate], segments.Select(segment => segment.GetProperty("start_frame").GetInt64()));
    }

    [Fact]
    public void The_summary_is_json_too()
    {
        JsonElement json = JsonDocument.Parse(_folder.Ok("edit", "a.wav", "--split", "5", "--ripple-delete", "1..2.5", "-o", "o.otio", "--json").Output).RootElement;
        Assert.Equal((3, 10.0, 8.5), (json.GetProperty("segments").GetInt32(), json.GetProperty("seconds_before").GetDouble(), json.GetProperty("seconds").GetDouble()));
        Assert.Equal("p.rpp: 3 segments\n", _folder.Ok("convert", "o.otio", "p.rpp").Output);
        json = JsonDocument.Parse(_folder.Ok("convert", "o.otio", "p.rpp", "--json", "--force").Output).RootElement;
        Assert.Equal((3, 0, 0), (json.GetProperty("segments").GetInt32(), json.GetProperty("lanes").GetInt32(), json.GetProperty("markers").GetInt32()));
    }

    [Fact]
    public void Removed_ranges_are_joined()
    {
        var times = new OriginalTimes();
        times.Remove(10, 20);
        times.Remove(30, 40);
        Assert.Equal([5, 10, 10, 10, 15, 20, 20, 25], new double[] { 5, 10, 15, 20, 25, 30, 40, 45 }.Select(times.Now));
        times.Remove(15, 35);
        Assert.Equal([10, 10, 10, 12], new double[] { 10, 25, 40, 42 }.Select(times.Now));
        times.Remove(0, 5);
        times.Remove(41, double.MaxValue);
        Assert.Equal([0, 5, 6, 6], new double[] { 5, 10, 41, 1_000 }.Select(times.Now));
    }

    private static float[] Part(int from, int to) => CommandFolder.Frames(from * Rate, to * Rate);

    private float[] Edited(params string[] edits)
    {
        _folder.Ok(["edit", "a.wav", .. edits, "-o", "cut.otio", "--force"]);
        _folder.Ok("render", "cut.otio", "-o", "cut.wav", "--force", "--format", "f32", "--channels", "1", "--declick-ms", "0");
        return _folder.Samples("cut.wav");
    }
}
