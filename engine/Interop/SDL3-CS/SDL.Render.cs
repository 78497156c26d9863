using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SDL3;

public static unsafe partial class SDL
{
    public enum PixelFormat : uint
    {
        Unknown = 0,
        XRGB8888 = 0x16161804u,
        RGBA8888 = 0x16462004u,
        ABGR8888 = 0x16762004u,
    }

    public enum TextureAccess
    {
        Static,
        Streaming,
        Target,
    }

    public enum ScaleMode
    {
        Invalid = -1,
        Nearest,
        Linear,
    }

    public enum BlendMode : uint
    {
        None = 0x0,
        Blend = 0x1,
        Add = 0x2,
        Mod = 0x4,
        Mul = 0x8,
        BlendPremultiplied = 0x10,
        AddPremultiplied = 0x20,
        Invalid = 0x7FFFFFFF,
    }

    [Flags]
    public enum SurfaceFlags : uint
    {
        Preallocated = 0x1,
        LockNeeded = 0x2,
        Locked = 0x4,
        SimdAligned = 0x8,
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct FColor(float r, float g, float b, float a)
    {
        public float R = r;
        public float G = g;
        public float B = b;
        public float A = a;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Vertex
    {
        public FPoint Position;
        public FColor Color;
        public FPoint TexCoord;
    }

    /// <summary>Pixels in memory; handles of surfaces point to one.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Surface
    {
        public SurfaceFlags Flags;
        public PixelFormat Format;
        public int Width;
        public int Height;
        public int Pitch;
        public IntPtr Pixels;
        public int Refcount;
        private readonly IntPtr _internal;
    }

    [LibraryImport(Library, EntryPoint = "SDL_CreateRenderer", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial IntPtr CreateRenderer(IntPtr window, string? name);

    [LibraryImport(Library, EntryPoint = "SDL_FlushRenderer"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool FlushRenderer(IntPtr renderer);

    [LibraryImport(Library, EntryPoint = "SDL_CreateTexture"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial IntPtr CreateTexture(IntPtr renderer, PixelFormat format, TextureAccess access, int w, int h);

    [LibraryImport(Library, EntryPoint = "SDL_DestroyTexture"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void DestroyTexture(IntPtr texture);

    [LibraryImport(Library, EntryPoint = "SDL_UpdateTexture"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool UpdateTexture(IntPtr texture, in Rect rect, byte[] pixels, int pitch);

    [LibraryImport(Library, EntryPoint = "SDL_LockTexture"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool LockTexture(IntPtr texture, IntPtr rect, out IntPtr pixels, out int pitch);

    [LibraryImport(Library, EntryPoint = "SDL_UnlockTexture"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void UnlockTexture(IntPtr texture);

    [LibraryImport(Library, EntryPoint = "SDL_SetRenderTarget"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool SetRenderTarget(IntPtr renderer, IntPtr texture);

    [LibraryImport(Library, EntryPoint = "SDL_RenderTexture"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool RenderTexture(IntPtr renderer, IntPtr texture, IntPtr srcrect, IntPtr dstrect);

    [LibraryImport(Library, EntryPoint = "SDL_RenderTexture"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool RenderTexture(IntPtr renderer, IntPtr texture, in FRect srcrect, in FRect dstrect);

    [LibraryImport(Library, EntryPoint = "SDL_SetTextureBlendMode"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool SetTextureBlendMode(IntPtr texture, BlendMode blendMode);

    [LibraryImport(Library, EntryPoint = "SDL_SetTextureScaleMode"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool SetTextureScaleMode(IntPtr texture, ScaleMode scaleMode);

    [LibraryImport(Library, EntryPoint = "SDL_SetRenderDrawBlendMode"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool SetRenderDrawBlendMode(IntPtr renderer, BlendMode blendMode);

    [LibraryImport(Library, EntryPoint = "SDL_SetRenderClipRect"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool SetRenderClipRect(IntPtr renderer, IntPtr rect);

    [LibraryImport(Library, EntryPoint = "SDL_SetRenderClipRect"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool SetRenderClipRect(IntPtr renderer, in Rect rect);

    [LibraryImport(Library, EntryPoint = "SDL_RenderGeometry"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool RenderGeometry(
        IntPtr renderer, IntPtr texture, Vertex[] vertices, int numVertices, int[] indices, int numIndices);

    [LibraryImport(Library, EntryPoint = "SDL_ConvertSurface"), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial IntPtr ConvertSurface(IntPtr surface, PixelFormat format);
}
