using System;

namespace Seamline;

/// <summary>What has become of the pages that a stretch of a timeline is played from, one bit a state.</summary>
[Flags]
public enum PageStates : byte
{
    /// <summary>There is nothing to load: gaps, silence, beyond the timeline.</summary>
    None = 0,

    /// <summary>In memory.</summary>
    Loaded = 1,

    /// <summary>A loader is at it.</summary>
    Loading = 2,

    /// <summary>Never was in memory.</summary>
    NotLoaded = 4,

    /// <summary>Was in memory, and made room for what plays sooner.</summary>
    Evicted = 8,

    /// <summary>Cannot be had: the medium cannot be read there, has changed, or is gone.</summary>
    Unreadable = 16,
}
