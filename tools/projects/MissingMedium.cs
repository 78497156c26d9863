namespace Seamline.Projects;

/// <summary>A medium that a project names and that is not there.</summary>
public sealed record MissingMedium
{
    internal MissingMedium(string medium, string cause, Place place, int items)
    {
        Medium = medium;
        Cause = cause;
        Place = place;
        Items = items;
    }

    /// <summary>Where it was looked for first: a path, or the address that is none.</summary>
    public string Medium { get; }

    /// <summary>How many items use it.</summary>
    public int Items { get; init; }

    /// <summary>The sentence that names the first item, the medium and where it was looked for.</summary>
    public string Sentence => Place.Sentence(Items == 1 ? Cause : $"{Cause} (and {Items - 1} more of its items)");

    /// <summary>The same without the project's name and the full stop.</summary>
    internal string Line => $"{Place.Item} {Cause}";

    internal string Cause { get; }

    internal Place Place { get; }
}
