using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Seamline.Cli;
using Seamline.Decode;
using Seamline.Projects;
using Seamline.Tests.EngineTests;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>What an import costs, in measures that repeat: bytes allocated, rows compared, media opened.</summary>
public sealed class ImportWorkTests : IDisposable
{
    private const int Few = 1_000;
    private const int Many = 10_000;

    /// <summary>Measured 1,816; 3,594 where lists without values, names of own data and lambdas that are not called need objects.</summary>
    private const int MostBytesAClip = 2_000;

    private readonly ProjectFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reading_allocates_in_proportion_to_the_clips()
    {
        string few = Written(Few);
        string many = Written(Many);
        Allocated(few, Few); // caches of texts and names
        double small = Allocated(few, Few);
        double large = Allocated(many, Many);
        Assert.InRange(large / small, 8, 10.5);
        Assert.InRange(large / Many, 0, MostBytesAClip);
    }

    [Fact]
    public void Media_are_opened_once_each_and_several_at_once()
    {
        const int Media = 24;
        var opened = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        using var both = new Barrier(2);
        int waits = 0;
        using var rig = new EngineRig(openMedia: (path, _, rate, channels, _, _) =>
        {
            opened.AddOrUpdate(path, 1, (_, count) => count + 1);
            // The first two wait for each other: one thread alone would wait in vain.
            if (Interlocked.Increment(ref waits) <= 2 && Environment.ProcessorCount > 1) Assert.True(both.SignalAndWait(60_000)); // pairs with itself: who of the openers comes first
            return new GeneratedSource(GeneratedShape.Staircase, 0, rate, channels, rate);
        });
        // Each medium in two clips, the second with an offset of its own.
        ProjectTrack[] tracks = [.. Enumerable.Range(0, Media).Select(i => new ProjectTrack { MediaPath = _folder.Media($"{i}.wav") })];
        ProjectClip[] clips = [.. tracks.Concat(tracks.Select(track => track with { OffsetSeconds = 0.25 })).Select((track, i) => new ProjectClip { Id = i + 1, Name = $"{i}", Tracks = [track] })];
        Assert.Empty(ClipMedia.Open(rig.Engine, new Project { Clips = clips }));
        Assert.Equal(Media, opened.Count);
        Assert.All(opened.Values, count => Assert.Equal(1, count));
        Assert.All(clips, clip => Assert.Equal(Status.Ok, rig.Engine.GetClipFrames(new ClipId((uint)clip.Id), out _)));
    }

    [Fact]
    public void Each_medium_that_fails_is_named_with_its_own_cause()
    {
        ProjectClip[] clips = [.. Enumerable.Range(0, 12).Select(i => new ProjectClip { Id = i + 1, Name = $"{i}", Tracks = [new ProjectTrack { MediaPath = i == 5 ? _folder.Path("gone.wav") : _folder.Media($"{i}.wav") }] })];
        int calls = 0;
        var opening = new Seamline.Projects.MediaOpening(clip => { Interlocked.Increment(ref calls); return clip.Id % 3 == 0 ? $"cause {clip.Id}" : null; }, _ => []) { AtOnce = 4 }; // counts alone
        IReadOnlyList<MediaFault> faults = ProjectMedia.Open(new Project { Clips = clips }, opening);
        Assert.Equal([(3, "cause 3"), (6, $"{_folder.Path("gone.wav")}: there is no such file"), (9, "cause 9"), (12, "cause 12")], faults.Select(fault => (fault.ClipId, fault.Sentence)));
        Assert.Equal(11 + 3, calls);
    }

    [Fact]
    public void A_project_that_states_lengths_is_converted_without_its_media()
    {
        // Nothing in them can be opened, and nobody is asked for their lengths.
        var options = new OtioReadOptions { MediumSeconds = _ => throw new InvalidOperationException("a medium was opened"), MediumStreams = _ => throw new InvalidOperationException("a medium was opened") };
        Project project = ProjectFile.Read(Written(8), options);
        Assert.All(project.Clips, clip => Assert.Equal(60, clip.StatedSeconds));
        foreach (string name in new[] { "c.otio", "c.edl", "c.fcpxml", "c.xml", "c.mlt", "c.rpp", "c.v3", "c.llc" })
        {
            Project one = name is "c.llc" ? project with { Clips = [project.Clips[0]], Segments = [.. project.Segments.Where(segment => segment.ClipId == 1)] } : project;
            ProjectFile.Write(one, _folder.Path(name), new FrameRate(25, 1));
            Assert.Equal(one.Segments.Count, ProjectFile.Read(_folder.Path(name), options with { FrameRate = new FrameRate(25, 1) }).Segments.Count(segment => segment.ClipId != 0));
        }
    }

    // As another program writes it: every field, lists without values, the range of the medium.
    private string Written(int clips)
    {
        for (int i = 0; i < 8; i++) _folder.Media($"{i}.wav");
        string path = _folder.Path($"{clips}.otio");
        using var text = new StreamWriter(path);
        text.Write("""{"OTIO_SCHEMA": "Timeline.1", "metadata": {}, "name": "t", "tracks": {"OTIO_SCHEMA": "Stack.1", "name": "tracks", "children": [{"OTIO_SCHEMA": "Track.1", "kind": "Audio", "name": "A1", "children": [""");
        for (int i = 0; i < clips; i++)
        {
            text.Write(string.Create(CultureInfo.InvariantCulture, $$$"""
                {{{(i == 0 ? "" : ",")}}}{"OTIO_SCHEMA": "Clip.2", "metadata": {"seamline": {"in": {{{i % 50}}}.0, "out": {{{(i % 50) + 0.5}}} }}, "name": "take {{{i}}}", "effects": [], "markers": [], "enabled": true,
                "source_range": {"OTIO_SCHEMA": "TimeRange.1", "duration": {"OTIO_SCHEMA": "RationalTime.1", "rate": 48000.0, "value": 24000.0}, "start_time": {"OTIO_SCHEMA": "RationalTime.1", "rate": 48000.0, "value": {{{i % 50 * 48_000}}}.0}},
                "media_references": {"DEFAULT_MEDIA": {"OTIO_SCHEMA": "ExternalReference.1", "metadata": {}, "name": "", "target_url": "{{{i % 8}}}.wav",
                "available_range": {"OTIO_SCHEMA": "TimeRange.1", "duration": {"OTIO_SCHEMA": "RationalTime.1", "rate": 48000.0, "value": 2880000.0}, "start_time": {"OTIO_SCHEMA": "RationalTime.1", "rate": 48000.0, "value": 0.0} } } },
                "active_media_reference_key": "DEFAULT_MEDIA"}
                """));
        }
        text.Write("]}]}}");
        return path;
    }

    private static double Allocated(string path, int clips)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(clips, ProjectFile.Read(path, new OtioReadOptions()).Segments.Count);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
