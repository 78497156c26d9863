using System;
using System.Linq;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>Resamplers that serve one source after another. Alone in its collection: they are the process's.</summary>
[Collection("Alone")]
public sealed unsafe class IdleFilterTests
{
    // No other test resamples these.
    private const int Rate = 46_000;
    private const int Other = 47_000;

    [Fact]
    public void A_run_takes_the_filter_that_another_source_brought_back()
    {
        using PcmSource first = Noise(Rate, 1);
        using PcmSource second = Noise(Rate, 2);
        using RunDecoder one = first.OpenDecoder();
        using RunDecoder two = second.OpenDecoder();
        PushOut(); // what another test has left at rest
        _ = Samples(one, 0);
        Assert.Equal(1, Rests(Rate));
        var sink = new LookingSink();
        _ = two.Decode(0, sink);
        Assert.Equal((0, 1), (sink.Rested, Rests(Rate)));
    }

    [Fact]
    public void What_it_heard_before_is_forgotten()
    {
        using PcmSource loud = Noise(Rate, 3);
        using PcmSource source = Noise(Rate, 4);
        using RunDecoder before = loud.OpenDecoder();
        using RunDecoder decoder = source.OpenDecoder();
        PushOut();
        Assert.Equal(0, Rests(Rate));
        float[] fresh = Samples(decoder, 0); // by a filter of its own
        for (int stop = 1; stop < 40; stop += 7)
        {
            _ = before.Decode(0, new KeepingSink(1) { StopAfterAsked = stop }); // left in the middle, with sound in its filter
            Assert.Equal(fresh, Samples(decoder, 0));
        }
    }

    [Fact]
    public void No_more_rest_than_the_limit_and_none_that_is_large()
    {
        PushOut();
        Assert.Equal(Limits.MaxIdleFilters, IdleFilters.Count);
        Assert.Equal(0, Rests(Rate));
        using PcmSource fast = Noise(384_000, 5);
        using RunDecoder decoder = fast.OpenDecoder();
        _ = Samples(decoder, 0);
        Assert.Equal(0, Rests(384_000));
        Assert.Equal(Limits.MaxIdleFilters, IdleFilters.Count);
    }

    // How many rest for a rate: they are taken out and brought back.
    private static int Rests(int rate)
    {
        var taken = new nint[Limits.MaxIdleFilters];
        int count = 0;
        for (nint next; (next = (nint)IdleFilters.Take(rate, Other, 1)) != 0; count++) taken[count] = next;
        for (int i = 0; i < count; i++) Assert.True(IdleFilters.TryKeep((FFmpeg.AutoGen.SwrContext*)taken[i], rate, Other, 1));
        return count;
    }

    private static float[] Samples(RunDecoder decoder, int run)
    {
        var sink = new KeepingSink(1);
        Assert.Equal(RunEnd.EndOfSource, decoder.Decode(run, sink).End);
        return sink.Samples.ToArray();
    }

    private static PcmSource Noise(int rate, int seed)
    {
        var random = new Random(seed);
        float[] samples = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextSingle() - 0.5f)];
        fixed (float* first = samples) return new PcmSource(first, samples.Length, 1, rate, Other, 1);
    }

    // Filters of other rates, as many as may rest.
    private static void PushOut()
    {
        for (int i = 0; i < Limits.MaxIdleFilters; i++)
        {
            using PcmSource source = Noise(30_000 + i, i);
            using RunDecoder decoder = source.OpenDecoder();
            _ = Samples(decoder, 0);
        }
    }

    private sealed class LookingSink : RunSink
    {
        public int Rested { get; private set; } = -1;

        public override bool Stop => false;

        public override void Write(float* interleaved, int frames) => Rested = Rests(Rate);
    }
}
