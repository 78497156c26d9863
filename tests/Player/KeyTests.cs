using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SDL3;
using Seamline.Projects;
using Seamline.Ui.App;
using Seamline.Ui.Input;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>Every key of the one table, pressed in SDL's queue, and what the engine has after it.</summary>
[Collection("SDL audio")]
public sealed class KeyTests
{
    private const long Second = PlayerRig.Rate;
    private static readonly double[] Whole = [0, 2, 4, 6, 8, 10, 12, 14, 16, 18];

    /// <summary>Index of the row in the table, and its name for the report.</summary>
    public static TheoryData<int, string> Rows()
    {
        var data = new TheoryData<int, string>();
        KeyRow[] rows = All();
        for (int i = 0; i < rows.Length; i++) data.Add(i, $"{rows[i].Held} {rows[i].Key}: {rows[i].Action}");
        return data;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_key_does_what_the_table_says(int index, string name)
    {
        KeyRow row = All()[index];
        Assert.True(Cases.ContainsKey(row.Action), $"no case for {name}");
        using PlayerRig rig = PlayerRig.Open();
        Cases[row.Action](rig, () => rig.Press(row.Key, row.Held));
    }

    [Fact]
    public void Every_action_has_a_key_and_no_key_two_actions()
    {
        KeyRow[] rows = All();
        Assert.Equal(
            Enum.GetValues<PlayerAction>().Where(action => action != PlayerAction.None).Order(),
            rows.Select(row => row.Action).Distinct().Order());
        Assert.Equal(rows.Length, rows.Select(row => (row.Key, row.Held)).Distinct().Count());
    }

    [Fact]
    public void A_key_with_something_else_held_does_nothing()
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.Seek(Second);
        rig.Press(SDL.Keycode.S, Held.Alt);
        rig.Press(SDL.Keycode.X, Held.Control | Held.Alt);
        Assert.Equal(Whole, rig.InPoints());
        Assert.Equal(0, rig.Document.UndoDepth);
    }

    private static KeyRow[] All() => [.. KeyTable.Groups.SelectMany(group => group.Rows)];

