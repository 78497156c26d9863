using System;
using System.Collections.Generic;
using System.Linq;
using SDL3;
using Seamline.Ui.Input;
using Seamline.Ui.Native;
using Seamline.Ui.View;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>Every gesture of the mouse's table, by events of SDL's queue, at 1x and 2x scale.</summary>
[Collection("SDL audio")]
public sealed class MouseTests
{
    private const long Second = PlayerRig.Rate;

    public static TheoryData<string, float> Gestures()
    {
        var data = new TheoryData<string, float>();
        foreach ((MouseGesture gesture, _, _) in MouseTable.Rows)
        {
            data.Add(gesture.ToString(), 1);
            data.Add(gesture.ToString(), 2);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Gestures))]
    public void The_mouse_does_what_the_table_says(string gesture, float scale)
    {
        using PlayerRig rig = PlayerRig.Open(scale);
        Cases[Enum.Parse<MouseGesture>(gesture)](rig);
    }

    [Fact]
    public void Every_gesture_is_in_the_table_and_tried() =>
        Assert.Equal(Enum.GetValues<MouseGesture>().Order(), MouseTable.Rows.Select(row => row.Gesture).Intersect(Cases.Keys).Order());

    [Fact]
    public void A_point_is_heard_while_it_is_dragged_and_is_one_step_of_undo()
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.OpenMix();
        SeamItem item = rig.Document.Mix.ItemsOf(0)[0];
        EnvelopeScale scale = EnvelopeScale.OfItem(item, rig.Session.Layout.LaneRowBody(0));
        float x = rig.X(3 * Second);
        rig.Hand.Move(x, scale.Y(-12));
        rig.Hand.Button(x, scale.Y(-12), down: true);
        rig.Steps(2);
        Assert.Equal(0, rig.Document.UndoDepth);
        var heard = new List<double>();
        foreach (int decibels in new[] { -18, -24, -36, -30 })
        {
            rig.Hand.Move(x, scale.Y(decibels));
            SDL.Delay(30);
            rig.Steps(2);
            rig.Hand.Move(x, scale.Y(decibels));
            rig.Steps(2);
            heard.Add(rig.Document.Engine.GetEnvelope(Seam.OwnerItem, item.Id)[1].Decibels);
        }

        Assert.All(heard.Zip([-18, -24, -36, -30]), pair => Assert.InRange(pair.First, pair.Second - 1, pair.Second + 1));
        Assert.Equal(1, rig.Document.UndoDepth);
        rig.Hand.Button(x, scale.Y(-27), down: false);
        rig.Steps(3);
        Assert.InRange(rig.Document.Engine.GetEnvelope(Seam.OwnerItem, item.Id)[1].Decibels, -28, -26);
        Assert.Equal((1, "envelope"), (rig.Document.UndoDepth, rig.Document.UndoLabel));
        Assert.True(rig.Document.Undo());
        Assert.Equal(-12, rig.Document.Engine.GetEnvelope(Seam.OwnerItem, item.Id)[1].Decibels);
        Assert.False(rig.Document.IsDirty);
    }

    [Fact]
    public void Deleting_means_what_is_chosen_else_what_is_under_the_playhead_and_never_what_the_mouse_is_over()
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.Hand.Click(rig.X(9 * Second), rig.Middle);
        rig.Steps(2);
        rig.Seek(Second);
        rig.Hand.Move(rig.X(15 * Second), rig.Middle);
        rig.Press(SDL.Keycode.X);
        Assert.Equal([0, 2, 4, 6, 10, 12, 14, 16, 18], rig.InPoints());
        rig.Press(SDL.Keycode.X);
        Assert.Equal([2, 4, 6, 10, 12, 14, 16, 18], rig.InPoints());
    }

    [Fact]
    public void A_segment_let_go_where_it_was_stays_and_a_name_that_is_clicked_seeks()
    {
        using PlayerRig rig = PlayerRig.Open();
        rig.Hand.Drag(rig.X(5 * Second), rig.Names, rig.X((5 * Second) + (Second / 2)), rig.Names);
        rig.Steps(3);
        Assert.Equal(0, rig.Document.UndoDepth);
        rig.Hand.Click(rig.X(9 * Second), rig.Names);
        rig.Steps(2);
        Near(rig, 9 * Second);
    }

    private static readonly Dictionary<MouseGesture, Action<PlayerRig>> Cases = new()
    {
        [MouseGesture.Seek] = rig =>
        {
            rig.Hand.Click(rig.X(7 * Second), rig.Middle);
            rig.Steps(2);
            Near(rig, 7 * Second);
            rig.Hand.Click(rig.X(3 * Second), rig.Session.Layout.Ruler.CenterY);
            rig.Steps(2);
            Near(rig, 3 * Second);
        },
        [MouseGesture.Range] = rig =>
        {
            rig.Press(SDL.Keycode.N);
            rig.Hand.Drag(rig.X(3 * Second), rig.Middle, rig.X(7 * Second), rig.Middle);
            rig.Steps(2);
            Ranges(rig, 3, 7);
            // Backwards, and on the ruler.
            rig.Hand.Drag(rig.X(12 * Second), rig.Session.Layout.Ruler.CenterY, rig.X(9 * Second), rig.Session.Layout.Ruler.CenterY);
            rig.Steps(2);
            Ranges(rig, 9, 12);
            // An edge is taken by itself.
            rig.Hand.Drag(rig.X(12 * Second), rig.Session.Layout.Ruler.CenterY, rig.X(15 * Second), rig.Session.Layout.Ruler.CenterY);
            rig.Steps(2);
            Ranges(rig, 9, 15);
            Assert.Contains(rig.Window.Texts(), text => text.Text.StartsWith("0:06.0", StringComparison.Ordinal) || text.Text.StartsWith("0:05.9", StringComparison.Ordinal));
            Assert.Equal(0, rig.Document.UndoDepth);
            rig.Hand.Click(rig.X(5 * Second), rig.Middle);
            rig.Steps(2);
            Assert.False(rig.Document.HasRange);
        },
        [MouseGesture.Extend] = rig =>
        {
            rig.Press(SDL.Keycode.N);
            rig.Seek(3 * Second);
            Held(rig, SDL.Keymod.LShift, () => rig.Hand.Click(rig.X(7 * Second), rig.Middle));
            Ranges(rig, 3, 7);
            Held(rig, SDL.Keymod.LShift, () => rig.Hand.Drag(rig.X(9 * Second), rig.Middle, rig.X(11 * Second), rig.Middle));
            Ranges(rig, 3, 11);
            Held(rig, SDL.Keymod.LShift, () => rig.Hand.Click(rig.X(5 * Second), rig.Middle));
            Ranges(rig, 5, 11);
        },
        [MouseGesture.Choose] = rig =>
        {
            rig.Hand.Click(rig.X(5 * Second), rig.Middle);
            rig.Steps(2);
            Assert.Equal([2], rig.Document.SelectedIndexes());
            Held(rig, SDL.Keymod.LCtrl, () => rig.Hand.Click(rig.X(9 * Second), rig.Middle));
            Assert.Equal([2, 4], rig.Document.SelectedIndexes());
            Held(rig, SDL.Keymod.LCtrl, () => rig.Hand.Click(rig.X(5 * Second), rig.Middle));
            Assert.Equal([4], rig.Document.SelectedIndexes());
        },
        [MouseGesture.Scrub] = rig =>
        {
            SDL.SetModState(SDL.Keymod.LAlt);
            rig.Hand.Button(rig.X(3 * Second), rig.Middle, true);
            rig.Hand.Move(rig.X(6 * Second), rig.Middle);
            rig.Steps(2);
            Assert.InRange(rig.Document.Engine.Position().PlayheadFrame, 5.9 * Second, 6.2 * Second);
            rig.Hand.Move(rig.X(12 * Second), rig.Middle);
            rig.Until(() => rig.Document.Engine.Position().PlayheadFrame > 11.9 * Second, "it is there");
            rig.Hand.Button(rig.X(12 * Second), rig.Middle, false);
            rig.Steps(2);
            SDL.SetModState(SDL.Keymod.None);
            Assert.False(rig.Session.Mouse.IsDragging);
            Assert.Equal((0, false), (rig.Document.UndoDepth, rig.Document.HasRange));
            // The handle of the playhead, without Alt.
            rig.Session.Seek(4 * Second);
            rig.Until(() => Math.Abs(rig.Document.Engine.Position().PlayheadFrame - (4 * Second)) <= 2_048, "it is there; the last window of the scrub may sound on for a block");
            float y = rig.Session.Layout.Ruler.Bottom - 3;
            rig.Hand.Drag(rig.X(4 * Second), y, rig.X(8 * Second), y);
            rig.Until(() => Math.Abs(rig.Document.Engine.Position().PlayheadFrame - (8 * Second)) < Second / 5, "it is there");
            Assert.False(rig.Document.HasRange);
        },
        [MouseGesture.Clock] = rig =>
        {
            Box clock = rig.Session.Buttons.Clock.Box;
            rig.Hand.Click(clock.CenterX, clock.CenterY);
            rig.Steps(2);
            rig.Hand.Text("13s");
            rig.Press(SDL.Keycode.Return);
            rig.At(13 * Second);
        },
        [MouseGesture.Menu] = rig =>
        {
            rig.Hand.Click(rig.X(9 * Second), rig.Middle, button: 3);
            rig.Steps(2);
            Assert.Equal("part 5", rig.Session.Menu!.Title);
            MenuLayout menu = MenuLayout.Of(rig.Session.Layout, rig.Session.Menu, rig.Session.MenuPlace);
            int mute = rig.Session.Menu.Items.ToList().FindIndex(item => item.Label == "Mute");
            rig.Hand.Click(menu.Item(rig.Session.Menu, mute).CenterX, menu.Item(rig.Session.Menu, mute).CenterY);
            rig.Steps(2);
            Assert.Equal(("mute of part 5", Seamline.Ui.App.Overlay.None), (rig.Document.UndoLabel, rig.Session.Overlay));
            rig.Document.SetRange(3 * Second, 5 * Second);
            rig.Steps(2);
            rig.Hand.Click(rig.X(4 * Second), rig.Session.Layout.Ruler.CenterY, button: 3);
            rig.Steps(2);
            Assert.Equal("Marked range", rig.Session.Menu!.Title);
            rig.Hand.Click(4, 4);
            rig.Steps(2);
            Assert.Equal(Seamline.Ui.App.Overlay.None, rig.Session.Overlay);
        },
        [MouseGesture.Trim] = rig =>
        {
            rig.Hand.Drag(rig.X(6 * Second) - 2, rig.Middle, rig.X(5 * Second) - 2, rig.Middle);
            rig.Steps(3);
            Assert.InRange(rig.Document.Segments[2].OutSeconds, 4.9, 5.1);
            Assert.InRange(rig.Seconds(), 18.9, 19.1);
            rig.Hand.Drag(rig.X(2 * Second) + 2, rig.Middle, rig.X(3 * Second) + 2, rig.Middle);
            rig.Steps(3);
            Assert.InRange(rig.Document.Segments[1].InSeconds, 2.9, 3.1);
            Assert.Equal(2, rig.Document.UndoDepth);
        },
        [MouseGesture.Reorder] = rig =>
        {
            rig.Hand.Drag(rig.X(3 * Second), rig.Names, rig.X((9 * Second) + (Second / 2)), rig.Names);
            rig.Steps(3);
            Assert.Equal([0, 4, 6, 8, 2, 10, 12, 14, 16, 18], rig.InPoints());
            rig.Hand.Drag(rig.X(9 * Second), rig.Names, rig.X(Second / 2), rig.Names);
            rig.Steps(3);
            Assert.Equal([2, 0, 4, 6, 8, 10, 12, 14, 16, 18], rig.InPoints());
        },
        [MouseGesture.Fade] = rig =>
        {
            rig.OpenMix();
            float y = rig.Session.Layout.LaneRowBody(0).Y + 3;
            rig.Hand.Drag(rig.X(Second + (Second / 2)), y, rig.X(2 * Second), y);
            rig.Steps(3);
            Assert.InRange(rig.Document.Mix.ItemsOf(0)[0].FadeInSeconds, 0.95, 1.05);
            Assert.Equal("fade-in of song", rig.Document.UndoLabel);
            rig.Hand.Drag(rig.X(4 * Second), y, rig.X((4 * Second) + (Second / 2)), y);
            rig.Steps(3);
            Assert.InRange(rig.Document.Mix.ItemsOf(0)[0].FadeOutSeconds, 0.45, 0.55);
            Assert.Equal(2, rig.Document.UndoDepth);
        },
        [MouseGesture.Envelope] = rig =>
        {
            rig.OpenMix();
            EnvelopeScale scale = EnvelopeScale.OfItem(rig.Document.Mix.ItemsOf(0)[0], rig.Session.Layout.LaneRowBody(0));
            rig.Hand.Drag(rig.X(3 * Second), scale.Y(-12), rig.X((3 * Second) + (Second / 4)), scale.Y(-30));
            rig.Steps(3);
            SeamPoint[] points = rig.Document.Engine.GetEnvelope(Seam.OwnerItem, rig.Document.Mix.ItemsOf(0)[0].Id);
            Assert.InRange(points[1].Seconds, 2.2, 2.3);
            Assert.InRange(points[1].Decibels, -32, -28);
            // Of a segment, on its clip's clock; at the bottom it is silence.
            scale = EnvelopeScale.OfSegment(rig.Document, rig.Document.Segments[0], rig.Session.Layout.LaneBody);
            rig.Hand.Drag(rig.X((2 * Second) + (Second / 2)), scale.Y(-18), rig.X((2 * Second) + (Second / 2)), scale.Y(-60) + 40);
            rig.Steps(3);
            Assert.Equal(-96, rig.Document.Engine.GetEnvelope(Seam.OwnerSegment, rig.Document.Segments[0].Id)[1].Decibels);
            Assert.Equal("envelope", rig.Document.UndoLabel);
            Assert.Equal(2, rig.Document.UndoDepth);
        },
        [MouseGesture.Item] = rig =>
        {
            rig.OpenMix();
            float y = rig.Session.Layout.LaneRow(0).Y + 6;
            rig.Hand.Drag(rig.X(7 * Second), y, rig.X((7 * Second) + (Second / 2)), y);
            rig.Steps(3);
            Assert.InRange(rig.Document.Mix.ItemsOf(0)[1].StartSeconds, 6.4, 6.6);
            Assert.Equal("move of tail", rig.Document.UndoLabel);
            // What was taken is chosen, and X removes it.
            rig.Press(SDL.Keycode.X);
            Assert.Single(rig.Document.Mix.ItemsOf(0).ToArray());
            Assert.Equal([0, 10], rig.InPoints());
        },
        [MouseGesture.ItemTrim] = rig =>
        {
            rig.OpenMix();
            float y = rig.Session.Layout.LaneRow(0).Y + 6;
            SeamItem song = rig.Document.Mix.ItemsOf(0)[0];
            SeamPoint[] before = rig.Document.Engine.GetEnvelope(Seam.OwnerItem, song.Id);
            rig.Hand.Drag(rig.X(Second) + 2, y, rig.X(Second + (Second / 2)) + 2, y);
            rig.Steps(3);
            SeamItem trimmed = rig.Document.Mix.ItemsOf(0)[0];
            Assert.InRange(trimmed.StartSeconds, 1.45, 1.55);
            // What it plays stays in its place, and so does its envelope.
            Assert.Equal(trimmed.StartSeconds - song.StartSeconds, trimmed.InSeconds - song.InSeconds, 1e-9);
            Assert.Equal(song.EndFrame, trimmed.EndFrame);
            SeamPoint[] after = rig.Document.Engine.GetEnvelope(Seam.OwnerItem, song.Id);
            for (int i = 0; i < before.Length; i++) Assert.Equal(song.StartSeconds + before[i].Seconds, trimmed.StartSeconds + after[i].Seconds, 1e-9);
            Assert.Equal("trim of song", rig.Document.UndoLabel);
            Assert.Equal(1, rig.Document.UndoDepth);

            // The end, inwards past what the fades need; and outwards past the end of the medium, 10 s.
            SeamItem tail = rig.Document.Mix.ItemsOf(0)[1];
            rig.Hand.Drag(rig.X(tail.EndFrame) - 2, y, rig.X(tail.StartFrame) - 40, y);
            rig.Steps(3);
            Assert.InRange(rig.Document.Mix.ItemsOf(0)[1].OutSeconds - tail.InSeconds, 0.49, 0.51);
            rig.Hand.Drag(rig.X(rig.Document.Mix.ItemsOf(0)[1].EndFrame) - 2, y, rig.X(10 * Second), y);
            rig.Steps(3);
            Assert.InRange(rig.Document.Mix.ItemsOf(0)[1].OutSeconds, tail.OutSeconds, 10);

            // A loop plays its range for longer.
            y = rig.Session.Layout.LaneRow(1).Y + 6;
            SeamItem loop = rig.Document.Mix.ItemsOf(1)[0];
            rig.Hand.Drag(rig.X(loop.EndFrame) - 2, y, rig.X(loop.EndFrame + (Second / 2)) - 2, y);
            rig.Steps(3);
            Assert.InRange(rig.Document.Mix.ItemsOf(1)[0].LoopSeconds, 4.45, 4.55);
            Assert.Equal(loop.OutSeconds, rig.Document.Mix.ItemsOf(1)[0].OutSeconds);
        },
        [MouseGesture.Lanes] = rig =>
        {
            rig.OpenMix();
            for (int i = 0; i < 12; i++) Assert.True(rig.Document.AddLane(rig.File("music.wav"), i * Second));
            rig.Steps(3);
            int hidden = rig.Session.Layout.LaneCount - rig.Session.Layout.LaneRows;
            Assert.InRange(hidden, 1, 13);
            Box names = rig.Session.Layout.LaneNames;
            rig.Hand.Wheel(names.CenterX, names.CenterY, 0, -1);
            rig.Steps(3);
            Assert.Equal(1, rig.Session.Layout.FirstLane);
            for (int i = 0; i < 20; i++) rig.Hand.Wheel(names.CenterX, names.CenterY, 0, -1);
            rig.Steps(3);
            Assert.Equal(hidden, rig.Session.Layout.FirstLane);
            // What is under the mouse is what is drawn there.
            Box mute = rig.Session.Layout.LaneSign(rig.Session.Layout.LaneCount - 1, 0);
            rig.Hand.Click(mute.CenterX, mute.CenterY);
            rig.Steps(3);
            Assert.Equal(1, rig.Document.Mix.Lanes[^1].Muted);
            for (int i = 0; i < 20; i++) rig.Hand.Wheel(names.CenterX, names.CenterY, 0, 1);
            rig.Steps(3);
            Assert.Equal(0, rig.Session.Layout.FirstLane);
        },
        [MouseGesture.LaneSign] = rig =>
        {
            rig.OpenMix();
            Box mute = rig.Session.Layout.LaneSign(1, 0);
            Box solo = rig.Session.Layout.LaneSign(1, 1);
            rig.Hand.Click(mute.CenterX, mute.CenterY);
            rig.Hand.Click(solo.CenterX, solo.CenterY);
            rig.Steps(3);
            Assert.Equal((1, 1), (rig.Document.Mix.Lanes[1].Muted, rig.Document.Mix.Lanes[1].Solo));
            Assert.Equal("solo of room", rig.Document.UndoLabel);
        },
        [MouseGesture.LaneGain] = rig =>
        {
            rig.OpenMix();
            double was = rig.Document.Mix.Lanes[1].GainDb;
            Box name = rig.Session.Layout.LaneName(1);
            rig.Hand.Click(name.CenterX, name.CenterY);
            rig.Steps(2);
            Assert.Equal(was, rig.Document.Mix.Lanes[1].GainDb);
            rig.Hand.Drag(name.CenterX, name.CenterY, name.CenterX, name.CenterY + (2.5f * rig.Session.Layout.GainStep));
            rig.Steps(3);
            Assert.Equal(was - 2.5, rig.Document.Mix.Lanes[1].GainDb);
            Assert.Equal("gain of room", rig.Document.UndoLabel);
        },
        [MouseGesture.Cut] = rig =>
        {
            rig.Hand.Click(rig.X(4 * Second), rig.Middle);
            rig.Steps(2);
            Assert.Equal(0, rig.Document.UndoDepth);
            rig.Hand.Click(rig.X(4 * Second), rig.Middle);
            rig.Steps(2);
            Assert.Equal("transition at 0:04", rig.Document.UndoLabel);
            Assert.Equal(19.5, rig.Seconds());
            // Two cuts are no double click.
            rig.Hand.Click(rig.X(8 * Second), rig.Middle);
            rig.Hand.Click(rig.X(10 * Second), rig.Middle);
            rig.Steps(2);
            Assert.Equal(1, rig.Document.UndoDepth);
        },
        [MouseGesture.Zoom] = rig =>
        {
            float x = rig.X(7 * Second);
            double scale = rig.Session.View.FramesPerPixel;
            rig.Hand.Wheel(x, rig.Middle, 0, 5);
            Settled(rig);
            Assert.True(rig.Session.View.FramesPerPixel < scale / 2);
            Assert.InRange(rig.X(7 * Second), x - 2, x + 2);
        },
        [MouseGesture.Scroll] = rig =>
        {
            rig.Session.View.Show(4 * Second, 8 * Second, smooth: false);
            double first = rig.Session.View.First;
            SDL.SetModState(SDL.Keymod.LShift);
            rig.Hand.Wheel(rig.X(6 * Second), rig.Middle, 0, -1);
            Settled(rig);
            SDL.SetModState(SDL.Keymod.None);
            double on = rig.Session.View.First;
            Assert.True(on > first);
            rig.Hand.Wheel(rig.X(6 * Second), rig.Middle, -1, 0);
            Settled(rig);
            Assert.True(rig.Session.View.First < on);
        },
        [MouseGesture.Pan] = rig =>
        {
            rig.Session.View.Show(4 * Second, 8 * Second, smooth: false);
            float x = rig.X(7 * Second);
            rig.Hand.Drag(x, rig.Middle, x - 300, rig.Middle, button: 2);
            Settled(rig);
            Assert.InRange(rig.X(7 * Second), x - 302, x - 298);
        },
        [MouseGesture.MiniMap] = rig =>
        {
            rig.Session.View.Show(4 * Second, 6 * Second, smooth: false);
            Box map = rig.Session.Layout.MiniMap;
            rig.Hand.Click(map.X + (map.W * 0.75f), map.CenterY);
            Settled(rig);
            float middle = rig.Session.Layout.Lane.CenterX;
            Assert.InRange(rig.X(15 * Second), middle - 4, middle + 4);
        },
        [MouseGesture.LoadBar] = rig =>
        {
            rig.Until(() => rig.Session.Stats.LoadDone != 0, "all is loaded");
            rig.Hand.Move(rig.X(7 * Second), rig.Session.Layout.LoadBar.CenterY);
            rig.Steps(2);
            Assert.Contains(rig.Window.Texts(), text => text.Text.StartsWith("loaded  \u00B7  0:0", StringComparison.Ordinal));
            Assert.Equal(0, rig.Document.UndoDepth);
        },
        [MouseGesture.Button] = rig =>
        {
            Click(rig, PlayerAction.More);
            Assert.Equal(Seamline.Ui.App.Overlay.Menu, rig.Session.Overlay);
            rig.Press(SDL.Keycode.Escape);
            Click(rig, PlayerAction.PlayPause);
            rig.Playing(true);
            Click(rig, PlayerAction.PlayPause);
            rig.Playing(false);
            rig.Document.Split(Second);
            Click(rig, PlayerAction.Undo);
            Assert.Equal(10, rig.InPoints().Length);
            Click(rig, PlayerAction.Redo);
            Assert.Equal(11, rig.InPoints().Length);
        },
        [MouseGesture.Drop] = rig =>
        {
            rig.Hand.Drop([rig.Media("one.wav", 2), rig.Media("two.wav", 3)]);
            rig.Until(() => rig.Document.Title == "one.wav and 1 more", "both are open");
            Assert.Equal(5, rig.Seconds());
        },
    };

    private static void Click(PlayerRig rig, PlayerAction action)
    {
        Box box = rig.Session.Buttons.All.Single(button => button.Action == action).Box;
        Assert.True(box.W > 0, $"the button {action} is not shown");
        rig.Hand.Click(box.CenterX, box.CenterY);
        rig.Steps(3);
    }

    // A pixel at this zoom is some hundreds of frames.
    private static void Near(PlayerRig rig, long frame)
    {
        double pixel = rig.Session.View.FramesPerPixel;
        rig.Until(() => Math.Abs(rig.Document.Engine.Position().PlayheadFrame - frame) <= pixel, $"the playhead is near {frame}");
    }

    private static void Held(PlayerRig rig, SDL.Keymod held, Action act)
    {
        SDL.SetModState(held);
        act();
        rig.Steps(3);
        SDL.SetModState(SDL.Keymod.None);
    }

    // To a pixel.
    private static void Ranges(PlayerRig rig, double from, double to)
    {
        double pixel = 2 * rig.Session.View.FramesPerPixel / Second;
        Assert.InRange(rig.Document.MarkIn!.Value / (double)Second, from - pixel, from + pixel);
        Assert.InRange(rig.Document.MarkOut!.Value / (double)Second, to - pixel, to + pixel);
    }

    private static void Settled(PlayerRig rig)
    {
        rig.Steps(1);
        rig.Until(() => !rig.Session.View.IsMoving, "the view has come to rest");
    }
}
