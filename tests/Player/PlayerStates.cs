using System;
using System.Collections.Generic;
using System.IO;
using SDL3;
using Seamline.Ui.Input;

namespace Seamline.Tests.Ui;

/// <summary>The states that the window can be in, each with the way there.</summary>
internal static class PlayerStates
{
    /// <summary>A name that fits nowhere.</summary>
    public const string LongName = "the recording of the third interview, cut by hand, before the second listening (final) 2";

    private const long Second = PlayerRig.Rate;

    /// <summary>Name, and what brings an empty window there.</summary>
    public static IReadOnlyList<(string Name, Action<PlayerRig> Arrange)> All { get; } =
    [
        ("nothing open", rig => rig.Steps(2)),
        ("opening", rig => rig.Session.Open([rig.Project()])),
        ("engine missing", rig => rig.Session.EngineFault = "The engine, libseamline.so, is not in /opt/somewhere/native or /opt/elsewhere/native. Make it with: bash tools/publish.sh native"),
        ("not a medium", rig => Refused(rig, Text(rig, "notes.wav", "no sound"))),
        ("missing file", rig => Refused(rig, rig.File("nowhere.wav"))),
        ("damaged otio", rig => Refused(rig, Text(rig, "damaged.otio", "{ \"OTIO_SCHEMA\": \"Timeline.1\", \"tracks\": "))),
        ("open", rig => rig.OpenProject()),
        ("playing", Playing),
        ("mix", rig => rig.OpenMix()),
        ("dragging a point", rig =>
        {
            rig.OpenMix();
            if (rig.Session.Layout.LaneRows == 0) return;
            Seamline.Ui.View.EnvelopeScale scale = Seamline.Ui.View.EnvelopeScale.OfItem(rig.Document.Mix.ItemsOf(0)[0], rig.Session.Layout.LaneRowBody(0));
            rig.Hand.Button(rig.X(3 * Second), scale.Y(-12), true);
            rig.Hand.Move(rig.X(3 * Second) + 9, scale.Y(-20));
            rig.Steps(2);
        }),
        ("skimming", rig =>
        {
            Playing(rig);
            for (int i = 0; i < 3; i++) rig.Press(SDL.Keycode.L);
        }),
        ("marked", rig =>
        {
            Marked(rig, 3, 7);
            rig.Press(SDL.Keycode.R);
        }),
        ("marked narrowly", rig => Marked(rig, 3, 3.3)),
        ("muted and louder", rig =>
        {
            rig.OpenProject();
            rig.Seek(5 * Second);
            rig.Press(SDL.Keycode.M);
            rig.Seek(9 * Second);
            rig.Press(SDL.Keycode.RightBracket);
        }),
        ("trimming", rig =>
        {
            rig.OpenProject();
            rig.Hand.Button(rig.X(6 * Second) - 2, rig.Middle, true);
            rig.Hand.Move(rig.X(5 * Second), rig.Middle);
            rig.Steps(2);
        }),
        ("trimming at the edge", rig =>
        {
            rig.OpenProject();
            rig.Hand.Button(rig.X(20 * Second) - 2, rig.Middle, true);
            rig.Hand.Move(rig.Session.Layout.Lane.Right - 2, rig.Middle);
            rig.Steps(2);
        }),
        ("reordering", rig =>
        {
            rig.OpenProject();
            rig.Hand.Button(rig.X(3 * Second), rig.Names, true);
            rig.Hand.Move(rig.X((9 * Second) + (Second / 2)), rig.Names);
            rig.Steps(2);
        }),
        ("keys", rig => Press(rig, SDL.Keycode.H)),
        ("keys with nothing open", rig => rig.Press(SDL.Keycode.H)),
        ("start page with recent files", rig =>
        {
            for (int i = 0; i < 8; i++) rig.Session.Recents.Add([$"/media/{(i == 3 ? LongName : "recordings")}/interview {i}.wav"]);
            rig.Steps(2);
        }),
        ("chosen", rig =>
        {
            rig.OpenProject();
            rig.Hand.Click(rig.X(5 * Second), rig.Middle);
            rig.Steps(2);
        }),
        ("panel", rig =>
        {
            rig.OpenProject();
            rig.Document.DeleteSegment(3);
            rig.Press(SDL.Keycode.Space);
            rig.Until(() => rig.Session.Watch.Edit.Serial > 0 && rig.Session.Watch.Blocks.Blocks > 200, "blocks are measured");
            rig.Press(SDL.Keycode.Tab);
        }),
        ("menu", rig => Press(rig, (SDL.Keycode)0x40000043)),
        ("menu of a segment", rig => Press(rig, (SDL.Keycode)0x40000043, Held.Shift)),
        ("tip", rig =>
        {
            rig.OpenProject();
            rig.Document.DeleteSegment(3);
            rig.Steps(1);
            rig.Hand.Move(rig.Session.Buttons.BoxOf(PlayerAction.Undo).CenterX, rig.Session.Buttons.BoxOf(PlayerAction.Undo).CenterY);
            rig.Until(() => rig.Session.Tip != PlayerAction.None, "it is said");
        }),
        ("export dialog", rig => Press(rig, SDL.Keycode.E, Held.Control)),
        ("opening dialog", rig =>
        {
            rig.Press(SDL.Keycode.O, Held.Control);
            rig.Hand.Text(Path.GetDirectoryName(rig.Media("a.wav", 1)) + "/");
            rig.Steps(2);
        }),
        ("time that is none", rig =>
        {
            Press(rig, SDL.Keycode.G);
            rig.Hand.Text("soon");
            rig.Press(SDL.Keycode.Return);
        }),
        ("asking for a name", rig => Press(rig, SDL.Keycode.S, Held.Control | Held.Shift)),
        ("unsaved edits", rig =>
        {
            rig.OpenProject();
            rig.Document.Split(Second);
            rig.Hand.Close();
            rig.Steps(2);
        }),
        ("exporting", rig =>
        {
            Export(rig);
            rig.Until(() => rig.Session.Export is null or { Progress: > 0 }, "it is under way");
        }),
        ("export cancelled", rig =>
        {
            Export(rig);
            rig.Session.Export?.Cancel();
            rig.Until(() => rig.Session.Export == null, "it has ended");
        }),
        ("no device", rig => rig.OpenProject(driver: "no-such-driver")),
        ("missing medium", rig =>
        {
            string project = rig.Project();
            File.Delete(rig.File("voice.wav"));
            rig.Session.Open([project]);
            rig.Until(() => rig.Session.Document != null, "it is open");
            rig.Steps(2);
        }),
        ("empty timeline", rig =>
        {
            rig.OpenProject();
            rig.Document.SetMarkIn(0);
            rig.Document.SetMarkOut(20 * Second);
            rig.Press(SDL.Keycode.X);
        }),
        ("folder dropped", rig =>
        {
            rig.OpenProject();
            rig.Hand.Drop([Directory.CreateDirectory(rig.File("folder")).FullName]);
            rig.Until(() => rig.Session.MessageIsFault, "it is refused");
        }),
        ("samples", rig => Shown(rig, Second, 80)),
        ("many segments", rig =>
        {
            rig.Session.Open([rig.Many(10_000)]);
            rig.Until(() => rig.Session.Document != null && rig.Session.Stats.ReadyAheadFrames > Second, "it is open");
            rig.Steps(3);
        }),
        ("a name of many words", rig =>
        {
            File.Copy(rig.Project(), rig.File(LongName + ".otio"));
            rig.Session.Open([rig.File(LongName + ".otio")]);
            rig.Until(() => rig.Session.Document != null, "it is open");
            rig.Steps(3);
        }),
    ];

