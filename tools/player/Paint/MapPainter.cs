using System;
using Seamline.Ui.App;
using Seamline.Ui.Model;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>The whole timeline in little. Thread: the window's.</summary>
internal sealed class MapPainter(IntPtr renderer) : IDisposable
{
    private readonly ColumnImage _image = new(renderer);
    private (Document? Document, Layout? Layout, long Revision, long Wave) _made;

    /// <summary>Frames a pixel of the map.</summary>
    public static double FramesPerPixel(Layout layout, Document document) => Math.Max(1, document.LengthFrames / (double)layout.MiniMap.W);

    /// <summary>Draws all but the playhead.</summary>
    public void Paint(Canvas canvas, Session session, Document document)
    {
        Box map = session.Layout.MiniMap;
        if (document.LengthFrames == 0)
        {
            canvas.Fill(map, Theme.Surface);
            return;
        }

        canvas.Clip(map);
        Wave(canvas, session, document, map);
        if (document.MarkIn is { } markIn && document.MarkOut is { } markOut) canvas.Fill(map.Columns(X(map, document, markIn), X(map, document, markOut)), Theme.Mark.Faded(0.2f));
        float left = Math.Clamp(X(map, document, session.View.First), map.X, map.Right);
        float right = Math.Clamp(X(map, document, session.View.FrameAt(session.View.Width)), map.X, map.Right);
        canvas.Fill(map.Columns(map.X, left), Theme.Ground.Faded(0.55f));
        canvas.Fill(map.Columns(right, map.Right), Theme.Ground.Faded(0.55f));
        canvas.Frame(new Box(left, map.Y, Math.Max(canvas.Px(3), right - left), map.H), canvas.Px(1), Theme.Dim);
        canvas.EndClip();
    }

    /// <summary>Where it is heard.</summary>
    public static void Playhead(Canvas canvas, Session session, Document document)
    {
        Box map = session.Layout.MiniMap;
        canvas.Fill(Math.Min(map.Right - canvas.Px(1), X(map, document, session.CurrentFrame)), map.Y, canvas.Px(1), map.H, Theme.Playhead);
    }

    /// <inheritdoc/>
    public void Dispose() => _image.Dispose();

    private static float X(Box map, Document document, double frame) => MathF.Round(map.X + (float)(frame / document.LengthFrames * map.W));

    private void Wave(Canvas canvas, Session session, Document document, Box map)
    {
        (Document?, Layout?, long, long) now = (document, session.Layout, document.Revision, session.MapWave.Version);
        if (now == _made)
        {
            _image.Again(canvas, map.X, map.Y);
            return;
        }

        _made = now;
        double scale = FramesPerPixel(session.Layout, document);
        int margin = (int)canvas.Px(3);
        _image.Begin((int)map.W, (int)map.H, Theme.Surface);
        int from = 0;
        // Runs of one clip, a pixel at a time.
        while (from < map.W)
        {
            uint clip = ClipAt(document, from * scale, out bool there);
            int to = from + 1;
            while (to < map.W && ClipAt(document, to * scale, out bool still) == clip && still == there) to++;
            Rgba color = clip == 0 ? Theme.Faint : Theme.Clip(clip);
            _image.Color(from, to, Theme.Surface, Theme.Surface.Mixed(color, 0.55f), Theme.Surface.Mixed(color, 0.8f));
            if (there) _image.Wave(session.MapWave.Columns, from, to, margin, (int)map.H - (2 * margin), Theme.Surface.Mixed(color, 0.3f));
            from = to;
        }

        _image.Paint(canvas, map.X, map.Y);
    }

    private static uint ClipAt(Document document, double frame, out bool there)
    {
        int index = document.IndexAt((long)frame);
        there = index >= 0;
        return !there || document.Segments[index].Muted != 0 ? 0 : document.Segments[index].Clip;
    }
}
