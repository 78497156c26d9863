using System;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>Everything that is not supported is refused with a sentence that names the file, the item and the schema.</summary>
public sealed class OtioRefusalTests
{
    private const string Effects = ", \"effects\": [";
    private const string Warp = Effects + """{"OTIO_SCHEMA": "LinearTimeWarp.1", "name": "fast", "effect_name": "LinearTimeWarp", "time_scalar": 2.0}]""";

    [Theory]
    [InlineData("{\"OTIO_SCHEMA\": \"Transition.1\", \"name\": \"a\"}, {\"OTIO_SCHEMA\": \"Transition.1\", \"name\": \"b\"}", "item 0 \"b\" (Transition.1) stands beside another transition")]
    [InlineData("{\"OTIO_SCHEMA\": \"Transition.1\", \"name\": \"a\", \"in_offset\": {\"OTIO_SCHEMA\": \"RationalTime.1\", \"rate\": 24, \"value\": -1}}", "item 0 \"a\" (Transition.1) has the negative in_offset -1/24 s")]
    [InlineData("{\"OTIO_SCHEMA\": \"Transition.1\", \"name\": \"a\", \"metadata\": {\"seamline\": {\"kind\": \"wipe\"}}}", "the kind \"wipe\"; known are equal_power")]
    [InlineData("{\"OTIO_SCHEMA\": \"Stack.1\", \"name\": \"inner\", \"children\": [{\"OTIO_SCHEMA\": \"Clip.3\", \"name\": \"later\"}]}", "item 0 \"later\" (Clip.3) is of a schema that is not known")]
    [InlineData("{\"OTIO_SCHEMA\": \"Track.1\", \"name\": \"inner\", \"children\": {}}", "\"inner\" (Track.1) has a \"children\" that is not a list")]
    [InlineData("{\"OTIO_SCHEMA\": \"Clip.3\", \"name\": \"later\"}", "item 0 \"later\" (Clip.3) is of a schema that is not known")]
    [InlineData("{\"name\": \"bare\"}", "item 0 \"bare\" () has no OTIO_SCHEMA")]
    [InlineData("{\"OTIO_SCHEMA\": \"Gap.1\", \"name\": \"hole\"}", "\"hole\" (Gap.1) has neither a source_range nor an available_range")]
    [InlineData("7", "\"A1\" (Track.1) has a child, item 0, that is not an object")]
    public void Items(string item, string sentence) => Refused(Fixtures.Track(item), sentence);

    [Theory]
    [InlineData(Effects + "1]", "has an effect that is not an object")]
    [InlineData(", \"effects\": {}", "has a \"effects\" that is not a list")]
    [InlineData(", \"enabled\": 1", "has a \"enabled\" that is neither true nor false")]
    [InlineData(", \"metadata\": []", "has a \"metadata\" that is not an object")]
    [InlineData(", \"metadata\": {\"seamline\": {\"in\": 1}}", "only one of \"in\" and \"out\"")]
    [InlineData(", \"metadata\": {\"seamline\": {\"stream\": 1.5}}", "the stream 1.5")]
    [InlineData(", \"metadata\": {\"seamline\": {\"streams\": [1, \"some\"]}}", "the stream \"some\"")]
    [InlineData(", \"metadata\": {\"seamline\": {\"streams\": []}}", "metadata.seamline.streams without a stream")]
    [InlineData(", \"metadata\": {\"seamline\": {\"stream\": 1, \"streams\": \"all\"}}", "both \"stream\" and \"streams\"")]
    [InlineData(", \"metadata\": {\"seamline\": {\"gain_db\": \"loud\"}}", "has a \"gain_db\" that is not a number")]
    [InlineData(", \"metadata\": {\"seamline\": {\"stereo_mode\": \"wide\"}}", "the stereo_mode \"wide\"; known are stereo, mono_left and mono_right")]
    [InlineData(", \"metadata\": {\"seamline\": {\"offset\": 1, \"tracks\": []}}", "both \"tracks\" and a track's own fields")]
    [InlineData(", \"metadata\": {\"seamline\": {\"tracks\": [{\"target_url\": \"b.wav\"}]}}", "the medium FOLDER/b.wav, and there is no such file")]
    public void Fields_of_clips(string fields, string sentence) => Refused(Fixtures.Track(Fixtures.Clip(fields)), sentence);

    [Theory]
    [InlineData("{\"OTIO_SCHEMA\": \"ExternalReference.1\", \"target_url\": 3}", "has a \"target_url\" that is not a text")]
    [InlineData("{\"OTIO_SCHEMA\": \"ExternalReference.1\", \"target_url\": \"\\ud800\"}", "line 4: a text is not valid Unicode: half of a surrogate pair")]
    [InlineData("{\"OTIO_SCHEMA\": \"ExternalReference.1\", \"target_url\": \"a%00b\"}", "has a target_url with a zero character")]
    [InlineData("{\"OTIO_SCHEMA\": \"CloudReference.1\"}", "has a medium of the schema \"CloudReference.1\", which is not known")]
    [InlineData("{\"OTIO_SCHEMA\": \"ExternalReference.1\", \"target_url\": \"https://x.test/a.wav\"}", "only files are read, not https addresses")]
    [InlineData("{\"OTIO_SCHEMA\": \"ExternalReference.1\", \"target_url\": \"none.wav\"}", "has the medium FOLDER/none.wav, and there is no such file")]
    public void Media(string reference, string sentence) => Refused(Fixtures.Track(Fixtures.Clip(reference: reference)), sentence);

