using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Seamline.Tests.House;

/// <summary>The ban file names things that exist, and a build with a planted violation fails.</summary>
public sealed class BanFileTests
{
    private const string BanFile = "engine/BannedSymbols.RealTime.txt";

    /// <summary>The analyzer passes over a line that names nothing, so a slip of the pen would open the fence.</summary>
    [Fact]
    public void Every_line_names_something_that_exists()
    {
        string[] lines = [.. File.ReadLines(Path.Combine(Repository.Root, BanFile)).Where(l => l.Length > 0 && !l.StartsWith("//", StringComparison.Ordinal))];
        Assert.True(lines.Length > 80);
        Assert.Equal(lines.Length, lines.Distinct(StringComparer.Ordinal).Count());
        string[] unknown = [.. lines.Where(l => !Exists(l.Split(';')[0]))];
        Assert.True(unknown.Length == 0, string.Join('\n', unknown));
    }

    [Theory]
    [InlineData("T:System.Threading.Monitr")]
    [InlineData("M:System.MathF.Sinus(System.Single)")]
    [InlineData("M:System.MathF.Sin(System.Double)")]
    [InlineData("N:System.Thread")]
    public void A_slip_of_the_pen_is_found(string id) => Assert.False(Exists(id));

    /// <summary>
    /// A real build of one source twice, in a room and beside it, with the repository's own .editorconfig and ban file.
    /// </summary>
    [Fact]
    public void A_planted_violation_fails_the_build_in_a_room_and_only_there()
    {
        string folder = Directory.CreateTempSubdirectory("seamline-fence-").FullName;
        try
        {
            Plant(folder);
            (int exit, string output) = Build(folder);
            Assert.True(exit != 0, output);
            IEnumerable<string> refused = Regex.Matches(output, @"(\w+)[/\\]Planted\.cs\(\d+,\d+\): error RS0030: The symbol '([^']+)'")
                .Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value}")
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal);
            Assert.Equal(
                "Kernels MathF.Sin(float), Kernels Monitor, Kernels Span<T>, Render MathF.Sin(float), Render Monitor, Render Span<T>",
                string.Join(", ", refused));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Plant(string folder)
    {
        File.Copy(Path.Combine(Repository.Root, ".editorconfig"), Path.Combine(folder, ".editorconfig"));
        foreach (string room in new[] { "Render", "Kernels", "Clips" })
        {
            Directory.CreateDirectory(Path.Combine(folder, "engine", room));
            File.WriteAllText(Path.Combine(folder, "engine", room, "Planted.cs"), $$"""
                internal static unsafe class Planted{{room}}
                {
                    internal static void Wait() => System.Threading.Monitor.Enter(null!);

                    internal static void Copy(float* a, float* b) => new System.Span<float>(a, 9).CopyTo(new System.Span<float>(b, 9));

                    internal static float Sine(float x) => System.MathF.Sin(x);
                }

                """);
        }

        string packages = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Packages.props"));
        string version = Regex.Match(packages, "BannedApiAnalyzers\" Version=\"([^\"]+)\"").Groups[1].Value;
        File.WriteAllText(Path.Combine(folder, "planted.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.CodeAnalysis.BannedApiAnalyzers" Version="[{version}]" />
                <AdditionalFiles Include="{Path.Combine(Repository.Root, BanFile)}" />
              </ItemGroup>
            </Project>
            """);
    }

    private static (int Exit, string Output) Build(string folder)
    {
        var start = new ProcessStartInfo("dotnet", ["build", "planted.csproj", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false"])
        {
            WorkingDirectory = folder,
        };

        // `dotnet run` leaves its own SDK's variables behind, and the CPU matrix its switches: neither is for this build.
        foreach (string name in start.Environment.Keys.Where(IsInherited).ToArray())
            start.Environment.Remove(name);
        (int exit, string output, string errors) = ChildProcess.Run(start);
        return (exit, output + errors);
    }

    private static bool IsInherited(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("DOTNET_Enable", StringComparison.Ordinal);

    private static bool Exists(string id) => id[..2] switch
    {
        "T:" => Find(id[2..]) != null,
        "N:" => Types().Any(t => string.Equals(t.Namespace, id[2..], StringComparison.Ordinal)),
        "M:" => MethodExists(id[2..]),
        _ => false,
    };

    private static bool MethodExists(string id)
    {
        string name = id[..id.IndexOf('(', StringComparison.Ordinal)];
        int dot = name.LastIndexOf('.');
        return Find(name[..dot]) is Type type && type
            .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance)
            .Any(m => string.Equals($"{name[..dot]}.{m.Name}({string.Join(',', m.GetParameters().Select(p => IdOf(p.ParameterType)))})", id, StringComparison.Ordinal));
    }

    private static string IdOf(Type type) => type.ToString().Replace('&', '@');

    private static Type? Find(string name) => Types().FirstOrDefault(t => string.Equals(t.FullName, name, StringComparison.Ordinal));

    private static readonly Type[] All = [.. Directory
        .EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System*.dll")
        .SelectMany(Exported)];

    private static Type[] Types() => All;

    private static IEnumerable<Type> Exported(string file)
    {
        try
        {
            return Assembly.Load(AssemblyName.GetAssemblyName(file)).GetExportedTypes();
        }
        catch (Exception error) when (error is BadImageFormatException or FileLoadException or FileNotFoundException)
        {
            return []; // a native library beside the managed ones
        }
    }
}
