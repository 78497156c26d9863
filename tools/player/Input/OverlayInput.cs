using System;
using SDL3;
using Seamline.Ui.App;
using Seamline.Ui.View;

namespace Seamline.Ui.Input;

/// <summary>Keys and mouse where something lies over the window. Thread: the window's.</summary>
internal static class OverlayInput
{
    /// <summary>Takes a key; false where it goes on to the table of keys.</summary>
    public static bool Key(Session session, SDL.Keycode key, Held held)
    {
        switch (session.Overlay)
        {
            case Overlay.Prompt: return PromptKey(session, key, held);
            case Overlay.Question when session.Question is { } question: return QuestionKey(session, question, key, held);
            case Overlay.Menu when session.Menu is { } menu: return MenuKey(session, menu, key);
            case Overlay.Export when session.Document is { } document:
                ExportInput.Key(session, document, key, held);
                return true;
            case Overlay.Help when key == SDL.Keycode.Escape:
                session.Overlay = Overlay.None;
                return true;
            default: return false;
        }
    }

    /// <summary>Takes a press of a button of the mouse.</summary>
    public static void Press(Session session, byte button, float x, float y, int clicks)
    {
        switch (session.Overlay)
        {
            case Overlay.Help: session.Overlay = Overlay.None; break;
            case Overlay.Menu when session.Menu is { } menu:
                MenuLayout place = MenuLayout.Of(session.Layout, menu, session.MenuPlace);
                if (place.Box.Contains(x, y)) session.Take(place.At(menu, x, y));
                else session.Overlay = Overlay.None;
                break;
            case Overlay.Export when session.Document is { } document && button == 1: ExportInput.Press(session, document, x, y); break;
            case Overlay.Prompt when button == 1: PromptPress(session, x, y, clicks); break;
            case Overlay.Question when session.Question is { } question && button == 1:
                for (int i = 0; i < question.Answers.Count; i++)
                {
                    if (!DialogLayout.Answer(session.Layout, i, question.Answers.Count).Contains(x, y)) continue;
                    session.Give(question.Answers[i]);
                    return;
                }

                break;
        }
    }

    /// <summary>The mouse has moved: the line of the menu below it is the one that is meant.</summary>
    public static void Move(Session session, float x, float y)
    {
        if (session is not { Overlay: Overlay.Menu, Menu: { } menu }) return;
        int item = MenuLayout.Of(session.Layout, menu, session.MenuPlace).At(menu, x, y);
        if (item >= 0) menu.Focus = menu.Items[item].Do == null ? -1 : item;
    }

    /// <summary>Takes a turn of the wheel.</summary>
    public static void Wheel(Session session, float steps)
    {
        if (steps == 0) return;
        session.IsDirty = true;
        int by = steps > 0 ? -3 : 3;
        if (session.Overlay == Overlay.Prompt) session.Prompt.Scroll(by);
        if (session is { Overlay: Overlay.Menu, Menu: { } menu }) Scroll(session, menu, by);
    }

    private static void Scroll(Session session, Menu menu, int by)
    {
        int was = menu.First;
        menu.First = Math.Max(0, menu.First + by);
        // The last line stays at the foot.
        MenuLayout place = MenuLayout.Of(session.Layout, menu, session.MenuPlace);
        if (by > 0 && place.First + place.Shown >= menu.Items.Count)
        {
            while (menu.First > was && MenuLayout.Of(session.Layout, menu, session.MenuPlace) is var now && now.First + now.Shown >= menu.Items.Count) menu.First--;
            if (MenuLayout.Of(session.Layout, menu, session.MenuPlace) is var last && last.First + last.Shown < menu.Items.Count) menu.First++;
        }
    }

