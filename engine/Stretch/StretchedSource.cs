using Seamline.Decode;

namespace Seamline.Stretch;

/// <summary>
/// A source at another speed: its pages lie on the stretched clock, so that everything that reads pages plays them one to one. What it is made of
/// is another source, which it does not own and which outlives it.
/// </summary>
/// <remarks>Thread: see <see cref="MediaSource"/>.</remarks>
internal abstract class StretchedSource : MediaSource
{
    /// <summary>Makes one.</summary>
    /// <param name="medium">What it is made of.</param>
    /// <param name="clock">How its pages lie on that.</param>
    protected StretchedSource(MediaSource medium, StretchClock clock)
    {
        Medium = medium;
        Clock = clock;
        SourceFormat format = medium.Format;
        Format = format with { Frames = clock.FramesFor(format.Frames) };
    }

    /// <summary>What it is made of.</summary>
    public MediaSource Medium { get; }

    /// <summary>How its pages lie on that.</summary>
    public StretchClock Clock { get; }

    /// <inheritdoc/>
    public override SourceFormat Format { get; }

    /// <inheritdoc/>
    public override long ExactFrames => Stretched(Medium.ExactFrames);

    /// <inheritdoc/>
    public override MediaState State => Medium.State;

    /// <inheritdoc/>
    public override MediaFacts? MediaFacts => Medium.MediaFacts;

    /// <inheritdoc/>
    public override ChannelChoice Choice => Medium.Choice;

    /// <inheritdoc/>
    public override string? Notice => Medium.Notice;

    /// <summary>Length of its pages for a length of the medium; -1 for one that is not known.</summary>
    public long Stretched(long frames) => frames < 0 ? -1 : Clock.FramesFor(frames);

    /// <inheritdoc/>
    public override long Measure(RunSink? stop = null) => Stretched(Medium.Measure(stop));

    /// <inheritdoc/>
    public override MediaState Look() => Medium.Look();
}
