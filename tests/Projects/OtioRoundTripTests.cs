using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using Seamline.Projects;
using Xunit;

namespace Seamline.Tests.Projects;

public sealed class OtioRoundTripTests
{
    private static readonly string[] MediaNames =
        ["a.wav", "takes/b c%20.ogg", "takes/b c .ogg", "100%.wav", "ünï #2?.m4a", "x:y.wav", "../elsewhere/d.mp3", "../show 10/e.flac"];

    private static readonly Gen<double> Seconds = Gen.OneOf(
        Gen.Double[-1e6, 1e6], Gen.Double[0, 1], Gen.Int[0, 480_000].Select(frame => frame / 48_000.0), Gen.Const(-0.0), Gen.Double[1e-300, 1e-9]);

    private static readonly Gen<double> Gain = Gen.OneOf(
        Gen.Double[-60, 12], Gen.Const(0.0), Gen.Const(-0.0), Gen.Const(double.NegativeInfinity));

    private static readonly Gen<string> Name = Gen.String[Gen.Char["abz 0\"\\/<>&\n\té漢\0\u2028"], 0, 8];

    [Fact]
    public void What_is_written_reads_back_to_the_bit()
    {
        using var folder = new ProjectFolder();
        string[] media = [.. MediaNames.Select(folder.Media)];
        string path = folder.Path("round trip.otio");
        Projects(media).Sample(
            project =>
            {
                OtioWriter.Write(project, path);
                Same.Projects(project, OtioReader.Read(path));
            },
            iter: 400,
            threads: 1);
    }

    [Fact]
    public void What_was_read_and_edited_reads_back_to_the_bit()
    {
        using var folder = new ProjectFolder();
        string[] media = [.. MediaNames.Select(folder.Media)];
        string first = folder.Path("first.otio");
        string second = System.IO.Path.Combine(folder.Root, "second.otio");
        Gen.Select(Projects(media), Gen.Int[0, 1000], Seconds).Sample(
            (project, pick, seconds) =>
            {
                OtioWriter.Write(project, first);
                Project read = OtioReader.Read(first);
                Project edited = Normal(read, Edited([.. read.Segments], pick, double.Abs(seconds)));
                OtioWriter.Write(edited, second);
                Same.Projects(edited, OtioReader.Read(second));
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void Writing_what_was_written_changes_no_byte()
    {
        using var folder = new ProjectFolder();
        string[] media = [.. MediaNames.Select(folder.Media)];
        Projects(media).Sample(
            project =>
            {
                OtioWriter.Write(project, folder.Path("1.otio"));
                OtioWriter.Write(OtioReader.Read(folder.Path("1.otio")), folder.Path("2.otio"));
                Assert.Equal(File.ReadAllText(folder.Path("1.otio")), File.ReadAllText(folder.Path("2.otio")));
            },
            iter: 100,
            threads: 1);
    }

    /// <summary>Deletes a segment, splits another, moves a third to the front.</summary>
    private static List<ProjectSegment> Edited(List<ProjectSegment> segments, int pick, double seconds)
    {
        if (segments.Count < 3)
            return segments;
        segments.RemoveAt(pick % segments.Count);
        int split = pick / 2 % segments.Count;
        ProjectSegment whole = segments[split];
        double cut = double.Min(whole.In + seconds, whole.Out);
        segments[split] = whole with { Out = cut };
        segments.Insert(split + 1, whole with { In = cut, GainDb = -3 });
        ProjectSegment last = segments[^1];
        segments.RemoveAt(segments.Count - 1);
        segments.Insert(0, last);
        return segments;
    }

    /// <summary>The same with clips numbered by first use, as reading numbers them; a segment before which there is none has no transition.</summary>
    private static Project Normal(Project project, IReadOnlyList<ProjectSegment> segments)
    {
        var clips = new ClipTable();
        int Numbered(int id) => id == 0 ? 0 : clips.Add(project.Clips[id - 1].Name, project.Clips[id - 1].Tracks);
        List<ProjectSegment> main = [.. segments.Select((segment, i) => segment with { ClipId = Numbered(segment.ClipId), Transition = i == 0 ? null : segment.Transition })];
        List<ProjectLane> lanes = [.. project.Lanes.Select(lane => lane with { Items = [.. lane.Items.OrderBy(item => item.Start).Select(item => item with { ClipId = Numbered(item.ClipId) })] })];
        ProjectRoomTone? tone = project.RoomTone;
        if (tone is not null)
            tone = tone with { ClipId = clips.Add(Path.GetFileName(project.Clips[tone.ClipId - 1].Tracks is [{ } first, ..] ? first.MediaPath : "room tone"), project.Clips[tone.ClipId - 1].Tracks) };
        return project with { Clips = clips.Clips, Segments = main, Lanes = lanes, RoomTone = tone };
    }

    private static Gen<Project> Projects(string[] media)
    {
        Gen<ProjectTrack> track = Gen.Select(Gen.Int[0, media.Length - 1].Select(i => media[i]), Gen.Int[-1, 3], Seconds, Gain, Gen.Enum<Seamline.Projects.StereoMode>())
            .Select((path, stream, offset, gain, mode) => new ProjectTrack
            {
                MediaPath = path,
                StreamIndex = stream,
                OffsetSeconds = offset,
                GainDb = gain,
                Mode = mode,
            });
        Gen<ProjectTrack> plain = Gen.Int[0, media.Length - 1].Select(i => media[i]).Select(path => new ProjectTrack { MediaPath = path });
        Gen<ProjectClip> clip = Gen.Select(Gen.OneOf(plain.Array[1], track.Array[0, 3]), Name)
            .Select((tracks, name) => new ProjectClip { Id = 1, Name = "n" + name, Tracks = tracks });
        Gen<ProjectSegment> segment = Gen.Select(Gen.Int[0, 5], Seconds, Seconds, Gain, Gen.Bool, Name, Gen.Select(Mixes.Transition, Mixes.Envelope))
            .Select((id, start, length, gain, muted, name, mix) => new ProjectSegment
            {
                Transition = mix.Item1,
                Envelope = mix.Item2,
                ClipId = id,
                In = start,
                Out = start + double.Abs(length),
                GainDb = gain,
                Muted = muted,
                Name = name,
            });
        return Gen.Select(clip.Array[5], segment.Array[0, 12], Name, Gen.OneOf(Gen.Double[0, 100].Select(ms => (double?)ms), Gen.Const((double?)null)), Mixes.Lanes(5), Gen.Select(Mixes.Master, Mixes.RoomTone(5)))
            .Select((clips, segments, name, declick, lanes, master) =>
                Normal(new Project { Name = name, Clips = clips, DeclickMilliseconds = declick, Lanes = lanes, Master = master.Item1, RoomTone = master.Item2 }, segments));
    }
}
