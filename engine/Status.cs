namespace Seamline;

/// <summary>How a call ended. Anything but <see cref="Ok"/> has a sentence in <see cref="Engine.LastError"/>, and nothing was changed.</summary>
public enum Status
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>An argument is out of range, not a number, or contradicts another.</summary>
    InvalidArgument = 1,

    /// <summary>No such clip, segment, device or file.</summary>
    NotFound = 2,

    /// <summary>A limit of <see cref="Limits"/> is reached.</summary>
    LimitReached = 3,

    /// <summary>The memory budget does not allow it.</summary>
    OutOfBudget = 4,

    /// <summary>A medium cannot be opened or read.</summary>
    MediaError = 5,

    /// <summary>The output device cannot be opened.</summary>
    DeviceError = 6,

    /// <summary>FFmpeg or SDL is missing, or of a version the engine does not know.</summary>
    MissingLibrary = 7,

    /// <summary>Not ready within the time given.</summary>
    TimedOut = 8,

    /// <summary>The call does not fit the present state: nothing to undo, no device open.</summary>
    InvalidState = 9,

    /// <summary>Cancelled by the caller.</summary>
    Cancelled = 10,

    /// <summary>C border: the handle is null, closed, of another kind, or never was one.</summary>
    InvalidHandle = 11,

    /// <summary>C border: a fault of the engine's own; the sentence says what.</summary>
    Internal = 12,
}
