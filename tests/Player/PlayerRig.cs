using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using SDL3;
using Seamline.Projects;
using Seamline.Tests.AbiTests;
using Seamline.Ui.App;
using Seamline.Ui.Input;
using Seamline.Ui.Model;
using Seamline.Ui.Native;
using Xunit;

namespace Seamline.Tests.Ui;

/// <summary>
/// The player on SDL's dummy video driver and software renderer, over the published native library, with a recording of 20 s in
/// segments of 2 s. Events go through SDL's own queue.
/// </summary>
internal sealed class PlayerRig : IDisposable
{
    public const int Rate = 48_000;
    public const int Parts = 10;
    public const int PartSeconds = 2;

    // Made once: every test opens a recording of it.
    private static readonly short[] Tone = [.. Enumerable.Range(0, Parts * PartSeconds * Rate).Select(Sample)];

    private readonly string _folder;

    private readonly bool _ownsFolder;

    private PlayerRig(string folder, bool ownsFolder, PlayerWindow window)
    {
        _folder = folder;
        _ownsFolder = ownsFolder;
        Window = window;
        Hand = new Hand(window.Id);
    }

    public PlayerWindow Window { get; }

    public Session Session => Window.Session;

    public Document Document => Session.Document!;

    public Hand Hand { get; }

    /// <summary>A window with the recording in it; skips the test where the native library is not there.</summary>
    public static PlayerRig Open(float scale = 1, string driver = "null")
    {
        PlayerRig rig = Empty(scale, driver);
        rig.OpenProject();
        return rig;
    }

    /// <summary>Opens the recording, and waits until a second of it is loaded.</summary>
    public void OpenProject(string? driver = null)
    {
        if (driver != null) Session.Options = Session.Options with { Driver = driver };
        Session.Open([Project()]);
        Until(() => Session.Document != null, "the project is open");
        Until(() => Session.Stats.ReadyAheadFrames > Rate, "a second is loaded");
        Steps(3);
    }

    /// <summary>A window with nothing in it.</summary>
    /// <param name="scale">Pixels a point.</param>
    /// <param name="driver">The audio driver.</param>
    /// <param name="width">Points.</param>
    /// <param name="height">Points.</param>
    /// <param name="home">The folder of another rig, with the state of a user in it; null for a folder of its own, and nothing kept between runs.</param>
    public static PlayerRig Empty(float scale = 1, string driver = "null", int width = 1_280, int height = 720, string? home = null)
    {
        string library = NativeHost.LibraryFolder();
        Assert.Null(SeamLibrary.LoadSdl());
        Assert.Null(SeamLibrary.Load([library]));
        SDL.SetHint(SDL.Hints.VideoDriver, "dummy");
        SDL.SetHint(SDL.Hints.RenderDriver, "software");
        var options = new PlayerOptions { Driver = driver, Scale = scale, Width = (int)(width * scale), Height = (int)(height * scale), StateFolder = home == null ? null : Path.Combine(home, "state") };
        PlayerWindow? window = PlayerWindow.Open(options, out string error);
        Assert.True(window != null, error);
        return new PlayerRig(home ?? Directory.CreateTempSubdirectory("seamline-player-").FullName, home == null, window!);
    }

    /// <summary>A file of the rig.</summary>
    public string File(string name) => Path.Combine(_folder, name);

    /// <summary>Writes the recording and a project of it.</summary>
    public string Project(string name = "test.otio")
    {
        string media = Media("voice.wav");
        var clip = new ProjectClip { Id = 1, Name = "voice", Tracks = [new ProjectTrack { MediaPath = media }] };
        var project = new Project
        {
            Name = "test",
            Clips = [clip],
            Segments = [.. Enumerable.Range(0, Parts).Select(i => new ProjectSegment { ClipId = 1, In = i * PartSeconds, Out = (i + 1) * PartSeconds, Name = $"part {i + 1}" })],
        };
        OtioWriter.Write(project, File(name));
        return File(name);
    }

    /// <summary>
    /// Opens a recording of two segments of 5 s with a transition of 1 s, an envelope on the first, and two lanes: one with an item of 4 s
    /// at 1 s that fades in over 0.5 s and out over 1 s, with an envelope; one with an envelope of its own.
    /// </summary>
    public void OpenMix()
    {
        string media = Media("voice.wav");
        string music = Media("music.wav", 10);
        ProjectClip[] clips =
        [
            new() { Id = 1, Name = "voice", Tracks = [new ProjectTrack { MediaPath = media }] },
            new() { Id = 2, Name = "music", Tracks = [new ProjectTrack { MediaPath = music }] },
        ];
        var item = new ProjectItem { ClipId = 2, Start = 1, In = 0, Out = 4, FadeIn = 0.5, FadeOut = 1, Name = "song", Envelope = [new(1, 0), new(2, -12), new(2.5, 0)] };
        var project = new Project
        {
            Name = "mix",
            Clips = clips,
            Segments =
            [
                new ProjectSegment { ClipId = 1, In = 0, Out = 5, Name = "first", Envelope = [new(1, 0), new(2.5, -18)] },
                new ProjectSegment { ClipId = 1, In = 10, Out = 15, Name = "second", Transition = new ProjectTransition { Seconds = 1 } },
            ],
            Lanes =
            [
                new ProjectLane { Name = "music", GainDb = -6, Items = [item, item with { Start = 6, In = 4, Out = 6.5, FadeOut = 0, Envelope = [], Name = "tail" }] },
                new ProjectLane { Name = "room", Envelope = [new(1, -3), new(7, -20)], Items = [item with { Start = 4, In = 0, Out = 1, LoopSeconds = 4, Envelope = [], FadeIn = 0, Name = "loop" }] },
            ],
            Master = new ProjectMaster { GainDb = -1, Limiter = true },
        };
        OtioWriter.Write(project, File("mix.otio"));
        Session.Open([File("mix.otio")]);
        Until(() => Session.Document?.Project.Name == "mix", "the mix is open");
        Until(() => Session.Stats.LoadDone != 0, "it is loaded");
        Steps(3);
    }

