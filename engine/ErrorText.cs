using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Seamline;

/// <summary>
/// The sentence of the last failed call, kept as UTF-8 in a fixed buffer: refusing a call allocates nothing.
/// </summary>
/// <remarks>Thread: control, under the engine's lock.</remarks>
internal sealed class ErrorText
{
    private readonly byte[] _text = new byte[1_024];
    private int _length;

    /// <summary>The sentence as a string; empty when nothing has failed.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_text, 0, _length);

    /// <summary>The sentence as UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8Text => _text.AsSpan(0, _length);

    /// <summary>Copies the sentence as a C string; returns its whole length without the final 0.</summary>
    public int CopyTo(Span<byte> to) => Copy(Utf8Text, to);

    /// <summary>Copies text as a C string, cut where it does not fit; returns its whole length without the final 0.</summary>
    public static int Copy(ReadOnlySpan<byte> text, Span<byte> to)
    {
        if (to.IsEmpty) return text.Length;
        int length = Math.Min(text.Length, to.Length - 1);

        // Not in the middle of a character.
        while (length < text.Length && length > 0 && (text[length] & 0xC0) == 0x80) length--;
        text[..length].CopyTo(to);
        to[length] = 0;
        return text.Length;
    }

    /// <summary>Writes the sentence and hands <paramref name="status"/> through, so that a refusal is one line.</summary>
    public Status Fail(Status status, [InterpolatedStringHandlerArgument("")] ref Sentence sentence)
    {
        _length = sentence.Length;
        return status;
    }

    /// <summary>Writes a sentence that is already text.</summary>
    public Status FailText(Status status, string sentence)
    {
        Utf8.FromUtf16(sentence, _text, out _, out _length);
        return status;
    }

    /// <summary>Puts what it is about before the sentence of a refusal, "range 3: ...".</summary>
    public Status Within(string what, int index, Status status)
    {
        Span<byte> prefix = stackalloc byte[64];
        if (!Utf8.TryWrite(prefix, CultureInfo.InvariantCulture, $"{what} {index}: ", out int length)) return status;
        int kept = Math.Min(_length, _text.Length - length);
        _text.AsSpan(0, kept).CopyTo(_text.AsSpan(length));
        prefix[..length].CopyTo(_text);
        _length = kept + length;
        return status;
    }

    /// <summary>Formats into the buffer; what does not fit is cut.</summary>
    [InterpolatedStringHandler]
    public ref struct Sentence
    {
        private readonly byte[] _text;

        /// <summary>Called by the compiler.</summary>
        public Sentence(int literalLength, int formattedCount, ErrorText target)
        {
            _ = literalLength + formattedCount;
            _text = target._text;
        }

        /// <summary>Bytes written.</summary>
        public int Length { get; private set; }

        /// <summary>Called by the compiler.</summary>
        public void AppendLiteral(string text) => AppendFormatted(text.AsSpan());

        /// <summary>Called by the compiler.</summary>
        public void AppendFormatted(string? text) => AppendFormatted(text.AsSpan());

        /// <summary>Called by the compiler.</summary>
        public void AppendFormatted(ReadOnlySpan<char> text)
        {
            Utf8.FromUtf16(text, _text.AsSpan(Length), out _, out int written);
            Length += written;
        }

        /// <summary>Called by the compiler.</summary>
        public void AppendFormatted<T>(T value)
            where T : IUtf8SpanFormattable
        {
            if (value.TryFormat(_text.AsSpan(Length), out int written, default, null)) Length += written;
        }
    }
}
