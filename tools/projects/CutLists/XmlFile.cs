using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Seamline.Projects;

/// <summary>
/// Reads the elements of XML. A document type is skipped and nothing is fetched; entities are the five of XML and characters by
/// number. The runtime's own reader would make the command a third larger.
/// </summary>
internal sealed class XmlFile
{
    private const int MaxElements = 2_000_000;

    private readonly string _path;
    private readonly string _text;
    private int _at;
    private int _line = 1;
    private int _elements;

    private XmlFile(string path, string text)
    {
        _path = path;
        _text = text;
    }

    /// <summary>The root element.</summary>
    /// <exception cref="ProjectException">The line and what is wrong there.</exception>
    public static XmlNode Read(string path) => new XmlFile(path, TextFile.Read(path)).Document();

    /// <summary>Text as it stands in an attribute; characters that XML does not hold are left out.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune character in text.EnumerateRunes().Where(rune => rune.Value >= ' ' && rune.Value is not (0xFFFE or 0xFFFF or 0xFFFD)))
            _ = character.Value switch { '&' => escaped.Append("&amp;"), '<' => escaped.Append("&lt;"), '"' => escaped.Append("&quot;"), _ => escaped.Append(character.ToString()) };
        return escaped.ToString();
    }

    private XmlNode Document()
    {
        XmlNode? root = null;
        XmlNode? open = null;
        int depth = 0;
        int from = _at;
        while (SkipTo('<'))
        {
            if (open is not null && _text.AsSpan(from, _at - from).Trim() is { Length: > 0 } text)
                open.Text += Unescape(text);
            int cdata = _at + "<![CDATA[".Length;
            bool isText = Skip("<![CDATA[", "]]>");
            if (isText && open is not null)
                open.Text += _text[cdata..(_at - 3)];
            bool skipped = isText || Skip("<!--", "-->") || Skip("<?", "?>") || SkipDoctype();
            from = _at;
            if (skipped)
                continue;
            if (Next("</"))
            {
                string name = Name(_at + 2);
                if (open is null || open.Name != name)
                    throw Refuse($"closes {name}, which is not open");
                Advance(_text.IndexOf('>', _at) is >= 0 and var end ? end + 1 : throw Refuse("does not end"));
                open = open.Parent;
                depth--;
                from = _at;
                continue;
            }
            if (root is not null && open is null)
                throw Refuse("stands behind the end of the root");
            if (++depth > FormatLimits.MaxDepth)
                throw Refuse($"is more than {FormatLimits.MaxDepth} elements deep");
            XmlNode node = Element(open, out bool isEmpty);
            root ??= node;
            open?.Add(node);
            open = isEmpty ? open : node;
            depth -= isEmpty ? 1 : 0;
            from = _at;
        }
        return root is null ? throw new ProjectException($"{_path}: it holds no element.")
            : open is null ? root
            : throw new ProjectException(string.Create(CultureInfo.InvariantCulture, $"{_path}:{open.Line}: this line is not valid XML: {open.Name} is not closed."));
    }

    private XmlNode Element(XmlNode? parent, out bool isEmpty)
    {
        if (++_elements > MaxElements)
            throw Refuse($"is one of more than {MaxElements} elements");
        string name = Name(_at + 1);
        var node = new XmlNode(name, _line, parent);
        Advance(_at + 1 + name.Length);
        while (true)
        {
            SkipBlanks();
            if (Next("/>") || Next(">"))
            {
                isEmpty = Next("/>");
                Advance(_at + (isEmpty ? 2 : 1));
                return node;
            }
            string attribute = Name(_at);
            Advance(_at + attribute.Length);
            SkipBlanks();
            if (!Next("="))
                throw Refuse($"has the attribute {attribute} without a value");
            Advance(_at + 1);
            SkipBlanks();
            int end = _at < _text.Length && _text[_at] is '"' or '\'' ? _text.IndexOf(_text[_at], _at + 1) : -1;
            if (end < 0)
                throw Refuse($"has the attribute {attribute}, whose value has no quotes");
            // Line breaks and tabs in a value are spaces (XML 1.0, 3.3.3).
            if (!node.TrySet(attribute, Unescape(_text[(_at + 1)..end].ReplaceLineEndings(" ").Replace('\t', ' '))))
                throw Refuse($"has the attribute {attribute} twice");
            Advance(end + 1);
        }
    }

    private string Unescape(ReadOnlySpan<char> text)
    {
        if (text.IndexOf('<') >= 0)
            throw Refuse("has a value with <, which must be written &lt;");
        if (text.IndexOf('&') < 0)
            return text.ToString();
        var plain = new StringBuilder(text.Length);
        while (text.IndexOf('&') is >= 0 and var start)
        {
            int end = text[start..].IndexOf(';');
            plain.Append(text[..start]).Append(end < 0 ? throw Refuse("has a & that begins no entity") : Entity(text.Slice(start + 1, end - 1).ToString()));
            text = text[(start + end + 1)..];
        }
        return plain.Append(text).ToString();
    }

    private string Entity(string name)
    {
        bool hex = name.StartsWith("#x", StringComparison.Ordinal);
        if (name.StartsWith('#') && int.TryParse(name.AsSpan(hex ? 2 : 1), hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out int code) && code > 0 && Rune.IsValid(code))
            return new Rune(code).ToString();
        return name switch
        {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            _ => throw Refuse("has an entity that is not known"),
        };
    }

    private string Name(int at)
    {
        int end = at;
        while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] is '_' or '-' or '.' or ':'))
            end++;
        return end > at ? _text[at..end] : throw Refuse("has no name where one belongs");
    }

    private bool Next(string text) => string.CompareOrdinal(_text, _at, text, 0, text.Length) == 0;

    private bool Skip(string begin, string end)
    {
        if (!Next(begin))
            return false;
        int found = _text.IndexOf(end, _at + begin.Length, StringComparison.Ordinal);
        Advance(found < 0 ? throw Refuse("does not end") : found + end.Length);
        return true;
    }

    // <!DOCTYPE name [ ... ]>
    private bool SkipDoctype()
    {
        if (!Next("<!"))
            return false;
        int end = _text.IndexOfAny(['>', '['], _at);
        if (end >= 0 && _text[end] == '[')
            end = _text.IndexOf("]>", end, StringComparison.Ordinal) is >= 0 and var close ? close + 1 : -1;
        Advance(end < 0 ? throw Refuse("does not end") : end + 1);
        return true;
    }

    private bool SkipTo(char character)
    {
        int next = _text.IndexOf(character, _at);
        Advance(next < 0 ? _text.Length : next);
        return next >= 0;
    }

    private void SkipBlanks()
    {
        int next = _at;
        while (next < _text.Length && char.IsWhiteSpace(_text[next]))
            next++;
        Advance(next);
    }

    private void Advance(int to)
    {
        _line += _text.AsSpan(_at, to - _at).Count('\n');
        _at = to;
    }

    private ProjectException Refuse(string cause) => new(string.Create(CultureInfo.InvariantCulture, $"{_path}:{_line}: this line is not valid XML: it {cause}."));
}
