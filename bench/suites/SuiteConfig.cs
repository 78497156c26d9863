using System;
using System.Linq;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using BenchmarkDotNet.Toolchains.NativeAot;

namespace Seamline.Bench;

/// <summary>
/// The BenchmarkDotNet suites: <c>suites [--filter GLOB] [--job dry|short|medium|long] [--jit] [--aot] [--artifacts FOLDER]</c>. Under the
/// JIT in this process, and as NativeAOT programs with the published library's instruction set; both unless one is named.
/// </summary>
internal static class SuiteConfig
{
    public static int Run(string[] args)
    {
        Job length = After(args, "--job") switch
        {
            "dry" => Job.Dry,
            "medium" => Job.MediumRun,
            "long" => Job.LongRun,
            _ => Job.ShortRun,
        };
        bool jit = args.Contains("--jit") || !args.Contains("--aot");
        bool aot = args.Contains("--aot") || !args.Contains("--jit");
        ManualConfig config = ManualConfig.CreateEmpty()
            .AddLogger(ConsoleLogger.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(WorkColumn.All)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddExporter(MarkdownExporter.GitHub, JsonExporter.Full)
            .WithArtifactsPath(After(args, "--artifacts") ?? "artifacts/bench-results");
        if (jit) config.AddJob(length.WithToolchain(InProcessEmitToolchain.Instance).WithId("JIT"));
        if (aot) config.AddJob(length.WithToolchain(NativeAot()).WithId("AOT"));
        BenchmarkSwitcher.FromAssembly(typeof(SuiteConfig).Assembly).Run(["--filter", After(args, "--filter") ?? "*"], config);
        return 0;
    }

    // The compiler and the sources of packages that the machine has anyway: the toolchain's own defaults name a feed and a version.
    private static NativeAotToolchain NativeAot() => (NativeAotToolchain)NativeAotToolchain.CreateBuilder()
        .UseNuGet(microsoftDotNetILCompilerVersion: "", nuGetFeedUrl: "")
        .IlcInstructionSet(RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "x86-64-v3" : "")
        .TargetFrameworkMoniker("net10.0")
        .ToToolchain();

    private static string? After(string[] args, string option)
    {
        int at = Array.IndexOf(args, option);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
