using System;
using System.Collections.Generic;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>Equality of projects to the bit.</summary>
internal static class Same
{
    public static void Projects(Project expected, Project actual)
    {
        Assert.Equal(expected.Name, actual.Name);
        Assert.Equal(Bits(expected.DeclickMilliseconds), Bits(actual.DeclickMilliseconds));
        Assert.Equal(expected.Clips.Count, actual.Clips.Count);
        for (int i = 0; i < expected.Clips.Count; i++)
        {
            Assert.Equal((expected.Clips[i].Id, expected.Clips[i].Name), (actual.Clips[i].Id, actual.Clips[i].Name));
            Assert.Equal(ClipTable.Key(expected.Clips[i].Tracks), ClipTable.Key(actual.Clips[i].Tracks));
        }
        Assert.Equal(expected.Segments.Count, actual.Segments.Count);
        for (int i = 0; i < expected.Segments.Count; i++)
        {
            Assert.Equal(Row(expected.Segments[i]), Row(actual.Segments[i]));
            Assert.Equal((expected.Segments[i].Transition?.Kind, Bits(expected.Segments[i].Transition?.Seconds)), (actual.Segments[i].Transition?.Kind, Bits(actual.Segments[i].Transition?.Seconds)));
            Envelopes(expected.Segments[i].Envelope, actual.Segments[i].Envelope);
        }
        Assert.Equal(expected.Lanes.Count, actual.Lanes.Count);
        for (int i = 0; i < expected.Lanes.Count; i++)
            Lanes(expected.Lanes[i], actual.Lanes[i]);
        ProjectMaster master = expected.Master;
        Assert.Equal((Bits(master.GainDb), master.Limiter, Bits(master.CeilingDb)), (Bits(actual.Master.GainDb), actual.Master.Limiter, Bits(actual.Master.CeilingDb)));
        Envelopes(master.Envelope, actual.Master.Envelope);
        Assert.Equal(expected.RoomTone, actual.RoomTone);
    }

    public static void Texts(IEnumerable<string?> expected, IEnumerable<string?> actual) => Assert.Equal(expected, actual, StringComparer.Ordinal);

    private static void Lanes(ProjectLane expected, ProjectLane actual)
    {
        Assert.Equal((expected.Name, Bits(expected.GainDb)), (actual.Name, Bits(actual.GainDb)));
        Assert.Equal((expected.Muted, expected.Solo, expected.Ripples, expected.Extends), (actual.Muted, actual.Solo, actual.Ripples, actual.Extends));
        Envelopes(expected.Envelope, actual.Envelope);
        Assert.Equal(expected.Ducking, actual.Ducking);
        Assert.Equal(expected.Items.Count, actual.Items.Count);
        for (int i = 0; i < expected.Items.Count; i++)
        {
            (ProjectItem a, ProjectItem b) = (expected.Items[i], actual.Items[i]);
            Assert.Equal((a.ClipId, Bits(a.Start), Bits(a.In), Bits(a.Out), Bits(a.GainDb), a.Muted, a.Name), (b.ClipId, Bits(b.Start), Bits(b.In), Bits(b.Out), Bits(b.GainDb), b.Muted, b.Name));
            Assert.Equal((Bits(a.FadeIn), Bits(a.FadeOut), a.FadeInShape, a.FadeOutShape, Bits(a.LoopSeconds)), (Bits(b.FadeIn), Bits(b.FadeOut), b.FadeInShape, b.FadeOutShape, Bits(b.LoopSeconds)));
            Envelopes(a.Envelope, b.Envelope);
        }
    }

    private static void Envelopes(IReadOnlyList<EnvelopePoint> expected, IReadOnlyList<EnvelopePoint> actual)
        => Assert.Equal(expected.Select(point => (Bits(point.Seconds), Bits(point.Decibels))), actual.Select(point => (Bits(point.Seconds), Bits(point.Decibels))));

    private static (int, long?, long?, long?, Seamline.Projects.SpeedMode?, long?, bool, string) Row(ProjectSegment s)
        => (s.ClipId, Bits(s.In), Bits(s.Out), Bits(s.Speed), s.Speed == 1 ? null : s.SpeedMode, Bits(s.GainDb), s.Muted, s.Name);

    private static long? Bits(double? value) => value is { } number ? BitConverter.DoubleToInt64Bits(number) : null;
}
