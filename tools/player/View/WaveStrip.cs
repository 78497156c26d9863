using System;
using Seamline.Ui.Model;
using Seamline.Ui.Native;

namespace Seamline.Ui.View;

/// <summary>
/// The waveform of what is shown, a column a pixel, asked of the engine again only when something of it changed. Nearer than
/// a frame a pixel it holds the frames themselves, for each channel.
/// </summary>
internal sealed class WaveStrip
{
    private SeamPeak[] _columns = [];
    private readonly SeamPeak[][] _frames = [[], []];
    private (double First, double Scale, int Width, long Revision, long Changes, Document? Document) _seen;

    /// <summary>A column a pixel, the channels together.</summary>
    public ReadOnlySpan<SeamPeak> Columns => _columns.AsSpan(0, Count);

    /// <summary>Rises with every look that was taken.</summary>
    public long Version { get; private set; }

    /// <summary>Columns there are.</summary>
    public int Count { get; private set; }

    /// <summary>Frames there are, where single frames are shown; else 0.</summary>
    public int FrameCount { get; private set; }

    /// <summary>The first of them.</summary>
    public long FirstFrame { get; private set; }

    /// <summary>Channels of them.</summary>
    public int Channels { get; private set; }

    /// <summary>The frames of a channel.</summary>
    public ReadOnlySpan<SeamPeak> FramesOf(int channel) => _frames[channel].AsSpan(0, FrameCount);

    /// <summary>Looks again where something changed; whether it did.</summary>
    public bool Update(Document document, double first, double framesPerPixel, int width, long changes)
    {
        (double, double, int, long, long, Document?) now = (first, framesPerPixel, width, document.Revision, changes, document);
        if (now == _seen) return false;
        _seen = now;
        Version++;
        Count = width;
        FrameCount = 0;
        if (_columns.Length < width) _columns = new SeamPeak[width];
        if (framesPerPixel >= 1)
        {
            document.Engine.Peaks(first, framesPerPixel, Seam.AllChannels, _columns.AsSpan(0, width));
            Ghosts(document, first, framesPerPixel, _columns.AsSpan(0, width));
            return true;
        }

        FirstFrame = (long)Math.Floor(first);
        FrameCount = (int)Math.Ceiling(width * framesPerPixel) + 2;
        Channels = Math.Min(_frames.Length, document.Engine.Channels);
        for (int channel = 0; channel < Channels; channel++)
        {
            if (_frames[channel].Length < FrameCount) _frames[channel] = new SeamPeak[FrameCount];
            document.Engine.Peaks(FirstFrame, 1, channel, _frames[channel].AsSpan(0, FrameCount));
        }

        for (int x = 0; x < width; x++)
            _columns[x] = _frames[0][Math.Clamp((int)(Math.Floor(first + (x * framesPerPixel)) - FirstFrame), 0, FrameCount - 1)];
        return true;
    }

    // What is muted is silence to the engine: its own waveform is shown, and the painter greys it. At most one call for each few pixels.
    private static void Ghosts(Document document, double first, double framesPerPixel, Span<SeamPeak> columns)
    {
        const double LeastPixels = 3;
        int index = document.IndexAt(Math.Clamp((long)first, 0, Math.Max(0, document.LengthFrames - 1)));
        while (index >= 0 && index < document.Segments.Length)
        {
            ref readonly SeamSegment segment = ref document.Segments[index];
            double left = (segment.StartFrame - first) / framesPerPixel;
            if (left >= columns.Length) return;
            double right = (segment.EndFrame - first) / framesPerPixel;
            if (right - left < LeastPixels)
            {
                // Of narrow ones the next that begins some pixels on.
                int next = document.IndexAt((long)(segment.StartFrame + (LeastPixels * framesPerPixel)));
                index = next <= index ? index + 1 : next;
                continue;
            }

            int from = (int)Math.Clamp(Math.Round(left), 0, columns.Length);
            int to = (int)Math.Clamp(Math.Round(right), from, columns.Length);
            if (segment.Muted != 0 && segment.Clip != 0 && to > from)
            {
                double at = (segment.InSeconds * document.Rate) + (((from * framesPerPixel) + first - segment.StartFrame) * segment.Speed);
                document.Engine.ClipPeaks(segment.Clip, at, framesPerPixel * segment.Speed, columns[from..to]);
            }

            index++;
        }
    }
}
