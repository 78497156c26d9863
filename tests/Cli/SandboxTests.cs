using System;
using System.IO;
using Seamline.Tests.AbiTests;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>The published command where the kernel or a sandbox refuses madvise(MADV_POPULATE_WRITE), as before Linux 5.14.</summary>
[Collection(nameof(NativeHost))]
public sealed class SandboxTests : IDisposable
{
    private const int Renders = 24;

    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-sandbox-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Two loaders fill pages of one step of the slab, one of them while the other still touches the step.</summary>
    [Fact]
    public void Renders_are_right_where_pages_cannot_be_populated_in_one_call()
    {
        PublishedCommand.FFmpeg(_folder, "-f lavfi -i anoisesrc=r=44100:d=20:a=0.5:seed=1 -ac 2 -c:a pcm_s16le a.wav");
        (int exit, _, string error) = PublishedCommand.Run(_folder, "render", "a.wav", "-o", "expected.wav", "--format", "f32");
        Assert.True(exit == 0, error);
        byte[] expected = File.ReadAllBytes(Path.Combine(_folder, "expected.wav"));
        string sandbox = NativeHost.BuildAlone("no_populate");
        int wrong = 0;
        for (int i = 0; i < Renders; i++)
        {
            Outcome outcome = NativeHost.Run(sandbox, PublishedCommand.Path, "render", Path.Combine(_folder, "a.wav"), "-o", Path.Combine(_folder, "out.wav"), "--format", "f32", "--force");
            if (outcome.ExitCode == 125) Assert.Skip("no filter can be installed here: " + outcome.Errors);
            outcome.Succeeded();
            wrong += expected.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(_folder, "out.wav"))) ? 0 : 1;
        }

        Assert.Equal(0, wrong);
    }
}
