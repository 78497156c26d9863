using System;
using System.Threading;
using Seamline.Device;
using Seamline.Memory;
using Seamline.Render;

namespace Seamline;

// The output: opened, started and closed outside the edit lock, by one call at a time. The claim to render goes with it.
public sealed unsafe partial class Engine
{
    private const int ClaimMilliseconds = 1_000;
    private const int CloseMilliseconds = 1_000; // then a device that does not close is left to itself: it renders no more

    /// <summary>
    /// Renders the next frames for a host that owns the device: real-time safe, any thread. One renders at a time: while another pull is
    /// under way or an output is open, the call returns <see cref="Status.InvalidState"/> at once and writes nothing.
    /// </summary>
    /// <param name="output">Interleaved, room for <paramref name="frames"/> frames.</param>
    /// <param name="frames">Frames wanted.</param>
    public Status Pull(float* output, uint frames) => Pull(output, frames, null, isExact: false);

    /// <summary>
    /// As <see cref="Pull(float*, uint)"/>, of a host that says when the block will be heard: then <see cref="TryGetAudibleTime"/> and the audible position
    /// are right for its device too, if every block is pulled so.
    /// </summary>
    /// <param name="output">Interleaved, room for <paramref name="frames"/> frames.</param>
    /// <param name="frames">Frames wanted.</param>
    /// <param name="heardNanoseconds">When the first of them will be heard, as <see cref="HostTime"/> counts.</param>
    /// <param name="isExact">
    /// The time is the device's own and does not jitter: taken as it is, and one that is off by more than 0.3 ms begins a segment. Else it may be late now and
    /// then, but not early, as the present plus a latency is: such times are filtered.
    /// </param>
    public Status Pull(float* output, uint frames, long heardNanoseconds, bool isExact = false) => Pull(output, frames, &heardNanoseconds, isExact);

    private Status Pull(float* output, uint frames, long* heard, bool isExact)
    {
        if (output == null && frames != 0) return Status.InvalidArgument;
        int* claim = _host.Claim;
        if (!RenderClaim.TryTake(claim, RenderClaim.Pulled)) return Status.InvalidState;
        long began = BlockClock.Begin(_output.Clock);
        State->BlockBegan = began;
        if (heard != null) PullClock.Follow(_output.Audible, State, frames, *heard, isExact ? PullClock.Exact : 0);
        Callback.Render(State, output, frames);
        if (heard != null) AudibleClock.Place(_output.Audible, State);
        BlockClock.End(_output.Clock, began);
        RenderClaim.Release(claim);
        return Status.Ok;
    }

    /// <summary>
    /// Opens an SDL device (the engine's rate and channels; SDL converts) and starts it. An open one is closed first. Takes as long as the
    /// system takes, at most <see cref="EngineConfig.DevicePatienceMilliseconds"/>; other calls go on meanwhile, but for those that open or close this
    /// engine's output, which wait. A device that is lost later is opened again by itself, and a clock plays until then: see <see cref="OutputState"/>.
    /// </summary>
    /// <param name="config">Which device; its rate and channels are the engine's.</param>
    /// <param name="tap">Captures what is delivered, or null; outlives the output.</param>
    public Status OpenDevice(OutputConfig config, OutputTap? tap = null)
    {
        if (config.DiskFile is { Length: > 0 } file && MediumAt(file) is { } medium)
            return Refuse(Status.InvalidArgument, $"cannot play to '{file}': it is the medium {medium} of this timeline; choose another name");
        OutputConfig wanted = config with { Rate = _config.Rate, Channels = _config.Channels };
        return ChangeOutput(() => _output.PrepareDevice(wanted, tap, orAnother: false), tap, () => _output.PrepareDevice(wanted, tap, orAnother: true));
    }

    /// <summary>Plays to nowhere at the pace of a clock: no device, no SDL.</summary>
    /// <param name="blockFrames">Frames a block.</param>
    /// <param name="speed">1 is real time.</param>
    /// <param name="tap">Captures what is delivered, or null.</param>
    public Status OpenNullDevice(int blockFrames = NullBackend.BlockFrames, double speed = 1, OutputTap? tap = null) =>
        ChangeOutput(() => _output.PrepareNull(blockFrames, speed, tap), tap, null);

