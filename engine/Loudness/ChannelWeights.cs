namespace Seamline.Loudness;

/// <summary>How much each channel counts, ITU-R BS.1770-5, Annex 3: 1.41 from 60 to 120 degrees to the side, else 1; the LFE does not count.</summary>
/// <remarks>Channels are in the order of the usual layout of their number: FFmpeg's mono, stereo, 2.1, 4.0, 5.0, 5.1, 6.1 and 7.1.</remarks>
internal static class ChannelWeights
{
    private const double Side = 1.41;

    /// <summary>The weight of a channel.</summary>
    public static double Of(int channel, int channels) => channels switch
    {
        3 => channel == 2 ? 0 : 1,                                // FL FR LFE
        5 => channel >= 3 ? Side : 1,                             // FL FR FC BL BR: BL and BR stand at 110 degrees
        6 => channel == 3 ? 0 : channel >= 4 ? Side : 1,          // FL FR FC LFE BL BR
        7 => channel == 3 ? 0 : channel >= 5 ? Side : 1,          // FL FR FC LFE BC SL SR
        8 => channel == 3 ? 0 : channel >= 6 ? Side : 1,          // FL FR FC LFE BL BR SL SR: BL and BR stand at 135 degrees or more
        _ => 1,                                                   // 4: FL FR FC BC
    };
}
