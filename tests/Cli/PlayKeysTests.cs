using System;
using Seamline.Cli;
using Seamline.Tests.EngineTests;
using Xunit;

namespace Seamline.Tests.Cli;

/// <summary>Keys of `seamline play`.</summary>
public sealed class PlayKeysTests : IDisposable
{
    private readonly EngineRig _rig = new(loaders: 1);

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(' ', ConsoleKey.Spacebar, "Pause")]
    [InlineData('\0', ConsoleKey.LeftArrow, "Back")]
    [InlineData('\0', ConsoleKey.RightArrow, "Forward")]
    [InlineData('\0', ConsoleKey.UpArrow, "PreviousSeam")]
    [InlineData('\0', ConsoleKey.DownArrow, "NextSeam")]
    [InlineData('d', ConsoleKey.D, "Delete")]
    [InlineData('D', ConsoleKey.D, "Delete")]
    [InlineData('s', ConsoleKey.S, "Split")]
    [InlineData('u', ConsoleKey.U, "Undo")]
    [InlineData('r', ConsoleKey.R, "Redo")]
    [InlineData('+', ConsoleKey.OemPlus, "Louder")]
    [InlineData('-', ConsoleKey.OemMinus, "Quieter")]
    [InlineData(']', ConsoleKey.Oem6, "Faster")]
    [InlineData('[', ConsoleKey.Oem4, "Slower")]
    [InlineData('q', ConsoleKey.Q, "Quit")]
    [InlineData('x', ConsoleKey.X, "None")]
    public void Keys_mean(char letter, ConsoleKey key, string meaning) =>
        Assert.Equal(meaning, PlayKeys.Of(new ConsoleKeyInfo(letter, key, shift: false, alt: false, control: false)).ToString());

    [Fact]
    public void They_do_what_they_say()
    {
        _rig.Staircase(1, 30);
        _rig.Set(EngineRig.Segment(1, 0, 10), EngineRig.Segment(1, 12, 20), EngineRig.Segment(1, 22, 30));
        Engine engine = _rig.Engine;
        var keys = new PlayKeys(engine);
        Assert.Null(keys.Do(PlayKey.Forward));
        Assert.Equal(5 * EngineRig.Rate, engine.GetPosition().PlayheadFrame);
        keys.Do(PlayKey.NextSeam);
        Assert.Equal(10 * EngineRig.Rate, engine.GetPosition().PlayheadFrame);
        keys.Do(PlayKey.NextSeam);
        Assert.Equal(18 * EngineRig.Rate, engine.GetPosition().PlayheadFrame);
        keys.Do(PlayKey.PreviousSeam);
        Assert.Equal(10 * EngineRig.Rate, engine.GetPosition().PlayheadFrame);
        Assert.Equal("deleted", keys.Do(PlayKey.Delete));
        Assert.Equal((2, 18L * EngineRig.Rate), (engine.SegmentCount, engine.LengthFrames));
        Assert.Equal("undone", keys.Do(PlayKey.Undo));
        Assert.Equal(3, engine.SegmentCount);
        Assert.Equal("redone", keys.Do(PlayKey.Redo));
        keys.Do(PlayKey.Back);
        Assert.Equal("split at 0:05.000", keys.Do(PlayKey.Split));
        Assert.Equal(3, engine.SegmentCount);
        Assert.Equal("volume +1 dB", keys.Do(PlayKey.Louder));
        Assert.Equal(1, engine.Master.GainDb);
        Assert.Equal("speed 1.25x", keys.Do(PlayKey.Faster));
        Assert.Equal(1.25, engine.GetPlaySpeed());
        for (int i = 0; i < 5; i++) keys.Do(PlayKey.Slower);
        Assert.Equal("speed 0.25x", keys.Do(PlayKey.Slower));
        keys.Do(PlayKey.Pause);
        Assert.False(keys.IsHeld);
        Assert.True(engine.GetPosition().Playing);
        keys.Do(PlayKey.Pause);
        Assert.True(keys.IsHeld);
        keys.Do(PlayKey.Quit);
        Assert.True(keys.Quit);
    }
}
