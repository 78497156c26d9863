using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Seamline.Projects;

/// <summary>An element of an XML file: its attributes, the elements in it, and the text between them, without blanks at its ends.</summary>
/// <param name="Name">The name.</param>
/// <param name="Line">Where it begins.</param>
/// <param name="Parent">What it stands in; null of the root.</param>
internal sealed record XmlNode(string Name, int Line, XmlNode? Parent)
{
    private readonly Dictionary<string, string> _attributes = new(StringComparer.Ordinal);
    private readonly List<XmlNode> _children = [];

    /// <summary>The text in it.</summary>
    public string Text { get; internal set; } = "";

    /// <summary>The elements in it.</summary>
    public IReadOnlyList<XmlNode> Children => _children;

    /// <summary>What messages call it.</summary>
    public string Shown => this["name"] is { Length: > 0 } name ? $"{Name} \"{name}\"" : Name;

    /// <summary>An attribute, or null.</summary>
    public string? this[string attribute] => _attributes.GetValueOrDefault(attribute);

    /// <summary>The first element of a name in it, or null.</summary>
    public XmlNode? Child(string name) => _children.Find(child => child.Name == name);

    /// <summary>The text of the first element of a name in it, or null.</summary>
    public string? TextOf(string name) => Child(name)?.Text;

    /// <summary>All elements below it, in the order of the file. The depth of a file has a limit.</summary>
    public IEnumerable<XmlNode> Below => _children.SelectMany(child => child.Below.Prepend(child));

    /// <summary>The refusal of an element, with its line.</summary>
    public ProjectException Refuse(string path, string cause) => new($"{path}:{Line.ToString(CultureInfo.InvariantCulture)}: {OneLine($"{Shown} {cause}")}.");

    // A character reference can put a line break into a value.
    private static string OneLine(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (int i = 0; i < to.Length; i++) to[i] = char.IsControl(from[i]) ? ' ' : from[i];
    });

    /// <summary>Adds an attribute; false where it is there.</summary>
    internal bool TrySet(string name, string value) => _attributes.TryAdd(name, value);

    /// <summary>Adds an element.</summary>
    internal void Add(XmlNode child) => _children.Add(child);
}
