using System;
using System.IO;
using System.Linq;
using SDL3;
using Seamline.Projects;
using Seamline.Ui.Input;
using Seamline.Ui.View;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>Lanes, transitions and envelopes in the window; projects of every format.</summary>
[Collection("SDL audio")]
public sealed class MixViewTests(ITestOutputHelper output)
{
    [Fact]
    public void Lanes_stand_below_the_segments_as_many_as_there_is_room_for()
    {
        Layout layout = Layout.Of(1_280, 720, 1, true, 2);
        Assert.Equal(2, layout.LaneRows);
        Assert.True(layout.Lane.Bottom <= layout.LaneRow(0).Y && layout.LaneRow(0).Bottom <= layout.LaneRow(1).Y && layout.LaneRow(1).Bottom <= layout.LoadBar.Y);
        Assert.Equal(Layout.Of(1_280, 720, 1, true).Lane.Bottom, layout.Lanes.Bottom);
        Assert.InRange(Layout.Of(640, 360, 1, true, 64).LaneRows, 0, 1);
    }

    [Fact]
    public void A_mix_is_shown_and_a_frame_that_only_moves_the_playhead_allocates_nothing()
    {
        using PlayerRig rig = PlayerRig.Empty();
        rig.OpenMix();
        Assert.Equal(9, rig.Seconds());
        string[] texts = [.. rig.Window.Texts().Select(text => text.Text)];
        Assert.All(["music -6.0 dB", "room", "song", "M", "S"], text => Assert.Contains(text, texts, StringComparer.Ordinal));
        Assert.Contains(texts, text => text == "LUFS");
        rig.Press(SDL.Keycode.Space);
        rig.Playing(true);
        rig.Steps(100);
        const int InARow = 40;
        int quiet = 0;
        for (int i = 0; i < 1_500 && quiet < InARow; i++)
        {
            (long seen, long drawn) = (rig.Session.StatsSeen, rig.Session.Frames.Count);
            long before = GC.GetAllocatedBytesForCurrentThread();
            rig.Steps(1);
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            if (rig.Session.StatsSeen != seen || rig.Session.Frames.Count == drawn) continue;
            quiet = bytes == 0 ? quiet + 1 : 0;
        }

        Assert.Equal(InARow, quiet);
        rig.Until(() => double.IsFinite(rig.Session.Loudness.ShortTermLufs) && rig.Session.Meters.Peak[0] > 0, "the meters show the sound");
        Assert.InRange(rig.Session.Loudness.ShortTermLufs, -40, 0);
        if (Environment.GetEnvironmentVariable("SEAMLINE_PICTURES") is { Length: > 0 } folder) Assert.Null(rig.Window.Screenshot(Path.Combine(folder, "mix.png")));
        output.WriteLine($"the last took {rig.Window.Work}");
    }

    [Fact]
    public void What_is_saved_is_what_was_opened_and_edited()
    {
        using PlayerRig rig = PlayerRig.Empty();
        rig.OpenMix();
        Project read = OtioReader.Read(rig.File("mix.otio"));
        Assert.True(rig.Document.Save(rig.File("again.otio")), rig.Document.LastError);
        Projects.Same.Projects(read, OtioReader.Read(rig.File("again.otio")));
        Assert.True(rig.Document.ToggleLaneMute(1));
        Assert.True(rig.Document.ToggleTransition(1));
        Assert.True(rig.Document.Save(rig.File("edited.otio")), rig.Document.LastError);
        Project edited = OtioReader.Read(rig.File("edited.otio"));
        Assert.True(edited.Lanes[1].Muted);
        Assert.Null(edited.Segments[1].Transition);
        // Undo takes back what was edited, and nothing of what was opened.
        rig.Press(SDL.Keycode.Z, Held.Control);
        rig.Press(SDL.Keycode.Z, Held.Control);
        rig.Press(SDL.Keycode.Z, Held.Control);
        Assert.Equal(0, rig.Document.UndoDepth);
        Assert.True(rig.Document.Save(rig.File("undone.otio")), rig.Document.LastError);
        Projects.Same.Projects(read, OtioReader.Read(rig.File("undone.otio")));
    }

    [Theory]
    [InlineData("cuts.llc", "{version: 1, mediaFileName: 'voice.wav', cutSegments: [{start: 1, end: 3, name: 'one'}, {start: 5, end: 6, name: 'two'}]}")]
    [InlineData("cuts.fcpxml", null)]
    public void Projects_of_other_formats_open_and_are_saved_beside(string name, string? text)
    {
        using PlayerRig rig = PlayerRig.Empty();
        string media = rig.Media("voice.wav");
        if (text != null)
        {
            File.WriteAllText(rig.File(name), text);
        }
        else
        {
            var clip = new ProjectClip { Id = 1, Name = "voice.wav", Tracks = [new ProjectTrack { MediaPath = media }] };
            ProjectSegment segment = new() { ClipId = 1, In = 1, Out = 3, Name = "one" };
            ProjectFile.Write(new Project { Name = "cuts", Clips = [clip], Segments = [segment, segment with { In = 5, Out = 6, Name = "two" }] }, rig.File(name), new FrameRate(25, 1));
        }

        string before = File.ReadAllText(rig.File(name));
        rig.Session.Open([rig.File(name)]);
        rig.Until(() => rig.Session.Document != null || rig.Session.OpenFault.Length > 0, "it is open");
        Assert.Equal("", rig.Session.OpenFault);
        Assert.Equal([1, 5], rig.InPoints());
        Assert.Equal(name, rig.Document.Title);
        Assert.Null(rig.Document.SavePath);
        Assert.Equal(rig.File("cuts.otio"), rig.Document.SuggestPath(".otio"));
        rig.Press(SDL.Keycode.S, Held.Control);
        rig.Press(SDL.Keycode.Return);
        rig.Until(() => rig.Document.SavePath != null, "it is saved");
        Assert.Equal(before, File.ReadAllText(rig.File(name)));
        Assert.Equal([1.0, 5.0], OtioReader.Read(rig.File("cuts.otio")).Segments.Select(segment => segment.In));
    }
}
