using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Seamline.Tests.Decode;

namespace Seamline.Tests.Isolation;

/// <summary>A file that says whether anybody has opened it, and a port that says whether anybody has connected to it.</summary>
internal sealed unsafe partial class FileTraps : IDisposable
{
    private const int NonBlocking = 0x800;
    private const uint Opened = 0x20; // IN_OPEN

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _watch;

    public FileTraps(string folder)
    {
        Trap = Path.Combine(folder, "trap.wav");
        File.Copy(MediaFixtures.Path("s16.wav"), Trap);
        _listener.Start();
        _watch = inotify_init1(NonBlocking);
        byte[] path = Encoding.UTF8.GetBytes(Trap + '\0');
        fixed (byte* text = path)
        {
            if (_watch < 0 || inotify_add_watch(_watch, text, Opened) < 0) throw new InvalidOperationException("inotify is not to be had");
        }
    }

    public string Trap { get; }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/trap.wav";

    /// <summary>How often the file was opened since the last time.</summary>
    public int TakeOpenings()
    {
        byte* events = stackalloc byte[4_096];
        int count = 0;
        nint got;
        while ((got = read(_watch, events, 4_096)) > 0)
        {
            for (byte* at = events; at < events + got; at += 16 + *(uint*)(at + 12)) count++;
        }

        return count;
    }

    /// <summary>How many have connected since the last time; each is sent away.</summary>
    public int TakeConnections()
    {
        int count = 0;
        for (; _listener.Pending(); count++) _listener.AcceptTcpClient().Dispose();
        return count;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _ = close(_watch);
    }

    [LibraryImport("libc")]
    private static partial int inotify_init1(int flags);

    [LibraryImport("libc")]
    private static partial int inotify_add_watch(int watch, byte* path, uint mask);

    [LibraryImport("libc")]
    private static partial nint read(int file, byte* bytes, nuint count);

    [LibraryImport("libc")]
    private static partial int close(int file);
}
