using System.Diagnostics;
using System.Runtime.CompilerServices;
using Seamline.Kernels;

namespace Seamline.Decode;

/// <summary>Samples of up to eight channels, each channel apart, as decoders and resamplers have them. A view: it owns nothing.</summary>
/// <remarks>Thread: that of the samples' owner. So that samples are laid frame by frame once, where they come to rest.</remarks>
internal unsafe struct Planes
{
    private Pointers _channels;

    /// <summary>Channels of equal length, one behind the other.</summary>
    /// <param name="samples">The first.</param>
    /// <param name="channels">How many, 1..8.</param>
    /// <param name="stride">Samples from one to the next.</param>
    public static Planes Of(float* samples, int channels, long stride)
    {
        Debug.Assert(channels is >= 1 and <= Limits.MaxChannels, "1..8 channels");
        var planes = default(Planes);
        for (int c = 0; c < channels; c++) planes[c] = samples + (c * stride);
        return planes;
    }

    /// <summary>A channel's samples.</summary>
    public float* this[int channel]
    {
        readonly get => (float*)_channels[channel];
        set => _channels[channel] = (nint)value;
    }

    /// <summary>From a frame on.</summary>
    public readonly Planes From(long frame)
    {
        Planes later = this;
        for (int c = 0; c < Limits.MaxChannels; c++)
        {
            if (later[c] != null) later[c] += frame;
        }

        return later;
    }

    /// <summary>Lays frames out one after the other.</summary>
    /// <param name="to">Room for <paramref name="frames"/> x <paramref name="channels"/> samples.</param>
    /// <param name="channels">How many are taken; the rest are ignored.</param>
    /// <param name="frames">Frames.</param>
    public readonly void CopyTo(float* to, int channels, int frames)
    {
        if (channels == 1) Copy.Run(to, this[0], (nuint)frames);
        else if (channels == 2) Interleave.Stereo(to, this[0], this[1], (nuint)frames);
        else
        {
            for (int c = 0; c < channels; c++) Interleave.Channel(to + c, (nuint)channels, this[c], (nuint)frames);
        }
    }

    [InlineArray(Limits.MaxChannels)]
    private struct Pointers
    {
        private nint _first;
    }
}
