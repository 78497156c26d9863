namespace Seamline.Ui.App;

/// <summary>A line of text with a caret. What stands there at first is a suggestion: typing replaces it.</summary>
internal sealed class TextField
{
    public string Text { get; private set; } = "";

    /// <summary>Where the next sign goes, in signs from the start.</summary>
    public int Caret { get; private set; }

    /// <summary>The text stands as it was suggested, selected as a whole.</summary>
    public bool IsSuggestion { get; private set; }

    /// <summary>Begins with a text.</summary>
    public void Set(string text, bool isSuggestion)
    {
        (Text, Caret, IsSuggestion) = (text, text.Length, isSuggestion && text.Length > 0);
    }

    public void Type(string text)
    {
        if (IsSuggestion) (Text, Caret) = ("", 0);
        IsSuggestion = false;
        Text = Text.Insert(Caret, text);
        Caret += text.Length;
    }

    public void Backspace()
    {
        if (IsSuggestion) (Text, Caret) = ("", 0);
        IsSuggestion = false;
        if (Caret == 0) return;
        int before = Before(Caret);
        Text = Text.Remove(before, Caret - before);
        Caret = before;
    }

    public void Delete()
    {
        if (IsSuggestion) (Text, Caret) = ("", 0);
        IsSuggestion = false;
        if (Caret < Text.Length) Text = Text.Remove(Caret, After(Caret) - Caret);
    }

    /// <summary>Moves the caret; a suggestion is edited from there on.</summary>
    public void Left() => Go(IsSuggestion ? 0 : Before(Caret));

    public void Right() => Go(IsSuggestion ? Text.Length : After(Caret));

    public void Home() => Go(0);

    public void End() => Go(Text.Length);

    private void Go(int caret) => (Caret, IsSuggestion) = (caret, false);

    // Signs beyond the basic plane are two.
    private int Before(int at) => at == 0 ? 0 : at - (at > 1 && char.IsLowSurrogate(Text[at - 1]) ? 2 : 1);

    private int After(int at) => at >= Text.Length ? Text.Length : at + (at + 1 < Text.Length && char.IsHighSurrogate(Text[at]) ? 2 : 1);
}
