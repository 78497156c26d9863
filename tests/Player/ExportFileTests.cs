using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using SDL3;
using Seamline.Tests.Files;
using Seamline.Ui.Input;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>What the player writes: never a recording by another name, with faded ends, and with a word of what clips.</summary>
[Collection("SDL audio")]
public sealed class ExportFileTests
{
    [Fact]
    public void A_recording_is_known_by_any_name()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "links of Linux");
        using PlayerRig rig = PlayerRig.Empty();
        string media = rig.Media("one.wav", 2);
        byte[] before = File.ReadAllBytes(media);
        File.CreateSymbolicLink(rig.File("soft.wav"), "one.wav");
        Assert.Equal(0, SystemThread.link(media, rig.File("hard.otio")));
        rig.Session.Open([media]);
        rig.Until(() => rig.Session.Document != null, "it is open");
        rig.Press(SDL.Keycode.E, Held.Control);
        rig.Hand.Text(rig.File("soft.wav"));
        rig.Press(SDL.Keycode.Return);
        Assert.Null(rig.Session.Export);
        Assert.Contains("choose another name", rig.Session.Message, StringComparison.Ordinal);
        rig.Press(SDL.Keycode.Escape);
        rig.Press(SDL.Keycode.S, Held.Control | Held.Shift);
        rig.Hand.Text(rig.File("hard.otio"));
        rig.Press(SDL.Keycode.Return);
        Assert.Contains("choose another name", rig.Session.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(media));
    }

    [Fact]
    public void An_export_fades_at_both_ends_and_says_what_clips()
    {
        using PlayerRig rig = PlayerRig.Empty();
        float[] loud = [.. Enumerable.Repeat(1.5f, 2 * PlayerRig.Rate)];
        using (var writer = new WavWriter(rig.File("loud.wav"), SampleFormat.F32, PlayerRig.Rate, 2))
        {
            writer.Write(loud);
            writer.Commit();
        }

        rig.Session.Open([rig.File("loud.wav")]);
        rig.Until(() => rig.Session.Document != null, "it is open");
        rig.Press(SDL.Keycode.E, Held.Control);
        rig.Press(SDL.Keycode.Tab);
        rig.Press(SDL.Keycode.Right);
        rig.Press(SDL.Keycode.Right);
        Assert.Equal("WAV, 32-bit float", rig.Session.ExportDialog.Settings.Format.Name);
        rig.Hand.Text(rig.File("out.wav"));
        rig.Press(SDL.Keycode.Return);
        rig.Until(() => rig.Session.Message.StartsWith("Exported", StringComparison.Ordinal), "it is exported");
        float[] samples = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(rig.File("out.wav")).AsSpan(104)).ToArray();
        const int Fade = PlayerRig.Rate / 200;
        Assert.Equal(loud.Length, samples.Length);
        Assert.Equal((0f, 0f), (samples[0], samples[^1]));
        Assert.Equal(loud[(2 * Fade)..^(2 * Fade)], samples[(2 * Fade)..^(2 * Fade)]);
        Assert.InRange(samples[Fade], 0.74f, 0.76f);
        int above = samples.Count(sample => sample > 1);
        Assert.Contains($"{above:#,0} samples above full scale, peak +3.5 dBFS: lower the gain", rig.Session.Message, StringComparison.Ordinal);
    }
}
