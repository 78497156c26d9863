using System.Collections.Generic;
using System.Runtime.InteropServices;
using SDL3;
using Seamline.Ui.App;
using Seamline.Ui.View;

namespace Seamline.Ui.Input;

/// <summary>Takes SDL's events to what they mean: keys by <see cref="KeyTable"/>, the mouse, dropped files, the window. Thread: the window's.</summary>
internal sealed class EventRouter(Session session)
{
    private readonly List<string> _dropped = [];

    /// <summary>Device pixels a unit of SDL's mouse coordinates.</summary>
    public float PixelDensity { get; set; } = 1;

    /// <summary>The window's answers to the question about unsaved edits, where they were drawn.</summary>
    public static IReadOnlyList<QuestionAnswer> Answers { get; } = [QuestionAnswer.Save, QuestionAnswer.Discard, QuestionAnswer.Cancel];

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
            case SDL.EventType.MouseMotion: session.Mouse.Move(session, e.Motion.X * PixelDensity, e.Motion.Y * PixelDensity); break;
            case SDL.EventType.MouseButtonDown: Press(e.Button.Button, e.Button.X * PixelDensity, e.Button.Y * PixelDensity); break;
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
        switch (session.Overlay)
        {
            case Overlay.Prompt: PromptKey(key, mod); return;
            case Overlay.Question: QuestionKey(key); return;
            case Overlay.Help when key == SDL.Keycode.Escape: session.Overlay = Overlay.None; return;
        }

        PlayerAction action = KeyTable.Find(key, mod);
        if (!repeat || KeyTable.Repeats(action)) Actions.Do(session, action);
    }

    private void PromptKey(SDL.Keycode key, SDL.Keymod mod)
    {
        switch (key)
        {
            case SDL.Keycode.Escape: session.Overlay = Overlay.None; break;
            case SDL.Keycode.V when KeyTable.HeldOf(mod) == Held.Control: session.Prompt.Type(SDL.GetClipboardText().Trim()); break;
            case SDL.Keycode.Backspace: session.Prompt.Backspace(); break;
            case SDL.Keycode.End or SDL.Keycode.Right: session.Prompt.Keep(); break;
            case SDL.Keycode.Return when session.Prompt.Text.Trim().Length > 0:
                session.Overlay = Overlay.None;
                session.Prompt.Accept();
                break;
        }
    }

    private void QuestionKey(SDL.Keycode key)
    {
        switch (key)
        {
            case SDL.Keycode.S or SDL.Keycode.Return: session.Answer(QuestionAnswer.Save); break;
            case SDL.Keycode.D: session.Answer(QuestionAnswer.Discard); break;
            case SDL.Keycode.Escape: session.Answer(QuestionAnswer.Cancel); break;
        }
    }

    private void Press(byte button, float x, float y)
    {
        session.IsDirty = true;
        switch (session.Overlay)
        {
            case Overlay.Help: session.Overlay = Overlay.None; return;
            case Overlay.Prompt: return;
            case Overlay.Question:
                for (int i = 0; i < Answers.Count; i++)
                {
                    if (DialogLayout.Answer(session.Layout, i, Answers.Count).Contains(x, y))
                    {
                        session.Answer(Answers[i]);
                        return;
                    }
                }

                return;
        }

        PlayerAction action = button == 1 ? session.Buttons.At(x, y) : PlayerAction.None;
        if (action != PlayerAction.None) Actions.Do(session, action);
        else if (button is 1 or 2) session.Mouse.Press(session, x, y, middle: button == 2);
    }

    private void Wheel(in SDL.MouseWheelEvent wheel)
    {
        if (session.Overlay != Overlay.None) return;
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
