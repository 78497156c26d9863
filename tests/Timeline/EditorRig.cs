using System;
using System.Linq;
using Seamline.Memory;
using Seamline.Timeline;
using Xunit;

namespace Seamline.Tests.Timelines;

/// <summary>An editor without an engine.</summary>
internal sealed class EditorRig : IDisposable
{
    public EditorRig(int rate = 48_000, DocumentFeatures features = DocumentFeatures.None)
    {
        Rate = rate;
        Editor = new TimelineEditor(Budget, rate, Error, features);
    }

    public int Rate { get; }

    public MemoryBudget Budget { get; } = new(500L << 20);

    public ErrorText Error { get; } = new();

    public TimelineEditor Editor { get; }

    public int Count => Editor.List.Count;

    public SegmentInfo[] Segments => [.. Enumerable.Range(0, Count).Select(Editor.Info)];

    public SegmentId Id(int index) => Editor.Info(index).Id;

    public void Set(params SegmentSpec[] specs) => Ok(Editor.Set(specs));

    /// <summary>The in and out points, as text: one line to compare.</summary>
    public string Ranges => string.Join(' ', Segments.Select(s => $"{s.Spec.Clip.Value}:{s.Spec.In}-{s.Spec.Out}"));

    public static void Ok(Status status) => Assert.Equal(Status.Ok, status);

    public void Dispose()
    {
        Editor.Dispose();
        Assert.Equal(0, Budget.HeldBytes);
    }
}
