using System;
using System.Collections.Generic;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>A text as it was written.</summary>
/// <param name="Text">All of it.</param>
/// <param name="Box">From its left to its right, from the top of its capitals to the line they stand on.</param>
/// <param name="Clip">Nothing outside was drawn.</param>
/// <param name="IsCut">It was too long, and ends in an ellipsis.</param>
/// <param name="Layer">0 for the window, 1 for what lies over it.</param>
internal readonly record struct Written(string Text, Box Box, Box Clip, bool IsCut, int Layer);

/// <summary>Notes the texts of a frame: what stands where can be asserted, and not only looked at.</summary>
internal sealed class Ledger
{
    private readonly List<Written> _texts = [];

    public IReadOnlyList<Written> Texts => _texts;

    /// <summary>Where what follows lies: 0 in the window, 1 over it.</summary>
    public int Layer { get; set; }

    public void Note(ReadOnlySpan<char> text, Box box, Box clip, bool isCut) => _texts.Add(new Written(text.ToString(), box, clip, isCut, Layer));
}
