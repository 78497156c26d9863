using System;
using System.Collections.Generic;
using SDL3;
using SkiaSharp;

namespace Seamline.Ui.Paint;

/// <summary>A size and weight of the player's font, pixels.</summary>
internal readonly record struct Face(int Pixels, bool Bold);

/// <summary>A glyph's place in the atlas, how to stand it on the baseline, and how far the next one stands.</summary>
internal readonly record struct Glyph(SDL.Rect Source, int Left, int Top, float Advance);

/// <summary>Glyphs drawn once each by Skia into one texture. Thread: the window's.</summary>
internal sealed class GlyphAtlas : IDisposable
{
    public const int Side = 1_024;
    private const int Gap = 1;
    private const float Tracking = 0.045f;

    private readonly IntPtr _renderer;
    private readonly SKTypeface _regular = Load("Inter-Regular.otf");
    private readonly SKTypeface _bold = Load("Inter-SemiBold.otf");
    private readonly Dictionary<Face, SKFont> _fonts = [];
    private readonly Dictionary<(Face Face, char Sign), Glyph> _glyphs = [];
    private readonly Dictionary<Face, float> _digits = [];
    private int _x;
    private int _y;
    private int _row;

    public GlyphAtlas(IntPtr renderer)
    {
        _renderer = renderer;
        Texture = SDL.CreateTexture(_renderer, SDL.PixelFormat.ABGR8888, SDL.TextureAccess.Static, Side, Side);
        SDL.SetTextureBlendMode(Texture, SDL.BlendMode.Blend);
        SDL.SetTextureScaleMode(Texture, SDL.ScaleMode.Nearest);
    }

    /// <summary>There was no room for a sign; it is left out until the next frame begins.</summary>
    public bool IsFull { get; private set; }

    /// <summary>White glyphs, whose shape is their alpha.</summary>
    public IntPtr Texture { get; }

    /// <summary>Begins a frame: an atlas that ran full (a window dragged through many scales) starts over.</summary>
    public void Begin()
    {
        if (!IsFull) return;
        _glyphs.Clear();
        IsFull = false;
        _x = _y = _row = 0;
    }

    /// <summary>Height of capitals above the baseline, pixels.</summary>
    public float CapHeight(Face face) => Font(face).Metrics.CapHeight;

    /// <summary>The glyph of a sign; digits stand equally far apart, so that running times do not tremble.</summary>
    public Glyph Of(Face face, char sign)
    {
        if (_glyphs.TryGetValue((face, sign), out Glyph known)) return known;
        Glyph glyph = Draw(face, sign);
        if (!IsFull) _glyphs[(face, sign)] = glyph;
        return glyph;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SKFont font in _fonts.Values) font.Dispose();
        _regular.Dispose();
        _bold.Dispose();
        SDL.DestroyTexture(Texture);
    }

    private Glyph Draw(Face face, char sign)
    {
        SKFont font = Font(face);
        string text = font.GetGlyph(sign) == 0 ? "\u25A1" : sign.ToString();
        float advance = char.IsAsciiDigit(sign) ? DigitAdvance(face) : font.MeasureText(text, out _);
        // Whole pixels, and a little more of them: at sizes of a screen the font's own spacing is too narrow to read well.
        advance = MathF.Round(advance + (Tracking * face.Pixels));
        font.MeasureText(text, out SKRect bounds);
        // A narrow digit stands in the middle of its cell: 1 is as far from what is before it as from what follows.
        float shift = char.IsAsciiDigit(sign) ? MathF.Round((DigitAdvance(face) - font.MeasureText(text, out _)) / 2) : 0;
        int left = (int)MathF.Floor(bounds.Left) - 1;
        int top = (int)MathF.Floor(bounds.Top) - 1;
        int width = (int)MathF.Ceiling(bounds.Right) + 1 - left;
        int height = (int)MathF.Ceiling(bounds.Bottom) + 1 - top;
        if (bounds.IsEmpty || !Place(width, height, out SDL.Rect place)) return new Glyph(default, 0, 0, advance);
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Alpha8, SKAlphaType.Premul));
        using (var canvas = new SKCanvas(bitmap))
        using (var paint = new SKPaint { Color = SKColors.White, IsAntialias = true })
        {
            canvas.Clear(SKColors.Transparent);
            canvas.DrawText(text, -left, -top, font, paint);
        }

        Upload(bitmap, place);
        return new Glyph(place, left + (int)shift, top, advance);
    }

    private void Upload(SKBitmap bitmap, in SDL.Rect place)
    {
        byte[] pixels = new byte[place.W * place.H * 4];
        Array.Fill(pixels, (byte)255);
        ReadOnlySpan<byte> alpha = bitmap.GetPixelSpan();
        for (int y = 0; y < place.H; y++)
        {
            for (int x = 0; x < place.W; x++) pixels[(((y * place.W) + x) * 4) + 3] = alpha[(y * bitmap.RowBytes) + x];
        }

        SDL.UpdateTexture(Texture, place, pixels, place.W * 4);
    }

    // Rows from the top, each as high as its highest glyph.
    private bool Place(int width, int height, out SDL.Rect place)
    {
        if (_x + width > Side)
        {
            _x = 0;
            _y += _row + Gap;
            _row = 0;
        }

        place = new SDL.Rect { X = _x, Y = _y, W = width, H = height };
        if (_y + height > Side || width > Side)
        {
            IsFull = true;
            return false;
        }

        _x += width + Gap;
        _row = Math.Max(_row, height);
        return true;
    }

    private float DigitAdvance(Face face)
    {
        if (_digits.TryGetValue(face, out float widest)) return widest;
        for (char digit = '0'; digit <= '9'; digit++) widest = MathF.Max(widest, Font(face).MeasureText(digit.ToString(), out _));
        return _digits[face] = widest;
    }

    private SKFont Font(Face face)
    {
        if (_fonts.TryGetValue(face, out SKFont? font)) return font;
        font = new SKFont(face.Bold ? _bold : _regular, face.Pixels) { Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.Slight, Subpixel = false };
        return _fonts[face] = font;
    }

    private static SKTypeface Load(string name)
    {
        using System.IO.Stream stream = typeof(GlyphAtlas).Assembly.GetManifestResourceStream(name)!;
        return SKTypeface.FromStream(stream);
    }
}
