using System;
using System.IO;
using System.Linq;
using SDL3;
using Seamline.Projects;
using Seamline.Ui.App;
using Seamline.Ui.Input;
using Seamline.Ui.Native;
using Seamline.Ui.View;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>What is exported is what the dialog says: kind, rate, channels, range, loudness. Cancelling answers at once.</summary>
[Collection("SDL audio")]
public sealed class ExportDialogTests
{
    private const long Second = PlayerRig.Rate;

    [Theory]
    [InlineData("a.flac", "FLAC")]
    [InlineData("a.m4a", "AAC in .m4a")]
    [InlineData("a.opus", "Opus")]
    [InlineData("a.mp3", "MP3")]
    [InlineData("a.ogg", "Ogg Vorbis")]
    public void The_extension_says_what_kind_of_file_it_becomes(string name, string format)
    {
        using PlayerRig rig = Open(name);
        Assert.Equal(format, rig.Session.ExportDialog.Settings.Format.Name);
        Export(rig);
        (double seconds, int channels) = Read(rig, name);
        Assert.Equal(3, seconds, 1e-3);
        Assert.Equal(1, channels);
    }

    [Fact]
    public void Rate_channels_range_and_loudness_are_those_of_the_fields()
    {
        using PlayerRig rig = Open("out.wav", marked: true);
        ExportDialog dialog = rig.Session.ExportDialog;
        Assert.True(dialog.Settings.MarkedOnly);
        rig.Press(SDL.Keycode.Down);
        rig.Press(SDL.Keycode.Down);
        rig.Press(SDL.Keycode.Right); // 44.1 kHz
        rig.Press(SDL.Keycode.Down);
        rig.Press(SDL.Keycode.Left); // stereo
        rig.Press(SDL.Keycode.Down);
        rig.Press(SDL.Keycode.Down);
        for (int i = 0; i < 4; i++) rig.Press(SDL.Keycode.Right); // -23 LUFS
        Assert.Equal((44_100, 2, -23.0), (dialog.Settings.Rate, dialog.Settings.Channels, dialog.Settings.LoudnessLufs));
        Export(rig);
        byte[] file = File.ReadAllBytes(rig.File("out.wav"));
        int format = file.AsSpan().IndexOf("fmt "u8) + 8;
        Assert.Equal((2, 44_100), (BitConverter.ToInt16(file, format + 2), BitConverter.ToInt32(file, format + 4)));
        Assert.InRange(file.Length, 44_100 * 4, (44_100 * 4) + 4_096);
        Assert.Contains("LUFS", rig.Session.Message, StringComparison.Ordinal);
        // Another target is as many decibels away in the file.
        rig.Press(SDL.Keycode.E, Held.Control);
        rig.Hand.Text(rig.File("loud.wav"));
        rig.Press(SDL.Keycode.Tab, Held.Shift);
        for (int i = 0; i < 3; i++) rig.Press(SDL.Keycode.Left);
        Assert.Equal(-14, dialog.Settings.LoudnessLufs);
        Export(rig);
        Assert.Equal(9, Decibels(File.ReadAllBytes(rig.File("loud.wav"))) - Decibels(file), 0.1);
    }

    private static double Decibels(byte[] file)
    {
        ReadOnlySpan<short> samples = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(file.AsSpan(file.AsSpan().IndexOf("data"u8) + 8, 44_100 * 4));
        double sum = 0;
        foreach (short sample in samples) sum += (double)sample * sample;
        return 10 * Math.Log10(sum / samples.Length);
    }

    [Fact]
    public void Fields_are_changed_with_the_mouse()
    {
        using PlayerRig rig = Open("out.wav");
        Layout layout = rig.Session.Layout;
        Click(rig, ExportLayout.Step(layout, ExportField.Format, next: true));
        Assert.Equal("WAV, 24 bits", rig.Session.ExportDialog.Settings.Format.Name);
        Click(rig, ExportLayout.Step(layout, ExportField.Format, next: false));
        Click(rig, ExportLayout.Step(layout, ExportField.Format, next: false));
        Assert.Equal(rig.File("out.ogg"), rig.Session.ExportDialog.Path.Text);
        // Nothing is marked: the range stays.
        Click(rig, ExportLayout.Field(layout, ExportField.Range));
        Assert.False(rig.Session.ExportDialog.Settings.MarkedOnly);
        Click(rig, DialogLayout.Foot(layout, ExportLayout.Dialog(layout), 1));
        Assert.Equal((Overlay.None, null), (rig.Session.Overlay, rig.Session.Export));
    }

