using System;
using System.IO;
using System.Linq;
using Seamline.Tests.EngineTests;
using Xunit;

namespace Seamline.Tests.AbiTests;

/// <summary>A C host that exports encoded files (tests/abi/host_export.c), and what ffprobe makes of them.</summary>
[Collection(nameof(NativeHost))]
public sealed class ExportFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-export-file-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Flac_and_aac_with_tags_and_chapters_stems_and_a_cancelled_one()
    {
        Assert.Equal("ok\n", NativeHost.Run(NativeHost.Build("host_export"), _folder + "/").Succeeded().Output);
        Assert.Equal(["loud.wav", "out.flac", "out.m4a", "stem.wav"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (string name in new[] { "out.flac", "out.m4a" })
        {
            ProbedFile file = ProbedFile.Of(Path.Combine(_folder, name));
            Assert.Equal(("Episode 1", "A host"), (file.Tag("title"), file.Tag("artist")));
            Assert.Equal([(0.0, "Hello"), (1.0, "Goodbye")], file.Chapters);
        }
    }
}
