using System;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Threading;
using Xunit;

namespace Seamline.Tests.Files;

/// <summary>Threads of their own that the system treats unlike the rest of the process: as another user, or with a small disk.</summary>
internal static partial class SystemThread
{
    private const int Nobody = 65_534;
    private const int NewMounts = 0x20000; // CLONE_NEWNS
    private const int Private = 0x44000;   // MS_PRIVATE | MS_REC

    /// <summary>Runs as a user without privileges, who owns nothing; skips where the process is not root.</summary>
    public static void AsNobody(Action action) => Run(() =>
    {
        _ = setfsgid(Nobody);
        _ = setfsuid(Nobody); // takes the privileges over files too
        action();
    });

    /// <summary>Runs with a file system of 256 KiB mounted on a folder, which only this thread sees.</summary>
    public static void WithSmallDisk(string folder, Action action) => Run(() =>
    {
        Assert.SkipWhen(unshare(NewMounts) != 0 || mount("none", "/", null, Private, null) != 0, "no mounts of its own");
        Assert.SkipWhen(mount("tmpfs", folder, "tmpfs", 0, "size=256k") != 0, "no tmpfs");
        action();
    });

    private static void Run(Action action)
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux() || geteuid() != 0, "root on Linux only");
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception error)
            {
                thrown = ExceptionDispatchInfo.Capture(error);
            }
        });
        thread.Start();
        thread.Join();
        thrown?.Throw();
    }

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc")]
    private static partial int setfsuid(uint user);

    [LibraryImport("libc")]
    private static partial int setfsgid(uint group);

    [LibraryImport("libc")]
    private static partial int unshare(int what);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mount(string source, string target, string? kind, nuint flags, string? data);

    /// <summary>Gives a file away.</summary>
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int chown(string path, uint user, uint group);

    /// <summary>Makes a named pipe.</summary>
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mkfifo(string path, uint mode);

    /// <summary>Sends a signal.</summary>
    [LibraryImport("libc")]
    internal static partial int kill(int process, int signal);

    /// <summary>Makes another name of a file.</summary>
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int link(string path, string other);
}
