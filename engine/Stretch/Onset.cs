namespace Seamline.Stretch;

/// <summary>A sound that begins suddenly, as a hop near it sees it: a piece with it at another place would have it heard twice.</summary>
/// <param name="Frame">Where it begins, clip frames.</param>
/// <param name="Start">Where a piece of the hop begins that has it at its place by the clock.</param>
internal readonly record struct Onset(long Frame, long Start)
{
    /// <summary>Whether a piece would have it at another place.</summary>
    public bool Forbids(long start, int hopFrames) => start != Start && start <= Frame && Frame < start + (2 * hopFrames);
}
