using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>
/// Files of every format whose parts are exchanged, doubled, left out or made extreme: they are read, or refused in one sentence.
/// SEAMLINE_FUZZ_ROUNDS sets how many of each; the seed is printed with a file that fails.
/// </summary>
public sealed partial class ProjectFuzzTests : IDisposable
{
    private const int Rounds = 400;
    private const long MostAllocatedBytes = 256L << 20;

    private static readonly string[] Extremes = ["-1", "0", "1e308", "-1e308", "9223372036854775807", "99999999999999999999", "NaN", "\"\"", "null", "{}", "[]", "-1/0s", "00:00:00:00", "99:99:99:99", "\\u0000", "&#0;", "<", "\0", "../../x", "file://host/x"];

    private readonly ProjectFolder _folder = new();

    public static TheoryData<string, string> Samples => new()
    {
        { "p.otio", Fixtures.Old },
        { "r.otio", Fixtures.Resolve.Replace("TALK_URL", "a.wav", StringComparison.Ordinal) },
        { "n.otio", Fixtures.Nested },
        { "p.edl", "TITLE: x\nFCM: NON-DROP FRAME\n001  AX A C 00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00\n* FROM CLIP NAME: a.wav\n* LOC: 01:00:00:12 RED here\n002  BL A C 00:00:00:00 00:00:01:00 01:00:01:00 01:00:02:00\n" },
        { "p.llc", "{ version: 1, mediaFileName: 'a.wav', cutSegments: [ { start: .5, end: 2, name: 'x' }, { end: 3, }, { start: 1 } ], }" },
        { "p.csv", "Start,End,Name\n0,1.5,one\n00:02.5,00:00:03.25,\"t,wo\"\n1,,mark\n" },
        { "p.v1", "{\"version\": \"1\", \"source\": \"a.wav\", \"timebase\": \"30/1\", \"chunks\": [[0, 30, 1.0], [30, 60, 99999], [60, 90, 1]]}" },
        { "p.v3", "{\"version\": \"3\", \"timebase\": \"30/1\", \"v\": [], \"a\": [[{\"src\": \"a.wav\", \"start\": 0, \"dur\": 30, \"offset\": 5, \"stream\": 0, \"effects\": [\"volume:0.5\"]}]]}" },
        { "p.fcpxml", "<?xml version=\"1.0\"?><fcpxml version=\"1.10\"><resources><asset id=\"r1\" name=\"a\" start=\"0s\" duration=\"10s\" hasAudio=\"1\"><media-rep src=\"a.wav\"/></asset></resources><project name=\"p\"><sequence><spine><asset-clip ref=\"r1\" offset=\"0s\" start=\"1001/30000s\" duration=\"2s\"><adjust-volume amount=\"-6dB\"/><marker start=\"1s\" value=\"m\"/></asset-clip><gap offset=\"2s\" duration=\"1s\"/></spine></sequence></project></fcpxml>" },
        { "p.xml", "<xmeml version=\"4\"><sequence><name>s</name><rate><timebase>25</timebase><ntsc>TRUE</ntsc></rate><media><audio><track><clipitem><name>c</name><start>0</start><end>-1</end><in>0</in><out>50</out><file id=\"f\"><pathurl>a.wav</pathurl></file></clipitem><transitionitem><start>40</start><end>50</end></transitionitem><clipitem><start>-1</start><end>100</end><in>10</in><out>70</out><file id=\"f\"/></clipitem></track></audio></media><marker><name>m</name><in>5</in><out>-1</out></marker></sequence></xmeml>" },
        { "p.mlt", "<mlt root=\".\"><profile frame_rate_num=\"25\" frame_rate_den=\"1\"/><chain id=\"c\" out=\"500\"><property name=\"resource\">a.wav</property></chain><playlist id=\"p\"><blank length=\"5\"/><entry producer=\"c\" in=\"10\" out=\"59\"><filter><property name=\"mlt_service\">volume</property><property name=\"gain\">0.5</property></filter></entry></playlist><playlist id=\"q\"><entry producer=\"c\" in=\"00:00:01.000\" out=\"00:00:02.000\"/></playlist><tractor id=\"t\"><track producer=\"p\"/><track producer=\"q\"/></tractor><tractor id=\"m\"><track producer=\"t\"/></tractor></mlt>" },
        { "p.rpp", "<REAPER_PROJECT 0.1 \"6.0\" 0\n  MARKER 1 2.5 \"here\" 0\n  <TRACK\n    NAME \"x\"\n    <ITEM\n      POSITION 1\n      LENGTH 2\n      SOFFS 0.5\n      VOLPAN 0.5 0 1 -1\n      <SOURCE WAVE\n        FILE \"a.wav\"\n      >\n    >\n  >\n>\n" },
        { "p.labels", "1.0\t2.0\tone\n\\\t100\t200\n3\t3\ttwo\n" },
        { "p.chapters", "0:00 Start\n0:03 Next\n1:00:02.5 Late\n" },
        { "p.srt", "1\n00:00:01,000 --> 00:00:02,500\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nWorld\n" },
        { "p.cue", "FILE \"a.wav\" WAVE\n  TRACK 01 AUDIO\n    TITLE \"One\"\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 01:02:03\n" },
        { "p.cap", "{\"audio\": {\"micVolumeDb\": 1, \"micStereoMode\": \"monoL\", \"bgm\": {\"path\": \"b.mp3\", \"loopPlayback\": true}}, \"timeline\": {\"segments\": [{\"recordingSegment\": 0, \"timescale\": 1.0, \"start\": 0.0, \"end\": 4.0}, {\"recordingSegment\": 0, \"timescale\": 2, \"start\": 1.0, \"end\": 6.0}], \"transitions\": [{\"segmentIndex\": 1, \"type\": \"cross-fade\", \"duration\": 0.5}], \"textSegments\": [{\"start\": 1, \"end\": 2, \"layout\": \"fullscreen\"}], \"audioSegments\": [{\"start\": 0.5, \"end\": 3, \"track\": 1, \"path\": \"b.mp3\", \"trimStart\": 1, \"fadeIn\": 0.25, \"volumeDb\": -3}]}, \"clips\": [{\"index\": 0, \"offsets\": {\"mic\": 0.25}}]}" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_file_is_read_or_refused_in_one_sentence(string name, string sample)
    {
        _folder.Media("a.wav");
        int rounds = int.TryParse(Environment.GetEnvironmentVariable("SEAMLINE_FUZZ_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : Rounds;
        string path = _folder.Path(name);
        string file = name.EndsWith(".cap", StringComparison.Ordinal) ? Recording(path) : path;
        int read = 0;
        for (int seed = 0; seed < rounds; seed++)
        {
            File.WriteAllText(file, seed == 0 ? sample : Damaged(sample, new Random(seed)));
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Project project = ProjectFile.Read(path, new OtioReadOptions { RequireMedia = false, FrameRate = new FrameRate(25, 1), Medium = _folder.Path("a.wav"), MediumSeconds = _ => 10, PlaysSpeeds = seed % 2 == 0 });
                ProjectFile.Write(project, _folder.Path("written.otio"));
                read++;
            }
            catch (ProjectException error)
            {
                Assert.True(error.Message.StartsWith(_folder.Folder, StringComparison.Ordinal) && !error.Message.Any(char.IsControl), $"{name}, seed {seed}: {error.Message}");
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{name}, seed {seed}: {error}");
            }
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MostAllocatedBytes, $"{name}, seed {seed}: {allocated} bytes");
            Assert.True(seed > 0 || read == 1, $"{name}: the sample itself is not read");
        }
        Assert.True(read > rounds / 100, $"{name}: only {read} of {rounds} files were read");
    }

    private static string Recording(string path)
    {
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "recording-meta.json"), "{\"pretty_name\": \"r\", \"segments\": [{\"display\": {\"path\": \"content/d.mp4\"}, \"mic\": {\"path\": \"content/m.ogg\"}}]}");
        return Path.Combine(path, "project-config.json");
    }

