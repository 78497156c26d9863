namespace Seamline.Projects;

/// <summary>A named place of the timeline: a marker, a chapter, a label, a subtitle.</summary>
/// <param name="Start">Seconds of the timeline.</param>
/// <param name="Duration">Seconds; 0 for a point.</param>
/// <param name="Name">Its text.</param>
public sealed record ProjectMarker(double Start, double Duration, string Name);
