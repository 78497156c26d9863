using System.Collections;
using System.Collections.Generic;
using System.Text.Json;

namespace Seamline.Projects;

/// <summary>A list.</summary>
internal sealed class JsonArray : JsonContainer, IReadOnlyList<JsonNode?>
{
    private List<JsonNode?>? _values;

    /// <summary>A list of some values.</summary>
    public JsonArray(params JsonNode?[] values)
        : base(null, 0)
    {
        _values = new List<JsonNode?>(values.Length);
        foreach (JsonNode? value in values)
            _values.Add(Adopt(value));
    }

    internal JsonArray(JsonTape tape, int token)
        : base(tape, token)
    {
    }

    /// <summary>Number of values.</summary>
    public int Count => _values?.Count ?? Tape!.Count(Token);

    /// <summary>Adds a value.</summary>
    public void Add(JsonNode? value)
    {
        Change();
        Values().Add(Adopt(value));
    }

    /// <summary>Takes all values out.</summary>
    public void Clear()
    {
        Change();
        foreach (JsonNode? value in Values())
        {
            if (value is not null)
                value.Parent = null;
        }
        Values().Clear();
    }

    /// <summary>Takes a value out.</summary>
    public void RemoveAt(int index)
    {
        Change();
        if (Values()[index] is { } old)
            old.Parent = null;
        Values().RemoveAt(index);
    }

    /// <inheritdoc/>
    public IEnumerator<JsonNode?> GetEnumerator()
    {
        foreach (JsonNode? value in Values())
            yield return value;
    }

    /// <inheritdoc/>
    public override JsonNode DeepClone()
    {
        if (!IsChanged && Tape is { } tape)
            return new JsonArray(tape, Token);
        var clone = new JsonArray();
        foreach (JsonNode? value in this)
            clone._values!.Add(clone.Adopt(value?.DeepClone()));
        return clone;
    }

    /// <inheritdoc/>
    public override void WriteTo(Utf8JsonWriter writer)
    {
        if (!IsChanged && Tape is { } tape)
        {
            tape.Write(Token, writer);
            return;
        }
        writer.WriteStartArray();
        foreach (JsonNode? value in this)
        {
            if (value is null)
                writer.WriteNullValue();
            else
                value.WriteTo(writer);
        }
        writer.WriteEndArray();
    }

    internal JsonNode? Get(int index) => Values()[index];

    internal void Set(int index, JsonNode? value)
    {
        Change();
        List<JsonNode?> values = Values();
        if (values[index] is { } old)
            old.Parent = null;
        values[index] = Adopt(value);
    }

    internal bool Same(JsonArray other)
    {
        if (Count != other.Count)
            return false;
        using IEnumerator<JsonNode?> others = other.GetEnumerator();
        foreach (JsonNode? value in this)
        {
            if (!others.MoveNext() || !DeepEquals(value, others.Current))
                return false;
        }
        return true;
    }

    // Found once and kept; that is no change.
    private List<JsonNode?> Values()
    {
        if (_values is not null)
            return _values;
        JsonTape tape = Tape!;
        _values = new List<JsonNode?>(tape.Count(Token));
        int end = tape.Next(Token);
        for (int token = Token + 2; token < end; token = tape.Next(token))
            _values.Add(NewChild(tape, token));
        return _values;
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
