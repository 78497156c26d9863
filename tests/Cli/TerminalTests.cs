using System;
using System.Diagnostics;
using System.IO;
using Seamline.Tests.House;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>The command on a terminal, which script(1) makes: it asks before it replaces a file, shows progress, and takes keys.</summary>
public sealed class TerminalTests : IDisposable
{
    private readonly CommandFolder _folder = new();

    public TerminalTests() => _folder.Staircase("a.wav", 20 * 48_000);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_existing_file_is_replaced_only_when_the_user_says_so()
    {
        File.WriteAllText(_folder.In("o.wav"), "old");
        (int exit, string said) = OnTerminal("printf 'n\\n'", "render a.wav -o o.wav");
        Assert.Contains("o.wav exists; replace it? [y/N]", said, StringComparison.Ordinal);
        Assert.Contains("seamline: o.wav: stays as it is (--force replaces it without asking)", said, StringComparison.Ordinal);
        Assert.Equal((1, "old"), (exit, File.ReadAllText(_folder.In("o.wav"))));
        Assert.Equal(1, OnTerminal("printf '\\n'", $"edit a.wav --split 1 -o {Existing("p.otio")}").Exit);
        (exit, said) = OnTerminal("printf 'y\\n'", "render a.wav -o o.wav");
        Assert.Equal(0, exit);
        Assert.Contains("rendering 100 %", said, StringComparison.Ordinal);
        Assert.Contains("o.wav: 0:20.000, s16, 48,000 Hz, mono", said, StringComparison.Ordinal);
        (exit, said) = OnTerminal("true", "render a.wav -o o.wav --force");
        Assert.Equal(0, exit);
        Assert.DoesNotContain("replace it", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_edit_while_it_plays()
    {
        (int exit, string said) = OnTerminal("sleep 1; printf s; sleep 0.3; printf d; sleep 0.3; printf d; sleep 0.3; printf u; sleep 0.3; printf +; sleep 0.3; printf q", "play a.wav --device null");
        Assert.Equal(0, exit);
        int at = 0;
        foreach (string text in new[] { "space pauses", "split at 0:0", "deleted", "is outside the timeline", "undone", "volume +1 dB" })
        {
            at = said.IndexOf(text, at, StringComparison.Ordinal);
            Assert.True(at >= 0, $"{text} is not in {said}");
            at += text.Length;
        }
    }

    private string Existing(string name)
    {
        File.WriteAllText(_folder.In(name), "old");
        return name;
    }

    // What is typed is written by a shell script. Its last second keeps the terminal open.
    private (int Exit, string Said) OnTerminal(string typing, string arguments)
    {
        Assert.SkipWhen(PublishedCommand.Path.Length == 0, "SEAMLINE_CLI names no published command");
        string script = $"command -v script > /dev/null || exit 77; ({typing}; sleep 1) | script -qec \"'$0' {arguments}\" /dev/null";
        (int exit, string output, _) = ChildProcess.Run(new ProcessStartInfo("bash", ["-o", "pipefail", "-c", script, PublishedCommand.Path]) { WorkingDirectory = _folder.Root });
        Assert.SkipWhen(exit == 77, "there is no script(1) to make a terminal");
        return (exit, output);
    }
}
