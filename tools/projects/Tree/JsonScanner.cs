using System;
using System.IO;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Seamline.Projects;

/// <summary>
/// Finds the values of a JSON text, in one pass and a block at a time. It takes what RFC 8259 allows, and the bare words for numbers that
/// are not finite; what it does not take is no JSON, and System.Text.Json says why. No object may have a field twice. Zeros stand behind
/// a block, so that loads of a whole vector are always inside and every scan ends there.
/// </summary>
internal sealed class JsonScanner
{
    private const int Padding = 64;
    private const int BlockBytes = 1 << 18;
    private const int BytesAToken = 15;
    private const int LongestWord = 16;
    private const int KindMask = (1 << JsonTape.KindBits) - 1;
    private const int MaxTokens = 1 << (32 - JsonTape.KindBits);

    private readonly Stream? _file;
    private readonly int _maxDepth;
    private readonly bool _trailingCommas;
    private readonly JsonStore _store = new();
    private readonly JsonNames _names = new();
    private readonly int[] _open;
    private uint[] _tokens;
    private byte[] _text;
    private int _count;
    private int _at;
    private int _end;
    private int _keep;

    private JsonScanner(Stream? file, byte[] text, int length, int maxDepth, bool trailingCommas)
    {
        _tokens = GC.AllocateUninitializedArray<uint>((int)((file?.Length ?? length) / BytesAToken) + 64);
        (_file, _text, _end, _maxDepth, _trailingCommas) = (file, text, length, maxDepth, trailingCommas);
        _open = new int[maxDepth];
    }

    /// <summary>The values of a text, or null where it is no JSON.</summary>
    public static JsonTape? Scan(ReadOnlySpan<byte> text, int maxDepth, bool trailingCommas = false)
        => new JsonScanner(null, [.. text, .. new byte[Padding]], text.Length, maxDepth, trailingCommas).Tape();

    /// <summary>The values of a file, or null where it is no JSON.</summary>
    /// <param name="file">Where it is read from.</param>
    /// <param name="head">What was read of it already.</param>
    /// <param name="maxDepth">Most objects and lists in one another.</param>
    public static JsonTape? Scan(Stream file, ReadOnlySpan<byte> head, int maxDepth)
    {
        byte[] block = new byte[BlockBytes + Padding];
        head.CopyTo(block);
        return new JsonScanner(file, block, head.Length, maxDepth, trailingCommas: false).Tape();
    }

    private JsonTape? Tape()
    {
        while (_end < Encoding.UTF8.Preamble.Length && More())
        {
        }
        if (_text.AsSpan(0, _end).StartsWith(Encoding.UTF8.Preamble))
            _at = Encoding.UTF8.Preamble.Length;
        return Document() ? new JsonTape(_tokens, _store) : null;
    }

    private bool Document()
    {
        int depth = 0;
        while (true)
        {
            SkipBlanks();
            int parent = depth > 0 ? _open[depth - 1] : -1;
            bool isKey = parent >= 0 && (JsonToken)(_tokens[parent] & KindMask) == JsonToken.Object;
            // The end of an object or list without values, or behind a comma where that may be.
            if (parent >= 0 && _text[_at] == (isKey ? '}' : ']') && (_tokens[parent + 1] == 0 || _trailingCommas))
            {
                Close(ref depth);
            }
            else
            {
                if (isKey && !Key())
                    return false;
                byte first = _text[_at];
                if (first is (byte)'{' or (byte)'[')
                {
                    if (depth == _maxDepth)
                        return false;
                    Open(first == '{' ? JsonToken.Object : JsonToken.Array, depth++);
                    continue;
                }
                if (!Scalar(first))
                    return false;
                if (parent >= 0)
                    _tokens[parent + 1]++;
            }
            if (!Behind(ref depth))
                return false;
            if (depth == 0)
                return _at == _end && !_names.HasDuplicate;
        }
    }

    // Behind a value: ends of what it stands in, and the comma before the next one, or the end of all.
    private bool Behind(ref int depth)
    {
        while (true)
        {
            SkipBlanks();
            if (depth == 0)
                return true;
            byte next = _text[_at];
            if (next == ',')
            {
                _at++;
                return true;
            }
            if (next != ((JsonToken)(_tokens[_open[depth - 1]] & KindMask) == JsonToken.Object ? '}' : ']'))
                return false;
            Close(ref depth);
        }
    }

    private void Open(JsonToken kind, int depth)
    {
        _open[depth] = _count;
        Put(kind, 0);
        Put(0, 0);
        _at++;
        if (kind == JsonToken.Object)
            _names.Open();
    }

    private void Close(ref int depth)
    {
        int open = _open[--depth];
        if ((JsonToken)(_tokens[open] & KindMask) == JsonToken.Object)
            _names.Close();
        _tokens[open] = (_tokens[open] & KindMask) | ((uint)_count << JsonTape.KindBits);
        if (depth > 0)
            _tokens[_open[depth - 1] + 1]++;
        _at++;
    }

    private bool Key()
    {
        if (_text[_at] != '"' || !Text(out ReadOnlySpan<byte> name, out bool escaped))
            return false;
        int id = _store.AddName(escaped ? Encoding.UTF8.GetBytes(JsonTape.Unescaped(name)) : name);
        if (id == 0)
            return false;
        _names.Add(id);
        Put(JsonToken.Text, id);
        SkipBlanks();
        if (_text[_at] != ':')
            return false;
        _at++;
        SkipBlanks();
        return true;
    }

