using System;
using System.Collections;
using System.Collections.Generic;
using System.Text.Json;

namespace Seamline.Projects;

/// <summary>An object: fields in their order.</summary>
internal sealed class JsonObject : JsonContainer, IEnumerable<KeyValuePair<string, JsonNode?>>
{
    /// <summary>Those of more are taken off the tape when they are looked at.</summary>
    private const int FewFields = 24;

    // Where they are known and the tape is too, nothing is changed.
    private List<KeyValuePair<string, JsonNode?>>? _fields;

    /// <summary>An object without fields.</summary>
    public JsonObject()
        : base(null, 0) => _fields = [];

    /// <summary>An object without fields that will have so many.</summary>
    public JsonObject(int fields)
        : base(null, 0) => _fields = new List<KeyValuePair<string, JsonNode?>>(fields);

    internal JsonObject(JsonTape tape, int token)
        : base(tape, token)
    {
    }

    /// <summary>Number of fields.</summary>
    public int Count => _fields?.Count ?? Tape!.Count(Token);

    /// <summary>Whether there is a field of a name, null or not.</summary>
    public bool ContainsKey(string key) => _fields is null ? Tape!.Find(Token, key) >= 0 : IndexOf(key) >= 0;

    /// <summary>Whether there is nothing under a name: no field, null, or an empty list. Of what stands on a tape, without a node for it.</summary>
    public bool HasNone(string key)
    {
        if (_fields is not null)
            return Get(key) is null or JsonArray { Count: 0 };
        int token = Tape!.Find(Token, key);
        return token < 0 || Tape.IsNull(token) || (Tape.Kind(token) == JsonToken.Array && Tape.Count(token) == 0);
    }

    /// <summary>The names of the fields in their order; of what stands on a tape, without nodes for the values.</summary>
    public string[] Names()
    {
        string[] names = new string[Count];
        for (int i = 0, name = Token + 2; i < names.Length; i++)
        {
            names[i] = _fields is { } fields ? fields[i].Key : Tape!.Text(name);
            if (_fields is null)
                name = Tape!.Next(name + 1);
        }
        return names;
    }

    /// <summary>Adds a field.</summary>
    public void Add(string key, JsonNode? value) => Set(key, value);

    /// <summary>For collection expressions: an object without fields.</summary>
    public void Add(KeyValuePair<string, JsonNode?> field) => Set(field.Key, field.Value);

    /// <summary>Takes a field out.</summary>
    public bool Remove(string key)
    {
        if (!ContainsKey(key))
            return false;
        List<KeyValuePair<string, JsonNode?>> fields = Own();
        int index = IndexOf(key);
        if (fields[index].Value is { } value)
            value.Parent = null;
        fields.RemoveAt(index);
        return true;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, JsonNode?>> GetEnumerator()
    {
        if (_fields is not null)
        {
            foreach (KeyValuePair<string, JsonNode?> field in _fields)
                yield return field;
            yield break;
        }
        foreach (KeyValuePair<string, JsonNode?> field in _fields = Fields(Tape!))
            yield return field;
    }

    /// <inheritdoc/>
    public override JsonNode DeepClone()
    {
        if (!IsChanged && Tape is { } tape)
            return new JsonObject(tape, Token);
        var clone = new JsonObject(Count);
        foreach ((string key, JsonNode? value) in this)
            clone._fields!.Add(new(key, clone.Adopt(value?.DeepClone())));
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
        writer.WriteStartObject();
        foreach ((string key, JsonNode? value) in this)
        {
            writer.WritePropertyName(key);
            if (value is null)
                writer.WriteNullValue();
            else
                value.WriteTo(writer);
        }
        writer.WriteEndObject();
    }

    /// <summary>It as it stands on its tape; false where it was changed.</summary>
    internal bool TryCursor(out JsonCursor cursor)
    {
        cursor = new JsonCursor(Tape!, Token);
        return !IsChanged && Tape is not null;
    }

    /// <summary>A field that is a text, without a node for it; false where there is none, or it is no text.</summary>
    internal bool TryText(string key, out string? text)
    {
        text = null;
        return _fields is null ? new JsonCursor(Tape!, Token).TryText(key, out text) : Get(key) is JsonValue value && value.TryGetValue(out text);
    }

    /// <summary>A field that is a finite number, without a node for it.</summary>
    internal bool TryNumber(string key, out double number)
    {
        number = 0;
        return _fields is null ? new JsonCursor(Tape!, Token).TryNumber(key, out number) : Get(key) is JsonValue value && value.TryGetValue(out number) && double.IsFinite(number);
    }

    /// <summary>A field that is a truth value, without a node for it.</summary>
    internal bool TryFlag(string key, out bool flag)
    {
        int token = _fields is null ? Tape!.Find(Token, key) : -1;
        bool? known = token < 0 ? null : Tape!.Flag(token);
        flag = known ?? false;
        return known is not null;
    }

    internal JsonNode? Get(string key)
    {
        if (_fields is null && Tape!.Count(Token) <= FewFields)
            return Tape.Find(Token, key) is >= 0 and var token ? Child(Tape, token) : null;
        _fields ??= Fields(Tape!);
        int index = IndexOf(key);
        return index < 0 ? null : _fields[index].Value;
    }

    internal void Set(string key, JsonNode? value)
    {
        List<KeyValuePair<string, JsonNode?>> fields = Own();
        int index = IndexOf(key);
        if (index >= 0 && ReferenceEquals(fields[index].Value, value))
            return;
        Adopt(value);
        if (index < 0)
        {
            fields.Add(new(key, value));
            return;
        }
        if (fields[index].Value is { } old)
            old.Parent = null;
        fields[index] = new(key, value);
    }

    internal bool Same(JsonObject other)
    {
        if (Count != other.Count)
            return false;
        foreach ((string key, JsonNode? value) in this)
        {
            if (!other.ContainsKey(key) || !DeepEquals(value, other.Get(key)))
                return false;
        }
        return true;
    }

    private int IndexOf(string key)
    {
        for (int i = 0; i < _fields!.Count; i++)
        {
            if (string.Equals(_fields[i].Key, key, StringComparison.Ordinal))
                return i;
        }
        return -1;
    }

    // The fields, off the tape, to be changed.
    private List<KeyValuePair<string, JsonNode?>> Own()
    {
        Change();
        _fields ??= Fields(Tape!);
        Tape = null;
        return _fields;
    }

    private List<KeyValuePair<string, JsonNode?>> Fields(JsonTape tape)
    {
        int count = tape.Count(Token);
        var fields = new List<KeyValuePair<string, JsonNode?>>(count);
        for (int name = Token + 2; fields.Count < count; name = tape.Next(name + 1))
            fields.Add(new(tape.Text(name), NewChild(tape, name + 1)));
        return fields;
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
