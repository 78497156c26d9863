using System.Collections.Generic;
using System.Runtime.InteropServices;
using SDL3;
using Seamline.Ui.App;

namespace Seamline.Ui.Input;

/// <summary>Takes SDL's events to what they mean: keys by <see cref="KeyTable"/>, the mouse, dropped files, the window. Thread: the window's.</summary>
internal sealed class EventRouter(Session session)
{
    // SDL_EVENT_WINDOW_MOUSE_LEAVE.
    private const SDL.EventType MouseLeave = (SDL.EventType)0x20D;

    private readonly List<string> _dropped = [];

    /// <summary>Device pixels a unit of SDL's mouse coordinates.</summary>
    public float PixelDensity { get; set; } = 1;

    /// <summary>Handles one event.</summary>
    public void Handle(in SDL.Event e)
    {
        switch ((SDL.EventType)e.Type)
        {
            case SDL.EventType.Quit or SDL.EventType.WindowCloseRequested:
                session.Leave(session.End);
                break;
            case SDL.EventType.KeyDown: Key(e.Key.Key, e.Key.Mod, e.Key.Repeat); break;
            case SDL.EventType.TextInput when session.Overlay == Overlay.Prompt:
                session.Prompt.Type(Marshal.PtrToStringUTF8(e.Text.Text) ?? "");
                session.IsDirty = true;
                break;
            case SDL.EventType.TextInput when session.Overlay == Overlay.Export:
                string typed = Marshal.PtrToStringUTF8(e.Text.Text) ?? "";
                session.ExportDialog.Edit(field => field.Type(typed));
                session.IsDirty = true;
                break;
            case SDL.EventType.MouseMotion:
                session.Mouse.Move(session, e.Motion.X * PixelDensity, e.Motion.Y * PixelDensity);
                OverlayInput.Move(session, session.Mouse.X, session.Mouse.Y);
                break;
            case MouseLeave when !session.Mouse.IsDragging:
                session.Mouse.Leave();
                session.IsDirty = true;
                break;
            case SDL.EventType.MouseButtonDown: Press(e.Button); break;
            case SDL.EventType.MouseButtonUp: session.Mouse.Release(session, e.Button.X * PixelDensity, e.Button.Y * PixelDensity); break;
            case SDL.EventType.MouseWheel: Wheel(e.Wheel); break;
            case SDL.EventType.DropBegin: _dropped.Clear(); break;
            case SDL.EventType.DropFile when Marshal.PtrToStringUTF8(e.Drop.Data) is { Length: > 0 } path: _dropped.Add(path); break;
            case SDL.EventType.DropComplete: Drop(); break;
            case SDL.EventType.RenderTargetsReset or SDL.EventType.RenderDeviceReset:
                session.PictureLost = session.IsDirty = true;
                break;
            case SDL.EventType.WindowExposed or SDL.EventType.WindowResized or SDL.EventType.WindowPixelSizeChanged
                or SDL.EventType.WindowShown or SDL.EventType.WindowDisplayScaleChanged:
                session.IsDirty = true;
                break;
        }
    }

    private void Key(SDL.Keycode key, SDL.Keymod mod, bool repeat)
    {
        session.IsDirty = true;
        if (session.Overlay != Overlay.None)
        {
            if (OverlayInput.Key(session, key, KeyTable.HeldOf(mod))) return;
        }
        else if (session.Document == null && StartInput.Key(session, key, KeyTable.HeldOf(mod)))
        {
            return;
        }

        PlayerAction action = KeyTable.Find(key, mod);
        if (!repeat || KeyTable.Repeats(action)) Actions.Do(session, action);
    }

    private void Press(in SDL.MouseButtonEvent e)
    {
        session.IsDirty = true;
        (float x, float y) = (e.X * PixelDensity, e.Y * PixelDensity);
        if (session.Overlay != Overlay.None)
        {
            OverlayInput.Press(session, e.Button, x, y, e.Clicks);
            return;
        }

        PlayerAction action = e.Button == 1 ? session.Buttons.At(x, y) : PlayerAction.None;
        if (action != PlayerAction.None) Actions.Do(session, action);
        else if (session.Document == null) StartInput.Press(session, e.Button, x, y);
        else if (e.Button == 3) Context(x, y);
        else if (e.Button is 1 or 2) session.Mouse.Press(session, x, y, middle: e.Button == 2);
    }

    // The right button opens the menu of what is there.
    private void Context(float x, float y)
    {
        session.Mouse.Move(session, x, y);
        if (session.Mouse.IsDragging || session.Document is not { } document) return;
        if (MixActions.LaneUnderMouse(session) is >= 0 and var lane) session.LaneFocus = lane;
        else if (session.Layout.Lane.Contains(x, y)) session.LaneFocus = -1;
        if (Menus.At(session, document, x, y) is { } menu) session.Show(menu, (x, y));
    }

    private void Wheel(in SDL.MouseWheelEvent wheel)
    {
        if (session.Overlay != Overlay.None)
        {
            OverlayInput.Wheel(session, wheel.Y);
            return;
        }

        session.Mouse.Move(session, wheel.MouseX * PixelDensity, wheel.MouseY * PixelDensity);
        float sign = wheel.Direction == SDL.MouseWheelDirection.Flipped ? -1 : 1;
        session.Mouse.Wheel(session, wheel.X * sign, wheel.Y * sign, (SDL.GetModState() & SDL.Keymod.Shift) != 0);
    }

    private void Drop()
    {
        string[] paths = [.. _dropped];
        _dropped.Clear();
        if (paths.Length > 0) session.Leave(() => session.Open(paths));
    }
}
