using System;
using System.IO;
using System.Linq;
using SDL3;
using Seamline.Projects;
using Seamline.Ui.App;
using Seamline.Ui.Input;
using Seamline.Ui.Native;
using Seamline.Ui.View;
using SkiaSharp;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>What goes wrong is said in the window, nothing unsaved is lost, and pictures come out.</summary>
[Collection("SDL audio")]
public sealed class StateTests(ITestOutputHelper output)
{
    private const long Second = PlayerRig.Rate;

    [Fact]
    public void A_library_that_is_not_there_is_a_sentence()
    {
        using PlayerRig rig = PlayerRig.Empty();
        rig.Session.EngineFault = "The engine, libseamline.so, is not in /nowhere.";
        rig.Session.Open(["x.wav"]);
        rig.Steps(3);
        rig.Press(SDL.Keycode.Space);
        Assert.Null(rig.Session.Document);
        Assert.Null(rig.Session.Opening);
        Assert.True(rig.Session.MessageIsFault);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_sentence_and_what_is_open_stays()
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.Session.Open([rig.File("none.wav")]);
        rig.Until(() => rig.Session.OpenFault.Length > 0, "it is refused");
        Assert.Contains("none.wav", rig.Session.Message, StringComparison.Ordinal);
        Assert.Equal("test.otio", rig.Document.Title);
        File.WriteAllText(rig.File("text.wav"), "no sound");
        rig.Session.Open([rig.File("text.wav")]);
        rig.Until(() => rig.Session.OpenFault.Contains("text.wav", StringComparison.Ordinal), "it is refused");
    }

    [Fact]
    public void A_medium_that_is_missing_is_silent_and_named()
    {
        using PlayerRig rig = PlayerRig.Empty();
        string project = rig.Project();
        File.Delete(rig.File("voice.wav"));
        rig.Session.Open([project]);
        rig.Until(() => rig.Session.Document != null, "the project is open all the same");
        Assert.Contains("voice.wav", string.Join(' ', rig.Document.Faults.Values.Append(rig.Session.Message)), StringComparison.Ordinal);
        Assert.Equal(20, rig.Seconds());
    }

    [Fact]
    public void Without_a_device_it_plays_to_nowhere_and_says_so()
    {
        using PlayerRig rig = PlayerRig.Open(driver: "no-such-driver");
        Assert.Contains("no-such-driver", rig.Session.DeviceFault, StringComparison.Ordinal);
        rig.Press(SDL.Keycode.Space);
        rig.Until(() => rig.Document.Engine.Position().PlayheadFrame > Second / 10, "it plays all the same");
    }

