using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using SDL3;
using Seamline.Ui.Input;

namespace Seamline.Ui.App;

/// <summary>
/// Pushes events into SDL's queue as keyboard, mouse and desktop do. Places are SDL's mouse coordinates. Text that events point
/// to is kept until this is disposed. Thread: the window's.
/// </summary>
/// <param name="window">SDL's id of the window that they are for.</param>
internal sealed class Hand(uint window) : IDisposable
{
    private static readonly Dictionary<string, SDL.Keycode> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["space"] = SDL.Keycode.Space,
        ["left"] = SDL.Keycode.Left,
        ["right"] = SDL.Keycode.Right,
        ["up"] = SDL.Keycode.Up,
        ["down"] = SDL.Keycode.Down,
        ["home"] = SDL.Keycode.Home,
        ["end"] = SDL.Keycode.End,
        ["delete"] = SDL.Keycode.Delete,
        ["backspace"] = SDL.Keycode.Backspace,
        ["escape"] = SDL.Keycode.Escape,
        ["esc"] = SDL.Keycode.Escape,
        ["return"] = SDL.Keycode.Return,
        ["enter"] = SDL.Keycode.Return,
        ["tab"] = SDL.Keycode.Tab,
        ["f1"] = SDL.Keycode.F1,
        ["f10"] = (SDL.Keycode)0x40000043,
        ["pageup"] = SDL.Keycode.Pageup,
        ["pagedown"] = SDL.Keycode.Pagedown,
        ["plus"] = SDL.Keycode.Plus,
        ["minus"] = SDL.Keycode.Minus,
    };

    private readonly List<IntPtr> _texts = [];

    /// <summary>Presses and releases a key, as in "ctrl+shift+z"; false where there is none of that name.</summary>
    public bool Key(string chord)
    {
        string[] parts = chord.Split('+');
        Held held = Held.None;
        foreach (string part in parts.AsSpan(0, parts.Length - 1))
        {
            Held one = part.ToLowerInvariant() switch { "ctrl" => Held.Control, "shift" => Held.Shift, "alt" => Held.Alt, _ => Held.None };
            if (one == Held.None) return false;
            held |= one;
        }

        if (!Names.TryGetValue(parts[^1], out SDL.Keycode key))
        {
            if (parts[^1].Length != 1) return false;
            key = (SDL.Keycode)char.ToLowerInvariant(parts[^1][0]);
        }

        Key(key, held);
        return true;
    }

    /// <summary>Presses and releases a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="held">What is held with it.</param>
    /// <param name="repeat">It is held, and comes again.</param>
    public void Key(SDL.Keycode key, Held held, bool repeat = false)
    {
        SDL.Keymod mod = (held.HasFlag(Held.Control) ? SDL.Keymod.LCtrl : 0) | (held.HasFlag(Held.Shift) ? SDL.Keymod.LShift : 0) | (held.HasFlag(Held.Alt) ? SDL.Keymod.LAlt : 0);
        foreach (bool down in (ReadOnlySpan<bool>)[true, false])
        {
            SDL.Event e = default;
            e.Key = new SDL.KeyboardEvent { Type = down ? SDL.EventType.KeyDown : SDL.EventType.KeyUp, WindowID = window, Key = key, Mod = mod, Down = down, Repeat = repeat && down };
            SDL.PushEvent(ref e);
        }
    }

    public void Text(string text)
    {
        SDL.Event e = default;
        e.Text = new SDL.TextInputEvent { Type = SDL.EventType.TextInput, WindowID = window, Text = Keep(text) };
        SDL.PushEvent(ref e);
    }

    public void Move(float x, float y)
    {
        SDL.Event e = default;
        e.Motion = new SDL.MouseMotionEvent { Type = SDL.EventType.MouseMotion, WindowID = window, X = x, Y = y };
        SDL.PushEvent(ref e);
    }

    public void Button(float x, float y, bool down, byte button = 1, byte clicks = 1)
    {
        SDL.Event e = default;
        e.Button = new SDL.MouseButtonEvent
        {
            Type = down ? SDL.EventType.MouseButtonDown : SDL.EventType.MouseButtonUp,
            WindowID = window,
            Button = button,
            Down = down,
            Clicks = clicks,
            X = x,
            Y = y,
        };
        SDL.PushEvent(ref e);
    }

    /// <summary>Presses at one place and lets go at another, with places between.</summary>
    public void Drag(float x1, float y1, float x2, float y2, byte button = 1)
    {
        const int Steps = 8;
        Button(x1, y1, true, button);
        for (int i = 1; i <= Steps; i++) Move(x1 + ((x2 - x1) * i / Steps), y1 + ((y2 - y1) * i / Steps));
        Button(x2, y2, false, button);
    }

    public void Click(float x, float y, byte button = 1, byte clicks = 1)
    {
        Button(x, y, true, button, clicks);
        Button(x, y, false, button, clicks);
    }

    public void DoubleClick(float x, float y)
    {
        Click(x, y);
        Click(x, y, clicks: 2);
    }

    public void Wheel(float x, float y, float dx, float dy)
    {
        SDL.Event e = default;
        e.Wheel = new SDL.MouseWheelEvent { Type = SDL.EventType.MouseWheel, WindowID = window, X = dx, Y = dy, MouseX = x, MouseY = y };
        SDL.PushEvent(ref e);
    }

    public void Drop(IReadOnlyList<string> paths)
    {
        Push(SDL.EventType.DropBegin, 0);
        foreach (string path in paths) Push(SDL.EventType.DropFile, Keep(path));
        Push(SDL.EventType.DropComplete, 0);
    }

    public void Close()
    {
        SDL.Event e = default;
        e.Window = new SDL.WindowEvent { Type = SDL.EventType.WindowCloseRequested, WindowID = window };
        SDL.PushEvent(ref e);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IntPtr text in _texts) Marshal.FreeCoTaskMem(text);
        _texts.Clear();
    }

    private void Push(SDL.EventType type, IntPtr data)
    {
        SDL.Event e = default;
        e.Drop = new SDL.DropEvent { Type = type, WindowID = window, Data = data };
        SDL.PushEvent(ref e);
    }

    private IntPtr Keep(string text)
    {
        IntPtr kept = Marshal.StringToCoTaskMemUTF8(text);
        _texts.Add(kept);
        return kept;
    }
}
