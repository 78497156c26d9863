using System;
using System.Runtime.InteropServices;
using Xunit;

namespace Seamline.Tests.Loudness;

/// <summary>libebur128 (ebur128.h, version 1.2), the independent implementation that results are compared with.</summary>
internal static unsafe partial class Ebur128
{
    private const string Library = "libebur128.so.1";

    // ebur128.h: M 1, S 2 + M, I 4 + M, LRA 8 + S, sample peak 16 + M, true peak 32 + sample peak.
    private const int All = 63;

    /// <summary>Measures interleaved frames. Momentary and short-term maxima are read every 100 ms. The order of channels is the library's, or as given.</summary>
    public static LoudnessReport Measure(ReadOnlySpan<float> interleaved, int rate, int channels, params ReadOnlySpan<int> map)
    {
        nint state = Init((uint)channels, (nuint)rate, All);
        Assert.NotEqual(0, state);
        for (int i = 0; i < map.Length; i++) Assert.Equal(0, SetChannel(state, (uint)i, map[i]));
        double momentary = double.NegativeInfinity, shortTerm = momentary, value;
        int hop = (rate + 5) / 10;
        int hops = 0;
        fixed (float* samples = interleaved)
        {
            for (int frame = 0; frame < interleaved.Length / channels; frame += hop)
            {
                int count = Math.Min(hop, (interleaved.Length / channels) - frame);
                Assert.Equal(0, AddFrames(state, samples + (frame * channels), (nuint)count));
                if (count < hop) break;
                hops++;
                if (hops >= 4 && Momentary(state, &value) == 0) momentary = Math.Max(momentary, value);
                if (hops >= 30 && ShortTerm(state, &value) == 0) shortTerm = Math.Max(shortTerm, value);
            }
        }

        double integrated, range, truePeak = 0, samplePeak = 0;
        Assert.Equal(0, Global(state, &integrated));
        Assert.Equal(0, Range(state, &range));
        for (uint i = 0; i < channels; i++)
        {
            Assert.Equal(0, TruePeak(state, i, &value));
            truePeak = Math.Max(truePeak, value);
            Assert.Equal(0, SamplePeak(state, i, &value));
            samplePeak = Math.Max(samplePeak, value);
        }

        Destroy(&state);
        return new LoudnessReport(integrated, range, 20 * Math.Log10(truePeak), 20 * Math.Log10(samplePeak), momentary, shortTerm);
    }

    [LibraryImport(Library, EntryPoint = "ebur128_init")]
    private static partial nint Init(uint channels, nuint rate, int mode);

    [LibraryImport(Library, EntryPoint = "ebur128_destroy")]
    private static partial void Destroy(nint* state);

    [LibraryImport(Library, EntryPoint = "ebur128_set_channel")]
    private static partial int SetChannel(nint state, uint channel, int value);

    [LibraryImport(Library, EntryPoint = "ebur128_add_frames_float")]
    private static partial int AddFrames(nint state, float* samples, nuint frames);

    [LibraryImport(Library, EntryPoint = "ebur128_loudness_global")]
    private static partial int Global(nint state, double* value);

    [LibraryImport(Library, EntryPoint = "ebur128_loudness_momentary")]
    private static partial int Momentary(nint state, double* value);

    [LibraryImport(Library, EntryPoint = "ebur128_loudness_shortterm")]
    private static partial int ShortTerm(nint state, double* value);

    [LibraryImport(Library, EntryPoint = "ebur128_loudness_range")]
    private static partial int Range(nint state, double* value);

    [LibraryImport(Library, EntryPoint = "ebur128_true_peak")]
    private static partial int TruePeak(nint state, uint channel, double* value);

    [LibraryImport(Library, EntryPoint = "ebur128_sample_peak")]
    private static partial int SamplePeak(nint state, uint channel, double* value);
}
