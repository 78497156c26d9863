namespace Seamline.Stretch;

/// <summary>A source's pages that are in memory anyway. Implemented by the cache.</summary>
/// <remarks>Thread: loaders.</remarks>
internal abstract unsafe class PageCopies
{
    /// <summary>Copies frames of one page, interleaved; false where the page is not in memory.</summary>
    /// <param name="page">The page.</param>
    /// <param name="first">The first frame in it.</param>
    /// <param name="frames">How many; all in the page.</param>
    /// <param name="to">Where to.</param>
    public abstract bool TryCopy(long page, int first, int frames, float* to);
}
