using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Threading;
using Seamline.Tests.Files;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>What `seamline render` and the others write to, and what they tell.</summary>
[SupportedOSPlatform("linux")]
public sealed class RenderOutputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("own.wav")]
    [InlineData("soft.wav")]
    [InlineData("hard.wav")]
    [InlineData("here/own.wav")]
    [InlineData("./own.wav")]
    public void A_recording_is_never_written_over(string output)
    {
        byte[] before = OwnByAllNames();
        Refused("own.wav; writing there would destroy it", "render", "own.wav", "-o", output);
        Refused("would destroy it", "render", "own.otio", "-o", output, "--force");
        Refused("would destroy it", "peaks", "own.wav", "--svg", output, "--force");
        Refused("own.wav", "play", "own.wav", "--device", "disk:" + output);
        Assert.Equal(before, File.ReadAllBytes(In("own.wav")));
        Assert.Equal(6, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public void Nor_by_a_project_nor_a_project_by_sound()
    {
        byte[] before = OwnByAllNames();
        Assert.Equal(0, SystemThread.link(In("own.wav"), In("trap.otio")));
        Refused("it is the medium", "edit", "own.otio", "--split", "0.25", "-o", "trap.otio", "--force");
        Assert.Equal(before, File.ReadAllBytes(In("own.wav")));
        byte[] project = File.ReadAllBytes(In("own.otio"));
        File.CreateSymbolicLink(In("p.wav"), "own.otio");
        Refused("is the input own.otio", "render", "own.otio", "-o", "p.wav");
        Assert.Equal(project, File.ReadAllBytes(In("own.otio")));
    }

    [Fact]
    public void A_medium_of_a_kept_track_is_one_too()
    {
        OwnByAllNames();
        File.Copy(In("own.wav"), In("spare.wav"));
        string project = File.ReadAllText(In("own.otio"));
        int at = project.IndexOf("\"children\": [", StringComparison.Ordinal) + "\"children\": [".Length;
        File.WriteAllText(In("own.otio"), project.Insert(at, """
            { "OTIO_SCHEMA": "Track.1", "kind": "Video", "children": [ { "OTIO_SCHEMA": "Clip.1",
              "media_reference": { "OTIO_SCHEMA": "ExternalReference.1", "target_url": "spare.wav" } } ] },
            """));
        byte[] before = File.ReadAllBytes(In("spare.wav"));
        (int exit, _, string error) = PublishedCommand.Run(_folder, "render", "own.otio", "-o", "spare.wav", "--force");
        Assert.Equal(1, exit);
        Assert.Contains("would destroy it", error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(In("spare.wav")));
    }

    [Fact]
    public void A_pipe_gets_a_wav_of_unknown_length_that_ffmpeg_reads()
    {
        Tone("a.wav", "0.5");
        byte[] piped = Shell($"\"$0\" render a.wav -o - --format s16 | cat > piped.wav");
        Assert.Equal((uint.MaxValue, uint.MaxValue), (Word(piped, 4), Word(piped, 100)));
        Ok("render", "a.wav", "-o", "file.wav", "--format", "s16");
        Assert.Equal(File.ReadAllBytes(In("file.wav"))[104..], piped[104..]);
        Shell("ffmpeg -v error -i piped.wav -f s16le piped.raw && cat piped.raw > piped.wav");
        Assert.Equal(piped[104..], File.ReadAllBytes(In("piped.raw")));
    }

    [Fact]
    public void A_file_of_the_shell_gets_its_sizes_and_what_follows_comes_behind()
    {
        Tone("a.wav", "0.5");
        byte[] written = Shell("(printf before; \"$0\" render a.wav -o -; printf after) > piped.wav");
        int length = written.Length - 11;
        Assert.Equal("beforeRIFF", System.Text.Encoding.ASCII.GetString(written, 0, 10));
        Assert.Equal("after", System.Text.Encoding.ASCII.GetString(written, written.Length - 5, 5));
        Assert.Equal((uint)(length - 8), Word(written, 10));
        Assert.Equal((uint)(length - 104), Word(written, 106));

        // Appended to, nothing that is there can be changed.
        written = Shell("printf before > piped.wav; \"$0\" render a.wav -o /dev/stdout >> piped.wav");
        Assert.Equal("beforeRIFF", System.Text.Encoding.ASCII.GetString(written, 0, 10));
        Assert.Equal((uint.MaxValue, length + 6), (Word(written, 10), written.Length));
        Refused("standard output", "render", "a.wav", "-o", "-", "--json");
    }

    [Fact]
    public void A_recording_is_not_appended_to_either()
    {
        byte[] before = OwnByAllNames();
        Assert.Contains("would destroy it", ShellFails("\"$0\" render own.wav -o - >> own.wav"), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(In("own.wav")));
    }

    [Fact]
    public void Links_modes_and_pipes_stay()
    {
        Tone("a.wav", "0.5");
        Directory.CreateDirectory(In("far"));
        File.WriteAllText(In("far/real.wav"), "old");
        File.SetUnixFileMode(In("far/real.wav"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(In("link.wav"), "far/real.wav");
        Ok("render", "a.wav", "-o", "link.wav", "--force", "--format", "f32");
        Assert.Equal("far/real.wav", new FileInfo(In("link.wav")).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(In("far/real.wav")));
        byte[] fromPipe = Shell("mkfifo pipe.wav.fifo; cat pipe.wav.fifo > piped.wav & \"$0\" render a.wav -o pipe.wav.fifo; wait; test -p pipe.wav.fifo");
        Assert.Equal(File.ReadAllBytes(In("far/real.wav"))[104..], fromPipe[104..]);
        Ok("render", "a.wav", "-o", "/dev/null");
        Refused("the disk is full", "render", "a.wav", "-o", "/dev/full");
    }

    [Fact]
    public void Names_may_be_as_long_as_the_system_takes()
    {
        Tone("a.wav", "0.1");
        string name = new('n', 251);
        Ok("render", "a.wav", "-o", name + ".wav");
        Ok("edit", "a.wav", "--split", "0.05", "-o", name[1..] + ".otio");
        Assert.True(File.Exists(In(name + ".wav")) && File.Exists(In(name[1..] + ".otio")));
        Refused("the name is too long", "render", "a.wav", "-o", name + "n.wav");
    }

    [Fact]
    public void A_name_of_another_format_is_refused()
    {
        Tone("a.wav", "0.1");
        Refused("-o out.aiff: .aiff is no format that can be written (.wav, .flac, .m4a, .opus, .mp3, .ogg)", "render", "a.wav", "-o", "out.aiff");
        Refused("-o out: a name without an extension is no format that can be written (.wav, .flac, .m4a, .opus, .mp3, .ogg)", "render", "a.wav", "-o", "out");
        Refused("-o out.opus: Opus has no sample rate of 44100 Hz", "render", "a.wav", "-o", "out.opus", "--rate", "44100");
        Refused("-o out.flac: FLAC is lossless: it has neither bit rate nor quality", "render", "a.wav", "-o", "out.flac", "--bitrate", "128");
        Refused("-o out.m4a: the AAC encoder has no quality scale; set a bit rate", "render", "a.wav", "-o", "out.m4a", "--quality", "3");
        Ok("render", "a.wav", "-o", "out.WAV");
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Theory]
    [InlineData("out.flac", "flac", "--dither")]
    [InlineData("out.m4a", "aac", "--bitrate=160")]
    [InlineData("out.opus", "opus", "--bitrate=96")]
    [InlineData("out.mp3", "mp3", "--quality=0")]
    [InlineData("out.ogg", "vorbis", "--quality=8")]
    [InlineData("out.wav", "s24", "--format=s24")]
    public void The_extension_says_how_it_is_encoded(string name, string format, string option)
    {
        Tone("a.wav", "1.25");
        Assert.Contains($"\"format\": \"{format}\"", Said("render", "a.wav", "-o", name, option, "--json").Output, StringComparison.Ordinal);
        Assert.Contains("60000", Said("info", name, "--json").Output, StringComparison.Ordinal);
    }

    // However far it has come: the old file is whole, or the new one.
    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(150)]
    [InlineData(400)]
    public void Killed_it_leaves_the_old_file(int milliseconds)
    {
        Tone("a.wav", "60");
        Assert.SkipWhen(PublishedCommand.Path.Length == 0, "SEAMLINE_CLI names no published command");
        File.WriteAllText(In("out.wav"), "old");
        var start = new ProcessStartInfo(PublishedCommand.Path, ["render", "a.wav", "-o", "out.wav", "--force", "--format", "f32", "--channels", "2"]) { WorkingDirectory = _folder };
        using Process process = Process.Start(start)!;
        Thread.Sleep(milliseconds);
        process.Kill();
        process.WaitForExit();
        byte[] left = File.ReadAllBytes(In("out.wav"));
        Assert.True(left.Length == 3 || (Word(left, 4) == left.Length - 8 && left.Length == 104 + (60 * 48_000 * 2 * 4)), $"{left.Length} bytes are left");
    }

    [Fact]
    public void Clipping_is_counted()
    {
        // 1000 Hz at 1.5: 11 to 13 of 48 frames of a period are above full scale.
        PublishedCommand.FFmpeg(_folder, "-f lavfi -i aevalsrc=1.5*cos(2*PI*1000*t)|0.5:d=1:s=48000 -c:a pcm_f32le loud.wav");
        PublishedCommand.FFmpeg(_folder, "-f lavfi -i aevalsrc=cos(2*PI*1000*t)|0.5:d=1:s=48000 -c:a pcm_f32le full.wav");
        PublishedCommand.FFmpeg(_folder, "-i loud.wav -f f32le loud.raw");
        int clipped = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(In("loud.raw"))).ToArray().Count(x => Math.Abs(x) > 1);
        Assert.InRange(clipped, 20_000, 30_000);
        (string output, string error) = Said("render", "loud.wav", "-o", "o.wav", "--format", "s16", "--json");
        Assert.Equal($"seamline: warning: Clipped: {clipped:#,0} samples; peak +3.5 dBFS. Lower the gain or write f32.\n", error);
        JsonElement json = JsonDocument.Parse(output).RootElement;
        Assert.Equal((clipped, 48_000), (json.GetProperty("clipped_samples").GetInt32(), json.GetProperty("frames").GetInt32()));
        Assert.Equal(1.5, json.GetProperty("peak").GetDouble(), 5);
        (output, error) = Said("render", "loud.wav", "-o", "o.wav", "--format", "f32", "--force");
        Assert.StartsWith("o.wav: 0:01.000, f32, 48,000 Hz, stereo, 384.1 kB; ", output, StringComparison.Ordinal);
        Assert.EndsWith($"peak 3.5 dBFS, {clipped:#,0} samples above full scale\n", output, StringComparison.Ordinal);
        Assert.StartsWith($"seamline: warning: Above full scale: {clipped:#,0} samples; peak +3.5 dBFS.", error, StringComparison.Ordinal);
        (output, error) = Said("render", "full.wav", "-o", "o.wav", "--force", "--format", "s16", "--json");
        Assert.Equal("", error);
        Assert.Equal(0, JsonDocument.Parse(output).RootElement.GetProperty("clipped_samples").GetInt32());
    }

    [Fact]
    public void Edges_fade_where_it_is_asked_for()
    {
        PublishedCommand.FFmpeg(_folder, "-f lavfi -i aevalsrc=0.5:d=0.5:s=48000 -c:a pcm_f32le dc.wav");
        Ok("render", "dc.wav", "-o", "plain.wav", "--format", "f32", "--channels", "1");
        Ok("render", "dc.wav", "-o", "faded.wav", "--format", "f32", "--channels", "1", "--edge-fade-ms", "10");
        float[] plain = Samples("plain.wav");
        float[] faded = Samples("faded.wav");
        Assert.All(plain, sample => Assert.Equal(0.5f, sample));
        Assert.Equal(plain[480..^480], faded[480..^480]);
        for (int i = 0; i < 480; i++) Assert.Equal((0.5f * (i / 480f), 0.5f * (i / 480f)), (faded[i], faded[^(i + 1)]));
        Refused("edge fade of -1 ms", "render", "dc.wav", "-o", "o.wav", "--edge-fade-ms", "-1");
    }

    [Fact]
    public void Damage_is_reported_once_by_every_command()
    {
        Alac("good.m4a");
        Damage("good.m4a", "damaged.m4a", every: 8);
        (_, string error) = Said("render", "damaged.m4a", "damaged.m4a", "-o", "o.wav", "--format", "f32");
        Assert.Matches("^seamline: warning: damaged.m4a: [1-9][0-9]* damaged or missing packets were replaced by silence\n$", error);
        Assert.Equal(error, Said("peaks", "damaged.m4a").Error);
        Assert.Equal("", Said("render", "good.m4a", "-o", "o.wav", "--force").Error);
    }

    [Fact]
    public void A_medium_that_is_too_short_is_reported()
    {
        Tone("a.wav", "2");
        Ok("edit", "a.wav", "--split", "1", "-o", "p.otio");
        Tone("a.wav", "1.5");
        foreach (string[] arguments in (string[][])[["info", "p.otio"], ["render", "p.otio", "-o", "o.wav"], ["edit", "p.otio", "--split", "0.5", "-o", "q.otio"]])
        {
            string error = Said(arguments).Error;
            Assert.Contains("a.wav: ends at 0:01.500, and the timeline uses it until 0:02.000: the rest is silence\n", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Where_nothing_can_be_decoded_there_is_no_file()
    {
        Alac("good.m4a");
        Damage("good.m4a", "noise.m4a", every: 1);
        Refused("noise.m4a: nothing of it could be decoded (alac)", "render", "noise.m4a", "-o", "o.wav");
        Assert.False(File.Exists(In("o.wav")));
        Ok("render", "noise.m4a", "good.m4a", "-o", "o.wav", "--format", "f32");
    }

    [Fact]
    public void An_at_sign_begins_a_name()
    {
        Tone("@x.wav", "0.1");
        Ok("render", "@x.wav", "-o", "@y.wav", "--format", "f32");
        Assert.Equal(File.ReadAllBytes(In("@x.wav")).Length > 0, File.Exists(In("@y.wav")));
    }

    [Fact]
    public void Info_says_what_it_does_not_know()
    {
        Shell("ffmpeg -v error -f lavfi -i sine=d=1 -c:a flac -f flac - | cat > a.flac; cp a.flac piped.wav");
        JsonElement media = JsonDocument.Parse(Said("info", "a.flac", "--json").Output).RootElement.GetProperty("media")[0];
        Assert.Equal(JsonValueKind.Null, media.GetProperty("header_seconds").ValueKind);
        Assert.Contains("header says nothing", Said("info", "a.flac").Output, StringComparison.Ordinal);
    }

    private byte[] OwnByAllNames()
    {
        Tone("own.wav", "1");
        Ok("edit", "own.wav", "--split", "0.5", "-o", "own.otio");
        File.CreateSymbolicLink(In("soft.wav"), "own.wav");
        Assert.Equal(0, SystemThread.link(In("own.wav"), In("hard.wav")));
        Directory.CreateSymbolicLink(In("here"), _folder);
        File.CreateSymbolicLink(In("chain.wav"), "soft.wav");
        return File.ReadAllBytes(In("own.wav"));
    }

    private void Tone(string name, string seconds) => PublishedCommand.FFmpeg(_folder, $"-f lavfi -i sine=440:d={seconds}:r=48000 -c:a pcm_s16le {name}");

    private void Alac(string name) => PublishedCommand.FFmpeg(_folder, $"-f lavfi -i anoisesrc=d=3:r=48000:a=0.5 -c:a alac {name}");

    // Packets whose first bytes are all ones: ALAC has no such element.
    private void Damage(string name, string damaged, int every)
    {
        byte[] bytes = File.ReadAllBytes(In(name));
        (int exit, string packets, string error) = ChildProcess.Run(new ProcessStartInfo("ffprobe", ["-v", "error", "-show_entries", "packet=pos", "-of", "csv=p=0", name]) { WorkingDirectory = _folder });
        Assert.True(exit == 0, error);
        string[] places = packets.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (int i = every - 1; i < places.Length; i += every) bytes.AsSpan(int.Parse(places[i].TrimEnd(',')), 64).Fill(0xFF);
        File.WriteAllBytes(In(damaged), bytes);
    }

    private string In(string name) => Path.Combine(_folder, name);

    private void Ok(params string[] arguments) => Said(arguments);

    private (string Output, string Error) Said(params string[] arguments)
    {
        (int exit, string output, string error) = PublishedCommand.Run(_folder, arguments);
        Assert.True(exit == 0, error);
        return (output, error);
    }

    private void Refused(string cause, params string[] arguments)
    {
        (int exit, _, string error) = PublishedCommand.Run(_folder, arguments);
        Assert.NotEqual(0, exit);
        Assert.Contains(cause, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    // $0 is the command; what it leaves is in piped.wav.
    private byte[] Shell(string script)
    {
        (int exit, _, string error) = RunShell(script);
        Assert.True(exit == 0 && error.Length == 0, error);
        return File.ReadAllBytes(In("piped.wav"));
    }

    private string ShellFails(string script)
    {
        (int exit, _, string error) = RunShell(script);
        Assert.NotEqual(0, exit);
        return error;
    }

    private (int Exit, string Output, string Error) RunShell(string script)
    {
        Assert.SkipWhen(PublishedCommand.Path.Length == 0, "SEAMLINE_CLI names no published command");
        return ChildProcess.Run(new ProcessStartInfo("bash", ["-o", "pipefail", "-c", script, PublishedCommand.Path]) { WorkingDirectory = _folder });
    }

    private float[] Samples(string name) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(In(name)).AsSpan(104)).ToArray();

    private static uint Word(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
