using System;
using System.Buffers;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Seamline.Cli;

/// <summary>
/// One JSON object for `--json`: fields in the order written, no reflection. Numbers that JSON has no word for become null,
/// except negative infinity, the gain of silence, which is "-inf".
/// </summary>
internal sealed class JsonOut : IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Utf8JsonWriter _writer;

    /// <summary>Starts the object.</summary>
    /// <param name="oneLine">On one line, for a stream of objects, instead of indented.</param>
    public JsonOut(bool oneLine = false)
    {
        _writer = new Utf8JsonWriter(_bytes, Options with { Indented = !oneLine });
        _writer.WriteStartObject();
    }

    public JsonOut Field(string name, string? value)
    {
        // A file name may hold bytes that are no text; the writer would throw on what is left of them.
        _writer.WriteString(name, value is null ? null : string.Concat(value.EnumerateRunes()));
        return this;
    }

    public JsonOut Field(string name, bool value)
    {
        _writer.WriteBoolean(name, value);
        return this;
    }

    public JsonOut Field(string name, long value)
    {
        _writer.WriteNumber(name, value);
        return this;
    }

    public JsonOut Field(string name, double value)
    {
        _writer.WritePropertyName(name);
        Value(value);
        return this;
    }

    /// <summary>A number that is null where it is 0, which stands for unknown.</summary>
    public JsonOut Known(string name, double value) => Field(name, value > 0 ? value : double.NaN);

    /// <inheritdoc cref="Known(string, double)"/>
    public JsonOut Known(string name, long value) => value > 0 ? Field(name, value) : Field(name, double.NaN);

    /// <summary>An object under a name.</summary>
    public JsonOut Object(string name, Action<JsonOut> fields)
    {
        _writer.WriteStartObject(name);
        fields(this);
        _writer.WriteEndObject();
        return this;
    }

    /// <summary>A list of objects under a name; <paramref name="fields"/> writes the one of an index.</summary>
    public JsonOut List(string name, int count, Action<JsonOut, int> fields)
    {
        _writer.WriteStartArray(name);
        for (int i = 0; i < count; i++)
        {
            _writer.WriteStartObject();
            fields(this, i);
            _writer.WriteEndObject();
        }
        _writer.WriteEndArray();
        return this;
    }

    /// <summary>A list of numbers under a name.</summary>
    public JsonOut List(string name, ReadOnlySpan<double> values)
    {
        _writer.WriteStartArray(name);
        foreach (double value in values)
            Value(value);
        _writer.WriteEndArray();
        return this;
    }

    /// <summary>Ends the object and writes it, with a line break; nothing can follow.</summary>
    public void WriteTo(TextWriter output)
    {
        _writer.WriteEndObject();
        _writer.Flush();
        output.Write(Encoding.UTF8.GetString(_bytes.WrittenSpan));
        output.Write('\n');
        output.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private void Value(double value)
    {
        if (double.IsFinite(value))
            _writer.WriteNumberValue(value);
        else if (double.IsNegativeInfinity(value))
            _writer.WriteStringValue("-inf");
        else
            _writer.WriteNullValue();
    }
}
