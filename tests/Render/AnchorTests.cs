using System;
using Seamline.Tests.Kernels;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>Where the playhead is after an edit, by frame and by content. Staircase: what is heard names the clip's frame.</summary>
public sealed class AnchorTests
{
    // 1: clip frames 0..48,000; gap of 24,000; 2: 96,000..144,000; 1: 96,000..144,000. Played to frame 12,000 of the second piece.
    private static Rig Make(Anchor anchor, int played)
    {
        var rig = new Rig(anchor: anchor, declick: 0);
        rig.Pcm(1, Sound.Stairs(480_000));
        rig.Pcm(2, Sound.Stairs(480_000, 1_000_000));
        rig.Set(Clip(1, 0, 1), new SegmentSpec(ClipId.None, 0, 0.5), Clip(2, 2, 3), Clip(1, 2, 3));
        rig.Start(played);
        return rig;
    }

    private static SegmentSpec Clip(uint clip, double from, double to) => new(new ClipId(clip), from, to);

    // The playhead right after the swap, and the clip frame heard there.
    private static (long Playhead, long Heard) After(Rig rig)
    {
        float[] heard = rig.Pull(1_000);
        return (rig.Playhead - 1_000, (long)(heard[999] * 8_388_608) - 999);
    }

    [Theory]
    [InlineData(Anchor.Frame, 84_000, 1_108_000 + 24_000)]
    [InlineData(Anchor.Content, 60_000, 1_108_000)]
    public void Delete_before_the_playhead(Anchor anchor, long playhead, long heard)
    {
        using Rig rig = Make(anchor, 84_000);
        Rig.Ok(rig.Engine.RippleDelete(0.25, 0.75));
        Assert.Equal((playhead, heard), After(rig));
    }

    [Theory]
    [InlineData(Anchor.Frame, 30_000, 54_000)]
    [InlineData(Anchor.Content, 24_000, 24_000 + 24_000)]
    public void Delete_under_the_playhead_goes_on_with_what_followed_in_the_segment(Anchor anchor, long playhead, long heard)
    {
        using var rig = new Rig(anchor: anchor, declick: 0);
        rig.Pcm(1, Sound.Stairs(480_000));
        rig.Set(Clip(1, 0, 5), Clip(1, 7, 9));
        rig.Start(30_000);
        Rig.Ok(rig.Engine.RippleDelete(0.5, 1));
        Assert.Equal((playhead, heard), After(rig));
    }

    [Theory]
    [InlineData(Anchor.Frame, 84_000, 96_000 + 12_000)]
    [InlineData(Anchor.Content, 72_000, 96_000)]
    public void Delete_of_the_segment_under_the_playhead_goes_on_with_the_next(Anchor anchor, long playhead, long heard)
    {
        using Rig rig = Make(anchor, 84_000);
        Rig.Ok(rig.Engine.DeleteSegment(rig.Segment(2).Id));
        Assert.Equal((playhead, heard), After(rig));
    }

    [Fact]
    public void Delete_over_the_end_of_the_segment_goes_on_with_the_rest_of_the_next()
    {
        using Rig rig = Make(Anchor.Content, 84_000);
        Rig.Ok(rig.Engine.RippleDelete(1.6, 2.75));
        Assert.Equal((76_800L, 96_000 + 12_000L), After(rig));
    }

    [Theory]
    [InlineData(Anchor.Frame, 84_000, 36_000)]
    [InlineData(Anchor.Content, 12_000, 1_108_000)]
    public void Move(Anchor anchor, long playhead, long heard)
    {
        using Rig rig = Make(anchor, 84_000);
        Rig.Ok(rig.Engine.Move(rig.Segment(2).Id, 0));
        (long at, long frame) = After(rig);
        Assert.Equal(playhead, at);
        if (anchor == Anchor.Content) Assert.Equal(heard, frame);
        else Assert.Equal(heard, rig.Segment(1).ClipFrame + (at - rig.Segment(1).StartFrame));
    }

    [Theory]
    [InlineData(Anchor.Frame)]
    [InlineData(Anchor.Content)]
    public void Split_and_edits_behind_move_nothing(Anchor anchor)
    {
        using Rig rig = Make(anchor, 84_000);
        Rig.Ok(rig.Engine.Split(1.6, out _));
        Rig.Ok(rig.Engine.Split(2, out _));
        Rig.Ok(rig.Engine.RippleDelete(2.7, 2.9));
        Assert.Equal((84_000L, 1_108_000L), After(rig));
    }

