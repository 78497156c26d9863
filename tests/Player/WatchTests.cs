using System;
using System.Linq;
using SDL3;
using Seamline.Ui.App;
using Seamline.Ui.Input;
using Seamline.Ui.Native;
using Seamline.Ui.Paint;
using Seamline.Ui.View;
using SkiaSharp;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>What the panel for engineers and the load bar tell, against the engine.</summary>
[Collection("SDL audio")]
public sealed class WatchTests
{
    private const long Second = PlayerRig.Rate;

    [Fact]
    public void An_edit_is_reported_when_a_block_has_taken_it()
    {
        using PlayerRig rig = PlayerRig.Open();
        Assert.Equal(0, rig.Session.Watch.Edit.Serial);
        rig.Seek(5 * Second);
        rig.Press(SDL.Keycode.Space);
        rig.Playing(true);
        rig.Press(SDL.Keycode.X);
        rig.Until(() => rig.Session.Watch.Edit.Serial > 0, "the edit is reported");
        SeamSwap edit = rig.Session.Watch.Edit;
        Assert.True(edit.Serial >= rig.Document.EditSerial && edit.EditNs > 0 && edit.HeardNs >= 0);
        Assert.True(edit.HeardBlock > edit.PublishedBlock);
        // A seek is no edit.
        rig.Session.Seek(Second);
        rig.Steps(80);
        Assert.Equal(edit.Serial, rig.Session.Watch.Edit.Serial);
        rig.Press(SDL.Keycode.Z, Held.Control);
        rig.Until(() => rig.Session.Watch.Edit.Serial > edit.Serial, "the next one is reported");
    }

    [Fact]
    public void The_histogram_counts_every_block_once()
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.Press(SDL.Keycode.Space);
        rig.Until(() => rig.Session.Watch.Blocks.Blocks > 50, "blocks were counted");
        rig.Press(SDL.Keycode.K);
        rig.Document.Engine.CloseOutput();
        rig.Session.Watch.Note(rig.Document.Engine, 0);
        Assert.Equal(rig.Session.Watch.Blocks.Blocks, rig.Session.Watch.Bins.ToArray().Sum());
        Assert.True(rig.Session.Watch.Blocks.P50Ns > 0);
    }

    [Fact]
    public void Bins_are_four_an_octave()
    {
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20], Enumerable.Range(0, 14).Select(EngineWatch.BinNanoseconds));
        Assert.Equal((128L, 33_554_432L), (EngineWatch.BinNanoseconds(24), EngineWatch.BinNanoseconds(96)));
    }

    [Theory]
    [InlineData(20.0)]
    [InlineData(0.5)]
    [InlineData(0.0001)]
    public void The_bar_tells_what_is_loaded_at_any_zoom(double seconds)
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.Until(() => rig.Session.Stats.LoadDone != 0, "all is loaded");
        rig.Session.View.Show(Second, Second + (seconds * Second), smooth: false);
        rig.Steps(60);
        ReadOnlySpan<byte> columns = rig.Session.Residency.Columns;
        int end = (int)Math.Min(columns.Length, rig.X(20 * Second) - rig.Session.Layout.LoadBar.X);
        Assert.Equal((int)rig.Session.Layout.LoadBar.W, columns.Length);
        int from = Math.Max(0, (int)Math.Ceiling(rig.X(0) - rig.Session.Layout.LoadBar.X));
        Assert.Equal(-1, columns[from..end].IndexOfAnyExcept((byte)Seam.Loaded));
    }

    [Fact]
    public void Each_kind_of_the_bar_is_reported_by_words_and_by_pattern()
    {
        byte[] kinds = [Seam.Loaded, Seam.Loading | Seam.NotLoaded, Seam.NotLoaded, Seam.Evicted, Seam.Unreadable, Seam.Loaded | Seam.NotLoaded, 0];
        Assert.Equal(kinds.Length, kinds.Select(kind => LoadBarPainter.Words(kind)).Distinct(StringComparer.Ordinal).Count());
        using PlayerRig rig = PlayerRig.Open();
        const int Width = 24;
        var pictures = kinds.Select(kind => Pattern(rig, kind, Width)).ToArray();
        Assert.Equal(kinds.Length, pictures.Distinct(StringComparer.Ordinal).Count());
    }

    // Which pixels are light and which dark: what is left of the bar for eyes that tell no colours.
    private static string Pattern(PlayerRig rig, byte kind, int width)
    {
        Box bar = rig.Session.Layout.LoadBar;
        rig.Window.Draw(canvas =>
        {
            canvas.Fill(bar, Theme.Ground);
            LoadBarPainter.Run(canvas, bar with { W = width }, kind);
        }, rig.File("bar.png"));
        using SKBitmap picture = SKBitmap.Decode(rig.File("bar.png"));
        return string.Concat(
            from y in Enumerable.Range((int)bar.Y, (int)bar.H)
            from x in Enumerable.Range((int)bar.X, width)
            let color = picture.GetPixel(x, y)
            select ((0.2126 * color.Red) + (0.7152 * color.Green) + (0.0722 * color.Blue)) switch { < 35 => ' ', < 75 => '.', _ => '#' });
    }
}
