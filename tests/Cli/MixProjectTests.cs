using System;
using System.Linq;
using CsCheck;
using Seamline.Cli;
using Seamline.Projects;
using Seamline.Tests.Projects;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>Timelines with lanes, transitions, envelopes and a master: what is saved and opened again is heard the same, to the bit.</summary>
public sealed class MixProjectTests : IDisposable
{
    private const int Rate = 48_000;
    private static readonly string[] Media = ["a.wav", "b.wav"];
    private readonly CommandFolder _folder = new();

    public MixProjectTests()
    {
        _folder.Staircase("a.wav", Rate * 4);
        _folder.Staircase("b.wav", Rate * 3, 44_100);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Saved_and_opened_again_it_sounds_the_same()
    {
        ProjectClip[] clips = [.. Media.Select((name, i) => new ProjectClip { Id = i + 1, Name = name, Tracks = [new ProjectTrack { MediaPath = _folder.In(name) }] })];
        Gen<ProjectSegment> segment = Gen.Select(Gen.Int[0, 2], Gen.Double[0, 2], Gen.Double[0.01, 1], Gen.Double[-30, 6], Gen.Bool, Mixes.Transition, Mixes.Envelope)
            .Select((clip, start, length, gain, muted, transition, envelope) => new ProjectSegment
            {
                ClipId = clip,
                In = start,
                Out = start + length,
                GainDb = gain,
                Muted = muted,
                Transition = transition,
                Envelope = envelope,
            });
        Gen.Select(segment.Array[1, 8], Mixes.Lanes(2), Mixes.Master, Mixes.RoomTone(2)).Sample(
            (segments, lanes, master, tone) =>
            {
                OtioWriter.Write(new Project { Clips = clips, Segments = segments, Lanes = [.. lanes.Select(Short)], Master = master, RoomTone = tone }, _folder.In("first.otio"));
                (Project one, float[] heard) = Heard("first.otio");
                OtioWriter.Write(one, _folder.In("second.otio"));
                (Project two, float[] again) = Heard("second.otio");
                Same.Projects(one, two);
                Assert.True(heard.AsSpan().SequenceEqual(again));
            },
            iter: 40,
            threads: 1);
    }

    [Fact]
    public void A_transition_of_another_tool_crossfades_across_its_cut()
    {
        // Six frames of 24 before the cut at 2 s and twelve behind it.
        var offsets = new[] { ("in_offset", 6.0), ("out_offset", 12.0) };
        System.Text.Json.Nodes.JsonObject transition = OtioShape.Make("Transition.1", [.. offsets.Select(one => (one.Item1, (System.Text.Json.Nodes.JsonNode?)OtioShape.Time(one.Item2, 24)))]);
        System.IO.File.WriteAllText(_folder.In("p.otio"), OtioShape.Timeline(OtioShape.Audio(
            OtioShape.Clip("a", 0, 48, OtioShape.External("a.wav")), transition, OtioShape.Clip("b", 36, 36, OtioShape.External("a.wav")))));
        (_, float[] heard) = Heard("p.otio");
        float[] medium = CommandFolder.Frames(0, Rate * 4);
        Assert.Equal((int)(3.5 * Rate), heard.Length);
        int start = (int)(1.75 * Rate), end = (int)(2.5 * Rate);
        for (int f = 0; f < heard.Length; f++)
        {
            double angle = Math.PI / 2 * (f - start) / (end - start);
            double left = f < start ? 1 : f < end ? Math.Cos(angle) : 0;
            double right = f < start ? 0 : f < end ? Math.Sin(angle) : 1;
            double expected = (f < end ? left * medium[f] : 0) + (f >= start ? right * medium[f - (2 * Rate) + (int)(1.5 * Rate)] : 0);
            Assert.Equal(expected, heard[f], 1e-6);
        }
    }

    // An engine takes loops from 50 ms on, and eight items at an instant.
    private static ProjectLane Short(ProjectLane lane) => lane with
    {
        Items = [.. lane.Items.Select(item => item with
        {
            ClipId = Math.Max(1, item.ClipId),
            Start = item.Start % 10,
            Out = Math.Max(Math.Min(item.Out, item.In + 3), item.In + 0.06),
            LoopSeconds = item.LoopSeconds > 0 ? Math.Clamp(item.LoopSeconds, 0.1, 5) : 0,
        }).OrderBy(item => item.Start)],
    };

    private (Project Current, float[] Heard) Heard(string name)
    {
        using OpenProject open = OpenProject.Open([_folder.In(name)], new EngineConfig { Rate = Rate, Channels = 1, BudgetBytes = 64 << 20, MonoLevel = MonoLevel.Unity, DeclickMilliseconds = 5 });
        open.Check(open.Engine.Export(new FileExport(_folder.In("heard.wav")), out _));
        return (open.Current(), _folder.Samples("heard.wav"));
    }
}
