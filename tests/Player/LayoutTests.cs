using System;
using System.Globalization;
using System.IO;
using Seamline.Ui.App;
using Seamline.Ui.View;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>Where things are, without a window.</summary>
public sealed class LayoutTests
{
    [Theory]
    [InlineData(1_280, 720, 1, true)]
    [InlineData(2_560, 1_440, 2, true)]
    [InlineData(640, 400, 1, true)]
    [InlineData(640, 400, 1, false)]
    [InlineData(800, 500, 1.25, true)]
    [InlineData(3_840, 1_080, 1.5, false)]
    public void Parts_follow_each_other_and_fill_the_window(int width, int height, float scale, bool panel)
    {
        Layout layout = Layout.Of(width, height, scale, panel);
        Box[] parts = [layout.Header, layout.MiniMap, layout.Ruler, layout.Lane, layout.LoadBar, layout.Panel, layout.Status];
        for (int i = 1; i < parts.Length; i++) Assert.True(parts[i].Y >= parts[i - 1].Bottom, $"part {i} begins above the end of the one before");
        Assert.Equal(height, layout.Status.Bottom);
        Assert.True(layout.Lane.H >= 20 * scale);
        Assert.All(parts, part => Assert.True(part.X >= 0 && part.Right <= width));
        Assert.All(parts, part => Assert.Equal(part.Y, MathF.Round(part.Y)));
    }

    [Theory]
    [InlineData(0, 3, "0:00.000")]
    [InlineData(59.9996, 3, "1:00.000")]
    [InlineData(61.5, 0, "1:02")]
    [InlineData(3_600, 0, "1:00:00")]
    [InlineData(3_725.25, 2, "1:02:05.25")]
    [InlineData(-1.5, 1, "-0:01.5")]
    [InlineData(-0.0001, 1, "0:00.0")]
    public void Times_are_rounded_as_a_whole(double seconds, int digits, string text) => Assert.Equal(text, TimeText.Of(seconds, digits));

    [Fact]
    public void Labels_of_the_ruler_stand_apart_and_tell_each_other_apart()
    {
        for (double perPixel = 1e-6; perPixel < 900; perPixel *= 1.07)
        {
            RulerScale scale = RulerScale.Of(perPixel, 90);
            Assert.True(scale.StepSeconds / perPixel >= 90 * 0.999_99);
            Assert.True(scale.StepSeconds < 1 ? scale.StepSeconds / perPixel < 90 * 2.6 : scale.StepSeconds / perPixel < 90 * 5.1, perPixel.ToString(CultureInfo.InvariantCulture));
            Assert.NotEqual(TimeText.Of(0, scale.Digits), TimeText.Of(scale.StepSeconds, scale.Digits), StringComparer.Ordinal);
            Assert.NotEqual(TimeText.Of(scale.StepSeconds, scale.Digits), TimeText.Of(scale.StepSeconds * 2, scale.Digits), StringComparer.Ordinal);
        }
    }

    [Fact]
    public void A_zoom_keeps_the_place_under_the_mouse_all_the_way()
    {
        TimelineView view = New(48_000 * 600);
        view.ZoomAt(300, 1e-4);
        double frame = view.FrameAt(300);
        while (view.Advance(0.016)) Assert.InRange(view.XOf(frame), 298, 302);
        Assert.False(view.IsMoving);
    }

    [Fact]
    public void The_view_stays_within_the_timeline_and_comes_to_rest()
    {
        TimelineView view = New(480_000);
        view.Show(100_000, 200_000, smooth: false);
        view.ScrollBy(1e9);
        Settle(view);
        Assert.InRange(view.XOf(480_000), 1_000 * 0.97, 1_000);
        view.ScrollBy(-1e9);
        Settle(view);
        Assert.InRange(view.XOf(0), 0, 1_000 * 0.03);
        view.ZoomAt(500, 1e9);
        Settle(view);
        Assert.True(view.XOf(0) >= 0 && view.XOf(480_000) <= 1_000);
        view.ZoomAt(500, 1e-12);
        Settle(view);
        Assert.Equal(1.0 / 64, view.FramesPerPixel);
    }

    [Fact]
    public void What_plays_stays_in_sight()
    {
        TimelineView view = New(48_000 * 600);
        view.Show(0, 48_000 * 10, smooth: false);
        for (long frame = 0; frame < 48_000 * 60; frame += 800)
        {
            view.Follow(frame);
            view.Advance(1.0 / 60);
            Assert.InRange(view.XOf(frame), -5, 1_000);
        }
    }

    [Fact]
    public void A_window_of_another_size_shows_all_where_all_was_shown()
    {
        TimelineView view = New(480_000);
        view.Resize(500, 480_000);
        Assert.True(view.XOf(0) >= 0 && view.XOf(480_000) <= 500);
        view.Resize(500, 960_000);
        Assert.True(view.XOf(960_000) <= 500);
    }

    [Theory]
    [InlineData("--size", "1280", "--size 1280")]
    [InlineData("--scale", "9", "--scale 9")]
    [InlineData("--frobnicate", "x", "--frobnicate x")]
    public void Options_that_are_none_are_named(string option, string value, string named)
    {
        Assert.Null(PlayerOptions.Parse([option, value], out string error));
        Assert.Contains(named, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_and_files_are_told_apart()
    {
        PlayerOptions options = PlayerOptions.Parse(["a.wav", "--size", "800x600", "--play", "b.wav", "--driver", "dummy", "--report"], out _)!;
        Assert.Equal(["a.wav", "b.wav"], options.Files);
        Assert.Equal((800, 600, true, true, "dummy"), (options.Width, options.Height, options.Play, options.Report, options.Driver));
    }

    [Fact]
    public void What_the_player_keeps_is_in_the_user_s_folders_and_with_a_script_nowhere()
    {
        PlayerOptions plain = PlayerOptions.Parse([], out _)!;
        Assert.True(Path.IsPathRooted(plain.DemoFolder) && Path.IsPathRooted(plain.StateFolder) && plain.SystemDialogs);
        PlayerOptions scripted = PlayerOptions.Parse(["--script", "x"], out _)!;
        Assert.Equal((null, false), (scripted.StateFolder, scripted.SystemDialogs));
        Assert.Equal(Path.GetFullPath("here"), PlayerOptions.Parse(["--script", "x", "--state-folder", "here"], out _)!.StateFolder);
    }

    [Theory]
    [InlineData("click t5 nowhere")]
    [InlineData("drag t5 lane button")]
    [InlineData("fly 3")]
    [InlineData("click 3")]
    [InlineData("wait soon")]
    [InlineData("wait NaN")]
    public void A_line_that_is_not_understood_is_named(string line)
    {
        Assert.Null(ScriptLine.Read(new StringReader("wait 1\n\n" + line), out string error));
        Assert.Contains("Line 3", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_scripts_of_the_repository_are_understood()
    {
        string folder = Path.Combine(House.Repository.Root, "tools", "player", "scripts");
        string[] scripts = Directory.GetFiles(folder, "*.script");
        Assert.NotEmpty(scripts);
        Assert.All(scripts, script => Assert.NotNull(ScriptLine.Read(new StringReader(File.ReadAllText(script)), out _)));
    }

    private static TimelineView New(double length)
    {
        var view = new TimelineView();
        view.Resize(1_000, length);
        return view;
    }

    private static void Settle(TimelineView view)
    {
        for (int i = 0; i < 1_000 && view.Advance(0.016); i++) Assert.True(i < 999);
    }
}
