using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Seamline.Tests.AbiTests;
using Xunit;

namespace Seamline.Tests.Device;

/// <summary>
/// The published library on a real sound server, whose devices come and go: the sound that arrives, recorded, held against what the audible clock said.
/// SEAMLINE_DEVICE_CYCLES=200 for the long form; SEAMLINE_DEVICE_DRIVER=sdl for SDL between, SEAMLINE_SDL_DIR for another SDL;
/// SEAMLINE_DEVICE_KEEP names a folder for the recording and the host's log.
/// </summary>
[Collection(nameof(NativeHost))]
public sealed class PipeWireTests
{
    private const int SecondsEach = 2;

    [Fact]
    public void Devices_come_and_go_and_the_position_is_kept()
    {
        int cycles = int.TryParse(Environment.GetEnvironmentVariable("SEAMLINE_DEVICE_CYCLES"), CultureInfo.InvariantCulture, out int given) ? given : 4;
        string program = NativeHost.Build("host_device");
        using PipeWireRig rig = PipeWireRig.Start();
        (Process recorder, string tape) = rig.Record(NativeHost.Build("record_pipewire"), 60 + (cycles * SecondsEach * 3));
        (Process host, string log) = rig.Play(program, $"{600 + (cycles * SecondsEach * 2)}");
        Thread.Sleep(3_000);
        for (int i = 0; i < cycles; i++)
        {
            Change(rig, i);
            Thread.Sleep(SecondsEach * 1_000);
        }

        Assert.False(host.HasExited, "the host has ended");
        PipeWireRig.End(host);
        Thread.Sleep(200);
        PipeWireRig.End(recorder);
        if (Environment.GetEnvironmentVariable("SEAMLINE_DEVICE_KEEP") is { Length: > 0 } folder) Keep(folder, tape, tape + ".cycles", log);
        Check(new RampRecording(tape, log), cycles);
    }

    private static void Keep(string folder, params string[] files)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in files) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
    }

    // Takes the device that plays away, brings it back, makes the other one the default, and changes the format.
    private static void Change(PipeWireRig rig, int number)
    {
        switch (number % 4)
        {
            case 0:
                rig.Remove("one");
                break;
            case 1:
                rig.MakeSink("one", 1_000);
                break;
            case 2:
                rig.SetDefault("two");
                break;
            default:
                rig.SetDefault("one");
                rig.SetQuantum(number % 8 == 3 ? 512 : 0);
                rig.SetRate(number % 16 == 7 ? 44_100 : number % 16 == 15 ? 0 : 48_000);
                break;
        }
    }

    private static void Check(RampRecording recording, int cycles)
    {
        (long Gap, double Lost)[] breaks = [.. recording.Breaks];
        ITestOutputHelper? output = TestContext.Current.TestOutputHelper;
        output?.WriteLine($"{cycles} changes, {breaks.Length} breaks, longest {breaks.Select(b => b.Gap).DefaultIfEmpty().Max() / 48.0:F1} ms, "
            + $"median {breaks.Select(b => b.Gap).Order().ElementAtOrDefault(breaks.Length / 2) / 48.0:F1} ms; most frames lost {breaks.Select(b => b.Lost).DefaultIfEmpty().Max():F0}, "
            + $"heard twice {-breaks.Select(b => b.Lost).Where(lost => lost > -1_000_000).DefaultIfEmpty().Min():F0}");
        output?.WriteLine($"reported against heard: {recording.Rms:F3} ms rms, {recording.Worst:F3} ms worst of {recording.Errors.Count} readings");
        output?.WriteLine(string.Join('\n', recording.Events.Where(e => e.Split(' ')[2] is not "10").Take(60)));
        Assert.True(recording.Stretches.Count > 0 && recording.Stretches.Sum(s => s.Length) > 48_000 * cycles * SecondsEach / 2, "half of it was not heard");
        Assert.True(recording.Errors.Count > 100 * cycles, $"only {recording.Errors.Count} readings could be held against the recording");

        // The position is never lost: after a break it goes on where it would have been, but for what the change itself has taken.
        foreach ((long gap, double lost) in breaks.Where(b => b.Lost > -1_000_000)) // less where the loop begins again
        {
            Assert.InRange(lost, PipeWireRig.IsSdl ? -4_096 : -2, gap + (PipeWireRig.IsSdl ? 96_000 : 4_800));
        }

        // SDL does not tell how far the ear is, nor by which clock it asks.
        double[] errors = [.. recording.Errors.Select(Math.Abs).Order()];
        Assert.InRange(errors[errors.Length / 2], 0, PipeWireRig.IsSdl ? 50 : 0.1);
        Assert.InRange(errors[errors.Length * 99 / 100], 0, PipeWireRig.IsSdl ? 500 : 0.5);
    }
}
