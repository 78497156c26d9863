namespace Seamline.Stretch;

/// <summary>A sound that begins suddenly, as a hop's neighbour sees it: a piece with it at another place would have it heard twice.</summary>
/// <param name="IsThere">Whether there is one.</param>
/// <param name="Frame">Where it begins, clip frames.</param>
/// <param name="Start">Where a piece of the hop begins that has it at its place by the clock.</param>
internal readonly record struct Onset(bool IsThere, long Frame, long Start)
{
    /// <summary>Whether a piece would have it at another place.</summary>
    public bool Forbids(long start, int hopFrames) => IsThere && start != Start && start <= Frame && Frame < start + (2 * hopFrames);
}
