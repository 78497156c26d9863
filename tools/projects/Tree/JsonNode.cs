using System;
using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Seamline.Projects;

/// <summary>
/// A value of a project's file. Names and behaviour are those of System.Text.Json.Nodes, of which this is what projects need; objects and
/// lists of a file stay in its text until they are changed, so that reading a timeline costs what is looked at. One thread at a time.
/// </summary>
internal abstract class JsonNode
{
    /// <summary>The object or list that it stands in.</summary>
    public JsonContainer? Parent { get; internal set; }

    /// <summary>A field of an object; null where there is none, or it is null.</summary>
    public JsonNode? this[string key]
    {
        get => AsObject().Get(key);
        set => AsObject().Set(key, value);
    }

    /// <summary>A value of a list.</summary>
    public JsonNode? this[int index]
    {
        get => AsArray().Get(index);
        set => AsArray().Set(index, value);
    }

    /// <summary>The value as an object.</summary>
    public JsonObject AsObject() => this as JsonObject ?? throw new InvalidOperationException("the value is no object");

    /// <summary>The value as a list.</summary>
    public JsonArray AsArray() => this as JsonArray ?? throw new InvalidOperationException("the value is no list");

    /// <summary>A copy that stands in nothing.</summary>
    public abstract JsonNode DeepClone();

    /// <summary>Writes it; what was not changed is written as it was read.</summary>
    public abstract void WriteTo(Utf8JsonWriter writer);

    /// <summary>Whether two values are the same, whatever the order of fields.</summary>
    public static bool DeepEquals(JsonNode? a, JsonNode? b) => (a, b) switch
    {
        (null, null) => true,
        (JsonObject left, JsonObject right) => left.Same(right),
        (JsonArray left, JsonArray right) => left.Same(right),
        (JsonValue left, JsonValue right) => left.Same(right),
        _ => false,
    };

    /// <summary>The text of it.</summary>
    public string ToJsonString()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
            WriteTo(writer);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>A value of a tape.</summary>
    internal static JsonNode? Of(JsonTape tape, int token) => tape.IsNull(token) ? null : tape.Kind(token) switch
    {
        JsonToken.Object => new JsonObject(tape, token),
        JsonToken.Array => new JsonArray(tape, token),
        _ => new JsonValue(tape, token),
    };

    /// <summary>A text.</summary>
    public static implicit operator JsonNode?(string? text) => text is null ? null : JsonValue.Create(text);

    /// <summary>A number.</summary>
    public static implicit operator JsonNode(double number) => JsonValue.Create(number);

    /// <summary>A whole number.</summary>
    public static implicit operator JsonNode(long number) => JsonValue.Create(number);

    /// <summary>A truth value.</summary>
    public static implicit operator JsonNode(bool flag) => JsonValue.Create(flag);

    /// <summary>The text of a value; null where it is none.</summary>
    public static explicit operator string?(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}

/// <summary>An object or a list.</summary>
internal abstract class JsonContainer : JsonNode
{
    // Of those on a tape each is one object, so that a change is seen by all who hold it.
    private JsonContainer? _firstChild;
    private JsonContainer? _nextSibling;

    /// <summary>A new one, or one of a tape.</summary>
    private protected JsonContainer(JsonTape? tape, int token) => (Tape, Token) = (tape, token);

    /// <summary>The tape where it stands, as long as it was not changed itself.</summary>
    private protected JsonTape? Tape { get; set; }

    /// <summary>Its place on the tape.</summary>
    private protected int Token { get; }

    /// <summary>It, or something in it, is not as on the tape.</summary>
    private protected bool IsChanged { get; private set; }

    /// <summary>The value of a token in it. Those in it are few: others are kept in a list.</summary>
    private protected JsonNode? Child(JsonTape tape, int token)
    {
        JsonToken kind = tape.Kind(token);
        if (kind > JsonToken.Array)
            return tape.IsNull(token) ? null : new JsonValue(tape, token) { Parent = this };
        for (JsonContainer? known = _firstChild; known is not null; known = known._nextSibling)
        {
            if (known.Token == token)
                return known;
        }
        JsonContainer made = kind == JsonToken.Object ? new JsonObject(tape, token) { Parent = this } : new JsonArray(tape, token) { Parent = this };
        (made._nextSibling, _firstChild) = (_firstChild, made);
        return made;
    }

    /// <summary>As <see cref="Child"/>, of one that was not looked at before.</summary>
    private protected JsonNode? NewChild(JsonTape tape, int token) => _firstChild is not null ? Child(tape, token) : tape.Kind(token) switch
    {
        JsonToken.Object => new JsonObject(tape, token) { Parent = this },
        JsonToken.Array => new JsonArray(tape, token) { Parent = this },
        _ => tape.IsNull(token) ? null : new JsonValue(tape, token) { Parent = this },
    };

    /// <summary>Takes note of a change, here and in everything around.</summary>
    private protected void Change()
    {
        for (JsonContainer? at = this; at is { IsChanged: false }; at = at.Parent)
            at.IsChanged = true;
    }

    /// <summary>Puts a value here.</summary>
    private protected JsonNode? Adopt(JsonNode? node)
    {
        if (node is null)
            return null;
        if (node.Parent is not null)
            throw new InvalidOperationException("the value stands elsewhere already");
        node.Parent = this;
        return node;
    }
}

/// <summary>An object of a tape, to be read without making nodes for what is in it.</summary>
/// <param name="Tape">The tape.</param>
/// <param name="Token">Its place.</param>
internal readonly record struct JsonCursor(JsonTape Tape, int Token)
{
    /// <summary>An object in it.</summary>
    public bool TryObject(string key, out JsonCursor child)
    {
        int token = Tape.Find(Token, key);
        child = new JsonCursor(Tape, token);
        return token >= 0 && Tape.Kind(token) == JsonToken.Object;
    }

    /// <summary>A finite number.</summary>
    public bool TryNumber(string key, out double number)
    {
        int token = Tape.Find(Token, key);
        number = token >= 0 && Tape.Kind(token) == JsonToken.Number ? Tape.Number(token) : double.NaN;
        return double.IsFinite(number);
    }

    /// <summary>A text.</summary>
    public bool TryText(string key, out string? text)
    {
        int token = Tape.Find(Token, key);
        text = token >= 0 && Tape.Kind(token) is JsonToken.Text or JsonToken.EscapedText ? Tape.Text(token) : null;
        return text is not null;
    }
}
