using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using SDL3;
using Seamline.Ui.App;
using Seamline.Ui.Native;

namespace Seamline.Ui;

/// <summary>The player: a window over libseamline.</summary>
internal static class Program
{
    private const string DefaultScript = "wait-open\nwait-ready\nwait 1500\n";

    /// <summary>Runs it; 0, or another exit code with a sentence on stderr.</summary>
    public static int Main(string[] arguments)
    {
        if (Array.Exists(arguments, argument => argument is "--help" or "-h"))
        {
            Console.WriteLine(PlayerOptions.Usage);
            Console.WriteLine(ScriptLine.Help);
            return 0;
        }

        PlayerOptions? options = PlayerOptions.Parse(arguments, out string error);
        if (options == null) return Fail(error, 2);
        if (!ReadScript(options, out List<ScriptLine>? script, out error)) return Fail(error, 2);
        if (SeamLibrary.LoadSdl() is { } noSdl) return Fail(noSdl, 1);
        using PlayerWindow? window = PlayerWindow.Open(options, out error);
        if (window == null)
            return Fail($"There is no display to open a window on ({error}). Pictures can be had without one: SDL_VIDEO_DRIVER=dummy tools/play.sh --screenshot picture.png", 3);
        return Run(window, options, script);
    }

    private static int Run(PlayerWindow window, PlayerOptions options, List<ScriptLine>? script)
    {
        Session session = window.Session;
        session.EngineFault = SeamLibrary.Load(SeamLibrary.Folders()) ?? "";
        session.Open(options.Files);
        if (script == null)
        {
            window.Run();
            if (options.Report) Report(session);
            return 0;
        }

        using var driver = new ScriptDriver(window, script);
        window.Run(() => driver.Advance() && !driver.IsDone);
        if (options.Report) Report(session);
        return driver.Error.Length > 0 ? Fail(driver.Error, 1) : 0;
    }

    private static bool ReadScript(PlayerOptions options, out List<ScriptLine>? script, out string error)
    {
        script = null;
        error = "";
        if (options.Script == null && options.Screenshot == null) return true;
        try
        {
            string text = options.Script == null ? DefaultScript : File.ReadAllText(options.Script);
            if (options.Screenshot != null) text += $"\nscreenshot {options.Screenshot}\n";
            script = ScriptLine.Read(new StringReader(text), out error);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            error = failed.Message;
        }

        return script != null;
    }

    private static void Report(Session session)
    {
        SeamFigures now = session.Figures;
        FrameMeter frames = session.Frames;
        Console.WriteLine($"opened             {session.OpenMilliseconds:0.0} ms, first frame with it after {session.FirstFrameMilliseconds:0} ms, playable after {session.PlayableMilliseconds:0} ms of the program");
        Console.WriteLine($"segments           {now.Segments:#,0}, {now.LengthFrames / (double)Math.Max(1, now.Rate):#,0.0} s");
        Console.WriteLine($"frames             {frames.Count:#,0}: half {frames.Percentile(0.5):0.0} ms, 99 % {frames.Percentile(0.99):0.0} ms, worst {frames.Percentile(1):0.0} ms");
        Console.WriteLine($"sound              {now.Blocks:#,0} blocks, {now.MissFrames:#,0} frames missed, {now.Underruns:#,0} underruns, {now.Collections:#,0} collections in the engine, {GC.CollectionCount(0):#,0} in the window");
        Console.WriteLine($"renderer           {SDL.GetCurrentVideoDriver()}, {now.HeldBytes / 1e6:0} MB held of {now.BudgetBytes / 1e6:0} MB");
        Console.WriteLine($"process            {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:0.0} s of CPU");
    }

    private static int Fail(string sentence, int code)
    {
        Console.Error.WriteLine($"seamline-player: {sentence}");
        return code;
    }
}
