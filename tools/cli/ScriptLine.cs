using System.Text;

namespace Seamline.Cli;

/// <summary>One line of a play script.</summary>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Seconds">When it fires.</param>
/// <param name="OnTimeline">Whether that is the playhead's position on the timeline instead of wall time since the start.</param>
/// <param name="Action">What it does.</param>
internal sealed record ScriptLine(int Line, double Seconds, bool OnTimeline, ScriptAction Action);

/// <summary>What a line does. Segments are counted from 0, as everywhere in the engine; times are timeline seconds.</summary>
internal abstract record ScriptAction
{
    /// <summary>The action as scripts have it: `ripple-delete`.</summary>
    public string Word
    {
        get
        {
            var word = new StringBuilder();
            foreach (char letter in GetType().Name)
            {
                if (char.IsUpper(letter) && word.Length > 0) word.Append('-');
                word.Append(char.ToLowerInvariant(letter));
            }

            return word.ToString();
        }
    }

    internal sealed record Play : ScriptAction;

    internal sealed record Pause : ScriptAction;

    internal sealed record Stop : ScriptAction;

    internal sealed record Seek(double Seconds) : ScriptAction;

    /// <summary>Deletes the segment under the playhead.</summary>
    internal sealed record Delete : ScriptAction;

    internal sealed record DeleteSegment(int Segment) : ScriptAction;

    internal sealed record RippleDelete(TimeRange Range) : ScriptAction;

    /// <summary>Splits at a time, or at the playhead where it is null.</summary>
    internal sealed record Split(double? Seconds) : ScriptAction;

    internal sealed record Move(int From, int To) : ScriptAction;

    /// <summary>Moves a segment's in point to a time of its clip.</summary>
    internal sealed record TrimIn(int Segment, double Seconds) : ScriptAction;

    /// <summary>Moves a segment's out point to a time of its clip.</summary>
    internal sealed record TrimOut(int Segment, double Seconds) : ScriptAction;

    internal sealed record Undo : ScriptAction;

    internal sealed record Redo : ScriptAction;

    internal sealed record Quit : ScriptAction;

    /// <summary>Loops a range, or ends looping where it is null.</summary>
    internal sealed record Loop(TimeRange? Range) : ScriptAction;

    internal sealed record Status : ScriptAction;

    /// <summary>Looks whether media files have changed; the stats show it.</summary>
    internal sealed record Check : ScriptAction;

    /// <summary>Reopens the media files of a segment's clip.</summary>
    internal sealed record Invalidate(int Segment) : ScriptAction;
}
