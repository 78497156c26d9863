using System;
using System.IO;
using SDL3;
using Seamline.Projects;
using Seamline.Ui.App;
using Seamline.Ui.Input;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>Edits that were not saved are kept, found again, and gone once they are saved or discarded.</summary>
[Collection("SDL audio")]
public sealed class RecoveryTests : IDisposable
{
    private const long Second = PlayerRig.Rate;
    private readonly string _home = Directory.CreateTempSubdirectory("seamline-home-").FullName;

    private string Kept => Path.Combine(_home, "state", "recovery");

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public void Edits_are_kept_a_second_after_them_and_no_longer_than_they_are_unsaved()
    {
        using PlayerRig rig = Open();
        rig.Document.Split(5 * Second);
        rig.Until(() => rig.Session.Autosave.IsKept, "they are kept");
        string file = Assert.Single(Directory.GetFiles(Kept, "*.otio"));
        Assert.Equal(11, OtioReader.Read(file).Segments.Count);
        rig.Document.Undo();
        rig.Until(() => Directory.GetFiles(Kept, "*.otio").Length == 0, "what was undone is not kept");
        rig.Document.Split(7 * Second);
        rig.Until(() => rig.Session.Autosave.IsKept, "they are kept");
        rig.Press(SDL.Keycode.S, Held.Control);
        rig.Until(() => Directory.GetFiles(Kept, "*.otio").Length == 0, "what was saved is not kept");
        Assert.Empty(Directory.GetFiles(Kept, "*.json"));
    }

    [Fact]
    public void What_a_crash_left_is_offered_and_recovered_with_its_name_and_its_place()
    {
        Crash();
        using PlayerRig rig = PlayerRig.Empty(home: _home);
        rig.Session.OfferRecovery();
        rig.Steps(2);
        Assert.Equal(Overlay.Question, rig.Session.Overlay);
        Assert.Contains(rig.Window.Texts(), text => text.Text == "test.otio \u00B7 2 edits, kept a moment ago");
        rig.Press(SDL.Keycode.R);
        rig.Until(() => rig.Session.Document != null, "it is open");
        Assert.Equal([0, 4, 6, 8, 10, 11, 12, 14, 16, 18], rig.InPoints());
        Assert.Equal(("test.otio", rig.File("test.otio"), true), (rig.Document.Title, rig.Document.SavePath, rig.Document.IsDirty));
        rig.At(3 * Second);
        // The project itself is as it was until it is saved.
        Assert.Equal(10, OtioReader.Read(rig.File("test.otio")).Segments.Count);
        rig.Document.Split(Second);
        Assert.Equal(3, rig.Document.Facts().Edits);
        rig.Press(SDL.Keycode.S, Held.Control);
        Assert.False(rig.Document.IsDirty);
        Assert.Equal(11, OtioReader.Read(rig.File("test.otio")).Segments.Count);
        rig.Until(() => Directory.GetFiles(Kept, "*.otio").Length == 0, "nothing is kept any more");
    }

    [Fact]
    public void What_is_recovered_is_kept_on_and_survives_the_next_crash_too()
    {
        Crash();
        using (PlayerRig rig = PlayerRig.Empty(home: _home))
        {
            rig.Session.OfferRecovery();
            rig.Press(SDL.Keycode.R);
            rig.Until(() => rig.Session.Document != null, "it is open");
            rig.Session.Rescue();
        }

        using PlayerRig again = PlayerRig.Empty(home: _home);
        again.Session.OfferRecovery();
        Assert.Equal("These edits were not saved when the player ended.", again.Session.Question?.Title);
        Assert.StartsWith("test.otio \u00B7 ", again.Session.Question?.Detail, StringComparison.Ordinal);
        again.Press(SDL.Keycode.D);
        Assert.Equal(Overlay.None, again.Session.Overlay);
        Assert.Empty(Directory.GetFiles(Kept));
    }

