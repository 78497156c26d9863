using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Seamline.Projects;

/// <summary>How JSON of other programs is written: indented, with names in any script readable.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text, with a line break at its end.</summary>
    public static string Of(JsonObject root)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Options))
            root.WriteTo(writer);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }
}
