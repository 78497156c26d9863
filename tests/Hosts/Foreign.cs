using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Threading;
using Seamline.Tests.AbiTests;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>
/// The archive of another system (tools/package.sh --rid), C hosts cross-compiled against it, and what runs them here: Wine for win-x64,
/// qemu for linux-arm64. Where something of it is missing the test is skipped, and says what is.
/// </summary>
internal sealed partial class Foreign
{
    /// <summary>win-x64 under Wine.</summary>
    public static readonly Foreign Windows = new("win-x64", "zip", "x86_64-w64-mingw32-gcc-posix", ".exe");

    /// <summary>linux-arm64 under qemu-user.</summary>
    public static readonly Foreign Arm = new("linux-arm64", "tar.gz", "aarch64-linux-gnu-gcc", "");

    private readonly string _rid;
    private readonly string _ending;
    private readonly string _compiler;
    private readonly string _program;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _built = new(StringComparer.Ordinal);
    private readonly Lazy<string> _folder;

    private Foreign(string rid, string ending, string compiler, string program)
    {
        (_rid, _ending, _compiler, _program) = (rid, ending, compiler, program);
        _folder = new Lazy<string>(Unpack, LazyThreadSafetyMode.ExecutionAndPublication);
    }

    /// <summary>The unpacked archive.</summary>
    public string Prefix => Path.Combine(_folder.Value, $"seamline-{Package.Version}-{_rid}");

    /// <summary>The archive.</summary>
    public string Archive
    {
        get
        {
            string? given = Environment.GetEnvironmentVariable("SEAMLINE_PACKAGE_DIR");
            string folder = string.IsNullOrEmpty(given) ? Path.Combine(Repository.Root, "artifacts", "package") : Path.GetFullPath(given);
            string archive = Path.Combine(folder, $"seamline-{Package.Version}-{_rid}.{_ending}");
            if (!File.Exists(archive)) Assert.Skip($"no archive for {_rid}: run tools/package.sh --rid {_rid} (tools/test.sh --windows does all)");
            return archive;
        }
    }

    /// <summary>The library.</summary>
    public string Library => _rid == "win-x64" ? Path.Combine(Prefix, "bin", "seamline.dll") : Path.Combine(Prefix, "lib", "libseamline.so.0");

    /// <summary>A folder with the library and all hosts.</summary>
    public string Folder => _folder.Value;

    /// <summary>A path as programs of that system take it.</summary>
    public string Named(string path) => _rid == "win-x64" ? "Z:" + path.Replace('/', '\\') : path;

    /// <summary>Compiles tests/abi/<paramref name="name"/>, with .cpp as C++ and else as C, against the archive; once a run.</summary>
    public string Build(string name, params string[] options)
    {
        bool cpp = name.EndsWith(".cpp", StringComparison.Ordinal);
        string program = Path.Combine(Folder, Path.GetFileNameWithoutExtension(name) + _program);
        lock (_gate)
        {
            if (!_built.Add(program)) return program;
            bool windows = _rid == "win-x64";
            NativeHost.Tool(cpp ? _compiler.Replace("-gcc", "-g++", StringComparison.Ordinal) : _compiler, [
                cpp ? "-std=c++17" : windows ? "-std=gnu99" : "-std=c99", "-Wall", "-Wextra", "-Werror", "-O2", "-ffp-contract=off", "-I", Path.Combine(Prefix, "include"),
                Path.Combine(Repository.Root, "tests", "abi", cpp ? name : name + ".c"), "-L", Path.Combine(Prefix, "lib"), "-o", program, "-lseamline", "-lm", "-lpthread",
                .. windows ? (ReadOnlySpan<string>)["-static"] : ["-Wl,-rpath," + Path.Combine(Prefix, "lib"), "-ldl"], .. options]).Succeeded();
            return program;
        }
    }

    /// <summary>Runs a program of that system to its end; lines end as here.</summary>
    public Outcome Run(string program, params string[] arguments) => RunWith("", [], program, arguments);

    /// <summary>Runs a program of arm64 with the libraries of a root.</summary>
    public Outcome RunIn(string root, string program, params string[] arguments) => NativeHost.RunWith("", [], Qemu(), ["-L", root, program, .. arguments]);

    /// <summary>A root for arm64 with FFmpeg; skips where there is none.</summary>
    public static string ArmMedia()
    {
        string? given = Environment.GetEnvironmentVariable("SEAMLINE_ARM64_MEDIA");
        string root = string.IsNullOrEmpty(given) ? Path.Combine(Repository.Root, "artifacts", "arm64-media") : given;
        if (!File.Exists(Path.Combine(root, "made"))) Assert.Skip("no FFmpeg for arm64: tools/wine/media-arm64.sh artifacts/arm64-media brings it");
        return root;
    }

