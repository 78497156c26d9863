using System;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Seamline.Projects;

/// <summary>What a token is.</summary>
internal enum JsonToken
{
    Object,
    Array,
    Text,
    EscapedText,
    Number,
    True,
    False,

    /// <summary>null, or a number that is not finite.</summary>
    Word,
}

/// <summary>
/// The values of a JSON text, without what lies between them. A value is one token, 4 bytes: what it is, and which of the texts and
/// numbers, each of which stands here once. An object or list is two, the second its count, and behind them stand its fields (name,
/// value) or values. One thread at a time.
/// </summary>
/// <param name="tokens">The tokens.</param>
/// <param name="store">Texts and numbers.</param>
internal sealed class JsonTape(uint[] tokens, JsonStore store)
{
    /// <summary>Bits of a token that say what it is; the others are a place in the store, or of an object or list the token behind it.</summary>
    public const int KindBits = 3;

    private const int CachedKeys = 512;
    private const int CachedTexts = 512;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    private readonly (string? Key, int Id)[] _keys = new (string? Key, int Id)[CachedKeys];
    private readonly (int Id, string? Text)[] _texts = new (int Id, string? Text)[CachedTexts];

    /// <summary>What a token is.</summary>
    public JsonToken Kind(int token) => (JsonToken)(tokens[token] & ((1 << KindBits) - 1));

    /// <summary>The token behind a value.</summary>
    public int Next(int token) => Kind(token) <= JsonToken.Array ? Id(token) : token + 1;

    /// <summary>Fields of an object, or values of a list.</summary>
    public int Count(int token) => (int)tokens[token + 1];

    /// <summary>The bytes of a value that is no object and no list; of a text those between the quotes.</summary>
    public ReadOnlySpan<byte> Bytes(int token) => store.Bytes(Id(token));

    /// <summary>Whether a value is null.</summary>
    public bool IsNull(int token) => Kind(token) == JsonToken.Word && Bytes(token)[0] == (byte)'n';

    /// <summary>The truth value, or null.</summary>
    public bool? Flag(int token) => Kind(token) switch { JsonToken.True => true, JsonToken.False => false, _ => null };

    /// <summary>The token of a field's value, or -1.</summary>
    public int Find(int parent, string key)
    {
        int id = KeyId(key);
        if (id < 0)
            return -1;
        int name = parent + 2;
        for (int count = Count(parent); count > 0; count--)
        {
            if (Id(name) == id)
                return name + 1;
            name = Next(name + 1);
        }
        return -1;
    }

    /// <summary>A text.</summary>
    public string Text(int token)
    {
        int id = Id(token);
        ref (int Id, string? Text) cached = ref _texts[id % CachedTexts];
        if (cached.Id != id || cached.Text is null)
            cached = (id, Kind(token) == JsonToken.EscapedText ? Unescaped(store.Bytes(id)) : Encoding.UTF8.GetString(store.Bytes(id)));
        return cached.Text;
    }

    /// <summary>A number; infinite where no double is as great.</summary>
    public double Number(int token)
    {
        ReadOnlySpan<byte> bytes = Bytes(token);
        return Simple(bytes) ?? (Utf8Parser.TryParse(bytes, out double number, out int used) && used == bytes.Length ? number
            : double.Parse(bytes, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    /// <summary>Writes a value as it stands.</summary>
    /// <returns>The token behind it.</returns>
    public int Write(int token, Utf8JsonWriter writer)
    {
        JsonToken kind = Kind(token);
        if (kind > JsonToken.Array)
        {
            WriteScalar(token, writer);
            return token + 1;
        }
        int end = Next(token);
        if (kind == JsonToken.Array)
            writer.WriteStartArray();
        else
            writer.WriteStartObject();
        for (int at = token + 2; at < end;)
        {
            if (kind == JsonToken.Object)
                writer.WritePropertyName(Text(at++));
            at = Write(at, writer);
        }
        if (kind == JsonToken.Array)
            writer.WriteEndArray();
        else
            writer.WriteEndObject();
        return end;
    }

    /// <summary>A text without its escapes.</summary>
    internal static string Unescaped(ReadOnlySpan<byte> escaped)
    {
        byte[] quoted = [(byte)'"', .. escaped, (byte)'"'];
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Id(int token) => (int)(tokens[token] >> KindBits);

    // Names are asked for by the same constants again and again; these factors keep those of a timeline's items apart.
    private int KeyId(string key)
    {
        ref (string? Key, int Id) cached = ref _keys[key.Length == 0 ? 0 : ((key.Length * 1) + (key[0] * 13) + (key[^1] * 19) + (key[key.Length / 3] * 7)) % CachedKeys];
        if (!ReferenceEquals(cached.Key, key))
            cached = (key, store.FindName(key));
        return cached.Id;
    }

    private void WriteScalar(int token, Utf8JsonWriter writer)
    {
        switch (Kind(token))
        {
            case JsonToken.Text:
                writer.WriteStringValue(Bytes(token));
                break;
            case JsonToken.EscapedText:
                writer.WriteStringValue(Text(token));
                break;
            default:
                writer.WriteRawValue(Bytes(token), skipInputValidation: true);
                break;
        }
    }

    // Digits that a double holds exactly, over a power of ten that it holds exactly: one division rounds right.
    private static double? Simple(ReadOnlySpan<byte> bytes)
    {
        bool negative = bytes[0] == (byte)'-';
        long digits = 0;
        int point = -1;
        int count = 0;
        for (int i = negative ? 1 : 0; i < bytes.Length; i++)
        {
            int digit = bytes[i] - '0';
            if (digit is >= 0 and <= 9)
                (digits, count) = ((digits * 10) + digit, count + 1);
            else if (bytes[i] == (byte)'.' && point < 0)
                point = count;
            else
                return null;
            if (count > 15)
                return null;
        }
        double value = point < 0 ? digits : digits / Powers[count - point];
        return negative ? -value : value;
    }
}
