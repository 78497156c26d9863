using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Seamline.Memory;
using Seamline.Render;
using Seamline.Snapshots;
using Seamline.Timeline;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>Fields of different writers stand a cache line apart, and rows have the sizes they are counted with.</summary>
public sealed unsafe class LayoutTests
{
    private enum Writer
    {
        Nobody,
        Both,
        Callback,
        Control,
    }

    // A field that is not named here fails the test: who adds one says who writes it.
    private static readonly Dictionary<string, Writer> Writers = new(StringComparer.Ordinal)
    {
        ["Channels"] = Writer.Nobody,
        ["SwapLog"] = Writer.Nobody,
        ["Scratch"] = Writer.Nobody,
        ["Claim"] = Writer.Nobody,
        ["Meter"] = Writer.Nobody, // when meters are turned on or off
        ["Mailbox"] = Writer.Both,
        ["ReaderWord"] = Writer.Callback,
        ["PlayheadFrame"] = Writer.Callback,
        ["TakenSerial"] = Writer.Callback,
        ["Sounding"] = Writer.Callback,
        ["Blocks"] = Writer.Callback,
        ["FramesRendered"] = Writer.Callback,
        ["SwapCount"] = Writer.Callback,
        ["RetiredHead"] = Writer.Callback,
        ["SeekSerial"] = Writer.Callback,
        ["TransportSerial"] = Writer.Callback,
        ["Current"] = Writer.Callback,
        ["Previous"] = Writer.Callback,
        ["WrapPending"] = Writer.Callback,
        ["FadeFrame"] = Writer.Callback,
        ["FadeFrames"] = Writer.Callback,
        ["Misses"] = Writer.Callback,
        ["PreviousMisses"] = Writer.Callback,
        ["BlockBegan"] = Writer.Callback,
        ["Waiting"] = Writer.Callback,
        ["WaitsUntil"] = Writer.Callback,
        ["Retired"] = Writer.Callback,
        ["RetiredTail"] = Writer.Control,
    };

    [Fact]
    public void Fields_of_different_writers_stand_a_cache_line_apart()
    {
        (Writer Writer, int From, int To, string Name)[] fields =
        [
            .. typeof(RenderState).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
                .Select(f => (Writers[f.Name], Offset(f), Offset(f) + Size(f), f.Name))
                .OrderBy(f => f.Item2),
        ];
        Assert.Equal(Writers.Count, fields.Length);
        for (int i = 1; i < fields.Length; i++)
        {
            int distance = fields[i].From - fields[i - 1].To;
            Assert.True(distance >= 0, $"{fields[i].Name} lies over {fields[i - 1].Name}");
            if (fields[i].Writer != fields[i - 1].Writer)
                Assert.True(distance >= NativeBlock.CacheLine, $"{fields[i].Name} is {distance} bytes behind {fields[i - 1].Name}");
        }

        Assert.True(RenderState.Size >= fields[^1].To + NativeBlock.CacheLine, "what follows the state is written by others");
        Assert.Equal(RenderState.Size, sizeof(RenderState));
    }

    [Fact]
    public void Offsets_are_what_the_attributes_say()
    {
        RenderState state;
        Assert.Equal(Offset(nameof(RenderState.Mailbox)), (byte*)&state.Mailbox - (byte*)&state);
        Assert.Equal(Offset(nameof(RenderState.ReaderWord)), (byte*)&state.ReaderWord - (byte*)&state);
        Assert.Equal(Offset(nameof(RenderState.RetiredTail)), (byte*)&state.RetiredTail - (byte*)&state);
        Assert.Equal(Offset(nameof(RenderState.Retired)), (byte*)state.Retired - (byte*)&state);
    }

    [Fact]
    public void Rows_have_their_sizes()
    {
        Assert.Equal(64, sizeof(Region));
        Assert.Equal(32, sizeof(SnapshotTrack));
        Assert.Equal(144, sizeof(Snapshot));
        Assert.Equal(112, sizeof(SwapEvent));
        Assert.Equal(64, sizeof(Voice));
        Assert.Equal(64, sizeof(SegmentRow));
        Assert.Equal(32, sizeof(MissMemory));
        Assert.Equal(32, sizeof(MissRow));
    }

    [Fact]
    public void The_retire_ring_cannot_overrun() => Assert.True(Publisher.Snapshots < RenderState.RetiredSlots);

    [Fact]
    public void Regions_begin_on_a_cache_line_and_tracks_and_index_behind_them()
    {
        var budget = new MemoryBudget(32 << 20);
        var store = new Seamline.Clips.BlockStore(budget);
        foreach (int regions in (int[])[0, 1, 20, 2_000])
        {
            RegionBlock* block = store.Take(regions, 3, indexed: regions == 20);
            Assert.Equal(0, (nint)block->Regions % NativeBlock.CacheLine);
            Assert.True((byte*)block->Regions >= (byte*)(block->Lanes + 1));
            Assert.True((byte*)(block->Tracks + 3) <= (byte*)block + block->Bytes);
            Assert.True((byte*)(block->Segments + (2 * block->IndexRoom)) <= (byte*)block + block->Bytes);
            Assert.True((byte*)block->Tracks >= (byte*)(block->Regions + regions));
            store.Release(ref block);
        }

        store.Dispose();
        Assert.Equal(0, budget.HeldBytes);
    }

    private static int Offset(string name) => Offset(typeof(RenderState).GetField(name)!);

    private static int Offset(FieldInfo field) => field.GetCustomAttribute<FieldOffsetAttribute>()!.Value;

    private static int Size(FieldInfo field)
    {
        if (field.GetCustomAttribute<FixedBufferAttribute>() is { } buffer) return buffer.Length * sizeof(long);
        if (field.FieldType.IsPointer) return sizeof(nint);
        return field.FieldType switch
        {
            { } t when t == typeof(int) => sizeof(int),
            { } t when t == typeof(long) || t == typeof(nint) => sizeof(long),
            { } t when t == typeof(Voice) => sizeof(Voice),
            { } t when t == typeof(MissMemory) => sizeof(MissMemory),
            { } t when t == typeof(RenderScratch) => sizeof(RenderScratch),
            _ => throw new InvalidOperationException($"size of {field.Name}?"),
        };
    }
}
