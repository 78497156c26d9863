using System;
using System.IO;
using System.Linq;
using SDL3;
using Seamline.Ui.Input;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>What media turn out to be is said: shorter than their headers, shorter than the timeline, changed, gone. Muted parts keep their waveform.</summary>
[Collection("SDL audio")]
public sealed class MediaTests
{
    private const long Second = PlayerRig.Rate;

    [Fact]
    public void A_medium_that_has_changed_is_named_and_opened_again_by_a_key()
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.Until(() => rig.Session.Stats.LoadDone != 0, "all is loaded");
        rig.Media("voice.wav", 10);
        rig.Until(() => rig.Session.MessageIsFault, "it is said");
        Assert.Equal("voice.wav has changed on the disk: what is loaded plays on. Ctrl R opens it again.", rig.Session.Message);
        rig.Press(SDL.Keycode.R, Held.Control);
        Assert.Equal("Opened voice.wav again.", rig.Session.Message);
        rig.Until(() => rig.Session.MessageIsFault, "what is missing now is said");
        Assert.Equal("voice.wav ends at 0:10.000, and the timeline uses it until 0:20.000: the rest is silence.", rig.Session.Message);
    }

    [Fact]
    public void A_medium_that_is_gone_is_named()
    {
        using PlayerRig rig = PlayerRig.Open();
        File.Delete(rig.File("voice.wav"));
        rig.Until(() => rig.Session.MessageIsFault, "it is said");
        Assert.StartsWith("voice.wav is gone from the disk", rig.Session.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_file_is_as_long_as_what_is_there_and_that_is_said()
    {
        using PlayerRig rig = PlayerRig.Empty();
        rig.Session.Open([rig.Media("talk.wav", 60)]);
        rig.Until(() => rig.Session.Document != null, "it is open");
        rig.Press(SDL.Keycode.E, Held.Control);
        rig.Hand.Text(rig.File("talk.mp3"));
        rig.Press(SDL.Keycode.Return);
        rig.Until(() => rig.Session.Export == null && rig.Session.Message.StartsWith("Exported", StringComparison.Ordinal), "it is exported");
        byte[] whole = File.ReadAllBytes(rig.File("talk.mp3"));
        File.WriteAllBytes(rig.File("cut.mp3"), whole[..(whole.Length * 2 / 5)]);
        rig.Session.Open([rig.File("cut.mp3")]);
        rig.Until(() => rig.Session.Document?.Title == "cut.mp3", "it is open");
        Assert.InRange(rig.Seconds(), 10, 40);
        Assert.Matches(@"^cut\.mp3 holds 0:\d\d\.\d{3} of sound, where its header says 1:00\.\d{3}\.$", Assert.Single(rig.Document.Project.Warnings));
        Assert.True(rig.Session.MessageIsFault);
    }

    [Fact]
    public void A_muted_part_keeps_the_ghost_of_its_waveform()
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.Until(() => rig.Session.Stats.LoadDone != 0, "all is loaded");
        rig.Steps(2);
        int column = (int)rig.Session.View.XOf((4 * Second) + (Second / 2));
        float before = rig.Session.LaneWave.Columns[column].Max;
        Assert.True(before > 0.5f);
        rig.Document.ToggleMute(2);
        rig.Session.IsDirty = true;
        rig.Steps(2);
        Assert.Equal(before, rig.Session.LaneWave.Columns[column].Max, 0.05f);
    }

    [Fact]
    public void Parts_of_one_recording_have_numbers_that_they_keep()
    {
        using PlayerRig rig = PlayerRig.Empty();
        rig.Session.Open([rig.Media("interview.wav", 6)]);
        rig.Until(() => rig.Session.Document != null, "it is open");
        Assert.Equal("interview", rig.Document.NameOf(0));
        rig.Document.Split(2 * Second);
        rig.Document.Split(4 * Second);
        Assert.Equal(["interview 1", "interview 2", "interview 3"], Names(rig));
        rig.Document.Move(rig.Document.Segments[2].Id, 0);
        Assert.Equal(["interview 3", "interview 1", "interview 2"], Names(rig));
        Assert.Equal("move of interview 3", rig.Document.UndoLabel);
        // What is saved has the names that it had.
        Assert.True(rig.Document.Save(rig.File("a.otio")));
        Assert.All(Seamline.Projects.OtioReader.Read(rig.File("a.otio")).Segments, segment => Assert.Equal("interview.wav", segment.Name));
    }

    private static string[] Names(PlayerRig rig) => [.. Enumerable.Range(0, rig.Document.Segments.Length).Select(rig.Document.NameOf)];
}