    // One to three changes of whole words, numbers, texts or signs.
    private static string Damaged(string sample, Random random)
    {
        List<string> parts = [.. Parts().Matches(sample).Select(match => match.Value)];
        for (int change = random.Next(3); change >= 0; change--)
        {
            int at = random.Next(parts.Count);
            int length = Math.Min(1 + random.Next(random.Next(2) == 0 ? 1 : 12), parts.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    parts.RemoveRange(at, length);
                    break;
                case 1:
                    parts.InsertRange(at, parts.GetRange(at, length));
                    break;
                case 2:
                    parts[at] = Extremes[random.Next(Extremes.Length)];
                    break;
                case 3:
                    parts.InsertRange(random.Next(parts.Count), parts.GetRange(at, length));
                    break;
                case 4:
                    (parts[at], parts[random.Next(parts.Count)]) = (parts[random.Next(parts.Count)], parts[at]);
                    break;
                default:
                    parts[at] = double.TryParse(parts[at], CultureInfo.InvariantCulture, out double number) ? (number * Math.Pow(10, random.Next(-3, 12))).ToString(CultureInfo.InvariantCulture) : parts[random.Next(parts.Count)];
                    break;
            }
            if (parts.Count == 0)
                break;
        }
        return string.Concat(parts);
    }

    [GeneratedRegex("""\d+(\.\d+)?|\w+|\s+|.""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Parts();
}
