using System;
using SDL3;
using Seamline.Ui.View;

namespace Seamline.Ui.Paint;

/// <summary>
/// What stays from frame to frame: a texture of the window's size, in which only the parts that changed are repainted. Drivers
/// do not keep what was presented, so it is copied to the window at each frame. Thread: the window's.
/// </summary>
internal sealed class Sheet(IntPtr renderer) : IDisposable
{
    private IntPtr _texture;
    private int _width;
    private int _height;
    private bool _open;

    /// <summary>Makes it of the window's size; whether all of it must be repainted.</summary>
    public bool Fit(int width, int height)
    {
        if (_texture != 0 && width == _width && height == _height) return false;
        Dispose();
        (_width, _height) = (width, height);
        _texture = SDL.CreateTexture(renderer, SDL.PixelFormat.XRGB8888, SDL.TextureAccess.Target, width, height);
        // It covers the window: nothing shows through.
        SDL.SetTextureBlendMode(_texture, SDL.BlendMode.None);
        return true;
    }

    /// <summary>The driver lost what was in it.</summary>
    public void Lose() => _width = 0;

    /// <summary>What is drawn from here on goes to a part of it.</summary>
    public void Begin(Canvas canvas, Box part, Rgba ground)
    {
        if (!_open)
        {
            canvas.Flush();
            SDL.SetRenderTarget(renderer, _texture);
            _open = true;
        }

        canvas.Ground(part);
        canvas.Fill(part, ground);
    }

    /// <summary>Copies it to the window; what is drawn from here on goes there.</summary>
    public void Show(Canvas canvas)
    {
        if (_open)
        {
            canvas.Flush();
            SDL.SetRenderTarget(renderer, 0);
            _open = false;
        }

        canvas.Ground(new Box(0, 0, _width, _height));
        canvas.Picture(_texture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_texture != 0) SDL.DestroyTexture(_texture);
        _texture = 0;
    }
}
