using System;

namespace Seamline.Decode;

/// <summary>
/// Downmixes the default layouts of 3 to 8 channels, with the weights that FFmpeg gives float samples: front pair 1, centre and surrounds
/// -3 dB, back centre -6 dB to each side, no LFE, not scaled down. One channel is the mean of the two sides of stereo. For samples that
/// no media library touches.
/// </summary>
internal static unsafe class Downmix
{
    /// <summary>What each side weighs in one channel: the mean.</summary>
    public const float MonoWeight = 0.5f;

    private const float Minus3 = 0.70710678f;

    // FFmpeg's default layouts by their number of channels, from 2.
    private static readonly Place[][] Layouts =
    [
        [Place.FrontLeft, Place.FrontRight],
        [Place.FrontLeft, Place.FrontRight, Place.Low],
        [Place.FrontLeft, Place.FrontRight, Place.Centre, Place.BackCentre],
        [Place.FrontLeft, Place.FrontRight, Place.Centre, Place.BackLeft, Place.BackRight],
        [Place.FrontLeft, Place.FrontRight, Place.Centre, Place.Low, Place.BackLeft, Place.BackRight],
        [Place.FrontLeft, Place.FrontRight, Place.Centre, Place.Low, Place.BackCentre, Place.SideLeft, Place.SideRight],
        [Place.FrontLeft, Place.FrontRight, Place.Centre, Place.Low, Place.BackLeft, Place.BackRight, Place.SideLeft, Place.SideRight],
    ];

    private enum Place
    {
        FrontLeft,
        FrontRight,
        Centre,
        Low,
        BackLeft,
        BackRight,
        BackCentre,
        SideLeft,
        SideRight,
    }

    /// <summary>Downmixes interleaved frames of 2 to 8 channels to fewer.</summary>
    public static void Fold(float* from, int channels, float* to, int kept, long frames)
    {
        int sides = Math.Max(2, kept);
        float[] weights = Weights(channels, sides);
        float* mixed = stackalloc float[Limits.MaxChannels];
        for (long i = 0; i < frames; i++)
        {
            for (int side = 0; side < sides; side++)
            {
                float sum = 0;
                for (int c = 0; c < channels; c++) sum += from[(i * channels) + c] * weights[(side * channels) + c];
                mixed[side] = sum;
            }

            if (kept == 1) to[i] = (mixed[0] + mixed[1]) * MonoWeight;
            else new ReadOnlySpan<float>(mixed, kept).CopyTo(new Span<float>(to + (i * kept), kept));
        }
    }

    /// <summary>The weight of each of the channels in each of fewer, row by row.</summary>
    public static float[] Weights(int channels, int kept)
    {
        Place[] input = Layouts[channels - 2];
        Place[] output = Layouts[kept - 2];
        var weights = new float[kept * channels];
        for (int c = 0; c < channels; c++)
        {
            foreach ((Place to, float weight) in Targets(input[c], input, output))
            {
                int side = Array.IndexOf(output, to);
                weights[(side * channels) + c] += weight;
            }
        }

        return weights;
    }

    // Where a channel goes, by the nearest that there is.
    private static (Place To, float Weight)[] Targets(Place from, Place[] input, Place[] output)
    {
        bool Has(Place place) => Array.IndexOf(output, place) >= 0;
        if (Has(from)) return [(from, 1)];
        bool isLeft = from is Place.BackLeft or Place.SideLeft;
        switch (from)
        {
            case Place.Centre:
                return [(Place.FrontLeft, Minus3), (Place.FrontRight, Minus3)];
            case Place.BackCentre when Has(Place.BackLeft):
                return [(Place.BackLeft, Minus3), (Place.BackRight, Minus3)];
            case Place.BackCentre when Has(Place.SideLeft):
                return [(Place.SideLeft, Minus3), (Place.SideRight, Minus3)];
            case Place.BackCentre:
                return [(Place.FrontLeft, 0.5f), (Place.FrontRight, 0.5f)];
            case Place.BackLeft or Place.BackRight when Has(Place.BackCentre):
                return [(Place.BackCentre, Minus3)];
            case Place.BackLeft or Place.BackRight when Has(Place.SideLeft):
                return [(isLeft ? Place.SideLeft : Place.SideRight, Array.IndexOf(input, Place.SideLeft) >= 0 ? Minus3 : 1)];
            case Place.SideLeft or Place.SideRight when Has(Place.BackLeft):
                return [(isLeft ? Place.BackLeft : Place.BackRight, Array.IndexOf(input, Place.BackLeft) >= 0 ? Minus3 : 1)];
            case Place.SideLeft or Place.SideRight when Has(Place.BackCentre):
                return [(Place.BackCentre, Minus3)];
            case Place.BackLeft or Place.BackRight or Place.SideLeft or Place.SideRight:
                return [(isLeft ? Place.FrontLeft : Place.FrontRight, Minus3)];
            default:
                return []; // LFE
        }
    }
}