    private static readonly Dictionary<PlayerAction, Action<PlayerRig, Action>> Cases = new()
    {
        [PlayerAction.Transition] = (rig, press) =>
        {
            rig.Seek((4 * Second) + (Second / 10));
            press();
            Assert.Equal(0.5, rig.Document.Mix.TransitionOf(2).OverlapSeconds);
            Assert.Equal(19.5, rig.Seconds());
            Assert.Equal("transition at 0:04", rig.Document.UndoLabel);
            press();
            Assert.Equal(20, rig.Seconds());
            Assert.Equal("removal of the transition at 0:03.5", rig.Document.UndoLabel);
        },
        [PlayerAction.Point] = (rig, press) =>
        {
            rig.Hand.Move(rig.X(3 * Second), rig.Middle);
            rig.Steps(2);
            press();
            Seamline.Ui.Native.SeamPoint point = Assert.Single(rig.Document.Engine.GetEnvelope(0, rig.Document.Segments[1].Id));
            Assert.InRange(point.Seconds, 2.9, 3.1);
            Assert.InRange(point.Decibels, -22, -17);
            press();
            Assert.Empty(rig.Document.Engine.GetEnvelope(0, rig.Document.Segments[1].Id));
            rig.Press(SDL.Keycode.Z, Held.Control);
            Assert.Single(rig.Document.Engine.GetEnvelope(0, rig.Document.Segments[1].Id));
        },
        [PlayerAction.Solo] = (rig, press) =>
        {
            press();
            Assert.Contains("no lane under the mouse", rig.Session.Message, StringComparison.Ordinal);
            rig.OpenMix();
            rig.Hand.Move(rig.X(8 * Second), rig.Session.Layout.LaneRow(0).CenterY);
            rig.Steps(2);
            press();
            Assert.Equal([1, 0], rig.Document.Mix.Lanes.ToArray().Select(lane => lane.Solo));
            press();
            Assert.Equal([0, 0], rig.Document.Mix.Lanes.ToArray().Select(lane => lane.Solo));
            // The lane under the mouse is also what is muted and made louder.
            rig.Press(SDL.Keycode.M);
            rig.Press(SDL.Keycode.LeftBracket);
            Assert.Equal((1, -7), (rig.Document.Mix.Lanes[0].Muted, rig.Document.Mix.Lanes[0].GainDb));
            Assert.Equal("gain of music", rig.Document.UndoLabel);
        },
        [PlayerAction.AddLane] = (rig, press) =>
        {
            string music = rig.Media("more.wav", 3);
            rig.Seek(2 * Second);
            press();
            rig.Hand.Text(music);
            rig.Hand.Key("return");
            rig.Steps(3);
            Assert.Equal("more", rig.Document.NameOf(Assert.Single(rig.Document.Mix.Lanes.ToArray())));
            Seamline.Ui.Native.SeamItem item = Assert.Single(rig.Document.Mix.ItemsOf(0).ToArray());
            Assert.Equal((2.0, 3.0), (item.StartSeconds, item.OutSeconds));
            Assert.Equal("lane more", rig.Document.UndoLabel);
            rig.Press(SDL.Keycode.Z, Held.Control);
            Assert.Empty(rig.Document.Mix.Lanes.ToArray());
            Assert.Contains("Undone: lane more", rig.Session.Message, StringComparison.Ordinal);
            Assert.Equal("lane more", rig.Document.RedoLabel);
        },
        [PlayerAction.AddLaneAtStart] = (rig, press) =>
        {
            string music = rig.Media("more.wav", 3);
            rig.Seek(2 * Second);
            press();
            rig.Hand.Text(music);
            rig.Hand.Key("return");
            rig.Steps(3);
            Assert.Equal(0, Assert.Single(rig.Document.Mix.ItemsOf(0).ToArray()).StartSeconds);
        },
        [PlayerAction.FindMedia] = (rig, press) =>
        {
            press();
            Assert.Equal("No media are missing.", rig.Session.Message);
            string voice = rig.File("voice.wav");
            Directory.CreateDirectory(rig.File("elsewhere"));
            string project = rig.Project();
            File.Move(voice, rig.File("elsewhere/voice.wav"));
            rig.Session.Open([project]);
            rig.Until(() => rig.Session.Document is { Faults.Count: > 0 }, "it is missing");
            press();
            rig.Hand.Text(rig.File("elsewhere/voice.wav"));
            rig.Hand.Key("return");
            rig.Until(() => rig.Session.Document is { Faults.Count: 0 }, "it is found");
        },
        [PlayerAction.PlayPause] = (rig, press) =>
        {
            press();
            rig.Playing(true);
            rig.Until(() => rig.Document.Engine.Position().PlayheadFrame > 0, "the playhead moves");
            press();
            rig.Playing(false);
        },
        [PlayerAction.Pause] = (rig, press) =>
        {
            rig.Document.Engine.Play();
            rig.Playing(true);
            press();
            rig.Playing(false);
        },
        [PlayerAction.Forward] = (rig, press) =>
        {
            press();
            rig.Playing(true);
            Assert.False(rig.Session.Shuttle.IsOn);
            rig.Steps(2);
            press();
            press();
            Assert.Equal(4, rig.Session.Shuttle.Speed);
            Skims(rig, frames => frames * 2);
        },
        [PlayerAction.Back] = (rig, press) =>
        {
            rig.Seek(18 * Second);
            press();
            press();
            Assert.Equal(-2, rig.Session.Shuttle.Speed);
            rig.Playing(true);
            Skims(rig, frames => -frames);
        },
        [PlayerAction.StepRight] = (rig, press) => Goes(rig, 8 * Second, press, 9 * Second),
        [PlayerAction.StepLeft] = (rig, press) => Goes(rig, 8 * Second, press, 7 * Second),
        [PlayerAction.NudgeRight] = (rig, press) => Goes(rig, 8 * Second, press, (8 * Second) + 480),
        [PlayerAction.NudgeLeft] = (rig, press) => Goes(rig, 8 * Second, press, (8 * Second) - 480),
        [PlayerAction.NextSeam] = (rig, press) => Goes(rig, 7 * Second, press, 8 * Second),
        [PlayerAction.PreviousSeam] = (rig, press) => Goes(rig, 7 * Second, press, 6 * Second),
        [PlayerAction.ToStart] = (rig, press) => Goes(rig, 7 * Second, press, 0),
        [PlayerAction.ToEnd] = (rig, press) => Goes(rig, 7 * Second, press, 20 * Second),
        [PlayerAction.Split] = (rig, press) =>
        {
            rig.Seek(5 * Second);
            press();
            Assert.Equal([0, 2, 4, 5, 6, 8, 10, 12, 14, 16, 18], rig.InPoints());
            Assert.Equal((1, 0), (rig.Document.UndoDepth, rig.Document.RedoDepth));
        },
        [PlayerAction.Delete] = (rig, press) =>
        {
            rig.Seek(5 * Second);
            press();
            Assert.Equal([0, 2, 6, 8, 10, 12, 14, 16, 18], rig.InPoints());
            rig.Document.SetMarkIn(3 * Second);
            rig.Document.SetMarkOut(5 * Second);
            press();
            Assert.Equal([0, 2, 7, 8, 10, 12, 14, 16, 18], rig.InPoints());
            Assert.Equal(16, rig.Seconds());
            Assert.False(rig.Document.HasRange);
            // Chosen segments go together, as one step.
            rig.Document.ToggleSelected(0);
            rig.Document.ToggleSelected(8);
            press();
            Assert.Equal([2, 7, 8, 10, 12, 14, 16], rig.InPoints());
            Assert.Equal("delete of 2 segments (0:04)", rig.Document.UndoLabel);
        },
        [PlayerAction.MarkIn] = (rig, press) =>
        {
            rig.Seek(3 * Second);
            press();
            Assert.Equal((3 * Second, null), (rig.Document.MarkIn, rig.Document.MarkOut));
        },
        [PlayerAction.MarkOut] = (rig, press) =>
        {
            rig.Seek(3 * Second);
            press();
            Assert.Equal((null, 3 * Second), (rig.Document.MarkIn, rig.Document.MarkOut));
        },
        [PlayerAction.ClearMarks] = (rig, press) =>
        {
            Mark(rig);
            press();
            Assert.Equal((null, null), (rig.Document.MarkIn, rig.Document.MarkOut));
        },
        [PlayerAction.Loop] = (rig, press) =>
        {
            press();
            Assert.False(rig.Document.IsLooping);
            Assert.True(rig.Session.MessageIsFault);
            rig.Document.SetMarkIn(2 * Second);
            rig.Document.SetMarkOut((2 * Second) + (Second / 5));
            press();
            Assert.True(rig.Document.IsLooping);
            rig.Seek(2 * Second);
            rig.Document.Engine.Play();
            rig.Until(() => rig.Document.Engine.Stats().FramesRendered > 2 * Second, "two seconds were rendered");
            Assert.InRange(rig.Document.Engine.Position().PlayheadFrame, 2 * Second, (2 * Second) + (Second / 5));
        },
        [PlayerAction.Mute] = (rig, press) =>
        {
            rig.Seek(5 * Second);
            press();
            Assert.Equal(1, rig.Document.Segments[2].Muted);
            press();
            Assert.Equal(0, rig.Document.Segments[2].Muted);
        },
        [PlayerAction.Louder] = (rig, press) => Gains(rig, press, 1),
        [PlayerAction.Quieter] = (rig, press) => Gains(rig, press, -1),
        [PlayerAction.Undo] = (rig, press) =>
        {
            rig.Document.Split(5 * Second);
            press();
            Assert.Equal(Whole, rig.InPoints());
            Assert.Equal((0, 1), (rig.Document.UndoDepth, rig.Document.RedoDepth));
            press();
            Assert.True(rig.Session.MessageIsFault);
        },
        [PlayerAction.Redo] = (rig, press) =>
        {
            rig.Document.Split(5 * Second);
            rig.Document.Undo();
            press();
            Assert.Equal(11, rig.InPoints().Length);
            Assert.Equal((1, 0), (rig.Document.UndoDepth, rig.Document.RedoDepth));
        },
        [PlayerAction.ZoomIn] = (rig, press) => Zooms(rig, press, nearer: true),
        [PlayerAction.ZoomOut] = (rig, press) =>
        {
            rig.Session.View.Show(4 * Second, 6 * Second, smooth: false);
            Zooms(rig, press, nearer: false);
        },
        [PlayerAction.ZoomAll] = (rig, press) =>
        {
            rig.Session.View.Show(4 * Second, 6 * Second, smooth: false);
            press();
            Settled(rig);
            Assert.True(rig.X(0) >= 0 && rig.X(20 * Second) <= rig.Session.Layout.Lane.Right);
        },
        [PlayerAction.ZoomRange] = (rig, press) =>
        {
            Mark(rig);
            press();
            Settled(rig);
            Assert.True(rig.X(3 * Second) >= 0 && rig.X(5 * Second) <= rig.Session.Layout.Lane.Right);
            Assert.True(rig.X(5 * Second) - rig.X(3 * Second) > rig.Session.Layout.Lane.W * 0.8);
        },
        [PlayerAction.Follow] = (rig, press) =>
        {
            press();
            Assert.False(rig.Session.Following);
            press();
            Assert.True(rig.Session.Following);
        },
        [PlayerAction.Open] = (rig, press) =>
        {
            string other = rig.Media("other.wav", 3);
            press();
            rig.Hand.Text(other);
            rig.Press(SDL.Keycode.Return);
            rig.Until(() => rig.Document.Title == "other.wav", "the other file is open");
            Assert.Equal(3, rig.Seconds());
        },
        [PlayerAction.Save] = (rig, press) =>
        {
            rig.Document.Split(5 * Second);
            press();
            Assert.False(rig.Document.IsDirty);
            Assert.Equal(11, OtioReader.Read(rig.File("test.otio")).Segments.Count);
        },
        [PlayerAction.SaveAs] = (rig, press) =>
        {
            press();
            Assert.Equal(Overlay.Prompt, rig.Session.Overlay);
            rig.Hand.Text(rig.File("copy.otio"));
            rig.Press(SDL.Keycode.Return);
            Assert.Equal(10, OtioReader.Read(rig.File("copy.otio")).Segments.Count);
        },
        [PlayerAction.Export] = (rig, press) =>
        {
            press();
            rig.Hand.Text(rig.File("out.wav"));
            rig.Press(SDL.Keycode.Return);
            rig.Until(() => rig.Session.Message.StartsWith("Exported", StringComparison.Ordinal), "it is exported");
            // Mono, as the recording is, and 16 bits.
            Assert.InRange(new FileInfo(rig.File("out.wav")).Length, 20 * Second * 2, (20 * Second * 2) + 4_096);
        },
        [PlayerAction.SelectSegment] = (rig, press) =>
        {
            rig.Seek(5 * Second);
            press();
            Assert.Equal([2], rig.Document.SelectedIndexes());
            press();
            Assert.Empty(rig.Document.SelectedIndexes());
            rig.OpenMix();
            rig.Seek(2 * Second);
            rig.Press(SDL.Keycode.Pagedown);
            press();
            Assert.Equal(rig.Document.Mix.ItemsOf(0)[0].Id, rig.Document.SelectedItem);
        },
        [PlayerAction.SelectAll] = (rig, press) =>
        {
            press();
            Assert.Equal((0, 20 * Second), (rig.Document.MarkIn, rig.Document.MarkOut));
        },
        [PlayerAction.RangeBack] = (rig, press) =>
        {
            rig.Seek(5 * Second);
            press();
            press();
            Assert.Equal((2 * Second, 5 * Second), (rig.Document.MarkIn, rig.Document.MarkOut));
            rig.At(2 * Second);
        },
        [PlayerAction.RangeForward] = (rig, press) =>
        {
            rig.Seek(5 * Second);
            press();
            press();
            Assert.Equal((5 * Second, 8 * Second), (rig.Document.MarkIn, rig.Document.MarkOut));
        },
        [PlayerAction.TrimStart] = (rig, press) =>
        {
            rig.Seek(5 * Second);
            press();
            Assert.Equal([0, 2, 5, 6, 8, 10, 12, 14, 16, 18], rig.InPoints());
            Assert.Equal(("trim of part 3", 19), (rig.Document.UndoLabel, rig.Seconds()));
            rig.At(4 * Second);
        },
        [PlayerAction.TrimEnd] = (rig, press) =>
        {
            rig.Seek(5 * Second);
            press();
            Assert.Equal((19, 5), (rig.Seconds(), rig.Document.Segments[2].OutSeconds));
        },
        [PlayerAction.FadeIn] = (rig, press) => FadesItem(rig, press, () => rig.Document.Mix.ItemsOf(0)[0].FadeInSeconds, 2),
        [PlayerAction.FadeOut] = (rig, press) => FadesItem(rig, press, () => rig.Document.Mix.ItemsOf(0)[0].FadeOutSeconds, 2),
        [PlayerAction.MoveEarlier] = (rig, press) =>
        {
            rig.Seek(5 * Second);
            press();
            press();
            Assert.Equal([4, 0, 2, 6, 8, 10, 12, 14, 16, 18], rig.InPoints());
            press();
            Assert.Equal(2, rig.Document.UndoDepth);
        },
        [PlayerAction.MoveLater] = (rig, press) =>
        {
            rig.Seek(5 * Second);
            press();
            Assert.Equal([0, 2, 6, 4, 8, 10, 12, 14, 16, 18], rig.InPoints());
            rig.OpenMix();
            rig.Seek(2 * Second);
            rig.Press(SDL.Keycode.Pagedown);
            press();
            Assert.Equal(1.1, rig.Document.Mix.ItemsOf(0)[0].StartSeconds, 1e-9);
        },
        [PlayerAction.PointUp] = (rig, press) => Points(rig, press, 1),
        [PlayerAction.PointDown] = (rig, press) => Points(rig, press, -1),
        [PlayerAction.Slower] = (rig, press) =>
        {
            rig.Seek(5 * Second);
            press();
            Assert.Equal(0.9, rig.Document.Segments[2].Speed);
        },
        [PlayerAction.Faster] = (rig, press) =>
        {
            rig.Seek(5 * Second);
            for (int i = 0; i < 3; i++) press();
            Assert.Equal((1.5, "speed of part 3 (1.5 x)"), (rig.Document.Segments[2].Speed, rig.Document.UndoLabel));
            Assert.Equal(20 - (2.0 / 3), rig.Seconds(), 1e-4);
        },
        [PlayerAction.LaneUp] = (rig, press) =>
        {
            rig.OpenMix();
            rig.Session.LaneFocus = 1;
            press();
            Assert.Equal(0, rig.Session.LaneFocus);
            press();
            press();
            Assert.Equal(-1, rig.Session.LaneFocus);
        },
        [PlayerAction.LaneDown] = (rig, press) =>
        {
            rig.OpenMix();
            for (int i = 0; i < 4; i++) press();
            Assert.Equal(1, rig.Session.LaneFocus);
            rig.Press(SDL.Keycode.M);
            Assert.Equal(1, rig.Document.Mix.Lanes[1].Muted);
        },
        [PlayerAction.PlayFaster] = (rig, press) =>
        {
            long length = rig.Document.LengthFrames;
            press();
            Assert.Equal(1.25, rig.Session.PlaySpeed);
            for (int i = 0; i < 5; i++) press();
            Assert.Equal((2.0, length), (rig.Session.PlaySpeed, rig.Document.LengthFrames));
            Assert.Contains("2 x", rig.Session.Message, StringComparison.Ordinal);
            PlaysAt(rig, 2);
        },
        [PlayerAction.PlaySlower] = (rig, press) =>
        {
            for (int i = 0; i < 5; i++) press();
            Assert.Equal(0.5, rig.Session.PlaySpeed);
            PlaysAt(rig, 0.5);
        },
        [PlayerAction.VolumeUp] = (rig, press) =>
        {
            rig.Press(SDL.Keycode.Down, Held.Control);
            rig.Press(SDL.Keycode.Down, Held.Control);
            Assert.Equal(-6, rig.Session.VolumeDb);
            press();
            Assert.Equal(-3, rig.Session.VolumeDb);
            Assert.Contains("Volume \u22123 dB.", rig.Session.Message, StringComparison.Ordinal);
            press();
            press();
            Assert.Equal((0, 0, false), (rig.Session.VolumeDb, rig.Document.UndoDepth, rig.Document.IsDirty));
        },
        [PlayerAction.VolumeDown] = (rig, press) =>
        {
            for (int i = 0; i < 16; i++) press();
            Assert.Equal(-48, rig.Session.VolumeDb);
            press();
            press();
            Assert.Equal(double.NegativeInfinity, rig.Session.VolumeDb);
            Assert.Contains("Volume off.", rig.Session.Message, StringComparison.Ordinal);
            rig.Steps(2);
            Assert.Contains(rig.Window.Texts(), text => text.Text.EndsWith("volume off", StringComparison.Ordinal));
            rig.Press(SDL.Keycode.Up, Held.Control);
            Assert.Equal(-48, rig.Session.VolumeDb);
        },
        [PlayerAction.Volume] = (rig, press) =>
        {
            press();
            Assert.Equal("Volume of listening", rig.Session.Menu!.Title);
            for (int i = 0; i < 3; i++) rig.Press(SDL.Keycode.Down);
            rig.Press(SDL.Keycode.Return);
            Assert.Equal((-6, 0), (rig.Session.VolumeDb, rig.Document.UndoDepth));
        },
        [PlayerAction.PlaySpeed] = (rig, press) =>
        {
            press();
            Assert.Equal(Overlay.Menu, rig.Session.Overlay);
        },
        [PlayerAction.Snap] = (rig, press) =>
        {
            press();
            Assert.False(rig.Session.Snapping);
            press();
            Assert.True(rig.Session.Snapping);
        },
        [PlayerAction.GoTo] = (rig, press) =>
        {
            press();
            rig.Hand.Text("0:07.5");
            rig.Press(SDL.Keycode.Return);
            rig.At((7 * Second) + (Second / 2));
            press();
            rig.Hand.Text("3..+1.5");
            rig.Press(SDL.Keycode.Return);
            Assert.Equal((3 * Second, (4 * Second) + (Second / 2)), (rig.Document.MarkIn, rig.Document.MarkOut));
            rig.At(3 * Second);
            press();
            rig.Hand.Text("soon");
            rig.Press(SDL.Keycode.Return);
            Assert.Equal((Overlay.Prompt, "soon"), (rig.Session.Overlay, rig.Session.Prompt.Text));
            Assert.Contains("is not a time", rig.Session.Prompt.Warning, StringComparison.Ordinal);
            rig.Press(SDL.Keycode.Escape);
        },
        [PlayerAction.Reload] = (rig, press) =>
        {
            press();
            Assert.Equal("No medium has changed.", rig.Session.Message);
        },
        [PlayerAction.Theme] = (rig, press) =>
        {
            for (int i = 0; i < Seamline.Ui.Paint.Theme.All.Length; i++)
            {
                string was = Seamline.Ui.Paint.Theme.Key;
                press();
                Assert.NotEqual(was, Seamline.Ui.Paint.Theme.Key, StringComparer.Ordinal);
            }

            Assert.Equal("dark", Seamline.Ui.Paint.Theme.Key);
        },
        [PlayerAction.DeviceMenu] = (rig, press) =>
        {
            press();
            Assert.Equal(Overlay.Menu, rig.Session.Overlay);
            MenuItem none = rig.Session.Menu!.Items.Single(item => item.Label == "None: play silently");
            Assert.True(none.IsOn);
            rig.Press(SDL.Keycode.Escape);
            Assert.Equal(Overlay.None, rig.Session.Overlay);
        },
        [PlayerAction.More] = (rig, press) =>
        {
            rig.Document.Split(Second);
            press();
            rig.Press(SDL.Keycode.U);
            rig.Press(SDL.Keycode.Return);
            Assert.Equal((Overlay.None, 0, 1), (rig.Session.Overlay, rig.Document.UndoDepth, rig.Document.RedoDepth));
        },
        [PlayerAction.ContextMenu] = (rig, press) =>
        {
            rig.Seek(5 * Second);
            press();
            Assert.Equal("part 3", rig.Session.Menu!.Title);
            rig.Press(SDL.Keycode.Down);
            rig.Press(SDL.Keycode.Return);
            Assert.Equal("delete of part 3 (0:02)", rig.Document.UndoLabel);
        },
        [PlayerAction.Device] = (rig, press) =>
        {
            rig.Document.Engine.CloseOutput();
            press();
            Assert.Equal("null", rig.Document.Engine.Output().Driver);
        },
        [PlayerAction.Panel] = (rig, press) =>
        {
            float lane = rig.Session.Layout.Lane.H;
            press();
            Assert.True(rig.Session.PanelOpen);
            Assert.True(rig.Session.Layout.Lane.H < lane);
        },
        [PlayerAction.Help] = (rig, press) =>
        {
            press();
            Assert.Equal(Overlay.Help, rig.Session.Overlay);
            rig.Press(SDL.Keycode.Escape);
            Assert.Equal(Overlay.None, rig.Session.Overlay);
        },
        [PlayerAction.Close] = (rig, press) =>
        {
            press();
            Assert.True(rig.Session.Ended);
        },
    };

