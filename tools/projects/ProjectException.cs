using System;

namespace Seamline.Projects;

/// <summary>A project that cannot be read or written: the message is one sentence that names the file, the item and the cause.</summary>
public sealed class ProjectException : Exception
{
    /// <summary>Makes one with the sentence to show.</summary>
    public ProjectException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with the sentence to show and its cause.</summary>
    public ProjectException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes one without a sentence.</summary>
    public ProjectException()
    {
    }
}
