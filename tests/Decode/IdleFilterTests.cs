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
    public void Decoders_of_the_same_rates_share_a_filter()
    {
        using PcmSource first = Noise(Rate, 1);
        using PcmSource second = Noise(Rate, 2);
        using RunDecoder one = first.OpenDecoder();
        using RunDecoder two = second.OpenDecoder();
        PushOut(); // what another test has left
        FilterTable* made = Table(Rate);
        _ = Samples(one, 0);
        Assert.Equal(1, made->Users); // ours
        var sink = new LookingSink(made);
        _ = two.Decode(0, sink);
        Assert.Equal((2, 1), (sink.Users, made->Users));
        IdleFilters.Return(ref made);
    }

    [Fact]
    public void What_it_heard_before_is_forgotten()
    {
        using PcmSource loud = Noise(Rate, 3);
        using PcmSource source = Noise(Rate, 4);
        using RunDecoder before = loud.OpenDecoder();
        using RunDecoder decoder = source.OpenDecoder();
        PushOut();
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
        FilterTable* inUse = Table(Rate);
        PushOut();
        Assert.Equal(Limits.MaxIdleFilters, IdleFilters.Count);
        FilterTable* again = Table(Rate);
        Assert.True(inUse == again);
        IdleFilters.Return(ref again);
        IdleFilters.Return(ref inUse);
        using PcmSource fast = Noise(384_000, 5);
        using RunDecoder decoder = fast.OpenDecoder();
        _ = Samples(decoder, 0);
        Assert.Equal(Limits.MaxIdleFilters - 1, IdleFilters.Count); // it took the place of another, and left
    }

    [Fact]
    public void More_at_a_time_than_are_kept_are_all_had()
    {
        var taken = new nint[Limits.MaxIdleFilters + 3];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = (nint)Table(25_000 + i);
            Assert.Equal(25_000 + i, ((FilterTable*)taken[i])->SourceRate);
        }

        Assert.Equal(Limits.MaxIdleFilters, IdleFilters.Count);
        foreach (nint table in taken)
        {
            var its = (FilterTable*)table;
            IdleFilters.Return(ref its);
        }

        Assert.Equal(Limits.MaxIdleFilters, IdleFilters.Count);
    }

    private static FilterTable* Table(int rate) => IdleFilters.Take(rate, Other);

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

    private sealed class LookingSink(FilterTable* table) : RunSink
    {
        public int Users { get; private set; } = -1;

        public override bool Stop => false;

        public override void Write(float* interleaved, int frames) => Users = table->Users;
    }
}