    /// <summary>Two files of floats are of the same sound: as long, not silent, and nowhere further apart than <paramref name="largest"/>; 0: the same bits.</summary>
    public static void SameSound(string here, string there, double largest)
    {
        float[] one = Samples(here);
        float[] other = Samples(there);
        Assert.Equal(one.Length, other.Length);
        Assert.Contains(one, sample => Math.Abs(sample) > 0.01f);
        Assert.InRange(one.Zip(other, (a, b) => (double)Math.Abs(a - b)).Max(), 0, largest);

        static float[] Samples(string path) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();
    }

    /// <inheritdoc cref="Run"/>
    public Outcome RunWith(string input, (string Name, string Value)[] environment, string program, params string[] arguments)
    {
        Outcome outcome = _rid == "win-x64"
            ? NativeHost.RunWith(input, environment, Wine(), [program, .. arguments])
            : NativeHost.RunWith(input, environment, Qemu(), ["-L", "/usr/aarch64-linux-gnu", program, .. arguments]);
        return outcome with { Output = outcome.Output.ReplaceLineEndings("\n"), Errors = outcome.Errors.ReplaceLineEndings("\n") };
    }

    /// <summary>Compiles tests/abi/<paramref name="name"/>.c as a plugin of qemu-user; skips where that takes none.</summary>
    public static string BuildQemuPlugin(string name)
    {
        string about = NativeHost.Tool(Qemu(), "--help").Output;
        if (!about.Contains("QEMU_PLUGIN", StringComparison.Ordinal)) Assert.Skip("this machine's qemu-aarch64 takes no plugins");
        Match version = VersionLine().Match(NativeHost.Tool(Qemu(), "--version").Succeeded().Output);
        string plugin = Path.Combine(Package.NewFolder("plugin"), name + ".so");
        NativeHost.Tool("cc", "-DPLUGIN_VERSION=" + (int.Parse(version.Groups["major"].Value, CultureInfo.InvariantCulture) < 9 ? "1" : "2"), "-std=c99", "-Wall", "-Wextra", "-Werror", "-O2", "-fPIC",
            "-shared", "-fvisibility=hidden", Path.Combine(Repository.Root, "tests", "abi", name + ".c"), "-o", plugin).Succeeded();
        return plugin;
    }

    [GeneratedRegex(@"version (?<major>\d+)\.", RegexOptions.ExplicitCapture)]
    private static partial Regex VersionLine();

    private static string Wine()
    {
        string?[] places = [Environment.GetEnvironmentVariable("SEAMLINE_WINE"), "/usr/lib/wine/wine64", "/usr/bin/wine64", "/usr/bin/wine"];
        if (!places.Any(File.Exists)) Assert.Skip("this machine has no Wine: tools/setup.sh --wine installs it");
        return Path.Combine(Repository.Root, "tools", "wine", "run.sh");
    }

    private static string Qemu()
    {
        if (!File.Exists("/usr/bin/qemu-aarch64")) Assert.Skip("this machine has no qemu-aarch64: tools/setup.sh --arm64 installs it");
        return "/usr/bin/qemu-aarch64";
    }

    /// <summary>A new folder on Wine's drive C, and its name there.</summary>
    public static (string Path, string Name) OnDriveC(string name)
    {
        NativeHost.Tool(Wine()).Succeeded(); // makes the drives where they are not there yet
        string? said = Environment.GetEnvironmentVariable("SEAMLINE_WINE_PREFIX");
        string drive = Path.Combine(string.IsNullOrEmpty(said) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "seamline-wine") : said, "drive_c");
        string folder = $"seamline {name} {Guid.NewGuid():N}";
        return (Directory.CreateDirectory(Path.Combine(drive, folder)).FullName, @"C:\" + folder);
    }

    private string Unpack()
    {
        string folder = Package.NewFolder(_rid);
        if (_ending == "zip")
        {
            ZipFile.ExtractToDirectory(Archive, folder);
        }
        else
        {
            using var packed = new GZipStream(File.OpenRead(Archive), CompressionMode.Decompress);
            TarFile.ExtractToDirectory(packed, folder, overwriteFiles: false);
        }

        string dll = Path.Combine(folder, $"seamline-{Package.Version}-{_rid}", "bin", "seamline.dll");
        if (File.Exists(dll)) File.Copy(dll, Path.Combine(folder, "seamline.dll")); // beside the hosts
        return folder;
    }
}
