using System;
using System.Collections.Generic;
using System.Diagnostics;
using SDL3;
using Seamline.Ui.Input;
using Seamline.Ui.Native;
using Seamline.Ui.Paint;
using Seamline.Ui.View;

namespace Seamline.Ui.App;

/// <summary>SDL's window and renderer, and the loop: sleeps until something happens, draws only what changed. Thread: the one that made it.</summary>
internal sealed class PlayerWindow : IDisposable
{
    private const double FrameMilliseconds = 1_000.0 / 60;
    private const int IdleMilliseconds = 100;

    private readonly PlayerOptions _options;
    private readonly Canvas _canvas;
    private readonly Scene _scene;
    private readonly IntPtr _window;
    private readonly EventRouter _router;
    private readonly Cursors _cursors = new();
    private readonly bool _paced;
    private bool _presented;
    private long _updated = Stopwatch.GetTimestamp();
    private bool _typing;
    private (string? Name, bool Edited) _titled;

    private PlayerWindow(PlayerOptions options, IntPtr window, IntPtr renderer)
    {
        _options = options;
        _window = window;
        Renderer = renderer;
        _canvas = new Canvas(renderer);
        _scene = new Scene(renderer, _canvas);
        Session = new Session(options) { Window = window };
        _router = new EventRouter(Session);
        _paced = SDL.SetRenderVSync(renderer, 1);
        SDL.SetWindowMinimumSize(window, Layout.LeastWidth, Layout.LeastHeight);
    }

    public Session Session { get; }

    /// <summary>Where what is shown is written as text; null for nowhere.</summary>
    public AccessibleLog? Log { get; set; }

    public IntPtr Renderer { get; }

    /// <summary>SDL's id of the window.</summary>
    public uint Id => SDL.GetWindowID(_window);

    /// <summary>Opens a window; null, and the sentence, where there is no display.</summary>
    public static PlayerWindow? Open(PlayerOptions options, out string error)
    {
        // Signals are the program's own: it keeps what is not saved first.
        SDL.SetHint("SDL_NO_SIGNAL_HANDLERS", "1");
        error = "";
        IntPtr window = 0;
        IntPtr renderer = 0;
        if (SDL.InitSubSystem(SDL.InitFlags.Video)
            && (window = SDL.CreateWindow("Seamline", options.Width, options.Height, SDL.WindowFlags.Resizable | SDL.WindowFlags.HighPixelDensity)) != 0
            && (renderer = SDL.CreateRenderer(window, null)) != 0)
        {
            return new PlayerWindow(options, window, renderer);
        }

        error = SDL.GetError();
        if (window != 0) SDL.DestroyWindow(window);
        return null;
    }

    /// <summary>Runs until the window is closed.</summary>
    /// <param name="onFrame">Called before each frame; false ends it.</param>
    /// <param name="hurries">Whether frames follow each other though nothing moves.</param>
    public void Run(Func<bool>? onFrame = null, Func<bool>? hurries = null)
    {
        while (!Session.Ended)
        {
            if (Session.Signal != 0)
            {
                Session.Rescue();
                return;
            }

            if (onFrame != null && !onFrame()) return;
            Wait(hurries != null && hurries());
            _presented = Step();
        }
    }

    /// <summary>Handles what waits, reads the engine's state, and draws where something changed. Whether it drew.</summary>
    public bool Step()
    {
        while (SDL.PollEvent(out SDL.Event e)) _router.Handle(e);
        long start = Stopwatch.GetTimestamp();
        long cpu = ThreadClock.Nanoseconds();
        Measure();
        Session.Update(Stopwatch.GetElapsedTime(_updated, start).TotalSeconds);
        _updated = start;
        // What was opened meanwhile may have other lanes.
        Measure();
        Log?.Update(Session);
        Dress();
        if (!Session.IsDirty) return false;
        Session.IsDirty = false;
        _scene.Paint(Session);
        // SDL gathers what is drawn: carried out here, it counts in the frame's time; presenting waits for the display.
        SDL.FlushRenderer(Renderer);
        Session.Frames.Note(Stopwatch.GetElapsedTime(start).TotalMilliseconds, (ThreadClock.Nanoseconds() - cpu) / 1e6);
        Session.Drawn();
        SDL.RenderPresent(Renderer);
        return true;
    }

