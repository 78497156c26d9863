using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Seamline.Projects;

namespace Seamline.Cli.Commands;

/// <summary>The edits of `seamline edit` beside those of the main lane: transitions, envelopes, lanes, items, the master.</summary>
internal sealed class MixEdits(OpenProject open)
{
    /// <summary>The edits: name, values, help.</summary>
    public static readonly (string Name, int Arguments, string Help)[] Table =
    [
        ("--transition", 2, "Join segment I to the one before it by a transition of S seconds: `0.5`, or `linear:0.5`, `black:0.5`. The timeline becomes shorter by as much."),
        ("--no-transition", 1, "Make an ordinary seam of the transition before segment I."),
        ("--envelope", 2, "Give `segment:I`, `item:L:K`, `lane:L` or `master` the gains T=DB,T=DB,... or `none`. T counts from a segment's clip, an item's start, else the timeline's start."),
        ("--add-lane", 1, "Add a lane of that name behind the others."),
        ("--remove-lane", 1, "Remove lane L (from 0) with its items."),
        ("--move-lane", 2, "Put lane L at place J."),
        ("--lane", 2, "Set of lane L: gain=DB,mute,solo,ripples,extends,name=TEXT; `=off` takes a flag away."),
        ("--add-item", 3, "Put the medium FILE on lane L at T. A lane's place or name; a name that none has adds a lane."),
        ("--item", 3, "Set of item K of lane L (`last`: the one added last): start=T,in=T,out=T,gain=DB,fade-in=S,fade-out=S,loop=S,lane=L,mute; fades also as power:S."),
        ("--remove-item", 2, "Remove item K from lane L."),
        ("--master", 1, "Set of the master: gain=DB,limiter,ceiling=DB; `limiter=off` takes it away."),
        .. ToneEdits.Table,
    ];

    private ItemId _last;

    private Engine Engine => open.Engine;

    /// <summary>Carries an edit out; false where it is none of these.</summary>
    public bool Apply(string name, List<string> values)
    {
        switch (name)
        {
            case "--transition":
                SetTransition(values[0], values[1]);
                return true;
            case "--no-transition":
                open.Check(Engine.RemoveTransition(Segment(name, values[0]).Id));
                return true;
            case "--envelope":
                SetEnvelope(values[0], values[1]);
                return true;
            case "--add-lane":
                AddLane(values[0]);
                return true;
            case "--remove-lane":
                open.Check(Engine.RemoveLane(Lane(name, values[0]).Id));
                return true;
            case "--move-lane":
                open.Check(Engine.MoveLane(Lane(name, values[0]).Id, EditCommand.Index(name, values[1])));
                return true;
            case "--lane":
                SetLane(values[0], values[1]);
                return true;
            case "--add-item":
                AddItem(values[0], values[1], values[2]);
                return true;
            case "--item":
                SetItem(values[0], values[1], values[2]);
                return true;
            case "--remove-item":
                open.Check(Engine.RemoveItem(Item(name, values[0], values[1]).Id));
                return true;
            case "--master":
                SetMaster(values[0]);
                return true;
            default:
                return new ToneEdits(open).Apply(name, values);
        }
    }

    /// <summary>A transition as it is typed: KIND:SECONDS, or seconds alone.</summary>
    internal static (TransitionKind Kind, double Seconds) Transition(string name, string value)
    {
        int colon = value.IndexOf(':', StringComparison.Ordinal);
        TransitionKind kind = (colon < 0 ? "power" : value[..colon]) switch
        {
            "power" => TransitionKind.EqualPower,
            "linear" => TransitionKind.Linear,
            "black" => TransitionKind.ThroughBlack,
            var other => throw new CommandException($"{name} {value}: \"{other}\" is no kind of transition; they are power, linear and black"),
        };
        return (kind, EditCommand.Number(name, value[(colon + 1)..]));
    }

    private void SetTransition(string segment, string value)
    {
        (TransitionKind kind, double seconds) = Transition("--transition", value);
        open.Check(Engine.SetTransition(Segment("--transition", segment).Id, kind, seconds));
    }

