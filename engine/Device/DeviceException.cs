using System;

namespace Seamline.Device;

/// <summary>A device or the SDL library that cannot be used: the sentence says what failed and what to do.</summary>
internal sealed class DeviceException : Exception
{
    /// <summary>Makes one with the sentence to show.</summary>
    public DeviceException(string message)
        : base(message)
    {
    }

    /// <summary>SDL itself is missing or too old, whatever was asked of it.</summary>
    public bool LibraryMissing { get; init; }

    /// <summary>Makes one with the sentence to show and its cause.</summary>
    public DeviceException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes one without a sentence.</summary>
    public DeviceException()
    {
    }
}
