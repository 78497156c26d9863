using System;
using System.IO;
using System.Linq;
using Xunit;

namespace Seamline.Tests.Device;

/// <summary>The sources of the callback's path, for what no analyzer sees.</summary>
public sealed class RawSourceTests
{
    private static readonly string[] Raw = ["DeviceCallback.cs", "UnderrunRule.cs", "TapState.cs", "DurationHistogram.cs"];

    // What allocates, locks, throws, waits, or ends in a P/Invoke with a transition.
    private static readonly string[] Forbidden =
    [
        "throw", "try", "catch", "lock (", "Monitor", "async", "await", "yield", "foreach", "delegate ", "object", "string", "$\"",
        "Span", "stackalloc", "CopyTo", "NativeMemory", "Unsafe.", " Thread.", "(Thread.", "Stopwatch", "Console", "Debug", "static readonly",
        "FusedMultiplyAdd", "MultiplyAddEstimate",
    ];

    [Fact]
    public void Raw_files_hold_nothing_that_reaches_the_runtime()
    {
        foreach (string file in Raw)
        {
            string[] code = Code(file);
            Assert.NotEmpty(code);
            foreach (string word in Forbidden)
            {
                Assert.DoesNotContain(code, line => line.Contains(word, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Only_the_documented_calls_suppress_the_transition()
    {
        // Such a call polls the GC: a raw callback waited 94 ms in one. The raw path calls bare addresses (RawCode).
        (string, int)[] expected = [("CallbackThread.cs", 2), ("DeviceCallback.cs", 1), ("MonotonicTime.cs", 2)];
        (string, int)[] found = [.. Directory.GetFiles(Folder, "*.cs")
            .Select(Path.GetFileName)
            .Select(file => (file!, Code(file!).Count(line => line.Contains("SuppressGCTransition", StringComparison.Ordinal))))
            .Where(file => file.Item2 > 0)
            .OrderBy(file => file.Item1, StringComparer.Ordinal)];
        Assert.Equal(expected, found);
    }

    private static string Folder
    {
        get
        {
            DirectoryInfo? at = new(AppContext.BaseDirectory);
            while (at != null && !File.Exists(Path.Combine(at.FullName, "Seamline.slnx")))
            {
                at = at.Parent;
            }

            Assert.NotNull(at);
            return Path.Combine(at.FullName, "engine", "Device");
        }
    }

    // Lines without their comments.
    private static string[] Code(string file) =>
        [.. File.ReadLines(Path.Combine(Folder, file))
            .Select(line => line.Split("//")[0])
            .Where(line => line.Trim().Length > 0)];
}
