using System;
using System.Globalization;
using System.Runtime.InteropServices;
using SDL3;

namespace Seamline.Device;

/// <summary>
/// Playback through SDL: one stream of f32 at the engine's rate and channels, filled by its callback with exactly what the
/// device asks for, so that SDL holds no more than a period ahead. SDL follows the default device and converts where needed.
/// </summary>
internal sealed unsafe class SdlOutput : AudioOutput
{
    /// <summary>The rate to take where no device tells one, Hz.</summary>
    public const int FallbackRate = 48_000;

    private readonly nint _stream;
    private readonly bool _holdsAudio;

    private SdlOutput(in OutputConfig config, in OutputSource source, uint device, int rate)
        : base(source, rate, config.Channels)
    {
        try
        {
            SDL.AudioStreamCallback entry = DeviceEntry.Choose(config.DocumentedEntry, out bool raw);
            nint put = NativeLibrary.GetExport(SdlLibrary.Load(), "SDL_PutAudioStreamData");
            Device->Setup.PutFunction = put;
            Device->Setup.Put = raw && RawCode.MayCall(put) ? (delegate*<nint, void*, int, nint, byte>)put : &DeviceCallback.Put;
            var spec = new SDL.AudioSpec
            {
                Format = BitConverter.IsLittleEndian ? SDL.AudioFormat.AudioF32LE : SDL.AudioFormat.AudioF32BE,
                Channels = config.Channels,
                Freq = rate,
            };
            _stream = OpenStream(config, device, spec, entry, (nint)Device);
            Pace(Describe(spec, raw), SimulatedPace(config));
            if (!SDL.ResumeAudioStreamDevice(_stream))
            {
                throw new DeviceException($"The audio device \"{Info.DeviceName}\" does not start: {SdlAudio.Error()}.");
            }

            _holdsAudio = true;
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>
    /// Opens a device and starts it: callbacks begin before this returns. Thread: control.
    /// </summary>
    /// <exception cref="DeviceException">No SDL, no such driver or device, or it does not open; the sentence says which.</exception>
    public static SdlOutput Open(in OutputConfig config, in OutputSource source)
    {
        Check(config);
        SdlAudio.Acquire(config.Driver);
        bool opened = false;
        try
        {
            uint device = FindDevice(config.DeviceName);
            int rate = config.Rate == 0 ? PreferredRateOf(device) : config.Rate;
            var output = new SdlOutput(config, source, device, rate);
            opened = true;
            return output;
        }
        finally
        {
            if (!opened)
            {
                SdlAudio.Release();
            }
        }
    }

    /// <summary>
    /// The rate that a device prefers, Hz, so that an engine can be made at it; <see cref="FallbackRate"/> where it is unknown: no SDL,
    /// no device, or a driver without hardware. Thread: control.
    /// </summary>
    public static int PreferredRate(string? deviceName = null, string? driver = null)
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
            return PreferredRateOf(FindDevice(deviceName));
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

    /// <summary>The devices that can be opened. Thread: control.</summary>
    /// <exception cref="DeviceException">No SDL, or the driver does not work.</exception>
    public static OutputDevice[] ListDevices(string? driver = null)
    {
        SdlAudio.Acquire(driver);
        try
        {
            uint[] ids = SDL.GetAudioPlaybackDevices(out int count) ?? [];
            var devices = new OutputDevice[count];
            for (int i = 0; i < count; i++)
            {
                bool known = SDL.GetAudioDeviceFormat(ids[i], out SDL.AudioSpec spec, out _);
                devices[i] = new OutputDevice(SDL.GetAudioDeviceName(ids[i]) ?? "unnamed", known ? spec.Freq : 0, known ? spec.Channels : 0);
            }

            return devices;
        }
        finally
        {
            SdlAudio.Release();
        }
    }

    /// <inheritdoc/>
    protected override void StopCallbacks()
    {
        // Waits for a callback that is under way, closes the device with the stream and joins its thread.
        if (_stream != 0)
        {
            SDL.DestroyAudioStream(_stream);
        }

        // Not where the constructor failed: then Open still holds the subsystem and lets go of it.
        if (_holdsAudio)
        {
            SdlAudio.Release();
        }
    }

    /// <inheritdoc/>
    protected override long QueuedFrames() =>
        long.Max(0, SDL.GetAudioStreamQueued(_stream)) / (Info.Channels * sizeof(float));

    private static void Check(in OutputConfig config)
    {
        if (IsDisk(config.Driver) && string.IsNullOrEmpty(config.DiskFile))
        {
            throw new DeviceException("The audio driver \"disk\" needs a file to write to.");
        }

        if (config.BlockFrames is < 0 or > 48_000 || !(config.TimeScale is >= 0 and <= 100))
        {
            throw new DeviceException(
                $"A device period of {config.BlockFrames} frames at time scale {config.TimeScale} is not possible: 0 to 48000 frames, 0 to 100.");
        }
    }

    private static uint FindDevice(string? name)
    {
        if (name == null)
        {
            return SDL.AudioDeviceDefaultPlayback;
        }

        foreach (uint id in SDL.GetAudioPlaybackDevices(out _) ?? [])
        {
            if (string.Equals(SDL.GetAudioDeviceName(id), name, StringComparison.Ordinal))
            {
                return id;
            }
        }

        throw new DeviceException($"There is no playback device named \"{name}\" (driver \"{SDL.GetCurrentAudioDriver()}\").");
    }

    // The drivers without hardware answer with SDL's own default of 44,100 Hz, which nobody prefers.
    private static int PreferredRateOf(uint device) =>
        !IsSimulated(SDL.GetCurrentAudioDriver())
        && SDL.GetAudioDeviceFormat(device, out SDL.AudioSpec spec, out _)
        && spec.Freq is >= Limits.MinRate and <= Limits.MaxRate
            ? spec.Freq
            : FallbackRate;

    private static nint OpenStream(in OutputConfig config, uint device, in SDL.AudioSpec spec, SDL.AudioStreamCallback entry, nint state)
    {
        string scale = config.TimeScale.ToString(CultureInfo.InvariantCulture);
        using var frames = new SdlHint(
            SDL.Hints.AudioDeviceSampleFrames, config.BlockFrames == 0 ? null : config.BlockFrames.ToString(CultureInfo.InvariantCulture));
        using var file = new SdlHint(SDL.Hints.AudioDiskOutputFile, config.DiskFile);
        using var diskScale = new SdlHint(SDL.Hints.AudioDiskTimescale, scale);
        using var dummyScale = new SdlHint(SDL.Hints.AudioDummyTimescale, scale);
        // The disk driver reports its own use as an error; here it was asked for by name.
        using var log = new SdlHint("SDL_LOGGING", IsDisk(SDL.GetCurrentAudioDriver()) ? "audio=quiet" : null);
        nint stream = SDL.OpenAudioDeviceStream(device, spec, entry, state);
        return stream != 0
            ? stream
            : throw new DeviceException($"The audio device \"{config.DeviceName ?? "default"}\" does not open: {SdlAudio.Error()}.");
    }

    private OutputInfo Describe(in SDL.AudioSpec spec, bool raw)
    {
        uint device = SDL.GetAudioStreamDevice(_stream);
        if (!SDL.GetAudioDeviceFormat(device, out SDL.AudioSpec actual, out int period) || actual.Freq <= 0)
        {
            actual = spec;
        }

        long periodFrames = ((long)period * spec.Freq + actual.Freq - 1) / actual.Freq;
        return new OutputInfo(
            SDL.GetCurrentAudioDriver() ?? "unknown", SDL.GetAudioDeviceName(device) ?? "default",
            spec.Freq, spec.Channels, actual.Freq, actual.Channels, (int)periodFrames, raw);
    }

    // A simulated device that runs ahead of time sleeps whole milliseconds: its pace is not known well enough to call it dry.
    private static double SimulatedPace(in OutputConfig config) =>
        !IsSimulated(SDL.GetCurrentAudioDriver()) ? 1 : config.TimeScale < 1 ? 0 : config.TimeScale;

    private static bool IsSimulated(string? driver) => IsDisk(driver) || string.Equals(driver, "dummy", StringComparison.OrdinalIgnoreCase);

    private static bool IsDisk(string? driver) => string.Equals(driver, "disk", StringComparison.OrdinalIgnoreCase);
}
