using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Ui.Paint;
using Seamline.Ui.View;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>
/// Every state of the window at several sizes and scales: no text beyond its part, none over another, and none cut short where there
/// is room. SEAMLINE_PICTURES names a folder that gets a picture of each.
/// </summary>
[Collection("SDL audio")]
public sealed class PictureTests
{
    private const long Second = PlayerRig.Rate;

    [Theory]
    [InlineData(1_280, 720, 1)]
    [InlineData(1_024, 640, 1.25)]
    [InlineData(640, 360, 2)]
    [InlineData(1_280, 720, 1.5)]
    [InlineData(2_560, 500, 1)]
    public void Texts_stand_in_their_places(int width, int height, float scale)
    {
        var failures = new List<string>();
        foreach ((string name, Action<PlayerRig> arrange) in PlayerStates.All)
        {
            using PlayerRig rig = PlayerRig.Empty(scale, width: width, height: height);
            arrange(rig);
            IReadOnlyList<Written> texts = rig.Window.Texts();
            Assert.NotEmpty(texts);
            failures.AddRange(texts.Where(text => Leaves(text, rig.Session.Layout.Window)).Select(text => $"{name}: beyond its part: {text}"));
            failures.AddRange(Pairs(texts).Where(pair => Overlap(pair.A.Box, pair.B.Box)).Select(pair => $"{name}: {pair.A.Text} over {pair.B.Text} at {pair.A.Box}"));
            if (width >= 1_280) failures.AddRange(texts.Where(text => text.IsCut && !MayBeCut(rig, text)).Select(text => $"{name}: cut: {text.Text}"));
            if (Environment.GetEnvironmentVariable("SEAMLINE_PICTURES") is { Length: > 0 } folder)
                Assert.Null(rig.Window.Screenshot(Path.Combine(folder, $"{name} {width}x{height} {scale}.png".Replace(' ', '-'))));
        }

        Assert.True(failures.Count == 0, $"{failures.Count} texts\n{string.Join('\n', failures.Take(12))}");
    }

    [Fact]
    public void A_narrow_window_leaves_out_whole_facts_and_keeps_the_numbers_of_parts()
    {
        using PlayerRig rig = PlayerRig.Empty(1, width: 640, height: 360);
        rig.OpenProject();
        rig.Document.Split(1 * Second);
        rig.Document.Split(2 * Second);
        rig.Session.VolumeDb = -12;
        rig.Steps(2);
        IReadOnlyList<Written> texts = rig.Window.Texts();
        Assert.Contains(texts, text => text.Text.EndsWith("volume \u221212 dB", StringComparison.Ordinal) && !text.IsCut);
        string name = rig.Document.NameOf(rig.Document.IndexAt((Second * 3) / 2));
        Assert.Matches(" [1-9]$", name);
        Assert.Contains(texts, text => text.Text == name[^1..] && !text.IsCut);
    }

    [Fact]
    public void What_is_noted_is_found()
    {
        Assert.True(Overlap(new Box(0, 0, 10, 10), new Box(5, 5, 10, 10)));
        Assert.False(Overlap(new Box(0, 0, 10, 10), new Box(10, 0, 10, 10)));
        Assert.True(Leaves(new Written("x", new Box(95, 0, 10, 10), new Box(0, 0, 100, 100), false, 0), new Box(0, 0, 200, 200)));
        Assert.True(Leaves(new Written("x", new Box(5, 195, 10, 10), new Box(0, 0, 300, 300), false, 0), new Box(0, 0, 200, 200)));
    }

    private static IEnumerable<(Written A, Written B)> Pairs(IReadOnlyList<Written> texts) =>
        texts.SelectMany((a, i) => texts.Skip(i + 1).Where(b => b.Layer == a.Layer).Select(b => (a, b)));

    private static bool Overlap(Box a, Box b) => a.X < b.Right && b.X < a.Right && a.Y < b.Bottom && b.Y < a.Bottom;

    private static bool Leaves(Written text, Box window)
    {
        Box box = text.Box;
        return box.X < Math.Max(text.Clip.X, 0) || box.Right > Math.Min(text.Clip.Right, window.Right) || box.Y < text.Clip.Y || box.Bottom > Math.Min(text.Clip.Bottom, window.Bottom);
    }

    // Names of segments and files are as long as people make them, and so are paths in sentences of the engine.
    private static bool MayBeCut(PlayerRig rig, Written text) =>
        (text.Layer == 0 && rig.Session.Layout.Lane.Contains(text.Box.X, text.Box.Y)) || text.Text.Contains('/', StringComparison.Ordinal)
        || text.Text.Contains(PlayerStates.LongName, StringComparison.Ordinal);
}
