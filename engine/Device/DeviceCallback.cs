using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Seamline.Render;

namespace Seamline.Device;

/// <summary>
/// The callback that SDL calls on its audio thread, and that <see cref="NullOutput"/> calls on its own. Raw code: pointers,
/// constants and function pointers only; no managed object, no static with an initialiser, nothing that allocates,
/// locks, throws or calls the runtime.
/// </summary>
internal static unsafe class DeviceCallback
{
    /// <summary>
    /// Delivers what is asked for: renders in passes and puts each into the stream. Raw.
    /// </summary>
    /// <param name="userdata">The <see cref="DeviceState"/>.</param>
    /// <param name="stream">SDL's stream, its lock held.</param>
    /// <param name="additional">Bytes wanted, at the stream's input format; may be 0, may be no whole frame (rounded up).</param>
    /// <param name="total">Bytes the device is about to take; not needed, for the stream is kept no fuller than asked.</param>
    public static void Fill(nint userdata, nint stream, int additional, int total)
    {
        var device = (DeviceState*)userdata;
        if (additional <= 0) return;

        // Partner: AudioOutput.TryRetire. Both sides write (a full fence), then read: either this sees that the output is closing, or control
        // sees this inside and waits.
        _ = Interlocked.Exchange(ref device->Inside, 1);
        if (Volatile.Read(ref device->Closing) == 0) Run(device, stream, FramesOf(&device->Setup, additional)); // partner: AudioOutput.TryRetire
        Volatile.Write(ref device->Inside, 0); // partner: AudioOutput.TryRetire; release: nothing of the engine's is touched after it
    }

    /// <summary>The documented entry to <see cref="Fill"/>: attaches the thread at its first call, and waits for a collection.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void FillWithTransition(nint userdata, nint stream, int additional, int total) =>
        Fill(userdata, stream, additional, total);

    /// <summary>The documented call of SDL_PutAudioStreamData at <paramref name="function"/>.</summary>
    public static byte Put(nint stream, void* samples, int bytes, nint function) =>
        ((delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, void*, int, byte>)function)(stream, samples, bytes);

    private static void Run(DeviceState* device, nint stream, long frames)
    {
        DeviceSetup* setup = &device->Setup;
        CallbackThread.Note(&device->Thread);
        long began = BlockClock.Begin(setup->Clock);
        long asked = device->CycleNanoseconds != 0 ? device->CycleNanoseconds : setup->Audible == null ? began : AudibleClock.Now(setup->Audible);
        bool renders = setup->Render == null;
        long first = renders ? setup->RenderState->FramesRendered : device->Progress.FramesDelivered;
        double from = renders && setup->Slew != null ? Slew.FirstFrame(setup->Slew, first) : first;
        if (renders) setup->RenderState->BlockBegan = began;
        long done = Deliver(device, stream, frames, began, asked);
        long ended = BlockClock.End(setup->Clock, began);
        if (setup->Audible != null)
        {
            Follow(device, asked, done, from);
            if (renders) AudibleClock.Place(setup->Audible, setup->RenderState);
        }

        Account(device, done, asked, began, ended);
    }

    private static void Follow(DeviceState* device, long asked, long frames, double from)
    {
        DeviceSetup* setup = &device->Setup;
        long first = device->Progress.FramesDelivered;
        double pace = setup->NanosecondsPerFrame;
        double latency = Volatile.Read(ref device->LatencyFrames); // partner: AudioOutput.LatencyFrames
        ClockTimes times = device->CycleNanoseconds != 0 ? ClockTimes.Exact : ClockTimes.Late;
        HeardFrame heard;
        if (latency < 0 && device->Heard != null && HeardLine.TryRead(device->Heard, asked, &heard))
        {
            times = ClockTimes.Line;
            pace = heard.NanosecondsPerFrame;
            latency = first - heard.Frame;
            Volatile.Write(ref device->CycleLatencyFrames, heard.LatencyFrames); // partner: AudioOutput.LatencyFrames
        }

        if (latency < 0) latency = device->CycleLatencyFrames;
        double ratio = setup->Slew != null ? setup->Slew->Used : 1;
        AudibleClock.Follow(setup->Audible, setup->Number, asked, first, frames, latency, pace, from, ratio, times);
    }

    private static long FramesOf(DeviceSetup* setup, int bytes)
    {
        unchecked
        {
            return ((uint)bytes + (uint)setup->FrameBytes - 1) / (uint)setup->FrameBytes;
        }
    }

