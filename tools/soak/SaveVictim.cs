using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Seamline.Files;

namespace Seamline.Soak;

/// <summary>A process that saves a file over and over, and is killed while it does: what is found afterwards is a whole file, old or new.</summary>
internal static class SaveVictim
{
    private const int Bytes = 3 << 20;

    /// <summary>In the process that is killed: saves for ever.</summary>
    public static int Run(string path)
    {
        for (byte version = 1; ; version++)
        {
            using OutputFile file = OutputFile.Create(path);
            var part = new byte[65_536];
            Array.Fill(part, version);
            for (int written = 0; written < Bytes; written += part.Length) file.Stream.Write(part);
            file.Commit();
        }
    }

    /// <summary>Starts one, kills it at some moment, and looks at the file.</summary>
    public static bool KillAndLook(string path, int milliseconds)
    {
        using (Process process = Process.Start(Environment.ProcessPath!, Environment.GetCommandLineArgs() is [{ } self, ..] && self.EndsWith(".dll", StringComparison.Ordinal) ? [self, "--save", path] : ["--save", path]))
        {
            Thread.Sleep(milliseconds);
            process.Kill();
            process.WaitForExit();
        }

        if (!File.Exists(path)) return true; // not once
        byte[] found = File.ReadAllBytes(path);
        return found.Length == Bytes && found.AsSpan().IndexOfAnyExcept(found[0]) < 0;
    }
}
