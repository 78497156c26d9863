using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;

namespace Seamline.Bench.Quality;

/// <summary>Other programs, and the files that are exchanged with them.</summary>
internal static class Command
{
    /// <summary>Whether a program is found.</summary>
    public static bool Has(string program)
    {
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            if (File.Exists(Path.Combine(folder, program))) return true;
        }

        return false;
    }

    /// <summary>Runs a program to its end; whether it succeeded.</summary>
    public static bool Run(string program, params string[] arguments)
    {
        if (!Has(program)) return false;
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) Console.Error.WriteLine($"stretch: {program}: {errors.Trim()}");
        return process.ExitCode == 0;
    }

    /// <summary>f32 samples without a header, of one channel.</summary>
    public static float[] ReadRaw(string file) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray();

    /// <summary>Writes one channel as a WAV file of floats.</summary>
    public static void WriteWave(string file, float[] sound)
    {
        using var writer = new BinaryWriter(File.Create(file));
        int bytes = sound.Length * sizeof(float);
        writer.Write("RIFF"u8);
        writer.Write(bytes + 36);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)3);
        writer.Write((short)1);
        writer.Write(Material.Rate);
        writer.Write(Material.Rate * sizeof(float));
        writer.Write((short)sizeof(float));
        writer.Write((short)32);
        writer.Write("data"u8);
        writer.Write(bytes);
        writer.Write(MemoryMarshal.AsBytes(sound.AsSpan()));
    }
}