    private void SetEnvelope(string owner, string value)
    {
        string[] parts = owner.Split(':');
        (EnvelopeOwner kind, long id) = parts switch
        {
            ["segment", var segment] => (EnvelopeOwner.Segment, Segment("--envelope", segment).Id.Value),
            ["item", var lane, var item] => (EnvelopeOwner.Item, Item("--envelope", lane, item).Id.Value),
            ["lane", var lane] => (EnvelopeOwner.Lane, Lane("--envelope", lane).Id.Value),
            ["master"] => (EnvelopeOwner.Master, 0L),
            _ => throw new CommandException($"--envelope {owner}: neither segment:I, item:L:K, lane:L nor master"),
        };
        var points = new List<GainPoint>();
        foreach (string point in value is "none" ? [] : value.Split(','))
        {
            string[] pair = point.Split('=');
            if (pair.Length != 2) throw new CommandException($"--envelope {owner}: \"{point}\" is not T=DB");
            points.Add(new GainPoint(EditCommand.Time("--envelope", pair[0]), Decibels("--envelope", pair[1])));
        }

        open.Check(Engine.SetEnvelope(kind, id, [.. points]));
    }

    private void AddLane(string name)
    {
        open.Check(Engine.AddLane(Engine.LaneCount, default, out LaneId made));
        open.Mix.Know(made, new ProjectLane { Name = name });
    }

    private void SetLane(string position, string value)
    {
        LaneInfo lane = Lane("--lane", position);
        LaneSpec spec = lane.Spec;
        foreach ((string key, string? set) in Settings("--lane", value))
        {
            switch (key)
            {
                case "gain": spec = spec with { GainDb = Decibels("--lane", set) }; break;
                case "mute": spec = spec with { Muted = IsOn("--lane", key, set) }; break;
                case "solo": spec = spec with { Solo = IsOn("--lane", key, set) }; break;
                case "ripples": spec = spec with { Ripples = IsOn("--lane", key, set) }; break;
                case "extends": spec = spec with { Extends = IsOn("--lane", key, set) }; break;
                case "name": open.Mix.Know(lane.Id, (open.Mix.Known(lane.Id) ?? new ProjectLane()) with { Name = set ?? "" }); break;
                default: throw Unknown("--lane", key, "gain, mute, solo, ripples, extends and name");
            }
        }

        open.Check(Engine.SetLane(lane.Id, spec));
    }

    private void AddItem(string position, string file, string at)
    {
        if (!int.TryParse(position, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) && Named(open, position) == null) AddLane(position);
        LaneInfo lane = Lane("--add-item", position);
        (int clip, double seconds) = open.AddMedium(file);
        var item = new ProjectItem { ClipId = clip, Start = EditCommand.Time("--add-item", at), In = 0, Out = seconds, Name = Path.GetFileName(file) };
        open.Check(Engine.AddItem(TimelineMix.ToSpec(lane.Id, item), out _last));
        open.Mix.Know(_last, item);
    }

    private void SetItem(string position, string index, string value)
    {
        ItemInfo info = Item("--item", position, index);
        ItemSpec spec = info.Spec;
        bool muted = open.Mix.Known(info.Id) is { Muted: true } && double.IsNegativeInfinity(spec.GainDb);
        if (muted) spec = spec with { GainDb = open.Mix.Known(info.Id)!.GainDb };
        foreach ((string key, string? set) in Settings("--item", value))
        {
            if (key == "mute") muted = IsOn("--item", key, set);
            else spec = Changed(spec, key, set);
        }

        open.Mix.Know(info.Id, (open.Mix.Known(info.Id) ?? new ProjectItem { ClipId = 0, Start = 0, In = 0, Out = 0 }) with { Muted = muted, GainDb = spec.GainDb });
        open.Check(Engine.SetItem(info.Id, muted ? spec with { GainDb = double.NegativeInfinity } : spec));
    }

