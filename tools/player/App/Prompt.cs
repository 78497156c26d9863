using System;

namespace Seamline.Ui.App;

/// <summary>A line of text that is asked for.</summary>
internal sealed class Prompt
{
    private Action<string> _then = static _ => { };
    private Func<string, string> _warn = static _ => "";

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    /// <summary>What taking it would do to what is there already, in a sentence; empty where nothing.</summary>
    public string Warning { get; private set; } = "";

    /// <summary>The suggestion stands as it was: typing replaces it, Backspace too.</summary>
    public bool IsSuggestion { get; private set; }

    /// <summary>Asks.</summary>
    /// <param name="title">For what.</param>
    /// <param name="suggestion">What stands there at first.</param>
    /// <param name="warn">Tells of a text what taking it would do; looked at when the text changes.</param>
    /// <param name="then">What is done with the text.</param>
    public void Open(string title, string suggestion, Func<string, string> warn, Action<string> then)
    {
        _warn = warn;
        Title = title;
        Text = suggestion;
        IsSuggestion = suggestion.Length > 0;
        _then = then;
        Warning = _warn(Text);
    }

    public void Type(string text)
    {
        Text = IsSuggestion ? text : Text + text;
        IsSuggestion = false;
        Warning = _warn(Text);
    }

    public void Backspace()
    {
        if (IsSuggestion) Text = "";
        else if (Text.Length > 0) Text = Text[..^(Text.Length > 1 && char.IsLowSurrogate(Text[^1]) ? 2 : 1)];
        IsSuggestion = false;
        Warning = _warn(Text);
    }

    /// <summary>To edit the suggestion at its end instead.</summary>
    public void Keep() => IsSuggestion = false;

    /// <summary>Takes it; a line's end that was pasted is not part of a path, and "~/" is the home folder.</summary>
    public void Accept()
    {
        string path = Text.Trim();
        bool home = path.StartsWith("~/", StringComparison.Ordinal);
        _then(home ? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]) : path);
    }
}
