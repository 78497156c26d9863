using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Seamline.Tests.AbiTests;
using Xunit;

namespace Seamline.Tests.Device;

/// <summary>
/// The published library through SDL on a PulseAudio server that holds 200 ms, as a wireless speaker does: what was recorded held against what the audible
/// clock said. SDL does not report the latency: the library asks the server.
/// </summary>
[Collection(nameof(NativeHost))]
public sealed class PulseAudioTests
{
    private const int LatencyMilliseconds = 200;
    private const double SettleMilliseconds = 2_000;

    [Fact]
    public void The_servers_latency_is_reported()
    {
        string program = NativeHost.Build("host_device");
        using PulseRig rig = PulseRig.Start();
        (Process recorder, string tape) = rig.Record(NativeHost.BuildAlone("record_pulse"), 60);
        (Process host, string log) = rig.Play(program, LatencyMilliseconds, "60");
        Thread.Sleep(6_000);
        Assert.False(host.HasExited, "the host has ended");
        PipeWireRig.End(host);
        Thread.Sleep(LatencyMilliseconds * 2); // until its last sound is recorded
        PipeWireRig.End(recorder);
        Keep(tape, log);
        var recording = new RampRecording(tape, log);
        double from = recording.Reported.Count == 0 ? 0 : recording.Reported[0].HostMilliseconds + SettleMilliseconds;
        double[] errors = [.. recording.Compared.Where(c => c.HostMilliseconds > from).Select(c => c.Error)];
        double worst = errors.Select(Math.Abs).DefaultIfEmpty().Max();
        TestContext.Current.TestOutputHelper?.WriteLine($"reported against heard, from {SettleMilliseconds / 1_000} s on: mean {errors.DefaultIfEmpty().Average():F2} ms, "
            + $"{Math.Sqrt(errors.Select(e => e * e).DefaultIfEmpty().Average()):F2} ms rms, {worst:F2} ms worst of {errors.Length} readings");
        Assert.True(errors.Length > 200, $"only {errors.Length} readings could be held against the recording");
        double[] sorted = [.. errors.Select(Math.Abs).Order()];
        Assert.InRange(sorted[sorted.Length / 2], 0, 10); // the device's period is off by a multiple of it
    }

    private static void Keep(params string[] files)
    {
        if (Environment.GetEnvironmentVariable("SEAMLINE_DEVICE_KEEP") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        foreach (string file in files.Append(files[0] + ".cycles")) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
    }
}
