using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Device;

/// <summary>
/// A PulseAudio server of the test's own, without a session bus, root or hardware: one null sink. From SEAMLINE_PULSEAUDIO (a folder with usr/bin and usr/lib,
/// as tools/pulseaudio.sh makes in artifacts/pulseaudio), else from the PATH.
/// </summary>
internal sealed class PulseRig : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-pulseaudio-").FullName;
    private readonly string? _prefix = Prefix();
    private readonly List<Process> _processes = [];
    private readonly bool _isRealTime = PipeWireRig.MayRunRealTime();

    private string Socket => Path.Combine(_folder, "native");

    /// <summary>Starts it, or skips the test with the reason.</summary>
    public static PulseRig Start()
    {
        var rig = new PulseRig();
        string? reason = rig.Server() == null ? "there is no pulseaudio: tools/pulseaudio.sh brings it" : OperatingSystem.IsWindows() ? "it is of Linux" : rig.TryBegin();
        if (reason == null) return rig;
        rig.Dispose();
        Assert.Skip($"no headless PulseAudio: {reason}");
        return null!;
    }

    /// <summary>Records what the sink plays, with tests/abi/record_pulse.c.</summary>
    public (Process Process, string File) Record(string program, int seconds)
    {
        string file = Path.Combine(_folder, "tape");
        Process recorder = Begin(program, null, [], "one.monitor", $"{seconds}", file);
        Assert.True(PipeWireRig.Wait(() => File.Exists(file + ".cycles")), "the recording does not begin");
        return (recorder, file);
    }

    /// <summary>Starts a program that plays through SDL on the server, which holds so much of its sound before it plays it; its output is in the file.</summary>
    public (Process Process, string File) Play(string program, int latencyMilliseconds, params string[] arguments)
    {
        string file = Path.Combine(_folder, "host.log");
        return (Begin(program, file, [("PULSE_LATENCY_MSEC", $"{latencyMilliseconds}")], arguments), file);
    }

    public void Dispose()
    {
        foreach (Process process in _processes.AsEnumerable().Reverse())
        {
            if (!process.HasExited) process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string? Prefix()
    {
        string? given = Environment.GetEnvironmentVariable("SEAMLINE_PULSEAUDIO");
        string folder = string.IsNullOrEmpty(given) ? Path.Combine(Repository.Root, "artifacts", "pulseaudio") : Path.GetFullPath(given);
        return Directory.Exists(folder) ? folder : null;
    }

    private string? Server()
    {
        IEnumerable<string> folders = _prefix != null ? [Path.Combine(_prefix, "usr", "bin")] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return folders.Select(folder => Path.Combine(folder, "pulseaudio")).FirstOrDefault(File.Exists);
    }

    private string? TryBegin()
    {
        string[] modules = _prefix == null ? [] : Directory.GetFiles(Path.Combine(_prefix, "usr", "lib"), "module-null-sink.so", SearchOption.AllDirectories);
        string[] search = modules.Length == 0 ? [] : ["--dl-search-path=" + Path.GetDirectoryName(modules[0])];
        Process server = Begin(Server()!, null, modules.Length == 0 ? [] : [("LD_LIBRARY_PATH", Libraries(modules[0]))],
            ["-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disallow-exit", "--realtime=no", "--high-priority=no", .. search,
            "-L", $"module-native-protocol-unix auth-anonymous=1 socket={Socket}", "-L", "module-null-sink sink_name=one format=float32le rate=48000 channels=2"]);
        return PipeWireRig.Wait(() => server.HasExited || File.Exists(Socket)) && !server.HasExited ? null : "pulseaudio does not start";
    }

    private string Libraries(string module)
    {
        string own = Directory.GetFiles(Path.Combine(_prefix!, "usr", "lib"), "libpulse.so.0", SearchOption.AllDirectories).Select(f => Path.GetDirectoryName(f)!).FirstOrDefault("");
        return string.Join(':', Path.GetDirectoryName(module), own, Path.Combine(own, "pulseaudio"));
    }

    private Process Begin(string program, string? outputFile, (string Name, string Value)[] variables, params string[] arguments)
    {
        var info = new ProcessStartInfo(_isRealTime ? "/usr/bin/chrt" : program, _isRealTime ? ["-f", "20", program, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        info.Environment["HOME"] = info.Environment["XDG_CONFIG_HOME"] = info.Environment["XDG_RUNTIME_DIR"] = info.Environment["PULSE_RUNTIME_PATH"] = _folder;
        info.Environment["PULSE_SERVER"] = "unix:" + Socket;
        info.Environment["SDL_AUDIO_DRIVER"] = "pulseaudio";
        info.Environment.Remove("DBUS_SESSION_BUS_ADDRESS");
        foreach ((string name, string value) in variables) info.Environment[name] = value;
        Process process = Process.Start(info)!;
        _processes.Add(process);
        new Thread(() => PipeWireRig.Pump(process, outputFile)) { IsBackground = true }.Start();
        new Thread(() => process.StandardError.ReadToEnd()) { IsBackground = true }.Start();
        return process;
    }
}