    [Fact]
    public void What_is_put_off_is_offered_the_next_time_and_what_another_player_holds_is_not()
    {
        using PlayerRig first = Open();
        first.Document.Split(Second);
        first.Until(() => first.Session.Autosave.IsKept, "they are kept");
        using (PlayerRig second = PlayerRig.Empty(home: _home))
        {
            second.Session.OfferRecovery();
            Assert.Equal(Overlay.None, second.Session.Overlay);
        }

        first.Session.Rescue();
        first.Session.Dispose();
        for (int i = 0; i < 2; i++)
        {
            using PlayerRig later = PlayerRig.Empty(home: _home);
            later.Session.OfferRecovery();
            Assert.Equal(Overlay.Question, later.Session.Overlay);
            later.Press(SDL.Keycode.Escape);
        }

        Assert.Single(Directory.GetFiles(Kept, "*.otio"));
    }

    [Fact]
    public void Discarded_edits_are_not_kept()
    {
        using (PlayerRig rig = Open())
        {
            rig.Document.Split(Second);
            rig.Until(() => rig.Session.Autosave.IsKept, "they are kept");
            rig.Hand.Close();
            rig.Steps(2);
            rig.Press(SDL.Keycode.D);
            Assert.True(rig.Session.Ended);
        }

        Assert.Empty(Directory.GetFiles(Kept));
    }

    [Fact]
    public void Media_without_a_project_are_recovered_and_saved_beside_them()
    {
        using (PlayerRig rig = PlayerRig.Empty(home: _home))
        {
            rig.Session.Open([rig.Media("talk.wav", 4)]);
            rig.Until(() => rig.Session.Document != null, "it is open");
            rig.Document.Split(Second);
            rig.Session.Rescue();
        }

        using PlayerRig again = PlayerRig.Empty(home: _home);
        again.Session.OfferRecovery();
        again.Press(SDL.Keycode.R);
        again.Until(() => again.Session.Document != null, "it is open");
        Assert.Equal(("talk.wav", (string?)null), (again.Document.Title, again.Document.SavePath));
        Assert.Equal([0, 1], again.InPoints());
        Assert.Equal(again.File("talk.otio"), again.Document.SuggestPath(".otio"));
        Assert.Equal(4, again.Seconds());
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_said_once()
    {
        File.WriteAllText(Path.Combine(_home, "state"), "no folder");
        using PlayerRig rig = Open();
        rig.Document.Split(Second);
        rig.Until(() => rig.Session.MessageIsFault, "it is said");
        Assert.StartsWith("Edits cannot be kept for recovery:", rig.Session.Message, StringComparison.Ordinal);
        rig.Session.Hush();
        rig.Document.Split(2 * Second);
        rig.Steps(5);
        Assert.Equal("", rig.Session.Message);
    }

    [Fact]
    public void A_path_that_could_not_be_written_stays_to_be_mended()
    {
        using PlayerRig rig = Open();
        rig.Document.Split(Second);
        rig.Press(SDL.Keycode.S, Held.Control | Held.Shift);
        rig.Hand.Text(rig.File("nowhere/copy.otio"));
        rig.Press(SDL.Keycode.Return);
        Assert.Equal((Overlay.Prompt, rig.File("nowhere/copy.otio")), (rig.Session.Overlay, rig.Session.Prompt.Text));
        Assert.Contains("nowhere", rig.Session.Prompt.Warning, StringComparison.Ordinal);
        Directory.CreateDirectory(rig.File("nowhere"));
        rig.Press(SDL.Keycode.Return);
        Assert.True(File.Exists(rig.File("nowhere/copy.otio")));
        Assert.False(rig.Document.IsDirty);
    }

    private PlayerRig Open()
    {
        PlayerRig rig = PlayerRig.Empty(home: _home);
        rig.OpenProject();
        return rig;
    }

    // As a process that is gone: nothing was said to the files, and their lock went with it.
    private void Crash()
    {
        using PlayerRig rig = Open();
        rig.Document.DeleteSegment(1);
        rig.Document.Split(9 * Second);
        rig.Seek(3 * Second);
        rig.Until(() => rig.Session.Autosave.IsKept, "the edits are kept");
        Assert.NotNull(rig.Session.Autosave);
        rig.Session.Rescue();
    }
}