    private static bool MenuKey(Session session, Menu menu, SDL.Keycode key)
    {
        switch (key)
        {
            case SDL.Keycode.Escape: session.Overlay = Overlay.None; break;
            case SDL.Keycode.Up: menu.Step(-1); break;
            case SDL.Keycode.Down or SDL.Keycode.Tab: menu.Step(1); break;
            case SDL.Keycode.Home or SDL.Keycode.End:
                menu.Focus = -1;
                menu.Step(key == SDL.Keycode.Home ? 1 : -1);
                break;
            case SDL.Keycode.Return or SDL.Keycode.Space: session.Take(menu.Focus); break;
            case >= SDL.Keycode.A and <= SDL.Keycode.Z: menu.Seek((char)key); break;
        }

        // What the arrows come to is shown.
        if (menu.Focus >= 0 && menu.Focus < menu.First) menu.First = menu.Focus;
        while (menu.Focus >= 0 && MenuLayout.Of(session.Layout, menu, session.MenuPlace) is var place && menu.Focus >= place.First + place.Shown) menu.First++;
        return true;
    }

    private static bool PromptKey(Session session, SDL.Keycode key, Held held)
    {
        Prompt prompt = session.Prompt;
        bool shift = held == Held.Shift;
        switch (key)
        {
            case SDL.Keycode.Escape: session.Overlay = Overlay.None; break;
            case SDL.Keycode.V when held == Held.Control: prompt.Type(SDL.GetClipboardText().Trim()); break;
            case SDL.Keycode.Backspace: prompt.Backspace(); break;
            case SDL.Keycode.Delete: prompt.Delete(); break;
            case SDL.Keycode.Left: prompt.Go(-1); break;
            case SDL.Keycode.Right: prompt.Go(1); break;
            case SDL.Keycode.Home: prompt.Go(-2); break;
            case SDL.Keycode.End: prompt.Go(2); break;
            case SDL.Keycode.Up when held == Held.Alt: prompt.Up(); break;
            case SDL.Keycode.Up: prompt.Step(-1, shift); break;
            case SDL.Keycode.Down: prompt.Step(1, shift); break;
            case SDL.Keycode.Pageup: prompt.Step(-prompt.Rows, shift); break;
            case SDL.Keycode.Pagedown: prompt.Step(prompt.Rows, shift); break;
            case SDL.Keycode.Tab: prompt.Complete(); break;
            case SDL.Keycode.Return: prompt.Accept(() => session.Overlay = Overlay.None); break;
        }

        return true;
    }

    private static void PromptPress(Session session, float x, float y, int clicks)
    {
        Prompt prompt = session.Prompt;
        Layout layout = session.Layout;
        Box box = DialogLayout.Prompt(layout, prompt.Kind != PromptKind.Text);
        void Close() => session.Overlay = Overlay.None;
        if (DialogLayout.Foot(layout, box, 0).Contains(x, y)) prompt.Accept(Close);
        else if (DialogLayout.Foot(layout, box, 1).Contains(x, y)) Close();
        if (prompt.Kind == PromptKind.Text) return;
        if (DialogLayout.Above(layout).Contains(x, y)) prompt.Up();
        if (!DialogLayout.Entries(layout).Contains(x, y)) return;
        int row = 0;
        while (!DialogLayout.Entry(layout, row).Contains(x, y)) row++;
        Held held = KeyTable.HeldOf(SDL.GetModState());
        if (prompt.First + row >= prompt.Entries.Count) return;
        prompt.Choose(prompt.First + row, held == Held.Shift, held == Held.Control);
        if (clicks == 2) prompt.Accept(Close);
    }

    private static bool QuestionKey(Session session, Question question, SDL.Keycode key, Held held)
    {
        int count = question.Answers.Count;
        if (key == SDL.Keycode.Left || (key == SDL.Keycode.Tab && held == Held.Shift)) question.Focus = (question.Focus + count - 1) % count;
        else if (key is SDL.Keycode.Right or SDL.Keycode.Tab) question.Focus = (question.Focus + 1) % count;
        else if (held == Held.None && question.Of(key) is { } answer) session.Give(answer);
        return true;
    }
}
