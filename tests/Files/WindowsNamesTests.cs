using Seamline.Files;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Files;

/// <summary>What the engine makes of Windows' paths and error codes: rules that need no Windows. tests/abi/host_windows.c has the rest.</summary>
public sealed class WindowsNamesTests
{
#pragma warning disable CA1416 // text alone: nothing here calls Windows
    [Theory]
    [InlineData(@"C:\", @"\\?\C:\")]
    [InlineData(@"\\server\share\", @"\\?\UNC\server\share\")]
    [InlineData(@"\\?\C:\", @"\\?\C:\")]
    [InlineData(@"\\.\", @"\\.\")]
    public void Paths_of_any_length_reach_the_system(string folder, string reached)
    {
        string name = new('a', 250);
        Assert.Equal(reached + name, WindowsFile.Extended(folder + name));
        Assert.Equal(folder + "short.wav", WindowsFile.Extended(folder + "short.wav"));
    }
#pragma warning restore CA1416

    // Bare, and as an exception of .NET has it.
    [Theory]
    [InlineData(5, @"no permission to write in C:\out, or another program has the file open")]
    [InlineData(32, "another program has the file open")]
    [InlineData(unchecked((int)0x80070021), "another program has the file open")]
    [InlineData(unchecked((int)0x80070070), "the disk is full")]
    [InlineData(39, "the disk is full")]
    [InlineData(3, @"there is no such folder: C:\out")]
    [InlineData(19, @"C:\out is on a medium that is write-protected")]
    [InlineData(206, "the name is too long for the file system")]
    [InlineData(123, "the name has a character that Windows does not allow")]
    public void Failures_are_said_in_a_sentence(int code, string sentence) => Assert.Equal(sentence, OutputException.OfWindows(code, @"C:\out", null).Message);

    [Theory]
    [InlineData("C:/recordings/a b.wav", "file:///C:/recordings/a%20b.wav")]
    [InlineData("d:/x:y.wav", "file:///d:/x%3Ay.wav")]
    [InlineData("/home/x:y.wav", "file:///home/x%3Ay.wav")]
    [InlineData("//server/share/a.wav", "file://server/share/a.wav")]
    public void Addresses_keep_a_drive_s_colon(string path, string address) => Assert.Equal(address, MediaUrl.Absolute(path));

    [Theory]
    [InlineData("file:///C:/recordings/a%20b.wav", "/C:/recordings/a b.wav")]
    [InlineData("file:///C%3A/recordings/a.wav", "/C:/recordings/a.wav")]
    [InlineData(@"C:\recordings\a.wav", "/C:/recordings/a.wav")]
    public void Addresses_of_drives_are_read_with_and_without_escapes(string address, string expected) =>
        Assert.Equal(expected, MediaUrl.Resolve(address, "/folder", default, out _));
}
