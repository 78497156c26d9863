using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>Bundles of a timeline and its media.</summary>
public sealed class BundleTests : IDisposable
{
    private readonly ProjectFolder _folder = new();

    private OtioReadOptions Options => new() { BundleFolder = _folder.Path("unpacked") };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("p.otioz")]
    [InlineData("p.otiod")]
    public void A_bundle_holds_its_media_and_reads_back_the_same(string name)
    {
        File.WriteAllText(_folder.Media("x/take 1.wav"), "one");
        File.WriteAllText(_folder.Media("y/take 1.wav"), "two");
        Project project = Project.FromMedia([_folder.Path("x/take 1.wav"), _folder.Path("y/take 1.wav"), _folder.Path("x/take 1.wav")], _ => 2) with { Name = "b" };
        ProjectFile.Write(project, _folder.Path(name));
        Directory.Delete(_folder.Path("x"), recursive: true);
        Project again = ProjectFile.Read(_folder.Path(name), Options);
        Assert.Equal(["one", "two"], again.Clips.Select(clip => File.ReadAllText(clip.Tracks[0].MediaPath)), StringComparer.Ordinal);
        Assert.Equal([1, 2, 1], again.Segments.Select(segment => segment.ClipId));
        Assert.Empty(again.Missing);
        // The second time nothing is unpacked again.
        Assert.Equal(again.Clips[0].Tracks[0].MediaPath, ProjectFile.Read(_folder.Path(name), Options).Clips[0].Tracks[0].MediaPath);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Folder, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public void An_archive_is_as_the_official_library_writes_it()
    {
        ProjectFile.Write(Project.FromMedia([_folder.Media("a.wav")], _ => 2), _folder.Path("p.otioz"));
        using ZipArchive zip = ZipFile.OpenRead(_folder.Path("p.otioz"));
        Assert.Equal(["version.txt", "content.otio", "media/a.wav"], zip.Entries.Select(entry => entry.FullName), StringComparer.Ordinal);
        Assert.Equal(zip.Entries[2].Length, zip.Entries[2].CompressedLength);
        using var content = new StreamReader(zip.Entries[1].Open());
        Assert.Contains("\"target_url\": \"media/a.wav\"", content.ReadToEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../evil.txt", "leads out of the bundle")]
    [InlineData("media/x.wav", "it holds no content.otio")]
    public void An_archive_that_is_no_bundle_is_refused_and_leaves_nothing(string entry, string sentence)
    {
        using (ZipArchive zip = ZipFile.Open(_folder.Path("p.otioz"), ZipArchiveMode.Create))
        {
            using Stream stream = zip.CreateEntry(entry).Open();
            stream.Write(new byte[10]);
        }
        Assert.Contains(sentence, Assert.Throws<ProjectException>(() => ProjectFile.Read(_folder.Path("p.otioz"), Options)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path("unpacked")));
        Assert.False(File.Exists(_folder.Path("evil.txt")));
    }

    [Fact]
    public void An_archive_that_unpacks_to_too_much_is_refused()
    {
        using (ZipArchive zip = ZipFile.Open(_folder.Path("p.otioz"), ZipArchiveMode.Create))
        {
            using Stream stream = zip.CreateEntry("media/zeros").Open();
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < 220; i++)
                stream.Write(block);
        }
        Assert.Contains("unpacked it is longer", Assert.Throws<ProjectException>(() => ProjectFile.Read(_folder.Path("p.otioz"), Options)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path("unpacked")));
    }
}
