using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Seamline.Decode;
using Seamline.Tests.Decode;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Isolation;

/// <summary>A file that names another file or an address opens nothing but itself, whatever it is called.</summary>
public sealed class OtherFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-other-").FullName;
    private readonly FileTraps _traps;

    public OtherFileTests() => _traps = new FileTraps(_folder);

    public static TheoryData<string, string> Scripts => new()
    {
        { "hls.m3u8", "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nTRAP\n#EXT-X-ENDLIST\n" },
        { "hls-url.m3u8", "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nURL\n#EXT-X-ENDLIST\n" },
        { "master.m3u8", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=128000\nURL\n" },
        { "key.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXT-X-KEY:METHOD=AES-128,URI=\"URL\"\n#EXTINF:10,\nTRAP\n#EXT-X-ENDLIST\n" },
        { "list.ffconcat", "ffconcat version 1.0\nfile 'NAME'\n" },
        { "absolute.ffconcat", "ffconcat version 1.0\nfile 'TRAP'\nfile 'URL'\n" },
        { "looks-like.wav", "ffconcat version 1.0\nfile 'NAME'\n" },
        { "looks-like.mp3", "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nTRAP\n#EXT-X-ENDLIST\n" },
        {
            "manifest.mpd",
            "<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\" mediaPresentationDuration=\"PT36S\" "
            + "profiles=\"urn:mpeg:dash:profile:isoff-main:2011\"><Period><AdaptationSet mimeType=\"audio/mp4\"><Representation id=\"1\" bandwidth=\"1\">"
            + "<BaseURL>URL</BaseURL></Representation></AdaptationSet></Period></MPD>\n"
        },
        { "session.sdp", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n" },
        { "list.m3u", "#EXTM3U\nTRAP\n" },
        { "list.pls", "[playlist]\nFile1=URL\nNumberOfEntries=1\n" },
        { "list.asx", "<asx version=\"3.0\"><entry><ref href=\"URL\"/></entry></asx>\n" },
        { "script.avs", "WavSource(\"TRAP\")\n" },
        { "script.vpy", "open('TRAP').read()\n" },
        { "subtitle.idx", "# VobSub index file, v7\nid: en, index: 0\ntimestamp: 00:00:01:000, filepos: 000000000\n" },
    };

    [Theory]
    [MemberData(nameof(Scripts))]
    public void AScriptOpensNothing(string name, string text)
    {
        string path = Write(name, Encoding.UTF8.GetBytes(Fill(text)));
        File.Copy(_traps.Trap, Path.Combine(_folder, "subtitle.sub"));
        Opening(path, mayOpen: false);
    }

    [Fact]
    public void AMovieWhoseSamplesLieInAnotherFileOpensNothing()
    {
        byte[] movie = File.ReadAllBytes(MediaFixtures.Path("aac-delay-moov.mp4"));
        Opening(Write("reference.mp4", WithReference(movie, _traps.Url)), mayOpen: true);
        Opening(Write("reference.mov", WithReference(movie, "file://" + _traps.Trap)), mayOpen: true);
    }

    [Theory]
    [InlineData("concat:{0}|{0}")]
    [InlineData("subfile,,start,0,end,0,,:{0}")]
    [InlineData("http://127.0.0.1:1/{0}")]
    [InlineData("data:audio/wav;base64,AAAA{0}")]
    public void ANameIsNoProtocol(string form)
    {
        MediaException refusal = Assert.Throws<MediaException>(() => Open(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, _traps.Trap)));
        Assert.Contains("does not exist", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (_traps.TakeOpenings(), _traps.TakeConnections()));
    }

    [Theory]
    [InlineData("hls.m3u8")]
    [InlineData("list.ffconcat")]
    [InlineData("manifest.mpd")]
    [InlineData("looks-like.wav")]
    public void APlaylistIsRefusedByName(string name)
    {
        string text = ((IEnumerable<TheoryDataRow<string, string>>)Scripts).First(row => row.Data.Item1 == name).Data.Item2;
        string path = Write(name, Encoding.UTF8.GetBytes(Fill(text)));
        MediaException refusal = Assert.Throws<MediaException>(() => Open(path));
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("names other files", refusal.Message, StringComparison.Ordinal);
    }

    // The traps work: FFmpeg's own command, which has none of our rules, opens the file and connects.
    [Theory]
    [InlineData("ffconcat version 1.0\nfile 'TRAP'\n", "-safe 0 -f concat")]
    [InlineData("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nURL\n#EXT-X-ENDLIST\n", "-protocol_whitelist file,http,tcp -f hls")]
    public void TheTrapsCatchFFmpegWithoutTheRules(string text, string options)
    {
        string path = Write("control.txt", Encoding.UTF8.GetBytes(Fill(text)));
        string[] arguments = ["-v", "quiet", "-rw_timeout", "200000", .. options.Split(' '), "-i", path, "-t", "0.1", "-f", "null", "-"];
        if (!options.Contains("http", StringComparison.Ordinal)) arguments = [.. arguments.Where(a => a is not ("-rw_timeout" or "200000"))];
        _ = _traps.TakeOpenings();
        _ = ChildProcess.Run(new ProcessStartInfo("timeout", ["10", "ffmpeg", .. arguments]));
        Assert.True(_traps.TakeOpenings() + _traps.TakeConnections() > 0);
    }

    public void Dispose()
    {
        _traps.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static FFmpegSource Open(string path) => FFmpegSource.Open(path, -1, 48_000, 2);

    private void Opening(string path, bool mayOpen)
    {
        _ = _traps.TakeOpenings();
        bool opened = false;
        try
        {
            using FFmpegSource source = Open(path);
            opened = true;
            using RunDecoder decoder = source.OpenDecoder();
            var sink = new KeepingSink(source.Format.Channels);
            _ = decoder.Decode(0, sink);
        }
        catch (MediaException refusal)
        {
            Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
        }

        Assert.True(mayOpen || !opened);
        Assert.Equal((0, 0), (_traps.TakeOpenings(), _traps.TakeConnections()));
    }

    // Every data reference of a movie becomes one to an address (ISO/IEC 14496-12, 8.7.2).
    private static byte[] WithReference(byte[] movie, string address)
    {
        byte[] url = Encoding.UTF8.GetBytes(address + '\0');
        for (int at = movie.AsSpan().IndexOf("url \0\0\0\x01"u8); at >= 0; at = movie.AsSpan().IndexOf("url \0\0\0\x01"u8))
        {
            movie[at + 7] = 0;
            int grown = url.Length;
            foreach (int box in Around(movie, 0, movie.Length, at - 4)) BinaryPrimitives.WriteInt32BigEndian(movie.AsSpan(box), BinaryPrimitives.ReadInt32BigEndian(movie.AsSpan(box)) + grown);
            movie = [.. movie[..(at + 8)], .. url, .. movie[(at + 8)..]];
        }

        return movie;
    }

    // The boxes that hold a place, from outside inwards.
    private static List<int> Around(byte[] movie, int from, int to, int place)
    {
        var boxes = new List<int>();
        while (from + 8 <= to)
        {
            int size = BinaryPrimitives.ReadInt32BigEndian(movie.AsSpan(from));
            if (size < 8) break;
            if (place >= from && place < from + size)
            {
                boxes.Add(from);
                if (place == from) break;
                to = from + size;
                from += movie.AsSpan(from + 4, 4).SequenceEqual("dref"u8) ? 16 : 8;
                continue;
            }

            from += size;
        }

        return boxes;
    }

    private string Fill(string text) => text.Replace("TRAP", _traps.Trap, StringComparison.Ordinal)
        .Replace("NAME", Path.GetFileName(_traps.Trap), StringComparison.Ordinal).Replace("URL", _traps.Url, StringComparison.Ordinal);

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
