using System;
using System.Collections.Generic;
using System.IO;

namespace Seamline.Bench.Quality;

/// <summary>What is played at other speeds: one channel at 48 kHz.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Sound">The samples.</param>
internal sealed record Material(string Name, float[] Sound)
{
    public const int Rate = 48_000;

    /// <summary>Where short hits begin, samples; none where it has no such.</summary>
    public IReadOnlyList<int> Hits { get; init; } = [];

    /// <summary>The frequencies of steady tones, Hz, where it is made of nothing else.</summary>
    public IReadOnlyList<double> Tones { get; init; } = [];
}

/// <summary>Makes what is measured when nobody gives recordings: none of it is a recording, and the table says so.</summary>
internal static class Materials
{
    private const int Rate = Material.Rate;
    private const string Text = "Seamline plays an edited recording. She sells sea shells, and thirty three thieves thought that they "
        + "thrilled the throne. Peter Piper picked a peck of pickled peppers; how much wood would a woodchuck chuck? "
        + "One, two, three, four, five, six, seven, eight, nine, ten.";

    // A minor, F, C, G: the lowest notes of four chords, Hz.
    private static readonly double[] Roots = [110, 87.31, 130.81, 98];
    private static readonly double[][] Thirds = [[1, 1.1892, 1.4983, 2], [1, 1.2599, 1.4983, 2], [1, 1.2599, 1.4983, 2], [1, 1.2599, 1.4983, 2]];

    /// <summary>Speech by a synthesizer (FFmpeg's flite filter) where FFmpeg has it, else by formants.</summary>
    public static Material Speech(string voice, string folder)
    {
        string file = Path.Combine(folder, $"speech-{voice}.raw");
        bool made = Command.Run("ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", $"flite=voice={voice}:text='{Text.Replace(",", "\\,", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)}'",
            "-af", $"aresample={Rate}", "-ac", "1", "-f", "f32le", file);
        return made ? new Material($"speech ({voice})", Command.ReadRaw(file)) : new Material("formants", Formants());
    }

    /// <summary>Plucked chords, a bass and drums.</summary>
    public static Material Music()
    {
        var sound = new float[16 * Rate];
        var random = new Random(3);
        const double Beat = 0.5;
        for (int beat = 0; beat * Beat < 15.5; beat++)
        {
            int chord = beat / 4 % 4;
            double at = beat * Beat;
            foreach (double third in Thirds[chord]) Pluck(sound, at + (random.NextDouble() * 0.008), Roots[chord] * 2 * third, 1.6, 0.05);
            Pluck(sound, at, Roots[chord] / 2 * (beat % 2 == 0 ? 1 : 1.4983), 0.5, 0.16);
            if (beat % 2 == 0) Kick(sound, at);
            else Burst(sound, (int)(at * Rate), random, 0.25, 0.09);
            Burst(sound, (int)(at * Rate), random, 0.05, 0.02);
            Burst(sound, (int)((at + (Beat / 2)) * Rate), random, 0.06, 0.02);
        }

        return new Material("music", sound);
    }

    /// <summary>Hits 0.41 to 0.66 s apart, which die away in 4 ms, over a quiet chord.</summary>
    public static Material Hits()
    {
        var sound = new float[20 * Rate];
        var random = new Random(5);
        foreach (double hertz in new[] { 220, 277.18, 329.63 }) Tone(sound, hertz, 0.002);
        var hits = new List<int>();
        for (double at = 0.5; at < 19.3; at += 0.41 + (random.NextDouble() * 0.25))
        {
            hits.Add((int)(at * Rate));
            Burst(sound, hits[^1], random, 0.6, 0.004);
        }

        return new Material("hits", sound) { Hits = hits };
    }

    /// <summary>Steady tones at one level.</summary>
    public static Material Steady(string name, params double[] hertz)
    {
        var sound = new float[15 * Rate];
        foreach (double tone in hertz) Tone(sound, tone, 0.6 / hertz.Length);
        return new Material(name, sound) { Tones = hertz };
    }

    private static void Tone(float[] sound, double hertz, double level)
    {
        for (int i = 0; i < sound.Length; i++) sound[i] += (float)(level * Math.Sin((2 * Math.PI * hertz * i / Rate) + hertz));
    }

    private static void Pluck(float[] sound, double at, double hertz, double seconds, double level)
    {
        int from = (int)(at * Rate);
        for (int harmonic = 1; harmonic <= 12 && hertz * harmonic < 15_000; harmonic++)
        {
            double its = level / harmonic;
            double decay = seconds / Math.Sqrt(harmonic);
            for (int i = 0; i < 4 * decay * Rate && from + i < sound.Length; i++)
                sound[from + i] += (float)(its * Math.Min(1, i / 96.0) * Math.Exp(-i / (decay * Rate)) * Math.Sin(2 * Math.PI * hertz * harmonic * i / Rate));
        }
    }

    private static void Kick(float[] sound, double at)
    {
        int from = (int)(at * Rate);
        double phase = 0;
        for (int i = 0; i < Rate / 3 && from + i < sound.Length; i++)
        {
            phase += 2 * Math.PI * (48 + (110 * Math.Exp(-i / (0.03 * Rate)))) / Rate;
            sound[from + i] += (float)(0.5 * Math.Exp(-i / (0.08 * Rate)) * Math.Sin(phase));
        }
    }

    private static void Burst(float[] sound, int from, Random random, double level, double seconds)
    {
        for (int i = 0; i < 6 * seconds * Rate && from + i < sound.Length; i++)
            sound[from + i] += (float)(level * Math.Exp(-i / (seconds * Rate)) * ((2 * random.NextDouble()) - 1));
    }

    // Vowels: pulses at a gliding pitch through three resonances; between them hisses and silences.
    private static float[] Formants()
    {
        double[][] vowels = [[730, 1_090, 2_440], [270, 2_290, 3_010], [300, 870, 2_240], [530, 1_840, 2_480], [570, 840, 2_410]];
        var sound = new float[14 * Rate];
        var random = new Random(9);
        Span<double> state = stackalloc double[6];
        int at = Rate / 4;
        while (at < sound.Length - Rate)
        {
            double[] vowel = vowels[random.Next(vowels.Length)];
            int length = (int)((0.08 + (0.15 * random.NextDouble())) * Rate);
            double pitch = 90 + (80 * random.NextDouble());
            double next = 0;
            state.Clear();
            for (int i = 0; i < length; i++)
            {
                double x = 0;
                if (i >= next)
                {
                    x = 1;
                    next = i + (Rate / (pitch * (1 + (0.2 * i / length))));
                }

                double y = x;
                for (int f = 0; f < 3; f++)
                {
                    double radius = Math.Exp(-Math.PI * (60 + (40 * f)) / Rate);
                    double out1 = y + (2 * radius * Math.Cos(2 * Math.PI * vowel[f] / Rate) * state[2 * f]) - (radius * radius * state[(2 * f) + 1]);
                    (state[(2 * f) + 1], state[2 * f], y) = (state[2 * f], out1, out1 * 0.05);
                }

                sound[at + i] += (float)(4 * y * Math.Min(1, Math.Min(i, length - i) / 480.0));
            }

            at += length;
            if (random.Next(3) == 0) Burst(sound, at, random, 0.1, 0.03);
            at += (int)((0.02 + (0.1 * random.NextDouble())) * Rate);
        }

        return sound;
    }
}