    private static void Playing(PlayerRig rig)
    {
        rig.OpenProject();
        rig.Press(SDL.Keycode.Space);
        rig.Playing(true);
        rig.Steps(5);
    }

    private static void Marked(PlayerRig rig, double from, double to)
    {
        rig.OpenProject();
        rig.Document.SetMarkIn((long)(from * Second));
        rig.Document.SetMarkOut((long)(to * Second));
        rig.Session.IsDirty = true;
        rig.Steps(2);
    }

    private static void Press(PlayerRig rig, SDL.Keycode key, Held held = Held.None)
    {
        rig.OpenProject();
        rig.Press(key, held);
    }

    private static void Shown(PlayerRig rig, long from, long frames)
    {
        rig.OpenProject();
        rig.Session.View.Show(from, from + frames, smooth: false);
        rig.Steps(3);
    }

    private static void Export(PlayerRig rig)
    {
        rig.Session.Open([rig.Media("long.wav", 300)]);
        rig.Until(() => rig.Session.Document != null, "it is open");
        rig.Press(SDL.Keycode.E, Held.Control);
        rig.Hand.Text(rig.File("out.wav"));
        rig.Press(SDL.Keycode.Return);
    }

    private static string Text(PlayerRig rig, string name, string text)
    {
        File.WriteAllText(rig.File(name), text);
        return rig.File(name);
    }

    private static void Refused(PlayerRig rig, string path)
    {
        rig.Session.Open([path]);
        rig.Until(() => rig.Session.OpenFault.Length > 0, "it is refused");
        rig.Steps(2);
    }
}
