using System;
using System.Collections.Generic;
using System.IO;
using Seamline.Ui.App;
using Seamline.Ui.Model;

namespace Seamline.Ui.View;

/// <summary>Something to do on the start page.</summary>
/// <param name="Box">Where it stands.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Detail">A key, or the folder of a file.</param>
/// <param name="IsButton">A button; else a line of the list.</param>
/// <param name="Do">What it does.</param>
internal sealed record StartEntry(Box Box, string Label, string Detail, bool IsButton, Action Do);

/// <summary>The start page: two buttons, and what was opened last; as many lines of it as there is room for.</summary>
internal static class StartLayout
{
    /// <summary>Height of a line of the list, points.</summary>
    public const float LinePoints = 30;

    private const float WidthPoints = 560;
    private const float ButtonPoints = 38;

    /// <summary>The column that all of it stands in.</summary>
    public static Box Column(Layout layout)
    {
        float w = Math.Min(layout.Px(WidthPoints), layout.Window.W - layout.Px(48));
        return layout.Body with { X = MathF.Round((layout.Window.W - w) / 2), W = w };
    }

    /// <summary>Where the title's middle stands.</summary>
    public static float TitleY(Layout layout) => layout.Body.Y + MathF.Max(layout.Px(26), MathF.Round(layout.Body.H * 0.13f));

    /// <summary>Where the list's title stands.</summary>
    public static float ListY(Layout layout) => ButtonY(layout) + layout.Px(ButtonPoints) + layout.Px(layout.Body.H < layout.Px(340) ? 20 : 36);

    /// <summary>All that can be done, in the order of the keyboard.</summary>
    public static List<StartEntry> Of(Session session)
    {
        Layout layout = session.Layout;
        Box column = Column(layout);
        float gap = layout.Px(12);
        float w = MathF.Floor((column.W - gap) / 2);
        var open = new Box(column.X, ButtonY(layout), w, layout.Px(ButtonPoints));
        var entries = new List<StartEntry>
        {
            new(open, "Open\u2026", "Ctrl O", true, session.AskOpen),
            new(open with { X = open.X + w + gap }, "Demo recording", "10 minutes", true, session.OpenDemo),
        };
        float y = ListY(layout) + layout.Px(16);
        foreach (string[] paths in session.Recents.All)
        {
            if (y + layout.Px(LinePoints) > layout.Body.Bottom - layout.Px(8)) break;
            entries.Add(new StartEntry(new Box(column.X, y, column.W, layout.Px(LinePoints)), Recents.NameOf(paths), Path.GetDirectoryName(paths[0]) ?? "", false, () => session.Open(paths)));
            y += layout.Px(LinePoints);
        }

        return entries;
    }

    private static float ButtonY(Layout layout) => TitleY(layout) + layout.Px(54);
}