    [Theory]
    [InlineData("48000", "-1", "48000", "has a source_range with the negative duration -1/48000 s")]
    [InlineData("0", "1", "-24", "has the rate -24")]
    [InlineData("1e999", "1", "24", "has a \"value\" that is not finite")]
    [InlineData("0", "1", "1e-320", "is not finite")]
    [InlineData("\"0\"", "1", "24", "has a \"value\" that is not a number")]
    [InlineData("null", "1", "24", "has a source_range whose start_time has no value")]
    public void Times(string start, string duration, string rate, string sentence)
        => Refused(Fixtures.Track(Fixtures.Clip(range: Fixtures.Range("source_range", duration, start, rate))), sentence);

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    public void Numbers_that_json_has_no_word_for(string number)
        => Refused(Fixtures.Track(Fixtures.Clip(range: Fixtures.Range("source_range", number, "0"))), "has a \"value\" that is not finite");

    [Fact]
    public void Tracks()
    {
        Refused(Fixtures.Track(Fixtures.Clip(), more: Second(Warp)), "\"take\" (Clip.2) has the effect LinearTimeWarp.1");
        Refused(Fixtures.Track(Fixtures.Clip(), more: Second("", OwnLane("{\"gain_db\": \"loud\"}"))), "has a \"gain_db\" that is not a number");
        Refused(Fixtures.Track(Fixtures.Clip(), more: Second("", OwnLane("{\"envelope\": [[1, 0], [1, -3]]}"))), "has an envelope whose points do not rise in time, at 1 s");
        Refused(Fixtures.Track(Fixtures.Clip(), more: Second("", OwnLane("{\"envelope\": [[1]]}"))), "has the envelope point [1], which is not [seconds, dB]");
        Refused(Fixtures.Track(Fixtures.Clip(), more: Second(OwnItem("{\"fade_in\": -1}"))), "has the fade_in -1 s in metadata.seamline");
        Refused(Fixtures.Track(Fixtures.Clip(), more: Second(OwnItem("{\"fade_out_shape\": \"round\"}"))), "has the fade_out_shape \"round\"; known are equal_power and linear");
        Refused(Fixtures.Track("", kind: "Subtitle"), "\"tracks\" (Stack.1) has no audio track and no video track");
    }

    [Theory]
    [InlineData("{\"OTIO_SCHEMA\": \"SerializableCollection.1\", \"children\": []}", "it is a SerializableCollection.1; a Timeline.1 is needed")]
    [InlineData("{\"OTIO_SCHEMA\": \"Timeline.1\"}", "(Timeline.1) has no tracks")]
    [InlineData("{\"OTIO_SCHEMA\": \"Timeline.1\", \"tracks\": {\"OTIO_SCHEMA\": \"Track.1\"}}", "(Track.1) stands where the Stack.1")]
    [InlineData("{\"tracks\": 1}", "it has no OTIO_SCHEMA, so it is not a timeline")]
    [InlineData("[]", "it holds no object")]
    [InlineData("null", "it holds null")]
    [InlineData("", "line 1, position 1: not valid JSON")]
    [InlineData("{\n  \"a\": 1,\n  \"b\": ]\n}", "line 3, position 8: not valid JSON")]
    [InlineData("{\"a\": 1, \"a\": 2}", "not valid JSON")]
    [InlineData("{\"OTIO_SCHEMA\": \"Timeline.1\", \"metadata\": {\"seamline\": {\"declick_ms\": -1}}, \"tracks\": {\"OTIO_SCHEMA\": \"Stack.1\", \"children\": [{\"OTIO_SCHEMA\": \"Track.1\", \"kind\": \"Audio\"}]}}", "has the negative declick_ms -1")]
    public void Files(string text, string sentence) => Refused(text, sentence);

    [Fact]
    public void An_active_reference_that_is_not_there()
        => Refused(Fixtures.Track("""{"OTIO_SCHEMA": "Clip.2", "name": "c", "media_references": {}, "active_media_reference_key": "hi"}"""),
            "\"c\" (Clip.2) names the media reference \"hi\", which it does not hold");

    [Fact]
    public void Text_that_is_not_utf8()
    {
        using var folder = new ProjectFolder();
        System.IO.File.WriteAllBytes(folder.Path("p.otio"), [(byte)'"', 0x9D, (byte)'"']);
        Assert.EndsWith("it is not valid UTF-8, so it is not a timeline.",
            Assert.Throws<ProjectException>(() => OtioReader.Read(folder.Path("p.otio"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_files()
    {
        using var folder = new ProjectFolder();
        string path = folder.Path("none.otio");
        Assert.Equal($"{path}: there is no such file.", Assert.Throws<ProjectException>(() => OtioReader.Read(path)).Message);
        Assert.StartsWith(folder.Folder, Assert.Throws<ProjectException>(() => OtioReader.Read(folder.Folder)).Message, StringComparison.Ordinal);
    }

    private static string Second(string clipFields, string trackFields = "")
        => ", {\"OTIO_SCHEMA\": \"Track.1\", \"name\": \"A2\", \"kind\": \"Audio\"" + trackFields + ", \"children\": [" + Fixtures.Clip(clipFields) + "]}";

    private static string OwnLane(string lane) => ", \"metadata\": {\"seamline\": {\"lane\": " + lane + "}}";

    private static string OwnItem(string own) => ", \"metadata\": {\"seamline\": " + own + "}";

    private static void Refused(string otio, string sentence)
    {
        using var folder = new ProjectFolder();
        folder.Media("a.wav");
        string message = Assert.Throws<ProjectException>(() => folder.Read(otio)).Message;
        Assert.Contains(sentence.Replace("FOLDER", folder.Folder, StringComparison.Ordinal), message, StringComparison.Ordinal);
        Assert.StartsWith(folder.Path("p.otio") + ": ", message, StringComparison.Ordinal);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
    }
}
