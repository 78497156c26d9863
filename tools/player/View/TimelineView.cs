using System;

namespace Seamline.Ui.View;

/// <summary>
/// Which frames the lane shows: scroll and zoom, each moving smoothly to where it was sent. Positions are device pixels from
/// the lane's left edge.
/// </summary>
internal sealed class TimelineView
{
    // Half of the way in 40 ms: quick enough to follow the hand, slow enough to be followed.
    private const double HalfLifeSeconds = 0.04;
    private const double LeastFramesPerPixel = 1.0 / 64;

    private double _first;
    private double _targetFirst;
    private double _targetScale = 1;
    private double _anchorX;
    private double _anchorFrame;
    private bool _zooming;

    /// <summary>Pixels that show the timeline.</summary>
    public double Width { get; private set; } = 1;

    /// <summary>Frames in the timeline.</summary>
    public double Length { get; private set; }

    /// <summary>Frame at the left edge, on the grid of pixels: what is drawn does not tremble while it scrolls.</summary>
    public double First => Math.Round(_first / FramesPerPixel) * FramesPerPixel;

    /// <summary>Frames a pixel.</summary>
    public double FramesPerPixel { get; private set; } = 1;

    /// <summary>Still under way.</summary>
    public bool IsMoving { get; private set; }

    private double MostFramesPerPixel => Math.Max(1, Length * 1.04 / Width);

    public double XOf(double frame) => (frame - First) / FramesPerPixel;

    public double FrameAt(double x) => First + (x * FramesPerPixel);

    /// <summary>The window or the timeline has another size. What is shown stays, unless all was.</summary>
    public void Resize(double width, double length)
    {
        if (width == Width && length == Length) return;
        bool all = Length == 0 || _targetScale >= MostFramesPerPixel * 0.999;
        Width = Math.Max(1, width);
        Length = length;
        if (all)
        {
            ShowAll(false);
            return;
        }

        _targetScale = Math.Clamp(_targetScale, LeastFramesPerPixel, MostFramesPerPixel);
        _targetFirst = Clamp(_targetFirst, _targetScale);
        IsMoving = true;
    }

    /// <summary>Zooms round a place: factor below 1 comes nearer.</summary>
    public void ZoomAt(double x, double factor)
    {
        _anchorX = x;
        _anchorFrame = FrameAt(x);
        _targetScale = Math.Clamp(_targetScale * factor, LeastFramesPerPixel, MostFramesPerPixel);
        _zooming = true;
        IsMoving = true;
    }

    /// <summary>Scrolls by pixels; at once for a hand that drags, else smoothly.</summary>
    public void ScrollBy(double pixels, bool smooth = true) => ScrollTo((smooth ? _targetFirst : _first) + (pixels * FramesPerPixel), smooth);

    /// <summary>Brings a frame to the left edge.</summary>
    public void ScrollTo(double first, bool smooth = true)
    {
        _zooming = false;
        _targetScale = smooth ? _targetScale : FramesPerPixel;
        _targetFirst = Clamp(first, _targetScale);
        if (!smooth) _first = _targetFirst;
        IsMoving = true;
    }

    /// <summary>Shows everything.</summary>
    public void ShowAll(bool smooth = true) => Show(-Length * 0.02, Length * 1.02, smooth);

    /// <summary>Shows a range of frames across the whole width.</summary>
    public void Show(double first, double end, bool smooth = true)
    {
        _zooming = false;
        _targetScale = Math.Clamp((end - first) / Width, LeastFramesPerPixel, MostFramesPerPixel);
        _targetFirst = Clamp(first, _targetScale);
        IsMoving = true;
        if (smooth) return;
        FramesPerPixel = _targetScale;
        _first = _targetFirst;
    }

    /// <summary>Keeps a playing frame in sight: once it leaves the middle, the page turns smoothly.</summary>
    public void Follow(double frame)
    {
        double target = (frame - _targetFirst) / _targetScale;
        if (_zooming || (target >= 0 && target <= Width * 0.85)) return;
        double first = Clamp(frame - (Width * 0.15 * _targetScale), _targetScale);
        if (Math.Abs(first - _targetFirst) > _targetScale) ScrollTo(first);
    }

    /// <summary>Whether a frame will be in sight once the view has come to rest.</summary>
    public bool WillShow(double frame)
    {
        double first = _zooming ? _anchorFrame - (_anchorX * _targetScale) : _targetFirst;
        return frame >= first && frame <= first + (Width * _targetScale);
    }

    /// <summary>Moves on by wall time; whether anything moved.</summary>
    public bool Advance(double seconds)
    {
        if (!IsMoving) return false;
        double rest = Math.Pow(0.5, seconds / HalfLifeSeconds);
        double scale = _targetScale * Math.Pow(FramesPerPixel / _targetScale, rest);
        bool scaled = Math.Abs((scale / _targetScale) - 1) * Width < 0.5;
        FramesPerPixel = scaled ? _targetScale : scale;
        if (_zooming)
        {
            _first = _targetFirst = Clamp(_anchorFrame - (_anchorX * FramesPerPixel), FramesPerPixel);
        }
        else
        {
            _first = _targetFirst + ((_first - _targetFirst) * rest);
        }

        bool there = scaled && Math.Abs(_first - _targetFirst) < 0.5 * FramesPerPixel;
        if (there) _first = _targetFirst;
        IsMoving = !there;
        _zooming &= !there;
        return true;
    }

    private double Clamp(double first, double scale)
    {
        double span = Width * scale;
        double margin = span * 0.02;
        double last = Length + margin - span;
        return last <= -margin ? (Length - span) / 2 : Math.Clamp(first, -margin, last);
    }
}