    /// <summary>Redraws and saves what is drawn; null, or the sentence.</summary>
    public string? Screenshot(string path, bool quick = false)
    {
        Measure();
        _scene.Paint(Session);
        string? error = Picture.Save(Renderer, path, quick);
        SDL.RenderPresent(Renderer);
        return error;
    }

    /// <summary>What the last frame took of the renderer.</summary>
    public DrawWork Work => _canvas.Work;

    /// <summary>Parts of the window painted so far: a frame that only moves the playhead paints none.</summary>
    public long PaintedParts => _scene.Parts;

    /// <summary>Draws something else over the window, and saves the picture; null, or the sentence.</summary>
    public string? Draw(Action<Canvas> paint, string path)
    {
        _scene.Paint(Session);
        paint(_canvas);
        _canvas.End();
        string? error = Picture.Save(Renderer, path, quick: true);
        SDL.RenderPresent(Renderer);
        return error;
    }

    /// <summary>Redraws all of it, and returns the texts with their places.</summary>
    public IReadOnlyList<Written> Texts()
    {
        Measure();
        var ledger = new Ledger();
        _canvas.Ledger = ledger;
        _scene.Paint(Session);
        _canvas.Ledger = null;
        SDL.RenderPresent(Renderer);
        return ledger.Texts;
    }

    /// <summary>Units of SDL's mouse coordinates a point.</summary>
    public float PointsToMouse => Session.Layout.Scale / _router.PixelDensity;

    /// <summary>Makes the window another size, points.</summary>
    public void Resize(int width, int height) => SDL.SetWindowSize(_window, width, height);

    /// <inheritdoc/>
    public void Dispose()
    {
        Session.Dispose();
        _cursors.Dispose();
        _scene.Dispose();
        _canvas.Dispose();
        SDL.DestroyRenderer(Renderer);
        SDL.DestroyWindow(_window);
        SDL.QuitSubSystem(SDL.InitFlags.Video);
    }

    // Sleeps until an event, or until the next frame is due where something moves. The display paces where it can.
    private void Wait(bool hurries)
    {
        bool moving = Session.IsMoving || Session.IsDirty || hurries;
        double since = Stopwatch.GetElapsedTime(_updated).TotalMilliseconds;
        // Where nothing was presented, nothing waited for the display.
        int timeout = moving ? _paced && _presented ? 0 : (int)Math.Max(0, FrameMilliseconds - since) : IdleMilliseconds;
        if (timeout == 0) return;
        if (SDL.WaitEventTimeout(out SDL.Event e, timeout)) _router.Handle(e);
    }

    private void Measure()
    {
        SDL.GetRenderOutputSize(Renderer, out int width, out int height);
        _router.PixelDensity = Math.Max(0.1f, SDL.GetWindowPixelDensity(_window));
        float scale = _options.Scale > 0 ? _options.Scale : Math.Max(0.5f, SDL.GetWindowDisplayScale(_window));
        Layout was = Session.Layout;
        bool panel = Session.PanelOpen;
        int lanes = Session.Document?.Mix.Lanes.Length ?? 0;
        if (was.Window.W == width && was.Window.H == height && was.Scale == scale && was.HasPanel == panel && was.LaneCount == lanes && was.FirstLane == Session.FirstLane) return;
        Session.Layout = Layout.Of(width, height, scale, panel, lanes, Session.FirstLane);
        Session.FirstLane = Session.Layout.FirstLane;
        Session.IsDirty = true;
    }

    // Title, cursor, and whether keys are text.
    private void Dress()
    {
        (string? Name, bool Edited) titled = (Session.Document?.Title, Session.Document is { IsDirty: true });
        if (titled != _titled)
        {
            _titled = titled;
            SDL.SetWindowTitle(_window, titled.Name == null ? "Seamline" : $"{(titled.Edited ? "\u2022 " : "")}{titled.Name} \u2014 Seamline");
        }

        _cursors.Show(Session.Mouse.Hover, Session.Mouse.MixHover.Part);
        bool typing = Session.Overlay is Overlay.Prompt or Overlay.Export;
        if (typing == _typing) return;
        _typing = typing;
        if (typing) SDL.StartTextInput(_window);
        else SDL.StopTextInput(_window);
    }
}
