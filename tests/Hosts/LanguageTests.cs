using System;
using System.IO;
using System.Linq;
using Seamline.Tests.AbiTests;
using Seamline.Tests.Decode;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>Hosts in other languages (tools/hosts), against the unpacked archive, each where its tools are installed.</summary>
[Collection(nameof(Hosts))]
public sealed class LanguageTests
{
    private static readonly (string Name, string Value)[] NoCache = [("PYTHONDONTWRITEBYTECODE", "1")];

    // As a stranger has them: out of the archive.
    private static string Hosts => Path.Combine(Package.Prefix, "share", "doc", "seamline", "examples");

    [Theory]
    [InlineData("python", "python/seamline.py")]
    [InlineData("rust", "rust/src/sys.rs")]
    [InlineData("node", "node/declarations.js")]
    public void Declarations_are_those_of_the_header(string language, string file)
    {
        string written = NativeHost.Tool("python3", NoCache, [Path.Combine(Repository.Root, "tools", "bindings.py"), language]).Succeeded().Output;
        Assert.True(written == File.ReadAllText(Path.Combine(Repository.Root, "tools", "hosts", file)), $"{file} is out of date: python3 tools/bindings.py --write");
    }

    [Fact]
    public void Python_needs_ctypes_only()
    {
        string file = Package.NewFile("python.wav");
        Outcome outcome = NativeHost.Tool("python3", NoCache, [Path.Combine(Hosts, "python", "seamline_host.py"), Package.Prefix, file]);
        Assert.Equal(
            """
            loudest 0.500, 2 segments
            exported 288000 of 288000 frames, 6 reports of progress
            refused with 1: the range 4 s .. 3 s is reversed

            """, outcome.Succeeded().Output);
        AssertNotes([0, 1, 4, 5, 6, 7], file);
    }

    // Each method of the module, and the layouts of its structs as a C compiler has them.
    [Fact]
    public void Python_s_module_holds_the_header_s_layouts_and_every_method_works()
    {
        string folder = Package.NewFolder("python");
        File.WriteAllText(Path.Combine(folder, "check.py"), $$"""
            import array, ctypes as c, sys
            sys.path.insert(0, sys.argv[1] + "/python")
            import seamline as s
            for row in open(sys.argv[2]):
                name, number = row.split()
                struct, _, field = name.partition(".")
                if not struct.startswith("seam_"):
                    continue
                kind = getattr(s, "".join(p.capitalize() for p in struct[5:].split("_")))
                assert (getattr(kind, field).offset if field else c.sizeof(kind)) == int(number), row
            with s.Engine(s.load(sys.argv[1]), rate=48000, channels=2) as e:
                e.set_media(1, sys.argv[3])
                e.set_pcm(2, array.array("f", [0.25] * 96000))
                e.set_timeline([s.segment(1, 0, 2), s.segment(2, 0, 1, gain_db=-6)])
                assert e.length() == 144000 and len(e.timeline()) == 2 and e.timeline()[1].gain_db == -6
                right = e.split(1)
                e.delete(right); e.undo(); e.redo(); e.undo()
                assert [k.clip for k in e.clips()] == [1, 2] and e.clips()[1].frames == 48000
                with e.edits("tidy up"):
                    e.split(0.5); e.split(0.75)
                assert e.history() == ("tidy up", None) and len(e.timeline()) == 5
                try:
                    with e.edits():
                        e.split(0.25); e.split(99)
                except s.Error as refused:
                    assert refused.status == s.INVALID_ARGUMENT and len(e.timeline()) == 5
                e.undo()
                assert e.history() == ("split", "tidy up")
                e.keep([(0, 1), (2, 3)])
                assert e.length() == 96000
                assert abs(e.render_range(60000, 1)[0] - 0.25 * 10 ** (-6 / 20)) < 1e-6
                e.wait_ready(48000); e.play(); e.seek(0.5)
                assert e.position().playing == 1 and e.position().playhead_frame == 24000
                block = array.array("f", bytes(4 * 960)); e.render(block); e.pause()
                assert e.stats().blocks == 1 and e.loudness().integrated_lufs < 0
                assert isinstance(e.silences(min_seconds=0.2), list)
                try:
                    e.export(sys.argv[4], lambda done, frames: True)
                    raise AssertionError("not cancelled")
                except s.Error as cancelled:
                    assert cancelled.status == s.CANCELLED
                e.export(sys.argv[4])
            print("ok")
            """);
        string table = Path.Combine(folder, "table");
        File.WriteAllText(table, NativeHost.Run(NativeHost.Build("layout")).Succeeded().Output);
        Outcome outcome = NativeHost.Tool(
            "python3", NoCache, [Path.Combine(folder, "check.py"), Package.Prefix, table, MediaFixtures.Path("aac.m4a"), Path.Combine(folder, "out.flac")]);
        Assert.Equal("ok\n", outcome.Succeeded().Output);
    }

