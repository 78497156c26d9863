using System;
using Seamline.Clips;
using Seamline.Decode;
using Seamline.Memory;
using Xunit;

namespace Seamline.Tests.Clips;

/// <summary>A source's waveform at every zoom against a model that looks at every sample.</summary>
public sealed unsafe class PeakLookupTests
{
#if DEBUG // the sums of each count are compared in Release; here it is about assertions
    private static readonly int[] ChannelCounts = [2];
#else
    private static readonly int[] ChannelCounts = [1, 2, 6];
#endif

    private const long Frames = (3L * PeakLevels.Chunk) + (5 * PeakLevels.Group) + (3 * Limits.PageFrames) + 1_234;

    public static TheoryData<double> Zooms() =>
        [1, 1.5, 7.3, 100, 255, 255.7, 256, 256.4, 300.25, 512, 1_000, 2_048, 4_095, 4_096, 5_000.5, 16_384, 40_000, 131_072, 262_144, 300_000, 2_097_152, 3e6, 4e7];

    [Theory]
    [MemberData(nameof(Zooms))]
    public void Every_zoom_of_a_short_source_is_the_models_with_pages_and_without(double zoom)
    {
        const long frames = (2L * PeakLevels.Group) + (2 * Limits.PageFrames) + 777;
        foreach (int channels in ChannelCounts)
        {
            using var rig = new CacheRig();
            var wave = new WaveSource(frames, channels);
            Source source = rig.Add(wave);
            Load(rig, source);
            CheckAll(rig, source, wave, zoom, resident: true);
            Evict(rig, source);
            CheckAll(rig, source, wave, zoom, resident: false);
        }
    }

    [Fact]
    public void A_long_source_is_looked_up_at_the_largest_levels()
    {
        using var rig = new CacheRig();
        var wave = new WaveSource(Frames, 1);
        Source source = rig.Add(wave);
        Load(rig, source);
        Assert.Equal(source.Pages, rig.Info(source).PeakPages);
        foreach ((double zoom, double first) in (ReadOnlySpan<(double, double)>)[(Frames, 0), (Frames / 2.0, 0), (Frames / 3.0, -1e6), (2.2e6, 0), (40_000_000, 0), (300_000.7, 777_777.3)])
        {
            var columns = new Peak[zoom < 1e6 ? 10 : 4];
            Fill(rig, source, new PeakView(first, zoom), columns);
            for (int i = 0; i < columns.Length; i++) Check(source, wave, new PeakView(first, zoom), i, columns[i], resident: false, exact: true);
        }
    }

    [Fact]
    public void Columns_that_were_never_loaded_are_flagged_and_no_silence()
    {
        using var rig = new CacheRig();
        var wave = new WaveSource(20 * Limits.RunFrames, 2);
        Source source = rig.Add(wave);
        const long from = 7L * Limits.RunFrames;
        rig.Play(rig.Timeline([new Piece(source, from, 3 * Limits.PageFrames)]), 0);
        rig.Load();
        Assert.Equal(3, rig.Info(source).PeakPages);
        foreach (double zoom in (ReadOnlySpan<double>)[100, 1_000, 16_384, 50_000, 2_000_000])
        {
            var columns = new Peak[(int)(source.Pages * Limits.PageFrames / zoom)];
            Fill(rig, source, new PeakView(0, zoom), columns);
            for (int i = 0; i < columns.Length; i++)
            {
                long first = (long)Math.Floor(i * zoom);
                long end = (long)Math.Floor((i + 1) * zoom);
                long known = Math.Max(0, Math.Min(end, from + (3 * Limits.PageFrames)) - Math.Max(first, from));
                Assert.Equal(known / (double)(end - first), columns[i].Known, 6);
                Assert.Equal(known > 0, columns[i].IsKnown);
                Assert.Equal(known == 0, float.IsNaN(columns[i].Min) && float.IsNaN(columns[i].Max) && float.IsNaN(columns[i].Rms));
                Assert.Equal(known == end - first, columns[i].Known == 1);
            }
        }
    }