    // The engine's renderer is called by name, so that a proof over the object code can follow it from here.
    private static void Render(DeviceSetup* setup, uint frames)
    {
        if (setup->Render == null)
        {
            Callback.Render(setup->RenderState, setup->Buffer, frames);
        }
        else
        {
            setup->Render(setup->RenderState, setup->Buffer, frames);
        }
    }

    private static float* RenderTrimmed(DeviceSetup* setup, uint* pass)
    {
        unchecked
        {
            *pass = (uint)Slew.PassFrames(setup->Slew, *pass);
            long needed = Slew.Needs(setup->Slew, *pass);
            if (needed > 0) Render(setup, (uint)needed);
            return Slew.Make(setup->Slew, setup->Buffer, needed, *pass);
        }
    }

    private static long Deliver(DeviceState* device, nint stream, long frames, long began, long asked)
    {
        DeviceSetup* setup = &device->Setup;
        long done = 0;
        // Closing is looked at before each pass: closing waits for one pass, not for the whole of a long block.
        while (done < frames && Volatile.Read(ref device->Closing) == 0) // partner: AudioOutput.TryRetire
        {
            uint pass = unchecked((uint)(frames - done < Limits.MaxBlockFrames ? frames - done : Limits.MaxBlockFrames));
            float* made = setup->Buffer;
            if (Slew.Begins(setup->Slew, asked))
            {
                made = RenderTrimmed(setup, &pass);
            }
            else
            {
                Render(setup, pass);
                Slew.Keep(setup->Slew, made, pass);
            }

            if (done == 0 && ComesBack(device, began)) FadeIn(setup, made, pass);
            OutputVolume.Apply(setup->Volume, made, pass, setup->Channels);
            if (setup->Tap != null)
            {
                TapState.Append(setup->Tap, made, pass);
            }

            int bytes = unchecked((int)pass * setup->FrameBytes);
            if (setup->Put != null && setup->Put(stream, made, bytes, setup->PutFunction) == 0)
            {
                Volatile.Write(ref device->Progress.Refused, unchecked(device->Progress.Refused + 1)); // partner: DeviceClock.Read
            }

            done = unchecked(done + pass);
        }

        return done;
    }

    // Whether the device has been silent while the timeline went on, or was played by another.
    private static bool ComesBack(DeviceState* device, long began) =>
        device->Setup.RampFrames > 0 && ((device->Setup.FadesIn != 0 && device->Progress.Blocks == 0)
            || UnderrunRule.IsDry(&device->Setup, &device->Progress, began, BlockClock.Begin(device->Setup.Clock)));

    // The device has been silent: what comes now comes in as after a pause, without a click.
    private static void FadeIn(DeviceSetup* setup, float* at, uint frames)
    {
        long ramp = setup->RampFrames < frames ? setup->RampFrames : frames;
        for (long i = 0; i < ramp; i++)
        {
            float gain = (float)i / setup->RampFrames;
            for (int channel = 0; channel < setup->Channels; channel++, at++) *at *= gain;
        }
    }

    // Partner: DeviceClock.Read. A reader that sees an even version, reads, and sees the same version has read one block's stats. The first exchange
    // is a full fence: without it a field could be written before the version turns odd.
    private static void Account(DeviceState* device, long frames, long asked, long began, long ended)
    {
        DeviceProgress* progress = &device->Progress;
        long first = progress->FramesDelivered;
        unchecked
        {
            _ = Interlocked.Exchange(ref progress->Version, progress->Version + 1); // partner: DeviceClock.Read
            bool late = UnderrunRule.IsDry(&device->Setup, progress, began, began);
            long dry = UnderrunRule.Deliver(&device->Setup, progress, frames, began, ended);
            if (progress->Blocks == 0) progress->FirstAsked = asked;
            progress->Asked = asked;
            progress->FramesDelivered = first + frames;
            progress->BlockFrames = frames;
            progress->DeliveredNanoseconds = ended;
            progress->Blocks++;
            progress->Underruns += dry > 0 ? 1 : 0;
            progress->LateUnderruns += dry > 0 && late ? 1 : 0;
            progress->DryFrames += dry > 0 ? (long)(dry / device->Setup.NanosecondsPerFrame) : 0;
            progress->LongestDryNanoseconds = dry > progress->LongestDryNanoseconds ? dry : progress->LongestDryNanoseconds;
            Volatile.Write(ref progress->Version, progress->Version + 1); // partner: DeviceClock.Read
            if (device->Setup.Tap != null)
            {
                var row = new TapBlock(progress->Blocks - 1, first, frames, ended, ended - began, dry);
                TapState.Append(device->Setup.Tap, &row);
            }
        }
    }
}
