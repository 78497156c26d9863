namespace Seamline;

/// <summary>What has become of a source's medium since it was opened, as far as anybody has looked.</summary>
public enum MediaState
{
    /// <summary>The file under its name is the one that was opened. What is no file is always the same.</summary>
    Same = 0,

    /// <summary>
    /// The file has another size or another time of modification: nothing of it is loaded any more, what is in memory goes on
    /// playing, and the rest is silence until <see cref="Engine.Invalidate"/> reopens it.
    /// </summary>
    Changed = 1,

    /// <summary>The file is gone, or cannot be reached. Back again and the same, it is loaded on after the next look.</summary>
    Missing = 2,
}
