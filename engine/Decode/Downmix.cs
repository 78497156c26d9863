using System;

namespace Seamline.Decode;

/// <summary>
/// Folds the usual layouts of 3 to 8 channels to stereo or mono, with the weights that FFmpeg gives float samples: front pair 1,
/// centre and surrounds -3 dB, back centre -6 dB to each side, no LFE, not scaled down. For samples that no media library touches.
/// </summary>
internal static unsafe class Downmix
{
    private const float Minus3 = 0.70710678f;

    // Weight of each channel for left and right, by the order of FFmpeg's default layouts.
    private static readonly (float Left, float Right) FrontLeft = (1, 0);
    private static readonly (float Left, float Right) FrontRight = (0, 1);
    private static readonly (float Left, float Right) Centre = (Minus3, Minus3);
    private static readonly (float Left, float Right) Low = (0, 0);
    private static readonly (float Left, float Right) SideLeft = (Minus3, 0);
    private static readonly (float Left, float Right) SideRight = (0, Minus3);
    private static readonly (float Left, float Right) BackCentre = (0.5f, 0.5f);

    private static readonly (float Left, float Right)[][] Layouts =
    [
        [FrontLeft, FrontRight],
        [FrontLeft, FrontRight, Low],
        [FrontLeft, FrontRight, Centre, BackCentre],
        [FrontLeft, FrontRight, Centre, SideLeft, SideRight],
        [FrontLeft, FrontRight, Centre, Low, SideLeft, SideRight],
        [FrontLeft, FrontRight, Centre, Low, BackCentre, SideLeft, SideRight],
        [FrontLeft, FrontRight, Centre, Low, SideLeft, SideRight, SideLeft, SideRight],
    ];

    /// <summary>Folds interleaved frames. To more than two channels: the first ones are kept as they are.</summary>
    public static void Fold(float* from, int channels, float* to, int kept, long frames)
    {
        if (kept > 2)
        {
            for (long i = 0; i < frames; i++) new ReadOnlySpan<float>(from + i * channels, kept).CopyTo(new Span<float>(to + i * kept, kept));
            return;
        }

        (float Left, float Right)[] layout = Layouts[channels - 2];
        for (long i = 0; i < frames; i++)
        {
            float left = 0;
            float right = 0;
            for (int c = 0; c < channels; c++)
            {
                left += from[i * channels + c] * layout[c].Left;
                right += from[i * channels + c] * layout[c].Right;
            }

            to[i * kept] = kept == 2 ? left : (left + right) * Minus3;
            if (kept == 2) to[i * kept + 1] = right;
        }
    }
}
