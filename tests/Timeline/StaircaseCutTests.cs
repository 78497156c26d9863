using System;
using System.Linq;
using Seamline.Decode;
using Seamline.Tests.Kernels;
using Seamline.Tests.Rendering;
using Xunit;

namespace Seamline.Tests.Timelines;

/// <summary>
/// A source whose every sample names its frame, cut a thousand times at times that are no whole frames: each segment begins
/// on the frame that the f64 rule says, and the length is the rule's, after any number of cuts.
/// </summary>
public sealed class StaircaseCutTests
{
    private const int Cuts = 1_000;
    private const float Step = 1f / 0x800000;

    [Theory]
    [InlineData(48_000)]
    [InlineData(44_100)]
    public void Bulk_set_of_a_thousand_ranges(int rate)
    {
        using Rig rig = Make(rate);
        var random = new Random(7);
        var specs = new SegmentSpec[Cuts];
        for (int i = 0; i < Cuts; i++)
        {
            double from = random.NextDouble() * 95;
            specs[i] = new SegmentSpec(new ClipId(1), from, from + 0.005 + (random.NextDouble() * 0.03));
        }

        rig.Set(specs);
        Check(rig, specs);
    }

    [Theory]
    [InlineData(48_000)]
    [InlineData(44_100)]
    public void A_thousand_ripple_deletes(int rate)
    {
        using Rig rig = Make(rate);
        rig.Set(new SegmentSpec(new ClipId(1), 0.12345, 99.9));
        var random = new Random(8);
        double removed = 0;
        for (int i = 0; i < Cuts; i++)
        {
            double at = random.NextDouble() * (rig.Engine.LengthFrames / (double)rate - 0.1);
            double length = 0.001 + (random.NextDouble() * 0.05);
            Rig.Ok(rig.Engine.RippleDelete(at, at + length));
            removed += length;
        }

        SegmentSpec[] specs = Specs(rig);
        Assert.InRange(specs.Length, 500, Cuts + 1);
        Assert.Equal(99.9 - 0.12345 - removed, specs.Sum(s => s.Out - s.In), 1e-9);
        Check(rig, specs);
    }

    /// <summary>Splits alone change nothing, wherever they fall; then every second piece is deleted.</summary>
    [Theory]
    [InlineData(48_000, false)]
    [InlineData(44_100, false)]
    [InlineData(44_100, true)]
    [InlineData(48_000, true)]
    public void A_thousand_splits_leave_every_bit(int rate, bool halfFrames)
    {
        using Rig rig = Make(rate);
        rig.Set(new SegmentSpec(new ClipId(1), halfFrames ? 0.005 : 0.0123456789, 60));
        long length = rig.Engine.LengthFrames;
        float[] whole = rig.Offline();
        var random = new Random(9);
        for (int i = 0; i < Cuts; i++)
        {
            // At 44,100 Hz every odd multiple of 5 ms falls between two frames, at 48,000 Hz of 1/96,000 s.
            double at = !halfFrames ? random.NextDouble() * 59
                : rate == 44_100 ? 0.005 * (1 + random.Next(11_800)) : (1 + (2 * random.Next(2_800_000))) / 96_000.0;
            Status status = rig.Engine.Split(at, out _);
            Assert.True(status == Status.Ok || halfFrames, rig.Engine.LastError);
        }

        Assert.InRange(rig.Engine.SegmentCount, 900, Cuts + 1);
        Assert.Equal(length, rig.Engine.LengthFrames);
        Bits.Same(whole, rig.Offline(), "split without deletion");
        SegmentInfo[] pieces = [.. Enumerable.Range(0, rig.Engine.SegmentCount).Select(rig.Segment)];
        for (int i = 1; i < pieces.Length; i += 2) Rig.Ok(rig.Engine.DeleteSegment(pieces[i].Id));
        Check(rig, Specs(rig));
    }

    private static Rig Make(int rate)
    {
        var rig = new Rig(rate: rate, declick: 0);
        rig.Generated(1, GeneratedShape.Staircase, 0, 1, 100L * rate);
        return rig;
    }

    private static SegmentSpec[] Specs(Rig rig) => [.. Enumerable.Range(0, rig.Engine.SegmentCount).Select(i => rig.Segment(i).Spec)];

    private static void Check(Rig rig, SegmentSpec[] specs)
    {
        float[] heard = rig.Offline();
        var sum = default(ExactSum);
        for (int i = 0; i < specs.Length; i++)
        {
            SegmentInfo info = rig.Segment(i);
            long start = ExactSum.Frame(sum.Seconds, rig.Rate);
            sum.Add(specs[i].In, specs[i].Out, 1);
            long end = ExactSum.Frame(sum.Seconds, rig.Rate);
            Assert.Equal((start, end), (info.StartFrame, info.EndFrame));
            if (start == end) continue;
            bool continues = i > 0 && Math.Abs(specs[i].In - specs[i - 1].Out) <= 1e-9;
            if (!continues) Assert.Equal(ExactSum.Frame(specs[i].In, rig.Rate) * Step, heard[start]);
            Assert.Equal(info.ClipFrame * Step, heard[start]);
            Assert.Equal((info.ClipFrame + (end - 1 - start)) * Step, heard[end - 1]);
        }

        Assert.Equal(ExactSum.Frame(sum.Seconds, rig.Rate), heard.Length);
    }
}
