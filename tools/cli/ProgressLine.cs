using System;

namespace Seamline.Cli;

/// <summary>One line on stderr that says how far long work has come, where a person watches; nothing elsewhere.</summary>
internal sealed class ProgressLine(string work) : IDisposable
{
    private readonly bool _shown = !Console.IsErrorRedirected;
    private int _percent = -1;

    /// <summary>Says how much is done.</summary>
    public void Report(long done, long total)
    {
        int percent = total > 0 ? (int)(done * 100 / total) : 100;
        if (!_shown || percent == _percent) return;
        _percent = percent;
        Console.Error.Write($"\r{work} {percent} %");
    }

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        if (_shown && _percent >= 0) Console.Error.Write($"\r{new string(' ', work.Length + 6)}\r");
    }
}
