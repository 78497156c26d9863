using System;
using System.IO;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>
/// Hosts under gcc's sanitizers, at nearly full speed: what the host itself does wrong, also through the inline code of the C++ header, and
/// copies of the library out of the host's memory; and what the host loses, with the suppressions of the archive (tools/package/lsan.supp).
/// The library's own loads and stores are not instrumented, and what it keeps on the collected heap looks lost: both are memcheck's
/// (<see cref="MemoryTests"/>).
/// </summary>
public sealed class SanitizerTests
{
    [Theory]
    [InlineData("host_overrun.c", "none")]
    [InlineData("host_handles.c")]
    [InlineData("host_watch.c")]
    [InlineData("host_peaks.c")]
    [InlineData("host_race.c", "500")]
    [InlineData("host_rows.c", "FILE.wav")]
    [InlineData("host_media.c", "FILE.wav")]
    [InlineData("host_pull.c", "raw", "FILE.f32")]
    [InlineData("host_pull.c", "offline", "FILE.f32")]
    [InlineData("host_export.c", "FILE-")]
    [InlineData("wrapper.cpp", "FILE.wav")]
    public void A_host_and_what_it_hands_over_are_sound(string source, params string[] arguments)
    {
        Outcome outcome = Run(source, Array.ConvertAll(arguments, a => a.StartsWith("FILE", StringComparison.Ordinal) ? NativeHost.NewFile(a) : a));
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
    }

    [Theory]
    [InlineData("read", "heap-buffer-overflow")] // by the library's copy
    [InlineData("freed", "heap-use-after-free")]
    [InlineData("overflow", "signed integer overflow")]
    [InlineData("leak", "1000 byte(s) leaked in 1 allocation(s)")]
    public void A_planted_fault_is_seen(string fault, string reported)
    {
        Outcome outcome = Run("host_overrun.c", fault);
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains(reported, outcome.Errors, StringComparison.Ordinal);
    }

    // As the manual says: without code that is not instrumented, which ThreadSanitizer cannot judge.
    [Fact]
    public void A_host_has_no_races()
    {
        Outcome outcome = Race("host_race", "100");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
    }

    [Fact]
    public void A_planted_race_of_the_host_is_seen()
    {
        Outcome outcome = Race("host_planted_race");
        Assert.Equal(66, outcome.ExitCode);
        Assert.Contains("data race", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("host_planted_race.c", outcome.Errors, StringComparison.Ordinal);
    }

    private static Outcome Race(string host, params string[] arguments) =>
        NativeHost.Run(NativeHost.BuildSanitized(host + ".c", "thread"), [("TSAN_OPTIONS", "ignore_noninstrumented_modules=1")], arguments);

    private static Outcome Run(string source, params string[] arguments) =>
        NativeHost.Run(NativeHost.BuildSanitized(source), [("LSAN_OPTIONS", "suppressions=" + Path.Combine(Repository.Root, "tools", "package", "lsan.supp"))], arguments);
}
