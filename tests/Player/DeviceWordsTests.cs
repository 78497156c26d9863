using System;
using System.IO;
using Seamline.Ui.App;
using Seamline.Ui.Native;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>What the bottom of the window says of the audio device.</summary>
[Collection("SDL audio")]
public sealed class DeviceWordsTests
{
    [Theory]
    [InlineData(3, 0, 0, "the audio device \"Headphones\" is gone", false, "The audio device \"Headphones\" is gone. It plays on without sound until there is a device again.", "")]
    [InlineData(5, 0, 0, "the system does not come back from opening the audio device", false, "The system does not come back from opening the audio device. It plays on without sound until there is a device again.", "")]
    [InlineData(2, 0, 0, "Speakers", false, "", "Plays on Speakers now.")]
    [InlineData(4, 0, 0, "Headphones", false, "", "Sound is back, on Headphones.")]
    [InlineData(4, 0, 0, "Speakers", true, "", "Sound is back, on Speakers, in place of the chosen device.")]
    [InlineData(6, 1, 240, "", false, "", "5.0 ms were not heard: the system was late to ask for sound.")]
    [InlineData(6, 2, 1, "", false, "", "0.1 ms were not heard: this computer was too slow to make it.")]
    [InlineData(6, 3, 48_000, "", false, "", "1000.0 ms were not heard: the media were not loaded in time.")]
    [InlineData(6, 0, 480, "", false, "", "10.0 ms were not heard: why is not known.")]
    [InlineData(12, 0, 9_600, "Headphones", false, "", "Heard 200 ms after it is played.")]
    [InlineData(10, 0, 0, "", false, "", "")]
    public void Each_event_has_its_sentence(int kind, int cause, long frames, string text, bool isSubstitute, string fault, string note)
    {
        var what = new DeviceEvent((DeviceEventKind)kind, cause, frames, text);
        Assert.Equal((fault, note), (DeviceWords.FaultOf(what), DeviceWords.NoteOf(what, PlayerRig.Rate, isSubstitute)));
    }

    [Fact]
    public void A_lost_device_is_a_fault_until_one_is_back()
    {
        using PlayerRig rig = PlayerRig.Open(driver: "dummy");
        Session session = rig.Session;
        var log = new StringWriter();
        using AccessibleLog accessible = AccessibleLog.To(log);
        session.Hear(rig.Document.Engine, new DeviceEvent(DeviceEventKind.Underrun, 1, 480, ""));
        Assert.StartsWith("10.0 ms", session.DeviceNote, StringComparison.Ordinal);
        session.Say("Something else.", isFault: false);
        session.Hear(rig.Document.Engine, new DeviceEvent(DeviceEventKind.Lost, 0, 0, "the audio device \"x\" is gone"));
        Assert.Equal(("", "no audio device"), (session.Message, session.DeviceName));
        Assert.StartsWith("The audio device \"x\" is gone.", session.DeviceFault, StringComparison.Ordinal);
        session.Hear(rig.Document.Engine, new DeviceEvent(DeviceEventKind.Underrun, 1, 480, ""));
        Assert.Equal("", session.DeviceNote); // of a clock without sound nobody hears anything
        accessible.Update(session);
        session.Hear(rig.Document.Engine, new DeviceEvent(DeviceEventKind.Returned, 0, 0, "y"));
        Assert.Equal(("", "Sound is back, on y."), (session.DeviceFault, session.DeviceNote));
        accessible.Update(session);
        Assert.Contains("device: The audio device \"x\" is gone.", log.ToString(), StringComparison.Ordinal);
        Assert.Contains("device: Sound is back, on y.", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Events_of_the_engine_arrive()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("the thread is reported on Linux only");
        using PlayerRig rig = PlayerRig.Open(driver: "dummy");
        rig.Until(() => rig.Session.PlayingThread.Length > 0, "the thread that plays is reported");
    }
}
