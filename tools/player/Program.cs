using System;
using System.Collections.Generic;
using System.IO;
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
            if (options.Report) PlayerReport.Write(session, null);
            return 0;
        }

        using var driver = new ScriptDriver(window, script);
        window.Run(() => driver.Advance() && !driver.IsDone, () => !driver.Rest.IsUnderWay);
        if (options.Report) PlayerReport.Write(session, driver.Rest);
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

    private static int Fail(string sentence, int code)
    {
        Console.Error.WriteLine($"seamline-player: {sentence}");
        return code;
    }
}
