using System;

namespace Seamline.Ui.App;

/// <summary>A line of text that is asked for.</summary>
internal sealed class Prompt
{
    private Action<string> _then = static _ => { };

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    /// <summary>The suggestion stands as it was: typing replaces it, Backspace too.</summary>
    public bool IsSuggestion { get; private set; }

    public void Open(string title, string suggestion, Action<string> then)
    {
        Title = title;
        Text = suggestion;
        IsSuggestion = suggestion.Length > 0;
        _then = then;
    }

    public void Type(string text)
    {
        Text = IsSuggestion ? text : Text + text;
        IsSuggestion = false;
    }

    public void Backspace()
    {
        if (IsSuggestion) Text = "";
        else if (Text.Length > 0) Text = Text[..^(Text.Length > 1 && char.IsLowSurrogate(Text[^1]) ? 2 : 1)];
        IsSuggestion = false;
    }

    /// <summary>To edit the suggestion at its end instead.</summary>
    public void Keep() => IsSuggestion = false;

    public void Accept() => _then(Text);
}
