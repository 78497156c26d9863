using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
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

    private static string Text(ZipArchive package, string name)
    {
        using var reader = new StreamReader(package.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
