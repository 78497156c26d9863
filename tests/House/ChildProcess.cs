using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace Seamline.Tests.House;

/// <summary>
/// Programs that tests start. One that does not end is ended, with all that it has started, and fails its test by name: a
/// suite that hangs tells nothing.
/// </summary>
internal static class ChildProcess
{
    /// <summary>Runs a program to its end and returns what it wrote.</summary>
    /// <param name="start">What to run; its streams are redirected here.</param>
    /// <param name="input">What it can read.</param>
    /// <param name="timeout">How long it may take; three minutes where nothing is said.</param>
    public static (int ExitCode, string Output, string Errors) Run(ProcessStartInfo start, string input = "", TimeSpan? timeout = null)
    {
        int milliseconds = (int)(timeout ?? TimeSpan.FromMinutes(3)).TotalMilliseconds;
        if (input.Length == 0 && LoadedProgram.Find(start.FileName) is LoadedProgram loaded) return Run(loaded, start, milliseconds);
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> output = Read(process.StandardOutput);
        Task<string> errors = Read(process.StandardError);
        process.StandardInput.Write(input);
        process.StandardInput.Close();

        // Its streams too: what it has started may hold them open for longer than it lives.
        bool ended = process.WaitForExit(milliseconds);
        if (!ended) process.Kill(entireProcessTree: true);
        string what = Name(start);
        Assert.True(Task.WaitAll([output, errors], 20_000), $"{what}: something that it started did not come to an end");
        Assert.True(ended, $"{what} did not come to an end; so far it wrote:\n{output.Result}{errors.Result}");
        return (process.ExitCode, output.Result, errors.Result);
    }

    private static (int ExitCode, string Output, string Errors) Run(LoadedProgram program, ProcessStartInfo start, int milliseconds)
    {
        (int? exit, string output, string errors) = program.Run(start, milliseconds);
        Assert.True(exit != null, $"{Name(start)} did not come to an end; so far it wrote:\n{output}{errors}");
        return (exit!.Value, output, errors);
    }

    private static string Name(ProcessStartInfo start) => $"{start.FileName} {string.Join(' ', start.ArgumentList)}{start.Arguments}";

    // On a thread of its own: the pool has as many as the machine has cores, and a test waits on each.
    private static Task<string> Read(StreamReader from) =>
        Task.Factory.StartNew(from.ReadToEnd, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
