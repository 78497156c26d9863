using System;
using System.Collections.Generic;

namespace Seamline.Ui.App;

/// <summary>A line of a menu.</summary>
/// <param name="Label">What it does; empty for a line between groups.</param>
/// <param name="Key">Its key, as people write it.</param>
/// <param name="Do">Does it; null where it cannot be done now.</param>
/// <param name="IsOn">It is what holds now.</param>
internal sealed record MenuItem(string Label, string Key, Action? Do, bool IsOn = false)
{
    /// <summary>The line between groups.</summary>
    public static MenuItem Line { get; } = new("", "", null);

    public bool IsLine => Label.Length == 0;
}

/// <summary>A menu over the window. Thread: the window's.</summary>
internal sealed class Menu(string title, IReadOnlyList<MenuItem> items)
{
    public string Title { get; } = title;

    public IReadOnlyList<MenuItem> Items { get; } = items;

    /// <summary>Where the keyboard or the mouse is; -1 for nowhere.</summary>
    public int Focus { get; set; } = -1;

    /// <summary>The first line that is shown, where a window is too low for all.</summary>
    public int First { get; set; }

    /// <summary>Goes to the next line that can be done.</summary>
    public void Step(int way)
    {
        int at = Focus < 0 && way < 0 ? 0 : Focus;
        for (int i = 0; i < Items.Count; i++)
        {
            at = (at + way + Items.Count) % Items.Count;
            if (Items[at].Do == null) continue;
            Focus = at;
            return;
        }
    }

    /// <summary>Goes to the next line that begins with a sign.</summary>
    public void Seek(char sign)
    {
        for (int i = 1; i <= Items.Count; i++)
        {
            int at = (Math.Max(Focus, 0) + (Focus < 0 ? i - 1 : i)) % Items.Count;
            if (Items[at].Do == null || char.ToLowerInvariant(Items[at].Label[0]) != sign) continue;
            Focus = at;
            return;
        }
    }
}
