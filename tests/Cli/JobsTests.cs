using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>The twelve jobs of docs/player.md: at the shell, and how many steps they take by keys and by the mouse.</summary>
public sealed class JobsTests : IDisposable
{
    private const int Jobs = 12;
    private static readonly string[] Actions = ["key", "text", "click", "double-click", "right-click", "drag"];
    private readonly CommandFolder _folder = new();

    private static string Scripts => Path.Combine(Repository.Root, "tools", "player", "scripts");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Twelve_jobs_are_done_at_the_shell()
    {
        _folder.Staircase("interview.wav", 20 * 48_000);
        _folder.Staircase("music.wav", 10 * 48_000);
        _folder.Staircase("voice.wav", 48_000);
        _folder.Ok("edit", "voice.wav", "-o", "moved.otio");
        Directory.CreateDirectory(_folder.In("moved"));
        File.Move(_folder.In("voice.wav"), _folder.In("moved/voice.wav"));
        (int exit, _, string error) = ChildProcess.Run(new ProcessStartInfo("bash", [Path.Combine(Scripts, "jobs.sh"), PublishedCommand.Path]) { WorkingDirectory = _folder.Root });
        Assert.Equal((0, ""), (exit, error));
        Project talk = OtioReader.Read(_folder.In("talk.otio"));
        Assert.Equal([(4.0, 7.0), (0.0, 3.0), (9.0, 20.0)], talk.Segments.Select(segment => (segment.In, segment.Out)));
        Assert.Equal(0.5, talk.Segments[1].Transition!.Seconds);
        ProjectLane lane = Assert.Single(talk.Lanes);
        ProjectItem music = Assert.Single(lane.Items);
        Assert.Equal(("music", -3.0, 3.0), (lane.Name, music.GainDb, music.FadeOut));
        Assert.InRange(new FileInfo(_folder.In("talk.m4a")).Length, 50_000, 500_000);
        Assert.Empty(OtioReader.Read(_folder.In("moved.otio")).Missing);
    }

    [Theory]
    [InlineData("jobs-keys.script", 2)]
    [InlineData("jobs-mouse.script", 3)]
    public void The_table_counts_the_steps_of_the_scripts(string script, int column)
    {
        string[] rows = [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "player.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2]))];
        Assert.Equal(Jobs, rows.Length);
        Assert.Equal(rows.Select(row => Number(row.Split(" | ")[column - 1])), Steps(script));
    }

    private static int[] Steps(string script)
    {
        int[] steps = new int[Jobs];
        int job = 0;
        foreach (string line in File.ReadLines(Path.Combine(Scripts, script)))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal) && line.Length > 2 && char.IsAsciiDigit(line[2])) job = Number(line[2..]);
            else if (Actions.Contains(line.Split(' ')[0], StringComparer.Ordinal)) steps[job - 1]++;
        }

        return steps;
    }

    // The digits that a text begins with.
    private static int Number(string text) => int.Parse(string.Concat(text.TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture);
}
