using System;
using System.Collections.Generic;
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
            Assert.Equal(Row(expected.Segments[i]), Row(actual.Segments[i]));
    }

    public static void Texts(IEnumerable<string?> expected, IEnumerable<string?> actual) => Assert.Equal(expected, actual, StringComparer.Ordinal);

    private static (int, long?, long?, long?, long?, bool, string) Row(ProjectSegment s)
        => (s.ClipId, Bits(s.In), Bits(s.Out), Bits(s.Speed), Bits(s.GainDb), s.Muted, s.Name);

    private static long? Bits(double? value) => value is { } number ? BitConverter.DoubleToInt64Bits(number) : null;
}
