using System;
using SDL3;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>How text stands to its x.</summary>
internal enum Align
{
    Left,
    Center,
    Right,
}

/// <summary>Where a text that is too long loses signs.</summary>
internal enum Cut
{
    End,
    Middle,
}

/// <summary>
/// Draws on SDL's renderer in device pixels, in the order of the calls, gathering what is of one kind: rectangles of one colour
/// into one call, text into one call. Allocates nothing while it draws. Thread: the window's.
/// </summary>
internal sealed class Canvas : IDisposable
{
    private const int MostRects = 4_096;
    private const int MostGlyphs = 2_048;
    private const char Ellipsis = '\u2026';

    private readonly IntPtr _renderer;
    private readonly SDL.FRect[] _rects = new SDL.FRect[MostRects];
    private readonly SDL.Vertex[] _vertices = new SDL.Vertex[MostGlyphs * 4];
    private readonly int[] _indices = new int[MostGlyphs * 6];
    private readonly GlyphAtlas _glyphs;
    private SDL.FPoint[] _points = new SDL.FPoint[4_096];
    private int _rectCount;
    private int _glyphCount;
    private Rgba _color;
    private Box _ground;
    private Box _clip;

    public Canvas(IntPtr renderer)
    {
        _renderer = renderer;
        _glyphs = new GlyphAtlas(renderer);
        for (int i = 0; i < MostGlyphs; i++)
        {
            ReadOnlySpan<int> corners = [0, 1, 2, 2, 1, 3];
            for (int k = 0; k < 6; k++) _indices[(i * 6) + k] = (i * 4) + corners[k];
        }
    }

    /// <summary>Pixels a point.</summary>
    public float Scale { get; private set; } = 1;

    /// <summary>A length in points as whole pixels.</summary>
    public float Px(float points) => MathF.Round(points * Scale);

    /// <summary>A face by its size in points.</summary>
    public Face Face(float points, bool bold = false) => new(Math.Max(6, (int)MathF.Round(points * Scale)), bold);

    /// <summary>What the frame took so far.</summary>
    public DrawWork Work { get; private set; }

    /// <summary>A sign of this frame found no room any more.</summary>
    public bool GlyphsAreMissing => _glyphs.IsFull;

    /// <summary>Where texts are noted as they are written; null for nowhere.</summary>
    public Ledger? Ledger { get; set; }

    /// <summary>Begins a frame.</summary>
    public void Begin(float scale)
    {
        Scale = scale;
        Work = default;
        _glyphs.Begin();
    }

    /// <summary>Ends a frame; nothing is shown yet.</summary>
    public void End() => Flush();

    /// <summary>Nothing is drawn outside from here on, inside of <see cref="Clip"/> or not.</summary>
    public void Ground(Box part)
    {
        Flush();
        _ground = part;
        SetClip(part);
    }

    /// <summary>Covers everything with a texture.</summary>
    public void Picture(IntPtr texture)
    {
        Flush();
        SDL.RenderTexture(_renderer, texture, IntPtr.Zero, IntPtr.Zero);
        Work = Work with { Calls = Work.Calls + 1, Pictures = Work.Pictures + 1 };
    }

    /// <summary>Draws a part of a texture as large as it is.</summary>
    public void Picture(IntPtr texture, Box from, Box to)
    {
        Flush();
        SDL.RenderTexture(_renderer, texture, RectOf(from), RectOf(to));
        Work = Work with { Calls = Work.Calls + 1, Pictures = Work.Pictures + 1 };
    }

    public void Fill(Box box, Rgba color) => Fill(box.X, box.Y, box.W, box.H, color);

    public void Fill(float x, float y, float w, float h, Rgba color)
    {
        if (w <= 0 || h <= 0) return;
        if (_glyphCount > 0 || _rectCount == MostRects || (color != _color && _rectCount > 0)) Flush();
        _color = color;
        _rects[_rectCount++] = new SDL.FRect { X = x, Y = y, W = w, H = h };
    }

    /// <summary>A frame inside the box's edges.</summary>
    public void Frame(Box box, float thick, Rgba color)
    {
        Fill(box.X, box.Y, box.W, thick, color);
        Fill(box.X, box.Bottom - thick, box.W, thick, color);
        Fill(box.X, box.Y + thick, thick, box.H - (2 * thick), color);
        Fill(box.Right - thick, box.Y + thick, thick, box.H - (2 * thick), color);
    }

    /// <summary>Room for the points of <see cref="Lines"/>.</summary>
    public Span<SDL.FPoint> Points(int count)
    {
        if (_points.Length < count) _points = new SDL.FPoint[count];
        return _points.AsSpan(0, count);
    }

    /// <summary>Joins the first points by lines.</summary>
    public void Lines(int count, Rgba color)
    {
        Flush();
        Use(color);
        SDL.RenderLines(_renderer, _points, count);
        Work = Work with { Calls = Work.Calls + 1, Points = Work.Points + count };
    }

    /// <summary>Nothing is drawn outside, until <see cref="EndClip"/>.</summary>
    public void Clip(Box box)
    {
        Flush();
        SetClip(box);
    }

    public void EndClip()
    {
        Flush();
        SetClip(_ground);
    }

    /// <summary>Width of a text, pixels.</summary>
    public float Measure(ReadOnlySpan<char> text, Face face)
    {
        float width = 0;
        foreach (char sign in text) width += _glyphs.Of(face, sign).Advance;
        return width;
    }

