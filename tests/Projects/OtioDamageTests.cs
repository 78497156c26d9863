using System;
using System.IO;
using System.Text;
using CsCheck;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>Damaged files are refused with a sentence or read; nothing else ever comes out.</summary>
public sealed class OtioDamageTests
{
    private static readonly string[] Splices =
    [
        "null", "-1", "1e999", "\"\\ud800\"", "{}", "[]", "\"\"", "true", "\"Clip.2\"", "\"Stack.1\"", "\"ExternalReference.1\"", "{\"seamline\":{\"in\":0,\"out\":\"x\"}}",
    ];

    [Fact]
    public void Files_with_wrong_bytes()
    {
        using var folder = new ProjectFolder();
        byte[][] files = Files(folder);
        Gen.Select(Gen.Int[0, files.Length - 1], Gen.Int[0, 100_000], Gen.Byte, Gen.Bool).Sample(
            (file, at, value, cut) =>
            {
                byte[] damaged = [.. files[file]];
                damaged[at % damaged.Length] = value;
                return SurvivesOrSays(folder, cut ? damaged[..(at % damaged.Length)] : damaged);
            },
            iter: 1_500,
            threads: 1);
    }

    [Fact]
    public void Files_with_a_wrong_value()
    {
        using var folder = new ProjectFolder();
        byte[][] files = Files(folder);
        Gen.Select(Gen.Int[0, files.Length - 1], Gen.Int[0, 1_000], Gen.Int[0, Splices.Length - 1]).Sample(
            (file, nth, splice) => SurvivesOrSays(folder, Spliced(files[file], nth, Splices[splice])),
            iter: 1_500,
            threads: 1);
    }

    [Theory]
    [InlineData("{\"OTIO_SCHEMA\": tru\t\t\t\t\u007f\u0085")]
    [InlineData("{\"OTIO_SCHEMA\": \"Timeline.\\u0085\\n\"}")]
    public void A_refusal_is_one_line_without_control_characters(string text)
    {
        using var folder = new ProjectFolder();
        string sentence = Assert.Throws<ProjectException>(() => folder.Read(text)).Message;
        Assert.DoesNotContain(sentence, char.IsControl);
    }

    private static bool SurvivesOrSays(ProjectFolder folder, byte[] bytes)
    {
        string path = folder.Path("damaged.otio");
        string copy = folder.Path("copy.otio");
        File.WriteAllBytes(path, bytes);
        string stage = path;
        try
        {
            Project project = OtioReader.Read(path);
            stage = copy;
            OtioWriter.Write(project, copy);
            Same.Projects(project, OtioReader.Read(copy));
            return true;
        }
        catch (ProjectException error)
        {
            return error.Message.StartsWith(stage + ":", StringComparison.Ordinal);
        }
    }

    private static byte[][] Files(ProjectFolder folder)
    {
        folder.Media("takes/one.wav");
        folder.Media("talk.mov");
        folder.Media("a.wav");
        return
        [
            Encoding.UTF8.GetBytes(Fixtures.Old),
            Encoding.UTF8.GetBytes(Fixtures.Resolve.Replace("TALK_URL", "talk.mov", StringComparison.Ordinal)),
            Encoding.UTF8.GetBytes(Fixtures.Nested),
            Encoding.UTF8.GetBytes(Fixtures.Track(Fixtures.Clip(
                ", \"metadata\": {\"seamline\": {\"in\": 2, \"out\": 3, \"gain_db\": 1, \"tracks\": [{\"offset\": 1, \"stream\": 0}]}}"))),
        ];
    }

    /// <summary>The nth value behind a colon replaced; objects and lists lose their head and become malformed, which counts too.</summary>
    private static byte[] Spliced(byte[] file, int nth, string value)
    {
        string text = Encoding.UTF8.GetString(file);
        string[] parts = text.Split("\": ");
        int at = 1 + (nth % (parts.Length - 1));
        int end = parts[at].StartsWith('"') ? parts[at].IndexOf('"', 1) + 1 : parts[at].AsSpan().IndexOfAny(",}\n");
        bool nested = parts[at].Length > 0 && parts[at][0] is '{' or '[';
        parts[at] = (nested ? value + ", \"rest\": " : value) + parts[at][(nested || end < 0 ? 0 : end)..];
        return Encoding.UTF8.GetBytes(string.Join("\": ", parts));
    }
}
