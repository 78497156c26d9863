using System;
using System.Globalization;

namespace Seamline;

/// <summary>Which channels of a medium a track plays.</summary>
public enum ChannelMode
{
    /// <summary>All: as they are where the engine has as many, downmixed where the medium has more.</summary>
    Downmix = 0,

    /// <summary>All, as one: the mean of both sides of stereo, or of the stereo downmix. On both sides of a stereo engine.</summary>
    Mono = 1,

    /// <summary>One channel. On both sides of a stereo engine.</summary>
    One = 2,

    /// <summary>Two channels, the first on the left and the second on the right. An engine of one channel plays their mean.</summary>
    Pair = 3,
}

/// <summary>
/// Which channels of a medium a track plays. What is chosen is played at its own level; only a medium that has one channel follows
/// the engine's mono level. A medium of one channel is the same by every choice that it can fulfil.
/// </summary>
public readonly record struct ChannelChoice
{
    private ChannelChoice(ChannelMode mode, int first, int second)
    {
        Mode = mode;
        First = first;
        Second = second;
    }

    /// <summary>All channels.</summary>
    public static ChannelChoice Downmix => default;

    /// <summary>All channels as one.</summary>
    public static ChannelChoice Mono => new(ChannelMode.Mono, 0, 0);

    /// <summary>How channels are chosen.</summary>
    public ChannelMode Mode { get; }

    /// <summary>The channel, or the left one of a pair, from 0.</summary>
    public int First { get; }

    /// <summary>The right channel of a pair, from 0.</summary>
    public int Second { get; }

    /// <summary>The highest channel that the medium must have, from 0.</summary>
    internal int Highest => Math.Max(First, Second);

    /// <summary>One channel, from 0.</summary>
    public static ChannelChoice One(int channel) => new(ChannelMode.One, channel, 0);

    /// <summary>Two channels, from 0; both may be the same.</summary>
    public static ChannelChoice Pair(int left, int right) => new(ChannelMode.Pair, left, right);

    /// <summary>Distinguishes sources of one stream by the channels they hold; empty for all channels.</summary>
    public override string ToString() => Mode switch
    {
        ChannelMode.Mono => "mono",
        ChannelMode.One => string.Create(CultureInfo.InvariantCulture, $"channel {First}"),
        ChannelMode.Pair => string.Create(CultureInfo.InvariantCulture, $"channels {First} and {Second}"),
        _ => string.Empty,
    };

    /// <summary>Channels of the pages of a medium.</summary>
    internal int PageChannels(int mediumChannels, int engineChannels) => Mode switch
    {
        ChannelMode.Downmix => Math.Min(mediumChannels, engineChannels),
        ChannelMode.Pair => Math.Min(2, engineChannels),
        _ => 1,
    };

    /// <summary>
    /// The choice that the pages are made by: of a stereo medium in a stereo engine they hold each single channel already, and of a mono
    /// medium there is but one.
    /// </summary>
    internal ChannelChoice ForPages(int mediumChannels, int engineChannels) =>
        mediumChannels == 1 || (Mode == ChannelMode.One && mediumChannels == 2 && engineChannels == 2)
        || (Mode == ChannelMode.Mono && mediumChannels <= 2 && engineChannels == 1) ? Downmix : this;
}
