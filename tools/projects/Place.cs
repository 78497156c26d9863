using System;
using System.Linq;

namespace Seamline.Projects;

/// <summary>Where in a project file something stands, for messages.</summary>
/// <param name="File">The project file.</param>
/// <param name="Schema">The item's schema, such as "Clip.2".</param>
/// <param name="Name">The item's name; may be empty.</param>
/// <param name="Index">The item's position among its siblings, from 0; -1 where it has none.</param>
internal readonly record struct Place(string File, string Schema, string Name, int Index = -1)
{
    /// <summary>The sentence "file: item "name" (schema) cause." as an exception.</summary>
    public ProjectException Refuse(string cause) => new(Sentence(cause));

    /// <summary>The same sentence for a warning.</summary>
    public string Sentence(string cause) => $"{File}: {Line($"{Item} {cause}")}.";

    /// <summary>The item alone.</summary>
    public string Item => $"{(Index < 0 ? "" : $"item {Index} ")}\"{Name}\" ({Schema})";

    // Names and schemas may hold line breaks; a message is one line.
    private static string Line(string text)
        => text.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0 ? text : string.Concat(text.Where(character => !char.IsControl(character)));
}
