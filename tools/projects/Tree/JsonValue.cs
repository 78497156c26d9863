using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Seamline.Projects;

/// <summary>A text, a number or a truth value.</summary>
internal sealed class JsonValue : JsonNode
{
    private readonly JsonTape? _tape;
    private readonly int _token;
    private readonly object? _value;

    internal JsonValue(JsonTape tape, int token) => (_tape, _token) = (tape, token);

    private JsonValue(object value) => _value = value;

    /// <summary>A text.</summary>
    public static JsonValue Create(string text) => new((object)text);

    /// <summary>A number.</summary>
    public static JsonValue Create(double number) => new((object)number);

    /// <summary>A whole number.</summary>
    public static JsonValue Create(long number) => new((object)number);

    /// <summary>A truth value.</summary>
    public static JsonValue Create(bool flag) => new((object)flag);

    /// <summary>A bare word for a number that is not finite, as it was read; null for any other value.</summary>
    public string? NonFiniteWord => _tape is not null && _tape.Kind(_token) == JsonToken.Word ? Encoding.ASCII.GetString(_tape.Bytes(_token)) : null;

    /// <summary>The text, where it is one.</summary>
    public bool TryGetValue([NotNullWhen(true)] out string? text)
    {
        text = _tape is null ? _value as string : _tape.Kind(_token) is JsonToken.Text or JsonToken.EscapedText ? _tape.Text(_token) : null;
        return text is not null;
    }

    /// <summary>The number, where it is one.</summary>
    public bool TryGetValue(out double number)
    {
        (bool known, number) = _tape is not null ? _tape.Kind(_token) == JsonToken.Number ? (true, _tape.Number(_token)) : (false, 0)
            : _value switch { double exact => (true, exact), long whole => (true, whole), _ => (false, 0.0) };
        return known;
    }

    /// <summary>The truth value, where it is one.</summary>
    public bool TryGetValue(out bool flag)
    {
        bool? known = _tape is null ? _value as bool? : _tape.Flag(_token);
        flag = known ?? false;
        return known.HasValue;
    }

    /// <inheritdoc/>
    public override JsonNode DeepClone() => _tape is null ? new JsonValue(_value!) : new JsonValue(_tape, _token);

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        if (_tape is not null)
            _tape.Write(_token, writer);
        else if (_value is string text)
            writer.WriteStringValue(text);
        else if (_value is double number)
            writer.WriteNumberValue(number);
        else if (_value is long whole)
            writer.WriteNumberValue(whole);
        else
            writer.WriteBooleanValue((bool)_value!);
    }

    /// <summary>The text itself, or the value as JSON has it.</summary>
    public override string ToString() => TryGetValue(out string? text) ? text : _tape is null ? Convert.ToString(_value, CultureInfo.InvariantCulture)! : Encoding.UTF8.GetString(_tape.Bytes(_token));

    internal bool Same(JsonValue other)
    {
        if (TryGetValue(out double number))
            return other.TryGetValue(out double known) && number.Equals(known);
        if (TryGetValue(out bool flag))
            return other.TryGetValue(out bool known) && flag == known;
        return string.Equals(ToString(), other.ToString(), StringComparison.Ordinal) && NonFiniteWord == other.NonFiniteWord;
    }
}
