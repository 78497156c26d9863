using System;
using Seamline.Ui.App;
using Seamline.Ui.Model;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>
/// The whole window, from the back to the front: parts that stay are painted on a sheet when what they show has changed, what moves
/// with the sound is drawn over it at each frame. Thread: the window's.
/// </summary>
internal sealed class Scene(IntPtr renderer, Canvas canvas) : IDisposable
{
    private readonly Sheet _sheet = new(renderer);
    private readonly LanePainter _lane = new(renderer);
    private readonly LanesPainter _lanes = new(renderer);
    private readonly MapPainter _map = new(renderer);
    private PartKeys _seen;

    /// <summary>Parts painted so far; a frame that only moves the playhead paints none.</summary>
    public long Parts { get; private set; }

    /// <summary>Repaints what changed, and draws the frame.</summary>
    public void Paint(Session session)
    {
        canvas.Begin(session.Layout.Scale);
        Layout layout = session.Layout;
        if (_sheet.Fit((int)layout.Window.W, (int)layout.Window.H) || session.PictureLost || canvas.Ledger != null) _seen = default;
        session.PictureLost = false;
        PartKeys now = PartKeys.Of(session);
        if (now.Header != _seen.Header && Begin(layout.Header, Theme.Surface)) HeaderPainter.Paint(canvas, session);
        if (session.Document is { } document) Timeline(session, document, now);
        else if (now.Start != _seen.Start && Begin(layout.Body, Theme.Ground)) StartPainter.Paint(canvas, session);
        if (now.Status != _seen.Status && Begin(layout.Status, Theme.Ground)) StatusPainter.Paint(canvas, session);
        _seen = now;
        _sheet.Show(canvas);
        Live(session);
        canvas.End();
        // An atlas that ran full left signs out: all is painted again, on an empty one.
        if (!canvas.GlyphsAreMissing) return;
        _seen = default;
        session.IsDirty = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sheet.Dispose();
        _lane.Dispose();
        _lanes.Dispose();
        _map.Dispose();
    }

    private void Timeline(Session session, Document document, in PartKeys now)
    {
        Layout layout = session.Layout;
        if (now.Map != _seen.Map && Begin(layout.MapPart, Theme.Ground)) _map.Paint(canvas, session, document);
        if (now.Stage != _seen.Stage && Begin(layout.Stage, Theme.Ground))
        {
            if (document.LengthFrames > 0) RulerPainter.Paint(canvas, session, document);
            _lane.Paint(canvas, session, document);
            if (document.LengthFrames == 0) StartPainter.Empty(canvas, layout);
        }

        if (layout.LanesPart.H > 0 && now.Lanes != _seen.Lanes && Begin(layout.LanesPart, Theme.Ground)) _lanes.Paint(canvas, session, document);
        if (now.Bar != _seen.Bar && Begin(layout.BarPart, Theme.Ground))
        {
            session.Residency.Update(document, session.View.First, session.View.FramesPerPixel, (int)layout.LoadBar.W);
            LoadBarPainter.Paint(canvas, session);
        }

        if (now.Stage.Layout != _seen.Stage.Layout || now.Stage.Document != _seen.Stage.Document) Begin(layout.Meters, Theme.Ground);
        if (session.PanelOpen && now.Panel != _seen.Panel && Begin(layout.Panel, Theme.Surface)) PanelPainter.Paint(canvas, session);
    }

    private void Live(Session session)
    {
        if (session.Document is { } document)
        {
            HeaderPainter.Time(canvas, session, document);
            if (document.LengthFrames > 0)
            {
                MapPainter.Playhead(canvas, session, document);
                LanePainter.Playhead(canvas, session);
            }

            MeterPainter.Paint(canvas, session);
        }

        if (canvas.Ledger is { } ledger) ledger.Layer = 1;
        MenuPainter.Tip(canvas, session);
        OverlayPainter.Paint(canvas, session);
    }

    private bool Begin(Box part, Rgba ground)
    {
        Parts++;
        _sheet.Begin(canvas, part, ground);
        return true;
    }
}
