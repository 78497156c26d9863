using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using FFmpeg.AutoGen;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>
/// What open demuxers hold is counted and bounded.
/// </summary>
[Collection("Alone")] // one test counts what the process gives back to the system
public sealed class IdleMediaTests
{
    private static readonly Lazy<string> Hours = new(() => Looped("idle-hours.m4a", 300));
    /// <summary>A file many times over, without being encoded again.</summary>
    public static string Looped(string name, int loops, string options = "")
    {
        string path = MediaFixtures.Scratch(name);
        MediaFixtures.FFmpeg($"-stream_loop {loops} -i \"{MediaFixtures.Path("aac.m4a")}\" -c copy {options} \"{path}\"");
        return path;
    }

    [Fact]
    public void Beyond_the_bound_those_longest_at_rest_are_closed()
    {
        long one = IndexBytes("aac.m4a");
        Assert.InRange(one, 36 * 43 * 24, 36 * 44 * 40); // 43 packets a second
        var idle = new IdleMedia(0, ((3 * one) + 1) / 2); // without an engine: two loaders'
        MediaContext[] media = Open(5, "aac.m4a", idle);
        foreach (MediaContext each in media) idle.Rest(each);
        Assert.Equal([false, false, true, true, true], Array.ConvertAll(media, m => m.IsOpen));
        Assert.Equal(3 * one, idle.IndexBytes);

        // One in use counts, and is not closed; one that was used rests again.
        idle.Wake(media[2]);
        Assert.True(media[0].OpenAt(0) >= 0);
        Assert.Equal([true, false, true, false, true], Array.ConvertAll(media, m => m.IsOpen));
        idle.Rest(media[2]);
        Assert.True(media[1].OpenAt(0) >= 0);
        Assert.Equal([true, true, true, false, false], Array.ConvertAll(media, m => m.IsOpen));
        foreach (MediaContext each in media) each.Dispose();
    }

    [Fact]
    public void With_more_loaders_more_may_be_open_but_no_more_rest()
    {
        var idle = new IdleMedia(6, IndexBytes("aac.m4a"));
        MediaContext[] media = Open(6, "aac.m4a", idle);
        for (int i = 0; i < 3; i++) idle.Rest(media[i]);
        Assert.Equal([false, true, true, true, true, true], Array.ConvertAll(media, m => m.IsOpen));
        Assert.True(media[0].OpenAt(0) >= 0); // four in use and two at rest
        Assert.DoesNotContain(media, m => !m.IsOpen);
        foreach (MediaContext each in media) each.Dispose();
    }

    [Fact]
    public void One_that_is_larger_than_the_bound_is_closed_by_the_next()
    {
        var idle = new IdleMedia(0, 0);
        MediaContext[] media = Open(3, "aac.m4a", idle);
        foreach (MediaContext each in media) idle.Rest(each);
        Assert.Equal([false, false, true], Array.ConvertAll(media, m => m.IsOpen)); // else a loader alone would open it for each run
        Assert.True(media[0].OpenAt(0) >= 0);
        Assert.Equal([true, false, false], Array.ConvertAll(media, m => m.IsOpen));
        foreach (MediaContext each in media) each.Dispose();
    }

    // Its index is made as it is read, by the demuxers of raw streams.
    [Fact]
    public unsafe void What_has_grown_in_use_is_counted_when_it_comes_to_rest()
    {
        var idle = new IdleMedia(0, IndexBytes("aac.m4a") / 2);
        MediaContext other = MediaOpener.Open(MediaFixtures.Path("aac.m4a"), -1, resources: new MediaResources(idle));
        MediaContext grown = MediaOpener.Open(MediaFixtures.Path("adts.aac"), -1, resources: new MediaResources(idle));
        idle.Rest(other);
        Assert.True(other.IsOpen);
        AVPacket* packet = ffmpeg.av_packet_alloc();
        while (grown.Read(packet) >= 0) ffmpeg.av_packet_unref(packet);
        ffmpeg.av_packet_free(&packet);
        idle.Rest(grown);
        Assert.InRange(grown.CountedBytes, 30_000, 100_000);
        Assert.False(other.IsOpen);
        grown.Dispose();
        other.Dispose();
    }

    [Fact]
    public void The_count_comes_back_however_a_demuxer_ends()
    {
        var idle = new IdleMedia(0);
        MediaContext first = MediaOpener.Open(MediaFixtures.Path("aac.m4a"), -1, resources: new MediaResources(idle));
        long one = first.CountedBytes;
        var second = new MediaContext(first);
        Assert.Equal(one, idle.IndexBytes);
        idle.Rest(first);
        second.TakeOver(first);
        Assert.Equal((0, one, one), (first.CountedBytes, second.CountedBytes, idle.IndexBytes));
        first.Dispose();
        Assert.Equal(one, idle.IndexBytes);
        idle.Rest(second);
        second.Dispose(); // at rest
        Assert.Equal(0, idle.IndexBytes);

        // Refused by FFmpeg, after a guess at what its header takes; and gone before it could be opened again.
        string broken = MediaFixtures.Scratch("idle-broken.m4a");
        File.WriteAllBytes(broken, [.. File.ReadAllBytes(MediaFixtures.Path("aac.m4a")).AsSpan(0, 50_000)]);
        Assert.Throws<MediaException>(() => MediaOpener.Open(broken, -1, resources: new MediaResources(idle)));
        Assert.Equal(0, idle.IndexBytes);
        File.Copy(MediaFixtures.Path("aac.m4a"), broken, true);
        MediaContext gone = MediaOpener.Open(broken, -1, resources: new MediaResources(idle));
        File.Delete(broken);
        Assert.True(gone.Reopen() < 0);
        Assert.Equal(0, idle.IndexBytes);
    }

