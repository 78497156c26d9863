using System;
using System.Text;

namespace Seamline.Tests.House;

/// <summary>
/// A C# source split in two texts of the same shape: code with its comments blank and its literals empty, and comments
/// with the code blank. Lines keep their numbers. It knows literals (verbatim, interpolated, raw), no grammar.
/// </summary>
internal sealed class SourceText
{
    private readonly string _text;
    private readonly StringBuilder _code = new();
    private readonly StringBuilder _comments = new();
    private int _at;

    private SourceText(string text)
    {
        _text = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        while (_at < _text.Length)
            Next();
        Code = _code.ToString();
        Comments = _comments.ToString();
        CodeLines = Code.Split('\n');
        CommentLines = Comments.Split('\n');
    }

    public string Code { get; }

    public string Comments { get; }

    public string[] CodeLines { get; }

    public string[] CommentLines { get; }

    public static SourceText Of(string text) => new(text);

    /// <summary>The line (from 0) of a place in <see cref="Code"/>.</summary>
    public int LineOf(int index) => Code.AsSpan(0, index).Count('\n');

    private void Next()
    {
        if (Sees("//"))
            CommentUntil(EndOf("\n", after: false));
        else if (Sees("/*"))
            CommentUntil(EndOf("*/", after: true));
        else if (_text[_at] == '\'')
            Skip(EndOfQuoted('\'', _at + 1), '\'');
        else if (LiteralPrefix(out int quote))
            Skip(EndOfString(quote), '"');
        else
            Emit(1, code: true);
    }

    // The place of the opening quote where a string starts here: ", @", $", $@", $$""".
    private bool LiteralPrefix(out int quote)
    {
        quote = _at;
        while (quote < _text.Length && _text[quote] is '$' or '@')
            quote++;
        return quote < _text.Length && _text[quote] == '"';
    }

    private int EndOfString(int quote)
    {
        string prefix = _text[_at..quote];
        int quotes = 0;
        while (quote + quotes < _text.Length && _text[quote + quotes] == '"')
            quotes++;
        if (quotes >= 3)
        {
            int close = _text.IndexOf(new string('"', quotes), quote + quotes, StringComparison.Ordinal);
            return close < 0 ? _text.Length : close + quotes;
        }

        bool verbatim = prefix.Contains('@'), interpolated = prefix.Contains('$');
        int at = quote + 1;
        int holes = 0;
        for (; at < _text.Length; at++)
        {
            char c = _text[at];
            if (interpolated && holes == 0 && (c is '{' or '}') && at + 1 < _text.Length && _text[at + 1] == c)
                at++;
            else if (interpolated && c == '{')
                holes++;
            else if (interpolated && c == '}')
                holes--;
            else if (holes > 0 && c == '"')
                at = EndOfQuoted('"', at + 1) - 1;
            else if (verbatim && c == '"' && at + 1 < _text.Length && _text[at + 1] == '"')
                at++;
            else if (!verbatim && c == '\\')
                at++;
            else if (c == '"')
                return at + 1;
        }

        return at;
    }

    private int EndOfQuoted(char quote, int at)
    {
        for (; at < _text.Length && _text[at] != quote; at++)
        {
            if (_text[at] == '\\')
                at++;
        }

        return Math.Min(at + 1, _text.Length);
    }

    private int EndOf(string mark, bool after)
    {
        int found = _text.IndexOf(mark, _at + 2, StringComparison.Ordinal);
        return found < 0 ? _text.Length : found + (after ? mark.Length : 0);
    }

    private bool Sees(string mark) => string.CompareOrdinal(_text, _at, mark, 0, mark.Length) == 0;

    private void CommentUntil(int end) => Emit(end - _at, code: false);

    // A literal stays visible as its two quotes.
    private void Skip(int end, char quote)
    {
        _code.Append(quote);
        _comments.Append(' ');
        for (int i = _at + 1; i < end - 1; i++)
        {
            _code.Append(_text[i] == '\n' ? '\n' : ' ');
            _comments.Append(_text[i] == '\n' ? '\n' : ' ');
        }

        _code.Append(quote);
        _comments.Append(' ');
        _at = end;
    }

    private void Emit(int length, bool code)
    {
        for (int i = 0; i < length; i++, _at++)
        {
            char c = _text[_at];
            _code.Append(code || c == '\n' ? c : ' ');
            _comments.Append(!code || c == '\n' ? c : ' ');
        }
    }
}
