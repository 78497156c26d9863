using System;
using System.Collections.Generic;
using System.Globalization;
using SDL3;

namespace Seamline.Device;

/// <summary>The playback devices that SDL knows.</summary>
/// <remarks>Thread: any control thread.</remarks>
internal static class SdlDevices
{
    /// <summary>The rate to take where no device states one, Hz.</summary>
    public const int FallbackRate = 48_000;

    private const int SdlDefaultRate = 44_100;

    /// <summary>
    /// The rate that a device prefers, Hz, so that an engine can be made at it; <see cref="FallbackRate"/> where it is unknown: no SDL,
    /// no device, or a driver without hardware.
    /// </summary>
    public static int PreferredRate(string? deviceName, string? driver)
    {
        try
        {
            SdlAudio.Acquire(driver);
        }
        catch (DeviceException)
        {
            return FallbackRate;
        }

        try
        {
            return PreferredRateOf(Find(deviceName));
        }
        catch (DeviceException)
        {
            return FallbackRate;
        }
        finally
        {
            SdlAudio.Release();
        }
    }

    /// <summary>The devices that can be opened.</summary>
    /// <exception cref="DeviceException">No SDL, or the driver does not work.</exception>
    public static OutputDevice[] List(string? driver)
    {
        SdlAudio.Acquire(driver);
        try
        {
            uint[] ids = SDL.GetAudioPlaybackDevices(out int count) ?? [];
            string[] names = NamesOf(ids);
            var devices = new OutputDevice[count];
            for (int i = 0; i < count; i++)
            {
                bool known = SDL.GetAudioDeviceFormat(ids[i], out SDL.AudioSpec spec, out _);
                devices[i] = new OutputDevice(names[i], known ? spec.Freq : 0, known ? spec.Channels : 0);
            }

            return devices;
        }
        finally
        {
            SdlAudio.Release();
        }
    }

    /// <summary>
    /// As <see cref="List"/>, with the system's default before them: SDL follows it when it changes, and does not say which of the
    /// others it is now.
    /// </summary>
    /// <exception cref="DeviceException">No SDL, or the driver does not work.</exception>
    public static OutputDevice[] ListWithDefault(string? driver)
    {
        SdlAudio.Acquire(driver);
        try
        {
            OutputDevice[] named = List(driver);
            if (named.Length == 0) return named;
            int rate = PreferredRateOf(SDL.AudioDeviceDefaultPlayback);
            bool known = SDL.GetAudioDeviceFormat(SDL.AudioDeviceDefaultPlayback, out SDL.AudioSpec spec, out _);
            return [new OutputDevice(string.Empty, rate, known ? spec.Channels : 0), .. named];
        }
        finally
        {
            SdlAudio.Release();
        }
    }

    /// <summary>The device of a name as <see cref="List"/> gives it, or the default one for null. Audio is up.</summary>
    /// <exception cref="DeviceException">There is none of that name.</exception>
    public static uint Find(string? name)
    {
        if (name == null)
        {
            return SDL.AudioDeviceDefaultPlayback;
        }

        uint[] ids = SDL.GetAudioPlaybackDevices(out _) ?? [];
        int found = Array.IndexOf(NamesOf(ids), name);
        if (found >= 0)
        {
            return ids[found];
        }

        throw new DeviceException($"There is no playback device named \"{name}\" (driver \"{SDL.GetCurrentAudioDriver()}\").");
    }

    /// <summary>Whether there is a device of a name as <see cref="List"/> gives it. Audio is up.</summary>
    public static bool Exists(string name) => Array.IndexOf(NamesOf(SDL.GetAudioPlaybackDevices(out _) ?? []), name) >= 0;

    /// <summary>Names that tell devices apart: the second of a name is "name (2)", in the system's order.</summary>
    public static string[] Distinct(ReadOnlySpan<string> names)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names) taken.Add(name);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string[] distinct = names.ToArray();
        foreach (ref string name in distinct.AsSpan())
        {
            string wanted = name;
            for (int number = 2; !seen.Add(wanted); number++)
            {
                string numbered = string.Create(CultureInfo.InvariantCulture, $"{name} ({number})");
                wanted = taken.Contains(numbered) ? wanted : numbered; // another device is called so by itself
            }

            name = wanted;
        }

        return distinct;
    }

    private static string[] NamesOf(uint[] ids) => Distinct(Array.ConvertAll(ids, id => SDL.GetAudioDeviceName(id) ?? "unnamed"));

    /// <summary>As <see cref="PreferredRate"/>, while audio is up.</summary>
    public static int PreferredRateOf(uint device) =>
        SDL.GetAudioDeviceFormat(device, out SDL.AudioSpec spec, out _)
            ? PreferredRateOf(SDL.GetCurrentAudioDriver(), spec.Freq)
            : FallbackRate;

    /// <summary>What a driver's word on a device that is not open is worth.</summary>
    /// <remarks>
    /// A driver that does not know leaves SDL's default of 44,100 Hz standing (ALSA even for a device that does not exist), so
    /// that figure is believed of drivers only whose system keeps a mix rate and states it.
    /// </remarks>
    public static int PreferredRateOf(string? driver, int given)
    {
        bool believed = given is >= Limits.MinRate and <= Limits.MaxRate
            && !IsSimulated(driver)
            && (given != SdlDefaultRate || driver is "pipewire" or "pulseaudio" or "wasapi" or "coreaudio");
        return believed ? given : FallbackRate;
    }

    /// <summary>Whether the driver has no hardware behind it.</summary>
    public static bool IsSimulated(string? driver) =>
        IsDisk(driver) || string.Equals(driver, "dummy", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the driver writes a file.</summary>
    public static bool IsDisk(string? driver) => string.Equals(driver, "disk", StringComparison.OrdinalIgnoreCase);
}
