using System;
using System.Runtime.Intrinsics;
using SDL3;
using Seamline.Ui.Native;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>
/// Waveforms as one picture, a column a pixel: rows are filled from left to right as memory lies, and the picture is drawn by one
/// call, however many segments there are. A rectangle a column cost ten times as much. Thread: the window's.
/// </summary>
internal sealed class ColumnImage(IntPtr renderer) : IDisposable
{
    private const uint Opaque = 0xFF000000;
    private static readonly SeamPeak Unknown = new() { Min = float.NaN };
    private IntPtr _texture;
    private int _width;
    private int _height;
    private uint[] _body = [];
    private uint[] _range = [];
    private uint[] _core = [];
    private int[] _top = [];
    private int[] _bottom = [];
    private int[] _coreTop = [];
    private int[] _coreBottom = [];

    /// <summary>Begins a picture; all columns are of one colour and empty.</summary>
    public void Begin(int width, int height, Rgba ground)
    {
        if (_texture == 0 || width != _width || height != _height) Make(width, height);
        _body.AsSpan().Fill(Packed(ground));
        // An empty column ends before it begins.
        _top.AsSpan().Fill(int.MaxValue);
        _coreTop.AsSpan().Fill(int.MaxValue);
        _bottom.AsSpan().Clear();
        _coreBottom.AsSpan().Clear();
    }

    /// <summary>Colours of columns [from, to): what lies behind, the range of the samples, their RMS within it.</summary>
    public void Color(int from, int to, Rgba body, Rgba range, Rgba core)
    {
        from = Math.Clamp(from, 0, _width);
        to = Math.Clamp(to, from, _width);
        _body.AsSpan(from, to - from).Fill(Packed(body));
        _range.AsSpan(from, to - from).Fill(Packed(range));
        _core.AsSpan(from, to - from).Fill(Packed(core));
    }

    /// <summary>Waveforms of columns [from, to), between two rows; where none is known, a line of its own colour along the middle.</summary>
    public void Wave(ReadOnlySpan<SeamPeak> columns, int from, int to, int top, int height, Rgba line)
    {
        float middle = top + (height / 2f);
        float half = height / 2f;
        to = Math.Min(to, _width);
        for (int x = Math.Max(0, from); x < to; x++)
        {
            SeamPeak peak = x < columns.Length ? columns[x] : Unknown;
            if (float.IsNaN(peak.Min) || (peak.Flags & SeamPeak.Outside) != 0)
            {
                (_top[x], _bottom[x], _range[x]) = ((int)middle, (int)middle + 1, Packed(line));
                continue;
            }

            _top[x] = (int)MathF.Floor(middle - (Math.Clamp(peak.Max, -1, 1) * half));
            _bottom[x] = Math.Max(_top[x] + 1, (int)MathF.Ceiling(middle - (Math.Clamp(peak.Min, -1, 1) * half)));
            int core = float.IsNaN(peak.Rms) ? 0 : (int)MathF.Round(Math.Min(1, peak.Rms) * half);
            if (core < 1) continue;
            _coreTop[x] = (int)MathF.Round(middle) - core;
            _coreBottom[x] = (int)MathF.Round(middle) + core;
        }
    }

    /// <summary>Makes the picture of what was set, and draws it with its corner at a place.</summary>
    public unsafe void Paint(Canvas canvas, float x, float y)
    {
        // What is gathered may still draw the picture as it was.
        canvas.Flush();
        SDL.FlushRenderer(renderer);
        if (!SDL.LockTexture(_texture, 0, out IntPtr pixels, out int pitch)) return;
        for (int row = 0; row < _height; row++) Row(new Span<uint>((byte*)pixels + ((long)row * pitch), _width), row);
        SDL.UnlockTexture(_texture);
        Again(canvas, x, y);
    }

    /// <summary>Draws the picture as it was made last.</summary>
    public void Again(Canvas canvas, float x, float y) =>
        canvas.Picture(_texture, new Box(0, 0, _width, _height), new Box(x, y, _width, _height));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_texture != 0) SDL.DestroyTexture(_texture);
        _texture = 0;
    }

    private static uint Packed(Rgba color) => Opaque | ((uint)color.R << 16) | ((uint)color.G << 8) | color.B;

    private void Row(Span<uint> pixels, int row)
    {
        int x = 0;
        Vector128<int> y = Vector128.Create(row);
        for (; x + Vector128<int>.Count <= pixels.Length; x += Vector128<int>.Count)
        {
            Vector128<int> within = ~Vector128.LessThan(y, Vector128.Create(_top, x)) & Vector128.LessThan(y, Vector128.Create(_bottom, x));
            Vector128<int> core = ~Vector128.LessThan(y, Vector128.Create(_coreTop, x)) & Vector128.LessThan(y, Vector128.Create(_coreBottom, x));
            Vector128<uint> color = Vector128.ConditionalSelect(within.AsUInt32(), Vector128.Create(_range, x), Vector128.Create(_body, x));
            Vector128.ConditionalSelect(core.AsUInt32(), Vector128.Create(_core, x), color).CopyTo(pixels[x..]);
        }

        for (; x < pixels.Length; x++)
        {
            bool core = row >= _coreTop[x] && row < _coreBottom[x];
            pixels[x] = core ? _core[x] : row >= _top[x] && row < _bottom[x] ? _range[x] : _body[x];
        }
    }

    private void Make(int width, int height)
    {
        Dispose();
        (_width, _height) = (width, height);
        _texture = SDL.CreateTexture(renderer, SDL.PixelFormat.XRGB8888, SDL.TextureAccess.Streaming, width, height);
        SDL.SetTextureBlendMode(_texture, SDL.BlendMode.None);
        SDL.SetTextureScaleMode(_texture, SDL.ScaleMode.Nearest);
        (_body, _range, _core) = (new uint[width], new uint[width], new uint[width]);
        (_top, _bottom, _coreTop, _coreBottom) = (new int[width], new int[width], new int[width], new int[width]);
    }
}
