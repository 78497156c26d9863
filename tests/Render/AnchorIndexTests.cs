using System;
using System.Collections.Generic;
using Seamline.Clips;
using Seamline.Memory;
using Seamline.Render;
using Seamline.Snapshots;
using Seamline.Timeline;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>The content anchor, which reads a compiled index, against a scan of every row.</summary>
public sealed unsafe class AnchorIndexTests
{
    private const int Followers = 16;

    [Theory]
    [InlineData(12, 3, 6)] // few in points: copies
    [InlineData(12, 2, 400)]
    [InlineData(15, 1, 3)]
    public void It_finds_what_a_scan_finds(int most, int clips, int inPoints)
    {
        var budget = new MemoryBudget(64 << 20);
        var store = new BlockStore(budget);
        var dice = new Dice((ulong)(most + inPoints));
        int jumps = 0;
        for (int i = 0; i < 4_000; i++)
        {
            var rows = new List<(long Frames, long ClipFrame, uint Clip, long Id)>();
            long id = 0;
            for (int n = 1 + dice.Below(most); n > 0; n--) rows.Add((1 + dice.Below(dice.One(3) ? 9 : 90), dice.Below(inPoints) * 25, (uint)dice.Below(clips + 1), ++id));
            RegionBlock* old = Make(store, rows);
            for (int n = dice.Below(5); n >= 0 && rows.Count > 0; n--) Edit(ref dice, rows, ref id);
            RegionBlock* next = Make(store, rows);
            Snapshot before = new() { Block = old };
            Snapshot after = new() { Block = next, Anchor = PlayheadAnchor.Content };
            for (int at = 0; at < old->LengthFrames; at += 1 + dice.Below(20))
            {
                var voice = new Voice { Snapshot = &before, Frame = at };
                long expected = Scan(old, next, at);
                Assert.Equal((i, at, expected), (i, at, Seamline.Render.Anchor.Map(&voice, &after)));
                if (expected != at) jumps++;
            }

            store.Release(ref old);
            store.Release(ref next);
        }

        Assert.True(jumps > 1_000, $"{jumps}");
        store.Dispose();
        Assert.Equal(0, budget.HeldBytes);
    }

    private static void Edit(ref Dice dice, List<(long Frames, long ClipFrame, uint Clip, long Id)> rows, ref long id)
    {
        int at = dice.Below(rows.Count);
        (long Frames, long ClipFrame, uint Clip, long Id) row = rows[at];
        switch (dice.Below(4))
        {
            case 0:
                rows.RemoveAt(at);
                break;
            case 1 when row.Frames > 1:
                long left = 1 + dice.Below((int)row.Frames - 1);
                rows[at] = row with { Frames = left };
                rows.Insert(at + 1, (row.Frames - left, row.ClipFrame + left, row.Clip, ++id));
                break;
            case 2:
                long trim = dice.Below((int)row.Frames);
                rows[at] = row with { ClipFrame = row.ClipFrame + trim, Frames = row.Frames - trim };
                break;
            default:
                rows.RemoveAt(at);
                rows.Insert(dice.Below(rows.Count + 1), row);
                break;
        }
    }

    private static RegionBlock* Make(BlockStore store, List<(long Frames, long ClipFrame, uint Clip, long Id)> rows)
    {
        RegionBlock* block = store.Take(rows.Count, 0, indexed: true);
        foreach ((long frames, long clipFrame, uint clip, long id) in rows)
        {
            block->Regions[block->RegionCount++] = new Region
            {
                Start = block->LengthFrames,
                End = block->LengthFrames + frames,
                ClipFrame = clipFrame,
                Clip = clip,
                Segment = id,
            };
            block->LengthFrames += frames;
        }

        for (int i = 1; i < block->RegionCount; i++)
        {
            Region* region = block->Regions + i;
            RegionFade.Across(region - 1, region, (int)Math.Min(24, Math.Min(rows[i - 1].Frames, rows[i].Frames) / 2), FadeCurve.EqualPower);
        }

        RegionBlock.SetMainLane(block);
        IndexCompiler.Compile(block);
        return block;
    }

    // The rule, row by row from the row of the playhead outward.
    private static long Scan(RegionBlock* old, RegionBlock* next, long frame)
    {
        int index = RegionWalk.OwnerAt(old, frame, -1);
        long into = frame - old->Regions[index].OwnStart;
        for (int i = index; i <= Math.Min(index + Followers, old->RegionCount - 1); i++)
        {
            long found = Scan(next, i, old->Regions + i, into, frame);
            if (found >= 0) return found;
            into = 0;
        }

        return frame;
    }

    private static long Scan(RegionBlock* block, int row, Region* region, long into, long near)
    {
        long wanted = region->OwnClipFrame + into;
        long first = region->OwnClipFrame + (region->OwnEnd - region->OwnStart);
        long exact = -1;
        long later = -1;
        int count = block->RegionCount;
        int around = Math.Min(row, count - 1);
        for (int step = 0; step < 2 * count; step++)
        {
            int at = (step & 1) != 0 ? around + ((step + 1) >> 1) : around - (step >> 1);
            if (at < 0 || at >= count) continue;
            Region* candidate = block->Regions + at;
            bool same = candidate->Segment == region->Segment;
            if (candidate->Clip != region->Clip || (candidate->Clip == 0 && !same && step > 2)) continue;
            long skipped = wanted - candidate->OwnClipFrame;
            if (skipped >= 0 && skipped < candidate->OwnEnd - candidate->OwnStart)
            {
                long found = candidate->OwnStart + skipped;
                if (same) return found;
                if (exact < 0 || Math.Abs(found - near) < Math.Abs(exact - near)) exact = found;
            }
            else if (skipped < 0 && candidate->OwnClipFrame < first)
            {
                first = candidate->OwnClipFrame;
                later = candidate->OwnStart;
            }
        }

        return exact >= 0 ? exact : later;
    }
}