    [Fact]
    public async Task Loaders_open_large_files_one_at_a_time_and_calls_do_not_wait_for_them()
    {
        var idle = new IdleMedia(0);
        MediaContext[] media = Open(2, Hours.Value, idle);
        foreach (MediaContext each in media) each.Close();
        Assert.True(media[0].IsLarge);
        var free = new ReadWatch();
        Assert.True(idle.BeginOpening(media[0], free, inTurn: true));

        // A loader that is told to stop does not wait.
        var stopped = new ReadWatch();
        stopped.Ask(new StoppedSink());
        Assert.False(idle.BeginOpening(media[1], stopped, inTurn: true));
        Assert.True(stopped.Tripped);
        Assert.Equal(media[0].IndexBytes, idle.IndexBytes);

        // It waits for a while only: a machine that takes longer than that for the calls shows nothing here.
        long began = Stopwatch.GetTimestamp();
        bool OpensEarly() => media[1].IsOpen && Stopwatch.GetElapsedTime(began).TotalMilliseconds < IdleMedia.PatienceMilliseconds;
        Task<int> waiting = Task.Run(() => media[1].OpenAt(0), TestContext.Current.CancellationToken);
        Thread.Sleep(50);
        Assert.False(OpensEarly());
        using (FFmpegSource called = FFmpegSource.Open(Hours.Value, -1, 44_100, 2, resources: new MediaResources(idle))) Assert.False(OpensEarly());
        idle.EndOpening(media[0]);
        Assert.Equal(0, await waiting);
        Assert.Equal(media[1].IndexBytes, idle.IndexBytes);

        // One that takes for ever does not keep the others out.
        media[1].Close();
        Assert.True(idle.BeginOpening(media[0], free, inTurn: true));
        Assert.Equal(0, media[1].OpenAt(0));
        idle.EndOpening(media[0]);
        foreach (MediaContext each in media) each.Dispose();
    }

    // Or the next opening would make no room, and several loaders would hold more than one each.
    [Fact]
    public void An_opening_that_is_given_up_says_nothing_of_the_index()
    {
        var idle = new IdleMedia(0);
        MediaContext media = Open(1, Hours.Value, idle)[0];
        long index = media.IndexBytes;
        media.Close();
        media.Ask(new StoppedSink());
        Assert.True(media.OpenAt(0) < 0);
        Assert.True(media.Interrupted);
        Assert.Equal((index, 0), (media.IndexBytes, idle.IndexBytes));
        media.Ask(null);
        Assert.Equal(0, media.OpenAt(0));
        Assert.Equal((index, index), (media.IndexBytes, idle.IndexBytes));
        media.Dispose();
    }

    // Without it the second opening of a thread keeps 24 MB for an index of 11: the C library leaves what was freed to the thread.
    [Fact]
    public void What_FFmpeg_frees_of_a_long_file_goes_back_to_the_system()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc/self/statm");
        _ = Hours.Value;
        long opened = 0;
        long closed = 0;
        long counted = 0;
        long[] calls = new long[4];
        var thread = new Thread(() =>
        {
            MediaContext media = MediaOpener.Open(Hours.Value, -1);
            calls[0] = FreedMemory.Returns;
            media.Close();
            calls[1] = FreedMemory.Returns;
            _ = ResidentBytes();
            FreedMemory.Return(); // what others have left
            long before = ResidentBytes();
            _ = media.OpenAt(0);
            calls[2] = FreedMemory.Returns;
            counted = media.CountedBytes;
            opened = ResidentBytes() - before;
            media.Dispose();
            calls[3] = FreedMemory.Returns;
            closed = ResidentBytes() - before;
        });
        thread.Start();
        thread.Join();
        TestContext.Current.SendDiagnosticMessage($"3 h of m4a: {opened >> 10} KiB resident, counted {counted >> 10}; closed {closed >> 10}");
        Assert.Equal([0, 1, 3, 4], Array.ConvertAll(calls, c => c - calls[0]));
        Assert.InRange(counted, 12L << 20, 20L << 20);
        Assert.InRange(opened, -counted, counted * 5 / 4); // less, where the thread's part of the C library's memory had room left by another test
        Assert.InRange(closed, -counted, counted / 4);
    }

    private static long ResidentBytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, true, true); // gives its own back now, not in a while
        return long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }

    private static MediaContext[] Open(int count, string name, IdleMedia idle)
    {
        var media = new MediaContext[count];
        for (int i = 0; i < count; i++) media[i] = MediaOpener.Open(Path.IsPathRooted(name) ? name : MediaFixtures.Path(name), -1, resources: new MediaResources(idle));
        return media;
    }

    private static long IndexBytes(string name)
    {
        using MediaContext media = MediaOpener.Open(MediaFixtures.Path(name), -1);
        return media.IndexBytes;
    }

    private sealed class StoppedSink : RunSink
    {
        public override bool Stop => true;

        public override unsafe void Write(float* interleaved, int frames)
        {
        }
    }
}
