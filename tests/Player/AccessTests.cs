using System;
using System.IO;
using System.Linq;
using SDL3;
using Seamline.Ui.App;
using Seamline.Ui.Input;
using Seamline.Ui.Paint;
using Seamline.Ui.View;
using SkiaSharp;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>The window for every kind of eye, and for none: contrasts of all themes, highlights, what is said as text.</summary>
[Collection("SDL audio")]
public sealed class AccessTests
{
    private const long Second = PlayerRig.Rate;

    public static TheoryData<string> Themes() => [.. Theme.All.Select(theme => theme.Key)];

    // WCAG 2.2: 4.5 for text, 3 for what tells parts of the window apart; 7 for text of the theme of high contrast.
    [Theory]
    [MemberData(nameof(Themes))]
    public void Texts_and_signs_have_contrast_in_every_theme(string key)
    {
        Palette theme = Theme.All.Single(one => one.Key == key);
        double text = key == "contrast" ? 7 : 4.5;
        foreach (Rgba ground in (Rgba[])[theme.Ground, theme.Surface, theme.Raised])
        {
            Assert.True(theme.Text.Contrast(ground) >= text, $"text on {ground}");
            Assert.True(theme.Dim.Contrast(ground) >= text, $"dim on {ground}: {theme.Dim.Contrast(ground):0.00}");
            foreach (Rgba sign in (Rgba[])[theme.Mark, theme.Working, theme.Warning, theme.Fault, theme.Good, theme.Faint]) Assert.True(sign.Contrast(ground) >= 3, $"{sign} on {ground}: {sign.Contrast(ground):0.00}");
        }

        Assert.True(theme.Ground.Contrast(theme.Mark) >= 4.5 && theme.Ground.Contrast(theme.Working) >= 4.5, "text on marks and on the line of a menu");
        foreach (Rgba clip in theme.Clips)
        {
            Assert.True(clip.Contrast(theme.Ground.Mixed(clip, 0.2f)) >= 3, $"waveform {clip} on its ground");
            Assert.True(theme.Text.Contrast(theme.Ground.Mixed(clip, 0.42f)) >= 4.5, $"name on {clip}: {theme.Text.Contrast(theme.Ground.Mixed(clip, 0.42f)):0.00}");
        }
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public void What_is_chosen_can_be_seen(string key)
    {
        using PlayerRig rig = PlayerRig.Open();
        Assert.True(Theme.Use(key));
        try
        {
            rig.Session.PictureLost = true;
            rig.Hand.Click(rig.X(5 * Second), rig.Middle);
            rig.Steps(3);
            Assert.Null(rig.Window.Screenshot(rig.File("a.png"), quick: true));
            using SKBitmap picture = SKBitmap.Decode(rig.File("a.png"));
            float names = rig.Session.Layout.Lane.Y + 3;
            float right = rig.X(6 * Second) - 8;
            Assert.True(At(picture, right, names).Contrast(At(picture, rig.X(8 * Second) - 8, names)) >= 3, "its name's ground beside that of the others");
            float low = rig.Session.Layout.Lane.Bottom - 40;
            Assert.True(At(picture, rig.X(4 * Second) + 2, low).Contrast(At(picture, rig.X(4 * Second) + 10, low)) >= 3, "its frame on its ground");
            rig.Document.SetRange(7 * Second, 9 * Second);
            rig.Session.IsDirty = true;
            rig.Steps(2);
            Assert.Null(rig.Window.Screenshot(rig.File("b.png"), quick: true));
            using SKBitmap marked = SKBitmap.Decode(rig.File("b.png"));
            Assert.True(At(marked, rig.X(7 * Second) + 1, low).Contrast(At(marked, rig.X(7 * Second) - 8, low)) >= 3, "the edge of a range");
            float bar = rig.Session.Layout.Ruler.Y + 1;
            Assert.True(At(marked, rig.X(8 * Second) - 50, bar).Contrast(At(marked, rig.X(10 * Second), bar)) >= 3, "its bar on the ruler");
        }
        finally
        {
            Theme.Use("dark");
        }
    }

    [Fact]
    public void What_is_shown_is_said_as_text()
    {
        using var text = new StringWriter();
        using PlayerRig rig = PlayerRig.Empty();
        rig.Window.Log = AccessibleLog.To(text);
        rig.Steps(2);
        rig.Press(SDL.Keycode.Tab);
        rig.OpenProject();
        rig.Seek(5 * Second);
        rig.Steps(2);
        rig.Press(SDL.Keycode.Return);
        rig.Press(SDL.Keycode.X);
        rig.Press(SDL.Keycode.Down, Held.Shift);
        rig.Press((SDL.Keycode)0x40000043);
        rig.Press(SDL.Keycode.U);
        rig.Press(SDL.Keycode.Escape);
        rig.Press(SDL.Keycode.E, Held.Control);
        rig.Press(SDL.Keycode.Tab);
        rig.Press(SDL.Keycode.Escape);
        rig.Hand.Close();
        rig.Steps(2);
        rig.Press(SDL.Keycode.Right);
        string[] lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] expected =
        [
            "start page: Open\u2026, Ctrl O", "start page: Demo recording, 10 minutes", "open: test.otio, 10 segments, 0:20.000", "at: 0:05.000, part 3", "chosen: part 3, 0:04.000 to 0:06.000",
            "open: test.otio, 9 segments, 0:18.000, edited", "message: Deleted part 3.", "marked: 0:05.000 to 0:06.000, 0:01.000 long", "dialog: menu", "line: Undo delete of part 3 (0:02), key Ctrl Z",
            "dialog: Export", "field: Format: WAV, 16 bits", "dialog: There are edits that are not saved. test.otio", "answer: Save (S)", "answer: Discard (D)",
        ];
        int at = -1;
        foreach (string line in expected)
        {
            int next = Array.IndexOf(lines, line, at + 1);
            Assert.True(next >= 0, $"\"{line}\" is not said after line {at} of\n{string.Join('\n', lines)}");
            at = next;
        }
    }

