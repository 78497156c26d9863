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
    private readonly nint _stream;
    private readonly bool _holdsAudio;
    private readonly SdlProbe? _probe;
    private readonly string? _wanted;
    private readonly PulseProbe? _pulse;

    private SdlOutput(in OutputConfig config, in OutputSource source, uint device, int rate, bool isSubstitute)
        : base(source, rate, config.Channels)
    {
        _wanted = config.DeviceName;
        IsSubstitute = isSubstitute;
        try
        {
            nint put = NativeLibrary.GetExport(SdlLibrary.Load(), "SDL_PutAudioStreamData");
            SDL.AudioStreamCallback entry = DeviceEntry.Choose(config.DocumentedEntry || !RawCode.MayCall(put), out bool raw);
            Device->Setup.PutFunction = put;
            Device->Setup.Put = raw ? (delegate*<nint, void*, int, nint, byte>)put : &DeviceCallback.Put;
            var spec = new SDL.AudioSpec
            {
                Format = BitConverter.IsLittleEndian ? SDL.AudioFormat.AudioF32LE : SDL.AudioFormat.AudioF32BE,
                Channels = config.Channels,
                Freq = rate,
            };
            _stream = OpenStream(config, device, spec, entry, (nint)Device);
            OutputInfo opened = Describe(spec, raw);
            if (source.Audible != null && string.Equals(opened.Driver, "pulseaudio", StringComparison.Ordinal))
            {
                _pulse = new PulseProbe(source.Audible);
                Device->Heard = _pulse.Line;
                MeasuresLatency = true;
            }

            Pace(opened, SimulatedPace(config));
            IsPaced = !SdlDevices.IsSimulated(Info.Driver);
            _probe = IsPaced ? new SdlProbe(_stream) : null;
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
        SdlOutput output = Prepare(config, source);
        try
        {
            output.Start();
            return output;
        }
        catch (DeviceException)
        {
            output.Dispose();
            throw;
        }
    }

    /// <summary>Opens a device without starting it: no callback comes before <see cref="AudioOutput.Start"/>. Thread: control.</summary>
    /// <exception cref="DeviceException">No SDL, no such driver or device, or it does not open; the sentence says which.</exception>
    public static SdlOutput Prepare(in OutputConfig config, in OutputSource source) => Prepare(config, source, orAnother: false);

    /// <inheritdoc cref="IDeviceBackend.Prepare"/>
    public static SdlOutput Prepare(in OutputConfig config, in OutputSource source, bool orAnother)
    {
        Check(config);
        SdlAudio.Acquire(config.Driver);
        bool opened = false;
        try
        {
            bool isSubstitute = orAnother && config.DeviceName != null && !SdlDevices.Exists(config.DeviceName);
            uint device = SdlDevices.Find(isSubstitute ? null : config.DeviceName);
            int rate = config.Rate == 0 ? SdlDevices.PreferredRateOf(device) : config.Rate;
            var output = new SdlOutput(config, source, device, rate, isSubstitute);
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

    /// <inheritdoc cref="SdlDevices.PreferredRate"/>
    public static int PreferredRate(string? deviceName = null, string? driver = null) => SdlDevices.PreferredRate(deviceName, driver);

    /// <inheritdoc cref="SdlDevices.List"/>
    public static OutputDevice[] ListDevices(string? driver = null) => SdlDevices.List(driver);

    /// <inheritdoc/>
    protected override void StartCallbacks()
    {
        if (!SDL.ResumeAudioStreamDevice(_stream))
        {
            throw new DeviceException($"The audio device \"{Info.DeviceName}\" does not start: {SdlAudio.Error()}.");
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

        _pulse?.Dispose();

        // Not where the constructor failed: then Open still holds the subsystem and lets go of it.
        if (_holdsAudio)
        {
            SdlAudio.Release();
        }
    }

    /// <inheritdoc/>
    protected override long QueuedFrames() =>
        long.Max(0, SDL.GetAudioStreamQueued(_stream)) / (Info.Channels * sizeof(float));

    /// <inheritdoc/>
    protected override bool Probe(out OutputProbe probe)
    {
        probe = default;
        if (_probe == null) return false;
        bool moved = _probe.Look(_stream, out bool gone);
        if (moved && !gone) Move();
        if (moved) _pulse?.Forget();
        else _pulse?.Look(this);
        probe = new OutputProbe { Devices = _probe.Devices, Gone = gone, Moved = moved && !gone, WantedIsBack = IsSubstitute && SdlDevices.Exists(_wanted!) };
        return true;
    }

    // SDL has moved the stream to another device: another clock, another period.
    private void Move()
    {
        var spec = new SDL.AudioSpec { Channels = Info.Channels, Freq = Info.Rate };
        Pace(Describe(spec, Info.RawEntry), 1);
        Device->Setup.Number++;
    }

    private static void Check(in OutputConfig config)
    {
        if (SdlDevices.IsDisk(config.Driver) && string.IsNullOrEmpty(config.DiskFile))
        {
            throw new DeviceException("The audio driver \"disk\" needs a file to write to.");
        }

        if (config.BlockFrames is < 0 or > 48_000 || !(config.TimeScale is >= 0 and <= 100))
        {
            throw new DeviceException(
                $"A device period of {config.BlockFrames} frames at time scale {config.TimeScale} is not possible: "
                + "0 to 48000 frames, 0 to 100.");
        }
    }

    private static nint OpenStream(
        in OutputConfig config, uint device, in SDL.AudioSpec spec, SDL.AudioStreamCallback entry, nint state)
    {
        string scale = config.TimeScale.ToString(CultureInfo.InvariantCulture);
        string? period = config.BlockFrames == 0 ? null : config.BlockFrames.ToString(CultureInfo.InvariantCulture);
        using var frames = new SdlHint(SDL.Hints.AudioDeviceSampleFrames, period);
        using var file = new SdlHint(SDL.Hints.AudioDiskOutputFile, config.DiskFile);
        using var diskScale = new SdlHint(SDL.Hints.AudioDiskTimescale, scale);
        using var dummyScale = new SdlHint(SDL.Hints.AudioDummyTimescale, scale);
        // The disk driver reports its own use as an error; here it was asked for by name.
        using var log = new SdlHint("SDL_LOGGING", SdlDevices.IsDisk(SDL.GetCurrentAudioDriver()) ? "audio=quiet" : null);
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
        !SdlDevices.IsSimulated(SDL.GetCurrentAudioDriver()) ? 1 : config.TimeScale < 1 ? 0 : config.TimeScale;
}