    [Fact]
    public void Rust_replaces_an_editor_s_rebuilt_buffer()
    {
        string target = Package.NewFolder("rust");
        string project = Path.Combine(Hosts, "rust");
        (string, string)[] environment = [("SEAMLINE_DIR", Package.Prefix), ("CARGO_TARGET_DIR", target), ("CARGO_TERM_COLOR", "never")];
        NativeHost.Tool("cargo", environment, ["build", "--offline", "--locked", "--manifest-path", Path.Combine(project, "Cargo.toml")]).Succeeded();
        string file = Package.NewFile("rust.wav");
        Assert.Equal(
            """
            before: 7 segments, a rebuilt buffer of 336000 frames
            after: 7 segments, playing on: true
            refused: the range 4 s .. 3 s is reversed (status 1)
            0 missed frames, 0 collections

            """, NativeHost.Run(Path.Combine(target, "debug", "editor"), file).Succeeded().Output);
        AssertNotes([0, 1, 2, 3, 4, 5, 7], file);
        NativeHost.Run(Path.Combine(target, "debug", "editor"), file, MediaFixtures.Path("aac.m4a")).Succeeded();
        Assert.Equal(1, NativeHost.Run(Path.Combine(target, "debug", "editor"), file, "no-such.wav").ExitCode);
    }

    [Fact]
    public void Node_plays_on_while_a_worker_edits()
    {
        string koffi = Koffi();
        string file = Package.NewFile("node.wav");
        Outcome outcome = NativeHost.Tool("node", [("NODE_PATH", koffi)], [Path.Combine(Hosts, "node", "host.js"), Package.Prefix, file]);
        Assert.Equal(
            """
            the worker left 3 segments, playing on: true
            0 missed frames, 0 collections
            exported 336000 frames of 3 segments
            refused with 1: the range 4 s .. 3 s is reversed

            """, outcome.Succeeded().Output);
        AssertNotes([0, 1, 2, 3, 4, 5, 7], file);
    }

    [Fact]
    public void A_C_sharp_program_calls_the_c_abi_from_the_native_package()
    {
        string package = Path.Combine(Package.Feed, $"Seamline.Native.{Package.Version}.nupkg");
        if (!File.Exists(package)) Assert.Skip("no native package: run tools/package.sh native-nuget");
        string folder = Package.NewFolder("csharp");
        foreach (string source in Directory.GetFiles(Path.Combine(Hosts, "csharp")))
            File.Copy(source, Path.Combine(folder, Path.GetFileName(source)));
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="folder" value="{Package.Feed}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{Path.Combine(folder, "packages")}" /></config>
            </configuration>
            """);
        NativeHost.Tool("dotnet", "build", folder, "-o", Path.Combine(folder, "out"), "-v", "quiet", "--nologo").Succeeded();
        string file = Package.NewFile("csharp.wav");
        Outcome outcome = NativeHost.Tool("dotnet", Path.Combine(folder, "out", "Host.dll"), file);
        Assert.Equal(
            """
            loudest 0.500
            exported 288000 frames
            refused with 1: the range 4 s .. 3 s is reversed

            """, outcome.Succeeded().Output);
        AssertNotes([0, 1, 4, 5, 6, 7], file);

        // The decoder lies where the library from the package finds it, and runs though nothing marks it as a program.
        string library = Path.Combine(folder, "out/runtimes/linux-x64/native/libseamline.so");
        Outcome effect = NativeHost.Run(NativeHost.BuildAlone("host_effect"), [("SEAMLINE_ISOLATION", "required")], library, "1", MediaFixtures.Path("f32.wav"));
        Assert.Contains("opened children 2\n", effect.Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_may_unload_the_library() =>
        Assert.Equal("ok\n", NativeHost.Run(NativeHost.BuildAlone("host_unload"), Path.Combine(Package.Prefix, "lib", "libseamline.so.0")).Succeeded().Output);

    // npm's package, in a folder that NODE_PATH can name: SEAMLINE_NODE_MODULES, else where tools/hosts/node would have it.
    private static string Koffi()
    {
        string? given = Environment.GetEnvironmentVariable("SEAMLINE_NODE_MODULES");
        string folder = string.IsNullOrEmpty(given) ? Path.Combine(Repository.Root, "artifacts", "node", "node_modules") : given;
        if (!Directory.Exists(Path.Combine(folder, "koffi"))) Assert.Skip("no koffi: npm install --prefix artifacts/node koffi");
        return folder;
    }

    private static void AssertNotes(int[] expected, string file)
    {
        var notes = Notes.Read(file);
        Assert.Equal(expected, notes.Heard().Where(note => note != -1));
        notes.AssertNoClick();
    }
}
