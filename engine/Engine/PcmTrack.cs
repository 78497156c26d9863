using Seamline.Decode;

namespace Seamline;

/// <summary>A host's samples on their way into the engine. Valid for the length of the call.</summary>
internal readonly unsafe struct PcmTrack
{
    /// <summary>Interleaved.</summary>
    public float* Samples { get; init; }

    /// <summary>Frames.</summary>
    public long Frames { get; init; }

    /// <summary>Channels.</summary>
    public int Channels { get; init; }

    /// <summary>Their rate, Hz.</summary>
    public int Rate { get; init; }

    /// <summary>What messages call them.</summary>
    public string Key { get; init; }

    /// <summary>Copies them.</summary>
    /// <exception cref="MediaException">There is no memory for them.</exception>
    public MediaSource Open(EngineConfig config) => new PcmSource(Samples, Frames, Channels, Rate, config.Rate, config.Channels);
}
