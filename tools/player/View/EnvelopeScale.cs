using System;
using Seamline.Ui.Model;
using Seamline.Ui.Native;

namespace Seamline.Ui.View;

/// <summary>Where the points of an envelope stand: its owner's clock along, decibels up.</summary>
/// <param name="Owner">Kind of the owner.</param>
/// <param name="Id">The owner.</param>
/// <param name="Origin">Timeline frame at second 0 of its clock.</param>
/// <param name="From">First timeline frame of the owner.</param>
/// <param name="To">The frame after its last.</param>
/// <param name="Box">Where it is drawn.</param>
internal readonly record struct EnvelopeScale(int Owner, long Id, double Origin, double From, double To, Box Box)
{
    /// <summary>The highest gain that is drawn, dB.</summary>
    public const double TopDb = 6;

    /// <summary>The lowest, which stands for silence.</summary>
    public const double BottomDb = -48;

    private const double SilenceDb = -96;

    public double FrameOf(Document document, double seconds) => Origin + (seconds * document.Rate);

    public double SecondsAt(Document document, double frame) => (frame - Origin) / document.Rate;

    public float Y(double decibels) => Box.Y + (float)((TopDb - Math.Clamp(decibels, BottomDb, TopDb)) / (TopDb - BottomDb) * Box.H);

    /// <summary>The gain at a height, to a tenth of a dB; the lowest is silence.</summary>
    public double DecibelsAt(float y)
    {
        double decibels = Math.Round(Math.Clamp(TopDb - ((y - Box.Y) / Box.H * (TopDb - BottomDb)), BottomDb, TopDb), 1);
        return decibels <= BottomDb ? SilenceDb : decibels;
    }

    /// <summary>The scale of a lane.</summary>
    public static EnvelopeScale OfLane(Document document, int lane, Box box) => new(Seam.OwnerLane, document.Mix.Lanes[lane].Id, 0, 0, document.LengthFrames, box);

    /// <summary>The scale of an item.</summary>
    public static EnvelopeScale OfItem(in SeamItem item, Box box) => new(Seam.OwnerItem, item.Id, item.StartFrame, item.StartFrame, item.EndFrame, box);

    /// <summary>The scale of a segment.</summary>
    public static EnvelopeScale OfSegment(Document document, in SeamSegment segment, Box box) =>
        new(Seam.OwnerSegment, segment.Id, segment.StartFrame - (segment.InSeconds * document.Rate), segment.StartFrame, segment.EndFrame, box);
}
