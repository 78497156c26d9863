using System;
using System.Collections.Generic;
using SDL3;
using Seamline.Ui.App;
using Seamline.Ui.View;

namespace Seamline.Ui.Input;

/// <summary>Keys and mouse of the start page. Thread: the window's.</summary>
internal static class StartInput
{
    /// <summary>The page can be used: nothing is being opened, and there is an engine.</summary>
    public static bool IsShown(Session session) => session.Document == null && session.Opening == null && session.EngineFault.Length == 0;

    /// <summary>Takes a key; false where it means nothing here.</summary>
    public static bool Key(Session session, SDL.Keycode key, Held held)
    {
        if (!IsShown(session) || held is not (Held.None or Held.Shift)) return false;
        List<StartEntry> entries = StartLayout.Of(session);
        int focus = Math.Min(session.StartFocus, entries.Count - 1);
        switch (key)
        {
            case SDL.Keycode.Tab when held == Held.Shift: focus = (focus + entries.Count - 1) % entries.Count; break;
            case SDL.Keycode.Up or SDL.Keycode.Left: focus = (focus + entries.Count - 1) % entries.Count; break;
            case SDL.Keycode.Tab or SDL.Keycode.Down or SDL.Keycode.Right: focus = (focus + 1) % entries.Count; break;
            case SDL.Keycode.Return or SDL.Keycode.Space: entries[focus].Do(); break;
            default: return false;
        }

        session.StartFocus = focus;
        return true;
    }

    /// <summary>Takes a press of the mouse.</summary>
    public static void Press(Session session, byte button, float x, float y)
    {
        if (button != 1 || !IsShown(session)) return;
        foreach (StartEntry entry in StartLayout.Of(session))
        {
            if (!entry.Box.Contains(x, y)) continue;
            entry.Do();
            return;
        }
    }
}
