using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using Seamline.Tests.AbiTests;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Hosts;

/// <summary>
/// The archive of another system (tools/package.sh --rid), C hosts cross-compiled against it, and what runs them here: Wine for win-x64,
/// qemu for linux-arm64. Where something of it is missing the test is skipped, and says what is.
/// </summary>
internal sealed class Foreign
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
            string? told = Environment.GetEnvironmentVariable("SEAMLINE_PACKAGE_DIR");
            string folder = string.IsNullOrEmpty(told) ? Path.Combine(Repository.Root, "artifacts", "package") : Path.GetFullPath(told);
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

    /// <summary>Compiles tests/abi/<paramref name="name"/>.c against the archive; once a run.</summary>
    public string Build(string name, params string[] options)
    {
        string program = Path.Combine(Folder, name + _program);
        lock (_gate)
        {
            if (!_built.Add(program)) return program;
            bool windows = _rid == "win-x64";
            NativeHost.Tool(_compiler, [
                windows ? "-std=gnu99" : "-std=c99", "-Wall", "-Wextra", "-Werror", "-O2", "-ffp-contract=off", "-I", Path.Combine(Prefix, "include"),
                Path.Combine(Repository.Root, "tests", "abi", name + ".c"), "-L", Path.Combine(Prefix, "lib"), "-o", program, "-lseamline", "-lm", "-lpthread",
                .. windows ? (ReadOnlySpan<string>)["-static"] : ["-Wl,-rpath," + Path.Combine(Prefix, "lib"), "-ldl"], .. options]).Succeeded();
            return program;
        }
    }

    /// <summary>Runs a program of that system to its end; lines end as here.</summary>
    public Outcome Run(string program, params string[] arguments) => RunWith("", [], program, arguments);

    /// <inheritdoc cref="Run"/>
    public Outcome RunWith(string input, (string Name, string Value)[] environment, string program, params string[] arguments)
    {
        Outcome outcome = _rid == "win-x64"
            ? NativeHost.RunWith(input, environment, Wine(), [program, .. arguments])
            : NativeHost.RunWith(input, environment, Qemu(), ["-L", "/usr/aarch64-linux-gnu", program, .. arguments]);
        return outcome with { Output = outcome.Output.ReplaceLineEndings("\n"), Errors = outcome.Errors.ReplaceLineEndings("\n") };
    }

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
