using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Seamline.Projects;

namespace Seamline.Tests.Projects;

/// <summary>Random transitions, envelopes, lanes and masters.</summary>
internal static class Mixes
{
    private static readonly Gen<double> Length = Gen.OneOf(Gen.Double[0.01, 100], Gen.Int[1, 480_000].Select(frame => frame / 48_000.0), Gen.Double[1e-9, 0.1]);

    private static readonly Gen<double> Gain = Gen.OneOf(Gen.Const(0.0), Gen.Double[-60, 12], Gen.Const(-0.0), Gen.Const(double.NegativeInfinity));

    /// <summary>Mostly none.</summary>
    public static Gen<ProjectTransition?> Transition { get; } = Gen.Select(Gen.Int[0, 2], Gen.Enum<Seamline.Projects.TransitionKind>(), Length)
        .Select((some, kind, seconds) => some == 0 ? new ProjectTransition { Kind = kind, Seconds = seconds } : null);

    /// <summary>Mostly none; times rise.</summary>
    public static Gen<IReadOnlyList<EnvelopePoint>> Envelope { get; } = Gen.Select(Gen.Int[0, 2], Gen.Select(Gen.Double[-5, 50], Gain).Array[0, 5])
        .Select((some, points) => (IReadOnlyList<EnvelopePoint>)(some > 0 ? [] : [.. points.DistinctBy(point => point.Item1).OrderBy(point => point.Item1).Select(point => new EnvelopePoint(point.Item1, point.Item2))]));

    /// <summary>Nothing, or a range of one of so many clips.</summary>
    public static Gen<ProjectRoomTone?> RoomTone(int clips) => Gen.Select(Gen.Bool, Gen.Int[1, clips], Gen.Double[0, 1], Gen.Double[0.25, 1.5], Gen.Double[-30, 6], Gen.Double[0.005, 0.12])
        .Select((some, clip, start, length, gain, crossfade) => some ? new ProjectRoomTone(clip, start, start + length, gain, crossfade) : null);

    /// <summary>Gain, limiter, envelope.</summary>
    public static Gen<ProjectMaster> Master { get; } = Gen.Select(Gain, Gen.Bool, Gen.OneOf(Gen.Const(-1.0), Gen.Double[-24, 0]), Envelope)
        .Select((gain, limiter, ceiling, envelope) => new ProjectMaster { GainDb = gain, Limiter = limiter, CeilingDb = ceiling, Envelope = envelope });

    /// <summary>Up to three lanes, with items that lie apart, touch, overlap and fade into each other.</summary>
    /// <param name="clips">The highest clip.</param>
    public static Gen<ProjectLane[]> Lanes(int clips)
    {
        Gen<ProjectItem> item = Gen.Select(
                Gen.Int[0, clips], Gen.Select(Length, Length, Gen.Double[-2, 20]), Gen.Select(Gain, Gen.Bool), Gen.Select(Fade, Fade),
                Gen.Select(Gen.Enum<Seamline.Projects.FadeShape>(), Gen.Enum<Seamline.Projects.FadeShape>()), Gen.OneOf(Gen.Const(0.0), Gen.Const(0.0), Length), Gen.Select(Envelope, Gen.String[Gen.Char.AlphaNumeric, 0, 4]))
            .Select((clip, times, gain, fades, shapes, loop, rest) => new ProjectItem
            {
                ClipId = clip,
                Start = times.Item1,
                In = times.Item3,
                Out = times.Item3 + times.Item2,
                GainDb = gain.Item1,
                Muted = gain.Item2,
                FadeIn = fades.Item1,
                FadeOut = fades.Item2,
                FadeInShape = shapes.Item1,
                FadeOutShape = shapes.Item2,
                LoopSeconds = loop,
                Envelope = rest.Item1,
                Name = rest.Item2,
            });
        return Gen.Select(item.Array[0, 6], Gen.Int[0, 3].Array[6], Gain, Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool), Envelope, Gen.String[Gen.Char.AlphaNumeric, 0, 4])
            .Select((items, joins, gain, flags, envelope, name) => new ProjectLane
            {
                Name = name,
                GainDb = gain,
                Muted = flags.Item1,
                Solo = flags.Item2,
                Ripples = flags.Item3,
                Extends = flags.Item4,
                Envelope = envelope,
                Ducking = joins[0] == 0 ? null : new ProjectDucking(-1.5 * joins[0], -20 - joins[1], joins[2], 0.005 + (joins[3] * 0.3), 0.01 + joins[4]),
                Items = Joined([.. items.OrderBy(one => one.Start)], joins),
            })
            .Array[0, 3];
    }

    private static Gen<double> Fade { get; } = Gen.OneOf(Gen.Const(0.0), Length);

    // Some begin where the one before ends, some fade into each other.
    private static ProjectItem[] Joined(ProjectItem[] items, int[] joins)
    {
        for (int i = 1; i < items.Length; i++)
        {
            ProjectItem before = items[i - 1];
            double overlap = System.Math.Min(before.Seconds, items[i].Seconds) / 4;
            if (joins[i] == 1)
                items[i] = items[i] with { Start = before.End };
            if (joins[i] != 2 || before.LoopSeconds > 0)
                continue;
            items[i - 1] = before with { FadeOut = overlap };
            items[i] = items[i] with { Start = before.End - overlap, LoopSeconds = 0, FadeIn = overlap, FadeInShape = before.FadeOutShape };
        }
        return [.. items.OrderBy(item => item.Start)];
    }
}
