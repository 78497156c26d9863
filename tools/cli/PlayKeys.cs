using System;
using System.Globalization;

namespace Seamline.Cli;

/// <summary>What a key does while a timeline plays.</summary>
internal enum PlayKey
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Plays or pauses.</summary>
    Pause,

    /// <summary>Goes back.</summary>
    Back,

    /// <summary>Goes on.</summary>
    Forward,

    /// <summary>Goes to the seam before.</summary>
    PreviousSeam,

    /// <summary>Goes to the next seam.</summary>
    NextSeam,

    /// <summary>Deletes the segment under the playhead.</summary>
    Delete,

    /// <summary>Splits it.</summary>
    Split,

    /// <summary>Takes an edit back.</summary>
    Undo,

    /// <summary>Does it again.</summary>
    Redo,

    /// <summary>Louder.</summary>
    Louder,

    /// <summary>Quieter.</summary>
    Quieter,

    /// <summary>Plays faster, at its pitch.</summary>
    Faster,

    /// <summary>Plays slower.</summary>
    Slower,

    /// <summary>Ends.</summary>
    Quit,
}

/// <summary>Keys of a terminal while a timeline plays.</summary>
internal sealed class PlayKeys(Engine engine)
{
    /// <summary>The line that names them.</summary>
    public const string Help = "space pauses; left, right 5 s; up, down seams; d deletes, s splits, u undoes, r redoes; + and - volume; [ and ] speed; q quits";

    private const double StepSeconds = 5;
    private const double StepDb = 1;
    private const double StepSpeed = 0.25;
    private const double NearSeconds = 0.5; // so close behind a seam, "up" goes to the one before

    private readonly ScriptPlayer _player = new(engine, [], (_, _) => { });

    /// <summary>The user has had enough.</summary>
    public bool Quit { get; private set; }

    /// <summary>The user has paused, or edited: the end of the timeline does not end the program, for an edit may be undone.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Carries out the keys that were pressed; what an edit came to, or null.</summary>
    public string? Poll()
    {
        string? said = null;
        while (!Quit && Console.KeyAvailable) said = Do(Of(Console.ReadKey(intercept: true))) ?? said;
        return said;
    }

    /// <summary>What a key means.</summary>
    internal static PlayKey Of(ConsoleKeyInfo key) => key.Key switch
    {
        ConsoleKey.Spacebar => PlayKey.Pause,
        ConsoleKey.LeftArrow => PlayKey.Back,
        ConsoleKey.RightArrow => PlayKey.Forward,
        ConsoleKey.UpArrow => PlayKey.PreviousSeam,
        ConsoleKey.DownArrow => PlayKey.NextSeam,
        ConsoleKey.Delete => PlayKey.Delete,
        ConsoleKey.Escape => PlayKey.Quit,
        _ => char.ToLowerInvariant(key.KeyChar) switch
        {
            'd' => PlayKey.Delete,
            's' => PlayKey.Split,
            'u' => PlayKey.Undo,
            'r' => PlayKey.Redo,
            '+' or '=' => PlayKey.Louder,
            '-' or '_' => PlayKey.Quieter,
            ']' => PlayKey.Faster,
            '[' => PlayKey.Slower,
            'q' => PlayKey.Quit,
            _ => PlayKey.None,
        },
    };

    /// <summary>Does it; what there is to say of it, or null.</summary>
    internal string? Do(PlayKey key)
    {
        Position at = engine.GetPosition();
        double seconds = (double)at.PlayheadFrame / engine.Config.Rate;
        IsHeld |= key is PlayKey.Delete or PlayKey.Split or PlayKey.Undo or PlayKey.Redo;
        switch (key)
        {
            case PlayKey.Pause:
                IsHeld = at.Playing;
                return Said(at.Playing ? engine.Pause() : engine.Play(), null);
            case PlayKey.Back:
                return Said(engine.Seek(Math.Max(0, seconds - StepSeconds)), null);
            case PlayKey.Forward:
                return Said(engine.Seek(seconds + StepSeconds), null);
            case PlayKey.PreviousSeam or PlayKey.NextSeam:
                return Said(engine.SeekFrame(Seam(at.PlayheadFrame, key == PlayKey.NextSeam)), null);
            case PlayKey.Delete:
                return Said(_player.Do(new ScriptAction.Delete()), "deleted");
            case PlayKey.Split:
                return Said(_player.Do(new ScriptAction.Split(null)), $"split at {TimeText.Format(seconds)}");
            case PlayKey.Undo:
                return Said(engine.Undo(), "undone");
            case PlayKey.Redo:
                return Said(engine.Redo(), "redone");
            case PlayKey.Louder or PlayKey.Quieter:
                MasterSpec master = engine.Master;
                double gain = master.GainDb + (key == PlayKey.Louder ? StepDb : -StepDb);
                return Said(engine.SetMaster(master with { GainDb = gain }), string.Create(CultureInfo.InvariantCulture, $"volume {gain:+0;-0;0} dB"));
            case PlayKey.Faster or PlayKey.Slower:
                double speed = Math.Clamp(engine.GetPlaySpeed() + (key == PlayKey.Faster ? StepSpeed : -StepSpeed), Limits.MinSpeed, Limits.MaxPlaySpeed);
                return Said(engine.SetPlaySpeed(speed), string.Create(CultureInfo.InvariantCulture, $"speed {speed}x"));
            case PlayKey.Quit:
                Quit = true;
                return null;
            default:
                return null;
        }
    }

    private string? Said(Status status, string? done) => status == Status.Ok ? done : engine.LastError;

    // Starts of segments, and the timeline's end.
    private long Seam(long frame, bool next)
    {
        long before = 0;
        long near = (long)(NearSeconds * engine.Config.Rate);
        for (int i = 0; i < engine.SegmentCount; i++)
        {
            if (engine.GetSegment(i, out SegmentInfo segment) != Status.Ok) break;
            if (next && segment.StartFrame > frame) return segment.StartFrame;
            if (segment.StartFrame < frame - near) before = segment.StartFrame;
        }

        return next ? engine.LengthFrames : before;
    }
}
