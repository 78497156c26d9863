using System;
using System.IO;
using Seamline.Decode;
using Xunit;

namespace Seamline.Tests.Decode;

/// <summary>What the payloads of HE-AAC say of themselves, found from behind.</summary>
public sealed class SbrFrameTests
{
    [Theory]
    [InlineData("heaac.aac")]
    [InlineData("heaac-once.aac")]
    [InlineData("heaac-sparse.aac")]
    [InlineData("heaac-mono.aac")]
    [InlineData("heaac-v2.aac")]
    public void Is_read_as_it_was_written(string name)
    {
        SbrPlan plan = HeAacFixtures.PlanOf(name);
        ReadOnlySpan<byte> stream = File.ReadAllBytes(MediaFixtures.Path(name));
        int frames = 0;
        int read = 0;
        while (!stream.IsEmpty)
        {
            int length = ((stream[3] & 3) << 11) | (stream[4] << 3) | (stream[5] >> 5);
            if (SbrFrame.TryRead(stream[..length], out SbrFrame frame))
            {
                read++;
                bool header = frames % Math.Max(1, plan.HeaderEvery) == 0 && (plan.HeaderEvery > 0 || frames == 0);
                int turn = plan.Moving ? frames % 7 : 0;
                Assert.Equal(new SbrFrame(header, plan.Channels == 2, header || frames % plan.AloneEvery == 0, turn is 3 or 5 or 6 ? 2 : 0, turn is 2 or 4 or 5 ? 2 : 0), frame);
            }

            frames++;
            stream = stream[length..];
        }

        Assert.InRange(read, frames * 98 / 100, frames); // the length of one in a hundred fits in two places
    }

    [Fact]
    public void Nothing_is_read_beyond_what_is_there()
    {
        var random = new Random(20_240_601);
        var bytes = new byte[700];
        int read = 0;
        for (int round = 0; round < 20_000; round++)
        {
            random.NextBytes(bytes);
            int length = random.Next(round % 2 == 0 ? 24 : bytes.Length);
            bytes[0] = (byte)(random.Next(2) << 5);
            if (SbrFrame.TryRead(bytes.AsSpan(0, length), out _)) read++;
        }

        Assert.InRange(read, 1, 400); // by chance
    }
}
