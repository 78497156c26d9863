using System;
using System.IO;
using System.Runtime.InteropServices;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>A C host and C# play the same script: the published code and the JIT's give the same bits.</summary>
[Collection(nameof(NativeHost))]
public sealed unsafe class HostPullTests
{
    private const int Rate = 48_000;

    [Fact]
    public void The_raw_entry_plays_what_the_engine_plays() => AssertSame(PlayScript(), HostFile("raw"));

    [Fact]
    public void The_documented_entry_plays_what_the_engine_plays() => AssertSame(PlayScript(), HostFile("documented"));

    [Fact]
    public void An_offline_render_is_what_the_engine_renders()
    {
        using Engine engine = Make();
        using OfflineRender render = engine.BeginOffline();
        float[] all = new float[2 * render.LengthFrames];
        Assert.Equal(Status.Ok, render.Render(0, all, TestContext.Current.CancellationToken));
        AssertSame(MemoryMarshal.AsBytes(all.AsSpan()).ToArray(), HostFile("offline"));
    }

    private static byte[] HostFile(string mode)
    {
        string file = NativeHost.NewFile(mode + ".f32");
        Assert.Equal("ok\n", NativeHost.Run(NativeHost.Build("host_pull"), mode, file).Succeeded().Output);
        byte[] bytes = File.ReadAllBytes(file);
        File.Delete(file);
        return bytes;
    }

    private static void AssertSame(byte[] engine, byte[] host)
    {
        Assert.Equal(engine.Length, host.Length);
        int same = engine.AsSpan().CommonPrefixLength(host);
        Assert.True(same == engine.Length, $"they part at sample {same / 4}, frame {same / 8}");
        ReadOnlySpan<float> samples = MemoryMarshal.Cast<byte, float>(host);
        Assert.True(samples.ContainsAnyExceptInRange(-0.5f, 0.5f), "nothing is heard");
    }

    // host_pull.c, line for line.
    private static byte[] PlayScript()
    {
        using Engine engine = Make();
        using var heard = new MemoryStream();
        Ok(engine.WaitReady(Rate * 10, 20_000));
        Ok(engine.Play());
        Pull(engine, heard, 480, 50);
        Ok(engine.Split(1.0, out SegmentId right));
        Pull(engine, heard, 441, 30);
        Ok(engine.DeleteSegment(right));
        Pull(engine, heard, 480, 30);
        Ok(engine.Undo());
        Pull(engine, heard, 64, 100);
        Ok(engine.Redo());
        Ok(engine.Undo());
        Ok(engine.RippleDelete(0.6, 0.9));
        Pull(engine, heard, 480, 40);
        Ok(engine.Seek(3.25));
        Pull(engine, heard, 4_096, 10);
        int count = engine.SegmentCount;
        SegmentId first = At(engine, 0);
        SegmentId second = At(engine, 1);
        SegmentId last = At(engine, count - 1);
        Ok(engine.Move(first, count - 1));
        Pull(engine, heard, 480, 20);
        Ok(engine.SetSegmentGain(second, -6.0));
        Pull(engine, heard, 480, 20);
        Ok(engine.SetSegmentMuted(second, true));
        Pull(engine, heard, 1, 100);
        Ok(engine.SetSegmentMuted(second, false));
        Ok(engine.TrimOut(last, 8.5));
        Pull(engine, heard, 1_000, 20);
        Ok(engine.SetLoop(0.5, 1.0));
        Ok(engine.Seek(0.9));
        Pull(engine, heard, 480, 60);
        Ok(engine.ClearLoop());
        Ok(engine.Pause());
        Pull(engine, heard, 480, 10);
        return heard.ToArray();
    }

    private static Engine Make()
    {
        Assert.Equal(Status.Ok, Engine.Create(new EngineConfig(), out Engine? engine, out _));
        Ok(engine!.SetClipPcm(new ClipId(1), Saw(Rate * 20, 1), 2, Rate));
        Ok(engine.SetClipPcm(new ClipId(2), Saw(Rate * 20, 50), 2, Rate));
        Ok(engine.SetTimeline(
            new SegmentSpec(new ClipId(1), 0.5, 4.0), new SegmentSpec(new ClipId(2), 2.0, 5.5), new SegmentSpec(new ClipId(1), 7.0, 9.0)));
        return engine;
    }

    private static float[] Saw(long frames, int seed)
    {
        float[] samples = new float[2 * frames];
        for (long i = 0; i < frames; i++)
        {
            samples[2 * i] = (((i * 37) + seed) % 97 - 48) / 64.0f;
            samples[(2 * i) + 1] = (((i * 11) + seed) % 89 - 44) / 128.0f;
        }

        return samples;
    }

    private static void Pull(Engine engine, MemoryStream to, int frames, int blocks)
    {
        float[] block = new float[2 * frames];
        for (int i = 0; i < blocks; i++)
        {
            fixed (float* start = block) engine.Pull(start, (uint)frames);
            to.Write(MemoryMarshal.AsBytes(block.AsSpan()));
        }
    }

    private static SegmentId At(Engine engine, int index)
    {
        Ok(engine.GetSegment(index, out SegmentInfo info));
        return info.Id;
    }

    private static void Ok(Status status) => Assert.Equal(Status.Ok, status);
}
