using System;
using Seamline.Clips;
using Seamline.Snapshots;
using Row = Seamline.Snapshots.EnvelopeRow;

namespace Seamline.Timeline;

/// <summary>Items of a lane that do not overlap, written as regions from the first to the last.</summary>
internal unsafe ref struct LaneRun(RegionBlock* block, int rate)
{
    private Region* _left; // the region before, null at first
    private bool _leftFades; // it ends with the fade-out of a loop as a whole
    private Item _item;

    /// <summary>Writes the regions of an item; it begins at or behind the end of the one before.</summary>
    public void Add(Document document, in ItemRow row, ClipTable clips)
    {
        long start = row.StartFrame(rate);
        float gain = Decibels.ToGain(row.GainDb);
        Clip? clip = clips.Find(row.Clip);
        if (clip == null || clip.TrackCount == 0 || gain == 0 || !IsHeard(start)) return;
        long end = row.EndFrame(rate);
        long fadeIn = Math.Min(ExactTime.Frame(row.FadeIn, rate), end - start);
        _item = new Item
        {
            Clip = row.Clip,
            Id = row.Id,
            Gain = gain,
            Tracks = Region.PackTracks(clip.PlaceTracks(block), clip.TrackCount),
            FadeIn = (int)Math.Min(fadeIn, int.MaxValue),
            FadeOut = (int)Math.Min(Math.Min(ExactTime.Frame(row.FadeOut, rate), end - start - fadeIn), int.MaxValue),
            InCurve = (FadeCurve)row.FadeInCurve,
            OutCurve = (FadeCurve)row.FadeOutCurve,
            Envelope = EnvelopeCompiler.IndexOf(document, EnvelopeOwner.Item, row.Id),
        };
        if (_item.Envelope >= 0) block->Envelopes[_item.Envelope].Origin = start;
        if (row.NeedsShape) Shape(start, end);
        long clipFrame = ExactTime.Frame(row.In, rate);
        int pieces = row.Pieces;
        double seconds = row.Out - row.In;
        for (int i = 0; i < pieces && start < end && IsHeard(start); i++)
        {
            long next = pieces == 1 ? end : Math.Min(end, ExactTime.Frame(row.Start + ((i + 1) * seconds), rate));
            if (next <= start) continue;
            Write(start, next, clipFrame, first: i == 0, last: next == end);
            start = next;
        }
    }

    /// <summary>The last item is written.</summary>
    public readonly void End(int firstRegion)
    {
        Close(_left, _leftFades);

        // How far pieces of one recording go on, from the last to the first.
        for (Region* region = _left; region > block->Regions + firstRegion; region--)
        {
            if (region->RunBefore != 0) region[-1].RunAfter = (ushort)Math.Min(Region.MostRunFrames, region->RunAfter + (region->OwnEnd - region->OwnStart));
        }
    }

    // What begins here or later is not heard, not even in the fade of a seam at the timeline's end.
    private readonly long HeardEnd => block->LengthFrames + block->EdgeFrames;

    // Says which lengths of the timeline change nothing.
    private readonly bool IsHeard(long start)
    {
        bool heard = start < HeardEnd;
        if (heard) block->LaneOrigin.LastStart = Math.Max(block->LaneOrigin.LastStart, start);
        else block->LaneOrigin.NextStart = Math.Min(block->LaneOrigin.NextStart, start);
        return heard;
    }

    // The fades of a loop reach over several regions.
    private void Shape(long start, long end)
    {
        if (_item.Envelope < 0)
        {
            _item.Envelope = block->EnvelopeCount++;
            block->Envelopes[_item.Envelope] = default;
        }

        Row* row = block->Envelopes + _item.Envelope;
        row->Start = start;
        row->End = end;
        row->FadeInFrames = _item.FadeIn;
        row->FadeOutFrames = _item.FadeOut;
        row->InCurve = _item.InCurve;
        row->OutCurve = _item.OutCurve;
        _item.ShapedIn = _item.FadeIn != 0;
        _item.ShapedOut = _item.FadeOut != 0;
        _item.FadeIn = 0;
        _item.FadeOut = 0;
    }

    private void Write(long start, long end, long clipFrame, bool first, bool last)
    {
        Region* region = block->Regions + block->RegionCount++;
        *region = new Region
        {
            Start = start,
            End = end,
            ClipFrame = clipFrame,
            Segment = _item.Id,
            Gain = _item.Gain,
            Clip = _item.Clip,
            Envelope = _item.Envelope,
            TrackRows = _item.Tracks,
            FadeInFrames = first ? _item.FadeIn : 0,
            FadeOutFrames = last ? _item.FadeOut : 0,
        };
        region->Curves = (byte)((first ? (int)_item.InCurve : 0) | ((last ? (int)_item.OutCurve : 0) << 4));
        bool fadesIn = region->FadeInFrames != 0 || (first && _item.ShapedIn);
        if (_left != null && _left->End == start && _left->FadeOutFrames == 0 && !_leftFades && !fadesIn)
        {
            Join(_left, region);
        }
        else
        {
            Close(_left, _leftFades);
            if (!fadesIn && start > 0)
            {
                region->FadeInFrames = (int)Math.Min(block->EdgeFrames, (end - start - region->FadeOutFrames) / 2);
                region->Curves &= 0xF0;
            }
        }

        _left = region;
        _leftFades = last && _item.ShapedOut;
    }

    // One piece of material goes on, other material gets the declick of a seam.
    private readonly void Join(Region* left, Region* right)
    {
        long before = left->End - left->OwnStart;
        bool same = left->Clip == right->Clip && left->OwnClipFrame + before == right->ClipFrame;
        if (same && left->Gain == right->Gain && left->Envelope == right->Envelope)
        {
            right->RunBefore = (ushort)Math.Min(Region.MostRunFrames, left->RunBefore + before);
            return;
        }

        long most = Math.Min(before - left->FadeInFrames, right->End - right->Start - right->FadeOutFrames) / 2;
        Seams.Fade(left, right, (int)Math.Clamp(most, 0, block->EdgeFrames), same ? FadeCurve.Linear : FadeCurve.EqualPower);
    }

    // Nothing follows at once: a declick, where there is no fade.
    private readonly void Close(Region* region, bool fades)
    {
        if (region == null || fades || region->FadeOutFrames != 0) return;
        region->FadeOutFrames = (int)Math.Min(block->EdgeFrames, region->End - region->Start - region->FadeInFrames);
        region->Curves &= 15;
    }

    private struct Item
    {
        public long Id;
        public uint Clip;
        public uint Tracks;
        public float Gain;
        public int FadeIn;
        public int FadeOut;
        public int Envelope;
        public FadeCurve InCurve;
        public FadeCurve OutCurve;
        public bool ShapedIn; // the fade-in is that of a loop as a whole
        public bool ShapedOut;
    }
}
