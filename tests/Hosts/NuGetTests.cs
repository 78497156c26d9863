using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Seamline.Tests.AbiTests;
using Seamline.Tests.Decode;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>The NuGet package, as a C# host takes it from a folder of packages.</summary>
[Collection(nameof(Hosts))]
public sealed class NuGetTests
{
    private static string Made => Path.Combine(Package.Feed, $"Seamline.{Package.Version}.nupkg");

    [Fact]
    public void It_holds_the_engine_and_its_bindings_and_needs_no_other_package()
    {
        using ZipArchive package = ZipFile.OpenRead(Made);
        string[] names = [.. package.Entries.Select(e => e.FullName)];
        Assert.Equal(
            """
            LICENSE
            README.md
            lib/net10.0/FFmpeg.AutoGen.dll
            lib/net10.0/SDL3-CS.dll
            lib/net10.0/Seamline.Files.dll
            lib/net10.0/TerraFX.Interop.Windows.dll
            lib/net10.0/seamline.dll
            lib/net10.0/seamline.xml
            ref/net10.0/seamline.dll
            ref/net10.0/seamline.xml
            runtimes/linux-x64/native/seamline-decoder
            """,
            string.Join('\n', names.Where(n => !Regex.IsMatch(n, "^(_rels/|package/|\\[Content_Types\\]|Seamline\\.nuspec)")).Order(StringComparer.Ordinal)));
        string manifest = Text(package, "Seamline.nuspec");
        Assert.Contains("<license type=\"expression\">MIT</license>", manifest, StringComparison.Ordinal);
        Assert.Contains("<readme>README.md</readme>", manifest, StringComparison.Ordinal);
        Assert.DoesNotContain("<dependency ", manifest, StringComparison.Ordinal);
    }

    [Fact]
    public void A_console_project_restores_it_and_plays()
    {
        string folder = Package.NewFolder("console");
        Embedding.Write(folder, "csharp-project", "Host.csproj");
        Embedding.Write(folder, "csharp", "Program.cs");
        File.AppendAllText(Path.Combine(folder, "Program.cs"), """

            if (args.Length == 0) return;
            if (Engine.Create(new EngineConfig { Isolation = IsolationMode.Required }, out Engine? other, out error) != Status.Ok) throw new InvalidOperationException(error);
            using (other)
            {
                if (other!.SetClip(new ClipId(1), new TrackSpec(args[0])) != Status.Ok) throw new InvalidOperationException(other.LastError);
                Console.WriteLine($"opened by {other.GetStatus().Workers} worker");
            }
            """);

        // Nothing but the folder: no registry, no packages of this machine, none of this repository's settings.
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="folder" value="{Package.Feed}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{Path.Combine(folder, "packages")}" /></config>
            </configuration>
            """);
        NativeHost.Tool("dotnet", "build", folder, "-o", Path.Combine(folder, "out"), "-v", "quiet", "--nologo").Succeeded();
        Assert.Equal("96000 frames, cut to 72000\n", NativeHost.Tool("dotnet", Path.Combine(folder, "out", "Host.dll")).Succeeded().Output);
        Outcome opened = NativeHost.Tool("dotnet", Path.Combine(folder, "out", "Host.dll"), MediaFixtures.Path("f32.wav"));
        Assert.Equal("96000 frames, cut to 72000\nopened by 1 worker\n", opened.Succeeded().Output);
    }

    [Fact]
    public void The_native_package_says_what_it_is_made_of_and_has_targets_for_C_projects()
    {
        string made = Path.Combine(Package.Feed, $"Seamline.Native.{Package.Version}.nupkg");
        if (!File.Exists(made)) Assert.Skip("no native package: run tools/package.sh native-nuget");
        using ZipArchive package = ZipFile.OpenRead(made);
        using JsonDocument bill = JsonDocument.Parse(Text(package, "sbom.spdx.json"));
        Assert.Equal("SPDX-2.3", bill.RootElement.GetProperty("spdxVersion").GetString());
        Assert.Equal(["seamline", "Microsoft.NETCore.App.Runtime.NativeAOT", "FFmpeg", "SDL"], bill.RootElement.GetProperty("packages").EnumerateArray().Select(one => one.GetProperty("name").GetString()!), StringComparer.Ordinal);
        Assert.DoesNotContain('@', bill.RootElement.GetProperty("name").GetString()!);
        foreach (string file in (string[])["build/native/Seamline.Native.targets", "build/native/include/seamline.h", "build/native/include/seamline.hpp"])
            Assert.NotNull(package.GetEntry(file));
        Assert.Equal(package.GetEntry("runtimes/win-x64/native/seamline.dll") is null, package.GetEntry("build/native/lib/win-x64/seamline.lib") is null);

        // A project of Visual Studio, as MSBuild evaluates it.
        string folder = Package.NewFolder("targets");
        package.ExtractToDirectory(folder);
        Directory.CreateDirectory(Path.Combine(folder, "runtimes/win-x64/native"));
        File.WriteAllText(Path.Combine(folder, "runtimes/win-x64/native/seamline.dll"), "");
        File.WriteAllText(Path.Combine(folder, "program.proj"), """
            <Project>
              <ItemDefinitionGroup><ClCompile><AdditionalIncludeDirectories>own</AdditionalIncludeDirectories></ClCompile></ItemDefinitionGroup>
              <Import Project="build/native/Seamline.Native.targets" />
              <ItemGroup><ClCompile Include="main.cpp" /><Link Include="program" /></ItemGroup>
              <Target Name="PrepareForBuild" />
              <Target Name="Build" DependsOnTargets="PrepareForBuild" />
            </Project>
            """);
        string project = Path.Combine(folder, "program.proj");
        string shown = NativeHost.Tool("dotnet", "msbuild", project, "-nologo", "-t:Build", "-p:Platform=x64", "-getItem:ClCompile", "-getItem:Link", "-getItem:ReferenceCopyLocalPaths").Succeeded().Output;
        using JsonDocument items = JsonDocument.Parse(shown);
        string Of(string kind, string field) => items.RootElement.GetProperty("Items").GetProperty(kind)[0].GetProperty(field).GetString()!;
        Assert.Equal($"{folder}/build/native/include;own", Of("ClCompile", "AdditionalIncludeDirectories"));
        Assert.Equal($"{folder}/build/native/lib/win-x64/seamline.lib;", Of("Link", "AdditionalDependencies"));
        Assert.Equal($"{folder}/runtimes/win-x64/native/seamline.dll", Of("ReferenceCopyLocalPaths", "FullPath"));
        Outcome refused = NativeHost.Tool("dotnet", "msbuild", project, "-nologo", "-t:Build", "-p:Platform=Win32");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("SEAMLINE1: Seamline.Native has no library for the platform Win32; build for x64.", refused.Output, StringComparison.Ordinal);
    }

    private static string Text(ZipArchive package, string name)
    {
        using var reader = new StreamReader(package.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
