namespace Seamline.Decode;

/// <summary>What the open media of an engine share.</summary>
/// <param name="idle">Its demuxers.</param>
/// <param name="spill">Where decoded samples go that cannot be decoded again from the middle; null for a file of the usual size.</param>
/// <remarks>Thread: any.</remarks>
internal sealed class MediaResources(IdleMedia idle, SpillFile? spill = null)
{
    /// <summary>The demuxers.</summary>
    public IdleMedia Idle { get; } = idle;

    /// <summary>The temporary file.</summary>
    public SpillFile Spill { get; } = spill ?? new SpillFile();
}
