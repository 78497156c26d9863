using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>The published command, as a person at a shell meets it.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Render_of_one_file_is_the_file()
    {
        PublishedCommand.FFmpeg(_folder, "-f lavfi -i sine=440:d=3:r=48000 -ac 2 -c:a pcm_f32le a.wav");
        Ok("render", "a.wav", "-o", "out.wav", "--format", "f32");
        PublishedCommand.FFmpeg(_folder, "-i a.wav -f f32le a.raw");
        Assert.Equal(File.ReadAllBytes(In("a.raw")), Data("out.wav"));
    }

    [Fact]
    public void Render_s16_is_rounded_and_readable_by_ffmpeg()
    {
        PublishedCommand.FFmpeg(_folder, "-f lavfi -i sine=440:d=1:r=48000 -c:a pcm_s16le a.wav");
        Ok("render", "a.wav", "-o", "out.wav", "--format", "s16", "--channels", "1");
        PublishedCommand.FFmpeg(_folder, "-i out.wav -f s16le out.raw");
        PublishedCommand.FFmpeg(_folder, "-i a.wav -f s16le a.raw");
        Assert.Equal(File.ReadAllBytes(In("a.raw")), File.ReadAllBytes(In("out.raw")));
    }

    [Fact]
    public void Edits_are_carried_out_in_the_order_given()
    {
        Staircase("stairs.wav", 480_000);
        Ok("edit", "stairs.wav", "--ripple-delete", "1s..@96000", "--split", "0m3s", "--move", "0", "2", "--ripple-delete", "0:04..0:05", "-o", "cut.otio");
        Ok("render", "cut.otio", "-o", "cut.wav", "--format", "f32", "--channels", "1", "--declick-ms", "0");

        // [0,1) [2,10) -> split at 3: [0,1) [2,4) [4,10) -> [2,4) [4,10) [0,1) -> without 4..5: [2,4) [4,6) [7,10) [0,1)
        float[] expected = [.. Frames(96_000, 288_000), .. Frames(336_000, 480_000), .. Frames(0, 48_000)];
        Assert.Equal(expected, Samples("cut.wav"));
    }

    [Fact]
    public void A_thousand_cuts_at_odd_times_do_not_drift()
    {
        Staircase("stairs.wav", 48_000 * 60);
        var arguments = new System.Collections.Generic.List<string> { "edit", "stairs.wav" };
        for (int i = 1; i <= 1_000; i++) arguments.AddRange(["--split", (i * 0.0589123457).ToString("R", System.Globalization.CultureInfo.InvariantCulture)]);
        Ok([.. arguments, "-o", "cut.otio"]);
        Ok("render", "cut.otio", "-o", "cut.wav", "--format", "f32", "--channels", "1");
        Assert.Equal(Frames(0, 48_000 * 60), Samples("cut.wav"));
    }

    [Fact]
    public void A_script_edits_while_it_plays_and_the_disk_driver_hears_it()
    {
        Staircase("stairs.wav", 480_000);
        File.WriteAllText(In("script.txt"), "0.3 ripple-delete 5..6\n0.5 status\n0.8 quit\n");
        (int exit, string output, string error) = PublishedCommand.Run(_folder, "play", "stairs.wav", "--device", "disk:heard.raw", "--script", "script.txt", "--json");
        Assert.True(exit == 0, error);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonElement[] rows = [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Contains(rows, row => row.GetProperty("event").GetString() == "script" && row.GetProperty("action").GetString() == "ripple-delete" && row.GetProperty("outcome").GetString() == "ok");
        Assert.Equal(9.0, rows[^1].GetProperty("length").GetDouble());
        Assert.Equal("open", rows[^1].GetProperty("output").GetString());
        JsonElement opened = Assert.Single(rows, row => row.GetProperty("event").GetString() == "device_opened");
        Assert.True(opened.GetProperty("host_ns").GetInt64() > 0 && opened.GetProperty("text").GetString()!.Length > 0);
        float[] heard = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(In("heard.raw"))).ToArray();
        int start = Array.FindIndex(heard, sample => sample != 0);
        Assert.True(start >= 0 && heard.Length > start + 9_600, "nothing was heard");

        // After the 5 ms start ramp the source comes exactly, on both channels at -3 dB.
        float step = 1f / 0x800000;
        int frame = (start / 2) + 480;
        long first = (long)Math.Round(heard[2 * frame] / (step * 0.70710678f));
        for (int i = 0; i < 2_000; i++) Assert.Equal((first + i) * step * 0.70710678f, heard[2 * (frame + i)]);
    }

    [Theory]
    [InlineData("nope.wav", "nope.wav", "no such file")]
    [InlineData("empty.mp3", "empty.mp3", "empty")]
    [InlineData("text.wav", "text.wav", "cannot open")]
    [InlineData("silent.mp4", "silent.mp4", "audio")]
    public void A_bad_file_is_named_and_nothing_is_left(string file, string named, string cause)
    {
        File.WriteAllBytes(In("empty.mp3"), []);
        File.WriteAllText(In("text.wav"), "this is no sound");
        PublishedCommand.FFmpeg(_folder, "-f lavfi -i color=black:s=16x16:d=0.2 -c:v mpeg4 silent.mp4");
        Staircase("good.wav", 4_800);
        Refused(named, cause, "render", "good.wav", file, "-o", "out.wav");
        Assert.Empty(Directory.GetFiles(_folder, "out*"));
    }

    [Theory]
    [InlineData("reversed", "edit", "a.wav", "--ripple-delete", "3..2", "-o", "o.otio")]
    [InlineData("nan", "edit", "a.wav", "--split", "nan", "-o", "o.otio")]
    [InlineData("position 9", "edit", "a.wav", "--delete-segment", "9", "-o", "o.otio")]
    [InlineData("folder", "render", "a.wav", "-o", "no/such/folder/o.wav")]
    [InlineData("declick", "render", "a.wav", "-o", "o.wav", "--declick-ms", "-1")]
    [InlineData("mp3", "render", "a.wav", "-o", "o.wav", "--format", "mp3")]
    public void A_bad_request_is_refused_in_a_sentence(string cause, params string[] arguments)
    {
        Staircase("a.wav", 48_000);
        (int exit, _, string error) = PublishedCommand.Run(_folder, arguments);
        Assert.NotEqual(0, exit);
        Assert.Contains(cause == "reversed" ? "does not end after its start" : cause, error, StringComparison.OrdinalIgnoreCase);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Info_knows_the_exact_length()
    {
        PublishedCommand.FFmpeg(_folder, "-f lavfi -i sine=440:d=2:r=48000 -c:a libmp3lame -write_xing 0 a.mp3");
        string output = Ok("info", "a.mp3", "--json");
        JsonElement media = JsonDocument.Parse(output).RootElement.GetProperty("media")[0];
        Assert.True(media.GetProperty("frames_exact").GetBoolean());
        PublishedCommand.FFmpeg(_folder, "-i a.mp3 -f f32le a.raw");
        Assert.Equal(new FileInfo(In("a.raw")).Length / 4, media.GetProperty("frames").GetInt64());
    }

    private string In(string name) => Path.Combine(_folder, name);

    private string Ok(params string[] arguments)
    {
        (int exit, string output, string error) = PublishedCommand.Run(_folder, arguments);
        Assert.True(exit == 0, error);
        return output;
    }

    private void Refused(string named, string cause, params string[] arguments)
    {
        (int exit, _, string error) = PublishedCommand.Run(_folder, arguments);
        Assert.NotEqual(0, exit);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Contains(cause, error, StringComparison.OrdinalIgnoreCase);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    // A mono file whose samples tell their own frame.
    private void Staircase(string name, int frames)
    {
        using var writer = new WavWriter(In(name), SampleFormat.F32, 48_000, 1);
        writer.Write(Frames(0, frames));
        writer.Commit();
    }

    private static float[] Frames(int from, int to)
    {
        float[] samples = new float[to - from];
        for (int i = 0; i < samples.Length; i++) samples[i] = (from + i) * (1f / 0x800000);
        return samples;
    }

    private float[] Samples(string name) => MemoryMarshal.Cast<byte, float>(Data(name)).ToArray();

    private byte[] Data(string name)
    {
        byte[] file = File.ReadAllBytes(In(name));
        int at = file.AsSpan().IndexOf("data"u8);
        int bytes = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(at + 4));
        Assert.Equal(file.Length, at + 8 + bytes);
        return file[(at + 8)..];
    }
}
