using System;
using System.Collections.Generic;
using System.Globalization;
using Seamline.Ui.Model;
using Seamline.Ui.View;

namespace Seamline.Ui.App;

/// <summary>
/// Places of a script, in device pixels: points of the window (`640 300`), a time of the timeline and a part of it (`t5.5 lane`), or something
/// by its name (`button Undo`, `menu Delete`, `answer Save`, `entry voice.wav`, `start Demo`, `field Format`, `foot 0`). Spaces of names are `_`.
/// </summary>
internal static class ScriptPlace
{
    /// <summary>Whether two words are a place, as far as that can be known without a window.</summary>
    public static bool Is(string a, string b) => IsNumber(a) ? IsNumber(b) : a is "button" or "menu" or "answer" or "entry" or "start" or "field" or "foot"
        || (a.StartsWith("gain", StringComparison.Ordinal) && int.TryParse(a[4..], CultureInfo.InvariantCulture, out _) && IsNumber(b))
        || (a is ['t', ..] && IsNumber(a[1..]) && (b is "lane" or "names" or "ruler" or "handle" or "map" or "mark" || (b.StartsWith("row", StringComparison.Ordinal) && b.Length > 3)));

    /// <summary>The place now; null where there is none of that name.</summary>
    public static (float X, float Y)? Of(Session session, string a, string b)
    {
        Layout layout = session.Layout;
        if (IsNumber(a)) return (layout.Scale * Number(a), layout.Scale * Number(b));
        string name = b.Replace('_', ' ');
        if (a.StartsWith("gain", StringComparison.Ordinal)) return LaneGain(layout, int.Parse(a[4..], CultureInfo.InvariantCulture), Number(b));
        Box? box = a switch
        {
            "button" => Button(session, name),
            "menu" when session.Menu is { } menu => MenuLine(session, menu, name),
            "answer" when session.Question is { } question => Find(question.Answers, answer => answer.Label, name) is >= 0 and var at ? DialogLayout.Answer(layout, at, question.Answers.Count) : null,
            "entry" => Entry(session, name),
            "start" => StartLayout.Of(session).Find(entry => entry.Label.StartsWith(name, StringComparison.Ordinal))?.Box,
            "field" when Enum.TryParse(name, out ExportField field) => field == ExportField.Path ? ExportLayout.Field(layout, field) : ExportLayout.Step(layout, field, next: true),
            "foot" => DialogLayout.Foot(layout, session.Overlay == Overlay.Export ? ExportLayout.Dialog(layout) : DialogLayout.Prompt(layout, session.Prompt.Kind != PromptKind.Text), (int)Number(b)),
            _ => null,
        };
        if (box is { W: > 0 } found) return (found.CenterX, found.CenterY);
        return a[0] == 't' && session.Document is { } document ? Timeline(session, document, Number(a[1..]), b) : null;
    }

    private static (float X, float Y)? Timeline(Session session, Document document, float seconds, string part)
    {
        Layout layout = session.Layout;
        double frame = seconds * document.Rate;
        float x = layout.Lane.X + (float)session.View.XOf(frame);
        return part switch
        {
            "lane" => (x, layout.LaneBody.CenterY),
            "names" => (x, layout.Lane.Y + (layout.HandleHeight / 2)),
            "ruler" => (x, layout.Ruler.Y + layout.Px(8)),
            "handle" => (x, layout.Ruler.Bottom - layout.Px(3)),
            "mark" => (x, layout.Lane.Bottom - layout.Px(6)),
            "map" => (layout.MiniMap.X + (float)(frame / Math.Max(1, document.LengthFrames) * layout.MiniMap.W), layout.MiniMap.CenterY),
            _ => Row(layout, x, part[3..]),
        };
    }

    // gain0 0 is the name of a lane, gain0 -3 as far below it as takes 3 dB away.
    private static (float X, float Y)? LaneGain(Layout layout, int lane, float decibels) =>
        lane >= layout.FirstLane && lane < layout.EndLane ? (layout.LaneName(lane).CenterX, layout.LaneName(lane).CenterY - (decibels * layout.GainStep)) : null;

    // row0 is the name strip of a lane's items, row0fade where their fades are taken.
    private static (float X, float Y)? Row(Layout layout, float x, string row)
    {
        bool fade = row.EndsWith("fade", StringComparison.Ordinal);
        if (!int.TryParse(fade ? row[..^4] : row, CultureInfo.InvariantCulture, out int lane) || lane >= layout.EndLane) return null;
        return (x, fade ? layout.LaneRowBody(lane).Y + layout.Px(3) : layout.LaneRow(lane).Y + layout.Px(6));
    }

    private static Box? Button(Session session, string name)
    {
        if (name == "Clock") return session.Buttons.Clock.Box;
        foreach (HeaderButton button in session.Buttons.All)
        {
            if (button.Label == name || button.LabelOn == name) return button.Box;
        }

        return null;
    }

    private static Box? MenuLine(Session session, Menu menu, string name) =>
        Find(menu.Items, item => item.Label, name) is >= 0 and var at && MenuLayout.Of(session.Layout, menu, session.MenuPlace) is var place && at < place.First + place.Shown ? place.Item(menu, at) : null;

    private static Box? Entry(Session session, string name)
    {
        int at = Find(session.Prompt.Entries, entry => entry.Name, name);
        return at < session.Prompt.First || at >= session.Prompt.First + session.Prompt.Rows ? null : DialogLayout.Entry(session.Layout, at - session.Prompt.First);
    }

    private static int Find<T>(IReadOnlyList<T> all, Func<T, string> label, string name)
    {
        for (int i = 0; i < all.Count; i++)
        {
            if (label(all[i]).StartsWith(name, StringComparison.Ordinal)) return i;
        }

        return -1;
    }

    private static bool IsNumber(string text) => float.TryParse(text, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value);

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
