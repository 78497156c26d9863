using Seamline.Stretch;

namespace Seamline.Clips;

/// <summary>The pages of a source that are in memory, for what is made of them.</summary>
/// <param name="cache">The cache that holds the source.</param>
/// <param name="source">The source, which stays as long as this.</param>
/// <remarks>Thread: loaders.</remarks>
internal sealed unsafe class SourcePages(SourceCache cache, Source source) : PageCopies
{
    /// <inheritdoc/>
    public override bool TryCopy(long page, int first, int frames, float* to) => cache.TryCopy(source, page, first, frames, to);
}
