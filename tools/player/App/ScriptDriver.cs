using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using SDL3;
using Seamline.Ui.Input;

namespace Seamline.Ui.App;

/// <summary>Carries out a script, a line after the other, by the events of a real hand. Thread: the window's.</summary>
internal sealed class ScriptDriver(PlayerWindow window, IReadOnlyList<ScriptLine> lines) : IDisposable
{
    private const double WaitSeconds = 120;
    private const double ExpectSeconds = 10;

    private readonly Hand _hand = new(window.Id);
    private int _next;
    private int _settle;
    private long _began = Stopwatch.GetTimestamp();
    private bool _shift;
    private ScriptFilm? _film;

    /// <summary>What the window did while it was left alone.</summary>
    public Rest Rest { get; } = new();

    /// <summary>Why it stopped before its end; empty where it did not.</summary>
    public string Error { get; private set; } = "";

    /// <summary>Goes on as far as it can now, before a frame; false when it has ended.</summary>
    public bool Advance()
    {
        // What was pushed is handled, and carried out by the engine's next block, before more is.
        if (_film?.Take(window) is { } fault) return Fail(fault);
        if (_settle-- > 0) return true;
        if (_shift) SDL.SetModState(SDL.Keymod.None);
        _shift = false;
        while (_next < lines.Count)
        {
            ScriptLine line = lines[_next];
            if (!Wait(line, out bool waited))
            {
                bool expects = line.Word == "expect";
                if (Stopwatch.GetElapsedTime(_began).TotalSeconds < (expects ? ExpectSeconds : WaitSeconds)) return true;
                return Fail(expects
                    ? $"Line {line.Number}: {line.Arguments[0]} is {ScriptState.Of(window.Session, line.Arguments[0])}, not {line.Arguments[1]}."
                    : $"Line {line.Number} waits in vain: {line.Word}.");
            }

            if (!waited && !Act(line)) return false;
            _next++;
            _began = Stopwatch.GetTimestamp();
            if (!waited)
            {
                _settle = 3;
                return true;
            }
        }

        return true;
    }

    /// <summary>Whether all of it was done.</summary>
    public bool IsDone => _next >= lines.Count && _settle <= 0;

    /// <inheritdoc/>
    public void Dispose() => _hand.Dispose();

    // Whether a line that waits need not any more; other lines wait for nothing.
    private bool Wait(ScriptLine line, out bool waits)
    {
        Session session = window.Session;
        double elapsed = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        waits = true;
        switch (line.Word)
        {
            case "wait": return elapsed >= line[0] / 1_000;
            case "wait-open": return session.Opening == null;
            case "wait-ready": return session.Document is { } open && (session.Stats.ReadyAheadFrames >= Math.Min(open.Rate, open.LengthFrames - session.Position.PlayheadFrame));
            case "wait-loaded": return session.Document != null && session.Stats.LoadDone != 0;
            case "expect": return ScriptState.Of(session, line.Arguments[0]) is { } now && Math.Abs(now - line[1]) <= ScriptState.Near;
            case "rest":
                Rest.Watch(session, elapsed < line[0]);
                return elapsed >= line[0];
            case "work":
                if (elapsed >= line[0]) return true;
                Work(session);
                return false;
            default:
                waits = false;
                return true;
        }
    }

    private bool Act(ScriptLine line)
    {
        Session session = window.Session;
        switch (line.Word)
        {
            case "key" when !_hand.Key(line.Arguments[0]): return Fail($"There is no key {line.Arguments[0]}.");
            case "text": _hand.Text(string.Join(' ', line.Arguments)); break;
            case "hold": SDL.SetModState(line.Arguments[0] switch { "shift" => SDL.Keymod.LShift, "ctrl" => SDL.Keymod.LCtrl, "alt" => SDL.Keymod.LAlt, _ => SDL.Keymod.None }); break;
            case "move" or "click" or "double-click" or "right-click" or "press" or "release" or "drag" or "middle-drag": return Mouse(line);
            case "wheel" or "shift-wheel":
                _shift = line.Word[0] == 's';
                if (_shift) SDL.SetModState(SDL.Keymod.LShift);
                _hand.Wheel(X(line[0]), X(line[1]), 0, line[2]);
                break;
            case "seek": session.Seek((long)Math.Round(line[0] * (session.Document?.Rate ?? 0))); break;
            case "drop": _hand.Drop(line.Arguments); break;
            case "size": window.Resize((int)line[0], (int)line[1]); break;
            case "screenshot" when window.Screenshot(Path.GetFullPath(line.Arguments[0])) is { } error: return Fail(error);
            case "film": _film = new ScriptFilm(line.Arguments[0], line[1]); break;
            case "film-end": _film = null; break;
            case "forget": session.Frames.Clear(); break;
            case "crash": Process.GetCurrentProcess().Kill(); break;
            case "quit": session.End(); break;
        }

        return true;
    }

    private bool Mouse(ScriptLine line)
    {
        if (Place(line, 0) is not { } at) return Fail($"Line {line.Number}: there is no {line.Arguments[0]} {line.Arguments[1]} in the window.");
        bool drags = line.Arguments.Length > 2;
        if ((drags ? Place(line, 2) : at) is not { } to) return Fail($"Line {line.Number}: there is no {line.Arguments[2]} {line.Arguments[3]} in the window.");
        switch (line.Word)
        {
            case "move": _hand.Move(at.X, at.Y); break;
            case "click": _hand.Click(at.X, at.Y); break;
            case "double-click": _hand.DoubleClick(at.X, at.Y); break;
            case "right-click": _hand.Click(at.X, at.Y, 3); break;
            case "press": _hand.Button(at.X, at.Y, true); break;
            case "release": _hand.Button(at.X, at.Y, false); break;
            default: _hand.Drag(at.X, at.Y, to.X, to.Y, line.Word[0] == 'm' ? (byte)2 : (byte)1); break;
        }

        return true;
    }

    // In SDL's mouse coordinates.
    private (float X, float Y)? Place(ScriptLine line, int first)
    {
        float density = window.Session.Layout.Scale / window.PointsToMouse;
        return ScriptPlace.Of(window.Session, line.Arguments[first], line.Arguments[first + 1]) is { } at ? (at.X / density, at.Y / density) : null;
    }

    // Another thing at each frame: nearer, along, an edit, back, farther; as fast as frames go.
    private int _turn;

    private void Work(Session session)
    {
        float y = X(220);
        float middle = X(window.Session.Layout.Window.W / window.Session.Layout.Scale / 2);
        switch (_turn++ % 30)
        {
            case < 8: _hand.Wheel(middle, y, 0, 1); break;
            case < 14: _hand.Wheel(middle, y, _turn % 60 < 30 ? 1 : -1, 0); break;
            case 14: _hand.Key(SDL.Keycode.S, Held.None); break;
            case 15: _hand.Key(SDL.Keycode.Z, Held.Control); break;
            case 16: _hand.Key(SDL.Keycode.I, Held.None); break;
            case 19: _hand.Key(SDL.Keycode.O, Held.None); break;
            case 20: _hand.Key(SDL.Keycode.X, Held.None); break;
            case 21: _hand.Key(SDL.Keycode.Z, Held.Control); break;
            case >= 22: _hand.Wheel(middle, y, 0, -1); break;
        }

        session.IsDirty = true;
    }

    // Points to SDL's mouse coordinates.
    private float X(float points) => points * window.PointsToMouse;

    private bool Fail(string why)
    {
        Error = why;
        return false;
    }
}
