using System;

namespace Seamline.Encode;

/// <summary>Takes the frames of an export, in order, and puts the finished file in place.</summary>
/// <remarks>Thread: one at a time.</remarks>
internal interface IFrameWriter : IDisposable
{
    /// <summary>Appends whole frames of interleaved samples.</summary>
    void Write(ReadOnlySpan<float> interleaved);

    /// <summary>Completes the file and puts it in place; without it nothing is left.</summary>
    void Commit();
}
