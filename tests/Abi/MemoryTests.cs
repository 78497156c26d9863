using System;
using System.IO;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>
/// C hosts under valgrind's memcheck, which watches every load and store of the published library too: nothing is read or written
/// outside of what was allocated, nothing that nobody has written decides anything, nothing is lost. And each seen to bite.
/// </summary>
public sealed class MemoryTests
{
    private const int Fault = 99;

    [Theory]
    [InlineData("host_overrun", "none")]
    [InlineData("host_peaks")]
    [InlineData("host_handles")]
    [InlineData("host_pull", "raw")]
    [InlineData("host_pull", "documented")]
    [InlineData("host_pull", "offline")]
    public void Nothing_is_overrun_or_lost(string host, params string[] arguments)
    {
        string file = NativeHost.NewFile("memory.f32");
        AssertClean(Watch(NativeHost.Build(host), host == "host_pull" ? [.. arguments, file] : arguments));
        File.Delete(file);
    }

    [Theory]
    [InlineData("engines", 30)]
    [InlineData("clips", 300)]
    [InlineData("threads", 30)]
    public void Nothing_that_comes_and_goes_is_lost(string what, int times) =>
        AssertClean(Watch(NativeHost.Build("host_life"), Path.Combine(NativeHost.BareFolder(), "libseamline.so"), what, $"{times}"));

    [Theory]
    [InlineData("write", "Invalid write")]
    [InlineData("columns", "Invalid write")]
    [InlineData("read", "Invalid read")]
    [InlineData("leak", "1,000 bytes in 1 blocks are definitely lost")]
    public void A_planted_fault_is_seen(string fault, string reported)
    {
        Outcome outcome = Watch(NativeHost.Build("host_overrun"), fault);
        Assert.Equal(Fault, outcome.ExitCode);
        Assert.Contains(reported, outcome.Errors, StringComparison.Ordinal);
    }

    private static void AssertClean(Outcome outcome) => Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);

    private static Outcome Watch(string host, params string[] arguments) => NativeHost.Tool(
        "valgrind", NativeHost.UnderValgrind(),
        [
            "--tool=memcheck", "--leak-check=full", "--show-leak-kinds=definite", "--errors-for-leak-kinds=definite", $"--error-exitcode={Fault}",
            "--suppressions=" + Path.Combine(Repository.Root, "tests", "abi", "memcheck.supp"), host, .. arguments,
        ]);
}
