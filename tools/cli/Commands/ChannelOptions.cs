using System.CommandLine;
using System.Globalization;

namespace Seamline.Cli.Commands;

/// <summary>Options that say which channels of media are played, and how loud mono is.</summary>
internal static class ChannelOptions
{
    /// <summary>--source-channels all|mono|N|N,M.</summary>
    public static Option<string> SourceChannels() => new("--source-channels")
    {
        Description = "Channels of media given directly: all (downmixed), mono (their mean), N (one, from 0, on both sides) or N,M (left and right).",
        DefaultValueFactory = _ => "all",
    };

    /// <summary>--mono-level equal-power|unity.</summary>
    public static Option<string> MonoLevel()
    {
        Option<string> option = new("--mono-level")
        {
            Description = "How loud media of one channel are on each of both sides: equal-power (-3 dB) or unity.",
            DefaultValueFactory = _ => "equal-power",
        };
        option.AcceptOnlyFromAmong("equal-power", "unity");
        return option;
    }

    /// <summary>What --source-channels says.</summary>
    public static ChannelChoice Choice(string text)
    {
        if (text is "all" or "mono") return text == "all" ? ChannelChoice.Downmix : ChannelChoice.Mono;
        string[] parts = text.Split(',');
        if (parts.Length > 2) throw Unknown(text);
        int first = Channel(parts[0], text);
        return parts.Length == 1 ? ChannelChoice.One(first) : ChannelChoice.Pair(first, Channel(parts[1], text));
    }

    /// <summary>What --mono-level says.</summary>
    public static MonoLevel Level(string text) => text == "unity" ? Seamline.MonoLevel.Unity : Seamline.MonoLevel.EqualPower;

    private static int Channel(string part, string text) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int channel) ? channel : throw Unknown(text);

    private static UsageException Unknown(string text) => new($"--source-channels {text}: neither all, mono, a channel (from 0) nor two of them (0,1)");
}