    private ItemSpec Changed(in ItemSpec spec, string key, string? set) => key switch
    {
        "start" => spec with { Start = EditCommand.Time("--item", set ?? "") },
        "in" => spec with { In = EditCommand.Time("--item", set ?? "") },
        "out" => spec with { Out = EditCommand.Time("--item", set ?? "") },
        "gain" => spec with { GainDb = Decibels("--item", set) },
        "loop" => spec with { LoopSeconds = EditCommand.Time("--item", set ?? "") },
        "lane" => spec with { Lane = Lane("--item", set ?? "").Id },
        "fade-in" => spec with { FadeIn = Fade(set, out FadeShape shape), FadeInShape = shape },
        "fade-out" => spec with { FadeOut = Fade(set, out FadeShape shape), FadeOutShape = shape },
        _ => throw Unknown("--item", key, "start, in, out, gain, fade-in, fade-out, loop, lane and mute"),
    };

    private void SetMaster(string value)
    {
        MasterSpec master = Engine.Master;
        foreach ((string key, string? set) in Settings("--master", value))
        {
            master = key switch
            {
                "gain" => master with { GainDb = Decibels("--master", set) },
                "limiter" => master with { Limiter = IsOn("--master", key, set) },
                "ceiling" => master with { CeilingDb = Decibels("--master", set) },
                _ => throw Unknown("--master", key, "gain, limiter and ceiling"),
            };
        }

        open.Check(Engine.SetMaster(master));
    }

    private SegmentInfo Segment(string name, string value)
    {
        open.Check(Engine.GetSegment(EditCommand.Index(name, value), out SegmentInfo info));
        return info;
    }

    private LaneInfo Lane(string name, string value) => Lane(open, name, value);

    /// <summary>The lane at a position, or of a name, as it is typed.</summary>
    internal static LaneInfo Lane(OpenProject open, string name, string value)
    {
        if (!int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int index)) return Named(open, value) ?? throw new CommandException($"{name} {value}: neither a lane's position nor the name of one");
        open.Check(open.Engine.GetLane(index, out LaneInfo info));
        return info;
    }

    private static LaneInfo? Named(OpenProject open, string value)
    {
        for (int i = 0; i < open.Engine.LaneCount; i++)
        {
            open.Check(open.Engine.GetLane(i, out LaneInfo info));
            if (open.Mix.Known(info.Id)?.Name == value) return info;
        }

        return null;
    }

    private ItemInfo Item(string name, string lane, string value)
    {
        LaneInfo row = Lane(name, lane);
        if (value == "last")
        {
            for (int i = 0; i < row.Items; i++)
            {
                open.Check(Engine.GetItem(row.Id, i, out ItemInfo one));
                if (one.Id == _last) return one;
            }

            throw new CommandException($"{name} {lane} last: --add-item put nothing on this lane");
        }

        if (!int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int index)) throw new CommandException($"{name} {lane} {value}: not an item's position");
        open.Check(Engine.GetItem(row.Id, index, out ItemInfo info));
        return info;
    }

    private static double Fade(string? value, out FadeShape shape)
    {
        string text = value ?? "";
        bool power = text.StartsWith("power:", StringComparison.Ordinal);
        shape = power ? FadeShape.EqualPower : FadeShape.Linear;
        return EditCommand.Time("--item", power ? text["power:".Length..] : text);
    }

    internal static IEnumerable<(string Key, string? Value)> Settings(string name, string text)
    {
        foreach (string setting in text.Split(','))
        {
            int equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (setting.Length == 0 || equals == 0) throw new CommandException($"{name} {text}: not KEY=VALUE,KEY=VALUE,...");
            yield return equals < 0 ? (setting, null) : (setting[..equals], setting[(equals + 1)..]);
        }
    }

    private static bool IsOn(string name, string key, string? value) => value switch
    {
        null or "on" => true,
        "off" => false,
        _ => throw new CommandException($"{name} {key}={value}: neither on nor off"),
    };

    internal static double Decibels(string name, string? value) => value is "-inf" ? double.NegativeInfinity : EditCommand.Number(name, value ?? "");

    internal static CommandException Unknown(string name, string key, string known) => new($"{name}: \"{key}\" is not known; known are {known}");
}