    [Theory]
    [InlineData(Anchor.Frame, 61_000)]
    [InlineData(Anchor.Content, 85_000)]
    public void Undo_takes_the_playhead_along(Anchor anchor, long playhead)
    {
        using Rig rig = Make(anchor, 84_000);
        Rig.Ok(rig.Engine.SetAnchor(Anchor.Content));
        Rig.Ok(rig.Engine.RippleDelete(0.25, 0.75));
        Assert.Equal(60_000, After(rig).Playhead);
        Rig.Ok(rig.Engine.SetAnchor(anchor));
        Rig.Ok(rig.Engine.Undo());
        Assert.Equal(playhead, After(rig).Playhead);
    }

    /// <summary>The same recording is there twice: the playhead stays in its segment.</summary>
    [Theory]
    [InlineData("delete before")]
    [InlineData("insert before")]
    [InlineData("split after")]
    [InlineData("split before")]
    public void Content_that_is_there_twice(string edit)
    {
        using var rig = new Rig(anchor: Anchor.Content, declick: 0);
        rig.Pcm(1, Sound.Stairs(480_000));
        rig.Set(Clip(1, 5, 6), Clip(1, 0, 4), Clip(1, 0, 4), Clip(1, 0, 4));
        Rig.Ok(rig.Engine.SeekFrame((48_000 * 5) + 100_000));
        rig.Start(1_000);
        long shift = 0;
        switch (edit)
        {
            case "delete before":
                Rig.Ok(rig.Engine.DeleteSegment(rig.Segment(0).Id));
                shift = -48_000;
                break;
            case "insert before":
                Rig.Ok(rig.Engine.Insert(0, Clip(1, 5, 7), out _));
                shift = 96_000;
                break;
            case "split after":
                Rig.Ok(rig.Engine.Split(8.5, out _));
                break;
            default:
                Rig.Ok(rig.Engine.Split(5.5, out _));
                break;
        }

        Assert.Equal(((48_000 * 5) + 101_000 + shift, 101_000L), After(rig));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void In_a_gap_the_place_in_the_gap_is_kept(bool behind)
    {
        using Rig rig = Make(Anchor.Content, 60_000);
        if (behind) Rig.Ok(rig.Engine.RippleDelete(2, 2.25));
        else Rig.Ok(rig.Engine.RippleDelete(0.25, 0.75));
        rig.Pull(1_000);
        Assert.Equal((behind ? 60_000 : 36_000) + 1_000, rig.Playhead);
        Rig.Ok(rig.Engine.DeleteSegment(rig.Segment(behind ? 1 : 2).Id));
        Assert.Equal((behind ? 48_000 : 24_000, 1_096_000L), After(rig));
    }

    [Fact]
    public void Content_that_is_gone_for_good_leaves_the_frame()
    {
        using Rig rig = Make(Anchor.Content, 150_000);
        Rig.Ok(rig.Engine.DeleteSegment(rig.Segment(3).Id));
        rig.Pull(2_000);
        Assert.Equal((120_000L, false), (rig.Playhead, rig.Playing));
    }

    [Fact]
    public void A_bulk_set_keeps_the_content_though_segments_are_new()
    {
        using Rig rig = Make(Anchor.Content, 84_000);
        rig.Set(Clip(1, 0, 0.5), Clip(2, 2.1, 3), Clip(1, 2, 3));
        Assert.Equal((24_000 + 12_000 - 4_800L, 1_108_000L), After(rig));
    }

    [Fact]
    public void While_paused_the_playhead_moves_too()
    {
        using Rig rig = Make(Anchor.Content, 84_000);
        Rig.Ok(rig.Engine.Pause());
        rig.Pull(1_000);
        Rig.Ok(rig.Engine.RippleDelete(0.25, 0.75));
        rig.Pull(10);
        Assert.Equal(60_000, rig.Playhead);
        float[] again = rig.Start(1_000);
        Bits.Same(rig.Offline(60_240, 760), again.AsSpan(240), "goes on at its content");
    }
}