    [Fact]
    public void A_source_shorter_than_its_header_said_has_no_silence_in_its_range()
    {
        using var rig = new CacheRig();
        var media = new TestSource(200_000, 1, realFrames: 50_000) { Constant = 0.75f };
        Source source = rig.Add(media);
        rig.Play(rig.Timeline([new Piece(source, 0, 200_000)]), 0);
        Assert.True(rig.Cache.TryBegin(rig.Job, offlineOnly: false));
        RunResult result = rig.Job.Decode();
        var columns = new Peak[1];

        // Decoded, and the cache has not learned of it yet: the table still says 200,000.
        Fill(rig, source, new PeakView(40_000, 20_000), columns);
        Assert.Equal(0.75f, columns[0].Min);
        rig.Cache.Finish(rig.Job, result, null);
        Fill(rig, source, new PeakView(0, 50_000), columns);
        Assert.Equal(new Peak(0.75f, 0.75f, 0.75f, 1, PeakFlags.None), columns[0]);
        Fill(rig, source, new PeakView(50_000, 1_000), columns);
        Assert.Equal(new Peak(0, 0, 0, 1, PeakFlags.Outside), columns[0]);
    }

    [Fact]
    public void Any_edge_is_taken()
    {
        using var rig = new CacheRig();
        var wave = new WaveSource(100_000, 2);
        Source source = rig.Add(wave);
        Load(rig, source);
        foreach ((double first, double zoom) in (ReadOnlySpan<(double, double)>)[
            (-1e15, 1e15), (1e15, 1), (-0.5, 1), (99_999.5, 1), (-300, 256), (99_000, 5_000), (0.999, 1.001), (-1e15, 1)])
        {
            var columns = new Peak[5];
            Fill(rig, source, new PeakView(first, zoom), columns);
            for (int i = 0; i < columns.Length; i++) Check(source, wave, new PeakView(first, zoom), i, columns[i], resident: true);
        }

        Fill(rig, source, new PeakView(0, 1), []);
    }

    internal static void Load(CacheRig rig, Source source)
    {
        rig.Play(rig.Timeline([new Piece(source, 0, PageTable.Frames(source.Table))]), 0);
        rig.Load();
    }

    internal static void Fill(CacheRig rig, Source source, PeakView view, Span<Peak> columns)
    {
        new PeakColumns(rig.Cache.PeakReaders.WordOf(0), view, 0, columns).FillTrack(source.Table);
        Assert.Equal(0, *rig.Cache.PeakReaders.WordOf(0) & 1);
    }

    private static void Evict(CacheRig rig, Source source)
    {
        for (long page = 0; page < source.Pages; page++)
        {
            PageId id = source.Detach(page);
            rig.Pool.Return(ref id);
        }
    }

    private static void CheckAll(CacheRig rig, Source source, WaveSource wave, double zoom, bool resident)
    {
        long frames = PageTable.Frames(source.Table);
        foreach (double first in (ReadOnlySpan<double>)[0, -zoom * 1.5, 12_345.678, frames - (zoom * 2.3)])
        {
            for (int channel = -1; channel < source.Table->Channels; channel += 2)
            {
                var view = new PeakView(first, zoom, channel);
                var columns = new Peak[zoom < 1_000 ? 300 : zoom < 100_000 ? 24 : 6];
                Fill(rig, source, view, columns);
                for (int i = 0; i < columns.Length; i++) Check(source, wave, view, i, columns[i], resident, exact: !resident);
            }
        }
    }

    private static void Check(Source source, WaveSource wave, PeakView view, int column, Peak peak, bool resident, bool exact = false)
    {
        long from = Edge(view, column);
        long to = Edge(view, column + 1);
        long length = Math.Min(to, PageTable.Frames(source.Table)) - Math.Max(from, 0);
        long around = PeakLevels.QuantumOf(Math.Max(length, 0));
        if (resident && length < 4_096) around = 1;
        (int, int) channels = view.Channel < 0 ? (0, source.Table->Channels) : (view.Channel, view.Channel + 1);
        PeakModel.Check(wave.Sample, PageTable.Frames(source.Table), channels, from, to, around, peak, exact, $"{view}, column {column}");
        if (length <= 0) return;
        Assert.Equal(1, peak.Known);
        bool ragged = around == 256 && (Math.Max(from, 0) % 256 != 0 || (to % 256 != 0 && to < PageTable.Frames(source.Table)));
        Assert.Equal(ragged && length < 4_096 ? PeakFlags.Coarse : PeakFlags.None, peak.Flags);
        if (!resident || length >= 256) return;
        (float min, float max, double rms) = PeakModel.Range(wave.Sample, channels, Math.Max(from, 0), Math.Max(from, 0) + length);
        Assert.Equal((min, max), (peak.Min, peak.Max));
        Assert.InRange(peak.Rms, rms * 0.99999, rms * 1.00001);
    }

    private static long Edge(PeakView view, int column) => (long)Math.Clamp(Math.Floor(view.FirstFrame + (column * view.FramesPerColumn)), -1e17, 1e17);
}
