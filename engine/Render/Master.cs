using Seamline.Kernels;
using Seamline.Snapshots;

namespace Seamline.Render;

/// <summary>
/// What is done to the bus once all lanes are in it, in place. Playback's voices and offline renders pass here alike, each with a
/// scratch of its own, which is where a stage with a memory keeps it.
/// </summary>
internal static unsafe class Master
{
    /// <summary>Applies the master's settings; neutral ones change nothing.</summary>
    internal static void Run(MasterSettings* settings, float* bus, nuint samples)
    {
        if (settings->Gain != 1f) Gain.ScaleSet(bus, bus, settings->Gain, samples);
    }
}