    /// <summary>Writes a line of text; its capitals stand centred on a height. What is too long is cut, with an ellipsis there.</summary>
    /// <param name="text">The text.</param>
    /// <param name="x">Its left, middle or right.</param>
    /// <param name="centerY">The height.</param>
    /// <param name="face">Its face.</param>
    /// <param name="color">Its colour.</param>
    /// <param name="most">The width that there is room for, pixels.</param>
    /// <param name="align">What of it <paramref name="x"/> is.</param>
    /// <param name="cut">Where it is cut.</param>
    /// <param name="keep">Signs at its end that are not cut off.</param>
    /// <returns>Its width, pixels.</returns>
    public float Text(ReadOnlySpan<char> text, float x, float centerY, Face face, Rgba color, float most = float.PositiveInfinity, Align align = Align.Left, Cut cut = Cut.End, int keep = 0)
    {
        float width = Measure(text, face);
        (int head, int tail) = (text.Length, 0);
        bool isCut = width > most;
        if (isCut) width = Shorten(text, face, most, cut, keep, out head, out tail);
        float left = MathF.Round(align switch { Align.Center => x - (width / 2), Align.Right => x - width, _ => x });
        float baseline = MathF.Round(centerY + (_glyphs.CapHeight(face) / 2));
        float at = left;
        foreach (char sign in text[..head]) at += Put(_glyphs.Of(face, sign), at, baseline, color);
        if (isCut && width > 0) at += Put(_glyphs.Of(face, Ellipsis), at, baseline, color);
        foreach (char sign in text[^tail..]) at += Put(_glyphs.Of(face, sign), at, baseline, color);
        float high = MathF.Ceiling(_glyphs.CapHeight(face));
        Ledger?.Note(text, new Box(left, baseline - high, width, high), _clip, isCut);
        return width;
    }

    // How many signs at the head and the tail have room beside an ellipsis; the width of it all, 0 where there is no room for any.
    private float Shorten(ReadOnlySpan<char> text, Face face, float most, Cut cut, int keep, out int head, out int tail)
    {
        (head, tail) = (0, keep);
        float used = _glyphs.Of(face, Ellipsis).Advance + Measure(text[^keep..], face);
        while (head + tail < text.Length)
        {
            bool atTail = cut == Cut.Middle && tail < head;
            float next = _glyphs.Of(face, atTail ? text[^(tail + 1)] : text[head]).Advance;
            if (used + next > most) break;
            used += next;
            if (atTail) tail++;
            else head++;
        }

        return head == 0 ? 0 : used;
    }

    /// <inheritdoc/>
    public void Dispose() => _glyphs.Dispose();

    private float Put(in Glyph glyph, float x, float baseline, Rgba color)
    {
        if (glyph.Source.W == 0) return glyph.Advance;
        if (_rectCount > 0 || _glyphCount == MostGlyphs) Flush();
        const float Texel = 1f / GlyphAtlas.Side;
        float left = MathF.Round(x) + glyph.Left;
        float top = baseline + glyph.Top;
        var tint = new SDL.FColor(color.R / 255f, color.G / 255f, color.B / 255f, color.A / 255f);
        for (int corner = 0; corner < 4; corner++)
        {
            int right = corner & 1;
            int low = corner >> 1;
            _vertices[(_glyphCount * 4) + corner] = new SDL.Vertex
            {
                Position = new SDL.FPoint { X = left + (right * glyph.Source.W), Y = top + (low * glyph.Source.H) },
                Color = tint,
                TexCoord = new SDL.FPoint { X = (glyph.Source.X + (right * glyph.Source.W)) * Texel, Y = (glyph.Source.Y + (low * glyph.Source.H)) * Texel },
            };
        }

        _glyphCount++;
        return glyph.Advance;
    }

    // What covers is not blended: the software renderer would read and mix each pixel all the same, at several times the cost.
    private void Use(Rgba color)
    {
        SDL.SetRenderDrawBlendMode(_renderer, color.A == 255 ? SDL.BlendMode.None : SDL.BlendMode.Blend);
        SDL.SetRenderDrawColor(_renderer, color.R, color.G, color.B, color.A);
    }

    /// <summary>Hands over what was gathered.</summary>
    public void Flush()
    {
        if (_rectCount > 0)
        {
            Use(_color);
            SDL.RenderFillRects(_renderer, _rects, _rectCount);
            Work = Work with { Calls = Work.Calls + 1, Rects = Work.Rects + _rectCount };
            _rectCount = 0;
        }

        if (_glyphCount == 0) return;
        SDL.RenderGeometry(_renderer, _glyphs.Texture, _vertices, _glyphCount * 4, _indices, _glyphCount * 6);
        Work = Work with { Calls = Work.Calls + 1, Glyphs = Work.Glyphs + _glyphCount };
        _glyphCount = 0;
    }

    private void SetClip(Box box)
    {
        _clip = box;
        SDL.SetRenderClipRect(_renderer, new SDL.Rect { X = (int)box.X, Y = (int)box.Y, W = (int)MathF.Ceiling(box.W), H = (int)MathF.Ceiling(box.H) });
    }

    private static SDL.FRect RectOf(Box box) => new() { X = box.X, Y = box.Y, W = box.W, H = box.H };
}

/// <summary>What was handed to the renderer: calls, and what they were of.</summary>
internal readonly record struct DrawWork(int Calls, int Rects, int Glyphs, int Points, int Pictures);
