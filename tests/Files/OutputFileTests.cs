using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Seamline.Files;
using Xunit;

namespace Seamline.Tests.Files;

/// <summary>An existing file is replaced as a whole or stays; links, modes, owners, pipes and devices stay what they are.</summary>
[SupportedOSPlatform("linux")]
public sealed class OutputFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seamline-files-").FullName;

    public OutputFileTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "links, modes and pipes of Linux");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_not_committed_changes_nothing()
    {
        string path = Old("a");
        using (OutputFile file = OutputFile.Create(path, TestContext.Current.CancellationToken))
        {
            file.Stream.Write(new byte[100_000]);
            Assert.Equal("old", File.ReadAllText(path));
        }

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder));
        Write(path);
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_symbolic_link_stays_and_what_it_leads_to_is_replaced()
    {
        string far = Directory.CreateDirectory(In("far/deep")).FullName;
        Directory.CreateSymbolicLink(In("near"), far);
        string target = Old("far/real");
        File.CreateSymbolicLink(In("far/second"), "real");
        // From the link's own folder, as the system reads it: by the path's text it would be this folder's "second".
        File.CreateSymbolicLink(In("far/deep/first"), "../second");
        Write(In("near/first"));
        Assert.Equal("new", File.ReadAllText(target));
        Assert.Equal("../second", new FileInfo(In("far/deep/first")).LinkTarget);
        Assert.Equal("real", new FileInfo(In("far/second")).LinkTarget);
        Assert.Equal(3, Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Count(f => !f.Contains("near", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_link_to_nothing_makes_what_it_leads_to()
    {
        Directory.CreateDirectory(In("far"));
        File.CreateSymbolicLink(In("link"), "far/new");
        Write(In("link"));
        Assert.Equal("new", File.ReadAllText(In("far/new")));
        Assert.Equal("far/new", new FileInfo(In("link")).LinkTarget);
    }

    [Fact]
    public void Links_in_a_circle_are_refused()
    {
        File.CreateSymbolicLink(In("a"), "b");
        File.CreateSymbolicLink(In("b"), "a");
        Refused("symbolic links lead in a circle", In("a"));
    }

    [Theory]
    [InlineData(0b110_000_000)]
    [InlineData(0b110_110_110)]
    [InlineData(0b111_101_000)]
    public void The_mode_stays(int mode)
    {
        string path = Old("a");
        File.SetUnixFileMode(path, (UnixFileMode)mode);
        Write(path);
        Assert.Equal((UnixFileMode)mode, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_private_file_is_private_before_it_is_whole()
    {
        string path = Old("a");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using OutputFile file = OutputFile.Create(path, TestContext.Current.CancellationToken);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(((FileStream)file.Stream).SafeFileHandle));
    }

    [Fact]
    public void A_write_that_is_killed_leaves_no_file()
    {
        using FileStream? probe = UnnamedFile.Open(_folder, UnixFileMode.UserRead);
        Assert.SkipWhen(probe == null, "the file system has no files without a name");
        string path = Old("a");
        foreach (string target in (string[])[path, In("new")])
        {
            using OutputFile file = OutputFile.Create(target, TestContext.Current.CancellationToken);
            file.Stream.Write(new byte[100_000]);
            Assert.Equal([path], Directory.GetFileSystemEntries(_folder)); // what would be left
        }
    }

    [Fact]
    public void A_name_that_came_since_is_replaced_and_keeps_its_mode()
    {
        using OutputFile file = OutputFile.Create(In("a"), TestContext.Current.CancellationToken);
        file.Stream.Write(Encoding.UTF8.GetBytes("new"));
        File.SetUnixFileMode(Old("a"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        file.Commit();
        Assert.Equal("new", File.ReadAllText(In("a")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead, File.GetUnixFileMode(In("a")));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void The_owner_stays()
    {
        string path = Old("a");
        Assert.SkipWhen(SystemThread.chown(path, 1_234, 2_345) != 0, "only root gives files away");
        Write(path);
        Assert.True(FileIdentity.TryStat(path, out Posix.LinuxStat found));
        Assert.Equal((1_234u, 2_345u), (found.User, found.Group));
    }

    [Fact]
    public void Whoever_may_not_give_it_away_writes_it_and_no_other_group_gains()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_111_111);
        string path = Old("a");
        File.SetUnixFileMode(path, (UnixFileMode)0b110_111_010);
        SystemThread.AsNobody(() => Write(path));
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal((UnixFileMode)0b110_010_010, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Another_name_of_the_file_keeps_the_old_content()
    {
        string path = Old("a");
        Assert.Equal(0, SystemThread.link(path, In("backup")));
        Write(path);
        Assert.Equal(("new", "old"), (File.ReadAllText(path), File.ReadAllText(In("backup"))));
    }

    [Fact]
    public async Task A_named_pipe_is_written_straight_and_stays()
    {
        Assert.Equal(0, SystemThread.mkfifo(In("pipe"), 0x180));
        Task writing = Task.Run(() => Write(In("pipe")), TestContext.Current.CancellationToken);
        Assert.Equal("new", await File.ReadAllTextAsync(In("pipe"), TestContext.Current.CancellationToken));
        await writing;
        Assert.Equal(OutputKind.Special, FileIdentity.Of(In("pipe")).Kind);
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void The_wait_for_a_reader_can_be_ended()
    {
        Assert.Equal(0, SystemThread.mkfifo(In("pipe"), 0x180));
        using var cancel = new CancellationTokenSource();
        cancel.CancelAfter(50);
        Assert.Throws<OperationCanceledException>(() => OutputFile.Create(In("pipe"), cancel.Token));
    }

    [Fact]
    public void Devices_are_written_straight()
    {
        Write("/dev/null");
        File.CreateSymbolicLink(In("link"), "/dev/null");
        Write(In("link"));
        Assert.Equal(OutputKind.Special, FileIdentity.Of("/dev/null").Kind);
        Assert.Equal("the disk is full", Assert.Throws<OutputException>(() => Write("/dev/full")).Message);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(1)]
    public void A_name_of_any_length_that_the_system_takes_is_written(int length)
    {
        string path = In(new string('n', length));
        Write(path);
        Write(path);
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void What_cannot_be_written_is_refused_before_anything_is()
    {
        Refused("the name is too long", In(new string('n', 256)));
        Refused("it is a folder", _folder);
        Refused("it is a folder", _folder + "/");
        Refused("it is a folder", In("."));
        Refused($"there is no such folder: {In("none")}", In("none/a"));
        Old("a");
        Refused($"{In("a")} is no folder", In("a/b"));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_folder_or_a_file_without_permission_is_named()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        string path = Old("a");
        SystemThread.AsNobody(() => Refused($"no permission to write in {_folder}", In("new")));
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_111_111);
        File.SetUnixFileMode(path, (UnixFileMode)0b100_100_100);
        SystemThread.AsNobody(() => Refused("the file is write-protected", path));
        Assert.Equal("old", File.ReadAllText(path));
    }

    [Fact]
    public void A_full_disk_leaves_the_old_file() => SystemThread.WithSmallDisk(_folder, () =>
    {
        string path = Old("a");
        OutputException error = Assert.Throws<OutputException>(() =>
        {
            using var writer = new WavWriter(path, SampleFormat.F32, 48_000, 2);
            for (int i = 0; i < 100; i++) writer.Write(new float[9_600]);
        });
        Assert.Equal("the disk is full", error.Message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder));
    });

    [Fact]
    public void A_file_is_known_by_any_name()
    {
        string path = Old("a");
        Assert.Equal(0, SystemThread.link(path, In("hard")));
        File.CreateSymbolicLink(In("soft"), "hard");
        Directory.CreateSymbolicLink(In("here"), _folder);
        foreach (string name in (string[])["a", "hard", "soft", "here/soft", "./here/./a"]) Assert.True(FileIdentity.AreSame(path, In(name)), name);
        File.Copy(path, In("copy"));
        Assert.False(FileIdentity.AreSame(path, In("copy")));
        Assert.False(FileIdentity.AreSame(In("none"), In("none")));
    }

    private string In(string name) => _folder + "/" + name;

    private string Old(string name)
    {
        File.WriteAllText(In(name), "old");
        return In(name);
    }

    private static void Write(string path)
    {
        using OutputFile file = OutputFile.Create(path, TestContext.Current.CancellationToken);
        file.Stream.Write(Encoding.UTF8.GetBytes("new"));
        file.Commit();
    }

    private static void Refused(string cause, string path) =>
        Assert.Contains(cause, Assert.Throws<OutputException>(() => OutputFile.Create(path)).Message, StringComparison.Ordinal);
}
