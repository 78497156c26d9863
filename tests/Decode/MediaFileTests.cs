using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>Which version of a file is which, and that a source is never read from two.</summary>
public sealed class MediaFileTests
{
    private const int Rate = 48_000;

    [Fact]
    public void A_stamp_is_what_the_system_says()
    {
        string path = Write("stamp.bin", 12_345);
        var modified = new DateTime(2024, 2, 29, 12, 34, 56, DateTimeKind.Utc).AddTicks(7_654_321);
        File.SetLastWriteTimeUtc(path, modified);
        FileStamp stamp = Of(path);
        Assert.Equal(FileKind.Regular, stamp.Kind);
        Assert.Equal(12_345, stamp.Bytes);
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal(((DateTimeOffset)modified).ToUnixTimeSeconds(), stamp.Seconds);
            Assert.Equal(765_432_100, stamp.Nanoseconds);
        }

        Assert.Equal(FileKind.Folder, Of(Path.GetTempPath()).Kind);
        Assert.Equal(default, Of(path + ".none"));
    }

    [Fact]
    public void A_link_is_the_file_behind_it()
    {
        string path = Write("behind é.bin", 777);
        string link = MediaFixtures.Scratch("link.bin");
        File.Delete(link);
        File.CreateSymbolicLink(link, path);
        var file = new MediaFile(link);
        Assert.Equal(777, file.Opened.Bytes);
        File.WriteAllBytes(path, new byte[778]);
        Assert.Equal(MediaState.Changed, file.Look());
    }

    [Fact]
    public void A_pipe_and_a_device_are_refused_without_waiting_for_data()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mkfifo and /dev");
        string pipe = MediaFixtures.Scratch("pipe.wav");
        using (Process made = Process.Start("mkfifo", pipe)) made.WaitForExit();
        foreach (string path in (string[])[pipe, "/dev/zero", "/dev/stdin"])
        {
            var refusal = Assert.Throws<MediaException>(() => FFmpegSource.Open(path, -1, Rate, 2));
            Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
            Assert.Contains("pipe or a device", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_missing_may_come_back_and_what_has_changed_stays_changed()
    {
        string path = Write("states.bin", 100);
        var file = new MediaFile(path);
        Assert.Equal(MediaState.Same, file.Look());
        File.Move(path, path + ".away", true);
        Assert.Equal(MediaState.Missing, file.Look());
        File.Move(path + ".away", path);
        Assert.Equal(MediaState.Same, file.Look());
        DateTime modified = File.GetLastWriteTimeUtc(path);
        File.SetLastWriteTimeUtc(path, modified.AddTicks(1));
        Assert.Equal(MediaState.Changed, file.Look());
        File.SetLastWriteTimeUtc(path, modified);
        Assert.Equal(MediaState.Changed, file.Look());
        Assert.Equal(MediaState.Changed, file.State);
    }

    // The demuxer's open file is the very one that is written to: without the guard the second half is the new version's.
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(30)]
    public void A_file_written_over_while_a_run_is_decoded_gives_pages_of_one_version_only(int pagesBefore)
    {
        string path = WavFile.Age(WavFile.Write(MediaFixtures.Scratch($"over-{pagesBefore}.wav"), Rate, 2, 12 * Rate, 0.25f));
        using FFmpegSource source = FFmpegSource.Open(path, -1, Rate, 2);
        using RunDecoder decoder = source.OpenDecoder();
        var sink = new PageSink(pagesBefore, () => WavFile.Write(path, Rate, 2, 12 * Rate, 0.5f));
        RunResult result = decoder.Decode(0, sink);
        Assert.Equal(RunEnd.Changed, result.End);
        Assert.Equal(MediaState.Changed, source.State);
        Assert.Equal(pagesBefore, sink.WholePages);
        Assert.Equal(0, sink.Foreign);
        Assert.Equal(-1, source.ExactFrames);
        Assert.Equal(RunEnd.Changed, decoder.Decode(1, sink).End);
    }

    [Fact]
    public void The_last_page_and_the_length_are_of_one_version_too()
    {
        string path = WavFile.Age(WavFile.Write(MediaFixtures.Scratch("tail.wav"), Rate, 2, 1_000, 0.25f));
        using FFmpegSource source = FFmpegSource.Open(path, -1, Rate, 2);
        using RunDecoder decoder = source.OpenDecoder();
        var sink = new PageSink(0, () => WavFile.Write(path, Rate, 2, 2_000, 0.5f));
        Assert.Equal(RunEnd.Changed, decoder.Decode(0, sink).End);
        Assert.Equal(-1, source.ExactFrames);
    }

    [Fact]
    public void A_scan_does_not_finish_on_another_version_and_goes_on_when_a_missing_file_is_back()
    {
        byte[] bytes = File.ReadAllBytes(MediaFixtures.Path("aac.m4a"));
        string path = MediaFixtures.Scratch("scanned.m4a");
        File.WriteAllBytes(path, bytes);
        using FFmpegSource source = FFmpegSource.Open(path, -1, 44_100, 2);
        File.Move(path, path + ".away", true);
        source.ScanAll();
        Assert.False(source.Table.Finished);
        Assert.Equal(MediaState.Missing, source.State);
        File.Move(path + ".away", path);
        source.ScanAll();
        Assert.True(source.Table.Finished);
        Assert.Equal((long)MediaFixtures.Seconds * 44_100, source.ExactFrames);

        using FFmpegSource other = FFmpegSource.Open(path, -1, 44_100, 2);
        File.AppendAllText(path, "more");
        other.ScanAll();
        Assert.False(other.Table.Finished);
        Assert.Equal(-1, other.ExactFrames);
    }

    [Fact]
    public void Looking_at_a_file_allocates_nothing()
    {
        var file = new MediaFile(Write("fast.bin", 1));
        _ = file.Look(); // warm
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        int same = 0;
        for (int i = 0; i < 1_000; i++) same += file.Look() == MediaState.Same ? 1 : 0;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.Equal(1_000, same);
        if (OperatingSystem.IsLinux()) Assert.Equal(0, allocated);
    }

    private static FileStamp Of(string path) => FileStamp.Of(path, FileStamp.SystemPath(path));

    private static string Write(string name, int bytes)
    {
        string path = MediaFixtures.Scratch(name);
        File.WriteAllBytes(path, new byte[bytes]);
        return path;
    }

    /// <summary>Calls when so many whole pages have come, or at the first chance where that is none; counts samples of them that are not 0.25.</summary>
    private sealed unsafe class PageSink(int pages, Action then) : RunSink
    {
        private readonly List<float> _samples = [];
        private bool _called;

        // Only whole pages are handed over; what stands in a page that is not filled is thrown away.
        public int WholePages => _samples.Count / 2 / Limits.PageFrames;

        public int Foreign => _samples.Take(WholePages * Limits.PageFrames * 2).Count(sample => sample != 0.25f);

        public override bool Stop
        {
            get
            {
                Call();
                return false;
            }
        }

        public override void Write(float* interleaved, int frames)
        {
            _samples.AddRange(new ReadOnlySpan<float>(interleaved, frames * 2));
            Call();
        }

        private void Call()
        {
            if (_called || WholePages < pages) return;
            _called = true;
            then();
        }
    }
}
