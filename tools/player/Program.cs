using System;
using System.Collections.Generic;
using System.IO;
using Seamline.Ui.App;
using Seamline.Ui.Native;
using Seamline.Ui.Paint;

namespace Seamline.Ui;

/// <summary>The player: a window over libseamline.</summary>
internal static class Program
{
    // As shells report a program that a signal ended.
    private const int SignalExit = 128;
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
        session.PanelOpen = session.Settings.Load();
        if (options.Theme != null) Theme.Use(options.Theme);
        AccessibleLog? log = null;
        if (options.AccessibleLog != null && (log = AccessibleLog.Open(options.AccessibleLog, out string refused)) == null) return Fail(refused, 2);
        window.Log = log;
        using var signals = new Signals(session);
        if (options.Demo) session.OpenDemo();
        else session.Open(options.Files);
        session.OfferRecovery();
        ScriptDriver? driver = script == null ? null : new ScriptDriver(window, script);
        try
        {
            if (driver == null) window.Run();
            else window.Run(() => driver.Advance() && !driver.IsDone, () => !driver.Rest.IsUnderWay);
        }
        catch
        {
            // Whatever it was: edits are not lost with it.
            session.Rescue();
            throw;
        }
        finally
        {
            log?.Dispose();
            driver?.Dispose();
        }

        if (options.Report) PlayerReport.Write(session, driver?.Rest);
        if (session.Signal != 0) return SignalExit + session.Signal;
        return driver is { Error.Length: > 0 } ? Fail(driver.Error, 1) : 0;
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