    private static void FadesItem(PlayerRig rig, Action press, Func<double> fade, double seconds)
    {
        rig.OpenMix();
        press();
        Assert.Contains("no item here", rig.Session.Message, StringComparison.Ordinal);
        rig.Press(SDL.Keycode.Pagedown);
        rig.Seek(3 * Second);
        press();
        Assert.Equal(seconds, fade(), 1e-9);
    }

    private static void Points(PlayerRig rig, Action press, double decibels)
    {
        rig.OpenMix();
        rig.Press(SDL.Keycode.Pagedown);
        rig.Seek(3 * Second);
        press();
        press();
        Assert.Equal(-12 + (2 * decibels), rig.Document.Engine.GetEnvelope(Seamline.Ui.Native.Seam.OwnerItem, rig.Document.Mix.ItemsOf(0)[0].Id)[1].Decibels);
    }

    private static void Goes(PlayerRig rig, long from, Action press, long to)
    {
        rig.Seek(from);
        press();
        rig.At(to);
    }

    // It comes farther than playing would by as many frames as were rendered meanwhile; then it stops where it is seen.
    private static void Skims(PlayerRig rig, Func<long, long> least)
    {
        (long from, long rendered) = (rig.Session.CurrentFrame, rig.Document.Engine.Stats().FramesRendered);
        rig.Until(() => Math.Abs(rig.Session.CurrentFrame - from) > 2 * Second, "it skims two seconds");
        long on = least(rig.Document.Engine.Stats().FramesRendered - rendered);
        long way = rig.Document.Engine.Position().PlayheadFrame - from;
        Assert.True(on > 0 ? way > on : way < on, $"{way} is not farther than {on}");
        rig.Press(SDL.Keycode.K);
        rig.Playing(false);
        Assert.False(rig.Session.Shuttle.IsOn);
        rig.At(rig.Session.CurrentFrame);
    }

