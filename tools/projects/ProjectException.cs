using System;
using System.Linq;

namespace Seamline.Projects;

/// <summary>A project that cannot be read or written: the message is one sentence that names the file, the item and the cause.</summary>
public sealed class ProjectException : Exception
{
    /// <summary>Makes one with the sentence to show.</summary>
    public ProjectException(string message)
        : base(Clean(message))
    {
    }

    /// <summary>Makes one with the sentence to show and its cause.</summary>
    public ProjectException(string message, Exception inner)
        : base(Clean(message), inner)
    {
    }

    /// <summary>Makes one without a sentence.</summary>
    public ProjectException()
    {
    }

    // What a file says may hold any character; lists of media are lines of their own.
    private static string Clean(string message)
        => message.Any(character => char.IsControl(character) && character != '\n') ? string.Concat(message.Where(character => !char.IsControl(character) || character == '\n')) : message;
}