    private bool Scalar(byte first)
    {
        _keep = _at;
        if (first == '"')
            return Text(out ReadOnlySpan<byte> text, out bool escaped) && Value(escaped ? JsonToken.EscapedText : JsonToken.Text, text);
        if (Number())
            return Value(JsonToken.Number, _text.AsSpan(_keep, _at - _keep));
        _at = _keep;
        while (_end - _at < LongestWord && More())
        {
        }
        ReadOnlySpan<byte> rest = _text.AsSpan(_at);
        int length = rest.StartsWith("true"u8) || rest.StartsWith("null"u8) ? 4 : rest.StartsWith("false"u8) ? 5 : NonFinite.Word(rest)?.Length ?? 0;
        _at += length;
        return length > 0 && !IsWordByte(_text[_at]) && Value(first switch { (byte)'t' => JsonToken.True, (byte)'f' => JsonToken.False, _ => JsonToken.Word }, rest[..length]);
    }

    private bool Value(JsonToken kind, ReadOnlySpan<byte> bytes)
    {
        int id = _store.Add(bytes);
        Put(kind, id);
        return id != 0 && _count < MaxTokens - 2;
    }

    private void Put(JsonToken kind, int id)
    {
        if (_count == _tokens.Length)
            Array.Resize(ref _tokens, _count + (_count / 2));
        _tokens[_count++] = (uint)kind | ((uint)id << JsonTape.KindBits);
    }

    // A text and its quotes; true where it ends, and holds no bare control character and no wrong escape.
    private bool Text(out ReadOnlySpan<byte> text, out bool escaped)
    {
        _keep = ++_at;
        escaped = false;
        text = default;
        while (true)
        {
            Vector256<byte> part = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_text), (nuint)_at);
            uint ends = (Vector256.Equals(part, Vector256.Create((byte)'"')) | Vector256.Equals(part, Vector256.Create((byte)'\\'))
                | Vector256.Equals(Vector256.Min(part, Vector256.Create((byte)0x1F)), part)).ExtractMostSignificantBits();
            if (ends == 0)
            {
                _at += Vector256<byte>.Count;
                continue;
            }
            _at += BitOperations.TrailingZeroCount(ends);
            byte end = _text[_at];
            if (end == '"')
            {
                text = _text.AsSpan(_keep, _at++ - _keep);
                return true;
            }
            if (end == '\\')
            {
                escaped = true;
                if (!Escape())
                    return false;
            }
            else if (_at < _end || !More())
            {
                return false;
            }
        }
    }

    private bool Escape()
    {
        while (_end - _at < 12 && More())
        {
        }
        byte kind = _text[_at + 1];
        if (kind != 'u')
        {
            _at += 2;
            return kind is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t';
        }
        if (!Unit(out ushort unit) || char.IsLowSurrogate((char)unit))
            return false;
        // One half of a pair is no character.
        return !char.IsHighSurrogate((char)unit) || (_text[_at] == '\\' && _text[_at + 1] == 'u' && Unit(out unit) && char.IsLowSurrogate((char)unit));
    }

    // \u and four digits.
    private bool Unit(out ushort unit)
    {
        unit = 0;
        for (int i = 2; i < 6; i++)
        {
            char digit = (char)_text[_at + i];
            if (!char.IsAsciiHexDigit(digit))
                return false;
            unit = (ushort)((unit << 4) | (char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10));
        }
        _at += 6;
        return true;
    }

    private bool Number()
    {
        while (true)
        {
            bool valid = NumberHere();
            if (_at < _end || !More())
                return valid;
            _at = _keep;
        }
    }

    private bool NumberHere()
    {
        if (_text[_at] == '-')
            _at++;
        if (_text[_at] == '0')
            _at++;
        else if (!Digits())
            return false;
        if (_text[_at] == '.')
        {
            _at++;
            if (!Digits())
                return false;
        }
        if (_text[_at] is (byte)'e' or (byte)'E')
        {
            _at++;
            if (_text[_at] is (byte)'+' or (byte)'-')
                _at++;
            if (!Digits())
                return false;
        }
        return !IsWordByte(_text[_at]);
    }

    private bool Digits()
    {
        int start = _at;
        while (_text[_at] is >= (byte)'0' and <= (byte)'9')
            _at++;
        return _at > start;
    }

    private static bool IsWordByte(byte next) => char.IsAsciiLetterOrDigit((char)next) || next is (byte)'.' or (byte)'+' or (byte)'-' or (byte)'_' or >= 0x80;

    // A line break and the indent behind it, most of the time.
    private void SkipBlanks()
    {
        while (_text[_at] <= ' ')
        {
            if (_text[_at] == ' ')
            {
                Vector256<byte> part = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_text), (nuint)_at);
                uint others = ~Vector256.Equals(part, Vector256.Create((byte)' ')).ExtractMostSignificantBits();
                _at += others == 0 ? Vector256<byte>.Count : BitOperations.TrailingZeroCount(others);
            }
            else if (_text[_at] is (byte)'\n' or (byte)'\r' or (byte)'\t')
            {
                _at++;
            }
            else
            {
                _keep = _at;
                if (_at < _end || !More())
                    return;
            }
        }
    }

    // More of the file behind what is there, of which everything from _keep on stays; false at the end of it.
    private bool More()
    {
        if (_file is null)
            return false;
        _text.AsSpan(_keep, _end - _keep).CopyTo(_text);
        (_at, _end, _keep) = (_at - _keep, _end - _keep, 0);
        if (_end > (_text.Length - Padding) / 2)
            Array.Resize(ref _text, checked((_text.Length - Padding) * 2) + Padding);
        int read = _file.Read(_text, _end, _text.Length - Padding - _end);
        _end += read;
        _text.AsSpan(_end, Padding).Clear();
        return read > 0;
    }
}
