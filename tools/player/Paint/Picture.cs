using System;
using System.IO;
using Seamline.Files;
using SDL3;
using SkiaSharp;

namespace Seamline.Ui.Paint;

/// <summary>What the renderer has drawn, as a PNG file. SDL 3.2 itself writes only BMP.</summary>
internal static class Picture
{
    /// <summary>Saves the frame that was drawn last and is not shown yet; null, or the sentence that says why not.</summary>
    /// <param name="renderer">SDL's renderer.</param>
    /// <param name="path">The file.</param>
    /// <param name="quick">A large file in little time, instead of the other way round.</param>
    public static unsafe string? Save(IntPtr renderer, string path, bool quick)
    {
        IntPtr surface = SDL.RenderReadPixels(renderer, null);
        if (surface == IntPtr.Zero) return $"The picture cannot be read back: {SDL.GetError()}.";
        IntPtr rgba = SDL.ConvertSurface(surface, SDL.PixelFormat.ABGR8888);
        SDL.DestroySurface(surface);
        if (rgba == IntPtr.Zero) return $"The picture cannot be converted: {SDL.GetError()}.";
        try
        {
            SDL.Surface picture = *(SDL.Surface*)rgba;
            var info = new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
            using var pixels = new SKPixmap(info, picture.Pixels, picture.Pitch);
            using SKData? png = pixels.Encode(quick ? new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, 1) : new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 9));
            if (png == null) return "The picture cannot be made a PNG.";
            using OutputFile file = OutputFile.Create(path);
            file.Stream.Write(png.AsSpan());
            file.Commit();
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"The picture cannot be written: {error.Message}";
        }
        finally
        {
            SDL.DestroySurface(rgba);
        }
    }
}
