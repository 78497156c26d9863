using System;
using SDL3;
using Seamline.Memory;

namespace Seamline.Device;

/// <summary>
/// SDL's audio subsystem, of which a process has one, with one driver. Counted: it is up while an output is open or
/// devices are being listed, and shared with a host that brought it up itself.
/// </summary>
/// <remarks>Thread: any control thread. The first call loads SDL (tens of milliseconds).</remarks>
internal static class SdlAudio
{
    private static readonly NativeMutex Mutex = new();
    private static int _users;

    /// <summary>Brings audio up with a driver, or joins it; each success is matched by a <see cref="Release"/>.</summary>
    /// <exception cref="DeviceException">SDL is missing, the driver fails, or another driver is in use.</exception>
    public static void Acquire(string? driver)
    {
        using (Mutex.Hold())
        {
            SdlLibrary.Load();
            if (SDL.WasInit(SDL.InitFlags.Audio) != 0)
            {
                string current = SDL.GetCurrentAudioDriver() ?? "unknown";
                if (driver != null && !string.Equals(driver, current, StringComparison.OrdinalIgnoreCase))
                {
                    throw new DeviceException(
                        $"The audio driver \"{driver}\" cannot be used while \"{current}\" is: a process has one. "
                        + "Close the other output first.");
                }
            }

            Start(driver);
            _users++;
        }
    }

    /// <summary>Ends one use.</summary>
    public static void Release()
    {
        using (Mutex.Hold())
        {
            _users--;
            SDL.QuitSubSystem(SDL.InitFlags.Audio);
        }
    }

    /// <summary>The newest error of SDL on this thread, for a sentence.</summary>
    public static string Error()
    {
        string error = SDL.GetError();
        return error.Length == 0 ? "no reason given" : error;
    }

    private static void Start(string? driver)
    {
        // Without this the first SDL in a process takes over Ctrl-C.
        SDL.SetHint("SDL_NO_SIGNAL_HANDLERS", "1");
        using var hint = new SdlHint(SDL.Hints.AudioDriver, driver);
        if (!SDL.InitSubSystem(SDL.InitFlags.Audio))
        {
            throw new DeviceException(
                driver == null
                    ? $"No audio driver of SDL works here: {Error()}."
                    : $"The audio driver \"{driver}\" does not work here: {Error()}.");
        }
    }
}
