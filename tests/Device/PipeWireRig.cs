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
/// A PipeWire and a WirePlumber of the test's own, without a session bus and without hardware: null sinks, of which one, the tape, is recorded.
/// From SEAMLINE_PIPEWIRE (a folder with usr/bin and usr/lib, as tools/pipewire.sh makes in artifacts/pipewire), else from the PATH.
/// </summary>
internal sealed class PipeWireRig : IDisposable
{
    private const int StartSeconds = 20;

    private static readonly string[] Tools = ["pipewire", "wireplumber", "pw-cli", "pw-link", "pw-metadata"];

    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-pipewire-").FullName;
    private readonly string? _prefix = Prefix();
    private readonly List<Process> _processes = [];
    private readonly bool _isRealTime = MayRunRealTime();

    /// <summary>Starts both, or skips the test with the reason.</summary>
    public static PipeWireRig Start()
    {
        var rig = new PipeWireRig();
        string? missing = Tools.FirstOrDefault(tool => rig.PathOf(tool) == null);
        string? reason = missing != null ? $"there is no {missing}: tools/pipewire.sh brings it" : rig.TryBegin();
        if (reason == null) return rig;
        rig.Dispose();
        Assert.Skip($"no headless PipeWire: {reason}");
        return null!;
    }

    public void MakeSink(string name, int priority)
    {
        Run("pw-cli", "create-node", "adapter",
            $"{{ factory.name=support.null-audio-sink node.name={name} node.description={name} media.class=Audio/Sink object.linger=true audio.position=[FL FR] priority.session={priority} }}");
        if (name == "tape") return;
        Assert.True(Wait(() => Tool("pw-link", $"{name}:monitor_FL", "tape:playback_FL") == 0), $"the sink {name} has no ports");
        Assert.True(Wait(() => Tool("pw-link", $"{name}:monitor_FR", "tape:playback_FR") == 0), $"the sink {name} has no ports");
    }

    public void Remove(string name) => Run("pw-cli", "destroy", name);

    public void SetDefault(string name) => Run("pw-metadata", "0", "default.configured.audio.sink", $"{{ \"name\": \"{name}\" }}");

    public void SetQuantum(int frames) => Run("pw-metadata", "-n", "settings", "0", "clock.force-quantum", $"{frames}");

    public void SetRate(int rate) => Run("pw-metadata", "-n", "settings", "0", "clock.force-rate", $"{rate}");

    /// <summary>Records the tape from now on, with tests/abi/record_pipewire.c.</summary>
    public (Process Process, string File) Record(string program, int seconds)
    {
        string file = Path.Combine(_folder, "tape");
        Process recorder = Begin(program, null, "tape", $"{seconds}", file);
        Assert.True(Wait(() => File.Exists(file + ".cycles")), "the recording does not begin");
        return (recorder, file);
    }

    /// <summary>Whether the sound goes through SDL: SEAMLINE_DEVICE_DRIVER=sdl.</summary>
    public static bool IsSdl => Environment.GetEnvironmentVariable("SEAMLINE_DEVICE_DRIVER") == "sdl";

    /// <summary>Starts a program that plays on PipeWire; what it prints is in the file when it has ended.</summary>
    public (Process Process, string File) Play(string program, params string[] arguments)
    {
        string file = Path.Combine(_folder, "host.log");
        Process process = Begin(program, file, arguments);
        return (process, file);
    }

