namespace Seamline.Cli;

/// <summary>What is drawn of one edit: the same stretch of output without the edit and as it was heard.</summary>
internal sealed record EditPicture
{
    /// <summary>What was done and when.</summary>
    public required string Title { get; init; }

    /// <summary>Interleaved samples without the edit; the first channel is drawn.</summary>
    public required float[] Before { get; init; }

    /// <summary>Interleaved samples as heard, of the same frames.</summary>
    public required float[] After { get; init; }

    /// <summary>Channels of both.</summary>
    public int Channels { get; init; } = 2;

    /// <summary>Frames a second.</summary>
    public required int Rate { get; init; }

    /// <summary>First frame of the crossfade, counted from the start of the samples.</summary>
    public required int SwapFrame { get; init; }

    /// <summary>Frames of the crossfade.</summary>
    public required int FadeFrames { get; init; }

    /// <summary>Largest step from one sample to the next around the swap, full scale = 1.</summary>
    public required double MaxStep { get; init; }

    /// <summary>Largest step of the material itself.</summary>
    public required double MaterialMaxStep { get; init; }
}
