using System;
using System.Diagnostics;

namespace Seamline.Cli;

/// <summary>One line on stderr that says how far long work has come and how long it still takes, where a person watches; nothing elsewhere.</summary>
internal sealed class ProgressLine(string work) : IDisposable
{
    private const double MinSeconds = 1; // before that a guess would jump

    private readonly bool _shown = !Console.IsErrorRedirected;
    private readonly long _start = Stopwatch.GetTimestamp();
    private string _text = "";

    /// <summary>Says how much is done.</summary>
    public void Report(long done, long total)
    {
        if (!_shown) return;
        string text = Text(work, done, total, Stopwatch.GetElapsedTime(_start).TotalSeconds);
        if (text == _text) return;
        Console.Error.Write($"\r{text.PadRight(_text.Length)}");
        _text = text;
    }

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        if (_shown && _text.Length > 0) Console.Error.Write($"\r{new string(' ', _text.Length)}\r");
    }

    /// <summary>The line: `rendering 40 %, 0:12 left`.</summary>
    internal static string Text(string work, long done, long total, double seconds)
    {
        string percent = $"{work} {(total > 0 ? (int)(done * 100 / total) : 100)} %";
        return seconds < MinSeconds || done <= 0 || done >= total ? percent : $"{percent}, {TimeText.Format(seconds * (total - done) / done, 0)} left";
    }
}