    // So many frames of the timeline for each that is rendered.
    private static void PlaysAt(PlayerRig rig, double speed)
    {
        rig.Press(SDL.Keycode.Space);
        rig.Playing(true);
        (long from, long rendered) = (rig.Document.Engine.Position().PlayheadFrame, rig.Document.Engine.Stats().FramesRendered);
        rig.Until(() => rig.Document.Engine.Stats().FramesRendered - rendered > Second, "a second is rendered");
        double on = rig.Document.Engine.Position().PlayheadFrame - from;
        double made = rig.Document.Engine.Stats().FramesRendered - rendered;
        Assert.InRange(on / made, 0.8 * speed, 1.2 * speed);
    }

    private static void Mark(PlayerRig rig)
    {
        rig.Document.SetMarkIn(3 * Second);
        rig.Document.SetMarkOut(5 * Second);
    }

    private static void Gains(PlayerRig rig, Action press, double decibels)
    {
        rig.Seek(5 * Second);
        press();
        press();
        Assert.Equal(2 * decibels, rig.Document.Segments[2].GainDb);
    }

    private static void Zooms(PlayerRig rig, Action press, bool nearer)
    {
        rig.Seek(5 * Second);
        Settled(rig);
        (float x, double scale) = (rig.X(5 * Second), rig.Session.View.FramesPerPixel);
        press();
        Settled(rig);
        Assert.Equal(nearer, rig.Session.View.FramesPerPixel < scale);
        Assert.InRange(rig.X(5 * Second), x - 2, x + 2);
    }

    private static void Settled(PlayerRig rig) => rig.Until(() => !rig.Session.View.IsMoving, "the view has come to rest");
}
