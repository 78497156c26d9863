using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Cli;
using Xunit;

namespace Seamline.Tests.Cli;

public sealed class ScriptFileTests
{
    [Fact]
    public void Every_action_parses()
    {
        const string Text = """
            # a session
            0      play
            0.5    pause          # breathe
            1      stop
            1.5    seek 1:00
            @12.5  delete
            2:00   delete-segment 3
            2      ripple-delete 10 12.5
            2      ripple-delete 10..12.5

            2      split
            @1:02:03.25 split 7
            3      move 4 0
            3      trim-in 1 0.25
            3	trim-out	1  9
            4      undo
            4      redo
            4      loop 1..2
            4      loop off
            5      status
            5      check
            5      invalidate 2
            6      quit
            """;
        IReadOnlyList<ScriptLine> lines = ScriptFile.Parse(Text.ReplaceLineEndings("\r\n"), "s");
        Assert.Equal(
            [
                new(2, 0, false, new ScriptAction.Play()),
                new(3, 0.5, false, new ScriptAction.Pause()),
                new(4, 1, false, new ScriptAction.Stop()),
                new(5, 1.5, false, new ScriptAction.Seek(60)),
                new(6, 12.5, true, new ScriptAction.Delete()),
                new(7, 120, false, new ScriptAction.DeleteSegment(3)),
                new(8, 2, false, new ScriptAction.RippleDelete(new TimeRange(10, 12.5))),
                new(9, 2, false, new ScriptAction.RippleDelete(new TimeRange(10, 12.5))),
                new(11, 2, false, new ScriptAction.Split(null)),
                new(12, 3723.25, true, new ScriptAction.Split(7)),
                new(13, 3, false, new ScriptAction.Move(4, 0)),
                new(14, 3, false, new ScriptAction.TrimIn(1, 0.25)),
                new(15, 3, false, new ScriptAction.TrimOut(1, 9)),
                new(16, 4, false, new ScriptAction.Undo()),
                new(17, 4, false, new ScriptAction.Redo()),
                new(18, 4, false, new ScriptAction.Loop(new TimeRange(1, 2))),
                new(19, 4, false, new ScriptAction.Loop(null)),
                new(20, 5, false, new ScriptAction.Status()),
                new(21, 5, false, new ScriptAction.Check()),
                new(22, 5, false, new ScriptAction.Invalidate(2)),
                new ScriptLine(23, 6, false, new ScriptAction.Quit()),
            ],
            lines);
        // Nothing that a script can say is missing above.
        Assert.Equal(
            typeof(ScriptAction).GetNestedTypes(System.Reflection.BindingFlags.NonPublic).Length,
            lines.Select(line => line.Action.GetType()).Distinct().Count());
    }

    [Theory]
    [InlineData("play", "\"play\" is not a time (62.5, 1:02.5, 1:02:03.5, 1h2m3s or @frame)")]
    [InlineData("-1 play", "\"-1\" is not a time (62.5, 1:02.5, 1:02:03.5, 1h2m3s or @frame)")]
    [InlineData("@ play", "\"\" is not a time (62.5, 1:02.5, 1:02:03.5, 1h2m3s or @frame)")]
    [InlineData("2", "there is no action after the time \"2\"")]
    [InlineData("2 # play", "there is no action after the time \"2\"")]
    [InlineData("2 Play", "the action \"Play\" is not known")]
    [InlineData("2 play now", "\"play\" takes nothing after it, but there is \"now\"")]
    [InlineData("2 seek", "\"seek\" needs a time, but there is nothing after it")]
    [InlineData("2 seek 1 2", "\"seek\" needs a time, but there are 2 words after it")]
    [InlineData("2 split 1 2", "\"split\" needs at most one time, but there are 2 words after it")]
    [InlineData("2 delete-segment -1", "\"-1\" is not a segment's number (0, 1, 2, ...)")]
    [InlineData("2 delete-segment 99999999999", "\"99999999999\" is not a segment's number (0, 1, 2, ...)")]
    [InlineData("2 ripple-delete 5 4", "the range 5 4 does not end after its start")]
    [InlineData("2 ripple-delete 5..4", "the range \"5..4\" does not end after its start")]
    [InlineData("2 ripple-delete", "\"ripple-delete\" needs a range A..B or two times, but there is nothing after it")]
    [InlineData("2 move 1", "\"move\" needs two segments, but there is only one word after it")]
    [InlineData("2 trim-in 1 x", "\"x\" is not a time (62.5, 1:02.5, 1:02:03.5, 1h2m3s or @frame)")]
    [InlineData("2 loop on", "\"on\" is not a range A..B")]
    public void Errors_name_file_line_and_cause(string line, string cause)
    {
        var error = Assert.Throws<ScriptException>(() => ScriptFile.Parse($"0 play\n\n{line}\n9 quit", "cuts.txt"));
        Assert.Equal($"cuts.txt:3: {cause}.", error.Message);
    }

    [Fact]
    public void Files_are_read_or_named()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "\uFEFF1 play");
            Assert.Equal([new ScriptLine(1, 1, false, new ScriptAction.Play())], ScriptFile.Read(path));
        }
        finally
        {
            File.Delete(path);
        }
        Assert.StartsWith($"{path}: cannot be read:", Assert.Throws<ScriptException>(() => ScriptFile.Read(path)).Message, StringComparison.Ordinal);
    }
}