    [Fact]
    public void Digits_stand_equally_far_apart_and_in_the_middle_of_their_cells()
    {
        using PlayerRig rig = PlayerRig.Empty();
        Assert.Null(rig.Window.Draw(
            canvas =>
            {
                canvas.Fill(new Box(0, 0, 400, 100), Theme.Ground);
                canvas.Text("1", 100, 30, canvas.Face(22, bold: true), Theme.Text);
                canvas.Text("0", 100, 70, canvas.Face(22, bold: true), Theme.Text);
                Assert.Equal(canvas.Measure("0:00.000", canvas.Face(22)), canvas.Measure("1:11.111", canvas.Face(22)));
            },
            rig.File("digits.png")));
        using SKBitmap picture = SKBitmap.Decode(rig.File("digits.png"));
        // The middle of what is drawn of each, to a pixel and a half: 1 is not symmetric.
        Assert.InRange(Middle(picture, 14, 46) - Middle(picture, 54, 86), -1.5f, 1.5f);
    }

    [Fact]
    public void Nothing_in_the_header_is_beyond_reach_in_a_narrow_window()
    {
        using PlayerRig rig = PlayerRig.Empty(scale: 2, width: 640, height: 360);
        rig.OpenProject();
        Assert.True(rig.Session.Buttons.BoxOf(PlayerAction.More).W > 0);
        rig.Press((SDL.Keycode)0x40000043);
        rig.Steps(2);
        PlayerAction[] hidden = [.. rig.Session.Buttons.All.Where(button => button.Box.W == 0 && button.Action != PlayerAction.PlayPause).Select(button => button.Action)];
        Assert.NotEmpty(hidden);
        string[] labels = [.. rig.Session.Menu!.Items.Select(item => item.Label)];
        Assert.All(hidden, action => Assert.Contains(Menus.LabelOf(rig.Session, action), labels, StringComparer.Ordinal));
        // The last line is a few arrows away, and in the window.
        rig.Press(SDL.Keycode.End);
        MenuLayout menu = MenuLayout.Of(rig.Session.Layout, rig.Session.Menu, rig.Session.MenuPlace);
        Assert.Equal("Close", rig.Session.Menu.Items[rig.Session.Menu.Focus].Label);
        Assert.True(menu.Item(rig.Session.Menu, rig.Session.Menu.Focus).Bottom <= rig.Session.Layout.Window.Bottom);
    }

    [Fact]
    public void A_button_that_the_mouse_rests_on_says_what_it_does_and_its_key()
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.Document.DeleteSegment(2);
        rig.Steps(2);
        Box undo = rig.Session.Buttons.BoxOf(PlayerAction.Undo);
        rig.Hand.Move(undo.CenterX, undo.CenterY);
        rig.Until(() => rig.Session.Tip == PlayerAction.Undo, "it is said");
        Assert.Contains(rig.Window.Texts(), text => text.Text == "Undo delete of part 3 (0:02)");
        Assert.Contains(rig.Window.Texts(), text => text.Text == "Ctrl Z");
        rig.Hand.Move(undo.CenterX, rig.Middle);
        rig.Until(() => rig.Session.Tip == PlayerAction.None, "it goes");
    }

    private static float Middle(SKBitmap picture, int top, int bottom)
    {
        (int first, int last) = (int.MaxValue, 0);
        for (int x = 90; x < 130; x++)
        {
            for (int y = top; y < bottom; y++)
            {
                if (picture.GetPixel(x, y).Red < 130) continue;
                (first, last) = (Math.Min(first, x), Math.Max(last, x));
            }
        }

        return (first + last) / 2f;
    }

    private static Rgba At(SKBitmap picture, float x, float y) => picture.GetPixel((int)x, (int)y) is var color ? new Rgba(color.Red, color.Green, color.Blue) : default;
}