    [Fact]
    public void Edits_that_are_not_saved_are_asked_about()
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.Document.Split(Second);
        rig.Hand.Close();
        rig.Steps(2);
        Assert.Equal((Overlay.Question, false), (rig.Session.Overlay, rig.Session.Ended));
        rig.Press(SDL.Keycode.Escape);
        Assert.Equal((Overlay.None, false), (rig.Session.Overlay, rig.Session.Ended));
        rig.Hand.Drop([rig.Media("other.wav", 2)]);
        rig.Steps(2);
        Assert.Equal(Overlay.Question, rig.Session.Overlay);
        Assert.Equal("test.otio", rig.Document.Title);
        rig.Press(SDL.Keycode.Escape);
        rig.Hand.Close();
        rig.Steps(2);
        rig.Press(SDL.Keycode.S);
        Assert.True(rig.Session.Ended);
        Assert.Equal(11, OtioReader.Read(rig.File("test.otio")).Segments.Count);
    }

    [Theory]
    [InlineData(0, 11, true)]
    [InlineData(1, 10, true)]
    [InlineData(2, 10, false)]
    public void The_question_is_answered_with_the_mouse_too(int answer, int saved, bool ended)
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.Document.Split(Second);
        rig.Hand.Close();
        rig.Steps(2);
        Box button = DialogLayout.Answer(rig.Session.Layout, answer, 3);
        rig.Hand.Click(button.CenterX, button.CenterY);
        rig.Steps(2);
        Assert.Equal(ended, rig.Session.Ended);
        Assert.Equal(saved, OtioReader.Read(rig.File("test.otio")).Segments.Count);
    }

    [Fact]
    public void What_is_taken_back_to_what_was_saved_need_not_be_saved()
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.Document.Split(Second);
        Assert.True(rig.Document.Save(rig.File("a.otio")));
        rig.Document.Split(3 * Second);
        Assert.True(rig.Document.IsDirty);
        rig.Document.Undo();
        Assert.False(rig.Document.IsDirty);
        rig.Document.Undo();
        Assert.True(rig.Document.IsDirty);
        rig.Document.Split(5 * Second);
        Assert.True(rig.Document.IsDirty); // the branch that was saved is gone
    }

    [Fact]
    public void A_recording_is_never_written_over()
    {
        using PlayerRig rig = PlayerRig.Empty();
        string media = rig.Media("one.wav", 2);
        byte[] before = File.ReadAllBytes(media);
        rig.Session.Open([media]);
        rig.Until(() => rig.Session.Document != null, "it is open");
        rig.Press(SDL.Keycode.E, Held.Control);
        Assert.Equal(rig.File("one cut.wav"), rig.Session.ExportDialog.Path.Text);
        Assert.Equal("", rig.Session.ExportDialog.Warning(rig.Document));
        rig.Hand.Text(media);
        rig.Press(SDL.Keycode.Return);
        Assert.Null(rig.Session.Export);
        Assert.Contains("choose another name", rig.Session.Message, StringComparison.Ordinal);
        Assert.Equal(Overlay.Export, rig.Session.Overlay);
        rig.Press(SDL.Keycode.Escape);
        rig.Press(SDL.Keycode.S, Held.Control | Held.Shift);
        rig.Hand.Text(media);
        rig.Steps(1);
        Assert.NotEmpty(rig.Session.Prompt.Warning);
        rig.Press(SDL.Keycode.Return);
        Assert.Contains("choose another name", rig.Session.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(media));
    }

    [Fact]
    public void A_file_that_would_be_replaced_is_pointed_out_and_paths_can_be_pasted()
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.Press(SDL.Keycode.S, Held.Control | Held.Shift);
        Assert.Contains("replaced", rig.Session.Prompt.Warning, StringComparison.Ordinal);
        Assert.True(SDL.SetClipboardText(rig.File("other.otio") + "\n"));
        rig.Press(SDL.Keycode.V, Held.Control);
        Assert.Equal((rig.File("other.otio"), ""), (rig.Session.Prompt.Text, rig.Session.Prompt.Warning));
        rig.Press(SDL.Keycode.Return);
        Assert.True(File.Exists(rig.File("other.otio")));
    }

    [Fact]
    public void An_export_under_way_is_not_left_by_accident()
    {
        using PlayerRig rig = PlayerRig.Empty();
        rig.Session.Open([rig.Media("long.wav", 600)]);
        rig.Until(() => rig.Session.Document != null, "it is open");
        rig.Press(SDL.Keycode.E, Held.Control);
        rig.Hand.Text(rig.File("out.wav"));
        rig.Hand.Key(SDL.Keycode.Return, Held.None);
        rig.Until(() => rig.Session.Export != null, "it has begun");
        rig.Hand.Close();
        rig.Steps(1);
        Assert.False(rig.Session.Ended);
        Assert.Contains("export", rig.Session.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_held_steps_on_and_turns_nothing_over()
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.Seek((5 * Second) + (Second / 2));
        for (int i = 0; i < 3; i++) rig.Hand.Key(SDL.Keycode.Right, Held.None, repeat: i > 0);
        rig.At((8 * Second) + (Second / 2));
        for (int i = 0; i < 3; i++) rig.Hand.Key(SDL.Keycode.S, Held.None, repeat: i > 0);
        for (int i = 0; i < 4; i++) rig.Hand.Key(SDL.Keycode.M, Held.None, repeat: i > 0);
        rig.Steps(2);
        Assert.Equal(2, rig.Document.UndoDepth);
    }

    [Fact]
    public void Pieces_of_a_segment_keep_its_name()
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.Document.Split(3 * Second);
        Assert.Equal(["part 1", "part 2", "part 2", "part 3"], Names(rig, 4));
        rig.Document.SetMarkIn((4 * Second) + (Second / 2));
        rig.Document.SetMarkOut(5 * Second);
        rig.Document.DeleteRange();
        Assert.Equal(["part 1", "part 2", "part 2", "part 3", "part 3", "part 4"], Names(rig, 6));
        rig.Document.Undo();
        rig.Document.Undo();
        Assert.Equal(["part 1", "part 2", "part 3"], Names(rig, 3));
        rig.Document.SetMarkIn(3 * Second);
        rig.Document.SetMarkOut(5 * Second);
        rig.Document.DeleteRange();
        Assert.Equal(["part 1", "part 2", "part 3", "part 4"], Names(rig, 4));
    }

    private static string[] Names(PlayerRig rig, int count) => [.. rig.Document.Segments[..count].ToArray().Select(segment => rig.Document.PlainNameOf(segment))];

    [Fact]
    public void An_export_that_is_cancelled_leaves_no_file()
    {
        using PlayerRig rig = PlayerRig.Empty();
        rig.Session.Open([rig.Media("long.wav", 600)]);
        rig.Until(() => rig.Session.Document != null, "it is open");
        rig.Press(SDL.Keycode.E, Held.Control);
        rig.Hand.Text(rig.File("out.wav"));
        rig.Hand.Key(SDL.Keycode.Return, Held.None);
        rig.Until(() => rig.Session.Export != null, "it has begun");
        rig.Press(SDL.Keycode.Escape);
        rig.Until(() => rig.Session.Export == null, "it has ended");
        Assert.Contains("cancelled", rig.Session.Message, StringComparison.Ordinal);
        Assert.False(rig.Session.MessageIsFault);
        Assert.False(File.Exists(rig.File("out.wav")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_picture_shows_the_waveform(float scale)
    {
        using PlayerRig rig = PlayerRig.Open(scale);
        rig.Until(() => rig.Session.Stats.LoadDone != 0, "all is loaded");
        rig.Steps(3);
        Assert.Null(rig.Window.Screenshot(rig.File("a.png")));
        using SKBitmap picture = SKBitmap.Decode(rig.File("a.png"));
        Box lane = rig.Session.Layout.Lane;
        Assert.Equal(((int)(1_280 * scale), (int)(720 * scale)), (picture.Width, picture.Height));
        // Half a second into a part the tone is loudest: far from the middle there is colour; at its seams there is none.
        float high = rig.Middle + (rig.Session.Layout.HandleHeight / 2) - (lane.H * 0.2f);
        Assert.True(Lightness(picture, rig.X((4 * Second) + (Second / 2)), high) > Lightness(picture, rig.X((5 * Second) - 900), high) + 40);
    }

    [Fact]
    public void Frames_with_ten_thousand_segments_stay_short()
    {
        using PlayerRig rig = PlayerRig.Empty();
        rig.Session.Open([rig.Many(10_000)]);
        rig.Until(() => rig.Session.Document != null, "it is open");
        rig.Press(SDL.Keycode.Space);
        rig.Session.Frames.Clear();
        for (int i = 0; i < 240; i++)
        {
            rig.Hand.Wheel(640, rig.Middle, 0, i % 60 < 30 ? 1 : -1);
            if (i % 40 == 20) rig.Hand.Key(SDL.Keycode.S, Held.None);
            rig.Steps(1);
        }

        FrameMeter frames = rig.Session.Frames;
        output.WriteLine($"{frames.Count} frames: half {frames.Percentile(0.5):0.0} ms, 99 % {frames.Percentile(0.99):0.0} ms, worst {frames.Percentile(1):0.0} ms");
        Assert.True(frames.Count >= 240);
        Assert.True(frames.Percentile(0.5) < 200);
    }

    [Fact]
    public void A_library_that_is_nowhere_is_named_with_the_way_to_make_it()
    {
        Assert.Null(SeamLibrary.Find(["/nowhere", "/elsewhere"], out string error));
        Assert.Matches("libseamline.so, is not in /nowhere or /elsewhere.*publish", error);
    }

    private static int Lightness(SKBitmap picture, float x, float y)
    {
        SKColor color = picture.GetPixel((int)x, (int)y);
        return color.Red + color.Green + color.Blue;
    }
}
