using CsCheck;
using Xunit;

namespace Seamline.Tests.Rendering;

/// <summary>Long random sequences of transport and edits over sines: never a NaN, and no step above twice the material's own.</summary>
public sealed class SmoothnessTests
{
    // High enough that its own step is larger than what two fades at a time add; the bound then needs no allowance.
    private const double Hz = 400;

    private sealed record Command(int Kind, double At, int Frames);

    [Theory]
    [InlineData(Anchor.Frame, 15)]
    [InlineData(Anchor.Content, 15)]
    [InlineData(Anchor.Frame, 60)]
    public void No_sequence_clicks(Anchor anchor, double swap)
    {
        double limit = 2 * Sound.SineStep(Hz, 48_000);
        Gen.Select(
                Gen.Int[0, 12],
                Gen.Frequency((3, Gen.Double[0, 1]), (1, Gen.Double[0.97, 1])),
                Gen.Frequency((3, Gen.Int[1, 3_000]), (1, Gen.Int[1, 20])),
                (kind, at, frames) => new Command(kind, at, frames))
            .Array[1, 80]
            .Sample(
                commands =>
                {
                    using var rig = new Rig(anchor: anchor, swap: swap);
                    rig.Pcm(1, Sound.Sine(Hz, 48_000, 96_000));
                    rig.Pcm(2, Sound.Sine(Hz, 48_000, 48_000, phase: 2));
                    rig.Set(new SegmentSpec(new ClipId(1), 0, 1), new SegmentSpec(new ClipId(2), 0.1, 0.9), new SegmentSpec(new ClipId(1), 0.5, 2));
                    Rig.Ok(rig.Engine.Play());
                    float before = 0;
                    long playhead = 0;
                    foreach (Command command in commands)
                    {
                        Carry(rig, command);
                        float[] heard = rig.Pull(command.Frames, 64, 480, 1_000);
                        Sound.IsSmooth(heard, limit, before, $"{command} from {playhead}");
                        before = heard[^1];
                        playhead = rig.Playhead;
                        Assert.InRange(playhead, 0, rig.Engine.LengthFrames);
                    }

                    Rig.Ok(rig.Engine.Pause());
                    float[] rest = rig.Pull(20_000);
                    Sound.IsSmooth(rest, limit, before, "pause");
                    Assert.Equal(0f, rest[^1]);
                    Assert.False(rig.Playing);
                },
                iter: 120,
                threads: 1);
    }

    // Pieces stay longer than two declicks: a fade over half of a shorter one is steeper than the sine.
    private static void Carry(Rig rig, Command command)
    {
        Engine engine = rig.Engine;
        double seconds = engine.LengthFrames / 48_000.0;
        double at = command.At * seconds;
        int count = engine.SegmentCount;
        SegmentInfo segment = count == 0 ? default : rig.Segment((int)(command.At * 0.999 * count));
        switch (command.Kind)
        {
            case 0:
                Rig.Ok(engine.Pause());
                break;
            case 1 or 2:
                Rig.Ok(engine.Play());
                break;
            case 3 or 4:
                Rig.Ok(engine.Seek(at));
                Rig.Ok(engine.Play());
                break;
            case 5 when command.At is > 0.02 and < 0.8:
                _ = engine.SetLoop(at, at + 0.06 + (command.Frames / 20_000.0));
                break;
            case 6:
                Rig.Ok(engine.ClearLoop());
                break;
            case 7 when count > 1:
                Rig.Ok(engine.DeleteSegment(segment.Id));
                break;
            case 8 when count > 1:
                Rig.Ok(engine.Move(segment.Id, command.Frames % count));
                break;
            case 9 when count > 0:
                Rig.Ok(engine.SetSegmentGain(segment.Id, -command.Frames % 12));
                break;
            case 10 when count > 0 && segment.Spec.Out - segment.Spec.In > 0.2:
                Rig.Ok(engine.TrimOut(segment.Id, segment.Spec.Out - 0.1234));
                break;
            case 11:
                Rig.Ok(engine.Insert(count == 0 ? 0 : command.Frames % count, new SegmentSpec(new ClipId(1 + ((uint)command.Frames % 2)), 0.2, 0.5), out _));
                break;
            case 12:
                _ = command.Frames % 2 == 0 ? engine.Undo() : engine.Redo();
                break;
        }
    }
}
