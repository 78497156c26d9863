namespace Seamline.Decode;

/// <summary>How the search for a run's first packet ended.</summary>
internal enum Landing
{
    /// <summary>The next packet is the wanted one.</summary>
    Landed,

    /// <summary>The sink asked to stop.</summary>
    Stopped,

    /// <summary>The packet is not there (any more), or the file cannot be read.</summary>
    Failed,
}