    [Theory]
    [InlineData("out.xyz", ".xyz is not exported")]
    [InlineData("out", "no extension")]
    [InlineData("nowhere/out.wav", "There is no folder")]
    public void What_cannot_be_written_is_said_in_the_dialog_and_what_was_typed_stays(string name, string said)
    {
        using PlayerRig rig = Open(name);
        rig.Press(SDL.Keycode.Return);
        Assert.Equal((Overlay.Export, rig.File(name)), (rig.Session.Overlay, rig.Session.ExportDialog.Path.Text));
        Assert.Contains(said, rig.Session.ExportDialog.Warning(rig.Document), StringComparison.Ordinal);
        Assert.Contains(rig.Window.Texts(), text => text.Text.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void Cancelling_answers_at_once_and_another_export_can_begin()
    {
        using PlayerRig rig = PlayerRig.Empty();
        rig.Session.Open([rig.Media("long.wav", 900)]);
        rig.Until(() => rig.Session.Document != null, "it is open");
        rig.Press(SDL.Keycode.E, Held.Control);
        rig.Hand.Text(rig.File("a.flac"));
        rig.Hand.Key(SDL.Keycode.Return, Held.None);
        rig.Until(() => rig.Session.Export is { Progress: > 0 }, "it is under way");
        rig.Hand.Key(SDL.Keycode.Escape, Held.None);
        rig.Window.Step();
        // In the very step that handled the key.
        Assert.Null(rig.Session.Export);
        Assert.Contains("cancelled", rig.Session.Message, StringComparison.Ordinal);
        rig.Document.SetRange(0, Second);
        rig.Press(SDL.Keycode.E, Held.Control);
        rig.Hand.Text(rig.File("b.wav"));
        Export(rig);
        Assert.False(File.Exists(rig.File("a.flac")));
        string?[] files = [.. Directory.GetFiles(Path.GetDirectoryName(rig.File("x"))!).Select(Path.GetFileName).Order(StringComparer.Ordinal)];
        Assert.Equal(["b.wav", "long.wav"], files, StringComparer.Ordinal);
    }

    private static PlayerRig Open(string name, bool marked = false)
    {
        PlayerRig rig = PlayerRig.Empty();
        rig.Session.Open([rig.Media("voice.wav", 3)]);
        rig.Until(() => rig.Session.Document != null, "it is open");
        if (marked) rig.Document.SetRange(Second, 2 * Second);
        rig.Press(SDL.Keycode.E, Held.Control);
        rig.Hand.Text(rig.File(name));
        rig.Steps(2);
        return rig;
    }

    private static void Export(PlayerRig rig)
    {
        rig.Press(SDL.Keycode.Return);
        rig.Until(() => rig.Session.Export == null && rig.Session.Message.Length > 0, "it has ended");
        Assert.StartsWith("Exported", rig.Session.Message, StringComparison.Ordinal);
    }

    private static (double Seconds, int Channels) Read(PlayerRig rig, string name)
    {
        using NativeEngine engine = NativeEngine.Create(null, out _)!;
        var clip = new ProjectClip { Id = 1, Name = "", Tracks = [new ProjectTrack { MediaPath = rig.File(name) }] };
        Assert.True(engine.SetClip(clip) && engine.MeasureClip(1), engine.LastError);
        Assert.True(engine.ClipFrames(1, out long frames));
        return (frames / (double)engine.Rate, engine.SourceChannels(1, 0));
    }

    private static void Click(PlayerRig rig, Box box)
    {
        rig.Hand.Click(box.CenterX, box.CenterY);
        rig.Steps(2);
    }
}
