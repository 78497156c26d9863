using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Threading;
using Seamline.Cli;
using Seamline.Tests.Files;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>A command that is ended.</summary>
[SupportedOSPlatform("linux")]
public sealed class InterruptTests : IDisposable
{
    private const int Minutes = 20;
    private readonly CommandFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_signal_when_the_work_is_over_does_what_it_does_without()
    {
        var interrupt = new Interrupt();
        interrupt.Dispose();
        var signal = new PosixSignalContext(PosixSignal.SIGINT);
        interrupt.Take(signal, 2);
        Assert.False(signal.Cancel);
        Assert.Equal(0, Interrupt.ExitCode);
    }

    [Theory]
    [InlineData("out.wav", 9, 137)]
    [InlineData("out.wav", 2, 130)]
    [InlineData("out.wav", 15, 143)]
    [InlineData("out.flac", 9, 137)]
    [InlineData("out.flac", 2, 130)]
    [InlineData("out.m4a", 9, 137)]
    [InlineData("out.m4a", 2, 130)]
    [InlineData("out.opus", 9, 137)]
    [InlineData("out.mp3", 9, 137)]
    [InlineData("out.ogg", 9, 137)]
    public void A_render_that_is_ended_leaves_the_old_file_and_nothing_else(string name, int signal, int exit)
    {
        Silence("long.wav");
        File.WriteAllText(_folder.In(name), "old");
        using Process process = Start("render", "long.wav", "-o", name, "--force");
        Assert.True(SpinWait.SpinUntil(() => process.HasExited || IsWriting(process), 30_000), "it does not write");
        Assert.Equal(0, SystemThread.kill(process.Id, signal));
        Assert.True(process.WaitForExit(30_000));
        Assert.Equal(exit, process.ExitCode);
        Assert.Equal("old", File.ReadAllText(_folder.In(name)));
        string[] left = Directory.GetFiles(_folder.Root, "*", new EnumerationOptions { AttributesToSkip = 0 });
        Assert.Equal(["long.wav", name], left.Select(Path.GetFileName).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        string said = process.StandardError.ReadToEnd();
        if (signal != 9) Assert.Contains("cancelled", Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void Playback_that_is_ended_says_so_in_its_exit_code()
    {
        Silence("long.wav");
        using Process process = Start("play", "long.wav", "--device", "null", "--json");
        string? line = process.StandardOutput.ReadLine();
        while (line?.Contains("\"event\":\"status\"", StringComparison.Ordinal) == false) line = process.StandardOutput.ReadLine(); // events come first
        Assert.Contains("\"playing\":true", line, StringComparison.Ordinal);
        Assert.Equal(0, SystemThread.kill(process.Id, 2));
        Assert.Contains("\"playing\":false", process.StandardOutput.ReadToEnd(), StringComparison.Ordinal);
        Assert.True(process.WaitForExit(30_000));
        Assert.Equal(130, process.ExitCode);
    }

    private Process Start(params string[] arguments)
    {
        Assert.SkipWhen(PublishedCommand.Path.Length == 0, "SEAMLINE_CLI names no published command");
        // A shell has its background jobs ignore Ctrl-C, and all that they start.
        string[] all = ["--default-signal", PublishedCommand.Path, .. arguments];
        return Process.Start(new ProcessStartInfo("env", all) { WorkingDirectory = _folder.Root, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    // A file of the process, named or not, in the folder; long before the whole is written.
    private bool IsWriting(Process process)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{process.Id}/fd").Any(link =>
                new FileInfo(link).LinkTarget is { } open && open.StartsWith(_folder.Root, StringComparison.Ordinal) && !open.EndsWith("long.wav", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false; // it is closing them
        }
    }

    // Sparse: its header alone is on the disk.
    private void Silence(string name)
    {
        using (var writer = new WavWriter(_folder.In(name), SampleFormat.S16, 48_000, 1)) writer.Commit();
        using FileStream file = File.OpenWrite(_folder.In(name));
        long bytes = Minutes * 60 * 96_000L;
        file.SetLength(file.Length + bytes);
        using var header = new BinaryWriter(file);
        file.Position = 4;
        header.Write((uint)(file.Length - 8));
        file.Position = file.Length - bytes - 4;
        header.Write((uint)bytes);
    }
}