    /// <summary>
    /// Closes the output; safe while it plays. Waits for an opening of this engine's output that is under way, and at most a second for the device.
    /// </summary>
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
            devices = new SystemBackend().List(driver);
            return Status.Ok;
        }
        catch (DeviceException e)
        {
            error = e.Message;
            return e.LibraryMissing ? Status.MissingLibrary : Status.DeviceError;
        }
    }

    /// <summary>The rate that the default playback device prefers, Hz; 48,000 where it is unknown or there is no device.</summary>
    public static int PreferredRate() => SystemBackend.PreferredRate();

    /// <summary>The open output, or null.</summary>
    public OutputInfo? Device
    {
        get
        {
            using (_lock.Hold()) return _output.Info;
        }
    }

    /// <summary>Whether the device that was asked for plays, or what in its place.</summary>
    public OutputState DeviceState
    {
        get
        {
            using (_lock.Hold()) return _output.State;
        }
    }

    /// <summary>
    /// Sets how loud the output plays, dB: 0 at first and at most, negative infinity for silence; within 20 ms, without a click, and for every output
    /// that is opened later. It is the listener's: the document, <see cref="Pull(float*, uint)"/>, renders, meters and levels are without it.
    /// </summary>
    public Status SetVolume(double decibels)
    {
        using (_lock.Hold())
        {
            if (!(decibels <= 0)) return _error.Fail(Status.InvalidArgument, $"a volume of {decibels} dB is not at most 0 dB");
            _output.Volume = Decibels.ToGain(decibels);
            return Status.Ok;
        }
    }

    /// <summary>Frames from a block's being asked for to its being heard, of what plays; 0 while no output is open.</summary>
    public long DeviceLatencyFrames
    {
        get
        {
            using (_lock.Hold()) return _output.LatencyFrames;
        }
    }

    /// <summary>
    /// How the system schedules the thread that plays: asked now, so that a priority which was granted later is seen. Not known before the first block,
    /// while no output is open, and but on Linux.
    /// </summary>
    public ThreadScheduling DeviceThread
    {
        get
        {
            int thread;
            using (_lock.Hold()) thread = _output.ThreadNumber;
            return OsThread.SchedulingOf(thread);
        }
    }

    /// <summary>
    /// Sets how many frames lie between a block's being asked for and its being heard, where the host knows better than the device: of a wireless
    /// speaker, for instance. Below 0: what the device says, as at first. Holds for devices opened later too.
    /// </summary>
    public Status SetDeviceLatency(long frames)
    {
        using (_lock.Hold())
        {
            if (frames > Limits.MaxLatencyFrames)
                return _error.Fail(Status.InvalidArgument, $"a latency of {frames} frames is above {Limits.MaxLatencyFrames}");
            _output.OverrideLatency(frames);
            return Status.Ok;
        }
    }

    private Status ChangeOutput(Func<AudioOutput> prepare, OutputTap? tap, Func<AudioOutput>? reopen)
    {
        if (!TryEnter()) return Refuse(Status.InvalidState, ClosedSentence);
        try
        {
            using (_output.Changing.Hold()) return OpenAlone(prepare, tap, reopen);
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

    private Status OpenAlone(Func<AudioOutput> prepare, OutputTap? tap, Func<AudioOutput>? reopen)
    {
        if (!TryClaimOutput()) return Refuse(Status.InvalidState, IsClosed ? ClosedSentence : "a host is rendering by pulls");
        CloseOpenOutput(keepClaim: true);
        AudioOutput? output = null;
        bool attached = false;
        try
        {
            output = InTime(DeviceJob.Open(prepare), "opened");
            if (!IsClosed) _ = InTime(DeviceJob.Start(output!), "started");
            using (_lock.Hold())
            {
                attached = !_disposed;
                if (attached) _output.Attach(output!, tap, reopen);
            }

            if (!attached) return Refuse(Status.Cancelled, "the engine was closed while its output was being opened");
            _output.Supervisor.Arm(output!);
            _output.TellOpened(output!.Info.DeviceName);
            return Status.Ok;
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

    // What a job brings, unless the system does not come back from it: then it is left to itself.
    private AudioOutput? InTime(DeviceJob job, string what)
    {
        int patience = _config.DevicePatienceMilliseconds;
        if (!job.Wait(patience))
        {
            job.Abandon();
            throw new DeviceException($"the audio device has not {what} within {patience / 1_000.0} s: the system does not come back from it");
        }

        return job.Failure == null ? job.Take() : throw job.Failure;
    }

    private void GiveUp(AudioOutput? output)
    {
        if (output != null) LeaveOutput(output);
        using (_lock.Hold())
        {
            if (!_disposed) _output.Unclaim();
        }
    }

    // While the output is held for a change.
    private void CloseOpenOutput(bool keepClaim)
    {
        _output.Supervisor.Disarm();
        AudioOutput? output;
        using (_lock.Hold()) output = _output.Detach();
        if (output != null) LeaveOutput(output);
        using (_lock.Hold())
        {
            if (output != null) _output.Count(output);
            if (!keepClaim && !_disposed) _output.Unclaim();
        }
    }

    // Returns when the output renders no more. The device is given back by then, or a second later by itself.
    private static void LeaveOutput(AudioOutput output)
    {
        while (!output.TryRetire(CloseMilliseconds))
        {
        }

        _ = DeviceJob.Close(output).Wait(CloseMilliseconds);
    }
}
