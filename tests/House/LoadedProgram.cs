using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace Seamline.Tests.House;

/// <summary>
/// A program that is loaded once and forked for every run (tests/abi/fork_server.c): of a run of the ffmpeg command, loading its libraries is most.
/// It ends with the test program.
/// </summary>
internal sealed class LoadedProgram
{
    private static readonly ConcurrentDictionary<string, Lazy<LoadedProgram?>> Programs = new(StringComparer.Ordinal);
    private static readonly Lazy<string> Folder = new(MakeFolder);
    private static readonly Lazy<string?> Library = new(Compile);
    private static int _count;

    private readonly string _socket;
    private readonly Process _server; // its standard input ends with this process

    private LoadedProgram(string socket, Process server) => (_socket, _server) = (socket, server);

    /// <summary>The program of a name; null for one that is started each time, as all are where nothing can be compiled.</summary>
    public static LoadedProgram? Find(string name) =>
        name is "ffmpeg" or "ffprobe" ? Programs.GetOrAdd(name, static n => new Lazy<LoadedProgram?>(() => Load(n))).Value : null;

    /// <summary>Runs it to its end.</summary>
    /// <param name="start">Its arguments and its folder.</param>
    /// <param name="milliseconds">How long it may take; it is killed then.</param>
    /// <returns>Null for one that was killed; what it wrote.</returns>
    public (int? ExitCode, string Output, string Errors) Run(ProcessStartInfo start, int milliseconds)
    {
        string output = Path.Combine(Folder.Value, $"run-{Interlocked.Increment(ref _count)}");
        string errors = output + "-errors";
        string folder = start.WorkingDirectory.Length > 0 ? start.WorkingDirectory : Environment.CurrentDirectory;
        byte[] request = Encoding.UTF8.GetBytes(string.Join('\0', [folder, output, errors, .. Arguments(start)]) + '\0');
        using Socket socket = TryConnect(_socket) ?? throw new InvalidOperationException($"{start.FileName} was not run: its server is gone");
        socket.ReceiveTimeout = milliseconds;
        _ = socket.Send([.. BitConverter.GetBytes(request.Length), .. request]);
        int? exit = null;
        try
        {
            var answer = new byte[4];
            int received = socket.Receive(answer);
            if (received != answer.Length) throw new InvalidOperationException($"{start.FileName} was not run");
            exit = BitConverter.ToInt32(answer);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            // Killed by closing the socket.
        }

        return (exit, Take(output), Take(errors));
    }

    /// <summary>The arguments, one by one: as .NET splits a command line on Unix.</summary>
    internal static List<string> Arguments(ProcessStartInfo start)
    {
        if (start.ArgumentList.Count > 0) return [.. start.ArgumentList];
        List<string> arguments = [];
        StringBuilder? current = null;
        bool quoted = false;
        string line = start.Arguments;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c is ' ' or '\t' && !quoted)
            {
                if (current != null) arguments.Add(current.ToString());
                current = null;
                continue;
            }

            current ??= new StringBuilder();
            if (c == '"') quoted = !quoted;
            else if (c == '\\' && i + 1 < line.Length && line[i + 1] == '"') current.Append(line[++i]);
            else current.Append(c);
        }

        if (current != null) arguments.Add(current.ToString());
        return arguments;
    }

    private static string Take(string path)
    {
        if (!File.Exists(path)) return string.Empty;
        string text = File.ReadAllText(path);
        File.Delete(path);
        return text;
    }

    private static LoadedProgram? Load(string name)
    {
        if (Library.Value is not string library) return null;
        string socket = Path.Combine(Folder.Value, name);
        var start = new ProcessStartInfo(name, [socket]) { UseShellExecute = false, RedirectStandardInput = true };
        start.Environment["LD_PRELOAD"] = library;
        var server = Process.Start(start)!;
        while (!server.HasExited)
        {
            using Socket? first = TryConnect(socket);
            if (first != null) return new LoadedProgram(socket, server);
            Thread.Sleep(5);
        }

        server.Dispose();
        return null;
    }

    private static Socket? TryConnect(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private static string? Compile()
    {
        if (!OperatingSystem.IsLinux()) return null;
        string library = Path.Combine(Folder.Value, "fork_server.so");
        string source = Path.Combine(Repository.Root, "tests", "abi", "fork_server.c");
        var compiler = new ProcessStartInfo("gcc", ["-std=gnu11", "-O2", "-fPIC", "-shared", "-o", library, source]);
        return ChildProcess.Run(compiler).ExitCode == 0 ? library : null;
    }

    private static string MakeFolder()
    {
        string folder = Directory.CreateTempSubdirectory("seamline-run-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, true);
        return folder;
    }
}