    /// <summary>Ends a process that ends with its standard input.</summary>
    public static void End(Process process)
    {
        process.StandardInput.Close();
        Assert.True(process.WaitForExit(30_000), "it does not end");
        Assert.Equal(0, process.ExitCode);
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

    public static bool Wait(Func<bool> done)
    {
        var watch = Stopwatch.StartNew();
        while (!done())
        {
            if (watch.Elapsed.TotalSeconds > StartSeconds) return false;
            Thread.Sleep(50);
        }

        return true;
    }

    // What a desktop's sound server has by rtkit. Without it a busy machine loses frames in the server and in the recorder, not in what is tested.
    public static bool MayRunRealTime()
    {
        if (!File.Exists("/usr/bin/chrt")) return false;
        using Process process = Process.Start(new ProcessStartInfo("/usr/bin/chrt", ["-f", "20", "true"]) { RedirectStandardError = true, UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static string? Prefix()
    {
        string? given = Environment.GetEnvironmentVariable("SEAMLINE_PIPEWIRE");
        string folder = string.IsNullOrEmpty(given) ? Path.Combine(Repository.Root, "artifacts", "pipewire") : Path.GetFullPath(given);
        return Directory.Exists(folder) ? folder : null;
    }

    private string? TryBegin()
    {
        if (OperatingSystem.IsWindows()) return "it is of Linux";
        Directory.CreateDirectory(Path.Combine(_folder, "runtime"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Begin(PathOf("pipewire")!, null);
        if (!Wait(() => Tool("pw-cli", "info", "0") == 0)) return "pipewire does not answer";
        Begin(PathOf("wireplumber")!, null);
        MakeSink("tape", 10);
        MakeSink("one", 1_000);
        MakeSink("two", 900);
        return Wait(() => Output("pw-metadata", "0", "default.audio.sink").Contains("\"one\"", StringComparison.Ordinal)) ? null : "wireplumber chooses no default";
    }

    private string? PathOf(string tool)
    {
        IEnumerable<string> folders = _prefix != null ? [Path.Combine(_prefix, "usr", "bin")] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return folders.Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
    }

    private void Run(string tool, params string[] arguments) => Assert.Equal(0, Tool(tool, arguments));

    private int Tool(string tool, params string[] arguments)
    {
        using Process process = Process.Start(Info(PathOf(tool)!, arguments))!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    private string Output(string tool, params string[] arguments)
    {
        using Process process = Process.Start(Info(PathOf(tool)!, arguments))!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    private Process Begin(string program, string? outputFile, params string[] arguments)
    {
        Process process = Process.Start(_isRealTime ? Info("/usr/bin/chrt", ["-f", "20", program, .. arguments]) : Info(program, arguments))!;
        _processes.Add(process);
        var output = new Thread(() => Pump(process, outputFile)) { IsBackground = true };
        output.Start();
        var errors = new Thread(() => process.StandardError.ReadToEnd()) { IsBackground = true };
        errors.Start();
        return process;
    }

    public static void Pump(Process process, string? file)
    {
        using Stream to = file == null ? Stream.Null : File.Create(file);
        process.StandardOutput.BaseStream.CopyTo(to);
    }

    private ProcessStartInfo Info(string program, string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        info.Environment["XDG_RUNTIME_DIR"] = Path.Combine(_folder, "runtime");
        info.Environment["XDG_STATE_HOME"] = info.Environment["XDG_CONFIG_HOME"] = info.Environment["HOME"] = _folder;
        if (IsSdl) info.Environment["SDL_AUDIO_DRIVER"] = "pipewire";
        else info.Environment.Remove("SDL_AUDIO_DRIVER");
        info.Environment.Remove("DBUS_SESSION_BUS_ADDRESS");
        info.Environment.Remove("PIPEWIRE_REMOTE");
        if (_prefix == null) return info;
        string libraries = Directory.GetDirectories(Path.Combine(_prefix, "usr", "lib")).FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, "spa-0.2"))) ?? "";
        string sdl = Environment.GetEnvironmentVariable("SEAMLINE_SDL_DIR") is { Length: > 0 } folder ? folder + ":" : "";
        info.Environment["LD_LIBRARY_PATH"] = sdl + libraries;
        info.Environment["SPA_PLUGIN_DIR"] = Path.Combine(libraries, "spa-0.2");
        info.Environment["PIPEWIRE_MODULE_DIR"] = Path.Combine(libraries, "pipewire-0.3");
        info.Environment["PIPEWIRE_CONFIG_DIR"] = Path.Combine(_prefix, "usr", "share", "pipewire");
        info.Environment["WIREPLUMBER_MODULE_DIR"] = Directory.GetDirectories(libraries, "wireplumber-*").FirstOrDefault();
        info.Environment["WIREPLUMBER_CONFIG_DIR"] = info.Environment["WIREPLUMBER_DATA_DIR"] = Path.Combine(_prefix, "usr", "share", "wireplumber");
        return info;
    }
}
