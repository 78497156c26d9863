using System;
using System.Runtime.InteropServices;

namespace Seamline.Bench.Targets;

/// <summary>libebur128 (ebur128.h, version 1.2), the independent measure that integrated loudness is compared with.</summary>
internal static unsafe partial class Ebur128
{
    private const string Library = "libebur128.so.1";
    private const int Integrated = 5; // EBUR128_MODE_I: 4 + M
    private const int PassFrames = 1 << 16;

    /// <summary>Integrated loudness of a timeline's render; NaN where the library is not installed.</summary>
    public static double Measure(Engine engine)
    {
        if (!NativeLibrary.TryLoad(Library, out _)) return double.NaN;
        using OfflineRender render = engine.BeginOffline();
        nint state = Init((uint)render.Channels, Rig.Rate, Integrated);
        float[] pass = new float[PassFrames * render.Channels];
        for (long at = 0; at < render.LengthFrames; at += PassFrames)
        {
            int frames = (int)Math.Min(PassFrames, render.LengthFrames - at);
            if (render.Render(at, pass.AsSpan(0, frames * render.Channels)) != Status.Ok) throw new InvalidOperationException(render.LastError);
            fixed (float* samples = pass) _ = AddFrames(state, samples, (nuint)frames);
        }

        double loudness;
        _ = Global(state, &loudness);
        Destroy(&state);
        return loudness;
    }

    [LibraryImport(Library, EntryPoint = "ebur128_init")]
    private static partial nint Init(uint channels, nuint rate, int mode);

    [LibraryImport(Library, EntryPoint = "ebur128_destroy")]
    private static partial void Destroy(nint* state);

    [LibraryImport(Library, EntryPoint = "ebur128_add_frames_float")]
    private static partial int AddFrames(nint state, float* samples, nuint frames);

    [LibraryImport(Library, EntryPoint = "ebur128_loudness_global")]
    private static partial int Global(nint state, double* value);
}
