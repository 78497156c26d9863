namespace Seamline.Projects;

/// <summary>How much a file of another program may hold. What is beyond is refused, so that no file takes the machine's memory.</summary>
internal static class FormatLimits
{
    /// <summary>Bytes of a file.</summary>
    public const long MaxFileBytes = 64L << 20;

    /// <summary>Segments and gaps: as many as an engine takes.</summary>
    public const int MaxItems = 65_536;

    /// <summary>Markers.</summary>
    public const int MaxMarkers = 65_536;

    /// <summary>Elements inside one another.</summary>
    public const int MaxDepth = 64;

    /// <summary>Longest time, seconds.</summary>
    public const double MaxSeconds = 10_000_000;
}
