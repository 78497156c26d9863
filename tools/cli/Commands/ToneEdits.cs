using System;
using System.Collections.Generic;

namespace Seamline.Cli.Commands;

/// <summary>The edits of `seamline edit` of ducking and room tone.</summary>
internal sealed class ToneEdits(OpenProject open)
{
    /// <summary>The edits: name, values, help.</summary>
    public static readonly (string Name, int Arguments, string Help)[] Table =
    [
        ("--ducking", 2, "Have lane L go down while the main lane is loud: `on`, or amount=DB,threshold=DB,hold=S,fall=S,rise=S; `off` ends it, `points` makes points of the lane's envelope of it."),
        ("--room-tone", 2, "Have gaps of the main lane play A..B of the medium FILE, over and over: A..B, or A..B,gain=DB,crossfade=S."),
        ("--no-room-tone", 0, "Have gaps of the main lane be silent."),
    ];

    /// <summary>Carries an edit out; false where it is none of these.</summary>
    public bool Apply(string name, List<string> values)
    {
        switch (name)
        {
            case "--ducking":
                SetDucking(MixEdits.Lane(open, name, values[0]).Id, values[1]);
                return true;
            case "--room-tone":
                SetRoomTone(values[0], values[1]);
                return true;
            case "--no-room-tone":
                open.Check(open.Engine.SetRoomTone(null));
                return true;
            default:
                return false;
        }
    }

    private void SetDucking(LaneId lane, string value)
    {
        switch (value)
        {
            case "off":
                open.Check(open.Engine.RemoveDucking(lane));
                return;
            case "points":
                LearnLevels();
                open.Check(open.Engine.DuckingToEnvelope(lane));
                return;
        }

        DuckingSpec spec = open.Engine.GetDucking(lane, out DuckingInfo info) == Status.Ok ? info.Spec : DuckingSpec.Default;
        foreach ((string key, string? set) in value == "on" ? [] : MixEdits.Settings("--ducking", value))
        {
            spec = key switch
            {
                "amount" => spec with { AmountDb = MixEdits.Decibels("--ducking", set) },
                "threshold" => spec with { ThresholdDb = MixEdits.Decibels("--ducking", set) },
                "hold" => spec with { HoldSeconds = EditCommand.Number("--ducking", set ?? "") },
                "fall" => spec with { FallSeconds = EditCommand.Number("--ducking", set ?? "") },
                "rise" => spec with { RiseSeconds = EditCommand.Number("--ducking", set ?? "") },
                _ => throw MixEdits.Unknown("--ducking", key, "amount, threshold, hold, fall and rise"),
            };
        }

        open.Check(open.Engine.SetDucking(lane, spec));
    }

    // A render with ducking loads all levels that are not known before its first frame.
    private void LearnLevels()
    {
        open.Check(open.Engine.BeginOffline(new OfflineOptions { SilenceForErrors = true }, out OfflineRender? render));
        using (render)
        {
            if (render!.Render(0, new float[render.Channels]) != Status.Ok) throw new CommandException(render.LastError);
        }
    }

    private void SetRoomTone(string file, string value)
    {
        int comma = value.IndexOf(',', StringComparison.Ordinal);
        string typed = comma < 0 ? value : value[..comma];
        if (!TimeText.TryParseRange(typed, out TimeRange range, out string? cause)) throw new CommandException($"--room-tone {file} {value}: {cause}");
        (int clip, _) = open.AddMedium(file);
        var tone = new RoomToneSpec(new ClipId((uint)clip), range.Start, range.End);
        foreach ((string key, string? set) in comma < 0 ? [] : MixEdits.Settings("--room-tone", value[(comma + 1)..]))
        {
            tone = key switch
            {
                "gain" => tone with { GainDb = MixEdits.Decibels("--room-tone", set) },
                "crossfade" => tone with { CrossfadeSeconds = EditCommand.Number("--room-tone", set ?? "") },
                _ => throw MixEdits.Unknown("--room-tone", key, "gain and crossfade"),
            };
        }

        open.Check(open.Engine.SetRoomTone(tone));
    }
}
