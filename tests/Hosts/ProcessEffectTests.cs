using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Seamline.Tests.AbiTests;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>What the library does to the process that loads it, held against docs/embedding.md (tests/abi/host_effect.c).</summary>
[Collection(nameof(Hosts))]
public sealed class ProcessEffectTests
{
    private const string RuntimeSignals = "SIGFPE:handled SIGSEGV:handled SIGPIPE:ignored SIGRTMIN+0:handled";
    private const int Loaders = 2;

    private static readonly string[] Steps = ["start", "loaded", "called", "created", "played", "destroyed", "repeated", "opened", "ended"];
    private static readonly string[] Untouched = ["limits_changed", "mask_changed", "rounding_changed", "writable_code"];

    private static readonly Dictionary<string, string> Facts = Tell();

    [Fact]
    public void Loading_maps_it_and_nothing_else()
    {
        Assert.Equal("", Facts["loaded signals"]);
        Assert.Equal(1, At("loaded threads"));
        Assert.Equal(At("start files"), At("loaded files"));
        Assert.InRange(At("loaded address_space_mb") - At("start address_space_mb"), 0, 4);
    }

    [Fact]
    public void The_first_call_starts_the_runtime()
    {
        Assert.Equal(RuntimeSignals, Facts["called signals"]);
        Assert.Equal(2, At("called threads"));
        Assert.Equal(At("start files"), At("called files"));
        Assert.InRange(At("called address_space_mb") - At("loaded address_space_mb"), 1_000, 1_300);
        Assert.InRange(At("called resident_kb") - At("loaded resident_kb"), 0, 4_096);
    }

    [Fact]
    public void An_engine_is_its_loaders_and_gives_them_back()
    {
        Assert.Equal(2 + Loaders, At("created threads"));
        Assert.Equal(At("called files") + 1, At("created files"));
        Assert.Equal(2 + Loaders, At("played threads"));
        Assert.Equal(2, At("destroyed threads"));
        Assert.Equal(2, At("repeated threads"));
        Assert.Equal(At("destroyed files"), At("repeated files"));
        Assert.InRange(At("destroyed address_space_mb"), 0, 1_300 + (64 * (Loaders + 1))); // an arena of the C library's for each thread that was
    }

    // The archive has the decoder, and nothing says where media are to be decoded: the template of the workers, and the first worker.
    [Fact]
    public void A_worker_is_started_when_a_medium_is_opened_and_ends_with_the_last_engine()
    {
        foreach (string step in Steps) Assert.Equal(step == "opened" ? 2 : 0, At($"{step} children"));
        Assert.InRange(At("opened files") - At("repeated files"), 6, 2 + 16 + 8); // the loaders' descriptor, one a lane, the process itself
        Assert.Equal(2 + Loaders, At("opened threads"));
        Assert.Equal(2, At("ended threads"));
        Assert.Equal(At("repeated files"), At("ended files"));
    }

    [Fact]
    public void Nothing_else_of_the_process_is_touched()
    {
        foreach (string step in Steps)
        {
            Assert.All(Untouched, thing => Assert.Equal(0, At($"{step} {thing}")));
            if (step is not ("start" or "loaded")) Assert.Equal(RuntimeSignals, Facts[$"{step} signals"]);
        }
    }

    [Fact]
    public void Too_little_address_space_ends_the_process_as_the_page_says()
    {
        string program = NativeHost.BuildAlone("host_effect");
        string library = Library();
        Outcome outcome = NativeHost.Tool("sh", "-c", $"ulimit -v 1000000; exec '{program}' '{library}'");
        Assert.Equal(128 + 6, outcome.ExitCode);
        Assert.Contains("libseamline: there is no room for the 1 GiB of address space", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("Fatal error. .NET runtime failed to initialize.", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("Fatal error. .NET runtime failed to initialize.", Embedding.Page, StringComparison.Ordinal);
        NativeHost.Tool("sh", "-c", $"ulimit -v 1600000; exec '{program}' '{library}'").Succeeded();
    }

    private static Dictionary<string, string> Tell() =>
        NativeHost.Run(NativeHost.BuildAlone("host_effect"), [], Library(), $"{Loaders}", MediaFixtures.Path("f32.wav")).Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 3))
            .ToDictionary(parts => $"{parts[0]} {parts[1]}", parts => parts.Length > 2 ? parts[2] : "", StringComparer.Ordinal);

    private static string Library() => Path.Combine(Package.Prefix, "lib", "libseamline.so.0");

    private static long At(string name) => long.Parse(Facts[name], System.Globalization.CultureInfo.InvariantCulture);
}
