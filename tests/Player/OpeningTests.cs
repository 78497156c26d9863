using System;
using System.IO;
using System.Linq;
using SDL3;
using Seamline.Ui.App;
using Seamline.Ui.Input;
using Seamline.Ui.Model;
using Seamline.Ui.View;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>The start page, recent files, and the player's own dialog for files.</summary>
[Collection("SDL audio")]
public sealed class OpeningTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("seamline-home-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public void The_start_page_opens_files_and_remembers_them()
    {
        using (PlayerRig rig = PlayerRig.Empty(home: _home))
        {
            Assert.Equal(["Open\u2026", "Demo recording"], StartLayout.Of(rig.Session).Select(entry => entry.Label), StringComparer.Ordinal);
            rig.Session.Open([rig.Media("one.wav", 2)]);
            rig.Until(() => rig.Session.Document != null, "it is open");
            rig.Session.Open([rig.Media("two.wav", 2), rig.File("one.wav")]);
            rig.Until(() => rig.Document.Title == "two.wav and 1 more", "both are open");
        }

        using PlayerRig again = PlayerRig.Empty(home: _home);
        Assert.Equal(["Open\u2026", "Demo recording", "two.wav and 1 more", "one.wav"], StartLayout.Of(again.Session).Select(entry => entry.Label), StringComparer.Ordinal);
        again.Press(SDL.Keycode.Up);
        again.Press(SDL.Keycode.Return);
        again.Until(() => again.Session.Document != null, "it is open");
        Assert.Equal("one.wav", again.Document.Title);
        // It is the newest now.
        Assert.Equal([again.File("one.wav")], new Recents(Path.Combine(_home, "state")).All[0]);
    }

    [Fact]
    public void A_recent_file_is_opened_with_the_mouse_too_and_one_that_is_gone_is_named()
    {
        using PlayerRig rig = PlayerRig.Empty(home: _home);
        rig.Session.Recents.Add([rig.File("gone.wav")]);
        rig.Steps(2);
        Box entry = StartLayout.Of(rig.Session)[2].Box;
        rig.Hand.Click(entry.CenterX, entry.CenterY);
        rig.Until(() => rig.Session.OpenFault.Length > 0, "it is refused");
        Assert.Contains("gone.wav", rig.Session.OpenFault, StringComparison.Ordinal);
        Assert.Contains(rig.Window.Texts(), text => text.Text == "This cannot be opened.");
        // The page is there all the same.
        Assert.Contains(rig.Window.Texts(), text => text.Text == "Demo recording");
    }

    [Fact]
    public void A_timeline_that_counts_audio_streams_has_the_one_that_it_names()
    {
        using PlayerRig rig = PlayerRig.Empty(home: _home);
        Cli.PublishedCommand.FFmpeg(_home, "-f lavfi -i aevalsrc=0.25:d=1 -f lavfi -i aevalsrc=0.5:d=1 -f lavfi -i color=black:s=16x16:r=24:d=1 -map 2 -map 0 -map 1 -c:v mpeg4 -c:a pcm_s16le two.mkv");
        File.WriteAllText(Path.Combine(_home, "p.v3"), """{"version": "3", "timebase": "25/1", "a": [[{"src": "two.mkv", "start": 0, "dur": 25, "offset": 0, "stream": 1}]]}""");
        rig.Session.Open([Path.Combine(_home, "p.v3")]);
        rig.Until(() => rig.Session.Document != null, "it is open");
        Assert.Equal(2, Assert.Single(Assert.Single(rig.Document.Project.Clips).Tracks).StreamIndex);
        Assert.Empty(rig.Document.Project.Warnings);
    }

    [Fact]
    public void A_list_that_is_damaged_is_begun_again()
    {
        Directory.CreateDirectory(Path.Combine(_home, "state"));
        File.WriteAllText(Path.Combine(_home, "state", "recent.json"), "[[1], \"x\"");
        var recents = new Recents(Path.Combine(_home, "state"));
        Assert.Empty(recents.All);
        for (int i = 0; i < 12; i++) recents.Add([$"/media/{i}.wav"]);
        Assert.Equal(Recents.Most, new Recents(Path.Combine(_home, "state")).All.Count);
        Assert.Equal("/media/11.wav", recents.All[0][0]);
    }

    [Fact]
    public void The_dialog_lists_what_can_be_opened_and_goes_through_folders()
    {
        using PlayerRig rig = Folder();
        rig.Press(SDL.Keycode.O, Held.Control);
        rig.Hand.Text(_home + "/");
        rig.Steps(2);
        Assert.Equal(["day/", "a.wav", "b.wav", "list.otio"], Listed(rig));
        // Typing narrows it down; Tab completes; a folder is gone into.
        rig.Hand.Text("d");
        rig.Press(SDL.Keycode.Tab);
        Assert.Equal(_home + "/day/", rig.Session.Prompt.Text);
        Assert.Equal(["c.wav"], Listed(rig));
        rig.Press(SDL.Keycode.Up, Held.Alt);
        Assert.Equal(_home, rig.Session.Prompt.Folder);
        rig.Press(SDL.Keycode.Down);
        Assert.Equal(_home + "/day", rig.Session.Prompt.Text);
        rig.Press(SDL.Keycode.Return);
        Assert.Equal((Overlay.Prompt, _home + "/day"), (rig.Session.Overlay, rig.Session.Prompt.Folder));
        rig.Press(SDL.Keycode.Down);
        rig.Press(SDL.Keycode.Return);
        rig.Until(() => rig.Session.Document != null, "it is open");
        Assert.Equal("c.wav", rig.Document.Title);
    }

    [Fact]
    public void Several_files_are_chosen_by_keys_and_by_the_mouse()
    {
        using PlayerRig rig = Folder();
        rig.Press(SDL.Keycode.O, Held.Control);
        rig.Hand.Text(_home + "/");
        rig.Press(SDL.Keycode.Down);
        rig.Press(SDL.Keycode.Down);
        rig.Press(SDL.Keycode.Down, Held.Shift);
        rig.Press(SDL.Keycode.Return);
        rig.Until(() => rig.Session.Document != null, "they are open");
        Assert.Equal("a.wav and 1 more", rig.Document.Title);
        rig.Press(SDL.Keycode.O, Held.Control);
        rig.Hand.Text(_home + "/");
        rig.Steps(2);
        rig.Hand.Click(rig.Session.Layout.Window.CenterX, DialogLayout.Entry(rig.Session.Layout, 2).CenterY);
        rig.Steps(2);
        SDL.SetModState(SDL.Keymod.LCtrl);
        rig.Hand.Click(rig.Session.Layout.Window.CenterX, DialogLayout.Entry(rig.Session.Layout, 1).CenterY);
        rig.Steps(2);
        SDL.SetModState(SDL.Keymod.None);
        Assert.True(rig.Session.Prompt.IsMarked(1) && rig.Session.Prompt.IsMarked(2) && !rig.Session.Prompt.IsMarked(0));
        Box open = DialogLayout.Foot(rig.Session.Layout, DialogLayout.Prompt(rig.Session.Layout, true), 0);
        rig.Hand.Click(open.CenterX, open.CenterY);
        rig.Steps(2);
        Assert.Equal(Overlay.None, rig.Session.Overlay);
    }

    [Fact]
    public void A_folder_that_cannot_be_listed_is_said_and_Esc_leaves()
    {
        using PlayerRig rig = Folder();
        rig.Press(SDL.Keycode.O, Held.Control);
        rig.Hand.Text("/no/such/folder/");
        rig.Steps(2);
        Assert.Equal("/no/such/folder: there is no such folder.", rig.Session.Prompt.ListFault);
        rig.Press(SDL.Keycode.Escape);
        Assert.Equal(Overlay.None, rig.Session.Overlay);
    }

    [Fact]
    public void The_caret_goes_through_what_was_typed()
    {
        var field = new TextField();
        field.Set("a.wav", isSuggestion: true);
        field.Left();
        field.Type("ta");
        Assert.Equal(("taa.wav", 2), (field.Text, field.Caret));
        field.Delete();
        field.End();
        field.Backspace();
        field.Home();
        field.Backspace();
        Assert.Equal("ta.wa", field.Text);
        field.Set("x\U0001F3B5", isSuggestion: false);
        field.Left();
        Assert.Equal(1, field.Caret);
        field.Delete();
        Assert.Equal("x", field.Text);
        field.Set("suggested", isSuggestion: true);
        field.Type("own");
        Assert.Equal("own", field.Text);
    }

    [Theory]
    [InlineData("62.5", 62.5)]
    [InlineData("1:02.5", 62.5)]
    [InlineData("1:02:03.5", 3723.5)]
    [InlineData("1h2m3s", 3723)]
    [InlineData("250ms", 0.25)]
    [InlineData("@48000", 1)]
    [InlineData("+5", 15)]
    [InlineData("-3", 7)]
    [InlineData("-30", 0)]
    public void Times_are_read_as_people_type_them(string text, double seconds)
    {
        Assert.True(TimeText.TryParse(text, 10, 48_000, out double read), text);
        Assert.Equal(seconds, read, 1e-9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("1:60")]
    [InlineData("1:2")]
    [InlineData("1:02:03:04")]
    [InlineData("3s2m")]
    [InlineData("1.5:30")]
    [InlineData("+")]
    [InlineData("@")]
    public void What_is_no_time_is_not_read(string text) => Assert.False(TimeText.TryParse(text, 0, 48_000, out _), text);

    private static string[] Listed(PlayerRig rig) => [.. rig.Session.Prompt.Entries.Where(entry => entry.Name != "state").Select(entry => entry.IsFolder ? entry.Name + "/" : entry.Name)];

    private PlayerRig Folder()
    {
        PlayerRig rig = PlayerRig.Empty(home: _home);
        rig.Media("a.wav", 1);
        rig.Media("b.wav", 1);
        Directory.CreateDirectory(rig.File("day"));
        rig.Media("day/c.wav", 1);
        File.WriteAllText(rig.File("list.otio"), "{}");
        File.WriteAllText(rig.File("notes.doc"), "");
        File.WriteAllText(rig.File(".hidden.wav"), "");
        return rig;
    }
}
