using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seamline.Ui.Native;

/// <summary>Transport, output, waveforms, stats, export.</summary>
internal sealed unsafe partial class NativeEngine
{
    private const int Substitute = 3; // SEAM_OUTPUT_SUBSTITUTE

    public bool Play() => Ok(Seam.seam_play(_handle));

    public bool Pause() => Ok(Seam.seam_pause(_handle));

    public bool Seek(long frame) => Ok(Seam.seam_seek_frame(_handle, frame));

    public bool SetLoop(double inSeconds, double outSeconds) => Ok(Seam.seam_set_loop(_handle, inSeconds, outSeconds));

    public bool ClearLoop() => Ok(Seam.seam_clear_loop(_handle));

    public bool WaitReady(long frames, int timeoutMs) => Ok(Seam.seam_wait_ready(_handle, frames, timeoutMs));

    /// <summary>Where playback is.</summary>
    public SeamPosition Position()
    {
        var position = new SeamPosition { StructSize = (uint)sizeof(SeamPosition) };
        Ok(Seam.seam_get_position(_handle, &position));
        return position;
    }

    /// <summary>Counters and state of the engine.</summary>
    public SeamStats Stats()
    {
        var stats = new SeamStats { StructSize = (uint)sizeof(SeamStats) };
        Ok(Seam.seam_get_stats(_handle, &stats));
        return stats;
    }

    /// <summary>How often any waveform changed; takes no lock of the engine.</summary>
    public long PeakChanges() => Seam.seam_peaks_changes(_handle, out long changes) == Seam.Ok ? changes : 0;

    /// <summary>Columns of the timeline's waveform; a channel from 0, or <see cref="Seam.AllChannels"/>.</summary>
    public bool Peaks(double firstFrame, double framesPerColumn, int channel, Span<SeamPeak> columns)
    {
        if (columns.IsEmpty) return true;
        var view = new SeamPeaksView
        {
            StructSize = (uint)sizeof(SeamPeaksView),
            Channel = channel,
            FirstFrame = firstFrame,
            FramesPerColumn = framesPerColumn,
        };
        columns[0].StructSize = (uint)sizeof(SeamPeak);
        fixed (SeamPeak* first = columns) return Ok(Seam.seam_peaks_timeline(_handle, &view, first, (uint)columns.Length, null));
    }

    /// <summary>What the timeline's frames are played from, by columns; a column is at least a frame.</summary>
    public bool Residency(double firstFrame, double framesPerColumn, Span<byte> columns)
    {
        fixed (byte* first = columns) return Ok(Seam.seam_residency(_handle, firstFrame, framesPerColumn, first, (uint)columns.Length));
    }

    /// <summary>How long blocks took, and their histogram.</summary>
    public SeamBlockTimes BlockTimes(Span<long> bins)
    {
        var times = new SeamBlockTimes { StructSize = (uint)sizeof(SeamBlockTimes) };
        fixed (long* first = bins) Ok(Seam.seam_get_block_times(_handle, &times, first, (uint)bins.Length));
        return times;
    }

    /// <summary>Changes of what sounds since a number, which moves on; how many there were room for.</summary>
    public int Swaps(ref long next, Span<SeamSwap> swaps)
    {
        swaps[0].StructSize = (uint)sizeof(SeamSwap);
        fixed (SeamSwap* first = swaps) return Ok(Seam.seam_read_swaps(_handle, ref next, first, (uint)swaps.Length, out uint count)) ? (int)count : 0;
    }

    /// <summary>Opens an SDL device: null for the system's driver, the default device.</summary>
    public bool OpenDevice(string? driver, string? device = null)
    {
        nint name = driver == null ? 0 : Marshal.StringToCoTaskMemUTF8(driver);
        nint of = device == null ? 0 : Marshal.StringToCoTaskMemUTF8(device);
        var output = new SeamOutput { StructSize = (uint)sizeof(SeamOutput), Driver = name, Device = of, TimeScale = 1 };
        bool open = Ok(Seam.seam_output_open(_handle, &output));
        Marshal.FreeCoTaskMem(name);
        Marshal.FreeCoTaskMem(of);
        return open;
    }

    /// <summary>Plays to nowhere at the pace of a clock.</summary>
    public bool OpenNowhere(int blockFrames) => Ok(Seam.seam_output_open_null(_handle, (uint)blockFrames, 1));

    public bool CloseOutput() => Ok(Seam.seam_output_close(_handle));

    /// <summary>The output that is open.</summary>
    public OutputFacts Output()
    {
        var info = new SeamOutputInfo { StructSize = (uint)sizeof(SeamOutputInfo) };
        if (!Ok(Seam.seam_get_output(_handle, &info)) || info.IsOpen == 0) return default;
        return new OutputFacts(Marshal.PtrToStringUTF8((nint)info.Driver) ?? "", Marshal.PtrToStringUTF8((nint)info.Device) ?? "", info.Rate, info.PeriodFrames, info.State == Substitute);
    }

    /// <summary>The oldest event that was not taken yet; false where there is none.</summary>
    public bool TryTakeEvent(out DeviceEvent what)
    {
        what = default;
        var taken = new SeamEvent { StructSize = (uint)sizeof(SeamEvent) };
        if (Seam.seam_next_event(_handle, &taken, 0) != Seam.Ok) return false;
        what = new DeviceEvent((DeviceEventKind)taken.Kind, taken.Cause, taken.Frames, Marshal.PtrToStringUTF8((nint)taken.Text) ?? "");
        return true;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Report(nint user, long done, long all) =>
        GCHandle.FromIntPtr(user).Target is Func<long, long, bool> progress && progress(done, all) ? 0 : 1;
}

/// <summary>An output: SDL's driver, the device's name, its rate in Hz, what it takes at a time in frames, and whether it plays in place of the chosen one.</summary>
internal readonly record struct OutputFacts(string Driver, string Device, int Rate, int PeriodFrames, bool IsSubstitute);

/// <summary>Device events, numbered as SEAM_EVENT_...; the player shows events of media and loading elsewhere.</summary>
internal enum DeviceEventKind
{
    None = 0,
    Opened = 1,
    Changed = 2,
    Lost = 3,
    Returned = 4,
    Stalled = 5,
    Underrun = 6,
    LatencyChanged = 12,
    Thread = 13,
}

/// <summary>An event: of an underrun the cause (SEAM_CAUSE_...) and the frames that were not heard; a device, or why.</summary>
internal readonly record struct DeviceEvent(DeviceEventKind Kind, int Cause, long Frames, string Text);
