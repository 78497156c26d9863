using System;
using System.Threading;
using Seamline.Device;
using Seamline.Render;

namespace Seamline;

// The output: opened, started and closed outside the edit lock, by one call at a time. The claim to render goes with it.
public sealed unsafe partial class Engine
{
    private const int ClaimMilliseconds = 1_000;

    /// <summary>
    /// Renders the next frames for a host that owns the device: real-time safe, any thread. One renders at a time: while another pull is
    /// under way or an output is open, the call returns <see cref="Status.InvalidState"/> at once and writes nothing.
    /// </summary>
    /// <param name="output">Interleaved, room for <paramref name="frames"/> frames.</param>
    /// <param name="frames">Frames wanted.</param>
    public Status Pull(float* output, uint frames)
    {
        if (output == null && frames != 0) return Status.InvalidArgument;
        int* claim = _host.Claim;
        if (!RenderClaim.TryTake(claim, RenderClaim.Pulled)) return Status.InvalidState;
        long began = BlockClock.Begin(_output.Clock);
        State->BlockBegan = began;
        Callback.Render(State, output, frames);
        BlockClock.End(_output.Clock, began);
        RenderClaim.Release(claim);
        return Status.Ok;
    }

    /// <summary>
    /// Opens an SDL device (the engine's rate and channels; SDL converts) and starts it. An open one is closed first. Takes as long as the
    /// system takes; other calls go on meanwhile, but for those that open or close this engine's output, which wait.
    /// </summary>
    /// <param name="config">Which device; its rate and channels are the engine's.</param>
    /// <param name="tap">Captures what is delivered, or null; outlives the output.</param>
    public Status OpenDevice(OutputConfig config, OutputTap? tap = null)
    {
        if (config.DiskFile is { Length: > 0 } file && MediumAt(file) is { } medium)
            return Refuse(Status.InvalidArgument, $"cannot play to '{file}': it is the medium {medium} of this timeline; choose another name");
        OutputConfig wanted = config with { Rate = _config.Rate, Channels = _config.Channels };
        return ChangeOutput(() => _output.PrepareDevice(wanted, tap));
    }

    /// <summary>Plays to nowhere at the pace of a clock: no device, no SDL.</summary>
    /// <param name="blockFrames">Frames a block.</param>
    /// <param name="speed">1 is real time.</param>
    /// <param name="tap">Captures what is delivered, or null.</param>
    public Status OpenNullDevice(int blockFrames = 480, double speed = 1, OutputTap? tap = null) =>
        ChangeOutput(() => _output.PrepareNull(_config.Rate, _config.Channels, blockFrames, speed, tap));

    /// <summary>Closes the output; safe while it plays. Waits for an opening of this engine's output that is under way.</summary>
    public void CloseDevice()
    {
        if (!TryEnter()) return;
        using (_output.Changing.Hold()) CloseOpenOutput(keepClaim: false);
        Leave();
    }

    /// <summary>The devices that can be opened, the default first. As long as the system takes; no engine waits for it.</summary>
    /// <param name="driver">SDL's audio driver; null for the system's.</param>
    /// <param name="devices">The devices; empty on failure.</param>
    /// <param name="error">Why the list is not to be had, or empty.</param>
    public static Status ListDevices(string? driver, out OutputDevice[] devices, out string error)
    {
        devices = [];
        error = string.Empty;
        try
        {
            devices = SdlDevices.ListWithDefault(driver);
            return Status.Ok;
        }
        catch (DeviceException e)
        {
            error = e.Message;
            return e.LibraryMissing ? Status.MissingLibrary : Status.DeviceError;
        }
    }

    /// <summary>The rate that the default playback device prefers, Hz; 48,000 where it is unknown or there is no device.</summary>
    public static int PreferredRate() => SdlOutput.PreferredRate();

    /// <summary>The open output, or null.</summary>
    public OutputInfo? Device
    {
        get
        {
            using (_lock.Hold()) return _output.Info;
        }
    }

    private Status ChangeOutput(Func<AudioOutput> prepare)
    {
        if (!TryEnter()) return Refuse(Status.InvalidState, ClosedSentence);
        try
        {
            using (_output.Changing.Hold()) return OpenAlone(prepare);
        }
        finally
        {
            Leave();
        }
    }

    // A host inside a block is waited for; one that renders block after block for a second keeps the claim.
    private bool TryClaimOutput()
    {
        for (int waited = 0; waited < ClaimMilliseconds; waited++)
        {
            using (_lock.Hold())
            {
                if (_disposed) return false;
                if (_output.TryClaim()) return true;
            }

            Thread.Sleep(1);
        }

        return false;
    }

    private Status OpenAlone(Func<AudioOutput> prepare)
    {
        if (!TryClaimOutput()) return Refuse(Status.InvalidState, IsClosed ? ClosedSentence : "a host is rendering by pulls");
        CloseOpenOutput(keepClaim: true);
        AudioOutput? output = null;
        bool attached = false;
        try
        {
            output = prepare();
            if (!IsClosed) output.Start();
            using (_lock.Hold())
            {
                attached = !_disposed;
                if (attached) _output.Attach(output);
            }

            return attached ? Status.Ok : Refuse(Status.Cancelled, "the engine was closed while its output was being opened");
        }
        catch (DeviceException e)
        {
            return Refuse(e.LibraryMissing ? Status.MissingLibrary : Status.DeviceError, e.Message);
        }
        finally
        {
            if (!attached) GiveUp(output);
        }
    }

    private void GiveUp(AudioOutput? output)
    {
        output?.Dispose();
        using (_lock.Hold())
        {
            if (!_disposed) _output.Unclaim();
        }
    }

    // While the output is held for a change.
    private void CloseOpenOutput(bool keepClaim)
    {
        AudioOutput? output;
        using (_lock.Hold()) output = _output.Detach();
        output?.Close();
        using (_lock.Hold())
        {
            if (output != null) _output.Count(output);
            if (!keepClaim && !_disposed) _output.Unclaim();
        }

        output?.Dispose();
    }
}
