using System;
using System.IO;
using System.Linq;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

/// <summary>
/// Archives with bytes that lie: cut off, with other sizes, places and names. Each is read or refused in one sentence, and nothing lands outside the
/// folder that it is unpacked into. SEAMLINE_FUZZ_ROUNDS for more.
/// </summary>
public sealed class BundleFuzzTests : IDisposable
{
    private const int Rounds = 400;
    private const long MostBytes = 1 << 20;

    private readonly ProjectFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_damaged_archive_is_read_or_refused_and_stays_in_its_folder()
    {
        File.WriteAllText(_folder.Media("a.wav"), new string('x', 400));
        ProjectFile.Write(Project.FromMedia([_folder.Path("a.wav")], _ => 2), _folder.Path("whole.otioz"));
        byte[] whole = File.ReadAllBytes(_folder.Path("whole.otioz"));
        string[] before = [.. Directory.EnumerateFileSystemEntries(_folder.Folder).Order(StringComparer.Ordinal)];
        string unpacked = _folder.Path("unpacked");
        string path = _folder.Path("damaged.otioz");
        int rounds = int.TryParse(Environment.GetEnvironmentVariable("SEAMLINE_FUZZ_ROUNDS"), out int asked) ? asked : Rounds;
        int read = 0;
        for (int seed = 0; seed < rounds; seed++)
        {
            File.WriteAllBytes(path, seed == 0 ? whole : Damaged(whole, new Random(seed)));
            try
            {
                _ = ProjectFile.Read(path, new OtioReadOptions { BundleFolder = unpacked, RequireMedia = false });
                read++;
            }
            catch (ProjectException error)
            {
                Assert.False(error.Message.Any(char.IsControl), $"seed {seed}: {error.Message}");
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {seed}: {error}");
            }

            Assert.True(seed > 0 || read == 1, "the archive itself is not read");
            if (Directory.Exists(unpacked))
            {
                long bytes = Directory.EnumerateFiles(unpacked, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
                Assert.True(bytes < MostBytes, $"seed {seed}: {bytes} bytes");
                Directory.Delete(unpacked, recursive: true);
            }

            File.Delete(path);
            Assert.Equal(before, Directory.EnumerateFileSystemEntries(_folder.Folder).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        }

        Assert.InRange(read, 2, rounds - 2);
    }

    private static byte[] Damaged(byte[] whole, Random random)
    {
        byte[] bytes = random.Next(10) == 0 ? whole[..random.Next(whole.Length)] : (byte[])whole.Clone();
        byte[][] values = [[0, 0], [0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [8, 0], [.. "../"u8], [.. "/"u8], [(byte)random.Next(256)]];
        int[] heads = [.. Enumerable.Range(0, Math.Max(0, bytes.Length - 4)).Where(i => bytes[i] == 'P' && bytes[i + 1] == 'K')];
        for (int change = random.Next(4); change >= 0 && bytes.Length > 0; change--)
        {
            byte[] value = values[random.Next(values.Length)];
            int at = heads.Length > 0 && random.Next(4) != 0 ? heads[random.Next(heads.Length)] + random.Next(60) : random.Next(bytes.Length);
            if (at < bytes.Length) value.AsSpan(0, Math.Min(value.Length, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }
}
