namespace Seamline.Projects;

/// <summary>An event of an EDL.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Reel">The reel.</param>
/// <param name="Channels">V, A, A2, AA, B, AA/V ...</param>
/// <param name="Effect">C, D, W..., K...</param>
/// <param name="SourceIn">First frame of the source.</param>
/// <param name="SourceOut">The frame after the last.</param>
/// <param name="RecordIn">First frame of the record.</param>
/// <param name="RecordOut">The frame after the last.</param>
internal sealed record EdlEvent(int Line, string Reel, string Channels, string Effect, long SourceIn, long SourceOut, long RecordIn, long RecordOut)
{
    /// <summary>FROM CLIP NAME.</summary>
    public string? ClipName { get; set; }

    /// <summary>SOURCE FILE.</summary>
    public string? SourceFile { get; set; }

    /// <summary>Frames at its beginning through which it goes on from the event before it; 0 for a cut.</summary>
    public long Dissolve { get; init; }

    /// <summary>It has sound: an A channel, or B, both.</summary>
    public bool IsAudio => Channels.Contains('A', System.StringComparison.OrdinalIgnoreCase) || Channels is "B" or "b";

    /// <summary>Black: silence.</summary>
    public bool IsBlack => Reel.ToUpperInvariant() is "BL" or "BLACK";
}