    /// <summary>Writes a project of many segments of half a second.</summary>
    public string Many(int count)
    {
        string media = Media("voice.wav");
        var project = new Project
        {
            Name = "many",
            Clips = [new ProjectClip { Id = 1, Name = "voice", Tracks = [new ProjectTrack { MediaPath = media }] }],
            Segments = [.. Enumerable.Range(0, count).Select(i => new ProjectSegment { ClipId = 1, In = i % 19, Out = (i % 19) + 0.5, Name = $"{i}" })],
        };
        OtioWriter.Write(project, File("many.otio"));
        return File("many.otio");
    }

    /// <summary>Writes a WAV file: a tone that swells and falls each second.</summary>
    public string Media(string name, int seconds = Parts * PartSeconds)
    {
        using var writer = new BinaryWriter(System.IO.File.Create(File(name)));
        int bytes = seconds * Rate * 2;
        writer.Write("RIFF"u8);
        writer.Write(36 + bytes);
        writer.Write("WAVEfmt "u8);
        foreach (int word in (ReadOnlySpan<int>)[16, 1 | (1 << 16), Rate, Rate * 2, 2 | (16 << 16)]) writer.Write(word);
        writer.Write("data"u8);
        writer.Write(bytes);
        writer.Write(MemoryMarshal.AsBytes(Tone.AsSpan(0, Math.Min(seconds * Rate, Tone.Length))));
        for (int i = Tone.Length; i < seconds * Rate; i++) writer.Write(Sample(i));
        return File(name);
    }

    private static short Sample(int i) => (short)(24_000 * Math.Sin(i * 0.05) * Math.Sin(Math.PI * (i % Rate) / Rate));

    /// <summary>Handles events and draws, so many times.</summary>
    public void Steps(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Window.Step();
            SDL.Delay(2);
        }
    }

    /// <summary>Goes on until something is so; fails, and names it, when that takes ten seconds.</summary>
    public void Until(Func<bool> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds < 10, $"waited in vain until {what}; the window says: {Session.Message}");
            Steps(1);
        }
    }

    /// <summary>Presses a key and lets the player handle it.</summary>
    public void Press(SDL.Keycode key, Held held = Held.None)
    {
        Hand.Key(key, held);
        Steps(2);
    }

    /// <summary>Goes to a frame, and waits until the engine is there.</summary>
    public void Seek(long frame)
    {
        Session.Seek(frame);
        At(frame);
    }

    /// <summary>Waits until the playhead is at a frame.</summary>
    public void At(long frame) => Until(() => Document.Engine.Position().PlayheadFrame == frame, $"the playhead is at {frame}, not at {Document.Engine.Position().PlayheadFrame}");

    /// <summary>Waits until it plays, or does not.</summary>
    public void Playing(bool playing) => Until(() => Document.Engine.Position().Playing != 0 == playing, playing ? "it plays" : "it pauses");

    /// <summary>X of a frame in the lane, device pixels.</summary>
    public float X(long frame) => Session.Layout.Lane.X + (float)Session.View.XOf(frame);

    /// <summary>Y of the middle of the lane.</summary>
    public float Middle => Session.Layout.Lane.CenterY;

    /// <summary>Y of the names of segments.</summary>
    public float Names => Session.Layout.Lane.Y + (Session.Layout.HandleHeight / 2);

    /// <summary>The segments as the engine itself has them: in points, seconds.</summary>
    public double[] InPoints()
    {
        SeamSegment[] segments = new SeamSegment[16];
        Assert.True(Document.Engine.GetTimeline(ref segments, out int count));
        return [.. segments.AsSpan(0, count).ToArray().Select(segment => Math.Round(segment.InSeconds, 3))];
    }

    /// <summary>Length of the timeline as the engine itself has it, seconds.</summary>
    public double Seconds() => Document.Engine.Position().LengthFrames / (double)Rate;

    public void Dispose()
    {
        Window.Dispose();
        Hand.Dispose();
        if (_ownsFolder) Directory.Delete(_folder, recursive: true);
    }
}
